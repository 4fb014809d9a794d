/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The endpoints of a Jira Cloud site for single accounts: several at once, invited, removed,
 * counted. As those of um-jira.h. */
#pragma once

#include "um-jira.h"

G_BEGIN_DECLS

/**
 * um_jira_list_some_users_async:
 * @account_ids: whom, ending with %NULL; 50 at most, so that the address stays short
 * @start_at: from 0, or the page before it's next
 *
 * `GET user/bulk`, for reading users again. An account that the site doesn't know is left out.
 */
void um_jira_list_some_users_async (UmJira *self,
                                    const char *const *account_ids,
                                    gint64 start_at,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/** um_jira_list_some_users_finish: (transfer full) (nullable): of #UmJiraUser */
UmJiraPage *um_jira_list_some_users_finish (UmJira *self, GAsyncResult *result, GError **error);

/**
 * um_jira_list_assignable_async:
 * @project: id or key of a project
 * @query: (nullable): the begin of a word of a name or address, or %NULL for @account_id
 * @account_id: (nullable): one account: it is in the answer if it can be assigned to
 * @start_at: from 0, or the page before it's next
 *
 * `GET user/assignable/search`: who may be assigned an issue of the project. The searches for users
 * share a limit of the whole site.
 */
void um_jira_list_assignable_async (UmJira *self,
                                    const char *project,
                                    const char *query,
                                    const char *account_id,
                                    gint64 start_at,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/** um_jira_list_assignable_finish: (transfer full) (nullable): of #UmJiraUser */
UmJiraPage *um_jira_list_assignable_finish (UmJira *self, GAsyncResult *result, GError **error);

/**
 * um_jira_find_users_async:
 * @query: the begin of a word of a name, or of an address where it is shown
 * @start_at: from 0, or the page before it's next
 *
 * `GET user/search`: active users, of the first thousand hits; addresses that people hide aren't
 * found.
 */
void um_jira_find_users_async (UmJira *self,
                               const char *query,
                               gint64 start_at,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/** um_jira_find_users_finish: (transfer full) (nullable): of #UmJiraUser */
UmJiraPage *um_jira_find_users_finish (UmJira *self, GAsyncResult *result, GError **error);

/**
 * um_jira_remove_user_async:
 *
 * `DELETE user`: off the site; the Atlassian account stays. As um_jira_remove_member_async ();
 * somebody who isn't there (404) is %UM_CHANGE_ALREADY_SO.
 */
void um_jira_remove_user_async (UmJira *self,
                                const char *account_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/** um_jira_remove_user_finish: as um_jira_add_member_finish () */
gboolean um_jira_remove_user_finish (
  UmJira *self, GAsyncResult *result, UmChange *change, UmReply **reply, GError **error);

/**
 * um_jira_invite_async:
 * @email: whom
 * @products: keys of application roles, ending with %NULL; may be empty
 *
 * `POST user`, which takes an organisation's admin. Somebody who has Jira already is answered like
 * somebody new; one who has an account without Jira is refused (400). Sent once: after an unclear
 * outcome (maybe_done of the reply) look for the user before it is sent again.
 */
void um_jira_invite_async (UmJira *self,
                           const char *email,
                           const char *const *products,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/** um_jira_invite_finish: (transfer full) (nullable): the user; @reply: (out) (optional): as of
 * um_http_send_finish (); with %UM_ATLASSIAN_ERROR_MALFORMED and a status of 2xx the invitation was
 * sent, and only the answer can't be read */
UmJiraUser *
um_jira_invite_finish (UmJira *self, GAsyncResult *result, UmReply **reply, GError **error);

/**
 * um_jira_count_licences_async:
 * @product: (nullable): the key of an application role; %NULL: all together
 *
 * `GET license/approximateLicenseCount`, which takes Administer Jira: how many users count. Up to 7
 * days old.
 */
void um_jira_count_licences_async (UmJira *self,
                                   const char *product,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/** um_jira_count_licences_finish: how many; -1 with an error */
gint64 um_jira_count_licences_finish (UmJira *self, GAsyncResult *result, GError **error);

G_END_DECLS
