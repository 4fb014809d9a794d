/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A directory kept the plain way, to hold the table against. */

#include "plain-directory.h"

static const char *const first_names[] = {
  "Ann",    "ann",      "Bob",    "Çelik",      "Dörte",  "Émile",  "Gu\xcc\x88nter",
  "Günter", "ＨＡＮＡ", "İpek",   "ırmak",      "José",   "Карина", "Søren",
  "山田",   "محمد",     "Straße", "svc-backup", "O’Neil", "",
};

static const char *const last_names[] = {
  "Lee", "lee", "Øster", "Smith", "Иванова", "Müller", "太郎", "bot", "de la Cruz", "",
};

static void
plain_user_free (gpointer data)
{
  PlainUser *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->email);
  for (guint set = 0; set < UM_N_SETS; set++)
    {
      g_hash_table_unref (self->things[set]);
      g_hash_table_unref (self->absent[set]);
    }
  g_free (self);
}

static void
plain_thing_free (gpointer data)
{
  PlainThing *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

static gint64
random_time (void)
{
  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      return UM_TIME_UNKNOWN;
    case 1:
      return 1700000000 + g_test_rand_int_range (0, 10);
    default:
      return g_test_rand_int_range (1000, G_MAXINT32);
    }
}

char *
plain_random_name (void)
{
  const char *first = first_names[g_test_rand_int_range (0, G_N_ELEMENTS (first_names))];
  const char *last = last_names[g_test_rand_int_range (0, G_N_ELEMENTS (last_names))];

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
      return g_strdup (first);
    case 1:
      /* Longer than what is kept of a collation key, and different only at the end. */
      return g_strdup_printf ("%s from the department of long and winding names, office %u %s",
                              first, (guint) g_test_rand_int_range (0, 4), last);
    default:
      return g_strdup_printf ("%s %s", first, last);
    }
}

void
plain_user_randomize (PlainUser *self)
{
  g_free (self->name);
  g_free (self->email);
  self->name = plain_random_name ();
  self->email = g_test_rand_int_range (0, 4) == 0
                  ? NULL
                  : g_strdup_printf ("%s%d@%s.example", g_test_rand_bit () ? "user." : "User.",
                                     g_test_rand_int_range (0, 5000),
                                     g_test_rand_bit () ? "old" : "bücher");
  self->facts.status = g_test_rand_int_range (UM_STATUS_UNKNOWN, UM_STATUS_INACTIVE + 1);
  self->facts.type = g_test_rand_int_range (UM_TYPE_UNKNOWN, UM_TYPE_GUEST + 1);
  self->facts.managed = g_test_rand_int_range (UM_UNKNOWN, UM_YES + 1);
  self->facts.synced = g_test_rand_int_range (UM_UNKNOWN, UM_YES + 1);
  self->facts.last_login = g_test_rand_int_range (0, 4) == 0 ? UM_TIME_NEVER : random_time ();
  self->facts.added = random_time ();
}

/* Ids that no two users share, in no order, some of which folding changes. */
static char *
make_id (guint n)
{
  switch (g_test_rand_int_range (0, 3))
    {
    case 0:
      return g_strdup_printf ("%u:%08x-%u", 557058, (guint) g_test_rand_int (), n);
    case 1:
      return g_strdup_printf ("%016x%08x", (guint) g_test_rand_int (), n);
    default:
      return g_strdup_printf ("qm:UPPER-%x-%u", (guint) g_test_rand_int (), n);
    }
}

void
plain_directory_add_random_user (PlainDirectory *self)
{
  PlainUser *user = g_new0 (PlainUser, 1);

  user->id = make_id (self->users->len);
  for (guint set = 0; set < UM_N_SETS; set++)
    {
      guint n_things = self->things[set]->len;

      user->things[set] = g_hash_table_new (NULL, NULL);
      user->absent[set] = g_hash_table_new (NULL, NULL);
      for (guint i = g_test_rand_int_range (0, 6); i > 0 && n_things > 0; i--)
        plain_user_set_in (user, set, g_test_rand_int_range (0, n_things), TRUE);
    }
  plain_user_randomize (user);
  g_ptr_array_add (self->users, user);
}

PlainDirectory *
plain_directory_new_random (guint n_users, guint n_things)
{
  PlainDirectory *self = g_new0 (PlainDirectory, 1);

  self->users = g_ptr_array_new_with_free_func (plain_user_free);
  for (guint set = 0; set < UM_N_SETS; set++)
    {
      self->things[set] = g_ptr_array_new_with_free_func (plain_thing_free);
      for (guint i = 0; i < n_things; i++)
        {
          PlainThing *thing = g_new0 (PlainThing, 1);

          thing->id = g_strdup_printf ("thing-%u-%u", set, i);
          thing->name = plain_random_name ();
          thing->known = g_test_rand_bit ();
          g_ptr_array_add (self->things[set], thing);
        }
    }
  for (guint i = 0; i < n_users; i++)
    plain_directory_add_random_user (self);

  return self;
}

void
plain_directory_free (PlainDirectory *self)
{
  g_ptr_array_unref (self->users);
  for (guint set = 0; set < UM_N_SETS; set++)
    g_ptr_array_unref (self->things[set]);
  g_free (self);
}

PlainUser *
plain_directory_get (PlainDirectory *self, guint row)
{
  return g_ptr_array_index (self->users, row);
}

PlainThing *
plain_directory_get_thing (PlainDirectory *self, UmSet set, guint thing)
{
  return g_ptr_array_index (self->things[set], thing);
}

guint
plain_directory_find (PlainDirectory *self, const char *id)
{
  for (guint row = 0; row < self->users->len; row++)
    {
      if (g_str_equal (plain_directory_get (self, row)->id, id))
        return row;
    }

  return UM_NO_ROW;
}

UmUser
plain_user_get (const PlainUser *self)
{
  UmUser user = self->facts;

  user.account_id = self->id;
  user.name = self->name;
  user.email = self->email;

  return user;
}

gboolean
plain_user_is_in (const PlainUser *self, UmSet set, guint thing)
{
  return g_hash_table_contains (self->things[set], GUINT_TO_POINTER (thing));
}

void
plain_user_set_in (PlainUser *self, UmSet set, guint thing, gboolean member)
{
  if (member)
    g_hash_table_add (self->things[set], GUINT_TO_POINTER (thing));
  else
    g_hash_table_remove (self->things[set], GUINT_TO_POINTER (thing));
  if (member)
    g_hash_table_remove (self->absent[set], GUINT_TO_POINTER (thing));
}

void
plain_user_set_absent (PlainUser *self, UmSet set, guint thing)
{
  g_hash_table_add (self->absent[set], GUINT_TO_POINTER (thing));
}

static void
feed_members (PlainDirectory *self, UmDirectoryBuilder *builder, guint row)
{
  PlainUser *user = plain_directory_get (self, row);

  for (guint set = 0; set < UM_N_SETS; set++)
    {
      GHashTableIter iter;
      gpointer thing;

      if (user->complete[set])
        um_directory_builder_begin_row (builder, set, row);
      g_hash_table_iter_init (&iter, user->things[set]);
      while (g_hash_table_iter_next (&iter, &thing, NULL))
        {
          um_directory_builder_add_member (builder, set, GPOINTER_TO_UINT (thing), row);
          if (g_test_rand_bit ())
            um_directory_builder_add_member (builder, set, GPOINTER_TO_UINT (thing), row);
        }
    }
}

void
plain_directory_feed (PlainDirectory *self, UmDirectoryBuilder *builder)
{
  for (guint set = 0; set < UM_N_SETS; set++)
    {
      for (guint i = 0; i < self->things[set]->len; i++)
        {
          PlainThing *thing = plain_directory_get_thing (self, set, i);
          UmThing said = { .id = thing->id, .name = thing->name, .known = thing->known };

          g_assert_cmpuint (um_directory_builder_add_thing (builder, set, &said), ==, i);
        }
    }
  for (guint row = 0; row < self->users->len; row++)
    {
      UmUser user = plain_user_get (plain_directory_get (self, row));

      g_assert_cmpuint (um_directory_builder_add_user (builder, &user), ==, row);
    }
  if (self->users->len == 0)
    return;

  /* Each row once, beginning anywhere: an odd step through a power of two meets all. */
  guint size = 1u << g_bit_storage (self->users->len);
  guint step = g_test_rand_int_range (0, size) | 1;

  for (guint i = 0, row = g_test_rand_int_range (0, size); i < size; i++)
    {
      row = (row + step) % size;
      if (row < self->users->len)
        feed_members (self, builder, row);
    }
}

UmDirectory *
plain_directory_build (PlainDirectory *self)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  plain_directory_feed (self, builder);

  return um_directory_builder_end (builder);
}

static void
assert_same_user (PlainUser *plain, UmDirectory *directory, guint row)
{
  UmUser user;

  um_directory_get_user (directory, row, &user);
  g_assert_cmpstr (user.account_id, ==, plain->id);
  g_assert_cmpstr (user.name, ==, plain->name);
  g_assert_cmpstr (user.email, ==, plain->email);
  g_assert_cmpint (user.status, ==, plain->facts.status);
  g_assert_cmpint (user.type, ==, plain->facts.type);
  g_assert_cmpint (user.managed, ==, plain->facts.managed);
  g_assert_cmpint (user.synced, ==, plain->facts.synced);
  g_assert_cmpint (user.last_login, ==, plain->facts.last_login);
  g_assert_cmpint (user.added, ==, plain->facts.added);

  g_assert_cmpstr (um_directory_get_account_id (directory, row), ==, plain->id);
  g_assert_cmpstr (um_directory_get_name (directory, row), ==, plain->name);
  g_assert_cmpint (um_directory_get_status (directory, row), ==, plain->facts.status);
  g_assert_cmpint (um_directory_get_user_type (directory, row), ==, plain->facts.type);
  g_assert_cmpint (um_directory_get_managed (directory, row), ==, plain->facts.managed);
  g_assert_cmpint (um_directory_get_synced (directory, row), ==, plain->facts.synced);
  g_assert_cmpint (um_directory_get_last_login (directory, row), ==, plain->facts.last_login);
  g_assert_cmpint (um_directory_get_added (directory, row), ==, plain->facts.added);
  g_assert_cmpuint (um_directory_find (directory, plain->id), ==, row);
}

static void
assert_same_members (PlainDirectory *self, UmDirectory *directory, UmSet set)
{
  const UmRelation *relation = um_directory_get_relation (directory, set);
  gsize n_pairs = 0;

  for (guint row = 0; row < self->users->len; row++)
    {
      PlainUser *user = plain_directory_get (self, row);
      guint n_things;
      const guint32 *things = um_relation_get_things (relation, row, &n_things);

      g_assert_cmpuint (n_things, ==, g_hash_table_size (user->things[set]));
      for (guint i = 0; i < n_things; i++)
        {
          g_assert_true (plain_user_is_in (user, set, things[i]));
          g_assert_true (i == 0 || things[i - 1] < things[i]);
        }
      g_assert_cmpint (um_bitset_contains (um_directory_get_complete (directory, set), row), ==,
                       user->complete[set]);
      n_pairs += n_things;
    }
  g_assert_cmpuint (um_relation_get_n_pairs (relation), ==, n_pairs);
}

static void
assert_same_thing (PlainDirectory *self, UmDirectory *directory, UmSet set, guint thing)
{
  PlainThing *plain = plain_directory_get_thing (self, set, thing);
  const UmThing *said = um_directory_get_thing (directory, set, thing);
  g_autoptr (UmBitset) members = um_directory_get_members (directory, set, thing);

  g_assert_cmpstr (said->id, ==, plain->id);
  g_assert_cmpstr (said->name, ==, plain->name);
  g_assert_cmpint (said->known, ==, plain->known);
  g_assert_cmpuint (um_directory_find_thing (directory, set, plain->id), ==, thing);

  for (guint row = 0; row < self->users->len; row++)
    {
      PlainUser *user = plain_directory_get (self, row);
      gboolean is_in = plain_user_is_in (user, set, thing);
      gboolean told = plain->known || user->complete[set]
                      || g_hash_table_contains (user->absent[set], GUINT_TO_POINTER (thing));
      UmTruth expected = is_in ? UM_YES : told ? UM_NO : UM_UNKNOWN;

      g_assert_cmpint (um_bitset_contains (members, row), ==, is_in);
      g_assert_cmpint (um_directory_is_member (directory, set, thing, row), ==, expected);
    }
}

void
plain_directory_assert_same (PlainDirectory *self, UmDirectory *directory)
{
  g_assert_cmpuint (um_directory_get_n_rows (directory), ==, self->users->len);

  for (guint row = 0; row < self->users->len; row++)
    assert_same_user (plain_directory_get (self, row), directory, row);

  for (guint set = 0; set < UM_N_SETS; set++)
    {
      g_assert_cmpuint (um_directory_get_n_things (directory, set), ==, self->things[set]->len);
      assert_same_members (self, directory, set);
      for (guint thing = 0; thing < self->things[set]->len; thing++)
        assert_same_thing (self, directory, set, thing);
    }
}

void
plain_large_id (guint n, char id[32])
{
  /* An odd factor: no two numbers below 2³² share an id. */
  g_snprintf (id, 32, "712020:%08x-%s", n * 2654435761u, n % 5 == 0 ? "A" : "a");
}

UmDirectory *
plain_build_large (guint n_users)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  for (guint i = 0; i < PLAIN_LARGE_GROUPS; i++)
    {
      char id[32];
      const UmThing thing = { .id = id, .known = TRUE };

      g_snprintf (id, sizeof id, "group-%u", i);
      um_directory_builder_add_thing (builder, UM_SET_GROUPS, &thing);
    }
  for (guint i = 0; i < n_users; i++)
    {
      char id[32];
      char email[32];
      char plain_name[32];
      g_autofree char *name = i % 16 == 0 ? plain_random_name () : NULL;
      const UmUser user = {
        .account_id = id,
        .name = name != NULL ? name : plain_name,
        .email = i % 9 == 0 ? NULL : email,
        .status = i % (UM_STATUS_INACTIVE + 1),
        .type = i % 3 == 0 ? UM_TYPE_APP : UM_TYPE_PERSON,
        .last_login = i % 7 == 0 ? UM_TIME_NEVER : random_time (),
        .added = random_time (),
      };

      plain_large_id (i, id);
      g_snprintf (plain_name, sizeof plain_name, "User %u", i * 31u % 5000);
      g_snprintf (email, sizeof email, "user%u@old.example", i * 7919u % n_users);
      um_directory_builder_add_user (builder, &user);
      um_directory_builder_add_member (builder, UM_SET_GROUPS, i % PLAIN_LARGE_GROUPS, i);
      um_directory_builder_add_member (builder, UM_SET_GROUPS, i * 7 % PLAIN_LARGE_GROUPS, i);
    }

  return um_directory_builder_end (builder);
}
