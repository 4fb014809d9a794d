/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Remove user: from a directory of an organisation, or from a site; the Atlassian account stays.
 * Nothing gives it back but a new invitation, for which groups and roles are saved (ATLASSIAN.md
 * §10). */
#include "um-action-private.h"

static const UmInputKind inputs_taken[] = { UM_INPUT_DIRECTORIES };

static void
propose (const UmActionInputs *inputs, UmProposal *proposal)
{
  um_proposal_add_access (proposal, UM_STEP_DIRECTORY_REMOVE, inputs->directories);
}

const UmAction um_action_remove_user = {
  .info = {
    .key = "remove-user",
    .group = UM_CARD_REMOVAL,
    .jira = TRUE,
    .access = TRUE,
    .inputs = inputs_taken,
    .n_inputs = G_N_ELEMENTS (inputs_taken),
    .billing = UM_BILLING_FREES_SEATS,
    .undo = UM_UNDO_NONE,
    .takes_access = TRUE,
  },
  .propose = propose,
};
