/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Never yourself: a plan that takes access away leaves out the owner of the key it runs with. An
 * organisation's key doesn't say whose it is; where nobody told either, the plan says so. */
#include "um-guard-private.h"

#include "um-planner-private.h"

static const char *
find_owner (const UmGuardCase *judged)
{
  guint row;

  if (judged->source->account_id != NULL)
    return judged->source->account_id;
  if (judged->source->email == NULL)
    return NULL;
  row = um_planner_find_email (judged->directory, judged->source->email);
  return row != UM_NO_ROW ? um_directory_get_account_id (judged->directory, row) : NULL;
}

static void
warn_once (UmPlanUser *user)
{
  for (guint i = 0; i < user->n_warnings; i++)
    if (user->warnings[i].kind == UM_WARNING_YOURSELF_UNKNOWN)
      return;
  um_plan_user_warn (user, UM_WARNING_YOURSELF_UNKNOWN, NULL);
}

static void
judge (const UmGuardCase *judged)
{
  const char *owner = judged->takes_access ? find_owner (judged) : NULL;

  judged->plan->yourself_unknown = judged->takes_access && owner == NULL;
  if (!judged->takes_access)
    return;
  for (guint i = 0; i < judged->plan->users->len; i++)
    {
      UmPlanUser *user = g_ptr_array_index (judged->plan->users, i);

      if (!um_plan_user_is_touched (user))
        continue;
      if (owner == NULL)
        warn_once (user);
      else if (g_str_equal (owner, user->account_id))
        um_plan_user_set_skip (user, UM_SKIP_YOURSELF, NULL);
    }
}

const UmGuard um_guard_yourself = { .skip = UM_SKIP_YOURSELF, .judge = judge };
