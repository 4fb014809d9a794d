/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plan files: printed, read again, refused where they say what they may not. */
#include "um-plan-file-private.h"
#include "um-problem.h"
#include "um-test-plans.h"

#include <string.h>

#define PLAN_ID "6f1c2a52-8b7e-4a51-9d0e-0123456789ab"

static const UmTestGroup groups[] = {
  { .id = "g1", .name = "Group One", .members = "ann" },
  { .id = "g2", .members = "bob", .synced = TRUE },
  { .id = "g3", .unknown = TRUE },
};

static UmDirectory *
new_directory (void)
{
  return um_test_directory_new ("ann bob cyd", groups, G_N_ELEMENTS (groups));
}

static UmPlanFile *
parse (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return um_plan_file_parse (bytes, error);
}

/* ---- what may stand in it ---- */

/* A good file in which the member @member is @value, or isn't there where that is NULL. */
static char *
file_with (const char *member, const char *value)
{
  static const char *const members[][2] = {
    { "version", "1" },
    { "plan_id", "\"" PLAN_ID "\"" },
    { "source", "{\"kind\":\"jira\",\"org_id\":null,\"cloud_id\":\"cloud\",\"origin\":\"https://"
                "acme.atlassian.net\"}" },
    { "actions", "[{\"key\":\"add-to-groups\",\"inputs\":{\"groups\":[\"g1\"]}}]" },
    { "users", "[{\"account_id\":\"bob\",\"before\":[\"not-member\"]}]" },
    { "expression", "null" },
    { "now", "\"2026-08-01T00:00:00Z\"" },
    { "data_time", "null" },
    { "reason", "null" },
  };
  GString *text = g_string_new ("{");
  gboolean known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      gboolean replaced = g_strcmp0 (members[i][0], member) == 0;

      known |= replaced;
      if (!replaced || value != NULL)
        g_string_append_printf (text, "%s\"%s\":%s", text->len > 1 ? "," : "", members[i][0],
                                replaced ? value : members[i][1]);
    }
  if (member != NULL && !known)
    g_string_append_printf (text, ",\"%s\":%s", member, value);
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

static void
assert_good (const char *member, const char *value)
{
  g_autofree char *text = file_with (member, value);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlanFile) file = parse (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (file);
}

static void
assert_bad (const char *member, const char *value, int code, const char *argument)
{
  g_autofree char *text = file_with (member, value);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlanFile) file = parse (text, &error);

  g_assert_null (file);
  g_assert_error (error, UM_PROBLEM, code);
  g_assert_cmpstr (error->message, ==, argument);
}

static void
test_members (void)
{
  assert_good (NULL, NULL);
  assert_good ("expression", NULL);
  assert_good ("reason", "\"tidy \\u0000 up\"");
  assert_good ("data_time", "\"2026-08-01T00:00:00Z\"");
  assert_bad ("version", NULL, UM_PROBLEM_PLAN_BAD_MEMBER, "version");
  assert_bad ("version", "2", UM_PROBLEM_PLAN_VERSION, "2");
  assert_bad ("version", "1.5", UM_PROBLEM_PLAN_BAD_MEMBER, "version");
  assert_bad ("version", "\"1\"", UM_PROBLEM_PLAN_BAD_MEMBER, "version");
  assert_bad ("plan_id", NULL, UM_PROBLEM_PLAN_BAD_MEMBER, "plan_id");
  assert_bad ("plan_id", "\"../../etc\"", UM_PROBLEM_PLAN_BAD_MEMBER, "plan_id");
  assert_bad ("now", "null", UM_PROBLEM_PLAN_BAD_MEMBER, "now");
  assert_bad ("now", "\"soon\"", UM_PROBLEM_PLAN_BAD_MEMBER, "now");
  assert_bad ("data_time", "7", UM_PROBLEM_PLAN_BAD_MEMBER, "data_time");
  assert_bad ("reason", "[]", UM_PROBLEM_PLAN_BAD_MEMBER, "reason");
  assert_bad ("expression", "\"((\"", UM_PROBLEM_PLAN_BAD_MEMBER, "expression");
  assert_bad ("steps", "[]", UM_PROBLEM_PLAN_UNKNOWN_MEMBER, "steps");
}

static void
test_source_members (void)
{
  assert_bad ("source", NULL, UM_PROBLEM_PLAN_BAD_MEMBER, "source");
  assert_bad ("source", "\"acme\"", UM_PROBLEM_PLAN_BAD_MEMBER, "source");
  assert_bad ("source", "{\"kind\":\"jira\"}", UM_PROBLEM_PLAN_BAD_MEMBER, "source.origin");
  assert_bad ("source", "{\"kind\":\"ldap\",\"origin\":\"x\"}", UM_PROBLEM_PLAN_BAD_MEMBER,
              "source.kind");
  assert_bad ("source", "{\"kind\":\"jira\",\"origin\":\"x\",\"key\":\"secret\"}",
              UM_PROBLEM_PLAN_UNKNOWN_MEMBER, "source.key");
}

static void
test_action_members (void)
{
  assert_bad ("actions", "{}", UM_PROBLEM_PLAN_BAD_MEMBER, "actions");
  assert_bad ("actions", "[1]", UM_PROBLEM_PLAN_BAD_MEMBER, "actions");
  assert_bad ("actions", "[{\"key\":\"format-disk\",\"inputs\":{}}]", UM_PROBLEM_NO_SUCH_ACTION,
              "format-disk");
  assert_bad ("actions", "[{\"key\":\"add-to-groups\"}]", UM_PROBLEM_PLAN_BAD_MEMBER,
              "actions.inputs");
  assert_bad ("actions", "[{\"key\":\"add-to-groups\",\"inputs\":{\"message\":[]}}]",
              UM_PROBLEM_PLAN_UNKNOWN_MEMBER, "actions.inputs.message");
  assert_bad ("actions", "[{\"key\":\"add-to-groups\",\"inputs\":{\"groups\":\"g1\"}}]",
              UM_PROBLEM_PLAN_BAD_MEMBER, "actions.inputs");
  assert_bad ("actions", "[{\"key\":\"add-to-groups\",\"inputs\":{\"groups\":[1]}}]",
              UM_PROBLEM_PLAN_BAD_MEMBER, "actions.inputs");
  assert_bad ("actions", "[{\"key\":\"add-to-groups\",\"inputs\":{\"groups\":[]},\"risk\":0}]",
              UM_PROBLEM_PLAN_UNKNOWN_MEMBER, "actions.risk");
}

static void
test_user_members (void)
{
  g_autofree char *long_id = g_strnfill (129, 'x');
  g_autofree char *long_user = g_strdup_printf ("[{\"account_id\":\"%s\",\"before\":[]}]", long_id);

  assert_good ("users",
               "[{\"account_id\":\"a\",\"before\":[null],\"held_out\":true,\"note\":\"n\"}]");
  assert_bad ("users", "[{\"before\":[]}]", UM_PROBLEM_PLAN_BAD_MEMBER, "users.account_id");
  assert_bad ("users", "[{\"account_id\":\"\",\"before\":[]}]", UM_PROBLEM_PLAN_BAD_MEMBER,
              "users.account_id");
  assert_bad ("users", long_user, UM_PROBLEM_PLAN_BAD_MEMBER, "users.account_id");
  assert_bad ("users",
              "[{\"account_id\":\"a\",\"before\":[]},{\"account_id\":\"a\",\"before\":[]}]",
              UM_PROBLEM_PLAN_BAD_MEMBER, "users.account_id");
  assert_bad ("users", "[{\"account_id\":\"a\"}]", UM_PROBLEM_PLAN_BAD_MEMBER, "users.before");
  assert_bad ("users", "[{\"account_id\":\"a\",\"before\":[1]}]", UM_PROBLEM_PLAN_BAD_MEMBER,
              "users.before");
  assert_good ("users", "[{\"account_id\":\"a\",\"before\":[null,null],\"places\":[null,\"d\"]}]");
  assert_bad ("users", "[{\"account_id\":\"a\",\"before\":[null],\"places\":[]}]",
              UM_PROBLEM_PLAN_BAD_MEMBER, "users.places");
  assert_bad ("users", "[{\"account_id\":\"a\",\"before\":[null],\"places\":[1]}]",
              UM_PROBLEM_PLAN_BAD_MEMBER, "users.places");
  assert_bad ("users", "[{\"account_id\":\"a\",\"before\":[null],\"places\":null}]",
              UM_PROBLEM_PLAN_BAD_MEMBER, "users.places");
  assert_bad ("users", "[{\"account_id\":\"a\",\"before\":[],\"held_out\":0}]",
              UM_PROBLEM_PLAN_BAD_MEMBER, "users.held_out");
  assert_bad ("users", "[{\"account_id\":\"a\",\"before\":[],\"name\":\"Ann\"}]",
              UM_PROBLEM_PLAN_UNKNOWN_MEMBER, "users.name");
}

static void
test_not_json (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  static const char *const texts[] = { "", "plan", "[]", "7", "{\"version\":1", "{}x", "\xff\xfe" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_null (parse (texts[i], &error));
      g_assert_error (error, UM_PROBLEM, UM_PROBLEM_PLAN_NOT_JSON);
      g_clear_error (&error);
    }
  g_assert_null (parse (deep, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_PLAN_NOT_JSON);
}

/* ---- printed and read again ---- */

static UmPlan *
make (UmPlanFile *file, UmDirectory *directory, guint *n_changed)
{
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (GError) error = NULL;
  UmPlan *plan = um_plan_file_make (file, directory, source, n_changed, &error);

  g_assert_no_error (error);
  return plan;
}

static char *
print_plan (UmDirectory *directory, const char *actions, const char *users, char **id)
{
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan) plan = um_test_plan_new (directory, source, actions, users, NULL);

  plan->expression = g_strdup ("group:\"Group One\" OR ann");
  plan->now = 1754006400;
  plan->reason = g_strdup ("“tidy”\nup");
  um_plan_user_hold_out (g_ptr_array_index (plan->users, 0), TRUE, "on leave");
  *id = g_strdup (plan->id);
  return um_plan_file_print (plan, source);
}

static void
test_round_trip (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autofree char *id = NULL;
  g_autofree char *text = print_plan (directory, "add-to-groups g1 g3; remove-from-groups g2",
                                      "cyd bob ghost ann", &id);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlanFile) file = parse (text, &error);
  g_autoptr (UmPlan) plan = NULL;
  g_autofree char *described = NULL;
  guint n_changed;

  g_assert_no_error (error);
  g_assert_null (strstr (text, "Group One\","));
  plan = make (file, directory, &n_changed);
  g_assert_cmpuint (n_changed, ==, 0);
  g_assert_cmpstr (plan->id, ==, id);
  g_assert_cmpstr (plan->expression, ==, "group:\"Group One\" OR ann");
  g_assert_cmpint (plan->now, ==, 1754006400);
  g_assert_cmpstr (plan->reason, ==, "“tidy”\nup");
  described = um_test_plan_describe (plan);
  g_assert_cmpstr (described, ==,
                   "cyd: +g1 +g3? -g2(already-so) !membership-unknown=g3; "
                   "bob: +g1 +g3? -g2(group-synced) !membership-unknown=g3; "
                   "ghost: +g1?(user-gone) +g3?(user-gone) -g2?(user-gone) =user-gone; "
                   "ann: +g1(already-so) +g3? -g2(already-so) !membership-unknown=g3");
  g_assert_true (((UmPlanUser *) g_ptr_array_index (plan->users, 0))->held_out);
  g_assert_cmpstr (((UmPlanUser *) g_ptr_array_index (plan->users, 0))->note, ==, "on leave");
}

/* An organisation of the directories d1 and d2. @users: "ann:d1 bob:d1,d2" */
static UmDirectory *
new_organisation (const char *users)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  g_auto (GStrv) parts = g_strsplit (users, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (parts[i], ":", 2);
      UmUser user = {
        .account_id = pair[0], .name = pair[0], .status = UM_STATUS_ACTIVE, .type = UM_TYPE_PERSON
      };

      um_directory_builder_add_user (builder, &user);
    }
  for (guint d = 1; d <= 2; d++)
    {
      g_autofree char *id = g_strdup_printf ("d%u", d);
      UmThing thing = { .id = id, .name = id, .known = TRUE };
      guint index = um_directory_builder_add_thing (builder, UM_SET_DIRECTORIES, &thing);

      um_directory_builder_add_thing (builder, UM_SET_SUSPENSIONS, &thing);
      for (guint i = 0; parts[i] != NULL; i++)
        if (strstr (parts[i], id) != NULL)
          um_directory_builder_add_member (builder, UM_SET_DIRECTORIES, index, i);
    }
  um_directory_builder_set_read (builder, 1700000000, 1700000000);
  return um_directory_builder_end (builder);
}

/* Who was in one directory when nobody chose one isn't acted on in another. */
static void
test_other_directory (void)
{
  g_autoptr (UmDirectory) then = new_organisation ("ann:d1 bob:d1 cyd:d1,d2");
  g_autoptr (UmDirectory) now = new_organisation ("ann:d1 bob:d2 cyd:d1");
  g_autoptr (UmSource) source = um_source_new (UM_SOURCE_ACCESS);
  g_autoptr (UmPlan) saved = NULL;
  g_autoptr (UmPlan) plan = NULL;
  g_autofree char *text = NULL;
  g_autoptr (UmPlanFile) file = NULL;
  g_autoptr (GError) error = NULL;
  guint n_changed;

  source->org_id = g_strdup ("org");
  saved = um_test_plan_new (then, source, "suspend", "ann bob cyd", &error);
  g_assert_no_error (error);
  text = um_plan_file_print (saved, source);
  file = parse (text, &error);
  g_assert_no_error (error);
  plan = um_plan_file_make (file, now, source, &n_changed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_changed, ==, 2);
  g_assert_true (um_plan_user_is_touched (g_ptr_array_index (plan->users, 0)));
  for (guint i = 1; i <= 2; i++)
    g_assert_cmpint (((UmPlanUser *) g_ptr_array_index (plan->users, i))->skip, ==,
                     UM_SKIP_CHANGED_SINCE);
}

static void
test_judged_anew (void)
{
  g_autoptr (UmDirectory) then = new_directory ();
  UmTestGroup now[] = { { .id = "g1", .members = "bob" } };
  g_autoptr (UmDirectory) directory = um_test_directory_new ("ann bob cyd", now, 1);
  g_autofree char *id = NULL;
  g_autofree char *text = print_plan (then, "add-to-groups g1 g3", "cyd ann bob", &id);
  g_autoptr (UmPlanFile) file = parse (text, NULL);
  g_autoptr (UmPlan) plan = NULL;
  g_autofree char *described = NULL;
  g_autofree char *again = NULL;
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  guint n_changed;

  plan = make (file, directory, &n_changed);
  described = um_test_plan_describe (plan);
  g_assert_cmpstr (described, ==,
                   "cyd: +g1 +g3?(group-gone); ann: +g1 +g3?(group-gone) =changed-since; "
                   "bob: +g1(already-so) +g3?(group-gone) =group-gone");
  g_assert_cmpuint (n_changed, ==, 1);
  /* Who was left out as changed stays out in a copy of it. */
  again = um_plan_file_print (plan, source);
  g_clear_pointer (&file, um_plan_file_free);
  file = parse (again, NULL);
  g_clear_pointer (&plan, um_plan_unref);
  plan = make (file, directory, &n_changed);
  g_assert_true (((UmPlanUser *) g_ptr_array_index (plan->users, 1))->held_out);
}

static void
test_other_source (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autofree char *text = file_with (NULL, NULL);
  g_autoptr (UmPlanFile) file = parse (text, NULL);
  g_autoptr (GError) error = NULL;
  guint n_changed;

  g_assert_cmpuint (um_plan_file_rate_source (file, source), ==, 3);
  g_free (source->url);
  source->url = g_strdup ("https://new.atlassian.net");
  g_assert_cmpuint (um_plan_file_rate_source (file, source), ==, 2);
  g_clear_pointer (&source->cloud_id, g_free);
  g_assert_cmpuint (um_plan_file_rate_source (file, source), ==, 0);
  g_assert_null (um_plan_file_make (file, directory, source, &n_changed, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_PLAN_OTHER_SOURCE);
  g_assert_cmpstr (error->message, ==, "https://acme.atlassian.net");
  g_free (source->url);
  source->url = g_strdup ("https://acme.atlassian.net");
  g_assert_cmpuint (um_plan_file_rate_source (file, source), ==, 1);
  source->cloud_id = g_strdup ("other");
  g_assert_cmpuint (um_plan_file_rate_source (file, source), ==, 0);
  source->kind = UM_SOURCE_ACCESS;
  g_assert_cmpuint (um_plan_file_rate_source (file, source), ==, 0);
}

static void
test_number_of_states (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autofree char *text = file_with ("users", "[{\"account_id\":\"bob\",\"before\":[null,null]}]");
  g_autoptr (UmPlanFile) file = parse (text, NULL);
  g_autoptr (GError) error = NULL;
  guint n_changed;

  g_assert_null (um_plan_file_make (file, directory, source, &n_changed, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_PLAN_BAD_MEMBER);
  g_assert_cmpstr (error->message, ==, "users.before");
}

static void
test_nobody (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autofree char *text = file_with ("users", "[]");
  g_autoptr (UmPlanFile) file = parse (text, NULL);
  g_autoptr (GError) error = NULL;
  guint n_changed;

  g_assert_null (um_plan_file_make (file, directory, source, &n_changed, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NO_USERS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/plan-file/members", test_members);
  g_test_add_func ("/plan-file/source-members", test_source_members);
  g_test_add_func ("/plan-file/action-members", test_action_members);
  g_test_add_func ("/plan-file/user-members", test_user_members);
  g_test_add_func ("/plan-file/not-json", test_not_json);
  g_test_add_func ("/plan-file/round-trip", test_round_trip);
  g_test_add_func ("/plan-file/judged-anew", test_judged_anew);
  g_test_add_func ("/plan-file/other-directory", test_other_directory);
  g_test_add_func ("/plan-file/other-source", test_other_source);
  g_test_add_func ("/plan-file/number-of-states", test_number_of_states);
  g_test_add_func ("/plan-file/nobody", test_nobody);
  return g_test_run ();
}
