/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading again, before a run, the users it is about, by a refresh of just them. Main thread. */
#include "um-run-read-private.h"

#include "um-filter.h"
#include "um-group-pair.h"
#include "um-planner.h"
#include "um-refresh-private.h"
#include "um-role-read-private.h"
#include "um-run-make-private.h"
#include "um-undo.h"

/* Users, and members of a group, that one request yields. */
#define USERS_A_PAGE   1000
#define MEMBERS_A_PAGE 50

static void
add_id (GPtrArray *ids, const char *id)
{
  if (!g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
    g_ptr_array_add (ids, g_strdup (id));
}

static void
add_things (GPtrArray *ids, UmDirectory *directory, const GArray *groups)
{
  for (guint i = 0; i < groups->len; i++)
    add_id (
      ids,
      um_directory_get_thing (directory, UM_SET_GROUPS, g_array_index (groups, guint32, i))->id);
}

static void
add_granting (GPtrArray *ids, UmDirectory *directory, const char *const *products)
{
  g_autoptr (GArray) groups = um_planner_find_granting (directory, products);

  add_things (ids, directory, groups);
}

/* What is made of a run is about the groups of its steps. */
static void
add_stepped (GPtrArray *ids, const UmPlan *plan)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      for (guint j = 0; j < user->n_steps; j++)
        {
          const UmStep *step = &user->steps[j];

          if ((step->kind == UM_STEP_GROUP_ADD || step->kind == UM_STEP_GROUP_REMOVE)
              && g_hash_table_add (seen, step->target))
            add_id (ids, step->target);
        }
    }
}

/* Groups that the actions of a plan are about, each once; those the directory doesn't have, too. */
static GPtrArray *
list_groups (const UmPlan *plan, UmDirectory *directory)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  if (plan->relation == UM_OF_UNDO)
    add_stepped (ids, plan);
  for (guint i = 0; i < plan->actions->len; i++)
    {
      const UmPlanAction *action = g_ptr_array_index (plan->actions, i);
      g_autoptr (GPtrArray) groups = um_plan_action_list_groups (action);
      g_autofree const char **products = um_plan_action_get_input (
        action, um_input_kind_to_nick (UM_INPUT_PRODUCTS));

      for (guint j = 0; j < groups->len; j++)
        add_id (ids, groups->pdata[j]);
      if (products != NULL)
        add_granting (ids, directory, products);
    }
  return ids;
}

/* ---- what an expression is about ---- */

/* Whether a condition's text may mean that product; too many do no harm. */
static gboolean
may_mean (const UmThing *product, const char *text)
{
  g_autofree char *name = um_text_fold (product->name);
  g_autofree char *folded = um_text_fold (text);

  return g_str_equal (name, folded) || um_product_bears_key (product->id, text);
}

static void
add_products (const UmFilterValue *value, UmDirectory *directory, GPtrArray *ids)
{
  for (guint i = 0; i < um_directory_get_n_things (directory, UM_SET_PRODUCTS); i++)
    {
      const UmThing *product = um_directory_get_thing (directory, UM_SET_PRODUCTS, i);

      if (may_mean (product, value->text))
        add_granting (ids, directory, (const char *const[]){ product->id, NULL });
    }
}

static void
add_named_groups (const UmFilterValue *value, UmDirectory *directory, GPtrArray *ids)
{
  g_autoptr (GArray) things = NULL;

  if (value->kind == UM_VALUE_ID)
    {
      add_id (ids, value->text);
      return;
    }
  things = um_directory_find_things_by_name (directory, UM_SET_GROUPS, value->text);
  add_things (ids, directory, things);
}

/* FALSE where it takes more than lists of users and the members of some groups. */
static gboolean
add_condition (const UmFilter *filter, UmDirectory *directory, GPtrArray *ids)
{
  UmFilterKey key = um_filter_get_key (filter);

  if (key == UM_KEY_DIRECTORY || key == UM_KEY_ROLE)
    return FALSE;
  for (guint i = 0; i < um_filter_get_n_values (filter); i++)
    {
      const UmFilterValue *value = um_filter_get_value (filter, i);

      if (key != UM_KEY_GROUP && key != UM_KEY_PRODUCT)
        continue;
      if (value->kind == UM_VALUE_UNKNOWN)
        return FALSE;
      if (key == UM_KEY_GROUP)
        add_named_groups (value, directory, ids);
      else
        add_products (value, directory, ids);
    }
  return TRUE;
}

static gboolean
add_conditions (const UmFilter *filter, UmDirectory *directory, GPtrArray *ids)
{
  if (um_filter_get_kind (filter) == UM_FILTER_CONDITION)
    return add_condition (filter, directory, ids);
  for (guint i = 0; i < um_filter_get_n_children (filter); i++)
    if (!add_conditions (um_filter_get_child (filter, i), directory, ids))
      return FALSE;
  return TRUE;
}

/* ---- what takes the fewest requests ---- */

static guint64
count_pages (UmDirectory *directory, guint thing)
{
  guint n_rows = 0;

  if (thing != UM_NO_ROW)
    um_relation_get_rows (um_directory_get_relation (directory, UM_SET_GROUPS), thing, &n_rows);
  return n_rows / MEMBERS_A_PAGE + 1;
}

static guint64
count_pages_of (UmDirectory *directory, GPtrArray *ids)
{
  guint64 n = 0;

  for (guint i = 0; i < ids->len; i++)
    n += count_pages (
      directory, um_directory_find_thing (directory, UM_SET_GROUPS, g_ptr_array_index (ids, i)));
  return n;
}

static guint64
count_all_pages (UmDirectory *directory)
{
  guint64 n = um_directory_get_n_rows (directory) / USERS_A_PAGE + 2;

  for (guint i = 0; i < um_directory_get_n_things (directory, UM_SET_GROUPS); i++)
    n += count_pages (directory, i);
  return n;
}

static UmRunReading
choose_for_expression (
  const UmPlan *plan, UmDirectory *directory, guint n_users, UmSourceKind kind, GPtrArray *groups)
{
  g_autoptr (UmFilter) filter = um_filter_parse (plan->expression, NULL);
  guint64 all = count_all_pages (directory), both = G_MAXUINT64;

  if (kind == UM_SOURCE_JIRA && filter != NULL && add_conditions (filter, directory, groups))
    both = n_users / UM_REFRESH_SOME_USERS + 1 + count_pages_of (directory, groups);
  if (n_users <= MIN (all, both))
    return UM_RUN_READ_USERS;
  return both <= all ? UM_RUN_READ_BOTH : UM_RUN_READ_ALL;
}

/* Whether something is to be done that memberships don't tell. */
static gboolean
is_about_users (const UmPlan *plan)
{
  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      for (guint j = 0; j < user->n_steps; j++)
        if (user->steps[j].kind != UM_STEP_GROUP_ADD && user->steps[j].kind != UM_STEP_GROUP_REMOVE
            && user->steps[j].skip == UM_SKIP_NONE)
          return TRUE;
    }
  return FALSE;
}

UmRunReading
um_run_read_choose (const UmPlan *plan,
                    UmDirectory *directory,
                    guint n_users,
                    UmSourceKind kind,
                    gboolean stale,
                    GPtrArray **groups)
{
  *groups = list_groups (plan, directory);
  if (stale)
    return UM_RUN_READ_ALL;
  if (plan->expression != NULL)
    return choose_for_expression (plan, directory, n_users, kind, *groups);
  /* What isn't about groups is about the users themselves. */
  if ((*groups)->len == 0)
    return n_users <= count_all_pages (directory) ? UM_RUN_READ_USERS : UM_RUN_READ_ALL;
  if (n_users <= count_pages_of (directory, *groups))
    return UM_RUN_READ_USERS;
  return is_about_users (plan) ? UM_RUN_READ_BOTH : UM_RUN_READ_GROUPS;
}

static gboolean
is_stale (UmSourceState *state, const UmPlan *plan)
{
  gint64 read = um_source_state_get_users_read (state);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (read != UM_TIME_UNKNOWN && now - read <= UM_RUN_STALE)
    return FALSE;
  return um_plan_takes_access (plan);
}

static void
roles_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (um_role_read_finish (UM_SOURCE_STATE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
refresh_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const GPtrArray *role_ids = g_task_get_task_data (task);
  GError *error = NULL;

  if (!um_source_state_refresh_finish (UM_SOURCE_STATE (source), result, NULL, &error))
    g_task_return_error (task, error);
  else if (role_ids != NULL)
    um_role_read_async (UM_SOURCE_STATE (source), role_ids, g_task_get_cancellable (task), roles_cb,
                        g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

/* Of all of them the plan knew the roles, which the refresh forgets. (transfer full) */
static GPtrArray *
list_users (const UmPlan *plan)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < plan->users->len; i++)
    g_ptr_array_add (ids,
                     g_strdup (((UmPlanUser *) g_ptr_array_index (plan->users, i))->account_id));
  return ids;
}

/* The accounts that are acted on; people without one are looked for when they are invited. */
static GPtrArray *
list_touched (const UmPlan *plan, guint first_n)
{
  GPtrArray *users = um_run_make_list_users (plan, first_n, TRUE);

  for (guint i = users->len; i > 0; i--)
    if (um_person_is_address (g_ptr_array_index (users, i - 1)))
      g_ptr_array_remove_index (users, i - 1);
  return users;
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
  g_autoptr (GPtrArray) users = list_touched (plan, first_n);
  g_autoptr (GPtrArray) groups = NULL;
  const char *const *user_ids = NULL, *const *group_ids = NULL;
  UmRunReading reading;

  g_task_set_source_tag (task, um_run_read_async);
  if (users->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  reading = um_run_read_choose (plan, um_source_state_get_directory (state), users->len,
                                um_source_state_get_source (state)->kind, is_stale (state, plan),
                                &groups);
  if (um_role_read_is_needed (state, plan->actions, plan->users->len))
    g_task_set_task_data (task, list_users (plan), (GDestroyNotify) g_ptr_array_unref);
  g_ptr_array_add (users, NULL);
  g_ptr_array_add (groups, NULL);
  if (reading == UM_RUN_READ_USERS || reading == UM_RUN_READ_BOTH)
    user_ids = (const char *const *) users->pdata;
  if (reading == UM_RUN_READ_GROUPS || reading == UM_RUN_READ_BOTH)
    group_ids = (const char *const *) groups->pdata;
  um_source_state_refresh_async (state,
                                 reading == UM_RUN_READ_BOTH ? UM_REFRESH_TOGETHER : UM_REFRESH_ALL,
                                 group_ids, user_ids, cancellable, refresh_cb, task);
}

gboolean
um_run_read_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, state), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
