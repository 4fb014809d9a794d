/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reactivate: managed accounts that were deactivated (ATLASSIAN.md §9). */
#include "um-action-private.h"

static void
propose (const UmActionInputs *inputs, UmProposal *proposal)
{
  um_proposal_add_account (proposal, UM_STEP_ACCOUNT_ENABLE, NULL);
}

const UmAction um_action_reactivate = {
  .info = {
    .key = "reactivate",
    .group = UM_CARD_ACCOUNT,
    .access = TRUE,
    .billing = UM_BILLING_TAKES_SEATS,
    .undo = UM_UNDO_EXACT,
    .inverse = "deactivate",
  },
  .propose = propose,
};
