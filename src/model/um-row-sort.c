/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorting many rows: a radix sort over 64-bit keys, and on top of it a sort of texts that takes
 * eight bytes at a time as a key, so that half a million texts are compared by loading each only a
 * few times. Any thread, no state. */

#include "um-row-sort-private.h"

#include <string.h>

#define DIGITS     8
#define RADIX      256
#define FEW        48 /* below this many, inserting is faster than counting */
#define KEY_LENGTH 8

typedef struct
{
  UmSortItem *scratch;
  UmRowText get_text;
  gconstpointer data;
  gsize counts[DIGITS][RADIX];
} Sorter;

static void
insert_sort (UmSortItem *items, gsize n_items)
{
  for (gsize i = 1; i < n_items; i++)
    {
      UmSortItem item = items[i];
      gsize j = i;

      for (; j > 0 && items[j - 1].key > item.key; j--)
        items[j] = items[j - 1];
      items[j] = item;
    }
}

static guint
digit_of (guint64 key, guint digit)
{
  return (key >> (8 * digit)) & (RADIX - 1);
}

/* One pass: orders by one digit and keeps the order of equal ones. */
static void
scatter (UmSortItem *to, const UmSortItem *from, gsize n_items, guint digit, gsize *counts)
{
  gsize sum = 0;

  for (guint value = 0; value < RADIX; value++)
    {
      gsize count = counts[value];

      counts[value] = sum;
      sum += count;
    }
  for (gsize i = 0; i < n_items; i++)
    to[counts[digit_of (from[i].key, digit)]++] = from[i];
}

static void
sort_keys (Sorter *self, UmSortItem *items, gsize n_items)
{
  UmSortItem *from = items;
  UmSortItem *to = self->scratch;

  if (n_items < FEW)
    {
      insert_sort (items, n_items);
      return;
    }

  memset (self->counts, 0, sizeof (self->counts));
  for (gsize i = 0; i < n_items; i++)
    for (guint digit = 0; digit < DIGITS; digit++)
      self->counts[digit][digit_of (items[i].key, digit)]++;

  for (guint digit = 0; digit < DIGITS; digit++)
    {
      UmSortItem *swap = from;

      /* A digit in which all are equal orders nothing. */
      if (self->counts[digit][digit_of (items[0].key, digit)] == n_items)
        continue;
      scatter (to, from, n_items, digit, self->counts[digit]);
      from = to;
      to = swap;
    }
  if (from != items)
    memcpy (items, from, n_items * sizeof (UmSortItem));
}

/* The next eight bytes, the first on top; behind the end of the text come zeros. */
static guint64
load_key (const char *text)
{
  guint64 key = 0;

  for (guint i = 0; i < KEY_LENGTH; i++)
    {
      key = key << 8 | (guchar) *text;
      if (*text != '\0')
        text++;
    }

  return key;
}

/* Whether a text goes on behind these eight bytes. */
static gboolean
goes_on (guint64 key)
{
  return (key & 0xff) != 0;
}

static gsize
run_length (const UmSortItem *items, gsize n_items)
{
  gsize n = 1;

  while (n < n_items && items[n].key == items[0].key)
    n++;

  return n;
}

/* Sorts texts that are equal up to @depth. */
static void
sort_texts (Sorter *self, UmSortItem *items, gsize n_items, gsize depth)
{
  for (gsize i = 0; i < n_items; i++)
    items[i].key = load_key (self->get_text (self->data, items[i].row) + depth);
  sort_keys (self, items, n_items);

  for (gsize i = 0, n; i < n_items; i += n)
    {
      n = run_length (items + i, n_items - i);
      if (n > 1 && goes_on (items[i].key))
        sort_texts (self, items + i, n, depth + KEY_LENGTH);
    }
}

/*
 * um_row_sort_by_key:
 * @items: (array length=n_items): what to sort, by their keys, ascending
 * @n_items: number of items
 *
 * O(n), needs as much memory again while it works.
 */
void
um_row_sort_by_key (UmSortItem *items, gsize n_items)
{
  g_autofree Sorter *self = g_new (Sorter, 1);
  g_autofree UmSortItem *scratch = g_new (UmSortItem, n_items);

  self->scratch = scratch;
  sort_keys (self, items, n_items);
}

/*
 * um_row_sort_by_text:
 * @items: (array length=n_items): what to sort, by their rows' texts bytewise, ascending; the keys
 *   are overwritten
 * @n_items: number of items
 * @get_text: gives a row's text
 * @data: for @get_text
 *
 * O(n) in the number of items and the length of what they have in common, needs as much memory
 * again while it works.
 */
void
um_row_sort_by_text (UmSortItem *items, gsize n_items, UmRowText get_text, gconstpointer data)
{
  g_autofree Sorter *self = g_new (Sorter, 1);
  g_autofree UmSortItem *scratch = g_new (UmSortItem, n_items);

  self->scratch = scratch;
  self->get_text = get_text;
  self->data = data;
  sort_texts (self, items, n_items, 0);
}
