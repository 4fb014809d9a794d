/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The runs around a run are read one after the other; what its entries tell is gathered on a
 * worker. One operation per task; main thread. */
#include "um-run-prospect.h"

#include "um-problem.h"
#include "um-run-log.h"

typedef struct
{
  UmRun *run;
  GPtrArray *entries; /* of UmRunEntry */
  UmRunProspect *prospect;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  um_run_unref (self->run);
  g_ptr_array_unref (self->entries);
  g_clear_pointer (&self->prospect, um_run_prospect_free);
  g_free (self);
}

void
um_run_prospect_free (UmRunProspect *self)
{
  g_clear_pointer (&self->of, um_run_unref);
  g_clear_pointer (&self->by, g_ptr_array_unref);
  g_free (self);
}

static gboolean
may_be_retried (const UmRunEntry *entry)
{
  UmStepState outcome = um_run_entry_get_outcome (entry);

  return outcome == UM_STATE_FAILED || outcome == UM_STATE_CANCELLED || outcome == UM_STATE_UNKNOWN
         || outcome == UM_STATE_SENT;
}

static void
gather_on_worker (GTask *task,
                  gpointer source_object,
                  gpointer task_data,
                  GCancellable *cancellable)
{
  Asking *asking = task_data;
  UmRunProspect *prospect = asking->prospect;
  UmRunEntry *const *entries = (UmRunEntry *const *) asking->entries->pdata;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  guint n;

  for (guint i = 0; i < asking->entries->len; i += n)
    {
      for (n = 0; i + n < asking->entries->len && entries[i + n]->chain == entries[i]->chain; n++)
        prospect->can_retry |= may_be_retried (entries[i + n]);
      um_undo_add_chain (&prospect->undo, &entries[i], n, now);
    }
  prospect->can_undo = prospect->undo.users > 0 && !asking->run->dry_run;
  prospect->can_retry &= !asking->run->dry_run && !um_run_state_is_open (asking->run->state);
  g_task_return_pointer (task, g_steal_pointer (&asking->prospect),
                         (GDestroyNotify) um_run_prospect_free);
}

static void
by_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) runs = um_run_log_list_finish (UM_ENGINE (source), result, &error);

  if (runs == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < runs->len; i++)
    {
      UmRun *by = g_ptr_array_index (runs, i);

      if (by->dry_run)
        continue;
      g_ptr_array_add (asking->prospect->by, um_run_ref (by));
      asking->prospect->undone |= um_run_undoes (by);
    }
  g_task_run_in_thread (task, gather_on_worker);
}

static void
list_by (GTask *task)
{
  const Asking *asking = g_task_get_task_data (task);
  UmRunQuery query = { .state = -1, .of = asking->run->id };

  um_run_log_list_async (g_task_get_source_object (task), &query, NULL, 0,
                         g_task_get_cancellable (task), by_cb, g_object_ref (task));
}

/* Its log may have been deleted. */
static void
of_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  asking->prospect->of = um_run_log_load_finish (UM_ENGINE (source), result, &error);
  if (asking->prospect->of == NULL && !g_error_matches (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_RUN))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    list_by (task);
}

void
um_run_prospect_async (UmEngine *engine,
                       const UmRun *run,
                       GPtrArray *entries,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (engine, cancellable, callback, user_data);
  Asking *asking = g_new0 (Asking, 1);

  g_task_set_source_tag (task, um_run_prospect_async);
  asking->run = um_run_copy (run);
  asking->entries = g_ptr_array_ref (entries);
  asking->prospect = g_new0 (UmRunProspect, 1);
  asking->prospect->by = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_unref);
  g_task_set_task_data (task, asking, asking_free);
  if (run->of != NULL)
    um_run_log_load_async (engine, run->of, cancellable, of_cb, g_object_ref (task));
  else
    list_by (task);
}

UmRunProspect *
um_run_prospect_finish (UmEngine *engine, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, engine), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
