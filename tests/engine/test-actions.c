/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue of actions, and the chains that the group actions propose. */
#include "um-action-private.h"
#include "um-actions.h"
#include "um-test-plans.h"

#include <string.h>

static const UmTestGroup groups[] = {
  { .id = "g1", .members = "ann", .products = "jira" },
  { .id = "g2", .members = "bob", .products = "jira,wiki" },
  { .id = "synced", .members = "ann", .synced = TRUE },
  { .id = "admins", .members = "ann root", .admin = TRUE },
  { .id = "unread", .members = "bob", .unknown = TRUE, .products = "jira" },
};

static void
assert_plan (const char *actions, const char *users, const char *expected)
{
  g_autoptr (UmDirectory) directory = um_test_directory_new ("ann bob cyd old/former root", groups,
                                                             G_N_ELEMENTS (groups));
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlan) plan = um_test_plan_new (directory, source, actions, users, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = um_test_plan_describe (plan);
  g_assert_cmpstr (text, ==, expected);
}

/* Two actions are each other's inverse; but access that was removed comes back as it was given,
 * which is mostly by groups, and who was removed isn't brought back by an invitation as he was.
 * What lasts has none, nor has what leaves nothing to be undone. */
static void
assert_inverse (const UmActionInfo *info)
{
  gboolean has_inverse = info->undo == UM_UNDO_EXACT || info->undo == UM_UNDO_14_DAYS;

  g_assert_true (has_inverse == (info->inverse != NULL));
  if (g_str_equal (info->key, "remove-application-access"))
    g_assert_cmpstr (info->inverse, ==, "add-to-groups");
  else if (g_str_equal (info->key, "grant-product-access"))
    g_assert_cmpstr (info->inverse, ==, "remove-application-access");
  else if (g_str_equal (info->key, "invite"))
    g_assert_cmpstr (info->inverse, ==, "remove-user");
  else if (info->inverse != NULL)
    g_assert_cmpstr (um_actions_find (info->inverse)->inverse, ==, info->key);
}

static void
test_catalogue (void)
{
  const UmActionInfo *const *list = um_actions_list ();
  guint n_actions = 0;

  for (; list[n_actions] != NULL; n_actions++)
    {
      const UmActionInfo *info = list[n_actions];

      g_assert_true (um_actions_find (info->key) == info);
      g_assert_true (info->jira || info->access);
      assert_inverse (info);
    }
  g_assert_cmpuint (n_actions, >=, 2);
  g_assert_null (um_actions_find ("format-disk"));
  g_assert_null (um_actions_find (NULL));
}

static void
test_obstacle_nicks (void)
{
  g_assert_null (um_obstacle_to_nick (UM_OBSTACLE_NONE));
  g_assert_cmpstr (um_obstacle_to_nick (UM_OBSTACLE_NOT_REFRESHED), ==, "not-refreshed");
}

static void
test_add (void)
{
  assert_plan ("add-to-groups g1", "ann bob", "ann: +g1(already-so) =already-so; bob: +g1");
  assert_plan ("add-to-groups g1 g2", "cyd", "cyd: +g1 +g2");
}

static void
test_remove (void)
{
  assert_plan ("remove-from-groups synced g1", "cyd",
               "cyd: -synced(already-so) -g1(already-so) =already-so");
}

static void
test_obstacles (void)
{
  assert_plan ("add-to-groups synced", "bob ann",
               "bob: +synced(group-synced) =group-synced; ann: +synced(already-so) =already-so");
  assert_plan ("add-to-groups g1 g2", "old", "old: +g1(former-user) +g2(former-user) =former-user");
  assert_plan ("add-to-groups g1", "nobody", "nobody: +g1?(user-gone) =user-gone");
  /* What stands in the way tells more than what is so already. */
  assert_plan ("add-to-groups g2 synced", "bob",
               "bob: +g2(already-so) +synced(group-synced) =group-synced");
}

static void
test_unknown_membership (void)
{
  assert_plan ("add-to-groups unread", "ann bob",
               "ann: +unread? !membership-unknown=unread; bob: +unread(already-so) =already-so");
  assert_plan ("remove-from-groups unread", "ann", "ann: -unread? !membership-unknown=unread");
}

static void
test_loses_product (void)
{
  /* A group that wasn't read may give it, too; not where it is left by the same plan. */
  assert_plan ("remove-from-groups g1", "ann", "ann: -g1 !may-lose-product=P jira");
  assert_plan ("remove-from-groups g1 unread", "ann",
               "ann: -g1 -unread? !loses-product=P jira !membership-unknown=unread");
  /* Another group that grants it is left, but not for the other product. */
  assert_plan ("remove-from-groups g2", "bob", "bob: -g2 !loses-product=P wiki");
  assert_plan ("remove-from-groups g2 unread", "bob",
               "bob: -g2 -unread !loses-product=P jira !loses-product=P wiki");
  /* What is given in the same plan is kept. */
  assert_plan ("remove-from-groups g1; add-to-groups g2", "ann", "ann: -g1 +g2");
}

static void
test_admin (void)
{
  assert_plan ("add-to-groups admins", "bob ann",
               "bob: +admins !gives-admin=admins; ann: +admins(already-so) =already-so");
  assert_plan ("remove-from-groups admins", "ann", "ann: -admins !takes-admin=admins");
}

static void
test_earlier_actions_count (void)
{
  assert_plan ("add-to-groups g1; add-to-groups g1 g2", "cyd", "cyd: +g1 +g1(already-so) +g2");
  assert_plan ("add-to-groups g1 g1", "cyd", "cyd: +g1");
}

static void
test_steps_say_what_is (void)
{
  g_autoptr (UmDirectory) directory = um_test_directory_new ("ann bob", groups, 3);
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan) plan = NULL;
  const UmPlanUser *user;

  plan = um_test_plan_new (directory, source, "add-to-groups g1; remove-from-groups g2", "bob",
                           NULL);
  user = g_ptr_array_index (plan->users, 0);
  g_assert_cmpstr (user->name, ==, "bob");
  g_assert_cmpint (user->steps[0].kind, ==, UM_STEP_GROUP_ADD);
  g_assert_cmpstr (user->steps[0].target_name, ==, "g1");
  g_assert_cmpstr (user->steps[0].before, ==, UM_NOT_MEMBER);
  g_assert_cmpstr (user->steps[0].after, ==, UM_MEMBER);
  g_assert_cmpint (user->steps[1].kind, ==, UM_STEP_GROUP_REMOVE);
  g_assert_cmpstr (user->steps[1].before, ==, UM_MEMBER);
  g_assert_cmpstr (user->steps[1].after, ==, UM_NOT_MEMBER);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/actions/catalogue", test_catalogue);
  g_test_add_func ("/actions/obstacle-nicks", test_obstacle_nicks);
  g_test_add_func ("/actions/add", test_add);
  g_test_add_func ("/actions/remove", test_remove);
  g_test_add_func ("/actions/obstacles", test_obstacles);
  g_test_add_func ("/actions/unknown-membership", test_unknown_membership);
  g_test_add_func ("/actions/loses-product", test_loses_product);
  g_test_add_func ("/actions/admin", test_admin);
  g_test_add_func ("/actions/earlier-actions-count", test_earlier_actions_count);
  g_test_add_func ("/actions/steps-say-what-is", test_steps_say_what_is);
  return g_test_run ();
}
