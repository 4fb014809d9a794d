/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The site's audit log: what the changes made through the API were, in Jira's words. */

#include "sim-audit.h"

static const struct
{
  const char *summary;
  const char *category;
} kinds[] = {
  [SIM_AUDIT_MEMBER_ADDED] = { "User added to group", "group management" },
  [SIM_AUDIT_MEMBER_REMOVED] = { "User removed from group", "group management" },
  [SIM_AUDIT_USER_INVITED] = { "User created", "user management" },
  [SIM_AUDIT_USER_REMOVED] = { "User deleted", "user management" },
  [SIM_AUDIT_GROUP_CREATED] = { "Group created", "group management" },
  [SIM_AUDIT_GROUP_DELETED] = { "Group deleted", "group management" },
};

/* Appends a copy of @record. */
void
sim_audit_note (SimStore *store, const SimAuditRecord *record)
{
  g_array_append_vals (store->audit, record, 1);
}

const char *
sim_audit_summary (SimAuditKind kind)
{
  return kinds[kind].summary;
}

const char *
sim_audit_category (SimAuditKind kind)
{
  return kinds[kind].category;
}
