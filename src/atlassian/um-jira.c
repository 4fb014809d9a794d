/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The endpoints of a Jira Cloud site. Owned by whoever works with the site; main thread. Each
 * request is a call owned by its task (um-call.h). */
#include "um-jira-private.h"

#include "um-base-url.h"
#include "um-call.h"
#include "um-jira-decode.h"
#include "um-json-write.h"
#include "um-uri.h"

/* The largest page of group/member (OpenAPI); group/bulk names none and lowers what is too much. */
#define MEMBERS_A_PAGE "50"
#define GROUPS_A_PAGE  "1000"

/* The site's words for a membership that stood already, or that there was none. */
static const char *const already_member[] = { "already a member", NULL };
static const char *const not_a_member[] = { "not a member", NULL };

struct _UmJira
{
  GObject parent_instance;
  UmHttp *http;
};

G_DEFINE_FINAL_TYPE (UmJira, um_jira, G_TYPE_OBJECT)

/* Takes over @task. */
static void
call_get (GTask *task, const char *path, const char *endpoint, UmHttpFlags flags)
{
  UmJira *self = g_task_get_source_object (task);

  um_call_send (task, self->http, "GET", path, endpoint, NULL, flags);
}

static void
um_jira_finalize (GObject *object)
{
  UmJira *self = UM_JIRA (object);

  g_clear_object (&self->http);

  G_OBJECT_CLASS (um_jira_parent_class)->finalize (object);
}

static void
um_jira_class_init (UmJiraClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = um_jira_finalize;
}

static void
um_jira_init (UmJira *self)
{
}

UmJira *
um_jira_new (UmHttp *http)
{
  UmJira *self;

  g_return_val_if_fail (UM_IS_HTTP (http), NULL);

  self = g_object_new (UM_TYPE_JIRA, NULL);
  self->http = g_object_ref (http);
  return self;
}

UmHttp *
um_jira_get_http (UmJira *self)
{
  g_return_val_if_fail (UM_IS_JIRA (self), NULL);

  return self->http;
}

void
um_jira_get_server_async (UmJira *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  call_get (um_call_new (self, um_jira_decode_server, (GDestroyNotify) um_jira_server_free,
                         cancellable, callback, user_data),
            "/rest/api/3/serverInfo", "GET serverInfo", UM_CALL_CHECK | UM_HTTP_ANONYMOUS);
}

UmJiraServer *
um_jira_get_server_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}

void
um_jira_get_cloud_id_async (UmJira *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  call_get (um_call_new (self, um_jira_decode_cloud_id, g_free, cancellable, callback, user_data),
            "/_edge/tenant_info", "GET tenant_info", UM_CALL_CHECK | UM_HTTP_ANONYMOUS);
}

char *
um_jira_get_cloud_id_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}

static GBytes *
make_tenant_query (const char *host)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "operationName");
  json_builder_add_string_value (builder, "TenantContext");
  json_builder_set_member_name (builder, "query");
  json_builder_add_string_value (builder,
                                 "query TenantContext($hostNames:[String!]!)"
                                 "{tenantContexts(hostNames:$hostNames){cloudId orgId hostName}}");
  json_builder_set_member_name (builder, "variables");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "hostNames");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, host);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return um_json_write_bytes (builder);
}

void
um_jira_get_org_id_async (UmJira *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autofree char *host = um_base_url_dup_host (um_http_get_base (self->http));
  g_autoptr (GBytes) body = make_tenant_query (host != NULL ? host : "");

  um_call_send (um_call_new (self, um_jira_decode_org_id, g_free, cancellable, callback, user_data),
                self->http, "POST", "/gateway/api/graphql", "POST graphql", body, UM_CALL_CHECK);
}

char *
um_jira_get_org_id_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}

void
um_jira_get_myself_async (UmJira *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  call_get (um_call_new (self, um_jira_decode_myself, (GDestroyNotify) um_jira_myself_free,
                         cancellable, callback, user_data),
            "/rest/api/3/myself?expand=groups", "GET myself", UM_CALL_CHECK);
}

UmJiraMyself *
um_jira_get_myself_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}

void
um_jira_get_permissions_async (UmJira *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  call_get (
    um_call_new (self, um_jira_decode_permissions, g_free, cancellable, callback, user_data),
    "/rest/api/3/mypermissions?permissions=ADMINISTER,SYSTEM_ADMIN,USER_PICKER",
    "GET mypermissions", UM_CALL_CHECK);
}

gboolean
um_jira_get_permissions_finish (UmJira *self,
                                GAsyncResult *result,
                                UmJiraPermissions *permissions,
                                GError **error)
{
  g_autofree UmJiraPermissions *decoded = um_call_finish (self, result, NULL, error);

  if (decoded == NULL)
    return FALSE;
  *permissions = *decoded;
  return TRUE;
}

GTask *
um_jira_page_new (UmJira *self,
                  UmDecode decode,
                  gint64 start_at,
                  guint max_results,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = um_call_new (self, decode, (GDestroyNotify) um_jira_page_free, cancellable,
                             callback, user_data);

  um_call_set_asked (task, &(UmAsked){ start_at, max_results, NULL });
  return task;
}

void
um_jira_list_users_async (UmJira *self,
                          gint64 start_at,
                          guint max_results,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autofree char *path = g_strdup_printf (
    "/rest/api/3/users/search?startAt=%" G_GINT64_FORMAT "&maxResults=%u", start_at, max_results);

  call_get (um_jira_page_new (self, um_jira_decode_users, start_at, max_results, cancellable,
                              callback, user_data),
            path, "GET users/search", UM_HTTP_REPEATABLE | UM_HTTP_LARGE);
}

UmJiraPage *
um_jira_list_users_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}

void
um_jira_list_groups_async (UmJira *self,
                           const char *access_type,
                           gint64 start_at,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autofree char *start = g_strdup_printf ("%" G_GINT64_FORMAT, start_at);
  g_autofree char *path = um_uri_build ("/rest/api/3/group/bulk", "accessType", access_type,
                                        "startAt", start, "maxResults", GROUPS_A_PAGE, NULL);

  call_get (
    um_jira_page_new (self, um_jira_decode_groups, start_at, 0, cancellable, callback, user_data),
    path, "GET group/bulk", UM_HTTP_REPEATABLE);
}

UmJiraPage *
um_jira_list_groups_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}

void
um_jira_list_members_async (UmJira *self,
                            const char *group_id,
                            gint64 start_at,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autofree char *start = g_strdup_printf ("%" G_GINT64_FORMAT, start_at);
  g_autofree char *path = um_uri_build ("/rest/api/3/group/member", "groupId", group_id,
                                        "includeInactiveUsers", "true", "startAt", start,
                                        "maxResults", MEMBERS_A_PAGE, NULL);

  call_get (
    um_jira_page_new (self, um_jira_decode_members, start_at, 0, cancellable, callback, user_data),
    path, "GET group/member", UM_HTTP_REPEATABLE);
}

UmJiraPage *
um_jira_list_members_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}

void
um_jira_get_user_async (UmJira *self,
                        const char *account_id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autofree char *path = um_uri_build ("/rest/api/3/user", "accountId", account_id, "expand",
                                        "groups", NULL);

  call_get (um_call_new (self, um_jira_decode_myself, (GDestroyNotify) um_jira_myself_free,
                         cancellable, callback, user_data),
            path, "GET user", UM_HTTP_REPEATABLE);
}

UmJiraUser *
um_jira_get_user_finish (UmJira *self, GAsyncResult *result, GPtrArray **groups, GError **error)
{
  g_autoptr (UmJiraMyself) decoded = um_call_finish (self, result, NULL, error);

  if (decoded == NULL)
    return NULL;
  if (groups != NULL)
    *groups = g_steal_pointer (&decoded->groups);
  return g_steal_pointer (&decoded->user);
}

void
um_jira_list_roles_async (UmJira *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  call_get (um_call_new (self, um_jira_decode_roles, (GDestroyNotify) g_ptr_array_unref,
                         cancellable, callback, user_data),
            "/rest/api/3/applicationrole", "GET applicationrole", UM_HTTP_REPEATABLE);
}

GPtrArray *
um_jira_list_roles_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}

void
um_jira_add_member_async (UmJira *self,
                          const char *group_id,
                          const char *account_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autofree char *path = um_uri_build ("/rest/api/3/group/user", "groupId", group_id, NULL);
  g_autoptr (GBytes) body = um_json_write_strings ("accountId", account_id, NULL);
  GTask *task = um_call_new (self, NULL, NULL, cancellable, callback, user_data);

  um_call_set_write (task, already_member);
  um_call_send (task, self->http, "POST", path, "POST group/user", body, UM_HTTP_REPEATABLE);
}

gboolean
um_jira_add_member_finish (
  UmJira *self, GAsyncResult *result, UmChange *change, UmReply **reply, GError **error)
{
  return um_call_finish_write (self, result, change, reply, error);
}

void
um_jira_remove_member_async (UmJira *self,
                             const char *group_id,
                             const char *account_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autofree char *path = um_uri_build ("/rest/api/3/group/user", "groupId", group_id, "accountId",
                                        account_id, NULL);
  GTask *task = um_call_new (self, NULL, NULL, cancellable, callback, user_data);

  um_call_set_write (task, not_a_member);
  um_call_send (task, self->http, "DELETE", path, "DELETE group/user", NULL, UM_HTTP_REPEATABLE);
}

gboolean
um_jira_remove_member_finish (
  UmJira *self, GAsyncResult *result, UmChange *change, UmReply **reply, GError **error)
{
  return um_call_finish_write (self, result, change, reply, error);
}
