/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Role assignments as they are: of a user, by group or directly, and of a group. */

#include "sim-org.h"

#include <string.h>

#include "sim-groups.h"
#include "sim-json.h"
#include "sim-org-error.h"
#include "sim-org-filter.h"
#include "sim-org-write.h"
#include "sim-roles.h"
#include "sim-standing.h"

#define MOST_ROWS 100

/* What a page of assignments is narrowed down to. */
typedef struct
{
  guint scope;
  guint limit;
  SimOrgFilter roles;
  JsonArray *owners; /* (nullable) */
} Wanted;

static gboolean
read_wanted (SimRequest *request, const SimOrgPage *page, guint scope, Wanted *wanted)
{
  gboolean within;

  *wanted = (Wanted){ .scope = scope };
  return sim_org_page_limit (request, page, 20, MOST_ROWS, &wanted->limit)
         && sim_org_read_directories (request, page->wanted, &wanted->scope, &within)
         && sim_org_read_list (request, page->wanted, "resourceOwners", 10, &wanted->owners)
         && sim_org_read_roles (request, page->wanted, &wanted->roles);
}

static gboolean
is_owner_wanted (const Wanted *wanted, const char *owner)
{
  for (guint i = 0; wanted->owners != NULL && i < json_array_get_length (wanted->owners); i++)
    if (strcmp (json_array_get_string_element (wanted->owners, i), owner) == 0)
      return TRUE;
  return wanted->owners == NULL;
}

/* Returns: whether a product on which @grants are held belongs to the page */
static gboolean
is_product_wanted (const Wanted *wanted, SimProduct product, guint grants)
{
  return (grants & wanted->roles.grants) != 0 && (wanted->roles.products & (1u << product))
         && is_owner_wanted (wanted, sim_product_key (product));
}

static gboolean
is_office_wanted (const Wanted *wanted, guint office)
{
  return (wanted->roles.offices & office) && is_owner_wanted (wanted, "platform");
}

static void
write_names (GString *out, guint grants)
{
  sim_json_begin_array (out, "roles");
  for (guint i = 0; i < SIM_N_GRANTS; i++)
    if (grants & (1u << i))
      sim_json_string (out, NULL, sim_roles_grant_name (i));
  sim_json_end_array (out);
}

static void
write_assignment (GString *out, const char *role, gboolean direct, gboolean by_group)
{
  sim_json_begin_object (out, NULL);
  sim_json_string (out, "role", role);
  sim_json_begin_array (out, "roleAssignmentMethods");
  if (direct)
    sim_json_string (out, NULL, "direct");
  if (by_group)
    sim_json_string (out, NULL, "group_direct");
  sim_json_end_array (out);
  sim_json_end_object (out);
}

static void
write_user_product (
  SimRequest *request, GString *out, SimProduct product, guint8 direct, guint8 by_group)
{
  SimStore *store = request->store;
  guint directory = sim_roles_directory (product);
  SimStanding standing = sim_standing_shown (store, request->user);
  g_autofree char *resource = sim_roles_print_resource (store, product);

  standing.account = SIM_ACCOUNT_ACTIVE;
  sim_json_begin_object (out, NULL);
  sim_json_string (out, "resourceId", resource);
  sim_json_string (out, "resourceOwner", sim_product_key (product));
  write_names (out, direct | by_group);
  sim_json_begin_array (out, "roleAssignments");
  for (guint i = 0; i < SIM_N_GRANTS; i++)
    if ((direct | by_group) & (1u << i))
      write_assignment (out, sim_roles_grant_name (i), (direct >> i) & 1, (by_group >> i) & 1);
  sim_json_end_array (out);
  sim_json_string (out, "directoryId", store->org.directory_ids[directory]);
  sim_json_string (out, "userDirectoryStatus",
                   sim_org_membership (sim_standing_status (standing, 1u << directory)));
  sim_json_end_object (out);
}

static void
write_user_office (SimRequest *request,
                   GString *out,
                   SimResource resource,
                   const char *role,
                   gboolean direct,
                   gboolean by_group)
{
  g_autofree char *address = sim_roles_print_platform (request->store, resource);

  sim_json_begin_object (out, NULL);
  sim_json_string (out, "resourceId", address);
  sim_json_string (out, "resourceOwner", "platform");
  sim_json_begin_array (out, "roles");
  sim_json_string (out, NULL, role);
  sim_json_end_array (out);
  sim_json_begin_array (out, "roleAssignments");
  write_assignment (out, role, direct, by_group);
  sim_json_end_array (out);
  sim_json_null (out, "directoryId");
  sim_json_end_object (out);
}

/* Writes the user's rows from @page on. Returns: where the next page begins, 0 = nowhere */
static guint
write_user_rows (SimRequest *request, GString *out, const SimOrgPage *page, const Wanted *wanted)
{
  SimStore *store = request->store;
  guint offices = sim_roles_offices (store, request->user), n = 0;
  gboolean direct = sim_roles_is_org_admin (store, request->user);

  for (guint at = page->at; at < SIM_N_PRODUCTS + 2; at++)
    {
      gboolean org = at == SIM_N_PRODUCTS;
      guint office = org ? SIM_OFFICE_ORG_ADMIN : SIM_OFFICE_SITE_ADMIN;
      guint8 own = 0, by_group = 0;

      if (at < SIM_N_PRODUCTS)
        {
          own = wanted->scope & (1u << sim_roles_directory (at))
                  ? sim_roles_direct (store, request->user, at)
                  : 0;
          by_group = sim_roles_of_groups (store, request->user, at, wanted->scope);
        }
      if (at < SIM_N_PRODUCTS
            ? !is_product_wanted (wanted, at, own | by_group)
            : !is_office_wanted (wanted, office) || !((offices & office) || (org && direct)))
        continue;
      if (n++ == wanted->limit)
        return at;
      if (at < SIM_N_PRODUCTS)
        write_user_product (request, out, at, own, by_group);
      else
        write_user_office (request, out, org ? SIM_RESOURCE_ORG : SIM_RESOURCE_SITE,
                           org ? "atlassian/org-admin" : "atlassian/site-admin", org && direct,
                           (offices & office) != 0);
    }
  return 0;
}

static void
get_user_roles (SimRequest *request)
{
  g_auto (SimOrgPage) page = { 0 };
  g_autofree char *next = NULL;
  Wanted wanted;
  guint scope, at;
  GString *out;

  if (!sim_org_scope (request, FALSE, &scope) || sim_org_find_user (request, scope) == SIM_NONE
      || !sim_org_page_from_query (request, "user roles", &page)
      || !read_wanted (request, &page, scope, &wanted))
    return;
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "data");
  at = write_user_rows (request, out, &page, &wanted);
  sim_json_end_array (out);
  if (at != 0)
    next = sim_org_page_cursor (&page, at);
  sim_org_write_links (out, next);
  sim_json_end_object (out);
}

static void
write_group_product (SimRequest *request, GString *out, guint group, SimProduct product)
{
  const SimGroup *record = sim_store_group (request->store, group);
  g_autofree char *resource = sim_roles_print_resource (request->store, product);

  sim_json_begin_object (out, NULL);
  sim_json_string (out, "resourceId", resource);
  sim_json_string (out, "resourceOwner", sim_product_key (product));
  write_names (out, record->grants[product]);
  if (sim_groups_default (product) == group)
    sim_json_string (out, "defaultRole", sim_roles_grant_name (0));
  else
    sim_json_null (out, "defaultRole");
  sim_json_end_object (out);
}

static void
write_group_office (SimRequest *request, GString *out, SimResource resource, const char *role)
{
  g_autofree char *address = sim_roles_print_platform (request->store, resource);

  sim_json_begin_object (out, NULL);
  sim_json_string (out, "resourceId", address);
  sim_json_string (out, "resourceOwner", "platform");
  sim_json_begin_array (out, "roles");
  sim_json_string (out, NULL, role);
  sim_json_end_array (out);
  sim_json_null (out, "defaultRole");
  sim_json_end_object (out);
}

static void
get_group_roles (SimRequest *request)
{
  g_auto (SimOrgPage) page = { 0 };
  g_autofree char *next = NULL;
  const SimGroup *record;
  Wanted wanted;
  guint scope, group, n = 0;
  GString *out;

  if (!sim_org_scope (request, FALSE, &scope)
      || (group = sim_org_find_group (request, scope, request->arguments[2])) == SIM_NONE
      || !sim_org_page_from_query (request, "group roles", &page)
      || !read_wanted (request, &page, scope, &wanted))
    return;
  record = sim_store_group (request->store, group);
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "data");
  for (guint at = page.at; at < SIM_N_PRODUCTS && next == NULL; at++)
    {
      if (!is_product_wanted (&wanted, at, record->grants[at]))
        continue;
      if (n++ == wanted.limit)
        next = sim_org_page_cursor (&page, at);
      else
        write_group_product (request, out, group, at);
    }
  if (page.at == 0 && next == NULL && record->offices & SIM_OFFICE_ORG_ADMIN
      && is_office_wanted (&wanted, SIM_OFFICE_ORG_ADMIN))
    write_group_office (request, out, SIM_RESOURCE_ORG, "atlassian/org-admin");
  if (page.at == 0 && next == NULL && record->offices & SIM_OFFICE_SITE_ADMIN
      && is_office_wanted (&wanted, SIM_OFFICE_SITE_ADMIN))
    write_group_office (request, out, SIM_RESOURCE_SITE, "atlassian/site-admin");
  sim_json_end_array (out);
  sim_org_write_links (out, next);
  sim_json_end_object (out);
}

#define DIRECTORY "/admin/v2/orgs/{orgId}/directories/{directoryId}"

static const SimRoute routes[] = {
  { "GET", DIRECTORY "/users/{accountId}/role-assignments", get_user_roles, SIM_NEED_ORG_READ,
    NULL },
  { "GET", DIRECTORY "/groups/{groupId}/role-assignments", get_group_roles, SIM_NEED_ORG_READ,
    NULL },
};

void
sim_org_add_role_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
