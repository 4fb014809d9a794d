/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How each kind of change is applied; sim-changes.c has the table. */

#pragma once

#include "sim-audit.h"
#include "sim-changes.h"
#include "sim-events.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 when; /* ms */
  guint actor;
  const char *const *fields;
} SimChange;

/* Reads a number below @below. Returns: FALSE where it is none */
gboolean sim_change_number (const SimChange *change, guint field, guint below, guint *number);
gboolean sim_change_user (SimStore *store, const SimChange *change, guint *user);
void sim_change_note (
  SimStore *store, const SimChange *change, SimEventKind kind, guint user, guint group);
gboolean sim_change_join (SimStore *store, guint user, const char *groups);

/* Each: returns FALSE where the fields make no sense. */
gboolean sim_change_member_add (SimStore *store, const SimChange *change);
gboolean sim_change_member_remove (SimStore *store, const SimChange *change);
gboolean sim_change_user_invite (SimStore *store, const SimChange *change);
gboolean sim_change_user_remove (SimStore *store, const SimChange *change);
gboolean sim_change_group_create (SimStore *store, const SimChange *change);
gboolean sim_change_group_delete (SimStore *store, const SimChange *change);
gboolean sim_change_issue_create (SimStore *store, const SimChange *change);
gboolean sim_change_suspend (SimStore *store, const SimChange *change);
gboolean sim_change_restore (SimStore *store, const SimChange *change);
gboolean sim_change_leave (SimStore *store, const SimChange *change);
gboolean sim_change_enter (SimStore *store, const SimChange *change);
gboolean sim_change_role (SimStore *store, const SimChange *change);
gboolean sim_change_org_admin (SimStore *store, const SimChange *change);
gboolean sim_change_group_role (SimStore *store, const SimChange *change);
gboolean sim_change_account (SimStore *store, const SimChange *change);
gboolean sim_change_email (SimStore *store, const SimChange *change);
gboolean sim_change_profile (SimStore *store, const SimChange *change);
gboolean sim_change_token_revoke (SimStore *store, const SimChange *change);
gboolean sim_change_key_revoke (SimStore *store, const SimChange *change);

G_END_DECLS
