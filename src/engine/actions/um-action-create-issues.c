/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Create Jira issues, of an organisation's users through a Jira source of one of its sites: one
 * step for each user, also where they are to share one issue. What is sent is made when a run
 * begins, as only then it is known who shares it. */
#include "um-action-private.h"

static const UmInputKind inputs_taken[] = {
  UM_INPUT_SITE,    UM_INPUT_PROJECT,     UM_INPUT_ISSUE_TYPE, UM_INPUT_ISSUES,
  UM_INPUT_SUMMARY, UM_INPUT_DESCRIPTION, UM_INPUT_FIELDS,
};

static void
propose (const UmActionInputs *inputs, UmProposal *proposal)
{
  um_proposal_add_issue (proposal, inputs->issue);
}

const UmAction um_action_create_issues = {
  .info = {
    .key = "create-issues",
    .group = UM_CARD_OTHER,
    .jira = TRUE,
    .access = TRUE,
    .inputs = inputs_taken,
    .n_inputs = G_N_ELEMENTS (inputs_taken),
    .billing = UM_BILLING_NONE,
    .undo = UM_UNDO_BY_HAND,
  },
  .propose = propose,
};
