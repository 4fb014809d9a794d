/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guards: never yourself, never the last admin. */
#include "um-guard-private.h"
#include "um-test-plans.h"

static const UmTestGroup groups[] = {
  { .id = "g1", .members = "ann bob cyd owner" },
  { .id = "admins", .members = "ann bob robot gone", .admin = TRUE },
  { .id = "more-admins", .members = "bob", .admin = TRUE },
};

static UmDirectory *
new_directory (void)
{
  return um_test_directory_new ("ann bob cyd owner robot/app gone/inactive new", groups,
                                G_N_ELEMENTS (groups));
}

static UmPlan *
new_plan (UmDirectory *directory, const char *owner, const char *actions, const char *users)
{
  g_autoptr (UmSource) source = um_test_source_new (owner);
  g_autoptr (GError) error = NULL;
  UmPlan *plan = um_test_plan_new (directory, source, actions, users, &error);

  g_assert_no_error (error);
  return plan;
}

static void
assert_plan (const char *owner, const char *actions, const char *users, const char *expected)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmPlan) plan = new_plan (directory, owner, actions, users);
  g_autofree char *text = um_test_plan_describe (plan);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_yourself (void)
{
  assert_plan ("owner", "remove-from-groups g1", "ann owner", "ann: -g1; owner: -g1 =yourself");
  assert_plan ("owner", "remove-from-groups admins", "owner",
               "owner: -admins(already-so) =already-so");
  assert_plan ("owner", "add-to-groups more-admins", "owner",
               "owner: +more-admins !gives-admin=more-admins");
}

static void
test_yourself_by_email (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmPlan) plan = um_test_plan_empty ("remove-from-groups g1");
  g_autoptr (UmSource) source = um_test_source_new (NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const UmPlanUser *user;

  source->email = g_strdup ("OWNER@example.com");
  g_ptr_array_add (ids, (char *) "owner");
  g_assert_true (um_planner_fill (plan, directory, source, ids, UM_PLANNER_STRICT, NULL));
  user = g_ptr_array_index (plan->users, 0);
  g_assert_cmpint (user->skip, ==, UM_SKIP_YOURSELF);
  g_assert_false (plan->yourself_unknown);
}

static void
test_yourself_unknown (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new (NULL);
  g_autoptr (UmPlan) plan = new_plan (directory, NULL, "remove-from-groups g1", "ann new");
  g_autoptr (UmPlan) harmless = new_plan (directory, NULL, "add-to-groups g1", "new");
  g_autofree char *text = NULL;

  g_assert_true (plan->yourself_unknown);
  g_assert_false (harmless->yourself_unknown);
  um_guards_judge (plan, directory, source);
  text = um_test_plan_describe (plan);
  g_assert_cmpstr (text, ==, "ann: -g1 !yourself-unknown; new: -g1(already-so) =already-so");
}

static void
test_last_admin (void)
{
  assert_plan ("owner", "remove-from-groups admins", "ann cyd",
               "ann: -admins !takes-admin=admins; cyd: -admins(already-so) =already-so");
  /* bob stays one by another group. */
  assert_plan ("owner", "remove-from-groups admins", "ann bob",
               "ann: -admins !takes-admin=admins; bob: -admins !takes-admin=admins");
  /* Nobody would be left: an app and an inactive account can't mend anything. */
  assert_plan ("owner", "remove-from-groups admins more-admins g1", "ann bob",
               "ann: -admins -more-admins(already-so) -g1 !takes-admin=admins =last-admin; "
               "bob: -admins -more-admins -g1 !takes-admin=admins !takes-admin=more-admins "
               "=last-admin");
  assert_plan ("owner", "remove-from-groups admins", "robot gone",
               "robot: -admins !takes-admin=admins; gone: -admins !takes-admin=admins");
}

static void
test_new_admins_do_not_count (void)
{
  assert_plan ("owner", "add-to-groups more-admins; remove-from-groups admins", "new ann",
               "new: +more-admins -admins(already-so) !gives-admin=more-admins; "
               "ann: +more-admins -admins !gives-admin=more-admins !takes-admin=admins");
  assert_plan (
    "owner", "remove-from-groups more-admins admins", "ann bob new",
    "ann: -more-admins(already-so) -admins !takes-admin=admins =last-admin; "
    "bob: -more-admins -admins !takes-admin=more-admins !takes-admin=admins =last-admin; "
    "new: -more-admins(already-so) -admins(already-so) =already-so");
}

static void
test_holding_out_lets_others_go (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan) plan = NULL;
  UmPlanUser *ann, *bob;

  plan = new_plan (directory, "owner", "remove-from-groups admins more-admins", "ann bob");
  ann = g_ptr_array_index (plan->users, 0);
  bob = g_ptr_array_index (plan->users, 1);
  g_assert_cmpint (ann->skip, ==, UM_SKIP_LAST_ADMIN);
  um_plan_user_hold_out (bob, TRUE, NULL);
  um_guards_judge (plan, directory, source);
  g_assert_true (um_plan_user_is_touched (ann));
  um_plan_user_hold_out (bob, FALSE, NULL);
  um_guards_judge (plan, directory, source);
  g_assert_false (um_plan_user_is_touched (ann));
  g_assert_false (um_plan_user_is_touched (bob));
}

static void
test_gives_admin (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan) plan = new_plan (directory, "owner", "add-to-groups admins", "new ann");
  UmPlanSummary summary;

  g_assert_true (plan->gives_admin);
  um_plan_summarize (plan, &summary);
  g_assert_cmpint (summary.risk, ==, UM_RISK_IRREVERSIBLE);
  um_plan_user_hold_out (g_ptr_array_index (plan->users, 0), TRUE, NULL);
  um_guards_judge (plan, directory, source);
  g_assert_false (plan->gives_admin);
}

static void
test_other_reasons_stay (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan) plan = new_plan (directory, "owner", "remove-from-groups g1", "ann bob");
  UmPlanUser *ann = g_ptr_array_index (plan->users, 0);

  um_plan_user_set_skip (ann, UM_SKIP_CHANGED_SINCE, NULL);
  um_guards_judge (plan, directory, source);
  g_assert_cmpint (ann->skip, ==, UM_SKIP_CHANGED_SINCE);
  g_assert_true (um_guards_is_reason (UM_SKIP_YOURSELF));
  g_assert_true (um_guards_is_reason (UM_SKIP_LAST_ADMIN));
  g_assert_false (um_guards_is_reason (UM_SKIP_ALREADY_SO));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/guards/yourself", test_yourself);
  g_test_add_func ("/guards/yourself-by-email", test_yourself_by_email);
  g_test_add_func ("/guards/yourself-unknown", test_yourself_unknown);
  g_test_add_func ("/guards/last-admin", test_last_admin);
  g_test_add_func ("/guards/new-admins-do-not-count", test_new_admins_do_not_count);
  g_test_add_func ("/guards/holding-out-lets-others-go", test_holding_out_lets_others_go);
  g_test_add_func ("/guards/gives-admin", test_gives_admin);
  g_test_add_func ("/guards/other-reasons-stay", test_other_reasons_stay);
  return g_test_run ();
}
