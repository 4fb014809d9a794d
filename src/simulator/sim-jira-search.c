/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET and POST search/jql. With --lag new issues are found only after it is over. */

#include "sim-jira.h"

#include <string.h>

#include "sim-jira-issues.h"
#include "sim-jira-write.h"
#include "sim-json.h"
#include "sim-jql.h"
#include "sim-projects.h"

#define MOST_FOUND   100
#define TOKEN_PREFIX "page-"

/* A search as it was asked, by address or by body. */
typedef struct
{
  const char *jql;
  const char *token; /* (nullable) */
  guint max;
  GPtrArray *fields; /* names */
} Search;

static gboolean
is_wanted (gpointer data, const char *field)
{
  const Search *search = data;

  for (guint i = 0; i < search->fields->len; i++)
    {
      const char *name = search->fields->pdata[i];

      if (strcmp (name, field) == 0 || strcmp (name, "*all") == 0
          || strcmp (name, "*navigable") == 0)
        return TRUE;
    }
  return FALSE;
}

/* By default a search gives ids alone. */
static gboolean
wants_ids_only (const Search *search)
{
  return search->fields->len == 0
         || (search->fields->len == 1 && strcmp (search->fields->pdata[0], "id") == 0);
}

static void
add_fields (Search *search, const char *list)
{
  g_auto (GStrv) names = g_strsplit (list, ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (search->fields, g_strdup (g_strstrip (names[i])));
}

/* Reads where the page begins. Returns: FALSE where the token isn't one of ours */
static gboolean
read_token (const Search *search, guint *start)
{
  guint64 value = 0;

  if (search->token != NULL
      && (!g_str_has_prefix (search->token, TOKEN_PREFIX)
          || !g_ascii_string_to_unsigned (search->token + strlen (TOKEN_PREFIX), 10, 0, G_MAXINT32,
                                          &value, NULL)))
    return FALSE;
  *start = (guint) value;
  return TRUE;
}

static void
write_results (SimRequest *request, Search *search, GArray *found, guint start)
{
  GString *out = sim_request_begin (request, 200);
  guint end = MIN (start + search->max, found->len);

  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "issues");
  for (guint i = start; i < end; i++)
    {
      guint32 issue = g_array_index (found, guint32, i);

      if (wants_ids_only (search))
        {
          sim_json_comma (out);
          g_string_append_printf (out, "{\"id\":\"%u\"}", sim_issue_id (issue));
        }
      else
        sim_jira_write_issue (request, out, issue, is_wanted, search);
    }
  sim_json_end_array (out);
  if (end < found->len)
    {
      g_autofree char *token = g_strdup_printf (TOKEN_PREFIX "%u", end);

      sim_json_string (out, "nextPageToken", token);
    }
  sim_json_bool (out, "isLast", end >= found->len);
  sim_json_end_object (out);
}

static void
run (SimRequest *request, Search *search)
{
  g_autofree char *error = NULL;
  g_autoptr (SimJql) jql = NULL;
  g_autoptr (GArray) found = NULL;
  guint start;

  jql = sim_jql_parse (search->jql != NULL ? search->jql : "", &error);
  if (jql == NULL)
    {
      sim_request_fail (request, 400, "%s", error);
      return;
    }
  if (!read_token (search, &start))
    {
      sim_request_fail (request, 400, "The nextPageToken is not valid.");
      return;
    }
  search->max = CLAMP (search->max, 1, MOST_FOUND);
  found = request->caller != SIM_NONE ? sim_jql_run (jql, request->store)
                                      : g_array_new (FALSE, FALSE, sizeof (guint32));
  write_results (request, search, found, start);
}

static void
get_search (SimRequest *request)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  Search search = { .fields = fields,
                    .jql = sim_request_get (request, "jql"),
                    .token = sim_request_get (request, "nextPageToken") };

  if (!sim_request_get_number (request, "maxResults", 50, &search.max))
    return;
  for (guint i = 0; i < request->query.n; i++)
    if (strcmp (request->query.pairs[i].name, "fields") == 0)
      add_fields (&search, request->query.pairs[i].value);
  run (request, &search);
}

static void
post_search (SimRequest *request)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  JsonObject *body = sim_request_object (request);
  Search search = { .fields = fields };
  JsonNode *names;

  if (body == NULL)
    return;
  search.jql = sim_object_string (body, "jql");
  search.token = sim_object_string (body, "nextPageToken");
  search.max = (guint) CLAMP (json_object_get_int_member_with_default (body, "maxResults", 50), 1,
                              5000);
  names = json_object_get_member (body, "fields");
  for (guint i = 0; names != NULL && JSON_NODE_HOLDS_ARRAY (names)
                    && i < json_array_get_length (json_node_get_array (names));
       i++)
    {
      JsonNode *name = json_array_get_element (json_node_get_array (names), i);

      if (json_node_get_value_type (name) == G_TYPE_STRING)
        add_fields (&search, json_node_get_string (name));
    }
  run (request, &search);
}

static const SimRoute routes[] = {
  { "GET", "/rest/api/3/search/jql", get_search, SIM_NEED_VISITOR, NULL },
  { "POST", "/rest/api/3/search/jql", post_search, SIM_NEED_VISITOR, NULL },
};

void
sim_jira_add_search_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
