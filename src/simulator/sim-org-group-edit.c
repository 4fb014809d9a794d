/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of the organisation changed: created, deleted, members added and removed. */

#include "sim-org.h"

#include "sim-groups.h"
#include "sim-members.h"
#include "sim-org-error.h"
#include "sim-org-write.h"
#include "sim-seats.h"

#define MOST_NAME 255

/* Finds the group of the path and makes sure that it is changed here, not by an identity provider.
 * Returns: its row, or %SIM_NONE; the answer is written */
static guint
find_own_group (SimRequest *request, guint *scope)
{
  guint group;

  if (!sim_org_scope (request, TRUE, scope)
      || (group = sim_org_find_group (request, *scope, request->arguments[2])) == SIM_NONE)
    return SIM_NONE;
  if (!sim_store_group (request->store, group)->synced)
    return group;
  sim_org_fail (request, SIM_ORG_GROUP_FIXED,
                "The group is synced from an identity provider and is managed there.");
  return SIM_NONE;
}

static void
post_membership (SimRequest *request)
{
  SimStore *store = request->store;
  guint scope, group = find_own_group (request, &scope);
  JsonObject *body = NULL;
  SimProduct full;

  if (group == SIM_NONE || (body = sim_request_object (request)) == NULL)
    return;
  if (sim_object_string (body, "accountId") == NULL)
    {
      sim_org_fail (request, SIM_ORG_BAD_BODY, "accountId is missing.");
      return;
    }
  if (sim_org_find_user (request, scope) == SIM_NONE)
    return;
  if (sim_members_has (store, request->user, group))
    {
      request->repeated++;
      sim_org_fail (request, SIM_ORG_CONFLICT, "The user is already in the group.");
      return;
    }
  full = sim_seats_full (
    store, sim_seats_wanted (store, request->user, sim_store_group (store, group)->products));
  if (full != SIM_N_PRODUCTS)
    sim_org_fail (request, SIM_ORG_NO_SEAT, "The user limit of %s has been reached.",
                  sim_product_name (full));
  else if (sim_request_change_member (request, SIM_CHANGE_MEMBER_ADD, request->user, group))
    sim_request_done (request, 204);
}

static void
delete_membership (SimRequest *request)
{
  guint scope, group = find_own_group (request, &scope);

  if (group == SIM_NONE || sim_org_find_user (request, scope) == SIM_NONE)
    return;
  if (!sim_members_has (request->store, request->user, group))
    {
      request->repeated++;
      sim_request_done (request, 204);
    }
  else if (sim_request_change_member (request, SIM_CHANGE_MEMBER_REMOVE, request->user, group))
    sim_request_done (request, 204);
}

static void
post_group (SimRequest *request)
{
  SimStore *store = request->store;
  JsonObject *body = NULL;
  const char *name, *description;
  g_autofree char *id = NULL;
  guint scope, directory = 0;
  char number[16];

  if (!sim_org_scope (request, TRUE, &scope) || (body = sim_request_object (request)) == NULL)
    return;
  while (scope >> (directory + 1))
    directory++;
  name = sim_object_string (body, "name");
  description = sim_object_string (body, "description");
  if (name == NULL || *name == '\0' || g_utf8_strlen (name, -1) > MOST_NAME)
    {
      sim_org_fail (request, SIM_ORG_BAD_BODY, "The name is missing or too long.");
      return;
    }
  if (sim_index_find (&store->groups_by_name, name) != SIM_NONE)
    {
      request->repeated++;
      sim_org_fail (request, SIM_ORG_CONFLICT, "A group with this name already exists.");
      return;
    }
  g_snprintf (number, sizeof number, "%u", directory);
  id = sim_groups_new_id (request->options->seed, name, g_get_real_time ());
  {
    const char *fields[] = { id, name, description != NULL ? description : "", number, NULL };

    if (sim_request_change (request, SIM_CHANGE_GROUP_CREATE, fields))
      sim_request_done (request, 201);
  }
}

static void
delete_group (SimRequest *request)
{
  guint scope, group = find_own_group (request, &scope);
  char row[16];
  const char *fields[] = { row, NULL };

  if (group == SIM_NONE)
    return;
  g_snprintf (row, sizeof row, "%u", group);
  if (sim_groups_is_default (group))
    sim_org_fail (request, SIM_ORG_GROUP_DEFAULT, "New users of an app are put into this group.");
  else if (sim_store_group (request->store, group)->access >= SIM_ACCESS_ADMIN)
    sim_org_fail (request, SIM_ORG_GROUP_ADMINS, "The group gives administration.");
  else if (sim_request_change (request, SIM_CHANGE_GROUP_DELETE, fields))
    sim_request_done (request, 204);
}

#define GROUPS "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups"

static const SimRoute routes[] = {
  { "POST", GROUPS, post_group, SIM_NEED_ORG_WRITE, NULL },
  { "DELETE", GROUPS "/{groupId}", delete_group, SIM_NEED_ORG_WRITE, NULL },
  { "POST", GROUPS "/{groupId}/memberships", post_membership, SIM_NEED_ORG_WRITE, NULL },
  { "DELETE", GROUPS "/{groupId}/memberships/{accountId}", delete_membership, SIM_NEED_ORG_WRITE,
    NULL },
};

void
sim_org_add_group_edit_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
