/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store holds of runs, with what only the locks can tell: whether a run that isn't over is
 * going on. No state of its own; main thread, locks are tried on a worker. */
#include "um-run-log.h"

#include "um-engine-private.h"
#include "um-problem.h"
#include "um-run-lock.h"

/* The states in which the store keeps a run that has begun and isn't over. */
static const UmRunState open_states[] = { UM_RUN_RUNNING, UM_RUN_PAUSED, UM_RUN_INTERRUPTED };

static gboolean
is_open (UmRunState state)
{
  return state == UM_RUN_RUNNING || state == UM_RUN_PAUSED;
}

static GError *
take_problem (GError *error, const char *id, const char *folder)
{
  g_autoptr (GError) owned = error;

  if (g_error_matches (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND))
    return g_error_new_literal (UM_PROBLEM, UM_PROBLEM_NO_SUCH_RUN, id != NULL ? id : "");
  if (g_error_matches (error, UM_STORE_ERROR, UM_STORE_ERROR_LOCKED))
    return g_error_new_literal (UM_PROBLEM, UM_PROBLEM_RUN_GOING_ON, id != NULL ? id : "");
  return um_engine_problem (g_steal_pointer (&owned), folder);
}

/* ---- which runs are interrupted ---- */

/* A run whose lock is free was dead at that moment, if it isn't over when it is read once more. */
typedef struct
{
  char *folder;
  GPtrArray *runs; /* of UmRun */
  guint n_waiting; /* runs that are read once more */
} Judging;

typedef struct
{
  GTask *task;
  guint index;
} Again;

static void
judging_free (gpointer data)
{
  Judging *judging = data;

  g_free (judging->folder);
  g_ptr_array_unref (judging->runs);
  g_free (judging);
}

static void
again_cb (GObject *store, GAsyncResult *result, gpointer user_data)
{
  Again *again = user_data;
  g_autoptr (GTask) task = again->task;
  guint index = again->index;
  Judging *judging = g_task_get_task_data (task);
  g_autoptr (UmRun) run = um_store_load_run_finish (UM_STORE (store), result, NULL, NULL);

  g_free (again);
  /* Where it was deleted meanwhile it is given as it was. */
  if (run != NULL)
    {
      g_autoptr (UmRun) copy = um_run_copy (run);

      if (is_open (copy->state))
        copy->state = UM_RUN_INTERRUPTED;
      um_run_unref (judging->runs->pdata[index]);
      judging->runs->pdata[index] = g_steal_pointer (&copy);
    }
  if (--judging->n_waiting == 0)
    g_task_return_pointer (task, g_ptr_array_ref (judging->runs),
                           (GDestroyNotify) g_ptr_array_unref);
}

/* Indices of the runs whose lock is free. */
static void
locks_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Judging *judging = data;
  GArray *free_ones = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < judging->runs->len; i++)
    {
      const UmRun *run = judging->runs->pdata[i];

      if (is_open (run->state) && !um_run_lock_is_held (judging->folder, run->source_id))
        g_array_append_val (free_ones, i);
    }
  g_task_return_pointer (task, free_ones, (GDestroyNotify) g_array_unref);
}

static void
locks_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmEngine *engine = UM_ENGINE (source);
  g_autoptr (GTask) task = user_data;
  Judging *judging = g_task_get_task_data (task);
  g_autoptr (GArray) free_ones = g_task_propagate_pointer (G_TASK (result), NULL);

  judging->n_waiting = free_ones->len;
  for (guint i = 0; i < free_ones->len; i++)
    {
      guint index = g_array_index (free_ones, guint, i);
      const UmRun *run = judging->runs->pdata[index];
      Again *again = g_new0 (Again, 1);

      again->task = g_object_ref (task);
      again->index = index;
      um_store_load_run_async (engine->store, run->id, NULL, again_cb, again);
    }
  if (free_ones->len == 0)
    g_task_return_pointer (task, g_ptr_array_ref (judging->runs),
                           (GDestroyNotify) g_ptr_array_unref);
}

/* Ends @task with @runs, those that are interrupted as such. Takes over both. */
static void
judge (GTask *task, GPtrArray *runs)
{
  UmEngine *engine = g_task_get_source_object (task);
  g_autoptr (GTask) locks = g_task_new (engine, NULL, locks_cb, task);
  Judging *judging = g_new0 (Judging, 1);

  judging->folder = g_strdup (um_store_get_folder (engine->store));
  judging->runs = runs;
  g_task_set_task_data (task, judging, judging_free);
  g_task_set_task_data (locks, judging, NULL);
  g_task_run_in_thread (locks, locks_thread);
}

/* ---- lists ---- */

/* A list for a state that only the locks tell is read for all states in question. */
typedef struct
{
  int state; /* as asked for */
  char *before;
  guint limit;
  guint n_waiting;
  gboolean merged; /* of several lists */
  gboolean failed; /* and told so; a cancelled task that wasn't told yet had an error too */
  GPtrArray *runs; /* of UmRun */
} Listing;

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_free (listing->before);
  g_ptr_array_unref (listing->runs);
  g_free (listing);
}

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  const UmRun *first = *(const UmRun *const *) a;
  const UmRun *second = *(const UmRun *const *) b;

  if (first->started != second->started)
    return first->started > second->started ? -1 : 1;
  return g_strcmp0 (first->id, second->id);
}

static void
judged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Listing *listing = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) judged = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_unref);

  if (judged == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < judged->len; i++)
    {
      UmRun *run = judged->pdata[i];

      if (listing->limit > 0 && runs->len == listing->limit)
        break;
      if (listing->state < 0 || (int) run->state == listing->state)
        g_ptr_array_add (runs, um_run_ref (run));
    }
  g_task_return_pointer (task, g_steal_pointer (&runs), (GDestroyNotify) g_ptr_array_unref);
}

static void
runs_cb (GObject *store, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmEngine *engine = g_task_get_source_object (task);
  Listing *listing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = um_store_list_runs_finish (UM_STORE (store), result, &error);

  listing->n_waiting--;
  if (runs == NULL && !listing->failed)
    {
      listing->failed = TRUE;
      g_task_return_error (task, take_problem (g_steal_pointer (&error), listing->before,
                                               um_store_get_folder (UM_STORE (store))));
    }
  for (guint i = 0; runs != NULL && i < runs->len; i++)
    g_ptr_array_add (listing->runs, um_run_ref (runs->pdata[i]));
  if (listing->n_waiting > 0 || listing->failed)
    return;
  if (listing->merged)
    g_ptr_array_sort (listing->runs, compare_newest);
  judge (g_task_new (engine, NULL, judged_cb, g_object_ref (task)),
         g_ptr_array_ref (listing->runs));
}

/* Which lists of the store hold the runs of a state: one, or all that the locks decide between. */
static guint
choose_states (int state, int *states)
{
  for (guint i = 0; i < G_N_ELEMENTS (open_states); i++)
    states[i] = open_states[i];
  if (state == UM_RUN_INTERRUPTED)
    return G_N_ELEMENTS (open_states);
  states[0] = state;
  return 1;
}

void
um_run_log_list_async (UmEngine *engine,
                       const UmRunQuery *query,
                       const char *before,
                       guint limit,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (engine, cancellable, callback, user_data);
  Listing *listing = g_new0 (Listing, 1);
  UmRunQuery part = *query;
  int states[G_N_ELEMENTS (open_states)];
  /* Of these the locks leave out some: what is left is cut afterwards. */
  gboolean filtered = query->state >= 0
                      && (is_open (query->state) || query->state == UM_RUN_INTERRUPTED);

  g_task_set_source_tag (task, um_run_log_list_async);
  listing->state = query->state;
  listing->before = g_strdup (before);
  listing->limit = limit;
  listing->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_unref);
  listing->n_waiting = choose_states (query->state, states);
  listing->merged = listing->n_waiting > 1;
  g_task_set_task_data (task, listing, listing_free);
  for (guint i = 0, n = listing->n_waiting; i < n; i++)
    {
      part.state = states[i];
      um_store_list_runs_async (engine->store, &part, before, filtered ? 0 : limit, cancellable,
                                runs_cb, g_object_ref (task));
    }
}

GPtrArray *
um_run_log_list_finish (UmEngine *engine, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, engine), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- one run ---- */

static void
run_judged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) runs = g_task_propagate_pointer (G_TASK (result), NULL);

  g_task_return_pointer (task, um_run_ref (runs->pdata[0]), (GDestroyNotify) um_run_unref);
}

static void
run_cb (GObject *store, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  UmRun *run = um_store_load_run_finish (UM_STORE (store), result, NULL, &error);
  GPtrArray *runs;

  if (run == NULL)
    {
      g_task_return_error (task,
                           take_problem (g_steal_pointer (&error), g_task_get_task_data (task),
                                         um_store_get_folder (UM_STORE (store))));
      return;
    }
  runs = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_unref);
  g_ptr_array_add (runs, run);
  judge (g_task_new (g_task_get_source_object (task), NULL, run_judged_cb, g_object_ref (task)),
         runs);
}

void
um_run_log_load_async (UmEngine *engine,
                       const char *id,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (engine, cancellable, callback, user_data);

  g_task_set_source_tag (task, um_run_log_load_async);
  g_task_set_task_data (task, g_strdup (id), g_free);
  um_store_load_run_async (engine->store, id, cancellable, run_cb, task);
}

UmRun *
um_run_log_load_finish (UmEngine *engine, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, engine), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- entries ---- */

static void
entries_cb (GObject *store, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = um_store_list_entries_finish (UM_STORE (store), result, &error);

  if (entries != NULL)
    g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, take_problem (g_steal_pointer (&error), g_task_get_task_data (task),
                                             um_store_get_folder (UM_STORE (store))));
}

void
um_run_log_entries_async (UmEngine *engine,
                          const char *run_id,
                          int state,
                          const char *search,
                          guint after,
                          guint limit,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (engine, cancellable, callback, user_data);

  g_task_set_source_tag (task, um_run_log_entries_async);
  g_task_set_task_data (task, g_strdup (run_id), g_free);
  um_store_list_entries_async (engine->store, run_id, state, search, after, limit, cancellable,
                               entries_cb, task);
}

GPtrArray *
um_run_log_entries_finish (UmEngine *engine, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, engine), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- deleting ---- */

static void
deleted_cb (GObject *store, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!um_store_delete_runs_finish (UM_STORE (store), result, &error))
    {
      g_task_return_error (task,
                           take_problem (g_steal_pointer (&error), g_task_get_task_data (task),
                                         um_store_get_folder (UM_STORE (store))));
      return;
    }
  g_signal_emit_by_name (g_task_get_source_object (task), "runs-changed");
  g_task_return_boolean (task, TRUE);
}

void
um_run_log_delete_async (UmEngine *engine,
                         const char *const *ids,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (engine, cancellable, callback, user_data);

  g_task_set_source_tag (task, um_run_log_delete_async);
  g_task_set_task_data (task, g_strjoinv (", ", (char **) ids), g_free);
  um_store_delete_runs_async (engine->store, ids, cancellable, deleted_cb, task);
}

gboolean
um_run_log_delete_finish (UmEngine *engine, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, engine), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
