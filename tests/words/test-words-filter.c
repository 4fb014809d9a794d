/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters in words: every key with every kind of value that it takes, nesting, and a sentence for
 * every fault of an expression. */
#include "um-words.h"

#include <string.h>

typedef struct
{
  const char *expression;
  const char *words;
} Pair;

static char *
in_words (const char *expression)
{
  g_auto (UmFilterProblem) problem = { 0 };
  g_autoptr (UmFilter) filter = um_filter_parse (expression, &problem);

  if (filter == NULL)
    g_error ("“%s” isn’t a filter", expression);
  return um_words_filter (filter);
}

static void
check_pairs (const Pair *pairs, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *words = in_words (pairs[i].expression);

      g_assert_cmpstr (words, ==, pairs[i].words);
    }
}

static void
test_texts (void)
{
  static const Pair pairs[] = {
    { "ann", "“ann”" },
    { "\"ann lee\"", "“ann lee”" },
    { "name:ann", "name contains “ann”" },
    { "name:ann*", "name is like “ann*”" },
    { "email:*@old.example", "e-mail is like “*@old.example”" },
    { "id:712020", "account id contains “712020”" },
    { "email:a,b", "e-mail contains “a” or contains “b”" },
    { "email:unknown", "e-mail unknown" },
  };

  check_pairs (pairs, G_N_ELEMENTS (pairs));
}

static void
test_codes (void)
{
  static const Pair pairs[] = {
    { "status:active", "status is active" },
    { "status:active,no-access", "status is active or no access" },
    { "status:unknown", "status is unknown" },
    { "type:person", "type is person" },
    { "managed:yes", "managed is yes" },
    { "synced:no", "synced is no" },
    { "synced:unknown", "synced is unknown" },
    { "login:never", "login history is never logged in" },
    { "login:before", "login history is logged in before" },
    { "login:all", "login history is all" },
  };

  check_pairs (pairs, G_N_ELEMENTS (pairs));
}

static void
test_sets (void)
{
  static const Pair pairs[] = {
    { "group:site-admins", "group is site-admins" },
    { "group:id:42", "group is with the id 42" },
    { "directory:\"Acme Inc\"", "directory is Acme Inc" },
    { "product:jira-software", "product is jira-software" },
    { "role:org-admin", "role is org-admin" },
    { "list:leavers", "list is leavers" },
    { "group:unknown", "group is unknown" },
  };

  check_pairs (pairs, G_N_ELEMENTS (pairs));
}

static void
test_times (void)
{
  static const Pair pairs[] = {
    { "last-login:>90d", "last login over 90 days ago" },
    { "last-login:<2w", "last login within 14 days" },
    { "last-login:<1d", "last login within 24 hours" },
    { "added:>1y", "added over 365 days ago" },
    { "last-login:<2026-08-01", "last login before 1 Aug 2026" },
    { "last-login:>2026-08-01", "last login after 1 Aug 2026" },
    { "added:2026-08-01", "added on 1 Aug 2026" },
    { "added:2026-08-01..2026-08-31", "added from 1 Aug 2026 to 31 Aug 2026" },
    { "last-login:unknown", "last login unknown" },
  };

  check_pairs (pairs, G_N_ELEMENTS (pairs));
}

static void
test_nesting (void)
{
  static const Pair pairs[] = {
    { "", "all users" },
    { "status:active type:person", "status is active and type is person" },
    { "ann OR lee", "“ann” or “lee”" },
    { "-group:site-admins", "not: group is site-admins" },
    { "(a OR b) c", "(“a” or “b”) and “c”" },
    { "a b OR c", "(“a” and “b”) or “c”" },
    { "-(a b)", "not: (“a” and “b”)" },
    { "-login:all", "not: login history is all" },
  };

  check_pairs (pairs, G_N_ELEMENTS (pairs));
}

/* Every key there is has a word, whatever it is asked for. */
static void
test_every_key (void)
{
  for (UmFilterKey key = 0; key < UM_N_KEYS; key++)
    {
      g_autoptr (UmFilter) filter = um_filter_condition_of (key, UM_VALUE_UNKNOWN, NULL);
      g_autofree char *words = NULL;

      g_assert_nonnull (filter);
      words = um_words_filter (filter);
      g_test_message ("%s: %s", um_filter_key_to_nick (key), words);
      g_assert_true (g_str_has_suffix (words, "unknown"));
      g_assert_false (g_str_has_prefix (words, " "));
    }
}

static void
test_hostile (void)
{
  g_autofree char *word = in_words ("\"%s%n\u202E\"");
  g_autofree char *group = in_words ("group:\"a\nb\"");

  g_assert_cmpstr (word, ==, "“%s%n�”");
  g_assert_cmpstr (group, ==, "group is a�b");
}

static void
test_every_fault (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = UM_FILTER_TOO_LONG; i <= UM_FILTER_GROUPS_NOT_READ; i++)
    {
      UmFilterProblem problem = { .fault = i, .text = (char *) "co\u202Elour" };
      g_autofree char *sentence = um_words_filter_problem (&problem);
      gboolean names_it = i == UM_FILTER_UNKNOWN_KEY || i == UM_FILTER_BAD_VALUE
                          || i >= UM_FILTER_NO_SUCH_GROUP;

      g_assert_true (g_str_has_suffix (sentence, "."));
      g_assert_true ((strstr (sentence, "co�lour") != NULL) == names_it);
      g_assert_true (g_hash_table_add (seen, g_steal_pointer (&sentence)));
    }
}

static void
test_fine_is_no_fault (void)
{
  UmFilterProblem problem = { .fault = UM_FILTER_FINE };
  UmFilterProblem nameless = { .fault = UM_FILTER_UNKNOWN_KEY, .text = NULL };
  g_autofree char *nothing = um_words_filter_problem (&problem);
  g_autofree char *sentence = um_words_filter_problem (&nameless);

  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (sentence, ==, "There is no condition “”.");
}

/* What the parser finds and what it is called go together. */
static void
test_faults_of_expressions (void)
{
  static const Pair pairs[] = {
    { "colour:red", "There is no condition “colour”." },
    { "status:happy", "“happy” doesn’t fit this condition. Possible are: active, suspended, "
                      "deactivated, deleted, former, no-access, inactive, unknown." },
    { "status:", "A value is missing here. Possible are: active, suspended, deactivated, deleted, "
                 "former, no-access, inactive, unknown." },
    { "managed:maybe", "“maybe” doesn’t fit this condition. Possible are: yes, no, unknown." },
    { "type:", "A value is missing here. Possible are: person, app, customer, guest, unknown." },
    { "name:", "A value is missing here." },
    { "(a", "A parenthesis has no partner." },
    { "\"a", "A quotation mark is missing." },
    { "a AND", "A condition is missing here." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_auto (UmFilterProblem) problem = { 0 };
      g_autoptr (UmFilter) filter = um_filter_parse (pairs[i].expression, &problem);
      g_autofree char *sentence = um_words_filter_problem (&problem);

      g_assert_null (filter);
      g_assert_cmpstr (sentence, ==, pairs[i].words);
    }
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/words/filter/texts", test_texts);
  g_test_add_func ("/words/filter/codes", test_codes);
  g_test_add_func ("/words/filter/sets", test_sets);
  g_test_add_func ("/words/filter/times", test_times);
  g_test_add_func ("/words/filter/nesting", test_nesting);
  g_test_add_func ("/words/filter/every-key", test_every_key);
  g_test_add_func ("/words/filter/hostile", test_hostile);
  g_test_add_func ("/words/filter/every-fault", test_every_fault);
  g_test_add_func ("/words/filter/fine-is-no-fault", test_fine_is_no_fault);
  g_test_add_func ("/words/filter/faults-of-expressions", test_faults_of_expressions);
  return g_test_run ();
}
