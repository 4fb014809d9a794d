/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In what a user is other than expected: nothing, what has come late, and all the rest. */

#include "um-enums.h"
#include "um-user-difference.h"

/* A user as "active ann@a.example d1 !d1 @role group": who isn't there is NULL. */
static UmDirectory *
make (const char *text)
{
  static const char *const groups[] = { "g1", "g2" };
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "active - ", " ", -1);
  UmUser user = { .account_id = text != NULL ? "ann" : "bob" };
  guint row;

  g_assert_true (um_user_status_from_nick (words[0], &user.status));
  user.email = g_str_equal (words[1], "-") ? NULL : words[1];
  row = um_directory_builder_add_user (builder, &user);
  for (guint i = 0; i < 2; i++)
    um_directory_builder_add_thing (builder, UM_SET_GROUPS,
                                    &(UmThing){ .id = groups[i], .known = TRUE });
  for (guint i = 2; words[i] != NULL; i++)
    {
      UmSet set = words[i][0] == '!'   ? UM_SET_SUSPENSIONS
                  : words[i][0] == '@' ? UM_SET_ROLES
                  : words[i][0] == 'd' ? UM_SET_DIRECTORIES
                                       : UM_SET_GROUPS;
      g_autofree char *name = g_strdup_printf ("The %s", words[i]);
      const UmThing thing = { .id = words[i], .name = name, .known = TRUE };

      if (*words[i] != '\0')
        um_directory_builder_add_member (
          builder, set, um_directory_builder_add_thing (builder, set, &thing), row);
    }
  return um_directory_builder_end (builder);
}

static void
assert_difference (const char *expected, const char *found, const char *before, const char *lines)
{
  g_autoptr (UmDirectory) one = make (expected);
  g_autoptr (UmDirectory) other = make (found);
  g_autoptr (UmDirectory) earlier = before != NULL ? make (before) : NULL;
  g_autofree char *text = um_user_difference_find (one, other, earlier, "ann");

  g_assert_cmpstr (text, ==, lines);
}

static void
test_same (void)
{
  assert_difference ("active a@x d1 g1 @r", "active a@x d1 g1 @r", NULL, NULL);
  assert_difference ("active - d1", "active - d1", "active - d1", NULL);
  /* An address is the same in any case. */
  assert_difference ("active Ann@X d1", "active ann@x d1", NULL, NULL);
}

static void
test_differs (void)
{
  assert_difference ("deactivated a@x d1 g1 g2", "deactivated a@x d1 g1", NULL,
                     "group-left\tThe g2");
  assert_difference ("active a@x d1", "active a@x d1 g1", NULL, "group-joined\tThe g1");
  assert_difference ("active a@x d1", "suspended a@x d1 !d1", NULL,
                     "status\tsuspended\nsuspended\tThe !d1");
  assert_difference ("active a@x d1 !d1", "active a@x d2", NULL,
                     "directory-left\tThe d1\ndirectory-joined\tThe d2\nrestored\tThe !d1");
  assert_difference ("active a@x d1 @r", "active b@x d1 @s", NULL,
                     "email\tb@x\nrole-lost\tThe @r\nrole-gained\tThe @s");
  assert_difference ("active a@x d1", "active - d1", NULL, "email\t");
}

static void
test_gone (void)
{
  assert_difference ("active a@x d1", NULL, NULL, "gone\t");
  assert_difference ("active a@x d1", NULL, "active a@x d1", "gone\t");
  /* Who was taken out of all directories may not be listed. */
  assert_difference ("no-access a@x", NULL, NULL, NULL);
}

/* What is as it was before may still change. */
static void
test_late (void)
{
  assert_difference ("deactivated b@x d2 g2", "active a@x d1 g1", "active a@x d1 g1", NULL);
  assert_difference ("deactivated b@x d2 g2", "active a@x d1", "active a@x d1 g1", NULL);
  assert_difference ("deactivated a@x d1 g1", "active a@x d1", "active a@x d1 g1",
                     "group-left\tThe g1");
  assert_difference ("deactivated a@x d1", "suspended a@x d1", "active a@x d1",
                     "status\tsuspended");
  /* Of somebody new there is no before. */
  assert_difference ("active a@x d1", "active a@x", NULL, "directory-left\tThe d1");
}

static void
test_read (void)
{
  const char *text = "group-left\tA b\nfrom-the-future\tx\n\nstatus\tsuspended\ngone";
  UmDifference what;
  g_autofree char *group = NULL;
  g_autofree char *status = NULL;
  g_autofree char *none = NULL;
  g_autofree char *further = NULL;

  g_assert_true (um_user_difference_next (&text, &what, &group));
  g_assert_cmpint (what, ==, UM_DIFFERENCE_GROUP_LEFT);
  g_assert_cmpstr (group, ==, "A b");
  g_assert_true (um_user_difference_next (&text, &what, &status));
  g_assert_cmpint (what, ==, UM_DIFFERENCE_STATUS);
  g_assert_cmpstr (status, ==, "suspended");
  g_assert_true (um_user_difference_next (&text, &what, &none));
  g_assert_cmpint (what, ==, UM_DIFFERENCE_GONE);
  g_assert_cmpstr (none, ==, "");
  g_assert_false (um_user_difference_next (&text, &what, &further));
  text = NULL;
  g_assert_false (um_user_difference_next (&text, &what, &further));
}

/* A name can't end a line. */
static void
test_name (void)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  const UmThing thing = { .id = "g1", .name = "a\tb\nc", .known = TRUE };
  g_autoptr (UmDirectory) expected = make ("active a@x");
  g_autoptr (UmDirectory) found = NULL;
  g_autofree char *text = NULL;
  guint row = um_directory_builder_add_user (
    builder, &(UmUser){ .account_id = "ann", .email = "a@x", .status = UM_STATUS_ACTIVE });

  um_directory_builder_add_member (
    builder, UM_SET_GROUPS, um_directory_builder_add_thing (builder, UM_SET_GROUPS, &thing), row);
  found = um_directory_builder_end (builder);
  text = um_user_difference_find (expected, found, NULL, "ann");
  g_assert_cmpstr (text, ==, "group-joined\ta b c");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/user-difference/same", test_same);
  g_test_add_func ("/user-difference/differs", test_differs);
  g_test_add_func ("/user-difference/gone", test_gone);
  g_test_add_func ("/user-difference/late", test_late);
  g_test_add_func ("/user-difference/read", test_read);
  g_test_add_func ("/user-difference/name", test_name);
  return g_test_run ();
}
