/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step of a user's chain that revokes API tokens. Used by one thread, as the chain is. */
#include "um-proposal-private.h"

#include "um-token-text.h"

/* Whoever keeps the account and whatever state it is in: its tokens are Atlassian's. */
static UmSkip
find_skip (const UmProposal *self)
{
  if (self->row == UM_NO_ROW)
    return UM_SKIP_USER_GONE;
  if (um_directory_get_status (self->directory, self->row) == UM_STATUS_FORMER)
    return UM_SKIP_FORMER_USER;
  if (um_directory_get_user_type (self->directory, self->row) == UM_TYPE_APP)
    return UM_SKIP_APP;
  if (um_directory_get_managed (self->directory, self->row) == UM_NO)
    return UM_SKIP_NOT_MANAGED;
  return UM_SKIP_NONE;
}

static gboolean
has_step (const UmProposal *self, UmStepKind kind)
{
  for (guint i = 0; i < self->steps->len; i++)
    if (g_array_index (self->steps, UmProposedStep, i).kind == kind)
      return TRUE;
  return FALSE;
}

void
um_proposal_add_tokens (UmProposal *self, GHashTable *tokens)
{
  UmProposedStep step = {
    .kind = UM_STEP_TOKEN_REVOKE,
    .thing = UM_NO_ROW,
    .after = UM_NO_TOKENS,
    .skip = find_skip (self),
  };

  if (step.skip == UM_SKIP_NONE && has_step (self, UM_STEP_TOKEN_REVOKE))
    step.skip = UM_SKIP_ALREADY_SO;
  else if (step.skip == UM_SKIP_NONE && tokens != NULL)
    step.argument = g_hash_table_lookup (tokens,
                                         um_directory_get_account_id (self->directory, self->row));
  if (step.argument != NULL)
    {
      char *before = um_token_text_describe (step.argument);

      g_ptr_array_add (self->texts, before);
      step.before = before;
      if (*step.argument == '\0')
        step.skip = UM_SKIP_ALREADY_SO;
    }
  g_array_append_val (self->steps, step);
}
