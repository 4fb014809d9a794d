/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From plans to runs: the entries and their order, who stops being an admin, what is read again
 * before, and that totals add up whatever the plan. */
#include "um-enums.h"
#include "um-problem.h"
#include "um-run-make-private.h"
#include "um-run-read-private.h"
#include "um-step-kind-private.h"
#include "um-test-plans.h"

static const UmTestGroup groups[] = {
  { .id = "g1", .members = "ann" },
  { .id = "g2", .members = "ann bob cyd dee" },
  { .id = "admins", .members = "ann bob cyd", .admin = TRUE },
  { .id = "more-admins", .members = "bob", .admin = TRUE },
};

static UmDirectory *
new_directory (void)
{
  return um_test_directory_new ("ann bob cyd dee eve", groups, G_N_ELEMENTS (groups));
}

static UmRunMade *
make (UmDirectory *directory, const char *actions, const char *users, guint first_n, UmPlan **plan)
{
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan) made = um_test_plan_new (directory, source, actions, users, NULL);
  g_autoptr (GError) error = NULL;
  UmRunMade *run;

  made->source_id = g_strdup (source->id);
  run = um_run_make (made, directory, source, NULL, NULL, UM_RUN_NORMAL, first_n, &error);
  g_assert_no_error (error);
  if (plan != NULL)
    *plan = g_steal_pointer (&made);
  return run;
}

static void
test_entries (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmRunMade) made = make (directory, "add-to-groups g1; remove-from-groups g2",
                                     "eve ann dee ghost", 0, NULL);
  static const struct
  {
    const char *account_id;
    guint chain;
    UmStepState state;
    UmSkip skip;
  } expected[] = {
    { "eve", 0, UM_STATE_PENDING, UM_SKIP_NONE },
    { "eve", 0, UM_STATE_SKIPPED, UM_SKIP_ALREADY_SO },
    { "ann", 1, UM_STATE_SKIPPED, UM_SKIP_ALREADY_SO },
    { "ann", 1, UM_STATE_PENDING, UM_SKIP_NONE },
    { "dee", 2, UM_STATE_PENDING, UM_SKIP_NONE },
    { "dee", 2, UM_STATE_PENDING, UM_SKIP_NONE },
    { "ghost", 3, UM_STATE_SKIPPED, UM_SKIP_USER_GONE },
    { "ghost", 3, UM_STATE_SKIPPED, UM_SKIP_USER_GONE },
  };
  const UmRunBook *book = made->book;

  g_assert_cmpuint (book->entries->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const UmRunEntry *entry = um_run_book_get_entry (book, i);

      g_assert_cmpuint (entry->n, ==, i + 1);
      g_assert_cmpstr (entry->account_id, ==, expected[i].account_id);
      g_assert_cmpuint (entry->chain, ==, expected[i].chain);
      g_assert_cmpint (entry->state, ==, expected[i].state);
      g_assert_cmpint (entry->skip, ==, expected[i].skip);
    }
  g_assert_cmpstr (made->run->actions, ==, "add-to-groups remove-from-groups");
  g_assert_cmpuint (book->users[UM_STATE_PENDING], ==, 3);
  g_assert_cmpuint (book->users[UM_STATE_SKIPPED], ==, 1);
  /* eve and dee begin with g1, ann with g2. */
  g_assert_cmpuint (book->lanes->len, ==, 2);
  g_assert_cmpuint (((UmRunLane *) g_ptr_array_index (book->lanes, 0))->unopened->len, ==, 2);
  g_assert_cmpuint (((UmRunLane *) g_ptr_array_index (book->lanes, 1))->unopened->len, ==, 1);
}

static void
test_first_n (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmRunMade) made = make (directory, "add-to-groups g1", "ann eve bob dee", 2, NULL);

  g_assert_cmpuint (made->book->entries->len, ==, 2);
  g_assert_cmpstr (um_run_book_get_entry (made->book, 0)->account_id, ==, "eve");
  g_assert_cmpstr (um_run_book_get_entry (made->book, 1)->account_id, ==, "bob");
  g_assert_cmpuint (made->run->first_n, ==, 2);
}

static void
test_begun (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmRunMade)
    made = make (directory, "add-to-groups g1 more-admins", "cyd dee eve", 0, NULL);
  GPtrArray *entries = g_ptr_array_ref (made->book->entries);
  g_autoptr (UmRunBook) book = NULL;

  um_run_book_get_entry (made->book, 0)->state = UM_STATE_DONE; /* cyd is in the middle */
  um_run_book_get_entry (made->book, 0)->sent = 1;
  um_run_book_get_entry (made->book, 4)->state = UM_STATE_SENT; /* eve's first may be done */
  book = um_run_book_new (entries, directory, FALSE);
  g_assert_cmpuint (book->begun->len, ==, 2);
  g_assert_cmpuint (g_array_index (book->begun, guint, 0), ==, 0);
  g_assert_cmpuint (g_array_index (book->begun, guint, 1), ==, 2);
  g_assert_cmpuint (book->lanes->len, ==, 1);
  g_assert_cmpuint (book->users[UM_STATE_SENT], ==, 1);
}

static void
test_admins (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmRunMade) harmless = make (directory, "remove-from-groups g2", "ann bob", 0, NULL);
  g_autoptr (UmRunMade)
    made = make (directory, "remove-from-groups admins", "ann bob dee", 0, NULL);
  UmRunAdmins *admins = made->book->admins;

  g_assert_null (harmless->book->admins);
  g_assert_cmpuint (admins->groups->len, ==, 2);
  /* bob stays one by another group, dee never was one. */
  g_assert_cmpuint (g_hash_table_size (admins->stopping), ==, 1);
  g_assert_true (g_hash_table_contains (admins->stopping, "ann"));
}

static void
test_guard (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan) plan = um_test_plan_new (
    directory, source, "remove-from-groups admins more-admins", "ann bob cyd", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (um_run_make (plan, directory, source, NULL, NULL, UM_RUN_NORMAL, 0, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_STOPPED_BY_GUARD);
  g_assert_cmpstr (error->message, ==, "last-admin");
}

static void
test_bad_expression (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan) plan = um_test_plan_new (directory, source, "add-to-groups g1", "bob", NULL);
  g_autoptr (GError) error = NULL;

  plan->expression = g_strdup ("((");
  g_assert_null (um_run_make (plan, directory, source, NULL, NULL, UM_RUN_NORMAL, 0, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_FILTER);
}

/* Who was taken off a list meanwhile is held out, and everybody where the list is gone. */
static void
test_list_changed (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan)
    plan = um_test_plan_new (directory, source, "add-to-groups g1", "bob cyd", NULL);
  g_autoptr (GHashTable) lists = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) leavers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (UmRunMade) made = NULL;
  g_autoptr (GError) error = NULL;

  plan->source_id = g_strdup (source->id);
  plan->expression = g_strdup ("list:Leavers");
  g_hash_table_add (leavers, (char *) "bob");
  g_hash_table_insert (lists, (char *) "leavers", leavers);
  g_assert_null (um_run_make (plan, directory, source, lists, NULL, UM_RUN_NORMAL, 0, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_PLAN_CHANGED);
  g_assert_cmpstr (error->message, ==, "1");
  g_clear_error (&error);
  g_assert_null (um_run_make (plan, directory, source, NULL, NULL, UM_RUN_NORMAL, 0, &error));
  g_assert_cmpstr (error->message, ==, "2");
  g_clear_error (&error);
  g_hash_table_add (leavers, (char *) "cyd");
  made = um_run_make (plan, directory, source, lists, NULL, UM_RUN_NORMAL, 0, &error);
  g_assert_no_error (error);
}

/* ---- what is read before ---- */

static void
assert_reading (const UmPlan *plan,
                UmDirectory *directory,
                guint n_users,
                UmSourceKind kind,
                gboolean stale,
                UmRunReading expected,
                const char *expected_groups)
{
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_cmpint (um_run_read_choose (plan, directory, n_users, kind, stale, &ids), ==, expected);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", (char *) ids->pdata[i]);
  if (expected_groups != NULL)
    g_assert_cmpstr (text->str, ==, expected_groups);
}

/* u0 … u999, all of them in @large and other, the first in small, which grants a product. */
static UmDirectory *
make_large (void)
{
  g_autoptr (GString) users = g_string_new ("u0");
  UmTestGroup all[3] = { { .id = "large", .name = "Large" },
                         { .id = "other" },
                         { .id = "small", .products = "wiki", .members = "u0" } };

  for (guint i = 1; i < 1000; i++)
    g_string_append_printf (users, " u%u", i);
  all[0].members = users->str;
  all[1].members = users->str;
  return um_test_directory_new (users->str, all, G_N_ELEMENTS (all));
}

static void
test_reading (void)
{
  g_autoptr (UmDirectory) directory = make_large ();
  g_autoptr (UmPlan) plan = um_test_plan_empty ("remove-from-groups large");

  /* 1,000 members are 21 pages. */
  assert_reading (plan, directory, 21, UM_SOURCE_JIRA, FALSE, UM_RUN_READ_USERS, NULL);
  assert_reading (plan, directory, 22, UM_SOURCE_JIRA, FALSE, UM_RUN_READ_GROUPS, "large");
  assert_reading (plan, directory, 5, UM_SOURCE_JIRA, TRUE, UM_RUN_READ_ALL, NULL);
}

static void
test_reading_for_expression (void)
{
  g_autoptr (UmDirectory) directory = make_large ();
  g_autoptr (UmPlan) plan = um_test_plan_empty ("remove-from-groups small");
  static const struct
  {
    const char *expression;
    const char *wanted; /* NULL: that doesn't do */
  } cases[] = {
    { "status:active", "small" },
    { "ann OR -email:*@a.example", "small" },
    { "status:active group:LARGE -(group:small OR type:app)", "small large" },
    { "group:id:other", "small other" },
    { "group:small,large", "small large" },
    { "product:\"p wiki\"", "small" },
    { "product:WIKI", "small" },
    { "group:unknown", NULL },
    { "-product:unknown status:active", NULL },
    { "role:x", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *wanted = cases[i].wanted;
      guint pages = wanted == NULL ? 0 : strstr (wanted, " ") != NULL ? 22 : 1;

      g_test_message ("%s", cases[i].expression);
      g_free (plan->expression);
      plan->expression = g_strdup (cases[i].expression);
      if (wanted != NULL)
        {
          /* One question for 50 users at most, and one more: exact enough. */
          assert_reading (plan, directory, pages + 1, UM_SOURCE_JIRA, FALSE, UM_RUN_READ_USERS,
                          NULL);
          assert_reading (plan, directory, pages + 2, UM_SOURCE_JIRA, FALSE, UM_RUN_READ_BOTH,
                          wanted);
        }
      /* All users and the members of the three groups are 46 pages. */
      assert_reading (plan, directory, 46, wanted == NULL ? UM_SOURCE_JIRA : UM_SOURCE_ACCESS,
                      FALSE, UM_RUN_READ_USERS, NULL);
      assert_reading (plan, directory, 47, wanted == NULL ? UM_SOURCE_JIRA : UM_SOURCE_ACCESS,
                      FALSE, UM_RUN_READ_ALL, NULL);
    }
}

/* ---- undoing a step ---- */

static void
assert_inverse (UmStepState state, const char *before, const char *after, gboolean expected)
{
  g_autoptr (UmRunEntry) entry = um_run_entry_new ();
  gboolean adds = g_strcmp0 (after, UM_MEMBER) == 0;
  const UmStepKindInfo *info;
  UmStepInverse inverses[UM_STEP_MOST_INVERSES];

  entry->kind = adds ? UM_STEP_GROUP_ADD : UM_STEP_GROUP_REMOVE;
  entry->state = state;
  entry->before = g_strdup (before);
  entry->after = g_strdup (after);
  info = um_step_kind_find (entry->kind);
  g_assert_cmpuint (info->invert (entry, inverses), ==, expected ? 1 : 0);
  if (!expected)
    return;
  g_assert_cmpint (inverses[0].kind, ==, adds ? UM_STEP_GROUP_REMOVE : UM_STEP_GROUP_ADD);
  g_assert_cmpstr (inverses[0].before, ==, after);
  g_assert_cmpstr (inverses[0].after, ==, before);
}

static void
test_inverse (void)
{
  assert_inverse (UM_STATE_DONE, UM_NOT_MEMBER, UM_MEMBER, TRUE);
  assert_inverse (UM_STATE_DONE, UM_MEMBER, UM_NOT_MEMBER, TRUE);
  assert_inverse (UM_STATE_DONE, NULL, UM_MEMBER, FALSE);
  assert_inverse (UM_STATE_DONE, UM_MEMBER, UM_MEMBER, FALSE);
  assert_inverse (UM_STATE_FAILED, UM_NOT_MEMBER, UM_MEMBER, FALSE);
  assert_inverse (UM_STATE_SKIPPED, UM_MEMBER, UM_MEMBER, FALSE);
  g_assert_null (um_step_kind_find (UM_STEP_ISSUE_CREATE)->invert);
  g_assert_null (um_step_kind_find (UM_N_STEP_KINDS));
}

/* ---- totals ---- */

static char *
pick (GRand *rand, const char *const *from, guint n, const char *head)
{
  GString *text = g_string_new (head);

  for (guint i = 0; i < n; i++)
    if (g_rand_boolean (rand))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", from[i]);
  return g_string_free (text, FALSE);
}

static void
test_totals (void)
{
  static const char *const users[] = { "ann", "bob", "cyd", "dee", "eve", "ghost" };
  static const char *const ids[] = { "g1", "g2", "more-admins" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("eve");

  for (guint round = 0; round < 300; round++)
    {
      g_autofree char *chosen = pick (rand, users, G_N_ELEMENTS (users), "ann");
      g_autofree char *action = pick (rand, ids, G_N_ELEMENTS (ids),
                                      g_rand_boolean (rand) ? "add-to-groups admins"
                                                            : "remove-from-groups admins");
      g_autoptr (UmPlan) plan = um_test_plan_new (directory, source, action, chosen, NULL);
      UmPlanUser *last = g_ptr_array_index (plan->users, plan->users->len - 1);
      g_autoptr (UmRunMade) made = NULL;
      UmPlanSummary summary;

      um_plan_user_hold_out (last, g_rand_boolean (rand), NULL);
      um_plan_summarize (plan, &summary);
      made = um_run_make (plan, directory, source, NULL, NULL, UM_RUN_ACCEPT_CHANGES, 0, NULL);
      if (made == NULL)
        {
          g_assert_cmpuint (summary.touched, ==, 0);
          continue;
        }
      g_assert_cmpuint (made->book->steps[UM_STATE_PENDING], ==, summary.steps);
      g_assert_cmpuint (made->book->users[UM_STATE_PENDING], ==, summary.touched);
      g_assert_cmpuint (made->book->users[UM_STATE_SKIPPED], ==,
                        summary.skipped + summary.held_out);
      g_assert_cmpuint (made->book->steps[UM_STATE_PENDING] + made->book->steps[UM_STATE_SKIPPED],
                        ==, made->book->entries->len);
    }
}

/* What Atlassian takes twice as it takes it once (ATLASSIAN.md §18): after an answer that was lost
 * all else is asked about first. */
static void
test_repeatable (void)
{
  static const UmStepKind once[] = { UM_STEP_ISSUE_CREATE, UM_STEP_INVITE,
                                     UM_STEP_DIRECTORY_ENTER };

  for (UmStepKind kind = 0; kind < UM_N_STEP_KINDS; kind++)
    {
      gboolean repeatable = TRUE;

      for (guint i = 0; i < G_N_ELEMENTS (once); i++)
        repeatable &= once[i] != kind;
      g_test_message ("%s", um_step_kind_to_nick (kind));
      g_assert_cmpint (um_step_kind_find (kind)->repeatable, ==, repeatable);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/run-make/entries", test_entries);
  g_test_add_func ("/run-make/first-n", test_first_n);
  g_test_add_func ("/run-make/begun", test_begun);
  g_test_add_func ("/run-make/admins", test_admins);
  g_test_add_func ("/run-make/guard", test_guard);
  g_test_add_func ("/run-make/bad-expression", test_bad_expression);
  g_test_add_func ("/run-make/list-changed", test_list_changed);
  g_test_add_func ("/run-make/reading", test_reading);
  g_test_add_func ("/run-make/reading-for-expression", test_reading_for_expression);
  g_test_add_func ("/run-make/inverse", test_inverse);
  g_test_add_func ("/run-make/totals", test_totals);
  g_test_add_func ("/run-make/repeatable", test_repeatable);
  return g_test_run ();
}
