/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the bodies of a Jira site to records. Any thread; UM_ATLASSIAN_ERROR_MALFORMED where a body
 * isn't of the documented shape. Single bad entries of a page are left out and counted. Each is a
 * UmDecode. For UmJira alone. */
#pragma once

#include "um-call.h"
#include "um-jira-records.h"

G_BEGIN_DECLS

/* A bare array of users: UmJiraPage. */
gpointer um_jira_decode_users (GBytes *body, const UmAsked *asked, GError **error);
/* A page bean of users: UmJiraPage. */
gpointer um_jira_decode_members (GBytes *body, const UmAsked *asked, GError **error);
/* A page bean of groups: UmJiraPage. */
gpointer um_jira_decode_groups (GBytes *body, const UmAsked *asked, GError **error);
/* A user with groups: UmJiraMyself. */
gpointer um_jira_decode_myself (GBytes *body, const UmAsked *asked, GError **error);
/* UmJiraServer */
gpointer um_jira_decode_server (GBytes *body, const UmAsked *asked, GError **error);
/* UmJiraPermissions, freed by g_free () */
gpointer um_jira_decode_permissions (GBytes *body, const UmAsked *asked, GError **error);
/* GPtrArray of UmJiraRole */
gpointer um_jira_decode_roles (GBytes *body, const UmAsked *asked, GError **error);
/* char *: an id of ASCII letters, digits and "-" */
gpointer um_jira_decode_cloud_id (GBytes *body, const UmAsked *asked, GError **error);
/* char *: the same, or NULL without an error */
gpointer um_jira_decode_org_id (GBytes *body, const UmAsked *asked, GError **error);

/* gint64 *, freed by g_free () */
gpointer um_jira_decode_licences (GBytes *body, const UmAsked *asked, GError **error);

G_END_DECLS
