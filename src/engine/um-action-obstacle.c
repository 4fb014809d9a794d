/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why an action can't be used on a source now. Main thread. */
#include "um-actions.h"
#include "um-issue-site.h"

static gboolean
takes_products (const UmActionInfo *info)
{
  for (guint i = 0; i < info->n_inputs; i++)
    if (info->inputs[i] == UM_INPUT_PRODUCTS)
      return TRUE;
  return FALSE;
}

/* Only a Jira administrator is told the products (ATLASSIAN.md §8). */
static gboolean
lacks_products (UmSourceState *state)
{
  UmDirectory *directory = um_source_state_get_directory (state);

  return directory != NULL && um_directory_get_n_things (directory, UM_SET_PRODUCTS) == 0;
}

static gboolean
lacks_site (const UmActionInfo *info, UmSourceState *state)
{
  g_autoptr (GPtrArray) sites = NULL;

  for (guint i = 0; i < info->n_inputs; i++)
    if (info->inputs[i] == UM_INPUT_SITE)
      sites = um_issue_list_sites (state);
  return sites != NULL && sites->len == 0;
}

/* Of centralised user management there is one alone (ATLASSIAN.md §14). */
static gboolean
lacks_directory (const UmActionInfo *info, UmSourceState *state)
{
  UmDirectory *directory = um_source_state_get_directory (state);

  for (guint i = 0; i < info->n_inputs; i++)
    if (info->inputs[i] == UM_INPUT_INTO)
      return directory != NULL && um_directory_get_n_things (directory, UM_SET_DIRECTORIES) < 2;
  return FALSE;
}

/**
 * um_actions_get_obstacle:
 * @info: an action
 * @state: a source
 *
 * Returns: why the action's card can't be used on the chosen users of this source now
 */
UmObstacle
um_actions_get_obstacle (const UmActionInfo *info, UmSourceState *state)
{
  UmSource *source = um_source_state_get_source (state);

  if (!(source->kind == UM_SOURCE_JIRA ? info->jira : info->access))
    return UM_OBSTACLE_SOURCE_KIND;
  if (source->read_only)
    return UM_OBSTACLE_READ_ONLY;
  if (um_source_state_get_users_read (state) == UM_TIME_UNKNOWN)
    return UM_OBSTACLE_NOT_REFRESHED;
  if (takes_products (info) && lacks_products (state))
    return UM_OBSTACLE_NO_PRODUCTS;
  if (lacks_directory (info, state))
    return UM_OBSTACLE_ONE_DIRECTORY;
  if (lacks_site (info, state))
    return UM_OBSTACLE_NO_SITE;
  if (um_basket_get_count (um_source_state_get_basket (state)) == 0)
    return UM_OBSTACLE_NO_USERS;
  return UM_OBSTACLE_NONE;
}
