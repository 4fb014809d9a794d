/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every code of UM_PROBLEM has a sentence of its own and an advice, and its argument is in them. */
#include "um-words.h"

#include <string.h>

#define LAST UM_PROBLEM_NOTHING_TO_RETRY

typedef enum
{
  NOT_JUDGED, /* a new code, which has to be put into the table below */
  NONE,
  ONE,
} Argument;

/* Whether um-problem.h gives a code an argument. */
static const Argument arguments[LAST + 1] = {
  [UM_PROBLEM_NAME_MISSING] = NONE,
  [UM_PROBLEM_ADDRESS_MISSING] = NONE,
  [UM_PROBLEM_ADDRESS_HAS_USER] = NONE,
  [UM_PROBLEM_ADDRESS_NOT_AN_ADDRESS] = NONE,
  [UM_PROBLEM_EMAIL_MISSING] = NONE,
  [UM_PROBLEM_EMAIL_NOT_AN_EMAIL] = NONE,
  [UM_PROBLEM_KEY_MISSING] = NONE,
  [UM_PROBLEM_KEY_NOT_A_KEY] = NONE,
  [UM_PROBLEM_DATE_PAST] = NONE,
  [UM_PROBLEM_DATE_TOO_FAR] = NONE,
  [UM_PROBLEM_KEYRING_LOCKED] = NONE,
  [UM_PROBLEM_KEYRING_DISMISSED] = NONE,
  [UM_PROBLEM_KEYRING_ABSENT] = NONE,
  [UM_PROBLEM_KEYRING_FAILED] = NONE,
  [UM_PROBLEM_DISK_FULL] = NONE,
  [UM_PROBLEM_DATABASE_NEWER] = NONE,
  [UM_PROBLEM_DATABASE_BUSY] = NONE,
  [UM_PROBLEM_DATABASE_FAILED] = NONE,
  [UM_PROBLEM_NO_USERS] = NONE,
  [UM_PROBLEM_NO_GROUPS] = NONE,
  [UM_PROBLEM_NO_PRODUCTS] = NONE,
  [UM_PROBLEM_NAME_TAKEN] = ONE,
  [UM_PROBLEM_ADDRESS_NO_SCHEME] = ONE,
  [UM_PROBLEM_ADDRESS_INSECURE] = ONE,
  [UM_PROBLEM_ADDRESS_OTHER_SCHEME] = ONE,
  [UM_PROBLEM_ADDRESS_HAS_PATH] = ONE,
  [UM_PROBLEM_HOST_NOT_CONFIRMED] = ONE,
  [UM_PROBLEM_DATE_NOT_A_DATE] = ONE,
  [UM_PROBLEM_OFFLINE] = ONE,
  [UM_PROBLEM_TLS] = ONE,
  [UM_PROBLEM_REDIRECTED] = ONE,
  [UM_PROBLEM_NOT_JIRA] = ONE,
  [UM_PROBLEM_NOT_ATLASSIAN] = ONE,
  [UM_PROBLEM_NOT_JSON] = ONE,
  [UM_PROBLEM_MALFORMED] = ONE,
  [UM_PROBLEM_KEY_REJECTED] = ONE,
  [UM_PROBLEM_ORG_KEY_REJECTED] = ONE,
  [UM_PROBLEM_KEY_DEAD] = ONE,
  [UM_PROBLEM_CAPTCHA] = ONE,
  [UM_PROBLEM_FORBIDDEN] = ONE,
  [UM_PROBLEM_CANT_BROWSE] = ONE,
  [UM_PROBLEM_NOT_FOUND] = ONE,
  [UM_PROBLEM_CONFLICT] = ONE,
  [UM_PROBLEM_REFUSED] = ONE,
  [UM_PROBLEM_RATE_LIMITED] = ONE,
  [UM_PROBLEM_SERVER] = ONE,
  [UM_PROBLEM_CUT] = ONE,
  [UM_PROBLEM_NO_KEY] = ONE,
  [UM_PROBLEM_NO_ORGANISATION] = ONE,
  [UM_PROBLEM_DISK_READ_ONLY] = ONE,
  [UM_PROBLEM_DATABASE_DAMAGED] = ONE,
  [UM_PROBLEM_FILE_FAILED] = ONE,
  [UM_PROBLEM_DEMO_FAILED] = ONE,
  [UM_PROBLEM_NO_SUCH_SOURCE] = ONE,
  [UM_PROBLEM_NOT_REFRESHED] = ONE,
  [UM_PROBLEM_LOSES_USERS] = ONE,
  [UM_PROBLEM_BUSY] = ONE,
  [UM_PROBLEM_NO_SUCH_ACTION] = ONE,
  [UM_PROBLEM_WRONG_SOURCE_KIND] = ONE,
  [UM_PROBLEM_READ_ONLY_SOURCE] = ONE,
  [UM_PROBLEM_NO_SUCH_GROUP] = ONE,
  [UM_PROBLEM_NO_SUCH_PRODUCT] = ONE,
  [UM_PROBLEM_AMBIGUOUS_PRODUCT] = ONE,
  [UM_PROBLEM_PRODUCT_ELSEWHERE] = ONE,
  [UM_PROBLEM_NO_SUCH_DIRECTORY] = ONE,
  [UM_PROBLEM_AMBIGUOUS_DIRECTORY] = ONE,
  [UM_PROBLEM_EMAILS_MISSING] = NONE,
  [UM_PROBLEM_EMAILS_TWICE] = NONE,
  [UM_PROBLEM_EMAIL_RULE_BAD] = ONE,
  [UM_PROBLEM_EMAIL_RULE_SAME] = ONE,
  [UM_PROBLEM_EMAIL_PAIR_BAD] = ONE,
  [UM_PROBLEM_NO_DIRECTORY] = NONE,
  [UM_PROBLEM_SAME_DIRECTORY] = ONE,
  [UM_PROBLEM_GROUP_ELSEWHERE] = ONE,
  [UM_PROBLEM_PLAN_RUN_UNKNOWN] = ONE,
  [UM_PROBLEM_RUN_DRY] = ONE,
  [UM_PROBLEM_RUN_NOT_OVER] = ONE,
  [UM_PROBLEM_NO_SUCH_ENTRY] = ONE,
  [UM_PROBLEM_NOTHING_TO_UNDO] = ONE,
  [UM_PROBLEM_NOTHING_TO_RETRY] = ONE,
  [UM_PROBLEM_AMBIGUOUS_GROUP] = ONE,
  [UM_PROBLEM_SAME_GROUP_TWICE] = ONE,
  [UM_PROBLEM_LIKE_NOBODY] = ONE,
  [UM_PROBLEM_MEMBERSHIPS_UNKNOWN] = ONE,
  [UM_PROBLEM_INVITE_ALONE] = NONE,
  [UM_PROBLEM_INVITE_NOTHING] = ONE,
  [UM_PROBLEM_GROUP_ROWS] = ONE,
  [UM_PROBLEM_FILTER] = ONE,
  [UM_PROBLEM_NO_SUCH_USER] = ONE,
  [UM_PROBLEM_PLAN_NOT_JSON] = ONE,
  [UM_PROBLEM_PLAN_VERSION] = ONE,
  [UM_PROBLEM_PLAN_UNKNOWN_MEMBER] = ONE,
  [UM_PROBLEM_PLAN_BAD_MEMBER] = ONE,
  [UM_PROBLEM_PLAN_OTHER_SOURCE] = ONE,
  [UM_PROBLEM_PLAN_USED] = ONE,
  [UM_PROBLEM_PLAN_TRIAL_OPEN] = ONE,
  [UM_PROBLEM_PLAN_CHANGED] = ONE,
  [UM_PROBLEM_NOT_CONFIRMED] = ONE,
  [UM_PROBLEM_STOPPED_BY_GUARD] = ONE,
  [UM_PROBLEM_RUN_ELSEWHERE] = ONE,
  [UM_PROBLEM_NO_SUCH_RUN] = ONE,
  [UM_PROBLEM_FIRST_CHANGED] = ONE,
  [UM_PROBLEM_FIRST_NOT_READ] = ONE,
  [UM_PROBLEM_RUN_OVER] = ONE,
  [UM_PROBLEM_RUN_UNDONE] = ONE,
  [UM_PROBLEM_RUN_GOING_ON] = ONE,
  [UM_PROBLEM_ISSUE_NO_PROJECT] = NONE,
  [UM_PROBLEM_ISSUE_NO_TYPE] = NONE,
  [UM_PROBLEM_ISSUE_NO_SUMMARY] = NONE,
  [UM_PROBLEM_ISSUE_SUMMARY_LONG] = NONE,
  [UM_PROBLEM_ISSUE_SUMMARY_NAMES] = NONE,
  [UM_PROBLEM_ISSUE_DESCRIPTION_LONG] = NONE,
  [UM_PROBLEM_ISSUE_PLACEHOLDER] = ONE,
  [UM_PROBLEM_ISSUE_NO_SUCH_PROJECT] = ONE,
  [UM_PROBLEM_ISSUE_NO_SUCH_TYPE] = ONE,
  [UM_PROBLEM_ISSUE_NO_SUCH_FIELD] = ONE,
  [UM_PROBLEM_ISSUE_FIELD_MISSING] = ONE,
  [UM_PROBLEM_ISSUE_FIELD_BAD] = ONE,
  [UM_PROBLEM_ISSUE_FIELD_FOREIGN] = ONE,
  [UM_PROBLEM_ISSUE_NO_LABELS] = ONE,
  [UM_PROBLEM_ISSUE_NO_SITE] = ONE,
  [UM_PROBLEM_ISSUE_WHICH_SITE] = ONE,
  [UM_PROBLEM_ISSUE_NO_SUCH_SITE] = ONE,
  [UM_PROBLEM_IMPORT_BINARY] = ONE,
  [UM_PROBLEM_IMPORT_WORKBOOK] = ONE,
  [UM_PROBLEM_IMPORT_EMPTY] = ONE,
  [UM_PROBLEM_IMPORT_FOLDER] = ONE,
  [UM_PROBLEM_IMPORT_TOO_LARGE] = ONE,
  [UM_PROBLEM_IMPORT_NO_COLUMN] = ONE,
  [UM_PROBLEM_IMPORT_NO_ADDRESSES] = ONE,
  [UM_PROBLEM_IMPORT_NO_VALUES] = ONE,
  [UM_PROBLEM_IMPORT_BAD_COLUMN] = ONE,
  [UM_PROBLEM_AMBIGUOUS_USER] = ONE,
  [UM_PROBLEM_LIST_EXISTS] = ONE,
  [UM_PROBLEM_NO_SUCH_LIST] = ONE,
  [UM_PROBLEM_LIST_NAME_MISSING] = NONE,
  [UM_PROBLEM_FILTER_EXISTS] = ONE,
  [UM_PROBLEM_NO_SUCH_FILTER] = ONE,
  [UM_PROBLEM_FILTER_NAME_MISSING] = NONE,
};

static gboolean
has_argument (UmProblem code)
{
  g_assert_cmpint (arguments[code], !=, NOT_JUDGED);
  return arguments[code] == ONE;
}

static gboolean
ends_as_sentence (const char *text)
{
  return g_str_has_suffix (text, ".") || g_str_has_suffix (text, "…");
}

/* A code without an entry in the table would show its bare argument. */
static void
test_every_code (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint code = 0; code <= LAST; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (UM_PROBLEM, (int) code, "<argument>");
      g_autofree char *sentence = um_words_problem (error);
      g_autofree char *advice = um_words_problem_advice (error);
      g_autofree char *whole = um_words_problem_whole (error);
      g_autofree char *both = g_strconcat (sentence, " ", advice, NULL);

      g_test_message ("%u: %s", code, whole);
      g_assert_cmpstr (sentence, !=, "");
      g_assert_cmpstr (sentence, !=, "<argument>");
      g_assert_true (ends_as_sentence (advice));
      g_assert_cmpstr (whole, ==, both);
      g_assert_true ((strstr (both, "<argument>") != NULL) == has_argument (code));
      g_assert_null (strstr (both, "%s"));
      g_assert_true (g_hash_table_add (seen, g_steal_pointer (&sentence)));
    }
}

/* An argument may come from a server: it neither breaks the line nor is a format. */
static void
test_hostile_argument (void)
{
  g_autoptr (GError)
    error = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_REFUSED, "%s%n\u202Eno\nmore \xff");
  g_autofree char *sentence = um_words_problem (error);

  g_assert_cmpstr (sentence, ==, "Atlassian refused: %s%n�no�more �");
}

/* An error that no layer mapped still shows as text, without advice. */
static void
test_other_domain (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "so\nwhat");
  g_autoptr (GError) unknown = g_error_new_literal (UM_PROBLEM, LAST + 1, "what");
  g_autofree char *whole = um_words_problem_whole (error);
  g_autofree char *advice = um_words_problem_advice (error);
  g_autofree char *of_unknown = um_words_problem_whole (unknown);

  g_assert_cmpstr (whole, ==, "so�what");
  g_assert_cmpstr (advice, ==, "");
  g_assert_cmpstr (of_unknown, ==, "what");
}

/* A guard is no word that people read. */
static void
test_guard (void)
{
  g_autoptr (GError)
    error = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_STOPPED_BY_GUARD, "last-admin");
  g_autofree char *sentence = um_words_problem (error);

  g_assert_cmpstr (sentence, ==,
                   "Nobody is left to act on: no other active administrator would remain.");
}

static void
test_some (void)
{
  g_autoptr (GError)
    scheme = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_ADDRESS_NO_SCHEME, "https://acme.example");
  g_autoptr (GError)
    offline = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_OFFLINE, "acme.atlassian.net");
  g_autofree char *of_scheme = um_words_problem_whole (scheme);
  g_autofree char *of_offline = um_words_problem_whole (offline);

  g_assert_cmpstr (of_scheme, ==,
                   "The address has to begin with https://. Write https://acme.example.");
  g_assert_cmpstr (of_offline, ==,
                   "acme.atlassian.net can’t be reached. Check the address and your network "
                   "connection, then try again.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/words/problem/every-code", test_every_code);
  g_test_add_func ("/words/problem/hostile-argument", test_hostile_argument);
  g_test_add_func ("/words/problem/other-domain", test_other_domain);
  g_test_add_func ("/words/problem/guard", test_guard);
  g_test_add_func ("/words/problem/some", test_some);
  return g_test_run ();
}
