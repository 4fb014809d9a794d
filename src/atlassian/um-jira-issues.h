/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The endpoints of a Jira Cloud site for making issues (ATLASSIAN.md §16). As those of um-jira.h.
 */
#pragma once

#include "um-jira-issue-records.h"
#include "um-jira.h"

G_BEGIN_DECLS

/** UM_JIRA_MOST_ISSUES: how many issues one request may make. */
#define UM_JIRA_MOST_ISSUES 50

/**
 * um_jira_list_projects_async:
 * @query: (nullable): part of a name or key
 * @start_at: from 0, or the page before it's next
 *
 * `GET project/search?action=create`: where the key's owner may make issues, 100 a page. Jira may
 * answer %UM_ATLASSIAN_ERROR_NOT_FOUND where none matches.
 */
void um_jira_list_projects_async (UmJira *self,
                                  const char *query,
                                  gint64 start_at,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/** um_jira_list_projects_finish: (transfer full) (nullable): of #UmJiraProject */
UmJiraPage *um_jira_list_projects_finish (UmJira *self, GAsyncResult *result, GError **error);

/**
 * um_jira_list_issue_types_async:
 * @project: id or key of a project
 * @start_at: from 0, or the page before it's next
 *
 * `GET issue/createmeta/{project}/issuetypes`, 200 a page.
 */
void um_jira_list_issue_types_async (UmJira *self,
                                     const char *project,
                                     gint64 start_at,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/** um_jira_list_issue_types_finish: (transfer full) (nullable): of #UmJiraIssueType */
UmJiraPage *um_jira_list_issue_types_finish (UmJira *self, GAsyncResult *result, GError **error);

/**
 * um_jira_list_fields_async:
 * @project: id or key of a project
 * @issue_type: id of one of its types
 * @start_at: from 0, or the page before it's next
 *
 * `GET issue/createmeta/{project}/issuetypes/{type}`, 200 a page: what is asked for when one is
 * made.
 */
void um_jira_list_fields_async (UmJira *self,
                                const char *project,
                                const char *issue_type,
                                gint64 start_at,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/** um_jira_list_fields_finish: (transfer full) (nullable): of #UmJiraField */
UmJiraPage *um_jira_list_fields_finish (UmJira *self, GAsyncResult *result, GError **error);

/**
 * um_jira_create_issue_async:
 * @fields: an object: {"project":{"id":…},"issuetype":{"id":…},"summary":…,"description":
 * (um_adf_from_text ()),"labels":[…],…}
 *
 * `POST issue`. Sent once: after an unclear outcome (maybe_done of the reply) look for a label of
 * its own before it is sent again.
 */
void um_jira_create_issue_async (UmJira *self,
                                 JsonNode *fields,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/** um_jira_create_issue_finish: (transfer full) (nullable): the issue; @reply: (out) (optional): as
 * of um_http_send_finish (); with %UM_ATLASSIAN_ERROR_MALFORMED and a status of 2xx it was made,
 * and only the answer can't be read */
UmJiraIssue *
um_jira_create_issue_finish (UmJira *self, GAsyncResult *result, UmReply **reply, GError **error);

/**
 * um_jira_create_issues_async:
 * @fields: (element-type JsonNode): as of um_jira_create_issue_async (), 1 to
 * %UM_JIRA_MOST_ISSUES
 *
 * `POST issue/bulk`. Some may be made and others not. Sent once, as um_jira_create_issue_async ().
 */
void um_jira_create_issues_async (UmJira *self,
                                  GPtrArray *fields,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/** um_jira_create_issues_finish: (transfer full) (nullable): of #UmJiraMade, one for each of the
 * request and in its order, also where Jira made none of them; @reply: as of
 * um_jira_create_issue_finish () */
GPtrArray *
um_jira_create_issues_finish (UmJira *self, GAsyncResult *result, UmReply **reply, GError **error);

/**
 * um_jira_find_issues_async:
 * @label: a label
 * @token: (nullable): the page before it's next
 *
 * `POST search/jql`: the issues that bear @label, 100 a page. What was made just now may take
 * minutes to be found.
 */
void um_jira_find_issues_async (UmJira *self,
                                const char *label,
                                const char *token,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/** um_jira_find_issues_finish: (transfer full) (nullable): of #UmJiraIssue */
UmJiraIssuePage *um_jira_find_issues_finish (UmJira *self, GAsyncResult *result, GError **error);

G_END_DECLS
