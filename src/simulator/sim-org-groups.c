/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of the organisation as they are: groups/search, the older list, count, stats, one group.
 */

#include "sim-org.h"

#include <string.h>

#include "sim-json.h"
#include "sim-members.h"
#include "sim-org-error.h"
#include "sim-org-filter.h"
#include "sim-org-write.h"
#include "sim-text.h"

#define MOST_GROUPS 100
#define MOST_IDS    10

/* Which groups are wanted. */
typedef struct
{
  guint scope;
  GHashTable *rows;    /* (nullable): the only ones, by row */
  GHashTable *members; /* (nullable): those of certain users */
  char *term;
  guint owners; /* products by the name of the owner; 0 = all */
  SimOrgFilter roles;
} Filter;

static void
filter_clear (Filter *filter)
{
  g_clear_pointer (&filter->rows, g_hash_table_unref);
  g_clear_pointer (&filter->members, g_hash_table_unref);
  g_clear_pointer (&filter->term, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Filter, filter_clear)

/* Reads `groupIds` or `groupNames`. */
static gboolean
read_rows (SimRequest *request, JsonObject *wanted, Filter *filter)
{
  SimStore *store = request->store;
  JsonArray *ids, *names;
  JsonArray *list;

  if (!sim_org_read_list (request, wanted, "groupIds", MOST_IDS, &ids)
      || !sim_org_read_list (request, wanted, "groupNames", MOST_GROUPS, &names))
    return FALSE;
  if (names != NULL && (ids != NULL || filter->term != NULL))
    {
      sim_org_fail (request, SIM_ORG_BAD_BODY, "groupNames excludes groupIds and searchTerm.");
      return FALSE;
    }
  list = ids != NULL ? ids : names;
  if (list == NULL)
    return TRUE;
  filter->rows = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      const char *text = json_array_get_string_element (list, i);
      guint group;

      if (ids != NULL && g_str_has_prefix (text, SIM_GROUP_ARI))
        text += strlen (SIM_GROUP_ARI);
      group = *text == '\0' ? SIM_NONE
                            : sim_index_find (
                              ids != NULL ? &store->groups_by_id : &store->groups_by_name, text);
      if (group != SIM_NONE)
        g_hash_table_add (filter->rows, GUINT_TO_POINTER (group));
    }
  return TRUE;
}

static gboolean
read_members (SimRequest *request, JsonObject *wanted, Filter *filter)
{
  SimStore *store = request->store;
  JsonArray *ids;

  if (!sim_org_read_list (request, wanted, "accountIds", MOST_IDS, &ids))
    return FALSE;
  if (ids != NULL)
    filter->members = g_hash_table_new (NULL, NULL);
  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      guint user = sim_index_find (&store->users_by_id, json_array_get_string_element (ids, i));
      g_autoptr (GArray) groups = user != SIM_NONE ? sim_members_groups_of (store, user) : NULL;

      for (guint j = 0; groups != NULL && j < groups->len; j++)
        g_hash_table_add (filter->members, GUINT_TO_POINTER (g_array_index (groups, guint32, j)));
    }
  return TRUE;
}

static gboolean
read_owners (SimRequest *request, JsonObject *wanted, Filter *filter)
{
  JsonArray *owners;

  if (!sim_org_read_list (request, wanted, "resourceOwners", MOST_IDS, &owners))
    return FALSE;
  if (owners != NULL)
    filter->owners = 1u << SIM_N_PRODUCTS;
  for (guint i = 0; owners != NULL && i < json_array_get_length (owners); i++)
    for (guint product = 0; product < SIM_N_PRODUCTS; product++)
      if (strcmp (sim_product_key (product), json_array_get_string_element (owners, i)) == 0)
        filter->owners |= 1u << product;
  return TRUE;
}

static gboolean
read_filter (SimRequest *request, JsonObject *wanted, guint scope, Filter *filter)
{
  gboolean within;

  filter->scope = scope;
  filter->term = g_strdup (sim_object_string (wanted, "searchTerm"));
  return sim_org_read_directories (request, wanted, &filter->scope, &within)
         && read_rows (request, wanted, filter) && read_members (request, wanted, filter)
         && read_owners (request, wanted, filter)
         && sim_org_read_roles (request, wanted, &filter->roles);
}

static gboolean
passes_roles (const Filter *filter, const SimGroup *group)
{
  gboolean owned = filter->owners == 0, held = !filter->roles.by_role;

  held |= filter->roles.by_role && (group->offices & filter->roles.offices);
  for (guint product = 0; product < SIM_N_PRODUCTS; product++)
    {
      owned |= (filter->owners & (1u << product)) && group->grants[product] != 0;
      held |= filter->roles.by_role && (filter->roles.products & (1u << product))
              && (group->grants[product] & filter->roles.grants);
    }
  return owned && held;
}

static gboolean
passes (const SimStore *store, const Filter *filter, guint row)
{
  const SimGroup *group = sim_store_group (store, row);

  return (filter->scope & (1u << group->directory))
         && (filter->rows == NULL || g_hash_table_contains (filter->rows, GUINT_TO_POINTER (row)))
         && (filter->members == NULL
             || g_hash_table_contains (filter->members, GUINT_TO_POINTER (row)))
         && (filter->term == NULL
             || sim_text_word_prefix (sim_store_text (store, group->name), filter->term))
         && passes_roles (filter, group);
}

static gboolean
read_expand (SimRequest *request, JsonObject *wanted, guint *expand)
{
  JsonArray *list;

  *expand = 0;
  if (!sim_org_read_list (request, wanted, "expand", 2, &list))
    return FALSE;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      const char *name = json_array_get_string_element (list, i);

      if (strcmp (name, "counts.users") == 0)
        *expand |= SIM_EXPAND_GROUP_USERS;
      else if (strcmp (name, "counts.resources") == 0)
        *expand |= SIM_EXPAND_GROUP_RESOURCES;
      else
        {
          sim_org_fail (request, SIM_ORG_BAD_BODY, "expand can't be “%s”.", name);
          return FALSE;
        }
    }
  return TRUE;
}

/* Reads the direction of `sortBy`; it is by name in any case. */
static gboolean
read_backwards (SimRequest *request, JsonObject *wanted, gboolean *backwards)
{
  JsonNode *node = json_object_get_member (wanted, "sortBy");
  JsonObject *first = NULL;
  const char *direction;

  *backwards = FALSE;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) == 1)
    node = json_array_get_element (json_node_get_array (node), 0);
  if (JSON_NODE_HOLDS_OBJECT (node))
    first = json_node_get_object (node);
  direction = first != NULL ? sim_object_string (first, "direction") : NULL;
  *backwards = g_strcmp0 (direction, "desc") == 0;
  if (direction != NULL && (*backwards || strcmp (direction, "asc") == 0)
      && g_strcmp0 (sim_object_string (first, "field"), "name") == 0)
    return TRUE;
  sim_org_fail (request, SIM_ORG_BAD_BODY, "sortBy takes one field, name, asc or desc.");
  return FALSE;
}

/* Returns: where the list goes on that stopped before the group of row @row: by its name, so that
 * groups may come and go meanwhile */
static guint
find_place (const SimStore *store, guint row, gboolean backwards)
{
  const GArray *order = store->groups_in_order;
  const char *name = sim_store_text (store, sim_store_group (store, row)->name);
  guint at = 0;

  while (at < order->len)
    {
      guint place = backwards ? order->len - 1 - at : at;
      const SimGroup *group = sim_store_group (store, g_array_index (order, guint32, place));
      int side = g_ascii_strcasecmp (sim_store_text (store, group->name), name);

      if (backwards ? side <= 0 : side >= 0)
        break;
      at++;
    }
  return at;
}

static void
search (SimRequest *request, const SimOrgPage *page, guint scope)
{
  SimStore *store = request->store;
  const GArray *order = store->groups_in_order;
  g_auto (Filter) filter = { 0 };
  g_autofree char *next = NULL;
  guint limit, expand, n = 0, at = 0;
  gboolean backwards;
  GString *out;

  if (!sim_org_page_limit (request, page, 20, MOST_GROUPS, &limit)
      || !read_expand (request, page->wanted, &expand)
      || !read_backwards (request, page->wanted, &backwards)
      || !read_filter (request, page->wanted, scope, &filter))
    return;
  if (page->at > 0 && page->at <= store->groups->len)
    at = find_place (store, page->at - 1, backwards);

  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "data");
  for (; at < order->len; at++)
    {
      guint group = g_array_index (order, guint32, backwards ? order->len - 1 - at : at);

      if (!passes (store, &filter, group))
        continue;
      if (n++ == limit)
        {
          next = sim_org_page_cursor (page, group + 1);
          break;
        }
      sim_org_write_group (request, out, NULL, group, expand);
    }
  sim_json_end_array (out);
  sim_org_write_links (out, next);
  sim_json_end_object (out);
}

static void
post_search (SimRequest *request)
{
  g_auto (SimOrgPage) page = { 0 };
  guint scope;

  if (sim_org_scope (request, FALSE, &scope) && sim_org_page_from_body (request, "groups", &page))
    search (request, &page, scope);
}

/* The list that is to go in June 2027. */
static void
get_groups (SimRequest *request)
{
  g_auto (SimOrgPage) page = { 0 };
  guint scope;

  if (sim_org_scope (request, FALSE, &scope) && sim_org_page_from_query (request, "groups", &page))
    search (request, &page, scope);
}

static void
get_count (SimRequest *request)
{
  const GArray *order = request->store->groups_in_order;
  g_auto (SimOrgPage) page = { 0 };
  g_auto (Filter) filter = { 0 };
  guint scope, n = 0;
  GString *out;

  if (!sim_org_scope (request, FALSE, &scope) || !sim_org_page_from_query (request, "count", &page)
      || !read_filter (request, page.wanted, scope, &filter))
    return;
  for (guint i = 0; i < order->len; i++)
    n += passes (request->store, &filter, g_array_index (order, guint32, i));
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_int (out, "count", n);
  sim_json_end_object (out);
}

static void
get_stats (SimRequest *request)
{
  const SimStore *store = request->store;
  guint scope, all = 0, synced = 0;
  GString *out;

  if (!sim_org_scope (request, FALSE, &scope))
    return;
  for (guint i = 0; i < store->groups_in_order->len; i++)
    {
      const SimGroup *group = sim_store_group (store,
                                               g_array_index (store->groups_in_order, guint32, i));

      if (!(scope & (1u << group->directory)))
        continue;
      all++;
      synced += group->synced;
    }
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_begin_object (out, "totals");
  sim_json_int (out, "all", all);
  sim_json_int (out, "managed", synced);
  sim_json_int (out, "synced", synced);
  sim_json_end_object (out);
  sim_json_begin_array (out, "types");
  sim_json_begin_object (out, NULL);
  sim_json_string (out, "type", "USERBASE_GROUP");
  sim_json_int (out, "count", all);
  sim_json_end_object (out);
  sim_json_end_array (out);
  sim_json_end_object (out);
}

static void
get_group (SimRequest *request)
{
  guint scope, group;
  GString *out;

  if (!sim_org_scope (request, FALSE, &scope)
      || (group = sim_org_find_group (request, scope, request->arguments[2])) == SIM_NONE)
    return;
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_org_write_group (request, out, "data", group,
                       SIM_EXPAND_GROUP_USERS | SIM_EXPAND_GROUP_RESOURCES);
  sim_json_end_object (out);
}

#define GROUPS "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups"

static const SimRoute routes[] = {
  { "POST", GROUPS "/search", post_search, SIM_NEED_ORG_READ, NULL },
  { "GET", GROUPS, get_groups, SIM_NEED_ORG_READ, NULL },
  { "GET", GROUPS "/count", get_count, SIM_NEED_ORG_READ, NULL },
  { "GET", GROUPS "/stats", get_stats, SIM_NEED_ORG_READ, NULL },
  { "GET", GROUPS "/{groupId}", get_group, SIM_NEED_ORG_READ, NULL },
};

void
sim_org_add_group_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
