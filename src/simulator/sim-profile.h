/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-store.h"

G_BEGIN_DECLS

#define SIM_MOST_NICKNAME 30

char *sim_profile_get (const SimStore *store, guint user, SimProfileField field);
void sim_profile_set (SimStore *store, guint user, SimProfileField field, const char *text);
const GArray *sim_profile_by_nickname (SimStore *store);

G_END_DECLS
