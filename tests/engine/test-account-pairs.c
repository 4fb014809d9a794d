/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps that belong together and steps of several parts, torn in the middle: nobody stays
 * deactivated without being told of, and the journal says which API tokens were revoked. */
#include "um-run-pair.h"
#include "um-test-accounts.h"

#include <string.h>

/* For what is answered. */
static UmTestAccounts *torn;

/* ---- what is taken and given back ---- */

static guint
count_inverses (UmTestAccounts *fixture, const UmRun *done)
{
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, done->id);
  UmStepInverse inverses[UM_STEP_MOST_INVERSES];
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    n += um_step_find_inverses (entries, i, inverses);
  return n;
}

static guint
count_left_open (UmTestAccounts *fixture, const UmRun *done)
{
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, done->id);
  g_autoptr (GPtrArray) left = um_run_pair_list_left_open (entries);

  return left->len;
}

static void
test_sessions (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = um_test_accounts_run (fixture, "end-sessions", "u2 u3 u4");

  g_assert_cmpint (done->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (done->steps[UM_STATE_DONE], ==, 6);
  for (guint i = 2; i < UM_TEST_ACCOUNTS; i++)
    {
      g_assert_cmpstr (fixture->account[i], ==, "active");
      g_assert_cmpuint (fixture->n_changes[i], ==, 2);
      g_assert_cmpuint (fixture->n_asked[i], ==, 1);
    }
  /* There is nothing to undo, also where somebody is deactivated later. */
  g_assert_cmpuint (count_inverses (fixture, done), ==, 0);
  g_assert_cmpuint (count_left_open (fixture, done), ==, 0);
}

/* Atlassian lets it be deactivated and not activated: that isn't left out, it has failed. */
static const char *
refuse_second (guint user, guint n, guint *status, gboolean *done)
{
  if (n == 1 || user != 2)
    return NULL;
  *status = 403;
  return "{\"key\":\"forbidden.action\",\"context\":{\"allowed\":false,\"reason\":"
         "{\"key\":\"authPolicy.saml\"}}}";
}

static void
test_not_given_back (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->behave = refuse_second;
  done = um_test_accounts_run (fixture, "end-sessions", "u2 u3");
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  um_test_accounts_assert_entry (fixture, done, 1, UM_STATE_FAILED, UM_SKIP_NONE, NULL,
                                 "forbidden");
  um_test_accounts_assert_entry (fixture, done, 3, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  g_assert_cmpint (done->state, ==, UM_RUN_ATTENTION);
  g_assert_cmpuint (count_left_open (fixture, done), ==, 1);
  /* What is to be undone is that he is deactivated. */
  g_assert_cmpuint (count_inverses (fixture, done), ==, 1);
}

/* The second one can't be seen to have taken effect: it may have been read too early. */
static const char *
fail_second (guint user, guint n, guint *status, gboolean *done)
{
  if (n == 1)
    return NULL;
  *status = 500;
  *done = user == 3;
  return "{}";
}

static void
test_unclear_giving_back (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->behave = fail_second;
  done = um_test_accounts_run (fixture, "end-sessions", "u2 u3");
  um_test_accounts_assert_entry (fixture, done, 1, UM_STATE_FAILED, UM_SKIP_NONE, NULL, "server");
  um_test_accounts_assert_entry (fixture, done, 3, UM_STATE_UNKNOWN, UM_SKIP_NONE, NULL, "server");
  g_assert_cmpint (done->state, ==, UM_RUN_ATTENTION);
  g_assert_cmpuint (count_left_open (fixture, done), ==, 2);
}

/* The first one took effect, and everything says that it didn't. */
static const char *
fail_first (guint user, guint n, guint *status, gboolean *done)
{
  if (strcmp (torn->account[user], "active") != 0)
    return NULL;
  *status = 500;
  *done = n == 5;
  return "{}";
}

static void
test_unclear_taking (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  torn = fixture;
  fixture->behave = fail_first;
  fixture->lagging[2] = "active";
  done = um_test_accounts_run (fixture, "end-sessions; suspend", "u2");
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_FAILED, UM_SKIP_NONE, NULL, "server");
  um_test_accounts_assert_entry (fixture, done, 1, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  um_test_accounts_assert_entry (fixture, done, 2, UM_STATE_SKIPPED, UM_SKIP_EARLIER_FAILED, NULL,
                                 NULL);
  g_assert_cmpstr (fixture->account[2], ==, "active");
}

/* Nothing was done, for sure: nothing is to be given back. */
static void
test_refused_taking (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->behave = um_test_accounts_refuse;
  done = um_test_accounts_run (fixture, "end-sessions", "u2");
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_SKIPPED, UM_SKIP_REFUSED,
                                 "authPolicy.saml", NULL);
  um_test_accounts_assert_entry (fixture, done, 1, UM_STATE_SKIPPED, UM_SKIP_EARLIER_SKIPPED, NULL,
                                 NULL);
  g_assert_cmpuint (fixture->n_changes[2], ==, 1);
}

/* Whom somebody else has just deactivated stays so. */
static void
test_taken_by_others (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->behave = um_test_accounts_refuse;
  done = um_test_accounts_run (fixture, "end-sessions", "u4");
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_SKIPPED, UM_SKIP_ALREADY_SO, NULL,
                                 NULL);
  um_test_accounts_assert_entry (fixture, done, 1, UM_STATE_SKIPPED, UM_SKIP_CHANGED_SINCE, NULL,
                                 NULL);
  g_assert_cmpuint (fixture->n_changes[4], ==, 1);
}

/* The key dies as soon as somebody is deactivated. */
static const char *
die_at_second (guint user, guint n, guint *status, gboolean *done)
{
  if (strcmp (torn->account[user], "active") == 0)
    return NULL;
  torn->dead = TRUE;
  *status = 401;
  return "{\"code\":401,\"message\":\"Unauthorized\"}";
}

static void
begin_and_lose_key (UmTestAccounts *fixture, UmTestRun *test)
{
  g_autoptr (UmPlan) plan = um_test_accounts_plan (fixture, "end-sessions", "u2 u3 u4");

  torn = fixture;
  fixture->behave = die_at_second;
  um_test_run_begin (test, fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_wait (test, UM_WAIT_KEY);
  g_assert_cmpuint (um_runner_get_n_owed (um_source_state_get_runner (fixture->state)), >, 0);
}

static void
assert_all_active (UmTestAccounts *fixture)
{
  for (guint i = 0; i < UM_TEST_ACCOUNTS; i++)
    g_assert_cmpstr (fixture->account[i], ==, "active");
}

static void
cancel_and_wait (UmTestAccounts *fixture, UmTestRun *test)
{
  UmRunner *runner = um_source_state_get_runner (fixture->state);

  um_runner_cancel (runner);
  while (!runner->is_left)
    {
      g_assert_null (test->result);
      um_test_turn ();
    }
}

/* A cancelled run waits for those whom it has deactivated. */
static void
test_cancelled_in_the_middle (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;
  UmTestRun test;
  UmRunner *runner;
  guint n_owed;

  begin_and_lose_key (fixture, &test);
  cancel_and_wait (fixture, &test);
  g_assert_null (test.result);
  runner = um_source_state_get_runner (fixture->state);
  n_owed = um_runner_get_n_owed (runner);
  fixture->dead = FALSE;
  fixture->behave = um_test_accounts_obey;
  um_source_state_use_key (fixture->state, "another key");
  um_runner_resume (runner);
  done = um_test_run_end (&test, NULL);
  g_assert_cmpint (done->state, ==, UM_RUN_CANCELLED);
  assert_all_active (fixture);
  g_assert_cmpuint (done->steps[UM_STATE_DONE], ==, 2 * n_owed);
  g_assert_cmpuint (done->steps[UM_STATE_CANCELLED], ==, 6 - 2 * n_owed);
  um_test_check_run (fixture->state, done);
}

/* The program is closed meanwhile: at the next start the run can be gone on with, and does no more
 * than was begun. */
static void
test_closed_in_the_middle (UmTestAccounts *fixture, gconstpointer data)
{
  gboolean cancelled = GPOINTER_TO_INT (data);
  g_autoptr (UmRun) stopped = NULL, done = NULL;
  UmTestRun test;
  guint n_owed;

  begin_and_lose_key (fixture, &test);
  if (cancelled)
    cancel_and_wait (fixture, &test);
  n_owed = um_runner_get_n_owed (um_source_state_get_runner (fixture->state));
  stopped = um_test_accounts_reopen (fixture, &test);
  g_assert_cmpint (stopped->state, ==, UM_RUN_PAUSED);
  g_assert_cmpuint (stopped->steps[UM_STATE_CANCELLED], ==, cancelled ? 6 - 2 * n_owed : 0);

  fixture->behave = um_test_accounts_obey;
  um_test_run_resume (&test, fixture->state, stopped->id);
  done = um_test_run_end (&test, NULL);
  g_assert_cmpint (done->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (done->steps[UM_STATE_DONE], ==, cancelled ? 2 * n_owed : 6);
  assert_all_active (fixture);
  um_test_check_run (fixture->state, done);
}

/* Those of a trial aren't logged out a second time. */
static void
test_sessions_after_trial (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_accounts_plan (fixture, "end-sessions", "u2 u3 u4");
  g_autoptr (UmRun) trial = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 2);
  g_autoptr (UmRun) whole = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);

  g_assert_cmpuint (trial->steps[UM_STATE_DONE], ==, 4);
  g_assert_cmpuint (whole->steps[UM_STATE_DONE], ==, 2);
  g_assert_cmpuint (whole->steps[UM_STATE_SKIPPED], ==, 4);
  um_test_accounts_assert_entry (fixture, whole, 0, UM_STATE_SKIPPED, UM_SKIP_ALREADY_SO, NULL,
                                 NULL);
  for (guint i = 2; i < UM_TEST_ACCOUNTS; i++)
    g_assert_cmpuint (fixture->n_changes[i], ==, 2);
}

/* ---- API tokens ---- */

static void
assert_states (
  UmTestAccounts *fixture, const UmRun *done, guint index, const char *before, const char *after)
{
  g_autoptr (UmRunEntry) entry = um_test_accounts_load_entry (fixture, done, index);

  g_assert_cmpstr (entry->before, ==, before);
  g_assert_cmpstr (entry->after, ==, after);
}

static void
test_tokens (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = NULL;
  g_autoptr (UmRun) done = NULL;

  fixture->tokens[2] = g_strdup ("ci backup");
  fixture->tokens[3] = g_strdup ("script");
  plan = um_test_accounts_plan (fixture, "revoke-tokens", "u2 u3 u4");
  g_assert_true (plan->irreversible);
  g_assert_cmpstr (((UmPlanUser *) plan->users->pdata[0])->steps[0].before, ==, "2: ci, backup");
  g_assert_cmpint (((UmPlanUser *) plan->users->pdata[2])->skip, ==, UM_SKIP_ALREADY_SO);
  done = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_check_run (fixture->state, done);
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  assert_states (fixture, done, 0, "2: ci, backup", "no-tokens");
  um_test_accounts_assert_entry (fixture, done, 1, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  um_test_accounts_assert_entry (fixture, done, 2, UM_STATE_SKIPPED, UM_SKIP_ALREADY_SO, NULL,
                                 NULL);
  g_assert_cmpuint (fixture->n_changes[2], ==, 2);
  g_assert_cmpstr (fixture->tokens[2], ==, "");
  g_assert_cmpuint (count_inverses (fixture, done), ==, 0);
}

/* What isn't as planned any more is left alone; what is gone already doesn't matter. */
static void
test_tokens_changed (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = NULL;
  g_autoptr (UmRun) done = NULL;

  for (guint i = 2; i < UM_TEST_ACCOUNTS; i++)
    fixture->tokens[i] = g_strdup ("ci backup");
  plan = um_test_accounts_plan (fixture, "revoke-tokens", "u2 u3 u4");
  for (guint i = 2; i < UM_TEST_ACCOUNTS; i++)
    g_free (fixture->tokens[i]);
  fixture->tokens[2] = g_strdup ("ci backup new");
  fixture->tokens[3] = g_strdup ("backup");
  fixture->tokens[4] = NULL;
  done = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_SKIPPED, UM_SKIP_CHANGED_SINCE, NULL,
                                 NULL);
  um_test_accounts_assert_entry (fixture, done, 1, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  assert_states (fixture, done, 1, "1: backup", "no-tokens");
  um_test_accounts_assert_entry (fixture, done, 2, UM_STATE_SKIPPED, UM_SKIP_ALREADY_SO, NULL,
                                 NULL);
  g_assert_cmpstr (fixture->tokens[2], ==, "ci backup new");
}

/* Atlassian refuses the second one, and fails at the third: what was revoked is told. */
static const char *
stop_at_second (guint user, guint n, guint *status, gboolean *done)
{
  if (n == 1)
    return NULL;
  if (user == 2)
    return um_test_accounts_refuse (2, n, status, done);
  *status = 500;
  return "{}";
}

static void
test_tokens_in_part (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->behave = stop_at_second;
  for (guint i = 2; i < 4; i++)
    fixture->tokens[i] = g_strdup ("a b c");
  done = um_test_accounts_run (fixture, "revoke-tokens; suspend", "u2 u3");
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_FAILED, UM_SKIP_NONE, NULL,
                                 "forbidden");
  assert_states (fixture, done, 0, "3: a, b, c", "2: b, c");
  um_test_accounts_assert_entry (fixture, done, 1, UM_STATE_SKIPPED, UM_SKIP_EARLIER_FAILED, NULL,
                                 NULL);
  um_test_accounts_assert_entry (fixture, done, 2, UM_STATE_FAILED, UM_SKIP_NONE, NULL, "server");
  assert_states (fixture, done, 2, "3: a, b, c", "2: b, c");
}

/* The key dies between two tokens, and the program closes: what the journal holds is finished, and
 * what was made meanwhile isn't touched. */
static const char *
die_at_third (guint user, guint n, guint *status, gboolean *done)
{
  if (n < 3)
    return NULL;
  torn->dead = TRUE;
  *status = 401;
  return "{}";
}

static void
test_tokens_torn (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = NULL;
  g_autoptr (UmRun) stopped = NULL, done = NULL;
  UmTestRun test;

  torn = fixture;
  fixture->behave = die_at_third;
  fixture->tokens[2] = g_strdup ("a b c");
  plan = um_test_accounts_plan (fixture, "revoke-tokens", "u2");
  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_wait (&test, UM_WAIT_KEY);
  g_assert_cmpstr (fixture->tokens[2], ==, "c");
  stopped = um_test_accounts_reopen (fixture, &test);
  g_assert_cmpuint (stopped->steps[UM_STATE_SENT], ==, 1);

  fixture->behave = um_test_accounts_obey;
  g_free (fixture->tokens[2]);
  fixture->tokens[2] = g_strdup ("c new");
  um_test_run_resume (&test, fixture->state, stopped->id);
  done = um_test_run_end (&test, NULL);
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  assert_states (fixture, done, 0, "3: a, b, c", "no-tokens");
  g_assert_cmpstr (fixture->tokens[2], ==, "new");
}

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);

#define ADD(path, func)                                                                    \
  g_test_add ("/account-pairs/" path, UmTestAccounts, NULL, um_test_accounts_set_up, func, \
              um_test_accounts_tear_down)
  ADD ("sessions", test_sessions);
  ADD ("not-given-back", test_not_given_back);
  ADD ("unclear-giving-back", test_unclear_giving_back);
  ADD ("unclear-taking", test_unclear_taking);
  ADD ("refused-taking", test_refused_taking);
  ADD ("taken-by-others", test_taken_by_others);
  ADD ("cancelled-in-the-middle", test_cancelled_in_the_middle);
  ADD ("closed-in-the-middle", test_closed_in_the_middle);
  g_test_add ("/account-pairs/cancelled-and-closed", UmTestAccounts, GINT_TO_POINTER (TRUE),
              um_test_accounts_set_up, test_closed_in_the_middle, um_test_accounts_tear_down);
  ADD ("sessions-after-trial", test_sessions_after_trial);
  ADD ("tokens", test_tokens);
  ADD ("tokens-changed", test_tokens_changed);
  ADD ("tokens-in-part", test_tokens_in_part);
  ADD ("tokens-torn", test_tokens_torn);

  return um_test_engine_run ();
}
