/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One source's users as a table. Immutable after um_directory_builder_end (), counted atomically,
 * any thread may read; only the orders are made later, each once. What generations have in common
 * (columns, things, untouched relations and orders) they share. */

#include "um-directory-private.h"

static guint last_generation; /* atomic */

/*
 * um_directory_alloc:
 *
 * Returns: (transfer full): a directory of a new generation, to be filled by who makes it
 */
UmDirectory *
um_directory_alloc (void)
{
  UmDirectory *self = g_new0 (UmDirectory, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->generation = (guint) g_atomic_int_add (&last_generation, 1) + 1;

  return self;
}

/**
 * um_directory_ref:
 * @self: a directory
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
UmDirectory *
um_directory_ref (UmDirectory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * um_directory_unref:
 * @self: (transfer full): a directory
 *
 * Any thread. The last one frees some hundred megabytes at most, which takes a millisecond or two.
 */
void
um_directory_unref (UmDirectory *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint set = 0; set < UM_N_SETS; set++)
    {
      um_thing_set_unref (self->things[set]);
      um_relation_unref (self->relations[set]);
      um_bitset_unref (self->complete[set]);
      g_clear_pointer (&self->absent[set], um_relation_unref);
    }
  g_clear_pointer (&self->logins, um_logins_unref);
  for (guint column = 0; column < UM_N_COLUMNS; column++)
    um_order_unref (self->orders[column]);
  um_user_table_unref (self->table);
  g_free (self);
}

/**
 * um_directory_get_generation:
 * @self: a directory
 *
 * Returns: a number that no other directory of this process bears; never 0
 */
guint
um_directory_get_generation (const UmDirectory *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->generation;
}

/**
 * um_directory_get_n_rows:
 * @self: a directory
 *
 * Returns: the number of users
 */
guint
um_directory_get_n_rows (const UmDirectory *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return um_user_table_get_n_rows (self->table);
}

/**
 * um_directory_get_users_read:
 * @self: a directory
 *
 * Returns: when the users were read from Atlassian, in seconds since 1970
 */
gint64
um_directory_get_users_read (const UmDirectory *self)
{
  g_return_val_if_fail (self != NULL, UM_TIME_UNKNOWN);

  return self->users_read;
}

/**
 * um_directory_get_members_read:
 * @self: a directory
 *
 * Returns: when all memberships had been read, in seconds since 1970, or %UM_TIME_UNKNOWN where
 *   that hasn't happened
 */
gint64
um_directory_get_members_read (const UmDirectory *self)
{
  g_return_val_if_fail (self != NULL, UM_TIME_UNKNOWN);

  return self->members_read;
}

/**
 * um_directory_get_user:
 * @self: a directory
 * @row: one of its rows
 * @user: (out caller-allocates): what is known of the user; texts live as long as @self
 */
void
um_directory_get_user (const UmDirectory *self, guint row, UmUser *user)
{
  g_return_if_fail (row < um_directory_get_n_rows (self));

  user->account_id = um_user_table_get_id (self->table, row);
  user->name = um_user_table_get_name (self->table, row);
  user->email = um_user_table_get_email (self->table, row);
  user->status = um_user_table_get_status (self->table, row);
  user->type = um_user_table_get_user_type (self->table, row);
  user->managed = um_user_table_get_managed (self->table, row);
  user->synced = um_user_table_get_synced (self->table, row);
  user->last_login = um_user_table_get_last_login (self->table, row);
  user->added = um_user_table_get_added (self->table, row);
  user->read = um_user_table_get_read (self->table, row);
}

/**
 * um_directory_get_account_id:
 * @self: a directory
 * @row: one of its rows
 *
 * Returns: (transfer none): the user's account id
 */
const char *
um_directory_get_account_id (const UmDirectory *self, guint row)
{
  g_return_val_if_fail (row < um_directory_get_n_rows (self), NULL);

  return um_user_table_get_id (self->table, row);
}

/**
 * um_directory_get_name:
 * @self: a directory
 * @row: one of its rows
 *
 * Returns: (transfer none): the user's full name, "" for a nameless one; may hold control
 *   characters, as Atlassian gave them
 */
const char *
um_directory_get_name (const UmDirectory *self, guint row)
{
  g_return_val_if_fail (row < um_directory_get_n_rows (self), NULL);

  return um_user_table_get_name (self->table, row);
}

/**
 * um_directory_get_status:
 * @self: a directory
 * @row: one of its rows
 *
 * Returns: the user's status
 */
UmUserStatus
um_directory_get_status (const UmDirectory *self, guint row)
{
  g_return_val_if_fail (row < um_directory_get_n_rows (self), UM_STATUS_UNKNOWN);

  return um_user_table_get_status (self->table, row);
}

/**
 * um_directory_get_user_type:
 * @self: a directory
 * @row: one of its rows
 *
 * Returns: the user's type
 */
UmUserType
um_directory_get_user_type (const UmDirectory *self, guint row)
{
  g_return_val_if_fail (row < um_directory_get_n_rows (self), UM_TYPE_UNKNOWN);

  return um_user_table_get_user_type (self->table, row);
}

/**
 * um_directory_get_managed:
 * @self: a directory
 * @row: one of its rows
 *
 * Returns: whether the account is claimed by the organisation
 */
UmTruth
um_directory_get_managed (const UmDirectory *self, guint row)
{
  g_return_val_if_fail (row < um_directory_get_n_rows (self), UM_UNKNOWN);

  return um_user_table_get_managed (self->table, row);
}

/**
 * um_directory_get_synced:
 * @self: a directory
 * @row: one of its rows
 *
 * Returns: whether an identity provider keeps the account in step
 */
UmTruth
um_directory_get_synced (const UmDirectory *self, guint row)
{
  g_return_val_if_fail (row < um_directory_get_n_rows (self), UM_UNKNOWN);

  return um_user_table_get_synced (self->table, row);
}

/**
 * um_directory_get_last_login:
 * @self: a directory
 * @row: one of its rows
 *
 * Returns: when the user last logged in, in seconds since 1970, or %UM_TIME_NEVER or
 *   %UM_TIME_UNKNOWN. Times before 1970 and after 2105 are kept as the nearest one between.
 */
gint64
um_directory_get_last_login (const UmDirectory *self, guint row)
{
  g_return_val_if_fail (row < um_directory_get_n_rows (self), UM_TIME_UNKNOWN);

  return um_user_table_get_last_login (self->table, row);
}

/**
 * um_directory_get_added:
 * @self: a directory
 * @row: one of its rows
 *
 * Returns: when the user was added to the organisation, in seconds since 1970, or
 *   %UM_TIME_UNKNOWN; bounded as um_directory_get_last_login()
 */
gint64
um_directory_get_added (const UmDirectory *self, guint row)
{
  g_return_val_if_fail (row < um_directory_get_n_rows (self), UM_TIME_UNKNOWN);

  return um_user_table_get_added (self->table, row);
}

/**
 * um_directory_get_read:
 * @self: a directory
 * @row: one of its rows
 *
 * Returns: when what is known of the user was read, or became so by an outcome, in seconds since
 *   1970: later than um_directory_get_users_read () where that was after all users were read
 */
gint64
um_directory_get_read (const UmDirectory *self, guint row)
{
  g_return_val_if_fail (row < um_directory_get_n_rows (self), UM_TIME_UNKNOWN);

  gint64 read = um_user_table_get_read (self->table, row);

  return read != 0 ? MAX (read, self->users_read) : self->users_read;
}

/**
 * um_directory_get_login:
 * @self: a directory
 * @row: one of its rows
 * @product: index of a thing of %UM_SET_PRODUCTS
 *
 * Returns: when the user last used the product, in seconds since 1970; %UM_TIME_NEVER where it is
 *   known that he didn't, or %UM_TIME_UNKNOWN
 */
gint64
um_directory_get_login (const UmDirectory *self, guint row, guint product)
{
  g_return_val_if_fail (row < um_directory_get_n_rows (self), UM_TIME_UNKNOWN);

  const guint32 *products, *seconds;
  guint n_logins;

  if (self->logins == NULL)
    return UM_TIME_UNKNOWN;
  products = um_logins_get (self->logins, row, &seconds, &n_logins);
  for (guint i = 0; i < n_logins; i++)
    if (products[i] == product)
      return seconds[i];

  return um_logins_is_told (self->logins, row) ? UM_TIME_NEVER : UM_TIME_UNKNOWN;
}

/**
 * um_directory_add_by_fact:
 * @self: a directory
 * @fact: which fact of the users
 * @values: bit v is set where the value v is looked for
 * @rows: a set of rows, to which those with one of the values are added
 */
void
um_directory_add_by_fact (const UmDirectory *self, UmFact fact, guint values, UmBitset *rows)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (um_bitset_get_generation (rows) == self->generation);

  um_user_table_add_by_fact (self->table, fact, values, rows);
}

/**
 * um_directory_add_by_time:
 * @self: a directory
 * @column: %UM_COLUMN_LAST_LOGIN or %UM_COLUMN_ADDED
 * @first: the first time looked for, in seconds since 1970
 * @last: the last; %UM_TIME_UNKNOWN and then %UM_TIME_NEVER stand before all times, so that they
 *   can be bounds too
 * @rows: a set of rows, to which those with such a time are added
 */
void
um_directory_add_by_time (
  const UmDirectory *self, UmColumn column, gint64 first, gint64 last, UmBitset *rows)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (um_bitset_get_generation (rows) == self->generation);

  um_user_table_add_by_time (self->table, column, first, last, rows);
}

/**
 * um_directory_find:
 * @self: a directory
 * @account_id: an account id
 *
 * O(log n).
 *
 * Returns: the row of the account, or %UM_NO_ROW
 */
guint
um_directory_find (const UmDirectory *self, const char *account_id)
{
  g_return_val_if_fail (self != NULL, UM_NO_ROW);
  g_return_val_if_fail (account_id != NULL, UM_NO_ROW);

  /* This order is made by the builder. */
  const guint32 *order = self->orders[UM_COLUMN_ID]->rows;
  guint low = 0;
  guint high = um_user_table_get_n_rows (self->table);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int difference = strcmp (account_id, um_user_table_get_id (self->table, order[middle]));

      if (difference == 0)
        return order[middle];
      if (difference < 0)
        high = middle;
      else
        low = middle + 1;
    }

  return UM_NO_ROW;
}

/**
 * um_directory_get_n_things:
 * @self: a directory
 * @set: a set
 *
 * Returns: the number of things of the set
 */
guint
um_directory_get_n_things (const UmDirectory *self, UmSet set)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (set < UM_N_SETS, 0);

  return um_thing_set_get_n (self->things[set]);
}

/**
 * um_directory_get_thing:
 * @self: a directory
 * @set: a set
 * @thing: index of one of its things
 *
 * Returns: (transfer none): the thing, as long as @self lives
 */
const UmThing *
um_directory_get_thing (const UmDirectory *self, UmSet set, guint thing)
{
  g_return_val_if_fail (thing < um_directory_get_n_things (self, set), NULL);

  return um_thing_set_get (self->things[set], thing);
}

/**
 * um_directory_find_thing:
 * @self: a directory
 * @set: a set
 * @id: a thing's id, compared bytewise
 *
 * Returns: the thing's index, or %UM_NO_ROW
 */
guint
um_directory_find_thing (const UmDirectory *self, UmSet set, const char *id)
{
  g_return_val_if_fail (self != NULL, UM_NO_ROW);
  g_return_val_if_fail (set < UM_N_SETS, UM_NO_ROW);
  g_return_val_if_fail (id != NULL, UM_NO_ROW);

  return um_thing_set_find (self->things[set], id);
}

/**
 * um_directory_find_things_by_name:
 * @self: a directory
 * @set: a set
 * @name: a name, compared whole and folded; several groups may share one (PRODUCT.md §5)
 *
 * O(n) in the number of things.
 *
 * Returns: (transfer full) (element-type guint32): indices of the things of that name
 */
GArray *
um_directory_find_things_by_name (const UmDirectory *self, UmSet set, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (set < UM_N_SETS, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return um_thing_set_find_name (self->things[set], name);
}

/**
 * um_directory_get_relation:
 * @self: a directory
 * @set: a set
 *
 * Returns: (transfer none): which rows are in which things, as long as @self lives
 */
const UmRelation *
um_directory_get_relation (const UmDirectory *self, UmSet set)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (set < UM_N_SETS, NULL);

  return self->relations[set];
}

/**
 * um_directory_get_members:
 * @self: a directory
 * @set: a set
 * @thing: index of one of its things
 *
 * Returns: (transfer full): the rows that are known to be in the thing
 */
UmBitset *
um_directory_get_members (const UmDirectory *self, UmSet set, guint thing)
{
  g_return_val_if_fail (thing < um_directory_get_n_things (self, set), NULL);

  UmBitset *members = um_bitset_new (um_directory_get_n_rows (self), self->generation);
  guint n_rows;
  const guint32 *rows = um_relation_get_rows (self->relations[set], thing, &n_rows);

  for (guint i = 0; i < n_rows; i++)
    um_bitset_add (members, rows[i]);

  return members;
}

/**
 * um_directory_is_member:
 * @self: a directory
 * @set: a set
 * @thing: index of one of its things
 * @row: one of its rows
 *
 * What isn't listed is a no only where it would be listed if it were so: all members of the thing
 * were read, or all things of the row were (PRODUCT.md §3, "Until a group is read…"); or where an
 * outcome says so (um_directory_apply ()).
 *
 * Returns: whether the row is in the thing
 */
UmTruth
um_directory_is_member (const UmDirectory *self, UmSet set, guint thing, guint row)
{
  g_return_val_if_fail (thing < um_directory_get_n_things (self, set), UM_UNKNOWN);
  g_return_val_if_fail (row < um_directory_get_n_rows (self), UM_UNKNOWN);

  if (um_relation_contains (self->relations[set], thing, row))
    return UM_YES;
  if (um_thing_set_get (self->things[set], thing)->known
      || um_bitset_contains (self->complete[set], row)
      || (self->absent[set] != NULL && um_relation_contains (self->absent[set], thing, row)))
    return UM_NO;

  return UM_UNKNOWN;
}

/**
 * um_directory_get_complete:
 * @self: a directory
 * @set: a set
 *
 * Returns: (transfer none): the rows whose things of the set were read alone and are all known,
 *   whatever is known of the things; often none
 */
const UmBitset *
um_directory_get_complete (const UmDirectory *self, UmSet set)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (set < UM_N_SETS, NULL);

  return self->complete[set];
}

/**
 * um_directory_get_absent:
 * @self: a directory
 * @set: a set
 *
 * Returns: (transfer none) (nullable): who is known not to be in a thing, although neither all
 *   members of the thing nor all things of the row are known; %NULL where there is none such
 */
const UmRelation *
um_directory_get_absent (const UmDirectory *self, UmSet set)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (set < UM_N_SETS, NULL);

  return self->absent[set];
}

/**
 * um_directory_get_folded:
 * @self: a directory
 * @row: one of its rows
 * @column: %UM_COLUMN_NAME, %UM_COLUMN_EMAIL or %UM_COLUMN_ID
 * @length: (out): length in bytes, without the NUL behind it
 *
 * Returns: (transfer none): the text folded by um_text_fold(); "" for an e-mail that is hidden
 */
const char *
um_directory_get_folded (const UmDirectory *self, guint row, UmColumn column, gsize *length)
{
  *length = 0;
  g_return_val_if_fail (row < um_directory_get_n_rows (self), NULL);
  g_return_val_if_fail (
    column == UM_COLUMN_NAME || column == UM_COLUMN_EMAIL || column == UM_COLUMN_ID, NULL);

  return um_user_table_get_folded (self->table, row, column, length);
}

/**
 * um_directory_get_folded_arena:
 * @self: a directory
 * @length: (out): length in bytes
 *
 * The folded texts of all rows, ascending: name, e-mail, id, each ended by NUL. A folded word never
 * holds a NUL, so one memmem() over the arena can't match across two texts.
 *
 * Returns: (transfer none) (array length=length): the arena, as long as @self lives
 */
const char *
um_directory_get_folded_arena (const UmDirectory *self, gsize *length)
{
  *length = 0;
  g_return_val_if_fail (self != NULL, NULL);

  return um_user_table_get_arena (self->table, length);
}

/**
 * um_directory_get_folded_starts:
 * @self: a directory
 *
 * Returns: (transfer none): for each row the offset in the arena at which its texts begin, and as
 *   one more the length of the arena
 */
const guint32 *
um_directory_get_folded_starts (const UmDirectory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return um_user_table_get_starts (self->table);
}

/**
 * um_directory_get_folded_row:
 * @self: a directory
 * @offset: an offset within the arena
 *
 * O(log n).
 *
 * Returns: the row whose texts hold the offset, or %UM_NO_ROW behind the end
 */
guint
um_directory_get_folded_row (const UmDirectory *self, gsize offset)
{
  g_return_val_if_fail (self != NULL, UM_NO_ROW);

  const guint32 *starts = um_user_table_get_starts (self->table);
  guint low = 0;
  guint high = um_user_table_get_n_rows (self->table);

  if (offset >= starts[high])
    return UM_NO_ROW;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (starts[middle] <= offset)
        low = middle;
      else
        high = middle;
    }

  return low;
}
