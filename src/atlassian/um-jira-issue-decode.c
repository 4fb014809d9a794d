/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bodies of a Jira site about issues. No state; any thread. */
#include "um-jira-issue-decode.h"

#include "um-decode.h"
#include "um-error-body.h"
#include "um-json-write.h"

/* What an issue was refused with where Jira doesn't tell. */
#define UNTOLD 400

/* Where the next page begins, by the answer's maxResults; what doesn't advance is refused. */
static gboolean
find_next (JsonObject *bean, const UmAsked *asked, guint n, gint64 *next, GError **error)
{
  gint64 start = um_json_int (bean, "startAt", asked->start_at);
  gint64 size = um_json_int (bean, "maxResults", 0);
  gint64 total = um_json_int (bean, "total", -1);

  *next = -1;
  if (n == 0 || um_json_bool (bean, "isLast", FALSE))
    return TRUE;
  if (total >= 0 && asked->start_at + n >= total)
    return TRUE;
  if (size <= 0 || size > G_MAXINT || start != asked->start_at)
    return um_decode_malformed ("page that advances", error), FALSE;
  *next = asked->start_at + size;
  return TRUE;
}

/* @names: of the member that holds the items, ending with NULL */
static gpointer
read_page (GBytes *body,
           const UmAsked *asked,
           const char *const *names,
           UmDecodeItem read_item,
           GDestroyNotify free_item,
           GError **error)
{
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (UmJiraPage) page = NULL;
  JsonObject *bean = um_decode_object (body, &answer, error);
  JsonArray *values = NULL;

  if (bean == NULL)
    return NULL;
  for (; values == NULL && *names != NULL; names++)
    values = um_json_array (bean, *names);
  if (values == NULL)
    return um_decode_malformed ("items", error);

  page = g_new0 (UmJiraPage, 1);
  page->items = um_decode_items (values, answer, read_item, free_item, &page->bad);
  page->total = MAX (um_json_int (bean, "total", -1), -1);
  if (!find_next (bean, asked, page->items->len + page->bad, &page->next, error))
    return NULL;
  return g_steal_pointer (&page);
}

static gpointer
read_project (JsonObject *object, JsonNode *answer)
{
  UmJiraProject *project;

  if (!um_decode_is_id (um_json_string (object, "id")))
    return NULL;

  project = g_new0 (UmJiraProject, 1);
  project->answer = json_node_ref (answer);
  project->id = um_json_string (object, "id");
  project->key = um_decode_text (object, "key");
  project->name = um_decode_text (object, "name");
  return project;
}

gpointer
um_jira_decode_projects (GBytes *body, const UmAsked *asked, GError **error)
{
  static const char *const names[] = { "values", NULL };

  return read_page (body, asked, names, read_project, (GDestroyNotify) um_jira_project_free, error);
}

static gpointer
read_issue_type (JsonObject *object, JsonNode *answer)
{
  UmJiraIssueType *type;

  if (!um_decode_is_id (um_json_string (object, "id")))
    return NULL;

  type = g_new0 (UmJiraIssueType, 1);
  type->answer = json_node_ref (answer);
  type->id = um_json_string (object, "id");
  type->name = um_decode_text (object, "name");
  type->subtask = um_json_bool (object, "subtask", FALSE);
  return type;
}

gpointer
um_jira_decode_issue_types (GBytes *body, const UmAsked *asked, GError **error)
{
  static const char *const names[] = { "issueTypes", "createMetaIssueType", NULL };

  return read_page (body, asked, names, read_issue_type, (GDestroyNotify) um_jira_issue_type_free,
                    error);
}

/* What has a name or a value, and an id or, as people have it, an account id. */
static GArray *
read_options (JsonArray *array)
{
  GArray *options;

  if (array == NULL)
    return NULL;

  options = g_array_new (FALSE, FALSE, sizeof (UmJiraOption));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = um_json_get_object (json_array_get_element (array, i));
      UmJiraOption option = { um_json_string (object, "id"), um_json_string (object, "name") };

      if (option.name == NULL)
        option.name = um_decode_text (object, "value");
      if (um_decode_is_id (option.id))
        g_array_append_val (options, option);
    }
  return options;
}

static gpointer
read_field (JsonObject *object, JsonNode *answer)
{
  JsonObject *schema = um_json_object (object, "schema");
  const char *id = um_json_string (object, "fieldId");
  UmJiraField *field;

  if (!um_decode_is_id (id))
    id = um_json_string (object, "key");
  if (!um_decode_is_id (id))
    return NULL;

  field = g_new0 (UmJiraField, 1);
  field->answer = json_node_ref (answer);
  field->id = id;
  field->name = um_decode_text (object, "name");
  field->type = um_json_string (schema, "type");
  field->items = um_json_string (schema, "items");
  field->system = um_json_string (schema, "system");
  field->custom = um_json_string (schema, "custom");
  field->required = um_json_bool (object, "required", FALSE);
  field->has_default = um_json_bool (object, "hasDefaultValue", FALSE);
  field->options = read_options (um_json_array (object, "allowedValues"));
  return field;
}

gpointer
um_jira_decode_fields (GBytes *body, const UmAsked *asked, GError **error)
{
  static const char *const names[] = { "fields", "results", NULL };

  return read_page (body, asked, names, read_field, (GDestroyNotify) um_jira_field_free, error);
}

static gpointer
read_issue (JsonObject *object, JsonNode *answer)
{
  UmJiraIssue *issue;

  if (!um_decode_is_id (um_json_string (object, "id")))
    return NULL;

  issue = g_new0 (UmJiraIssue, 1);
  issue->answer = json_node_ref (answer);
  issue->id = um_json_string (object, "id");
  issue->key = um_decode_text (object, "key");
  issue->labels = um_decode_strings (um_json_array (um_json_object (object, "fields"), "labels"));
  return issue;
}

gpointer
um_jira_decode_issue (GBytes *body, const UmAsked *asked, GError **error)
{
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *object = um_decode_object (body, &answer, error);
  gpointer issue = object != NULL ? read_issue (object, answer) : NULL;

  if (object == NULL)
    return NULL;
  return issue != NULL ? issue : um_decode_malformed ("id", error);
}

gpointer
um_jira_decode_found (GBytes *body, const UmAsked *asked, GError **error)
{
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (UmJiraIssuePage) page = NULL;
  JsonObject *object = um_decode_object (body, &answer, error);
  JsonArray *issues = um_json_array (object, "issues");
  const char *next = um_json_string (object, "nextPageToken");

  if (object == NULL)
    return NULL;
  if (issues == NULL)
    return um_decode_malformed ("issues", error);
  if (um_json_bool (object, "isLast", FALSE) || !um_decode_is_id (next))
    next = NULL;
  if (next != NULL && g_strcmp0 (next, asked->cursor) == 0)
    return um_decode_malformed ("page that advances", error);

  page = g_new0 (UmJiraIssuePage, 1);
  page->items = um_decode_items (issues, answer, read_issue, (GDestroyNotify) um_jira_issue_free,
                                 &page->bad);
  page->next = g_strdup (next);
  return g_steal_pointer (&page);
}

static UmJiraMade *
read_failure (JsonNode *node)
{
  JsonObject *object = um_json_get_object (node);
  gint64 status = um_json_int (object, "status", 0);
  UmJiraMade *item = g_new0 (UmJiraMade, 1);

  item->status = status >= 400 && status < 600 ? (guint) status : 0;
  item->message = um_error_body_dup_jira (um_json_object (object, "elementErrors"));
  item->error = um_atlassian_error_of_status (item->status != 0 ? item->status : UNTOLD);
  item->body = um_json_write_node (node);
  return item;
}

/* Notes those that failed, which are named by their place in the request. */
static gboolean
read_failures (JsonArray *errors, GPtrArray *made, guint *n_failed)
{
  *n_failed = 0;
  for (guint i = 0; errors != NULL && i < json_array_get_length (errors); i++)
    {
      JsonNode *node = json_array_get_element (errors, i);
      gint64 place = um_json_int (um_json_get_object (node), "failedElementNumber", -1);

      if (place < 0 || place >= made->len || g_ptr_array_index (made, place) != NULL)
        return FALSE;
      g_ptr_array_index (made, place) = read_failure (node);
      (*n_failed)++;
    }
  return TRUE;
}

/* "issues" skips those that failed (ATLASSIAN.md §16). An answer that doesn't account for each of
 * the request is none: nobody could say which issue is whose. */
gpointer
um_jira_decode_made (GBytes *body, const UmAsked *asked, GError **error)
{
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *object = um_decode_object (body, &answer, error);
  JsonArray *issues = um_json_array (object, "issues");
  g_autoptr (GPtrArray) made = NULL;
  guint n_failed, next = 0;

  if (object == NULL)
    return NULL;

  made = g_ptr_array_new_full (asked->max_results, (GDestroyNotify) um_jira_made_free);
  g_ptr_array_set_size (made, (gint) asked->max_results);
  if (issues == NULL || !read_failures (um_json_array (object, "errors"), made, &n_failed)
      || n_failed + json_array_get_length (issues) != made->len)
    return um_decode_malformed ("account of all issues", error);

  for (guint i = 0; i < made->len; i++)
    {
      JsonObject *issue;

      if (g_ptr_array_index (made, i) != NULL)
        continue;
      issue = um_json_get_object (json_array_get_element (issues, next++));
      if (!um_decode_is_id (um_json_string (issue, "id")))
        return um_decode_malformed ("id", error);
      g_ptr_array_index (made, i) = g_new0 (UmJiraMade, 1);
      ((UmJiraMade *) g_ptr_array_index (made, i))->id = g_strdup (um_json_string (issue, "id"));
      ((UmJiraMade *) g_ptr_array_index (made, i))->key = g_strdup (um_decode_text (issue, "key"));
    }
  return g_steal_pointer (&made);
}
