/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of one endpoint's pace. It knows no clock: each call is told the time. */
#pragma once

#include "um-limiter.h"

G_BEGIN_DECLS

/* A plain value, zeroed at first: not limited. Owned by its limiter. Times are monotonic µs.
 *
 * The server is taken to be a token bucket of unknown rate and depth, and mirrored by one of our
 * own:
 * @tokens is what it should have left. Each 429 says that it is empty, which sets the mirror right
 * and bounds the rate; between two of them the rate grows, slowly at first, so that it stays long
 * where it was right and still finds a new level within seconds. Where the server tells in each
 * answer how many requests remain, the mirror never holds more, and there are hardly any 429. */
typedef struct
{
  double rate;          /* requests a second; 0: not limited so far */
  gint64 blocked_until; /* the server's own word; 0: none */

  /*< private >*/
  double tokens;
  double depth;      /* seconds for which tokens may be saved up */
  gint64 refilled;   /* when @tokens was right */
  gint64 begun;      /* when the current measurement began: the last 429, or the first request */
  double served;     /* requests since then that were not refused */
  gint64 calm;       /* since when the rate grows */
  gboolean climbing; /* the rate is a careful guess of ours that nothing has spoken against */
  gboolean counted;  /* the count of what remains was seen to be more than a constant */
  guint outstanding; /* requests sent and not reported */
  guint refusals;    /* blocks in a row without a request served between */
} UmBucket;

/**
 * um_bucket_start:
 * @self: a zeroed bucket
 * @now: the time
 * @rate: requests a second to begin with
 *
 * Instead of unlimited: the rate grows with each answer that isn't a refusal, about twofold in a
 * second, as long as more is asked for, until the first 429 or until what remains grows short.
 */
void um_bucket_start (UmBucket *self, gint64 now, double rate);

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
 * @hints: what an answer said; status 0 where none came
 * @random: from 0 to 1, for jitter
 */
void um_bucket_report (UmBucket *self, gint64 now, const UmLimiterHints *hints, double random);

G_END_DECLS
