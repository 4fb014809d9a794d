/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user who goes first where steps rest on what nobody has seen happen: alone, and read again;
 * the run stops where more has changed than was planned. On the simulator. */
#include "um-problem.h"
#include "um-step-search-private.h"
#include "um-test-mixed.h"

#include <string.h>

#define LOSE_GROUP "{\"fault\":{\"lose-group\":1}}"

/* ---- what is asked again and again ---- */

static UmPlan *
make_plan (UmTestMixed *fixture, const char *actions)
{
  g_autoptr (GPtrArray) people = um_test_mixed_people (fixture);

  return um_test_plan_make_for (fixture->state, actions, people);
}

static gint64
count_effects (UmTestMixed *fixture)
{
  return um_test_simulator_get_stat (fixture->simulator, "effects");
}

static gboolean
is_of_first (const UmRunNote *note)
{
  return note->kind == UM_NOTE_AS_EXPECTED || note->kind == UM_NOTE_ALSO_CHANGED
         || note->kind == UM_NOTE_NOT_READ;
}

/* The one note of the run about its first user, and the entry that bears it. */
static UmRunNote *
find_note (GPtrArray *entries, const UmRunEntry **bearer)
{
  UmRunNote *found = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      for (guint k = 0; entry->notes != NULL && k < entry->notes->len; k++)
        if (is_of_first (g_ptr_array_index (entry->notes, k)))
          {
            g_assert_null (found);
            found = g_ptr_array_index (entry->notes, k);
            *bearer = entry;
          }
    }
  return found;
}

/* All others were sent after the first one was read again. */
static void
assert_alone (GPtrArray *entries, const UmRunEntry *bearer, const UmRunNote *note)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      if (entry->chain != bearer->chain && entry->sent != 0)
        g_assert_cmpint (entry->sent, >=, note->time);
    }
}

static void
assert_noted (UmTestMixed *fixture, const char *run_id, UmNoteKind kind)
{
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, run_id);
  const UmRunEntry *bearer = NULL;
  const UmRunNote *note = find_note (entries, &bearer);

  g_assert_nonnull (note);
  g_assert_cmpint (note->kind, ==, kind);
  g_assert_cmpint (bearer->state, ==, UM_STATE_DONE);
  assert_alone (entries, bearer, note);
  if (kind == UM_NOTE_ALSO_CHANGED)
    g_assert_true (g_str_has_prefix (note->found, "group-left\t"));
}

/* Begins a deactivation that takes a group away, too, and waits until that is noticed. */
static char *
begin_and_stop (UmTestMixed *fixture, UmTestRun *test, UmPlan *plan, guint first_n)
{
  gint64 effects = count_effects (fixture);
  UmRunner *runner;

  um_test_simulator_set (fixture->simulator, LOSE_GROUP);
  um_test_run_begin (test, fixture->state, plan, UM_RUN_NORMAL, first_n);
  um_test_run_wait_for_wait (test, UM_WAIT_FIRST);
  runner = um_source_state_get_runner (fixture->state);
  g_assert_error (um_runner_get_problem (runner), UM_PROBLEM, UM_PROBLEM_FIRST_CHANGED);
  g_assert_nonnull (strstr (um_runner_get_problem (runner)->message, "\ngroup-left\t"));
  g_assert_true (um_runner_is_resumable (runner));
  g_assert_cmpint (count_effects (fixture), ==, effects + 1);
  assert_noted (fixture, um_runner_get_run (runner)->id, UM_NOTE_ALSO_CHANGED);
  return g_strdup (um_runner_get_run (runner)->id);
}

static UmRun *
end (UmTestRun *test)
{
  g_autoptr (GError) error = NULL;
  UmRun *run = um_test_run_end (test, &error);

  g_assert_no_error (error);
  return run;
}

static void
open_again (UmTestMixed *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = g_list_model_get_item (um_engine_get_sources (fixture->engine), 0);
  g_object_unref (fixture->state);
  um_source_state_use_key (fixture->state, um_test_simulator_get (fixture->simulator, "org_key"));
  um_test_load (fixture->state, &error);
  g_assert_no_error (error);
}

/* In the middle of @test's run. Returns it as it was left. */
static UmRun *
close_and_open (UmTestMixed *fixture, UmTestRun *test)
{
  UmRun *left;

  g_object_ref (fixture->state);
  um_test_engine_close (fixture->engine);
  left = um_source_state_run_finish (test->state, test->result, NULL);
  g_clear_object (&test->result);
  um_test_assert_finalizes (test->state);
  g_assert_nonnull (left);
  g_assert_cmpint (left->state, ==, UM_RUN_PAUSED);
  open_again (fixture);
  return left;
}

/* ---- nothing else has changed ---- */

static void
run_unnoticed (UmTestMixed *fixture, const char *actions)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, actions);
  g_autoptr (UmRun) run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);

  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (run->users[UM_STATE_DONE], >, 3);
  g_assert_cmpuint (run->users[UM_STATE_PENDING], ==, 0);
  um_test_check_run (fixture->state, run);
  assert_noted (fixture, run->id, UM_NOTE_AS_EXPECTED);
  um_test_settle (fixture->state);
}

static void
test_unnoticed (UmTestMixed *fixture, gconstpointer data)
{
  run_unnoticed (fixture, "deactivate");
  run_unnoticed (fixture, "reactivate");
  run_unnoticed (fixture, "end-sessions");
}

/* What rests on nothing unknown isn't held up. */
static void
test_not_needed (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "revoke-tokens");
  g_autoptr (UmRun) run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, run->id);
  const UmRunEntry *bearer;

  g_assert_cmpuint (run->users[UM_STATE_DONE], >, 1);
  g_assert_null (find_note (entries, &bearer));
}

/* What shows late is waited for. */
static void
test_late (UmTestMixed *fixture, gconstpointer data)
{
  um_step_search_set_second (0.03);
  um_test_simulator_set (fixture->simulator, "{\"lag\":700}");
  run_unnoticed (fixture, "deactivate");
}

/* How long it is waited for that is told. */
static void
test_late_told (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "deactivate");
  g_autoptr (UmRun) run = NULL;
  UmTestRun test = { 0 };
  UmRunner *runner;
  gint64 now;

  um_step_search_set_second (0.1);
  um_test_simulator_set (fixture->simulator, "{\"lag\":700}");
  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_wait (&test, UM_WAIT_LATE);
  now = g_get_monotonic_time ();
  runner = um_source_state_get_runner (fixture->state);
  g_assert_cmpint (um_runner_get_waiting_until (runner), >, 0);
  g_assert_cmpint (um_runner_get_waiting_until (runner), <=, now + 6 * G_USEC_PER_SEC);
  g_assert_false (um_runner_is_resumable (runner));
  um_runner_pause (runner);
  g_assert_cmpint (um_runner_get_wait (runner), ==, UM_WAIT_PAUSED);
  um_runner_resume (runner);
  run = end (&test);
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  assert_noted (fixture, run->id, UM_NOTE_AS_EXPECTED);
}

/* What never shows is no other change: it is told when the users of the run are read again. */
static void
test_never (UmTestMixed *fixture, gconstpointer data)
{
  um_step_search_set_second (0.001);
  um_test_simulator_set (fixture->simulator, "{\"lag\":100000}");
  run_unnoticed (fixture, "deactivate");
}

/* ---- something else has ---- */

static void
test_stops (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "deactivate");
  g_autoptr (UmRun) run = NULL;
  g_autoptr (UmRun) kept = NULL;
  UmTestRun test;
  g_autofree char *id = begin_and_stop (fixture, &test, plan, 0);
  UmRunner *runner = um_source_state_get_runner (fixture->state);

  /* It is kept as paused, and nothing happens by itself. */
  while (um_runner_get_run (runner)->state != UM_RUN_PAUSED)
    g_main_context_iteration (NULL, TRUE);
  kept = um_test_load_run (fixture->state, id);
  g_assert_cmpint (kept->state, ==, UM_RUN_PAUSED);
  um_runner_resume (runner);
  run = end (&test);
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (run->users[UM_STATE_DONE], >, 3);
  assert_noted (fixture, id, UM_NOTE_ALSO_CHANGED);
}

static void
test_cancelled (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "deactivate");
  g_autoptr (UmRun) run = NULL;
  UmTestRun test;
  gint64 effects = count_effects (fixture);
  g_autofree char *id = begin_and_stop (fixture, &test, plan, 0);

  um_runner_cancel (um_source_state_get_runner (fixture->state));
  run = end (&test);
  g_assert_cmpint (run->state, ==, UM_RUN_CANCELLED);
  g_assert_cmpuint (run->users[UM_STATE_DONE], ==, 1);
  g_assert_cmpint (count_effects (fixture), ==, effects + 1);
}

/* Who is alone holds nobody up. */
static void
test_one_user (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "deactivate");
  g_autoptr (UmRun) run = NULL;

  um_test_simulator_set (fixture->simulator, LOSE_GROUP);
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 1);
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  assert_noted (fixture, run->id, UM_NOTE_ALSO_CHANGED);
}

/* A trial, too, begins with one; the whole plan behind it doesn't leave that out. */
static void
test_trial (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "deactivate");
  g_autoptr (UmRun) trial = NULL;
  g_autoptr (UmRun) whole = NULL;
  UmTestRun test;
  g_autofree char *id = begin_and_stop (fixture, &test, plan, 3);

  um_runner_resume (um_source_state_get_runner (fixture->state));
  trial = end (&test);
  g_assert_cmpuint (trial->users[UM_STATE_DONE], ==, 3);
  um_test_settle (fixture->state);
  um_test_simulator_set (fixture->simulator, "{\"fault\":{\"lose-group\":0}}");
  whole = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  g_assert_cmpuint (whole->users[UM_STATE_DONE], >, 0);
  assert_noted (fixture, whole->id, UM_NOTE_AS_EXPECTED);
}

/* ---- he can't be read ---- */

/* An answer takes longer than any pause of this process does, in which it is noticed what the
 * simulator has done already. */
#define LATENCY "1000"

/* Turns the main context until the first one has been changed. */
static void
wait_for_effect (UmTestMixed *fixture, gint64 effects)
{
  while (count_effects (fixture) == effects)
    g_main_context_iteration (NULL, FALSE);
}

static void
test_not_read (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "deactivate");
  g_autoptr (UmRun) run = NULL;
  gint64 effects = count_effects (fixture);
  UmRunner *runner;
  UmTestRun test;

  um_test_hurry (fixture->state);
  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_runner (&test);
  um_test_simulator_set (fixture->simulator, "{\"latency\":" LATENCY "}");
  wait_for_effect (fixture, effects);
  um_test_simulator_set (fixture->simulator, "{\"latency\":0,\"fault\":{\"500\":1}}");
  um_test_run_wait_for_wait (&test, UM_WAIT_FIRST);
  runner = um_source_state_get_runner (fixture->state);
  g_assert_error (um_runner_get_problem (runner), UM_PROBLEM, UM_PROBLEM_FIRST_NOT_READ);
  um_test_simulator_set (fixture->simulator, "{\"fault\":{\"500\":0}}");
  g_assert_cmpint (count_effects (fixture), ==, effects + 1);
  um_runner_resume (runner);
  run = end (&test);
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  assert_noted (fixture, run->id, UM_NOTE_NOT_READ);
}

/* ---- the program ends in between ---- */

/* Resumes a run that has changed its first user, who wasn't read again. */
static void
resume_and_stop (UmTestMixed *fixture, const char *id, gint64 effects)
{
  g_autoptr (UmRun) run = NULL;
  UmTestRun test;

  um_step_search_set_second (0.001);
  um_test_run_resume (&test, fixture->state, id);
  um_test_run_wait_for_wait (&test, UM_WAIT_FIRST);
  g_assert_cmpint (count_effects (fixture), ==, effects);
  assert_noted (fixture, id, UM_NOTE_ALSO_CHANGED);
  um_runner_resume (um_source_state_get_runner (fixture->state));
  run = end (&test);
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_cmpint (count_effects (fixture), >, effects + 2);
}

/* It is closed before he could be read again. */
static void
test_closed (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "deactivate");
  g_autoptr (UmRun) paused = NULL;
  gint64 effects = count_effects (fixture);
  UmTestRun test;

  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_runner (&test);
  um_test_simulator_set (fixture->simulator,
                         "{\"latency\":" LATENCY ",\"fault\":{\"lose-group\":1}}");
  wait_for_effect (fixture, effects);
  paused = close_and_open (fixture, &test);
  um_test_simulator_set (fixture->simulator, "{\"latency\":0}");
  resume_and_stop (fixture, paused->id, effects + 1);
}

static char *
find_run_id (UmTestMixed *fixture)
{
  UmRunQuery query = { .state = -1 };
  UmStore *store = um_source_state_get_store (fixture->state);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) runs = NULL;

  um_store_list_runs_async (store, &query, NULL, 1, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  runs = um_store_list_runs_finish (store, result, NULL);
  g_assert_cmpuint (runs->len, ==, 1);
  return g_strdup (((UmRun *) runs->pdata[0])->id);
}

static void
test_killed (UmTestMixed *fixture, gconstpointer data)
{
  gint64 effects = count_effects (fixture);
  g_autofree char *id = NULL;
  g_autoptr (GSubprocess) child = NULL;

  um_test_engine_close (fixture->engine);
  um_test_simulator_set (fixture->simulator,
                         "{\"latency\":" LATENCY ",\"fault\":{\"lose-group\":1}}");
  child = um_test_child_start (
    fixture->folder, um_test_simulator_get (fixture->simulator, "org_key"), "deactivate", 60);
  wait_for_effect (fixture, effects);
  g_subprocess_force_exit (child);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  um_test_simulator_set (fixture->simulator, "{\"latency\":0}");
  open_again (fixture);
  id = find_run_id (fixture);
  resume_and_stop (fixture, id, effects + 1);
}

/* It stopped and was closed: whoever goes on with it does so on purpose. */
static void
test_resumed (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "deactivate");
  g_autoptr (UmRun) paused = NULL;
  g_autoptr (UmRun) run = NULL;
  UmTestRun test;
  g_autofree char *id = begin_and_stop (fixture, &test, plan, 0);

  paused = close_and_open (fixture, &test);
  um_test_run_resume (&test, fixture->state, id);
  run = end (&test);
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (run->users[UM_STATE_DONE], >, 3);
}

/* It was killed when it had just found that: nobody was told. */
static void
test_stopped_and_killed (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "deactivate");
  g_autoptr (UmRun) paused = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  UmStore *store;
  UmTestRun test;
  gint64 effects = count_effects (fixture);
  g_autofree char *id = begin_and_stop (fixture, &test, plan, 0);

  paused = close_and_open (fixture, &test);
  store = um_source_state_get_store (fixture->state);
  um_store_set_run_state_async (store, id, UM_RUN_RUNNING, 0, FALSE, um_test_done_cb, &result);
  um_test_wait_for (&result);
  g_assert_true (um_store_set_run_state_finish (store, result, NULL));
  resume_and_stop (fixture, id, effects + 1);
}

#define ADD(name, function)                                                             \
  g_test_add ("/runner-first/" name, UmTestMixed, NULL, um_test_mixed_set_up, function, \
              um_test_mixed_tear_down)

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
  ADD ("unnoticed", test_unnoticed);
  ADD ("not-needed", test_not_needed);
  ADD ("late", test_late);
  ADD ("late-told", test_late_told);
  ADD ("never", test_never);
  ADD ("stops", test_stops);
  ADD ("cancelled", test_cancelled);
  ADD ("one-user", test_one_user);
  ADD ("trial", test_trial);
  ADD ("not-read", test_not_read);
  ADD ("closed", test_closed);
  ADD ("killed", test_killed);
  ADD ("resumed", test_resumed);
  ADD ("stopped-and-killed", test_stopped_and_killed);
  return g_test_run ();
}
