/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans of a source, made on a worker thread from the snapshot of the moment. The plan is handed
 * over whole and is the main thread's from then on. */
#include "um-planner.h"

#include "um-group-pair.h"
#include "um-guard-private.h"
#include "um-past-read-private.h"
#include "um-past-run.h"
#include "um-planner-private.h"
#include "um-problem.h"
#include "um-plan-facts-private.h"

#include <string.h>

/* With its NUL; older ones are shorter (ATLASSIAN.md §1). */
#define USUAL_ID_SIZE 45

typedef struct
{
  UmDirectory *directory;
  UmSource *source;
  UmPlan *plan;
  GString *account_ids; /* each ended by NUL: copied on the main thread, as fast as can be */
  gboolean of_pairs;    /* no users were named */
  gboolean of_run;      /* it is made of a run */
} MakeJob;

static void
make_job_free (MakeJob *job)
{
  g_clear_pointer (&job->directory, um_directory_unref);
  g_clear_pointer (&job->source, um_source_unref);
  g_clear_pointer (&job->plan, um_plan_unref);
  g_string_free (job->account_ids, TRUE);
  g_free (job);
}

static guint
count_users (const UmPlanRequest *request)
{
  return request->account_ids != NULL ? request->account_ids->len : 0;
}

static void
add_ids (MakeJob *job, const GPtrArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      g_string_append_len (job->account_ids, id, strlen (id) + 1);
    }
}

static MakeJob *
make_job_new (UmSourceState *state, const UmPlanRequest *request)
{
  MakeJob *job = g_new0 (MakeJob, 1);

  job->source = um_source_ref (um_source_state_get_source (state));
  job->plan = um_plan_new ();
  job->plan->source_id = g_strdup (job->source->id);
  job->plan->expression = g_strdup (request->expression);
  job->plan->now = request->now;
  job->plan->created = g_get_real_time () / G_USEC_PER_SEC;
  job->plan->reason = g_strdup (request->reason);
  for (guint i = 0; i < request->actions->len; i++)
    um_plan_copy_action (job->plan, g_ptr_array_index (request->actions, i));
  job->of_pairs = request->account_ids == NULL;
  job->account_ids = g_string_sized_new (count_users (request) * USUAL_ID_SIZE);
  if (request->account_ids != NULL)
    add_ids (job, request->account_ids);
  return job;
}

static GPtrArray *
split_ids (const GString *ids)
{
  GPtrArray *array = g_ptr_array_new ();

  for (const char *id = ids->str; id < ids->str + ids->len; id += strlen (id) + 1)
    g_ptr_array_add (array, (gpointer) id);
  return array;
}

/* The users of all pairs; %NULL where an action is about all users of the plan. */
static GPtrArray *
list_pair_users (const UmPlan *plan)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) users = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < plan->actions->len; i++)
    {
      g_autoptr (GPtrArray) ids = um_plan_action_list_pair_users (plan->actions->pdata[i]);

      if (ids == NULL)
        return NULL;
      for (guint j = 0; j < ids->len; j++)
        if (!g_hash_table_contains (seen, ids->pdata[j]))
          {
            char *id = g_strdup (ids->pdata[j]);

            g_hash_table_add (seen, id);
            g_ptr_array_add (users, id);
          }
    }
  return g_steal_pointer (&users);
}

static void
keep_only (GPtrArray *account_ids, GPtrArray *others)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0;

  for (guint i = 0; i < others->len; i++)
    g_hash_table_add (kept, others->pdata[i]);
  for (guint i = 0; i < account_ids->len; i++)
    if (g_hash_table_contains (kept, account_ids->pdata[i]))
      account_ids->pdata[n++] = account_ids->pdata[i];
  g_ptr_array_set_size (account_ids, n);
}

static void
make_on_worker (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  MakeJob *job = task_data;
  g_autoptr (GPtrArray) account_ids = split_ids (job->account_ids);
  g_autoptr (GPtrArray) pair_users = list_pair_users (job->plan);
  /* What was there when the run was made may be gone. */
  UmPlannerFlags flags = job->of_run ? UM_PLANNER_GROUPS_MAY_BE_GONE : UM_PLANNER_STRICT;
  GError *error = NULL;

  if (pair_users != NULL && !job->of_pairs)
    keep_only (account_ids, pair_users);
  if (!um_planner_fill (job->plan, job->directory, job->source,
                        pair_users != NULL && job->of_pairs ? pair_users : account_ids, flags,
                        &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&job->plan), (GDestroyNotify) um_plan_unref);
}

/* From the snapshot as it is now. */
static void
make (GTask *task)
{
  UmSourceState *state = g_task_get_source_object (task);
  UmDirectory *directory = um_source_state_get_directory (state);
  MakeJob *job = g_task_get_task_data (task);

  if (directory == NULL)
    {
      g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_NOT_REFRESHED, "%s",
                               um_source_state_get_source (state)->name);
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

static void
read_facts (GTask *task)
{
  MakeJob *job = g_task_get_task_data (task);
  g_autoptr (GPtrArray) ids = split_ids (job->account_ids);

  um_plan_facts_read_async (g_task_get_source_object (task), job->plan, ids,
                            g_task_get_cancellable (task), facts_cb, g_object_ref (task));
}

/* Where no users were named, those of the run. */
static gboolean
take_people (MakeJob *job, GError **error)
{
  g_autoptr (GPtrArray) people = um_past_read_list_people (job->plan->actions);
  const UmPlanAction *first = g_ptr_array_index (job->plan->actions, 0);

  job->of_run = people != NULL;
  if (people == NULL || !job->of_pairs)
    return TRUE;
  job->of_pairs = FALSE;
  add_ids (job, people);
  if (people->len > 0)
    return TRUE;
  g_set_error_literal (error, UM_PROBLEM,
                       g_str_equal (first->key, "undo") ? UM_PROBLEM_NOTHING_TO_UNDO
                                                        : UM_PROBLEM_NOTHING_TO_RETRY,
                       first->past->run->id);
  return FALSE;
}

static void
past_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MakeJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (um_past_read_finish (UM_SOURCE_STATE (source), result, &error) && take_people (job, &error))
    read_facts (task);
  else
    g_task_return_error (task, error);
}

/**
 * um_planner_make_async:
 * @state: a source whose snapshot is loaded
 * @request: what is asked for; borrowed until this returns
 *
 * Makes a plan from the snapshot: every user's chain, and what the guards say. Where it is made of
 * a run, that is read before; where it is about products of an organisation, the roles of a few
 * hundred users; where it revokes API tokens, those of as many.
 */
void
um_planner_make_async (UmSourceState *state,
                       const UmPlanRequest *request,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (state, cancellable, callback, user_data);
  MakeJob *job = make_job_new (state, request);

  g_task_set_source_tag (task, um_planner_make_async);
  g_task_set_task_data (task, job, (GDestroyNotify) make_job_free);
  if (um_past_read_is_needed (job->plan->actions))
    um_past_read_async (state, job->plan->actions, cancellable, past_cb, g_steal_pointer (&task));
  else
    read_facts (task);
}

void
um_planner_note_age (UmPlan *plan, UmSourceState *state)
{
  UmSourceState *partner = um_source_state_get_partner (state);
  gint64 read = partner != NULL ? um_source_state_get_users_read (partner) : UM_TIME_UNKNOWN;

  if (read == UM_TIME_UNKNOWN)
    return;
  g_free (plan->data_source);
  plan->data_source = g_strdup (
    um_source_state_get_source (read < plan->data_time ? partner : state)->name);
  plan->data_time = MIN (plan->data_time, read);
}

/**
 * um_planner_make_finish:
 * @error: %UM_PROBLEM: NOT_REFRESHED, NO_USERS, NO_SUCH_ACTION, WRONG_SOURCE_KIND, NO_GROUPS,
 *   NO_SUCH_GROUP, SAME_GROUP_TWICE, NO_PRODUCTS, NO_SUCH_PRODUCT, NO_SUCH_DIRECTORY; of what is
 *   made of a run those of um_past_read_finish (), NOTHING_TO_UNDO, NOTHING_TO_RETRY
 *
 * Returns: (transfer full): the plan
 */
UmPlan *
um_planner_make_finish (GAsyncResult *result, GError **error)
{
  UmPlan *plan = g_task_propagate_pointer (G_TASK (result), error);

  if (plan != NULL)
    um_planner_note_age (plan, g_task_get_source_object (G_TASK (result)));
  return plan;
}

/**
 * um_planner_update:
 * @state: the plan's source
 * @plan: a plan of which a user was held out or taken in again
 *
 * Asks the guards again, who may let others go or stop others now.
 */
void
um_planner_update (UmSourceState *state, UmPlan *plan)
{
  UmDirectory *directory = um_source_state_get_directory (state);

  g_return_if_fail (directory != NULL);

  um_guards_judge (plan, directory, um_source_state_get_source (state));
  um_planner_count_seats (plan, directory);
}
