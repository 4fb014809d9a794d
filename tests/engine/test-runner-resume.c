/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs that are torn: by answers that get lost, a network that goes away, a program that closes or
 * is killed at any moment. In the end every step is done, and none twice. */
#include "um-problem.h"
#include "um-test-runs.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define MOST_IN_FLIGHT UM_RUN_WIDTH_MOST

typedef struct
{
  UmTestSimulator *simulator;
  UmEngine *engine;
  UmSourceState *state;
  char *folder;
  char *first; /* two groups that are empty at first */
  char *second;
} Fixture;

static void
open_engine (Fixture *fixture)
{
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = g_list_model_get_item (um_engine_get_sources (fixture->engine), 0);
  g_object_unref (fixture->state);
  um_source_state_use_key (fixture->state,
                           um_test_simulator_get (fixture->simulator, "jira_token"));
}

static void
close_engine (Fixture *fixture)
{
  fixture->state = NULL;
  um_test_engine_close (g_steal_pointer (&fixture->engine));
}

static void
add_groups (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  um_test_simulator_ask (fixture->simulator, "POST", "/rest/api/3/group",
                         "{\"name\":\"test-first\"}");
  um_test_simulator_ask (fixture->simulator, "POST", "/rest/api/3/group",
                         "{\"name\":\"test-second\"}");
  um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error);
  g_assert_no_error (error);
  fixture->first = um_test_group (fixture->state, "test-first");
  fixture->second = um_test_group (fixture->state, "test-second");
  um_test_hurry (fixture->state);
  um_test_simulator_ask (fixture->simulator, "POST", "/_simulator/reset-stats", "{}");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = um_test_engine_make_folder ();
  fixture->simulator = um_test_simulator_start ("--users=600", "--seed=11", NULL);
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = um_test_engine_add (fixture->engine, fixture->simulator, "Acme");
  add_groups (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->engine != NULL)
    close_engine (fixture);
  um_test_simulator_free (fixture->simulator);
  g_free (fixture->folder);
  g_free (fixture->first);
  g_free (fixture->second);
}

static UmPlan *
make_plan (Fixture *fixture, guint n_users)
{
  g_autoptr (GPtrArray) people = um_test_people (fixture->state, n_users);
  g_autofree char *actions = g_strdup_printf ("add-to-groups %s %s", fixture->first,
                                              fixture->second);

  return um_test_plan_make_for (fixture->state, actions, people);
}

static void
assert_members (Fixture *fixture, guint n)
{
  g_autoptr (GHashTable) first = um_test_simulator_members (fixture->simulator, fixture->first);
  g_autoptr (GHashTable) second = um_test_simulator_members (fixture->simulator, fixture->second);

  g_assert_cmpuint (g_hash_table_size (first), ==, n);
  g_assert_cmpuint (g_hash_table_size (second), ==, n);
}

static void
assert_all_done (Fixture *fixture, const UmRun *run, guint n)
{
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 2 * n);
  um_test_check_run (fixture->state, run);
  assert_members (fixture, n);
}

/* ---- faults of the server ---- */

static UmRun *
run_with (Fixture *fixture, const char *settings, guint n)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, n);
  UmTestRun test;
  UmRun *run;
  g_autoptr (GError) error = NULL;

  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_runner (&test);
  um_test_simulator_set (fixture->simulator, settings);
  run = um_test_run_end (&test, &error);
  g_assert_no_error (error);
  um_test_simulator_set (fixture->simulator,
                         "{\"drop\":0,\"rate\":0,\"latency\":0,\"lag\":0,"
                         "\"fault\":{\"500\":0,\"500-after\":0,\"html\":0,\"429\":0,\"503\":0}}");
  return run;
}

static void
test_dropped_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) run = run_with (fixture, "{\"drop\":0.05}", 150);

  assert_all_done (fixture, run, 150);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 300);
}

static void
test_failing_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun)
    run = run_with (fixture, "{\"latency\":2,\"fault\":{\"500\":0.05,\"500-after\":0.05}}", 150);

  assert_all_done (fixture, run, 150);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 300);
}

static void
test_garbled_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) run = run_with (fixture, "{\"fault\":{\"html\":0.03}}", 100);

  assert_all_done (fixture, run, 100);
}

static void
test_limited (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) run = run_with (fixture, "{\"rate\":100}", 100);

  assert_all_done (fixture, run, 100);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 0);
}

static void
test_slow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) run = run_with (fixture, "{\"latency\":20}", 100);

  assert_all_done (fixture, run, 100);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 0);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "max_in_flight_per_user"), ==,
                   1);
}

/* ---- closed and opened again ---- */

static void
test_close_and_resume (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, 100);
  g_autoptr (UmRun) paused = NULL;
  g_autoptr (UmRun) kept = NULL;
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *prefix = NULL;
  UmTestRun test;

  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_steps (&test, 20);
  g_object_ref (fixture->state);
  close_engine (fixture);
  g_assert_nonnull (test.result);
  paused = um_source_state_run_finish (test.state, test.result, &error);
  g_assert_no_error (error);
  g_clear_object (&test.result);
  um_test_assert_finalizes (test.state);
  g_assert_cmpint (paused->state, ==, UM_RUN_PAUSED);
  g_assert_cmpuint (paused->steps[UM_STATE_SENT], ==, 0);
  g_assert_cmpuint (paused->steps[UM_STATE_PENDING], >, 0);

  open_engine (fixture);
  kept = um_test_load_run (fixture->state, paused->id);
  g_assert_cmpint (kept->state, ==, UM_RUN_PAUSED);
  prefix = g_strndup (paused->id, 8);
  um_test_run_resume (&test, fixture->state, prefix);
  run = um_test_run_end (&test, &error);
  g_assert_no_error (error);
  assert_all_done (fixture, run, 100);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 200);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 0);
}

static void
assert_not_resumed (Fixture *fixture, const char *id, int code)
{
  g_autoptr (GError) error = NULL;
  UmTestRun test;

  um_test_run_resume (&test, fixture->state, id);
  g_assert_null (um_test_run_end (&test, &error));
  g_assert_error (error, UM_PROBLEM, code);
}

static void
test_cannot_resume (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, 3);
  g_autoptr (UmRun) run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  UmRunLock *lock;

  assert_not_resumed (fixture, run->id, UM_PROBLEM_RUN_OVER);
  assert_not_resumed (fixture, "00000000-0000-4000-8000-000000000000", UM_PROBLEM_NO_SUCH_RUN);
  lock = um_run_lock_take (fixture->folder, run->source_id, NULL);
  assert_not_resumed (fixture, run->id, UM_PROBLEM_RUN_ELSEWHERE);
  um_run_lock_free (lock);
}

/* ---- the disk is full ---- */

/* No file grows beyond @size, which the system says with EFBIG, as it says ENOSPC on a full disk.
 */
static void
limit_files (gint64 size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = size >= 0 ? (rlim_t) size : limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static gint64
get_log_size (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "user-management.db-wal", NULL);
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_size;
}

/* Who is in a group was asked for, and the journal on disk knows it. */
static void
assert_journaled (Fixture *fixture, const char *run_id, const char *group, GHashTable *members)
{
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, run_id);
  guint n_found = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      if (!g_str_equal (entry->target, group)
          || !g_hash_table_contains (members, entry->account_id))
        continue;
      g_assert_true (entry->state == UM_STATE_SENT || entry->state == UM_STATE_DONE);
      n_found++;
    }
  g_assert_cmpuint (n_found, ==, g_hash_table_size (members));
}

static void
assert_stopped_by_full_disk (Fixture *fixture, UmTestRun *test, const char *run_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) run = um_test_run_end (test, &error);
  g_autoptr (UmRun) kept = NULL;
  g_autoptr (GHashTable) first = NULL, second = NULL;

  g_assert_null (run);
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_DISK_FULL);
  g_assert_null (um_source_state_get_runner (fixture->state));
  kept = um_test_load_run (fixture->state, run_id);
  g_assert_cmpint (kept->state, ==, UM_RUN_RUNNING);
  g_assert_false (um_run_lock_is_held (fixture->folder, kept->source_id));
  g_assert_cmpuint (kept->steps[UM_STATE_PENDING], >, 0);
  first = um_test_simulator_members (fixture->simulator, fixture->first);
  second = um_test_simulator_members (fixture->simulator, fixture->second);
  assert_journaled (fixture, run_id, fixture->first, first);
  assert_journaled (fixture, run_id, fixture->second, second);
}

/* As long as the disk is full nothing can be begun either; when there is room again the run goes on
 * as if nothing had been. */
static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, 100);
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  UmTestRun test;
  gint64 effects;

  signal (SIGXFSZ, SIG_IGN);
  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_steps (&test, 20);
  id = g_strdup (um_runner_get_run (um_source_state_get_runner (fixture->state))->id);
  limit_files (get_log_size (fixture));
  assert_stopped_by_full_disk (fixture, &test, id);
  effects = um_test_simulator_get_stat (fixture->simulator, "effects");
  g_assert_cmpint (effects, >=, 20);
  g_assert_cmpint (effects, <, 200);

  um_test_run_resume (&test, fixture->state, id);
  g_assert_null (um_test_run_end (&test, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_DISK_FULL);
  g_clear_error (&error);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, effects);

  limit_files (-1);
  um_test_run_resume (&test, fixture->state, id);
  run = um_test_run_end (&test, &error);
  g_assert_no_error (error);
  assert_all_done (fixture, run, 100);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 200);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 0);
}

/* ---- the network goes away ---- */

static void
test_network (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "organisation", NULL);
  g_autofree char *state = g_strconcat ("--state=", file, NULL);
  g_autofree char *port = NULL;
  g_autoptr (UmPlan) plan = NULL;
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GError) error = NULL;
  UmTestRun test;

  close_engine (fixture);
  um_test_simulator_free (fixture->simulator);
  g_free (fixture->folder);
  g_clear_pointer (&fixture->first, g_free);
  g_clear_pointer (&fixture->second, g_free);
  fixture->folder = um_test_engine_make_folder ();
  fixture->simulator = um_test_simulator_start ("--users=200", "--seed=11", state, NULL);
  port = g_strconcat (
    "--port=", strrchr (um_test_simulator_get (fixture->simulator, "jira_url"), ':') + 1, NULL);
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = um_test_engine_add (fixture->engine, fixture->simulator, "Acme");
  add_groups (fixture);

  plan = make_plan (fixture, 100);
  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_steps (&test, 30);
  um_test_simulator_free (fixture->simulator);
  um_test_run_wait_for_wait (&test, UM_WAIT_NETWORK);
  fixture->simulator = um_test_simulator_start ("--users=200", "--seed=11", state, port, NULL);
  run = um_test_run_end (&test, &error);
  g_assert_no_error (error);
  assert_all_done (fixture, run, 100);
}

/* ---- killed ---- */

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  guint n_users = g_test_slow () ? 400 : 200, most_kills = g_test_slow () ? 200 : 8, kills = 0;
  g_autofree char *actions = g_strdup_printf ("add-to-groups %s %s", fixture->first,
                                              fixture->second);
  UmRunQuery query = { .state = -1 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  gboolean over = FALSE;

  close_engine (fixture);
  um_test_simulator_set (fixture->simulator, g_test_slow () ? "{\"latency\":50,\"drop\":0.01}"
                                                            : "{\"latency\":10,\"drop\":0.01}");
  while (!over)
    {
      g_autoptr (GSubprocess) child = um_test_child_start (
        fixture->folder, um_test_simulator_get (fixture->simulator, "jira_token"), actions,
        n_users);

      over = um_test_child_kill (child, kills < most_kills ? 100 : 0);
      kills += !over;
    }
  g_test_message ("%u kills", kills);
  um_test_simulator_set (fixture->simulator, "{\"latency\":0,\"drop\":0}");
  open_engine (fixture);
  um_store_list_runs_async (um_source_state_get_store (fixture->state), &query, NULL, 0, NULL,
                            um_test_done_cb, &result);
  um_test_wait_for (&result);
  runs = um_store_list_runs_finish (um_source_state_get_store (fixture->state), result, NULL);
  g_assert_cmpuint (runs->len, ==, 1);
  assert_all_done (fixture, g_ptr_array_index (runs, 0), n_users);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 2 * n_users);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), <=,
                   kills * MOST_IN_FLIGHT + n_users / 5);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/runner-resume/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("dropped-answers", test_dropped_answers);
  ADD ("failing-answers", test_failing_answers);
  ADD ("garbled-answers", test_garbled_answers);
  ADD ("limited", test_limited);
  ADD ("slow", test_slow);
  ADD ("close-and-resume", test_close_and_resume);
  ADD ("cannot-resume", test_cannot_resume);
  ADD ("disk-full", test_disk_full);
  ADD ("network", test_network);
  ADD ("killed", test_killed);
#undef ADD
  return um_test_engine_run ();
}
