/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every value of every enumeration that people meet has words of its own, and arguments come
 * through them clean. */
#include "um-words.h"

#include <string.h>

/* A detail as a hostile server would send it, and as people may see it. */
#define HOSTILE  "Ji\u202Era"
#define HARMLESS "Ji�ra"

/* Words for the values 0 … n - 1: none empty, none twice. */
static void
assert_different (const char *const *words, guint n)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    {
      g_assert_nonnull (words[i]);
      g_assert_cmpstr (words[i], !=, "");
      if (!g_hash_table_add (seen, (char *) words[i]))
        g_error ("two values are called “%s”", words[i]);
    }
}

static void
assert_words (char *words, const char *expected)
{
  g_autofree char *text = words;

  g_assert_cmpstr (text, ==, expected);
}

static void
test_sources (void)
{
  g_assert_cmpstr (um_words_source_kind (UM_SOURCE_JIRA), ==, "Jira Cloud");
  g_assert_cmpstr (um_words_source_kind (UM_SOURCE_ACCESS), ==, "Access");
}

static void
test_statuses (void)
{
  const char *words[UM_STATUS_INACTIVE + 1];

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    words[i] = um_words_status (i);
  assert_different (words, G_N_ELEMENTS (words));
  g_assert_cmpstr (um_words_status (UM_STATUS_ACTIVE), ==, "Active");
  g_assert_cmpstr (um_words_status (UM_STATUS_FORMER), ==, "Former user");
}

static void
test_types (void)
{
  const char *words[UM_TYPE_GUEST + 1];

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    words[i] = um_words_type (i);
  assert_different (words, G_N_ELEMENTS (words));
  g_assert_cmpstr (um_words_type (UM_TYPE_PERSON), ==, "Person");
}

static void
test_columns (void)
{
  const char *words[UM_N_COLUMNS];

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    words[i] = um_words_column (i);
  assert_different (words, G_N_ELEMENTS (words));
}

static void
test_states (void)
{
  const char *words[UM_N_STATES];
  const char *runs[UM_RUN_ATTENTION + 1];

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    words[i] = um_words_step_state (i);
  assert_different (words, G_N_ELEMENTS (words));
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    runs[i] = um_words_run_state (i);
  assert_different (runs, G_N_ELEMENTS (runs));
  g_assert_cmpstr (um_words_step_state (UM_STATE_PENDING), ==, "Waiting");
  g_assert_cmpstr (um_words_run_state (UM_RUN_ATTENTION), ==, "Needs attention");
}

static void
test_rights (void)
{
  const char *words[UM_N_RIGHTS];

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    words[i] = um_words_right (i);
  assert_different (words, G_N_ELEMENTS (words));
}

static void
test_skips (void)
{
  const char *words[UM_N_SKIPS];

  for (guint i = 1; i < G_N_ELEMENTS (words); i++)
    words[i] = um_words_skip (i);
  assert_different (words + 1, G_N_ELEMENTS (words) - 1);
  g_assert_cmpstr (um_words_skip (UM_SKIP_NONE), ==, "");
  for (guint i = 1; i < G_N_ELEMENTS (words); i++)
    {
      assert_words (um_words_skip_long (i, NULL), words[i]);
      assert_words (um_words_skip_long (i, ""), words[i]);
    }
  assert_words (um_words_skip_long (UM_SKIP_HELD_OUT, "on leave"), "held out: “on leave”");
  assert_words (um_words_skip_long (UM_SKIP_REFUSED, HOSTILE),
                "Atlassian doesn’t allow it: “" HARMLESS "”");
  assert_words (um_words_skip_long (UM_SKIP_REFUSED, "externalDirectory.scim"),
                "Atlassian doesn’t allow it: your identity provider keeps the account");
  assert_words (um_words_skip_long (UM_SKIP_HELD_OUT, "myselfOnly"), "held out: “myselfOnly”");
  assert_words (um_words_skip_long (UM_SKIP_NONE, NULL), "");
}

static void
test_warnings (void)
{
  for (guint i = 0; i <= UM_WARNING_DOMAIN_UNKNOWN; i++)
    {
      if (i == UM_WARNING_YOURSELF_UNKNOWN)
        continue;
      g_autofree char *text = um_words_warning (i, HOSTILE);
      g_autofree char *bare = um_words_warning (i, NULL);

      g_assert_nonnull (strstr (text, HARMLESS));
      g_assert_cmpstr (bare, !=, "");
    }
  assert_words (um_words_warning (UM_WARNING_LOSES_PRODUCT, "Jira"), "loses Jira");
  assert_words (um_words_warning (UM_WARNING_LOSES_GROUPS, "a, b"),
                "loses groups that don’t exist there: a, b");
  assert_words (um_words_warning (UM_WARNING_YOURSELF_UNKNOWN, NULL),
                "whether this is your own account isn’t known");
  assert_words (um_words_warning (UM_WARNING_TOKENS_UNKNOWN, NULL),
                "which API tokens there are is read right before");
}

static void
test_obstacles (void)
{
  const char *words[UM_OBSTACLE_NO_SITE + 1];

  for (guint i = 1; i < G_N_ELEMENTS (words); i++)
    words[i] = um_words_obstacle (i);
  assert_different (words + 1, G_N_ELEMENTS (words) - 1);
  g_assert_cmpstr (um_words_obstacle (UM_OBSTACLE_NONE), ==, "");
}

static void
test_waits (void)
{
  assert_words (um_words_wait (UM_WAIT_NONE, 12), "");
  assert_words (um_words_wait (UM_WAIT_RATE, 12), "Atlassian asks us to wait 12 seconds.");
  assert_words (um_words_wait (UM_WAIT_RATE, 1), "Atlassian asks us to wait 1 second.");
  assert_words (um_words_wait (UM_WAIT_LATE, 30),
                "The first user’s change doesn’t show at Atlassian yet. The user is read again in"
                " 30 seconds.");
  for (guint i = UM_WAIT_NETWORK; i <= UM_WAIT_PAUSED; i++)
    {
      g_autofree char *text = um_words_wait (i, 0);

      g_assert_true (g_str_has_suffix (text, "."));
    }
}

static void
test_refresh (void)
{
  assert_words (um_words_refresh (UM_REFRESH_CONNECTING, 0, 0, 0), "Connecting…");
  assert_words (um_words_refresh (UM_REFRESH_USERS, 0, 0, 0), "Reading users: 0");
  assert_words (um_words_refresh (UM_REFRESH_USERS, 2000, 8930, 0),
                "Reading users: 2,000 of about 8,930");
  /* The total is an estimate: once it is passed, it is left away. */
  assert_words (um_words_refresh (UM_REFRESH_USERS, 9000, 8930, 0), "Reading users: 9,000");
  assert_words (um_words_refresh (UM_REFRESH_GROUPS, 0, 0, 0), "Reading groups…");
  assert_words (um_words_refresh (UM_REFRESH_MEMBERS, 3, 340, 0), "Reading memberships: 3 of 340");
  assert_words (um_words_refresh (UM_REFRESH_SAVING, 0, 0, 0), "Saving…");
  assert_words (um_words_refresh (UM_REFRESH_OVER, 0, 0, 0), "Up to date");
  assert_words (um_words_refresh (UM_REFRESH_USERS, 2000, 8930, 7),
                "Atlassian asks us to wait 7 seconds.");
}

static void
test_days_left (void)
{
  assert_words (um_words_days_left (-1), "Key has expired");
  assert_words (um_words_days_left (G_MININT), "Key has expired");
  assert_words (um_words_days_left (0), "Key expires today");
  assert_words (um_words_days_left (1), "Key expires in 1 day");
  assert_words (um_words_days_left (6), "Key expires in 6 days");
  assert_words (um_words_days_left (1000), "Key expires in 1,000 days");
  assert_words (um_words_key_ends ("Acme", G_MININT), "The key of “Acme” has expired.");
  assert_words (um_words_key_ends ("Acme", 0), "The key of “Acme” expires today.");
  assert_words (um_words_key_ends ("Acme", 1), "The key of “Acme” expires in 1 day.");
  assert_words (um_words_key_ends ("50 %s\n", 30), "The key of “50 %s\uFFFD” expires in 30 days.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/words/sources", test_sources);
  g_test_add_func ("/words/statuses", test_statuses);
  g_test_add_func ("/words/types", test_types);
  g_test_add_func ("/words/columns", test_columns);
  g_test_add_func ("/words/states", test_states);
  g_test_add_func ("/words/rights", test_rights);
  g_test_add_func ("/words/skips", test_skips);
  g_test_add_func ("/words/warnings", test_warnings);
  g_test_add_func ("/words/obstacles", test_obstacles);
  g_test_add_func ("/words/waits", test_waits);
  g_test_add_func ("/words/refresh", test_refresh);
  g_test_add_func ("/words/days-left", test_days_left);
  return g_test_run ();
}
