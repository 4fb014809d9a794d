/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans that make issues, in words. */
#include "um-action-info.h"
#include "um-issue-text.h"
#include "um-words.h"

static UmPlan *
new_plan (const char *issues, guint n_users)
{
  g_auto (GVariantBuilder) inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  const char *projects[] = { "OPS", NULL };
  const char *kinds[] = { issues, NULL };
  UmPlan *plan = um_plan_new ();

  g_variant_builder_add (&inputs, "{s^as}", "project", projects);
  g_variant_builder_add (&inputs, "{s^as}", "issues", kinds);
  um_plan_add_action (plan, "create-issues", g_variant_builder_end (&inputs));
  plan->by_hand = TRUE;
  plan->n_source_users = 10000;
  for (guint i = 0; i < n_users; i++)
    um_plan_user_set_step (um_plan_add_user (plan, "a", "Ann", 1), 0, UM_STEP_ISSUE_CREATE, "OPS",
                           "OPS", UM_NO_ISSUE, "Look at \u202EAnn", UM_SKIP_NONE);
  return plan;
}

static void
assert_plan (const char *issues, guint n_users, const char *headline, const char *button)
{
  g_autoptr (UmPlan) plan = new_plan (issues, n_users);
  UmPlanSummary summary;
  g_autofree char *said = NULL;
  g_autofree char *label = NULL;
  g_autofree char *details = NULL;
  g_autofree char *phrase = NULL;

  um_plan_summarize (plan, &summary);
  said = um_words_plan_headline (plan, &summary);
  label = um_words_plan_button (plan, &summary);
  details = um_words_plan_details (plan, &summary);
  phrase = um_words_plan_phrase (plan, &summary);
  g_assert_cmpstr (said, ==, headline);
  g_assert_cmpstr (label, ==, button);
  g_assert_cmpstr (details, ==, "Issues can’t be taken back here, only deleted in Jira.");
  g_assert_cmpstr (phrase, ==, n_users > 50 ? "60" : "");
}

static void
test_headlines (void)
{
  assert_plan (UM_ISSUES_EACH, 1, "Create 1 issue in OPS.", "Create 1 Issue…");
  assert_plan (UM_ISSUES_EACH, 60, "Create 60 issues in OPS.", "Create 60 Issues…");
  assert_plan (UM_ISSUES_ONE, 12, "Create one issue in OPS about 12 users.", "Create One Issue…");
}

static void
test_chain (void)
{
  g_autoptr (UmPlan) plan = new_plan (UM_ISSUES_EACH, 1);
  g_autofree char *chain = um_words_chain (g_ptr_array_index (plan->users, 0));

  g_assert_cmpstr (chain, ==, "Issue in OPS: “Look at �Ann”");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/words/issues/headlines", test_headlines);
  g_test_add_func ("/words/issues/chain", test_chain);
  return g_test_run ();
}
