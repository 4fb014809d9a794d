/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs against the simulated site: what is done, what is kept, what holds a run up. */
#include "um-problem.h"
#include "um-test-runs.h"

typedef struct
{
  UmTestSimulator *simulator;
  UmEngine *engine;
  UmSourceState *state;
  char *group; /* one that is empty at first */
} Fixture;

static void
make_group (Fixture *fixture)
{
  um_test_simulator_ask (fixture->simulator, "POST", "/rest/api/3/group",
                         "{\"name\":\"test-target\"}");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = um_test_engine_make_folder ();
  g_autoptr (GError) error = NULL;

  fixture->simulator = um_test_simulator_start ("--users=400", "--seed=7", NULL);
  make_group (fixture);
  fixture->engine = um_test_engine_open (folder);
  fixture->state = um_test_engine_add (fixture->engine, fixture->simulator, "Acme");
  um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error);
  g_assert_no_error (error);
  fixture->group = um_test_group (fixture->state, "test-target");
  um_test_hurry (fixture->state);
  um_test_simulator_ask (fixture->simulator, "POST", "/_simulator/reset-stats", "{}");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_engine_close (fixture->engine);
  um_test_simulator_free (fixture->simulator);
  g_free (fixture->group);
}

static void
test_plain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan)
    plan = um_test_plan_make (fixture->state, "add-to-groups", fixture->group, 100);
  g_autoptr (UmRun) run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  g_autoptr (GHashTable) members = NULL;

  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 100);
  g_assert_cmpuint (run->users[UM_STATE_DONE], ==, 100);
  g_assert_cmpstr (run->plan_id, ==, plan->id);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 100);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 0);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "max_in_flight_per_user"), ==,
                   1);
  members = um_test_simulator_members (fixture->simulator, fixture->group);
  g_assert_cmpuint (g_hash_table_size (members), ==, 100);
  um_test_check_run (fixture->state, run);
  g_assert_null (um_source_state_get_runner (fixture->state));
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/runner/plain", test_plain);
#undef ADD
  return um_test_engine_run ();
}
