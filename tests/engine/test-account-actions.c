/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the actions on access and accounts propose for people of every kind, and what guards say of
 * it. */
#include "um-enums.h"
#include "um-guard-private.h"
#include "um-org.h"
#include "um-planner-private.h"
#include "um-problem.h"
#include "um-run-make-private.h"
#include "um-saved-access.h"
#include "um-test-plans.h"

#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  const char *id;
  UmUserStatus status;
  UmUserType type;
  UmTruth managed;
  UmTruth synced;
  const char *directories; /* of d1 and d2; "d1!" is suspended there */
  const char *groups;
  gboolean org_admin;
} Person;

static const Person people[] = {
  { "ann", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_YES, UM_NO, "d1", "g1", FALSE },
  { "bob", UM_STATUS_DEACTIVATED, UM_TYPE_PERSON, UM_YES, UM_NO, "d1", "", FALSE },
  { "cyd", UM_STATUS_DELETED, UM_TYPE_PERSON, UM_YES, UM_NO, "d1", "", FALSE },
  { "dee", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_NO, UM_NO, "d1", "", FALSE },
  { "eve", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_YES, UM_YES, "d1", "", FALSE },
  { "fay", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_YES, UM_NO, "d1! d2", "g1 g2", FALSE },
  { "gus", UM_STATUS_SUSPENDED, UM_TYPE_PERSON, UM_NO, UM_NO, "d2!", "", FALSE },
  { "hal", UM_STATUS_NO_ACCESS, UM_TYPE_PERSON, UM_YES, UM_NO, "", "", FALSE },
  { "old", UM_STATUS_FORMER, UM_TYPE_PERSON, UM_NO, UM_NO, "d1", "", FALSE },
  { "bot", UM_STATUS_ACTIVE, UM_TYPE_APP, UM_UNKNOWN, UM_UNKNOWN, "d1", "", FALSE },
  { "odd", UM_STATUS_UNKNOWN, UM_TYPE_PERSON, UM_UNKNOWN, UM_UNKNOWN, "d1", "", FALSE },
  { "root", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_YES, UM_NO, "d1", "admins", FALSE },
  { "boss", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_YES, UM_NO, "d1", "", TRUE },
};

#define EVERYBODY "ann bob cyd dee eve fay gus hal old bot odd ghost"

static void
add_to (UmDirectoryBuilder *builder, UmSet set, const char *id, const char *parent, guint row)
{
  const UmThing thing = {
    .id = id,
    .name = id,
    .parent = parent,
    .admin = g_str_equal (id, "admins"),
    .known = TRUE,
  };

  um_directory_builder_add_member (builder, set,
                                   um_directory_builder_add_thing (builder, set, &thing), row);
}

static void
add_person (UmDirectoryBuilder *builder, const Person *person)
{
  const UmUser user = {
    .account_id = person->id,
    .name = person->id,
    .status = person->status,
    .type = person->type,
    .managed = person->managed,
    .synced = person->synced,
  };
  guint row = um_directory_builder_add_user (builder, &user);
  g_auto (GStrv) directories = g_strsplit (person->directories, " ", -1);
  g_auto (GStrv) groups = g_strsplit (person->groups, " ", -1);

  for (guint i = 0; directories[i] != NULL; i++)
    {
      char *mark = strchr (directories[i], '!');

      if (mark != NULL)
        *mark = '\0';
      add_to (builder, UM_SET_DIRECTORIES, directories[i], NULL, row);
      if (mark != NULL)
        add_to (builder, UM_SET_SUSPENSIONS, directories[i], NULL, row);
    }
  for (guint i = 0; groups[i] != NULL; i++)
    add_to (builder, UM_SET_GROUPS, groups[i], g_str_equal (groups[i], "g2") ? "d2" : "d1", row);
  if (person->org_admin)
    add_to (builder, UM_SET_ROLES, UM_ORG_ADMIN, NULL, row);
}

static UmDirectory *
new_directory_of (const Person *persons, guint n_persons)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  static const char *const ids[] = { "d1", "d2" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      add_to (builder, UM_SET_DIRECTORIES, ids[i], NULL, UM_NO_ROW);
      add_to (builder, UM_SET_SUSPENSIONS, ids[i], NULL, UM_NO_ROW);
    }
  for (guint i = 0; i < n_persons; i++)
    add_person (builder, &persons[i]);
  um_directory_builder_set_read (builder, 1700000000, 1700000000);
  return um_directory_builder_end (builder);
}

static UmDirectory *
new_directory (void)
{
  return new_directory_of (people, G_N_ELEMENTS (people));
}

static UmSource *
new_source (const char *owner)
{
  UmSource *source = um_source_new (UM_SOURCE_ACCESS);

  source->name = g_strdup ("Acme");
  source->org_id = g_strdup ("org");
  source->account_id = g_strdup (owner);
  return source;
}

static UmPlan *
make_plan (const char *owner, const char *actions, const char *users)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = new_source (owner);
  g_autoptr (GError) error = NULL;
  UmPlan *plan = um_test_plan_new (directory, source, actions, users, &error);

  g_assert_no_error (error);
  return plan;
}

/* "ann active>suspended@d1 bob synced …": what will be, or why not, or both. */
static char *
describe (const UmPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", user->account_id);
      for (guint k = 0; k < user->n_steps; k++)
        {
          const UmStep *step = &user->steps[k];

          if (step->skip != UM_SKIP_NONE)
            g_string_append_printf (text, " (%s)", um_skip_to_nick (step->skip));
          else
            g_string_append_printf (text, " %s>%s", step->before != NULL ? step->before : "?",
                                    step->after);
          if (step->skip == UM_SKIP_NONE && step->place != NULL)
            g_string_append_printf (text, "@%s", step->place);
        }
      for (guint k = 0; k < user->n_warnings; k++)
        g_string_append_printf (text, " !%s", um_warning_kind_to_nick (user->warnings[k].kind));
      if (user->skip != UM_SKIP_NONE && um_guards_is_reason (user->skip))
        g_string_append_printf (text, " =%s", um_skip_to_nick (user->skip));
    }
  return g_string_free (text, FALSE);
}

static void
assert_plan (const char *actions, const char *users, const char *expected)
{
  g_autoptr (UmPlan) plan = make_plan ("owner", actions, users);
  g_autofree char *text = describe (plan);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_suspend (void)
{
  assert_plan ("suspend", EVERYBODY,
               "ann active>suspended@d1, bob active>suspended@d1, cyd active>suspended@d1, "
               "dee active>suspended@d1, eve active>suspended@d1, fay (several-directories), "
               "gus (already-so), hal (not-in-directory), old (former-user), bot (app), "
               "odd active>suspended@d1, ghost (user-gone)");
  assert_plan ("suspend d2 d1 d2", "ann fay gus hal",
               "ann (not-in-directory) active>suspended@d1, fay active>suspended@d2 (already-so), "
               "gus (already-so) (not-in-directory), hal (not-in-directory) (not-in-directory)");
}

static void
test_restore (void)
{
  assert_plan ("restore", "ann fay gus hal old",
               "ann (already-so), fay (several-directories), gus suspended>active@d2, "
               "hal (not-in-directory), old (former-user)");
  assert_plan ("restore d1 d2", "fay", "fay suspended>active@d1 (already-so)");
}

static void
test_accounts (void)
{
  assert_plan ("deactivate", EVERYBODY,
               "ann active>deactivated, bob (already-so), cyd (deleted), dee (not-managed), "
               "eve (synced), fay active>deactivated, gus (not-managed), hal active>deactivated, "
               "old (former-user), bot (app), odd ?>deactivated, ghost (user-gone)");
  assert_plan ("reactivate", EVERYBODY,
               "ann (already-so), bob deactivated>active, cyd (deleted), dee (not-managed), "
               "eve (already-so), fay (already-so), gus (not-managed), hal (already-so), "
               "old (former-user), bot (app), odd ?>active, ghost (user-gone)");
  assert_plan ("delete-account", EVERYBODY,
               "ann active>deleted, bob deactivated>deleted, cyd (already-so), dee (not-managed), "
               "eve (synced), fay active>deleted, gus (not-managed), hal active>deleted, "
               "old (former-user), bot (app), odd ?>deleted, ghost (user-gone)");
  assert_plan ("cancel-deletion", EVERYBODY,
               "ann (already-so), bob (already-so), cyd deleted>active, dee (not-managed), "
               "eve (already-so), fay (already-so), gus (not-managed), hal (already-so), "
               "old (former-user), bot (app), odd ?>active, ghost (user-gone)");
}

/* Only who is known to be active is as before afterwards. */
static void
test_sessions (void)
{
  assert_plan ("end-sessions", EVERYBODY,
               "ann active>deactivated deactivated>active, bob (deactivated) (deactivated), "
               "cyd (deleted) (deleted), dee (not-managed) (not-managed), eve (synced) (synced), "
               "fay active>deactivated deactivated>active, gus (not-managed) (not-managed), "
               "hal active>deactivated deactivated>active, old (former-user) (former-user), "
               "bot (app) (app), odd (status-unknown) (status-unknown), "
               "ghost (user-gone) (user-gone)");
  assert_plan ("deactivate; end-sessions", "ann",
               "ann active>deactivated (deactivated) (deactivated)");
  assert_plan ("end-sessions; deactivate", "ann",
               "ann active>deactivated deactivated>active active>deactivated");
  /* Who is an admin is so afterwards, too; but not if it fails, so that one has to be left. */
  assert_plan ("end-sessions", "root ann",
               "root active>deactivated deactivated>active, "
               "ann active>deactivated deactivated>active");
  assert_plan ("end-sessions", "root boss",
               "root active>deactivated deactivated>active =last-admin, "
               "boss active>deactivated deactivated>active =last-admin");
}

static void
test_tokens (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = new_source ("ann");
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (UmPlan) plan = um_plan_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  assert_plan ("revoke-tokens", EVERYBODY,
               "ann ?>no-tokens !tokens-unknown, bob ?>no-tokens !tokens-unknown, "
               "cyd ?>no-tokens !tokens-unknown, dee (not-managed), "
               "eve ?>no-tokens !tokens-unknown, fay ?>no-tokens !tokens-unknown, "
               "gus (not-managed), hal ?>no-tokens !tokens-unknown, old (former-user), bot (app), "
               "odd ?>no-tokens !tokens-unknown, ghost (user-gone)");
  um_plan_add_action (plan, "revoke-tokens", NULL);
  um_plan_add_action (plan, "revoke-tokens", NULL);
  plan->tokens = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (plan->tokens, (gpointer) "ann", (gpointer) "1\tci");
  g_hash_table_insert (plan->tokens, (gpointer) "bob", (gpointer) "2\tx\n3\ty");
  g_hash_table_insert (plan->tokens, (gpointer) "cyd", (gpointer) "");
  g_ptr_array_add (ids, (gpointer) "ann");
  g_ptr_array_add (ids, (gpointer) "bob");
  g_ptr_array_add (ids, (gpointer) "cyd");
  g_assert_true (um_planner_fill (plan, directory, source, ids, UM_PLANNER_STRICT, &error));
  g_assert_no_error (error);
  g_assert_true (plan->irreversible);
  text = describe (plan);
  /* The token that this program uses may be among one's own. */
  g_assert_cmpstr (text, ==,
                   "ann 1: ci>no-tokens (already-so) =yourself, "
                   "bob 2: x, y>no-tokens (already-so), cyd (already-so) (already-so)");
}

/* An action sees what those before it will have changed. */
static void
test_chains (void)
{
  assert_plan ("suspend d1; deactivate; delete-account", "ann",
               "ann active>suspended@d1 active>deactivated deactivated>deleted");
  assert_plan ("suspend d1; suspend d1; restore d1", "ann",
               "ann active>suspended@d1 (already-so) suspended>active@d1");
  assert_plan ("cancel-deletion; deactivate", "cyd bob",
               "cyd deleted>active active>deactivated, bob (already-so) (already-so)");
}

static void
assert_saved (const UmStep *step, const char *member, guint index, const char *expected)
{
  g_autoptr (JsonNode) node = json_from_string (step->argument, NULL);
  JsonArray *array = json_object_get_array_member (json_node_get_object (node), member);

  if (expected == NULL)
    g_assert_cmpuint (json_array_get_length (array), ==, index);
  else
    g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (array, index), "id"), ==,
      expected);
}

static void
test_saved_names (void)
{
  static const struct
  {
    const char *argument;
    UmStepKind kind;
    const char *expected;
  } cases[] = {
    { "{\"groups\":[{\"id\":\"1\",\"name\":\"jira users\"},{\"id\":\"2\",\"name\":\"\"},7,"
      "{\"id\":3},{}],\"roles\":[{\"id\":\"r\"}]}",
      UM_STEP_DIRECTORY_REMOVE, "jira users|2" },
    { "{\"groups\":{}}", UM_STEP_DIRECTORY_REMOVE, "" },
    { "[]", UM_STEP_DIRECTORY_REMOVE, "" },
    { "groups", UM_STEP_DIRECTORY_REMOVE, "" },
    { NULL, UM_STEP_DIRECTORY_REMOVE, "" },
    /* What somebody else's step needs isn't this. */
    { "{\"groups\":[{\"id\":\"1\"}]}", UM_STEP_ACCOUNT_DISABLE, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      UmRunEntry entry = { .kind = cases[i].kind, .argument = (char *) cases[i].argument };
      g_auto (GStrv) groups = um_saved_access_dup_names (&entry, UM_SET_GROUPS);
      g_auto (GStrv) directories = um_saved_access_dup_names (&entry, UM_SET_DIRECTORIES);
      g_autofree char *names = g_strjoinv ("|", groups);

      g_assert_cmpstr (names, ==, cases[i].expected);
      g_assert_cmpuint (g_strv_length (directories), ==, 0);
    }
}

/* What is saved is what is read again. */
static void
assert_saved_names (const UmStep *step, UmSet set, const char *expected)
{
  UmRunEntry entry = { .kind = step->kind, .argument = step->argument };
  g_auto (GStrv) found = um_saved_access_dup_names (&entry, set);
  g_autofree char *names = g_strjoinv ("|", found);

  g_assert_cmpstr (names, ==, expected);
}

static void
test_remove (void)
{
  g_autoptr (UmPlan) plan = make_plan ("owner", "remove-user d2", "fay boss");
  const UmPlanUser *fay = g_ptr_array_index (plan->users, 0);

  assert_plan ("remove-user", EVERYBODY,
               "ann active>no-access@d1, bob active>no-access@d1, cyd active>no-access@d1, "
               "dee active>no-access@d1, eve active>no-access@d1, fay (several-directories), "
               "gus suspended>no-access@d2, hal (already-so), old (former-user), bot (app), "
               "odd active>no-access@d1, ghost (user-gone)");
  assert_plan ("remove-user d1 d2", "fay ann",
               "fay suspended>no-access@d1 active>no-access@d2, "
               "ann active>no-access@d1 (already-so)");
  /* Only what is in that directory goes. */
  assert_saved (&fay->steps[0], "groups", 0, "g2");
  assert_saved (&fay->steps[0], "groups", 1, NULL);
  assert_saved_names (&fay->steps[0], UM_SET_GROUPS, "g2");
  g_assert_true (plan->irreversible);
}

/* A site has no directories. */
static void
test_remove_from_site (void)
{
  const UmTestGroup groups[] = { { .id = "g", .members = "ann" },
                                 { .id = "admins", .members = "root", .admin = TRUE } };
  g_autoptr (UmDirectory)
    directory = um_test_directory_new ("ann bob/inactive old/former bot/app root", groups, 2);
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (UmPlan)
    plan = um_test_plan_new (directory, source, "remove-user", "ann bob old bot", NULL);
  g_autofree char *text = describe (plan);

  g_assert_cmpstr (text, ==,
                   "ann active>no-access, bob (already-so), old (former-user), bot (app)");
  assert_saved (&((UmPlanUser *) plan->users->pdata[0])->steps[0], "groups", 0, "g");
}

/* Nor does one that knows those of its organisation: it is left as a whole. */
static void
test_remove_from_linked_site (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = um_test_source_new ("owner");
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlan) plan = um_test_plan_new (directory, source, "remove-user", "fay hal", NULL);
  const UmPlanUser *fay = g_ptr_array_index (plan->users, 0);

  g_assert_cmpuint (fay->n_steps, ==, 1);
  g_assert_cmpint (fay->skip, ==, UM_SKIP_NONE);
  g_assert_null (fay->steps[0].place);
  assert_saved_names (&fay->steps[0], UM_SET_GROUPS, "g1|g2");
  g_assert_null (um_test_plan_new (directory, source, "remove-user d1", "fay", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_PLAN_BAD_MEMBER);
}

static void
test_message (void)
{
  g_autoptr (UmPlan) plan = make_plan ("owner", "deactivate Bye!", "ann");
  g_autoptr (UmPlan) without = make_plan ("owner", "deactivate", "ann");

  g_assert_cmpstr (((UmPlanUser *) plan->users->pdata[0])->steps[0].argument, ==, "Bye!");
  g_assert_null (((UmPlanUser *) without->users->pdata[0])->steps[0].argument);
}

static void
test_no_such_directory (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = new_source (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (um_test_plan_new (directory, source, "suspend d9", "ann", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_DIRECTORY);
  g_clear_error (&error);
  g_assert_cmpstr (um_planner_find_directory (directory, "D1", &error), ==, "d1");
  g_assert_null (um_planner_find_directory (directory, "d9", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_DIRECTORY);
}

/* ---- guards ---- */

static void
test_last_admin (void)
{
  static const char *const actions[] = { "suspend", "deactivate", "delete-account", "remove-user" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (UmPlan) both = make_plan ("owner", actions[i], "root ann boss");
      g_autoptr (UmPlan) one = make_plan ("owner", actions[i], "root ann");
      g_autoptr (UmPlan) held = make_plan ("owner", actions[i], "root boss");
      UmPlanUser *ann = g_ptr_array_index (both->users, 1), *root = both->users->pdata[0];

      g_assert_cmpint (root->skip, ==, UM_SKIP_LAST_ADMIN);
      g_assert_cmpint (ann->skip, ==, UM_SKIP_NONE);
      g_assert_cmpint (((UmPlanUser *) both->users->pdata[2])->skip, ==, UM_SKIP_LAST_ADMIN);
      g_assert_cmpuint (root->n_warnings, ==, 1);
      g_assert_cmpint (root->warnings[0].kind, ==, UM_WARNING_TAKES_ADMIN);
      g_assert_true (um_plan_user_is_touched (one->users->pdata[0]));
      g_assert_cmpint (((UmPlanUser *) held->users->pdata[1])->skip, ==, UM_SKIP_LAST_ADMIN);
    }
}

/* Those who have the role and are in no admin group. */
static const Person holders[] = {
  { "ann", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_YES, UM_NO, "d1", "g1", FALSE },
  { "boss", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_YES, UM_NO, "d1", "", TRUE },
  { "chief", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_YES, UM_NO, "d1", "g1", TRUE },
  { "away", UM_STATUS_DEACTIVATED, UM_TYPE_PERSON, UM_YES, UM_NO, "d1", "", TRUE },
  { "robot", UM_STATUS_ACTIVE, UM_TYPE_APP, UM_YES, UM_NO, "d1", "", TRUE },
};

static void
assert_left_out (const Person *persons,
                 guint n_persons,
                 const char *action,
                 const char *users,
                 const char *expected)
{
  g_autoptr (UmDirectory) directory = new_directory_of (persons, n_persons);
  g_autoptr (UmSource) source = new_source ("owner");
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlan) plan = um_test_plan_new (directory, source, action, users, &error);
  g_autoptr (GString) names = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      if (user->skip == UM_SKIP_LAST_ADMIN)
        g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", user->account_id);
    }
  g_assert_cmpstr (names->str, ==, expected);
}

/* Who has the role is an administrator without a group, as long as he can log in himself. */
static void
test_last_holder (void)
{
  static const char *const actions[] = { "suspend",        "deactivate",
                                         "delete-account", "remove-user",
                                         "end-sessions",   "deactivate; remove-from-groups g1" };
  const Person *root = &people[G_N_ELEMENTS (people) - 2];
  Person mixed[] = { *root, holders[1], holders[0] };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      assert_left_out (holders, G_N_ELEMENTS (holders), actions[i], "boss ann", "");
      assert_left_out (holders, G_N_ELEMENTS (holders), actions[i], "chief ann away robot", "");
      assert_left_out (holders, G_N_ELEMENTS (holders), actions[i], "boss ann chief", "boss chief");
      /* One by group and one by role: either may go, not both. */
      assert_left_out (mixed, G_N_ELEMENTS (mixed), actions[i], "root", "");
      assert_left_out (mixed, G_N_ELEMENTS (mixed), actions[i], "boss", "");
      assert_left_out (mixed, G_N_ELEMENTS (mixed), actions[i], "root boss ann", "root boss");
    }
  /* A role is left when a group is. */
  assert_left_out (mixed, 2, "remove-from-groups admins", "root", "");
  assert_left_out (mixed, 1, "remove-from-groups admins", "root", "root");
  assert_left_out (holders, G_N_ELEMENTS (holders), "remove-from-groups g1", "ann chief", "");
  /* The only one who is left in a group goes with the last holder. */
  assert_left_out (mixed, 2, "suspend; remove-from-groups admins", "boss root", "boss root");
}

static void
test_giving_back (void)
{
  g_autoptr (UmPlan) plan = make_plan ("boss", "reactivate; restore", "root boss");

  for (guint i = 0; i < plan->users->len; i++)
    g_assert_false (um_guards_is_reason (((UmPlanUser *) plan->users->pdata[i])->skip));
}

static void
test_yourself (void)
{
  g_autoptr (UmPlan) plan = make_plan ("ann", "deactivate", "ann fay");
  g_autofree char *text = describe (plan);

  g_assert_cmpstr (text, ==, "ann active>deactivated =yourself, fay active>deactivated");
}

/* ---- as planned ---- */

/* Who is in another directory by then than the one that was shown is left out. */
static void
test_moved (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = new_source ("owner");
  g_autoptr (UmPlan) plan = make_plan ("owner", "suspend", "ann dee");
  g_autoptr (UmDirectory) moved = NULL;
  g_autoptr (UmRunMade) made = NULL;
  g_autoptr (GError) error = NULL;
  const UmMembershipChange changes[] = { { "ann", UM_SET_DIRECTORIES, "d1", FALSE },
                                         { "ann", UM_SET_DIRECTORIES, "d2", TRUE } };

  moved = um_directory_apply (directory, changes, G_N_ELEMENTS (changes));
  g_assert_null (um_run_make (plan, moved, source, NULL, NULL, UM_RUN_NORMAL, 0, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_PLAN_CHANGED);
  g_assert_cmpstr (error->message, ==, "1");
  g_clear_error (&error);
  made = um_run_make (plan, moved, source, NULL, NULL, UM_RUN_ACCEPT_CHANGES, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (um_run_book_get_entry (made->book, 0)->skip, ==, UM_SKIP_CHANGED_SINCE);
  g_assert_cmpint (um_run_book_get_entry (made->book, 1)->state, ==, UM_STATE_PENDING);
  /* All steps that overlap with nothing have one lane. */
  g_assert_cmpuint (made->book->lanes->len, ==, 1);
}

/* While the run goes on it is known who stops being an admin by it. */
static void
test_admins_of_run (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = new_source ("owner");
  g_autoptr (UmPlan) plan = make_plan ("owner", "deactivate", "root ann");
  g_autoptr (UmPlan) harmless = make_plan ("owner", "reactivate", "bob");
  g_autoptr (UmRunMade)
    made = um_run_make (plan, directory, source, NULL, NULL, UM_RUN_NORMAL, 0, NULL);
  g_autoptr (UmRunMade)
    other = um_run_make (harmless, directory, source, NULL, NULL, UM_RUN_NORMAL, 0, NULL);

  g_assert_nonnull (made->book->admins);
  g_assert_true (g_hash_table_contains (made->book->admins->stopping, "root"));
  g_assert_false (g_hash_table_contains (made->book->admins->stopping, "ann"));
  g_assert_null (other->book->admins);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/account-actions/suspend", test_suspend);
  g_test_add_func ("/account-actions/restore", test_restore);
  g_test_add_func ("/account-actions/accounts", test_accounts);
  g_test_add_func ("/account-actions/sessions", test_sessions);
  g_test_add_func ("/account-actions/tokens", test_tokens);
  g_test_add_func ("/account-actions/chains", test_chains);
  g_test_add_func ("/account-actions/remove", test_remove);
  g_test_add_func ("/account-actions/saved-names", test_saved_names);
  g_test_add_func ("/account-actions/remove-from-site", test_remove_from_site);
  g_test_add_func ("/account-actions/remove-from-linked-site", test_remove_from_linked_site);
  g_test_add_func ("/account-actions/message", test_message);
  g_test_add_func ("/account-actions/no-such-directory", test_no_such_directory);
  g_test_add_func ("/account-actions/last-admin", test_last_admin);
  g_test_add_func ("/account-actions/last-holder", test_last_holder);
  g_test_add_func ("/account-actions/giving-back", test_giving_back);
  g_test_add_func ("/account-actions/yourself", test_yourself);
  g_test_add_func ("/account-actions/moved", test_moved);
  g_test_add_func ("/account-actions/admins-of-run", test_admins_of_run);
  return g_test_run ();
}
