/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks up what a filter names (groups, directories, products, roles, imported lists) and tells
 * what isn't there. Stateless, any thread. */

#include "um-filter-private.h"

#include <string.h>

/* Whether a value names the thing by its key: products and roles are known by theirs as well as by
 * their name. A role's is its id. */
static gboolean
bears_key (const UmThing *thing, UmSet set, const char *text)
{
  if (set == UM_SET_PRODUCTS)
    return um_product_bears_key (thing->id, text);
  return set == UM_SET_ROLES && g_ascii_strcasecmp (thing->id, text) == 0;
}

/* The things of @set that a value means, each once.
 * Returns: (transfer full) (element-type guint32): empty where there is none */
GArray *
um_filter_find_things (const UmFilterValue *value, UmSet set, const UmDirectory *directory)
{
  GArray *things = NULL;
  guint n_named = 0;

  if (value->kind == UM_VALUE_ID)
    {
      guint32 thing = um_directory_find_thing (directory, set, value->text);

      things = g_array_new (FALSE, FALSE, sizeof (guint32));
      if (thing != UM_NO_ROW)
        g_array_append_val (things, thing);
      return things;
    }

  things = um_directory_find_things_by_name (directory, set, value->text);
  n_named = things->len;
  if (set != UM_SET_PRODUCTS && set != UM_SET_ROLES)
    return things;

  for (guint32 i = 0; i < um_directory_get_n_things (directory, set); i++)
    {
      gboolean found = FALSE;

      if (!bears_key (um_directory_get_thing (directory, set, i), set, value->text))
        continue;
      for (guint j = 0; j < n_named; j++)
        found = found || g_array_index (things, guint32, j) == i;
      if (!found)
        g_array_append_val (things, i);
    }

  return things;
}

/* Whether the members of all things of @set were read. */
gboolean
um_filter_set_is_known (UmSet set, const UmDirectory *directory)
{
  guint n_things = um_directory_get_n_things (directory, set);

  for (guint i = 0; i < n_things; i++)
    if (!um_directory_get_thing (directory, set, i)->known)
      return FALSE;

  return n_things > 0;
}

/* Returns: (transfer none) (nullable): the account ids of the list that @entry names */
GHashTable *
um_filter_find_list (const UmFilterEntry *entry, const UmFilterContext *context)
{
  return context->lists != NULL ? g_hash_table_lookup (context->lists, entry->query->needle) : NULL;
}

/* What is wrong with a value, or UM_FILTER_FINE. */
static UmFilterFault
look_up (const UmFilterEntry *entry,
         UmFilterKey key,
         const UmDirectory *directory,
         const UmFilterContext *context)
{
  static const UmFilterFault faults[UM_N_SETS] = {
    [UM_SET_GROUPS] = UM_FILTER_NO_SUCH_GROUP,
    [UM_SET_DIRECTORIES] = UM_FILTER_NO_SUCH_DIRECTORY,
    [UM_SET_PRODUCTS] = UM_FILTER_NO_SUCH_PRODUCT,
    [UM_SET_ROLES] = UM_FILTER_NO_SUCH_ROLE,
  };
  g_autoptr (GArray) things = NULL;
  UmSet set;

  if (entry->value.kind == UM_VALUE_UNKNOWN)
    return UM_FILTER_FINE;
  if (key == UM_KEY_LIST)
    return um_filter_find_list (entry, context) != NULL ? UM_FILTER_FINE : UM_FILTER_NO_SUCH_LIST;
  if (!um_filter_key_get_set (key, &set))
    return UM_FILTER_FINE;

  if (set == UM_SET_GROUPS && um_directory_get_n_things (directory, set) == 0)
    return UM_FILTER_GROUPS_NOT_READ;

  things = um_filter_find_things (&entry->value, set, directory);
  return things->len > 0 ? UM_FILTER_FINE : faults[set];
}

/* The tree is in the order of the text, so the first problem met is the first of the text. */
static gboolean
check_node (const UmFilter *self,
            const UmDirectory *directory,
            const UmFilterContext *context,
            UmFilterProblem *problem)
{
  for (guint i = 0; i < um_filter_get_n_children (self); i++)
    if (!check_node (self->children->pdata[i], directory, context, problem))
      return FALSE;

  if (self->kind != UM_FILTER_CONDITION)
    return TRUE;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const UmFilterEntry *entry = um_filter_entry (self, i);

      problem->fault = look_up (entry, self->key, directory, context);
      if (problem->fault == UM_FILTER_FINE)
        continue;

      problem->position = entry->position;
      problem->length = entry->length;
      problem->text = g_strdup (entry->value.text);
      return FALSE;
    }

  return TRUE;
}

gboolean
um_filter_check (const UmFilter *self,
                 const UmDirectory *directory,
                 const UmFilterContext *context,
                 UmFilterProblem *problem)
{
  g_auto (UmFilterProblem) ours = { .fault = UM_FILTER_FINE, .key = UM_N_KEYS };
  gboolean fine = FALSE;

  g_return_val_if_fail (self != NULL && directory != NULL && context != NULL, FALSE);

  fine = check_node (self, directory, context, &ours);
  if (problem != NULL)
    {
      *problem = ours;
      ours.text = NULL;
    }

  return fine;
}
