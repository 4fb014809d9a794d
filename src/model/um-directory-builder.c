/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills a directory. Users go straight into the columns that the directory will have; memberships
 * are noted as pairs in the order of the calls, and dropping some means noting up to which pair
 * those of a thing or a row don't count. Owned by one thread, a worker as a rule. */

#include "um-directory-private.h"
#include "um-text-private.h"

#define NO_SLOT 0 /* an empty slot; others hold a row + 1 */

/* What has been said of one set. */
typedef struct
{
  UmThingSet *things;
  GArray *pair_things; /* guint32 */
  GArray *pair_rows;   /* guint32 */
  GArray *thing_cuts;  /* guint32 by thing: pairs before it don't count */
  GArray *row_cuts;   /* guint32 by row: 0, or 1 + where the pairs that count begin; then the row is
                         complete. Rows behind its end have 0 */
  UmRelation *absent; /* (nullable): of the directory begun with */
  gboolean has_cuts;
} Membership;

struct _UmDirectoryBuilder
{
  UmUserTable *table;
  guint32 *slots; /* account id → row, open addressing */
  guint n_slots;  /* a power of two, at least twice the rows */
  guint32 seed;
  Membership sets[UM_N_SETS];
  UmLoginsDraft logins;
  gint64 users_read;
  gint64 members_read;
};

/* FNV-1a from a start that a server can't know. */
static guint32
hash_id (const UmDirectoryBuilder *self, const char *id)
{
  guint32 hash = self->seed;

  for (; *id != '\0'; id++)
    hash = (hash ^ (guchar) *id) * 16777619u;

  return hash ^ hash >> 15;
}

/* The slot that holds the row of @id, or the empty one where it belongs. */
static guint32 *
find_slot (const UmDirectoryBuilder *self, const char *id)
{
  guint mask = self->n_slots - 1;
  guint i = hash_id (self, id) & mask;

  while (self->slots[i] != NO_SLOT
         && strcmp (um_user_table_get_id (self->table, self->slots[i] - 1), id) != 0)
    i = (i + 1) & mask;

  return &self->slots[i];
}

/* Makes a hash of @n_slots for the rows that are there. */
static void
rehash (UmDirectoryBuilder *self, guint n_slots)
{
  guint n_rows = um_user_table_get_n_rows (self->table);

  g_free (self->slots);
  self->slots = g_new0 (guint32, n_slots);
  self->n_slots = n_slots;
  for (guint row = 0; row < n_rows; row++)
    *find_slot (self, um_user_table_get_id (self->table, row)) = row + 1;
}

static void
membership_init (Membership *self, UmThingSet *things)
{
  self->things = things;
  self->pair_things = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->pair_rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->thing_cuts = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->row_cuts = g_array_new (FALSE, TRUE, sizeof (guint32));
  g_array_set_size (self->thing_cuts, um_thing_set_get_n (things));
}

static void
membership_clear (Membership *self)
{
  um_thing_set_unref (self->things);
  g_clear_pointer (&self->pair_things, g_array_unref);
  g_clear_pointer (&self->pair_rows, g_array_unref);
  g_array_unref (self->thing_cuts);
  g_array_unref (self->row_cuts);
  g_clear_pointer (&self->absent, um_relation_unref);
}

static void
membership_add (Membership *self, guint32 thing, guint32 row)
{
  g_array_append_val (self->pair_things, thing);
  g_array_append_val (self->pair_rows, row);
}

static void
membership_set_row_cut (Membership *self, guint row, guint32 cut)
{
  if (row >= self->row_cuts->len)
    g_array_set_size (self->row_cuts, row + 1);
  g_array_index (self->row_cuts, guint32, row) = cut;
}

/* Takes over what a directory knows. */
static void
membership_load (Membership *self, const UmRelation *relation, const UmBitset *complete)
{
  guint n_things = um_relation_get_n_things (relation);

  for (guint thing = 0; thing < n_things; thing++)
    {
      guint n_rows;
      const guint32 *rows = um_relation_get_rows (relation, thing, &n_rows);

      for (guint i = 0; i < n_rows; i++)
        membership_add (self, thing, rows[i]);
    }
  um_bitset_foreach (complete, row)
    {
      membership_set_row_cut (self, row, 1);
    }
}

/* Whether the pair @i hasn't been dropped since it was noted. */
static gboolean
membership_counts (const Membership *self, guint32 i)
{
  guint32 row = g_array_index (self->pair_rows, guint32, i);

  if (i < g_array_index (self->thing_cuts, guint32, g_array_index (self->pair_things, guint32, i)))
    return FALSE;

  return row >= self->row_cuts->len || i + 1 >= g_array_index (self->row_cuts, guint32, row);
}

static void
membership_drop_pairs (Membership *self)
{
  guint32 *things = (guint32 *) self->pair_things->data;
  guint32 *rows = (guint32 *) self->pair_rows->data;
  guint length = 0;

  for (guint i = 0; self->has_cuts && i < self->pair_rows->len; i++)
    {
      if (!membership_counts (self, i))
        continue;
      things[length] = things[i];
      rows[length++] = rows[i];
    }
  if (self->has_cuts)
    {
      g_array_set_size (self->pair_things, length);
      g_array_set_size (self->pair_rows, length);
    }
}

/* Makes the relation, and gives the pairs' memory back before the next set needs some. */
static UmRelation *
membership_end (Membership *self, guint n_rows)
{
  UmRelation *relation;

  membership_drop_pairs (self);
  relation = um_relation_new (um_thing_set_get_n (self->things), n_rows,
                              (const guint32 *) self->pair_things->data,
                              (const guint32 *) self->pair_rows->data, self->pair_rows->len);
  g_clear_pointer (&self->pair_things, g_array_unref);
  g_clear_pointer (&self->pair_rows, g_array_unref);

  return relation;
}

static UmBitset *
membership_get_complete (const Membership *self, guint n_rows, guint generation)
{
  UmBitset *complete = um_bitset_new (n_rows, generation);

  for (guint row = 0; row < self->row_cuts->len; row++)
    {
      if (g_array_index (self->row_cuts, guint32, row) > 0)
        um_bitset_add (complete, row);
    }

  return complete;
}

/* What was known of who isn't in a thing, where nothing said since tells. */
static UmRelation *
membership_end_absent (const Membership *self, const UmDirectory *directory, UmSet set)
{
  g_autoptr (GArray) things = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_things = self->absent != NULL ? um_relation_get_n_things (self->absent) : 0;

  for (guint32 thing = 0; thing < n_things; thing++)
    {
      guint n_absent;
      const guint32 *absent = um_relation_get_rows (self->absent, thing, &n_absent);

      for (guint i = 0; i < n_absent; i++)
        if (um_directory_is_member (directory, set, thing, absent[i]) == UM_UNKNOWN)
          {
            g_array_append_val (things, thing);
            g_array_append_val (rows, absent[i]);
          }
    }
  if (rows->len == 0)
    return NULL;
  return um_relation_new (um_thing_set_get_n (self->things), um_directory_get_n_rows (directory),
                          (const guint32 *) things->data, (const guint32 *) rows->data, rows->len);
}

static UmDirectoryBuilder *
builder_alloc (UmUserTable *table)
{
  UmDirectoryBuilder *self = g_new0 (UmDirectoryBuilder, 1);

  self->table = table;
  um_logins_draft_init (&self->logins);
  self->seed = g_random_int ();
  self->users_read = UM_TIME_UNKNOWN;
  self->members_read = UM_TIME_UNKNOWN;

  return self;
}

/**
 * um_directory_builder_new:
 *
 * Returns: (transfer full): a builder that holds nothing; turn it into a directory with
 *   um_directory_builder_end(), or drop it with um_directory_builder_free()
 */
UmDirectoryBuilder *
um_directory_builder_new (void)
{
  UmDirectoryBuilder *self = builder_alloc (um_user_table_new ());

  rehash (self, 64);
  for (guint set = 0; set < UM_N_SETS; set++)
    membership_init (&self->sets[set], um_thing_set_new ());

  return self;
}

/**
 * um_directory_builder_new_from:
 * @directory: what to begin with
 *
 * For partial refreshes: a builder that holds all that @directory does, rows and things under the
 * same numbers. Copies the directory's memory, so it belongs on a worker.
 *
 * Returns: (transfer full): the builder, see um_directory_builder_new()
 */
UmDirectoryBuilder *
um_directory_builder_new_from (const UmDirectory *directory)
{
  g_return_val_if_fail (directory != NULL, NULL);

  UmDirectoryBuilder *self = builder_alloc (um_user_table_copy (directory->table));
  guint n_slots = 64;

  while (n_slots / 2 < um_user_table_get_n_rows (self->table))
    n_slots *= 2;
  rehash (self, n_slots);
  for (guint set = 0; set < UM_N_SETS; set++)
    {
      membership_init (&self->sets[set], um_thing_set_copy (directory->things[set]));
      membership_load (&self->sets[set], directory->relations[set], directory->complete[set]);
      if (directory->absent[set] != NULL)
        self->sets[set].absent = um_relation_ref (directory->absent[set]);
    }
  if (directory->logins != NULL)
    um_logins_draft_load (&self->logins, directory->logins, NULL, NULL);
  self->users_read = directory->users_read;
  self->members_read = directory->members_read;

  return self;
}

/**
 * um_directory_builder_free:
 * @self: (transfer full): a builder
 */
void
um_directory_builder_free (UmDirectoryBuilder *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->table, um_user_table_unref);
  for (guint set = 0; set < UM_N_SETS; set++)
    membership_clear (&self->sets[set]);
  um_logins_draft_clear (&self->logins);
  g_free (self->slots);
  g_free (self);
}

/**
 * um_directory_builder_add_user:
 * @self: a builder
 * @user: a user; texts are copied, made valid UTF-8 and cut at 1 KiB. An e-mail of "" is none, a
 *   missing name is "". An empty account id is the caller's mistake
 *
 * Adds a user, or replaces what was said of the one of the same account id; his memberships stay.
 * An id that can't be one (longer than 128 bytes, not UTF-8) is refused, as a cut one might name
 * someone else (ATLASSIAN.md: opaque, at most 128 characters).
 *
 * Returns: the user's row, or %UM_NO_ROW for a refused one
 */
guint
um_directory_builder_add_user (UmDirectoryBuilder *self, const UmUser *user)
{
  guint32 *slot;
  guint row;

  g_return_val_if_fail (self != NULL && user != NULL, UM_NO_ROW);
  g_return_val_if_fail (user->account_id != NULL && *user->account_id != '\0', UM_NO_ROW);

  if (strlen (user->account_id) > UM_ACCOUNT_ID_MAX
      || !g_utf8_validate (user->account_id, -1, NULL))
    return UM_NO_ROW;

  slot = find_slot (self, user->account_id);
  if (*slot != NO_SLOT)
    {
      row = *slot - 1;
      um_user_table_replace (self->table, row, user);
      return row;
    }

  row = um_user_table_append (self->table, user);
  *slot = row + 1;
  if (row + 1 > self->n_slots / 2)
    rehash (self, self->n_slots * 2);

  return row;
}

/**
 * um_directory_builder_add_thing:
 * @self: a builder
 * @set: a set
 * @thing: a thing; texts are copied and made valid UTF-8, the name is cut at 1 KiB. An empty id is
 *   the caller's mistake
 *
 * Adds a thing, or replaces the one of the same id; its members stay.
 *
 * Returns: its index
 */
guint
um_directory_builder_add_thing (UmDirectoryBuilder *self, UmSet set, const UmThing *thing)
{
  g_return_val_if_fail (self != NULL && thing != NULL, UM_NO_ROW);
  g_return_val_if_fail (set < UM_N_SETS, UM_NO_ROW);
  g_return_val_if_fail (thing->id != NULL && *thing->id != '\0', UM_NO_ROW);

  Membership *membership = &self->sets[set];
  guint index = um_thing_set_put (membership->things, thing);

  if (index >= membership->thing_cuts->len)
    g_array_set_size (membership->thing_cuts, index + 1);

  return index;
}

/**
 * um_directory_builder_add_member:
 * @self: a builder
 * @set: a set
 * @thing: index of one of its things
 * @row: a row, or %UM_NO_ROW for a user that was refused, which says nothing
 *
 * Says that a row is in a thing. Twice is once.
 */
void
um_directory_builder_add_member (UmDirectoryBuilder *self, UmSet set, guint thing, guint row)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (set < UM_N_SETS);
  g_return_if_fail (thing < um_thing_set_get_n (self->sets[set].things));

  if (row == UM_NO_ROW)
    return;
  g_return_if_fail (row < um_user_table_get_n_rows (self->table));

  membership_add (&self->sets[set], thing, row);
}

/**
 * um_directory_builder_clear_members:
 * @self: a builder
 * @set: a set
 * @thing: index of one of its things
 *
 * Drops all members of a thing, as they are about to be read again. O(1).
 */
void
um_directory_builder_clear_members (UmDirectoryBuilder *self, UmSet set, guint thing)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (set < UM_N_SETS);
  g_return_if_fail (thing < um_thing_set_get_n (self->sets[set].things));

  Membership *membership = &self->sets[set];

  g_array_index (membership->thing_cuts, guint32, thing) = membership->pair_rows->len;
  membership->has_cuts = TRUE;
}

/**
 * um_directory_builder_begin_row:
 * @self: a builder
 * @set: a set
 * @row: a row, or %UM_NO_ROW for a user that was refused, which says nothing
 *
 * Says that all things of the set that the row is in follow now: drops those it had and marks the
 * row complete (um_directory_get_complete()). O(1).
 */
void
um_directory_builder_begin_row (UmDirectoryBuilder *self, UmSet set, guint row)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (set < UM_N_SETS);

  if (row == UM_NO_ROW)
    return;
  g_return_if_fail (row < um_user_table_get_n_rows (self->table));

  Membership *membership = &self->sets[set];

  membership_set_row_cut (membership, row, membership->pair_rows->len + 1);
  membership->has_cuts = TRUE;
}

/**
 * um_directory_builder_add_login:
 * @self: a builder
 * @product: index of a thing of %UM_SET_PRODUCTS
 * @row: a row, or %UM_NO_ROW for a user that was refused, which says nothing
 * @seconds: when the user last used the product, since 1970
 *
 * Of several times of one product the latest counts.
 */
void
um_directory_builder_add_login (UmDirectoryBuilder *self, guint product, guint row, gint64 seconds)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (product < um_thing_set_get_n (self->sets[UM_SET_PRODUCTS].things));

  if (row == UM_NO_ROW)
    return;
  g_return_if_fail (row < um_user_table_get_n_rows (self->table));

  um_logins_draft_add (&self->logins, row, product, seconds);
}

/**
 * um_directory_builder_tell_logins:
 * @self: a builder
 * @row: a row, or %UM_NO_ROW for a user that was refused, which says nothing
 * @told: whether he is known never to have used the products that he has no time of
 */
void
um_directory_builder_tell_logins (UmDirectoryBuilder *self, guint row, gboolean told)
{
  g_return_if_fail (self != NULL);

  if (row == UM_NO_ROW)
    return;
  g_return_if_fail (row < um_user_table_get_n_rows (self->table));

  um_logins_draft_set_told (&self->logins, row, told);
}

/**
 * um_directory_builder_copy_logins:
 * @self: a builder whose first products are those of @from
 * @from: a directory
 * @map: the row that each row of @from has become, %UM_NO_ROW for those left out
 */
void
um_directory_builder_copy_logins (UmDirectoryBuilder *self,
                                  const UmDirectory *from,
                                  const guint32 *map)
{
  g_return_if_fail (self != NULL && from != NULL && map != NULL);

  if (from->logins != NULL)
    um_logins_draft_load (&self->logins, from->logins, map, NULL);
}

/**
 * um_directory_builder_find:
 * @self: a builder
 * @account_id: an account id
 *
 * Returns: the row of the account, or %UM_NO_ROW
 */
guint
um_directory_builder_find (UmDirectoryBuilder *self, const char *account_id)
{
  g_return_val_if_fail (self != NULL, UM_NO_ROW);
  g_return_val_if_fail (account_id != NULL, UM_NO_ROW);

  guint32 *slot = find_slot (self, account_id);

  return *slot != NO_SLOT ? *slot - 1 : UM_NO_ROW;
}

/**
 * um_directory_builder_get_n_rows:
 * @self: a builder
 *
 * Returns: the number of users so far
 */
guint
um_directory_builder_get_n_rows (UmDirectoryBuilder *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return um_user_table_get_n_rows (self->table);
}

/**
 * um_directory_builder_set_read:
 * @self: a builder
 * @users_read: when the users were read, in seconds since 1970
 * @members_read: when all memberships had been read, or %UM_TIME_UNKNOWN
 */
void
um_directory_builder_set_read (UmDirectoryBuilder *self, gint64 users_read, gint64 members_read)
{
  g_return_if_fail (self != NULL);

  self->users_read = users_read;
  self->members_read = members_read;
}

/**
 * um_directory_builder_end:
 * @self: (transfer full): a builder
 *
 * Hands over what was filled without copying it, makes the relations and the order of the ids:
 * some tenths of a second for half a million users, so it belongs on a worker. Frees the builder.
 *
 * Returns: (transfer full): the directory
 */
UmDirectory *
um_directory_builder_end (UmDirectoryBuilder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  UmDirectory *directory = um_directory_alloc ();
  guint n_rows = um_user_table_get_n_rows (self->table);

  g_clear_pointer (&self->slots, g_free);
  um_user_table_finish (self->table);
  directory->table = g_steal_pointer (&self->table);
  directory->users_read = self->users_read;
  directory->members_read = self->members_read;
  for (guint set = 0; set < UM_N_SETS; set++)
    {
      Membership *membership = &self->sets[set];

      directory->things[set] = um_thing_set_ref (membership->things);
      directory->relations[set] = membership_end (membership, n_rows);
      directory->complete[set] = membership_get_complete (membership, n_rows,
                                                          directory->generation);
      directory->absent[set] = membership_end_absent (membership, directory, set);
    }
  directory->logins = um_logins_draft_end (&self->logins, n_rows);
  for (guint column = 0; column < UM_N_COLUMNS; column++)
    directory->orders[column] = um_order_new ();
  um_directory_get_order (directory, UM_COLUMN_ID); /* um_directory_find () needs it */
  um_directory_builder_free (self);

  return directory;
}
