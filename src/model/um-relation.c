/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs of thing and row, kept twice in compressed form: the rows of each thing and the things of
 * each row, both ascending and without doubles. Immutable, counted atomically, any thread. */

#include "um-relation.h"

#include <stdlib.h>
#include <string.h>

/* The values of key k are values[starts[k]] … values[starts[k + 1] - 1]. */
typedef struct
{
  guint n_keys;
  guint32 *starts;
  guint32 *values;
} Index;

struct _UmRelation
{
  gatomicrefcount ref_count;
  Index rows;   /* by thing */
  Index things; /* by row */
};

/* An edit as one direction sees it. */
typedef struct
{
  guint32 key;
  guint32 value;
  gsize order;
  gboolean member;
} Edit;

static gsize
index_get_n_pairs (const Index *self)
{
  return self->starts[self->n_keys];
}

static const guint32 *
index_lookup (const Index *self, guint key, guint *n_values)
{
  *n_values = self->starts[key + 1] - self->starts[key];

  return self->values + self->starts[key];
}

static void
index_init (Index *self, guint n_keys, gsize n_pairs)
{
  self->n_keys = n_keys;
  self->starts = g_new0 (guint32, (gsize) n_keys + 1);
  self->values = g_new (guint32, n_pairs + 1); /* never NULL */
}

/* Says where the last key's values end, and gives back what was allocated in vain. */
static void
index_finish (Index *self, guint32 length, gsize n_allocated)
{
  self->starts[self->n_keys] = length;
  if (length < n_allocated)
    self->values = g_renew (guint32, self->values, (gsize) length + 1);
}

static void
index_clear (Index *self)
{
  g_clear_pointer (&self->starts, g_free);
  g_clear_pointer (&self->values, g_free);
}

/* Puts the values under their keys in the order in which they come. */
static void
index_fill (Index *self, const guint32 *keys, const guint32 *values, gsize n_pairs)
{
  guint32 sum = 0;

  for (gsize i = 0; i < n_pairs; i++)
    self->starts[keys[i]]++;
  for (guint key = 0; key <= self->n_keys; key++)
    {
      guint32 count = self->starts[key];

      self->starts[key] = sum;
      sum += count;
    }
  for (gsize i = 0; i < n_pairs; i++)
    self->values[self->starts[keys[i]]++] = values[i];

  /* Each start has moved to its end, which is the next one's start. */
  memmove (self->starts + 1, self->starts, self->n_keys * sizeof (guint32));
  self->starts[0] = 0;
}

/* Turns an index around: keys become values, ascending and without doubles. All values of one key
 * are handled before the next key, so a double finds its twin at the end of its list. */
static void
index_transpose (Index *self, const Index *from)
{
  g_autofree guint32 *ends = g_new (guint32, (gsize) self->n_keys + 1);
  gsize n_pairs = index_get_n_pairs (from);
  guint32 length = 0;

  for (gsize i = 0; i < n_pairs; i++)
    self->starts[from->values[i] + 1]++;
  for (guint key = 0; key < self->n_keys; key++)
    self->starts[key + 1] += self->starts[key];
  memcpy (ends, self->starts, ((gsize) self->n_keys + 1) * sizeof (guint32));

  for (guint value = 0; value < from->n_keys; value++)
    {
      for (guint32 i = from->starts[value]; i < from->starts[value + 1]; i++)
        {
          guint32 key = from->values[i];

          if (ends[key] == self->starts[key] || self->values[ends[key] - 1] != value)
            self->values[ends[key]++] = value;
        }
    }

  /* Close the gaps that the doubles have left. */
  for (guint key = 0; key < self->n_keys; key++)
    {
      guint32 n_values = ends[key] - self->starts[key];

      memmove (self->values + length, self->values + self->starts[key],
               n_values * sizeof (guint32));
      self->starts[key] = length;
      length += n_values;
    }
  index_finish (self, length, n_pairs);
}

static int
edit_compare (const void *a, const void *b)
{
  const Edit *first = a;
  const Edit *second = b;

  if (first->key != second->key)
    return first->key < second->key ? -1 : 1;
  if (first->value != second->value)
    return first->value < second->value ? -1 : 1;
  return first->order < second->order ? -1 : 1;
}

/* Sorts edits by key and value and keeps the last of each pair. */
static gsize
edits_sort (Edit *edits, gsize n_edits)
{
  gsize length = 0;

  qsort (edits, n_edits, sizeof (Edit), edit_compare);
  for (gsize i = 0; i < n_edits; i++)
    {
      if (i + 1 < n_edits && edits[i].key == edits[i + 1].key
          && edits[i].value == edits[i + 1].value)
        continue;
      edits[length++] = edits[i];
    }

  return length;
}

/* Takes over the keys @first … @end - 1 as they are, behind @length values already written. */
static guint32
index_copy_keys (Index *self, const Index *from, guint first, guint end, guint32 length)
{
  guint32 n_values = from->starts[end] - from->starts[first];

  memcpy (self->values + length, from->values + from->starts[first], n_values * sizeof (guint32));
  for (guint key = first; key < end; key++)
    self->starts[key] = from->starts[key] - from->starts[first] + length;

  return length + n_values;
}

/* Merges one key's values with its edits; both ascend. */
static guint32
index_merge_key (
  Index *self, const Index *from, guint key, const Edit *edits, gsize n_edits, guint32 length)
{
  guint32 i = from->starts[key];
  guint32 end = from->starts[key + 1];

  self->starts[key] = length;
  for (gsize e = 0; e < n_edits; e++)
    {
      while (i < end && from->values[i] < edits[e].value)
        self->values[length++] = from->values[i++];
      if (i < end && from->values[i] == edits[e].value)
        i++;
      if (edits[e].member)
        self->values[length++] = edits[e].value;
    }
  while (i < end)
    self->values[length++] = from->values[i++];

  return length;
}

/* Makes an index with sorted edits laid over; what is between edited keys is copied in one piece.
 */
static void
index_edit (Index *self, const Index *from, const Edit *edits, gsize n_edits)
{
  gsize capacity = index_get_n_pairs (from) + n_edits;
  guint next_key = 0;
  guint32 length = 0;

  index_init (self, from->n_keys, capacity);
  for (gsize e = 0, end; e < n_edits; e = end)
    {
      guint key = edits[e].key;

      for (end = e + 1; end < n_edits && edits[end].key == key; end++)
        ;
      length = index_copy_keys (self, from, next_key, key, length);
      length = index_merge_key (self, from, key, edits + e, end - e, length);
      next_key = key + 1;
    }
  length = index_copy_keys (self, from, next_key, from->n_keys, length);
  index_finish (self, length, capacity);
}

static UmRelation *
relation_alloc (void)
{
  UmRelation *self = g_new0 (UmRelation, 1);

  g_atomic_ref_count_init (&self->ref_count);

  return self;
}

/**
 * um_relation_new:
 * @n_things: number of things; their indices lie below it
 * @n_rows: number of rows of the directory
 * @pair_things: (array length=n_pairs): the thing of each pair
 * @pair_rows: (array length=n_pairs): the row of each pair
 * @n_pairs: number of pairs, below 2³²; in any order, doubles are dropped
 *
 * O(things + rows + pairs). Needs 4 bytes for each pair beside what it returns while it works.
 *
 * Returns: (transfer full): the relation; free it with um_relation_unref()
 */
UmRelation *
um_relation_new (
  guint n_things, guint n_rows, const guint32 *pair_things, const guint32 *pair_rows, gsize n_pairs)
{
  Index unsorted;

  g_return_val_if_fail (n_pairs < G_MAXUINT32, NULL);

  UmRelation *self = relation_alloc ();

  index_init (&unsorted, n_things, n_pairs);
  index_fill (&unsorted, pair_things, pair_rows, n_pairs);
  index_init (&self->things, n_rows, n_pairs);
  index_transpose (&self->things, &unsorted);
  index_clear (&unsorted);

  index_init (&self->rows, n_things, index_get_n_pairs (&self->things));
  index_transpose (&self->rows, &self->things);

  return self;
}

/**
 * um_relation_ref:
 * @self: a relation
 *
 * Returns: (transfer full): @self
 */
UmRelation *
um_relation_ref (UmRelation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * um_relation_unref:
 * @self: (transfer full): a relation
 */
void
um_relation_unref (UmRelation *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  index_clear (&self->rows);
  index_clear (&self->things);
  g_free (self);
}

/**
 * um_relation_get_n_things:
 * @self: a relation
 *
 * Returns: the number of things, those without a row too
 */
guint
um_relation_get_n_things (const UmRelation *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows.n_keys;
}

/**
 * um_relation_get_n_pairs:
 * @self: a relation
 *
 * Returns: the number of different pairs
 */
gsize
um_relation_get_n_pairs (const UmRelation *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return index_get_n_pairs (&self->rows);
}

/**
 * um_relation_get_rows:
 * @self: a relation
 * @thing: index of a thing
 * @n_rows: (out): number of rows
 *
 * Returns: (transfer none) (array length=n_rows): the rows that are in @thing, ascending
 */
const guint32 *
um_relation_get_rows (const UmRelation *self, guint thing, guint *n_rows)
{
  *n_rows = 0;
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (thing < self->rows.n_keys, NULL);

  return index_lookup (&self->rows, thing, n_rows);
}

/**
 * um_relation_get_things:
 * @self: a relation
 * @row: a row
 * @n_things: (out): number of things
 *
 * Returns: (transfer none) (array length=n_things): indices of the things @row is in, ascending
 */
const guint32 *
um_relation_get_things (const UmRelation *self, guint row, guint *n_things)
{
  *n_things = 0;
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (row < self->things.n_keys, NULL);

  return index_lookup (&self->things, row, n_things);
}

/**
 * um_relation_contains:
 * @self: a relation
 * @thing: index of a thing
 * @row: a row
 *
 * O(log n) in the number of things that @row is in.
 *
 * Returns: whether @row is in @thing
 */
gboolean
um_relation_contains (const UmRelation *self, guint thing, guint row)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (thing < self->rows.n_keys, FALSE);
  g_return_val_if_fail (row < self->things.n_keys, FALSE);

  guint32 low = self->things.starts[row];
  guint32 high = self->things.starts[row + 1];

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (self->things.values[middle] == thing)
        return TRUE;
      if (self->things.values[middle] < thing)
        low = middle + 1;
      else
        high = middle;
    }

  return FALSE;
}

/**
 * um_relation_edit:
 * @self: a relation
 * @edits: (array length=n_edits): pairs to add or remove, in any order; what is so already is
 *   no error, and of two edits of a pair the later wins
 * @n_edits: number of edits
 *
 * Copies what is not touched in large pieces: a few milliseconds for millions of pairs.
 *
 * Returns: (transfer full): a new relation of the same things and rows
 */
UmRelation *
um_relation_edit (const UmRelation *self, const UmRelationEdit *edits, gsize n_edits)
{
  g_autofree Edit *sorted = g_new (Edit, n_edits + 1); /* never NULL */
  gsize length;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (um_relation_get_n_pairs (self) + n_edits < G_MAXUINT32, NULL);

  for (gsize i = 0; i < n_edits; i++)
    {
      g_return_val_if_fail (edits[i].thing < self->rows.n_keys, NULL);
      g_return_val_if_fail (edits[i].row < self->things.n_keys, NULL);
      sorted[i] = (Edit){ edits[i].thing, edits[i].row, i, edits[i].member };
    }

  UmRelation *result = relation_alloc ();

  length = edits_sort (sorted, n_edits);
  index_edit (&result->rows, &self->rows, sorted, length);

  for (gsize i = 0; i < length; i++)
    {
      guint32 thing = sorted[i].key;

      sorted[i].key = sorted[i].value;
      sorted[i].value = thing;
    }
  length = edits_sort (sorted, length);
  index_edit (&result->things, &self->things, sorted, length);

  return result;
}
