/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a user's chain that is done again. The actions add the whole chain as users are now;
 * what of it hasn't failed in the run is left out then. As um-proposal.c. */
#include "um-proposal-private.h"

#include "um-step-kind-private.h"

/* What may be done although it isn't known whether it was: once more does no harm. */
static gboolean
is_repeatable (const UmRunEntry *entry)
{
  const UmStepKindInfo *kind = um_step_kind_find (entry->kind);

  return kind != NULL && kind->repeatable;
}

/* Whether nobody knows what became of it, so that nothing behind it is done either. */
static gboolean
is_open (const UmRunEntry *entry)
{
  UmStepState outcome = um_run_entry_get_outcome (entry);

  return (outcome == UM_STATE_UNKNOWN || outcome == UM_STATE_SENT) && !is_repeatable (entry);
}

/* @behind: what failed stands before it in the chain. */
static gboolean
has_failed (const UmRunEntry *entry, gboolean behind)
{
  switch (um_run_entry_get_outcome (entry))
    {
    case UM_STATE_FAILED:
    case UM_STATE_CANCELLED:
      return TRUE;

    case UM_STATE_UNKNOWN:
    case UM_STATE_SENT:
      return is_repeatable (entry);

    case UM_STATE_SKIPPED:
      return entry->skip == UM_SKIP_EARLIER_FAILED && behind;

    default:
      return FALSE;
    }
}

void
um_proposal_begin_retry (UmProposal *self, const UmPastRun *past)
{
  const GPtrArray *chain = um_past_run_get_chain (past, self->account_id);
  gboolean behind = FALSE;

  self->retried = g_ptr_array_new ();
  for (guint i = 0; chain != NULL && i < chain->len; i++)
    {
      UmRunEntry *entry = g_ptr_array_index (chain, i);
      gboolean failed = has_failed (entry, behind);

      behind |= failed;
      if ((failed || is_open (entry)) && um_past_run_is_chosen (past, entry))
        g_ptr_array_add (self->retried, entry);
    }
}

gboolean
um_proposal_is_retried (const UmProposal *self, UmStepKind kind)
{
  for (guint i = 0; self->retried != NULL && i < self->retried->len; i++)
    if (((UmRunEntry *) g_ptr_array_index (self->retried, i))->kind == kind)
      return TRUE;
  return FALSE;
}

/* An issue bears its label once it is to be sent, and an invitation may learn where it leads. */
static gboolean
is_same (const UmRunEntry *entry, const UmProposedStep *step)
{
  if (entry->kind != step->kind)
    return FALSE;
  if (entry->kind == UM_STEP_ISSUE_CREATE)
    return g_strcmp0 (entry->target_name, step->target_name) == 0
           && g_strcmp0 (entry->after, step->after) == 0;
  if (entry->kind == UM_STEP_INVITE)
    return entry->place == NULL || step->place == NULL || g_str_equal (entry->place, step->place);
  return g_strcmp0 (entry->target, step->target) == 0 && g_strcmp0 (entry->place, step->place) == 0;
}

/* Takes the entry that the step does again out of those that are left. (nullable) */
static const UmRunEntry *
take_entry (GPtrArray *left, const UmProposedStep *step)
{
  for (guint i = 0; i < left->len; i++)
    if (is_same (g_ptr_array_index (left, i), step))
      return g_ptr_array_steal_index (left, i);
  return NULL;
}

/* @behind: a step before it of the same chain can't be done again yet. */
static UmSkip
find_skip (const UmRunEntry *entry, gboolean behind)
{
  if (entry == NULL)
    return UM_SKIP_NOT_RETRIED;
  if (is_open (entry))
    return UM_SKIP_OUTCOME_UNKNOWN;
  return behind ? UM_SKIP_EARLIER_SKIPPED : UM_SKIP_NONE;
}

void
um_proposal_end_retry (UmProposal *self)
{
  g_autoptr (GPtrArray) left = NULL;
  gboolean behind = FALSE;

  if (self->retried == NULL)
    return;
  left = g_ptr_array_copy (self->retried, NULL, NULL);
  for (guint i = 0; i < self->steps->len; i++)
    {
      const UmProposedStep *step = &g_array_index (self->steps, UmProposedStep, i);
      UmSkip skip = find_skip (take_entry (left, step), behind);

      behind |= skip == UM_SKIP_OUTCOME_UNKNOWN;
      if (skip != UM_SKIP_NONE && step->skip == UM_SKIP_NONE)
        um_proposal_leave_out (self, i, skip);
    }
}
