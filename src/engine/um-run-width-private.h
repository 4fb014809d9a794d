/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many requests for one group may be under way at once (PRODUCT.md §7, "Pace"). A plain value
 * that knows no clock: each call is told the time, in monotonic µs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** UM_RUN_WIDTH_MOST: more are never under way for one group. */
#define UM_RUN_WIDTH_MOST 64

/* The width grows by one a round trip while answers come as fast as ever: then more under way means
 * more done. Once requests only wait longer, for the server or for the limiter's leave, it stays. A
 * conflict halves it and sets a ceiling, which rises slowly. */
typedef struct
{
  double width;

  /*< private >*/
  double quickest; /* seconds of a round trip, lately; 0: none measured */
  double usual;    /* seconds of a round trip, smoothed */
  double ceiling;  /* what conflicts allow */
  gint64 measured; /* when @quickest was */
  gint64 conflict; /* when the last one counted; 0: never */
  double kept;     /* the width to go back to after a measurement */
  guint draining;  /* answers until then */
} UmRunWidth;

void um_run_width_init (UmRunWidth *self);

/** um_run_width_get: Returns: how many may be under way, 1 or more */
guint um_run_width_get (const UmRunWidth *self);

/**
 * um_run_width_answer:
 * @seconds: what the round trip took, the wait for the limiter's leave included
 * @full: whether as many were under way as may be
 */
void um_run_width_answer (UmRunWidth *self, gint64 now, double seconds, gboolean full);

/** um_run_width_conflict: several from one round trip count once. */
void um_run_width_conflict (UmRunWidth *self, gint64 now);

/**
 * um_run_width_get_ahead:
 * @journal: seconds that the journal needs for one entry
 *
 * Returns: how many steps must be in the journal before their turn so that requests needn't wait
 * for it, 1 or more
 */
guint um_run_width_get_ahead (const UmRunWidth *self, double journal);

G_END_DECLS
