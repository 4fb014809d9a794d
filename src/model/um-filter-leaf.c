/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A word or a condition asked of many rows at once. It divides the rows into those for which it is
 * true, those for which it is false and the rest, for which it is unknown; the caller wants one of
 * the first two, among the rows @within. Stateless, any thread. */

#include "um-filter-private.h"

/* A fact has fewer codes than this. */
#define N_CODES 8

typedef struct
{
  const UmFilter *filter;
  gboolean wanted;
  const UmDirectory *directory;
  const UmFilterContext *context;
  const UmBitset *within;
} Leaf;

static UmBitset *
new_set (const Leaf *leaf)
{
  return um_bitset_new (um_directory_get_n_rows (leaf->directory),
                        um_directory_get_generation (leaf->directory));
}

/* ---- words, names, e-mails, ids ---- */

static UmColumn
get_column (const UmFilter *filter)
{
  return filter->kind == UM_FILTER_WORD ? UM_N_COLUMNS : um_filter_key_get_column (filter->key);
}

/* Adds or removes the rows of @candidates whose column has no text. Words have no such rows. */
static void
set_textless (const Leaf *leaf, const UmBitset *candidates, UmBitset *result, gboolean member)
{
  UmColumn column = get_column (leaf->filter);

  if (column == UM_N_COLUMNS)
    return;

  um_bitset_foreach (candidates, row)
    {
      gsize length;

      um_directory_get_folded (leaf->directory, row, column, &length);
      if (length == 0 && member)
        um_bitset_add (result, row);
      else if (length == 0)
        um_bitset_remove (result, row);
    }
}

static UmBitset *
text_rows (const Leaf *leaf)
{
  g_autoptr (UmBitset) found = new_set (leaf);
  g_autoptr (UmBitset) others = NULL;
  gboolean finds_textless = FALSE;

  for (guint i = 0; i < leaf->filter->entries->len; i++)
    {
      const UmFilterEntry *entry = um_filter_entry (leaf->filter, i);

      if (entry->value.kind == UM_VALUE_UNKNOWN)
        finds_textless = TRUE;
      else
        um_filter_text_scan (entry->query, leaf->directory, get_column (leaf->filter), leaf->within,
                             found);
    }

  if (leaf->wanted)
    {
      if (finds_textless)
        set_textless (leaf, leaf->within, found, TRUE);
      um_bitset_and (found, leaf->within);
      return g_steal_pointer (&found);
    }

  others = um_bitset_copy (leaf->within);
  um_bitset_subtract (others, found);
  set_textless (leaf, others, others, FALSE);

  return g_steal_pointer (&others);
}

/* ---- groups, directories, products, roles ---- */

/* Rows that may be in things of which nobody knows. */
static UmBitset *
unknown_rows (const Leaf *leaf, UmSet set)
{
  UmBitset *rows = new_set (leaf);

  if (um_filter_set_is_known (set, leaf->directory))
    return rows;

  um_bitset_fill (rows);
  um_bitset_subtract (rows, um_directory_get_complete (leaf->directory, set));

  return rows;
}

static void
add_members (const Leaf *leaf, UmSet set, guint32 thing, UmBitset *rows)
{
  guint n_members;
  const guint32 *members = um_relation_get_rows (um_directory_get_relation (leaf->directory, set),
                                                 thing, &n_members);
  guint64 *words = um_bitset_get_words (rows, NULL);

  for (guint i = 0; i < n_members; i++)
    words[members[i] / 64] |= G_GUINT64_CONSTANT (1) << (members[i] % 64);
}

/* The rows of which it is known whether they are in a thing that wasn't read whole, but for those
 * that are. */
static UmBitset *
known_rows (const Leaf *leaf, UmSet set, guint32 thing)
{
  UmBitset *rows = um_bitset_copy (um_directory_get_complete (leaf->directory, set));
  const UmRelation *absent = um_directory_get_absent (leaf->directory, set);
  guint n_absent = 0;
  const guint32 *those = absent != NULL ? um_relation_get_rows (absent, thing, &n_absent) : NULL;

  for (guint i = 0; i < n_absent; i++)
    um_bitset_add (rows, those[i]);
  return rows;
}

/* Adds to @yes the rows for which a value is true, and takes from @no those for which it is
 * unknown; what is left there and isn't in @yes is a no. */
static void
divide_by_value (
  const Leaf *leaf, UmSet set, const UmFilterValue *value, UmBitset *yes, UmBitset *no)
{
  g_autoptr (GArray) things = NULL;

  if (value->kind == UM_VALUE_UNKNOWN)
    {
      g_autoptr (UmBitset) unknown = unknown_rows (leaf, set);

      um_bitset_or (yes, unknown);
      return;
    }

  things = um_filter_find_things (value, set, leaf->directory);
  if (things->len == 0)
    um_bitset_clear (no);

  for (guint i = 0; i < things->len; i++)
    {
      guint32 thing = g_array_index (things, guint32, i);

      add_members (leaf, set, thing, yes);
      if (!um_directory_get_thing (leaf->directory, set, thing)->known)
        {
          g_autoptr (UmBitset) known = known_rows (leaf, set, thing);

          um_bitset_and (no, known);
        }
    }
}

static UmBitset *
set_rows (const Leaf *leaf, UmSet set)
{
  g_autoptr (UmBitset) yes = new_set (leaf);
  g_autoptr (UmBitset) no = um_bitset_copy (leaf->within);

  for (guint i = 0; i < leaf->filter->entries->len; i++)
    divide_by_value (leaf, set, &um_filter_entry (leaf->filter, i)->value, yes, no);

  if (!leaf->wanted)
    {
      um_bitset_subtract (no, yes);
      return g_steal_pointer (&no);
    }

  um_bitset_and (yes, leaf->within);
  return g_steal_pointer (&yes);
}

/* ---- imported lists ---- */

static void
add_listed (const Leaf *leaf, GHashTable *list, UmBitset *rows)
{
  GHashTableIter iter;
  gpointer id;

  /* Finding a row costs some comparisons of ids, asking the list one hash. */
  if (g_hash_table_size (list) > um_bitset_count (leaf->within) / 8)
    {
      um_bitset_foreach (leaf->within, row)
        {
          if (g_hash_table_contains (list, um_directory_get_account_id (leaf->directory, row)))
            um_bitset_add (rows, row);
        }
      return;
    }

  g_hash_table_iter_init (&iter, list);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      guint row = um_directory_find (leaf->directory, id);

      if (row != UM_NO_ROW)
        um_bitset_add (rows, row);
    }
}

static UmBitset *
list_rows (const Leaf *leaf)
{
  g_autoptr (UmBitset) yes = new_set (leaf);
  g_autoptr (UmBitset) no = NULL;
  gboolean all_known = TRUE;

  for (guint i = 0; i < leaf->filter->entries->len; i++)
    {
      const UmFilterEntry *entry = um_filter_entry (leaf->filter, i);
      GHashTable *list = NULL;

      if (entry->value.kind == UM_VALUE_UNKNOWN)
        continue;
      list = um_filter_find_list (entry, leaf->context);
      if (list != NULL)
        add_listed (leaf, list, yes);
      else
        all_known = FALSE;
    }

  if (leaf->wanted)
    {
      um_bitset_and (yes, leaf->within);
      return g_steal_pointer (&yes);
    }

  no = all_known ? um_bitset_copy (leaf->within) : new_set (leaf);
  um_bitset_subtract (no, yes);

  return g_steal_pointer (&no);
}

/* ---- facts and times ---- */

/* Whether one of the values says @wanted of a fact, or all of them do where none must be true. */
static gboolean
code_fits (const Leaf *leaf, guint code)
{
  gboolean all_no = TRUE;

  for (guint i = 0; i < leaf->filter->entries->len; i++)
    {
      UmTruth truth = um_filter_code_truth (leaf->filter->key,
                                            &um_filter_entry (leaf->filter, i)->value, code);

      if (truth == UM_YES)
        return leaf->wanted;
      all_no = all_no && truth == UM_NO;
    }

  return !leaf->wanted && all_no;
}

static UmFact
get_fact (UmFilterKey key)
{
  switch ((guint) key)
    {
    case UM_KEY_STATUS:
      return UM_FACT_STATUS;
    case UM_KEY_TYPE:
      return UM_FACT_TYPE;
    case UM_KEY_MANAGED:
      return UM_FACT_MANAGED;
    case UM_KEY_SYNCED:
      return UM_FACT_SYNCED;
    default:
      g_return_val_if_reached (UM_FACT_STATUS);
    }
}

static UmBitset *
code_rows (const Leaf *leaf)
{
  UmBitset *result = new_set (leaf);
  UmFact fact = get_fact (leaf->filter->key);
  guint codes = 0;

  for (guint code = 0; code < N_CODES; code++)
    if (code_fits (leaf, code))
      codes |= 1u << code;

  um_directory_add_by_fact (leaf->directory, fact, codes, result);
  um_bitset_and (result, leaf->within);

  return result;
}

/* The times that a value means. Those of login: begin at the time that stands for never. */
static void
get_span (const UmFilterValue *value, const UmFilterContext *context, gint64 *first, gint64 *last)
{
  *first = UM_TIME_NEVER;
  *last = G_MAXINT64;

  if (value->kind == UM_VALUE_UNKNOWN)
    *first = *last = UM_TIME_UNKNOWN;
  else if (value->kind != UM_VALUE_CODE)
    um_filter_time_bounds (value, context, first, last);
  else if (value->code == UM_LOGIN_ALL)
    *first = UM_TIME_UNKNOWN;
  else if (value->code == UM_LOGIN_NEVER)
    *last = UM_TIME_NEVER;
  else
    *first = UM_TIME_NEVER + 1;
}

static UmBitset *
time_rows (const Leaf *leaf)
{
  g_autoptr (UmBitset) yes = new_set (leaf);
  g_autoptr (UmBitset) no = NULL;
  UmColumn column = leaf->filter->key == UM_KEY_ADDED ? UM_COLUMN_ADDED : UM_COLUMN_LAST_LOGIN;
  gint64 first, last;

  for (guint i = 0; i < leaf->filter->entries->len; i++)
    {
      get_span (&um_filter_entry (leaf->filter, i)->value, leaf->context, &first, &last);
      um_directory_add_by_time (leaf->directory, column, first, last, yes);
    }

  if (leaf->wanted)
    {
      um_bitset_and (yes, leaf->within);
      return g_steal_pointer (&yes);
    }

  /* An unknown time is a no to nothing, nor is it to key:unknown, for there it is a yes. */
  um_directory_add_by_time (leaf->directory, column, UM_TIME_UNKNOWN, UM_TIME_UNKNOWN, yes);
  no = um_bitset_copy (leaf->within);
  um_bitset_subtract (no, yes);

  return g_steal_pointer (&no);
}

/* The rows of @within for which a word or condition is known to be true (@wanted) or false.
 * Returns: (transfer full) */
UmBitset *
um_filter_evaluate_leaf (const UmFilter *self,
                         gboolean wanted,
                         const UmDirectory *directory,
                         const UmFilterContext *context,
                         const UmBitset *within)
{
  const Leaf leaf = { self, wanted, directory, context, within };
  UmSet set;

  if (self->kind == UM_FILTER_WORD || um_filter_key_is_text (self->key))
    return text_rows (&leaf);
  if (um_filter_key_get_set (self->key, &set))
    return set_rows (&leaf, set);
  if (self->key == UM_KEY_LIST)
    return list_rows (&leaf);
  if (self->key == UM_KEY_LOGIN || um_filter_key_is_time (self->key))
    return time_rows (&leaf);

  return code_rows (&leaf);
}
