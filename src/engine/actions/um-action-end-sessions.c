/* SPDX-License-Identifier: GPL-3.0-or-later */
/* End sessions: Atlassian has no public call that resets a password or ends a session (ATLASSIAN.md
 * §12). What comes nearest is done under its own name: managed accounts are deactivated, which logs
 * them out, and activated again at once. */
#include "um-action-private.h"

static void
propose (const UmActionInputs *inputs, UmProposal *proposal)
{
  um_proposal_add_interruption (proposal);
}

const UmAction um_action_end_sessions = {
  .info = {
    .key = "end-sessions",
    .group = UM_CARD_ACCOUNT,
    .access = TRUE,
    .undo = UM_UNDO_NEEDLESS,
    .takes_access = TRUE,
  },
  .propose = propose,
};
