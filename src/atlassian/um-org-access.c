/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changes a user's access within an organisation: suspended, restored, removed, roles,
 * invitations. Main thread. */
#include "um-org-private.h"

#include "um-json-write.h"
#include "um-uri.h"

#define USER_PATH       UM_DIRECTORY_PATH "/users/{}"
#define SUSPEND_PATH    USER_PATH "/suspend"
#define RESTORE_PATH    USER_PATH "/restore"
#define ASSIGN_PATH     UM_ORG_PATH_V1 "/users/{}/roles/assign"
#define REVOKE_PATH     UM_ORG_PATH_V1 "/users/{}/roles/revoke"
#define ORG_ASSIGN_PATH UM_ORG_PATH_V1 "/users/{}/role-assignments/assign"
#define ORG_REVOKE_PATH UM_ORG_PATH_V1 "/users/{}/role-assignments/revoke"
#define INVITE_PATH     UM_ORG_PATH "/users/invite"

void
um_org_suspend_async (UmOrg *self,
                      const char *directory_id,
                      const char *account_id,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  static const char *const already[] = { "already suspended", NULL };

  um_org_change (um_org_change_new (self, already, cancellable, callback, user_data), "POST",
                 SUSPEND_PATH, um_uri_fill (SUSPEND_PATH, self->id, directory_id, account_id),
                 NULL);
}

void
um_org_restore_async (UmOrg *self,
                      const char *directory_id,
                      const char *account_id,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  static const char *const already[] = { "not suspended", "already active", NULL };

  um_org_change (um_org_change_new (self, already, cancellable, callback, user_data), "POST",
                 RESTORE_PATH, um_uri_fill (RESTORE_PATH, self->id, directory_id, account_id),
                 NULL);
}

void
um_org_remove_user_async (UmOrg *self,
                          const char *directory_id,
                          const char *account_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  /* User not found (OpenAPI, ApplicationError). */
  static const char *const already[] = { "ADMIN-404-8", NULL };

  um_org_change (um_org_change_new (self, already, cancellable, callback, user_data), "DELETE",
                 USER_PATH, um_uri_fill (USER_PATH, self->id, directory_id, account_id), NULL);
}

void
um_org_assign_role_async (UmOrg *self,
                          const char *account_id,
                          const char *role,
                          const char *resource,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  static const char *const already[] = { "already has", "already assigned", NULL };
  const char *template = resource != NULL ? ASSIGN_PATH : ORG_ASSIGN_PATH;
  g_autoptr (GBytes) body = um_json_write_strings ("role", role, "resource", resource, NULL);

  um_org_change (um_org_change_new (self, already, cancellable, callback, user_data), "POST",
                 template, um_uri_fill (template, self->id, account_id), body);
}

void
um_org_revoke_role_async (UmOrg *self,
                          const char *account_id,
                          const char *role,
                          const char *resource,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  static const char *const already[] = { "does not have", "doesn't have", "not assigned", NULL };
  const char *template = resource != NULL ? REVOKE_PATH : ORG_REVOKE_PATH;
  g_autoptr (GBytes) body = um_json_write_strings ("role", role, "resource", resource, NULL);

  um_org_change (um_org_change_new (self, already, cancellable, callback, user_data), "POST",
                 template, um_uri_fill (template, self->id, account_id), body);
}

static GBytes *
make_invite_body (const UmOrgInvitation *invitation)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  um_json_add_strings (builder, "emails", invitation->emails);
  if (invitation->n_rules > 0)
    {
      json_builder_set_member_name (builder, "permissionRules");
      json_builder_begin_array (builder);
    }
  for (gsize i = 0; i < invitation->n_rules; i++)
    {
      json_builder_begin_object (builder);
      um_json_add_string (builder, "role", invitation->rules[i].role);
      um_json_add_string (builder, "resource", invitation->rules[i].resource);
      json_builder_end_object (builder);
    }
  if (invitation->n_rules > 0)
    json_builder_end_array (builder);
  um_json_add_strings (builder, "additionalGroups", invitation->group_ids);
  json_builder_set_member_name (builder, "sendNotification");
  json_builder_add_boolean_value (builder, invitation->notify);
  um_json_add_string (builder, "notificationText", invitation->text);
  json_builder_end_object (builder);
  return um_json_write_bytes (builder);
}

void
um_org_invite_async (UmOrg *self,
                     const UmOrgInvitation *invitation,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GBytes) body = make_invite_body (invitation);
  g_autofree char *path = um_uri_fill (INVITE_PATH, self->id);
  GTask *task = um_org_page_new (self, um_org_decode_invited, NULL, cancellable, callback,
                                 user_data);

  um_call_set_write (task, NULL);
  um_call_send (task, self->http, "POST", path, "POST " INVITE_PATH, body, UM_HTTP_NONE);
}

UmOrgPage *
um_org_invite_finish (UmOrg *self, GAsyncResult *result, UmReply **reply, GError **error)
{
  return um_call_finish (self, result, reply, error);
}
