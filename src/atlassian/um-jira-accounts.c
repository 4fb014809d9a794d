/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The endpoints of a Jira Cloud site for single accounts. Main thread. */
#include "um-jira-accounts.h"

#include "um-call.h"
#include "um-jira-decode.h"
#include "um-jira-private.h"
#include "um-json-write.h"
#include "um-uri.h"

#define ASSIGNABLE_A_PAGE 100
#define FOUND_A_PAGE      100

/* The searches for users share a limit (ATLASSIAN.md §18). */
#define SEARCH_ENDPOINT "GET user search"

#define LICENCES_PATH         "/rest/api/3/license/approximateLicenseCount"
#define PRODUCT_LICENCES_PATH LICENCES_PATH "/product/{}"

void
um_jira_list_some_users_async (UmJira *self,
                               const char *const *account_ids,
                               gint64 start_at,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autofree char *start = g_strdup_printf ("%" G_GINT64_FORMAT, start_at);
  g_autofree char *size = g_strdup_printf ("%u", g_strv_length ((char **) account_ids));
  g_autofree char *path = um_uri_build ("/rest/api/3/user/bulk", "startAt", start, "maxResults",
                                        size, NULL);
  g_autoptr (GString) uri = g_string_new (path);

  for (; *account_ids != NULL; account_ids++)
    um_uri_add (uri, "accountId", *account_ids);
  um_call_send (
    um_jira_page_new (self, um_jira_decode_members, start_at, 0, cancellable, callback, user_data),
    um_jira_get_http (self), "GET", uri->str, "GET user/bulk", NULL, UM_HTTP_REPEATABLE);
}

UmJiraPage *
um_jira_list_some_users_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}

void
um_jira_list_assignable_async (UmJira *self,
                               const char *project,
                               const char *query,
                               const char *account_id,
                               gint64 start_at,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autofree char *start = g_strdup_printf ("%" G_GINT64_FORMAT, start_at);
  g_autofree char *path = um_uri_build ("/rest/api/3/user/assignable/search", "project", project,
                                        "query", query, "accountId", account_id, "startAt", start,
                                        "maxResults", G_STRINGIFY (ASSIGNABLE_A_PAGE), NULL);

  um_call_send (um_jira_page_new (self, um_jira_decode_users, start_at, ASSIGNABLE_A_PAGE,
                                  cancellable, callback, user_data),
                um_jira_get_http (self), "GET", path, SEARCH_ENDPOINT, NULL, UM_HTTP_REPEATABLE);
}

UmJiraPage *
um_jira_list_assignable_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}

void
um_jira_find_users_async (UmJira *self,
                          const char *query,
                          gint64 start_at,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autofree char *start = g_strdup_printf ("%" G_GINT64_FORMAT, start_at);
  g_autofree char *path = um_uri_build ("/rest/api/3/user/search", "query", query, "startAt", start,
                                        "maxResults", G_STRINGIFY (FOUND_A_PAGE), NULL);

  um_call_send (um_jira_page_new (self, um_jira_decode_users, start_at, FOUND_A_PAGE, cancellable,
                                  callback, user_data),
                um_jira_get_http (self), "GET", path, SEARCH_ENDPOINT, NULL, UM_HTTP_REPEATABLE);
}

UmJiraPage *
um_jira_find_users_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}

void
um_jira_remove_user_async (UmJira *self,
                           const char *account_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  static const char *const already[] = { "does not exist", "not found", NULL };
  g_autofree char *path = um_uri_build ("/rest/api/3/user", "accountId", account_id, NULL);
  GTask *task = um_call_new (self, NULL, NULL, cancellable, callback, user_data);

  um_call_set_write (task, already);
  um_call_send (task, um_jira_get_http (self), "DELETE", path, "DELETE user", NULL,
                UM_HTTP_REPEATABLE);
}

gboolean
um_jira_remove_user_finish (
  UmJira *self, GAsyncResult *result, UmChange *change, UmReply **reply, GError **error)
{
  return um_call_finish_write (self, result, change, reply, error);
}

static GBytes *
make_invite_body (const char *email, const char *const *products)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  um_json_add_string (builder, "emailAddress", email);
  json_builder_set_member_name (builder, "products");
  json_builder_begin_array (builder);
  for (; *products != NULL; products++)
    json_builder_add_string_value (builder, *products);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return um_json_write_bytes (builder);
}

void
um_jira_invite_async (UmJira *self,
                      const char *email,
                      const char *const *products,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GBytes) body = make_invite_body (email, products);
  GTask *task = um_call_new (self, um_jira_decode_myself, (GDestroyNotify) um_jira_myself_free,
                             cancellable, callback, user_data);

  um_call_set_write (task, NULL);
  um_call_send (task, um_jira_get_http (self), "POST", "/rest/api/3/user", "POST user", body,
                UM_HTTP_NONE);
}

UmJiraUser *
um_jira_invite_finish (UmJira *self, GAsyncResult *result, UmReply **reply, GError **error)
{
  g_autoptr (UmJiraMyself) invited = um_call_finish (self, result, reply, error);

  return invited != NULL ? g_steal_pointer (&invited->user) : NULL;
}

void
um_jira_count_licences_async (UmJira *self,
                              const char *product,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autofree char *path = product != NULL ? um_uri_fill (PRODUCT_LICENCES_PATH, product)
                                          : g_strdup (LICENCES_PATH);

  um_call_send (
    um_call_new (self, um_jira_decode_licences, g_free, cancellable, callback, user_data),
    um_jira_get_http (self), "GET", path, "GET license/approximateLicenseCount", NULL,
    UM_HTTP_REPEATABLE);
}

gint64
um_jira_count_licences_finish (UmJira *self, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *count = um_call_finish (self, result, NULL, error);

  return count != NULL ? *count : -1;
}
