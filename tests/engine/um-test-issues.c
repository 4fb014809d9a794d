/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs that make issues, and a site to make them at. */
#include "um-test-issues.h"

#include "um-issue-text.h"
#include "um-step-search-private.h"

void
um_test_issues_set_up (UmTestIssues *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  um_step_search_set_second (0.02);
  fixture->folder = um_test_engine_make_folder ();
  fixture->simulator = um_test_simulator_start ("--users=600", "--seed=11", NULL);
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = um_test_engine_add (fixture->engine, fixture->simulator, "Acme");
  um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error);
  g_assert_no_error (error);
  um_test_hurry (fixture->state);
  um_test_simulator_ask (fixture->simulator, "POST", "/_simulator/reset-stats", "{}");
}

void
um_test_issues_tear_down (UmTestIssues *fixture, gconstpointer data)
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

UmPlan *
um_test_issues_plan (UmTestIssues *fixture, guint n_users, const char *issues)
{
  g_autoptr (GPtrArray) actions = g_ptr_array_new_with_free_func (plan_action_free);
  g_autoptr (GPtrArray) people = um_test_people (fixture->state, n_users);
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
  g_assert_cmpuint (plan->users->len, ==, n_users);
  return plan;
}

gint64
um_test_issues_count (UmTestIssues *fixture, const char *what)
{
  return um_test_simulator_get_stat (fixture->simulator, what);
}

guint
um_test_issues_count_keys (UmTestIssues *fixture, const UmRun *run)
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

void
um_test_issues_assert_made (UmTestIssues *fixture, const UmRun *run, guint n_users, guint n_issues)
{
  um_test_check_run (fixture->state, run);
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, n_users);
  g_assert_cmpint (um_test_issues_count (fixture, "created"), ==, n_issues);
  g_assert_cmpuint (um_test_issues_count_keys (fixture, run), ==, n_issues);
}

void
um_test_issues_open_again (UmTestIssues *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = g_list_model_get_item (um_engine_get_sources (fixture->engine), 0);
  g_object_unref (fixture->state);
  um_source_state_use_key (fixture->state,
                           um_test_simulator_get (fixture->simulator, "jira_token"));
  um_test_load (fixture->state, &error);
  g_assert_no_error (error);
  um_test_hurry (fixture->state);
}

void
um_test_issues_run_with (
  UmTestIssues *fixture, const char *settings, guint n_users, const char *issues, guint n_issues)
{
  g_autoptr (UmPlan) plan = um_test_issues_plan (fixture, n_users, issues);
  g_autoptr (UmRun) run = NULL;

  um_test_simulator_set (fixture->simulator, settings);
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_issues_assert_made (fixture, run, n_users, n_issues);
}

char *
um_test_issues_tear_trial (UmTestIssues *fixture, UmPlan *plan, guint first_n)
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
  um_test_issues_open_again (fixture);
  return g_strdup (trial->id);
}
