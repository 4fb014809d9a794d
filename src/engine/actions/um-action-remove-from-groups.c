/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Remove from groups: one step per group (ATLASSIAN.md §7). */
#include "um-action-private.h"

static const UmInputKind inputs_taken[] = { UM_INPUT_GROUPS, UM_INPUT_PAIRS, UM_INPUT_LIKE };

static void
propose (const UmActionInputs *inputs, UmProposal *proposal)
{
  um_action_inputs_propose (inputs, proposal, FALSE);
}

const UmAction um_action_remove_from_groups = {
  .info = {
    .key = "remove-from-groups",
    .group = UM_CARD_GROUPS,
    .jira = TRUE,
    .access = TRUE,
    .inputs = inputs_taken,
    .n_inputs = G_N_ELEMENTS (inputs_taken),
    .billing = UM_BILLING_MAY_FREE,
    .undo = UM_UNDO_EXACT,
    .inverse = "add-to-groups",
    .takes_access = TRUE,
  },
  .propose = propose,
};
