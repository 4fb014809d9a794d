/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Add to groups: one step per group (ATLASSIAN.md §7: no call takes several users or groups). */
#include "um-action-private.h"

static const UmInputKind inputs_taken[] = { UM_INPUT_GROUPS, UM_INPUT_PAIRS, UM_INPUT_LIKE };

static void
propose (const UmActionInputs *inputs, UmProposal *proposal)
{
  um_action_inputs_propose (inputs, proposal, TRUE);
}

const UmAction um_action_add_to_groups = {
  .info = {
    .key = "add-to-groups",
    .group = UM_CARD_GROUPS,
    .jira = TRUE,
    .access = TRUE,
    .inputs = inputs_taken,
    .n_inputs = G_N_ELEMENTS (inputs_taken),
    .billing = UM_BILLING_MAY_COST,
    .undo = UM_UNDO_EXACT,
    .inverse = "remove-from-groups",
  },
  .propose = propose,
};
