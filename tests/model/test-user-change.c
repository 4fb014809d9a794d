/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has become of users, laid over a directory: their groups, their access, their status. */

#include "um-enums.h"
#include "um-plan.h"
#include "um-user-change.h"

static guint
add_directory (UmDirectoryBuilder *builder, const char *id)
{
  const UmThing thing = { .id = id, .known = TRUE };

  um_directory_builder_add_thing (builder, UM_SET_SUSPENSIONS, &thing);
  return um_directory_builder_add_thing (builder, UM_SET_DIRECTORIES, &thing);
}

static guint
add_user (UmDirectoryBuilder *builder, const char *id, UmUserStatus status)
{
  const UmUser user = { .account_id = id, .status = status };

  return um_directory_builder_add_user (builder, &user);
}

/* ann is in both directories, bob in d2, deactivated; each directory has a group. */
static UmDirectory *
make_org (void)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  const UmThing groups[] = { { .id = "g1", .parent = "d1", .known = TRUE },
                             { .id = "g2", .parent = "d2", .known = TRUE } };
  const UmThing product = { .id = "jira", .known = TRUE };
  guint ann = add_user (builder, "ann", UM_STATUS_ACTIVE);
  guint bob = add_user (builder, "bob", UM_STATUS_DEACTIVATED);

  um_directory_builder_add_member (builder, UM_SET_DIRECTORIES, add_directory (builder, "d1"), ann);
  um_directory_builder_add_member (builder, UM_SET_DIRECTORIES, add_directory (builder, "d2"), ann);
  um_directory_builder_add_member (builder, UM_SET_DIRECTORIES, 1, bob);
  for (guint i = 0; i < 2; i++)
    um_directory_builder_add_member (
      builder, UM_SET_GROUPS, um_directory_builder_add_thing (builder, UM_SET_GROUPS, &groups[i]),
      ann);
  um_directory_builder_add_member (
    builder, UM_SET_PRODUCTS, um_directory_builder_add_thing (builder, UM_SET_PRODUCTS, &product),
    ann);
  return um_directory_builder_end (builder);
}

/* "active g1 g2 d1 d2 !d1": status, groups, directories, those he is suspended in, products. */
static char *
describe (UmDirectory *directory, const char *account_id)
{
  static const struct
  {
    UmSet set;
    const char *mark;
  } sets[] = {
    { UM_SET_GROUPS, "" },
    { UM_SET_DIRECTORIES, "" },
    { UM_SET_SUSPENSIONS, "!" },
    { UM_SET_PRODUCTS, "" },
  };
  guint row = um_directory_find (directory, account_id);
  GString *text = g_string_new (um_user_status_to_nick (um_directory_get_status (directory, row)));

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    for (guint k = 0; k < um_directory_get_n_things (directory, sets[i].set); k++)
      if (um_directory_is_member (directory, sets[i].set, k, row) == UM_YES)
        g_string_append_printf (text, " %s%s", sets[i].mark,
                                um_directory_get_thing (directory, sets[i].set, k)->id);
  return g_string_free (text, FALSE);
}

static void
assert_becomes (const UmUserChange *changes,
                guint n_changes,
                const char *account_id,
                const char *expected)
{
  g_autoptr (UmDirectory) before = make_org ();
  g_autofree char *unchanged = describe (before, account_id);
  g_autoptr (UmDirectory) after = um_directory_apply_user_changes (before, changes, n_changes);
  g_autofree char *text = describe (after, account_id);
  g_autofree char *still = describe (before, account_id);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (still, ==, unchanged);
}

#define BECOMES(account_id, expected, ...)                                    \
  G_STMT_START                                                                \
  {                                                                           \
    const UmUserChange changes[] = { __VA_ARGS__ };                           \
    assert_becomes (changes, G_N_ELEMENTS (changes), (account_id), expected); \
  }                                                                           \
  G_STMT_END

static void
test_suspension (void)
{
  BECOMES ("ann", "active g1 g2 d1 d2 !d1 jira", { "ann", UM_CHANGED_SUSPENSION, "d1", TRUE });
  BECOMES ("ann", "suspended g1 g2 d1 d2 !d1 !d2 jira",
           { "ann", UM_CHANGED_SUSPENSION, "d1", TRUE },
           { "ann", UM_CHANGED_SUSPENSION, "d2", TRUE });
  BECOMES ("ann", "active g1 g2 d1 d2 jira", { "ann", UM_CHANGED_SUSPENSION, "d1", TRUE },
           { "ann", UM_CHANGED_SUSPENSION, "d1", FALSE });
  /* An account that is out of use stays so, whatever its access. */
  BECOMES ("bob", "deactivated d2 !d2", { "bob", UM_CHANGED_SUSPENSION, "d2", TRUE });
}

static void
test_account (void)
{
  BECOMES ("ann", "deactivated g1 g2 d1 d2 jira",
           { "ann", UM_CHANGED_ACCOUNT, .status = UM_STATUS_DEACTIVATED });
  BECOMES ("ann", "deleted g1 g2 d1 d2 jira",
           { "ann", UM_CHANGED_ACCOUNT, .status = UM_STATUS_DEACTIVATED },
           { "ann", UM_CHANGED_ACCOUNT, .status = UM_STATUS_DELETED });
  BECOMES ("bob", "active d2", { "bob", UM_CHANGED_ACCOUNT, .status = UM_STATUS_ACTIVE });
  BECOMES ("bob", "suspended d2 !d2", { "bob", UM_CHANGED_SUSPENSION, "d2", TRUE },
           { "bob", UM_CHANGED_ACCOUNT, .status = UM_STATUS_ACTIVE });
  BECOMES ("bob", "suspended d2 !d2", { "bob", UM_CHANGED_ACCOUNT, .status = UM_STATUS_ACTIVE },
           { "bob", UM_CHANGED_SUSPENSION, "d2", TRUE });
}

static void
test_presence (void)
{
  BECOMES ("ann", "active g2 d2 jira", { "ann", UM_CHANGED_PRESENCE, "d1", FALSE });
  BECOMES ("ann", "suspended g2 d2 !d2 jira", { "ann", UM_CHANGED_SUSPENSION, "d2", TRUE },
           { "ann", UM_CHANGED_PRESENCE, "d1", FALSE });
  BECOMES ("ann", "no-access", { "ann", UM_CHANGED_PRESENCE, "d1", FALSE },
           { "ann", UM_CHANGED_PRESENCE, "d2", FALSE });
  BECOMES ("ann", "active g1 g2 d1 d2 jira", { "ann", UM_CHANGED_PRESENCE, "d1", FALSE },
           { "ann", UM_CHANGED_PRESENCE, "d1", TRUE },
           { "ann", UM_CHANGED_MEMBERSHIP, "g1", TRUE });
  /* A group joined on the way goes, too. */
  BECOMES ("bob", "deactivated", { "bob", UM_CHANGED_MEMBERSHIP, "g2", TRUE },
           { "bob", UM_CHANGED_PRESENCE, "d2", FALSE });
  BECOMES ("ann", "active g1 g2 d1 d2 jira", { "nobody", UM_CHANGED_PRESENCE, "d1", FALSE },
           { "ann", UM_CHANGED_PRESENCE, "nowhere", FALSE });
}

/* A chain that changes the directory: in by a group, another group, read back, out. */
static void
test_change_of_directory (void)
{
  static const struct
  {
    UmStepKind kind;
    const char *target;
    const char *place;
    const char *after;
  } steps[] = {
    { UM_STEP_DIRECTORY_ENTER, "g1", "d1", "active" },
    { UM_STEP_DIRECTORY_CHECK, NULL, "d1", UM_READ_BACK },
    { UM_STEP_DIRECTORY_REMOVE, NULL, "d2", "no-access" },
  };
  /* Account and directory of each of them, and who was in d2 with g2 before is in d1 with g1. */
  static const char *const expected[] = { "active g1 g2 d1 d2 jira", "active g1 g2 d1 d2 jira",
                                          "active g1 d1 jira" };
  UmUserChange changes[G_N_ELEMENTS (steps) + 1];
  const UmUserChange left = { "ann", UM_CHANGED_PRESENCE, "d1", FALSE };
  guint n = 1;

  changes[0] = left;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (um_user_change_from_step (steps[i].kind, steps[i].target, steps[i].place, steps[i].after,
                                    &changes[n]))
        changes[n++].account_id = "ann";
      assert_becomes (changes, n, "ann", expected[i]);
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (steps));
}

/* A site has no directories, and can't say why somebody isn't active. */
static void
test_site (void)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  const UmThing group = { .id = "g", .known = TRUE };
  const UmUserChange leaves = { "ann", UM_CHANGED_PRESENCE, NULL, FALSE };
  g_autoptr (UmDirectory) before = NULL;
  g_autoptr (UmDirectory) after = NULL;
  g_autofree char *text = NULL;
  guint ann = add_user (builder, "ann", UM_STATUS_ACTIVE);

  um_directory_builder_add_member (
    builder, UM_SET_GROUPS, um_directory_builder_add_thing (builder, UM_SET_GROUPS, &group), ann);
  before = um_directory_builder_end (builder);
  after = um_directory_apply_user_changes (before, &leaves, 1);
  text = describe (after, "ann");
  g_assert_cmpstr (text, ==, "inactive");
}

/* The column is in order again, and sets of rows can be taken along. */
static void
test_generations (void)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  const UmUserChange change = { "id-3", UM_CHANGED_ACCOUNT, .status = UM_STATUS_DEACTIVATED };
  g_autoptr (UmDirectory) before = NULL;
  g_autoptr (UmDirectory) after = NULL;
  g_autoptr (UmBitset) rows = NULL;
  g_autoptr (UmBitset) mapped = NULL;
  g_autoptr (GPtrArray) vanished = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *id = g_strdup_printf ("id-%u", i);

      add_user (builder, id, UM_STATUS_ACTIVE);
    }
  before = um_directory_builder_end (builder);
  um_directory_prepare_orders (before);
  after = um_directory_apply_user_changes (before, &change, 1);
  g_assert_cmpuint (um_directory_get_generation (after), !=, um_directory_get_generation (before));
  g_assert_cmpstr (um_directory_get_name (after, 3), ==, um_directory_get_name (before, 3));
  g_assert_cmpuint (um_directory_get_order (before, UM_COLUMN_STATUS)[3], ==, 3);
  g_assert_cmpuint (um_directory_get_order (after, UM_COLUMN_STATUS)[9], ==, 3);
  rows = um_bitset_new (10, um_directory_get_generation (before));
  um_bitset_add (rows, 3);
  mapped = um_directory_map_rows (before, after, rows, vanished);
  g_assert_true (um_bitset_contains (mapped, 3));
  g_assert_cmpuint (um_bitset_count (mapped), ==, 1);
  g_assert_cmpuint (vanished->len, ==, 0);
}

/* Nothing else of the user changes, and the last address counts. */
static void
test_email (void)
{
  g_autoptr (UmDirectory) before = make_org ();
  const UmUserChange changes[] = {
    { .account_id = "ann", .what = UM_CHANGED_EMAIL, .email = "a@x.example", .since = 5 },
    { .account_id = "bob", .what = UM_CHANGED_ACCOUNT, .status = UM_STATUS_ACTIVE },
    { .account_id = "nobody", .what = UM_CHANGED_EMAIL, .email = "n@x.example" },
    { .account_id = "ann", .what = UM_CHANGED_EMAIL, .email = "Ann@y.example", .since = 7 },
  };
  g_autoptr (UmDirectory)
    after = um_directory_apply_user_changes (before, changes, G_N_ELEMENTS (changes));
  g_autofree char *was = describe (before, "ann"), *is = describe (after, "ann");
  g_autofree char *bob = describe (after, "bob");
  UmUser user;

  um_directory_get_user (after, um_directory_find (after, "ann"), &user);
  g_assert_cmpstr (user.email, ==, "Ann@y.example");
  g_assert_cmpint (user.read, ==, 7);
  g_assert_cmpstr (is, ==, was);
  g_assert_cmpstr (bob, ==, "active d2");
  um_directory_get_user (before, um_directory_find (before, "ann"), &user);
  g_assert_null (user.email);
  g_assert_cmpuint (um_directory_get_n_rows (after), ==, um_directory_get_n_rows (before));
}

static void
assert_step (UmStepKind kind, const char *word, gboolean says, UmUserChanged what, gboolean so)
{
  UmUserChange change;

  g_assert_cmpint (um_user_change_from_step (kind, "g", "d", word, &change), ==, says);
  if (!says)
    return;
  g_assert_cmpint (change.what, ==, what);
  if (what != UM_CHANGED_ACCOUNT)
    g_assert_cmpint (change.so, ==, so);
  if (what == UM_CHANGED_MEMBERSHIP)
    g_assert_cmpstr (change.id, ==, "g");
  else if (what != UM_CHANGED_ACCOUNT)
    g_assert_cmpstr (change.id, ==, "d");
}

static void
test_from_step (void)
{
  UmUserChange change;

  assert_step (UM_STEP_GROUP_ADD, UM_MEMBER, TRUE, UM_CHANGED_MEMBERSHIP, TRUE);
  assert_step (UM_STEP_GROUP_ADD, UM_NOT_MEMBER, TRUE, UM_CHANGED_MEMBERSHIP, FALSE);
  assert_step (UM_STEP_GROUP_REMOVE, "active", FALSE, 0, FALSE);
  assert_step (UM_STEP_ACCESS_SUSPEND, "suspended", TRUE, UM_CHANGED_SUSPENSION, TRUE);
  assert_step (UM_STEP_ACCESS_RESTORE, "active", TRUE, UM_CHANGED_SUSPENSION, FALSE);
  assert_step (UM_STEP_ACCESS_RESTORE, "deleted", FALSE, 0, FALSE);
  assert_step (UM_STEP_ACCOUNT_DISABLE, "deactivated", TRUE, UM_CHANGED_ACCOUNT, FALSE);
  assert_step (UM_STEP_ACCOUNT_DELETE, "former", FALSE, 0, FALSE);
  assert_step (UM_STEP_DIRECTORY_REMOVE, "no-access", TRUE, UM_CHANGED_PRESENCE, FALSE);
  assert_step (UM_STEP_DIRECTORY_REMOVE, "suspended", TRUE, UM_CHANGED_PRESENCE, TRUE);
  /* By a group of the directory where the invitation names one, else by the invitation alone. */
  assert_step (UM_STEP_DIRECTORY_ENTER, "active", TRUE, UM_CHANGED_MEMBERSHIP, TRUE);
  assert_step (UM_STEP_DIRECTORY_ENTER, "no-access", TRUE, UM_CHANGED_PRESENCE, FALSE);
  assert_step (UM_STEP_DIRECTORY_ENTER, "member", FALSE, 0, FALSE);
  assert_step (UM_STEP_DIRECTORY_ENTER, NULL, FALSE, 0, FALSE);
  g_assert_true (um_user_change_from_step (UM_STEP_DIRECTORY_ENTER, NULL, "d", "active", &change));
  g_assert_cmpint (change.what, ==, UM_CHANGED_PRESENCE);
  g_assert_cmpstr (change.id, ==, "d");
  g_assert_true (change.so);
  /* That he was read back changes nothing. */
  assert_step (UM_STEP_DIRECTORY_CHECK, UM_READ_BACK, FALSE, 0, FALSE);
  assert_step (UM_STEP_DIRECTORY_CHECK, UM_NOT_READ_BACK, FALSE, 0, FALSE);
  assert_step (UM_STEP_DIRECTORY_REMOVE, UM_NOT_MEMBER, FALSE, 0, FALSE);
  g_assert_true (um_user_change_from_step (UM_STEP_EMAIL_SET, NULL, NULL, "a@x.example", &change));
  g_assert_cmpint (change.what, ==, UM_CHANGED_EMAIL);
  g_assert_cmpstr (change.email, ==, "a@x.example");
  /* All addresses of one user are about the same. */
  g_assert_null (change.id);
  assert_step (UM_STEP_EMAIL_SET, "", FALSE, 0, FALSE);
  assert_step (UM_STEP_TOKEN_REVOKE, "active", FALSE, 0, FALSE);
  assert_step (UM_STEP_ACCESS_SUSPEND, NULL, FALSE, 0, FALSE);
  g_assert_false (um_user_change_from_step (UM_STEP_GROUP_ADD, NULL, "d", UM_MEMBER, &change));
  g_assert_false (
    um_user_change_from_step (UM_STEP_ACCESS_SUSPEND, "g", NULL, "suspended", &change));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/user-change/suspension", test_suspension);
  g_test_add_func ("/user-change/account", test_account);
  g_test_add_func ("/user-change/presence", test_presence);
  g_test_add_func ("/user-change/change-of-directory", test_change_of_directory);
  g_test_add_func ("/user-change/site", test_site);
  g_test_add_func ("/user-change/generations", test_generations);
  g_test_add_func ("/user-change/email", test_email);
  g_test_add_func ("/user-change/from-step", test_from_step);
  return g_test_run ();
}
