/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From one generation to another: outcomes laid over, sets of rows taken along. */

#include "plain-directory.h"

static UmMembershipChange
random_change (PlainDirectory *plain)
{
  UmSet set = g_test_rand_int_range (0, UM_N_SETS);
  guint row = g_test_rand_int_range (0, plain->users->len);
  guint thing = g_test_rand_int_range (0, plain->things[set]->len);

  return (UmMembershipChange){
    .account_id = plain_directory_get (plain, row)->id,
    .set = set,
    .thing_id = plain_directory_get_thing (plain, set, thing)->id,
    .member = g_test_rand_bit (),
    .vague = g_test_rand_int_range (0, 4) == 0,
  };
}

static void
plain_apply (PlainDirectory *plain, UmDirectory *directory, const UmMembershipChange *change)
{
  guint row = plain_directory_find (plain, change->account_id);
  guint thing = um_directory_find_thing (directory, change->set, change->thing_id);

  plain_user_set_in (plain_directory_get (plain, row), change->set, thing, change->member);
  if (!change->member && !change->vague)
    plain_user_set_absent (plain_directory_get (plain, row), change->set, thing);
}

static void
test_random (void)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (PlainDirectory) plain = plain_directory_new_random (g_test_rand_int_range (1, 80),
                                                                     g_test_rand_int_range (1, 10));
      g_autoptr (UmDirectory) directory = plain_directory_build (plain);

      for (guint k = 0; k < 3; k++)
        {
          UmMembershipChange changes[40];
          guint n_changes = g_test_rand_int_range (0, G_N_ELEMENTS (changes));
          UmDirectory *applied;

          for (guint c = 0; c < n_changes; c++)
            {
              changes[c] = random_change (plain);
              plain_apply (plain, directory, &changes[c]);
            }
          applied = um_directory_apply (directory, changes, n_changes);
          g_assert_cmpuint (um_directory_get_generation (applied), !=,
                            um_directory_get_generation (directory));
          um_directory_unref (directory);
          directory = applied;
          plain_directory_assert_same (plain, directory);
          /* Partial refreshes go on from what outcomes told. */
          applied = um_directory_builder_end (um_directory_builder_new_from (directory));
          um_directory_unref (directory);
          directory = applied;
          plain_directory_assert_same (plain, directory);
        }
    }
}

static UmDirectory *
make_small (void)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  const UmThing things[] = { { .id = "g", .known = TRUE }, { .id = "h" } };
  const UmUser users[] = { { .account_id = "a" }, { .account_id = "b" } };

  for (guint i = 0; i < 2; i++)
    {
      um_directory_builder_add_thing (builder, UM_SET_GROUPS, &things[i]);
      um_directory_builder_add_thing (builder, UM_SET_PRODUCTS, &things[i]);
      um_directory_builder_add_user (builder, &users[i]);
    }
  um_directory_builder_add_member (builder, UM_SET_GROUPS, 0, 0);

  return um_directory_builder_end (builder);
}

static void
test_leaves_alone (void)
{
  g_autoptr (UmDirectory) directory = make_small ();
  const UmMembershipChange changes[] = {
    { "a", UM_SET_GROUPS, "g", FALSE },      { "b", UM_SET_GROUPS, "h", TRUE },
    { "b", UM_SET_GROUPS, "g", TRUE },       { "nobody", UM_SET_GROUPS, "g", TRUE },
    { "a", UM_SET_GROUPS, "nothing", TRUE }, { "a", UM_SET_ROLES, "g", TRUE },
  };
  g_autoptr (UmDirectory) applied = um_directory_apply (directory, changes, G_N_ELEMENTS (changes));

  g_assert_cmpint (um_directory_is_member (directory, UM_SET_GROUPS, 0, 0), ==, UM_YES);
  g_assert_cmpint (um_directory_is_member (directory, UM_SET_GROUPS, 1, 1), ==, UM_UNKNOWN);
  g_assert_cmpint (um_directory_is_member (applied, UM_SET_GROUPS, 0, 0), ==, UM_NO);
  g_assert_cmpint (um_directory_is_member (applied, UM_SET_GROUPS, 1, 1), ==, UM_YES);
  g_assert_cmpint (um_directory_is_member (applied, UM_SET_GROUPS, 0, 1), ==, UM_YES);
  g_assert_cmpuint (um_relation_get_n_pairs (um_directory_get_relation (applied, UM_SET_GROUPS)),
                    ==, 2);
}

/* Who was taken out of a group that wasn't read is known not to be in it, until he is added; who
 * only isn't there by what it follows from isn't known to be. */
static void
test_absent (void)
{
  g_autoptr (UmDirectory) directory = make_small ();
  const UmMembershipChange out[] = { { "a", UM_SET_GROUPS, "h", FALSE },
                                     { "b", UM_SET_GROUPS, "h", FALSE, TRUE },
                                     { "a", UM_SET_GROUPS, "g", FALSE } };
  const UmMembershipChange in = { "a", UM_SET_GROUPS, "h", TRUE };
  const UmMembershipChange back = { "a", UM_SET_GROUPS, "h", FALSE, TRUE };
  g_autoptr (UmDirectory) less = um_directory_apply (directory, out, G_N_ELEMENTS (out));
  g_autoptr (UmDirectory) more = um_directory_apply (less, &in, 1);
  g_autoptr (UmDirectory) again = um_directory_apply (more, &back, 1);
  const UmRelation *absent = um_directory_get_absent (less, UM_SET_GROUPS);

  g_assert_cmpint (um_directory_is_member (directory, UM_SET_GROUPS, 1, 0), ==, UM_UNKNOWN);
  g_assert_cmpint (um_directory_is_member (less, UM_SET_GROUPS, 1, 0), ==, UM_NO);
  g_assert_cmpint (um_directory_is_member (less, UM_SET_GROUPS, 1, 1), ==, UM_UNKNOWN);
  g_assert_cmpint (um_directory_is_member (more, UM_SET_GROUPS, 1, 0), ==, UM_YES);
  g_assert_cmpint (um_directory_is_member (again, UM_SET_GROUPS, 1, 0), ==, UM_UNKNOWN);
  /* What is known from the reading isn't kept twice. */
  g_assert_null (um_directory_get_absent (directory, UM_SET_GROUPS));
  g_assert_cmpuint (um_relation_get_n_pairs (absent), ==, 1);
}

/* What isn't touched is the same memory, what is sorted by the touched set is sorted again. */
static void
test_shares (void)
{
  g_autoptr (UmDirectory) directory = make_small ();
  const UmMembershipChange change = { "b", UM_SET_GROUPS, "h", TRUE };
  const UmMembershipChange other = { "a", UM_SET_GROUPS, "h", TRUE };
  g_autoptr (UmDirectory) applied = NULL;
  g_autoptr (UmDirectory) twice = NULL;
  const guint32 *order;

  um_directory_prepare_orders (directory);
  applied = um_directory_apply (directory, &change, 1);
  twice = um_directory_apply (applied, &other, 1);

  g_assert_true (um_directory_get_name (applied, 1) == um_directory_get_name (directory, 1));
  g_assert_true (um_directory_get_relation (applied, UM_SET_PRODUCTS)
                 == um_directory_get_relation (directory, UM_SET_PRODUCTS));
  g_assert_true (um_directory_get_relation (applied, UM_SET_GROUPS)
                 != um_directory_get_relation (directory, UM_SET_GROUPS));
  for (guint column = 0; column < UM_N_COLUMNS; column++)
    g_assert_cmpint (um_directory_has_order (applied, column), ==, column != UM_COLUMN_GROUPS);

  order = um_directory_get_order (directory, UM_COLUMN_GROUPS);
  g_assert_cmpuint (order[0], ==, 1);
  order = um_directory_get_order (twice, UM_COLUMN_GROUPS);
  g_assert_cmpuint (order[0], ==, 1);
  g_assert_cmpuint (order[1], ==, 0);

  /* An order made for one generation serves the other too. */
  g_assert_true (um_directory_get_order (twice, UM_COLUMN_NAME)
                 == um_directory_get_order (directory, UM_COLUMN_NAME));
}

/* The new generation lives on its own. */
static void
test_outlives (void)
{
  g_autoptr (PlainDirectory) plain = plain_directory_new_random (30, 4);
  UmDirectory *directory = plain_directory_build (plain);
  UmMembershipChange change = random_change (plain);
  g_autoptr (UmDirectory) applied = um_directory_apply (directory, &change, 1);

  plain_apply (plain, directory, &change);
  um_directory_unref (directory);
  um_directory_prepare_orders (applied);
  plain_directory_assert_same (plain, applied);
}

/* Another reading of the same source: some are gone, some new, some moved. */
static UmDirectory *
read_again (PlainDirectory *plain, guint percent_gone, gboolean in_order)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  guint n_rows = plain->users->len;
  guint shift = in_order ? 0 : g_test_rand_int_range (0, n_rows);

  for (guint i = 0; i < n_rows; i++)
    {
      guint row = (i + shift) % n_rows;
      UmUser user = plain_user_get (plain_directory_get (plain, in_order ? row : n_rows - 1 - row));
      g_autofree char *id = g_strdup_printf ("new-%u", i);
      const UmUser newcomer = { .account_id = id };

      if (g_test_rand_int_range (0, 100) < (int) percent_gone)
        um_directory_builder_add_user (builder, &newcomer);
      else
        um_directory_builder_add_user (builder, &user);
    }

  return um_directory_builder_end (builder);
}

static void
check_mapped (UmDirectory *from, UmDirectory *to)
{
  g_autoptr (UmBitset)
    rows = um_bitset_new (um_directory_get_n_rows (from), um_directory_get_generation (from));
  g_autoptr (UmBitset) mapped = NULL;
  g_autoptr (GPtrArray) vanished = g_ptr_array_new_with_free_func (g_free);
  guint n_vanished = 0;
  guint n_found = 0;

  for (guint row = 0; row < um_directory_get_n_rows (from); row++)
    {
      if (g_test_rand_int_range (0, 3) > 0)
        um_bitset_add (rows, row);
    }
  mapped = um_directory_map_rows (from, to, rows, vanished);

  um_bitset_foreach (rows, row)
    {
      const char *id = um_directory_get_account_id (from, row);
      guint found = um_directory_find (to, id);

      if (found != UM_NO_ROW)
        {
          g_assert_true (um_bitset_contains (mapped, found));
          n_found++;
        }
      else
        {
          g_assert_cmpstr (g_ptr_array_index (vanished, n_vanished), ==, id);
          n_vanished++;
        }
    }
  g_assert_cmpuint (um_bitset_count (mapped), ==, n_found);
  g_assert_cmpuint (vanished->len, ==, n_vanished);
  g_assert_cmpuint (um_bitset_get_generation (mapped), ==, um_directory_get_generation (to));
}

static void
test_map_rows (void)
{
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (PlainDirectory)
        plain = plain_directory_new_random (g_test_rand_int_range (1, 200), 1);
      g_autoptr (UmDirectory) directory = plain_directory_build (plain);
      g_autoptr (UmDirectory)
        other = read_again (plain, g_test_rand_int_range (0, 101), i % 2 == 0);
      g_autoptr (UmDirectory) applied = um_directory_apply (directory, NULL, 0);
      g_autoptr (UmDirectory) empty = um_directory_builder_end (um_directory_builder_new ());

      check_mapped (directory, other);
      check_mapped (directory, applied);
      check_mapped (directory, directory);
      check_mapped (directory, empty);
      check_mapped (empty, directory);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/directory-apply/random", test_random);
  g_test_add_func ("/model/directory-apply/leaves-alone", test_leaves_alone);
  g_test_add_func ("/model/directory-apply/absent", test_absent);
  g_test_add_func ("/model/directory-apply/shares", test_shares);
  g_test_add_func ("/model/directory-apply/outlives", test_outlives);
  g_test_add_func ("/model/directory-apply/map-rows", test_map_rows);

  return g_test_run ();
}
