/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs that are undone and retried, the whole way on the simulator: what somebody else has changed
 * since stays; in part, by a file, after an interruption, after faults. */
#include "um-problem.h"
#include "um-source-state-private.h"
#include "um-test-undo.h"
#include "um-undo.h"

#include <string.h>

/* ---- what somebody else has changed ---- */

static void
ask_account (UmTestMixed *fixture, const char *id, const char *what)
{
  g_autofree char *path = g_strdup_printf ("/users/%s/manage/lifecycle/%s", id, what);

  um_test_simulator_ask (fixture->simulator, "POST", path, "{\"message\":\"\"}");
}

/* Users of a run of whom a step went from @before to its end. (transfer container) */
static GPtrArray *
list_done_from (GPtrArray *entries, const char *before)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      if (entry->state == UM_STATE_DONE && g_strcmp0 (entry->before, before) == 0)
        g_ptr_array_add (ids, entry->account_id);
    }
  return ids;
}

static const UmPlanUser *
find_user (const UmPlan *plan, const char *id)
{
  for (guint i = 0; i < plan->users->len; i++)
    if (g_str_equal (((UmPlanUser *) plan->users->pdata[i])->account_id, id))
      return plan->users->pdata[i];
  g_assert_not_reached ();
}

/* Three people have kept accounts that a run has deleted: of whom was active all is as before; of
 * whom was deactivated not. One of them is deactivated again by hand. */
static void
test_changed_meanwhile (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = um_test_undo_list_people (fixture);
  g_autofree char *before = um_test_undo_dup_state (fixture);
  g_autoptr (GHashTable) truth = um_test_mixed_list_truth (fixture);
  g_autoptr (UmRun) run = um_test_undo_act (fixture, "delete-account", people);
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, run->id);
  g_autoptr (GPtrArray) active = list_done_from (entries, "active");
  g_autoptr (GPtrArray) deactivated = list_done_from (entries, "deactivated");
  const char *kept = active->pdata[0], *changed = deactivated->pdata[0],
             *back = deactivated->pdata[1];
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autoptr (GHashTable) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlan) plan = NULL;
  g_autoptr (UmRun) undone = NULL;

  ask_account (fixture, kept, "cancel-delete");
  ask_account (fixture, changed, "cancel-delete");
  ask_account (fixture, back, "cancel-delete");
  ask_account (fixture, back, "disable");
  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  plan = um_test_undo_plan_undo (fixture, run->id);
  g_assert_cmpint (find_user (plan, kept)->skip, ==, UM_SKIP_ALREADY_SO);
  g_assert_cmpint (find_user (plan, changed)->skip, ==, UM_SKIP_CHANGED_BY_OTHERS);
  g_assert_cmpint (find_user (plan, changed)->steps[1].skip, ==, UM_SKIP_CHANGED_BY_OTHERS);
  g_assert_cmpint (find_user (plan, back)->skip, ==, UM_SKIP_ALREADY_SO);
  undone = um_test_undo_carry_out (fixture, plan);
  g_assert_cmpuint (undone->users[UM_STATE_SKIPPED], ==, 3);
  g_assert_cmpuint (undone->users[UM_STATE_DONE], ==, run->users[UM_STATE_DONE] - 3);
  after = um_test_mixed_list_truth (fixture);
  g_ptr_array_add (others, (gpointer) changed);
  um_test_mixed_assert_changed (truth, after, others);
}

/* The plan is older than the change: it is found when it starts, and that user is left out. */
static void
test_changed_at_last (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = um_test_undo_list_people (fixture);
  g_autoptr (GHashTable) truth = um_test_mixed_list_truth (fixture);
  g_autoptr (UmRun)
    run = um_test_undo_act (fixture, "change-email acme.example old-acme.example", people);
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, run->id);
  g_autoptr (UmPlan) plan = um_test_undo_plan_undo (fixture, run->id);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autoptr (GHashTable) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) undone = NULL;
  UmTestRun test;

  for (guint i = 0; i < entries->len && others->len == 0; i++)
    if (((UmRunEntry *) entries->pdata[i])->state == UM_STATE_DONE)
      g_ptr_array_add (others, ((UmRunEntry *) entries->pdata[i])->account_id);
  g_assert_cmpuint (others->len, ==, 1);
  {
    g_autofree char *path = g_strdup_printf ("/users/%s/manage/email", (char *) others->pdata[0]);

    um_test_simulator_ask (fixture->simulator, "PUT", path, "{\"email\":\"third@acme.example\"}");
  }
  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, 0);
  undone = um_test_run_end (&test, &error);
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_PLAN_CHANGED);
  g_assert_cmpstr (error->message, ==, "1");
  undone = um_test_run (fixture->state, plan, UM_RUN_ACCEPT_CHANGES, 0);
  g_assert_cmpuint (undone->users[UM_STATE_DONE], ==, run->users[UM_STATE_DONE] - 1);
  after = um_test_mixed_list_truth (fixture);
  um_test_mixed_assert_changed (truth, after, others);
}

/* ---- parts, files, refusals ---- */

static UmPlan *
read_file (UmTestMixed *fixture, const char *contents, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) text = g_bytes_new (contents, strlen (contents));
  guint n_changed;

  um_plan_file_read_async (fixture->state, text, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_plan_file_read_finish (result, &n_changed, error);
}

/* Of some entries, by a plan that was saved, on one user first. */
static void
test_part (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = um_test_undo_list_people (fixture);
  g_autoptr (GHashTable) truth = um_test_mixed_list_truth (fixture);
  g_autoptr (UmRun) run = um_test_undo_act (fixture, "suspend DIRECTORY; deactivate", people);
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, run->id);
  g_autoptr (GHashTable) after = NULL;
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlan) plan = NULL, read = NULL;
  g_autofree char *text = NULL;
  g_autoptr (UmRun) trial = NULL, undone = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      if (entry->state != UM_STATE_DONE)
        continue;
      if (entry->kind == UM_STEP_ACCOUNT_DISABLE && numbers->len < 7)
        g_ptr_array_add (numbers, g_strdup_printf ("%u", entry->n));
      else if (!g_ptr_array_find_with_equal_func (others, entry->account_id, g_str_equal, NULL))
        g_ptr_array_add (others, entry->account_id);
    }
  g_ptr_array_add (numbers, NULL);
  plan = um_test_undo_plan_of (fixture, UM_OF_UNDO, run->id, (const char *const *) numbers->pdata,
                               &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->users->len, ==, 7);
  text = um_plan_file_print (plan, um_source_state_get_source (fixture->state));
  read = read_file (fixture, text, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read->relation, ==, UM_OF_UNDO);
  g_assert_cmpstr (read->of, ==, run->id);
  g_assert_cmpstr (read->id, ==, plan->id);
  trial = um_test_run (fixture->state, read, UM_RUN_NORMAL, 1);
  g_assert_cmpuint (trial->users[UM_STATE_DONE], ==, 1);
  undone = um_test_undo_carry_out (fixture, read);
  g_assert_cmpuint (undone->users[UM_STATE_DONE], ==, 6);
  g_assert_cmpuint (undone->users[UM_STATE_SKIPPED], ==, 1);
  after = um_test_mixed_list_truth (fixture);
  um_test_mixed_assert_changed (truth, after, others);
}

static void
assert_no_plan (UmTestMixed *fixture,
                UmPlanRelation relation,
                const char *run_id,
                const char *const *entries,
                UmProblem problem)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlan) plan = um_test_undo_plan_of (fixture, relation, run_id, entries, &error);

  g_assert_null (plan);
  g_assert_error (error, UM_PROBLEM, (int) problem);
}

static void
assert_no_file (
  UmTestMixed *fixture, const char *text, const char *was, const char *is, int problem)
{
  g_autoptr (GString) changed = g_string_new (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlan) plan = NULL;

  g_assert_cmpuint (g_string_replace (changed, was, is, 0), >, 0);
  plan = read_file (fixture, changed->str, &error);
  g_assert_null (plan);
  g_assert_error (error, UM_PROBLEM, problem);
}

static void
test_refused (UmTestMixed *fixture, gconstpointer data)
{
  const char *none[] = { "1000000", NULL };
  g_autoptr (GPtrArray) people = um_test_undo_list_people (fixture);
  g_autofree char *actions = um_test_undo_fill_in (fixture, "suspend DIRECTORY");
  g_autoptr (UmPlan) first = um_test_plan_make_for (fixture->state, actions, people);
  g_autoptr (UmPlan) second = um_test_plan_make_for (fixture->state, actions, people);
  g_autoptr (UmRun) dry = um_test_run (fixture->state, first, UM_RUN_DRY, 0);
  g_autoptr (UmRun) run = um_test_undo_carry_out (fixture, second);
  g_autoptr (UmPlan) undo = um_test_undo_plan_undo (fixture, run->id);
  g_autofree char *text = um_plan_file_print (undo, um_source_state_get_source (fixture->state));

  assert_no_plan (fixture, UM_OF_UNDO, dry->id, NULL, UM_PROBLEM_RUN_DRY);
  assert_no_plan (fixture, UM_OF_UNDO, run->plan_id, NULL, UM_PROBLEM_NO_SUCH_RUN);
  assert_no_plan (fixture, UM_OF_UNDO, run->id, none, UM_PROBLEM_NO_SUCH_ENTRY);
  assert_no_plan (fixture, UM_OF_RETRY, run->id, NULL, UM_PROBLEM_NOTHING_TO_RETRY);
  assert_no_file (fixture, text, run->id, run->plan_id, UM_PROBLEM_PLAN_RUN_UNKNOWN);
  assert_no_file (fixture, text, run->id, dry->id, UM_PROBLEM_RUN_DRY);
  assert_no_file (fixture, text, "\"undo\"", "\"retry\"", UM_PROBLEM_PLAN_BAD_MEMBER);
  assert_no_file (fixture, text, "\"run\"", "\"entries\"", UM_PROBLEM_PLAN_BAD_MEMBER);
}

/* ---- runs that were interrupted, or failed ---- */

static void
reopen (UmTestMixed *fixture)
{
  g_autofree char *key = g_strdup (um_test_simulator_get (fixture->simulator, "org_key"));
  g_autoptr (UmSource) source = um_source_copy (um_source_state_get_source (fixture->state));
  g_autoptr (GError) error = NULL;

  um_test_engine_close (fixture->engine);
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = um_test_engine_save (fixture->engine, source, key, UM_KEEP_THIS_SESSION, &error);
  g_assert_no_error (error);
  g_assert_true (um_test_load (fixture->state, &error));
}

/* What was done before the end is undone; then nobody goes on with it. */
static void
test_interrupted (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = um_test_undo_list_people (fixture);
  g_autofree char *before = um_test_undo_dup_state (fixture);
  g_autoptr (UmPlan) plan = um_test_plan_make_for (fixture->state, "deactivate", people);
  g_autoptr (UmPlan) undo = NULL, dry = NULL;
  g_autoptr (UmRun) run = NULL, tried = NULL, undone = NULL, kept = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  UmTestRun test;

  um_test_simulator_set (fixture->simulator, "{\"latency\":5}");
  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_steps (&test, 10);
  id = g_strdup (um_runner_get_run (um_source_state_get_runner (fixture->state))->id);
  assert_no_plan (fixture, UM_OF_UNDO, id, NULL, UM_PROBLEM_RUN_GOING_ON);
  reopen (fixture);
  run = um_test_run_end (&test, &error);
  um_test_simulator_set (fixture->simulator, "{\"latency\":0}");
  assert_no_plan (fixture, UM_OF_RETRY, id, NULL, UM_PROBLEM_RUN_NOT_OVER);
  dry = um_test_undo_plan_undo (fixture, id);
  tried = um_test_run (fixture->state, dry, UM_RUN_DRY, 0);
  g_assert_false (um_run_undoes (tried));
  undo = um_test_undo_plan_undo (fixture, id);
  undone = um_test_undo_carry_out (fixture, undo);
  g_assert_cmpuint (undone->users[UM_STATE_DONE], >=, 10);
  g_assert_true (um_run_undoes (undone));
  um_test_undo_assert_state (fixture, before);
  um_test_run_resume (&test, fixture->state, id);
  g_assert_null (um_test_run_end (&test, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_RUN_UNDONE);
  g_assert_cmpstr (error->message, ==, id);
  um_test_undo_assert_state (fixture, before);
  kept = um_test_load_run (fixture->state, id);
  g_assert_cmpuint (kept->steps[UM_STATE_PENDING], >, 0);
}

/* A second organisation is one in which nothing failed. */
static char *
dup_state_without_faults (const char *text)
{
  UmTestMixed other = { 0 };
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (UmRun) run = NULL;
  char *state;

  um_test_mixed_set_up (&other, NULL);
  people = um_test_undo_list_people (&other);
  run = um_test_undo_act (&other, text, people);
  g_assert_cmpuint (run->users[UM_STATE_FAILED], ==, 0);
  state = um_test_undo_dup_state (&other);
  um_test_mixed_tear_down (&other, NULL);
  return state;
}

static gboolean
resume_cb (gpointer runner)
{
  um_runner_resume (runner);
  return G_SOURCE_REMOVE;
}

/* Who went first may not be readable again: then the run waits for somebody. */
static void
wait_cb (UmRunner *runner)
{
  if (um_runner_get_wait (runner) == UM_WAIT_FIRST)
    g_idle_add_full (G_PRIORITY_DEFAULT, resume_cb, g_object_ref (runner), g_object_unref);
}

/* The server is well until the first step. */
static UmRun *
carry_out_with_faults (UmTestMixed *fixture, UmPlan *plan, gboolean faults)
{
  g_autoptr (GError) error = NULL;
  UmTestRun test;
  UmRun *run;

  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_runner (&test);
  g_signal_connect (um_source_state_get_runner (fixture->state), "notify::wait",
                    G_CALLBACK (wait_cb), NULL);
  if (faults)
    um_test_simulator_set (fixture->simulator, "{\"fault\":{\"500\":0.6}}");
  run = um_test_run_end (&test, &error);
  g_assert_no_error (error);
  um_test_simulator_set (fixture->simulator, "{\"fault\":{\"500\":0}}");
  um_test_check_run (fixture->state, run);
  um_test_settle (fixture->state);
  return run;
}

/* Again and again, until nothing fails any more; each is a retry of the one before. */
static void
test_retry (UmTestMixed *fixture, gconstpointer data)
{
  const char *actions = "add-to-groups GROUP; suspend DIRECTORY; deactivate";
  g_autofree char *expected = dup_state_without_faults (actions);
  g_autoptr (GPtrArray) people = um_test_undo_list_people (fixture);
  g_autoptr (UmRun) run = NULL;
  guint n_retries = 0;

  um_test_hurry (fixture->state);
  {
    g_autofree char *filled = um_test_undo_fill_in (fixture, actions);
    g_autoptr (UmPlan) plan = um_test_plan_make_for (fixture->state, filled, people);

    run = carry_out_with_faults (fixture, plan, TRUE);
  }
  while (run->users[UM_STATE_FAILED] > 0 || run->users[UM_STATE_UNKNOWN] > 0)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (UmPlan) plan = um_test_undo_plan_of (fixture, UM_OF_RETRY, run->id, NULL, &error);
      g_autofree char *id = g_strdup (run->id);

      g_assert_no_error (error);
      g_assert_cmpint (plan->relation, ==, UM_OF_RETRY);
      g_assert_cmpuint (plan->users->len, <=,
                        run->users[UM_STATE_FAILED] + run->users[UM_STATE_UNKNOWN]);
      um_run_unref (run);
      run = carry_out_with_faults (fixture, plan, n_retries++ < 2);
      g_assert_cmpstr (run->of, ==, id);
      g_assert_cmpstr (run->actions, ==, "retry add-to-groups suspend deactivate");
    }
  g_assert_cmpuint (n_retries, >, 0);
  um_test_undo_assert_state (fixture, expected);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
#define ADD(path, func) \
  g_test_add ("/undo/" path, UmTestMixed, NULL, um_test_mixed_set_up, func, um_test_mixed_tear_down)
  ADD ("changed-meanwhile", test_changed_meanwhile);
  ADD ("changed-at-last", test_changed_at_last);
  ADD ("part", test_part);
  ADD ("refused", test_refused);
  ADD ("interrupted", test_interrupted);
  ADD ("retry", test_retry);
#undef ADD
  return um_test_engine_run ();
}
