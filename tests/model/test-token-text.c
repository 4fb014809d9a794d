/* SPDX-License-Identifier: GPL-3.0-or-later */
/* API tokens as texts: what was put in comes out, whatever a server calls its tokens. */
#include "um-token-text.h"

#include <string.h>

static void
assert_text (char *text, const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

static void
test_there_and_back (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) ids = NULL;

  um_token_text_add (text, "1", "script");
  um_token_text_add (text, "2", "");
  um_token_text_add (text, "3", "a, b: c");
  ids = um_token_text_list (text->str);
  g_assert_cmpuint (g_strv_length (ids), ==, 3);
  g_assert_cmpstr (ids[0], ==, "1");
  g_assert_cmpstr (ids[2], ==, "3");
  /* One without a label is called by its id. */
  assert_text (um_token_text_describe (text->str), "3: script, 2, a, b: c");
  assert_text (um_token_text_keep (text->str, (const char *const[]){ "3", "1", "9", NULL }),
               "1\tscript\n3\ta, b: c");
  assert_text (um_token_text_keep (text->str, (const char *const[]){ NULL }), "");
}

static void
test_none (void)
{
  g_auto (GStrv) nothing = um_token_text_list (NULL);
  g_auto (GStrv) empty = um_token_text_list ("");

  g_assert_cmpuint (g_strv_length (nothing), ==, 0);
  g_assert_cmpuint (g_strv_length (empty), ==, 0);
  assert_text (um_token_text_describe (""), UM_NO_TOKENS);
  assert_text (um_token_text_describe (NULL), UM_NO_TOKENS);
  assert_text (um_token_text_keep (NULL, (const char *const[]){ "1", NULL }), "");
}

static void
test_hostile (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *longest = g_strnfill (5000, 'x');
  g_auto (GStrv) ids = NULL;
  g_autofree char *state = NULL;

  um_token_text_add (text, "1", "a\tb\nc\u202Ed");
  um_token_text_add (text, "2", longest);
  um_token_text_add (text, "3", UM_NO_TOKENS);
  ids = um_token_text_list (text->str);
  g_assert_cmpuint (g_strv_length (ids), ==, 3);
  state = um_token_text_describe (text->str);
  g_assert_true (g_str_has_prefix (state, "3: a b c d, xxx"));
  g_assert_nonnull (strstr (state, "x…, no-tokens"));
  g_assert_cmpuint (strlen (state), <, 200);
}

static void
assert_parsed (const char *state, int n, const char *labels)
{
  const char *told = "";

  g_assert_cmpint (um_token_text_parse (state, &told), ==, n);
  g_assert_cmpstr (told, ==, labels);
}

static void
test_parse (void)
{
  assert_parsed ("2: script, a: b", 2, "script, a: b");
  assert_parsed (UM_NO_TOKENS, 0, NULL);
  assert_parsed (UM_SOME_TOKENS, -1, NULL);
  assert_parsed (NULL, -1, NULL);
  assert_parsed ("", -1, NULL);
  assert_parsed ("0: x", -1, NULL);
  assert_parsed ("-1: x", -1, NULL);
  assert_parsed ("99999999999999999999: x", -1, NULL);
  g_assert_cmpint (um_token_text_parse ("7: x", NULL), ==, 7);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/token-text/there-and-back", test_there_and_back);
  g_test_add_func ("/token-text/none", test_none);
  g_test_add_func ("/token-text/hostile", test_hostile);
  g_test_add_func ("/token-text/parse", test_parse);
  return g_test_run ();
}
