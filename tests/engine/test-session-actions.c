/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions that are ended and API tokens that are revoked, the whole way on the simulator. */
#include "um-test-mixed.h"
#include "um-token-text.h"

/* ---- sessions and tokens ---- */

/* All is as before, and everybody whom the plan names was acted on twice. */
static void
test_end_sessions (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = um_test_mixed_people (fixture);
  g_autoptr (UmPlan) plan = um_test_plan_make_for (fixture->state, "end-sessions", people);
  g_autoptr (GPtrArray) touched = um_test_mixed_list_touched (plan, 4);
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr (GHashTable) before = um_test_mixed_list_truth (fixture);
  g_autoptr (GHashTable) after = NULL;
  gint64 n_effects = um_test_simulator_get_stat (fixture->simulator, "effects");
  g_autoptr (UmRun) run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  guint n_done = run->users[UM_STATE_DONE];

  um_test_check_run (fixture->state, run);
  um_test_settle (fixture->state);
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_false (plan->irreversible);
  g_assert_true (plan->needless);
  g_assert_cmpuint (n_done, >, 3);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 2 * n_done);
  g_assert_cmpuint (run->steps[UM_STATE_FAILED], ==, 0);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==,
                   n_effects + 2 * n_done);
  after = um_test_mixed_list_truth (fixture);
  um_test_mixed_assert_changed (before, after, nobody);
  um_test_mixed_assert_as_read (fixture, touched);
}

/* A run that is killed again and again leaves nobody deactivated, however late it is known what
 * became of the last request. */
static void
test_end_sessions_killed (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr (GHashTable) before = um_test_mixed_list_truth (fixture);
  g_autoptr (GHashTable) after = NULL;
  g_autofree char *key = g_strdup (um_test_simulator_get (fixture->simulator, "org_key"));
  guint kills = 0;
  gboolean over = FALSE;

  um_test_engine_close (fixture->engine);
  um_test_simulator_set (fixture->simulator, "{\"latency\":10,\"lag\":400,\"drop\":0.02}");
  while (!over)
    {
      g_autoptr (GSubprocess)
        child = um_test_child_start (fixture->folder, key, "end-sessions", 120);

      over = um_test_child_kill (child, kills < 8 ? 150 : 0);
      kills += !over;
    }
  um_test_simulator_set (fixture->simulator, "{\"latency\":0,\"lag\":0,\"drop\":0}");
  after = um_test_mixed_list_truth (fixture);
  um_test_mixed_assert_changed (before, after, nobody);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), >, 40);
  fixture->engine = um_test_engine_open (fixture->folder);
}

/* Who has API tokens loses all of them, and nothing else changes for anybody. */
static void
test_revoke_tokens (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = um_test_mixed_people (fixture);
  g_autoptr (UmPlan) plan = um_test_plan_make_for (fixture->state, "revoke-tokens", people);
  g_autoptr (GPtrArray) touched = um_test_mixed_list_touched (plan, 2);
  g_autoptr (GHashTable) before = um_test_mixed_list_truth (fixture);
  g_autoptr (GHashTable) after = NULL;
  g_autoptr (GPtrArray) done = um_test_mixed_carry_out (fixture, plan, touched->len);
  g_autoptr (UmPlan) again = um_test_plan_make_for (fixture->state, "revoke-tokens", done);
  UmPlanSummary summary;

  um_plan_summarize (plan, &summary);
  g_assert_cmpint (summary.risk, ==, UM_RISK_IRREVERSIBLE);
  after = um_test_mixed_list_truth (fixture);
  um_test_mixed_assert_changed (before, after, done);
  for (guint i = 0; i < again->users->len; i++)
    g_assert_cmpint (((UmPlanUser *) again->users->pdata[i])->skip, ==, UM_SKIP_ALREADY_SO);
  g_assert_cmpuint (done->len, >, 3);
}

/* Of many users they are read only when it is their turn. */
static void
test_revoke_unread_tokens (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = um_test_people (fixture->state, 300);
  g_autoptr (UmPlan) plan = um_test_plan_make_for (fixture->state, "revoke-tokens", people);
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  guint n_revoked = 0, n_none = 0;

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      if (!um_plan_user_is_touched (user))
        continue;
      g_assert_null (user->steps[0].before);
      g_assert_cmpint (user->warnings[0].kind, ==, UM_WARNING_TOKENS_UNKNOWN);
    }
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_check_run (fixture->state, run);
  g_assert_cmpuint (run->steps[UM_STATE_FAILED], ==, 0);
  entries = um_test_load_entries (fixture->state, run->id);
  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      n_none += entry->skip == UM_SKIP_ALREADY_SO;
      if (entry->state != UM_STATE_DONE)
        continue;
      n_revoked++;
      g_assert_cmpint (um_token_text_parse (entry->before, NULL), >, 0);
      g_assert_nonnull (entry->argument);
    }
  g_assert_cmpuint (n_revoked, >, 10);
  g_assert_cmpuint (n_none, >, 10);
}

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);

#define ADD(path, func) \
  g_test_add (path, UmTestMixed, NULL, um_test_mixed_set_up, func, um_test_mixed_tear_down)
  ADD ("/session-actions/end-sessions", test_end_sessions);
  ADD ("/session-actions/end-sessions-killed", test_end_sessions_killed);
  ADD ("/session-actions/revoke-tokens", test_revoke_tokens);
  ADD ("/session-actions/revoke-unread-tokens", test_revoke_unread_tokens);

  return um_test_engine_run ();
}
