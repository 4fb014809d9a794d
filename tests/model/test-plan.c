/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of a plan: who counts as touched, what the header adds up to, how risky it is. */
#include "um-plan.h"

static UmPlanUser *
add_user (UmPlan *plan, const char *id, guint n_steps)
{
  UmPlanUser *user = um_plan_add_user (plan, id, "Ann Lee", n_steps);

  for (guint i = 0; i < n_steps; i++)
    um_plan_user_set_step (user, i, UM_STEP_GROUP_ADD, "g1", "Group One", UM_NOT_MEMBER, UM_MEMBER,
                           UM_SKIP_NONE);
  return user;
}

static UmRisk
rate (const UmPlan *plan)
{
  UmPlanSummary summary;

  um_plan_summarize (plan, &summary);
  return summary.risk;
}

static void
test_texts_are_shared (void)
{
  g_autoptr (UmPlan) plan = um_plan_new ();
  const UmPlanUser *a = add_user (plan, "a", 2), *b = add_user (plan, "b", 1);

  g_assert_true (a->steps[0].target == b->steps[0].target);
  g_assert_true (a->steps[0].before == a->steps[1].before);
  g_assert_cmpstr (a->steps[1].target_name, ==, "Group One");
  g_assert_cmpstr (a->account_id, ==, "a");
  g_assert_cmpstr (a->name, ==, "Ann Lee");
  g_assert_null (um_plan_add_user (plan, "c", NULL, 0)->name);
  g_assert_true (g_uuid_string_is_valid (plan->id));
}

static void
test_step_set_again (void)
{
  g_autoptr (UmPlan) plan = um_plan_new ();
  UmPlanUser *user = add_user (plan, "a", 1);

  um_plan_user_skip_step (user, 0, UM_SKIP_REFUSED, "managed elsewhere");
  g_assert_cmpstr (user->steps[0].skip_detail, ==, "managed elsewhere");
  g_assert_cmpstr (user->steps[0].target, ==, "g1");
  um_plan_user_set_step (user, 0, UM_STEP_INVITE, NULL, NULL, NULL, "x", UM_SKIP_NONE);
  g_assert_null (user->steps[0].skip_detail);
  g_assert_null (user->steps[0].target);
  g_assert_cmpint (user->steps[0].kind, ==, UM_STEP_INVITE);
}

static void
test_touched (void)
{
  g_autoptr (UmPlan) plan = um_plan_new ();
  UmPlanUser *user = add_user (plan, "a", 2);

  g_assert_cmpuint (um_plan_user_count_steps (user), ==, 2);
  um_plan_user_skip_step (user, 0, UM_SKIP_ALREADY_SO, NULL);
  g_assert_cmpuint (um_plan_user_count_steps (user), ==, 1);
  g_assert_true (um_plan_user_is_touched (user));
  um_plan_user_hold_out (user, TRUE, "on leave");
  g_assert_false (um_plan_user_is_touched (user));
  g_assert_cmpstr (user->note, ==, "on leave");
  um_plan_user_hold_out (user, TRUE, user->note);
  g_assert_cmpstr (user->note, ==, "on leave");
  um_plan_user_hold_out (user, FALSE, NULL);
  g_assert_null (user->note);
  g_assert_true (um_plan_user_is_touched (user));
  um_plan_user_set_skip (user, UM_SKIP_PROTECTED, "svc-*");
  g_assert_false (um_plan_user_is_touched (user));
  um_plan_user_set_skip (user, UM_SKIP_NONE, NULL);
  g_assert_null (user->skip_detail);
  um_plan_user_skip_step (user, 1, UM_SKIP_ALREADY_SO, NULL);
  g_assert_false (um_plan_user_is_touched (user));
  g_assert_false (um_plan_user_is_touched (um_plan_add_user (plan, "b", "B", 0)));
}

static void
test_summary (void)
{
  g_autoptr (UmPlan) plan = um_plan_new ();
  UmPlanSummary summary;

  add_user (plan, "touched", 2);
  um_plan_user_warn (add_user (plan, "warned", 1), UM_WARNING_LOSES_PRODUCT, "Jira");
  um_plan_user_warn (g_ptr_array_index (plan->users, 1), UM_WARNING_LOSES_PRODUCT, "Confluence");
  um_plan_user_warn (g_ptr_array_index (plan->users, 1), UM_WARNING_TAKES_ADMIN, NULL);
  um_plan_user_set_skip (add_user (plan, "skipped", 1), UM_SKIP_YOURSELF, NULL);
  um_plan_user_warn (g_ptr_array_index (plan->users, 2), UM_WARNING_LOSES_PRODUCT, "Jira");
  um_plan_user_hold_out (add_user (plan, "held", 3), TRUE, NULL);
  um_plan_user_set_skip (add_user (plan, "held and skipped", 1), UM_SKIP_ALREADY_SO, NULL);
  um_plan_user_hold_out (g_ptr_array_index (plan->users, 4), TRUE, NULL);
  um_plan_summarize (plan, &summary);
  g_assert_cmpuint (summary.touched, ==, 2);
  g_assert_cmpuint (summary.skipped, ==, 1);
  g_assert_cmpuint (summary.held_out, ==, 2);
  g_assert_cmpuint (summary.touched + summary.skipped + summary.held_out, ==, plan->users->len);
  g_assert_cmpuint (summary.warned, ==, 1);
  g_assert_cmpuint (summary.loses_product, ==, 1);
  g_assert_cmpuint (summary.steps, ==, 3);
}

static void
test_risk (void)
{
  g_autoptr (UmPlan) plan = um_plan_new ();

  plan->irreversible = TRUE;
  plan->n_source_users = 1000;
  g_assert_cmpint (rate (plan), ==, UM_RISK_SMALL);
  for (guint i = 0; i < 50; i++)
    add_user (plan, "u", 1);
  g_assert_cmpint (rate (plan), ==, UM_RISK_IRREVERSIBLE);
  plan->irreversible = FALSE;
  plan->gives_admin = TRUE;
  g_assert_cmpint (rate (plan), ==, UM_RISK_IRREVERSIBLE);
  plan->gives_admin = FALSE;
  g_assert_cmpint (rate (plan), ==, UM_RISK_SMALL);
  plan->n_source_users = 999;
  g_assert_cmpint (rate (plan), ==, UM_RISK_LARGE);
  plan->n_source_users = 0;
  g_assert_cmpint (rate (plan), ==, UM_RISK_SMALL);
  plan->n_source_users = G_MAXUINT;
  add_user (plan, "u", 1);
  g_assert_cmpint (rate (plan), ==, UM_RISK_LARGE);
  plan->large_users = 51;
  g_assert_cmpint (rate (plan), ==, UM_RISK_SMALL);
  plan->large_share = 0;
  g_assert_cmpint (rate (plan), ==, UM_RISK_LARGE);
}

static void
test_inputs (void)
{
  g_autoptr (UmPlan) plan = um_plan_new ();
  const char *groups[] = { "g1", "g2", NULL };
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  g_autofree const char **found = NULL;
  g_autofree char *printed = NULL;
  const UmPlanAction *action;

  g_variant_builder_add (&builder, "{s^as}", "groups", groups);
  um_plan_add_action (plan, "add-to-groups", g_variant_builder_end (&builder));
  um_plan_add_action (plan, "deactivate", NULL);
  action = g_ptr_array_index (plan->actions, 0);
  found = um_plan_action_get_input (action, "groups");
  printed = g_variant_print (action->inputs, TRUE);
  g_assert_cmpstrv ((gpointer) found, groups);
  g_assert_null (um_plan_action_get_input (action, "products"));
  g_assert_null (um_plan_action_get_input (g_ptr_array_index (plan->actions, 1), "groups"));
}

static void
test_outlives (void)
{
  UmPlan *plan = um_plan_new ();
  UmPlan *other = um_plan_ref (plan);

  add_user (plan, "a", 1);
  um_plan_unref (plan);
  g_assert_cmpuint (other->users->len, ==, 1);
  um_plan_unref (other);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/plan/texts-are-shared", test_texts_are_shared);
  g_test_add_func ("/plan/step-set-again", test_step_set_again);
  g_test_add_func ("/plan/touched", test_touched);
  g_test_add_func ("/plan/summary", test_summary);
  g_test_add_func ("/plan/risk", test_risk);
  g_test_add_func ("/plan/inputs", test_inputs);
  g_test_add_func ("/plan/outlives", test_outlives);
  return g_test_run ();
}
