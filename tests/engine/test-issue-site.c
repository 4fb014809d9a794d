/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a site asks for when issues are made, well-behaved or not, and what people give for it. */
#include "um-issue-through-private.h"

#include "um-plan.h"
#include "um-problem.h"
#include "um-test-site.h"

#include <string.h>

/* What the site answers; NULL: as if there were nothing of the kind. */
static const char *projects;
static const char *types;
static const char *fields;
static guint failing; /* a status for whatever is asked about issues */

static gboolean
hook (UmTestSite *site, const UmTestRequest *request, UmTestAnswer *answer, gpointer user_data)
{
  const char *body;

  if (strstr (request->path, "/project/search") != NULL)
    body = projects;
  else if (strstr (request->path, "/issuetypes/") != NULL)
    body = fields;
  else if (strstr (request->path, "/createmeta/") != NULL)
    body = types;
  else
    return FALSE;
  answer->status = failing != 0 ? failing : body != NULL ? 200 : 400;
  answer->body = failing == 0 && body != NULL
                   ? body
                   : "{\"errorMessages\":[\"No project could be found.\"]}";
  return TRUE;
}

static void
set_up (UmTestSiteFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  um_test_site_set_up (fixture, data);
  fixture->site->hook = hook;
  projects = types = fields = NULL;
  failing = 0;
  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
}

/* ---- asking ---- */

static GPtrArray *
list_projects (UmSourceState *state, const char *query, gboolean *more, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_issue_list_projects_async (state, query, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_issue_list_projects_finish (state, result, more, error);
}

static GPtrArray *
list_types (UmSourceState *state, const char *project, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_issue_list_types_async (state, project, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_issue_list_types_finish (state, result, error);
}

static UmIssueForm *
load_form (UmSourceState *state, const char *type, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_issue_load_form_async (state, "OPS", type, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_issue_load_form_finish (state, result, error);
}

/* ---- projects and types ---- */

static void
test_projects (UmTestSiteFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  gboolean more;

  projects = "{\"startAt\":0,\"maxResults\":2,\"total\":9,\"isLast\":false,\"values\":["
             "{\"id\":\"1\",\"key\":\"OPS\",\"name\":\"Opérations\"},{\"id\":\"2\",\"key\":\"W\"},"
             "{\"id\":\"3\"},7]}";
  found = list_projects (fixture->state, "o p/s&x", &more, &error);
  g_assert_no_error (error);
  g_assert_true (more);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpuint (um_test_site_count (fixture->site, "query=o%20p%2Fs%26x"), ==, 1);
  g_assert_cmpstr (um_issue_find_project (found, "ops", NULL)->key, ==, "OPS");
  g_assert_cmpstr (um_issue_find_project (found, "OPERATIONS", NULL)->key, ==, "OPS");
  g_assert_cmpstr (um_issue_find_project (found, "w", NULL)->name, ==, "W");
  g_assert_null (um_issue_find_project (found, "op", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_ISSUE_NO_SUCH_PROJECT);
}

/* Jira answers 404 where no project fits; that isn't an error. */
static void
test_no_projects (UmTestSiteFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  gboolean more = TRUE;

  failing = 404;
  found = list_projects (fixture->state, NULL, &more, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 0);
  g_assert_false (more);
  failing = 403;
  g_assert_null (list_projects (fixture->state, NULL, NULL, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_FORBIDDEN);
}

static void
test_types (UmTestSiteFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;

  types = "{\"startAt\":0,\"maxResults\":50,\"total\":3,\"issueTypes\":["
          "{\"id\":\"10\",\"name\":\"Task\"},{\"id\":\"11\",\"name\":\"Part\",\"subtask\":true},"
          "{\"id\":\"12\"}]}";
  found = list_types (fixture->state, "OPS", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpstr (um_issue_find_type (found, "task", NULL)->id, ==, "10");
  g_assert_cmpstr (um_issue_find_type (found, "12", NULL)->name, ==, "12");
  g_assert_null (um_issue_find_type (found, "Part", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_ISSUE_NO_SUCH_TYPE);
  g_clear_error (&error);
  types = NULL;
  g_assert_null (list_types (fixture->state, "GONE", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_ISSUE_NO_SUCH_PROJECT);
  g_assert_cmpstr (error->message, ==, "GONE");
  g_clear_error (&error);
  failing = 401;
  g_assert_null (list_types (fixture->state, "OPS", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_KEY_DEAD);
}

/* ---- fields ---- */

#define FIELD(id, type, more) \
  "{\"fieldId\":\"" id "\",\"name\":\"The " id "\",\"schema\":{" type "}" more "}"
#define REQUIRED ",\"required\":true"
#define OPTIONS \
  ",\"allowedValues\":[{\"id\":\"3\",\"value\":\"Réd\"},{\"id\":\"4\",\"name\":\"Blue\"}]"

static const char *const all_fields[] = {
  FIELD ("summary", "\"type\":\"string\"", REQUIRED),
  FIELD ("project", "\"type\":\"project\"", REQUIRED),
  FIELD ("issuetype", "\"type\":\"issuetype\"", REQUIRED),
  FIELD ("reporter", "\"type\":\"user\"", REQUIRED),
  FIELD ("labels", "\"type\":\"array\",\"items\":\"string\"", ""),
  FIELD ("description", "\"type\":\"string\"", REQUIRED),
  FIELD ("priority", "\"type\":\"priority\"", REQUIRED OPTIONS ",\"hasDefaultValue\":true"),
  FIELD ("optional", "\"type\":\"string\"", ""),
  FIELD ("text", "\"type\":\"string\"", REQUIRED),
  FIELD ("long", "\"type\":\"string\",\"custom\":\"x:textarea\"", REQUIRED),
  FIELD ("number", "\"type\":\"number\"", REQUIRED),
  FIELD ("day", "\"type\":\"date\"", REQUIRED),
  FIELD ("who", "\"type\":\"user\"", REQUIRED),
  FIELD ("choice", "\"type\":\"option\"", REQUIRED OPTIONS),
  FIELD ("choices", "\"type\":\"array\",\"items\":\"component\"", REQUIRED OPTIONS),
  FIELD ("odd", "\"type\":\"team\"", REQUIRED),
  NULL,
};

static char *
print_all_fields (void)
{
  g_autofree char *joined = g_strjoinv (",", (char **) all_fields);

  return g_strconcat ("{\"startAt\":0,\"maxResults\":200,\"total\":16,\"fields\":[", joined, "]}",
                      NULL);
}

static void
test_form (UmTestSiteFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmIssueForm) form = NULL;
  g_autoptr (UmIssueForm) bare = NULL;
  g_autofree char *all = print_all_fields ();

  fields = all;
  form = load_form (fixture->state, "10", &error);
  g_assert_no_error (error);
  g_assert_true (form->has_description);
  g_assert_cmpstr (form->description, ==, "The description");
  g_assert_true (form->has_labels);
  g_assert_cmpuint (form->required->len, ==, 8);
  fields = "{\"startAt\":0,\"maxResults\":200,\"total\":0,\"results\":[]}";
  bare = load_form (fixture->state, "10", &error);
  g_assert_no_error (error);
  g_assert_false (bare->has_description);
  g_assert_null (bare->description);
  g_assert_false (bare->has_labels);
  fields = NULL;
  g_assert_null (load_form (fixture->state, "99", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_ISSUE_NO_SUCH_TYPE);
  g_assert_cmpstr (error->message, ==, "99");
}

static void
assert_value (const UmIssueForm *form,
              const char *name,
              const char *text,
              UmDirectory *directory,
              const char *expected)
{
  g_autoptr (GError) error = NULL;
  const UmIssueField *field = um_issue_find_field (form, name, &error);
  g_autofree char *value = NULL;

  g_assert_no_error (error);
  value = um_issue_field_print (field, text, directory, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, expected);
}

static void
assert_bad (const UmIssueForm *form, const char *name, const char *text, UmProblem problem)
{
  g_autoptr (GError) error = NULL;
  const UmIssueField *field = um_issue_find_field (form, name, NULL);

  g_assert_null (um_issue_field_print (field, text, NULL, &error));
  g_assert_error (error, UM_PROBLEM, (int) problem);
  g_assert_cmpstr (error->message, ==, field->name);
}

static void
test_values (UmTestSiteFixture *fixture, gconstpointer data)
{
  UmDirectory *directory = um_source_state_get_directory (fixture->state);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmIssueForm) form = NULL;
  g_autofree char *all = print_all_fields ();

  fields = all;
  form = load_form (fixture->state, "10", &error);
  g_assert_no_error (error);
  assert_value (form, "THE TEXT", " a \"b\"\\ ", directory, "text=\"a \\\"b\\\"\\\\\"");
  assert_value (form, "number", "1.5", directory, "number=1.5");
  assert_value (form, "day", "2026-2-3", directory, "day=\"2026-02-03\"");
  assert_value (form, "who", "u3", directory, "who={\"id\":\"u3\"}");
  assert_value (form, "who", "name of u4", directory, "who={\"id\":\"u4\"}");
  assert_value (form, "choice", "RED", directory, "choice={\"id\":\"3\"}");
  assert_value (form, "choices", "4", directory, "choices=[{\"id\":\"4\"}]");
  assert_value (form, "long", "a", directory,
                "long={\"type\":\"doc\",\"version\":1,\"content\":[{\"type\":\"paragraph\","
                "\"content\":[{\"type\":\"text\",\"text\":\"a\"}]}]}");
  assert_bad (form, "text", " ", UM_PROBLEM_ISSUE_FIELD_MISSING);
  assert_bad (form, "text", NULL, UM_PROBLEM_ISSUE_FIELD_MISSING);
  assert_bad (form, "number", "1,5", UM_PROBLEM_ISSUE_FIELD_BAD);
  assert_bad (form, "number", "nan", UM_PROBLEM_ISSUE_FIELD_BAD);
  assert_bad (form, "day", "2026-02-30", UM_PROBLEM_ISSUE_FIELD_BAD);
  assert_bad (form, "day", "2026-02-03x", UM_PROBLEM_ISSUE_FIELD_BAD);
  assert_bad (form, "who", "u3", UM_PROBLEM_ISSUE_FIELD_BAD);
  assert_bad (form, "choice", "Green", UM_PROBLEM_ISSUE_FIELD_BAD);
  assert_bad (form, "odd", "x", UM_PROBLEM_ISSUE_FIELD_FOREIGN);
  g_assert_null (um_issue_find_field (form, "optional", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_ISSUE_NO_SUCH_FIELD);
}

/* What the simulated site says goes through all three. */
static void
test_simulator (void)
{
  g_autoptr (UmTestSimulator) simulator = um_test_simulator_start ("--users=20", NULL);
  g_autofree char *folder = um_test_engine_make_folder ();
  UmEngine *engine = um_test_engine_open (folder);
  UmSourceState *state = um_test_engine_add (engine, simulator, "Acme");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = list_projects (state, "oper", NULL, &error);
  g_autoptr (GPtrArray) found_types = NULL;
  g_autoptr (UmIssueForm) form = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  found_types = list_types (state, um_issue_find_project (found, "Operations", NULL)->key, &error);
  g_assert_no_error (error);
  form = load_form (state, um_issue_find_type (found_types, "Task", NULL)->id, &error);
  g_assert_no_error (error);
  g_assert_true (form->has_labels);
  g_assert_cmpuint (form->required->len, ==, 0);
  um_test_engine_close (engine);
}

/* ---- a plan that lay in a file ---- */

static void
add_input (GVariantBuilder *builder, const char *nick, const char *value)
{
  const char *values[] = { value, NULL };

  g_variant_builder_add (builder, "{s^as}", nick, values);
}

/* @value: (nullable): of a further field. Returns the problem's code, or -1. */
static int
check_plan (UmSourceState *state, const char *type, const char *value, char **argument)
{
  GVariantBuilder inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  g_autoptr (UmPlan) plan = um_plan_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  add_input (&inputs, "project", "OPS");
  add_input (&inputs, "issue-type", type);
  add_input (&inputs, "summary", "S");
  if (value != NULL)
    add_input (&inputs, "fields", value);
  um_plan_add_action (plan, "create-issues", g_variant_builder_end (&inputs));
  um_issue_check_async (state, plan->actions, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  if (um_issue_check_finish (state, result, &error))
    return -1;
  g_assert_true (error->domain == UM_PROBLEM);
  g_free (*argument);
  *argument = g_strdup (error->message);
  return error->code;
}

/* A form of summary, labels, and @more. */
#define FORM(more)                                                     \
  "{\"startAt\":0,\"maxResults\":200,\"total\":3,\"fields\":[" FIELD ( \
    "summary", "\"type\":\"string\"",                                  \
    REQUIRED) "," FIELD ("labels", "\"type\":\"array\",\"items\":\"string\"", "") more "]}"

static void
test_check (UmTestSiteFixture *fixture, gconstpointer data)
{
  UmSourceState *state = fixture->state;
  g_autofree char *argument = NULL;

  types = "{\"startAt\":0,\"maxResults\":50,\"total\":1,\"issueTypes\":["
          "{\"id\":\"10\",\"name\":\"Task\"}]}";
  fields = FORM ("");
  g_assert_cmpint (check_plan (state, "10", NULL, &argument), ==, -1);
  g_assert_cmpint (check_plan (state, "11", NULL, &argument), ==, UM_PROBLEM_ISSUE_NO_SUCH_TYPE);
  g_assert_cmpstr (argument, ==, "11");
  /* What was filled in isn't asked for any more. */
  g_assert_cmpint (check_plan (state, "10", "choice={\"id\":\"3\"}", &argument), ==,
                   UM_PROBLEM_ISSUE_NO_SUCH_FIELD);
  g_assert_cmpstr (argument, ==, "choice");
  fields = FORM ("," FIELD ("choice", "\"type\":\"option\"", REQUIRED OPTIONS));
  g_assert_cmpint (check_plan (state, "10", "choice={\"id\":\"3\"}", &argument), ==, -1);
  g_assert_cmpint (check_plan (state, "10", "choice=[{\"id\":\"4\"}]", &argument), ==, -1);
  /* It is asked for since. */
  g_assert_cmpint (check_plan (state, "10", NULL, &argument), ==, UM_PROBLEM_ISSUE_FIELD_MISSING);
  g_assert_cmpstr (argument, ==, "The choice");
  g_assert_cmpint (check_plan (state, "10", "choice={\"id\":\"9\"}", &argument), ==,
                   UM_PROBLEM_ISSUE_FIELD_BAD);
  g_assert_cmpint (check_plan (state, "10", "choice=7", &argument), ==, UM_PROBLEM_ISSUE_FIELD_BAD);
  fields = FORM ("," FIELD ("description", "\"type\":\"string\"", REQUIRED));
  g_assert_cmpint (check_plan (state, "10", NULL, &argument), ==, UM_PROBLEM_ISSUE_FIELD_MISSING);
  g_assert_cmpstr (argument, ==, "The description");
  fields = FORM (
    "," FIELD ("description", "\"type\":\"string\"", REQUIRED ",\"hasDefaultValue\":true"));
  g_assert_cmpint (check_plan (state, "10", NULL, &argument), ==, -1);
  fields = "{\"startAt\":0,\"maxResults\":200,\"total\":0,\"fields\":[]}";
  g_assert_cmpint (check_plan (state, "10", NULL, &argument), ==, UM_PROBLEM_ISSUE_NO_LABELS);
  types = NULL;
  g_assert_cmpint (check_plan (state, "10", NULL, &argument), ==, UM_PROBLEM_ISSUE_NO_SUCH_PROJECT);
  g_assert_cmpstr (argument, ==, "OPS");
  failing = 500;
  g_assert_cmpint (check_plan (state, "10", NULL, &argument), ==, UM_PROBLEM_SERVER);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
#define ADD(path, func) \
  g_test_add ("/issue-site/" path, UmTestSiteFixture, NULL, set_up, func, um_test_site_tear_down)
  ADD ("projects", test_projects);
  ADD ("no-projects", test_no_projects);
  ADD ("types", test_types);
  ADD ("form", test_form);
  ADD ("values", test_values);
  ADD ("check", test_check);
  g_test_add_func ("/issue-site/simulator", test_simulator);
  return um_test_engine_run ();
}
