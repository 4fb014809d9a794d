/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-store.h"

G_BEGIN_DECLS

/* All directories, as bits. */
#define SIM_EVERYWHERE 0xff

/* Where an account stands: its life, and its membership in directories. */
typedef struct
{
  guint8 account;
  guint8 directories;
  guint8 suspended;
} SimStanding;

SimStanding sim_standing_of (const SimUser *user);
SimStanding sim_standing_shown (SimStore *store, guint user);
SimStatus sim_standing_status (SimStanding standing, guint scope);
void sim_standing_set (SimStore *store, guint user, SimStanding standing);
void sim_standing_leave (SimStore *store, guint user, guint directories);

G_END_DECLS
