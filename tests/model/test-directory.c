/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table as a whole: filling and reading it, hostile texts, partial refreshes. */

#include "plain-directory.h"
#include "um-directory-private.h"

#include <string.h>

static UmDirectory *
make_of (const UmUser *users, guint n_users)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  for (guint i = 0; i < n_users; i++)
    um_directory_builder_add_user (builder, &users[i]);

  return um_directory_builder_end (builder);
}

static void
test_empty (void)
{
  g_autoptr (UmDirectory) directory = um_directory_builder_end (um_directory_builder_new ());
  g_autoptr (UmDirectory) applied = um_directory_apply (directory, NULL, 0);
  g_autoptr (UmDirectory)
    again = um_directory_builder_end (um_directory_builder_new_from (directory));
  g_autoptr (GArray) named = um_directory_find_things_by_name (directory, UM_SET_GROUPS, "x");
  gsize length;

  g_assert_cmpuint (um_directory_get_n_rows (directory), ==, 0);
  g_assert_cmpuint (um_directory_get_n_rows (applied), ==, 0);
  g_assert_cmpuint (um_directory_get_n_rows (again), ==, 0);
  g_assert_cmpuint (um_directory_find (directory, "a"), ==, UM_NO_ROW);
  g_assert_cmpuint (um_directory_find_thing (directory, UM_SET_GROUPS, "a"), ==, UM_NO_ROW);
  g_assert_cmpuint (named->len, ==, 0);
  g_assert_cmpint (um_directory_get_users_read (directory), ==, UM_TIME_UNKNOWN);
  g_assert_cmpint (um_directory_get_members_read (directory), ==, UM_TIME_UNKNOWN);
  g_assert_nonnull (um_directory_get_folded_arena (directory, &length));
  g_assert_cmpuint (length, ==, 0);
  g_assert_cmpuint (um_directory_get_folded_row (directory, 0), ==, UM_NO_ROW);
  um_directory_prepare_orders (directory);
  for (guint column = 0; column < UM_N_COLUMNS; column++)
    g_assert_nonnull (um_directory_get_order (directory, column));
}

static void
test_random (void)
{
  const guint sizes[] = { 1, 2, 3, 10, 63, 64, 65, 500 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes) * 2; i++)
    {
      g_autoptr (PlainDirectory) plain = plain_directory_new_random (
        sizes[i % G_N_ELEMENTS (sizes)], g_test_rand_int_range (0, 20));
      g_autoptr (UmDirectory) directory = plain_directory_build (plain);
      g_autoptr (UmDirectory)
        again = um_directory_builder_end (um_directory_builder_new_from (directory));

      plain_directory_assert_same (plain, directory);
      plain_directory_assert_same (plain, again);
      g_assert_cmpuint (um_directory_get_generation (directory), !=,
                        um_directory_get_generation (again));
      g_assert_cmpuint (um_directory_find (directory, "nobody"), ==, UM_NO_ROW);
      g_assert_cmpuint (um_directory_find (directory, ""), ==, UM_NO_ROW);
    }
}

/* The size of a large organisation: everything is found again, the arena is whole. */
static void
test_large (void)
{
  const guint n_rows = 200000;
  g_autoptr (UmDirectory) directory = plain_build_large (n_rows);
  const UmRelation *relation = um_directory_get_relation (directory, UM_SET_GROUPS);
  const guint32 *starts = um_directory_get_folded_starts (directory);
  gsize n_pairs = 0;

  g_assert_cmpuint (um_directory_get_n_rows (directory), ==, n_rows);
  for (guint row = 0; row < n_rows; row++)
    {
      guint first = row % PLAIN_LARGE_GROUPS;
      guint second = row * 7 % PLAIN_LARGE_GROUPS;
      char id[32];

      plain_large_id (row, id);
      g_assert_cmpstr (um_directory_get_account_id (directory, row), ==, id);
      g_assert_cmpuint (um_directory_find (directory, id), ==, row);
      g_assert_true (um_relation_contains (relation, first, row));
      g_assert_true (um_relation_contains (relation, second, row));
      n_pairs += first == second ? 1 : 2;
      g_assert_cmpuint (um_directory_get_folded_row (directory, starts[row]), ==, row);
      g_assert_cmpuint (um_directory_get_folded_row (directory, starts[row + 1] - 1), ==, row);
    }
  g_assert_cmpuint (um_relation_get_n_pairs (relation), ==, n_pairs);
}

/* Name, e-mail and id of each row stand one behind the other in the arena, and nothing else does.
 */
static void
check_folded (UmDirectory *directory)
{
  const UmColumn columns[] = { UM_COLUMN_NAME, UM_COLUMN_EMAIL, UM_COLUMN_ID };
  const guint32 *starts = um_directory_get_folded_starts (directory);
  guint n_rows = um_directory_get_n_rows (directory);
  gsize arena_length;
  const char *arena = um_directory_get_folded_arena (directory, &arena_length);
  const char *next = arena;

  for (guint row = 0; row < n_rows; row++)
    {
      UmUser user;
      const char *texts[3];

      um_directory_get_user (directory, row, &user);
      texts[0] = user.name;
      texts[1] = user.email != NULL ? user.email : "";
      texts[2] = user.account_id;
      g_assert_true (arena + starts[row] == next);
      for (guint i = 0; i < 3; i++)
        {
          gsize length;
          const char *folded = um_directory_get_folded (directory, row, columns[i], &length);
          g_autofree char *expected = um_text_fold (texts[i]);

          g_assert_cmpstr (folded, ==, expected);
          g_assert_cmpuint (length, ==, strlen (expected));
          g_assert_true (folded == next);
          for (gsize k = 0; k <= length; k++)
            g_assert_cmpuint (um_directory_get_folded_row (directory, next - arena + k), ==, row);
          next += length + 1;
        }
    }
  g_assert_true (next == arena + arena_length);
  g_assert_cmpuint (starts[n_rows], ==, arena_length);
  g_assert_cmpuint (um_directory_get_folded_row (directory, arena_length), ==, UM_NO_ROW);
}

static void
test_folded (void)
{
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (PlainDirectory)
        plain = plain_directory_new_random (g_test_rand_int_range (1, 100), 1);
      g_autoptr (UmDirectory) directory = plain_directory_build (plain);

      check_folded (directory);
    }
}

static void
test_hidden (void)
{
  const UmUser users[] = {
    { .account_id = "a", .name = NULL, .email = NULL },
    { .account_id = "B", .name = "", .email = "" },
    { .account_id = "c", .name = "\xcc\x81", .email = "\xe2\x80\xae" }, /* folds to nothing */
  };
  g_autoptr (UmDirectory) directory = make_of (users, G_N_ELEMENTS (users));
  UmUser user;

  um_directory_get_user (directory, 0, &user);
  g_assert_cmpstr (user.name, ==, "");
  g_assert_null (user.email);
  um_directory_get_user (directory, 1, &user);
  g_assert_cmpstr (user.account_id, ==, "B");
  g_assert_cmpstr (user.name, ==, "");
  g_assert_null (user.email);
  um_directory_get_user (directory, 2, &user);
  g_assert_cmpstr (user.name, ==, "\xcc\x81");
  g_assert_cmpstr (user.email, ==, "\xe2\x80\xae");
  check_folded (directory);
}

static char *
repeat (const char *piece, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, piece);

  return g_string_free (text, FALSE);
}

static void
test_hostile_texts (void)
{
  g_autofree char *long_name = repeat ("山", 5000);
  g_autofree char *longest_folded = repeat ("\xef\xb7\xba", 400); /* 33 bytes each when folded */
  const UmUser users[] = {
    { .account_id = "1", .name = long_name, .email = longest_folded },
    { .account_id = "2",
      .name = "a\x01\n\x1f\x7f\xe2\x80\xae"
              "b" },
    { .account_id = "3", .name = "\xff\xfe broken \xc3", .email = "\x80" },
    { .account_id = "4", .name = "last" },
  };
  g_autoptr (UmDirectory) directory = make_of (users, G_N_ELEMENTS (users));
  UmUser user;
  gsize length;

  um_directory_get_user (directory, 0, &user);
  g_assert_cmpuint (strlen (user.name), ==, 1023);
  g_assert_true (g_str_has_prefix (long_name, user.name));
  g_assert_cmpuint (strlen (user.email), ==, 1023);
  um_directory_get_folded (directory, 0, UM_COLUMN_EMAIL, &length);
  g_assert_cmpuint (length, ==, 341 * 33);

  um_directory_get_user (directory, 1, &user);
  g_assert_cmpstr (user.name, ==, users[1].name);
  g_assert_cmpstr (um_directory_get_folded (directory, 1, UM_COLUMN_NAME, &length), ==, "a    b");

  um_directory_get_user (directory, 2, &user);
  g_assert_true (g_utf8_validate (user.name, -1, NULL));
  g_assert_cmpstr (user.email, ==, "\xef\xbf\xbd");
  g_assert_cmpstr (um_directory_get_name (directory, 3), ==, "last");
  check_folded (directory);
}

static void
test_ids (void)
{
  g_autofree char *longest = repeat ("x", 128);
  g_autofree char *too_long = repeat ("x", 129);
  const UmUser fine[] = { { .account_id = longest },
                          { .account_id = " " },
                          { .account_id = "Ä\n" } };
  const UmUser refused[] = { { .account_id = too_long }, { .account_id = "a\xff" } };
  const UmUser empty = { .account_id = "" };
  const UmThing group = { .id = "g" };
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  g_autoptr (UmDirectory) directory = NULL;

  um_directory_builder_add_thing (builder, UM_SET_GROUPS, &group);
  for (guint i = 0; i < G_N_ELEMENTS (fine); i++)
    g_assert_cmpuint (um_directory_builder_add_user (builder, &fine[i]), ==, i);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_cmpuint (um_directory_builder_add_user (builder, &refused[i]), ==, UM_NO_ROW);
  um_directory_builder_add_member (builder, UM_SET_GROUPS, 0, UM_NO_ROW);
  um_directory_builder_begin_row (builder, UM_SET_GROUPS, UM_NO_ROW);

  g_test_expect_message ("user-management", G_LOG_LEVEL_CRITICAL, "*account_id*");
  g_assert_cmpuint (um_directory_builder_add_user (builder, &empty), ==, UM_NO_ROW);
  g_test_assert_expected_messages ();

  g_assert_cmpuint (um_directory_builder_get_n_rows (builder), ==, G_N_ELEMENTS (fine));
  directory = um_directory_builder_end (builder);
  for (guint i = 0; i < G_N_ELEMENTS (fine); i++)
    {
      g_assert_cmpstr (um_directory_get_account_id (directory, i), ==, fine[i].account_id);
      g_assert_cmpuint (um_directory_find (directory, fine[i].account_id), ==, i);
    }
  g_assert_cmpuint (um_directory_find (directory, too_long), ==, UM_NO_ROW);
  g_assert_cmpuint (um_relation_get_n_pairs (um_directory_get_relation (directory, UM_SET_GROUPS)),
                    ==, 0);
}

static void
test_times (void)
{
  const struct
  {
    gint64 given;
    gint64 kept;
  } cases[] = {
    { UM_TIME_UNKNOWN, UM_TIME_UNKNOWN },
    { UM_TIME_NEVER, UM_TIME_NEVER },
    { 1767225600, 1767225600 },
    { 2, 2 },
    { G_MAXUINT32, G_MAXUINT32 },
    { (gint64) G_MAXUINT32 + 1, G_MAXUINT32 },
    { G_MAXINT64, G_MAXUINT32 },
    { 1, 2 },
    { 0, 2 },
    { -62135596800, 2 }, /* the year 1 */
    { G_MININT64 + 2, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const UmUser user = { .account_id = "a",
                            .last_login = cases[i].given,
                            .added = UM_TIME_UNKNOWN };
      const UmUser other = { .account_id = "a",
                             .last_login = UM_TIME_NEVER,
                             .added = cases[i].given };
      g_autoptr (UmDirectory) directory = make_of (&user, 1);
      g_autoptr (UmDirectory) directory_2 = make_of (&other, 1);

      g_assert_cmpint (um_directory_get_last_login (directory, 0), ==, cases[i].kept);
      g_assert_cmpint (um_directory_get_added (directory, 0), ==, UM_TIME_UNKNOWN);
      g_assert_cmpint (um_directory_get_last_login (directory_2, 0), ==, UM_TIME_NEVER);
      g_assert_cmpint (um_directory_get_added (directory_2, 0), ==, cases[i].kept);
    }
}

static void
test_read_times (void)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  g_autoptr (UmDirectory) directory = NULL;
  g_autoptr (UmDirectory) applied = NULL;
  g_autoptr (UmDirectory) again = NULL;

  um_directory_builder_set_read (builder, 1000, UM_TIME_UNKNOWN);
  directory = um_directory_builder_end (builder);
  applied = um_directory_apply (directory, NULL, 0);
  again = um_directory_builder_end (um_directory_builder_new_from (directory));
  g_assert_cmpint (um_directory_get_users_read (again), ==, 1000);
  g_assert_cmpint (um_directory_get_members_read (again), ==, UM_TIME_UNKNOWN);
  g_clear_pointer (&again, um_directory_unref);
  builder = um_directory_builder_new_from (directory);
  g_assert_cmpint (um_directory_get_users_read (directory), ==, 1000);
  g_assert_cmpint (um_directory_get_members_read (directory), ==, UM_TIME_UNKNOWN);
  g_assert_cmpint (um_directory_get_users_read (applied), ==, 1000);

  um_directory_builder_set_read (builder, 1000, 2000);
  again = um_directory_builder_end (builder);
  g_assert_cmpint (um_directory_get_users_read (again), ==, 1000);
  g_assert_cmpint (um_directory_get_members_read (again), ==, 2000);
}

/* Users come twice while a list is paged: the last wins, and nothing of the first is found. */
static void
test_replaced (void)
{
  for (guint i = 0; i < 20; i++)
    {
      guint n = g_test_rand_int_range (1, 100);
      g_autoptr (PlainDirectory) plain = plain_directory_new_random (n, 5);
      UmDirectoryBuilder *builder = um_directory_builder_new ();
      g_autoptr (UmDirectory) directory = NULL;

      plain_directory_feed (plain, builder);
      for (guint k = g_test_rand_int_range (0, 2 * n); k > 0; k--)
        {
          guint row = g_test_rand_int_range (0, n);
          PlainUser *user = plain_directory_get (plain, row);
          UmUser said;

          if (g_test_rand_bit ())
            plain_user_randomize (user);
          said = plain_user_get (user);
          g_assert_cmpuint (um_directory_builder_find (builder, user->id), ==, row);
          g_assert_cmpuint (um_directory_builder_add_user (builder, &said), ==, row);
        }
      g_assert_cmpuint (um_directory_builder_get_n_rows (builder), ==, n);
      g_assert_cmpuint (um_directory_builder_find (builder, "nobody"), ==, UM_NO_ROW);
      directory = um_directory_builder_end (builder);
      plain_directory_assert_same (plain, directory);
      check_folded (directory);
    }
}

/* One text or one fact alone, and nothing of what was there before is kept. */
static void
test_replaced_parts (void)
{
  const UmUser before = { .account_id = "A", .name = "Ann", .email = "Ann@old.example" };
  const UmUser after[] = {
    { .account_id = "A", .name = "Ann", .email = "Ann@new.example" },
    { .account_id = "A", .name = "Anna", .email = "Ann@old.example" },
    { .account_id = "A", .name = "Ann", .email = NULL },
    { .account_id = "A", .name = "", .email = "Ann@old.example" },
    { .account_id = "A", .name = "Ann", .email = "Ann@old.example", .status = UM_STATUS_FORMER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (after); i++)
    {
      const UmUser both[] = { before, after[i] };
      g_autoptr (UmDirectory) replaced = make_of (both, 2);
      g_autoptr (UmDirectory) fresh = make_of (both + 1, 1);
      UmUser user;

      um_directory_get_user (replaced, 0, &user);
      g_assert_cmpuint (um_directory_get_n_rows (replaced), ==, 1);
      g_assert_cmpstr (user.name, ==, after[i].name);
      g_assert_cmpstr (user.email, ==, after[i].email);
      g_assert_cmpint (user.status, ==, after[i].status);
      g_assert_cmpmem (replaced->table->text->data, replaced->table->text->len,
                       fresh->table->text->data, fresh->table->text->len);
      g_assert_cmpmem (replaced->table->folded->data, replaced->table->folded->len,
                       fresh->table->folded->data, fresh->table->folded->len);
    }
}

static void
test_things (void)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  UmThing thing = { .id = "1", .name = "Jira-Users", .parent = "d", .products = "jira,confluence" };
  g_autoptr (UmDirectory) directory = NULL;
  const UmThing *kept;

  g_assert_cmpuint (um_directory_builder_add_thing (builder, UM_SET_GROUPS, &thing), ==, 0);
  thing = (UmThing){ .id = "2", .name = "JIRA-USÉRS", .synced = TRUE, .admin = TRUE };
  g_assert_cmpuint (um_directory_builder_add_thing (builder, UM_SET_GROUPS, &thing), ==, 1);
  thing = (UmThing){ .id = "3", .name = "jira-users-2" };
  g_assert_cmpuint (um_directory_builder_add_thing (builder, UM_SET_GROUPS, &thing), ==, 2);
  thing = (UmThing){ .id = "2", .name = "jira-usérs", .known = TRUE };
  g_assert_cmpuint (um_directory_builder_add_thing (builder, UM_SET_GROUPS, &thing), ==, 1);
  thing = (UmThing){ .id = "1", .name = NULL };
  g_assert_cmpuint (um_directory_builder_add_thing (builder, UM_SET_PRODUCTS, &thing), ==, 0);
  directory = um_directory_builder_end (builder);

  g_assert_cmpuint (um_directory_get_n_things (directory, UM_SET_GROUPS), ==, 3);
  kept = um_directory_get_thing (directory, UM_SET_GROUPS, 0);
  g_assert_cmpstr (kept->name, ==, "Jira-Users");
  g_assert_cmpstr (kept->parent, ==, "d");
  g_assert_cmpstr (kept->products, ==, "jira,confluence");
  kept = um_directory_get_thing (directory, UM_SET_GROUPS, 1);
  g_assert_cmpstr (kept->name, ==, "jira-usérs");
  g_assert_null (kept->parent);
  g_assert_false (kept->synced);
  g_assert_true (kept->known);
  g_assert_cmpstr (um_directory_get_thing (directory, UM_SET_PRODUCTS, 0)->name, ==, "");

  g_autoptr (GArray)
    two = um_directory_find_things_by_name (directory, UM_SET_GROUPS, "jira-users");
  g_autoptr (GArray) none = um_directory_find_things_by_name (directory, UM_SET_GROUPS, "jira");

  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpuint (g_array_index (two, guint32, 0), ==, 0);
  g_assert_cmpuint (g_array_index (two, guint32, 1), ==, 1);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (um_directory_find_thing (directory, UM_SET_GROUPS, "4"), ==, UM_NO_ROW);
}

/* One random step of a partial refresh, said to the builder and to the plain directory. */
static void
refresh_step (PlainDirectory *plain, UmDirectoryBuilder *builder)
{
  UmSet set = g_test_rand_int_range (0, UM_N_SETS);
  guint n_rows = plain->users->len;
  guint n_things = plain->things[set]->len;
  guint row = g_test_rand_int_range (0, n_rows);
  guint thing = g_test_rand_int_range (0, n_things);
  PlainThing *plain_thing = plain_directory_get_thing (plain, set, thing);
  PlainUser *user = plain_directory_get (plain, row);
  UmThing said = { .id = plain_thing->id, .name = plain_thing->name };
  UmUser said_user;

  switch (g_test_rand_int_range (0, 5))
    {
    case 0: /* a group is read again */
      said.known = plain_thing->known = TRUE;
      um_directory_builder_add_thing (builder, set, &said);
      um_directory_builder_clear_members (builder, set, thing);
      for (guint i = 0; i < n_rows; i++)
        plain_user_set_in (plain_directory_get (plain, i), set, thing, FALSE);
      break;
    case 1: /* a user is read alone */
      um_directory_builder_begin_row (builder, set, row);
      g_hash_table_remove_all (user->things[set]);
      user->complete[set] = TRUE;
      break;
    case 2: /* a user who is new */
      plain_directory_add_random_user (plain);
      user = plain_directory_get (plain, n_rows);
      for (guint i = 0; i < UM_N_SETS; i++)
        g_hash_table_remove_all (user->things[i]);
      said_user = plain_user_get (user);
      g_assert_cmpuint (um_directory_builder_add_user (builder, &said_user), ==, n_rows);
      break;
    default:
      um_directory_builder_add_member (builder, set, thing, row);
      plain_user_set_in (user, set, thing, TRUE);
      break;
    }
}

static void
test_refresh (void)
{
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (PlainDirectory) plain = plain_directory_new_random (g_test_rand_int_range (1, 60),
                                                                     g_test_rand_int_range (1, 10));
      g_autoptr (UmDirectory) directory = plain_directory_build (plain);

      /* More than once, as what is known of rows must survive the next refresh too. */
      for (guint k = 0; k < 3; k++)
        {
          UmDirectoryBuilder *builder = um_directory_builder_new_from (directory);

          for (guint step = g_test_rand_int_range (0, 60); step > 0; step--)
            refresh_step (plain, builder);
          um_directory_unref (directory);
          directory = um_directory_builder_end (builder);
          plain_directory_assert_same (plain, directory);
        }
    }
}

/* The hash of the builder grows with it. */
static void
test_builder_find (void)
{
  g_autoptr (UmDirectoryBuilder) builder = um_directory_builder_new ();

  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *id = g_strdup_printf ("id:%u", i);
      const UmUser user = { .account_id = id };

      g_assert_cmpuint (um_directory_builder_find (builder, id), ==, UM_NO_ROW);
      g_assert_cmpuint (um_directory_builder_add_user (builder, &user), ==, i);
    }
  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *id = g_strdup_printf ("id:%u", i);

      g_assert_cmpuint (um_directory_builder_find (builder, id), ==, i);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/directory/empty", test_empty);
  g_test_add_func ("/model/directory/random", test_random);
  g_test_add_func ("/model/directory/large", test_large);
  g_test_add_func ("/model/directory/folded", test_folded);
  g_test_add_func ("/model/directory/hidden", test_hidden);
  g_test_add_func ("/model/directory/hostile-texts", test_hostile_texts);
  g_test_add_func ("/model/directory/ids", test_ids);
  g_test_add_func ("/model/directory/times", test_times);
  g_test_add_func ("/model/directory/read-times", test_read_times);
  g_test_add_func ("/model/directory/replaced", test_replaced);
  g_test_add_func ("/model/directory/replaced-parts", test_replaced_parts);
  g_test_add_func ("/model/directory/things", test_things);
  g_test_add_func ("/model/directory/refresh", test_refresh);
  g_test_add_func ("/model/directory/builder-find", test_builder_find);

  return g_test_run ();
}
