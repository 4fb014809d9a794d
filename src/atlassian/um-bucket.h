/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of one endpoint's pace. It knows no clock: each call is told the time. */
#pragma once

#include "um-limiter.h"

G_BEGIN_DECLS

/* A plain value of its limiter's. Times are monotonic µs. */
typedef struct
{
  double rate; /* requests a second; 0: not limited so far */
  double tokens;
  gint64 refilled;      /* when @tokens was right */
  gint64 blocked_until; /* the server's own word; 0: none */
} UmBucket;

/**
 * um_bucket_take:
 * @self: a bucket
 * @now: the time
 *
 * Returns: 0 where one request may go now (it is counted), else the time at which to ask again
 */
gint64 um_bucket_take (UmBucket *self, gint64 now);

/**
 * um_bucket_report:
 * @self: a bucket
 * @now: the time
 * @hints: what an answer said
 * @random: from 0 to 1
 */
void um_bucket_report (UmBucket *self, gint64 now, const UmLimiterHints *hints, double random);

G_END_DECLS
