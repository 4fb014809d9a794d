/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-request.h"

G_BEGIN_DECLS

typedef struct
{
  guint64 requests;
  guint64 by_status[600];
  guint64 dropped;
  guint64 elsewhere; /* requests for paths that there aren't */
  guint64 effects;
  guint64 repeated;
  guint64 created;
  guint max_in_flight;
  GArray *in_flight; /* guint16 by row of the user */
  GArray *writes;    /* the same of the organisation's writes alone */
} SimStats;

void sim_stats_init (SimStats *self);
void sim_stats_clear (SimStats *self);
void sim_stats_reset (SimStats *self, SimRouter *router);
guint sim_stats_track (SimStats *self, SoupServerMessage *message, guint user, gboolean write);
void sim_stats_count (SimStats *self, const SimRequest *request, gboolean dropped);
void sim_stats_write (SimStats *self, SimRouter *router, GString *out);

G_END_DECLS
