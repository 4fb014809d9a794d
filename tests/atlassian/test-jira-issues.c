/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of Jira's endpoints for issues and single accounts: against a scripted server, and on the
 * simulated site. */
#include "um-adf.h"
#include "um-jira-accounts.h"
#include "um-jira-issues.h"

#include "um-test-call.h"
#include "um-test-log.h"
#include "um-test-simulator.h"

#include <string.h>

#define REST "/rest/api/3"

typedef struct
{
  UmTestServer *server;       /* (nullable) */
  UmTestSimulator *simulator; /* (nullable) */
  UmJira *jira;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (UmHttp) http = NULL;

  self->server = um_test_server_new ();
  http = connect_to (self->server);
  self->jira = um_jira_new (http);
}

static void
set_up_simulator (Fixture *self, gconstpointer data)
{
  g_autoptr (UmHttp) http = NULL;

  self->simulator = um_test_simulator_start ("--users=300", data, NULL);
  http = um_http_new (um_test_simulator_get (self->simulator, "jira_url"));
  um_http_set_basic (http, um_test_simulator_get (self->simulator, "email"),
                     um_test_simulator_get (self->simulator, "jira_token"));
  self->jira = um_jira_new (http);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_false (um_test_log_contains ("key-nobody-may-see"));
  g_assert_finalize_object (self->jira);
  g_clear_pointer (&self->server, um_test_server_free);
  g_clear_pointer (&self->simulator, um_test_simulator_free);
}

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  return node;
}

static void
assert_malformed (const GError *error)
{
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED);
}

/* ---- projects and forms ---- */

static UmJiraPage *
list_projects (UmJira *jira, const char *query, gint64 start_at, GError **error)
{
  g_auto (Waiter) waiter = { 0 };

  um_jira_list_projects_async (jira, query, start_at, NULL, done_cb, &waiter);
  return um_jira_list_projects_finish (jira, wait_for (&waiter), error);
}

static UmJiraPage *
list_issue_types (UmJira *jira, const char *project, gint64 start_at, GError **error)
{
  g_auto (Waiter) waiter = { 0 };

  um_jira_list_issue_types_async (jira, project, start_at, NULL, done_cb, &waiter);
  return um_jira_list_issue_types_finish (jira, wait_for (&waiter), error);
}

static UmJiraPage *
list_fields (UmJira *jira, const char *project, const char *type, GError **error)
{
  g_auto (Waiter) waiter = { 0 };

  um_jira_list_fields_async (jira, project, type, 0, NULL, done_cb, &waiter);
  return um_jira_list_fields_finish (jira, wait_for (&waiter), error);
}

static void
test_projects (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmJiraPage) page = NULL;
  const UmJiraProject *project;

  push (self->server, 200,
        "{\"startAt\":0,\"maxResults\":50,\"total\":120,\"isLast\":false,\"values\":["
        "{\"id\":\"10000\",\"key\":\"OPS\",\"name\":\"Operations\",\"style\":\"classic\"},"
        "{\"id\":\"2\"},{\"key\":\"X\"},null]}");
  page = list_projects (self->jira, "o&p", 0, &error);
  g_assert_no_error (error);
  assert_asked (self->server, "GET",
                REST "/project/search?action=create&orderBy=name&query=o%26p&startAt=0"
                     "&maxResults=100",
                NULL);
  g_assert_cmpuint (page->items->len, ==, 2);
  g_assert_cmpuint (page->bad, ==, 2);
  g_assert_cmpint (page->next, ==, 50);
  g_assert_cmpint (page->total, ==, 120);
  project = g_ptr_array_index (page->items, 0);
  g_assert_cmpstr (project->id, ==, "10000");
  g_assert_cmpstr (project->key, ==, "OPS");
  g_assert_cmpstr (project->name, ==, "Operations");
  project = g_ptr_array_index (page->items, 1);
  g_assert_cmpstr (project->name, ==, "");
}

static void
test_page_ends (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *members;
    gint64 next; /* -2: malformed */
  } cases[] = {
    { "\"startAt\":100,\"maxResults\":50,\"isLast\":false", 150 },
    { "\"maxResults\":50", 150 },
    { "\"startAt\":100,\"maxResults\":50,\"isLast\":true", -1 },
    { "\"startAt\":100,\"maxResults\":50,\"total\":101", -1 },
    { "\"startAt\":100,\"maxResults\":50,\"total\":151", 150 },
    { "\"startAt\":0,\"maxResults\":50", -2 },
    { "\"startAt\":100,\"maxResults\":0", -2 },
    { "\"startAt\":100,\"maxResults\":-5", -2 },
    { "\"startAt\":100,\"maxResults\":9223372036854775807", -2 },
    { "\"startAt\":100", -2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"values\":[{\"id\":\"1\"}],%s}",
                                               cases[i].members);
      g_autoptr (GError) error = NULL;
      g_autoptr (UmJiraPage) page = NULL;

      g_test_message ("%s", body);
      push (self->server, 200, body);
      page = list_projects (self->jira, NULL, 100, &error);
      if (cases[i].next == -2)
        assert_malformed (error);
      else
        g_assert_cmpint (page->next, ==, cases[i].next);
    }
  push (self->server, 200, "{\"values\":[]}");
  um_jira_page_free (list_projects (self->jira, NULL, 100, NULL));
}

static void
test_issue_types (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "issueTypes", "createMetaIssueType" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *body = g_strdup_printf (
        "{\"%s\":[{\"id\":\"1\",\"name\":\"Task\",\"subtask\":false},{\"id\":\"2\",\"name\":null,"
        "\"subtask\":true},{\"id\":3}],\"startAt\":0,\"maxResults\":200,\"total\":3}",
        names[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (UmJiraPage) page = NULL;
      const UmJiraIssueType *type;

      push (self->server, 200, body);
      page = list_issue_types (self->jira, "O/P", 0, &error);
      g_assert_no_error (error);
      assert_asked (self->server, "GET",
                    REST "/issue/createmeta/O%2FP/issuetypes?startAt=0&maxResults=200", NULL);
      g_assert_cmpuint (page->items->len, ==, 2);
      g_assert_cmpint (page->next, ==, -1);
      type = g_ptr_array_index (page->items, 1);
      g_assert_cmpstr (type->name, ==, "");
      g_assert_true (type->subtask);
    }
}

static void
test_fields (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmJiraPage) page = NULL;
  const UmJiraField *field;

  push (
    self->server, 200,
    "{\"fields\":[{\"fieldId\":\"priority\",\"key\":\"priority\",\"name\":\"Priority\","
    "\"required\":true,\"hasDefaultValue\":true,\"schema\":{\"type\":\"priority\",\"system\":"
    "\"priority\"},\"allowedValues\":[{\"id\":\"1\",\"name\":\"High\"},{\"id\":\"2\","
    "\"value\":\"Low\"},{\"name\":\"x\"},null]},{\"key\":\"customfield_1\",\"required\":null,"
    "\"schema\":{\"type\":\"array\",\"items\":\"string\",\"custom\":\"a:b\"}},{\"name\":\"x\"}],"
    "\"startAt\":0,\"maxResults\":200,\"total\":3}");
  page = list_fields (self->jira, "OPS", "1", &error);
  g_assert_no_error (error);
  assert_asked (self->server, "GET",
                REST "/issue/createmeta/OPS/issuetypes/1?startAt=0&maxResults=200", NULL);
  g_assert_cmpuint (page->items->len, ==, 2);
  g_assert_cmpuint (page->bad, ==, 1);
  field = g_ptr_array_index (page->items, 0);
  g_assert_cmpstr (field->id, ==, "priority");
  g_assert_cmpstr (field->type, ==, "priority");
  g_assert_cmpstr (field->system, ==, "priority");
  g_assert_true (field->required);
  g_assert_true (field->has_default);
  g_assert_cmpuint (field->options->len, ==, 2);
  g_assert_cmpstr (g_array_index (field->options, UmJiraOption, 0).name, ==, "High");
  g_assert_cmpstr (g_array_index (field->options, UmJiraOption, 1).name, ==, "Low");
  field = g_ptr_array_index (page->items, 1);
  g_assert_cmpstr (field->id, ==, "customfield_1");
  g_assert_cmpstr (field->items, ==, "string");
  g_assert_cmpstr (field->custom, ==, "a:b");
  g_assert_false (field->required);
  g_assert_null (field->options);
  g_clear_pointer (&page, um_jira_page_free);

  push (self->server, 200, "{\"results\":[{\"fieldId\":\"a\"}],\"maxResults\":1,\"total\":1}");
  page = list_fields (self->jira, "OPS", "1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, ==, 1);
  g_clear_pointer (&page, um_jira_page_free);

  g_assert_null (list_fields (self->jira, "OPS", "..", &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED);
}

/* ---- issues ---- */

static UmJiraIssue *
create_issue (UmJira *jira, const char *fields, UmReply **reply, GError **error)
{
  g_autoptr (JsonNode) node = parse (fields);
  g_auto (Waiter) waiter = { 0 };

  um_jira_create_issue_async (jira, node, NULL, done_cb, &waiter);
  return um_jira_create_issue_finish (jira, wait_for (&waiter), reply, error);
}

static GPtrArray *
create_issues (UmJira *jira, const char *fields, guint n, UmReply **reply, GError **error)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_auto (Waiter) waiter = { 0 };

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (nodes, parse (fields));
  um_jira_create_issues_async (jira, nodes, NULL, done_cb, &waiter);
  return um_jira_create_issues_finish (jira, wait_for (&waiter), reply, error);
}

static void
test_create (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (UmJiraIssue) issue = NULL;

  push (self->server, 201, "{\"id\":\"10000\",\"key\":\"OPS-1\",\"self\":\"s\"}");
  issue = create_issue (self->jira, "{\"summary\":\"a \\\"b\\\"\",\"labels\":[\"x\"]}", NULL,
                        &error);
  g_assert_no_error (error);
  g_assert_cmpstr (issue->id, ==, "10000");
  g_assert_cmpstr (issue->key, ==, "OPS-1");
  g_assert_null (issue->labels);
  assert_asked (self->server, "POST", REST "/issue",
                "{\"fields\":{\"summary\":\"a \\\"b\\\"\",\"labels\":[\"x\"]}}");

  push (self->server, 400, "{\"errorMessages\":[],\"errors\":{\"summary\":\"is required\"}}");
  g_assert_null (create_issue (self->jira, "{}", &reply, &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED);
  g_assert_cmpstr (reply->message, ==, "summary: is required");
  g_assert_false (reply->maybe_done);
}

/* What can't be sent twice isn't, and says that it may have been done. */
static void
test_create_unclear (Fixture *self, gconstpointer data)
{
  static const UmTestAnswer answers[] = { { .end = UM_TEST_CUT }, { .status = 502 } };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (UmReply) reply = NULL;

      um_test_server_push (self->server, &answers[i]);
      g_assert_null (create_issue (self->jira, "{}", &reply, &error));
      g_assert_true (reply->maybe_done);
      g_assert_cmpuint (reply->attempts, ==, 1);
      g_assert_cmpuint (um_test_server_count (self->server), ==, i + 1);
    }
}

static const UmJiraMade *
made_at (GPtrArray *made, guint index)
{
  g_assert_cmpuint (index, <, made->len);
  return g_ptr_array_index (made, index);
}

static void
test_bulk (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (GPtrArray) made = NULL;

  push (self->server, 201,
        "{\"issues\":[{\"id\":\"10\",\"key\":\"OPS-1\"},{\"id\":\"11\",\"key\":\"OPS-2\"}],"
        "\"errors\":[{\"status\":400,\"elementErrors\":{\"errorMessages\":[\"No.\"],\"errors\":"
        "{\"summary\":\"too long\"}},\"failedElementNumber\":1},{\"status\":null,"
        "\"elementErrors\":null,\"failedElementNumber\":3}]}");
  made = create_issues (self->jira, "{\"a\":1}", 4, &reply, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 201);
  g_assert_cmpuint (made->len, ==, 4);
  assert_asked (self->server, "POST", REST "/issue/bulk",
                "{\"issueUpdates\":[{\"fields\":{\"a\":1}},{\"fields\":{\"a\":1}},"
                "{\"fields\":{\"a\":1}},{\"fields\":{\"a\":1}}]}");
  g_assert_cmpstr (made_at (made, 0)->key, ==, "OPS-1");
  g_assert_null (made_at (made, 0)->message);
  g_assert_null (made_at (made, 1)->id);
  g_assert_cmpuint (made_at (made, 1)->status, ==, 400);
  g_assert_cmpstr (made_at (made, 1)->message, ==, "No. summary: too long");
  g_assert_error (made_at (made, 1)->error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED);
  g_assert_nonnull (made_at (made, 1)->body);
  g_assert_no_error (made_at (made, 2)->error);
  g_assert_null (made_at (made, 2)->body);
  g_assert_cmpstr (made_at (made, 2)->key, ==, "OPS-2");
  g_assert_null (made_at (made, 3)->id);
  g_assert_cmpuint (made_at (made, 3)->status, ==, 0);
  g_assert_error (made_at (made, 3)->error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED);
}

/* A refusal of all is told one by one; any other refusal stands. */
static void
test_bulk_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (GPtrArray) made = NULL;

  push (self->server, 400,
        "{\"issues\":[],\"errors\":[{\"status\":400,\"elementErrors\":{\"errorMessages\":[],"
        "\"errors\":{\"x\":\"y\"}},\"failedElementNumber\":0},{\"status\":400,\"elementErrors\":{},"
        "\"failedElementNumber\":1}]}");
  made = create_issues (self->jira, "{}", 2, &reply, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 400);
  g_assert_cmpstr (made_at (made, 0)->message, ==, "x: y");
  g_assert_null (made_at (made, 1)->message);
  g_assert_null (made_at (made, 1)->id);
  g_clear_pointer (&made, g_ptr_array_unref);

  push (self->server, 400, "{\"errorMessages\":[\"Not so\"],\"errors\":{}}");
  g_assert_null (create_issues (self->jira, "{}", 2, NULL, &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED);
  g_clear_error (&error);
  push (self->server, 403, "{\"issues\":[],\"errors\":[]}");
  g_assert_null (create_issues (self->jira, "{}", 2, NULL, &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_FORBIDDEN);
}

/* An answer that leaves open whose issue is whose. */
static void
test_bulk_odd (Fixture *self, gconstpointer data)
{
  static const char *const bodies[] = {
    "{}",
    "{\"issues\":[{\"id\":\"1\",\"key\":\"A-1\"}]}",
    "{\"issues\":[{\"id\":\"1\"},{\"id\":\"2\"},{\"id\":\"3\"}]}",
    "{\"issues\":[{\"id\":\"1\"},{\"key\":\"A-2\"}]}",
    "{\"issues\":[{\"id\":\"1\"},null]}",
    "{\"issues\":[{\"id\":\"1\"}],\"errors\":[{\"failedElementNumber\":2}]}",
    "{\"issues\":[{\"id\":\"1\"}],\"errors\":[{\"failedElementNumber\":-1}]}",
    "{\"issues\":[{\"id\":\"1\"}],\"errors\":[{}]}",
    "{\"issues\":[],\"errors\":[{\"failedElementNumber\":1},{\"failedElementNumber\":1}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (UmReply) reply = NULL;

      g_test_message ("%s", bodies[i]);
      push (self->server, 201, bodies[i]);
      g_assert_null (create_issues (self->jira, "{}", 2, &reply, &error));
      assert_malformed (error);
      g_assert_cmpuint (reply->status, ==, 201);
    }
}

static UmJiraIssuePage *
find_issues (UmJira *jira, const char *label, const char *token, GError **error)
{
  g_auto (Waiter) waiter = { 0 };

  um_jira_find_issues_async (jira, label, token, NULL, done_cb, &waiter);
  return um_jira_find_issues_finish (jira, wait_for (&waiter), error);
}

static void
test_find (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmJiraIssuePage) page = NULL;
  const UmJiraIssue *issue;

  push (self->server, 200,
        "{\"issues\":[{\"id\":\"1\",\"key\":\"A-1\",\"fields\":{\"labels\":[\"x\",null,\"y\"]}},"
        "{\"id\":\"2\",\"fields\":null},{}],\"nextPageToken\":\"t1\"}");
  page = find_issues (self->jira, "um-\"a\\b", NULL, &error);
  g_assert_no_error (error);
  assert_asked (self->server, "POST", REST "/search/jql",
                "{\"jql\":\"labels = \\\"um-\\\\\\\"a\\\\\\\\b\\\" ORDER BY key ASC\","
                "\"fields\":[\"labels\"],\"maxResults\":100}");
  g_assert_cmpstr (page->next, ==, "t1");
  g_assert_cmpuint (page->items->len, ==, 2);
  g_assert_cmpuint (page->bad, ==, 1);
  issue = g_ptr_array_index (page->items, 0);
  g_assert_cmpuint (issue->labels->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (issue->labels, 1), ==, "y");
  issue = g_ptr_array_index (page->items, 1);
  g_assert_cmpstr (issue->key, ==, "");
  g_assert_null (issue->labels);
  g_clear_pointer (&page, um_jira_issue_page_free);

  push (self->server, 200, "{\"issues\":[],\"nextPageToken\":\"t2\",\"isLast\":true}");
  page = find_issues (self->jira, "x", "t1", &error);
  g_assert_no_error (error);
  g_assert_null (page->next);
  assert_asked (self->server, "POST", REST "/search/jql",
                "{\"jql\":\"labels = \\\"x\\\" ORDER BY key ASC\",\"fields\":[\"labels\"],"
                "\"maxResults\":100,\"nextPageToken\":\"t1\"}");

  push (self->server, 200, "{\"issues\":[],\"nextPageToken\":\"t1\"}");
  g_assert_null (find_issues (self->jira, "x", "t1", &error));
  assert_malformed (error);
  g_clear_error (&error);
  push (self->server, 200, "{\"issues\":null}");
  g_assert_null (find_issues (self->jira, "x", NULL, &error));
  assert_malformed (error);
}

static void
test_adf (void)
{
  static const char *const cases[][2] = {
    { "", "[]" },
    { "a \"b\"\n\nc\r\nd",
      "[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"a \\\"b\\\"\"}]},"
      "{\"type\":\"paragraph\",\"content\":[]},"
      "{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"c\"}]},"
      "{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"d\"}]}]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) document = um_adf_from_text (cases[i][0]);
      g_autofree char *text = json_to_string (document, FALSE);
      g_autofree char *expected = g_strdup_printf (
        "{\"type\":\"doc\",\"version\":1,\"content\":%s}", cases[i][1]);

      g_assert_cmpstr (text, ==, expected);
    }
}

/* ---- accounts ---- */

static void
test_some_users (Fixture *self, gconstpointer data)
{
  static const char *const ids[] = { "557058:a", "b&c", NULL };
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmJiraPage) page = NULL;

  push (self->server, 200,
        "{\"startAt\":0,\"maxResults\":1,\"isLast\":false,\"values\":[{\"accountId\":\"a\"}]}");
  um_jira_list_some_users_async (self->jira, ids, 0, NULL, done_cb, &waiter);
  page = um_jira_list_some_users_finish (self->jira, wait_for (&waiter), &error);
  g_assert_no_error (error);
  g_assert_cmpint (page->next, ==, 1);
  assert_asked (self->server, "GET",
                REST "/user/bulk?startAt=0&maxResults=2&accountId=557058%3Aa&accountId=b%26c",
                NULL);
}

static void
test_assignable (Fixture *self, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmJiraPage) page = NULL;

  push (self->server, 200, "[{\"accountId\":\"a\",\"displayName\":\"Ann\"}]");
  um_jira_list_assignable_async (self->jira, "OPS", NULL, "557058:a", 0, NULL, done_cb, &waiter);
  page = um_jira_list_assignable_finish (self->jira, wait_for (&waiter), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, ==, 1);
  assert_asked (self->server, "GET",
                REST "/user/assignable/search?project=OPS&accountId=557058%3Aa&startAt=0"
                     "&maxResults=100",
                NULL);
}

static gboolean
remove_user (UmJira *jira, const char *account_id, UmChange *change, GError **error)
{
  g_auto (Waiter) waiter = { 0 };

  um_jira_remove_user_async (jira, account_id, NULL, done_cb, &waiter);
  return um_jira_remove_user_finish (jira, wait_for (&waiter), change, NULL, error);
}

static void
test_remove (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *body;
    int error; /* -1: the state stood already */
  } cases[] = {
    { 404, "{\"errorMessages\":[\"The user does not exist.\"],\"errors\":{}}", -1 },
    { 404, "{\"errorMessages\":[\"User not found\"]}", -1 },
    { 404, "<html>not found</html>", UM_ATLASSIAN_ERROR_NOT_FOUND },
    { 400, "{\"errorMessages\":[\"You cannot delete yourself.\"]}", UM_ATLASSIAN_ERROR_REFUSED },
    { 403, "{\"errorMessages\":[\"The user does not exist.\"]}", UM_ATLASSIAN_ERROR_FORBIDDEN },
  };
  UmChange change = (UmChange) 99;

  push (self->server, 204, NULL);
  g_assert_true (remove_user (self->jira, "557058:a", &change, NULL));
  g_assert_cmpint (change, ==, UM_CHANGE_DONE);
  assert_asked (self->server, "DELETE", REST "/user?accountId=557058%3Aa", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%u %s", cases[i].status, cases[i].body);
      push (self->server, cases[i].status, cases[i].body);
      if (remove_user (self->jira, "a", &change, &error))
        g_assert_cmpint (change, ==, UM_CHANGE_ALREADY_SO);
      g_assert_cmpint (error != NULL ? error->code : -1, ==, cases[i].error);
    }
}

static UmJiraUser *
invite (UmJira *jira, const char *email, const char *product, UmReply **reply, GError **error)
{
  const char *const products[] = { product, NULL };
  g_auto (Waiter) waiter = { 0 };

  um_jira_invite_async (jira, email, products, NULL, done_cb, &waiter);
  return um_jira_invite_finish (jira, wait_for (&waiter), reply, error);
}

static void
test_invite (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (UmJiraUser) user = NULL;

  push (self->server, 201, "{\"accountId\":\"a\",\"emailAddress\":\"a@b\",\"active\":true}");
  user = invite (self->jira, "a@b", "jira-software", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (user->account_id, ==, "a");
  assert_asked (self->server, "POST", REST "/user",
                "{\"emailAddress\":\"a@b\",\"products\":[\"jira-software\"]}");
  g_clear_pointer (&user, um_jira_user_free);

  push (self->server, 201, "{\"accountId\":\"a\"}");
  user = invite (self->jira, "a@b", NULL, NULL, &error);
  assert_asked (self->server, "POST", REST "/user", "{\"emailAddress\":\"a@b\",\"products\":[]}");

  push (self->server, 201, "[]");
  g_assert_null (invite (self->jira, "a@b", NULL, &reply, &error));
  assert_malformed (error);
  g_assert_cmpuint (reply->status, ==, 201);
  g_assert_cmpuint (um_test_server_count (self->server), ==, 3);
}

static gint64
count_licences (UmJira *jira, const char *product, GError **error)
{
  g_auto (Waiter) waiter = { 0 };

  um_jira_count_licences_async (jira, product, NULL, done_cb, &waiter);
  return um_jira_count_licences_finish (jira, wait_for (&waiter), error);
}

static void
test_licences (Fixture *self, gconstpointer data)
{
  static const char *const bad[] = { "{}", "{\"value\":\"-1\"}", "{\"value\":\"1 000\"}",
                                     "{\"value\":7}", "[]" };

  push (self->server, 200, "{\"key\":\"license.totalApproximateUserCount\",\"value\":\"1000\"}");
  g_assert_cmpint (count_licences (self->jira, NULL, NULL), ==, 1000);
  assert_asked (self->server, "GET", REST "/license/approximateLicenseCount", NULL);
  push (self->server, 200, "{\"value\":\"0\"}");
  g_assert_cmpint (count_licences (self->jira, "jira-software", NULL), ==, 0);
  assert_asked (self->server, "GET", REST "/license/approximateLicenseCount/product/jira-software",
                NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      push (self->server, 200, bad[i]);
      g_assert_cmpint (count_licences (self->jira, NULL, &error), ==, -1);
      assert_malformed (error);
    }
}

/* ---- on the simulated site ---- */

/* What an issue of the project OPS takes at least; @label: its label. */
static char *
make_fields (Fixture *self, const char *summary, const char *label)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmJiraPage) projects = list_projects (
    self->jira, um_test_simulator_get (self->simulator, "project"), 0, &error);
  g_autoptr (UmJiraPage) types = NULL;
  g_autoptr (UmJiraPage) fields = NULL;
  g_autoptr (JsonNode) description = um_adf_from_text ("One.\n\nTwo.");
  g_autofree char *text = json_to_string (description, FALSE);
  const UmJiraProject *project;
  const UmJiraIssueType *type;

  g_assert_no_error (error);
  g_assert_cmpuint (projects->items->len, >, 0);
  project = g_ptr_array_index (projects->items, 0);
  types = list_issue_types (self->jira, project->key, 0, &error);
  g_assert_no_error (error);
  type = g_ptr_array_index (types->items, 0);
  fields = list_fields (self->jira, project->id, type->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fields->items->len, >, 2);
  return g_strdup_printf ("{\"project\":{\"id\":\"%s\"},\"issuetype\":{\"id\":\"%s\"},"
                          "\"summary\":\"%s\",\"labels\":[\"%s\"],\"description\":%s}",
                          project->id, type->id, summary, label, text);
}

static void
test_make_and_find (Fixture *self, gconstpointer data)
{
  g_autofree char *fields = make_fields (self, "One", "um-1");
  g_autoptr (GPtrArray) both = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmJiraIssue) issue = create_issue (self->jira, fields, NULL, &error);
  g_autoptr (UmJiraIssuePage) page = NULL;
  g_autoptr (GPtrArray) made = NULL;
  const UmJiraIssue *found;

  g_assert_no_error (error);
  g_ptr_array_add (both, parse ("{\"summary\":\"nowhere\"}"));
  g_ptr_array_add (both, parse (fields));
  um_jira_create_issues_async (self->jira, both, NULL, done_cb, &waiter);
  made = um_jira_create_issues_finish (self->jira, wait_for (&waiter), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (made->len, ==, 2);
  g_assert_null (made_at (made, 0)->id);
  g_assert_nonnull (made_at (made, 0)->message);
  g_assert_nonnull (made_at (made, 1)->key);

  page = find_issues (self->jira, "um-1", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, ==, 2);
  g_assert_null (page->next);
  found = g_ptr_array_index (page->items, 0);
  g_assert_cmpstr (found->key, ==, issue->key);
  g_assert_cmpstr (g_ptr_array_index (found->labels, 0), ==, "um-1");
  g_clear_pointer (&page, um_jira_issue_page_free);
  page = find_issues (self->jira, "um-2", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, ==, 0);
}

static void
test_nothing_made (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (GPtrArray)
    made = create_issues (self->jira, "{\"summary\":\"nowhere\"}", 3, &reply, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 400);
  for (guint i = 0; i < made->len; i++)
    g_assert_nonnull (made_at (made, i)->message);
}

static void
test_lost (Fixture *self, gconstpointer data)
{
  g_autofree char *fields = make_fields (self, "One", "um-1");
  gint64 effects = um_test_simulator_get_stat (self->simulator, "effects");
  g_autoptr (GError) error = NULL;
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (UmJiraIssuePage) page = NULL;

  g_assert_null (create_issue (self->jira, fields, &reply, &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_CUT);
  g_assert_true (reply->maybe_done);
  g_assert_cmpint (um_test_simulator_get_stat (self->simulator, "effects"), ==, effects + 1);
  g_clear_error (&error);
  page = find_issues (self->jira, "um-1", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, ==, 1);
}

static void
test_come_and_go (Fixture *self, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 }, other = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmJiraPage) page = NULL;
  g_autoptr (UmJiraPage) assignable = NULL;
  g_autoptr (UmJiraUser)
    user = invite (self->jira, "new.person@acme.example", "jira-software", NULL, &error);
  const char *ids[] = { "no-such-account", NULL, NULL };
  UmChange change = (UmChange) 99;

  g_assert_no_error (error);
  ids[1] = user->account_id;
  um_jira_list_some_users_async (self->jira, ids, 0, NULL, done_cb, &waiter);
  page = um_jira_list_some_users_finish (self->jira, wait_for (&waiter), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, ==, 1);
  g_assert_cmpstr (((UmJiraUser *) g_ptr_array_index (page->items, 0))->account_id, ==,
                   user->account_id);
  um_jira_list_assignable_async (self->jira, um_test_simulator_get (self->simulator, "project"),
                                 NULL, user->account_id, 0, NULL, done_cb, &other);
  assignable = um_jira_list_assignable_finish (self->jira, wait_for (&other), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (assignable->items->len, <=, 1);

  remove_user (self->jira, user->account_id, &change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (change, ==, UM_CHANGE_DONE);
  remove_user (self->jira, user->account_id, &change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (change, ==, UM_CHANGE_ALREADY_SO);
  g_assert_cmpint (count_licences (self->jira, NULL, &error), >, 0);
  g_assert_no_error (error);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
#define ADD_SIMULATED(name, option, function) \
  g_test_add (name, Fixture, option, set_up_simulator, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  um_test_log_capture ();
  ADD ("/jira-issues/projects", test_projects);
  ADD ("/jira-issues/page-ends", test_page_ends);
  ADD ("/jira-issues/issue-types", test_issue_types);
  ADD ("/jira-issues/fields", test_fields);
  ADD ("/jira-issues/create", test_create);
  ADD ("/jira-issues/create-unclear", test_create_unclear);
  ADD ("/jira-issues/bulk", test_bulk);
  ADD ("/jira-issues/bulk-refused", test_bulk_refused);
  ADD ("/jira-issues/bulk-odd", test_bulk_odd);
  ADD ("/jira-issues/find", test_find);
  g_test_add_func ("/jira-issues/adf", test_adf);
  ADD ("/jira-issues/some-users", test_some_users);
  ADD ("/jira-issues/assignable", test_assignable);
  ADD ("/jira-issues/remove", test_remove);
  ADD ("/jira-issues/invite", test_invite);
  ADD ("/jira-issues/licences", test_licences);
  ADD_SIMULATED ("/jira-issues/make-and-find", NULL, test_make_and_find);
  ADD_SIMULATED ("/jira-issues/nothing-made", NULL, test_nothing_made);
  ADD_SIMULATED ("/jira-issues/lost", "--drop=1", test_lost);
  ADD_SIMULATED ("/jira-issues/come-and-go", NULL, test_come_and_go);
  return g_test_run ();
}
