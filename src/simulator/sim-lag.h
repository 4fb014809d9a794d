/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-store.h"

G_BEGIN_DECLS

/* Stands for a group where an account's belonging to the site is meant. */
#define SIM_LAG_SITE SIM_NONE

SimLag *sim_lag_new (guint ms);
void sim_lag_free (SimLag *self);
void sim_lag_set (SimLag *self, guint ms);
gint64 sim_lag_horizon (SimLag *self);
void sim_lag_note (SimLag *self, guint user, guint group, gboolean shown);
gboolean sim_lag_shown (SimLag *self, guint user, guint group, gboolean truth);
void sim_lag_groups (SimLag *self, guint user, GArray *groups);
void sim_lag_settle (SimStore *store, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimLag, sim_lag_free)

G_END_DECLS
