/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The organisation. Each file adds the routes of one family of endpoints:
 *   sim-org-directories  orgs, directories, domains
 *   sim-org-users        users/search, users, users/count, users/stats, one user
 *   sim-org-groups       groups/search, groups, groups/count, groups/stats, one group
 *   sim-org-group-edit   groups created and deleted, memberships
 *   sim-org-access       suspend, restore, removal from a directory
 *   sim-org-roles        role assignments of users and groups as they are
 *   sim-org-grants       roles given and taken
 *   sim-org-workspaces   workspaces
 *   sim-org-invite       users/invite
 *   sim-org-accounts     v1: managed accounts, last-active-dates
 *   sim-org-events       events, events-stream, event-actions
 *   sim-org-gone         what was taken out of v1
 *   sim-manage-rights    users/{id}/manage
 *   sim-manage-profile   …/profile, …/email
 *   sim-manage-lifecycle …/lifecycle
 *   sim-manage-tokens    …/api-tokens
 *   sim-api-access       api-keys, api-tokens of all
 * sim-org-filter and sim-org-cursor read what searches ask for, sim-org-write holds shared JSON,
 * sim-org-error the error bodies.
 */

#pragma once

#include "sim-router.h"

G_BEGIN_DECLS

void sim_org_add_routes (SimRouter *router);
void sim_org_add_directory_routes (SimRouter *router);
void sim_org_add_user_routes (SimRouter *router);
void sim_org_add_group_routes (SimRouter *router);
void sim_org_add_group_edit_routes (SimRouter *router);
void sim_org_add_access_routes (SimRouter *router);
void sim_org_add_role_routes (SimRouter *router);
void sim_org_add_grant_routes (SimRouter *router);
void sim_org_add_workspace_routes (SimRouter *router);
void sim_org_add_invite_routes (SimRouter *router);
void sim_org_add_account_routes (SimRouter *router);
void sim_org_add_event_routes (SimRouter *router);
void sim_org_add_gone_routes (SimRouter *router);
void sim_manage_add_right_routes (SimRouter *router);
void sim_manage_add_profile_routes (SimRouter *router);
void sim_manage_add_lifecycle_routes (SimRouter *router);
void sim_manage_add_token_routes (SimRouter *router);
void sim_api_access_add_routes (SimRouter *router);

G_END_DECLS
