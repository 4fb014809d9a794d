/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the site says of itself: serverInfo, tenant_info, TenantContext. */

#include "sim-jira.h"

#include <string.h>

#include "sim-company.h"
#include "sim-jira-write.h"
#include "sim-json.h"

static void
get_server_info (SimRequest *request)
{
  GString *out = sim_request_begin (request, 200);
  g_autofree char *now = sim_jira_print_time (g_get_real_time () / 1000);
  g_autofree char *built = sim_jira_print_time (request->options->today - 3 * SIM_DAY_MS);

  sim_json_begin_object (out, NULL);
  sim_json_string (out, "baseUrl", request->base);
  sim_json_string (out, "version", "1001.0.0-SNAPSHOT");
  sim_json_raw (out, "versionNumbers", "[1001,0,0]");
  sim_json_string (out, "deploymentType", "Cloud");
  sim_json_int (out, "buildNumber", 100291);
  sim_json_string (out, "buildDate", built);
  sim_json_string (out, "serverTime", now);
  sim_json_string (out, "scmInfo", "0000000000000000000000000000000000000000");
  sim_json_string (out, "serverTitle", SIM_COMPANY_NAME " Jira");
  sim_json_string (out, "serverTimeZone", "Etc/UTC");
  sim_json_end_object (out);
}

static void
get_tenant_info (SimRequest *request)
{
  GString *out = sim_request_begin (request, 200);

  sim_json_begin_object (out, NULL);
  sim_json_string (out, "cloudId", request->store->org.cloud_id);
  sim_json_end_object (out);
}

/* Returns: whether @name is a name of this site, with or without its port */
static gboolean
is_our_host (SimRequest *request, const char *name)
{
  const char *authority = request->base + strlen ("http://");
  g_autofree char *host = g_strndup (authority, strcspn (authority, ":"));
  const char *port = strchr (authority, ':');

  return strcmp (name, authority) == 0 || strcmp (name, host) == 0
         || (g_str_has_prefix (name, "localhost")
             && (name[9] == '\0' || strcmp (name + 9, port) == 0));
}

static void
write_tenants (SimRequest *request, GString *out, JsonArray *names)
{
  sim_json_begin_object (out, NULL);
  sim_json_begin_object (out, "data");
  sim_json_begin_array (out, "tenantContexts");
  for (guint i = 0; i < json_array_get_length (names); i++)
    {
      JsonNode *node = json_array_get_element (names, i);
      const char *name = json_node_get_value_type (node) == G_TYPE_STRING
                           ? json_node_get_string (node)
                           : "";

      if (!is_our_host (request, name))
        {
          sim_json_null (out, NULL);
          continue;
        }
      sim_json_begin_object (out, NULL);
      sim_json_string (out, "cloudId", request->store->org.cloud_id);
      sim_json_string (out, "orgId", request->store->org.org_id);
      sim_json_string (out, "hostName", name);
      sim_json_end_object (out);
    }
  sim_json_end_array (out);
  sim_json_end_object (out);
  sim_json_end_object (out);
}

static void
fail_graphql (SimRequest *request, int code, const char *message)
{
  GString *out = sim_request_begin (request, 200);

  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "errors");
  sim_json_begin_object (out, NULL);
  sim_json_string (out, "message", message);
  sim_json_begin_object (out, "extensions");
  sim_json_int (out, "statusCode", code);
  sim_json_end_object (out);
  sim_json_end_object (out);
  sim_json_end_array (out);
  sim_json_null (out, "data");
  sim_json_end_object (out);
}

/* Answers the one query that is published: from host names to the organisation. */
static void
post_graphql (SimRequest *request)
{
  JsonObject *body = sim_request_object (request);
  const char *query = body != NULL ? sim_object_string (body, "query") : NULL;
  JsonNode *variables = body != NULL ? json_object_get_member (body, "variables") : NULL;
  JsonNode *names = NULL;

  if (body == NULL)
    return;
  if (request->caller == SIM_NONE)
    {
      fail_graphql (request, 401, "Unauthorized");
      return;
    }
  if (variables != NULL && JSON_NODE_HOLDS_OBJECT (variables))
    names = json_object_get_member (json_node_get_object (variables), "hostNames");
  if (query == NULL || strstr (query, "tenantContexts") == NULL || names == NULL
      || !JSON_NODE_HOLDS_ARRAY (names))
    {
      fail_graphql (request, 400, "Validation error: unknown query or missing hostNames");
      return;
    }
  write_tenants (request, sim_request_begin (request, 200), json_node_get_array (names));
}

static const SimRoute routes[] = {
  { "GET", "/rest/api/3/serverInfo", get_server_info, SIM_NEED_VISITOR, NULL },
  { "GET", "/_edge/tenant_info", get_tenant_info, SIM_NEED_NOTHING, NULL },
  { "POST", "/gateway/api/graphql", post_graphql, SIM_NEED_VISITOR, NULL },
};

void
sim_jira_add_site_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
