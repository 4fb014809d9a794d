/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the end of a key is told of. No state; any thread. */
#include "um-expiry.h"

#define MONTH_DAYS     30
#define WEEK_DAYS      7
#define LAST_DAYS      1
#define MOST_SECONDS   3600
#define AFTER_MIDNIGHT 1 /* seconds: a timer may be early by less */

static gint32
get_julian_day (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (seconds);
  int year, month, day;
  GDate date;

  if (time == NULL)
    return 0;
  g_date_time_get_ymd (time, &year, &month, &day);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);
  return g_date_get_julian (&date);
}

int
um_expiry_count_days (gint64 expires, gint64 now)
{
  return get_julian_day (expires - 1) - get_julian_day (now);
}

UmExpiryStage
um_expiry_get_stage (int days)
{
  if (days < 0)
    return UM_EXPIRY_OVER;
  if (days <= LAST_DAYS)
    return UM_EXPIRY_DAY;
  if (days <= WEEK_DAYS)
    return UM_EXPIRY_WEEK;
  return days <= MONTH_DAYS ? UM_EXPIRY_MONTH : UM_EXPIRY_FAR;
}

UmExpiryStage
um_expiry_judge (UmExpiryTold *told, gint64 expires, gint64 now)
{
  UmExpiryStage stage = UM_EXPIRY_FAR;

  if (expires != UM_TIME_UNKNOWN)
    stage = um_expiry_get_stage (um_expiry_count_days (expires, now));
  if (told->expires != expires)
    *told = (UmExpiryTold){ expires, UM_EXPIRY_FAR };
  /* What a clock told that ran ahead is no reason to be silent when the time has come. */
  told->stage = MIN (told->stage, stage);
  return stage > told->stage ? stage : UM_EXPIRY_FAR;
}

guint
um_expiry_seconds_to_look (gint64 now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (now);
  g_autoptr (GDateTime) tomorrow = time != NULL ? g_date_time_add_days (time, 1) : NULL;
  g_autoptr (GDateTime) midnight = NULL;
  gint64 seconds;

  if (tomorrow == NULL)
    return MOST_SECONDS;
  midnight = g_date_time_new_local (g_date_time_get_year (tomorrow),
                                    g_date_time_get_month (tomorrow),
                                    g_date_time_get_day_of_month (tomorrow), 0, 0, 0);
  seconds = g_date_time_to_unix (midnight) - now + AFTER_MIDNIGHT;
  return (guint) CLAMP (seconds, AFTER_MIDNIGHT, MOST_SECONDS);
}
