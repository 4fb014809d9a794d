/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the products that a plan gives have seats for all who get them. Main thread. */
#include "um-planner-private.h"

#include "um-direct-role-private.h"
#include "um-invitee.h"
#include "um-problem.h"
#include "um-products-private.h"
#include "um-seats.h"

/* Users who get a product. */
typedef struct
{
  guint n;
  guint last; /* the user who was counted last, from 1 */
} Wanted;

/* What of a plan is being counted. */
typedef struct
{
  UmDirectory *directory;
  GHashTable *wanted; /* char * (of the directory) → Wanted */
  guint user;         /* from 1 */
  guint row;          /* his, or UM_NO_ROW */
} Counting;

static gboolean
has_product (const Counting *self, guint product)
{
  return self->row != UM_NO_ROW
         && um_directory_is_member (self->directory, UM_SET_PRODUCTS, product, self->row) == UM_YES;
}

static void
count_product (Counting *self, guint product)
{
  const char *key = um_directory_get_thing (self->directory, UM_SET_PRODUCTS, product)->id;
  Wanted *wanted = g_hash_table_lookup (self->wanted, key);

  if (wanted == NULL)
    {
      wanted = g_new0 (Wanted, 1);
      g_hash_table_insert (self->wanted, (gpointer) key, wanted);
    }
  wanted->n += wanted->last != self->user;
  wanted->last = self->user;
}

static gboolean
group_gives (const Counting *self, const char *id, const char *product)
{
  guint group = um_directory_find_thing (self->directory, UM_SET_GROUPS, id);

  return group != UM_NO_ROW
         && um_products_contain (
           um_directory_get_thing (self->directory, UM_SET_GROUPS, group)->products, product);
}

static gboolean
invitation_gives (const Counting *self, const UmInvitee *invitee, const char *product)
{
  if (g_ptr_array_find_with_equal_func (invitee->products, product, g_str_equal, NULL))
    return TRUE;
  for (guint i = 0; i < invitee->groups->len; i++)
    if (group_gives (self, g_ptr_array_index (invitee->groups, i), product))
      return TRUE;
  return FALSE;
}

/* A step gives a product by a role, by a group that grants it, or by an invitation to either. */
static void
count_step (Counting *self, const UmStep *step)
{
  g_autoptr (UmInvitee) invitee = NULL;

  if (step->kind == UM_STEP_INVITE && step->argument != NULL)
    invitee = um_invitee_parse (step->argument);
  for (guint i = 0; i < um_directory_get_n_things (self->directory, UM_SET_PRODUCTS); i++)
    {
      const char *key = um_directory_get_thing (self->directory, UM_SET_PRODUCTS, i)->id;
      gboolean gives = FALSE;

      if (step->kind == UM_STEP_GROUP_ADD)
        gives = group_gives (self, step->target, key);
      else if (step->kind == UM_STEP_ROLE_ASSIGN)
        gives = um_direct_role_gives (step->target, key);
      else if (invitee != NULL)
        gives = invitation_gives (self, invitee, key);
      if (gives && !has_product (self, i))
        count_product (self, i);
    }
}

/* (transfer full): products, with the number of users who get them. */
static GHashTable *
count_wanted (const UmPlan *plan, UmDirectory *directory)
{
  Counting counting = { .directory = directory };

  counting.wanted = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      if (!um_plan_user_is_touched (user))
        continue;
      counting.user = i + 1;
      counting.row = um_directory_find (directory, user->account_id);
      for (guint j = 0; j < user->n_steps; j++)
        if (user->steps[j].skip == UM_SKIP_NONE)
          count_step (&counting, &user->steps[j]);
    }
  return counting.wanted;
}

void
um_planner_count_seats (UmPlan *plan, UmDirectory *directory)
{
  g_autoptr (GHashTable) wanted = NULL;

  g_array_set_size (plan->shortages, 0);
  if (plan->seats == NULL)
    return;
  wanted = count_wanted (plan, directory);
  for (guint i = 0; i < um_directory_get_n_things (directory, UM_SET_PRODUCTS); i++)
    {
      const UmThing *product = um_directory_get_thing (directory, UM_SET_PRODUCTS, i);
      const Wanted *users = g_hash_table_lookup (wanted, product->id);
      guint left = GPOINTER_TO_UINT (g_hash_table_lookup (plan->seats, product->id));
      UmPlanShortage shortage = { .left = left };

      if (users == NULL || !g_hash_table_contains (plan->seats, product->id) || users->n <= left)
        continue;
      shortage.product = g_strdup (product->name);
      shortage.wanted = users->n;
      g_array_append_val (plan->shortages, shortage);
    }
}

static void
seats_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmSourceState *state = UM_SOURCE_STATE (source);
  UmPlan *plan = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) seats = um_seats_read_finish (state, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_clear_pointer (&plan->seats, g_hash_table_unref);
  plan->seats = g_steal_pointer (&seats);
  if (um_source_state_get_directory (state) != NULL)
    um_planner_count_seats (plan, um_source_state_get_directory (state));
  g_task_return_boolean (task, TRUE);
}

/**
 * um_planner_read_seats_async:
 * @state: the plan's source, loaded
 * @plan: a plan; it is changed when the seats are known
 */
void
um_planner_read_seats_async (UmSourceState *state,
                             UmPlan *plan,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (state, cancellable, callback, user_data);
  UmDirectory *directory = um_source_state_get_directory (state);
  g_autoptr (GHashTable) wanted = NULL;

  g_task_set_source_tag (task, um_planner_read_seats_async);
  g_task_set_task_data (task, um_plan_ref (plan), (GDestroyNotify) um_plan_unref);
  if (directory != NULL)
    wanted = count_wanted (plan, directory);
  if (wanted == NULL || g_hash_table_size (wanted) == 0)
    g_task_return_boolean (task, TRUE);
  else
    um_seats_read_async (state, cancellable, seats_cb, g_steal_pointer (&task));
}

/**
 * um_planner_read_seats_finish:
 * @state: the plan's source
 *
 * Returns: %FALSE where it was cancelled
 */
gboolean
um_planner_read_seats_finish (UmSourceState *state, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, state), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
