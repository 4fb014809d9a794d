/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small bodies of a Jira site. No state; any thread. */
#include "um-jira-decode.h"

#include "um-atlassian-error.h"
#include "um-decode.h"

#include <string.h>

/* Ids that become part of an address. */
static gboolean
is_plain_id (const char *id)
{
  return id != NULL && *id != '\0' && strlen (id) <= 128
         && strspn (id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
              == strlen (id);
}

gpointer
um_jira_decode_server (GBytes *body, const UmAsked *asked, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = um_decode_object (body, &root, error);
  UmJiraServer *server;

  if (object == NULL)
    return NULL;
  if (um_json_string (object, "baseUrl") == NULL)
    return um_decode_malformed ("baseUrl", error);

  server = g_new0 (UmJiraServer, 1);
  server->base_url = g_strdup (um_json_string (object, "baseUrl"));
  server->title = g_strdup (um_json_string (object, "serverTitle"));
  server->cloud = g_strcmp0 (um_json_string (object, "deploymentType"), "Cloud") == 0;
  return server;
}

static gboolean
has_permission (JsonObject *permissions, const char *key)
{
  return um_json_bool (um_json_object (permissions, key), "havePermission", FALSE);
}

gpointer
um_jira_decode_permissions (GBytes *body, const UmAsked *asked, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = um_decode_object (body, &root, error);
  JsonObject *permissions = um_json_object (object, "permissions");
  UmJiraPermissions *decoded;

  if (object == NULL)
    return NULL;
  if (permissions == NULL)
    return um_decode_malformed ("permissions", error);

  decoded = g_new0 (UmJiraPermissions, 1);
  decoded->browse_users = has_permission (permissions, "USER_PICKER");
  decoded->administer = has_permission (permissions, "ADMINISTER");
  decoded->system_admin = has_permission (permissions, "SYSTEM_ADMIN");
  return decoded;
}

static GPtrArray *
decode_role_groups (JsonArray *details)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) um_jira_group_free);

  for (guint i = 0; details != NULL && i < json_array_get_length (details); i++)
    {
      JsonObject *object = um_json_get_object (json_array_get_element (details, i));
      const char *name = um_json_string (object, "name");
      UmJiraGroup group = { um_json_string (object, "groupId"), name != NULL ? name : "" };

      if (group.id != NULL && *group.id != '\0')
        g_ptr_array_add (groups, um_jira_group_copy (&group));
    }
  return groups;
}

static gint64
decode_seats (JsonObject *object, const char *member)
{
  return um_json_bool (object, "hasUnlimitedSeats", FALSE)
           ? -1
           : MAX (um_json_int (object, member, -1), -1);
}

gpointer
um_jira_decode_roles (GBytes *body, const UmAsked *asked, GError **error)
{
  g_autoptr (JsonNode) root = um_json_parse (body, error);
  g_autoptr (GPtrArray) roles = g_ptr_array_new_with_free_func ((GDestroyNotify) um_jira_role_free);
  JsonArray *array = um_json_get_array (root);

  if (root == NULL)
    return NULL;
  if (array == NULL)
    return um_decode_malformed ("array", error);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = um_json_get_object (json_array_get_element (array, i));
      const char *key = um_json_string (object, "key"), *name = um_json_string (object, "name");
      UmJiraRole *role;

      if (key == NULL || *key == '\0')
        continue;
      role = g_new0 (UmJiraRole, 1);
      role->key = g_strdup (key);
      role->name = g_strdup (name != NULL ? name : key);
      role->groups = decode_role_groups (um_json_array (object, "groupDetails"));
      role->seats = decode_seats (object, "numberOfSeats");
      role->seats_left = decode_seats (object, "remainingSeats");
      g_ptr_array_add (roles, role);
    }
  return g_steal_pointer (&roles);
}

gpointer
um_jira_decode_cloud_id (GBytes *body, const UmAsked *asked, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = um_decode_object (body, &root, error);
  const char *id = um_json_string (object, "cloudId");

  if (object == NULL)
    return NULL;
  return is_plain_id (id) ? g_strdup (id) : um_decode_malformed ("cloudId", error);
}

gpointer
um_jira_decode_org_id (GBytes *body, const UmAsked *asked, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = um_decode_object (body, &root, error);
  JsonArray *contexts = um_json_array (um_json_object (object, "data"), "tenantContexts");
  const char *id = NULL;

  if (contexts != NULL && json_array_get_length (contexts) > 0)
    id = um_json_string (um_json_get_object (json_array_get_element (contexts, 0)), "orgId");
  return is_plain_id (id) ? g_strdup (id) : NULL;
}

gpointer
um_jira_decode_licences (GBytes *body, const UmAsked *asked, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = um_decode_object (body, &root, error);
  const char *value = um_json_string (object, "value");
  gint64 count;

  if (object == NULL)
    return NULL;
  if (value == NULL || !g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, &count, NULL))
    return um_decode_malformed ("value", error);
  return g_memdup2 (&count, sizeof count);
}
