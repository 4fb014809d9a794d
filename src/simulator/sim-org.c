/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All routes of the organisation; the header tells which file has which. */

#include "sim-org.h"

void
sim_org_add_routes (SimRouter *router)
{
  sim_org_add_directory_routes (router);
  sim_org_add_user_routes (router);
  sim_org_add_group_routes (router);
  sim_org_add_group_edit_routes (router);
  sim_org_add_access_routes (router);
  sim_org_add_role_routes (router);
  sim_org_add_grant_routes (router);
  sim_org_add_workspace_routes (router);
  sim_org_add_invite_routes (router);
  sim_org_add_account_routes (router);
  sim_org_add_event_routes (router);
  sim_org_add_gone_routes (router);
  sim_manage_add_right_routes (router);
  sim_manage_add_profile_routes (router);
  sim_manage_add_lifecycle_routes (router);
  sim_manage_add_token_routes (router);
  sim_api_access_add_routes (router);
}
