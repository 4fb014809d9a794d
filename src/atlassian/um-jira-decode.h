/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the bodies of a Jira site to records. Any thread; UM_ATLASSIAN_ERROR_MALFORMED where a body
 * isn't of the documented shape. Single bad entries of a page are left out and counted. For UmJira
 * alone. */
#pragma once

#include "um-jira-records.h"

G_BEGIN_DECLS

/* Where in a list a page was asked for. */
typedef struct
{
  gint64 start_at;
  guint max_results;
} UmJiraRange;

/* The common shape of all of them. @range: NULL but for pages. (transfer full) (nullable) */
typedef gpointer (*UmJiraDecode) (GBytes *body, const UmJiraRange *range, GError **error);

/* A bare array of users: UmJiraPage. */
gpointer um_jira_decode_users (GBytes *body, const UmJiraRange *range, GError **error);
/* A page bean of users: UmJiraPage. */
gpointer um_jira_decode_members (GBytes *body, const UmJiraRange *range, GError **error);
/* A page bean of groups: UmJiraPage. */
gpointer um_jira_decode_groups (GBytes *body, const UmJiraRange *range, GError **error);
/* A user with groups: UmJiraMyself. */
gpointer um_jira_decode_myself (GBytes *body, const UmJiraRange *range, GError **error);
/* UmJiraServer */
gpointer um_jira_decode_server (GBytes *body, const UmJiraRange *range, GError **error);
/* UmJiraPermissions, freed by g_free () */
gpointer um_jira_decode_permissions (GBytes *body, const UmJiraRange *range, GError **error);
/* GPtrArray of UmJiraRole */
gpointer um_jira_decode_roles (GBytes *body, const UmJiraRange *range, GError **error);
/* char *: an id of ASCII letters, digits and "-" */
gpointer um_jira_decode_cloud_id (GBytes *body, const UmJiraRange *range, GError **error);
/* char *: the same, or NULL without an error */
gpointer um_jira_decode_org_id (GBytes *body, const UmJiraRange *range, GError **error);

G_END_DECLS
