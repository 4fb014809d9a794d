/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIM_N_NAME_FAMILIES 10

/* A place in the endless list of group names; a value on the stack. */
typedef struct
{
  guint64 seed;
  guint given;
  guint turn;
  guint used[SIM_N_NAME_FAMILIES];
} SimGroupNames;

char *sim_group_names_next (SimGroupNames *self);
char *sim_group_names_department (guint number);

G_END_DECLS
