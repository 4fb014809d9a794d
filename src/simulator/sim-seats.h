/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-store.h"

G_BEGIN_DECLS

guint sim_seats_products_of (SimStore *store, guint user);
guint sim_seats_wanted (SimStore *store, guint user, guint products);
SimProduct sim_seats_full (SimStore *store, guint products);
void sim_seats_count (SimStore *store, guint user, int by);
void sim_seats_set_up (SimStore *store);

G_END_DECLS
