/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All routes of the Jira site; the header tells which file has which. */

#include "sim-jira.h"

void
sim_jira_add_routes (SimRouter *router)
{
  sim_jira_add_site_routes (router);
  sim_jira_add_self_routes (router);
  sim_jira_add_users_routes (router);
  sim_jira_add_user_routes (router);
  sim_jira_add_group_routes (router);
  sim_jira_add_member_routes (router);
  sim_jira_add_access_routes (router);
  sim_jira_add_project_routes (router);
  sim_jira_add_issue_routes (router);
  sim_jira_add_search_routes (router);
  sim_jira_add_audit_routes (router);
}
