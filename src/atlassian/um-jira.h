/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The endpoints of a Jira Cloud site that the program calls, decoded (ATLASSIAN.md §2, §3, §6, §7,
 * §8). Main thread; answers are decoded on worker threads.
 *
 * Each call is a pair: …_async (self, arguments, cancellable, callback, user_data) and …_finish,
 * which returns what it names or an error of %UM_ATLASSIAN_ERROR, or %G_IO_ERROR_CANCELLED. Reads
 * may be repeated and wait out the server's limits, but for the checks, which a person waits for:
 * they make one attempt. */
#pragma once

#include "um-change.h"
#include "um-http.h"
#include "um-jira-records.h"

G_BEGIN_DECLS

#define UM_TYPE_JIRA (um_jira_get_type ())
G_DECLARE_FINAL_TYPE (UmJira, um_jira, UM, JIRA, GObject)

/** um_jira_new: (transfer full): the site behind @http, which is kept. */
UmJira *um_jira_new (UmHttp *http);

/** um_jira_get_http: (transfer none): what sends for it. */
UmHttp *um_jira_get_http (UmJira *self);

/**
 * um_jira_get_server_async:
 *
 * `GET serverInfo`, anonymous: proves that the address is Jira Cloud before a secret is sent. A
 * check.
 */
void um_jira_get_server_async (UmJira *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/** um_jira_get_server_finish: (transfer full) (nullable): what it says of itself */
UmJiraServer *um_jira_get_server_finish (UmJira *self, GAsyncResult *result, GError **error);

/**
 * um_jira_get_cloud_id_async:
 *
 * `GET /_edge/tenant_info`, anonymous; only where the base is the address of a site. A check.
 */
void um_jira_get_cloud_id_async (UmJira *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/** um_jira_get_cloud_id_finish: (transfer full) (nullable): an id that may become part of an
 * address */
char *um_jira_get_cloud_id_finish (UmJira *self, GAsyncResult *result, GError **error);

/**
 * um_jira_get_org_id_async:
 *
 * `POST /gateway/api/graphql`, TenantContext; only where the base is the address of a site. A
 * check.
 */
void um_jira_get_org_id_async (UmJira *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/** um_jira_get_org_id_finish: (transfer full) (nullable): the id of its organisation; %NULL without
 * an error where it isn't told */
char *um_jira_get_org_id_finish (UmJira *self, GAsyncResult *result, GError **error);

/**
 * um_jira_get_myself_async:
 *
 * `GET myself?expand=groups`. %UM_ATLASSIAN_ERROR_UNAUTHORIZED where the token is dead. A check.
 */
void um_jira_get_myself_async (UmJira *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/** um_jira_get_myself_finish: (transfer full) (nullable): whose token it is */
UmJiraMyself *um_jira_get_myself_finish (UmJira *self, GAsyncResult *result, GError **error);

/**
 * um_jira_get_permissions_async:
 *
 * `GET mypermissions`. A check. It can't tell whether memberships may be changed: that is the right
 * of site administrators, which only their groups or the first write show.
 */
void um_jira_get_permissions_async (UmJira *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/** um_jira_get_permissions_finish: @permissions: (out): which of the global permissions are held */
gboolean um_jira_get_permissions_finish (UmJira *self,
                                         GAsyncResult *result,
                                         UmJiraPermissions *permissions,
                                         GError **error);

/**
 * um_jira_list_users_async:
 * @start_at: from 0, or the page before it's next
 * @max_results: 1000 at most
 *
 * `GET users/search`. Its pages are counted by the size asked for, however many users one holds;
 * only an empty page is the last (JRACLOUD-77719), and a user may come twice: de-duplicate. Jira
 * answers a page that takes it more than 10 s with 409 (OpenAPI): %UM_ATLASSIAN_ERROR_CONFLICT, ask
 * for fewer then.
 */
void um_jira_list_users_async (UmJira *self,
                               gint64 start_at,
                               guint max_results,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/** um_jira_list_users_finish: (transfer full) (nullable): of #UmJiraUser */
UmJiraPage *um_jira_list_users_finish (UmJira *self, GAsyncResult *result, GError **error);

/**
 * um_jira_list_groups_async:
 * @access_type: (nullable): "site-admin", "admin" or "user": only groups that grant this
 * @start_at: from 0, or the page before it's next
 *
 * `GET group/bulk`. Its pages are counted by the answer's maxResults.
 */
void um_jira_list_groups_async (UmJira *self,
                                const char *access_type,
                                gint64 start_at,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/** um_jira_list_groups_finish: (transfer full) (nullable): of #UmJiraGroup */
UmJiraPage *um_jira_list_groups_finish (UmJira *self, GAsyncResult *result, GError **error);

/**
 * um_jira_list_members_async:
 * @group_id: whose members
 * @start_at: from 0, or the page before it's next
 *
 * `GET group/member`, with inactive users: 50 a page at most (OpenAPI).
 */
void um_jira_list_members_async (UmJira *self,
                                 const char *group_id,
                                 gint64 start_at,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/** um_jira_list_members_finish: (transfer full) (nullable): of #UmJiraUser */
UmJiraPage *um_jira_list_members_finish (UmJira *self, GAsyncResult *result, GError **error);

/**
 * um_jira_get_user_async:
 * @account_id: whom
 *
 * `GET user?expand=groups`.
 */
void um_jira_get_user_async (UmJira *self,
                             const char *account_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/** um_jira_get_user_finish: (transfer full) (nullable): the user; @groups: (out) (optional): of
 * #UmJiraGroup, his */
UmJiraUser *
um_jira_get_user_finish (UmJira *self, GAsyncResult *result, GPtrArray **groups, GError **error);

/**
 * um_jira_list_roles_async:
 *
 * `GET applicationrole`, which takes Administer Jira.
 */
void um_jira_list_roles_async (UmJira *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/** um_jira_list_roles_finish: (transfer full) (nullable): of #UmJiraRole */
GPtrArray *um_jira_list_roles_finish (UmJira *self, GAsyncResult *result, GError **error);

/**
 * um_jira_add_member_async:
 * @group_id: the group
 * @account_id: who joins it
 * @cancellable: (nullable): ends the request even if it is under way; its effect is then unknown
 * (maybe_done of the reply), so it must not be one that a closing screen cancels
 *
 * `POST group/user`. "Already a member" (400) is %UM_CHANGE_ALREADY_SO, so it may be repeated.
 */
void um_jira_add_member_async (UmJira *self,
                               const char *group_id,
                               const char *account_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/** um_jira_add_member_finish: @change: (out); @reply: (out) (optional): as of um_http_send_finish
 * () */
gboolean um_jira_add_member_finish (
  UmJira *self, GAsyncResult *result, UmChange *change, UmReply **reply, GError **error);

/**
 * um_jira_remove_member_async:
 *
 * `DELETE group/user`, as um_jira_add_member_async (); "not a member" (400 or 404) is
 * %UM_CHANGE_ALREADY_SO, a group that is gone %UM_ATLASSIAN_ERROR_NOT_FOUND.
 */
void um_jira_remove_member_async (UmJira *self,
                                  const char *group_id,
                                  const char *account_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/** um_jira_remove_member_finish: as um_jira_add_member_finish () */
gboolean um_jira_remove_member_finish (
  UmJira *self, GAsyncResult *result, UmChange *change, UmReply **reply, GError **error);

G_END_DECLS
