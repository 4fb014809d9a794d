/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The endpoints of a Jira Cloud site. Owned by whoever works with the site; main thread. Each
 * request is an operation owned by its task: sent by UmHttp, decoded by the same task on a worker
 * thread. */
#include "um-jira.h"

#include "um-base-url.h"
#include "um-jira-decode.h"
#include "um-json.h"
#include "um-uri.h"

#include <string.h>

/* The largest page of group/member (OpenAPI); group/bulk names none and lowers what is too much. */
#define MEMBERS_A_PAGE "50"
#define GROUPS_A_PAGE  "1000"

/* What can be waited for by a person who has just pressed a button. */
#define CHECK_FLAGS (UM_HTTP_REPEATABLE | UM_HTTP_NO_WAIT)

struct _UmJira
{
  GObject parent_instance;
  UmHttp *http;
};

G_DEFINE_FINAL_TYPE (UmJira, um_jira, G_TYPE_OBJECT)

/* One call. */
typedef struct
{
  UmJiraDecode decode; /* NULL for writes */
  GDestroyNotify free_decoded;
  UmJiraRange range;
  const char
    *already; /* (nullable): words by which the site says that a write's state stood already */
  UmJiraChange change;
  UmReply *reply; /* (nullable) */
} Call;

/* What a worker thread needs of a call. It holds no object of the main thread: a thread may be the
 * last to let go of its task. */
typedef struct
{
  UmJiraDecode decode;
  GDestroyNotify free_decoded;
  UmJiraRange range;
  GBytes *body;
} Work;

static void
call_free (Call *self)
{
  g_clear_pointer (&self->reply, um_reply_unref);
  g_free (self);
}

static void
work_free (Work *self)
{
  g_bytes_unref (self->body);
  g_free (self);
}

static GTask *
call_new (UmJira *self,
          UmJiraDecode decode,
          GDestroyNotify free_decoded,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  call->decode = decode;
  call->free_decoded = free_decoded;
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  return task;
}

static void
decode_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;
  gpointer decoded = work->decode (work->body, &work->range, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, decoded, work->free_decoded);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer decoded = g_task_propagate_pointer (G_TASK (result), &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, decoded, call->free_decoded);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GTask) thread_task = NULL;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  Work *work;

  if (!um_http_send_finish (UM_HTTP (source), result, &call->reply, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  work = g_new0 (Work, 1);
  work->decode = call->decode;
  work->free_decoded = call->free_decoded;
  work->range = call->range;
  work->body = g_bytes_ref (call->reply->body);
  thread_task = g_task_new (NULL, g_task_get_cancellable (task), decoded_cb, g_object_ref (task));
  g_task_set_source_tag (thread_task, read_cb);
  g_task_set_task_data (thread_task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (thread_task, decode_thread);
}

/* Takes over @task. */
static void
call_get (GTask *task, const char *path, const char *endpoint, UmHttpFlags flags)
{
  UmJira *self = g_task_get_source_object (task);

  um_http_send_async (self->http, "GET", path, endpoint, NULL, flags, g_task_get_cancellable (task),
                      read_cb, task);
}

static gpointer
call_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The site's words for a state that stood already come with 400, or 404 where it calls the
 * membership not found; a 404 in other words is a group or user that is gone. */
static gboolean
stood_already (const Call *call, const GError *error)
{
  g_autofree char *message = NULL;

  if (call->reply == NULL || call->reply->message == NULL)
    return FALSE;
  if (!g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED)
      && !g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND))
    return FALSE;

  message = g_ascii_strdown (call->reply->message, -1);
  return strstr (message, call->already) != NULL;
}

static void
write_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (um_http_send_finish (UM_HTTP (source), result, &call->reply, &error))
    call->change = UM_JIRA_CHANGED;
  else if (stood_already (call, error))
    call->change = UM_JIRA_ALREADY_SO;
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_task_return_boolean (task, TRUE);
}

static GTask *
write_new (UmJira *self,
           const char *already,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = call_new (self, NULL, NULL, cancellable, callback, user_data);
  Call *call = g_task_get_task_data (task);

  call->already = already;
  /* What became of a write is told, whatever was cancelled since. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

static gboolean
write_finish (
  UmJira *self, GAsyncResult *result, UmJiraChange *change, UmReply **reply, GError **error)
{
  Call *call;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  call = g_task_get_task_data (G_TASK (result));
  *change = call->change;
  if (reply != NULL)
    *reply = call->reply != NULL ? um_reply_ref (call->reply) : NULL;
  return g_task_propagate_boolean (G_TASK (result), error);
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
  call_get (call_new (self, um_jira_decode_server, (GDestroyNotify) um_jira_server_free,
                      cancellable, callback, user_data),
            "/rest/api/3/serverInfo", "GET serverInfo", CHECK_FLAGS | UM_HTTP_ANONYMOUS);
}

UmJiraServer *
um_jira_get_server_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return call_finish (self, result, error);
}

void
um_jira_get_cloud_id_async (UmJira *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  call_get (call_new (self, um_jira_decode_cloud_id, g_free, cancellable, callback, user_data),
            "/_edge/tenant_info", "GET tenant_info", CHECK_FLAGS | UM_HTTP_ANONYMOUS);
}

char *
um_jira_get_cloud_id_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return call_finish (self, result, error);
}

static GBytes *
json_to_bytes (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  char *text = json_to_string (root, FALSE);

  return g_bytes_new_take (text, strlen (text));
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
  return json_to_bytes (builder);
}

void
um_jira_get_org_id_async (UmJira *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autofree char *host = um_base_url_dup_host (um_http_get_base (self->http));
  g_autoptr (GBytes) body = make_tenant_query (host != NULL ? host : "");

  um_http_send_async (
    self->http, "POST", "/gateway/api/graphql", "POST graphql", body, CHECK_FLAGS, cancellable,
    read_cb, call_new (self, um_jira_decode_org_id, g_free, cancellable, callback, user_data));
}

char *
um_jira_get_org_id_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return call_finish (self, result, error);
}

void
um_jira_get_myself_async (UmJira *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  call_get (call_new (self, um_jira_decode_myself, (GDestroyNotify) um_jira_myself_free,
                      cancellable, callback, user_data),
            "/rest/api/3/myself?expand=groups", "GET myself", CHECK_FLAGS);
}

UmJiraMyself *
um_jira_get_myself_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return call_finish (self, result, error);
}

void
um_jira_get_permissions_async (UmJira *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  call_get (call_new (self, um_jira_decode_permissions, g_free, cancellable, callback, user_data),
            "/rest/api/3/mypermissions?permissions=ADMINISTER,SYSTEM_ADMIN,USER_PICKER",
            "GET mypermissions", CHECK_FLAGS);
}

gboolean
um_jira_get_permissions_finish (UmJira *self,
                                GAsyncResult *result,
                                UmJiraPermissions *permissions,
                                GError **error)
{
  g_autofree UmJiraPermissions *decoded = call_finish (self, result, error);

  if (decoded == NULL)
    return FALSE;
  *permissions = *decoded;
  return TRUE;
}

/* A call for one page of a list. */
static GTask *
page_new (UmJira *self,
          UmJiraDecode decode,
          gint64 start_at,
          guint max_results,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = call_new (self, decode, (GDestroyNotify) um_jira_page_free, cancellable, callback,
                          user_data);
  Call *call = g_task_get_task_data (task);

  call->range = (UmJiraRange){ start_at, max_results };
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

  call_get (
    page_new (self, um_jira_decode_users, start_at, max_results, cancellable, callback, user_data),
    path, "GET users/search", UM_HTTP_REPEATABLE | UM_HTTP_LARGE);
}

UmJiraPage *
um_jira_list_users_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return call_finish (self, result, error);
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

  call_get (page_new (self, um_jira_decode_groups, start_at, 0, cancellable, callback, user_data),
            path, "GET group/bulk", UM_HTTP_REPEATABLE);
}

UmJiraPage *
um_jira_list_groups_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return call_finish (self, result, error);
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

  call_get (page_new (self, um_jira_decode_members, start_at, 0, cancellable, callback, user_data),
            path, "GET group/member", UM_HTTP_REPEATABLE);
}

UmJiraPage *
um_jira_list_members_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return call_finish (self, result, error);
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

  call_get (call_new (self, um_jira_decode_myself, (GDestroyNotify) um_jira_myself_free,
                      cancellable, callback, user_data),
            path, "GET user", UM_HTTP_REPEATABLE);
}

UmJiraUser *
um_jira_get_user_finish (UmJira *self, GAsyncResult *result, GPtrArray **groups, GError **error)
{
  g_autoptr (UmJiraMyself) decoded = call_finish (self, result, error);

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
  call_get (call_new (self, um_jira_decode_roles, (GDestroyNotify) g_ptr_array_unref, cancellable,
                      callback, user_data),
            "/rest/api/3/applicationrole", "GET applicationrole", UM_HTTP_REPEATABLE);
}

GPtrArray *
um_jira_list_roles_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return call_finish (self, result, error);
}

static GBytes *
make_account_body (const char *account_id)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "accountId");
  json_builder_add_string_value (builder, account_id);
  json_builder_end_object (builder);
  return json_to_bytes (builder);
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
  g_autoptr (GBytes) body = make_account_body (account_id);

  um_http_send_async (self->http, "POST", path, "POST group/user", body, UM_HTTP_REPEATABLE,
                      cancellable, write_cb,
                      write_new (self, "already a member", cancellable, callback, user_data));
}

gboolean
um_jira_add_member_finish (
  UmJira *self, GAsyncResult *result, UmJiraChange *change, UmReply **reply, GError **error)
{
  return write_finish (self, result, change, reply, error);
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

  um_http_send_async (self->http, "DELETE", path, "DELETE group/user", NULL, UM_HTTP_REPEATABLE,
                      cancellable, write_cb,
                      write_new (self, "not a member", cancellable, callback, user_data));
}

gboolean
um_jira_remove_member_finish (
  UmJira *self, GAsyncResult *result, UmJiraChange *change, UmReply **reply, GError **error)
{
  return write_finish (self, result, change, reply, error);
}
