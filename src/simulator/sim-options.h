/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-faults.h"

G_BEGIN_DECLS

#define SIM_MAX_USERS 500000
#define SIM_DAY_MS    (G_GINT64_CONSTANT (86400) * 1000)

typedef struct
{
  guint users;
  guint64 seed;
  guint port;
  guint latency; /* ms */
  guint lag;     /* ms */
  double rate;   /* requests a second per method and endpoint; 0 = no limit */
  SimFaults faults;
  char *state;
  gint64 today; /* the day before which everything happened: ms, midnight UTC; 0 = not given */
  gboolean stay;
  gboolean free_plan; /* the organisation pays for nothing: nobody can be invited */
  gint64 key_days;    /* until the organisation's key ends */
} SimOptions;

gboolean sim_options_parse (SimOptions *self, char **arguments, GError **error);
void sim_options_clear (SimOptions *self);
gboolean sim_options_parse_day (const char *text, gint64 *day);
char *sim_options_print_day (gint64 day);

G_END_DECLS
