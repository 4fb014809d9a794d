/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Remove application access: the union of the groups that grant the chosen products, what else is
 * lost, who is never touched, and plans that are made anew after the groups changed. */
#include "um-actions.h"
#include "um-guard-private.h"
#include "um-plan-file-private.h"
#include "um-problem.h"
#include "um-run-read-private.h"
#include "um-test-plans.h"

#include <string.h>

#define ACTION "remove-application-access "
#define USERS  "ann bob cyd dan eve old/former root"

static const UmTestGroup groups[] = {
  { .id = "g2", .members = "ann bob dan", .products = "jira,wiki" },
  { .id = "g1", .members = "ann old", .products = "jira" },
  { .id = "g3", .members = "cyd dan", .products = "wiki" },
  { .id = "kept", .members = "eve", .products = "desk", .synced = TRUE },
  { .id = "unread", .members = "bob", .products = "crm", .unknown = TRUE },
  { .id = "z-admins", .members = "root", .products = "board", .admin = TRUE },
  { .id = "plain", .members = "ann bob cyd dan eve root" },
};

static UmDirectory *
new_directory (void)
{
  return um_test_directory_new (USERS, groups, G_N_ELEMENTS (groups));
}

static void
assert_plan (const char *actions, const char *users, const char *expected)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlan) plan = um_test_plan_new (directory, source, actions, users, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = um_test_plan_describe (plan);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_refused (const char *actions, int code, const char *argument)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (GError) error = NULL;

  g_assert_null (um_test_plan_new (directory, source, actions, "ann", &error));
  g_assert_error (error, UM_PROBLEM, code);
  g_assert_cmpstr (error->message, ==, argument);
}

static void
test_union (void)
{
  /* In the order of the ids, whatever order the directory has them in. */
  assert_plan (ACTION "jira", "ann cyd",
               "ann: -g1 -g2 !loses-product=P wiki; "
               "cyd: -g1(already-so) -g2(already-so) =already-so");
  /* A group that grants both is there once; what is chosen is no warning. */
  assert_plan (ACTION "jira wiki", "ann cyd",
               "ann: -g1 -g2 -g3(already-so); cyd: -g1(already-so) -g2(already-so) -g3");
  assert_plan (ACTION "jira jira", "bob", "bob: -g1(already-so) -g2 !loses-product=P wiki");
}

static void
test_other_products (void)
{
  /* The other product is kept by another group. */
  assert_plan (ACTION "jira", "dan", "dan: -g1(already-so) -g2");
  /* Only the action that means to take a product may do so without a word. */
  assert_plan (ACTION "jira; remove-from-groups g3", "dan",
               "dan: -g1(already-so) -g2 -g3 !loses-product=P wiki");
  assert_plan ("remove-from-groups g1", "ann", "ann: -g1");
}

static void
test_obstacles (void)
{
  assert_plan (ACTION "desk", "eve", "eve: -kept(group-synced) =group-synced");
  assert_plan (ACTION "jira", "old", "old: -g1(former-user) -g2(former-user) =former-user");
  assert_plan (ACTION "jira", "nobody", "nobody: -g1?(user-gone) -g2?(user-gone) =user-gone");
  assert_plan (ACTION "crm", "ann bob", "ann: -unread? !membership-unknown=unread; bob: -unread");
}

static void
test_refused (void)
{
  assert_refused ("remove-application-access", UM_PROBLEM_NO_PRODUCTS, "remove-application-access");
  assert_refused (ACTION "jira tea", UM_PROBLEM_NO_SUCH_PRODUCT, "tea");
  assert_refused (ACTION "jira; add-to-groups g2", UM_PROBLEM_SAME_GROUP_TWICE, "g2");
  assert_plan (ACTION "jira; remove-from-groups g2", "bob",
               "bob: -g1(already-so) -g2 -g2(already-so) !loses-product=P wiki");
}

static void
test_guards (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("ann");
  g_autoptr (UmPlan) plan = NULL;
  g_autofree char *text = NULL;

  assert_plan (ACTION "board", "root", "root: -z-admins !takes-admin=z-admins =last-admin");
  plan = um_test_plan_new (directory, source, ACTION "jira", "ann bob", NULL);
  text = um_test_plan_describe (plan);
  g_assert_cmpstr (text, ==,
                   "ann: -g1 -g2 !loses-product=P wiki =yourself; "
                   "bob: -g1(already-so) -g2 !loses-product=P wiki");
}

static void
test_find_product (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (um_planner_find_product (directory, "jira", NULL), ==, "jira");
  g_assert_cmpstr (um_planner_find_product (directory, "p JIRA", NULL), ==, "jira");
  g_assert_null (um_planner_find_product (directory, "P", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_PRODUCT);
  g_assert_cmpstr (error->message, ==, "P");
}

/* An organisation has a product once for each site. */
static void
test_find_keyed (void)
{
  static const UmThing products[] = {
    { .id = "ari:cloud:jira-software::site/c1", .name = "Jira", .known = TRUE },
    { .id = "ari:cloud:confluence::site/c1", .name = "Confluence (acme)", .known = TRUE },
    { .id = "ari:cloud:confluence::site/c2", .name = "Confluence (tea)", .known = TRUE },
  };
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  g_autoptr (UmDirectory) directory = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    um_directory_builder_add_thing (builder, UM_SET_PRODUCTS, &products[i]);
  directory = um_directory_builder_end (builder);
  g_assert_cmpstr (um_planner_find_product (directory, "Jira-Software", NULL), ==, products[0].id);
  g_assert_cmpstr (um_planner_find_product (directory, "confluence (TEA)", NULL), ==,
                   products[2].id);
  g_assert_null (um_planner_find_product (directory, "confluence", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_AMBIGUOUS_PRODUCT);
  g_assert_cmpstr (error->message, ==, "confluence: Confluence (acme), Confluence (tea)");
}

/* Before a run, the members of the groups that grant the product are read, where there are many
 * users. */
static void
test_reading (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmPlan) plan = um_test_plan_empty (ACTION "jira");
  g_autoptr (GPtrArray) few = NULL;
  g_autoptr (GPtrArray) many = NULL;

  g_assert_cmpint (um_run_read_choose (plan, directory, 2, UM_SOURCE_JIRA, FALSE, &few), ==,
                   UM_RUN_READ_USERS);
  g_assert_cmpint (um_run_read_choose (plan, directory, 3, UM_SOURCE_JIRA, FALSE, &many), ==,
                   UM_RUN_READ_GROUPS);
  g_assert_cmpuint (many->len, ==, 2);
  g_assert_cmpstr (many->pdata[0], ==, "g1");
  g_assert_cmpstr (many->pdata[1], ==, "g2");
}

/* ---- made anew ---- */

static UmPlan *
read_again (const char *text, UmDirectory *directory, guint *n_changed)
{
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlanFile) file = um_plan_file_parse (bytes, &error);
  UmPlan *plan;

  g_assert_no_error (error);
  plan = um_plan_file_make (file, directory, source, n_changed, &error);
  g_assert_no_error (error);
  return plan;
}

static void
assert_read_again (UmDirectory *directory, guint n_changed, const char *expected)
{
  g_autoptr (UmDirectory) then = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan) plan = um_test_plan_new (then, source, ACTION "jira", "ann bob cyd", NULL);
  g_autofree char *text = um_plan_file_print (plan, source);
  g_autoptr (UmPlan) again = NULL;
  g_autofree char *described = NULL;
  guint n;

  g_assert_nonnull (strstr (text, "\"products\""));
  g_assert_null (strstr (text, "P jira"));
  again = read_again (text, directory, &n);
  described = um_test_plan_describe (again);
  g_assert_cmpstr (described, ==, expected);
  g_assert_cmpuint (n, ==, n_changed);
  g_assert_cmpstr (
    ((UmPlanAction *) g_ptr_array_index (again->actions, 0))->product_names->pdata[0], ==,
    um_directory_get_n_things (directory, UM_SET_PRODUCTS) > 0 ? "P jira" : "jira");
}

static void
test_plan_file (void)
{
  const UmTestGroup more[] = { { .id = "g1", .members = "ann", .products = "jira" },
                               { .id = "g2", .members = "ann bob", .products = "jira" },
                               { .id = "g4", .members = "cyd", .products = "jira" } };
  g_autoptr (UmDirectory) same = new_directory ();
  g_autoptr (UmDirectory) grown = um_test_directory_new (USERS, more, G_N_ELEMENTS (more));
  const UmTestGroup other[] = { { .id = "g1", .members = "ann", .products = "jira" },
                                { .id = "g4", .members = "ann bob", .products = "jira" } };
  g_autoptr (UmDirectory) swapped = um_test_directory_new (USERS, other, G_N_ELEMENTS (other));
  g_autoptr (UmDirectory) gone = um_test_directory_new (USERS, NULL, 0);

  assert_read_again (same, 0,
                     "ann: -g1 -g2 !loses-product=P wiki; "
                     "bob: -g1(already-so) -g2 !loses-product=P wiki; "
                     "cyd: -g1(already-so) -g2(already-so) =already-so");
  /* Another group grants the product now: nobody is taken out of what wasn't shown. */
  assert_read_again (grown, 3,
                     "ann: -g1 -g2 -g4(already-so) =changed-since; "
                     "bob: -g1(already-so) -g2 -g4(already-so) =changed-since; "
                     "cyd: -g1(already-so) -g2(already-so) -g4 =changed-since");
  /* As many of them, but another one. */
  assert_read_again (swapped, 2,
                     "ann: -g1 -g4 =changed-since; "
                     "bob: -g1(already-so) -g4 =changed-since; "
                     "cyd: -g1(already-so) -g4(already-so) =already-so");
  assert_read_again (gone, 0, "ann: =already-so; bob: =already-so; cyd: =already-so");
}

/* As many groups as before, but another one among them. */
static void
test_other_group (void)
{
  const UmTestGroup other[] = { { .id = "g1", .members = "ann", .products = "jira" },
                                { .id = "g4", .members = "ann bob", .products = "jira" } };
  g_autoptr (UmDirectory) then = new_directory ();
  g_autoptr (UmDirectory) now = um_test_directory_new (USERS, other, G_N_ELEMENTS (other));
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan) expected = um_test_plan_new (then, source, ACTION "jira", "ann bob", NULL);
  g_autoptr (UmPlan) fresh = um_test_plan_new (now, source, ACTION "jira", "ann bob", NULL);
  g_autofree char *text = NULL;

  g_assert_cmpuint (um_planner_hold_out_changed (expected, fresh, now, source, NULL), ==, 2);
  text = um_test_plan_describe (fresh);
  g_assert_cmpstr (text, ==,
                   "ann: -g1 -g4 =changed-since; bob: -g1(already-so) -g4 =changed-since");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/remove-access/union", test_union);
  g_test_add_func ("/remove-access/other-products", test_other_products);
  g_test_add_func ("/remove-access/obstacles", test_obstacles);
  g_test_add_func ("/remove-access/refused", test_refused);
  g_test_add_func ("/remove-access/guards", test_guards);
  g_test_add_func ("/remove-access/find-product", test_find_product);
  g_test_add_func ("/remove-access/find-keyed", test_find_keyed);
  g_test_add_func ("/remove-access/reading", test_reading);
  g_test_add_func ("/remove-access/plan-file", test_plan_file);
  g_test_add_func ("/remove-access/other-group", test_other_group);
  return g_test_run ();
}
