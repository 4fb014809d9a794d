/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Retry: does the same as the actions behind it in the plan, which are those of a run, but only
 * what has failed in that run (PRODUCT.md §7). */
#include "um-action-private.h"

static const UmInputKind inputs_taken[] = { UM_INPUT_RUN, UM_INPUT_ENTRIES };

static void
propose (const UmActionInputs *inputs, UmProposal *proposal)
{
  um_proposal_begin_retry (proposal, inputs->past);
}

const UmAction um_action_retry = {
  .info = {
    .key = "retry",
    .group = UM_CARD_OTHER,
    .jira = TRUE,
    .access = TRUE,
    .inputs = inputs_taken,
    .n_inputs = G_N_ELEMENTS (inputs_taken),
    .undo = UM_UNDO_EXACT,
    .of_run = TRUE,
  },
  .propose = propose,
};
