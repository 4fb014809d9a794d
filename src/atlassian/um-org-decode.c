/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What isn't a user out of the bodies of the organisation's APIs. No state; any thread. */
#include "um-org-decode.h"

#include "um-org-read.h"

static UmOrgThing *
thing_new (const char *id, const char *name, JsonNode *answer)
{
  UmOrgThing *thing;

  if (!um_decode_is_id (id))
    return NULL;

  thing = g_new0 (UmOrgThing, 1);
  thing->answer = json_node_ref (answer);
  thing->id = id;
  thing->name = name;
  return thing;
}

static gpointer
read_org (JsonObject *object, JsonNode *answer)
{
  return thing_new (um_json_string (object, "id"),
                    um_decode_text (um_json_object (object, "attributes"), "name"), answer);
}

static gpointer
read_directory (JsonObject *object, JsonNode *answer)
{
  return thing_new (um_json_string (object, "directoryId"), um_decode_text (object, "name"),
                    answer);
}

gpointer
um_org_decode_orgs (GBytes *body, const UmAsked *asked, GError **error)
{
  return um_org_read_page (body, asked, read_org, (GDestroyNotify) um_org_thing_free, error);
}

gpointer
um_org_decode_directories (GBytes *body, const UmAsked *asked, GError **error)
{
  return um_org_read_page (body, asked, read_directory, (GDestroyNotify) um_org_thing_free, error);
}

static gpointer
read_group (JsonObject *object, JsonNode *answer)
{
  const char *id = um_org_read_bare_id (um_json_string (object, "id"));
  JsonObject *access = um_json_object (object, "managementAccess");
  JsonObject *counts = um_json_object (object, "counts");
  UmOrgGroup *group;

  if (!um_decode_is_id (id))
    return NULL;

  group = g_new0 (UmOrgGroup, 1);
  group->answer = json_node_ref (answer);
  group->id = id;
  group->name = um_decode_text (object, "name");
  group->description = um_json_string (object, "description");
  group->directory_id = um_json_string (object, "directoryId");
  group->managed_by = um_json_string (object, "managedBy");
  group->synced = um_org_read_truth (object, "externalSynced");
  group->readable = um_org_read_truth (access, "readable");
  group->modifiable = um_org_read_truth (access, "modifiable");
  group->deletable = um_org_read_truth (access, "deletable");
  group->users = MAX (um_json_int (counts, "users", -1), -1);
  group->resources = MAX (um_json_int (counts, "resources", -1), -1);
  return group;
}

gpointer
um_org_decode_groups (GBytes *body, const UmAsked *asked, GError **error)
{
  return um_org_read_page (body, asked, read_group, (GDestroyNotify) um_org_group_free, error);
}

static UmOrgMethods
read_methods (JsonArray *array)
{
  static const char *const words[] = { "direct", "group_direct", "inferred" };
  UmOrgMethods methods = UM_ORG_METHOD_UNKNOWN;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      for (guint k = 0; k < G_N_ELEMENTS (words); k++)
        if (json_node_get_value_type (node) == G_TYPE_STRING
            && g_str_equal (json_node_get_string (node), words[k]))
          methods |= 1 << k;
    }
  return methods;
}

/* "roles" is the older form: names without methods. */
static GArray *
read_roles (JsonObject *object)
{
  JsonArray *assignments = um_json_array (object, "roleAssignments");
  JsonArray *names = um_json_array (object, "roles");
  GArray *roles = g_array_new (FALSE, FALSE, sizeof (UmOrgRole));

  for (guint i = 0; assignments != NULL && i < json_array_get_length (assignments); i++)
    {
      JsonObject *item = um_json_get_object (json_array_get_element (assignments, i));
      UmOrgRole role = { um_json_string (item, "role"),
                         read_methods (um_json_array (item, "roleAssignmentMethods")) };

      if (um_decode_is_id (role.role))
        g_array_append_val (roles, role);
    }
  for (guint i = 0; assignments == NULL && names != NULL && i < json_array_get_length (names); i++)
    {
      JsonNode *node = json_array_get_element (names, i);
      UmOrgRole role = { NULL, UM_ORG_METHOD_UNKNOWN };

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        role.role = json_node_get_string (node);
      if (um_decode_is_id (role.role))
        g_array_append_val (roles, role);
    }
  return roles;
}

static gpointer
read_assignment (JsonObject *object, JsonNode *answer)
{
  const char *resource = um_json_string (object, "resourceId");
  UmOrgAssignment *assignment;

  if (!um_decode_is_id (resource))
    return NULL;

  assignment = g_new0 (UmOrgAssignment, 1);
  assignment->answer = json_node_ref (answer);
  assignment->resource = resource;
  assignment->owner = um_json_string (object, "resourceOwner");
  assignment->directory_id = um_json_string (object, "directoryId");
  assignment->default_role = um_json_string (object, "defaultRole");
  assignment->status = um_org_read_membership_status (
    um_json_string (object, "userDirectoryStatus"));
  assignment->roles = read_roles (object);
  return assignment;
}

gpointer
um_org_decode_assignments (GBytes *body, const UmAsked *asked, GError **error)
{
  return um_org_read_page (body, asked, read_assignment, (GDestroyNotify) um_org_assignment_free,
                           error);
}

static gpointer
read_workspace (JsonObject *object, JsonNode *answer)
{
  const char *id = um_json_string (object, "id");
  JsonObject *attributes = um_json_object (object, "attributes");
  UmOrgWorkspace *workspace;

  if (!um_decode_is_id (id))
    return NULL;

  workspace = g_new0 (UmOrgWorkspace, 1);
  workspace->answer = json_node_ref (answer);
  workspace->id = id;
  workspace->name = um_decode_text (attributes, "name");
  workspace->type_key = um_json_string (attributes, "typeKey");
  workspace->type = um_json_string (attributes, "type");
  workspace->host_url = um_json_string (attributes, "hostUrl");
  workspace->status = um_json_string (attributes, "status");
  workspace->capacity = MAX (um_json_int (attributes, "capacity", -1), -1);
  workspace->usage = MAX (um_json_int (attributes, "usage", -1), -1);
  return workspace;
}

gpointer
um_org_decode_workspaces (GBytes *body, const UmAsked *asked, GError **error)
{
  return um_org_read_page (body, asked, read_workspace, (GDestroyNotify) um_org_workspace_free,
                           error);
}
