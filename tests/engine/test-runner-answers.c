/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each answer of a site means for a step. */
#include "um-problem.h"
#include "um-test-script.h"

#include <string.h>

/* ---- clear refusals ---- */

static UmTestBehaviour
refuse_u3 (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  return g_str_equal (account_id, "u3") ? UM_TEST_REFUSE : UM_TEST_OBEY;
}

static void
test_refused (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) run = NULL;
  g_autoptr (UmRunEntry) entry = NULL;

  script->behave = refuse_u3;
  run = um_test_script_run (script, "add-to-groups g1 g2");
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 2 * (UM_TEST_SCRIPT_USERS - 1));
  g_assert_cmpuint (run->users[UM_STATE_FAILED], ==, 1);
  entry = um_test_script_load_entry (script, run, "u3", 0);
  g_assert_cmpint (entry->state, ==, UM_STATE_FAILED);
  g_assert_cmpstr (entry->error, ==, "refused");
  g_assert_cmpuint (entry->http, ==, 400);
  g_assert_cmpstr (entry->message, ==, "The group is managed elsewhere.");
  g_assert_nonnull (strstr (entry->body, "managed elsewhere"));
  um_test_script_assert_entry (script, run, "u3", 1, UM_STATE_SKIPPED, UM_SKIP_EARLIER_FAILED,
                               NULL);
}

static UmTestBehaviour
forbid_all (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  return UM_TEST_FORBID;
}

static void
test_forbidden (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) run = NULL;

  script->behave = forbid_all;
  run = um_test_script_run (script, "add-to-groups g1");
  g_assert_cmpuint (run->steps[UM_STATE_FAILED], ==, UM_TEST_SCRIPT_USERS);
  um_test_script_assert_entry (script, run, "u0", 0, UM_STATE_FAILED, UM_SKIP_NONE, "forbidden");
}

static UmTestBehaviour
bar_g1 (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  return g_str_equal (group, "g1") ? UM_TEST_BAR : UM_TEST_OBEY;
}

/* Nobody can change a group that is kept elsewhere: it is left out, soon without asking again, and
 * the users' other groups aren't. */
static void
test_barred (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) run = NULL;
  g_autoptr (UmRunEntry) first = NULL;
  g_autoptr (UmRunEntry) last = NULL;

  script->behave = bar_g1;
  run = um_test_script_run (script, "add-to-groups g1 g2");
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (run->steps[UM_STATE_SKIPPED], ==, UM_TEST_SCRIPT_USERS);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, UM_TEST_SCRIPT_USERS);
  g_assert_cmpuint (run->users[UM_STATE_DONE], ==, UM_TEST_SCRIPT_USERS);
  g_assert_cmpuint (script->n_writes, <, 2 * UM_TEST_SCRIPT_USERS - 10);
  first = um_test_script_load_entry (script, run, "u0", 0);
  g_assert_cmpint (first->skip, ==, UM_SKIP_GROUP_SYNCED);
  g_assert_cmpuint (first->http, ==, 403);
  g_assert_cmpstr (first->message, ==, "Managed by an external directory.");
  last = um_test_script_load_entry (script, run, "u29", 0);
  g_assert_cmpint (last->skip, ==, UM_SKIP_GROUP_SYNCED);
  g_assert_cmpuint (last->http, ==, 0);
}

static UmTestBehaviour
already_u3 (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  if (g_str_equal (account_id, "u3"))
    um_test_script_change (script, group, account_id, TRUE);
  return UM_TEST_OBEY;
}

static void
test_already_so (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) run = NULL;

  script->behave = already_u3;
  run = um_test_script_run (script, "add-to-groups g1 g2");
  um_test_script_assert_entry (script, run, "u3", 0, UM_STATE_SKIPPED, UM_SKIP_ALREADY_SO, NULL);
  um_test_script_assert_entry (script, run, "u3", 1, UM_STATE_SKIPPED, UM_SKIP_ALREADY_SO, NULL);
  g_assert_cmpuint (run->users[UM_STATE_SKIPPED], ==, 1);
}

/* ---- what is gone ---- */

static UmTestBehaviour
no_group (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  /* It was there when the run began. */
  script->no_group = "g1";
  return g_str_equal (group, "g1") ? UM_TEST_NOT_THERE : UM_TEST_OBEY;
}

static void
test_group_gone (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) run = NULL;

  script->behave = no_group;
  run = um_test_script_run (script, "add-to-groups g1 g2");
  g_assert_cmpuint (run->steps[UM_STATE_FAILED], ==, UM_TEST_SCRIPT_USERS);
  g_assert_cmpuint (run->steps[UM_STATE_SKIPPED], ==, UM_TEST_SCRIPT_USERS);
  g_assert_cmpuint (script->n_writes, <, UM_TEST_SCRIPT_USERS);
  um_test_script_assert_entry (script, run, "u0", 0, UM_STATE_FAILED, UM_SKIP_GROUP_GONE,
                               "not-found");
  um_test_script_assert_entry (script, run, "u29", 0, UM_STATE_FAILED, UM_SKIP_GROUP_GONE,
                               "not-found");
}

static UmTestBehaviour
no_u3 (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  return g_str_equal (account_id, "u3") ? UM_TEST_NOT_THERE : UM_TEST_OBEY;
}

static void
test_user_gone (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) run = NULL;

  script->behave = no_u3;
  script->hidden = "u3";
  run = um_test_script_run (script, "add-to-groups g1");
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, UM_TEST_SCRIPT_USERS - 1);
  um_test_script_assert_entry (script, run, "u3", 0, UM_STATE_FAILED, UM_SKIP_USER_GONE,
                               "not-found");
}

/* Jira lists somebody whom it doesn't know when he is to be changed: the others are done. */
static void
test_user_listed_but_gone (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) run = NULL;

  script->behave = no_u3;
  run = um_test_script_run (script, "add-to-groups g1");
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, UM_TEST_SCRIPT_USERS - 1);
  um_test_script_assert_entry (script, run, "u3", 0, UM_STATE_FAILED, UM_SKIP_NONE, "not-found");
}

/* ---- conflicts ---- */

static UmTestBehaviour
conflict_at_first (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  return n <= 2 && account_id[1] < '2' ? UM_TEST_CONFLICT : UM_TEST_OBEY;
}

static void
test_conflict (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_script_plan (script, "add-to-groups g1");
  g_autoptr (UmRun) run = NULL;
  g_autoptr (UmRunEntry) entry = NULL;
  UmTestRun test;
  UmRunLane *lane;

  script->behave = conflict_at_first;
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_steps (&test, 20);
  lane = g_ptr_array_index (um_source_state_get_runner (script->state)->book->lanes, 0);
  g_assert_cmpfloat (lane->width.ceiling, <, 4);
  run = um_test_run_end (&test, NULL);
  um_test_check_run (script->state, run);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, UM_TEST_SCRIPT_USERS);
  entry = um_test_script_load_entry (script, run, "u0", 0);
  g_assert_cmpuint (entry->attempts, ==, 3);
  g_assert_null (entry->error);
}

static UmTestBehaviour
no_seats (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  return UM_TEST_NO_SEATS;
}

static void
test_no_seats (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) run = NULL;

  script->behave = no_seats;
  run = um_test_script_run (script, "add-to-groups g1");
  g_assert_cmpuint (run->steps[UM_STATE_FAILED], ==, UM_TEST_SCRIPT_USERS);
  g_assert_cmpuint (script->n_writes, ==, UM_TEST_SCRIPT_USERS);
  um_test_script_assert_entry (script, run, "u0", 0, UM_STATE_FAILED, UM_SKIP_NONE, "licence");
}

/* ---- what is asked before ---- */

/* A plan made by a filter costs a few requests at its start, not one for each user. */
static void
test_expression (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_script_plan (script, "add-to-groups g1");
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GError) error = NULL;
  UmTestRun test;

  plan->expression = g_strdup ("status:active -group:g2");
  plan->now = g_get_real_time () / G_USEC_PER_SEC;
  um_test_script_change (script, "g1", "u3", TRUE);
  um_test_script_change (script, "g2", "u4", TRUE);
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  g_assert_null (um_test_run_end (&test, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_PLAN_CHANGED);
  g_assert_cmpstr (error->message, ==, "1");
  g_assert_cmpuint (um_test_site_count (script->site, "/user?accountId="), ==, 0);
  g_assert_cmpuint (um_test_site_count (script->site, "/user/bulk"), ==, 1);
  run = um_test_run (script->state, plan, UM_RUN_ACCEPT_CHANGES, 0);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, UM_TEST_SCRIPT_USERS - 2);
  g_assert_cmpuint (um_test_site_count (script->site, "/user?accountId="), ==, 0);
}

/* ---- unclear answers ---- */

static UmTestBehaviour
fail_u3 (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  return g_str_equal (account_id, "u3") ? UM_TEST_FAIL : UM_TEST_OBEY;
}

static UmTestBehaviour
fail_u3_afterwards (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  return g_str_equal (account_id, "u3") ? UM_TEST_FAIL_AFTERWARDS : UM_TEST_OBEY;
}

static UmTestBehaviour
cut_u3_once (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  return g_str_equal (account_id, "u3") && n == 1 ? UM_TEST_CUT_AFTERWARDS : UM_TEST_OBEY;
}

static UmTestBehaviour
cut_then_forbid_u3 (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  if (!g_str_equal (account_id, "u3"))
    return UM_TEST_OBEY;
  return n == 1 ? UM_TEST_CUT_AFTERWARDS : UM_TEST_FORBID;
}

static void
assert_u3 (UmTestScript *script, UmTestBehave behave, UmStepState state, const char *code)
{
  g_autoptr (UmRun) run = NULL;

  script->behave = behave;
  run = um_test_script_run (script, "add-to-groups g1");
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, UM_TEST_SCRIPT_USERS - (state != UM_STATE_DONE));
  g_assert_cmpint (run->state, ==, state == UM_STATE_UNKNOWN ? UM_RUN_ATTENTION : UM_RUN_FINISHED);
  um_test_script_assert_entry (script, run, "u3", 0, state, UM_SKIP_NONE, code);
}

static void
test_unclear_not_done (UmTestScript *script, gconstpointer data)
{
  assert_u3 (script, fail_u3, UM_STATE_FAILED, "server");
}

static void
test_unclear_done (UmTestScript *script, gconstpointer data)
{
  assert_u3 (script, fail_u3_afterwards, UM_STATE_DONE, NULL);
}

static void
test_unclear_cannot_tell (UmTestScript *script, gconstpointer data)
{
  script->reads_broken = TRUE;
  assert_u3 (script, fail_u3_afterwards, UM_STATE_UNKNOWN, "server");
}

static void
test_cut_then_already_so (UmTestScript *script, gconstpointer data)
{
  assert_u3 (script, cut_u3_once, UM_STATE_DONE, NULL);
}

static void
test_cut_then_refused (UmTestScript *script, gconstpointer data)
{
  assert_u3 (script, cut_then_forbid_u3, UM_STATE_DONE, NULL);
}

/* ---- answers that aren't any ---- */

static UmTestBehaviour
page_once (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  return n == 1 ? UM_TEST_PORTAL : UM_TEST_OBEY;
}

static UmTestBehaviour
page_always (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  return g_str_equal (account_id, "u3") ? UM_TEST_PORTAL : UM_TEST_OBEY;
}

static void
test_garbled (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) once = NULL;
  g_autoptr (UmRun) always = NULL;
  g_autoptr (UmRunEntry) entry = NULL;

  script->behave = page_once;
  once = um_test_script_run (script, "add-to-groups g1");
  g_assert_cmpuint (once->steps[UM_STATE_DONE], ==, UM_TEST_SCRIPT_USERS);
  script->behave = page_always;
  always = um_test_script_run (script, "add-to-groups g2");
  g_assert_cmpuint (always->steps[UM_STATE_DONE], ==, UM_TEST_SCRIPT_USERS - 1);
  entry = um_test_script_load_entry (script, always, "u3", 0);
  g_assert_cmpint (entry->state, ==, UM_STATE_FAILED);
  g_assert_cmpstr (entry->error, ==, "not-json");
  g_assert_cmpuint (entry->attempts, ==, 5);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
#define ADD(path, func)                                                                 \
  g_test_add ("/runner-answers/" path, UmTestScript, NULL, um_test_script_set_up, func, \
              um_test_script_tear_down)
  ADD ("refused", test_refused);
  ADD ("forbidden", test_forbidden);
  ADD ("barred", test_barred);
  ADD ("already-so", test_already_so);
  ADD ("group-gone", test_group_gone);
  ADD ("user-gone", test_user_gone);
  ADD ("user-listed-but-gone", test_user_listed_but_gone);
  ADD ("conflict", test_conflict);
  ADD ("no-seats", test_no_seats);
  ADD ("expression", test_expression);
  ADD ("unclear-not-done", test_unclear_not_done);
  ADD ("unclear-done", test_unclear_done);
  ADD ("unclear-cannot-tell", test_unclear_cannot_tell);
  ADD ("cut-then-already-so", test_cut_then_already_so);
  ADD ("cut-then-refused", test_cut_then_refused);
  ADD ("garbled", test_garbled);
#undef ADD
  return um_test_engine_run ();
}
