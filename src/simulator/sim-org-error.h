/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-request.h"

G_BEGIN_DECLS

/* The codes of the organisation API, as its specification names them. */
typedef enum
{
  SIM_ORG_BAD_CURSOR,
  SIM_ORG_BAD_TIME,
  SIM_ORG_BAD_RESOURCE,
  SIM_ORG_BAD_BODY,
  SIM_ORG_NO_LICENCES,
  SIM_ORG_NOT_YOURS,
  SIM_ORG_GROUP_FIXED,
  SIM_ORG_GROUP_DEFAULT,
  SIM_ORG_GROUP_ADMINS,
  SIM_ORG_UNKNOWN,
  SIM_ORG_NO_ORG,
  SIM_ORG_NO_DOMAIN,
  SIM_ORG_NO_EVENT,
  SIM_ORG_NO_USER,
  SIM_ORG_NO_GROUP,
  SIM_ORG_NO_SEAT,
  SIM_ORG_CONFLICT,
  SIM_ORG_UAM_BAD,
  SIM_ORG_UAM_BAD_ROLE,
  SIM_ORG_UAM_NO_LICENCE,
  SIM_ORG_UAM_NOT_PAID,
  SIM_ORG_UAM_FORBIDDEN,
  SIM_ORG_UAM_UNKNOWN,
  SIM_ORG_UAM_NOT_FOUND,
  SIM_ORG_UAM_NO_SEAT,
} SimOrgError;

void sim_org_fail (SimRequest *request, SimOrgError error, const char *format, ...)
  G_GNUC_PRINTF (3, 4);
void sim_org_refuse (SimRequest *request, guint status, const char *message);
void sim_org_fail_scope (SimRequest *request);
void sim_org_fail_manage (SimRequest *request, guint status, const char *key);
void sim_org_fail_action (SimRequest *request, const char *reason);
SimApi sim_org_api_of (const char *path);

G_END_DECLS
