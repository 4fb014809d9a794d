/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-store.h"

G_BEGIN_DECLS

#define SIM_MAX_GROUPS 20000

void sim_groups_make (SimStore *store, const SimOptions *options);
char *sim_groups_new_id (guint64 seed, const char *name, gint64 when);
guint sim_groups_default (SimProduct product);
gboolean sim_groups_is_default (guint group);

G_END_DECLS
