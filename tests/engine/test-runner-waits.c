/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run waits for and how it ends: a dead key, a failing server, a network that isn't one,
 * pause, cancel; and the last admin, who is looked for while it goes on. */
#include "um-problem.h"
#include "um-test-script.h"

static UmTestBehaviour
dead_key (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  if (script->n_writes == 8)
    script->broken = TRUE;
  return script->broken ? UM_TEST_DEAD_KEY : UM_TEST_OBEY;
}

static void
test_dead_key (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_script_plan (script, "add-to-groups g1 g2");
  g_autoptr (UmRun) run = NULL;
  g_autoptr (UmRun) kept = NULL;
  UmTestRun test;
  UmRunner *runner;

  script->behave = dead_key;
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_wait (&test, UM_WAIT_KEY);
  runner = um_source_state_get_runner (script->state);
  while (um_runner_get_run (runner)->state != UM_RUN_PAUSED)
    um_test_turn ();
  g_assert_cmpuint (runner->book->steps[UM_STATE_FAILED], ==, 0);
  g_assert_cmpuint (runner->book->steps[UM_STATE_SENT], ==, 0);
  kept = um_test_load_run (script->state, um_runner_get_run (runner)->id);
  g_assert_cmpint (kept->state, ==, UM_RUN_PAUSED);
  g_assert_cmpint (um_source_state_get_health (script->state), ==, UM_HEALTH_PROBLEM);

  script->broken = FALSE;
  script->behave = um_test_obey;
  um_source_state_use_key (script->state, "another-key");
  um_runner_resume (runner);
  run = um_test_run_end (&test, NULL);
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 2 * UM_TEST_SCRIPT_USERS);
  g_assert_cmpint (um_source_state_get_health (script->state), ==, UM_HEALTH_CONNECTED);
  um_test_check_run (script->state, run);
}

static UmTestBehaviour
stranger (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  script->stranger |= script->n_writes > 7;
  return script->stranger ? UM_TEST_STRANGER : UM_TEST_OBEY;
}

static UmTestBehaviour
captcha (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  return script->n_writes > 7 ? UM_TEST_CAPTCHA : UM_TEST_OBEY;
}

/* The run waits for the key because of @code, and the source's health says the same. */
static void
assert_waits_because (UmTestScript *script, UmTestRun *test, UmProblem code)
{
  UmRunner *runner = um_test_run_wait_for_runner (test);
  g_autofree char *host = um_source_dup_host (um_source_state_get_source (script->state));

  um_test_run_wait_for_wait (test, UM_WAIT_KEY);
  g_assert_error (um_runner_get_problem (runner), UM_PROBLEM, (int) code);
  g_assert_cmpstr (um_runner_get_problem (runner)->message, ==, host);
  g_assert_cmpint (um_source_state_get_health (script->state), ==, UM_HEALTH_PROBLEM);
  g_assert_error (um_source_state_get_problem (script->state), UM_PROBLEM, (int) code);
}

/* A key that was good and dies: nothing is taken for done although the answer is 200. The next one
 * was never taken, so it is a wrong one and no dead one. */
static void
test_why_key (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_script_plan (script, "add-to-groups g1");
  g_autoptr (UmRun) run = NULL;
  UmTestRun test;
  UmRunner *runner;

  script->behave = stranger;
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  assert_waits_because (script, &test, UM_PROBLEM_KEY_DEAD);
  runner = um_source_state_get_runner (script->state);
  while (um_runner_get_run (runner)->state != UM_RUN_PAUSED)
    um_test_turn ();
  g_assert_cmpuint (runner->book->steps[UM_STATE_DONE], ==, 7);
  /* What was answered 200 will be asked about. */
  g_assert_cmpuint (runner->book->steps[UM_STATE_PENDING] + runner->book->steps[UM_STATE_SENT], ==,
                    UM_TEST_SCRIPT_USERS - 7);

  um_source_state_use_key (script->state, "a wrong key");
  um_runner_resume (runner);
  while (um_runner_get_problem (runner) == NULL
         || um_runner_get_problem (runner)->code != UM_PROBLEM_KEY_REJECTED)
    um_test_turn ();
  assert_waits_because (script, &test, UM_PROBLEM_KEY_REJECTED);

  script->behave = um_test_obey;
  script->stranger = FALSE;
  um_source_state_use_key (script->state, "a good key");
  um_runner_resume (runner);
  g_object_ref (runner);
  run = um_test_run_end (&test, NULL);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, UM_TEST_SCRIPT_USERS);
  g_assert_null (um_runner_get_problem (runner));
  g_object_unref (runner);
  um_test_check_run (script->state, run);
}

static void
test_captcha (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_script_plan (script, "add-to-groups g1");
  g_autoptr (UmRun) run = NULL;
  UmTestRun test;
  UmRunner *runner;

  script->behave = captcha;
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  assert_waits_because (script, &test, UM_PROBLEM_CAPTCHA);
  runner = um_source_state_get_runner (script->state);
  while (um_runner_get_run (runner)->state != UM_RUN_PAUSED)
    um_test_turn ();
  script->behave = um_test_obey;
  um_runner_resume (runner);
  run = um_test_run_end (&test, NULL);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, UM_TEST_SCRIPT_USERS);
}

static UmTestBehaviour
fail_while_broken (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  return script->broken ? UM_TEST_FAIL : UM_TEST_OBEY;
}

static void
test_failing_server (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_script_plan (script, "add-to-groups g1");
  g_autoptr (UmRun) run = NULL;
  UmTestRun test;
  UmRunner *runner;
  guint n_failed;

  script->behave = fail_while_broken;
  script->broken = TRUE;
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_wait (&test, UM_WAIT_FAILURES);
  runner = um_source_state_get_runner (script->state);
  while (um_runner_get_run (runner)->state != UM_RUN_PAUSED)
    um_test_turn ();
  n_failed = runner->book->steps[UM_STATE_FAILED];
  g_assert_cmpuint (n_failed, >=, 10);
  g_assert_cmpuint (n_failed, <, UM_TEST_SCRIPT_USERS);
  script->broken = FALSE;
  um_runner_resume (runner);
  run = um_test_run_end (&test, NULL);
  g_assert_cmpuint (run->steps[UM_STATE_FAILED], ==, n_failed);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, UM_TEST_SCRIPT_USERS - n_failed);
  um_test_check_run (script->state, run);
}

static void
test_portal (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_script_plan (script, "add-to-groups g1");
  g_autoptr (UmRun) run = NULL;
  UmTestRun test;

  script->behave = um_test_portal_while_broken;
  script->broken = TRUE;
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_wait (&test, UM_WAIT_NETWORK);
  g_assert_cmpint (um_runner_get_waiting_until (um_source_state_get_runner (script->state)), >,
                   g_get_monotonic_time ());
  script->broken = FALSE;
  run = um_test_run_end (&test, NULL);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, UM_TEST_SCRIPT_USERS);
  um_test_check_run (script->state, run);
}

static void
test_pause (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_script_plan (script, "add-to-groups g1 g2");
  g_autoptr (UmRun) run = NULL;
  UmTestRun test;
  UmRunner *runner;
  guint n_writes;

  script->delay = 50;
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_steps (&test, 5);
  runner = um_source_state_get_runner (script->state);
  um_runner_pause (runner);
  g_assert_cmpint (um_runner_get_wait (runner), ==, UM_WAIT_PAUSED);
  while (um_runner_get_run (runner)->state != UM_RUN_PAUSED)
    um_test_turn ();
  /* Nobody is left in the middle. */
  for (guint i = 0; i < runner->book->entries->len; i += 2)
    g_assert_cmpint (um_runner_get_entry (runner, i)->state, ==,
                     um_runner_get_entry (runner, i + 1)->state);
  g_assert_cmpuint (runner->book->steps[UM_STATE_PENDING], >, 0);
  n_writes = script->n_writes;
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (script->n_writes, ==, n_writes);
  um_runner_resume (runner);
  g_assert_cmpint (um_runner_get_wait (runner), ==, UM_WAIT_NONE);
  run = um_test_run_end (&test, NULL);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 2 * UM_TEST_SCRIPT_USERS);
  um_test_check_run (script->state, run);
}

static void
test_cancel (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_script_plan (script, "add-to-groups g1 g2");
  g_autoptr (UmRun) run = NULL;
  UmTestRun test;

  script->delay = 50;
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_steps (&test, 5);
  um_runner_cancel (um_source_state_get_runner (script->state));
  run = um_test_run_end (&test, NULL);
  g_assert_cmpint (run->state, ==, UM_RUN_CANCELLED);
  g_assert_cmpuint (run->steps[UM_STATE_PENDING], ==, 0);
  g_assert_cmpuint (run->steps[UM_STATE_CANCELLED], >, 0);
  g_assert_cmpuint (run->steps[UM_STATE_DONE] + run->steps[UM_STATE_CANCELLED], ==,
                    2 * UM_TEST_SCRIPT_USERS);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, script->n_writes);
  um_test_check_run (script->state, run);
}

static void
test_cancel_without_key (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_script_plan (script, "add-to-groups g1");
  g_autoptr (UmRun) run = NULL;
  UmTestRun test;

  script->behave = dead_key;
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_wait (&test, UM_WAIT_KEY);
  um_runner_cancel (um_source_state_get_runner (script->state));
  run = um_test_run_end (&test, NULL);
  g_assert_cmpint (run->state, ==, UM_RUN_CANCELLED);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 7);
  g_assert_cmpuint (run->steps[UM_STATE_CANCELLED], ==, UM_TEST_SCRIPT_USERS - 7);
  um_test_check_run (script->state, run);
}

static UmTestBehaviour
hold_up (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  return script->n_writes > 5 ? UM_TEST_HOLD_UP : UM_TEST_OBEY;
}

static void
test_cancel_long_wait (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_script_plan (script, "add-to-groups g1");
  g_autoptr (UmRun) run = NULL;
  UmTestRun test;

  script->behave = hold_up;
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_wait (&test, UM_WAIT_RATE);
  g_assert_cmpint (um_runner_get_waiting_until (um_source_state_get_runner (script->state)), >,
                   g_get_monotonic_time () + 900 * G_USEC_PER_SEC);
  um_runner_cancel (um_source_state_get_runner (script->state));
  run = um_test_run_end (&test, NULL);
  g_assert_cmpint (run->state, ==, UM_RUN_CANCELLED);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 5);
  g_assert_cmpuint (run->steps[UM_STATE_CANCELLED], ==, UM_TEST_SCRIPT_USERS - 5);
  um_test_check_run (script->state, run);
}

/* ---- the last admin ---- */

static UmTestBehaviour
other_admin_leaves (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  um_test_script_change (script, "admins", "u2", FALSE);
  return UM_TEST_OBEY;
}

static void
test_last_admin (UmTestScript *script, gconstpointer data)
{
  g_autoptr (GPtrArray) people = um_test_people (script->state, 2);
  g_autoptr (UmPlan) plan = NULL;
  g_autoptr (UmRun) run = NULL;

  /* When it is judged, u2 stays an admin; before u0 is taken out, he isn't one any more. */
  script->behave = other_admin_leaves;
  plan = um_test_plan_make_for (script->state, "add-to-groups g1; remove-from-groups admins g2",
                                people);
  run = um_test_run (script->state, plan, UM_RUN_NORMAL, 0);
  um_test_check_run (script->state, run);
  um_test_script_assert_entry (script, run, "u0", 0, UM_STATE_DONE, UM_SKIP_NONE, NULL);
  um_test_script_assert_entry (script, run, "u0", 1, UM_STATE_SKIPPED, UM_SKIP_LAST_ADMIN, NULL);
  um_test_script_assert_entry (script, run, "u1", 1, UM_STATE_SKIPPED, UM_SKIP_LAST_ADMIN, NULL);
}

static void
test_other_admin_left (UmTestScript *script, gconstpointer data)
{
  g_autoptr (GPtrArray) people = um_test_people (script->state, 2);
  g_autoptr (UmPlan)
    plan = um_test_plan_make_for (script->state, "remove-from-groups admins", people);
  g_autoptr (UmRun) run = um_test_run (script->state, plan, UM_RUN_NORMAL, 0);

  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 2);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
#define ADD(path, func)                                                               \
  g_test_add ("/runner-waits/" path, UmTestScript, NULL, um_test_script_set_up, func, \
              um_test_script_tear_down)
  ADD ("dead-key", test_dead_key);
  ADD ("why-key", test_why_key);
  ADD ("captcha", test_captcha);
  ADD ("failing-server", test_failing_server);
  ADD ("portal", test_portal);
  ADD ("pause", test_pause);
  ADD ("cancel", test_cancel);
  ADD ("cancel-without-key", test_cancel_without_key);
  ADD ("cancel-long-wait", test_cancel_long_wait);
  ADD ("last-admin", test_last_admin);
  ADD ("other-admin-left", test_other_admin_left);
#undef ADD
  return um_test_engine_run ();
}
