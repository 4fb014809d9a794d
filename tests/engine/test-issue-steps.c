/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs that make issues, on a site whose answers get lost or come late: as many are made as
 * planned, and none twice. */
#include "um-issue-text.h"
#include "um-problem.h"
#include "um-step-search-private.h"
#include "um-test-issues.h"

#define N_USERS 24
/* More than are begun at once. */
#define N_TRIED 120

static void
test_one (UmTestIssues *fixture, gconstpointer data)
{
  um_test_issues_run_with (fixture, "{}", N_USERS, UM_ISSUES_ONE, 1);
  g_assert_cmpint (um_test_issues_count (fixture, UM_TEST_SEVERAL), ==, 0);
  g_assert_cmpint (um_test_issues_count (fixture, UM_TEST_ONE), ==, 1);
}

/* ---- lost answers ---- */

static void
test_all_dropped (UmTestIssues *fixture, gconstpointer data)
{
  um_test_issues_run_with (fixture, "{\"drop\":1}", N_USERS, UM_ISSUES_EACH, N_USERS);
  g_assert_cmpint (um_test_issues_count (fixture, UM_TEST_SEVERAL), ==, 1);
}

static void
test_one_dropped (UmTestIssues *fixture, gconstpointer data)
{
  um_test_issues_run_with (fixture, "{\"drop\":1}", N_USERS, UM_ISSUES_ONE, 1);
}

/* And they can't be found before a while: the pauses between the searches are for that. */
static void
test_lagging (UmTestIssues *fixture, gconstpointer data)
{
  um_test_issues_run_with (fixture, "{\"drop\":1,\"lag\":500}", N_USERS, UM_ISSUES_EACH, N_USERS);
}

/* What isn't found in time may be there: nobody sends it again. */
static void
test_never_found (UmTestIssues *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_issues_plan (fixture, N_USERS, UM_ISSUES_EACH);
  g_autoptr (UmRun) run = NULL;

  um_step_search_set_second (0.001);
  um_test_simulator_set (fixture->simulator, "{\"drop\":1,\"lag\":60000}");
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  g_assert_cmpint (run->state, ==, UM_RUN_ATTENTION);
  g_assert_cmpuint (run->steps[UM_STATE_UNKNOWN], ==, N_USERS);
  g_assert_cmpint (um_test_issues_count (fixture, "created"), ==, N_USERS);
  /* They are looked for once more, when the site may know them. */
  um_test_simulator_set (fixture->simulator, "{\"drop\":0,\"lag\":0}");
  um_test_read_again (fixture->state);
  g_assert_cmpuint (um_test_count_found (fixture->state, run->id), ==, N_USERS);
}

/* All share what became of the one issue, also that nobody knows. */
static void
test_one_never_found (UmTestIssues *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_issues_plan (fixture, N_USERS, UM_ISSUES_ONE);
  g_autoptr (UmRun) run = NULL;

  um_step_search_set_second (0.001);
  um_test_simulator_set (fixture->simulator, "{\"drop\":1,\"lag\":60000}");
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  g_assert_cmpuint (run->steps[UM_STATE_UNKNOWN], ==, N_USERS);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==, 1);
}

/* What was sent before a run is cancelled is searched for. */
static void
test_cancelled (UmTestIssues *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_issues_plan (fixture, 2 * N_TRIED, UM_ISSUES_EACH);
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GError) error = NULL;
  UmTestRun test;

  um_test_simulator_set (fixture->simulator, "{\"latency\":20}");
  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_steps (&test, 4);
  um_test_simulator_set (fixture->simulator, "{\"drop\":1,\"lag\":200}");
  um_runner_cancel (um_source_state_get_runner (fixture->state));
  run = um_test_run_end (&test, &error);
  g_assert_no_error (error);
  g_assert_cmpint (run->state, ==, UM_RUN_CANCELLED);
  g_assert_cmpuint (run->steps[UM_STATE_UNKNOWN], ==, 0);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==,
                   run->steps[UM_STATE_DONE]);
  g_assert_cmpuint (um_test_issues_count_keys (fixture, run), ==, run->steps[UM_STATE_DONE]);
}

/* ---- trials ---- */

static void
assert_refused (UmTestIssues *fixture, UmPlan *plan, guint first_n, const char *trial_id)
{
  g_autoptr (GError) error = NULL;
  UmTestRun test;

  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, first_n);
  g_assert_null (um_test_run_end (&test, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_PLAN_TRIAL_OPEN);
  g_assert_cmpstr (error->message, ==, trial_id);
}

/* What it hasn't done yet mustn't be done by two of them: nothing else of the plan begins before it
 * is over. */
static void
test_torn_trial (UmTestIssues *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_issues_plan (fixture, 2 * N_TRIED, UM_ISSUES_EACH);
  g_autofree char *id = um_test_issues_tear_trial (fixture, plan, N_TRIED);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) trial = NULL;
  g_autoptr (UmRun) whole = NULL;
  UmTestRun test;

  assert_refused (fixture, plan, 0, id);
  assert_refused (fixture, plan, N_TRIED - 1, id);
  um_test_run_resume (&test, fixture->state, id);
  trial = um_test_run_end (&test, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (trial->steps[UM_STATE_DONE], ==, N_TRIED);
  whole = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  g_assert_cmpuint (whole->steps[UM_STATE_DONE], ==, N_TRIED);
  g_assert_cmpint (um_test_issues_count (fixture, "created"), ==, 2 * N_TRIED);
}

static void
test_dry (UmTestIssues *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_issues_plan (fixture, N_USERS, UM_ISSUES_ONE);
  g_autoptr (UmRun) run = um_test_run (fixture->state, plan, UM_RUN_DRY, 0);

  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, N_USERS);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==, 0);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
#define ADD(path, func)                                                              \
  g_test_add ("/issue-steps/" path, UmTestIssues, NULL, um_test_issues_set_up, func, \
              um_test_issues_tear_down)
  ADD ("one", test_one);
  ADD ("dropped", test_all_dropped);
  ADD ("one-dropped", test_one_dropped);
  ADD ("lagging", test_lagging);
  ADD ("never-found", test_never_found);
  ADD ("one-never-found", test_one_never_found);
  ADD ("cancelled", test_cancelled);
  ADD ("torn-trial", test_torn_trial);
  ADD ("dry", test_dry);
  return um_test_engine_run ();
}
