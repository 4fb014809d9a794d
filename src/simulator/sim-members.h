/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-store.h"

G_BEGIN_DECLS

gboolean sim_members_has (SimStore *store, guint user, guint group);
void sim_members_add (SimStore *store, guint user, guint group);
void sim_members_remove (SimStore *store, guint user, guint group);
const guint32 *sim_members_list (SimStore *store, guint group, gboolean inactive, guint *n);
GArray *sim_members_groups_of (SimStore *store, guint user);
gboolean sim_members_is_active (SimStore *store, guint user);
guint32 *sim_members_truth (SimStore *store, guint group, guint *n);

G_END_DECLS
