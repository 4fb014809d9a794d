/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of a filter: its nodes, their one form, and how filters are taken apart and put
 * together. A node is immutable once made and counted atomically, so trees share their branches and
 * any thread may read them. A node knows how long and how deep the text is that it prints; what
 * would print a text that can't be read again is never made. */

#include "um-filter.h"
#include "um-filter-private.h"

#include <string.h>

static void
entry_clear (gpointer data)
{
  UmFilterEntry *entry = data;

  g_clear_pointer (&entry->value.text, g_free);
  g_clear_pointer (&entry->query, um_filter_text_free);
}

/* An array whose entries are cleared with it. */
GArray *
um_filter_entries_new (void)
{
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (UmFilterEntry));

  g_array_set_clear_func (entries, entry_clear);
  return entries;
}

static UmFilter *
node_new (UmFilterKind kind)
{
  UmFilter *self = g_new0 (UmFilter, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;

  return self;
}

/* The node, or NULL where its text would be beyond the limits. */
static UmFilter *
within_limits (UmFilter *self)
{
  if (self->depth <= UM_FILTER_MAX_DEPTH && self->length <= UM_FILTER_MAX_LENGTH)
    return self;

  um_filter_unref (self);
  return NULL;
}

/* What asking a condition costs, compared with others: little for an array that is read once, much
 * for looking at texts, where a longer one is found in fewer rows and leaves less to do. */
static guint
get_leaf_cost (const UmFilter *self)
{
  gsize length = strlen (um_filter_entry (self, 0)->value.text);
  UmSet set;
  guint each = 1;

  if (self->kind == UM_FILTER_WORD || um_filter_key_is_text (self->key))
    each = 1000 - MIN (length, 100);
  else if (self->key == UM_KEY_LIST)
    each = 10;
  else if (um_filter_key_get_set (self->key, &set))
    each = 2;

  return each * self->entries->len;
}

/* Makes a word or a condition of its values, which it takes. NULL where it would be too long. */
UmFilter *
um_filter_new_leaf (UmFilterKind kind, UmFilterKey key, GArray *entries)
{
  UmFilter *self = node_new (kind);
  g_autoptr (GString) text = g_string_new (NULL);

  self->key = key;
  self->entries = entries;
  um_filter_print_leaf (self, text);
  self->length = text->len;
  self->cost = get_leaf_cost (self);

  return within_limits (self);
}

static void
add_child (UmFilter *self, UmFilter *child)
{
  gsize separator = self->kind == UM_FILTER_OR ? strlen (" OR ") : strlen (" ");
  gboolean parentheses = um_filter_wants_parentheses (self, child);

  if (self->kind == UM_FILTER_NOT)
    separator = strlen ("-");
  else if (self->children->len == 0)
    separator = 0;

  self->depth = MAX (self->depth, child->depth + (parentheses ? 1 : 0));
  self->length += separator + child->length + (parentheses ? strlen ("()") : 0);
  self->cost += child->cost;
  g_ptr_array_add (self->children, um_filter_ref (child));
}

/* Joins filters by AND or OR in the one form they have: flat, and none around less than two.
 * NULL where it would be too long or too deep. */
UmFilter *
um_filter_new_join (UmFilterKind kind, GPtrArray *children)
{
  UmFilter *self = NULL;

  if (children->len == 1)
    return um_filter_ref (children->pdata[0]);

  self = node_new (kind);
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) um_filter_unref);

  for (guint i = 0; i < children->len; i++)
    {
      UmFilter *child = children->pdata[i];

      if (child->kind != kind)
        add_child (self, child);
      else
        for (guint j = 0; j < child->children->len; j++)
          add_child (self, child->children->pdata[j]);
    }

  return within_limits (self);
}

UmFilter *
um_filter_ref (UmFilter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
um_filter_unref (UmFilter *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_array_unref);
  g_free (self);
}

void
um_filter_problem_clear (UmFilterProblem *problem)
{
  g_return_if_fail (problem != NULL);

  g_free (problem->text);
  *problem = (UmFilterProblem){ .fault = UM_FILTER_FINE };
}

static gboolean
entries_equal (const UmFilter *a, const UmFilter *b)
{
  if (a->entries->len != b->entries->len)
    return FALSE;

  for (guint i = 0; i < a->entries->len; i++)
    {
      const UmFilterValue *left = &um_filter_entry (a, i)->value;
      const UmFilterValue *right = &um_filter_entry (b, i)->value;

      if (left->kind != right->kind || strcmp (left->text, right->text) != 0)
        return FALSE;
    }

  return TRUE;
}

gboolean
um_filter_equal (const UmFilter *a, const UmFilter *b)
{
  guint n_children = 0;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a == b)
    return TRUE;
  if (a->kind != b->kind || a->key != b->key)
    return FALSE;
  if (a->entries != NULL)
    return entries_equal (a, b);

  n_children = um_filter_get_n_children (a);
  if (n_children != um_filter_get_n_children (b))
    return FALSE;

  for (guint i = 0; i < n_children; i++)
    if (!um_filter_equal (a->children->pdata[i], b->children->pdata[i]))
      return FALSE;

  return TRUE;
}

gboolean
um_filter_is_empty (const UmFilter *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->kind == UM_FILTER_AND && self->children->len == 0;
}

UmFilterKind
um_filter_get_kind (const UmFilter *self)
{
  g_return_val_if_fail (self != NULL, UM_FILTER_AND);

  return self->kind;
}

guint
um_filter_get_n_children (const UmFilter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->children != NULL ? self->children->len : 0;
}

const UmFilter *
um_filter_get_child (const UmFilter *self, guint index)
{
  g_return_val_if_fail (index < um_filter_get_n_children (self), NULL);

  return self->children->pdata[index];
}

UmFilterKey
um_filter_get_key (const UmFilter *self)
{
  g_return_val_if_fail (self != NULL, UM_N_KEYS);
  g_return_val_if_fail (self->kind == UM_FILTER_CONDITION, UM_N_KEYS);

  return self->key;
}

guint
um_filter_get_n_values (const UmFilter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->entries != NULL ? self->entries->len : 0;
}

const UmFilterValue *
um_filter_get_value (const UmFilter *self, guint index)
{
  g_return_val_if_fail (index < um_filter_get_n_values (self), NULL);

  return &um_filter_entry (self, index)->value;
}

guint
um_filter_get_n_parts (const UmFilter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->kind == UM_FILTER_AND ? self->children->len : 1;
}

UmFilter *
um_filter_get_part (const UmFilter *self, guint index)
{
  g_return_val_if_fail (index < um_filter_get_n_parts (self), NULL);

  return um_filter_ref (self->kind == UM_FILTER_AND ? self->children->pdata[index]
                                                    : (UmFilter *) self);
}

UmFilter *
um_filter_without_part (const UmFilter *self, guint index)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new ();

  g_return_val_if_fail (index < um_filter_get_n_parts (self), NULL);

  for (guint i = 0; i < um_filter_get_n_children (self); i++)
    if (self->kind == UM_FILTER_AND && i != index)
      g_ptr_array_add (others, self->children->pdata[i]);

  return um_filter_new_join (UM_FILTER_AND, others);
}

UmFilter *
um_filter_with_part (const UmFilter *self, guint index, const UmFilter *part)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  guint n_parts = um_filter_get_n_parts (self);

  g_return_val_if_fail (part != NULL && index <= n_parts, NULL);

  for (guint i = 0; i < n_parts; i++)
    {
      gpointer kept = self->kind == UM_FILTER_AND ? self->children->pdata[i] : (gpointer) self;

      g_ptr_array_add (parts, i == index ? (gpointer) part : kept);
    }
  if (index == n_parts)
    g_ptr_array_add (parts, (gpointer) part);

  return um_filter_new_join (UM_FILTER_AND, parts);
}

static UmFilter *
empty_new (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  return um_filter_new_join (UM_FILTER_AND, none);
}

UmFilter *
um_filter_and (const UmFilter *a, const UmFilter *b)
{
  g_autoptr (GPtrArray) children = g_ptr_array_new ();

  if (a != NULL && !um_filter_is_empty (a))
    g_ptr_array_add (children, (UmFilter *) a);
  if (b != NULL && !um_filter_is_empty (b))
    g_ptr_array_add (children, (UmFilter *) b);

  return um_filter_new_join (UM_FILTER_AND, children);
}

UmFilter *
um_filter_or (const UmFilter *a, const UmFilter *b)
{
  g_autoptr (GPtrArray) children = NULL;

  if (a == NULL || b == NULL || um_filter_is_empty (a) || um_filter_is_empty (b))
    return empty_new ();

  children = g_ptr_array_new ();
  g_ptr_array_add (children, (UmFilter *) a);
  g_ptr_array_add (children, (UmFilter *) b);

  return um_filter_new_join (UM_FILTER_OR, children);
}

UmFilter *
um_filter_not (const UmFilter *a)
{
  UmFilter *self = NULL;
  g_autoptr (UmFilter) everyone = NULL;

  if (a == NULL || um_filter_is_empty (a))
    {
      const char *all[] = { "all", NULL };

      a = everyone = um_filter_condition (UM_KEY_LOGIN, all);
    }
  if (a->kind == UM_FILTER_NOT)
    return um_filter_ref (a->children->pdata[0]);

  self = node_new (UM_FILTER_NOT);
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) um_filter_unref);
  add_child (self, (UmFilter *) a);

  return within_limits (self);
}

static UmFilter *
condition_new (UmFilterKey key, UmFilterSpelling spelling, const char *const *values)
{
  g_autoptr (GArray) entries = um_filter_entries_new ();

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      g_array_set_size (entries, i + 1);
      if (um_filter_entry_read (&g_array_index (entries, UmFilterEntry, i), key, spelling,
                                values[i])
          != UM_FILTER_FINE)
        return NULL;
    }

  if (entries->len == 0)
    return NULL;
  return um_filter_new_leaf (UM_FILTER_CONDITION, key, g_steal_pointer (&entries));
}

/* Whether a text stays one pattern when it is read without quotes. */
static gboolean
is_bare_pattern (const char *text)
{
  if (text[0] == '"' || strpbrk (text, "*?") == NULL || strpbrk (text, "(),") != NULL)
    return FALSE;
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (um_filter_is_blank (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

UmFilter *
um_filter_condition (UmFilterKey key, const char *const *values)
{
  g_return_val_if_fail (key < UM_N_KEYS, NULL);

  return condition_new (key, UM_SPELLING_QUOTED, values);
}

UmFilter *
um_filter_condition_of (UmFilterKey key, UmValueKind kind, const char *const *values)
{
  const char *unknown[] = { "unknown", NULL };

  g_return_val_if_fail (key < UM_N_KEYS, NULL);

  switch (kind)
    {
    case UM_VALUE_TEXT:
      return um_filter_condition (key, values);

    case UM_VALUE_PATTERN:
      if (!um_filter_key_is_text (key))
        return NULL;
      for (guint i = 0; values != NULL && values[i] != NULL; i++)
        if (!is_bare_pattern (values[i]))
          return NULL;
      return condition_new (key, UM_SPELLING_BARE, values);

    case UM_VALUE_ID:
      return condition_new (key, UM_SPELLING_ID, values);

    case UM_VALUE_UNKNOWN:
      return condition_new (key, UM_SPELLING_BARE, unknown);

    case UM_VALUE_CODE:
    case UM_VALUE_BEFORE:
    case UM_VALUE_AFTER:
    case UM_VALUE_RANGE:
    case UM_VALUE_OLDER:
    case UM_VALUE_NEWER:
    default:
      g_return_val_if_reached (NULL);
    }
}

UmFilter *
um_filter_word (const char *text)
{
  g_autoptr (GArray) entries = um_filter_entries_new ();

  g_return_val_if_fail (text != NULL, NULL);

  g_array_set_size (entries, 1);
  if (um_filter_entry_read_word (&g_array_index (entries, UmFilterEntry, 0), text)
      != UM_FILTER_FINE)
    return NULL;

  return um_filter_new_leaf (UM_FILTER_WORD, UM_N_KEYS, g_steal_pointer (&entries));
}
