/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Through which source issues are made: a Jira source makes its own; an organisation has none, and
 * has them made by a Jira source of one of its sites, which knows the same accounts by the same
 * ids. No state; main thread. */
#include "um-issue-through-private.h"

#include "um-action-info.h"
#include "um-issue-make-private.h"
#include "um-problem.h"

GPtrArray *
um_issue_list_sites (UmSourceState *state)
{
  GPtrArray *sites = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *known = um_source_state_get_sites (state);

  if (um_source_state_get_source (state)->kind == UM_SOURCE_JIRA)
    g_ptr_array_add (sites, g_object_ref (state));
  for (guint i = 0; i < known->len; i++)
    {
      UmSourceState *site = g_ptr_array_index (known, i);

      if (!um_source_state_get_source (site)->read_only)
        g_ptr_array_add (sites, g_object_ref (site));
    }
  return sites;
}

static void
set_which (const GPtrArray *sites, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < sites->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            um_source_state_get_source (sites->pdata[i])->name);
  g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_ISSUE_WHICH_SITE, names->str);
}

static gboolean
is_called (UmSourceState *site, const char *name)
{
  UmSource *source = um_source_state_get_source (site);
  g_autofree char *folded = um_text_fold (name);
  g_autofree char *own = um_text_fold (source->name);

  return g_str_equal (own, folded) || g_strcmp0 (source->id, name) == 0;
}

UmSourceState *
um_issue_choose_site (UmSourceState *state, const char *name, GError **error)
{
  g_autoptr (GPtrArray) sites = um_issue_list_sites (state);

  for (guint i = 0; name != NULL && i < sites->len; i++)
    if (is_called (sites->pdata[i], name))
      return sites->pdata[i];
  if (sites->len == 0)
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_ISSUE_NO_SITE,
                         um_source_state_get_source (state)->name);
  else if (name != NULL)
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_ISSUE_NO_SUCH_SITE, name);
  else if (sites->len > 1)
    set_which (sites, error);
  else
    return sites->pdata[0];
  return NULL;
}

/* Those of a site, as cloud ids tell. (transfer full) */
static GPtrArray *
list_of_cloud (UmSourceState *state, const char *cloud_id)
{
  g_autoptr (GPtrArray) sites = um_issue_list_sites (state);
  GPtrArray *same = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < sites->len; i++)
    if (g_strcmp0 (um_source_state_get_source (sites->pdata[i])->cloud_id, cloud_id) == 0)
      g_ptr_array_add (same, g_object_ref (sites->pdata[i]));
  return same;
}

/* One site may have several sources, whose keys belong to different people: the one that was chosen
 * is named by its id, which another computer doesn't know. */
static UmSourceState *
find_chosen (UmSourceState *state, const char *cloud_id, const char *source_id, GError **error)
{
  g_autoptr (GPtrArray) same = list_of_cloud (state, cloud_id);

  for (guint i = 0; i < same->len; i++)
    if (g_strcmp0 (um_source_state_get_source (same->pdata[i])->id, source_id) == 0)
      return same->pdata[i];
  if (same->len == 1)
    return same->pdata[0];
  if (same->len == 0)
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_ISSUE_NO_SUCH_SITE, cloud_id);
  else
    set_which (same, error);
  return NULL;
}

/* All issues of a plan are made at one site. */
static gboolean
find_site_of (UmSourceState *state,
              const UmPlanAction *action,
              UmSourceState **site,
              GError **error)
{
  g_autofree const char **values = um_plan_action_get_input (action,
                                                             um_input_kind_to_nick (UM_INPUT_SITE));
  UmSourceState *found;

  if (values == NULL || values[0] == NULL)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_PLAN_BAD_MEMBER, "actions.inputs.site");
      return FALSE;
    }
  found = find_chosen (state, values[0], values[1], error);
  if (found != NULL && *site != NULL && *site != found)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_PLAN_BAD_MEMBER, "actions.inputs.site");
      return FALSE;
    }
  *site = found;
  return found != NULL;
}

gboolean
um_issue_find_site (UmSourceState *state,
                    const GPtrArray *actions,
                    UmSourceState **site,
                    GError **error)
{
  *site = NULL;
  if (um_source_state_get_source (state)->kind == UM_SOURCE_JIRA)
    return TRUE;
  for (guint i = 0; i < actions->len; i++)
    if (um_issue_is_made_by_action (g_ptr_array_index (actions, i))
        && !find_site_of (state, g_ptr_array_index (actions, i), site, error))
      return FALSE;
  return TRUE;
}
