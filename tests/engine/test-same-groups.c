/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A colleague's groups as inputs, and what plans make of groups for single users. */
#include "um-group-pair.h"
#include "um-plan-file-private.h"
#include "um-problem.h"
#include "um-run-make-private.h"
#include "um-same-groups.h"
#include "um-test-plans.h"

static const UmTestGroup groups[] = {
  { .id = "a", .members = "like ann" },
  { .id = "b", .members = "like bob", .products = "jira" },
  { .id = "c", .members = "bob cyd" },
  { .id = "s", .members = "like cyd", .synced = TRUE },
  { .id = "t", .members = "ann bob", .synced = TRUE },
  { .id = "z", .members = "", .admin = FALSE },
};

#define PEOPLE "like ann bob cyd dee old/former"

static UmDirectory *
new_directory (void)
{
  return um_test_directory_new (PEOPLE, groups, G_N_ELEMENTS (groups));
}

static GPtrArray *
split (const char *users)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit (users, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (ids, g_strdup (parts[i]));
  return ids;
}

/* Adds what @like has, and with @removes takes away what he hasn't. */
static UmPlan *
plan_like (UmDirectory *directory, const char *like, const char *users, gboolean removes)
{
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan) plan = um_plan_new ();
  g_autoptr (GPtrArray) ids = split (users);
  guint row = um_directory_find (directory, like);
  g_autoptr (GVariant) add = um_same_groups_new_inputs (directory, row, ids, TRUE, NULL);
  g_autoptr (GVariant) remove = um_same_groups_new_inputs (directory, row, ids, FALSE, NULL);
  g_autoptr (GError) error = NULL;

  um_plan_add_action (plan, "add-to-groups", add);
  if (removes)
    um_plan_add_action (plan, "remove-from-groups", remove);
  um_planner_fill (plan, directory, source, ids, UM_PLANNER_STRICT, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&plan);
}

static void
assert_plan (const UmPlan *plan, const char *expected)
{
  g_autofree char *text = um_test_plan_describe (plan);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_adds (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmPlan) plan = plan_like (directory, "like", "ann bob like old ghost", FALSE);

  assert_plan (plan, "ann: +a(already-so) +b +s(group-synced); "
                     "bob: +a +b(already-so) +s(group-synced); "
                     "like: +a(already-so) +b(already-so) +s(already-so) =already-so; "
                     "old: +a(former-user) +b(former-user) +s(former-user) =former-user; "
                     "ghost: +a?(user-gone) +b?(user-gone) +s?(user-gone) =user-gone");
  g_assert_cmpstr (((UmPlanAction *) plan->actions->pdata[0])->like_name, ==, "like");
}

static void
test_removes (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmPlan) plan = plan_like (directory, "like", "ann cyd like", TRUE);

  assert_plan (plan, "ann: +a(already-so) +b +s(group-synced) -t(group-synced); "
                     "cyd: +a +b +s(already-so) -c; "
                     "like: +a(already-so) +b(already-so) +s(already-so) =already-so");
}

/* A colleague who administers: the plan is as risky as one that gives administration by its group.
 */
static void
test_admin (void)
{
  const UmTestGroup some[] = { { .id = "a", .members = "like" },
                               { .id = "root", .members = "like bob", .admin = TRUE } };
  g_autoptr (UmDirectory) directory = um_test_directory_new ("like ann bob", some, 2);
  g_autoptr (UmPlan) gives = plan_like (directory, "like", "ann bob", FALSE);
  g_autoptr (UmPlan) plain = plan_like (directory, "like", "bob", FALSE);
  UmPlanSummary summary;

  um_plan_summarize (gives, &summary);
  g_assert_true (gives->gives_admin);
  g_assert_cmpint (summary.risk, ==, UM_RISK_IRREVERSIBLE);
  g_assert_false (plain->gives_admin);
}

/* Nobody has what the colleague lacks: that is no reason to refuse. */
static void
test_nothing_to_remove (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmPlan) plan = plan_like (directory, "like", "dee", TRUE);

  assert_plan (plan, "dee: +a +b +s(group-synced)");
}

static void
test_refused (void)
{
  UmTestGroup unread[] = { { .id = "a", .members = "like ann" },
                           { .id = "b", .members = "ann", .unknown = TRUE } };
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmDirectory) young = um_test_directory_new ("like ann", unread, 2);
  g_autoptr (GPtrArray) ids = split ("ann bob");
  g_autoptr (GError) error = NULL;

  g_assert_null (
    um_same_groups_new_inputs (directory, um_directory_find (directory, "dee"), ids, TRUE, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_LIKE_NOBODY);
  g_assert_cmpstr (error->message, ==, "dee");
  g_clear_error (&error);
  g_assert_null (um_same_groups_new_inputs (young, 0, ids, TRUE, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_MEMBERSHIPS_UNKNOWN);
  g_clear_error (&error);
  /* Of ann it is known, of whom others she is to be like it isn't. */
  g_ptr_array_add (ids, g_strdup ("like"));
  g_assert_null (um_same_groups_new_inputs (young, 1, ids, FALSE, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_MEMBERSHIPS_UNKNOWN);
  g_assert_cmpstr (error->message, ==, "like");
}

/* ---- pairs ---- */

static UmPlan *
plan_pairs (UmDirectory *directory, const char *actions, const char *users, GError **error)
{
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan) plan = um_plan_new ();
  g_autoptr (GPtrArray) ids = split (users);
  g_auto (GStrv) parts = g_strsplit (actions, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) pairs = g_strsplit (parts[i] + 1, ",", -1);
      GVariantBuilder inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));

      g_variant_builder_add (&inputs, "{s^as}", "pairs", pairs);
      um_plan_add_action (plan, parts[i][0] == '+' ? "add-to-groups" : "remove-from-groups",
                          g_variant_builder_end (&inputs));
    }
  if (!um_planner_fill (plan, directory, source, ids, UM_PLANNER_STRICT, error))
    return NULL;
  return g_steal_pointer (&plan);
}

static void
test_pairs (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmPlan)
    plan = plan_pairs (directory, "+ann b,ann c,ann b,ghost a;-cyd c,ann a", "ann cyd ghost", NULL);

  assert_plan (plan, "ann: +b +c -a; cyd: -c; ghost: +a?(user-gone) =user-gone");
}

static void
test_bad_pairs (void)
{
  static const char *const bad[] = { "ann", " ann", "ann ", "ann b c", "ann  b" };
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmPlan) others = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *action = g_strconcat ("+", bad[i], NULL);

      g_assert_null (um_group_pair_split (bad[i], &length));
      g_assert_null (plan_pairs (directory, action, "ann", &error));
      g_assert_error (error, UM_PROBLEM, UM_PROBLEM_PLAN_BAD_MEMBER);
      g_clear_error (&error);
    }
  g_assert_null (plan_pairs (directory, "+ann nowhere", "ann", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_GROUP);
  g_clear_error (&error);
  g_assert_null (plan_pairs (directory, "+ann b;-bob b,ann b", "ann", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_SAME_GROUP_TWICE);
  g_clear_error (&error);
  others = plan_pairs (directory, "+ann b;-bob b", "ann bob", &error);
  g_assert_no_error (error);
}

/* ---- as planned ---- */

/* A plan's file holds what is to be done to each: elsewhere the same comes out of it. */
static void
test_file (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan) plan = plan_like (directory, "like", "ann cyd bob", TRUE);
  g_autofree char *text = um_plan_file_print (plan, source);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlanFile) file = um_plan_file_parse (bytes, &error);
  g_autoptr (UmPlan) again = NULL;
  g_autofree char *before = um_test_plan_describe (plan);
  g_autofree char *printed = NULL;
  guint n_changed;

  g_assert_no_error (error);
  again = um_plan_file_make (file, directory, source, &n_changed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_changed, ==, 0);
  assert_plan (again, before);
  g_assert_cmpstr (((UmPlanAction *) again->actions->pdata[1])->like_name, ==, "like");
  printed = um_plan_file_print (again, source);
  g_assert_cmpstr (printed, ==, text);
}

/* What the colleague, or another, comes into later isn't part of the plan; who isn't as planned is
 * held out. */
static void
test_later (void)
{
  const UmMembershipChange changes[] = { { "like", UM_SET_GROUPS, "z", TRUE },
                                         { "ann", UM_SET_GROUPS, "z", TRUE },
                                         { "cyd", UM_SET_GROUPS, "c", FALSE },
                                         { "bob", UM_SET_GROUPS, "b", FALSE } };
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmDirectory) later = um_directory_apply (directory, changes, G_N_ELEMENTS (changes));
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan) plan = plan_like (directory, "like", "ann cyd bob", TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRunMade) made = NULL;

  g_assert_null (um_run_make (plan, later, source, NULL, NULL, UM_RUN_NORMAL, 0, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_PLAN_CHANGED);
  g_assert_cmpstr (error->message, ==, "1");
  made = um_run_make (plan, later, source, NULL, NULL, UM_RUN_ACCEPT_CHANGES, 0, NULL);
  for (guint i = 0; i < made->book->entries->len; i++)
    {
      const UmRunEntry *entry = um_run_book_get_entry (made->book, i);

      g_assert_cmpstr (entry->target, !=, "z");
      if (g_str_equal (entry->account_id, "bob"))
        g_assert_cmpint (entry->state, ==, UM_STATE_SKIPPED);
      if (g_str_equal (entry->account_id, "cyd") && g_str_equal (entry->target, "c"))
        g_assert_cmpint (entry->skip, ==, UM_SKIP_ALREADY_SO);
    }
}

static void
test_lists (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmPlan) plan = plan_pairs (directory, "+ann b,cyd c,ann c,dee b", "ann cyd dee", NULL);
  g_autoptr (UmPlan) whole = um_test_plan_empty ("add-to-groups a b");
  g_autoptr (GPtrArray) ids = um_plan_action_list_groups (plan->actions->pdata[0]);
  g_autoptr (GPtrArray) users = um_plan_action_list_pair_users (plan->actions->pdata[0]);

  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpstr (ids->pdata[0], ==, "b");
  g_assert_cmpuint (users->len, ==, 3);
  g_assert_cmpstr (users->pdata[1], ==, "cyd");
  g_assert_null (um_plan_action_list_pair_users (whole->actions->pdata[0]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/same-groups/adds", test_adds);
  g_test_add_func ("/same-groups/removes", test_removes);
  g_test_add_func ("/same-groups/admin", test_admin);
  g_test_add_func ("/same-groups/nothing-to-remove", test_nothing_to_remove);
  g_test_add_func ("/same-groups/refused", test_refused);
  g_test_add_func ("/same-groups/pairs", test_pairs);
  g_test_add_func ("/same-groups/bad-pairs", test_bad_pairs);
  g_test_add_func ("/same-groups/file", test_file);
  g_test_add_func ("/same-groups/later", test_later);
  g_test_add_func ("/same-groups/lists", test_lists);
  return g_test_run ();
}
