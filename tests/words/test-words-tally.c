/* SPDX-License-Identifier: GPL-3.0-or-later */
/* To how many of the selected users an action can be done, in words. */
#include "um-words.h"

#include <string.h>

static const char *const keys[] = { "deactivate",     "reactivate",   "suspend",
                                    "restore",        "change-email", "end-sessions",
                                    "revoke-tokens",  "remove-user",  "delete-account",
                                    "cancel-deletion" };

/* The skips that follow are pairs of reason and number, ended by UM_SKIP_NONE. */
static void
assert_words (const char *expected, const char *key, guint possible, ...)
{
  UmActionTally tally = { .key = key, .users = possible, .possible = possible };
  g_autofree char *words = NULL;
  va_list args;

  va_start (args, possible);
  for (int skip = va_arg (args, int); skip != UM_SKIP_NONE; skip = va_arg (args, int))
    {
      tally.skipped[skip] = va_arg (args, guint);
      tally.users += tally.skipped[skip];
    }
  va_end (args);
  words = um_words_tally (&tally);
  g_assert_cmpstr (words, ==, expected);
}

static void
test_some (void)
{
  assert_words ("180 of 212 selected users can be deactivated; 32 aren’t managed by your "
                "organisation.",
                "deactivate", 180, UM_SKIP_NOT_MANAGED, 32, UM_SKIP_NONE);
  assert_words ("1 of 2 selected users can be deactivated; 1 isn’t managed by your organisation.",
                "deactivate", 1, UM_SKIP_NOT_MANAGED, 1, UM_SKIP_NONE);
  /* The most frequent first, and the rest together. */
  assert_words ("1,200 of 1,260 selected users can be suspended; 50 are suspended already, 7 are "
                "apps, 3 for other reasons.",
                "suspend", 1200, UM_SKIP_YOURSELF, 1, UM_SKIP_APP, 7, UM_SKIP_FORMER_USER, 2,
                UM_SKIP_ALREADY_SO, 50, UM_SKIP_NONE);
  assert_words ("9 of 12 selected users can be kept; 1 isn’t being deleted, 1 is kept by your "
                "identity provider, 1 for another reason.",
                "cancel-deletion", 9, UM_SKIP_ALREADY_SO, 1, UM_SKIP_SYNCED, 1, UM_SKIP_APP, 1,
                UM_SKIP_NONE);
  /* What is rare is told by its short reason. */
  assert_words ("Possible for 1 of 3 selected users; 2: the present address is hidden.",
                "revoke-tokens", 1, UM_SKIP_EMAIL_UNKNOWN, 2, UM_SKIP_NONE);
}

static void
test_nobody (void)
{
  assert_words ("None of the 13 selected users is being deleted.", "cancel-deletion", 0,
                UM_SKIP_ALREADY_SO, 13, UM_SKIP_NONE);
  assert_words ("The selected user isn’t being deleted.", "cancel-deletion", 0, UM_SKIP_ALREADY_SO,
                1, UM_SKIP_NONE);
  assert_words ("None of the 13 selected users is managed by your organisation.", "deactivate", 0,
                UM_SKIP_NOT_MANAGED, 13, UM_SKIP_NONE);
  assert_words ("Not possible for any of the 13 selected users: 9 aren’t being deleted, 4 aren’t "
                "managed by your organisation.",
                "cancel-deletion", 0, UM_SKIP_ALREADY_SO, 9, UM_SKIP_NOT_MANAGED, 4, UM_SKIP_NONE);
  assert_words ("Not possible for the selected user: an app, not a person.", "suspend", 0,
                UM_SKIP_APP, 1, UM_SKIP_NONE);
}

/* To all of them: there is nothing to say. */
static void
test_all (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    assert_words ("", keys[i], 5, UM_SKIP_NONE);
}

/* Each action and each reason has words in which nothing is left to be filled in. */
static void
test_every (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    for (UmSkip skip = UM_SKIP_NONE + 1; skip < UM_N_SKIPS; skip++)
      for (guint possible = 0; possible < 2; possible++)
        {
          UmActionTally tally = { keys[i], possible + 4321, possible, { 0 } };
          g_autofree char *words = NULL;

          tally.skipped[skip] = 4321;
          words = um_words_tally (&tally);
          g_assert_nonnull (strstr (words, "4,32"));
          g_assert_null (strchr (words, '%'));
          g_assert_null (strstr (words, ".."));
          g_assert_true (g_str_has_suffix (words, "."));
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/words-tally/some", test_some);
  g_test_add_func ("/words-tally/nobody", test_nobody);
  g_test_add_func ("/words-tally/all", test_all);
  g_test_add_func ("/words-tally/every", test_every);
  return g_test_run ();
}
