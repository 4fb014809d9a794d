/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the bodies of a Jira site about issues to records. Each is a UmDecode; any thread. For
 * UmJira alone. */
#pragma once

#include "um-call.h"
#include "um-jira-issue-records.h"
#include "um-jira-records.h"

G_BEGIN_DECLS

/* UmJiraPage of UmJiraProject, UmJiraIssueType, UmJiraField */
gpointer um_jira_decode_projects (GBytes *body, const UmAsked *asked, GError **error);
gpointer um_jira_decode_issue_types (GBytes *body, const UmAsked *asked, GError **error);
gpointer um_jira_decode_fields (GBytes *body, const UmAsked *asked, GError **error);
/* UmJiraIssue */
gpointer um_jira_decode_issue (GBytes *body, const UmAsked *asked, GError **error);
/* UmJiraIssuePage */
gpointer um_jira_decode_found (GBytes *body, const UmAsked *asked, GError **error);
/* GPtrArray of UmJiraMade, in the order of the request; max_results of @asked: how many were sent
 */
gpointer um_jira_decode_made (GBytes *body, const UmAsked *asked, GError **error);

G_END_DECLS
