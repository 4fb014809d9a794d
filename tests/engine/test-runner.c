/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs against the simulated site: what is done, what is kept, who is left out, what ends a run. */
#include "um-problem.h"
#include "um-test-runs.h"

typedef struct
{
  UmTestSimulator *simulator;
  UmEngine *engine;
  UmSourceState *state;
  char *folder;
  char *group; /* one that is empty at first */
} Fixture;

static void
refresh (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error);
  g_assert_no_error (error);
}

static void
open_engine (Fixture *fixture)
{
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = um_test_engine_add (fixture->engine, fixture->simulator, "Acme");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = um_test_engine_make_folder ();
  fixture->simulator = um_test_simulator_start ("--users=400", "--seed=7", NULL);
  um_test_simulator_ask (fixture->simulator, "POST", "/rest/api/3/group",
                         "{\"name\":\"test-target\"}");
  open_engine (fixture);
  refresh (fixture);
  fixture->group = um_test_group (fixture->state, "test-target");
  um_test_hurry (fixture->state);
  um_test_simulator_ask (fixture->simulator, "POST", "/_simulator/reset-stats", "{}");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_engine_close (fixture->engine);
  um_test_simulator_free (fixture->simulator);
  g_free (fixture->folder);
  g_free (fixture->group);
}

static guint
count_members (Fixture *fixture)
{
  g_autoptr (GHashTable) members = um_test_simulator_members (fixture->simulator, fixture->group);

  return g_hash_table_size (members);
}

/* Somebody else adds a user to the group, or takes one out. */
static void
change_behind (Fixture *fixture, const char *account_id, gboolean member)
{
  g_autofree char *escaped = g_uri_escape_string (account_id, NULL, FALSE);
  g_autofree char *path = NULL;
  g_autofree char *body = g_strdup_printf ("{\"accountId\":\"%s\"}", account_id);

  if (member)
    path = g_strdup_printf ("/rest/api/3/group/user?groupId=%s", fixture->group);
  else
    path = g_strdup_printf ("/rest/api/3/group/user?groupId=%s&accountId=%s", fixture->group,
                            escaped);
  um_test_simulator_ask (fixture->simulator, member ? "POST" : "DELETE", path,
                         member ? body : NULL);
}

static UmPlan *
plan_adding (Fixture *fixture, guint n_users)
{
  return um_test_plan_make (fixture->state, "add-to-groups", fixture->group, n_users);
}

static void
assert_fails (Fixture *fixture, UmPlan *plan, UmRunFlags flags, int code, const char *argument)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) run = NULL;
  UmTestRun test;

  um_test_run_begin (&test, fixture->state, plan, flags, 0);
  run = um_test_run_end (&test, &error);
  g_assert_null (run);
  g_assert_error (error, UM_PROBLEM, code);
  if (argument != NULL)
    g_assert_cmpstr (error->message, ==, argument);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 0);
  g_assert_false (
    um_run_lock_is_held (fixture->folder, um_source_state_get_source (fixture->state)->id));
}

static void
test_plain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = plan_adding (fixture, 100);
  g_autoptr (UmRun) run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);

  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 100);
  g_assert_cmpuint (run->users[UM_STATE_DONE], ==, 100);
  g_assert_cmpstr (run->plan_id, ==, plan->id);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 100);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 0);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "max_in_flight_per_user"), ==,
                   1);
  g_assert_cmpuint (count_members (fixture), ==, 100);
  um_test_check_run (fixture->state, run);
  g_assert_null (um_source_state_get_runner (fixture->state));
}

static void
test_entries (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = plan_adding (fixture, 3);
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  um_plan_user_hold_out (g_ptr_array_index (plan->users, 1), TRUE, "on leave");
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  entries = um_test_load_entries (fixture->state, run->id);
  for (guint i = 0; i < 3; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      g_assert_cmpstr (entry->account_id, ==, user->account_id);
      g_assert_cmpstr (entry->name, ==, user->name);
      g_assert_cmpstr (entry->target_name, ==, "test-target");
      g_assert_cmpstr (entry->before, ==, UM_NOT_MEMBER);
      g_assert_cmpint (entry->finished, >=, run->started);
      g_assert_null (entry->body);
      if (i == 1)
        {
          g_assert_cmpint (entry->state, ==, UM_STATE_SKIPPED);
          g_assert_cmpint (entry->skip, ==, UM_SKIP_HELD_OUT);
          g_assert_cmpstr (entry->skip_detail, ==, "on leave");
          continue;
        }
      g_assert_cmpint (entry->state, ==, UM_STATE_DONE);
      g_assert_cmpuint (entry->http, ==, 201);
      g_assert_cmpstr (entry->method, ==, "POST");
      g_assert_nonnull (entry->path);
      g_assert_cmpuint (entry->attempts, ==, 1);
    }
}

static void
test_removes_and_lays_over (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) adding = plan_adding (fixture, 20);
  g_autoptr (UmRun) added = um_test_run (fixture->state, adding, UM_RUN_NORMAL, 0);
  g_autoptr (UmPlan) removing = NULL;
  g_autoptr (UmRun) removed = NULL;

  /* The snapshot follows in a moment, without another refresh. */
  um_test_settle (fixture->state);
  removing = um_test_plan_make (fixture->state, "remove-from-groups", fixture->group, 20);
  removed = um_test_run (fixture->state, removing, UM_RUN_NORMAL, 0);
  g_assert_cmpuint (removed->steps[UM_STATE_DONE], ==, 20);
  g_assert_cmpuint (count_members (fixture), ==, 0);
  g_assert_cmpuint (added->steps[UM_STATE_DONE], ==, 20);
}

static void
test_already_so_now (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = plan_adding (fixture, 20);
  g_autoptr (UmRun) run = NULL;

  for (guint i = 0; i < 5; i++)
    change_behind (fixture, ((UmPlanUser *) g_ptr_array_index (plan->users, i))->account_id, TRUE);
  um_test_simulator_ask (fixture->simulator, "POST", "/_simulator/reset-stats", "{}");
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 15);
  g_assert_cmpuint (run->steps[UM_STATE_SKIPPED], ==, 5);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 15);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 0);
}

static void
test_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = um_test_people (fixture->state, 10);
  g_autofree char *actions = g_strdup_printf ("add-to-groups %s", fixture->group);
  g_autoptr (UmPlan) plan = NULL;
  g_autoptr (UmRun) run = NULL;

  for (guint i = 0; i < 2; i++)
    change_behind (fixture, g_ptr_array_index (people, i), TRUE);
  refresh (fixture);
  plan = um_test_plan_make_for (fixture->state, actions, people);
  /* They were left out as being so already; now they would be added. */
  for (guint i = 0; i < 2; i++)
    change_behind (fixture, g_ptr_array_index (people, i), FALSE);
  refresh (fixture);
  um_test_simulator_ask (fixture->simulator, "POST", "/_simulator/reset-stats", "{}");
  assert_fails (fixture, plan, UM_RUN_NORMAL, UM_PROBLEM_PLAN_CHANGED, "2");
  run = um_test_run (fixture->state, plan, UM_RUN_ACCEPT_CHANGES, 0);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 8);
  g_assert_cmpuint (run->steps[UM_STATE_SKIPPED], ==, 2);
  g_assert_cmpuint (count_members (fixture), ==, 8);
}

static void
test_expression (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = plan_adding (fixture, 10);
  g_autoptr (UmRun) run = NULL;

  plan->expression = g_strdup ("-group:test-target status:active");
  plan->now = g_get_real_time () / G_USEC_PER_SEC;
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 1);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 1);
  g_free (plan->expression);
  plan->expression = g_strdup ("group:test-target");
  um_test_simulator_ask (fixture->simulator, "POST", "/_simulator/reset-stats", "{}");
  assert_fails (fixture, plan, UM_RUN_NORMAL, UM_PROBLEM_PLAN_CHANGED, NULL);
}

static void
test_group_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_plan_make (fixture->state, "add-to-groups", fixture->group, 0);
  g_autofree char *path = g_strdup_printf ("/rest/api/3/group?groupId=%s", fixture->group);
  g_autofree char *n_users = g_strdup_printf ("%u", plan->users->len);

  um_test_simulator_ask (fixture->simulator, "DELETE", path, NULL);
  um_test_simulator_ask (fixture->simulator, "POST", "/_simulator/reset-stats", "{}");
  assert_fails (fixture, plan, UM_RUN_NORMAL, UM_PROBLEM_PLAN_CHANGED, n_users);
}

static void
test_used (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = plan_adding (fixture, 3);
  g_autoptr (UmRun) run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);

  um_test_simulator_ask (fixture->simulator, "POST", "/_simulator/reset-stats", "{}");
  assert_fails (fixture, plan, UM_RUN_NORMAL, UM_PROBLEM_PLAN_USED, run->id);
}

static void
test_first_n (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = plan_adding (fixture, 12);
  g_autoptr (UmRun) trial = NULL;
  g_autoptr (UmRun) run = NULL;

  um_plan_user_hold_out (g_ptr_array_index (plan->users, 1), TRUE, NULL);
  trial = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 4);
  g_assert_cmpuint (trial->n_users, ==, 4);
  g_assert_cmpuint (trial->steps[UM_STATE_DONE], ==, 4);
  g_assert_cmpuint (trial->first_n, ==, 4);
  g_assert_cmpuint (count_members (fixture), ==, 4);
  um_test_check_run (fixture->state, trial);
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  g_assert_cmpstr (run->plan_id, ==, trial->plan_id);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 7);
  g_assert_cmpuint (run->steps[UM_STATE_SKIPPED], ==, 5);
  g_assert_cmpuint (count_members (fixture), ==, 11);
}

static void
test_dry (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = plan_adding (fixture, 0);
  g_autoptr (UmRun) dry = um_test_run (fixture->state, plan, UM_RUN_DRY, 0);
  g_autoptr (UmRun) run = NULL;

  g_assert_true (dry->dry_run);
  g_assert_cmpuint (dry->steps[UM_STATE_DONE], ==, plan->users->len);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "requests"), ==, 0);
  um_test_check_run (fixture->state, dry);
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 2);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 2);
}

static void
test_nothing_to_do (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan)
    plan = um_test_plan_make (fixture->state, "remove-from-groups", fixture->group, 5);
  g_autoptr (UmRun) run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);

  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (run->steps[UM_STATE_SKIPPED], ==, 5);
  um_test_check_run (fixture->state, run);
}

static void
test_stopped_by_guard (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *actions = g_strdup_printf ("remove-from-groups %s", fixture->group);
  g_autoptr (UmSource) source = um_source_copy (um_source_state_get_source (fixture->state));
  g_autoptr (GPtrArray) people = um_test_people (fixture->state, 1);
  g_autoptr (UmPlan) plan = NULL;

  source->account_id = g_strdup (g_ptr_array_index (people, 0));
  change_behind (fixture, source->account_id, TRUE);
  um_test_engine_save (fixture->engine, source, NULL, UM_KEEP_THIS_SESSION, &error);
  g_assert_no_error (error);
  refresh (fixture);
  g_ptr_array_add (ids, source->account_id);
  plan = um_test_plan_make_for (fixture->state, actions, ids);
  um_test_simulator_ask (fixture->simulator, "POST", "/_simulator/reset-stats", "{}");
  assert_fails (fixture, plan, UM_RUN_NORMAL, UM_PROBLEM_STOPPED_BY_GUARD, "yourself");
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = plan_adding (fixture, 3);
  g_autoptr (UmSource) source = um_source_copy (um_source_state_get_source (fixture->state));
  g_autoptr (GError) error = NULL;

  source->read_only = UM_READ_ONLY_CHOSEN;
  um_test_engine_save (fixture->engine, source, NULL, UM_KEEP_THIS_SESSION, &error);
  g_assert_no_error (error);
  assert_fails (fixture, plan, UM_RUN_NORMAL, UM_PROBLEM_READ_ONLY_SOURCE, "Acme");
}

/* Of newer data: who is so meanwhile is left out, and who was held out stays so. */
static void
test_made_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_plan_make (fixture->state, "add-to-groups", fixture->group, 3);
  UmPlanUser *held = g_ptr_array_index (plan->users, 0);
  UmPlanUser *joined = g_ptr_array_index (plan->users, 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlan) again = NULL;

  plan->reason = g_strdup ("tidy up");
  plan->expression = g_strdup ("status:active");
  change_behind (fixture, joined->account_id, TRUE);
  refresh (fixture);
  um_planner_make_again_async (fixture->state, plan, NULL, um_test_done_cb, &result);
  um_plan_user_hold_out (held, TRUE, "on leave");
  um_test_wait_for (&result);
  again = um_planner_make_again_finish (fixture->state, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->reason, ==, "tidy up");
  g_assert_cmpstr (again->expression, ==, "status:active");
  g_assert_cmpint (again->now, ==, plan->now);
  g_assert_cmpuint (again->users->len, ==, 3);
  for (guint i = 0; i < again->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (again->users, i);

      g_assert_cmpstr (user->account_id, ==,
                       ((UmPlanUser *) g_ptr_array_index (plan->users, i))->account_id);
      g_assert_true (user->held_out == (i == 0));
      g_assert_cmpint (user->skip, ==, i == 1 ? UM_SKIP_ALREADY_SO : UM_SKIP_NONE);
    }
  g_assert_cmpstr (((UmPlanUser *) g_ptr_array_index (again->users, 0))->note, ==, "on leave");
}

static void
test_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = plan_adding (fixture, 3);
  const char *id = um_source_state_get_source (fixture->state)->id;
  UmRunLock *lock = um_run_lock_take (fixture->folder, id, NULL);
  g_autoptr (GError) error = NULL;
  UmTestRun test;

  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, 0);
  g_assert_null (um_test_run_end (&test, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_RUN_ELSEWHERE);
  um_run_lock_free (lock);
}

static void
test_one_at_a_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = plan_adding (fixture, 30);
  g_autoptr (UmPlan) other = plan_adding (fixture, 30);
  const char *id = um_source_state_get_source (fixture->state)->id;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) run = NULL;
  UmTestRun first, second;

  um_test_run_begin (&first, fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_runner (&first);
  g_assert_true (um_run_lock_is_held (fixture->folder, id));
  um_test_run_begin (&second, fixture->state, other, UM_RUN_NORMAL, 0);
  g_assert_null (um_test_run_end (&second, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_BUSY);
  g_clear_error (&error);
  run = um_test_run_end (&first, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 30);
  g_assert_false (um_run_lock_is_held (fixture->folder, id));
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/runner/plain", test_plain);
  ADD ("/runner/entries", test_entries);
  ADD ("/runner/removes-and-lays-over", test_removes_and_lays_over);
  ADD ("/runner/already-so-now", test_already_so_now);
  ADD ("/runner/changed", test_changed);
  ADD ("/runner/expression", test_expression);
  ADD ("/runner/group-gone", test_group_gone);
  ADD ("/runner/used", test_used);
  ADD ("/runner/first-n", test_first_n);
  ADD ("/runner/dry", test_dry);
  ADD ("/runner/nothing-to-do", test_nothing_to_do);
  ADD ("/runner/stopped-by-guard", test_stopped_by_guard);
  ADD ("/runner/read-only", test_read_only);
  ADD ("/runner/made-again", test_made_again);
  ADD ("/runner/elsewhere", test_elsewhere);
  ADD ("/runner/one-at-a-time", test_one_at_a_time);
#undef ADD
  return um_test_engine_run ();
}
