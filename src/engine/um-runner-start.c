/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a run begins: the source is locked and reached, what a site asks for in issues and the users
 * are read again, the plan is made anew from that, the journal is written; only then a runner is
 * made. Main thread; one operation per task. */
#include "um-runner-private.h"

#include "um-issue-make-private.h"
#include "um-issue-through-private.h"
#include "um-lists.h"
#include "um-problem.h"
#include "um-run-connect-private.h"
#include "um-run-make-private.h"
#include "um-run-read-private.h"

/* Of UmSourceState's task. */
typedef struct
{
  UmPlan *plan;
  UmRunFlags flags;
  guint first_n;
  UmRunLock *lock;
  UmSourceState *site;      /* (nullable): through which an organisation's issues are made */
  UmConnection *connection; /* NULL in a dry run */
  UmDirectory *directory;   /* for the worker */
  UmSource *source;         /* for the worker */
  GHashTable *lists;        /* for the worker */
  GHashTable *made;         /* for the worker: what trials have made */
  GPtrArray *trials;        /* (nullable): of utf8: ids of runs that are still to be looked at */
  UmRunMade *run;
} Start;

static void
start_free (gpointer data)
{
  Start *self = data;

  um_plan_unref (self->plan);
  g_clear_pointer (&self->lock, um_run_lock_free);
  g_clear_object (&self->site);
  g_clear_pointer (&self->connection, um_connection_unref);
  g_clear_pointer (&self->directory, um_directory_unref);
  g_clear_pointer (&self->source, um_source_unref);
  g_clear_pointer (&self->lists, g_hash_table_unref);
  g_clear_pointer (&self->made, g_hash_table_unref);
  g_clear_pointer (&self->trials, g_ptr_array_unref);
  g_clear_pointer (&self->run, um_run_made_free);
  g_free (self);
}

static void
create_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmSourceState *state = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  g_autoptr (UmRunner) runner = NULL;
  GError *error = NULL;

  if (!um_store_create_run_finish (UM_STORE (source), result, &error))
    {
      if (g_error_matches (error, UM_STORE_ERROR, UM_STORE_ERROR_EXISTS))
        g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_PLAN_USED, "%s", start->plan->id);
      else
        g_task_return_error (task, um_engine_problem (error, start->source->name));
      g_clear_error (&error);
      return;
    }
  /* From here on the journal tells what happened, whoever is still interested. */
  g_task_set_check_cancellable (task, FALSE);
  runner = um_runner_new (state, start->site, start->run->run, g_steal_pointer (&start->run->book),
                          start->connection, g_steal_pointer (&start->lock));
  um_runner_begin (runner, task);
}

static void
make_on_worker (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Start *start = task_data;
  GError *error = NULL;

  start->run = um_run_make (start->plan, start->directory, start->source, start->lists, start->made,
                            start->flags, start->first_n, &error);
  if (start->run != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
make_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmSourceState *state = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else if (!g_task_return_error_if_cancelled (task))
    um_store_create_run_async (um_source_state_get_store (state), start->run->run,
                               start->run->book->entries, start->run->plan_text, NULL, create_cb,
                               g_object_ref (task));
}

static void
make (GTask *task)
{
  UmSourceState *state = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  g_autoptr (GTask) work = g_task_new (state, NULL, make_cb, g_object_ref (task));

  start->directory = um_directory_ref (um_source_state_get_directory (state));
  start->source = um_source_ref (um_source_state_get_source (state));
  start->lists = g_hash_table_ref (um_source_state_get_lists (state));
  /* The worker has the operation for itself until it is done. */
  g_task_set_task_data (work, start, NULL);
  g_task_run_in_thread (work, make_on_worker);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (um_run_read_finish (UM_SOURCE_STATE (source), result, &error))
    make (task);
  else
    g_task_return_error (task, error);
}

static void
read_users (GTask *task)
{
  Start *start = g_task_get_task_data (task);

  um_run_read_async (g_task_get_source_object (task), start->plan, start->first_n,
                     g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

static void
check_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (um_issue_check_finish (UM_SOURCE_STATE (source), result, &error))
    read_users (task);
  else
    g_task_return_error (task, error);
}

static void
connect_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmSourceState *state = UM_SOURCE_STATE (source);
  Start *start = g_task_get_task_data (task);
  GError *error = NULL;

  start->connection = um_run_connect_finish (state, result, &error);
  if (start->connection == NULL)
    g_task_return_error (task, error);
  else if (um_issue_is_made_by (start->plan))
    um_issue_check_async (state, start->plan->actions, g_task_get_cancellable (task), check_cb,
                          g_object_ref (task));
  else
    read_users (task);
}

static void
connect (GTask *task)
{
  UmSourceState *state = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  UmSourceState *site;
  GError *error = NULL;

  if (!um_issue_find_site (state, start->plan->actions, &site, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_set_object (&start->site, site);
  um_run_connect_async (state, site, g_task_get_cancellable (task), connect_cb,
                        g_object_ref (task));
}

/* What a trial has made isn't made once more by the whole plan. */
static void
trial_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Start *start = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) entries = um_store_list_entries_finish (UM_STORE (source), result, &error);

  if (entries == NULL)
    {
      g_task_return_error (task, um_engine_problem (error, NULL));
      return;
    }
  um_run_make_collect (entries, start->made);
  g_ptr_array_set_size (start->trials, (gint) start->trials->len - 1);
  if (start->trials->len > 0)
    um_store_list_entries_async (
      UM_STORE (source), g_ptr_array_index (start->trials, start->trials->len - 1), -1, NULL, 0, 0,
      g_task_get_cancellable (task), trial_cb, g_object_ref (task));
  else
    connect (task);
}

/* Of a plan one run goes on at a time: this one has the source's lock, so that nobody goes on with
 * a trial now; a trial that could be gone on with later would do what this run does, once more. And
 * what was carried out whole isn't carried out again. */
static gboolean
check_earlier (const UmRun *run, GError **error)
{
  if (run->dry_run)
    return TRUE;
  if (run->first_n == 0)
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_PLAN_USED, run->id);
  else if (um_run_state_is_open (run->state))
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_PLAN_TRIAL_OPEN, run->id);
  else
    return TRUE;
  return FALSE;
}

/* A plan that was carried out is known as soon as possible; one whose log was deleted only when the
 * journal is to be written. */
static void
runs_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Start *start = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) runs = um_store_list_runs_finish (UM_STORE (source), result, &error);

  if (runs == NULL)
    {
      g_task_return_error (task, um_engine_problem (error, NULL));
      return;
    }
  for (guint i = 0; i < runs->len; i++)
    {
      const UmRun *run = g_ptr_array_index (runs, i);

      if (!check_earlier (run, &error))
        {
          g_task_return_error (task, error);
          return;
        }
      if (!run->dry_run && um_run_make_needs_trials (start->plan))
        g_ptr_array_add (start->trials, g_strdup (run->id));
    }
  if (start->trials->len == 0)
    connect (task);
  else
    um_store_list_entries_async (
      UM_STORE (source), g_ptr_array_index (start->trials, start->trials->len - 1), -1, NULL, 0, 0,
      g_task_get_cancellable (task), trial_cb, g_object_ref (task));
}

static gboolean
check (UmSourceState *state, const UmPlan *plan, UmRunFlags flags, GError **error)
{
  UmSource *source = um_source_state_get_source (state);

  if (g_strcmp0 (plan->source_id, source->id) != 0)
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_PLAN_OTHER_SOURCE, plan->source_id);
  else if (source->read_only && !(flags & UM_RUN_DRY))
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_READ_ONLY_SOURCE, source->name);
  else if (um_source_state_get_runner (state) != NULL
           || um_source_state_get_refresh (state) != NULL)
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_BUSY, source->name);
  else if (um_source_state_get_directory (state) == NULL)
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_NOT_REFRESHED, source->name);
  else
    return TRUE;
  return FALSE;
}

/**
 * um_source_state_run_async:
 * @state: a source whose snapshot is loaded
 * @plan: a plan of it; it mustn't be changed until the runner is there or this has failed
 * @flags: flags
 * @first_n: 0, or how many users a trial acts on
 * @cancellable: (nullable): ends the preparation; a run that goes on is ended by its runner
 *
 * Reads the users again, leaves out who isn't as planned any more, writes the journal and runs. A
 * dry run judges by the snapshot and sends nothing.
 */
void
um_source_state_run_async (UmSourceState *state,
                           UmPlan *plan,
                           UmRunFlags flags,
                           guint first_n,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (state, cancellable, callback, user_data);
  Start *start = g_new0 (Start, 1);
  UmStore *store = um_source_state_get_store (state);
  UmRunQuery query = { .state = -1, .source_id = plan->source_id, .plan_id = plan->id };
  GError *error = NULL;

  g_task_set_source_tag (task, um_source_state_run_async);
  start->plan = um_plan_ref (plan);
  start->flags = flags;
  start->first_n = first_n;
  start->made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  start->trials = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, start, start_free);
  if (!check (state, plan, flags, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  start->lock = um_run_lock_take (um_store_get_folder (store), plan->source_id, &error);
  if (start->lock == NULL)
    g_task_return_error (task, um_engine_problem (error, um_source_state_get_source (state)->name));
  else if (flags & UM_RUN_DRY)
    make (task);
  else
    um_store_list_runs_async (store, &query, NULL, 0, cancellable, runs_cb, g_object_ref (task));
}

/**
 * um_source_state_run_finish:
 * @state: a source
 * @error: %UM_PROBLEM: what um_issue_check_finish () says, PLAN_CHANGED with the number of users,
 *   PLAN_USED, PLAN_TRIAL_OPEN,
 * PLAN_OTHER_SOURCE, STOPPED_BY_GUARD, RUN_ELSEWHERE, READ_ONLY_SOURCE, BUSY, NOT_REFRESHED,
 * connection and keyring problems: nothing was sent then. DISK_FULL and other problems of the disk
 * can also end a run that went on; it is interrupted then
 *
 * Returns: (transfer full): the run: finished, cancelled, needing attention, or paused because the
 *   engine closes
 */
UmRun *
um_source_state_run_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, state), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
