/* SPDX-License-Identifier: GPL-3.0-or-later */
/* User management: what is done with a managed account itself, everywhere at Atlassian. It takes a
 * key without scopes (ATLASSIAN.md §0). Main thread. */
#include "um-org-private.h"

#include "um-json-write.h"
#include "um-uri.h"

#define PROFILE_PATH UM_ACCOUNT_PATH "/profile"
#define EMAIL_PATH   UM_ACCOUNT_PATH "/email"
#define DISABLE_PATH UM_ACCOUNT_PATH "/lifecycle/disable"
#define ENABLE_PATH  UM_ACCOUNT_PATH "/lifecycle/enable"
#define DELETE_PATH  UM_ACCOUNT_PATH "/lifecycle/delete"
#define CANCEL_PATH  UM_ACCOUNT_PATH "/lifecycle/cancel-delete"
#define TOKENS_PATH  UM_ACCOUNT_PATH "/api-tokens"
#define TOKEN_PATH   TOKENS_PATH "/{}"

/* The query is one pair for each privilege, the default of OpenAPI. */
static char *
make_permissions_path (const char *account_id, const char *const *privileges)
{
  g_autofree char *path = um_uri_fill (UM_ACCOUNT_PATH, account_id);
  g_autoptr (GString) uri = g_string_new (path);

  for (; privileges != NULL && *privileges != NULL; privileges++)
    um_uri_add (uri, "privileges", *privileges);
  return path != NULL ? g_string_free (g_steal_pointer (&uri), FALSE) : NULL;
}

void
um_org_get_permissions_async (UmOrg *self,
                              const char *account_id,
                              const char *const *privileges,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  um_org_get (um_org_read_new (self, um_org_decode_permissions,
                               (GDestroyNotify) um_org_permissions_free, NULL, cancellable,
                               callback, user_data),
              UM_ACCOUNT_PATH, make_permissions_path (account_id, privileges));
}

UmOrgPermissions *
um_org_get_permissions_finish (UmOrg *self, GAsyncResult *result, UmReply **reply, GError **error)
{
  return um_call_finish (self, result, reply, error);
}

void
um_org_get_profile_async (UmOrg *self,
                          const char *account_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  um_org_get (um_org_read_new (self, um_org_decode_profile, (GDestroyNotify) um_org_user_free, NULL,
                               cancellable, callback, user_data),
              PROFILE_PATH, um_uri_fill (PROFILE_PATH, account_id));
}

UmOrgUser *
um_org_get_profile_finish (UmOrg *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}

void
um_org_list_tokens_async (UmOrg *self,
                          const char *account_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  um_org_get (um_org_page_new (self, um_org_decode_tokens, NULL, cancellable, callback, user_data),
              TOKENS_PATH, um_uri_fill (TOKENS_PATH, account_id));
}

UmOrgPage *
um_org_list_tokens_finish (UmOrg *self, GAsyncResult *result, UmReply **reply, GError **error)
{
  return um_call_finish (self, result, reply, error);
}

/* A POST or PUT on an account. */
static void
change_account (UmOrg *self,
                const char *method,
                const char *template,
                const char *account_id,
                GBytes *body,
                const char *const *already,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  um_org_change (um_org_change_new (self, already, cancellable, callback, user_data), method,
                 template, um_uri_fill (template, account_id), body);
}

void
um_org_disable_account_async (UmOrg *self,
                              const char *account_id,
                              const char *message,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  static const char *const already[] = { "already deactivated", "already disabled",
                                         "already inactive", "already blocked", NULL };
  /* The body is required, the message in it isn't. */
  g_autoptr (GBytes) body = um_json_write_strings ("message", message != NULL ? message : "", NULL);

  change_account (self, "POST", DISABLE_PATH, account_id, body, already, cancellable, callback,
                  user_data);
}

void
um_org_enable_account_async (UmOrg *self,
                             const char *account_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  static const char *const already[] = { "already active", "already activated", "already enabled",
                                         NULL };

  change_account (self, "POST", ENABLE_PATH, account_id, NULL, already, cancellable, callback,
                  user_data);
}

void
um_org_delete_account_async (UmOrg *self,
                             const char *account_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  static const char *const already[] = { "scheduled for deletion", "already deleted", NULL };

  change_account (self, "POST", DELETE_PATH, account_id, NULL, already, cancellable, callback,
                  user_data);
}

void
um_org_cancel_deletion_async (UmOrg *self,
                              const char *account_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  /* That is the deletion; an account that is gone is "accountNotFound" (OpenAPI). */
  static const char *const already[] = { "notFound", "not scheduled", NULL };

  change_account (self, "POST", CANCEL_PATH, account_id, NULL, already, cancellable, callback,
                  user_data);
}

void
um_org_set_email_async (UmOrg *self,
                        const char *account_id,
                        const char *email,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GBytes) body = um_json_write_strings ("email", email, NULL);

  change_account (self, "PUT", EMAIL_PATH, account_id, body, NULL, cancellable, callback,
                  user_data);
}

void
um_org_revoke_token_async (UmOrg *self,
                           const char *account_id,
                           const char *token_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  /* The token; an account that is gone is "accountNotFound" (OpenAPI). */
  static const char *const already[] = { "notFound", NULL };

  um_org_change (um_org_change_new (self, already, cancellable, callback, user_data), "DELETE",
                 TOKEN_PATH, um_uri_fill (TOKEN_PATH, account_id, token_id), NULL);
}
