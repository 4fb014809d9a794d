/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for a text in the folded texts of all rows: one pass over the arena, which skips to the
 * next row after a hit, so that a letter that everybody bears costs no more than one that nobody
 * does. memmem () is no help here: it is slow for needles of two bytes and costs a call for every
 * hit. Stateless, any thread. */

#include "um-filter-private.h"

#include <string.h>

/* Bytes that are compared at once. The compiler makes them the machine's vectors. */
typedef guint8 Lanes __attribute__ ((vector_size (16)));

#define N_LANES 16
/* Places that are looked at in one step; a bit each. */
#define BLOCK 64

/* Where fewer than one row in so many is asked about, they are looked at one by one. */
#define SPARSE 4

typedef struct
{
  const char *text;
  gsize length;
  Lanes first; /* its first byte in all lanes */
  Lanes last;
} Needle;

static inline Lanes
load (const char *p)
{
  Lanes lanes;

  memcpy (&lanes, p, sizeof lanes);
  return lanes;
}

/* A lane is all ones where the needle's first byte stands and its last where it should. */
static inline Lanes
test (const char *p, const Needle *needle)
{
  return (Lanes) ((load (p) == needle->first) & (load (p + needle->length - 1) == needle->last));
}

/* One bit for each lane. */
static inline guint64
to_bits (Lanes lanes)
{
  const guint64 one_each = G_GUINT64_CONSTANT (0x0101010101010101);
  /* Moves the lowest bits of eight bytes to the highest byte, in order. */
  const guint64 gather = G_GUINT64_CONSTANT (0x0102040810204080);
  guint64 halves[2];

  memcpy (halves, &lanes, sizeof halves);
  halves[0] = ((GUINT64_FROM_LE (halves[0]) & one_each) * gather) >> 56;
  halves[1] = ((GUINT64_FROM_LE (halves[1]) & one_each) * gather) >> 56;

  return halves[0] | halves[1] << 8;
}

static inline gboolean
any (Lanes lanes)
{
  guint64 halves[2];

  memcpy (halves, &lanes, sizeof halves);
  return (halves[0] | halves[1]) != 0;
}

/* Where in the block at @p the needle may stand, one bit for each place. */
static inline guint64
test_block (const char *p, const Needle *needle)
{
  Lanes a = test (p, needle);
  Lanes b = test (p + N_LANES, needle);
  Lanes c = test (p + 2 * N_LANES, needle);
  Lanes d = test (p + 3 * N_LANES, needle);

  if (!any (a | b | c | d))
    return 0;

  return to_bits (a) | to_bits (b) << N_LANES | to_bits (c) << (2 * N_LANES)
         | to_bits (d) << (3 * N_LANES);
}

/* The first place at or after @p where the needle stands, or NULL. */
static inline const char *
find (const char *p, const char *end, const Needle *needle)
{
  const char *last = end - needle->length;

  for (; last - p >= BLOCK - 1; p += BLOCK)
    {
      guint64 hits = test_block (p, needle);

      /* The first and the last byte are those of the needle, so two are all. */
      for (; hits != 0; hits &= hits - 1)
        {
          const char *found = p + __builtin_ctzll (hits);

          if (needle->length <= 2 || memcmp (found + 1, needle->text + 1, needle->length - 2) == 0)
            return found;
        }
    }

  return p <= last ? memmem (p, end - p, needle->text, needle->length) : NULL;
}

/* The row of an offset that isn't in a row before @row. Hits come in order and are often near; for
 * those that aren't, steps are doubled. */
static guint
row_of (const guint32 *starts, guint n_rows, guint row, gsize offset)
{
  guint near = MIN (n_rows - row, 16);
  guint step = 1;
  guint high = 0;

  for (guint i = 1; i < near; i++)
    if (starts[row + i] > offset)
      return row + i - 1;

  while (row + step < n_rows && starts[row + step] <= offset)
    {
      row += step;
      step *= 2;
    }

  high = MIN (row + step, n_rows);
  while (high - row > 1)
    {
      guint middle = row + (high - row) / 2;

      if (starts[middle] <= offset)
        row = middle;
      else
        high = middle;
    }

  return row;
}

/* The text of a row that counts: all three of its texts with what stands between them, which no
 * needle holds, or one of them. */
static const char *
get_text (const UmDirectory *directory, UmColumn column, guint row, gsize *length)
{
  const guint32 *starts = NULL;

  if (column != UM_N_COLUMNS)
    return um_directory_get_folded (directory, row, column, length);

  starts = um_directory_get_folded_starts (directory);
  *length = starts[row + 1] - starts[row];

  return um_directory_get_folded_arena (directory, &(gsize){ 0 }) + starts[row];
}

static void
scan_rows (const UmFilterText *self,
           const UmDirectory *directory,
           UmColumn column,
           const UmBitset *within,
           UmBitset *result)
{
  um_bitset_foreach (within, row)
    {
      gsize length;
      const char *text = get_text (directory, column, row, &length);

      if (length > 0 && um_filter_text_matches (self, text, length))
        um_bitset_add (result, row);
    }
}

/* Where to look on after a hit in a row, if only @column counts: in the row itself if the hit
 * stands before the column, else NULL; @matches tells whether the column does. */
static const char *
judge_column (const UmFilterText *self,
              const UmDirectory *directory,
              UmColumn column,
              guint row,
              const char *hit,
              gboolean *matches)
{
  gsize length;
  const char *folded = um_directory_get_folded (directory, row, column, &length);

  *matches = FALSE;
  if (hit < folded)
    return folded;
  if (hit < folded + length)
    *matches = !self->pattern || um_filter_text_matches (self, folded, length);

  return NULL;
}

static void
scan_arena (const UmFilterText *self,
            const UmDirectory *directory,
            UmColumn column,
            UmBitset *result)
{
  gsize length;
  const char *arena = um_directory_get_folded_arena (directory, &length);
  const guint32 *starts = um_directory_get_folded_starts (directory);
  guint n_rows = um_directory_get_n_rows (directory);
  guint64 *words = um_bitset_get_words (result, NULL);
  Needle needle = { .text = self->needle, .length = self->needle_length };
  const char *p = arena;
  guint row = 0;

  memset (&needle.first, needle.text[0], sizeof needle.first);
  memset (&needle.last, needle.text[needle.length - 1], sizeof needle.last);

  while (row < n_rows && (p = find (p, arena + length, &needle)) != NULL)
    {
      const char *within_row = NULL;
      gboolean matches = TRUE;

      row = row_of (starts, n_rows, row, p - arena);
      if (column != UM_N_COLUMNS)
        within_row = judge_column (self, directory, column, row, p, &matches);
      if (within_row != NULL)
        {
          p = within_row;
          continue;
        }

      if (matches)
        words[row / 64] |= G_GUINT64_CONSTANT (1) << (row % 64);
      row++;
      p = arena + starts[row];
    }
}

/* Adds those of the rows @within whose @column (UM_N_COLUMNS: any of name, e-mail and id) holds a
 * text or is like a pattern; others may be added too. Rows without a text in the column aren't,
 * whatever the pattern. */
void
um_filter_text_scan (const UmFilterText *self,
                     const UmDirectory *directory,
                     UmColumn column,
                     const UmBitset *within,
                     UmBitset *result)
{
  guint few = um_directory_get_n_rows (directory) / SPARSE;

  if (self->needle_length == 0 || um_bitset_count (within) < few)
    scan_rows (self, directory, column, within, result);
  else
    scan_arena (self, directory, column, result);
}
