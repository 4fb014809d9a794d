/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Jira site. Each file adds the routes of one family of endpoints:
 *   sim-jira-site     serverInfo, tenant_info, TenantContext
 *   sim-jira-self     myself, mypermissions
 *   sim-jira-users    lists of users: users, users/search, user/search, user/bulk, assignable
 *   sim-jira-user     one user: user, user/groups, invitation, removal
 *   sim-jira-groups   group/bulk, groups/picker, group creation and deletion
 *   sim-jira-members  group/member, group/user
 *   sim-jira-access   applicationrole, licences
 *   sim-jira-projects project/search, createmeta
 *   sim-jira-issues   issue, issue/bulk        (sim-jira-fields reads and checks the fields)
 *   sim-jira-search   search/jql               (sim-jql reads the expression)
 *   sim-jira-audit    auditing/record
 * sim-jira-write holds the JSON that several of them share.
 */

#pragma once

#include "sim-router.h"

G_BEGIN_DECLS

void sim_jira_add_routes (SimRouter *router);
void sim_jira_add_site_routes (SimRouter *router);
void sim_jira_add_self_routes (SimRouter *router);
void sim_jira_add_users_routes (SimRouter *router);
void sim_jira_add_user_routes (SimRouter *router);
void sim_jira_add_group_routes (SimRouter *router);
void sim_jira_add_member_routes (SimRouter *router);
void sim_jira_add_access_routes (SimRouter *router);
void sim_jira_add_project_routes (SimRouter *router);
void sim_jira_add_issue_routes (SimRouter *router);
void sim_jira_add_search_routes (SimRouter *router);
void sim_jira_add_audit_routes (SimRouter *router);

G_END_DECLS
