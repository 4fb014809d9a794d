/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What login:, last-login: and added: mean (PRODUCT.md §4): never and unknown, ages, local days. */

#include "filter-support.h"

static void
test_logins (void)
{
  static const char *const before_yes[] = { "login:before",   "login:all",          "-login:never",
                                            "-login:unknown", "login:never,before", NULL };
  static const char *const before_no[] = { "login:never", "login:unknown", "-login:all", NULL };
  static const char *const never_yes[] = { "login:never",         "login:all",
                                           "-login:before",       "-login:unknown",
                                           "-last-login:>90d",    "-last-login:<90d",
                                           "-last-login:unknown", NULL };
  static const char *const never_no[] = { "login:before",           "last-login:>90d",
                                          "last-login:<90d",        "last-login:>1970-01-01",
                                          "last-login:<9999-12-31", "last-login:2026-08-15",
                                          "last-login:unknown",     NULL };
  static const char *const unknown_yes[] = { "login:all",          "login:unknown",
                                             "last-login:unknown", "last-login:>90d,unknown",
                                             "login:never,all",    NULL };
  static const char *const unknown_no[] = { "-login:all", "-login:unknown", "-last-login:unknown",
                                            NULL };
  static const char *const unknown[] = {
    "login:never",     "login:before",          "login:never,before",
    "last-login:>90d", "-last-login:<30d",      "added:<1d",
    "added:>1d",       "last-login:2026-08-15", NULL
  };
  UmUser user = plain_user ("0");
  g_autoptr (UmDirectory) directory = NULL;

  assert_answers (&user, unknown_yes, unknown_no);
  directory = directory_of (&user);
  for (guint i = 0; unknown[i] != NULL; i++)
    g_assert_cmpint (ask (directory, 0, unknown[i]), ==, UM_UNKNOWN);

  user.last_login = UM_TIME_NEVER;
  assert_answers (&user, never_yes, never_no);
  user.last_login = NOW;
  assert_answers (&user, before_yes, before_no);
}

static void
test_ages (void)
{
  static const struct
  {
    const char *age;
    gint64 seconds;
  } cases[] = {
    { "90d", 90 * DAY }, { "2w", 14 * DAY }, { "3m", 90 * DAY }, { "2y", 730 * DAY }, { "0d", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int later = -1; later <= 1; later++)
      {
        g_autofree char *older = g_strconcat ("last-login:>", cases[i].age, NULL);
        g_autofree char *newer = g_strconcat ("added:<", cases[i].age, NULL);
        UmUser user = plain_user ("0");
        g_autoptr (UmDirectory) directory = NULL;

        user.last_login = user.added = NOW - cases[i].seconds + later;
        directory = directory_of (&user);
        g_assert_cmpint (ask (directory, 0, older), ==, later < 0 ? UM_YES : UM_NO);
        g_assert_cmpint (ask (directory, 0, newer), ==, later > 0 ? UM_YES : UM_NO);
      }
}

/* Extreme moments and ages must not overflow. */
static void
test_extreme_now (void)
{
  static const gint64 nows[] = { G_MININT64, G_MININT64 + 1, G_MININT64 + 2, 0, G_MAXINT64 };
  UmUser user = plain_user ("0");
  g_autoptr (UmDirectory) directory = NULL;

  user.last_login = 1000;
  directory = directory_of (&user);
  for (guint i = 0; i < G_N_ELEMENTS (nows); i++)
    {
      UmFilterContext context = { .now = nows[i] };
      gboolean future = nows[i] < 1000;

      g_assert_cmpint (ask_in (directory, &context, 0, "last-login:>10000y"), ==,
                       nows[i] == G_MAXINT64 ? UM_YES : UM_NO);
      g_assert_cmpint (ask_in (directory, &context, 0, "last-login:<0d"), ==,
                       future ? UM_YES : UM_NO);
      g_assert_cmpint (ask_in (directory, &context, 0, "last-login:<9999-12-31"), ==, UM_YES);
      g_assert_cmpint (ask_in (directory, &context, 0, "last-login:>0001-01-01"), ==, UM_YES);
      g_assert_cmpint (ask_in (directory, &context, 0, "last-login:0001-01-01..9999-12-31"), ==,
                       UM_YES);
    }
}

/* A day must be exactly the seconds from @start to before @end in its zone. */
static void
assert_day (const char *zone_name, const char *date, gint64 start, gint64 day_end)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  const gint64 times[] = { start - 1, start, day_end - 1, day_end };
  UmFilterContext context = { .now = NOW, .zone = zone };

  if (zone == NULL)
    {
      g_test_skip ("there are no time zones here");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *on = g_strconcat ("last-login:", date, NULL);
      g_autofree char *before = g_strconcat ("last-login:<", date, NULL);
      g_autofree char *after = g_strconcat ("last-login:>", date, NULL);
      g_autofree char *range = g_strconcat ("last-login:", date, "..", date, NULL);
      UmUser user = plain_user ("0");
      g_autoptr (UmDirectory) directory = NULL;

      user.last_login = times[i];
      directory = directory_of (&user);
      g_assert_cmpint (ask_in (directory, &context, 0, before), ==, i < 1 ? UM_YES : UM_NO);
      g_assert_cmpint (ask_in (directory, &context, 0, on), ==, i == 1 || i == 2 ? UM_YES : UM_NO);
      g_assert_cmpint (ask_in (directory, &context, 0, range), ==,
                       i == 1 || i == 2 ? UM_YES : UM_NO);
      g_assert_cmpint (ask_in (directory, &context, 0, after), ==, i > 2 ? UM_YES : UM_NO);
    }
}

static void
test_days (void)
{
  assert_day ("UTC", "2024-02-29", 1709164800, 1709251200);
  assert_day ("UTC", "2026-12-31", 1798675200, 1798761600);
  assert_day ("Asia/Kolkata", "2026-08-15", 1786732200, 1786818600);
  /* Summer time begins and ends: 23 and 25 hours. */
  assert_day ("Europe/Berlin", "2026-03-29", 1774738800, 1774738800 + 23 * 3600);
  assert_day ("Europe/Berlin", "2026-10-25", 1792879200, 1792879200 + 25 * 3600);
  /* Clocks go from 00:00 to 01:00: the day has no midnight. */
  assert_day ("America/Sao_Paulo", "2018-11-04", 1541300400, 1541300400 + 23 * 3600);
  /* Clocks go from 01:00 to 00:00: the day has two. */
  assert_day ("America/Havana", "2026-11-01", 1793505600, 1793505600 + 25 * 3600);
}

static void
test_ranges (void)
{
  static const char *const yes[] = { "added:2024-02-28..2024-03-01", "added:2024-02-29..2024-03-01",
                                     "added:2024-02-28..2024-02-29", "added:2020-01-01,2024-02-29",
                                     NULL };
  static const char *const no[] = { "added:2024-02-27..2024-02-28", "added:2024-03-01..2024-03-02",
                                    "added:>2024-02-29", "added:<2024-02-29", NULL };
  UmUser user = plain_user ("0");

  user.added = 1709164800;
  assert_answers (&user, yes, no);
  user.added = 1709251199;
  assert_answers (&user, yes, no);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/filter/times/logins", test_logins);
  g_test_add_func ("/filter/times/ages", test_ages);
  g_test_add_func ("/filter/times/extreme-now", test_extreme_now);
  g_test_add_func ("/filter/times/days", test_days);
  g_test_add_func ("/filter/times/ranges", test_ranges);

  return g_test_run ();
}
