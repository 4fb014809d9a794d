/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs that make issues, on a site whose answers get lost, come late or are refusals: as many are
 * made as planned, and none twice. */
#include "um-issue-text.h"
#include "um-problem.h"
#include "um-step-search-private.h"
#include "um-test-runs.h"

#include <string.h>

#define N_USERS 24

typedef struct
{
  UmTestSimulator *simulator;
  UmEngine *engine;
  UmSourceState *state;
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  um_step_search_set_second (0.02);
  fixture->folder = um_test_engine_make_folder ();
  fixture->simulator = um_test_simulator_start ("--users=200", "--seed=11", NULL);
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = um_test_engine_add (fixture->engine, fixture->simulator, "Acme");
  um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error);
  g_assert_no_error (error);
  um_test_hurry (fixture->state);
  um_test_simulator_ask (fixture->simulator, "POST", "/_simulator/reset-stats", "{}");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_engine_close (fixture->engine);
  um_test_simulator_free (fixture->simulator);
  g_free (fixture->folder);
}

static void
add_input (GVariantBuilder *builder, const char *nick, const char *value)
{
  const char *values[] = { value, NULL };

  g_variant_builder_add (builder, "{s^as}", nick, values);
}

static void
plan_action_free (gpointer data)
{
  UmPlanAction *action = data;

  g_free (action->key);
  g_variant_unref (action->inputs);
  g_free (action);
}

static UmPlan *
make_plan (Fixture *fixture, const char *issues)
{
  g_autoptr (GPtrArray) actions = g_ptr_array_new_with_free_func (plan_action_free);
  g_autoptr (GPtrArray) people = um_test_people (fixture->state, N_USERS);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GVariantBuilder inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  UmPlanRequest request = { .account_ids = people, .actions = actions };
  UmPlanAction *action = g_new0 (UmPlanAction, 1);
  UmPlan *plan;

  add_input (&inputs, "project", "OPS");
  add_input (&inputs, "issue-type", "10001");
  add_input (&inputs, "issues", issues);
  add_input (&inputs, "summary", "Look");
  add_input (&inputs, "description", "- {name} <b>{account_id}</b>");
  action->key = g_strdup ("create-issues");
  action->inputs = g_variant_ref_sink (g_variant_builder_end (&inputs));
  g_ptr_array_add (actions, action);
  um_planner_make_async (fixture->state, &request, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  plan = um_planner_make_finish (result, &error);
  g_assert_no_error (error);
  return plan;
}

/* Different keys of issues that were made, by the journal on disk. */
static guint
count_keys (Fixture *fixture, const UmRun *run)
{
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, run->id);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      if (entry->state != UM_STATE_DONE)
        continue;
      g_assert_true (g_str_has_prefix (entry->after, "OPS-"));
      g_assert_cmpstr (entry->before, ==, UM_NO_ISSUE);
      g_hash_table_add (keys, entry->after);
    }
  return g_hash_table_size (keys);
}

static void
assert_all_made (Fixture *fixture, const UmRun *run, guint n_issues)
{
  um_test_check_run (fixture->state, run);
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, N_USERS);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==, n_issues);
  g_assert_cmpuint (count_keys (fixture, run), ==, n_issues);
}

static void
run_with (Fixture *fixture, const char *settings, const char *issues, guint n_issues)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, issues);
  g_autoptr (UmRun) run = NULL;

  um_test_simulator_set (fixture->simulator, settings);
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  assert_all_made (fixture, run, n_issues);
}

static void
test_each (Fixture *fixture, gconstpointer data)
{
  run_with (fixture, "{}", UM_ISSUES_EACH, N_USERS);
}

static void
test_one (Fixture *fixture, gconstpointer data)
{
  run_with (fixture, "{}", UM_ISSUES_ONE, 1);
}

/* Answers are lost after the issue was made. */
static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  run_with (fixture, "{\"drop\":0.5}", UM_ISSUES_EACH, N_USERS);
}

static void
test_one_dropped (Fixture *fixture, gconstpointer data)
{
  run_with (fixture, "{\"drop\":1}", UM_ISSUES_ONE, 1);
}

/* And it can't be found before a while: the pauses between the searches are for that. */
static void
test_lagging (Fixture *fixture, gconstpointer data)
{
  run_with (fixture, "{\"drop\":0.5,\"lag\":500}", UM_ISSUES_EACH, N_USERS);
}

/* What isn't found in time may be there: nobody sends it again. */
static void
test_never_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, UM_ISSUES_EACH);
  g_autoptr (UmRun) run = NULL;
  guint n_unknown;

  um_step_search_set_second (0.001);
  um_test_simulator_set (fixture->simulator, "{\"drop\":0.5,\"lag\":60000}");
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  n_unknown = run->steps[UM_STATE_UNKNOWN];
  g_assert_cmpint (run->state, ==, UM_RUN_ATTENTION);
  g_assert_cmpuint (n_unknown, >, 0);
  g_assert_cmpuint (run->steps[UM_STATE_DONE] + n_unknown, ==, N_USERS);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==, N_USERS);
  /* They are looked for once more, when the site may know them. */
  um_test_simulator_set (fixture->simulator, "{\"drop\":0,\"lag\":0}");
  um_test_read_again (fixture->state);
  g_assert_cmpuint (um_test_count_found (fixture->state, run->id), ==, n_unknown);
}

/* All share what became of the one issue, also that nobody knows. */
static void
test_one_never_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, UM_ISSUES_ONE);
  g_autoptr (UmRun) run = NULL;

  um_step_search_set_second (0.001);
  um_test_simulator_set (fixture->simulator, "{\"drop\":1,\"lag\":60000}");
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  g_assert_cmpuint (run->steps[UM_STATE_UNKNOWN], ==, N_USERS);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==, 1);
}

/* What was sent before a run is cancelled is searched for. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, UM_ISSUES_EACH);
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
  g_assert_cmpuint (count_keys (fixture, run), ==, run->steps[UM_STATE_DONE]);
}

/* ---- trials ---- */

/* The engine closes in the middle of a trial, and is opened again. (transfer full): its id */
static char *
tear_trial (Fixture *fixture, UmPlan *plan, guint first_n)
{
  g_autoptr (UmRun) trial = NULL;
  g_autoptr (GError) error = NULL;
  UmTestRun test;

  um_test_simulator_set (fixture->simulator, "{\"latency\":20}");
  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, first_n);
  um_test_run_wait_for_steps (&test, 2);
  um_test_engine_close (fixture->engine);
  trial = um_test_run_end (&test, &error);
  g_assert_no_error (error);
  g_assert_cmpint (trial->state, ==, UM_RUN_PAUSED);
  g_assert_cmpuint (trial->steps[UM_STATE_PENDING], >, 0);
  um_test_simulator_set (fixture->simulator, "{\"latency\":0}");
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = g_list_model_get_item (um_engine_get_sources (fixture->engine), 0);
  g_object_unref (fixture->state);
  um_source_state_use_key (fixture->state,
                           um_test_simulator_get (fixture->simulator, "jira_token"));
  um_test_load (fixture->state, &error);
  g_assert_no_error (error);
  um_test_hurry (fixture->state);
  return g_strdup (trial->id);
}

static void
assert_refused (Fixture *fixture, UmPlan *plan, guint first_n, const char *trial_id)
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
test_torn_trial (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, UM_ISSUES_EACH);
  g_autofree char *id = tear_trial (fixture, plan, N_USERS / 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) trial = NULL;
  g_autoptr (UmRun) whole = NULL;
  UmTestRun test;

  assert_refused (fixture, plan, 0, id);
  assert_refused (fixture, plan, N_USERS - 1, id);
  um_test_run_resume (&test, fixture->state, id);
  trial = um_test_run_end (&test, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (trial->steps[UM_STATE_DONE], ==, N_USERS / 2);
  whole = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  g_assert_cmpuint (whole->steps[UM_STATE_DONE], ==, N_USERS - N_USERS / 2);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==, N_USERS);
}

static void
test_dry (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, UM_ISSUES_ONE);
  g_autoptr (UmRun) run = um_test_run (fixture->state, plan, UM_RUN_DRY, 0);

  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, N_USERS);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==, 0);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/issue-steps/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("each", test_each);
  ADD ("one", test_one);
  ADD ("dropped", test_dropped);
  ADD ("one-dropped", test_one_dropped);
  ADD ("lagging", test_lagging);
  ADD ("never-found", test_never_found);
  ADD ("one-never-found", test_one_never_found);
  ADD ("cancelled", test_cancelled);
  ADD ("torn-trial", test_torn_trial);
  ADD ("dry", test_dry);
  return um_test_engine_run ();
}
