/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-store.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *first; /* guint32: first user of each block; of one block more than there are */
  double duplicate;
  double short_page;
  guint n_users;
} SimListing;

void sim_listing_clear (SimListing *self);
void sim_listing_update (SimListing *self, const SimFaults *faults, guint n_users);
guint sim_listing_length (const SimListing *self);
guint sim_listing_get (const SimListing *self, guint position);

G_END_DECLS
