/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue of actions: which there are, in the order of their cards, and what is made of runs.
 * Static data. */
#include "um-actions.h"

#include "um-action-private.h"

static const UmAction *const actions[] = {
  &um_action_add_to_groups,
  &um_action_remove_from_groups,
  &um_action_grant_product_access,
  &um_action_remove_application_access,
  &um_action_suspend,
  &um_action_restore,
  &um_action_deactivate,
  &um_action_reactivate,
  &um_action_change_email,
  &um_action_end_sessions,
  &um_action_revoke_tokens,
  &um_action_remove_user,
  &um_action_change_directory,
  &um_action_delete_account,
  &um_action_cancel_deletion,
  &um_action_invite,
  &um_action_create_issues,
};

/* What is made of a run and has no card. */
static const UmAction *const of_runs[] = { &um_action_retry, &um_action_undo };

static const UmActionInfo *const infos[] = {
  &um_action_add_to_groups.info,
  &um_action_remove_from_groups.info,
  &um_action_grant_product_access.info,
  &um_action_remove_application_access.info,
  &um_action_suspend.info,
  &um_action_restore.info,
  &um_action_deactivate.info,
  &um_action_reactivate.info,
  &um_action_change_email.info,
  &um_action_end_sessions.info,
  &um_action_revoke_tokens.info,
  &um_action_remove_user.info,
  &um_action_change_directory.info,
  &um_action_delete_account.info,
  &um_action_cancel_deletion.info,
  &um_action_invite.info,
  &um_action_create_issues.info,
  NULL,
};

G_STATIC_ASSERT (G_N_ELEMENTS (infos) == G_N_ELEMENTS (actions) + 1);

/**
 * um_actions_list:
 *
 * Returns: (transfer none) (array zero-terminated=1): all actions in the order of their cards
 */
const UmActionInfo *const *
um_actions_list (void)
{
  return infos;
}

/**
 * um_actions_list_of_runs:
 *
 * Returns: (transfer none) (array zero-terminated=1): what is made of a run and has no card
 */
const UmActionInfo *const *
um_actions_list_of_runs (void)
{
  static const UmActionInfo *const of_runs_infos[] = { &um_action_retry.info, &um_action_undo.info,
                                                       NULL };

  return of_runs_infos;
}

const UmAction *
um_action_find (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_strcmp0 (actions[i]->info.key, key) == 0)
      return actions[i];
  for (guint i = 0; i < G_N_ELEMENTS (of_runs); i++)
    if (g_strcmp0 (of_runs[i]->info.key, key) == 0)
      return of_runs[i];
  return NULL;
}

/**
 * um_actions_find:
 * @key: the key of an action
 *
 * Returns: (transfer none) (nullable): its description
 */
const UmActionInfo *
um_actions_find (const char *key)
{
  const UmAction *action = um_action_find (key);

  return action != NULL ? &action->info : NULL;
}

/**
 * um_actions_can_be_planned:
 * @key: anything
 *
 * Returns: whether it is the key of an action that people choose; what is made of a run isn't
 */
gboolean
um_actions_can_be_planned (const char *key)
{
  const UmActionInfo *info = um_actions_find (key);

  return info != NULL && !info->of_run;
}

/**
 * um_obstacle_to_nick:
 * @obstacle: an obstacle
 *
 * Returns: (transfer none) (nullable): its fixed word in JSON; %NULL for none
 */
const char *
um_obstacle_to_nick (UmObstacle obstacle)
{
  static const char *const nicks[] = {
    [UM_OBSTACLE_SOURCE_KIND] = "source-kind",     [UM_OBSTACLE_READ_ONLY] = "read-only",
    [UM_OBSTACLE_NO_USERS] = "no-users",           [UM_OBSTACLE_NOT_REFRESHED] = "not-refreshed",
    [UM_OBSTACLE_NO_PRODUCTS] = "no-products",     [UM_OBSTACLE_NO_SITE] = "no-site",
    [UM_OBSTACLE_ONE_DIRECTORY] = "one-directory",
  };

  g_return_val_if_fail ((guint) obstacle < G_N_ELEMENTS (nicks), NULL);

  return nicks[obstacle];
}
