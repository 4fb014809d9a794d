/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-request.h"

G_BEGIN_DECLS

/* What may be allowed or not on a managed account. */
typedef enum
{
  SIM_PRIVILEGE_PROFILE_READ,
  SIM_PRIVILEGE_EMAIL,
  SIM_PRIVILEGE_ENABLEMENT,
  SIM_PRIVILEGE_DELETE,
  SIM_PRIVILEGE_TOKENS_READ,
  SIM_PRIVILEGE_TOKENS_DELETE,
  SIM_N_PRIVILEGES
} SimPrivilege;

const char *sim_manage_reason (const SimStore *store, guint user, SimPrivilege privilege);
const char *sim_manage_field_reason (const SimStore *store, guint user, SimProfileField field);
const char *sim_manage_field_name (SimProfileField field);
gboolean sim_manage_find (SimRequest *request);
gboolean sim_manage_check (SimRequest *request, SimPrivilege privilege);
void sim_manage_write_rule (GString *out, const char *key, const char *reason);
void sim_manage_fail_field (SimRequest *request, const char *field, const char *violation);

G_END_DECLS
