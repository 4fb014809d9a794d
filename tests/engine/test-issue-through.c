/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Issues about the users of an organisation, made through a Jira source of one of its sites: which
 * one, what a plan's file says of it, and the whole way on the simulator. */
#include "um-issue-through-private.h"

#include "um-issue-text.h"
#include "um-plan-file-private.h"
#include "um-problem.h"
#include "um-source-state-private.h"
#include "um-step-search-private.h"
#include "um-test-runs.h"

#include <string.h>

#define N_USERS 50
/* More than are begun at once. */
#define MANY 150

typedef struct
{
  UmTestSimulator *simulator;
  char *folder;
  UmEngine *engine;
  UmSourceState *org;
  UmSourceState *site;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  um_step_search_set_second (0.02);
  fixture->folder = um_test_engine_make_folder ();
  fixture->simulator = um_test_simulator_start ("--users=300", "--seed=7", NULL);
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->org = um_test_engine_add_checked (fixture->engine, fixture->simulator, UM_SOURCE_ACCESS,
                                             "Acme");
  fixture->site = um_test_engine_add_checked (fixture->engine, fixture->simulator, UM_SOURCE_JIRA,
                                              "Site");
  g_assert_true (um_test_refresh (fixture->org, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
  um_test_hurry (fixture->org);
  um_test_hurry (fixture->site);
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
remove_source (Fixture *fixture, UmSourceState *state)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (um_test_engine_remove (fixture->engine, state, &error));
  g_assert_no_error (error);
}

static gint64
count_made (Fixture *fixture)
{
  return um_test_simulator_get_stat (fixture->simulator, "created");
}

/* ---- plans ---- */

static void
plan_action_free (gpointer data)
{
  UmPlanAction *action = data;

  g_free (action->key);
  g_variant_unref (action->inputs);
  g_free (action);
}

static void
add_action (GPtrArray *actions, const char *key, GVariant *inputs)
{
  UmPlanAction *action = g_new0 (UmPlanAction, 1);

  action->key = g_strdup (key);
  action->inputs = g_variant_ref_sink (inputs);
  g_ptr_array_add (actions, action);
}

static GVariant *
new_inputs (UmSourceState *site, const char *type, const char *const *values)
{
  return um_issue_answers_pack (&(UmIssueAnswers){
    .site = site != NULL ? um_source_state_get_source (site) : NULL,
    .project = "OPS",
    .type = type,
    .summary = "Look at {name}",
    .description = "{email}",
    .values = values,
  });
}

static UmPlan *
plan_for (Fixture *fixture, GPtrArray *actions, GPtrArray *people, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  UmPlanRequest request = { .account_ids = people, .actions = actions };

  um_planner_make_async (fixture->org, &request, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_planner_make_finish (result, error);
}

/* Some of each status, so that all of them are there. */
static GPtrArray *
mixed_people (Fixture *fixture, guint n_users)
{
  UmDirectory *directory = um_source_state_get_directory (fixture->org);
  guint n_of[UM_STATUS_INACTIVE + 1] = { 0 };
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint pass = 0; pass < 2; pass++)
    for (guint row = 0; row < um_directory_get_n_rows (directory) && ids->len < n_users; row++)
      {
        UmUserStatus status = um_directory_get_status (directory, row);
        const char *id = um_directory_get_account_id (directory, row);

        if ((pass == 0 && n_of[status]++ >= 5)
            || g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
          continue;
        g_ptr_array_add (ids, g_strdup (id));
      }
  g_assert_cmpuint (n_of[UM_STATUS_SUSPENDED], >, 0);
  g_assert_cmpuint (n_of[UM_STATUS_DEACTIVATED], >, 0);
  return ids;
}

static UmPlan *
make_plan_for (Fixture *fixture, guint n_users)
{
  g_autoptr (GPtrArray) actions = g_ptr_array_new_with_free_func (plan_action_free);
  g_autoptr (GPtrArray) people = mixed_people (fixture, n_users);
  g_autoptr (GError) error = NULL;
  UmPlan *plan;

  add_action (actions, "create-issues", new_inputs (fixture->site, "10001", NULL));
  plan = plan_for (fixture, actions, people, &error);
  g_assert_no_error (error);
  return plan;
}

static UmPlan *
make_plan (Fixture *fixture)
{
  return make_plan_for (fixture, N_USERS);
}

/* ---- which site ---- */

static void
assert_choice (Fixture *fixture, const char *name, UmSourceState *site, UmProblem problem)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (um_issue_choose_site (fixture->org, name, &error) == site);
  if (site == NULL)
    g_assert_error (error, UM_PROBLEM, (int) problem);
}

static UmObstacle
get_obstacle (Fixture *fixture)
{
  return um_actions_get_obstacle (um_actions_find ("create-issues"), fixture->org);
}

static void
test_choice (Fixture *fixture, gconstpointer data)
{
  UmSourceState *second;

  g_assert_cmpint (get_obstacle (fixture), ==, UM_OBSTACLE_NO_USERS);
  assert_choice (fixture, NULL, fixture->site, 0);
  assert_choice (fixture, "site", fixture->site, 0);
  assert_choice (fixture, "tea", NULL, UM_PROBLEM_ISSUE_NO_SUCH_SITE);
  second = um_test_engine_add_checked (fixture->engine, fixture->simulator, UM_SOURCE_JIRA,
                                       "Other key");
  assert_choice (fixture, NULL, NULL, UM_PROBLEM_ISSUE_WHICH_SITE);
  assert_choice (fixture, "Other key", second, 0);
  assert_choice (fixture, um_source_state_get_source (fixture->site)->id, fixture->site, 0);
  remove_source (fixture, second);
  assert_choice (fixture, NULL, fixture->site, 0);
  remove_source (fixture, fixture->site);
  assert_choice (fixture, NULL, NULL, UM_PROBLEM_ISSUE_NO_SITE);
  assert_choice (fixture, "Site", NULL, UM_PROBLEM_ISSUE_NO_SITE);
  g_assert_cmpint (get_obstacle (fixture), ==, UM_OBSTACLE_NO_SITE);
}

/* A source whose key may only read makes nothing. */
static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = um_source_copy (um_source_state_get_source (fixture->site));
  g_autoptr (GError) error = NULL;

  source->read_only = UM_READ_ONLY_CHOSEN;
  um_test_engine_save (fixture->engine, source, NULL, UM_KEEP_THIS_SESSION, &error);
  g_assert_no_error (error);
  assert_choice (fixture, NULL, NULL, UM_PROBLEM_ISSUE_NO_SITE);
}

/* A plan says which, and one of a site says nothing of it. */
static void
test_input (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) actions = g_ptr_array_new_with_free_func (plan_action_free);
  g_autoptr (GPtrArray) people = mixed_people (fixture, N_USERS);
  g_autoptr (GError) error = NULL;

  add_action (actions, "create-issues", new_inputs (NULL, "10001", NULL));
  g_assert_null (plan_for (fixture, actions, people, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_PLAN_BAD_MEMBER);
  g_assert_cmpstr (error->message, ==, "actions.inputs.site");
}

/* ---- files ---- */

static UmPlan *
reopen_plan (Fixture *fixture, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GAsyncResult) result = NULL;

  um_plan_file_read_async (fixture->org, bytes, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_plan_file_read_finish (result, NULL, error);
}

static void
assert_not_opened (Fixture *fixture, const char *text, UmProblem problem, const char *argument)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (reopen_plan (fixture, text, &error));
  g_assert_error (error, UM_PROBLEM, (int) problem);
  if (argument != NULL)
    g_assert_cmpstr (error->message, ==, argument);
}

static char *
replace (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, -1);

  g_assert_cmpuint (g_strv_length (parts), >, 1);
  return g_strjoinv (to, parts);
}

/* What the site asks for may have changed since a plan was saved. */
static void
test_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture);
  g_autofree char *text = um_plan_file_print (plan, um_source_state_get_source (fixture->org));
  g_autofree char *no_project = replace (text, "\"OPS\"", "\"GONE\"");
  g_autofree char *no_type = replace (text, "\"10001\"", "\"4711\"");
  const char *id = um_source_state_get_source (fixture->site)->id;
  g_autofree char *elsewhere = replace (text, id, "another-computer");
  g_autofree char *cloud_id = g_strdup (um_source_state_get_source (fixture->site)->cloud_id);
  g_autoptr (UmPlan) same = NULL, other = NULL;
  g_autoptr (GError) error = NULL;

  same = reopen_plan (fixture, text, &error);
  g_assert_no_error (error);
  other = reopen_plan (fixture, elsewhere, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((UmPlanUser *) other->users->pdata[0])->steps[0].place, ==, cloud_id);
  assert_not_opened (fixture, no_project, UM_PROBLEM_ISSUE_NO_SUCH_PROJECT, "GONE");
  assert_not_opened (fixture, no_type, UM_PROBLEM_ISSUE_NO_SUCH_TYPE, "4711");
  um_test_engine_add_checked (fixture->engine, fixture->simulator, UM_SOURCE_JIRA, "Other key");
  assert_not_opened (fixture, elsewhere, UM_PROBLEM_ISSUE_WHICH_SITE, "Other key, Site");
  g_clear_pointer (&same, um_plan_unref);
  same = reopen_plan (fixture, text, &error);
  g_assert_no_error (error);
}

static void
test_file_without_site (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture);
  g_autofree char *text = um_plan_file_print (plan, um_source_state_get_source (fixture->org));
  g_autofree char *cloud_id = g_strdup (um_source_state_get_source (fixture->site)->cloud_id);
  g_autofree char *bare = replace (text, "\"site\"", "\"message\"");

  assert_not_opened (fixture, bare, UM_PROBLEM_PLAN_UNKNOWN_MEMBER, "actions.inputs.message");
  remove_source (fixture, fixture->site);
  assert_not_opened (fixture, text, UM_PROBLEM_ISSUE_NO_SUCH_SITE, cloud_id);
}

/* One can be looked at without a network. */
static void
test_file_offline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture);
  g_autofree char *text = um_plan_file_print (plan, um_source_state_get_source (fixture->org));
  g_autoptr (UmPlan) same = NULL;
  g_autoptr (GError) error = NULL;

  um_test_simulator_kill (fixture->simulator);
  same = reopen_plan (fixture, text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (same->users->len, ==, N_USERS);
}

/* ---- before a run ---- */

static void
assert_not_run (Fixture *fixture, const char *type, const char *value, UmProblem problem)
{
  const char *values[] = { value, NULL };
  g_autoptr (GPtrArray) actions = g_ptr_array_new_with_free_func (plan_action_free);
  g_autoptr (GPtrArray) people = um_test_people (fixture->org, 3);
  g_autoptr (UmPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  UmTestRun test;

  add_action (actions, "create-issues", new_inputs (fixture->site, type, values));
  plan = plan_for (fixture, actions, people, &error);
  g_assert_no_error (error);
  um_test_run_begin (&test, fixture->org, plan, UM_RUN_NORMAL, 0);
  g_assert_null (um_test_run_end (&test, &error));
  g_assert_error (error, UM_PROBLEM, (int) problem);
  g_assert_cmpint (count_made (fixture), ==, 0);
}

static void
test_before_run (Fixture *fixture, gconstpointer data)
{
  assert_not_run (fixture, "4711", NULL, UM_PROBLEM_ISSUE_NO_SUCH_TYPE);
  assert_not_run (fixture, "10001", "customfield_1=\"x\"", UM_PROBLEM_ISSUE_NO_SUCH_FIELD);
  um_source_state_use_key (fixture->site,
                           um_test_simulator_get (fixture->simulator, "dead_jira_token"));
  assert_not_run (fixture, "10001", NULL, UM_PROBLEM_KEY_REJECTED);
  g_assert_cmpint (um_source_state_get_health (fixture->site), ==, UM_HEALTH_PROBLEM);
  g_assert_cmpint (um_source_state_get_health (fixture->org), ==, UM_HEALTH_CONNECTED);
}

/* ---- runs ---- */

static void
assert_all_made (Fixture *fixture, const UmRun *run, guint n_users)
{
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->org, run->id);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  um_test_check_run (fixture->org, run);
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, n_users);
  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      g_assert_true (g_str_has_prefix (entry->after, "OPS-"));
      g_assert_cmpstr (entry->place, ==, um_source_state_get_source (fixture->site)->cloud_id);
      g_hash_table_add (keys, entry->after);
    }
  g_assert_cmpuint (g_hash_table_size (keys), ==, n_users);
  g_assert_cmpint (count_made (fixture), ==, n_users);
}

/* Whoever is in the organisation can be written about, and nobody is changed by it. */
static void
test_mixed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan_for (fixture, MANY);
  g_autoptr (JsonNode) before = um_test_simulator_get_state (fixture->simulator);
  g_autoptr (JsonNode) after = NULL;
  g_autoptr (UmRun) run = NULL;

  um_test_simulator_set (fixture->simulator, "{\"drop\":0.3}");
  run = um_test_run (fixture->org, plan, UM_RUN_NORMAL, 0);
  um_test_simulator_set (fixture->simulator, "{\"drop\":0}");
  assert_all_made (fixture, run, MANY);
  after = um_test_simulator_get_state (fixture->simulator);
  g_assert_true (json_node_equal (json_object_get_member (json_node_get_object (before), "users"),
                                  json_object_get_member (json_node_get_object (after), "users")));
}

/* In one chain with what is done to the account. */
static void
test_chain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) actions = g_ptr_array_new_with_free_func (plan_action_free);
  g_autoptr (GPtrArray) people = um_test_people (fixture->org, 12);
  g_autoptr (UmPlan) plan = NULL;
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  add_action (actions, "deactivate", g_variant_new ("a{sas}", NULL));
  add_action (actions, "create-issues", new_inputs (fixture->site, "10001", NULL));
  plan = plan_for (fixture, actions, people, &error);
  g_assert_no_error (error);
  run = um_test_run (fixture->org, plan, UM_RUN_NORMAL, 0);
  entries = um_test_load_entries (fixture->org, run->id);
  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      if (entry->state == UM_STATE_DONE && entry->kind == UM_STEP_ISSUE_CREATE)
        g_assert_true (g_str_has_prefix (entry->path, "/rest/api/3/issue"));
      g_assert_cmpint (entry->state, !=, UM_STATE_FAILED);
    }
  g_assert_cmpuint (run->steps[UM_STATE_DONE], >, 10);
  g_assert_cmpint (count_made (fixture), >, 5);
}

static void
use_keys (Fixture *fixture)
{
  GListModel *sources = um_engine_get_sources (fixture->engine);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (sources, i);
      gboolean is_site = um_source_state_get_source (state)->kind == UM_SOURCE_JIRA;

      um_source_state_use_key (
        state, um_test_simulator_get (fixture->simulator, is_site ? "jira_token" : "org_key"));
      um_test_hurry (state);
      *(is_site ? &fixture->site : &fixture->org) = state; /* the list keeps it */
    }
  g_assert_true (um_test_load (fixture->org, &error));
  g_assert_no_error (error);
}

/* Which site it was is in the plan that the run kept. */
static void
test_resumed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan_for (fixture, MANY);
  g_autoptr (UmRun) torn = NULL;
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GError) error = NULL;
  UmTestRun test;

  um_test_simulator_set (fixture->simulator, "{\"latency\":10}");
  um_test_run_begin (&test, fixture->org, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_steps (&test, 5);
  um_test_engine_close (fixture->engine);
  torn = um_test_run_end (&test, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (torn->steps[UM_STATE_PENDING], >, 0);
  um_test_simulator_set (fixture->simulator, "{\"latency\":0}");
  fixture->engine = um_test_engine_open (fixture->folder);
  use_keys (fixture);
  um_test_run_resume (&test, fixture->org, torn->id);
  run = um_test_run_end (&test, &error);
  g_assert_no_error (error);
  assert_all_made (fixture, run, MANY);
}

static UmRun *
run_unclear (Fixture *fixture)
{
  g_autoptr (UmPlan) plan = make_plan (fixture);
  UmRun *run;

  um_step_search_set_second (0.001);
  um_test_simulator_set (fixture->simulator, "{\"drop\":1,\"lag\":60000}");
  run = um_test_run (fixture->org, plan, UM_RUN_NORMAL, 0);
  um_test_simulator_set (fixture->simulator, "{\"drop\":0,\"lag\":0}");
  g_assert_cmpuint (run->steps[UM_STATE_UNKNOWN], ==, N_USERS);
  return run;
}

/* What wasn't found in time is looked for once more, at the site. */
static void
test_found_later (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) run = run_unclear (fixture);

  um_test_read_again (fixture->org);
  g_assert_cmpuint (um_test_count_found (fixture->org, run->id), ==, run->steps[UM_STATE_UNKNOWN]);
  g_assert_cmpint (count_made (fixture), ==, N_USERS);
}

/* A site that can't be asked any more holds nothing up. */
static void
test_not_found_later (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) run = run_unclear (fixture);

  um_source_state_use_key (fixture->site,
                           um_test_simulator_get (fixture->simulator, "dead_jira_token"));
  um_test_read_again (fixture->org);
  g_assert_cmpuint (um_test_count_found (fixture->org, run->id), ==, 0);
  remove_source (fixture, fixture->site);
}

/* It is the site's key that is missed then, not the organisation's. */
static void
test_key_dies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan_for (fixture, MANY);
  UmSource *source = um_source_state_get_source (fixture->site);
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GError) error = NULL;
  UmRunner *runner;
  UmTestRun test;

  um_test_simulator_set (fixture->simulator, "{\"latency\":10}");
  um_test_run_begin (&test, fixture->org, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_steps (&test, 5);
  um_http_set_basic (um_connection_get_http (fixture->site->connection), source->email,
                     um_test_simulator_get (fixture->simulator, "dead_jira_token"));
  um_test_run_wait_for_wait (&test, UM_WAIT_KEY);
  runner = um_source_state_get_runner (fixture->org);
  g_assert_error (um_runner_get_problem (runner), UM_PROBLEM, UM_PROBLEM_KEY_DEAD);
  g_assert_cmpint (um_source_state_get_health (fixture->site), ==, UM_HEALTH_PROBLEM);
  g_assert_cmpint (um_source_state_get_health (fixture->org), ==, UM_HEALTH_CONNECTED);
  um_source_state_use_key (fixture->site, um_test_simulator_get (fixture->simulator, "jira_token"));
  um_runner_resume (runner);
  run = um_test_run_end (&test, &error);
  g_assert_no_error (error);
  assert_all_made (fixture, run, MANY);
  g_assert_cmpint (um_source_state_get_health (fixture->site), ==, UM_HEALTH_CONNECTED);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/issue-through/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("choice", test_choice);
  ADD ("read-only", test_read_only);
  ADD ("input", test_input);
  ADD ("file", test_file);
  ADD ("file-without-site", test_file_without_site);
  ADD ("file-offline", test_file_offline);
  ADD ("before-run", test_before_run);
  ADD ("mixed", test_mixed);
  ADD ("chain", test_chain);
  ADD ("resumed", test_resumed);
  ADD ("found-later", test_found_later);
  ADD ("not-found-later", test_not_found_later);
  ADD ("key-dies", test_key_dies);
  return um_test_engine_run ();
}
