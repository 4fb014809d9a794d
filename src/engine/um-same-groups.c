/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A colleague's groups as inputs of actions. Reads a directory only; any thread. */
#include "um-same-groups.h"

#include "um-action-info.h"
#include "um-group-pair.h"
#include "um-problem.h"

#include <string.h>

static const UmThing *
get_group (UmDirectory *directory, guint thing)
{
  return um_directory_get_thing (directory, UM_SET_GROUPS, thing);
}

static int
compare_groups (gconstpointer a, gconstpointer b, gpointer directory)
{
  const UmThing *first = get_group (directory, *(const guint32 *) a);
  const UmThing *second = get_group (directory, *(const guint32 *) b);
  int order = g_utf8_collate (first->name, second->name);

  return order != 0 ? order : strcmp (first->id, second->id);
}

GArray *
um_same_groups_list (UmDirectory *directory, guint colleague)
{
  guint n_things;
  const guint32 *things = um_relation_get_things (
    um_directory_get_relation (directory, UM_SET_GROUPS), colleague, &n_things);
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_array_append_vals (groups, things, n_things);
  g_array_sort_with_data (groups, compare_groups, directory);
  return groups;
}

static gboolean
are_all_known (UmDirectory *directory)
{
  for (guint i = 0; i < um_directory_get_n_things (directory, UM_SET_GROUPS); i++)
    if (!get_group (directory, i)->known)
      return FALSE;
  return TRUE;
}

/* Whether it is known of each group whether the user is in it. */
static gboolean
check_known (UmDirectory *directory, guint row, GError **error)
{
  const char *name = um_directory_get_name (directory, row);

  for (guint i = 0; i < um_directory_get_n_things (directory, UM_SET_GROUPS); i++)
    if (um_directory_is_member (directory, UM_SET_GROUPS, i, row) == UM_UNKNOWN)
      {
        g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_MEMBERSHIPS_UNKNOWN,
                             *name != '\0' ? name : um_directory_get_account_id (directory, row));
        return FALSE;
      }
  return TRUE;
}

static void
add_others (GVariantBuilder *pairs, UmDirectory *directory, guint row, const UmBitset *his)
{
  g_autoptr (GArray) groups = um_same_groups_list (directory, row);

  for (guint i = 0; i < groups->len; i++)
    {
      guint thing = g_array_index (groups, guint32, i);
      g_autofree char *pair = NULL;

      if (um_bitset_contains (his, thing))
        continue;
      pair = um_group_pair_new (um_directory_get_account_id (directory, row),
                                get_group (directory, thing)->id);
      g_variant_builder_add (pairs, "s", pair);
    }
}

/* What those users are in and he isn't, as values of the input "pairs". */
static GVariant *
list_others (UmDirectory *directory, const GArray *his, GPtrArray *account_ids)
{
  g_auto (GVariantBuilder) pairs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));
  g_autoptr (UmBitset) set = um_bitset_new (um_directory_get_n_things (directory, UM_SET_GROUPS),
                                            um_directory_get_generation (directory));

  for (guint i = 0; i < his->len; i++)
    um_bitset_add (set, g_array_index (his, guint32, i));
  for (guint i = 0; i < account_ids->len; i++)
    {
      guint row = um_directory_find (directory, g_ptr_array_index (account_ids, i));

      if (row != UM_NO_ROW)
        add_others (&pairs, directory, row, set);
    }
  return g_variant_builder_end (&pairs);
}

static GVariant *
list_ids (UmDirectory *directory, const GArray *groups)
{
  g_auto (GVariantBuilder) ids = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));

  for (guint i = 0; i < groups->len; i++)
    g_variant_builder_add (&ids, "s",
                           get_group (directory, g_array_index (groups, guint32, i))->id);
  return g_variant_builder_end (&ids);
}

gboolean
um_same_groups_check (UmDirectory *directory,
                      guint colleague,
                      GPtrArray *account_ids,
                      GError **error)
{
  const char *name = um_directory_get_name (directory, colleague);
  guint n_groups;

  if (!check_known (directory, colleague, error))
    return FALSE;
  um_relation_get_things (um_directory_get_relation (directory, UM_SET_GROUPS), colleague,
                          &n_groups);
  if (n_groups == 0)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_LIKE_NOBODY,
                           *name != '\0' ? name
                                         : um_directory_get_account_id (directory, colleague));
      return FALSE;
    }
  if (account_ids == NULL || are_all_known (directory))
    return TRUE;
  for (guint i = 0; i < account_ids->len; i++)
    {
      guint row = um_directory_find (directory, g_ptr_array_index (account_ids, i));

      if (row != UM_NO_ROW && !check_known (directory, row, error))
        return FALSE;
    }
  return TRUE;
}

GVariant *
um_same_groups_new_inputs (
  UmDirectory *directory, guint colleague, GPtrArray *account_ids, gboolean member, GError **error)
{
  g_auto (GVariantBuilder) inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  const char *account_id = um_directory_get_account_id (directory, colleague);
  g_autoptr (GArray) his = NULL;

  if (!um_same_groups_check (directory, colleague, member ? NULL : account_ids, error))
    return NULL;
  his = um_same_groups_list (directory, colleague);
  g_variant_builder_add (
    &inputs, "{s@as}", um_input_kind_to_nick (member ? UM_INPUT_GROUPS : UM_INPUT_PAIRS),
    member ? list_ids (directory, his) : list_others (directory, his, account_ids));
  g_variant_builder_add (&inputs, "{s@as}", um_input_kind_to_nick (UM_INPUT_LIKE),
                         g_variant_new_strv (&account_id, 1));
  return g_variant_ref_sink (g_variant_builder_end (&inputs));
}
