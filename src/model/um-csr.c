/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compressed lists of numbers by number (compressed sparse rows), one direction of a relation,
 * which owns it. Where there are few different lists, as with the products of users, each is kept
 * once. Made by one thread, then only read. */

#include "um-csr-private.h"

#include <stdlib.h>
#include <string.h>

#define MAX_LISTS (G_MAXUINT16 + 1u)
#define N_SLOTS   (2u * MAX_LISTS) /* a power of two */
#define NO_LIST   G_MAXUINT32

/* Edits of shared lists leave lists behind that nobody has any more. They are cleared away when
 * there are twice as many values as at first, and this many more. */
#define SPARE_VALUES 0x10000u

/* Looks for equal lists: open addressing over those found so far. */
typedef struct
{
  UmCsr lists;
  guint32 *slots;
  guint32 length; /* values so far */
} Sharer;

static gsize
get_n_values (const UmCsr *self)
{
  return self->starts[self->n_lists];
}

/* Says where the last list ends, and gives back what was allocated in vain. */
static void
finish (UmCsr *self, guint32 length, gsize n_allocated)
{
  self->starts[self->n_lists] = length;
  if (length < n_allocated)
    self->values = g_renew (guint32, self->values, (gsize) length + 1);
}

/* Takes over the keys @first … @end - 1 as they are, behind @length values already written. */
static guint32
copy_keys (UmCsr *self, const UmCsr *from, guint first, guint end, guint32 length)
{
  guint32 n_values = from->starts[end] - from->starts[first];

  memcpy (self->values + length, from->values + from->starts[first], n_values * sizeof (guint32));
  for (guint key = first; key < end; key++)
    self->starts[key] = from->starts[key] - from->starts[first] + length;

  return length + n_values;
}

/* Writes a list with its edits laid over; both ascend. Returns how long it is now. */
static guint32
merge_list (
  guint32 *to, const guint32 *values, guint n_values, const UmCsrEdit *edits, gsize n_edits)
{
  guint32 length = 0;
  guint i = 0;

  for (gsize e = 0; e < n_edits; e++)
    {
      while (i < n_values && values[i] < edits[e].value)
        to[length++] = values[i++];
      if (i < n_values && values[i] == edits[e].value)
        i++;
      if (edits[e].member)
        to[length++] = edits[e].value;
    }
  while (i < n_values)
    to[length++] = values[i++];

  return length;
}

/* How many of sorted edits are of the same key as the first. */
static gsize
count_of_key (const UmCsrEdit *edits, gsize n_edits)
{
  gsize n = 1;

  while (n < n_edits && edits[n].key == edits[0].key)
    n++;

  return n;
}

static int
edit_compare (const void *a, const void *b)
{
  const UmCsrEdit *first = a;
  const UmCsrEdit *second = b;

  if (first->key != second->key)
    return first->key < second->key ? -1 : 1;
  if (first->value != second->value)
    return first->value < second->value ? -1 : 1;
  return first->order < second->order ? -1 : 1;
}

static guint32
hash_values (const guint32 *values, guint n_values)
{
  guint64 hash = n_values;

  for (guint i = 0; i < n_values; i++)
    hash = (hash ^ values[i]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return (guint32) (hash >> 32);
}

/* The number of the list that holds these values; a new one where there is none. NO_LIST where
 * there are too many. */
static guint32
sharer_find (Sharer *self, const guint32 *values, guint n_values)
{
  guint slot = hash_values (values, n_values) & (N_SLOTS - 1);
  UmCsr *lists = &self->lists;

  for (; self->slots[slot] != NO_LIST; slot = (slot + 1) & (N_SLOTS - 1))
    {
      guint32 list = self->slots[slot];

      if (lists->starts[list + 1] - lists->starts[list] == n_values
          && memcmp (lists->values + lists->starts[list], values, n_values * sizeof (guint32)) == 0)
        return list;
    }
  if (lists->n_lists == MAX_LISTS)
    return NO_LIST;

  memcpy (lists->values + self->length, values, n_values * sizeof (guint32));
  self->length += n_values;
  self->slots[slot] = lists->n_lists;
  lists->starts[++lists->n_lists] = self->length;

  return self->slots[slot];
}

/*
 * um_csr_init:
 * @self: where to put it
 * @n_keys: number of keys
 * @n_values: number of values of all keys, to be filled
 *
 * Gives each key an empty list and makes room.
 */
void
um_csr_init (UmCsr *self, guint n_keys, gsize n_values)
{
  self->n_keys = n_keys;
  self->n_lists = n_keys;
  self->n_shared = 0;
  self->lists = NULL;
  self->starts = g_new0 (guint32, (gsize) n_keys + 1);
  self->values = g_new (guint32, n_values + 1); /* never NULL */
}

void
um_csr_clear (UmCsr *self)
{
  g_clear_pointer (&self->lists, g_free);
  g_clear_pointer (&self->starts, g_free);
  g_clear_pointer (&self->values, g_free);
}

/*
 * um_csr_fill:
 * @self: fresh from um_csr_init()
 * @keys: (array length=n_pairs): the key of each value
 * @values: (array length=n_pairs): the values
 * @n_pairs: as many as room was made for
 *
 * Puts the values under their keys in the order in which they come: neither sorted nor unique.
 */
void
um_csr_fill (UmCsr *self, const guint32 *keys, const guint32 *values, gsize n_pairs)
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

/*
 * um_csr_transpose:
 * @self: fresh from um_csr_init(), with room for the values of @from
 * @from: what to turn around, each key with a list of its own; its lists need not be in order
 *
 * Keys become values, ascending and without doubles: all values of one key are handled before the
 * next key, so a double finds its twin at the end of its list.
 */
void
um_csr_transpose (UmCsr *self, const UmCsr *from)
{
  g_autofree guint32 *ends = NULL;
  gsize n_pairs = get_n_values (from);
  guint32 length = 0;

  if (n_pairs == 0) /* and the untouched zeros of the starts cost no memory */
    return;

  for (gsize i = 0; i < n_pairs; i++)
    self->starts[from->values[i] + 1]++;
  for (guint key = 0; key < self->n_keys; key++)
    self->starts[key + 1] += self->starts[key];
  ends = g_memdup2 (self->starts, ((gsize) self->n_keys + 1) * sizeof (guint32));

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
  finish (self, length, n_pairs);
}

/*
 * um_csr_sort_edits:
 * @edits: (array length=n_edits): edits, sorted in place
 * @n_edits: number of edits
 *
 * Sorts by key and value and keeps of each pair the one of the highest order.
 *
 * Returns: how many are left
 */
gsize
um_csr_sort_edits (UmCsrEdit *edits, gsize n_edits)
{
  gsize length = 0;

  qsort (edits, n_edits, sizeof (UmCsrEdit), edit_compare);
  for (gsize i = 0; i < n_edits; i++)
    {
      if (i + 1 < n_edits && edits[i].key == edits[i + 1].key
          && edits[i].value == edits[i + 1].value)
        continue;
      edits[length++] = edits[i];
    }

  return length;
}

/*
 * um_csr_share:
 * @self: lists, each key with one of its own
 *
 * Keeps equal lists once if there are no more than 65,536 different ones, else leaves all as it is.
 */
void
um_csr_share (UmCsr *self)
{
  g_autofree guint16 *numbers = g_new (guint16, (gsize) self->n_keys + 1);
  g_autofree guint32 *slots = g_new (guint32, N_SLOTS);
  Sharer sharer = { .slots = slots };
  guint key = 0;

  /* An array of zeros that nobody has touched is smaller than any other. */
  if (get_n_values (self) == 0)
    return;

  memset (slots, 0xff, N_SLOTS * sizeof (guint32));
  um_csr_init (&sharer.lists, MIN (self->n_keys, MAX_LISTS), get_n_values (self));
  sharer.lists.n_lists = 0;
  for (; key < self->n_keys; key++)
    {
      guint n_values;
      const guint32 *values = um_csr_lookup (self, key, &n_values);
      guint32 list = sharer_find (&sharer, values, n_values);

      if (list == NO_LIST)
        break;
      numbers[key] = (guint16) list;
    }
  if (key < self->n_keys)
    {
      um_csr_clear (&sharer.lists);
      return;
    }

  finish (&sharer.lists, sharer.length, get_n_values (self));
  sharer.lists.starts = g_renew (guint32, sharer.lists.starts, (gsize) sharer.lists.n_lists + 1);
  sharer.lists.n_keys = self->n_keys;
  sharer.lists.n_shared = sharer.length;
  sharer.lists.lists = g_steal_pointer (&numbers);
  um_csr_clear (self);
  *self = sharer.lists;
}

/*
 * um_csr_lookup:
 * @self: lists
 * @key: a key
 * @n_values: (out): the length of its list
 *
 * Returns: (transfer none) (array length=n_values): its list
 */
const guint32 *
um_csr_lookup (const UmCsr *self, guint key, guint *n_values)
{
  guint list = self->lists != NULL ? self->lists[key] : key;

  *n_values = self->starts[list + 1] - self->starts[list];

  return self->values + self->starts[list];
}

/* Makes a copy in which each key has a list of its own. */
static void
expand (UmCsr *self, const UmCsr *from)
{
  gsize n_values = 0;
  guint32 length = 0;
  guint n;

  for (guint key = 0; key < from->n_keys; key++)
    {
      um_csr_lookup (from, key, &n);
      n_values += n;
    }

  um_csr_init (self, from->n_keys, n_values);
  for (guint key = 0; key < from->n_keys; key++)
    {
      const guint32 *values = um_csr_lookup (from, key, &n);

      memcpy (self->values + length, values, n * sizeof (guint32));
      length += n;
      self->starts[key + 1] = length;
    }
}

/* Each key with a list of its own: what is between edited keys is copied in one piece. */
static void
edit_own (UmCsr *self, const UmCsr *from, const UmCsrEdit *edits, gsize n_edits)
{
  gsize capacity = get_n_values (from) + n_edits;
  guint next_key = 0;
  guint32 length = 0;

  um_csr_init (self, from->n_keys, capacity);
  for (gsize e = 0, n; e < n_edits; e += n)
    {
      guint key = edits[e].key;
      guint n_values;
      const guint32 *values = um_csr_lookup (from, key, &n_values);

      n = count_of_key (edits + e, n_edits - e);
      length = copy_keys (self, from, next_key, key, length);
      self->starts[key] = length;
      length += merge_list (self->values + length, values, n_values, edits + e, n);
      next_key = key + 1;
    }
  length = copy_keys (self, from, next_key, from->n_keys, length);
  finish (self, length, capacity);
}

/* What edited keys need room for, as each gets a list of its own behind those that are there. */
static guint
count_edited (const UmCsr *from, const UmCsrEdit *edits, gsize n_edits, gsize *n_values)
{
  guint n_keys = 0;

  *n_values = n_edits;
  for (gsize e = 0; e < n_edits; e += count_of_key (edits + e, n_edits - e))
    {
      guint n;

      um_csr_lookup (from, edits[e].key, &n);
      *n_values += n;
      n_keys++;
    }

  return n_keys;
}

/* Shared lists: those of edited keys are added behind the others, which stay as they are, some of
 * them for nobody. FALSE where there is no room left for them. */
static gboolean
edit_shared (UmCsr *self, const UmCsr *from, const UmCsrEdit *edits, gsize n_edits)
{
  gsize n_values;
  guint n_edited = count_edited (from, edits, n_edits, &n_values);
  gsize capacity = get_n_values (from) + n_values;
  guint32 length = get_n_values (from);

  if (from->n_lists + n_edited > MAX_LISTS || capacity > 2 * from->n_shared + SPARE_VALUES)
    return FALSE;

  um_csr_init (self, from->n_lists + n_edited, capacity);
  self->n_keys = from->n_keys;
  self->n_shared = from->n_shared;
  self->lists = g_memdup2 (from->lists, from->n_keys * sizeof (guint16));
  memcpy (self->starts, from->starts, from->n_lists * sizeof (guint32));
  memcpy (self->values, from->values, length * sizeof (guint32));
  self->n_lists = from->n_lists;
  for (gsize e = 0, n; e < n_edits; e += n)
    {
      guint n_old;
      const guint32 *values = um_csr_lookup (from, edits[e].key, &n_old);

      n = count_of_key (edits + e, n_edits - e);
      self->lists[edits[e].key] = (guint16) self->n_lists;
      self->starts[self->n_lists++] = length;
      length += merge_list (self->values + length, values, n_old, edits + e, n);
    }
  finish (self, length, capacity);

  return TRUE;
}

/*
 * um_csr_edit:
 * @self: where to put the result
 * @from: ascending lists
 * @edits: (array length=n_edits): sorted by um_csr_sort_edits()
 * @n_edits: number of edits
 *
 * Makes a copy with the edits laid over. Lists that are shared stay so.
 */
void
um_csr_edit (UmCsr *self, const UmCsr *from, const UmCsrEdit *edits, gsize n_edits)
{
  UmCsr expanded;

  if (from->lists == NULL)
    {
      edit_own (self, from, edits, n_edits);
      return;
    }
  if (edit_shared (self, from, edits, n_edits))
    return;

  expand (&expanded, from);
  edit_own (self, &expanded, edits, n_edits);
  um_csr_clear (&expanded);
  um_csr_share (self);
}
