/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs of a user and a group: "<account id> <group id>". Neither id holds a blank (ATLASSIAN.md
 * §1). No state; any thread. */
#include "um-group-pair.h"

#include "um-action-info.h"

#include <string.h>

char *
um_group_pair_new (const char *account_id, const char *group_id)
{
  return g_strconcat (account_id, " ", group_id, NULL);
}

const char *
um_group_pair_split (const char *pair, gsize *account_length)
{
  const char *blank = strchr (pair, ' ');

  if (blank == NULL || blank == pair || blank[1] == '\0' || strchr (blank + 1, ' ') != NULL)
    return NULL;
  *account_length = blank - pair;
  return blank + 1;
}

static void
add_once (GPtrArray *ids, GHashTable *seen, const char *id)
{
  if (g_hash_table_add (seen, (gpointer) id))
    g_ptr_array_add (ids, (gpointer) id);
}

GPtrArray *
um_plan_action_list_groups (const UmPlanAction *self)
{
  g_autofree const char **groups = um_plan_action_get_input (
    self, um_input_kind_to_nick (UM_INPUT_GROUPS));
  g_autofree const char **pairs = um_plan_action_get_input (self,
                                                            um_input_kind_to_nick (UM_INPUT_PAIRS));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *ids = g_ptr_array_new ();
  gsize length;

  for (guint i = 0; groups != NULL && groups[i] != NULL; i++)
    add_once (ids, seen, groups[i]);
  for (guint i = 0; pairs != NULL && pairs[i] != NULL; i++)
    {
      const char *id = um_group_pair_split (pairs[i], &length);

      if (id != NULL)
        add_once (ids, seen, id);
    }
  return ids;
}

GPtrArray *
um_plan_action_list_pair_users (const UmPlanAction *self)
{
  g_autofree const char **groups = um_plan_action_get_input (
    self, um_input_kind_to_nick (UM_INPUT_GROUPS));
  g_autofree const char **pairs = um_plan_action_get_input (self,
                                                            um_input_kind_to_nick (UM_INPUT_PAIRS));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *ids;

  if (pairs == NULL || (groups != NULL && groups[0] != NULL))
    return NULL;
  ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_autofree char *id = NULL;
      gsize length;

      if (um_group_pair_split (pairs[i], &length) == NULL)
        continue;
      id = g_strndup (pairs[i], length);
      if (g_hash_table_contains (seen, id))
        continue;
      g_hash_table_add (seen, id);
      g_ptr_array_add (ids, g_steal_pointer (&id));
    }
  return ids;
}
