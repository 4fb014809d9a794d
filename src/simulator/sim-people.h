/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-store.h"

G_BEGIN_DECLS

#define SIM_FORMER_USER "Former user"

void sim_people_make (SimStore *store, const SimOptions *options);
void sim_people_appoint (SimStore *store);
void sim_people_forget (SimStore *store);
char *sim_people_new_id (guint64 seed, const char *email);
const char *sim_people_zone (const SimUser *user);
const char *sim_people_locale (const SimUser *user);

G_END_DECLS
