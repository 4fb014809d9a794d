/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deactivate: managed accounts, everywhere at Atlassian; what the user is told may be given
 * (ATLASSIAN.md §9). */
#include "um-action-private.h"

static const UmInputKind inputs_taken[] = { UM_INPUT_MESSAGE };

static void
propose (const UmActionInputs *inputs, UmProposal *proposal)
{
  um_proposal_add_account (proposal, UM_STEP_ACCOUNT_DISABLE, inputs->message);
}

const UmAction um_action_deactivate = {
  .info = {
    .key = "deactivate",
    .group = UM_CARD_ACCOUNT,
    .access = TRUE,
    .inputs = inputs_taken,
    .n_inputs = G_N_ELEMENTS (inputs_taken),
    .billing = UM_BILLING_FREES_SEATS,
    .undo = UM_UNDO_EXACT,
    .inverse = "reactivate",
    .takes_access = TRUE,
  },
  .propose = propose,
};
