/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Revoke API tokens: all those of a managed account, which nothing brings back (ATLASSIAN.md §11).
 */
#include "um-action-private.h"

static void
propose (const UmActionInputs *inputs, UmProposal *proposal)
{
  um_proposal_add_tokens (proposal, inputs->tokens);
}

const UmAction um_action_revoke_tokens = {
  .info = {
    .key = "revoke-tokens",
    .group = UM_CARD_ACCOUNT,
    .access = TRUE,
    .undo = UM_UNDO_NONE,
    .takes_access = TRUE,
  },
  .propose = propose,
};
