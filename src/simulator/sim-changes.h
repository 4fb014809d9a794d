/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-store.h"

G_BEGIN_DECLS

/* All that can change; each kind's fields are listed where it is applied. */
typedef enum
{
  SIM_CHANGE_MEMBER_ADD,
  SIM_CHANGE_MEMBER_REMOVE,
  SIM_CHANGE_USER_INVITE,
  SIM_CHANGE_USER_REMOVE,
  SIM_CHANGE_GROUP_CREATE,
  SIM_CHANGE_GROUP_DELETE,
  SIM_CHANGE_ISSUE_CREATE,
  SIM_CHANGE_SUSPEND,
  SIM_CHANGE_RESTORE,
  SIM_CHANGE_LEAVE,
  SIM_CHANGE_ENTER,
  SIM_CHANGE_ROLE,
  SIM_CHANGE_ORG_ADMIN,
  SIM_CHANGE_GROUP_ROLE,
  SIM_CHANGE_ACCOUNT,
  SIM_CHANGE_EMAIL,
  SIM_CHANGE_PROFILE,
  SIM_CHANGE_TOKEN_REVOKE,
  SIM_CHANGE_KEY_REVOKE,
  SIM_N_CHANGES
} SimChangeKind;

gboolean
sim_changes_make (SimStore *store, guint actor, SimChangeKind kind, const char *const *fields);
gboolean
sim_changes_make_member (SimStore *store, guint actor, SimChangeKind kind, guint user, guint group);
gboolean sim_changes_replay (SimStore *store, const char *line, GError **error);

G_END_DECLS
