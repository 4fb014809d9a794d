/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-store.h"

G_BEGIN_DECLS

typedef enum
{
  SIM_AUDIT_MEMBER_ADDED,
  SIM_AUDIT_MEMBER_REMOVED,
  SIM_AUDIT_USER_INVITED,
  SIM_AUDIT_USER_REMOVED,
  SIM_AUDIT_GROUP_CREATED,
  SIM_AUDIT_GROUP_DELETED,
} SimAuditKind;

typedef struct
{
  gint64 when; /* ms */
  SimAuditKind kind;
  guint32 actor;
  guint32 user;  /* or SIM_NONE */
  guint32 group; /* or SIM_NONE */
} SimAuditRecord;

void sim_audit_note (SimStore *store, const SimAuditRecord *record);
const char *sim_audit_summary (SimAuditKind kind);
const char *sim_audit_category (SimAuditKind kind);

G_END_DECLS
