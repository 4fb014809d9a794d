/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The endpoints of a Jira Cloud site for making issues. Main thread. */
#include "um-jira-issues.h"

#include "um-call.h"
#include "um-jira-issue-decode.h"
#include "um-json-write.h"
#include "um-uri.h"

#define PROJECTS_A_PAGE "100"
#define METADATA_A_PAGE "200"
#define FOUND_A_PAGE    100

#define PROJECTS_PATH "/rest/api/3/project/search"
#define TYPES_PATH    "/rest/api/3/issue/createmeta/{}/issuetypes"
#define FIELDS_PATH   TYPES_PATH "/{}"

/* Asks for a page of a list. @size: of the page; @path: (nullable): without startAt and maxResults
 */
static void
get_page (UmJira *self,
          UmDecode decode,
          const char *path,
          const char *endpoint,
          const char *size,
          gint64 start_at,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  g_autofree char *start = g_strdup_printf ("%" G_GINT64_FORMAT, start_at);
  g_autofree char *whole = um_uri_build (path, "startAt", start, "maxResults", size, NULL);
  GTask *task = um_call_new (self, decode, (GDestroyNotify) um_jira_page_free, cancellable,
                             callback, user_data);

  um_call_set_asked (task, &(UmAsked){ .start_at = start_at });
  um_call_send (task, um_jira_get_http (self), "GET", whole, endpoint, NULL, UM_HTTP_REPEATABLE);
}

void
um_jira_list_projects_async (UmJira *self,
                             const char *query,
                             gint64 start_at,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autofree char *path = um_uri_build (PROJECTS_PATH, "action", "create", "orderBy", "name",
                                        "query", query, NULL);

  get_page (self, um_jira_decode_projects, path, "GET project/search", PROJECTS_A_PAGE, start_at,
            cancellable, callback, user_data);
}

UmJiraPage *
um_jira_list_projects_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}

void
um_jira_list_issue_types_async (UmJira *self,
                                const char *project,
                                gint64 start_at,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autofree char *path = um_uri_fill (TYPES_PATH, project);

  get_page (self, um_jira_decode_issue_types, path, "GET createmeta/issuetypes", METADATA_A_PAGE,
            start_at, cancellable, callback, user_data);
}

UmJiraPage *
um_jira_list_issue_types_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}

void
um_jira_list_fields_async (UmJira *self,
                           const char *project,
                           const char *issue_type,
                           gint64 start_at,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autofree char *path = um_uri_fill (FIELDS_PATH, project, issue_type);

  get_page (self, um_jira_decode_fields, path, "GET createmeta/fields", METADATA_A_PAGE, start_at,
            cancellable, callback, user_data);
}

UmJiraPage *
um_jira_list_fields_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}

static void
add_update (JsonBuilder *builder, JsonNode *fields)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "fields");
  json_builder_add_value (builder, json_node_copy (fields));
  json_builder_end_object (builder);
}

void
um_jira_create_issue_async (UmJira *self,
                            JsonNode *fields,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GBytes) body = NULL;
  GTask *task = um_call_new (self, um_jira_decode_issue, (GDestroyNotify) um_jira_issue_free,
                             cancellable, callback, user_data);

  add_update (builder, fields);
  body = um_json_write_bytes (builder);
  um_call_set_write (task, NULL);
  um_call_send (task, um_jira_get_http (self), "POST", "/rest/api/3/issue", "POST issue", body,
                UM_HTTP_NONE);
}

UmJiraIssue *
um_jira_create_issue_finish (UmJira *self, GAsyncResult *result, UmReply **reply, GError **error)
{
  return um_call_finish (self, result, reply, error);
}

void
um_jira_create_issues_async (UmJira *self,
                             GPtrArray *fields,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GBytes) body = NULL;
  GTask *task;

  g_return_if_fail (fields->len > 0 && fields->len <= UM_JIRA_MOST_ISSUES);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "issueUpdates");
  json_builder_begin_array (builder);
  for (guint i = 0; i < fields->len; i++)
    add_update (builder, g_ptr_array_index (fields, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  body = um_json_write_bytes (builder);

  task = um_call_new (self, um_jira_decode_made, (GDestroyNotify) g_ptr_array_unref, cancellable,
                      callback, user_data);
  um_call_set_asked (task, &(UmAsked){ .max_results = fields->len });
  um_call_set_write (task, NULL);
  um_call_set_decode_refusal (task);
  um_call_send (task, um_jira_get_http (self), "POST", "/rest/api/3/issue/bulk", "POST issue/bulk",
                body, UM_HTTP_NONE);
}

GPtrArray *
um_jira_create_issues_finish (UmJira *self, GAsyncResult *result, UmReply **reply, GError **error)
{
  return um_call_finish (self, result, reply, error);
}

/* A string of JQL: in quotes, with a backslash before quotes and backslashes. */
static char *
quote_jql (const char *text)
{
  g_autoptr (GString) quoted = g_string_new ("\"");

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *p);
    }
  g_string_append_c (quoted, '"');
  return g_string_free (g_steal_pointer (&quoted), FALSE);
}

static GBytes *
make_search_body (const char *label, const char *token)
{
  static const char *const fields[] = { "labels", NULL };
  g_autofree char *quoted = quote_jql (label);
  g_autofree char *jql = g_strdup_printf ("labels = %s ORDER BY key ASC", quoted);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  um_json_add_string (builder, "jql", jql);
  um_json_add_strings (builder, "fields", fields);
  json_builder_set_member_name (builder, "maxResults");
  json_builder_add_int_value (builder, FOUND_A_PAGE);
  um_json_add_string (builder, "nextPageToken", token);
  json_builder_end_object (builder);
  return um_json_write_bytes (builder);
}

void
um_jira_find_issues_async (UmJira *self,
                           const char *label,
                           const char *token,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GBytes) body = make_search_body (label, token);
  GTask *task = um_call_new (self, um_jira_decode_found, (GDestroyNotify) um_jira_issue_page_free,
                             cancellable, callback, user_data);

  um_call_set_asked (task, &(UmAsked){ .cursor = token });
  um_call_send (task, um_jira_get_http (self), "POST", "/rest/api/3/search/jql", "POST search/jql",
                body, UM_HTTP_REPEATABLE);
}

UmJiraIssuePage *
um_jira_find_issues_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}
