/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of rows as an array of 64-bit words. Counted atomically; whoever made it writes it on one
 * thread until it hands it over, from then on it is only read. Bits above the last row are always
 * 0, so that counting, comparing and walking need no special case for the last word. */

#include "um-bitset.h"

#include <string.h>

#define WORD_BITS 64

struct _UmBitset
{
  gatomicrefcount ref_count;
  guint n_rows;
  guint generation;
  guint n_words;
  guint64 words[];
};

static gboolean
fits (const UmBitset *a, const UmBitset *b)
{
  return a->n_rows == b->n_rows && a->generation == b->generation;
}

/* The bits of the last word that stand for rows. */
static guint64
last_word_mask (const UmBitset *self)
{
  guint used = self->n_rows % WORD_BITS;

  return used == 0 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << used) - 1;
}

/**
 * um_bitset_new:
 * @n_rows: rows of the directory
 * @generation: its generation, see um_directory_get_generation()
 *
 * Makes an empty set.
 *
 * Returns: (transfer full): the set; free it with um_bitset_unref()
 */
UmBitset *
um_bitset_new (guint n_rows, guint generation)
{
  gsize n_words = ((gsize) n_rows + WORD_BITS - 1) / WORD_BITS;
  UmBitset *self = g_malloc0 (sizeof (UmBitset) + n_words * sizeof (guint64));

  g_atomic_ref_count_init (&self->ref_count);
  self->n_rows = n_rows;
  self->generation = generation;
  self->n_words = n_words;

  return self;
}

/**
 * um_bitset_copy:
 * @self: a set
 *
 * Returns: (transfer full): a set of the same rows that can be written
 */
UmBitset *
um_bitset_copy (const UmBitset *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  UmBitset *copy = um_bitset_new (self->n_rows, self->generation);

  memcpy (copy->words, self->words, self->n_words * sizeof (guint64));

  return copy;
}

/**
 * um_bitset_ref:
 * @self: a set
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
UmBitset *
um_bitset_ref (UmBitset *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * um_bitset_unref:
 * @self: (transfer full): a set
 *
 * Any thread.
 */
void
um_bitset_unref (UmBitset *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

/**
 * um_bitset_get_n_rows:
 * @self: a set
 *
 * Returns: the number of rows that can be in it, not of those that are
 */
guint
um_bitset_get_n_rows (const UmBitset *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rows;
}

/**
 * um_bitset_get_generation:
 * @self: a set
 *
 * Returns: the generation of the directory it belongs to
 */
guint
um_bitset_get_generation (const UmBitset *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->generation;
}

/**
 * um_bitset_count:
 * @self: a set
 *
 * O(n / 64): 4 µs for 500,000 rows, so nobody keeps a count beside a set.
 *
 * Returns: the number of rows in it
 */
guint
um_bitset_count (const UmBitset *self)
{
  guint count = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->n_words; i++)
    count += __builtin_popcountll (self->words[i]);

  return count;
}

/**
 * um_bitset_is_empty:
 * @self: a set
 *
 * Returns: whether no row is in it
 */
gboolean
um_bitset_is_empty (const UmBitset *self)
{
  return um_bitset_next (self, 0) == UM_NO_ROW;
}

/**
 * um_bitset_contains:
 * @self: a set
 * @row: a row, or %UM_NO_ROW
 *
 * Returns: whether @row is in it; %FALSE for what is no row of the directory
 */
gboolean
um_bitset_contains (const UmBitset *self, guint row)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (row >= self->n_rows)
    return FALSE;

  return (self->words[row / WORD_BITS] >> (row % WORD_BITS)) & 1;
}

/**
 * um_bitset_equal:
 * @a: a set
 * @b: a set of the same generation
 *
 * Returns: whether both hold the same rows
 */
gboolean
um_bitset_equal (const UmBitset *a, const UmBitset *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);
  g_return_val_if_fail (fits (a, b), FALSE);

  return memcmp (a->words, b->words, a->n_words * sizeof (guint64)) == 0;
}

/**
 * um_bitset_next:
 * @self: a set
 * @from: where to begin; may lie behind the last row
 *
 * Returns: the first row of the set that is not before @from, or %UM_NO_ROW
 */
guint
um_bitset_next (const UmBitset *self, guint from)
{
  g_return_val_if_fail (self != NULL, UM_NO_ROW);

  if (from >= self->n_rows)
    return UM_NO_ROW;

  guint i = from / WORD_BITS;
  guint64 word = self->words[i] & (G_MAXUINT64 << (from % WORD_BITS));

  while (word == 0)
    {
      if (++i == self->n_words)
        return UM_NO_ROW;
      word = self->words[i];
    }

  return i * WORD_BITS + __builtin_ctzll (word);
}

/**
 * um_bitset_add:
 * @self: a set
 * @row: a row of its directory
 */
void
um_bitset_add (UmBitset *self, guint row)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (row < self->n_rows);

  self->words[row / WORD_BITS] |= G_GUINT64_CONSTANT (1) << (row % WORD_BITS);
}

/**
 * um_bitset_remove:
 * @self: a set
 * @row: a row of its directory
 */
void
um_bitset_remove (UmBitset *self, guint row)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (row < self->n_rows);

  self->words[row / WORD_BITS] &= ~(G_GUINT64_CONSTANT (1) << (row % WORD_BITS));
}

/**
 * um_bitset_fill:
 * @self: a set
 *
 * Adds all rows.
 */
void
um_bitset_fill (UmBitset *self)
{
  g_return_if_fail (self != NULL);

  if (self->n_words == 0)
    return;

  memset (self->words, 0xff, self->n_words * sizeof (guint64));
  self->words[self->n_words - 1] &= last_word_mask (self);
}

/**
 * um_bitset_clear:
 * @self: a set
 *
 * Removes all rows.
 */
void
um_bitset_clear (UmBitset *self)
{
  g_return_if_fail (self != NULL);

  memset (self->words, 0, self->n_words * sizeof (guint64));
}

/**
 * um_bitset_and:
 * @self: a set
 * @other: a set of the same generation
 *
 * Keeps the rows that are in both.
 */
void
um_bitset_and (UmBitset *self, const UmBitset *other)
{
  g_return_if_fail (self != NULL && other != NULL);
  g_return_if_fail (fits (self, other));

  for (guint i = 0; i < self->n_words; i++)
    self->words[i] &= other->words[i];
}

/**
 * um_bitset_or:
 * @self: a set
 * @other: a set of the same generation
 *
 * Adds the rows of @other.
 */
void
um_bitset_or (UmBitset *self, const UmBitset *other)
{
  g_return_if_fail (self != NULL && other != NULL);
  g_return_if_fail (fits (self, other));

  for (guint i = 0; i < self->n_words; i++)
    self->words[i] |= other->words[i];
}

/**
 * um_bitset_subtract:
 * @self: a set
 * @other: a set of the same generation
 *
 * Removes the rows of @other.
 */
void
um_bitset_subtract (UmBitset *self, const UmBitset *other)
{
  g_return_if_fail (self != NULL && other != NULL);
  g_return_if_fail (fits (self, other));

  for (guint i = 0; i < self->n_words; i++)
    self->words[i] &= ~other->words[i];
}

/**
 * um_bitset_invert:
 * @self: a set
 *
 * Adds the rows that were not in it and removes those that were.
 */
void
um_bitset_invert (UmBitset *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n_words; i++)
    self->words[i] = ~self->words[i];
  if (self->n_words > 0)
    self->words[self->n_words - 1] &= last_word_mask (self);
}

/**
 * um_bitset_count_and:
 * @a: a set
 * @b: a set of the same generation
 *
 * Returns: the number of rows that are in both
 */
guint
um_bitset_count_and (const UmBitset *a, const UmBitset *b)
{
  guint count = 0;

  g_return_val_if_fail (a != NULL && b != NULL, 0);
  g_return_val_if_fail (fits (a, b), 0);

  for (guint i = 0; i < a->n_words; i++)
    count += __builtin_popcountll (a->words[i] & b->words[i]);

  return count;
}

/**
 * um_bitset_count_subtract:
 * @a: a set
 * @b: a set of the same generation
 *
 * Returns: the number of rows that are in @a and not in @b
 */
guint
um_bitset_count_subtract (const UmBitset *a, const UmBitset *b)
{
  guint count = 0;

  g_return_val_if_fail (a != NULL && b != NULL, 0);
  g_return_val_if_fail (fits (a, b), 0);

  for (guint i = 0; i < a->n_words; i++)
    count += __builtin_popcountll (a->words[i] & ~b->words[i]);

  return count;
}

/**
 * um_bitset_get_words:
 * @self: a set
 * @n_words: (out) (optional): how many there are: one per 64 rows, the last one begun counts
 *
 * Row r is bit r % 64 of word r / 64. Who writes them keeps the bits above the last row 0.
 *
 * Returns: (transfer none) (array length=n_words): the words, as long as @self lives
 */
guint64 *
um_bitset_get_words (UmBitset *self, guint *n_words)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (n_words != NULL)
    *n_words = self->n_words;

  return self->words;
}
