/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan made anew for what a file says, with the file's decisions laid over it. No state; any
 * thread. */
#include "um-plan-file-private.h"

#include "um-guard-private.h"
#include "um-planner-private.h"
#include "um-problem.h"

gboolean
um_plan_file_may_have_other_steps (const UmPlan *plan)
{
  for (guint i = 0; i < plan->actions->len; i++)
    {
      const UmPlanAction *action = g_ptr_array_index (plan->actions, i);

      if (action->product_names != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Where nobody chose a directory, the one that the user was in was meant. */
static gboolean
is_elsewhere (const UmPlanFileUser *expected, guint index, const UmStep *fresh)
{
  return expected->places != NULL && fresh->skip == UM_SKIP_NONE
         && g_strcmp0 (expected->places[index], fresh->place) != 0;
}

static gboolean
is_changed (const UmPlanFileUser *expected, const UmPlanUser *fresh)
{
  if (expected->n_before != fresh->n_steps)
    return um_plan_user_is_touched (fresh);
  for (guint i = 0; i < fresh->n_steps; i++)
    if (um_planner_step_changed (&fresh->steps[i], expected->before[i], -1)
        || is_elsewhere (expected, i, &fresh->steps[i]))
      return TRUE;
  return FALSE;
}

/* Whether the steps are about other things than those that were shown. */
static gboolean
has_other_targets (const UmPlanFile *file, const UmPlan *plan)
{
  const UmPlanUser *user;

  if (file->targets == NULL || plan->users->len == 0)
    return FALSE;
  user = g_ptr_array_index (plan->users, 0);
  if (file->targets->len != user->n_steps)
    return TRUE;
  for (guint i = 0; i < user->n_steps; i++)
    if (g_strcmp0 (g_ptr_array_index (file->targets, i), user->steps[i].target) != 0)
      return TRUE;
  return FALSE;
}

/* Lays over the plan what the file decided; counts who isn't as it expected. */
static gboolean
lay_over (const UmPlanFile *file, UmPlan *plan, guint *n_changed, GError **error)
{
  gboolean other = has_other_targets (file, plan);

  /* The parser lets nobody stand there twice, so that both have the same users in the same order.
   */
  for (guint i = 0; i < file->users->len; i++)
    {
      const UmPlanFileUser *expected = g_ptr_array_index (file->users, i);
      UmPlanUser *user = g_ptr_array_index (plan->users, i);

      if (expected->n_before != user->n_steps && !um_plan_file_may_have_other_steps (plan))
        {
          g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_PLAN_BAD_MEMBER, "users.before");
          return FALSE;
        }
      if (expected->held_out)
        um_plan_user_hold_out (user, TRUE, expected->note);
      else if (other ? um_plan_user_is_touched (user) : is_changed (expected, user))
        {
          um_plan_user_set_skip (user, UM_SKIP_CHANGED_SINCE, NULL);
          (*n_changed)++;
        }
    }
  return TRUE;
}

UmPlan *
um_plan_file_make (
  UmPlanFile *file, UmDirectory *directory, UmSource *source, guint *n_changed, GError **error)
{
  g_autoptr (UmPlan) plan = um_plan_ref (file->plan);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (um_plan_file_rate_source (file, source) == 0)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_PLAN_OTHER_SOURCE,
                           um_plan_file_get_source_name (file));
      return NULL;
    }
  *n_changed = 0;
  plan->source_id = g_strdup (source->id);
  plan->created = g_get_real_time () / G_USEC_PER_SEC;
  for (guint i = 0; i < file->users->len; i++)
    g_ptr_array_add (ids, ((UmPlanFileUser *) g_ptr_array_index (file->users, i))->account_id);
  if (!um_planner_fill (plan, directory, source, ids, UM_PLANNER_GROUPS_MAY_BE_GONE, error)
      || !lay_over (file, plan, n_changed, error))
    return NULL;
  um_guards_judge (plan, directory, source);
  return g_steal_pointer (&plan);
}
