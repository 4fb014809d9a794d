/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The orders of a directory's columns: for each an array of all rows, ascending, made once on first
 * use by whichever thread comes first (others wait for it). What a user lacks (a name, an e-mail, a
 * directory, a known time) comes last; what is equal stays in the order of the rows. */

#include "um-directory-private.h"
#include "um-row-sort-private.h"

#include <string.h>
#include <wchar.h>

#define NO_KEY G_MAXUINT32

/* Collation keys are several times as long as their texts, but hardly two texts that differ have
 * the first bytes in common: only that much is kept of each. */
#define KEY_CUT   64
#define WHOLE_KEY G_MAXINT

/* The C library's characters are GLib's, so that texts need no conversion by the locale. */
G_STATIC_ASSERT (sizeof (wchar_t) == sizeof (gunichar));

/* Collation keys of many texts in one arena. */
typedef struct
{
  UmRowText get_text;
  gconstpointer data;
  GByteArray *arena;
  guint32 *starts; /* by index of the text; NO_KEY where there is no text */
  GArray *text;    /* wchar_t: room for one text */
  GArray *weights; /* wchar_t: room for its whole key */
} Keys;

/* What a row is sorted by. */
typedef guint64 (*RowNumber) (const UmDirectory *self, gconstpointer data, guint32 row);

static const char *
get_key (gconstpointer data, guint32 index)
{
  const Keys *keys = data;

  return (const char *) keys->arena->data + keys->starts[index];
}

static const char *
get_id (gconstpointer data, guint32 row)
{
  return um_user_table_get_id (data, row);
}

static const char *
get_name (gconstpointer data, guint32 row)
{
  return um_user_table_get_name (data, row);
}

static const char *
get_email (gconstpointer data, guint32 row)
{
  return um_user_table_get_email (data, row);
}

static const char *
get_thing_name (gconstpointer data, guint32 thing)
{
  return um_thing_set_get (data, thing)->name;
}

static void
keys_init (Keys *self, guint n_texts, UmRowText get_text, gconstpointer data)
{
  self->get_text = get_text;
  self->data = data;
  self->arena = g_byte_array_new ();
  self->starts = g_new (guint32, (gsize) n_texts + 1);
  self->text = g_array_new (FALSE, FALSE, sizeof (wchar_t));
  self->weights = g_array_new (FALSE, FALSE, sizeof (wchar_t));
  g_array_set_size (self->weights, 1024);
}

static void
keys_clear (Keys *self)
{
  g_byte_array_unref (self->arena);
  g_free (self->starts);
  g_array_unref (self->text);
  g_array_unref (self->weights);
}

/* Puts composed UTF-8 text into the room for texts, ended by 0. */
static void
widen (Keys *self, const char *text)
{
  wchar_t *to;

  g_array_set_size (self->text, strlen (text) + 1);
  to = (wchar_t *) self->text->data;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    *to++ = (wchar_t) g_utf8_get_char (text);
  *to = 0;
}

/* Fills the room for keys with the weights that the locale gives a text. Returns their number. */
static gsize
weigh (Keys *self, const char *text)
{
  g_autofree char *composed = NULL;
  gsize n_weights;

  if (!g_str_is_ascii (text))
    {
      composed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
      text = composed;
    }
  widen (self, text);
  while ((n_weights = wcsxfrm ((wchar_t *) self->weights->data, (const wchar_t *) self->text->data,
                               self->weights->len))
         >= self->weights->len)
    g_array_set_size (self->weights, n_weights + 1);

  return n_weights;
}

/* Makes the key of a text, of at most @max bytes, in the order that g_utf8_collate_key () gives.
 * That one transforms each text twice and keeps all of it. Weights are written as UTF-8 is: bytes
 * compare as the numbers do, and none is 0. */
static void
keys_append (Keys *self, guint index, const char *text, gsize max)
{
  const gsize longest = 6; /* bytes of a weight */
  gsize n_weights = weigh (self, text);
  const wchar_t *weights = (const wchar_t *) self->weights->data;
  guint start = self->arena->len;
  gsize length = 0;

  g_byte_array_set_size (self->arena, start + MIN (n_weights * longest, max + longest) + 1);
  for (gsize i = 0; i < n_weights && length < max; i++)
    length += g_unichar_to_utf8 ((gunichar) weights[i],
                                 (char *) self->arena->data + start + length);
  length = MIN (length, max);
  self->arena->data[start + length] = '\0';
  g_byte_array_set_size (self->arena, start + length + 1);
  self->starts[index] = start;
}

/* Makes the keys of all texts; returns how many have one. */
static guint
keys_fill (Keys *self, UmSortItem *items, guint n_texts)
{
  guint n_items = 0;

  for (guint i = 0; i < n_texts; i++)
    {
      const char *text = self->get_text (self->data, i);

      self->starts[i] = NO_KEY;
      if (text == NULL || *text == '\0')
        continue;
      keys_append (self, i, text, KEY_CUT);
      items[n_items++].row = i;
    }

  return n_items;
}

/* Whether all texts are the same, as the namesakes of a large organisation have them. */
static gboolean
texts_are_equal (const Keys *self, const UmSortItem *items, guint n_items)
{
  const char *first = self->get_text (self->data, items[0].row);

  for (guint i = 1; i < n_items; i++)
    {
      if (strcmp (self->get_text (self->data, items[i].row), first) != 0)
        return FALSE;
    }

  return TRUE;
}

/* Sorts by their whole keys those whose kept keys are equal. */
static void
sort_tied (Keys *self, UmSortItem *items, guint n_items)
{
  guint length = self->arena->len;

  if (texts_are_equal (self, items, n_items))
    return;

  for (guint i = 0; i < n_items; i++)
    keys_append (self, items[i].row, self->get_text (self->data, items[i].row), WHOLE_KEY);
  um_row_sort_by_text (items, n_items, get_key, self);
  g_byte_array_set_size (self->arena, length);
}

static void
sort_all_tied (Keys *self, UmSortItem *items, guint n_items)
{
  for (guint i = 0, n; i < n_items; i += n)
    {
      const char *first = get_key (self, items[i].row);

      for (n = 1; i + n < n_items && strcmp (get_key (self, items[i + n].row), first) == 0; n++)
        ;
      if (n > 1 && strlen (first) == KEY_CUT)
        sort_tied (self, items + i, n);
    }
}

/* Indices of texts in the order of the locale, empty and missing ones last. */
static guint32 *
order_by_collation (guint n_texts, UmRowText get_text, gconstpointer data)
{
  guint32 *order = g_new (guint32, (gsize) n_texts + 1); /* never NULL */
  g_autofree UmSortItem *items = g_new (UmSortItem, n_texts);
  guint n_items;
  Keys keys;

  keys_init (&keys, n_texts, get_text, data);
  n_items = keys_fill (&keys, items, n_texts);
  um_row_sort_by_text (items, n_items, get_key, &keys);
  sort_all_tied (&keys, items, n_items);

  for (guint i = 0; i < n_items; i++)
    order[i] = items[i].row;
  for (guint i = 0; i < n_texts; i++)
    {
      if (keys.starts[i] == NO_KEY)
        order[n_items++] = i;
    }
  keys_clear (&keys);

  return order;
}

static guint32 *
take_rows (const UmSortItem *items, guint n_items)
{
  guint32 *order = g_new (guint32, (gsize) n_items + 1); /* never NULL */

  for (guint i = 0; i < n_items; i++)
    order[i] = items[i].row;

  return order;
}

static guint32 *
order_by_id (const UmUserTable *table)
{
  guint n_rows = um_user_table_get_n_rows (table);
  g_autofree UmSortItem *items = g_new (UmSortItem, n_rows);

  for (guint row = 0; row < n_rows; row++)
    items[row].row = row;
  um_row_sort_by_text (items, n_rows, get_id, table);

  return take_rows (items, n_rows);
}

/* Rows by a number; equal ones in the order of @ties, which is that of the rows where it is NULL.
 */
static guint32 *
order_by_number (const UmDirectory *self,
                 const guint32 *ties,
                 RowNumber get_number,
                 gconstpointer data)
{
  guint n_rows = um_user_table_get_n_rows (self->table);
  g_autofree UmSortItem *items = g_new (UmSortItem, n_rows);

  for (guint i = 0; i < n_rows; i++)
    {
      guint32 row = ties != NULL ? ties[i] : i;

      items[i] = (UmSortItem){ get_number (self, data, row), row };
    }
  um_row_sort_by_key (items, n_rows);

  return take_rows (items, n_rows);
}

static guint64
status_number (const UmDirectory *self, gconstpointer data, guint32 row)
{
  return um_user_table_get_status (self->table, row);
}

static guint64
type_number (const UmDirectory *self, gconstpointer data, guint32 row)
{
  return um_user_table_get_user_type (self->table, row);
}

/* Never is before all times, unknown behind them. */
static guint64
time_number (gint64 seconds)
{
  if (seconds == UM_TIME_UNKNOWN)
    return G_MAXUINT64;
  if (seconds == UM_TIME_NEVER)
    return 0;
  return (guint64) seconds;
}

static guint64
last_login_number (const UmDirectory *self, gconstpointer data, guint32 row)
{
  return time_number (um_user_table_get_last_login (self->table, row));
}

static guint64
added_number (const UmDirectory *self, gconstpointer data, guint32 row)
{
  return time_number (um_user_table_get_added (self->table, row));
}

static guint64
count_number (const UmDirectory *self, gconstpointer data, guint32 row)
{
  guint n_things;

  um_relation_get_things (data, row, &n_things);

  return n_things;
}

/* @data: the rank of each directory */
static guint64
directory_number (const UmDirectory *self, gconstpointer data, guint32 row)
{
  const guint32 *ranks = data;
  guint n_things;
  const guint32 *things = um_relation_get_things (self->relations[UM_SET_DIRECTORIES], row,
                                                  &n_things);

  return n_things > 0 ? ranks[things[0]] : G_MAXUINT64;
}

/* Ranks of a set's things by name; those of one name have one rank. */
static guint32 *
rank_things (const UmThingSet *things)
{
  guint n_things = um_thing_set_get_n (things);
  g_autofree guint32 *order = order_by_collation (n_things, get_thing_name, things);
  guint32 *ranks = g_new (guint32, n_things);
  guint32 rank = 0;

  for (guint i = 0; i < n_things; i++)
    {
      if (i > 0
          && g_utf8_collate (get_thing_name (things, order[i - 1]),
                             get_thing_name (things, order[i]))
               != 0)
        rank++;
      ranks[order[i]] = rank;
    }

  return ranks;
}

static guint32 *
order_by_directory (const UmDirectory *self)
{
  g_autofree guint32 *ranks = rank_things (self->things[UM_SET_DIRECTORIES]);

  return order_by_number (self, NULL, directory_number, ranks);
}

static guint32 *
make_order (UmDirectory *self, UmColumn column)
{
  guint n_rows = um_user_table_get_n_rows (self->table);

  switch (column)
    {
    case UM_COLUMN_NAME:
      return order_by_collation (n_rows, get_name, self->table);
    case UM_COLUMN_EMAIL:
      return order_by_collation (n_rows, get_email, self->table);
    case UM_COLUMN_STATUS:
      return order_by_number (self, um_directory_get_order (self, UM_COLUMN_NAME), status_number,
                              NULL);
    case UM_COLUMN_TYPE:
      return order_by_number (self, um_directory_get_order (self, UM_COLUMN_NAME), type_number,
                              NULL);
    case UM_COLUMN_DIRECTORY:
      return order_by_directory (self);
    case UM_COLUMN_GROUPS:
      return order_by_number (self, NULL, count_number, self->relations[UM_SET_GROUPS]);
    case UM_COLUMN_PRODUCTS:
      return order_by_number (self, NULL, count_number, self->relations[UM_SET_PRODUCTS]);
    case UM_COLUMN_LAST_LOGIN:
      return order_by_number (self, NULL, last_login_number, NULL);
    case UM_COLUMN_ADDED:
      return order_by_number (self, NULL, added_number, NULL);
    case UM_COLUMN_ID:
      return order_by_id (self->table);
    case UM_N_COLUMNS:
    default:
      g_return_val_if_reached (NULL);
    }
}

/*
 * um_order_new:
 *
 * Returns: (transfer full): an order that isn't made yet
 */
UmOrder *
um_order_new (void)
{
  UmOrder *self = g_new0 (UmOrder, 1);

  g_atomic_ref_count_init (&self->ref_count);

  return self;
}

UmOrder *
um_order_ref (UmOrder *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
um_order_unref (UmOrder *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->rows);
  g_free (self);
}

/**
 * um_directory_get_order:
 * @self: a directory
 * @column: the column to sort by
 *
 * All rows in ascending order of a column. Names and e-mails go by the rules of the locale in force
 * when the order is made (g_utf8_collate_key()); status and type by their values, then by name;
 * directories by the name of the first; groups and products by their number; ids bytewise. Missing
 * names, e-mails, directories and unknown times come last, a known "never" first.
 *
 * Made on first use: for half a million users it takes from some milliseconds to more than a second
 * (names, e-mails), so um_directory_has_order() or um_directory_prepare_orders() spare the main
 * thread. Any thread.
 *
 * Returns: (transfer none): n_rows rows, as long as @self lives
 */
const guint32 *
um_directory_get_order (UmDirectory *self, UmColumn column)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (column < UM_N_COLUMNS, NULL);

  UmOrder *order = self->orders[column];

  if (g_once_init_enter (&order->rows))
    g_once_init_leave (&order->rows, make_order (self, column));

  return order->rows;
}

/**
 * um_directory_has_order:
 * @self: a directory
 * @column: a column
 *
 * Returns: whether um_directory_get_order() returns at once
 */
gboolean
um_directory_has_order (UmDirectory *self, UmColumn column)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (column < UM_N_COLUMNS, FALSE);

  return g_atomic_pointer_get (&self->orders[column]->rows) != NULL;
}

/**
 * um_directory_prepare_orders:
 * @self: a directory
 *
 * Makes the orders of all columns that aren't made yet. To be called on a worker thread.
 */
void
um_directory_prepare_orders (UmDirectory *self)
{
  for (guint column = 0; column < UM_N_COLUMNS; column++)
    um_directory_get_order (self, column);
}
