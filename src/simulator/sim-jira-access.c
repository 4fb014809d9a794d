/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Products and their seats: applicationrole, license/approximateLicenseCount, instance/license. */

#include "sim-jira.h"

#include <string.h>

#include "sim-groups.h"
#include "sim-jira-write.h"
#include "sim-json.h"

static void
write_role_groups (SimRequest *request, GString *out, SimProduct role)
{
  SimStore *store = request->store;
  GArray *order = store->groups_in_order;

  sim_json_begin_array (out, "groups");
  for (guint i = 0; i < order->len; i++)
    {
      const SimGroup *group = sim_store_group (store, g_array_index (order, guint32, i));

      if (group->products & (1u << role))
        sim_json_string (out, NULL, sim_store_text (store, group->name));
    }
  sim_json_end_array (out);

  sim_json_begin_array (out, "groupDetails");
  for (guint i = 0; i < order->len; i++)
    {
      guint32 group = g_array_index (order, guint32, i);

      if (sim_store_group (store, group)->products & (1u << role))
        sim_jira_write_group (request, out, group);
    }
  sim_json_end_array (out);
}

static void
write_role (SimRequest *request, GString *out, SimProduct role)
{
  SimStore *store = request->store;
  const SimRole *record = &store->roles[role];
  guint standard = sim_groups_default (role);
  gint64 left = record->seats - record->used;

  sim_json_begin_object (out, NULL);
  sim_json_string (out, "key", sim_product_key (role));
  sim_json_string (out, "name", sim_product_name (role));
  write_role_groups (request, out, role);
  sim_json_begin_array (out, "defaultGroups");
  sim_json_string (out, NULL, sim_store_text (store, sim_store_group (store, standard)->name));
  sim_json_end_array (out);
  sim_json_begin_array (out, "defaultGroupsDetails");
  sim_jira_write_group (request, out, standard);
  sim_json_end_array (out);
  sim_json_bool (out, "selectedByDefault", role == SIM_PRODUCT_SOFTWARE);
  sim_json_bool (out, "defined", TRUE);
  sim_json_int (out, "numberOfSeats", record->seats);
  sim_json_int (out, "remainingSeats", record->seats < 0 ? -1 : MAX (left, 0));
  sim_json_int (out, "userCount", record->used);
  sim_json_string (out, "userCountDescription",
                   role == SIM_PRODUCT_SERVICEDESK ? "agents" : "users");
  sim_json_bool (out, "hasUnlimitedSeats", record->seats < 0);
  sim_json_bool (out, "platform", role == SIM_PRODUCT_CORE);
  sim_json_end_object (out);
}

static void
get_roles (SimRequest *request)
{
  GString *out = sim_request_begin (request, 200);

  sim_json_begin_array (out, NULL);
  for (guint role = 0; role < SIM_N_ROLES; role++)
    write_role (request, out, role);
  sim_json_end_array (out);
}

/* Finds the role of the placeholder. Returns: %SIM_N_ROLES where there is none; answer written */
static guint
find_role (SimRequest *request)
{
  guint role = 0;

  while (role < SIM_N_ROLES && strcmp (sim_product_key (role), request->arguments[0]) != 0)
    role++;
  if (role == SIM_N_ROLES)
    sim_request_fail (request, 404, "The application role '%s' does not exist.",
                      request->arguments[0]);
  return role;
}

static void
get_role (SimRequest *request)
{
  guint role = find_role (request);

  if (role < SIM_N_ROLES)
    write_role (request, sim_request_begin (request, 200), role);
}

static void
write_count (SimRequest *request, const char *key, guint count)
{
  GString *out = sim_request_begin (request, 200);
  char value[16];

  g_snprintf (value, sizeof value, "%u", count);
  sim_json_begin_object (out, NULL);
  sim_json_string (out, "key", key);
  sim_json_string (out, "value", value);
  sim_json_end_object (out);
}

static void
get_count (SimRequest *request)
{
  guint most = 0;

  for (guint role = 0; role < SIM_N_ROLES; role++)
    most = MAX (most, request->store->roles[role].used);
  write_count (request, "jira", most);
}

static void
get_product_count (SimRequest *request)
{
  guint role = find_role (request);

  if (role < SIM_N_ROLES)
    write_count (request, sim_product_key (role), request->store->roles[role].used);
}

static void
get_license (SimRequest *request)
{
  GString *out = sim_request_begin (request, 200);

  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "applications");
  for (guint role = 0; role < SIM_N_ROLES; role++)
    {
      sim_json_begin_object (out, NULL);
      sim_json_string (out, "id", sim_product_key (role));
      sim_json_string (out, "plan", role == SIM_PRODUCT_DISCOVERY ? "FREE" : "PAID");
      sim_json_end_object (out);
    }
  sim_json_end_array (out);
  sim_json_end_object (out);
}

static const SimRoute routes[] = {
  { "GET", "/rest/api/3/applicationrole", get_roles, SIM_NEED_ADMIN, NULL },
  { "GET", "/rest/api/3/applicationrole/{key}", get_role, SIM_NEED_ADMIN, NULL },
  { "GET", "/rest/api/3/license/approximateLicenseCount", get_count, SIM_NEED_ADMIN, NULL },
  { "GET", "/rest/api/3/license/approximateLicenseCount/product/{key}", get_product_count,
    SIM_NEED_ADMIN, NULL },
  { "GET", "/rest/api/3/instance/license", get_license, SIM_NEED_USER, NULL },
};

void
sim_jira_add_access_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
