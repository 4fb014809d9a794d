/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was taken out of v1 of the organisation API on 30 June 2026: its searches and its writes. */

#include "sim-org.h"

#include "sim-org-error.h"

static void
answer_gone (SimRequest *request)
{
  sim_org_refuse (request, 410, "This API has been removed.");
}

#define ORG       "/admin/v1/orgs/{orgId}"
#define DIRECTORY ORG "/directory"

static const SimRoute routes[] = {
  { "POST", ORG "/users/search", answer_gone, SIM_NEED_ORG_READ, NULL },
  { "POST", ORG "/groups/search", answer_gone, SIM_NEED_ORG_READ, NULL },
  { "POST", ORG "/users/invite", answer_gone, SIM_NEED_ORG_READ, NULL },
  { "POST", DIRECTORY "/groups", answer_gone, SIM_NEED_ORG_READ, NULL },
  { "DELETE", DIRECTORY "/groups/{groupId}", answer_gone, SIM_NEED_ORG_READ, NULL },
  { "POST", DIRECTORY "/groups/{groupId}/memberships", answer_gone, SIM_NEED_ORG_READ, NULL },
  { "DELETE", DIRECTORY "/groups/{groupId}/memberships/{accountId}", answer_gone, SIM_NEED_ORG_READ,
    NULL },
  { "POST", DIRECTORY "/groups/{groupId}/roles/assign", answer_gone, SIM_NEED_ORG_READ, NULL },
  { "POST", DIRECTORY "/groups/{groupId}/roles/revoke", answer_gone, SIM_NEED_ORG_READ, NULL },
  { "DELETE", DIRECTORY "/users/{accountId}", answer_gone, SIM_NEED_ORG_READ, NULL },
  { "POST", DIRECTORY "/users/{accountId}/suspend-access", answer_gone, SIM_NEED_ORG_READ, NULL },
  { "POST", DIRECTORY "/users/{accountId}/restore-access", answer_gone, SIM_NEED_ORG_READ, NULL },
};

void
sim_org_add_gone_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
