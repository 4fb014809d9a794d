/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cancel deletion: keeps managed accounts, and activates them (ATLASSIAN.md §10). */
#include "um-action-private.h"

static void
propose (const UmActionInputs *inputs, UmProposal *proposal)
{
  um_proposal_add_account (proposal, UM_STEP_ACCOUNT_CANCEL_DELETE, NULL);
}

const UmAction um_action_cancel_deletion = {
  .info = {
    .key = "cancel-deletion",
    .group = UM_CARD_REMOVAL,
    .access = TRUE,
    .billing = UM_BILLING_TAKES_SEATS,
    .undo = UM_UNDO_EXACT,
    .inverse = "delete-account",
  },
  .propose = propose,
};
