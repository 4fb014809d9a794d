/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roles given and taken: of users on products, of users on the organisation, of groups. */

#include "sim-org.h"

#include <string.h>

#include "sim-members.h"
#include "sim-org-error.h"
#include "sim-org-write.h"
#include "sim-roles.h"
#include "sim-seats.h"

/* Finds the user of the path in the older half of the API, which names no directory. Returns: FALSE
 * where there is none; the answer is written */
static gboolean
find_user (SimRequest *request)
{
  const SimUser *user = request->user != SIM_NONE ? sim_store_user (request->store, request->user)
                                                  : NULL;

  if (user != NULL && user->type == SIM_TYPE_PERSON && user->account != SIM_ACCOUNT_CLOSED
      && user->directories != 0)
    return TRUE;
  sim_org_fail (request, SIM_ORG_UAM_NOT_FOUND, "There is no such user in the organization.");
  return FALSE;
}

static void
set_org_admin (SimRequest *request, gboolean is)
{
  const SimUser *user = sim_store_user (request->store, request->user);
  char row[16];
  const char *fields[] = { row, is ? "1" : "0", NULL };

  g_snprintf (row, sizeof row, "%u", request->user);
  if (((user->flags & SIM_USER_ORG_ADMIN) != 0) == is)
    {
      request->repeated++;
      sim_request_done (request, 204);
    }
  else if (sim_request_change (request, SIM_CHANGE_ORG_ADMIN, fields))
    sim_request_done (request, 204);
}

/* Gives or takes a direct role on a product. */
static void
set_role (SimRequest *request, SimProduct product, guint grant, gboolean give)
{
  SimStore *store = request->store;
  guint before = sim_store_user (store, request->user)->direct[product];
  guint after = give ? before | grant : before & ~grant;
  SimProduct full = SIM_N_PRODUCTS;
  char row[16], number[16], grants[16];
  const char *fields[] = { row, number, grants, NULL };

  if (give && (grant & SIM_GRANTS_OF_A_SEAT))
    full = sim_seats_full (store, sim_seats_wanted (store, request->user, 1u << product));
  g_snprintf (row, sizeof row, "%u", request->user);
  g_snprintf (number, sizeof number, "%u", product);
  g_snprintf (grants, sizeof grants, "%u", after);
  if (after == before)
    {
      request->repeated++;
      sim_request_done (request, 204);
    }
  else if (full != SIM_N_PRODUCTS)
    sim_org_fail (request, SIM_ORG_UAM_NO_SEAT, "The user limit of %s has been reached.",
                  sim_product_name (full));
  else if (sim_request_change (request, SIM_CHANGE_ROLE, fields))
    sim_request_done (request, 204);
}

static void
change_user_role (SimRequest *request, gboolean give)
{
  JsonObject *body = sim_request_object (request);
  const char *role = body != NULL ? sim_object_string (body, "role") : NULL;
  const char *address = body != NULL ? sim_object_string (body, "resource") : NULL;
  SimProduct product = SIM_N_PRODUCTS;
  SimResource resource;
  guint grant;

  if (body == NULL || !find_user (request))
    return;
  if (role == NULL || (sim_roles_read_grant (role) == 0 && sim_roles_read_office (role) == 0))
    {
      sim_org_fail (request, SIM_ORG_UAM_BAD, "The role is missing or unknown.");
      return;
    }
  if (sim_roles_read_office (role) == SIM_OFFICE_ORG_ADMIN)
    {
      set_org_admin (request, give);
      return;
    }
  grant = sim_roles_read_grant (role);
  resource = address != NULL ? sim_roles_read_resource (request->store, address, &product)
                             : SIM_RESOURCE_NONE;
  if (resource == SIM_RESOURCE_NONE)
    sim_org_fail (request, SIM_ORG_UAM_NOT_FOUND, "There is no resource %s.",
                  address != NULL ? address : "");
  else if (resource != SIM_RESOURCE_PRODUCT || !sim_roles_has_grant (product, grant))
    sim_org_fail (request, SIM_ORG_UAM_BAD_ROLE, "%s isn't a role of %s.", role, address);
  else
    set_role (request, product, grant, give);
}

static void
post_assign (SimRequest *request)
{
  change_user_role (request, TRUE);
}

static void
post_revoke (SimRequest *request)
{
  change_user_role (request, FALSE);
}

static void
change_org_role (SimRequest *request, gboolean give)
{
  JsonObject *body = sim_request_object (request);

  if (body == NULL || !find_user (request))
    return;
  if (g_strcmp0 (sim_object_string (body, "role"), "atlassian/org-admin") != 0)
    sim_org_fail (request, SIM_ORG_UAM_BAD, "The role can only be atlassian/org-admin.");
  else
    set_org_admin (request, give);
}

static void
post_org_assign (SimRequest *request)
{
  change_org_role (request, TRUE);
}

static void
post_org_revoke (SimRequest *request)
{
  change_org_role (request, FALSE);
}

/* Returns: whether @product has seats for all of @group who have none yet */
static gboolean
has_seats (SimStore *store, guint group, SimProduct product)
{
  guint n, wanted = 0;
  g_autofree guint32 *members = sim_members_truth (store, group, &n);

  if (product >= SIM_N_ROLES || store->roles[product].seats < 0)
    return TRUE;
  for (guint i = 0; i < n; i++)
    wanted += sim_seats_wanted (store, members[i], 1u << product) != 0;
  return store->roles[product].used + wanted <= store->roles[product].seats;
}

/* Reads what role of a group the body names. Returns: its bit, or 0; the answer is written */
static guint
read_group_role (SimRequest *request, SimProduct *product)
{
  JsonObject *body = sim_request_object (request);
  const char *role = body != NULL ? sim_object_string (body, "roleId") : NULL;
  const char *address = body != NULL ? sim_object_string (body, "resourceId") : NULL;
  guint grant = role != NULL ? sim_roles_read_grant (role) : 0;

  if (body == NULL)
    return 0;
  if (role == NULL || address == NULL)
    sim_org_fail (request, SIM_ORG_BAD_BODY, "roleId or resourceId is missing.");
  else if (sim_roles_read_resource (request->store, address, product) != SIM_RESOURCE_PRODUCT)
    sim_org_fail (request, SIM_ORG_BAD_RESOURCE, "There is no app %s.", address);
  else if (grant == 0 || !sim_roles_has_grant (*product, grant))
    sim_org_fail (request, SIM_ORG_BAD_BODY, "%s isn't a role of %s.", role, address);
  else
    return grant;
  return 0;
}

static void
change_group_role (SimRequest *request, gboolean give)
{
  SimStore *store = request->store;
  SimProduct product;
  guint scope, group, grant, before, after;
  char row[16], number[16], grants[16];
  const char *fields[] = { row, number, grants, NULL };

  if (!sim_org_scope (request, TRUE, &scope)
      || (group = sim_org_find_group (request, scope, request->arguments[2])) == SIM_NONE
      || (grant = read_group_role (request, &product)) == 0)
    return;
  before = sim_store_group (store, group)->grants[product];
  after = give ? before | grant : before & ~grant;
  g_snprintf (row, sizeof row, "%u", group);
  g_snprintf (number, sizeof number, "%u", product);
  g_snprintf (grants, sizeof grants, "%u", after);
  if (after == before)
    request->repeated++;
  else if (give && (grant & SIM_GRANTS_OF_A_SEAT) && !has_seats (store, group, product))
    {
      sim_org_fail (request, SIM_ORG_NO_SEAT, "The user limit of %s would be exceeded.",
                    sim_product_name (product));
      return;
    }
  else if (!sim_request_change (request, SIM_CHANGE_GROUP_ROLE, fields))
    return;
  sim_request_done (request, give ? 200 : 204);
}

static void
post_group_assign (SimRequest *request)
{
  change_group_role (request, TRUE);
}

static void
post_group_revoke (SimRequest *request)
{
  change_group_role (request, FALSE);
}

#define USER  "/admin/v1/orgs/{orgId}/users/{userId}"
#define GROUP "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}"

static const SimRoute routes[] = {
  { "POST", USER "/roles/assign", post_assign, SIM_NEED_ORG_WRITE, NULL },
  { "POST", USER "/roles/revoke", post_revoke, SIM_NEED_ORG_WRITE, NULL },
  { "POST", USER "/role-assignments/assign", post_org_assign, SIM_NEED_ORG_WRITE, NULL },
  { "POST", USER "/role-assignments/revoke", post_org_revoke, SIM_NEED_ORG_WRITE, NULL },
  { "POST", GROUP "/role-assignments/assign", post_group_assign, SIM_NEED_ORG_WRITE, NULL },
  { "POST", GROUP "/role-assignments/revoke", post_group_revoke, SIM_NEED_ORG_WRITE, NULL },
};

void
sim_org_add_grant_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
