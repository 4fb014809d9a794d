/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Change e-mail addresses: managed accounts; by a rule (old domain, new domain) or a list of new
 * addresses. All sessions of the user end, and the address by which he logs in is lost, so that it
 * is never done to the owner of the key (ATLASSIAN.md §14). */
#include "um-action-private.h"

static const UmInputKind inputs_taken[] = { UM_INPUT_EMAIL_RULE, UM_INPUT_EMAILS };

static void
propose (const UmActionInputs *inputs, UmProposal *proposal)
{
  um_proposal_add_email (proposal, inputs->email);
}

const UmAction um_action_change_email = {
  .info = {
    .key = "change-email",
    .group = UM_CARD_ACCOUNT,
    .access = TRUE,
    .inputs = inputs_taken,
    .n_inputs = G_N_ELEMENTS (inputs_taken),
    .billing = UM_BILLING_NONE,
    .undo = UM_UNDO_EXACT,
    .inverse = "change-email",
    .takes_access = TRUE,
  },
  .propose = propose,
};
