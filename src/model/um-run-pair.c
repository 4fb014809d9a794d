/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps that belong together because one gives back what the other takes. No state; any thread. */
#include "um-run-pair.h"

gboolean
um_run_pair_is (const UmRunEntry *first, const UmRunEntry *second)
{
  return first != NULL && first->kind == UM_STEP_ACCOUNT_DISABLE
         && second->kind == UM_STEP_ACCOUNT_ENABLE && first->chain == second->chain
         && first->before != NULL && g_strcmp0 (first->before, second->after) == 0
         && g_strcmp0 (first->after, second->before) == 0;
}

/* Whether the last answer leaves open what became of the request. */
static gboolean
is_unclear (const UmRunEntry *entry)
{
  static const char *const codes[] = { "cut", "malformed", "not-json", "server", NULL };

  return entry->error == NULL || g_strv_contains (codes, entry->error);
}

gboolean
um_run_pair_is_due (const UmRunEntry *first)
{
  switch (first->state)
    {
    case UM_STATE_SENT:
    case UM_STATE_DONE:
    case UM_STATE_UNKNOWN:
      return TRUE;

    /* A refusal of what was sent more than once says nothing of the time before; and what was read
     * then may have been out of date (ATLASSIAN.md §19). */
    case UM_STATE_FAILED:
      return first->sent != 0 && (first->attempts > 1 || is_unclear (first));

    case UM_STATE_SKIPPED:
      return first->sent != 0 && first->attempts > 1 && first->skip == UM_SKIP_REFUSED;

    default:
      return FALSE;
    }
}

static gboolean
gives_back (const UmRunEntry *second)
{
  return second->state == UM_STATE_DONE
         || (second->state == UM_STATE_SKIPPED && second->skip == UM_SKIP_ALREADY_SO);
}

gboolean
um_run_pair_is_closed (const UmRunEntry *first, const UmRunEntry *second)
{
  return um_run_pair_is (first, second) && first->state == UM_STATE_DONE && gives_back (second);
}

static UmRunPairState
get_state_of (const UmRunEntry *first, const UmRunEntry *second)
{
  if (!um_run_pair_is (first, second) || !um_run_pair_is_due (first) || gives_back (second))
    return UM_RUN_PAIR_NONE;
  return um_step_state_is_final (second->state) ? UM_RUN_PAIR_LEFT_OPEN : UM_RUN_PAIR_OWED;
}

UmRunPairState
um_run_pair_get_state (UmRunEntry *const *entries, guint n_entries)
{
  UmRunPairState state = UM_RUN_PAIR_NONE;

  for (guint i = 1; i < n_entries; i++)
    state = MAX (state, get_state_of (entries[i - 1], entries[i]));
  return state;
}

GPtrArray *
um_run_pair_list_left_open (GPtrArray *entries)
{
  GPtrArray *left = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);

  for (guint i = 1; i < entries->len; i++)
    {
      UmRunEntry *second = g_ptr_array_index (entries, i);

      if (get_state_of (g_ptr_array_index (entries, i - 1), second) == UM_RUN_PAIR_LEFT_OPEN)
        g_ptr_array_add (left, um_run_entry_ref (second));
    }
  return left;
}
