/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for a text in the folded texts of all rows: one pass over the arena, which skips to the
 * next row after a hit, so that a letter that everybody bears costs no more than one that nobody
 * does. memmem () is no help here: it is slow for needles of two bytes and costs a call for every
 * hit. Stateless, any thread. */

#include "um-filter-private.h"

#include <string.h>

/* Bytes that are compared at once. The compiler makes them the machine's vectors. */
typedef guint8 Lanes __attribute__ ((vector_size (16)));

#define N_LANES ((gssize) sizeof (Lanes))

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

static inline gboolean
any (Lanes lanes)
{
  guint64 halves[2];

  memcpy (halves, &lanes, sizeof halves);
  return (halves[0] | halves[1]) != 0;
}

/* The first place of those in @hits where the whole needle stands. */
static const char *
verify (const char *p, Lanes hits, const Needle *needle)
{
  guint64 halves[2];

  memcpy (halves, &hits, sizeof halves);
  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      guint64 half = GUINT64_FROM_LE (halves[i]);

      while (half != 0)
        {
          guint lane = __builtin_ctzll (half) / 8;
          const char *found = p + i * 8 + lane;

          if (memcmp (found, needle->text, needle->length) == 0)
            return found;
          half &= ~(G_GUINT64_CONSTANT (0xff) << (lane * 8));
        }
    }

  return NULL;
}

/* The first place at or after @p where the needle stands, or NULL. */
static const char *
find (const char *p, const char *end, const Needle *needle)
{
  const char *last = end - needle->length;

  while (last - p >= N_LANES - 1)
    {
      Lanes hits = test (p, needle);

      if (any (hits))
        {
          const char *found = verify (p, hits, needle);

          if (found != NULL)
            return found;
        }
      p += N_LANES;

      while (last - p >= 4 * N_LANES - 1
             && !any (test (p, needle) | test (p + N_LANES, needle) | test (p + 2 * N_LANES, needle)
                      | test (p + 3 * N_LANES, needle)))
        p += 4 * N_LANES;
    }

  return p <= last ? memmem (p, end - p, needle->text, needle->length) : NULL;
}

/* The row of an offset that isn't in a row before @row: by doubling steps, since hits come in order
 * and are often near. */
static guint
row_of (const guint32 *starts, guint n_rows, guint row, gsize offset)
{
  guint step = 1;
  guint high = 0;

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

static void
scan_rows (const UmFilterText *self,
           const UmDirectory *directory,
           UmColumn column,
           UmBitset *result)
{
  guint n_rows = um_directory_get_n_rows (directory);

  for (guint row = 0; row < n_rows; row++)
    {
      gsize length;
      const char *folded = um_directory_get_folded (directory, row, column, &length);

      if (length > 0 && um_filter_text_matches (self, folded, length))
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

/* Adds the rows whose @column (UM_N_COLUMNS: any of name, e-mail and id) holds a text or is like a
 * pattern. Rows without a text in the column aren't added whatever the pattern. */
void
um_filter_text_scan (const UmFilterText *self,
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

  if (needle.length == 0)
    {
      scan_rows (self, directory, column, result);
      return;
    }

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
