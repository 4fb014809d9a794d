/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the end of a key is told of: 30, 7 and 1 days before, and when it is over, once each
 * (PRODUCT.md §3, Sources). Functions of what they are given; any thread. */
#pragma once

#include "um-types.h"

G_BEGIN_DECLS

/* How near the end of a key is; each is told of once. */
typedef enum
{
  UM_EXPIRY_FAR,
  UM_EXPIRY_MONTH, /* within 30 days */
  UM_EXPIRY_WEEK,  /* within 7 */
  UM_EXPIRY_DAY,   /* within 1 */
  UM_EXPIRY_OVER,
} UmExpiryStage;

/* What was told of a key: the last stage, and the end by which the key is known again. */
typedef struct
{
  gint64 expires; /* seconds, or UM_TIME_UNKNOWN */
  UmExpiryStage stage;
} UmExpiryTold;

/**
 * um_expiry_count_days:
 * @expires: when a key ends, seconds
 * @now: seconds
 *
 * The end of a day may be written as the next midnight.
 *
 * Returns: local days from today to the key's last day, negative after it
 */
int um_expiry_count_days (gint64 expires, gint64 now);

/** um_expiry_get_stage: how near the end is, @days before it. */
UmExpiryStage um_expiry_get_stage (int days);

/**
 * um_expiry_judge:
 * @told: what was told of the source's key; follows another key, and a clock that was put back
 * @expires: when the source's key ends, seconds, or %UM_TIME_UNKNOWN
 * @now: seconds
 *
 * Returns: the stage that is due and wasn't told yet, %UM_EXPIRY_FAR where there is nothing to tell
 */
UmExpiryStage um_expiry_judge (UmExpiryTold *told, gint64 expires, gint64 now);

/**
 * um_expiry_seconds_to_look:
 * @now: seconds
 *
 * A timer doesn't know of a clock that was put forward or of a computer that slept: it is asked
 * again at least once an hour.
 *
 * Returns: seconds until the days should be counted again: the next local midnight or earlier
 */
guint um_expiry_seconds_to_look (gint64 now);

G_END_DECLS
