/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step of a user's chain that makes an issue. Used by one thread, as the chain is. */
#include "um-proposal-private.h"

#include "um-issue-text.h"

/* Its summary is what people see of it before it has a key. */
static char *
fill_summary (const UmProposal *self, const UmIssueInputs *inputs)
{
  UmUser user;
  UmIssuePerson person;

  if (inputs->one || self->row == UM_NO_ROW)
    return um_issue_text_fill_summary (inputs->summary, NULL);
  um_directory_get_user (self->directory, self->row, &user);
  person = (UmIssuePerson){ user.name, user.email, user.account_id };
  return um_issue_text_fill_summary (inputs->summary, &person);
}

void
um_proposal_add_issue (UmProposal *self, const UmIssueInputs *inputs)
{
  char *summary = fill_summary (self, inputs);
  UmProposedStep step = {
    .kind = UM_STEP_ISSUE_CREATE,
    .skip = self->row == UM_NO_ROW ? UM_SKIP_USER_GONE : UM_SKIP_NONE,
    .thing = UM_NO_ROW,
    .target = inputs->project,
    .target_name = inputs->project,
    .place = *inputs->site != '\0' ? inputs->site : NULL,
    .before = UM_NO_ISSUE,
    .after = summary,
  };

  g_ptr_array_add (self->texts, summary);
  g_array_append_val (self->steps, step);
}
