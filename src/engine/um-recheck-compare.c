/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was read again against what runs said they did: by a whole snapshot on a worker, and the
 * notes that come of it. Main thread otherwise. */
#include "um-recheck-private.h"

#include "um-planner-private.h"
#include "um-source-state-private.h"

/* One comparison with a directory. */
typedef struct
{
  gint64 since; /* milliseconds */
  UmDirectory *directory;
  GPtrArray *outcomes; /* (nullable): of UmOutcome */
} Comparison;

static void
comparison_free (gpointer data)
{
  Comparison *comparison = data;

  um_directory_unref (comparison->directory);
  g_clear_pointer (&comparison->outcomes, g_ptr_array_unref);
  g_free (comparison);
}

/* ---- one outcome ---- */

static gboolean
differs (const UmRunEntry *entry, UmStepVerdict verdict, UmNoteKind kind)
{
  switch (entry->state)
    {
    case UM_STATE_UNKNOWN:
      return TRUE;

    case UM_STATE_FAILED:
      return verdict == UM_STEP_STANDS && kind == UM_NOTE_FOUND && entry->before != NULL
             && g_strcmp0 (entry->before, entry->after) != 0;

    default:
      return verdict == UM_STEP_DID_NOT;
    }
}

void
um_recheck_judge (UmOutcome *outcome, const UmStepFinding *finding, UmNoteKind kind)
{
  const UmRunEntry *entry = outcome->entry;

  if (finding->verdict == UM_STEP_CANT_TELL || !differs (entry, finding->verdict, kind))
    return;
  g_clear_pointer (&outcome->note, um_run_note_free);
  outcome->note = um_run_note_new (entry->n, g_get_real_time () / G_TIME_SPAN_MILLISECOND, kind,
                                   kind == UM_NOTE_FOUND ? finding->word : NULL);
}

void
um_recheck_tell (UmSourceState *state, GPtrArray *outcomes)
{
  for (guint i = 0; i < outcomes->len; i++)
    if (((UmOutcome *) g_ptr_array_index (outcomes, i))->note != NULL)
      {
        um_source_state_runs_changed (state);
        return;
      }
}

/* ---- all of them with a directory ---- */

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Comparison *comparison = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (um_store_keep_reading_finish (UM_STORE (source), result, &error))
    um_recheck_tell (g_task_get_source_object (task), comparison->outcomes);
  else
    g_debug ("Runs will be compared by the next refresh: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
compare_one (UmDirectory *directory, UmOutcome *outcome)
{
  const UmRunEntry *entry = outcome->entry;
  const UmStepKindInfo *kind = um_step_kind_find (entry->kind);
  gboolean by_address = um_person_is_address (entry->account_id);
  guint row = by_address ? um_planner_find_email (directory, entry->account_id)
                         : um_directory_find (directory, entry->account_id);
  UmStepFinding finding = { .verdict = UM_STEP_CANT_TELL };
  gboolean gone = FALSE;

  if (kind == NULL)
    return;
  /* An address that isn't found may be hidden. */
  if (row == UM_NO_ROW && by_address)
    return;
  if (row == UM_NO_ROW)
    {
      finding.verdict = kind->when_gone;
      um_recheck_judge (outcome, &finding, UM_NOTE_USER_GONE);
      return;
    }
  kind->look_up (directory, row, entry, &finding, &gone);
  um_recheck_judge (outcome, &finding, gone ? UM_NOTE_TARGET_GONE : UM_NOTE_FOUND);
}

static void
compare_on_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Comparison *comparison = data;

  for (guint i = 0; i < comparison->outcomes->len; i++)
    compare_one (comparison->directory, g_ptr_array_index (comparison->outcomes, i));
  g_task_return_boolean (task, TRUE);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmSourceState *state = UM_SOURCE_STATE (source);
  g_autoptr (GTask) task = user_data;
  Comparison *comparison = g_task_get_task_data (task);

  um_store_keep_reading_async (state->store, state->source->id, comparison->since,
                               comparison->outcomes, keep_cb, g_steal_pointer (&task));
}

static void
outcomes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Comparison *comparison = g_task_get_task_data (task);
  g_autoptr (GTask) work = NULL;
  g_autoptr (GError) error = NULL;

  comparison->outcomes = um_store_list_outcomes_finish (UM_STORE (source), result, &error);
  if (comparison->outcomes == NULL)
    {
      g_debug ("Runs will be compared by the next refresh: %s", error->message);
      g_task_return_boolean (task, TRUE);
      return;
    }
  work = g_task_new (g_task_get_source_object (task), NULL, compared_cb, g_object_ref (task));
  /* The worker has it for itself until it is done. */
  g_task_set_task_data (work, comparison, NULL);
  g_task_run_in_thread (work, compare_on_worker);
}

void
um_recheck_compare_async (UmSourceState *state,
                          gint64 since,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (state, NULL, callback, user_data);
  Comparison *comparison = g_new0 (Comparison, 1);

  g_task_set_source_tag (task, um_recheck_compare_async);
  comparison->since = since;
  comparison->directory = um_directory_ref (state->own);
  g_task_set_task_data (task, comparison, comparison_free);
  um_store_list_outcomes_async (state->store, state->source->id, since, NULL, outcomes_cb, task);
}

void
um_recheck_compare_finish (UmSourceState *state, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, state));
}
