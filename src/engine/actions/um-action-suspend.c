/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suspend access: of any user of a directory, to all of it; groups and roles are kept (ATLASSIAN.md
 * §9). */
#include "um-action-private.h"

static const UmInputKind inputs_taken[] = { UM_INPUT_DIRECTORIES };

static void
propose (const UmActionInputs *inputs, UmProposal *proposal)
{
  um_proposal_add_access (proposal, UM_STEP_ACCESS_SUSPEND, inputs->directories);
}

const UmAction um_action_suspend = {
  .info = {
    .key = "suspend",
    .group = UM_CARD_ACCESS,
    .access = TRUE,
    .inputs = inputs_taken,
    .n_inputs = G_N_ELEMENTS (inputs_taken),
    .billing = UM_BILLING_FREES_SEATS,
    .undo = UM_UNDO_EXACT,
    .inverse = "restore",
    .takes_access = TRUE,
  },
  .propose = propose,
};
