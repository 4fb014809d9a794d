/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans as a whole: what is refused, what they say of their data, comparison with what was
 * confirmed, and random plans against the plain rule. */
#include "um-guard-private.h"
#include "um-problem.h"
#include "um-test-plans.h"

#include <string.h>

static const UmTestGroup groups[] = {
  { .id = "g1", .name = "Écoles", .members = "ann" },
  { .id = "g2", .name = "Twins", .members = "bob" },
  { .id = "g3", .name = "twins" },
  { .id = "admins", .members = "ann bob", .admin = TRUE },
};

static UmDirectory *
new_directory (void)
{
  return um_test_directory_new ("ann bob cyd dee", groups, G_N_ELEMENTS (groups));
}

static void
assert_refused (const char *actions, const char *users, int code, const char *argument)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlan) plan = um_test_plan_new (directory, source, actions, users, &error);

  g_assert_null (plan);
  g_assert_error (error, UM_PROBLEM, code);
  g_assert_cmpstr (error->message, ==, argument);
}

static void
test_refused (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlan) plan = um_test_plan_empty ("add-to-groups g1");

  assert_refused ("format-disk", "ann", UM_PROBLEM_NO_SUCH_ACTION, "format-disk");
  assert_refused ("add-to-groups", "ann", UM_PROBLEM_NO_GROUPS, "add-to-groups");
  assert_refused ("add-to-groups g1 g9", "ann", UM_PROBLEM_NO_SUCH_GROUP, "g9");
  assert_refused ("add-to-groups g1 g2; remove-from-groups g3 g2", "ann",
                  UM_PROBLEM_SAME_GROUP_TWICE, "Twins");
  g_assert_false (um_planner_fill (plan, directory, source, nobody, UM_PLANNER_STRICT, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NO_USERS);
}

static void
test_whole (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan) plan = um_test_plan_new (directory, source, "add-to-groups g1",
                                              "dee ann bob dee ghost ann ghost", NULL);
  g_autofree char *text = um_test_plan_describe (plan);
  UmPlanSummary summary;

  g_assert_cmpstr (text, ==,
                   "dee: +g1; ann: +g1(already-so) =already-so; bob: +g1; "
                   "ghost: +g1?(user-gone) =user-gone");
  um_plan_summarize (plan, &summary);
  g_assert_cmpuint (summary.touched, ==, 2);
  g_assert_cmpuint (summary.skipped, ==, 2);
  g_assert_cmpuint (plan->n_source_users, ==, 4);
  g_assert_cmpint (plan->data_time, ==, 1700000000);
  g_assert_false (plan->irreversible);
  g_assert_cmpint (summary.risk, ==, UM_RISK_LARGE); /* half of all users */
}

static void
test_gone_groups (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan) plan = um_test_plan_empty ("add-to-groups g9 g1");
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *text = NULL;

  g_ptr_array_add (ids, (char *) "bob");
  g_assert_true (
    um_planner_fill (plan, directory, source, ids, UM_PLANNER_GROUPS_MAY_BE_GONE, NULL));
  text = um_test_plan_describe (plan);
  g_assert_cmpstr (text, ==, "bob: +g9?(group-gone) +g1");
}

static void
test_find_group (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (um_planner_find_group (directory, "g1", NULL), ==, "g1");
  g_assert_cmpstr (um_planner_find_group (directory, "id:g2", NULL), ==, "g2");
  g_assert_cmpstr (um_planner_find_group (directory, "ecoles", NULL), ==, "g1");
  g_assert_null (um_planner_find_group (directory, "ecole", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_GROUP);
  g_assert_cmpstr (error->message, ==, "ecole");
  g_clear_error (&error);
  g_assert_null (um_planner_find_group (directory, "TWINS", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_AMBIGUOUS_GROUP);
  g_assert_cmpstr (error->message, ==, "TWINS: g2, g3");
}

static void
test_find_user (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (GError) error = NULL;
  guint bob = um_directory_find (directory, "bob");

  g_assert_cmpuint (um_planner_find_user (directory, "bob", NULL), ==, bob);
  g_assert_cmpuint (um_planner_find_user (directory, "Bob@Example.com", NULL), ==, bob);
  g_assert_cmpuint (um_planner_find_user (directory, "BOB", NULL), ==, bob);
  g_assert_cmpuint (um_planner_find_user (directory, "bo", &error), ==, UM_NO_ROW);
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_USER);
  g_assert_cmpuint (um_planner_find_user (directory, "", NULL), ==, UM_NO_ROW);
}

/* Six accounts of one name; an id or an address of its own tells them apart. */
static void
test_ambiguous_user (void)
{
  g_autoptr (UmDirectoryBuilder) builder = um_directory_builder_new ();
  g_autoptr (UmDirectory) directory = NULL;
  g_autoptr (GError) error = NULL;
  static const char *const emails[] = {
    "ann@a.example", "both@a.example", "both@a.example", NULL, NULL, NULL
  };

  for (guint i = 0; i < G_N_ELEMENTS (emails); i++)
    {
      g_autofree char *id = g_strdup_printf ("id%u", i);
      UmUser user = { .account_id = id, .name = "Ann Lée", .email = emails[i] };

      um_directory_builder_add_user (builder, &user);
    }
  directory = um_directory_builder_end (g_steal_pointer (&builder));
  g_assert_cmpuint (um_planner_find_user (directory, "id3", NULL), ==, 3);
  g_assert_cmpuint (um_planner_find_user (directory, "ANN@a.example", NULL), ==, 0);
  g_assert_cmpuint (um_planner_find_user (directory, "ann lee", &error), ==, UM_NO_ROW);
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_AMBIGUOUS_USER);
  g_assert_cmpstr (error->message, ==, "ann lee: id0, id1, id2, id3, id4, …");
  g_clear_error (&error);
  g_assert_cmpuint (um_planner_find_user (directory, "both@a.example", &error), ==, UM_NO_ROW);
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_AMBIGUOUS_USER);
  g_assert_cmpstr (error->message, ==, "both@a.example: id1, id2");
  g_assert_cmpuint (um_planner_find_email (directory, "both@a.example"), ==, UM_NO_ROW);
}

/* ---- what was confirmed against what is now ---- */

static void
assert_compared (const char *actions,
                 const UmTestGroup *now,
                 guint n_now,
                 const char *users_now,
                 guint n_changed,
                 const char *expected)
{
  g_autoptr (UmDirectory) then = new_directory ();
  g_autoptr (UmDirectory) directory = um_test_directory_new (users_now, now, n_now);
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan) plan = um_test_plan_new (then, source, actions, "ann bob cyd", NULL);
  g_autoptr (UmPlan) fresh = um_test_plan_empty (actions);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < plan->users->len; i++)
    g_ptr_array_add (ids, ((UmPlanUser *) g_ptr_array_index (plan->users, i))->account_id);
  um_plan_user_hold_out (g_ptr_array_index (plan->users, 2), TRUE, "on leave");
  g_assert_true (
    um_planner_fill (fresh, directory, source, ids, UM_PLANNER_GROUPS_MAY_BE_GONE, NULL));
  g_assert_cmpuint (um_planner_hold_out_changed (plan, fresh, directory, source, NULL), ==,
                    n_changed);
  text = um_test_plan_describe (fresh);
  g_assert_cmpstr (text, ==, expected);
  g_assert_true (((UmPlanUser *) g_ptr_array_index (fresh->users, 2))->held_out);
  g_assert_cmpstr (((UmPlanUser *) g_ptr_array_index (fresh->users, 2))->note, ==, "on leave");
}

static void
test_compare (void)
{
  UmTestGroup now[] = { { .id = "g1", .members = "ann" }, { .id = "g2" } };

  assert_compared ("add-to-groups g1", now, 2, "ann bob cyd", 0,
                   "ann: +g1(already-so) =already-so; bob: +g1; cyd: +g1");
  now[0].members = "ann bob";
  assert_compared ("add-to-groups g1", now, 2, "ann bob cyd", 0,
                   "ann: +g1(already-so) =already-so; bob: +g1(already-so) =already-so; cyd: +g1");
  now[0].members = NULL; /* ann was left out as being so already: she isn't taken in */
  assert_compared ("add-to-groups g1", now, 2, "ann bob cyd", 1,
                   "ann: +g1 =changed-since; bob: +g1; cyd: +g1");
  now[0].synced = TRUE;
  assert_compared ("add-to-groups g1", now, 2, "ann bob cyd", 1,
                   "ann: +g1(group-synced) =group-synced; bob: +g1(group-synced) =changed-since; "
                   "cyd: +g1(group-synced) =group-synced");
  assert_compared ("add-to-groups g1", now + 1, 1, "ann bob cyd", 1,
                   "ann: +g1?(group-gone) =group-gone; bob: +g1?(group-gone) =changed-since; "
                   "cyd: +g1?(group-gone) =group-gone");
  now[0].synced = FALSE;
  assert_compared ("add-to-groups g1", now, 2, "ann bob/former cyd", 2,
                   "ann: +g1 =changed-since; bob: +g1(former-user) =changed-since; cyd: +g1");
}

static void
test_compare_guards (void)
{
  /* bob isn't an admin any more, so that ann has become the last one. */
  UmTestGroup now[] = { { .id = "admins", .members = "ann", .admin = TRUE } };

  assert_compared ("remove-from-groups admins", now, 1, "ann bob cyd", 0,
                   "ann: -admins !takes-admin=admins =last-admin; "
                   "bob: -admins(already-so) =already-so; cyd: -admins(already-so) =already-so");
}

static void
test_compare_expression (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan)
    plan = um_test_plan_new (directory, source, "add-to-groups g3", "ann bob", NULL);
  g_autoptr (UmPlan)
    fresh = um_test_plan_new (directory, source, "add-to-groups g3", "ann bob", NULL);
  g_autoptr (UmBitset) matching = um_bitset_new (um_directory_get_n_rows (directory),
                                                 um_directory_get_generation (directory));
  g_autofree char *text = NULL;

  um_bitset_add (matching, um_directory_find (directory, "bob"));
  g_assert_cmpuint (um_planner_hold_out_changed (plan, fresh, directory, source, matching), ==, 1);
  text = um_test_plan_describe (fresh);
  g_assert_cmpstr (text, ==, "ann: +g3 =changed-since; bob: +g3");
}

static void
test_step_changed (void)
{
  UmStep step = { .skip = UM_SKIP_NONE,
                  .before = (char *) "not-member",
                  .after = (char *) "member" };

  g_assert_false (um_planner_step_changed (&step, UM_NOT_MEMBER, -1));
  g_assert_false (um_planner_step_changed (&step, UM_NOT_MEMBER, UM_SKIP_NONE));
  g_assert_false (um_planner_step_changed (&step, NULL, -1));
  g_assert_true (um_planner_step_changed (&step, UM_MEMBER, -1));
  g_assert_true (um_planner_step_changed (&step, UM_NOT_MEMBER, UM_SKIP_GROUP_SYNCED));
  step.before = NULL;
  g_assert_false (um_planner_step_changed (&step, UM_NOT_MEMBER, -1));
  g_assert_true (um_planner_step_changed (&step, UM_MEMBER, -1));
  step.skip = UM_SKIP_USER_GONE;
  g_assert_true (um_planner_step_changed (&step, UM_NOT_MEMBER, -1));
  g_assert_false (um_planner_step_changed (&step, NULL, -1));
  step.skip = UM_SKIP_GROUP_SYNCED;
  g_assert_false (um_planner_step_changed (&step, UM_NOT_MEMBER, -1));
  g_assert_true (um_planner_step_changed (&step, UM_NOT_MEMBER, UM_SKIP_NONE));
  step.skip = UM_SKIP_ALREADY_SO;
  g_assert_false (um_planner_step_changed (&step, UM_NOT_MEMBER, UM_SKIP_NONE));
}

/* ---- random plans against the plain rule ---- */

#define N_USERS  40
#define N_GROUPS 6

/* What the plain rule says of one step, with memberships kept in a table of its own. */
static UmSkip
expect_step (UmTruth (*members)[N_GROUPS], guint user, guint group, gboolean add, guint synced)
{
  UmTruth wanted = add ? UM_YES : UM_NO;

  if (members[user][group] == wanted)
    return UM_SKIP_ALREADY_SO;
  if (synced & (1u << group))
    return UM_SKIP_GROUP_SYNCED;
  members[user][group] = wanted;
  return UM_SKIP_NONE;
}

static UmDirectory *
new_random_directory (GRand *rand, UmTruth (*members)[N_GROUPS], guint *synced)
{
  UmTestGroup random[N_GROUPS] = { 0 };
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) users = g_string_new (NULL);

  for (guint i = 0; i < N_USERS; i++)
    g_string_append_printf (users, "%su%u", i > 0 ? " " : "", i);
  *synced = 0;
  for (guint i = 0; i < N_GROUPS; i++)
    {
      g_autoptr (GString) list = g_string_new (NULL);

      random[i].unknown = g_rand_int_range (rand, 0, 4) == 0;
      random[i].synced = g_rand_int_range (rand, 0, 4) == 0;
      *synced |= (guint) random[i].synced << i;
      for (guint j = 0; j < N_USERS; j++)
        {
          members[j][i] = random[i].unknown ? UM_UNKNOWN : UM_NO;
          if (g_rand_boolean (rand))
            continue;
          members[j][i] = UM_YES;
          g_string_append_printf (list, " u%u", j);
        }
      g_ptr_array_add (texts, g_strdup_printf ("g%u", i));
      random[i].id = g_ptr_array_index (texts, texts->len - 1);
      g_ptr_array_add (texts, g_strdup (list->str));
      random[i].members = g_ptr_array_index (texts, texts->len - 1);
    }
  return um_test_directory_new (users->str, random, N_GROUPS);
}

static void
check_random_user (
  const UmPlanUser *user, UmTruth (*members)[N_GROUPS], guint adds, guint removes, guint synced)
{
  guint row = atoi (user->account_id + 1);
  guint n = 0, to_do = 0;

  for (guint pass = 0; pass < 2; pass++)
    for (guint group = 0; group < N_GROUPS; group++)
      if ((pass == 0 ? adds : removes) & (1u << group))
        {
          UmTruth now = members[row][group];
          const UmStep *step = &user->steps[n++];

          g_assert_cmpint (step->kind, ==, pass == 0 ? UM_STEP_GROUP_ADD : UM_STEP_GROUP_REMOVE);
          g_assert_cmpstr (step->before, ==,
                           now == UM_UNKNOWN ? NULL
                           : now == UM_YES   ? UM_MEMBER
                                             : UM_NOT_MEMBER);
          g_assert_cmpint (step->skip, ==, expect_step (members, row, group, pass == 0, synced));
          to_do += step->skip == UM_SKIP_NONE;
        }
  g_assert_cmpuint (user->n_steps, ==, n);
  g_assert_cmpuint (um_plan_user_count_steps (user), ==, to_do);
  g_assert_true ((user->skip == UM_SKIP_NONE) == (to_do > 0));
}

static char *
name_groups (const char *action, guint set)
{
  GString *text = g_string_new (action);

  for (guint i = 0; i < N_GROUPS; i++)
    if (set & (1u << i))
      g_string_append_printf (text, " g%u", i);
  return g_string_free (text, FALSE);
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  for (guint round = 0; round < 200; round++)
    {
      UmTruth members[N_USERS][N_GROUPS];
      guint synced;
      g_autoptr (UmDirectory) directory = new_random_directory (rand, members, &synced);
      g_autoptr (UmSource) source = um_test_source_new ("owner");
      guint adds = g_rand_int_range (rand, 1, 1 << N_GROUPS);
      guint removes = g_rand_int (rand) & ~adds & ((1u << N_GROUPS) - 1);
      g_autofree char *add = name_groups ("add-to-groups", adds);
      g_autofree char *remove = name_groups ("remove-from-groups", removes);
      g_autofree char *actions = removes != 0 ? g_strconcat (add, ";", remove, NULL)
                                              : g_strdup (add);
      g_autoptr (GError) error = NULL;
      g_autoptr (UmPlan) plan = um_test_plan_new (directory, source, actions,
                                                  "u3 u1 u4 u15 u9 u2 u6 u5 u35", &error);

      g_assert_no_error (error);
      g_assert_cmpuint (plan->users->len, ==, 9);
      for (guint i = 0; i < plan->users->len; i++)
        check_random_user (g_ptr_array_index (plan->users, i), members, adds, removes, synced);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/planner/refused", test_refused);
  g_test_add_func ("/planner/whole", test_whole);
  g_test_add_func ("/planner/gone-groups", test_gone_groups);
  g_test_add_func ("/planner/find-group", test_find_group);
  g_test_add_func ("/planner/find-user", test_find_user);
  g_test_add_func ("/planner/ambiguous-user", test_ambiguous_user);
  g_test_add_func ("/planner/compare", test_compare);
  g_test_add_func ("/planner/compare-guards", test_compare_guards);
  g_test_add_func ("/planner/compare-expression", test_compare_expression);
  g_test_add_func ("/planner/step-changed", test_step_changed);
  g_test_add_func ("/planner/random", test_random);
  return g_test_run ();
}
