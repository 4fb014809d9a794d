/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The doctor of a Jira source (ATLASSIAN.md §1 "Connect flow", §2). It asks in an order in which no
 * key leaves before the address is known to be a Jira Cloud site. Main thread. */
#include "um-check-private.h"

#include <string.h>

/* A connection of the source with its key, at the site's own address or through the gateway. */
static UmConnection *
connect_to (UmCheck *self, gboolean gateway)
{
  g_autoptr (UmSource) source = um_source_copy (self->source);

  source->gateway = gateway;
  return um_connection_new (source, self->key);
}

/* ---- last: which organisation and cloud the site belongs to; nice to know ---- */

static void
org_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmCheck *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  char *org_id = um_jira_get_org_id_finish (UM_JIRA (object), result, &error);

  if (um_check_return_if_cancelled (task, &error))
    return;
  if (org_id != NULL)
    {
      g_free (self->source->org_id);
      self->source->org_id = org_id;
    }
  um_check_succeed (task);
}

static void
ask_org (GTask *task)
{
  UmCheck *self = g_task_get_source_object (task);

  um_jira_get_org_id_async (um_connection_get_jira (self->site), g_task_get_cancellable (task),
                            org_cb, g_object_ref (task));
}

/* It becomes part of an address. */
static gboolean
is_cloud_id (const char *text)
{
  return text != NULL && *text != '\0' && strlen (text) <= 64
         && text[strspn (text, "0123456789abcdefABCDEF-")] == '\0';
}

static void
late_cloud_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmCheck *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *cloud_id = um_jira_get_cloud_id_finish (UM_JIRA (object), result, &error);

  if (um_check_return_if_cancelled (task, &error))
    return;
  if (is_cloud_id (cloud_id))
    {
      g_free (self->source->cloud_id);
      self->source->cloud_id = g_steal_pointer (&cloud_id);
    }
  ask_org (task);
}

static void
ask_belongings (GTask *task)
{
  UmCheck *self = g_task_get_source_object (task);

  if (self->used == self->gateway)
    ask_org (task);
  else
    um_jira_get_cloud_id_async (um_connection_get_jira (self->site), g_task_get_cancellable (task),
                                late_cloud_cb, g_object_ref (task));
}

/* ---- site administration: it alone may change memberships (ATLASSIAN.md §2) ---- */

static void
end_admin (GTask *task, UmTruth granted)
{
  UmCheck *self = g_task_get_source_object (task);

  um_check_set_right (self, UM_RIGHT_CHANGE_GROUPS, granted, NULL);
  um_check_set_changes (self, granted);
  ask_belongings (task);
}

static void
admin_groups_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmCheck *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmJiraPage) page = um_jira_list_groups_finish (UM_JIRA (object), result, &error);

  if (um_check_return_if_cancelled (task, &error))
    return;
  if (page == NULL)
    {
      end_admin (task, UM_UNKNOWN);
      return;
    }
  for (guint i = 0; i < page->items->len; i++)
    {
      const UmJiraGroup *group = page->items->pdata[i];

      self->any_admin = TRUE;
      if (g_hash_table_contains (self->own_groups, group->id))
        self->own_admin = TRUE;
    }
  if (page->next >= 0 && !self->own_admin)
    um_jira_list_groups_async (UM_JIRA (object), "site-admin", page->next,
                               g_task_get_cancellable (task), admin_groups_cb, g_object_ref (task));
  else if (!self->any_admin)
    end_admin (task, UM_UNKNOWN);
  else if (!self->own_admin)
    end_admin (task, UM_NO);
  else
    /* What a scoped token may do is told by nothing but the first change. */
    end_admin (task, self->used == self->gateway ? UM_UNKNOWN : UM_YES);
}

/* ---- what the account may do ---- */

static void
permissions_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmCheck *self = g_task_get_source_object (task);
  UmJiraPermissions permissions = { FALSE };
  GError *error = NULL;

  if (!um_jira_get_permissions_finish (UM_JIRA (object), result, &permissions, &error))
    {
      um_check_fail (task, UM_RIGHT_BROWSE_USERS, error, self->used);
      return;
    }
  if (!permissions.browse_users)
    {
      um_check_fail_code (task, UM_RIGHT_BROWSE_USERS, UM_PROBLEM_CANT_BROWSE, self->used);
      return;
    }
  um_check_set_right (self, UM_RIGHT_BROWSE_USERS, UM_YES, NULL);
  um_check_set_right (self, UM_RIGHT_ADMINISTER, permissions.administer ? UM_YES : UM_NO, NULL);
  um_jira_list_groups_async (UM_JIRA (object), "site-admin", 0, g_task_get_cancellable (task),
                             admin_groups_cb, g_object_ref (task));
}

/* ---- the key ---- */

static void
accept_key (GTask *task, UmConnection *connection, UmJiraMyself *myself)
{
  UmCheck *self = g_task_get_source_object (task);

  self->used = connection;
  self->source->gateway = connection == self->gateway;
  g_free (self->source->account_id);
  self->source->account_id = g_strdup (myself->user->account_id);
  self->own_groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; myself->groups != NULL && i < myself->groups->len; i++)
    {
      const UmJiraGroup *group = myself->groups->pdata[i];

      g_hash_table_add (self->own_groups, g_strdup (group->id));
    }
  um_check_set_right (self, UM_RIGHT_KEY, UM_YES, myself->user->name);
  um_jira_get_permissions_async (um_connection_get_jira (connection), g_task_get_cancellable (task),
                                 permissions_cb, g_object_ref (task));
}

static void
gateway_myself_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmCheck *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmJiraMyself) myself = um_jira_get_myself_finish (UM_JIRA (object), result, &error);

  if (myself != NULL)
    accept_key (task, self->gateway, myself);
  else if (g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_UNAUTHORIZED)
           || g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_FORBIDDEN)
           || g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND))
    /* Neither way: it was the site that was typed. */
    um_check_fail_code (task, UM_RIGHT_KEY, UM_PROBLEM_KEY_REJECTED, self->site);
  else
    um_check_fail (task, UM_RIGHT_KEY, g_steal_pointer (&error), self->gateway);
}

static void
cloud_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmCheck *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *cloud_id = um_jira_get_cloud_id_finish (UM_JIRA (object), result, &error);

  if (um_check_return_if_cancelled (task, &error))
    return;
  if (!is_cloud_id (cloud_id))
    {
      um_check_fail_code (task, UM_RIGHT_KEY, UM_PROBLEM_KEY_REJECTED, self->site);
      return;
    }
  g_free (self->source->cloud_id);
  self->source->cloud_id = g_steal_pointer (&cloud_id);
  self->gateway = connect_to (self, TRUE);
  um_jira_get_myself_async (um_connection_get_jira (self->gateway), g_task_get_cancellable (task),
                            gateway_myself_cb, g_object_ref (task));
}

/* A site that is spoken to without encryption is on this computer (UmAddressFault), and Atlassian's
 * own gateway leads to none such: a key typed for it isn't sent there. */
static gboolean
has_gateway (const UmSource *source)
{
  return !g_str_has_prefix (source->url, "http:")
         || g_strcmp0 (source->api_url, UM_DEFAULT_API_URL) != 0;
}

static void
site_myself_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmCheck *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmJiraMyself) myself = um_jira_get_myself_finish (UM_JIRA (object), result, &error);

  if (myself != NULL)
    accept_key (task, self->site, myself);
  else if (g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_UNAUTHORIZED)
           && has_gateway (self->source))
    /* A scoped token gets 401 at the site; nothing in the token tells which kind it is. */
    um_jira_get_cloud_id_async (um_connection_get_jira (self->site), g_task_get_cancellable (task),
                                cloud_cb, g_object_ref (task));
  else
    um_check_fail (task, UM_RIGHT_KEY, g_steal_pointer (&error), self->site);
}

/* ---- the address ---- */

/* What another product, or none, answers where Jira tells about itself. */
static gboolean
is_other_product (const GError *error)
{
  return g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_JSON)
         || g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED)
         || g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND)
         || g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_UNAUTHORIZED)
         || g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_FORBIDDEN)
         || g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED);
}

static void
server_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmCheck *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmJiraServer) server = um_jira_get_server_finish (UM_JIRA (object), result, &error);

  if (server != NULL ? !server->cloud : is_other_product (error))
    {
      um_check_fail_code (task, UM_RIGHT_ADDRESS, UM_PROBLEM_NOT_JIRA, self->site);
      return;
    }
  if (server == NULL)
    {
      um_check_fail (task, UM_RIGHT_ADDRESS, g_steal_pointer (&error), self->site);
      return;
    }
  um_check_set_right (self, UM_RIGHT_ADDRESS, UM_YES, server->title);
  um_jira_get_myself_async (UM_JIRA (object), g_task_get_cancellable (task), site_myself_cb,
                            g_object_ref (task));
}

void
um_check_run_jira (GTask *task)
{
  UmCheck *self = g_task_get_source_object (task);

  self->site = connect_to (self, FALSE);
  if (self->site == NULL)
    {
      g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_ADDRESS_MISSING, "%s", "");
      return;
    }
  um_jira_get_server_async (um_connection_get_jira (self->site), g_task_get_cancellable (task),
                            server_cb, g_object_ref (task));
}
