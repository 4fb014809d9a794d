/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The orders of a directory's columns: for each an array of all rows, ascending, made once on first
 * use by whichever thread comes first (others wait for it). What a user lacks (a name, an e-mail, a
 * directory, a known time) comes last; what is equal stays in the order of the rows. */

#include "um-directory-private.h"
#include "um-row-sort-private.h"

#define NO_KEY G_MAXUINT32

/* Collation keys of many texts in one arena. */
typedef struct
{
  GByteArray *arena;
  guint32 *starts; /* NO_KEY where there is no text */
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
  self->arena = g_byte_array_new ();
  self->starts = g_new (guint32, (gsize) n_texts + 1);

  for (guint i = 0; i < n_texts; i++)
    {
      const char *text = get_text (data, i);
      g_autofree char *key = NULL;

      self->starts[i] = NO_KEY;
      if (text == NULL || *text == '\0')
        continue;
      self->starts[i] = self->arena->len;
      key = g_utf8_collate_key (text, -1);
      g_byte_array_append (self->arena, (const guint8 *) key, strlen (key) + 1);
    }
}

static void
keys_clear (Keys *self)
{
  g_byte_array_unref (self->arena);
  g_free (self->starts);
}

/* Indices of texts in the order of the locale, empty and missing ones last. */
static guint32 *
order_by_collation (guint n_texts, UmRowText get_text, gconstpointer data)
{
  guint32 *order = g_new (guint32, (gsize) n_texts + 1); /* never NULL */
  g_autofree UmSortItem *items = g_new (UmSortItem, n_texts);
  guint n_items = 0;
  guint n_last;
  Keys keys;

  keys_init (&keys, n_texts, get_text, data);
  for (guint i = 0; i < n_texts; i++)
    {
      if (keys.starts[i] != NO_KEY)
        items[n_items++].row = i;
    }
  um_row_sort_by_text (items, n_items, get_key, &keys);

  for (guint i = 0; i < n_items; i++)
    order[i] = items[i].row;
  n_last = n_items;
  for (guint i = 0; i < n_texts; i++)
    {
      if (keys.starts[i] == NO_KEY)
        order[n_last++] = i;
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
