/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an interrupted or paused run goes on: by what its journal says. Main thread; one operation
 * per task. */
#include "um-runner-private.h"

#include "um-issue-through-private.h"
#include "um-plan-file-private.h"
#include "um-problem.h"
#include "um-run-connect-private.h"
#include "um-undo.h"

#include <string.h>

/* Of UmSourceState's task. */
typedef struct
{
  char *run_id;         /* as given, then whole */
  gboolean interrupted; /* it wasn't paused */
  UmRun *run;
  GPtrArray *entries;     /* until the book has them */
  char *plan_text;        /* (nullable): of an organisation's */
  UmPlan *plan;           /* (nullable): of that, where issues are still to be made */
  UmSourceState *site;    /* (nullable): through which they are */
  UmDirectory *directory; /* for the worker */
  UmRunBook *book;
  UmRunLock *lock;
  UmConnection *connection; /* NULL in a dry run */
} Resume;

static void
resume_free (gpointer data)
{
  Resume *self = data;

  g_free (self->run_id);
  g_clear_pointer (&self->run, um_run_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_free (self->plan_text);
  g_clear_pointer (&self->plan, um_plan_unref);
  g_clear_object (&self->site);
  g_clear_pointer (&self->directory, um_directory_unref);
  g_clear_pointer (&self->book, um_run_book_free_later);
  g_clear_pointer (&self->lock, um_run_lock_free);
  g_clear_pointer (&self->connection, um_connection_unref);
  g_free (self);
}

static void
return_problem (GTask *task, GError *error)
{
  UmSourceState *state = g_task_get_source_object (task);

  g_task_return_error (task, um_engine_problem (error, um_source_state_get_source (state)->name));
}

static void
state_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Resume *resume = g_task_get_task_data (task);
  g_autoptr (UmRunner) runner = NULL;
  GError *error = NULL;

  if (!um_store_set_run_state_finish (UM_STORE (source), result, &error))
    {
      return_problem (task, error);
      return;
    }
  g_task_set_check_cancellable (task, FALSE);
  runner = um_runner_new (g_task_get_source_object (task), resume->site, resume->run,
                          g_steal_pointer (&resume->book), resume->connection,
                          g_steal_pointer (&resume->lock));
  runner->was_interrupted = resume->interrupted;
  um_runner_begin (runner, task);
}

static void
begin (GTask *task)
{
  UmSourceState *state = g_task_get_source_object (task);
  Resume *resume = g_task_get_task_data (task);

  um_store_set_run_state_async (um_source_state_get_store (state), resume->run_id, UM_RUN_RUNNING,
                                0, FALSE, state_cb, g_object_ref (task));
}

static void
connect_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Resume *resume = g_task_get_task_data (task);
  GError *error = NULL;

  resume->connection = um_run_connect_finish (UM_SOURCE_STATE (source), result, &error);
  if (resume->connection == NULL)
    g_task_return_error (task, error);
  else
    begin (task);
}

static gboolean
has_issues_left (const Resume *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->kind == UM_STEP_ISSUE_CREATE && !um_step_state_is_final (entry->state))
        return TRUE;
    }
  return FALSE;
}

/* The plan that the run kept says through which site they are made. */
static gboolean
read_plan (Resume *self, GError **error)
{
  g_autoptr (GBytes) text = g_bytes_new (self->plan_text, strlen (self->plan_text));
  g_autoptr (UmPlanFile) file = um_plan_file_parse (text, error);

  if (file != NULL)
    self->plan = um_plan_ref (file->plan);
  return file != NULL;
}

static void
book_on_worker (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Resume *resume = task_data;
  GError *error = NULL;

  if (resume->plan_text != NULL && has_issues_left (resume) && !read_plan (resume, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  resume->book = um_run_book_new (g_steal_pointer (&resume->entries), resume->directory,
                                  resume->run->dry_run);
  g_task_return_boolean (task, TRUE);
}

static void
book_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmSourceState *state = UM_SOURCE_STATE (source);
  Resume *resume = g_task_get_task_data (task);
  UmSourceState *site = NULL;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)
      || (resume->plan != NULL
          && !um_issue_find_site (state, resume->plan->actions, &site, &error)))
    {
      g_task_return_error (task, error);
      return;
    }
  g_set_object (&resume->site, site);
  if (resume->run->dry_run)
    begin (task);
  else
    um_run_connect_async (state, site, g_task_get_cancellable (task), connect_cb,
                          g_object_ref (task));
}

/* A million entries are put in order on a worker, which has the operation for itself until then. */
static void
order (GTask *task)
{
  UmSourceState *state = g_task_get_source_object (task);
  Resume *resume = g_task_get_task_data (task);
  g_autoptr (GTask) work = g_task_new (state, NULL, book_cb, g_object_ref (task));

  resume->directory = um_directory_ref (um_source_state_get_directory (state));
  g_task_set_task_data (work, resume, NULL);
  g_task_run_in_thread (work, book_on_worker);
}

static gboolean
check_entries (GTask *task, GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      if (um_step_kind_find (entry->kind) != NULL || um_step_state_is_final (entry->state))
        continue;
      g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_DATABASE_NEWER, " ");
      return FALSE;
    }
  return TRUE;
}

static void
entries_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Resume *resume = g_task_get_task_data (task);
  GError *error = NULL;

  resume->entries = um_store_list_entries_finish (UM_STORE (source), result, &error);
  if (resume->entries == NULL)
    return_problem (task, error);
  else if (check_entries (task, resume->entries))
    order (task);
}

/* What of it was undone isn't to be done all over again by whoever goes on with the rest. */
static void
by_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Resume *resume = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) runs = um_store_list_runs_finish (UM_STORE (source), result, &error);

  if (runs == NULL)
    {
      return_problem (task, error);
      return;
    }
  for (guint i = 0; i < runs->len; i++)
    if (um_run_undoes (g_ptr_array_index (runs, i)))
      {
        g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_RUN_UNDONE, "%s", resume->run_id);
        return;
      }
  um_store_list_entries_async (UM_STORE (source), resume->run_id, -1, NULL, 0, 0,
                               g_task_get_cancellable (task), entries_cb, g_object_ref (task));
}

static gboolean
check_run (GTask *task, const UmRun *run)
{
  UmSourceState *state = g_task_get_source_object (task);

  if (g_strcmp0 (run->source_id, um_source_state_get_source (state)->id) != 0)
    g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_NO_SUCH_RUN, "%s", run->id);
  else if (!um_run_state_is_open (run->state))
    g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_RUN_OVER, "%s", run->id);
  else
    return TRUE;
  return FALSE;
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Resume *resume = g_task_get_task_data (task);
  UmSource *kept = um_source_state_get_source (g_task_get_source_object (task));
  UmRunQuery by = { .state = -1 };
  GError *error = NULL;
  UmRun *run = um_store_load_run_finish (
    UM_STORE (source), result, kept->kind == UM_SOURCE_ACCESS ? &resume->plan_text : NULL, &error);

  if (run == NULL)
    {
      if (g_error_matches (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND))
        g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_NO_SUCH_RUN, "%s", resume->run_id);
      else
        return_problem (task, g_steal_pointer (&error));
      g_clear_error (&error);
      return;
    }
  resume->run = um_run_copy (run);
  resume->interrupted = run->state != UM_RUN_PAUSED;
  resume->run->state = UM_RUN_RUNNING;
  g_free (resume->run_id);
  resume->run_id = g_strdup (run->id);
  by.of = resume->run_id;
  if (check_run (task, run))
    um_store_list_runs_async (UM_STORE (source), &by, NULL, 0, g_task_get_cancellable (task), by_cb,
                              g_object_ref (task));
  um_run_unref (run);
}

/* The snapshot tells which groups are those of admins. */
static void
load_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmSourceState *state = UM_SOURCE_STATE (source);
  Resume *resume = g_task_get_task_data (task);
  GError *error = NULL;

  if (!um_source_state_load_finish (state, result, &error))
    g_task_return_error (task, error);
  else
    um_store_load_run_async (um_source_state_get_store (state), resume->run_id,
                             g_task_get_cancellable (task), run_cb, g_object_ref (task));
}

/**
 * um_source_state_resume_async:
 * @state: a source
 * @run_id: an interrupted or paused run of it, or a unique beginning of its id
 * @cancellable: (nullable): ends the preparation
 *
 * Goes on with the run: first with the users whose steps were begun; a step that was sent and has
 * no outcome is asked about before it is sent again.
 */
void
um_source_state_resume_async (UmSourceState *state,
                              const char *run_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (state, cancellable, callback, user_data);
  UmSource *source = um_source_state_get_source (state);
  UmRunner *runner = um_source_state_get_runner (state);
  Resume *resume = g_new0 (Resume, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, um_source_state_resume_async);
  resume->run_id = g_strdup (run_id);
  g_task_set_task_data (task, resume, resume_free);
  if (runner != NULL)
    {
      g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_RUN_GOING_ON, "%s",
                               um_runner_get_run (runner)->id);
      return;
    }
  if (um_source_state_get_refresh (state) != NULL)
    {
      g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_BUSY, "%s", source->name);
      return;
    }
  resume->lock = um_run_lock_take (um_store_get_folder (um_source_state_get_store (state)),
                                   source->id, &error);
  if (resume->lock == NULL)
    return_problem (task, error);
  else
    um_source_state_load_async (state, cancellable, load_cb, g_object_ref (task));
}

/**
 * um_source_state_resume_finish:
 * @state: a source
 * @error: %UM_PROBLEM: NO_SUCH_RUN, RUN_OVER, RUN_UNDONE, RUN_GOING_ON, RUN_ELSEWHERE, BUSY,
 * NOT_REFRESHED, those of um_issue_find_site () where issues of an organisation are left to be
 * made, connection and keyring problems: nothing was sent then; and problems of the disk
 *
 * Returns: (transfer full): the run, as from um_source_state_run_finish ()
 */
UmRun *
um_source_state_resume_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, state), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
