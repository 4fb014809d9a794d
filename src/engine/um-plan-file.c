/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plan files of a source: what a file says is laid over a plan that is made anew on a worker from
 * the snapshot of the moment. The plan is handed over whole. */
#include "um-planner.h"

#include "um-engine.h"
#include "um-issue-make-private.h"
#include "um-issue-through-private.h"
#include "um-past-read-private.h"
#include "um-plan-facts-private.h"
#include "um-plan-file-private.h"
#include "um-planner-private.h"
#include "um-problem.h"

typedef struct
{
  UmPlanFile *file;       /* (nullable): once it is parsed */
  UmDirectory *directory; /* (nullable): that of the moment after that */
  UmSource *source;
} ReadJob;

typedef struct
{
  UmPlan *plan;
  guint n_changed;
} ReadResult;

static void
read_job_free (ReadJob *job)
{
  g_clear_pointer (&job->file, um_plan_file_free);
  g_clear_pointer (&job->directory, um_directory_unref);
  um_source_unref (job->source);
  g_free (job);
}

static void
read_result_free (ReadResult *result)
{
  g_clear_pointer (&result->plan, um_plan_unref);
  g_free (result);
}

static void
make_on_worker (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  ReadJob *job = task_data;
  ReadResult *result = g_new0 (ReadResult, 1);
  GError *error = NULL;

  result->plan = um_plan_file_make (job->file, job->directory, job->source, &result->n_changed,
                                    &error);
  if (result->plan != NULL)
    {
      g_task_return_pointer (task, result, (GDestroyNotify) read_result_free);
      return;
    }
  read_result_free (result);
  g_task_return_error (task, error);
}

/* From the snapshot as it is now. */
static void
make (GTask *task)
{
  UmSourceState *state = g_task_get_source_object (task);
  UmDirectory *directory = um_source_state_get_directory (state);
  ReadJob *job = g_task_get_task_data (task);

  if (directory == NULL)
    {
      g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_NOT_REFRESHED, "%s", job->source->name);
      return;
    }
  job->directory = um_directory_ref (directory);
  g_task_run_in_thread (task, make_on_worker);
}

static void
facts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (um_plan_facts_read_finish (UM_SOURCE_STATE (source), result, &error))
    make (task);
  else
    g_task_return_error (task, error);
}

/* (transfer full) */
static GPtrArray *
list_ids (const ReadJob *job)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < job->file->users->len; i++)
    g_ptr_array_add (ids, ((UmPlanFileUser *) g_ptr_array_index (job->file->users, i))->account_id);
  return ids;
}

/* Of another source's plan nothing is read, as it isn't made. */
static void
read_facts (GTask *task)
{
  ReadJob *job = g_task_get_task_data (task);
  g_autoptr (GPtrArray) ids = list_ids (job);

  if (um_plan_file_rate_source (job->file, job->source) > 0)
    um_plan_facts_read_async (g_task_get_source_object (task), job->file->plan, ids,
                              g_task_get_cancellable (task), facts_cb, g_object_ref (task));
  else
    make (task);
}

static void
past_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (um_past_read_finish (UM_SOURCE_STATE (source), result, &error))
    read_facts (task);
  else
    g_task_return_error (task, error);
}

/* The run that it is made of first: its steps follow from that. */
static void
read_past (GTask *task)
{
  UmSourceState *state = g_task_get_source_object (task);
  ReadJob *job = g_task_get_task_data (task);
  GPtrArray *actions = job->file->plan->actions;

  if (um_past_read_is_needed (actions))
    um_past_read_async (state, actions, g_task_get_cancellable (task), past_cb,
                        g_object_ref (task));
  else
    read_facts (task);
}

/* A plan can be looked at without a network; before it is run the site is asked again. */
static gboolean
is_unreachable (const GError *error)
{
  return error->domain == UM_PROBLEM && error->code >= UM_PROBLEM_OFFLINE
         && error->code <= UM_PROBLEM_KEYRING_FAILED;
}

static void
issues_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (um_issue_check_finish (UM_SOURCE_STATE (source), result, &error) || is_unreachable (error))
    read_past (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
parse_on_worker (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  UmPlanFile *file = um_plan_file_parse (task_data, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) um_plan_file_free);
  else
    g_task_return_error (task, error);
}

static void
parsed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmSourceState *state = UM_SOURCE_STATE (source);
  ReadJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->file = g_task_propagate_pointer (G_TASK (result), &error);
  if (job->file == NULL)
    g_task_return_error (task, error);
  else if (um_plan_file_rate_source (job->file, job->source) == 0)
    make (task);
  else if (um_issue_is_made_by (job->file->plan))
    um_issue_check_async (state, job->file->plan->actions, g_task_get_cancellable (task), issues_cb,
                          g_object_ref (task));
  else
    read_past (task);
}

/**
 * um_plan_file_read_async:
 * @state: the source it was made for, whose snapshot is loaded
 * @text: the content of a plan file
 *
 * Reads what a file may say (um-plan-file-private.h) and makes all else anew from the snapshot. A
 * user for whom something would be done that the file didn't expect is skipped as changed.
 */
void
um_plan_file_read_async (UmSourceState *state,
                         GBytes *text,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (state, cancellable, callback, user_data);
  g_autoptr (GTask) parsing = NULL;
  UmSource *source = um_source_state_get_source (state);
  ReadJob *job = g_new0 (ReadJob, 1);

  g_task_set_source_tag (task, um_plan_file_read_async);
  job->source = um_source_ref (source);
  g_task_set_task_data (task, job, (GDestroyNotify) read_job_free);
  if (um_source_state_get_directory (state) == NULL)
    {
      g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_NOT_REFRESHED, "%s", source->name);
      return;
    }
  parsing = g_task_new (state, cancellable, parsed_cb, g_steal_pointer (&task));
  g_task_set_task_data (parsing, g_bytes_ref (text), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (parsing, parse_on_worker);
}

/**
 * um_plan_file_read_finish:
 * @n_changed: (out) (optional): users who are skipped as changed
 * @error: %UM_PROBLEM: PLAN_NOT_JSON (its argument is empty: whoever opened the file knows its
 *   name), PLAN_VERSION, PLAN_UNKNOWN_MEMBER, PLAN_BAD_MEMBER, PLAN_OTHER_SOURCE, NOT_REFRESHED,
 *   what um_issue_check_finish () says of issues, what um_past_read_finish () says of the run that
 *   it is made of, and those of um_planner_make_finish ()
 *
 * Returns: (transfer full): the plan, with the id it has in the file
 */
UmPlan *
um_plan_file_read_finish (GAsyncResult *result, guint *n_changed, GError **error)
{
  ReadResult *read = g_task_propagate_pointer (G_TASK (result), error);
  UmPlan *plan;

  if (read == NULL)
    return NULL;
  if (n_changed != NULL)
    *n_changed = read->n_changed;
  plan = g_steal_pointer (&read->plan);
  um_planner_note_age (plan, g_task_get_source_object (G_TASK (result)));
  read_result_free (read);
  return plan;
}

/**
 * um_plan_file_find_source:
 * @engine: an engine
 * @text: the content of a plan file
 * @error: return location for a #GError
 *
 * Finds the source that a file was made for: by the id of its site or organisation and its address.
 * Several sources of one site at addresses other than the file's leave it open.
 *
 * Returns: (transfer none): the source; %NULL with %UM_PROBLEM_PLAN_OTHER_SOURCE or what is wrong
 *   with the file
 */
UmSourceState *
um_plan_file_find_source (UmEngine *engine, GBytes *text, GError **error)
{
  g_autoptr (UmPlanFile) file = um_plan_file_parse (text, error);
  GListModel *sources = um_engine_get_sources (engine);
  UmSourceState *found = NULL;
  guint best = 0;
  gboolean several = FALSE;

  if (file == NULL)
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (sources, i);
      guint rating = um_plan_file_rate_source (file, um_source_state_get_source (state));

      if (rating > best)
        {
          best = rating;
          found = state;
          several = FALSE;
        }
      else if (rating > 0 && rating == best)
        several = TRUE;
    }
  if (found != NULL && !(several && best == 2))
    return found;
  g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_PLAN_OTHER_SOURCE,
                       um_plan_file_get_source_name (file));
  return NULL;
}
