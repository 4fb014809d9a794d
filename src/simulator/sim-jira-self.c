/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who asks and what he may do: myself, mypermissions. */

#include "sim-jira.h"

#include <string.h>

#include "sim-auth.h"
#include "sim-jira-write.h"
#include "sim-json.h"

/* Who has a permission. */
typedef enum
{
  HELD_BY_USERS,
  HELD_BY_ADMINS,
  HELD_BY_NOBODY,
} Holder;

static const struct
{
  const char *id;
  const char *key;
  const char *name;
  const char *description;
  gboolean global;
  Holder holder;
} permissions[] = {
  { "0", "ADMINISTER", "Administer Jira", "Administer Jira settings.", TRUE, HELD_BY_ADMINS },
  { "44", "SYSTEM_ADMIN", "Administer System", "Administer the system.", TRUE, HELD_BY_NOBODY },
  { "27", "USER_PICKER", "Browse users and groups", "View and select users or groups.", TRUE,
    HELD_BY_USERS },
  { "33", "BULK_CHANGE", "Make bulk changes", "Modify several issues at once.", TRUE,
    HELD_BY_USERS },
  { "22", "CREATE_SHARED_OBJECTS", "Share dashboards and filters", "Share with others.", TRUE,
    HELD_BY_USERS },
  { "24", "MANAGE_GROUP_FILTER_SUBSCRIPTIONS", "Manage group filter subscriptions",
    "Create and delete group filter subscriptions.", TRUE, HELD_BY_ADMINS },
  { "-1", "CREATE_PROJECT", "Create team-managed projects", "Create projects.", TRUE,
    HELD_BY_ADMINS },
  { "10", "BROWSE_PROJECTS", "Browse Projects", "See projects and their issues.", FALSE,
    HELD_BY_USERS },
  { "11", "CREATE_ISSUES", "Create Issues", "Create issues.", FALSE, HELD_BY_USERS },
  { "12", "EDIT_ISSUES", "Edit Issues", "Edit issues.", FALSE, HELD_BY_USERS },
  { "13", "ASSIGN_ISSUES", "Assign Issues", "Assign issues to others.", FALSE, HELD_BY_USERS },
  { "17", "ASSIGNABLE_USER", "Assignable User", "Be assigned issues.", FALSE, HELD_BY_USERS },
  { "23", "ADMINISTER_PROJECTS", "Administer Projects", "Administer projects.", FALSE,
    HELD_BY_ADMINS },
  { "30", "MODIFY_REPORTER", "Modify Reporter", "Set the reporter of an issue.", FALSE,
    HELD_BY_USERS },
};

static void
get_myself (SimRequest *request)
{
  sim_jira_write_user (request, sim_request_begin (request, 200), NULL, request->caller,
                       SIM_USER_WHOLE);
}

static gboolean
holds (SimRequest *request, Holder holder)
{
  if (request->caller == SIM_NONE || holder == HELD_BY_NOBODY)
    return FALSE;
  return holder == HELD_BY_USERS || sim_auth_is_admin (request->store, request->caller);
}

static guint
find_permission (const char *key)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (permissions) && strcmp (permissions[i].key, key) != 0)
    i++;
  return i;
}

static void
write_permission (SimRequest *request, GString *out, guint i)
{
  sim_json_begin_object (out, permissions[i].key);
  sim_json_string (out, "id", permissions[i].id);
  sim_json_string (out, "key", permissions[i].key);
  sim_json_string (out, "name", permissions[i].name);
  sim_json_string (out, "type", permissions[i].global ? "GLOBAL" : "PROJECT");
  sim_json_string (out, "description", permissions[i].description);
  sim_json_bool (out, "havePermission", holds (request, permissions[i].holder));
  sim_json_end_object (out);
}

static void
get_my_permissions (SimRequest *request)
{
  const char *wanted = sim_request_get (request, "permissions");
  g_auto (GStrv) keys = wanted != NULL ? g_strsplit (wanted, ",", -1) : NULL;
  GString *out;

  if (wanted == NULL)
    {
      sim_request_fail (request, 400, "The 'permissions' query parameter is required.");
      return;
    }
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_begin_object (out, "permissions");
  for (guint i = 0; keys[i] != NULL; i++)
    {
      guint permission = find_permission (g_strstrip (keys[i]));

      if (permission == G_N_ELEMENTS (permissions))
        {
          sim_request_fail (request, 400, "Unrecognized permission: %s", keys[i]);
          return;
        }
      write_permission (request, out, permission);
    }
  sim_json_end_object (out);
  sim_json_end_object (out);
}

static const SimRoute routes[] = {
  { "GET", "/rest/api/3/myself", get_myself, SIM_NEED_USER, NULL },
  { "GET", "/rest/api/3/mypermissions", get_my_permissions, SIM_NEED_VISITOR, NULL },
};

void
sim_jira_add_self_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
