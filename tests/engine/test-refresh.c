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

/* A site with a bad day: some answers fail, lists repeat themselves and have gaps. */
static void
test_faults (Fixture *fixture, gconstpointer users)
{
  g_autoptr (GError) error = NULL;
  UmRefreshSummary summary;
  UmDirectory *directory;

  um_test_simulator_set (
    fixture->simulator,
    "{\"fault\":{\"500\":0.02,\"duplicate\":0.5,\"short-page\":0.5},\"latency\":2}");
  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, &summary, &error));
  g_assert_no_error (error);
  um_test_simulator_set (fixture->simulator,
                         "{\"fault\":{\"500\":0,\"duplicate\":0,\"short-page\":0}}");
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "by_status.500"), >, 0);
  directory = um_source_state_get_directory (fixture->state);
  g_assert_cmpuint (um_directory_get_n_rows (directory), ==, 1200);
  assert_members (fixture, directory);
}

/* An answer that can't be read ends it: what was there before stays. */
static void
test_unreadable (Fixture *fixture, gconstpointer users)
{
  g_autoptr (GError) error = NULL;
  UmDirectory *before;

  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_USERS_ONLY, NULL, &error));
  g_assert_no_error (error);
  before = um_source_state_get_directory (fixture->state);
  um_test_simulator_set (fixture->simulator, "{\"fault\":{\"truncated\":1}}");
  g_assert_false (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_MALFORMED);
  g_clear_error (&error);
  um_test_simulator_set (fixture->simulator, "{\"fault\":{\"truncated\":0,\"html\":1}}");
  g_assert_false (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NOT_JSON);
  g_assert_true (um_source_state_get_directory (fixture->state) == before);
  um_test_simulator_set (fixture->simulator, "{\"fault\":{\"html\":0}}");
}

/* A site that allows few requests a second is waited for, and the waiting is told. */
static void
test_limits (Fixture *fixture, gconstpointer users)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  UmDirectory *directory;
  guint n_waits = 0;

  um_test_simulator_set (fixture->simulator, "{\"rate\":8}");
  um_source_state_refresh_async (fixture->state, UM_REFRESH_ALL, NULL, NULL, NULL, um_test_done_cb,
                                 &result);
  while (result == NULL)
    {
      UmRefresh *refresh = um_source_state_get_refresh (fixture->state);

      n_waits += refresh != NULL && um_refresh_get_waiting_until (refresh) > 0;
      um_test_turn ();
    }
  g_assert_true (um_source_state_refresh_finish (fixture->state, result, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_waits, >, 0);
  directory = um_source_state_get_directory (fixture->state);
  assert_members (fixture, directory);
}

/* Asked for what can't be, it says so instead of never answering. */
static void
test_groups_and_users (Fixture *fixture, gconstpointer users)
{
  const char *const ids[] = { "any", NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  um_source_state_refresh_async (fixture->state, UM_REFRESH_ALL, ids, ids, NULL, um_test_done_cb,
                                 &result);
  um_test_wait_for (&result);
  g_assert_false (um_source_state_refresh_finish (fixture->state, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_null (um_source_state_get_refresh (fixture->state));
}

/* A scoped token works through the gateway, a dead one and one of no account don't. */
static void
test_gateway (Fixture *fixture, gconstpointer users)
{
  g_autoptr (UmSource) source = um_source_copy (um_source_state_get_source (fixture->state));
  g_autoptr (GError) error = NULL;

  source->gateway = TRUE;
  source->cloud_id = g_strdup (um_test_simulator_get (fixture->simulator, "cloud_id"));
  g_assert_nonnull (um_test_engine_save (
    fixture->engine, source, um_test_simulator_get (fixture->simulator, "scoped_jira_token"),
    UM_KEEP_THIS_SESSION, &error));
  g_assert_no_error (error);
  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
  assert_members (fixture, um_source_state_get_directory (fixture->state));
  um_source_state_use_key (fixture->state,
                           um_test_simulator_get (fixture->simulator, "dead_jira_token"));
  g_assert_false (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_KEY_REJECTED);
}

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);
  g_test_add ("/refresh/whole", Fixture, "5000", set_up, test_whole, tear_down);
  g_test_add ("/refresh/faults", Fixture, "1200", set_up, test_faults, tear_down);
  g_test_add ("/refresh/unreadable", Fixture, "50", set_up, test_unreadable, tear_down);
  g_test_add ("/refresh/groups-and-users", Fixture, "50", set_up, test_groups_and_users, tear_down);
  g_test_add ("/refresh/limits", Fixture, "200", set_up, test_limits, tear_down);
  g_test_add ("/refresh/gateway", Fixture, "200", set_up, test_gateway, tear_down);
  return um_test_engine_run ();
}
