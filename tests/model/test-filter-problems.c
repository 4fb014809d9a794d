/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with an expression and where that is said to be, and hostile text. */

#include "filter-support.h"

#include <string.h>

static const struct
{
  const char *text;
  UmFilterFault fault;
  guint position;
  guint length;
  const char *piece;
} problems[] = {
  { "foo:x", UM_FILTER_UNKNOWN_KEY, 0, 3, "foo" },
  { "ann -foo:x", UM_FILTER_UNKNOWN_KEY, 5, 3, "foo" },
  { "https://x.example", UM_FILTER_UNKNOWN_KEY, 0, 5, "https" },
  { "\303\251\303\250 gr\303\266\303\237e:x", UM_FILTER_UNKNOWN_KEY, 3, 5, "gr\303\266\303\237e" },
  { "groups:x", UM_FILTER_UNKNOWN_KEY, 0, 6, "groups" },
  { "AND:x", UM_FILTER_UNKNOWN_KEY, 0, 3, "AND" },
  { "status:", UM_FILTER_MISSING_VALUE, 7, 0, "" },
  { "status: active", UM_FILTER_MISSING_VALUE, 7, 1, " " },
  { "status:,active", UM_FILTER_MISSING_VALUE, 7, 1, "," },
  { "status:active,", UM_FILTER_MISSING_VALUE, 14, 0, "" },
  { "name:\"\"", UM_FILTER_MISSING_VALUE, 5, 2, "\"\"" },
  { "group:id:", UM_FILTER_MISSING_VALUE, 9, 0, "" },
  { "(name:)", UM_FILTER_MISSING_VALUE, 6, 1, ")" },
  { "\"\"", UM_FILTER_MISSING_VALUE, 0, 2, "\"\"" },
  { "status:busy", UM_FILTER_BAD_VALUE, 7, 4, "busy" },
  { "status:active,busy,former", UM_FILTER_BAD_VALUE, 14, 4, "busy" },
  { "status:activ*", UM_FILTER_BAD_VALUE, 7, 6, "activ*" },
  { "type:bot", UM_FILTER_BAD_VALUE, 5, 3, "bot" },
  { "managed:true", UM_FILTER_BAD_VALUE, 8, 4, "true" },
  { "login:always", UM_FILTER_BAD_VALUE, 6, 6, "always" },
  { "managed:\"id:yes\"", UM_FILTER_BAD_VALUE, 8, 8, "\"id:yes\"" },
  { "last-login:90d", UM_FILTER_BAD_VALUE, 11, 3, "90d" },
  { "last-login:>90", UM_FILTER_BAD_VALUE, 11, 3, ">90" },
  { "last-login:>d", UM_FILTER_BAD_VALUE, 11, 2, ">d" },
  { "last-login:>-1d", UM_FILTER_BAD_VALUE, 11, 4, ">-1d" },
  { "last-login:>9h", UM_FILTER_BAD_VALUE, 11, 3, ">9h" },
  { "last-login:>99999999d", UM_FILTER_BAD_VALUE, 11, 10, ">99999999d" },
  { "last-login:>99999999999999999999d", UM_FILTER_BAD_VALUE, 11, 22, ">99999999999999999999d" },
  { "last-login:>=2026-01-01", UM_FILTER_BAD_VALUE, 11, 12, ">=2026-01-01" },
  { "last-login:2025-02-29", UM_FILTER_BAD_VALUE, 11, 10, "2025-02-29" },
  { "last-login:1900-02-29", UM_FILTER_BAD_VALUE, 11, 10, "1900-02-29" },
  { "last-login:0000-01-01", UM_FILTER_BAD_VALUE, 11, 10, "0000-01-01" },
  { "last-login:2026-13-01", UM_FILTER_BAD_VALUE, 11, 10, "2026-13-01" },
  { "last-login:2026-04-31", UM_FILTER_BAD_VALUE, 11, 10, "2026-04-31" },
  { "last-login:2026-00-10", UM_FILTER_BAD_VALUE, 11, 10, "2026-00-10" },
  { "last-login:2026-8-1", UM_FILTER_BAD_VALUE, 11, 8, "2026-8-1" },
  { "last-login:2026-08-011", UM_FILTER_BAD_VALUE, 11, 11, "2026-08-011" },
  { "last-login:<2026-08-01..", UM_FILTER_BAD_VALUE, 11, 13, "<2026-08-01.." },
  { "last-login:2026-08-01..", UM_FILTER_BAD_VALUE, 11, 12, "2026-08-01.." },
  { "last-login:2026-08-02..2026-08-01", UM_FILTER_BAD_VALUE, 11, 22, "2026-08-02..2026-08-01" },
  { "last-login:never", UM_FILTER_BAD_VALUE, 11, 5, "never" },
  { "\"a\"b", UM_FILTER_BAD_VALUE, 3, 1, "b" },
  { "name:\"a\"bc d", UM_FILTER_BAD_VALUE, 8, 2, "bc" },
  { "\"a\"\"b\"", UM_FILTER_BAD_VALUE, 3, 3, "\"b\"" },
  { "\"a\",b", UM_FILTER_BAD_VALUE, 3, 2, ",b" },
  { "\314\201", UM_FILTER_BAD_VALUE, 0, 1, "\314\201" },
  { "ann name:\342\200\213", UM_FILTER_BAD_VALUE, 9, 1, "\342\200\213" },
  { "a OR", UM_FILTER_MISSING_OPERAND, 4, 0, "" },
  { "a AND", UM_FILTER_MISSING_OPERAND, 5, 0, "" },
  { "NOT", UM_FILTER_MISSING_OPERAND, 3, 0, "" },
  { "OR a", UM_FILTER_MISSING_OPERAND, 0, 2, "OR" },
  { "AND a", UM_FILTER_MISSING_OPERAND, 0, 3, "AND" },
  { "a OR OR b", UM_FILTER_MISSING_OPERAND, 5, 2, "OR" },
  { "a AND OR b", UM_FILTER_MISSING_OPERAND, 6, 2, "OR" },
  { "(a OR) b", UM_FILTER_MISSING_OPERAND, 5, 1, ")" },
  { "()", UM_FILTER_MISSING_OPERAND, 1, 1, ")" },
  { "( )", UM_FILTER_MISSING_OPERAND, 2, 1, ")" },
  { "-", UM_FILTER_MISSING_OPERAND, 0, 1, "-" },
  { "a - b", UM_FILTER_MISSING_OPERAND, 2, 1, "-" },
  { "(a -)", UM_FILTER_MISSING_OPERAND, 3, 1, "-" },
  { "--a", UM_FILTER_MISSING_OPERAND, 1, 1, "-" },
  { "NOT NOT a", UM_FILTER_MISSING_OPERAND, 4, 3, "NOT" },
  { "NOT -a", UM_FILTER_MISSING_OPERAND, 4, 1, "-" },
  { "-OR", UM_FILTER_MISSING_OPERAND, 1, 2, "OR" },
  { "(a", UM_FILTER_UNBALANCED, 0, 1, "(" },
  { "a (b (c)", UM_FILTER_UNBALANCED, 2, 1, "(" },
  { "a)", UM_FILTER_UNBALANCED, 1, 1, ")" },
  { ")", UM_FILTER_UNBALANCED, 0, 1, ")" },
  { "a OR )", UM_FILTER_UNBALANCED, 5, 1, ")" },
  { "\303\244 \"b c", UM_FILTER_UNCLOSED_QUOTE, 2, 4, "\"b c" },
  { "name:\"b", UM_FILTER_UNCLOSED_QUOTE, 5, 2, "\"b" },
  { "\"abc\\\"", UM_FILTER_UNCLOSED_QUOTE, 0, 6, "\"abc\\\"" },
  { "\"", UM_FILTER_UNCLOSED_QUOTE, 0, 1, "\"" },
  { "\"\\", UM_FILTER_UNCLOSED_QUOTE, 0, 2, "\"\\" },
  { "\303\244\377", UM_FILTER_BAD_UTF8, 1, 1, "\357\277\275" },
  { "a \355\240\200", UM_FILTER_BAD_UTF8, 2, 1, "\357\277\275" },
  { "\300\200", UM_FILTER_BAD_UTF8, 0, 1, "\357\277\275" },
};

static void
test_problems (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      g_auto (UmFilterProblem) problem = { 0 };

      g_test_message ("case %u", i);
      g_assert_null (um_filter_parse (problems[i].text, &problem));
      g_assert_cmpint (problem.fault, ==, problems[i].fault);
      g_assert_cmpuint (problem.position, ==, problems[i].position);
      g_assert_cmpuint (problem.length, ==, problems[i].length);
      g_assert_cmpstr (problem.text, ==, problems[i].piece);
      g_assert_null (um_filter_parse (problems[i].text, NULL));
    }
}

static char *
repeat (const char *piece, guint n, const char *middle, const char *closing)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (out, piece);
  g_string_append (out, middle);
  for (guint i = 0; i < n; i++)
    g_string_append (out, closing);

  return g_string_free (out, FALSE);
}

static void
assert_fault (const char *text, UmFilterFault fault, guint position)
{
  g_auto (UmFilterProblem) problem = { 0 };

  g_assert_null (um_filter_parse (text, &problem));
  g_assert_cmpint (problem.fault, ==, fault);
  g_assert_cmpuint (problem.position, ==, position);
}

static void
test_depth (void)
{
  g_autofree char *deepest = repeat ("-(a ", UM_FILTER_MAX_DEPTH, "b", ")");
  g_autofree char *too_deep = repeat ("-(a ", UM_FILTER_MAX_DEPTH + 1, "b", ")");
  g_autofree char *redundant = repeat ("(", UM_FILTER_MAX_DEPTH, "b", ")");
  g_autofree char *open = repeat ("(", UM_FILTER_MAX_LENGTH, "", "");
  g_autofree char *alternating = repeat ("a (b OR ", UM_FILTER_MAX_DEPTH, "c d", ")");
  g_autoptr (UmFilter) filter = read_filter (deepest);
  g_autoptr (UmFilter) plain = read_filter (redundant);
  g_autoptr (UmFilter) both = read_filter (alternating);
  g_autoptr (UmFilter) word = um_filter_word ("x");
  g_autoptr (UmFilter) wider = um_filter_and (filter, word);
  g_autoptr (UmFilter) negated = um_filter_not (wider);
  g_autofree char *printed = um_filter_print (both);

  g_assert_nonnull (wider);
  g_assert_null (negated);
  g_assert_cmpstr (printed, ==, alternating);
  assert_fault (too_deep, UM_FILTER_TOO_DEEP, UM_FILTER_MAX_DEPTH * 4 + 1);
  assert_fault (open, UM_FILTER_TOO_DEEP, UM_FILTER_MAX_DEPTH);
}

static void
test_length (void)
{
  g_autofree char *longest = g_strnfill (UM_FILTER_MAX_LENGTH, 'a');
  g_autofree char *too_long = g_strnfill (UM_FILTER_MAX_LENGTH + 1, 'a');
  g_autofree char *accents = repeat ("\303\244", UM_FILTER_MAX_LENGTH, "", "");
  g_autofree char *words = repeat ("a ", UM_FILTER_MAX_LENGTH / 2, "", "");
  g_autofree char *packed = repeat ("a(b OR c)", UM_FILTER_MAX_LENGTH / 9, "", "");
  g_autoptr (UmFilter) filter = read_filter (longest);
  g_autoptr (UmFilter) many = read_filter (words);
  g_autoptr (UmFilter) word = um_filter_word ("x");
  g_autoptr (UmFilter) longer = um_filter_and (filter, word);
  g_autoptr (UmFilter) too_long_word = um_filter_word (too_long);

  g_assert_cmpuint (um_filter_get_n_children (many), ==, UM_FILTER_MAX_LENGTH / 2);
  g_assert_null (longer);
  g_assert_null (too_long_word);
  assert_fault (too_long, UM_FILTER_TOO_LONG, UM_FILTER_MAX_LENGTH);
  assert_fault (accents, UM_FILTER_TOO_LONG, UM_FILTER_MAX_LENGTH / 2);
  /* Short enough as it is, but what it prints wouldn't be. */
  assert_fault (packed, UM_FILTER_TOO_LONG, strlen (packed));
}

static void
test_hostile (void)
{
  static const char *const pieces[] = {
    "-", "(",        ")",        "\"",           "\\",   ":",           ",",         "*",
    "?", " ",        "NOT ",     "AND ",         "OR ",  "name:",       "group:id:", "a,",
    ">", "..",       "90d",      "-(",           "(-",   "\"\\\"",      "\303\244",  "\314\201",
    "i", "\304\260", "\304\261", "\342\200\256", "\377", "last-login:", "status:",   "unknown",
  };
  g_autofree char *dashes = repeat ("-", 10000, "", "");

  assert_fault (dashes, UM_FILTER_MISSING_OPERAND, 1);

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree char *text = repeat (pieces[i], UM_FILTER_MAX_LENGTH / strlen (pieces[i]), "", "");
      g_auto (UmFilterProblem) problem = { 0 };
      g_autoptr (UmFilter) filter = um_filter_parse (text, &problem);

      g_assert_true ((filter == NULL) == (problem.fault != UM_FILTER_FINE));
    }

  /* Sentences made of pieces at random: whatever is read prints what is read the same. */
  for (guint i = 0; i < (g_test_slow () ? 500000 : 20000); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_auto (UmFilterProblem) problem = { 0 };
      g_autoptr (UmFilter) filter = NULL;
      guint n = g_test_rand_int_range (1, 12);

      for (guint j = 0; j < n; j++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

      filter = um_filter_parse (text->str, &problem);
      if (filter != NULL)
        {
          g_autoptr (UmFilter) again = read_filter (text->str);
          g_assert_true (um_filter_equal (filter, again));
        }
      else
        {
          glong n_characters = g_utf8_validate (text->str, -1, NULL) ? g_utf8_strlen (text->str, -1)
                                                                     : G_MAXINT;

          g_assert_cmpint (problem.fault, !=, UM_FILTER_FINE);
          g_assert_nonnull (problem.text);
          g_assert_cmpuint (problem.position + problem.length, <=, n_characters);
          g_assert_true (problem.length > 0 || problem.position == n_characters);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/filter/problems/places", test_problems);
  g_test_add_func ("/filter/problems/depth", test_depth);
  g_test_add_func ("/filter/problems/length", test_length);
  g_test_add_func ("/filter/problems/hostile", test_hostile);

  return g_test_run ();
}
