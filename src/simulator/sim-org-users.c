/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Users of the organisation: users/search, the older list, users/count, users/stats, one user. */

#include "sim-org.h"

#include <string.h>

#include "sim-json.h"
#include "sim-org-error.h"
#include "sim-org-filter.h"
#include "sim-org-write.h"
#include "sim-profile.h"
#include "sim-roles.h"
#include "sim-standing.h"

#define MOST_USERS 100

typedef enum
{
  SORT_NONE,
  SORT_UP,
  SORT_DOWN,
} Sort;

static gboolean
read_sort (SimRequest *request, JsonObject *wanted, Sort *sort)
{
  JsonNode *node = json_object_get_member (wanted, "sortBy");
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                 : NULL;
  JsonObject *first = NULL;
  const char *direction = NULL;

  *sort = SORT_NONE;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (list != NULL && json_array_get_length (list) == 1
      && JSON_NODE_HOLDS_OBJECT (json_array_get_element (list, 0)))
    first = json_array_get_object_element (list, 0);
  if (first != NULL && g_strcmp0 (sim_object_string (first, "field"), "nick_name") == 0)
    direction = sim_object_string (first, "direction");
  if (g_strcmp0 (direction, "asc") == 0 || g_strcmp0 (direction, "desc") == 0)
    {
      *sort = *direction == 'a' ? SORT_UP : SORT_DOWN;
      return TRUE;
    }
  sim_org_fail (request, SIM_ORG_BAD_BODY, "sortBy takes one field, nick_name, asc or desc.");
  return FALSE;
}

static gboolean
read_expand (SimRequest *request, JsonObject *wanted, guint *expand)
{
  static const char *const names[] = { "platformRoles", "counts.resources", "productAccess",
                                       "groups" };
  JsonArray *list;

  *expand = 0;
  if (!sim_org_read_list (request, wanted, "expand", G_N_ELEMENTS (names), &list))
    return FALSE;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      const char *name = json_array_get_string_element (list, i);
      guint at = 0;

      while (at < G_N_ELEMENTS (names) && strcmp (names[at], name) != 0)
        at++;
      if (at == G_N_ELEMENTS (names))
        {
          sim_org_fail (request, SIM_ORG_BAD_BODY, "expand can't be “%s”.", name);
          return FALSE;
        }
      *expand |= 1u << at;
    }
  return TRUE;
}

/* An order of users in which a search goes from one to the next. */
typedef struct
{
  const GArray *rows; /* (nullable): NULL = every row in turn */
  guint n;
  gboolean backwards;
} Order;

static guint
order_get (const Order *order, guint at)
{
  guint place = order->backwards ? order->n - 1 - at : at;

  return order->rows != NULL ? g_array_index (order->rows, guint32, place) : place;
}

static gboolean
is_among (const GArray *rows, guint32 row)
{
  guint low = 0, high = rows->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (rows, guint32, middle) < row)
        low = middle + 1;
      else
        high = middle;
    }
  return low < rows->len && g_array_index (rows, guint32, low) == row;
}

/* Writes the page and links to the next one, if somebody is left for it. */
static void
write_page (SimRequest *request,
            const SimOrgPage *page,
            const SimOrgFilter *filter,
            const Order *order,
            guint limit,
            guint expand)
{
  GString *out = sim_request_begin (request, 200);
  gboolean check = order->rows != filter->rows && filter->rows != NULL;
  g_autofree char *next = NULL;
  guint n = 0;

  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "data");
  for (guint at = page->at; at < order->n; at++)
    {
      guint user = order_get (order, at);

      if ((check && !is_among (filter->rows, user))
          || !sim_org_filter_passes (request, filter, user))
        continue;
      if (n++ == limit)
        {
          next = sim_org_page_cursor (page, at);
          break;
        }
      sim_org_write_user (request, out, user, filter->scope, expand);
    }
  sim_json_end_array (out);
  sim_org_write_links (out, next);
  sim_json_end_object (out);
}

static void
search (SimRequest *request, const SimOrgPage *page, guint scope, guint standard)
{
  g_auto (SimOrgFilter) filter = { 0 };
  guint limit, expand;
  Order order = { 0 };
  Sort sort;

  if (!sim_org_page_limit (request, page, standard, MOST_USERS, &limit)
      || !read_sort (request, page->wanted, &sort) || !read_expand (request, page->wanted, &expand)
      || !sim_org_filter_read (request, page->wanted, scope, &filter))
    return;
  order.rows = sort != SORT_NONE ? sim_profile_by_nickname (request->store) : filter.rows;
  order.n = order.rows != NULL ? order.rows->len : request->store->users->len;
  order.backwards = sort == SORT_DOWN;
  write_page (request, page, &filter, &order, limit, expand);
}

static void
post_search (SimRequest *request)
{
  g_auto (SimOrgPage) page = { 0 };
  guint scope;

  if (sim_org_scope (request, FALSE, &scope) && sim_org_page_from_body (request, "users", &page))
    search (request, &page, scope, 50);
}

/* The list that is to go in June 2027: the same without what only a body can ask for. */
static void
get_users (SimRequest *request)
{
  g_auto (SimOrgPage) page = { 0 };
  guint scope;

  if (sim_org_scope (request, FALSE, &scope) && sim_org_page_from_query (request, "users", &page))
    search (request, &page, scope, 20);
}

static void
get_count (SimRequest *request)
{
  g_auto (SimOrgPage) page = { 0 };
  g_auto (SimOrgFilter) filter = { 0 };
  guint scope, n = 0, n_rows;
  GString *out;

  if (!sim_org_scope (request, FALSE, &scope) || !sim_org_page_from_query (request, "count", &page)
      || !sim_org_filter_read (request, page.wanted, scope, &filter))
    return;
  n_rows = filter.rows != NULL ? filter.rows->len : request->store->users->len;
  for (guint i = 0; i < n_rows; i++)
    n += sim_org_filter_passes (request, &filter,
                                filter.rows != NULL ? g_array_index (filter.rows, guint32, i) : i);
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_int (out, "count", n);
  sim_json_end_object (out);
}

typedef struct
{
  guint accounts[SIM_ACCOUNT_CLOSED + 1];
  guint grants[SIM_N_GRANTS];
  guint org_admins;
  guint site_admins;
} Totals;

static void
add_user (SimStore *store, guint user, guint scope, Totals *totals)
{
  guint offices = sim_roles_offices (store, user);
  guint grants = 0;

  totals->accounts[sim_standing_shown (store, user).account]++;
  totals->org_admins += (offices & SIM_OFFICE_ORG_ADMIN) || sim_roles_is_org_admin (store, user);
  totals->site_admins += (offices & SIM_OFFICE_SITE_ADMIN) != 0;
  for (guint product = 0; product < SIM_N_PRODUCTS; product++)
    grants |= sim_roles_of_groups (store, user, product, scope)
              | sim_roles_direct (store, user, product);
  for (guint i = 0; i < SIM_N_GRANTS; i++)
    totals->grants[i] += (grants >> i) & 1;
}

static void
write_total (GString *out, const char *key, const char *name, guint count)
{
  sim_json_begin_object (out, NULL);
  sim_json_string (out, key, name);
  sim_json_int (out, "count", count);
  sim_json_end_object (out);
}

static void
get_stats (SimRequest *request)
{
  SimStore *store = request->store;
  Totals totals = { 0 };
  guint scope;
  GString *out;

  if (!sim_org_scope (request, FALSE, &scope))
    return;
  for (guint user = 0; user < store->users->len; user++)
    if (sim_org_lists (request, user)
        && (scope == SIM_EVERYWHERE || (sim_standing_shown (store, user).directories & scope)))
      add_user (store, user, scope, &totals);

  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "roles");
  write_total (out, "roleId", "atlassian/org-admin", totals.org_admins);
  write_total (out, "roleId", "atlassian/site-admin", totals.site_admins);
  for (guint i = 0; i < SIM_N_GRANTS; i++)
    write_total (out, "roleId", sim_roles_grant_name (i), totals.grants[i]);
  sim_json_end_array (out);
  sim_json_begin_array (out, "accountStatus");
  write_total (out, "status", "active", totals.accounts[SIM_ACCOUNT_ACTIVE]);
  write_total (out, "status", "inactive",
               totals.accounts[SIM_ACCOUNT_INACTIVE] + totals.accounts[SIM_ACCOUNT_FOR_DELETION]);
  write_total (out, "status", "closed", totals.accounts[SIM_ACCOUNT_CLOSED]);
  sim_json_end_array (out);
  sim_json_end_object (out);
}

static void
get_user (SimRequest *request)
{
  guint scope, user;
  GString *out;

  if (!sim_org_scope (request, FALSE, &scope)
      || (user = sim_org_find_user (request, scope)) == SIM_NONE)
    return;
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_org_write_user (request, out, user, scope,
                      SIM_EXPAND_DETAILS | SIM_EXPAND_PLATFORM_ROLES | SIM_EXPAND_RESOURCES);
  sim_json_end_object (out);
}

#define USERS "/admin/v2/orgs/{orgId}/directories/{directoryId}/users"

static const SimRoute routes[] = {
  { "POST", USERS "/search", post_search, SIM_NEED_ORG_READ, NULL },
  { "GET", USERS, get_users, SIM_NEED_ORG_READ, NULL },
  { "GET", USERS "/count", get_count, SIM_NEED_ORG_READ, NULL },
  { "GET", USERS "/stats", get_stats, SIM_NEED_ORG_READ, NULL },
  { "GET", USERS "/{userId}", get_user, SIM_NEED_ORG_READ, NULL },
};

void
sim_org_add_user_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
