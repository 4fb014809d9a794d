/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step of a chain that gives the account another e-mail address. As um-proposal.c. */
#include "um-proposal-private.h"

#include "um-email.h"

/* What is wrong with the account, whatever the address would be. */
static UmSkip
find_account_skip (const UmProposal *self)
{
  UmSkip skip = um_proposal_find_user_skip (self);

  if (skip != UM_SKIP_NONE)
    return skip;
  if (um_directory_get_managed (self->directory, self->row) == UM_NO)
    return UM_SKIP_NOT_MANAGED;
  return self->account == UM_STATUS_DELETED ? UM_SKIP_DELETED : UM_SKIP_NONE;
}

/* Where nothing would be done anyway, that is the reason. */
static UmSkip
find_skip (const UmProposal *self, UmSkip found)
{
  if (found != UM_SKIP_NONE)
    return found;
  return um_directory_get_synced (self->directory, self->row) == UM_YES ? UM_SKIP_SYNCED
                                                                        : UM_SKIP_NONE;
}

void
um_proposal_add_email (UmProposal *self, const UmEmailInputs *inputs)
{
  UmEmailChange change = { .after = NULL };
  UmProposedStep step = {
    .kind = UM_STEP_EMAIL_SET,
    .thing = UM_NO_ROW,
    .before = self->email,
    .skip = find_account_skip (self),
  };

  if (step.skip == UM_SKIP_NONE)
    {
      if (inputs != NULL)
        um_email_inputs_judge (inputs, self->row, self->email, &change);
      else
        change.after = g_strdup (self->email != NULL ? self->email : "");
      step.skip = find_skip (self, change.skip);
      step.skip_detail = step.skip == change.skip ? change.detail : NULL;
    }
  else
    change.after = g_strdup (self->email != NULL ? self->email : "");
  step.after = change.after;
  g_ptr_array_add (self->texts, change.after);
  g_array_append_val (self->steps, step);
  if (step.skip != UM_SKIP_NONE)
    return;
  self->email = change.after;
  if (change.unverified)
    self->unverified_domain = um_email_get_domain (change.after);
}
