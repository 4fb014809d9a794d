/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changing the directory proposes for people of every kind: they are invited, get their
 * groups, are read back and only then removed; and who is left out, and why. */
#include "um-enums.h"
#include "um-planner-private.h"
#include "um-problem.h"
#include "um-standing-private.h"
#include "um-test-plans.h"

#include <string.h>

typedef struct
{
  const char *id;
  UmUserStatus status;
  UmUserType type;
  UmTruth synced;
  const char *directories; /* "d1!" is suspended there */
  const char *groups;
  gboolean hidden; /* the e-mail address */
} Person;

/* Groups are named after their ids without the directory. */
static const Person people[] = {
  { "ann", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_NO, "d1", "d1:dev d1:ops", FALSE },
  { "bob", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_NO, "d1", "d1:ops d1:lone d1:idp", FALSE },
  { "cyd", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_NO, "d1", "d1:lone", FALSE },
  { "dee", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_NO, "d1 d2", "d1:dev d1:ops d2:ops", TRUE },
  { "eve", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_YES, "d1", "d1:dev", FALSE },
  { "fay", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_NO, "d1", "d1:dev", TRUE },
  { "gus", UM_STATUS_SUSPENDED, UM_TYPE_PERSON, UM_NO, "d1!", "d1:dev", FALSE },
  { "hal", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_NO, "d1 d2!", "d1:dev", FALSE },
  { "ida", UM_STATUS_DEACTIVATED, UM_TYPE_PERSON, UM_NO, "d1", "d1:dev", FALSE },
  { "jon", UM_STATUS_DELETED, UM_TYPE_PERSON, UM_NO, "d1", "d1:dev", FALSE },
  { "kim", UM_STATUS_FORMER, UM_TYPE_PERSON, UM_NO, "d1", "d1:dev", FALSE },
  { "bot", UM_STATUS_ACTIVE, UM_TYPE_APP, UM_NO, "d1", "d1:dev", FALSE },
  { "leo", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_NO, "d2", "d2:dev", FALSE },
  { "mia", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_NO, "d1 d3", "d1:dev d3:qa", FALSE },
  { "ned", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_NO, "d1", "d1:twins", FALSE },
  { "pam", UM_STATUS_NO_ACCESS, UM_TYPE_PERSON, UM_NO, "", "", FALSE },
  { "root", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_NO, "d1", "d1:admins d1:dev", FALSE },
  { "solo", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_NO, "d1", "d1:admins", FALSE },
};

static const char *const groups[] = {
  "d1:dev", "d1:ops",        "d1:lone", "d1:idp",   "d1:twins",           "d1:admins",
  "d2:dev", "d2:OPS#d2:ops", "d2:idp",  "d2:twins", "d2:twins#d2:twins2", "d2:admins",
  "d2:new", "d3:qa"
};

static guint
add_thing (UmDirectoryBuilder *builder,
           UmSet set,
           const char *id,
           const char *name,
           const char *parent,
           gboolean known)
{
  const UmThing thing = {
    .id = id,
    .name = name,
    .parent = parent,
    .admin = set == UM_SET_GROUPS && g_str_has_suffix (id, "admins"),
    .synced = set == UM_SET_GROUPS && g_str_has_suffix (id, "idp"),
    .known = known,
  };

  return um_directory_builder_add_thing (builder, set, &thing);
}

/* "d2:OPS#d2:ops" has the name OPS and the id d2:ops. */
static void
add_group (UmDirectoryBuilder *builder, const char *text, gboolean known)
{
  g_auto (GStrv) parts = g_strsplit (text, "#", 2);
  g_autofree char *parent = g_strndup (parts[0], 2);

  add_thing (builder, UM_SET_GROUPS, parts[1] != NULL ? parts[1] : parts[0], parts[0] + 3, parent,
             known);
}

static void
add_person (UmDirectoryBuilder *builder, const Person *person)
{
  g_autofree char *email = g_strconcat (person->id, "@example.com", NULL);
  const UmUser user = {
    .account_id = person->id,
    .name = person->id,
    .email = person->hidden ? NULL : email,
    .status = person->status,
    .type = person->type,
    .synced = person->synced,
  };
  guint row = um_directory_builder_add_user (builder, &user);
  g_auto (GStrv) directories = g_strsplit (person->directories, " ", -1);
  g_auto (GStrv) ids = g_strsplit (person->groups, " ", -1);

  for (guint i = 0; directories[i] != NULL && *directories[i] != '\0'; i++)
    {
      guint thing = directories[i][1] - '1';

      um_directory_builder_add_member (builder, UM_SET_DIRECTORIES, thing, row);
      if (directories[i][2] == '!')
        um_directory_builder_add_member (builder, UM_SET_SUSPENSIONS, thing, row);
    }
  for (guint i = 0; ids[i] != NULL && *ids[i] != '\0'; i++)
    for (guint k = 0; k < G_N_ELEMENTS (groups); k++)
      if (g_str_has_suffix (groups[k], ids[i]))
        um_directory_builder_add_member (builder, UM_SET_GROUPS, k, row);
}

/* @unread: (nullable): a group whose members weren't read. */
static UmDirectory *
new_directory (const char *unread)
{
  static const char *const names[][2] = { { "d1", "East" }, { "d2", "West" }, { "d3", "South" } };
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      add_thing (builder, UM_SET_DIRECTORIES, names[i][0], names[i][1], NULL, TRUE);
      add_thing (builder, UM_SET_SUSPENSIONS, names[i][0], names[i][1], NULL, TRUE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    add_group (builder, groups[i], g_strcmp0 (groups[i], unread) != 0);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    add_person (builder, &people[i]);
  um_directory_builder_set_read (builder, 1700000000, 1700000000);
  return um_directory_builder_end (builder);
}

static UmPlan *
make_plan_of (UmDirectory *directory, const char *actions, const char *users, GError **error)
{
  g_autoptr (UmSource) source = um_source_new (UM_SOURCE_ACCESS);

  source->name = g_strdup ("Acme");
  source->org_id = g_strdup ("org");
  source->account_id = g_strdup ("owner");
  return um_test_plan_new (directory, source, actions, users, error);
}

static UmPlan *
make_plan (const char *actions, const char *users)
{
  g_autoptr (UmDirectory) directory = new_directory (NULL);
  g_autoptr (GError) error = NULL;
  UmPlan *plan = make_plan_of (directory, actions, users, &error);

  g_assert_no_error (error);
  return plan;
}

static void
describe_step (GString *text, const UmStep *step)
{
  static const char *const marks[UM_N_STEP_KINDS] = {
    [UM_STEP_GROUP_ADD] = "+",           [UM_STEP_GROUP_REMOVE] = "-",
    [UM_STEP_DIRECTORY_ENTER] = "in ",   [UM_STEP_DIRECTORY_CHECK] = "look ",
    [UM_STEP_DIRECTORY_REMOVE] = "out ",
  };

  g_string_append_printf (text, " %s%s", marks[step->kind],
                          step->target != NULL  ? step->target
                          : step->place != NULL ? step->place
                                                : "?");
  if (step->skip != UM_SKIP_NONE)
    g_string_append_printf (text, "(%s)", um_skip_to_nick (step->skip));
}

static char *
describe (const UmPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      g_string_append_printf (text, "%s%s:", i > 0 ? "; " : "", user->account_id);
      for (guint k = 0; k < user->n_steps; k++)
        describe_step (text, &user->steps[k]);
      for (guint k = 0; k < user->n_warnings; k++)
        g_string_append_printf (text, " !%s=%s", um_warning_kind_to_nick (user->warnings[k].kind),
                                user->warnings[k].detail);
    }
  return g_string_free (text, FALSE);
}

static void
assert_plan (const char *actions, const char *users, const char *expected)
{
  g_autoptr (UmPlan) plan = make_plan (actions, users);
  g_autofree char *text = describe (plan);

  g_assert_cmpstr (text, ==, expected);
}

/* ---- chains ---- */

static void
test_chains (void)
{
  assert_plan ("change-directory into=d2", "ann bob",
               "ann: in d2:dev +d2:ops look d2 out d1; "
               "bob: in d2:ops look d2 out d1 !loses-groups=lone !synced-there=idp");
  /* From another directory nothing of that one is taken along but what is named. */
  assert_plan ("change-directory d3 into=d2 groups=d2:new", "mia",
               "mia: in d2:new look d2 out d3 !loses-groups=qa");
  /* What an earlier action gives or takes counts. */
  assert_plan ("remove-from-groups d1:ops; change-directory into=d2", "ann",
               "ann: -d1:ops in d2:dev look d2 out d1");
  assert_plan ("add-to-groups d1:ops; change-directory into=d2", "root",
               "root: +d1:ops in d2:dev +d2:admins +d2:ops look d2 out d1 !gives-admin=admins "
               "!takes-admin=admins");
}

/* Everybody gets the groups that are named, and nobody any of them twice. */
static void
test_more_groups (void)
{
  assert_plan ("change-directory into=d2 groups=d2:new,d2:dev,d2:new", "ann cyd",
               "ann: in d2:dev +d2:new +d2:ops look d2 out d1; "
               "cyd: in d2:dev +d2:new look d2 out d1 !loses-groups=lone");
}

/* Who is there already gets what is missing; from where he goes has to be said. */
static void
test_already_there (void)
{
  assert_plan ("change-directory d1 into=d2", "dee leo",
               "dee: +d2:dev +d2:ops(already-so) look d2 out d1 !already-there=West; "
               "leo: out ?(already-so)");
  assert_plan ("change-directory into=d2", "dee leo mia",
               "dee: out ?(several-directories); leo: out ?(already-so); "
               "mia: out ?(several-directories)");
  assert_plan ("change-directory d1 d3 into=d2", "mia ann leo",
               "mia: out ?(several-directories); ann: in d2:dev +d2:ops look d2 out d1; "
               "leo: out ?(already-so)");
}

static void
test_left_out (void)
{
  assert_plan ("change-directory into=d2", "cyd eve fay gus ida jon kim bot pam ned ghost",
               "cyd: out d1(no-way-in); eve: out ?(synced); fay: out d1(no-email); "
               "gus: out d1(suspended); ida: out ?(deactivated); jon: out ?(deleted); "
               "kim: out ?(former-user); bot: out ?(app); pam: out ?(not-in-directory); "
               "ned: out d1(ambiguous-group); ghost: out ?(user-gone)");
  assert_plan ("change-directory d1 into=d2", "hal", "hal: out d1(suspended)");
  assert_plan ("change-directory d3 into=d2", "ann", "ann: out ?(not-in-directory)");
}

static void
test_ambiguous (void)
{
  g_autoptr (UmPlan) plan = make_plan ("change-directory into=d2", "ned");
  const UmPlanUser *ned = g_ptr_array_index (plan->users, 0);

  g_assert_cmpstr (ned->steps[0].skip_detail, ==, "twins: d2:twins, d2:twins2");
  g_assert_cmpstr (ned->skip_detail, ==, "twins: d2:twins, d2:twins2");
}

/* Groups that nobody knows of would be lost. */
static void
test_unknown_groups (void)
{
  g_autoptr (UmDirectory) directory = new_directory ("d1:lone");
  g_autoptr (UmDirectory) other = new_directory ("d3:qa");
  g_autoptr (UmPlan) plan = make_plan_of (directory, "change-directory into=d2", "ann bob", NULL);
  g_autoptr (UmPlan) fine = make_plan_of (other, "change-directory into=d2", "ann", NULL);
  g_autofree char *text = describe (plan);

  g_assert_cmpstr (text, ==,
                   "ann: out d1(groups-unknown); bob: in d2:ops look d2 out d1 "
                   "!loses-groups=lone !synced-there=idp");
  g_assert_true (um_plan_user_is_touched (g_ptr_array_index (fine->users, 0)));
}

/* ---- what steps hold ---- */

static void
assert_standing (const char *argument, const char *expected)
{
  g_autoptr (UmStanding) standing = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true (um_standing_parse (argument, &standing, &error));
  g_assert_no_error (error);
  g_assert_nonnull (standing);
  g_string_append (text, um_standing_get_directory (standing));
  for (guint i = 0; i < um_standing_get_n_groups (standing); i++)
    g_string_append_printf (text, " %s", um_standing_get_group (standing, i));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_steps (void)
{
  g_autoptr (UmPlan) plan = make_plan ("change-directory into=d2", "ann");
  const UmStep *steps = ((UmPlanUser *) g_ptr_array_index (plan->users, 0))->steps;

  g_assert_true (plan->irreversible);
  g_assert_cmpstr (steps[0].target_name, ==, "West › dev");
  g_assert_cmpstr (steps[0].place, ==, "d2");
  g_assert_cmpstr (steps[0].argument, ==, "ann@example.com");
  g_assert_cmpstr (steps[0].before, ==, "no-access");
  g_assert_cmpstr (steps[0].after, ==, "active");
  g_assert_cmpstr (steps[1].place, ==, "d2");
  g_assert_cmpstr (steps[1].before, ==, UM_NOT_MEMBER);
  g_assert_cmpstr (steps[2].target_name, ==, "West");
  assert_standing (steps[2].argument, "d2 d2:dev d2:ops");
  g_assert_cmpstr (steps[3].target_name, ==, "East");
  assert_standing (steps[3].argument, "d2 d2:dev d2:ops");
  g_assert_nonnull (strstr (steps[3].argument, "\"groups\":[{\"id\":\"d1:dev\""));
}

/* Whoever is invited to a group of admins becomes one. */
static void
test_admins (void)
{
  g_autoptr (UmPlan) plan = make_plan ("change-directory into=d2", "solo");
  g_autofree char *text = describe (plan);

  g_assert_cmpstr (text, ==,
                   "solo: in d2:admins look d2 out d1 !takes-admin=admins !gives-admin=admins");
  g_assert_true (plan->gives_admin);
}

/* ---- inputs ---- */

static void
assert_refused (const char *actions, UmProblem code, const char *argument)
{
  g_autoptr (UmDirectory) directory = new_directory (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (make_plan_of (directory, actions, "ann", &error));
  g_assert_error (error, UM_PROBLEM, (int) code);
  g_assert_cmpstr (error->message, ==, argument);
}

static void
test_inputs (void)
{
  assert_refused ("change-directory", UM_PROBLEM_NO_DIRECTORY, "change-directory");
  assert_refused ("change-directory into=d2,d3", UM_PROBLEM_NO_DIRECTORY, "change-directory");
  assert_refused ("change-directory into=d9", UM_PROBLEM_NO_SUCH_DIRECTORY, "d9");
  assert_refused ("change-directory d9 into=d2", UM_PROBLEM_NO_SUCH_DIRECTORY, "d9");
  assert_refused ("change-directory d1 d2 into=d2", UM_PROBLEM_SAME_DIRECTORY, "West");
  assert_refused ("change-directory into=d2 groups=d1:dev", UM_PROBLEM_GROUP_ELSEWHERE, "dev");
  assert_refused ("change-directory into=d2 groups=g9", UM_PROBLEM_NO_SUCH_GROUP, "g9");
}

/* ---- what has to stand ---- */

static void
assert_judged (const char *argument,
               UmUserStatus status,
               const char *const *ids,
               const char *missing)
{
  g_autoptr (UmStanding) standing = NULL;
  g_autoptr (GArray) memberships = g_array_new (FALSE, FALSE, sizeof (UmOrgMembership));
  g_autoptr (GError) error = NULL;
  UmOrgUser user = { .account_id = "ann", .status = status, .groups = memberships };

  for (guint i = 0; ids[i] != NULL; i++)
    {
      UmOrgMembership membership = { .id = ids[i] };

      g_array_append_val (memberships, membership);
    }
  g_assert_true (um_standing_parse (argument, &standing, NULL));
  g_assert_false (um_standing_judge (standing, &user, "bob", NULL));
  g_assert_false (um_standing_judge (standing, NULL, "ann", NULL));
  g_assert_cmpint (um_standing_judge (standing, &user, "ann", &error), ==, missing == NULL);
  if (missing == NULL)
    g_assert_no_error (error);
  else
    {
      g_assert_error (error, UM_STEP_ERROR, UM_STEP_ERROR_NOT_READ_BACK);
      g_assert_cmpstr (error->message, ==, missing);
    }
}

static void
test_judge (void)
{
  const char *const both[] = { "g2", "g1", "g3", NULL }, *const one[] = { "g2", NULL };
  const char *argument = "{\"groups\":[],\"stands\":{\"directory\":\"d2\",\"groups\":"
                         "[{\"id\":\"g1\",\"name\":\"dev\"},{\"id\":\"g2\",\"name\":\"ops\"}]}}";

  assert_judged (argument, UM_STATUS_ACTIVE, both, NULL);
  assert_judged (argument, UM_STATUS_ACTIVE, one, "dev");
  assert_judged (argument, UM_STATUS_ACTIVE, both + 3, "dev, ops");
  assert_judged (argument, UM_STATUS_SUSPENDED, both, "");
  assert_judged (argument, UM_STATUS_NO_ACCESS, both, "");
  assert_judged (argument, UM_STATUS_UNKNOWN, both, "");
}

/* An argument that can't be read asks for more than anybody could prove. */
static void
test_arguments (void)
{
  static const char *const bad[] = {
    "",
    "[]",
    "{",
    "{\"stands\":null}",
    "{\"stands\":{}}",
    "{\"stands\":{\"directory\":\"d2\"}}",
    "{\"stands\":{\"directory\":7,\"groups\":[]}}",
    "{\"stands\":{\"directory\":\"d2\",\"groups\":[\"g1\"]}}",
    "{\"stands\":{\"directory\":\"d2\",\"groups\":[{\"name\":\"dev\"}]}}",
  };
  g_autoptr (UmStanding) standing = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (um_standing_parse (bad[i], &standing, &error));
      g_assert_error (error, UM_STEP_ERROR, UM_STEP_ERROR_NOT_READ_BACK);
      g_assert_null (standing);
    }
  g_assert_true (um_standing_parse (NULL, &standing, NULL));
  g_assert_null (standing);
  g_assert_true (um_standing_parse ("{\"groups\":[]}", &standing, NULL));
  g_assert_null (standing);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/move/chains", test_chains);
  g_test_add_func ("/move/more-groups", test_more_groups);
  g_test_add_func ("/move/already-there", test_already_there);
  g_test_add_func ("/move/left-out", test_left_out);
  g_test_add_func ("/move/ambiguous", test_ambiguous);
  g_test_add_func ("/move/unknown-groups", test_unknown_groups);
  g_test_add_func ("/move/steps", test_steps);
  g_test_add_func ("/move/admins", test_admins);
  g_test_add_func ("/move/inputs", test_inputs);
  g_test_add_func ("/move/judge", test_judge);
  g_test_add_func ("/move/arguments", test_arguments);
  return g_test_run ();
}
