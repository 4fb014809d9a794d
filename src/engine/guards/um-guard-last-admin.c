/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Never the last admin: when the whole plan is through, an active person must be left who is an
 * admin and whom it didn't touch as such. Where nobody would be, all who would stop being one are
 * left out: which of them is to stay is for people to say, by holding one out. */
#include "um-guard-private.h"

#include "um-org.h"

static gboolean
is_active_person (const UmDirectory *directory, guint row)
{
  return um_directory_get_status (directory, row) == UM_STATUS_ACTIVE
         && um_directory_get_user_type (directory, row) == UM_TYPE_PERSON;
}

static void
add_active_people (const UmDirectory *directory, UmSet set, guint thing, UmBitset *admins)
{
  guint n_rows = 0;
  const guint32 *rows = um_relation_get_rows (um_directory_get_relation (directory, set), thing,
                                              &n_rows);

  for (guint i = 0; i < n_rows; i++)
    if (is_active_person (directory, rows[i]))
      um_bitset_add (admins, rows[i]);
}

static gboolean
is_admin_group (const UmDirectory *directory, guint thing)
{
  return um_directory_get_thing (directory, UM_SET_GROUPS, thing)->admin;
}

guint
um_guard_find_admin_role (const UmDirectory *directory)
{
  guint role = um_directory_find_thing (directory, UM_SET_ROLES, UM_ORG_ADMIN);

  if (role != UM_NO_ROW && !um_directory_get_thing (directory, UM_SET_ROLES, role)->known)
    return UM_NO_ROW;
  return role;
}

UmBitset *
um_guard_admins_new (UmDirectory *directory)
{
  UmBitset *admins = um_bitset_new (um_directory_get_n_rows (directory),
                                    um_directory_get_generation (directory));
  guint n_groups = um_directory_get_n_things (directory, UM_SET_GROUPS);
  guint role = um_guard_find_admin_role (directory);

  for (guint i = 0; i < n_groups; i++)
    if (is_admin_group (directory, i))
      add_active_people (directory, UM_SET_GROUPS, i, admins);
  if (role != UM_NO_ROW)
    add_active_people (directory, UM_SET_ROLES, role, admins);
  return admins;
}

static gboolean
removes (const UmPlanUser *user, const char *group_id)
{
  for (guint i = 0; i < user->n_steps; i++)
    if (user->steps[i].kind == UM_STEP_GROUP_REMOVE && user->steps[i].skip == UM_SKIP_NONE
        && g_strcmp0 (user->steps[i].target, group_id) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
removes_admin (const UmPlanUser *user, UmDirectory *directory)
{
  for (guint i = 0; i < user->n_steps; i++)
    {
      const UmStep *step = &user->steps[i];
      guint thing;

      if (step->kind != UM_STEP_GROUP_REMOVE || step->skip != UM_SKIP_NONE)
        continue;
      thing = um_directory_find_thing (directory, UM_SET_GROUPS, step->target);
      if (thing != UM_NO_ROW && is_admin_group (directory, thing))
        return TRUE;
    }
  return FALSE;
}

gboolean
um_guard_ends_access (UmStepKind kind)
{
  return kind == UM_STEP_ACCESS_SUSPEND || kind == UM_STEP_ACCOUNT_DISABLE
         || kind == UM_STEP_ACCOUNT_DELETE || kind == UM_STEP_DIRECTORY_REMOVE;
}

static gboolean
is_shut_out (const UmPlanUser *user)
{
  for (guint i = 0; i < user->n_steps; i++)
    if (um_guard_ends_access (user->steps[i].kind) && user->steps[i].skip == UM_SKIP_NONE)
      return TRUE;
  return FALSE;
}

static gboolean
is_admin (UmDirectory *directory, guint row)
{
  guint role = um_guard_find_admin_role (directory);
  guint n_things;
  const guint32 *things = um_relation_get_things (
    um_directory_get_relation (directory, UM_SET_GROUPS), row, &n_things);

  for (guint i = 0; i < n_things; i++)
    if (is_admin_group (directory, things[i]))
      return TRUE;
  return role != UM_NO_ROW && um_directory_is_member (directory, UM_SET_ROLES, role, row) == UM_YES;
}

gboolean
um_guard_stops_being_admin (const UmPlanUser *user, UmDirectory *directory)
{
  guint row = um_directory_find (directory, user->account_id);
  const guint32 *things;
  guint n_things;

  if (row == UM_NO_ROW)
    return FALSE;
  if (is_shut_out (user) && is_admin (directory, row))
    return TRUE;
  if (!removes_admin (user, directory))
    return FALSE;
  things = um_relation_get_things (um_directory_get_relation (directory, UM_SET_GROUPS), row,
                                   &n_things);
  for (guint i = 0; i < n_things; i++)
    {
      const UmThing *group = um_directory_get_thing (directory, UM_SET_GROUPS, things[i]);

      if (group->admin && !removes (user, group->id))
        return FALSE;
    }
  return TRUE;
}

static void
judge (const UmGuardCase *judged)
{
  g_autoptr (GPtrArray) stopping = g_ptr_array_new ();
  g_autoptr (UmBitset) left = NULL;

  for (guint i = 0; i < judged->plan->users->len; i++)
    {
      UmPlanUser *user = g_ptr_array_index (judged->plan->users, i);

      if (um_plan_user_is_touched (user) && um_guard_stops_being_admin (user, judged->directory))
        g_ptr_array_add (stopping, user);
    }
  if (stopping->len == 0)
    return;
  left = um_guard_admins_new (judged->directory);
  for (guint i = 0; i < stopping->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (stopping, i);

      um_bitset_remove (left, um_directory_find (judged->directory, user->account_id));
    }
  if (!um_bitset_is_empty (left))
    return;
  for (guint i = 0; i < stopping->len; i++)
    um_plan_user_set_skip (g_ptr_array_index (stopping, i), UM_SKIP_LAST_ADMIN, NULL);
}

const UmGuard um_guard_last_admin = { .skip = UM_SKIP_LAST_ADMIN, .judge = judge };
