/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether users are still as a plan found them. No state; any thread. */
#include "um-planner-private.h"

#include "um-guard-private.h"

gboolean
um_planner_step_changed (const UmStep *fresh, const char *before, int skip)
{
  switch (fresh->skip)
    {
    case UM_SKIP_ALREADY_SO:
      return FALSE;

    case UM_SKIP_NONE:
      if (skip > UM_SKIP_NONE || g_strcmp0 (before, fresh->after) == 0)
        return TRUE;
      return before != NULL && fresh->before != NULL && !g_str_equal (before, fresh->before);

    case UM_SKIP_USER_GONE:
    case UM_SKIP_GROUP_GONE:
      if (skip < 0)
        return before != NULL;
      break;

    default:
      break;
    }
  /* An obstacle: new where the step was to be done. Where nobody says whether it was, the obstacle
   * may have stood then too. */
  return skip == UM_SKIP_NONE;
}

static gboolean
is_changed (const UmPlanUser *expected, const UmPlanUser *fresh)
{
  if (expected->n_steps != fresh->n_steps)
    return TRUE;
  for (guint i = 0; i < fresh->n_steps; i++)
    if (g_strcmp0 (fresh->steps[i].target, expected->steps[i].target) != 0
        || g_strcmp0 (fresh->steps[i].place, expected->steps[i].place) != 0
        || um_planner_step_changed (&fresh->steps[i], expected->steps[i].before,
                                    expected->steps[i].skip))
      return TRUE;
  return FALSE;
}

static gboolean
is_already_so (const UmPlanUser *user)
{
  for (guint i = 0; i < user->n_steps; i++)
    if (user->steps[i].skip != UM_SKIP_ALREADY_SO)
      return FALSE;
  return user->n_steps > 0;
}

static gboolean
matches (const UmPlanUser *user, UmDirectory *directory, const UmBitset *matching)
{
  guint row;

  if (matching == NULL)
    return TRUE;
  row = um_directory_find (directory, user->account_id);
  return row != UM_NO_ROW && um_bitset_contains (matching, row);
}

static gboolean
is_same_step (const UmStep *a, const UmStep *b)
{
  return a->kind == b->kind && g_strcmp0 (a->target, b->target) == 0
         && g_strcmp0 (a->place, b->place) == 0;
}

/* What Atlassian was known to refuse when the plan was confirmed isn't done. */
static void
keep_refusals (const UmPlanUser *expected, UmPlanUser *fresh)
{
  for (guint i = 0; i < expected->n_steps; i++)
    {
      const UmStep *refused = &expected->steps[i];

      for (guint j = 0; refused->skip == UM_SKIP_REFUSED && j < fresh->n_steps; j++)
        if (fresh->steps[j].skip == UM_SKIP_NONE && is_same_step (refused, &fresh->steps[j]))
          um_plan_user_refuse_step (fresh, j, refused->skip_detail);
    }
}

/* Before the guards are asked: what follows from the users alone. */
static gboolean
lay_over (const UmPlanUser *expected, UmPlanUser *fresh, gboolean matching)
{
  if (expected->held_out)
    {
      um_plan_user_hold_out (fresh, TRUE, expected->note);
      return FALSE;
    }
  if (expected->skip == UM_SKIP_CHANGED_SINCE)
    {
      um_plan_user_set_skip (fresh, UM_SKIP_CHANGED_SINCE, expected->skip_detail);
      return FALSE;
    }
  keep_refusals (expected, fresh);
  if (!um_plan_user_is_touched (expected) || is_already_so (fresh))
    return FALSE;
  if (matching && !is_changed (expected, fresh))
    return FALSE;
  um_plan_user_set_skip (fresh, UM_SKIP_CHANGED_SINCE, NULL);
  return TRUE;
}

/* After the guards were asked. */
static gboolean
leave_out (const UmPlanUser *expected, UmPlanUser *fresh)
{
  gboolean expected_touched = um_plan_user_is_touched (expected);

  if (!expected_touched && um_plan_user_is_touched (fresh))
    {
      um_plan_user_set_skip (fresh, UM_SKIP_CHANGED_SINCE, NULL);
      return TRUE;
    }
  return expected_touched && um_guards_is_reason (fresh->skip);
}

guint
um_planner_hold_out_changed (const UmPlan *expected,
                             UmPlan *fresh,
                             UmDirectory *directory,
                             UmSource *source,
                             const UmBitset *matching)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_changed = 0;

  for (guint i = 0; i < expected->users->len; i++)
    {
      UmPlanUser *user = g_ptr_array_index (expected->users, i);

      g_hash_table_insert (by_id, user->account_id, user);
    }
  for (guint i = 0; i < fresh->users->len; i++)
    {
      UmPlanUser *user = g_ptr_array_index (fresh->users, i);
      const UmPlanUser *before = g_hash_table_lookup (by_id, user->account_id);

      n_changed += lay_over (before, user, matches (user, directory, matching));
    }
  um_guards_judge (fresh, directory, source);
  for (guint i = 0; i < fresh->users->len; i++)
    {
      UmPlanUser *user = g_ptr_array_index (fresh->users, i);

      n_changed += leave_out (g_hash_table_lookup (by_id, user->account_id), user);
    }
  return n_changed;
}
