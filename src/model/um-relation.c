/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs of thing and row, kept twice in compressed form: the rows of each thing and the things of
 * each row, both ascending and without doubles. Immutable, counted atomically, any thread. */

#include "um-relation.h"

#include "um-csr-private.h"

struct _UmRelation
{
  gatomicrefcount ref_count;
  UmCsr rows;   /* by thing */
  UmCsr things; /* by row; equal lists are kept once, as many users are in the same things */
};

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
  UmCsr unsorted;

  g_return_val_if_fail (n_pairs < G_MAXUINT32, NULL);

  UmRelation *self = relation_alloc ();

  um_csr_init (&unsorted, n_things, n_pairs);
  um_csr_fill (&unsorted, pair_things, pair_rows, n_pairs);
  um_csr_init (&self->things, n_rows, n_pairs);
  um_csr_transpose (&self->things, &unsorted);
  um_csr_clear (&unsorted);

  um_csr_init (&self->rows, n_things, self->things.starts[n_rows]);
  um_csr_transpose (&self->rows, &self->things);
  um_csr_share (&self->things);

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

  um_csr_clear (&self->rows);
  um_csr_clear (&self->things);
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

  return self->rows.starts[self->rows.n_keys];
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

  return um_csr_lookup (&self->rows, thing, n_rows);
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

  return um_csr_lookup (&self->things, row, n_things);
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

  guint n_things;
  const guint32 *things = um_csr_lookup (&self->things, row, &n_things);
  guint low = 0;
  guint high = n_things;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (things[middle] == thing)
        return TRUE;
      if (things[middle] < thing)
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
  g_autofree UmCsrEdit *sorted = g_new (UmCsrEdit, n_edits + 1); /* never NULL */
  gsize length;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (um_relation_get_n_pairs (self) + n_edits < G_MAXUINT32, NULL);

  for (gsize i = 0; i < n_edits; i++)
    {
      g_return_val_if_fail (edits[i].thing < self->rows.n_keys, NULL);
      g_return_val_if_fail (edits[i].row < self->things.n_keys, NULL);
      sorted[i] = (UmCsrEdit){ edits[i].thing, edits[i].row, i, edits[i].member };
    }

  UmRelation *result = relation_alloc ();

  length = um_csr_sort_edits (sorted, n_edits);
  um_csr_edit (&result->rows, &self->rows, sorted, length);

  for (gsize i = 0; i < length; i++)
    {
      guint32 thing = sorted[i].key;

      sorted[i].key = sorted[i].value;
      sorted[i].value = thing;
    }
  length = um_csr_sort_edits (sorted, length);
  um_csr_edit (&result->things, &self->things, sorted, length);

  return result;
}
