/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Issues of many users that are made by few requests: each user has what is his, whatever becomes
 * of a request. */
#include "um-issue-text.h"
#include "um-step-search-private.h"
#include "um-test-issues.h"

#include <string.h>

#define N_USERS 24
/* More than one request makes: three for these. */
#define MANY      120
#define A_REQUEST 50

static void
test_each (UmTestIssues *fixture, gconstpointer data)
{
  um_test_issues_run_with (fixture, "{\"latency\":5}", MANY, UM_ISSUES_EACH, MANY);
  g_assert_cmpint (um_test_issues_count (fixture, UM_TEST_SEVERAL), ==, 3);
  g_assert_cmpint (um_test_issues_count (fixture, UM_TEST_ONE), ==, 0);
  g_assert_cmpint (um_test_issues_count (fixture, UM_TEST_SEARCH), ==, 0);
}

/* As many as go into a request, and one more: that one is sent as one. */
static void
test_one_more (UmTestIssues *fixture, gconstpointer data)
{
  um_test_issues_run_with (fixture, "{}", A_REQUEST + 1, UM_ISSUES_EACH, A_REQUEST + 1);
  g_assert_cmpint (um_test_issues_count (fixture, UM_TEST_SEVERAL), ==, 1);
  g_assert_cmpint (um_test_issues_count (fixture, UM_TEST_ONE), ==, 1);
}

static void
test_single (UmTestIssues *fixture, gconstpointer data)
{
  um_test_issues_run_with (fixture, "{}", 1, UM_ISSUES_EACH, 1);
  g_assert_cmpint (um_test_issues_count (fixture, UM_TEST_SEVERAL), ==, 0);
  g_assert_cmpint (um_test_issues_count (fixture, UM_TEST_ONE), ==, 1);
}

/* ---- refusals ---- */

/* Jira takes no issue without a summary. */
static gboolean
is_spoilt (guint user)
{
  return user % 7 == 3;
}

/* Of a run of which nothing is on its way yet. */
static void
spoil (UmRunner *runner, guint index)
{
  UmRunEntry *entry = um_runner_get_entry (runner, index);
  g_auto (GStrv) parts = g_strsplit (entry->argument, "\"Look\"", 2);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  g_free (entry->argument);
  entry->argument = g_strjoinv ("\"\"", parts);
}

static void
assert_refused_one (const UmRunEntry *entry)
{
  g_assert_cmpint (entry->state, ==, UM_STATE_FAILED);
  g_assert_cmpstr (entry->error, ==, "refused");
  g_assert_cmpstr (entry->message, ==, "summary: You must specify a summary of the issue.");
  g_assert_cmpuint (entry->http, ==, 400);
  g_assert_nonnull (entry->request_id);
  g_assert_nonnull (strstr (entry->body, "You must specify a summary"));
  g_assert_null (strstr (entry->body, "OPS-"));
}

/* Each issue bears the label of the user to whom it is written down. */
static void
assert_is_his (UmTestIssues *fixture, const UmRunEntry *entry)
{
  g_autofree char *path = g_strdup_printf ("/rest/api/3/issue/%s?fields=labels", entry->after);
  g_autoptr (JsonNode) issue = um_test_simulator_read (fixture->simulator, path);
  g_autofree char *text = json_to_string (issue, FALSE);

  g_assert_cmpint (entry->state, ==, UM_STATE_DONE);
  g_assert_cmpuint (entry->http, ==, 201);
  g_assert_null (entry->message);
  g_assert_nonnull (entry->request_id);
  g_assert_nonnull (strstr (text, entry->target));
}

static UmRun *
run_spoilt (UmTestIssues *fixture, guint n_users, gboolean all)
{
  g_autoptr (UmPlan) plan = um_test_issues_plan (fixture, n_users, UM_ISSUES_EACH);
  g_autoptr (GError) error = NULL;
  UmTestRun test;
  UmRunner *runner;
  UmRun *run;

  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, 0);
  runner = um_test_run_wait_for_runner (&test);
  for (guint i = 0; i < n_users; i++)
    if (all || is_spoilt (i))
      spoil (runner, i);
  run = um_test_run_end (&test, &error);
  g_assert_no_error (error);
  return run;
}

static void
check_spoilt (UmTestIssues *fixture, guint n_users, gboolean all)
{
  g_autoptr (UmRun) run = run_spoilt (fixture, n_users, all);
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, run->id);
  guint n_spoilt = 0;

  um_test_check_run (fixture->state, run);
  for (guint i = 0; i < n_users; i++)
    if (all || is_spoilt (i))
      {
        assert_refused_one (g_ptr_array_index (entries, i));
        n_spoilt++;
      }
    else
      assert_is_his (fixture, g_ptr_array_index (entries, i));
  g_assert_cmpuint (run->steps[UM_STATE_FAILED], ==, n_spoilt);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, n_users - n_spoilt);
  g_assert_cmpint (um_test_issues_count (fixture, "created"), ==, n_users - n_spoilt);
}

/* Who is refused is told so, and the others have theirs. */
static void
test_refused (UmTestIssues *fixture, gconstpointer data)
{
  check_spoilt (fixture, MANY, FALSE);
  g_assert_cmpint (um_test_issues_count (fixture, UM_TEST_SEVERAL), ==, 3);
  g_assert_cmpint (um_test_issues_count (fixture, UM_TEST_SEARCH), ==, 0);
}

static void
test_all_refused (UmTestIssues *fixture, gconstpointer data)
{
  check_spoilt (fixture, N_USERS, TRUE);
  g_assert_cmpint (um_test_issues_count (fixture, UM_TEST_SEVERAL), ==, 1);
  g_assert_cmpint (um_test_issues_count (fixture, UM_TEST_SEARCH), ==, 0);
}

/* ---- lost answers ---- */

/* Answers are lost after the issues were made. */
static void
test_dropped (UmTestIssues *fixture, gconstpointer data)
{
  um_test_issues_run_with (fixture, "{\"drop\":0.3}", 3 * MANY, UM_ISSUES_EACH, 3 * MANY);
  g_assert_cmpint (um_test_issues_count (fixture, UM_TEST_SEARCH), >=, A_REQUEST);
}

/* Whenever it waits as so many have failed, it is told to go on. */
static UmRun *
go_on_to_the_end (UmTestIssues *fixture, UmTestRun *test)
{
  g_autoptr (GError) error = NULL;
  UmRun *run;

  while (test->result == NULL)
    {
      UmRunner *runner = um_source_state_get_runner (fixture->state);

      if (runner != NULL && um_runner_get_wait (runner) == UM_WAIT_FAILURES)
        um_runner_resume (runner);
      um_test_turn ();
    }
  run = um_test_run_end (test, &error);
  g_assert_no_error (error);
  return run;
}

/* Where a whole request's issues can't be found the run waits until somebody has looked. */
static void
test_waits (UmTestIssues *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_issues_plan (fixture, MANY, UM_ISSUES_EACH);
  g_autoptr (UmRun) run = NULL;
  gint64 n_created;
  UmTestRun test;

  um_step_search_set_second (0.001);
  um_test_simulator_set (fixture->simulator, "{\"drop\":1,\"lag\":60000}");
  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_wait (&test, UM_WAIT_FAILURES);
  um_test_simulator_set (fixture->simulator, "{\"drop\":0,\"lag\":0}");
  n_created = um_test_issues_count (fixture, "created");
  g_assert_cmpint (n_created, >=, A_REQUEST);
  g_assert_cmpint (n_created, <, MANY);
  run = go_on_to_the_end (fixture, &test);
  g_assert_cmpint (run->state, ==, UM_RUN_ATTENTION);
  g_assert_cmpuint (run->steps[UM_STATE_UNKNOWN], >, 0);
  g_assert_cmpuint (run->steps[UM_STATE_UNKNOWN] + run->steps[UM_STATE_DONE], ==, MANY);
  g_assert_cmpint (um_test_issues_count (fixture, "created"), ==, MANY);
}

/* One request's place is full of others while its answer is awaited: only then they are sent. */
static void
test_paused (UmTestIssues *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_issues_plan (fixture, 2 * MANY, UM_ISSUES_EACH);
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GError) error = NULL;
  UmRunner *runner;
  UmTestRun test;

  um_test_simulator_set (fixture->simulator, "{\"latency\":20}");
  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_steps (&test, 2);
  runner = um_source_state_get_runner (fixture->state);
  um_runner_pause (runner);
  while (um_runner_get_run (runner)->state != UM_RUN_PAUSED)
    um_test_turn ();
  g_assert_cmpuint (um_runner_get_run (runner)->steps[UM_STATE_SENT], ==, 0);
  g_assert_cmpuint (um_runner_get_run (runner)->steps[UM_STATE_PENDING], >, 0);
  um_runner_resume (runner);
  run = um_test_run_end (&test, &error);
  g_assert_no_error (error);
  um_test_issues_assert_made (fixture, run, 2 * MANY, 2 * MANY);
  g_assert_cmpint (um_test_issues_count (fixture, UM_TEST_SEARCH), ==, 0);
}

/* ---- killed ---- */

/* Returns how often. */
static guint
kill_some (UmTestIssues *fixture, guint most)
{
  guint kills = 0;

  for (guint i = 0; i < most; i++)
    {
      g_autoptr (GSubprocess) child = um_test_child_start (
        fixture->folder, um_test_simulator_get (fixture->simulator, "jira_token"), "", 0);

      if (um_test_child_kill (child, 60))
        break;
      kills++;
    }
  return kills;
}

/* Whoever is said to have an issue has one of his own, and there is none beside these. */
static void
test_killed (UmTestIssues *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_issues_plan (fixture, 3 * MANY, UM_ISSUES_EACH);
  g_autofree char *id = um_test_issues_tear_trial (fixture, plan, 3 * MANY - 1);
  g_autoptr (UmRun) run = NULL;
  guint kills, n_done, n_unknown;
  UmTestRun test;

  um_test_engine_close (fixture->engine);
  um_test_simulator_set (fixture->simulator, "{\"latency\":60}");
  kills = kill_some (fixture, g_test_slow () ? 100 : 5);
  um_test_simulator_set (fixture->simulator, "{\"latency\":0}");
  um_test_issues_open_again (fixture);
  um_test_run_resume (&test, fixture->state, id);
  run = go_on_to_the_end (fixture, &test);
  n_done = run->steps[UM_STATE_DONE];
  n_unknown = run->steps[UM_STATE_UNKNOWN];
  g_test_message ("%u kills, %u done, %u unknown", kills, n_done, n_unknown);
  g_assert_cmpuint (kills, >, 0);
  um_test_check_run (fixture->state, run);
  g_assert_cmpuint (n_done + n_unknown, ==, 3 * MANY - 1);
  g_assert_cmpuint (n_unknown, <=, kills * A_REQUEST);
  g_assert_cmpint (um_test_issues_count (fixture, "created"), ==, n_done);
  g_assert_cmpuint (um_test_issues_count_keys (fixture, run), ==, n_done);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
#define ADD(path, func)                                                                 \
  g_test_add ("/issue-together/" path, UmTestIssues, NULL, um_test_issues_set_up, func, \
              um_test_issues_tear_down)
  ADD ("each", test_each);
  ADD ("one-more", test_one_more);
  ADD ("single", test_single);
  ADD ("refused", test_refused);
  ADD ("all-refused", test_all_refused);
  ADD ("dropped", test_dropped);
  ADD ("waits", test_waits);
  ADD ("paused", test_paused);
  ADD ("killed", test_killed);
  return um_test_engine_run ();
}
