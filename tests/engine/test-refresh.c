/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a source from the simulator: whole, in parts, interrupted, and what must not happen. */
#include "um-problem.h"
#include "um-test-engine.h"

#include <string.h>

typedef struct
{
  UmTestSimulator *simulator;
  UmEngine *engine;
  UmSourceState *state;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer users)
{
  g_autofree char *folder = um_test_engine_make_folder ();

  fixture->simulator = um_test_simulator_start ("--seed", "7", "--users", users, NULL);
  fixture->engine = um_test_engine_open (folder);
  fixture->state = um_test_engine_add (fixture->engine, fixture->simulator, "Acme");
}

static void
tear_down (Fixture *fixture, gconstpointer users)
{
  um_test_engine_close (fixture->engine);
  um_test_simulator_free (fixture->simulator);
}

/* Every group is known and holds exactly the members that the simulator says. */
static void
assert_members (Fixture *fixture, UmDirectory *directory)
{
  guint n = um_directory_get_n_things (directory, UM_SET_GROUPS);

  g_assert_cmpuint (n, >, 5);
  for (guint i = 0; i < n; i++)
    {
      const UmThing *thing = um_directory_get_thing (directory, UM_SET_GROUPS, i);
      g_autoptr (UmBitset) rows = um_directory_get_members (directory, UM_SET_GROUPS, i);
      g_autoptr (GHashTable) ids = um_test_simulator_members (fixture->simulator, thing->id);

      g_assert_true (thing->known);
      g_assert_cmpuint (um_bitset_count (rows), ==, g_hash_table_size (ids));
      um_bitset_foreach (rows, row)
        g_assert_true (g_hash_table_contains (ids, um_directory_get_account_id (directory, row)));
    }
}

/* A row has a product when it is in a group that grants it. */
static void
assert_products (UmDirectory *directory)
{
  guint n_products = um_directory_get_n_things (directory, UM_SET_PRODUCTS);
  guint n_groups = um_directory_get_n_things (directory, UM_SET_GROUPS);

  g_assert_cmpuint (n_products, >, 0);
  for (guint p = 0; p < n_products; p++)
    {
      const UmThing *product = um_directory_get_thing (directory, UM_SET_PRODUCTS, p);
      g_autoptr (UmBitset) have = um_directory_get_members (directory, UM_SET_PRODUCTS, p);
      g_autoptr (UmBitset) want = um_bitset_new (um_directory_get_n_rows (directory),
                                                 um_directory_get_generation (directory));

      g_assert_true (product->known);
      for (guint g = 0; g < n_groups; g++)
        {
          const UmThing *group = um_directory_get_thing (directory, UM_SET_GROUPS, g);
          g_auto (GStrv) keys = g_strsplit (group->products ? group->products : "", ",", -1);
          g_autoptr (UmBitset) members = um_directory_get_members (directory, UM_SET_GROUPS, g);

          if (g_strv_contains ((const char *const *) keys, product->id))
            um_bitset_or (want, members);
        }
      g_assert_true (um_bitset_equal (have, want));
    }
}

static void
test_whole (Fixture *fixture, gconstpointer users)
{
  g_autoptr (GError) error = NULL;
  UmRefreshSummary summary;
  UmDirectory *directory;

  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, &summary, &error));
  g_assert_no_error (error);
  directory = um_source_state_get_directory (fixture->state);
  g_assert_cmpuint (um_directory_get_n_rows (directory), ==, 5000);
  g_assert_cmpuint (summary.n_users, ==, 5000);
  g_assert_cmpuint (summary.added, ==, 5000);
  g_assert_cmpuint (summary.removed, ==, 0);
  g_assert_cmpint (um_directory_get_members_read (directory), >=,
                   um_directory_get_users_read (directory));
  assert_members (fixture, directory);
  assert_products (directory);
  g_assert_null (um_source_state_get_refresh (fixture->state));
  g_assert_cmpint (um_source_state_get_health (fixture->state), ==, UM_HEALTH_CONNECTED);
}

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);
  g_test_add ("/refresh/whole", Fixture, "5000", set_up, test_whole, tear_down);
  return um_test_engine_run ();
}
