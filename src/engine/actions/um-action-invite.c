/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invite users: people who aren't users of the source yet, each to the products and groups for all
 * and to the person's own. Who is a user already is left as he is: that somebody stands on a list
 * of people to be invited doesn't say that his access is to be changed. */
#include "um-action-private.h"

static const UmInputKind inputs_taken[] = {
  UM_INPUT_PEOPLE,
  UM_INPUT_PRODUCTS,
  UM_INPUT_GROUPS,
};

static void
propose (const UmActionInputs *inputs, UmProposal *proposal)
{
  const UmInvited *invited = g_hash_table_lookup (inputs->people, proposal->account_id);
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();

  for (guint i = 0; i < inputs->groups->len; i++)
    g_ptr_array_add (groups, (gpointer) g_array_index (inputs->groups, UmActionGroup, i).id);
  if (invited != NULL)
    um_proposal_add_invitation (proposal, invited->invitee, inputs->products, groups);
}

const UmAction um_action_invite = {
  .info = {
    .key = "invite",
    .group = UM_CARD_OTHER,
    .jira = TRUE,
    .access = TRUE,
    .inputs = inputs_taken,
    .n_inputs = G_N_ELEMENTS (inputs_taken),
    .billing = UM_BILLING_TAKES_SEATS,
    .undo = UM_UNDO_EXACT,
    .inverse = "remove-user",
  },
  .propose = propose,
};
