/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Grant product access: one step per product, by a role that the user has himself (ATLASSIAN.md
 * §8); who has the product by a group or a role already is left as he is. */
#include "um-action-private.h"

static const UmInputKind inputs_taken[] = { UM_INPUT_PRODUCTS };

static void
propose (const UmActionInputs *inputs, UmProposal *proposal)
{
  for (guint i = 0; i < inputs->products->len; i++)
    um_proposal_grant (proposal, g_ptr_array_index (inputs->products, i));
}

const UmAction um_action_grant_product_access = {
  .info = {
    .key = "grant-product-access",
    .group = UM_CARD_ACCESS,
    .access = TRUE,
    .inputs = inputs_taken,
    .n_inputs = G_N_ELEMENTS (inputs_taken),
    .billing = UM_BILLING_TAKES_SEATS,
    .undo = UM_UNDO_EXACT,
    .inverse = "remove-application-access",
  },
  .propose = propose,
};
