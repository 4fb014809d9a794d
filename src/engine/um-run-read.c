/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading again, before a run, the users it is about, by a refresh of just them. Main thread. */
#include "um-run-read-private.h"

#include "um-actions.h"
#include "um-refresh.h"
#include "um-run-make-private.h"

/* Users, and members of a group, that one request yields. */
#define USERS_A_PAGE   1000
#define MEMBERS_A_PAGE 50

/* Groups named by the actions of a plan, each once; those the directory doesn't have, too. */
static GPtrArray *
list_groups (const UmPlan *plan)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < plan->actions->len; i++)
    {
      g_autofree const char **groups = um_plan_action_get_input (
        g_ptr_array_index (plan->actions, i), um_input_kind_to_nick (UM_INPUT_GROUPS));

      for (guint j = 0; groups != NULL && groups[j] != NULL; j++)
        if (!g_ptr_array_find_with_equal_func (ids, groups[j], g_str_equal, NULL))
          g_ptr_array_add (ids, g_strdup (groups[j]));
    }
  return ids;
}

static guint64
count_pages (UmDirectory *directory, guint thing)
{
  guint n_rows = 0;

  if (thing != UM_NO_ROW)
    um_relation_get_rows (um_directory_get_relation (directory, UM_SET_GROUPS), thing, &n_rows);
  return n_rows / MEMBERS_A_PAGE + 1;
}

UmRunReading
um_run_read_choose (const UmPlan *plan, UmDirectory *directory, guint n_users, gboolean stale)
{
  g_autoptr (GPtrArray) groups = list_groups (plan);
  guint64 some = 0, all = um_directory_get_n_rows (directory) / USERS_A_PAGE + 2;

  if (stale)
    return UM_RUN_READ_ALL;
  for (guint i = 0; i < groups->len; i++)
    some += count_pages (
      directory, um_directory_find_thing (directory, UM_SET_GROUPS, g_ptr_array_index (groups, i)));
  if (plan->expression == NULL)
    return n_users <= some ? UM_RUN_READ_USERS : UM_RUN_READ_GROUPS;
  for (guint i = 0; i < um_directory_get_n_things (directory, UM_SET_GROUPS); i++)
    all += count_pages (directory, i);
  return n_users <= all ? UM_RUN_READ_USERS : UM_RUN_READ_ALL;
}

static gboolean
is_stale (UmSourceState *state, const UmPlan *plan)
{
  gint64 read = um_source_state_get_users_read (state);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (read != UM_TIME_UNKNOWN && now - read <= UM_RUN_STALE)
    return FALSE;
  for (guint i = 0; i < plan->actions->len; i++)
    {
      const UmPlanAction *asked = g_ptr_array_index (plan->actions, i);
      const UmActionInfo *info = um_actions_find (asked->key);

      if (info != NULL && info->takes_access)
        return TRUE;
    }
  return FALSE;
}

static void
refresh_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (um_source_state_refresh_finish (UM_SOURCE_STATE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
um_run_read_async (UmSourceState *state,
                   const UmPlan *plan,
                   guint first_n,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new (state, cancellable, callback, user_data);
  g_autoptr (GPtrArray) users = um_run_make_list_users (plan, first_n, TRUE);
  g_autoptr (GPtrArray) groups = list_groups (plan);
  UmRunReading reading;

  g_task_set_source_tag (task, um_run_read_async);
  if (users->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  reading = um_run_read_choose (plan, um_source_state_get_directory (state), users->len,
                                is_stale (state, plan));
  g_ptr_array_add (users, NULL);
  g_ptr_array_add (groups, NULL);
  um_source_state_refresh_async (
    state, UM_REFRESH_ALL,
    reading == UM_RUN_READ_GROUPS ? (const char *const *) groups->pdata : NULL,
    reading == UM_RUN_READ_USERS ? (const char *const *) users->pdata : NULL, cancellable,
    refresh_cb, task);
}

gboolean
um_run_read_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, state), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
