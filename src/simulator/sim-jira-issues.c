/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Issues: GET and POST issue, issue/bulk. */

#include "sim-jira-issues.h"

#include "sim-jira-fields.h"
#include "sim-jira-write.h"
#include "sim-jira.h"
#include "sim-json.h"
#include "sim-lag.h"
#include "sim-projects.h"

#define MOST_ISSUES 50

#define ANONYMOUS                                                             \
  "Anonymous users do not have permission to create issues in this project. " \
  "Please try logging in first."

/* Writes `{"id":…,"name":…}` with a link. */
static void
write_named (SimRequest *request, GString *out, const char *field, const char *id, const char *name)
{
  sim_json_begin_object (out, field);
  g_string_append_printf (out, "\"self\":\"%s/rest/api/3/%s/%s\"", request->base, field, id);
  sim_json_string (out, "id", id);
  sim_json_string (out, "name", name);
  sim_json_end_object (out);
}

static void
write_user (SimRequest *request, GString *out, const char *field, guint user)
{
  if (user == SIM_NONE)
    sim_json_null (out, field);
  else
    sim_jira_write_user (request, out, field, user, SIM_USER_BRIEF);
}

static void
write_labels (GString *out, const char *labels)
{
  g_auto (GStrv) all = g_strsplit (labels, " ", -1);

  sim_json_begin_array (out, "labels");
  for (guint i = 0; all[i] != NULL; i++)
    sim_json_string (out, NULL, all[i]);
  sim_json_end_array (out);
}

static void
write_fields (
  SimRequest *request, GString *out, const SimIssue *issue, SimFieldWanted wanted, gpointer data)
{
  SimStore *store = request->store;
  const SimProject *project = sim_project (issue->project);
  const SimIssueType *type = sim_issue_type (issue->type);
  const char *description = sim_store_text (store, issue->description);
  g_autofree char *created = sim_jira_print_time (issue->created);
  char priority[16];

  g_snprintf (priority, sizeof priority, "%u", issue->priority + 1u);
  if (wanted (data, "summary"))
    sim_json_string (out, "summary", sim_store_text (store, issue->summary));
  if (wanted (data, "project"))
    write_named (request, out, "project", project->id, project->name);
  if (wanted (data, "issuetype"))
    write_named (request, out, "issuetype", type->id, type->name);
  if (wanted (data, "priority"))
    write_named (request, out, "priority", priority, sim_priority_name (issue->priority));
  if (wanted (data, "status"))
    write_named (request, out, "status", "10000", "To Do");
  if (wanted (data, "labels"))
    write_labels (out, sim_store_text (store, issue->labels));
  if (wanted (data, "created"))
    sim_json_string (out, "created", created);
  if (wanted (data, "updated"))
    sim_json_string (out, "updated", created);
  if (wanted (data, "assignee"))
    write_user (request, out, "assignee", issue->assignee);
  if (wanted (data, "reporter"))
    write_user (request, out, "reporter", issue->reporter);
  if (wanted (data, "description"))
    sim_json_raw (out, "description", *description != '\0' ? description : "null");
}

/* Writes `id`, `key` and `self`, without the braces. */
static void
write_reference (SimRequest *request, GString *out, guint issue)
{
  g_autofree char *key = sim_issue_key (request->store, issue);

  g_string_append_printf (out, "\"id\":\"%u\"", sim_issue_id (issue));
  sim_json_string (out, "key", key);
  g_string_append_printf (out, ",\"self\":\"%s/rest/api/3/issue/%u\"", request->base,
                          sim_issue_id (issue));
}

/* Writes an issue with those fields that are @wanted. */
void
sim_jira_write_issue (
  SimRequest *request, GString *out, guint issue, SimFieldWanted wanted, gpointer data)
{
  sim_json_begin_object (out, NULL);
  write_reference (request, out, issue);
  sim_json_begin_object (out, "fields");
  write_fields (request, out, &g_array_index (request->store->issues, SimIssue, issue), wanted,
                data);
  sim_json_end_object (out);
  sim_json_end_object (out);
}

static gboolean
want_all (gpointer data, const char *field)
{
  return TRUE;
}

static void
get_issue (SimRequest *request)
{
  guint issue = sim_issue_find (request->store, request->arguments[0]);

  if (request->caller == SIM_NONE || issue == SIM_NONE)
    sim_request_fail (request, 404,
                      "Issue does not exist or you do not have permission to see it.");
  else
    sim_jira_write_issue (request, sim_request_begin (request, 200), issue, want_all, NULL);
}

/* Makes an issue of good fields. Returns: FALSE where it failed; the answer is written */
static gboolean
create (SimRequest *request, const SimIssueFields *fields)
{
  char numbers[5][16];
  const guint values[] = { fields->project, fields->type, fields->priority, fields->assignee,
                           fields->reporter };
  const char *texts[] = { numbers[0],     numbers[1],          numbers[2],
                          numbers[3],     numbers[4],          fields->summary,
                          fields->labels, fields->description, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_snprintf (numbers[i], sizeof numbers[i], "%u", values[i]);
  if (fields->assignee == SIM_NONE)
    numbers[3][0] = '\0';
  if (!sim_request_change (request, SIM_CHANGE_ISSUE_CREATE, texts))
    return FALSE;
  request->created++;
  return TRUE;
}

static void
write_errors (GString *out, const char *key, const SimIssueFields *fields)
{
  sim_json_begin_object (out, key);
  sim_json_raw (out, "errorMessages", "[]");
  sim_json_raw (out, "errors", fields->errors->str);
  sim_json_end_object (out);
}

static void
post_issue (SimRequest *request)
{
  SimIssueFields fields;
  GString *out;

  if (sim_request_object (request) == NULL)
    return;
  if (request->caller == SIM_NONE)
    {
      sim_request_fail (request, 400, ANONYMOUS);
      return;
    }
  if (!sim_jira_read_fields (request, request->json, &fields))
    write_errors (sim_request_begin (request, 400), NULL, &fields);
  else if (create (request, &fields))
    {
      out = sim_request_begin (request, 201);
      sim_json_begin_object (out, NULL);
      write_reference (request, out, request->store->issues->len - 1);
      sim_json_end_object (out);
    }
  sim_jira_clear_fields (&fields);
}

/* Makes one issue of several, and writes it or its errors. Returns: FALSE where the answer to the
 * whole is written */
static gboolean
create_one (SimRequest *request, JsonNode *update, guint number, GString *issues, GString *errors)
{
  SimIssueFields fields;
  gboolean good = sim_jira_read_fields (request, update, &fields);
  gboolean made = good && create (request, &fields);

  if (made)
    {
      sim_json_begin_object (issues, NULL);
      write_reference (request, issues, request->store->issues->len - 1);
      sim_json_end_object (issues);
    }
  else if (!good)
    {
      sim_json_begin_object (errors, NULL);
      sim_json_int (errors, "status", 400);
      write_errors (errors, "elementErrors", &fields);
      sim_json_int (errors, "failedElementNumber", number);
      sim_json_end_object (errors);
    }
  sim_jira_clear_fields (&fields);
  return made || !good;
}

static void
post_bulk (SimRequest *request)
{
  JsonObject *body = sim_request_object (request);
  JsonNode *node = body != NULL ? json_object_get_member (body, "issueUpdates") : NULL;
  JsonArray *updates = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                    : NULL;
  guint n = updates != NULL ? json_array_get_length (updates) : 0;
  g_autoptr (GString) issues = g_string_new ("[");
  g_autoptr (GString) errors = g_string_new ("[");
  GString *out;

  if (body == NULL)
    return;
  if (request->caller == SIM_NONE || n == 0 || n > MOST_ISSUES)
    {
      sim_request_fail (request, 400, "%s",
                        request->caller == SIM_NONE ? ANONYMOUS
                        : n == 0                    ? "No issues were given."
                                 : "The limit of 50 issues in one request was exceeded.");
      return;
    }
  for (guint i = 0; i < n; i++)
    if (!create_one (request, json_array_get_element (updates, i), i, issues, errors))
      return;
  g_string_append_c (issues, ']');
  g_string_append_c (errors, ']');

  out = sim_request_begin (request, issues->len > 2 ? 201 : 400);
  sim_json_begin_object (out, NULL);
  sim_json_raw (out, "issues", issues->str);
  sim_json_raw (out, "errors", errors->str);
  sim_json_end_object (out);
}

static const SimRoute routes[] = {
  { "POST", "/rest/api/3/issue", post_issue, SIM_NEED_VISITOR, NULL },
  { "POST", "/rest/api/3/issue/bulk", post_bulk, SIM_NEED_VISITOR, NULL },
  { "GET", "/rest/api/3/issue/{issueIdOrKey}", get_issue, SIM_NEED_VISITOR, NULL },
};

void
sim_jira_add_issue_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
