/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-store.h"

G_BEGIN_DECLS

/* Stand for a group where something else of an account is meant. */
#define SIM_LAG_STANDING        SIM_NONE
#define SIM_LAG_ORG_ADMIN       (SIM_NONE - 1)
#define SIM_LAG_DIRECT(product) (SIM_NONE - 2 - (product))
#define SIM_LAG_FIRST_OTHER     SIM_LAG_DIRECT (SIM_N_PRODUCTS)

SimLag *sim_lag_new (guint ms);
void sim_lag_free (SimLag *self);
void sim_lag_set (SimLag *self, guint ms);
gint64 sim_lag_horizon (SimLag *self);
void sim_lag_note (SimLag *self, guint user, guint what, guint32 shown);
guint32 sim_lag_shown (SimLag *self, guint user, guint what, guint32 truth);
void sim_lag_groups (SimLag *self, guint user, GArray *groups);
void sim_lag_settle (SimStore *store, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimLag, sim_lag_free)

G_END_DECLS
