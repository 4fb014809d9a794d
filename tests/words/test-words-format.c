/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers with their nouns, ages, lengths of time, dates and names; what a server's text is cleaned
 * of before people see it. */
#include "um-words.h"
#include "um-words-private.h"

#define MINUTE 60
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/* 12 March 2026, 16:04 UTC; the tests' zone is UTC. */
#define MOMENT G_GINT64_CONSTANT (1773331440)

static void
assert_words (char *words, const char *expected)
{
  g_autofree char *text = words;

  g_assert_cmpstr (text, ==, expected);
}

static void
test_numbers (void)
{
  assert_words (um_words_number (0), "0");
  assert_words (um_words_number (999), "999");
  assert_words (um_words_number (1000), "1,000");
  assert_words (um_words_number (12345), "12,345");
  assert_words (um_words_number (500000), "500,000");
  assert_words (um_words_number (1000000), "1,000,000");
  assert_words (um_words_number (G_MAXUINT64), "18,446,744,073,709,551,615");
}

static void
test_nouns (void)
{
  assert_words (um_words_users (0), "0 users");
  assert_words (um_words_users (1), "1 user");
  assert_words (um_words_users (2), "2 users");
  assert_words (um_words_users (1284), "1,284 users");
  assert_words (um_words_groups (1), "1 group");
  assert_words (um_words_groups (3), "3 groups");
  assert_words (um_words_steps (1), "1 step");
  assert_words (um_words_steps (3600), "3,600 steps");
  assert_words (um_words_users (G_MAXUINT), "4,294,967,295 users");
}

static void
test_durations (void)
{
  assert_words (um_words_duration (0), "1 second");
  assert_words (um_words_duration (-5), "1 second");
  assert_words (um_words_duration (1), "1 second");
  assert_words (um_words_duration (59), "59 seconds");
  assert_words (um_words_duration (MINUTE), "1 minute");
  assert_words (um_words_duration (89), "1 minute");
  assert_words (um_words_duration (90), "2 minutes");
  assert_words (um_words_duration (12 * MINUTE), "12 minutes");
  assert_words (um_words_duration (HOUR - 31), "59 minutes");
  assert_words (um_words_duration (HOUR - 1), "1 hour");
  assert_words (um_words_duration (HOUR), "1 hour");
  assert_words (um_words_duration (DAY), "24 hours");
  assert_words (um_words_duration (2 * DAY - 1), "2 days");
  assert_words (um_words_duration (2 * DAY), "2 days");
  assert_words (um_words_duration (90 * DAY), "90 days");
  assert_words (um_words_duration (G_GINT64_CONSTANT (36500) * DAY), "36,500 days");
}

static void
test_ages (void)
{
  assert_words (um_words_age (MOMENT, MOMENT), "just now");
  assert_words (um_words_age (MOMENT - 59, MOMENT), "just now");
  assert_words (um_words_age (MOMENT - 60, MOMENT), "1 minute ago");
  assert_words (um_words_age (MOMENT - 2 * HOUR, MOMENT), "2 hours ago");
  assert_words (um_words_age (MOMENT - 30 * DAY, MOMENT), "30 days ago");
  /* The clock was set back meanwhile. */
  assert_words (um_words_age (MOMENT + DAY, MOMENT), "just now");
  assert_words (um_words_age (UM_TIME_UNKNOWN, MOMENT), "never");
  assert_words (um_words_age (UM_TIME_NEVER, MOMENT), "never");
}

static void
test_time_left (void)
{
  assert_words (um_words_time_left (-1), "");
  assert_words (um_words_time_left (0), "a few seconds left");
  assert_words (um_words_time_left (9), "a few seconds left");
  assert_words (um_words_time_left (10), "about 10 seconds left");
  assert_words (um_words_time_left (720), "about 12 minutes left");
  assert_words (um_words_time_left (G_MAXINT), "about 24,855 days left");
  assert_words (um_words_time_left_sentence (-1), "");
  assert_words (um_words_time_left_sentence (9), "A few seconds left.");
  assert_words (um_words_time_left_sentence (10), "About 10 seconds left.");
}

static void
test_dates (void)
{
  assert_words (um_words_date (MOMENT), "12 Mar 2026");
  assert_words (um_words_date (0), "1 Jan 1970");
  assert_words (um_words_date (-1), "31 Dec 1969");
  assert_words (um_words_date (UM_TIME_UNKNOWN), "unknown");
  assert_words (um_words_date (UM_TIME_NEVER), "never");
  assert_words (um_words_date (G_MAXINT64), "unknown");
  assert_words (um_words_last_login (MOMENT), "12 Mar 2026");
  assert_words (um_words_last_login (UM_TIME_UNKNOWN), "unknown");
  assert_words (um_words_last_login (UM_TIME_NEVER), "never");
}

static void
test_linked (void)
{
  const char *const one[] = { "Acme", NULL };
  const char *const two[] = { "Acme", "Bolt Jira", NULL };

  assert_words (um_words_linked (one), "Linked with \u2068Acme\u2069");
  assert_words (um_words_linked (two), "Linked with \u2068Acme\u2069, \u2068Bolt Jira\u2069");
}

static void
test_moments (void)
{
  assert_words (um_words_moment (MOMENT * 1000), "12 Mar 2026, 16:04");
  assert_words (um_words_moment (MOMENT * 1000 + 999), "12 Mar 2026, 16:04");
  assert_words (um_words_moment (0), "");
  assert_words (um_words_moment (G_MAXINT64), "");
}

/* Nothing that a server sends may break a line, or turn the text around it. */
static void
test_clean (void)
{
  assert_words (um_words_clean (NULL), "");
  assert_words (um_words_clean (""), "");
  assert_words (um_words_clean ("Ann Lee"), "Ann Lee");
  assert_words (um_words_clean ("Åsa 李明 محمد 👩‍🚀"),
                "Åsa 李明 محمد 👩‍🚀");
  assert_words (um_words_clean ("a\nb\tc\r\033[31m\177"), "a�b�c��[31m�");
  assert_words (um_words_clean ("a\xc2\x85"
                                "b\xc2\x9b"
                                "c"),
                "a�b�c");
  assert_words (um_words_clean ("gpj\u202Eexe"), "gpj�exe");
  assert_words (um_words_clean ("a\u2028b\u2029c"), "a�b�c");
  assert_words (um_words_clean ("bad \xff\xfe bytes"), "bad �� bytes");
}

static void
test_clean_directions (void)
{
  static const gunichar turning[] = { 0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C,
                                      0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069 };

  for (guint i = 0; i < G_N_ELEMENTS (turning); i++)
    {
      g_autoptr (GString) text = g_string_new ("a");

      g_string_append_unichar (text, turning[i]);
      g_string_append_c (text, 'b');
      assert_words (um_words_clean (text->str), "a�b");
    }
}

static void
test_names (void)
{
  assert_words (um_words_name ("Ann Lee", "a1"), "Ann Lee");
  assert_words (um_words_name ("  Ann Lee \n", "a1"), "Ann Lee �");
  assert_words (um_words_name (NULL, "a1"), "Nameless (a1)");
  assert_words (um_words_name ("", "a1"), "Nameless (a1)");
  assert_words (um_words_name ("   ", "a1"), "Nameless (a1)");
  g_assert_cmpstr (um_words_email ("ann@acme.example"), ==, "ann@acme.example");
  g_assert_cmpstr (um_words_email (NULL), ==, "hidden");
}

static void
test_isolate (void)
{
  assert_words (um_words_isolate ("שרה"), "\u2068שרה\u2069");
  assert_words (um_words_isolate (""), "\u2068\u2069");
}

static UmDirectory *
new_directory (void)
{
  static const UmThing products[] = {
    { .id = "jira-software", .name = "Jira" },
    { .id = "ari:cloud:confluence::site/1", .name = "Confluence (acme)" },
    { .id = "odd", .name = "Odd\nOne" },
  };
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    um_directory_builder_add_thing (builder, UM_SET_PRODUCTS, &products[i]);
  return um_directory_builder_end (builder);
}

/* By their names; who has only the key sees that, and never a key in place of a name. */
static void
test_group_products (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (GPtrArray) but = g_ptr_array_new ();
  UmThing group = { .id = "g1", .name = "users" };

  assert_words (um_words_group_products (directory, &group, NULL), "");
  group.products = "";
  assert_words (um_words_group_products (directory, &group, NULL), "");
  group.products = "jira-software";
  assert_words (um_words_group_products (directory, &group, NULL), "Jira");
  group.products = "ari:cloud:confluence::site/1,jira-software,elsewhere,odd";
  assert_words (um_words_group_products (directory, &group, NULL),
                "Confluence (acme), Jira, elsewhere, Odd�One");
  g_ptr_array_add (but, (gpointer) "jira-software");
  g_ptr_array_add (but, (gpointer) "odd");
  assert_words (um_words_group_products (directory, &group, but), "Confluence (acme), elsewhere");
  group.products = "jira-software";
  assert_words (um_words_group_products (directory, &group, but), "");
}

static void
test_fill (void)
{
  assert_words (um_words_fill ("“%s” isn’t a date.", "x"), "“x” isn’t a date.");
  assert_words (um_words_fill ("Nothing here", "x"), "Nothing here");
  assert_words (um_words_fill ("%s", NULL), "");
  /* What stands in an argument is text: neither a place to fill nor a direction. */
  assert_words (um_words_fill ("a %s b", "%s%n\u202E"), "a %s%n� b");
  assert_words (um_words_fill ("%s ends", "100 %"), "100 % ends");
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/words/numbers", test_numbers);
  g_test_add_func ("/words/nouns", test_nouns);
  g_test_add_func ("/words/durations", test_durations);
  g_test_add_func ("/words/ages", test_ages);
  g_test_add_func ("/words/time-left", test_time_left);
  g_test_add_func ("/words/dates", test_dates);
  g_test_add_func ("/words/linked", test_linked);
  g_test_add_func ("/words/moments", test_moments);
  g_test_add_func ("/words/clean", test_clean);
  g_test_add_func ("/words/clean-directions", test_clean_directions);
  g_test_add_func ("/words/names", test_names);
  g_test_add_func ("/words/isolate", test_isolate);
  g_test_add_func ("/words/group-products", test_group_products);
  g_test_add_func ("/words/fill", test_fill);
  return g_test_run ();
}
