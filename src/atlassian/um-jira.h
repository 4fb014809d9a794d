/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The endpoints of a Jira Cloud site that the program calls, decoded (ATLASSIAN.md §2, §3, §6, §7,
 * §8). Main thread; answers are decoded on worker threads. */
#pragma once

#include "um-http.h"
#include "um-jira-records.h"

G_BEGIN_DECLS

#define UM_TYPE_JIRA (um_jira_get_type ())
G_DECLARE_FINAL_TYPE (UmJira, um_jira, UM, JIRA, GObject)

UmJira *um_jira_new (UmHttp *http);
UmHttp *um_jira_get_http (UmJira *self);

/* GET serverInfo, anonymous: proves that the address is Jira Cloud before a secret is sent. */
void um_jira_get_server_async (UmJira *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
UmJiraServer *um_jira_get_server_finish (UmJira *self, GAsyncResult *result, GError **error);
/* GET /_edge/tenant_info, anonymous; only on a site address. (transfer full) */
void um_jira_get_cloud_id_async (UmJira *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
char *um_jira_get_cloud_id_finish (UmJira *self, GAsyncResult *result, GError **error);
/* POST /gateway/api/graphql TenantContext; only on a site address. NULL without error: not told.
 * (transfer full) */
void um_jira_get_org_id_async (UmJira *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
char *um_jira_get_org_id_finish (UmJira *self, GAsyncResult *result, GError **error);
/* GET myself?expand=groups: 401 where the token is dead. */
void um_jira_get_myself_async (UmJira *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
UmJiraMyself *um_jira_get_myself_finish (UmJira *self, GAsyncResult *result, GError **error);
/* GET mypermissions. */
void um_jira_get_permissions_async (UmJira *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean um_jira_get_permissions_finish (UmJira *self,
                                         GAsyncResult *result,
                                         UmJiraPermissions *permissions,
                                         GError **error);
/* GET users/search: pages by the requested size; the caller stops at the first empty page (next is
 * -1 then) and de-duplicates. Items: UmJiraUser. */
void um_jira_list_users_async (UmJira *self,
                               gint64 start_at,
                               guint max_results,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
UmJiraPage *um_jira_list_users_finish (UmJira *self, GAsyncResult *result, GError **error);
/* GET group/bulk: pages by the answer's maxResults. @access_type: NULL, "site-admin", "admin",
 * "user". Items: UmJiraGroup. */
void um_jira_list_groups_async (UmJira *self,
                                const char *access_type,
                                gint64 start_at,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
UmJiraPage *um_jira_list_groups_finish (UmJira *self, GAsyncResult *result, GError **error);
/* GET group/member with inactive users. Items: UmJiraUser. */
void um_jira_list_members_async (UmJira *self,
                                 const char *group_id,
                                 gint64 start_at,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
UmJiraPage *um_jira_list_members_finish (UmJira *self, GAsyncResult *result, GError **error);
/* GET user?expand=groups. @groups: (out) of UmJiraGroup. */
void um_jira_get_user_async (UmJira *self,
                             const char *account_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
UmJiraUser *
um_jira_get_user_finish (UmJira *self, GAsyncResult *result, GPtrArray **groups, GError **error);
/* GET applicationrole (Administer Jira). Array of UmJiraRole. (transfer full) */
void um_jira_list_roles_async (UmJira *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GPtrArray *um_jira_list_roles_finish (UmJira *self, GAsyncResult *result, GError **error);

/* What a write came to, where it isn't an error: the state asked for may have stood already. */
typedef enum
{
  UM_JIRA_CHANGED,
  UM_JIRA_ALREADY_SO,
} UmJiraChange;

/* POST group/user, DELETE group/user: "already a member" and "is not a member" are ALREADY_SO.
 * @reply as in um_http_send_finish (). */
void um_jira_add_member_async (UmJira *self,
                               const char *group_id,
                               const char *account_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean um_jira_add_member_finish (
  UmJira *self, GAsyncResult *result, UmJiraChange *change, UmReply **reply, GError **error);
void um_jira_remove_member_async (UmJira *self,
                                  const char *group_id,
                                  const char *account_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean um_jira_remove_member_finish (
  UmJira *self, GAsyncResult *result, UmJiraChange *change, UmReply **reply, GError **error);

G_END_DECLS
