/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the end of a key is told of: the pure part. Days are local ones; the zone here changes its
 * clock twice a year. */
#include "um-expiry.h"

#include <time.h>

static gint64
at (int year, int month, int day, int hour, int minute, int second)
{
  g_autoptr (GDateTime) time = g_date_time_new_local (year, month, day, hour, minute, second);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time);
}

/* The end of a key's last day as the window and the command line write it. */
static gint64
end_of (int year, int month, int day)
{
  return at (year, month, day, 23, 59, 59);
}

static void
test_days (void)
{
  gint64 end = end_of (2026, 11, 23);

  g_assert_cmpint (um_expiry_count_days (end, at (2026, 11, 23, 0, 0, 0)), ==, 0);
  g_assert_cmpint (um_expiry_count_days (end, end), ==, 0);
  g_assert_cmpint (um_expiry_count_days (end, end + 1), ==, -1);
  g_assert_cmpint (um_expiry_count_days (end, at (2026, 11, 22, 23, 59, 59)), ==, 1);
  /* Written as the next midnight. */
  g_assert_cmpint (um_expiry_count_days (end + 1, end), ==, 0);
  /* Over the night in which a day has 25 hours, and that in which it has 23. */
  g_assert_cmpint (um_expiry_count_days (end, at (2026, 10, 24, 12, 0, 0)), ==, 30);
  g_assert_cmpint (um_expiry_count_days (end_of (2027, 3, 30), at (2027, 3, 23, 0, 0, 1)), ==, 7);
}

static void
test_stages (void)
{
  static const struct
  {
    int days;
    UmExpiryStage stage;
  } cases[] = {
    { 365, UM_EXPIRY_FAR },   { 31, UM_EXPIRY_FAR }, { 30, UM_EXPIRY_MONTH },
    { 8, UM_EXPIRY_MONTH },   { 7, UM_EXPIRY_WEEK }, { 2, UM_EXPIRY_WEEK },
    { 1, UM_EXPIRY_DAY },     { 0, UM_EXPIRY_DAY },  { -1, UM_EXPIRY_OVER },
    { -400, UM_EXPIRY_OVER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (um_expiry_get_stage (cases[i].days), ==, cases[i].stage);
}

/* Tells what is due, as a window does that is open all the time. */
static UmExpiryStage
tell (UmExpiryTold *told, gint64 expires, gint64 now)
{
  UmExpiryStage stage = um_expiry_judge (told, expires, now);

  if (stage != UM_EXPIRY_FAR)
    told->stage = stage;
  return stage;
}

static void
test_once_each (void)
{
  UmExpiryTold told = { UM_TIME_UNKNOWN, UM_EXPIRY_FAR };
  gint64 expires = end_of (2026, 12, 31);
  guint counts[UM_EXPIRY_OVER + 1] = { 0 };
  int days[UM_EXPIRY_OVER + 1] = { 0 };

  /* Each hour of 60 days. */
  for (gint64 now = expires - 50 * 86400; now < expires + 10 * 86400; now += 3600)
    {
      UmExpiryStage stage = tell (&told, expires, now);

      counts[stage]++;
      if (stage != UM_EXPIRY_FAR)
        days[stage] = um_expiry_count_days (expires, now);
    }
  for (UmExpiryStage stage = UM_EXPIRY_MONTH; stage <= UM_EXPIRY_OVER; stage++)
    g_assert_cmpuint (counts[stage], ==, 1);
  g_assert_cmpint (days[UM_EXPIRY_MONTH], ==, 30);
  g_assert_cmpint (days[UM_EXPIRY_WEEK], ==, 7);
  g_assert_cmpint (days[UM_EXPIRY_DAY], ==, 1);
  g_assert_cmpint (days[UM_EXPIRY_OVER], ==, -1);
}

/* Until it was told it stays due, and what was missed isn't made up for one by one. */
static void
test_missed (void)
{
  UmExpiryTold told = { UM_TIME_UNKNOWN, UM_EXPIRY_FAR };
  gint64 expires = end_of (2026, 12, 31);
  gint64 now = at (2026, 12, 28, 9, 0, 0);

  g_assert_cmpint (um_expiry_judge (&told, expires, now), ==, UM_EXPIRY_WEEK);
  g_assert_cmpint (um_expiry_judge (&told, expires, now), ==, UM_EXPIRY_WEEK);
  g_assert_cmpint (tell (&told, expires, now), ==, UM_EXPIRY_WEEK);
  g_assert_cmpint (tell (&told, expires, now), ==, UM_EXPIRY_FAR);
  /* The program slept over the last day. */
  g_assert_cmpint (tell (&told, expires, at (2027, 2, 1, 9, 0, 0)), ==, UM_EXPIRY_OVER);
}

static void
test_new_key (void)
{
  UmExpiryTold told = { UM_TIME_UNKNOWN, UM_EXPIRY_FAR };
  gint64 now = at (2026, 12, 31, 9, 0, 0);
  gint64 expires = end_of (2027, 1, 1);

  g_assert_cmpint (tell (&told, expires, now), ==, UM_EXPIRY_DAY);
  /* One that ends in a week, and then one that ends late. */
  expires = end_of (2027, 1, 7);
  g_assert_cmpint (tell (&told, expires, now), ==, UM_EXPIRY_WEEK);
  expires = end_of (2027, 12, 31);
  g_assert_cmpint (tell (&told, expires, now), ==, UM_EXPIRY_FAR);
  g_assert_cmpint (told.expires, ==, expires);
  g_assert_cmpint (tell (&told, expires, end_of (2027, 12, 1)), ==, UM_EXPIRY_MONTH);
  /* A date that was taken away, and typed again. */
  g_assert_cmpint (tell (&told, UM_TIME_UNKNOWN, end_of (2027, 12, 1)), ==, UM_EXPIRY_FAR);
  g_assert_cmpint (tell (&told, expires, end_of (2027, 12, 2)), ==, UM_EXPIRY_MONTH);
}

/* A clock that ran ahead told too early; when it is right again the true days are told. */
static void
test_clock_put_back (void)
{
  UmExpiryTold told = { UM_TIME_UNKNOWN, UM_EXPIRY_FAR };
  gint64 expires = end_of (2026, 12, 31);

  g_assert_cmpint (tell (&told, expires, at (2030, 1, 1, 9, 0, 0)), ==, UM_EXPIRY_OVER);
  g_assert_cmpint (tell (&told, expires, at (2026, 11, 1, 9, 0, 0)), ==, UM_EXPIRY_FAR);
  g_assert_cmpint (tell (&told, expires, at (2026, 12, 1, 9, 0, 0)), ==, UM_EXPIRY_MONTH);
  /* Put back within one stage: nothing is told twice. */
  g_assert_cmpint (tell (&told, expires, at (2026, 12, 26, 9, 0, 0)), ==, UM_EXPIRY_WEEK);
  g_assert_cmpint (tell (&told, expires, at (2026, 12, 25, 9, 0, 0)), ==, UM_EXPIRY_FAR);
  g_assert_cmpint (tell (&told, expires, at (2026, 12, 26, 9, 0, 0)), ==, UM_EXPIRY_FAR);
}

static void
test_timer (void)
{
  gint64 midnight = at (2026, 11, 24, 0, 0, 0);

  g_assert_cmpuint (um_expiry_seconds_to_look (midnight - 3 * 3600), ==, 3600);
  g_assert_cmpuint (um_expiry_seconds_to_look (midnight - 60), ==, 61);
  g_assert_cmpuint (um_expiry_seconds_to_look (midnight - 1), ==, 2);
  /* At midnight the next one is a day away. */
  g_assert_cmpuint (um_expiry_seconds_to_look (midnight), ==, 3600);
  /* What no clock shows. */
  g_assert_cmpuint (um_expiry_seconds_to_look (G_MAXINT64), ==, 3600);
  g_assert_cmpuint (um_expiry_seconds_to_look (G_MININT64), ==, 3600);
  g_assert_cmpint (um_expiry_judge (&(UmExpiryTold){ 0 }, G_MAXINT64, midnight), !=,
                   UM_EXPIRY_MONTH);
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "Europe/Berlin", TRUE);
  tzset ();
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/expiry/days", test_days);
  g_test_add_func ("/expiry/stages", test_stages);
  g_test_add_func ("/expiry/once-each", test_once_each);
  g_test_add_func ("/expiry/missed", test_missed);
  g_test_add_func ("/expiry/new-key", test_new_key);
  g_test_add_func ("/expiry/clock-put-back", test_clock_put_back);
  g_test_add_func ("/expiry/timer", test_timer);
  return g_test_run ();
}
