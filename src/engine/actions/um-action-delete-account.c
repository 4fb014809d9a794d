/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delete account: managed accounts; they look deactivated for 14 days and can be kept until then
 * (ATLASSIAN.md §10). */
#include "um-action-private.h"

static void
propose (const UmActionInputs *inputs, UmProposal *proposal)
{
  um_proposal_add_account (proposal, UM_STEP_ACCOUNT_DELETE, NULL);
}

const UmAction um_action_delete_account = {
  .info = {
    .key = "delete-account",
    .group = UM_CARD_REMOVAL,
    .access = TRUE,
    .billing = UM_BILLING_FREES_SEATS,
    .undo = UM_UNDO_14_DAYS,
    .inverse = "cancel-deletion",
    .takes_access = TRUE,
  },
  .propose = propose,
};
