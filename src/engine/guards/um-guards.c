/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of guards and how they are asked. Works on the caller's plan, on the caller's thread. */
#include "um-guard-private.h"

#include "um-undo.h"

/* In this order: whom one has taken out, the next doesn't count. */
static const UmGuard *const guards[] = { &um_guard_yourself, &um_guard_last_admin };

gboolean
um_guards_is_reason (UmSkip skip)
{
  for (guint i = 0; i < G_N_ELEMENTS (guards); i++)
    if (guards[i]->skip == skip)
      return TRUE;
  return FALSE;
}

/* What the steps alone say of the whole user: the first obstacle, else that all is so already. */
static void
take_back (UmPlanUser *user)
{
  const UmStep *obstacle = NULL;

  if (user->skip != UM_SKIP_NONE && !um_guards_is_reason (user->skip))
    return;
  um_plan_user_set_skip (user, UM_SKIP_NONE, NULL);
  for (guint i = 0; i < user->n_steps; i++)
    {
      const UmStep *step = &user->steps[i];

      if (step->skip == UM_SKIP_NONE)
        return;
      if (obstacle == NULL || obstacle->skip == UM_SKIP_ALREADY_SO)
        obstacle = step;
    }
  if (obstacle != NULL)
    um_plan_user_set_skip (user, obstacle->skip, obstacle->skip_detail);
  else
    um_plan_user_set_skip (user, UM_SKIP_ALREADY_SO, NULL);
}

static gboolean
gives_admin (const UmPlan *plan)
{
  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      for (guint j = 0; j < user->n_warnings; j++)
        if (user->warnings[j].kind == UM_WARNING_GIVES_ADMIN && um_plan_user_is_touched (user))
          return TRUE;
    }
  return FALSE;
}

void
um_guards_judge (UmPlan *plan, UmDirectory *directory, UmSource *source)
{
  UmGuardCase judged = {
    .plan = plan,
    .directory = directory,
    .source = source,
  };

  g_ptr_array_foreach (plan->users, (GFunc) take_back, NULL);
  judged.takes_access = um_plan_takes_access (plan);
  for (guint i = 0; i < G_N_ELEMENTS (guards); i++)
    guards[i]->judge (&judged);
  plan->gives_admin = gives_admin (plan);
  um_plan_judge_steps (plan);
}
