/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workspaces: the organisation's apps, each with its address and its site. */

#include "sim-org.h"

#include <string.h>

#include "sim-json.h"
#include "sim-org-cursor.h"
#include "sim-org-write.h"
#include "sim-roles.h"

#define MOST_WORKSPACES 1000
#define MOST_DEPTH      8

static const char *const site_names[] = { "acme-contractors", "brightwater" };

static char *
make_host (SimRequest *request, SimProduct product)
{
  return product < SIM_N_SITE_PRODUCTS
           ? g_strdup (request->base)
           : g_strdup_printf ("https://%s.example", site_names[product - SIM_N_SITE_PRODUCTS]);
}

static const char *
make_name (SimProduct product)
{
  return product < SIM_N_SITE_PRODUCTS ? "acme" : site_names[product - SIM_N_SITE_PRODUCTS];
}

/* Returns: whether a filter of one field lets @product pass */
static gboolean
passes_field (SimRequest *request, JsonObject *field, SimProduct product)
{
  const char *name = sim_object_string (field, "name");
  JsonNode *values = json_object_get_member (field, "values");
  JsonArray *list = values != NULL && JSON_NODE_HOLDS_ARRAY (values) ? json_node_get_array (values)
                                                                     : NULL;
  g_autofree char *id = sim_roles_print_resource (request->store, product);
  const char *value = NULL;

  if (list == NULL || json_array_get_length (list) == 0)
    return TRUE;
  if (g_strcmp0 (name, "attributes.type") == 0 || g_strcmp0 (name, "attributes.typeKey") == 0)
    value = sim_product_key (product);
  else if (g_strcmp0 (name, "attributes.name") == 0)
    value = make_name (product);
  else if (g_strcmp0 (name, "attributes.status") == 0)
    value = "online";
  else if (g_strcmp0 (name, "id") == 0)
    value = id;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *one = json_array_get_element (list, i);

      if (json_node_get_value_type (one) == G_TYPE_STRING
          && g_strcmp0 (json_node_get_string (one), value) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Returns: whether @product passes a query; one that says nothing is no obstacle */
static gboolean
passes (SimRequest *request, JsonNode *query, SimProduct product, guint depth)
{
  JsonObject *object = query != NULL && JSON_NODE_HOLDS_OBJECT (query)
                         ? json_node_get_object (query)
                         : NULL;
  static const char *const joins[] = { "and", "nor" };
  const char *text;

  if (object == NULL || depth > MOST_DEPTH)
    return TRUE;
  for (guint join = 0; join < G_N_ELEMENTS (joins); join++)
    {
      JsonNode *node = json_object_get_member (object, joins[join]);
      JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                     : NULL;

      for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
        if (passes (request, json_array_get_element (list, i), product, depth + 1) == (join == 1))
          return FALSE;
    }
  if (json_object_has_member (object, "field")
      && JSON_NODE_HOLDS_OBJECT (json_object_get_member (object, "field"))
      && !passes_field (request, json_object_get_object_member (object, "field"), product))
    return FALSE;
  text = sim_object_string (object, "searchWorkspaces");
  return text == NULL || strcasestr (make_name (product), text) != NULL;
}

static void
write_workspace (SimRequest *request, GString *out, SimProduct product)
{
  const SimStore *store = request->store;
  g_autofree char *id = sim_roles_print_resource (store, product);
  g_autofree char *host = make_host (request, product);
  g_autofree char *self = g_strconcat (request->base, "/admin/v2/orgs/", store->org.org_id,
                                       "/workspaces/", id, NULL);

  sim_json_begin_object (out, NULL);
  sim_json_string (out, "id", id);
  sim_json_string (out, "type", "workspace");
  sim_json_begin_object (out, "attributes");
  sim_json_string (out, "name", make_name (product));
  sim_json_string (out, "typeKey", sim_product_key (product));
  sim_json_string (out, "type", sim_product_name (product));
  sim_json_null (out, "owner");
  sim_json_string (out, "status", "online");
  sim_json_raw (out, "statusDetails", "[]");
  sim_json_raw (out, "icons", "{}");
  sim_json_raw (out, "avatars", "{}");
  sim_json_raw (out, "labels", "[]");
  sim_json_raw (out, "sandbox", "{\"type\":\"NONE\"}");
  if (product < SIM_N_ROLES && store->roles[product].seats >= 0)
    {
      sim_json_int (out, "usage", store->roles[product].used);
      sim_json_int (out, "capacity", store->roles[product].seats);
    }
  else
    {
      sim_json_null (out, "usage");
      sim_json_null (out, "capacity");
    }
  sim_org_write_time (out, "createdAt", store->today - 3650 * SIM_DAY_MS);
  sim_json_null (out, "createdBy");
  sim_json_string (out, "hostUrl", host);
  sim_json_string (out, "realm", "GLOBAL");
  sim_json_raw (out, "regions", "[\"eu-west-1\"]");
  sim_json_end_object (out);
  sim_json_begin_object (out, "links");
  sim_json_string (out, "self", self);
  sim_json_end_object (out);
  sim_json_raw (out, "relationships", "{}");
  sim_json_end_object (out);
}

static void
post_workspaces (SimRequest *request)
{
  g_auto (SimOrgPage) page = { 0 };
  g_autofree char *next = NULL;
  guint limit, n = 0, total = 0;
  JsonNode *query;
  GString *out;

  if (!sim_org_page_from_body (request, "workspaces", &page)
      || !sim_org_page_limit (request, &page, 20, MOST_WORKSPACES, &limit))
    return;
  query = json_object_get_member (page.wanted, "query");
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "data");
  for (guint product = 0; product < SIM_N_PRODUCTS; product++)
    {
      if (!passes (request, query, product, 0))
        continue;
      total++;
      if (product < page.at || next != NULL)
        continue;
      if (n == limit)
        next = sim_org_page_cursor (&page, product);
      else
        {
          write_workspace (request, out, product);
          n++;
        }
    }
  sim_json_end_array (out);
  sim_json_begin_object (out, "meta");
  sim_json_int (out, "pageSize", n);
  sim_json_int (out, "total", total);
  sim_json_end_object (out);
  sim_org_write_links (out, next);
  sim_json_end_object (out);
}

static const SimRoute routes[] = {
  { "POST", "/admin/v2/orgs/{orgId}/workspaces", post_workspaces, SIM_NEED_ORG_READ, NULL },
};

void
sim_org_add_workspace_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
