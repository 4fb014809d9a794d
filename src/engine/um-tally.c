/* SPDX-License-Identifier: GPL-3.0-or-later */
/* To how many of some users actions can be done. Each is planned for them as it will be when it is
 * chosen, by the same code, and what the plan says is counted: one plan after the other on a worker
 * thread, which keeps none of them. */
#include "um-tally.h"

#include "um-planner-private.h"
#include "um-problem.h"

typedef struct
{
  UmDirectory *directory;
  UmSource *source;
  UmBitset *rows;
} TallyJob;

static void
tally_job_free (TallyJob *job)
{
  um_directory_unref (job->directory);
  um_source_unref (job->source);
  um_bitset_unref (job->rows);
  g_free (job);
}

/* Whether the inputs don't decide for whom it is possible, or those that do can be given here. */
static gboolean
can_be_judged (const UmActionInfo *info, UmSource *source)
{
  if (!(source->kind == UM_SOURCE_JIRA ? info->jira : info->access))
    return FALSE;
  for (guint i = 0; i < info->n_inputs; i++)
    switch (info->inputs[i])
      {
      case UM_INPUT_MESSAGE:
      case UM_INPUT_DIRECTORIES:
      case UM_INPUT_EMAIL_RULE:
      case UM_INPUT_EMAILS:
        break;
      default:
        return FALSE;
      }
  return TRUE;
}

/* All directories that could be chosen, where the action asks for them. A site is one place. */
static GVariant *
make_inputs (const UmActionInfo *info, UmDirectory *directory, UmSource *source)
{
  GVariantBuilder inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < um_directory_get_n_things (directory, UM_SET_DIRECTORIES); i++)
    g_ptr_array_add (ids, (gpointer) um_directory_get_thing (directory, UM_SET_DIRECTORIES, i)->id);
  for (guint i = 0; source->kind == UM_SOURCE_ACCESS && i < info->n_inputs; i++)
    if (info->inputs[i] == UM_INPUT_DIRECTORIES)
      g_variant_builder_add (
        &inputs, "{s@as}", um_input_kind_to_nick (UM_INPUT_DIRECTORIES),
        g_variant_new_strv ((const char *const *) ids->pdata, (gssize) ids->len));
  return g_variant_builder_end (&inputs);
}

/* Of somebody for whom it is so already in one directory it doesn't matter that he isn't in the
 * others. */
static UmSkip
get_reason (const UmPlanUser *user)
{
  for (guint i = 0; user->skip == UM_SKIP_NOT_IN_DIRECTORY && i < user->n_steps; i++)
    if (user->steps[i].skip == UM_SKIP_ALREADY_SO)
      return UM_SKIP_ALREADY_SO;
  return user->skip;
}

static void
count (UmActionTally *tally, const UmPlan *plan)
{
  tally->users = plan->users->len;
  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      if (um_plan_user_is_touched (user))
        tally->possible++;
      else
        tally->skipped[get_reason (user)]++;
    }
}

static gboolean
judge (GPtrArray *tallies, const UmActionInfo *info, TallyJob *job, GPtrArray *ids, GError **error)
{
  g_autoptr (UmPlan) plan = um_plan_new ();
  UmActionTally *tally = NULL;

  um_plan_add_action (plan, info->key, make_inputs (info, job->directory, job->source));
  if (!um_planner_fill (plan, job->directory, job->source, ids, UM_PLANNER_WITHOUT_EMAILS, error))
    return FALSE;
  tally = g_new0 (UmActionTally, 1);
  tally->key = info->key;
  count (tally, plan);
  g_ptr_array_add (tallies, tally);
  return TRUE;
}

static void
make_on_worker (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  TallyJob *job = task_data;
  const UmActionInfo *const *actions = um_actions_list ();
  g_autoptr (GPtrArray) tallies = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  GError *error = NULL;

  um_bitset_foreach (job->rows, row)
    g_ptr_array_add (ids, (gpointer) um_directory_get_account_id (job->directory, row));
  for (guint i = 0; actions[i] != NULL; i++)
    if (g_task_return_error_if_cancelled (task))
      return;
    else if (can_be_judged (actions[i], job->source)
             && !judge (tallies, actions[i], job, ids, &error))
      {
        g_task_return_error (task, error);
        return;
      }
  g_task_return_pointer (task, g_steal_pointer (&tallies), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * um_tally_make_async:
 * @state: a source whose snapshot is loaded
 * @rows: (nullable): rows of the directory that is shown; %NULL: those in the basket
 *
 * Counts from the snapshot as it is now to how many of these users each action can be done. What
 * can be chosen with the action is taken to be chosen well; nothing is asked of Atlassian.
 */
void
um_tally_make_async (UmSourceState *state,
                     const UmBitset *rows,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (state, cancellable, callback, user_data);
  UmDirectory *directory = um_source_state_get_directory (state);
  TallyJob *job;

  g_task_set_source_tag (task, um_tally_make_async);
  if (rows == NULL)
    rows = um_basket_get_rows (um_source_state_get_basket (state));
  if (directory == NULL || rows == NULL
      || um_bitset_get_generation (rows) != um_directory_get_generation (directory))
    {
      g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_NOT_REFRESHED, "%s",
                               um_source_state_get_source (state)->name);
      return;
    }
  job = g_new (TallyJob, 1);
  job->directory = um_directory_ref (directory);
  job->source = um_source_ref (um_source_state_get_source (state));
  job->rows = um_bitset_copy (rows);
  g_task_set_task_data (task, job, (GDestroyNotify) tally_job_free);
  g_task_run_in_thread (task, make_on_worker);
}

/**
 * um_tally_make_finish:
 * @error: %UM_PROBLEM: NOT_REFRESHED, NO_USERS
 *
 * Returns: (transfer full) (element-type UmActionTally): the counts of the actions that can be
 *   judged without inputs, in the order of their cards
 */
GPtrArray *
um_tally_make_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * um_tally_find:
 * @tallies: (nullable) (element-type UmActionTally): what was counted
 * @key: the key of an action
 *
 * Returns: (transfer none) (nullable): its count; %NULL where there is none
 */
const UmActionTally *
um_tally_find (GPtrArray *tallies, const char *key)
{
  for (guint i = 0; tallies != NULL && i < tallies->len; i++)
    {
      const UmActionTally *tally = g_ptr_array_index (tallies, i);

      if (g_str_equal (tally->key, key))
        return tally;
    }
  return NULL;
}
