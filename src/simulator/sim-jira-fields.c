/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads and checks the fields of an issue that is to be created, with Jira's words for errors. */

#include "sim-jira-fields.h"

#include <string.h>

#include "sim-json.h"
#include "sim-projects.h"

#define MOST_SUMMARY    255
#define MEDIUM_PRIORITY 2

static void
complain (SimIssueFields *fields, const char *field, const char *message)
{
  g_autofree char *key = g_strescape (field, NULL);

  sim_json_string (fields->errors, key, message);
}

/* Returns: (nullable): `id`, or one of the other members, of a field that is an object */
static const char *
read_reference (JsonNode *node, const char *other)
{
  JsonObject *object;
  const char *id;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  id = sim_object_string (object, "id");
  return id != NULL ? id : sim_object_string (object, other);
}

static void
read_project (SimIssueFields *fields, JsonNode *node)
{
  const char *id = read_reference (node, "key");

  fields->project = id != NULL ? sim_project_find (id) : SIM_NONE;
  if (fields->project == SIM_NONE)
    complain (fields, "project",
              node == NULL ? "Specify a valid project ID or key" : "valid project is required");
}

static void
read_type (SimIssueFields *fields, JsonNode *node)
{
  const char *id = read_reference (node, "name");

  fields->type = id != NULL ? sim_issue_type_find (id) : SIM_NONE;
  if (fields->type == SIM_NONE)
    complain (fields, "issuetype",
              node == NULL ? "Specify an issue type" : "The issue type selected is invalid.");
  else if (sim_issue_type (fields->type)->subtask)
    complain (fields, "issuetype",
              "Issue type is a sub-task but parent issue key or id not specified.");
}

static void
read_summary (SimIssueFields *fields, JsonObject *object)
{
  fields->summary = sim_object_string (object, "summary");
  if (fields->summary == NULL || *fields->summary == '\0')
    complain (fields, "summary", "You must specify a summary of the issue.");
  else if (g_utf8_strlen (fields->summary, -1) > MOST_SUMMARY)
    complain (fields, "summary", "Summary must be less than 255 characters.");
  else if (strpbrk (fields->summary, "\r\n") != NULL)
    complain (fields, "summary", "The summary is invalid because it contains newline characters.");
}

/* Whether a node of the Atlassian Document Format, and all within it, is one. */
static gboolean
is_document_node (JsonNode *node)
{
  JsonObject *object;
  const char *type, *text;
  JsonNode *content;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  object = json_node_get_object (node);
  type = sim_object_string (object, "type");
  if (type == NULL)
    return FALSE;
  text = sim_object_string (object, "text");
  if (strcmp (type, "text") == 0)
    return text != NULL && *text != '\0';
  content = json_object_get_member (object, "content");
  if (content == NULL)
    return strcmp (type, "doc") != 0;
  if (!JSON_NODE_HOLDS_ARRAY (content))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (content)); i++)
    if (!is_document_node (json_array_get_element (json_node_get_array (content), i)))
      return FALSE;
  return TRUE;
}

static gboolean
is_document (JsonNode *node)
{
  JsonObject *object;

  if (!is_document_node (node))
    return FALSE;
  object = json_node_get_object (node);
  return strcmp (sim_object_string (object, "type"), "doc") == 0
         && json_object_get_int_member_with_default (object, "version", 0) == 1;
}

static void
read_description (SimIssueFields *fields, JsonNode *node)
{
  fields->description = g_strdup ("");
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return;
  if (!is_document (node))
    complain (fields, "description",
              "Operation value must be an Atlassian Document (see the Atlassian Document Format)");
  else
    {
      g_free (fields->description);
      fields->description = json_to_string (node, FALSE);
    }
}

static void
read_labels (SimIssueFields *fields, JsonNode *node)
{
  g_autoptr (GString) labels = g_string_new (NULL);
  JsonArray *array;

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node) && !JSON_NODE_HOLDS_ARRAY (node))
    complain (fields, "labels", "data was not an array");
  array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *label = json_node_get_value_type (element) == G_TYPE_STRING
                            ? json_node_get_string (element)
                            : "";

      if (*label == '\0' || strpbrk (label, " \t\r\n") != NULL || strlen (label) > MOST_SUMMARY)
        {
          g_autofree char *message = g_strdup_printf (
            "The label '%s' contains spaces which is invalid.", label);

          complain (fields, "labels", message);
          break;
        }
      if (labels->len > 0)
        g_string_append_c (labels, ' ');
      g_string_append (labels, label);
    }
  fields->labels = g_string_free (g_steal_pointer (&labels), FALSE);
}

/* Reads a person who takes part; @standard where none is named. */
static guint
read_user (
  SimRequest *request, SimIssueFields *fields, JsonObject *object, const char *name, guint standard)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *id = read_reference (node, "accountId");
  guint user;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return standard;
  user = id != NULL ? sim_index_find (&request->store->users_by_id, id) : SIM_NONE;
  if (user == SIM_NONE || !sim_user_is_active (sim_store_user (request->store, user))
      || sim_store_user (request->store, user)->type != SIM_TYPE_PERSON)
    {
      g_autofree char *message = g_strdup_printf ("User '%s' cannot be assigned issues.",
                                                  id != NULL ? id : "");

      complain (fields, name,
                strcmp (name, "assignee") == 0 ? message : "The reporter specified is not a user.");
    }
  return user;
}

static void
read_priority (SimIssueFields *fields, JsonNode *node)
{
  const char *id = read_reference (node, "id");
  guint64 number = MEDIUM_PRIORITY + 1;

  if (node != NULL
      && (id == NULL || !g_ascii_string_to_unsigned (id, 10, 1, SIM_N_PRIORITIES, &number, NULL)))
    complain (fields, "priority", "The priority selected is invalid.");
  fields->priority = (guint) number - 1;
}

static void
refuse_unknown (SimIssueFields *fields, JsonObject *object)
{
  static const char *const known[] = { "project",  "issuetype", "summary",  "description", "labels",
                                       "assignee", "reporter",  "priority", NULL };
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *name = names; name != NULL; name = name->next)
    if (!g_strv_contains (known, name->data))
      {
        g_autofree char *message = g_strdup_printf (
          "Field '%s' cannot be set. It is not on the appropriate screen, or unknown.",
          (const char *) name->data);

        complain (fields, name->data, message);
      }
}

/**
 * sim_jira_read_fields:
 * @update: what was sent for one issue: an object with `fields`
 * @fields: (out caller-allocates): cleared with sim_jira_clear_fields (); refers to @update
 *
 * Returns: whether the issue can be made; else `errors` says what is wrong
 */
gboolean
sim_jira_read_fields (SimRequest *request, JsonNode *update, SimIssueFields *fields)
{
  JsonNode *node = JSON_NODE_HOLDS_OBJECT (update)
                     ? json_object_get_member (json_node_get_object (update), "fields")
                     : NULL;
  g_autoptr (JsonObject) none = json_object_new ();
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node)
                                                                     : none;

  memset (fields, 0, sizeof *fields);
  fields->errors = g_string_new ("{");
  read_project (fields, json_object_get_member (object, "project"));
  read_type (fields, json_object_get_member (object, "issuetype"));
  read_summary (fields, object);
  read_description (fields, json_object_get_member (object, "description"));
  read_labels (fields, json_object_get_member (object, "labels"));
  read_priority (fields, json_object_get_member (object, "priority"));
  fields->assignee = read_user (request, fields, object, "assignee", SIM_NONE);
  fields->reporter = read_user (request, fields, object, "reporter", request->caller);
  refuse_unknown (fields, object);
  g_string_append_c (fields->errors, '}');
  return fields->errors->len == 2;
}

void
sim_jira_clear_fields (SimIssueFields *fields)
{
  g_free (fields->labels);
  g_free (fields->description);
  if (fields->errors != NULL)
    g_string_free (fields->errors, TRUE);
}
