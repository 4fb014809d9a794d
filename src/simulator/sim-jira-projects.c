/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Projects and what their issues are made of: project/search, issue/createmeta. */

#include "sim-jira.h"

#include <string.h>

#include "sim-jira-write.h"
#include "sim-json.h"
#include "sim-projects.h"

#define MOST_PROJECTS 100
#define MOST_META     200

#define PROJECT_AVATARS                                            \
  "{\"16x16\":\"https://avatars.example/projects/1.png?size=16\"," \
  "\"24x24\":\"https://avatars.example/projects/1.png?size=24\","  \
  "\"32x32\":\"https://avatars.example/projects/1.png?size=32\","  \
  "\"48x48\":\"https://avatars.example/projects/1.png?size=48\"}"

static const struct
{
  const char *id;
  const char *name;
  const char *schema;
  gboolean required;
} meta[] = {
  { "summary", "Summary", "{\"type\":\"string\",\"system\":\"summary\"}", TRUE },
  { "issuetype", "Issue Type", "{\"type\":\"issuetype\",\"system\":\"issuetype\"}", TRUE },
  { "project", "Project", "{\"type\":\"project\",\"system\":\"project\"}", TRUE },
  { "reporter", "Reporter", "{\"type\":\"user\",\"system\":\"reporter\"}", FALSE },
  { "description", "Description", "{\"type\":\"string\",\"system\":\"description\"}", FALSE },
  { "assignee", "Assignee", "{\"type\":\"user\",\"system\":\"assignee\"}", FALSE },
  { "labels", "Labels", "{\"type\":\"array\",\"items\":\"string\",\"system\":\"labels\"}", FALSE },
  { "priority", "Priority", "{\"type\":\"priority\",\"system\":\"priority\"}", FALSE },
};

static void
write_project (SimRequest *request, GString *out, guint number)
{
  const SimProject *project = sim_project (number);

  sim_json_begin_object (out, NULL);
  g_string_append_printf (out, "\"self\":\"%s/rest/api/3/project/%s\"", request->base, project->id);
  sim_json_string (out, "id", project->id);
  sim_json_string (out, "key", project->key);
  sim_json_string (out, "name", project->name);
  sim_json_raw (out, "avatarUrls", PROJECT_AVATARS);
  sim_json_string (out, "projectTypeKey", project->type);
  sim_json_bool (out, "simplified", FALSE);
  sim_json_string (out, "style", "classic");
  sim_json_bool (out, "isPrivate", FALSE);
  sim_json_end_object (out);
}

/* Whether `query`, `keys` and `id` let a project pass. */
static gboolean
passes (SimRequest *request, const SimProject *project)
{
  const char *query = sim_request_get (request, "query");
  const SimQuery *all = &request->query;

  if (sim_query_count (all, "keys") > 0 && !sim_query_has (all, "keys", project->key))
    return FALSE;
  if (sim_query_count (all, "id") > 0 && !sim_query_has (all, "id", project->id))
    return FALSE;
  if (query != NULL)
    {
      g_autofree char *wanted = g_utf8_casefold (query, -1);
      g_autofree char *name = g_utf8_casefold (project->name, -1);
      g_autofree char *key = g_utf8_casefold (project->key, -1);

      return strstr (name, wanted) != NULL || strstr (key, wanted) != NULL;
    }
  return TRUE;
}

static void
search_projects (SimRequest *request)
{
  guint found[SIM_N_PROJECTS];
  SimPage page = { 0 };
  GString *out;
  guint end;

  if (!sim_request_get_page (request, 50, MOST_PROJECTS, &page.start, &page.max))
    return;
  for (guint i = 0; request->caller != SIM_NONE && i < SIM_N_PROJECTS; i++)
    if (passes (request, sim_project (i)))
      found[page.total++] = i;

  out = sim_request_begin (request, 200);
  end = sim_jira_begin_page (request, out, &page);
  for (guint i = page.start; i < end; i++)
    write_project (request, out, found[i]);
  sim_jira_end_page (out);
}

/* Begins a page of createmeta. Returns: FALSE where it can't be given; the answer is written */
static gboolean
begin_meta (SimRequest *request, guint total, guint *start, guint *end)
{
  GString *out;
  guint max;

  if (!sim_request_get_page (request, 50, G_MAXUINT, start, &max))
    return FALSE;
  if (max > MOST_META)
    {
      sim_request_fail (request, 400, "Parameter 'maxResults' must not exceed the limit '%d'",
                        MOST_META);
      return FALSE;
    }
  if (request->caller == SIM_NONE || sim_project_find (request->arguments[0]) == SIM_NONE)
    {
      sim_request_fail (request, 400, "No project could be found with key or id '%s'.",
                        request->arguments[0]);
      return FALSE;
    }
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_int (out, "maxResults", max);
  sim_json_int (out, "startAt", *start);
  sim_json_int (out, "total", total);
  *end = (guint) MIN ((guint64) *start + max, total);
  return TRUE;
}

static void
get_issue_types (SimRequest *request)
{
  guint start, end;
  GString *out;

  if (!begin_meta (request, SIM_N_ISSUE_TYPES, &start, &end))
    return;
  out = request->body;
  sim_json_begin_array (out, "issueTypes");
  for (guint i = start; i < end; i++)
    {
      const SimIssueType *type = sim_issue_type (i);

      sim_json_begin_object (out, NULL);
      g_string_append_printf (out, "\"self\":\"%s/rest/api/3/issuetype/%s\"", request->base,
                              type->id);
      sim_json_string (out, "id", type->id);
      sim_json_string (out, "description", type->description);
      sim_json_string (out, "iconUrl", "https://avatars.example/issuetypes/1.png");
      sim_json_string (out, "name", type->name);
      sim_json_bool (out, "subtask", type->subtask);
      sim_json_int (out, "hierarchyLevel", type->level);
      sim_json_end_object (out);
    }
  sim_json_end_array (out);
  sim_json_end_object (out);
}

static void
write_priorities (SimRequest *request, GString *out)
{
  sim_json_begin_array (out, "allowedValues");
  for (guint i = 0; i < SIM_N_PRIORITIES; i++)
    {
      char id[16];

      g_snprintf (id, sizeof id, "%u", i + 1);
      sim_json_begin_object (out, NULL);
      sim_json_string (out, "id", id);
      sim_json_string (out, "name", sim_priority_name (i));
      sim_json_end_object (out);
    }
  sim_json_end_array (out);
}

static void
get_fields (SimRequest *request)
{
  guint start, end;
  GString *out;

  if (sim_issue_type_find (request->arguments[1]) == SIM_NONE)
    {
      sim_request_fail (request, 400, "The issue type '%s' does not exist in this project.",
                        request->arguments[1]);
      return;
    }
  if (!begin_meta (request, G_N_ELEMENTS (meta), &start, &end))
    return;
  out = request->body;
  sim_json_begin_array (out, "fields");
  for (guint i = start; i < end; i++)
    {
      sim_json_begin_object (out, NULL);
      sim_json_bool (out, "required", meta[i].required);
      sim_json_raw (out, "schema", meta[i].schema);
      sim_json_string (out, "name", meta[i].name);
      sim_json_string (out, "key", meta[i].id);
      sim_json_string (out, "fieldId", meta[i].id);
      sim_json_bool (out, "hasDefaultValue", strcmp (meta[i].id, "priority") == 0);
      sim_json_raw (out, "operations", "[\"set\"]");
      if (strcmp (meta[i].id, "priority") == 0)
        write_priorities (request, out);
      sim_json_end_object (out);
    }
  sim_json_end_array (out);
  sim_json_end_object (out);
}

static const SimRoute routes[] = {
  { "GET", "/rest/api/3/project/search", search_projects, SIM_NEED_VISITOR, NULL },
  { "GET", "/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes", get_issue_types,
    SIM_NEED_VISITOR, NULL },
  { "GET", "/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}", get_fields,
    SIM_NEED_VISITOR, NULL },
};

void
sim_jira_add_project_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
