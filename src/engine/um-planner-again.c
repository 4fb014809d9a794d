/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a plan to the same one of newer data: its users, its actions, who was held out by hand. Main
 * thread; one operation per task. */
#include "um-planner.h"

#include "um-source-state.h"

/* Each as it was asked for: what a run has done, and what is gone since, is looked up anew. */
static GPtrArray *
list_actions (const UmPlan *plan)
{
  GPtrArray *actions = g_ptr_array_new_with_free_func ((GDestroyNotify) um_plan_action_free);

  for (guint i = 0; i < plan->actions->len; i++)
    {
      const UmPlanAction *action = g_ptr_array_index (plan->actions, i);

      g_ptr_array_add (actions, um_plan_action_new (action->key, action->inputs));
    }
  return actions;
}

static void
hold_out_again (const UmPlan *before, UmPlan *plan)
{
  g_autoptr (GHashTable) held = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < before->users->len; i++)
    {
      UmPlanUser *user = g_ptr_array_index (before->users, i);

      if (user->held_out)
        g_hash_table_insert (held, user->account_id, user);
    }
  for (guint i = 0; i < plan->users->len; i++)
    {
      UmPlanUser *user = g_ptr_array_index (plan->users, i);
      const UmPlanUser *same = g_hash_table_lookup (held, user->account_id);

      if (same != NULL)
        um_plan_user_hold_out (user, TRUE, same->note);
    }
}

static void
make_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmSourceState *state = UM_SOURCE_STATE (source);
  GError *error = NULL;
  g_autoptr (UmPlan) plan = um_planner_make_finish (result, &error);

  if (plan == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  hold_out_again (g_task_get_task_data (task), plan);
  um_planner_update (state, plan);
  g_task_return_pointer (task, g_steal_pointer (&plan), (GDestroyNotify) um_plan_unref);
}

void
um_planner_make_again_async (UmSourceState *state,
                             UmPlan *plan,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (state, cancellable, callback, user_data);
  g_autoptr (GPtrArray) account_ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) actions = list_actions (plan);
  UmPlanRequest request = {
    .account_ids = account_ids,
    .actions = actions,
    .expression = plan->expression,
    .now = plan->now,
    .reason = plan->reason,
  };

  g_task_set_source_tag (task, um_planner_make_again_async);
  g_task_set_task_data (task, um_plan_ref (plan), (GDestroyNotify) um_plan_unref);
  for (guint i = 0; i < plan->users->len; i++)
    g_ptr_array_add (account_ids, ((UmPlanUser *) plan->users->pdata[i])->account_id);
  um_planner_make_async (state, &request, cancellable, make_cb, task);
}

UmPlan *
um_planner_make_again_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, state), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
