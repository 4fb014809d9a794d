/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The organisation. Each file adds the routes of one family of endpoints:
 *   sim-org-directories  orgs, directories, domains
 *   sim-org-users        users/search, users, users/count, users/stats, one user
 *   sim-org-groups       groups/search, groups, groups/count, groups/stats, one group
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

G_END_DECLS
