/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Remove application access: one step per group that grants one of the chosen products, and in an
 * organisation one per role that a user may have himself (ATLASSIAN.md §8). The groups are all of
 * them, also those that a user isn't in: so each user's chain is as long as everybody's, and a plan
 * that is made anew can be compared with the one before. */
#include "um-action-private.h"

static const UmInputKind inputs_taken[] = { UM_INPUT_PRODUCTS };

static void
propose (const UmActionInputs *inputs, UmProposal *proposal)
{
  for (guint i = 0; i < inputs->products->len; i++)
    um_proposal_intend_loss (proposal, g_ptr_array_index (inputs->products, i));
  for (guint i = 0; i < inputs->groups->len; i++)
    {
      const UmActionGroup *group = &g_array_index (inputs->groups, UmActionGroup, i);

      um_proposal_add_membership (proposal, group->thing, group->id, FALSE);
    }
  for (guint i = 0; i < inputs->products->len; i++)
    um_proposal_revoke (proposal, g_ptr_array_index (inputs->products, i));
}

const UmAction um_action_remove_application_access = {
  .info = {
    .key = "remove-application-access",
    .group = UM_CARD_ACCESS,
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
