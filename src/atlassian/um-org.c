/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The endpoints of an organisation: the object, and what is of the organisation itself. Owned by
 * whoever works with the organisation; main thread. Each request is a call owned by its task
 * (um-call.h). */
#include "um-org-private.h"

#include "um-base-url.h"
#include "um-json-write.h"
#include "um-uri.h"

/* Requests a second to each endpoint at first; Atlassian tells no numbers (ATLASSIAN.md §18). */
#define START_RATE 4

#define PAGE            "100"
#define WORKSPACES_PAGE 1000

#define ORGS_PATH        "/admin/v1/orgs"
#define DIRECTORIES_PATH UM_ORG_PATH "/directories"
#define WORKSPACES_PATH  UM_ORG_PATH "/workspaces"
#define KEYS_PATH        "/admin/api-access/v1/orgs/{}/api-keys"

G_DEFINE_FINAL_TYPE (UmOrg, um_org, G_TYPE_OBJECT)

static void
um_org_finalize (GObject *object)
{
  UmOrg *self = UM_ORG (object);

  g_clear_object (&self->http);
  g_free (self->id);

  G_OBJECT_CLASS (um_org_parent_class)->finalize (object);
}

static void
um_org_class_init (UmOrgClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = um_org_finalize;
}

static void
um_org_init (UmOrg *self)
{
}

UmOrg *
um_org_new (UmHttp *http, const char *org_id)
{
  UmOrg *self;

  g_return_val_if_fail (UM_IS_HTTP (http), NULL);

  self = g_object_new (UM_TYPE_ORG, NULL);
  self->http = g_object_ref (http);
  self->id = g_strdup (org_id);
  if (!um_base_url_is_loopback (um_http_get_base (http)))
    um_limiter_set_start_rate (um_http_get_limiter (http), START_RATE);
  return self;
}

UmHttp *
um_org_get_http (UmOrg *self)
{
  g_return_val_if_fail (UM_IS_ORG (self), NULL);

  return self->http;
}

const char *
um_org_get_id (UmOrg *self)
{
  g_return_val_if_fail (UM_IS_ORG (self), NULL);

  return self->id;
}

void
um_org_set_check (UmOrg *self, gboolean check)
{
  g_return_if_fail (UM_IS_ORG (self));

  self->check = check;
}

GTask *
um_org_read_new (UmOrg *self,
                 UmDecode decode,
                 GDestroyNotify free_decoded,
                 const char *cursor,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = um_call_new (self, decode, free_decoded, cancellable, callback, user_data);

  um_call_set_asked (task, &(UmAsked){ .cursor = cursor });
  return task;
}

GTask *
um_org_page_new (UmOrg *self,
                 UmDecode decode,
                 const char *cursor,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  return um_org_read_new (self, decode, (GDestroyNotify) um_org_page_free, cursor, cancellable,
                          callback, user_data);
}

GTask *
um_org_change_new (UmOrg *self,
                   const char *const *already,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = um_call_new (self, NULL, NULL, cancellable, callback, user_data);

  um_call_set_write (task, already);
  return task;
}

static void
send (GTask *task,
      const char *method,
      const char *template,
      char *path,
      GBytes *body,
      UmHttpFlags flags)
{
  UmOrg *self = g_task_get_source_object (task);
  g_autofree char *owned = path;
  g_autofree char *endpoint = g_strconcat (method, " ", template, NULL);

  um_call_send (task, self->http, method, owned, endpoint, body, flags);
}

static UmHttpFlags
get_read_flags (GTask *task)
{
  UmOrg *self = g_task_get_source_object (task);

  return self->check ? UM_CALL_CHECK : UM_HTTP_REPEATABLE;
}

void
um_org_get (GTask *task, const char *template, char *path)
{
  send (task, "GET", template, path, NULL, get_read_flags (task));
}

void
um_org_post_search (GTask *task, const char *template, char *path, GBytes *body)
{
  send (task, "POST", template, path, body, get_read_flags (task) | UM_HTTP_LARGE);
}

void
um_org_change (GTask *task, const char *method, const char *template, char *path, GBytes *body)
{
  send (task, method, template, path, body, UM_HTTP_REPEATABLE);
}

UmOrgPage *
um_org_list_finish (UmOrg *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}

gboolean
um_org_change_finish (
  UmOrg *self, GAsyncResult *result, UmChange *change, UmReply **reply, GError **error)
{
  return um_call_finish_write (self, result, change, reply, error);
}

void
um_org_list_orgs_async (UmOrg *self,
                        const char *cursor,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  um_org_get (um_org_page_new (self, um_org_decode_orgs, cursor, cancellable, callback, user_data),
              ORGS_PATH, um_uri_build (ORGS_PATH, "cursor", cursor, NULL));
}

void
um_org_list_directories_async (UmOrg *self,
                               const char *account_id,
                               const char *cursor,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autofree char *path = um_uri_fill (DIRECTORIES_PATH, self->id);

  um_org_get (
    um_org_page_new (self, um_org_decode_directories, cursor, cancellable, callback, user_data),
    DIRECTORIES_PATH,
    um_uri_build (path, "limit", PAGE, "accountId", account_id, "cursor", cursor, NULL));
}

/* "When a cursor is provided in the request body, no other properties may be present." (OpenAPI) */
static GBytes *
make_workspaces_body (const char *cursor)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  um_json_add_string (builder, "cursor", cursor);
  if (cursor == NULL)
    {
      json_builder_set_member_name (builder, "limit");
      json_builder_add_int_value (builder, WORKSPACES_PAGE);
    }
  json_builder_end_object (builder);
  return um_json_write_bytes (builder);
}

void
um_org_list_workspaces_async (UmOrg *self,
                              const char *cursor,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GBytes) body = make_workspaces_body (cursor);

  um_org_post_search (
    um_org_page_new (self, um_org_decode_workspaces, cursor, cancellable, callback, user_data),
    WORKSPACES_PATH, um_uri_fill (WORKSPACES_PATH, self->id), body);
}

void
um_org_list_keys_async (UmOrg *self,
                        const char *cursor,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autofree char *path = um_uri_fill (KEYS_PATH, self->id);

  um_org_get (um_org_page_new (self, um_org_decode_keys, cursor, cancellable, callback, user_data),
              KEYS_PATH, um_uri_build (path, "pageSize", PAGE, "cursor", cursor, NULL));
}
