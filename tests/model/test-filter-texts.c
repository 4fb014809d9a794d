/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What words, name:, email: and id: mean (PRODUCT.md §4). Every question is asked of the row and of
 * the whole directory, and negated. */

#include "filter-support.h"

#include <string.h>

static void
test_words (void)
{
  static const char *const yes[] = {
    "ann",           "ANN",     "lee",        "lee ann",    "nn",         "e",
    "\"ann lee\"",   "example", "@",          "557058",     ":f5",        "557058:F5",
    "-\"ann  lee\"", "-bob",    "ann OR bob", "-(ann bob)", "\303\244nn", "\"\357\274\241nn\"",
    "a\314\210nn",   NULL,
  };
  static const char *const no[] = {
    "bob", "annlee", "\"lee ann\"", "leeann",  "leeann@",       "\"lee ann@x\"",
    "a*n", "ann?",   "-ann",        "ann bob", "example557058", "\"ann lee\302\240a\"",
    NULL,
  };
  UmUser user = plain_user ("557058:f5");

  user.name = "Ann Lee";
  user.email = "Ann@X.Example";
  assert_answers (&user, yes, no);
}

/* Names and what is typed for them in other spellings. */
static void
test_folding (void)
{
  static const struct
  {
    const char *name;
    const char *typed;
    UmTruth found;
  } cases[] = {
    { "J\303\266rg", "jorg", UM_YES },
    { "Jorg", "j\303\266rg", UM_YES },
    { "Jo\314\210rg", "J\303\226RG", UM_YES },
    { "Stra\303\237e", "strasse", UM_YES },
    { "STRASSE", "stra\303\237e", UM_YES },
    { "\304\260pek", "ipek", UM_YES },
    { "Ipek", "\304\260PEK", UM_YES },
    { "I\305\237\304\261k", "isik", UM_NO },
    { "I\305\237\304\261k", "is\304\261k", UM_YES },
    { "\316\243\317\214\317\206\316\277\317\202", "\317\203\316\277\317\206\316\277\317\203",
      UM_YES },
    { "\357\254\201nn", "finn", UM_YES },
    { "\357\274\241\357\274\256\357\274\256", "ann", UM_YES },
    { "\327\251\326\270\327\234\327\225\327\235", "\327\251\327\234\327\225\327\235", UM_YES },
    { "\342\200\256nna", "nna", UM_YES },
    { "a\342\200\213nn", "ann", UM_YES },
    { "a\tb", "\"a b\"", UM_YES },
    { "a\302\240b", "\"a b\"", UM_YES },
    { "\355\225\234\352\265\255", "\355\225\234", UM_YES },
    { "\351\231\210\346\230\216", "\346\230\216", UM_YES },
    { "", "x", UM_NO },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name_condition = g_strconcat ("name:", cases[i].typed, NULL);
      g_autofree char *pattern = g_strconcat ("name:*", cases[i].typed, "*", NULL);
      UmUser user = plain_user ("0");
      g_autoptr (UmDirectory) directory = NULL;

      user.name = cases[i].name;
      directory = directory_of (&user);
      g_assert_cmpint (ask (directory, 0, cases[i].typed), ==, cases[i].found);
      if (*cases[i].name == '\0')
        continue;
      g_assert_cmpint (ask (directory, 0, name_condition), ==, cases[i].found);
      if (strchr (cases[i].typed, '"') == NULL)
        g_assert_cmpint (ask (directory, 0, pattern), ==, cases[i].found);
    }
}

static void
test_texts (void)
{
  static const char *const yes[] = {
    "name:ann",
    "name:LEE",
    "name:\"n l\"",
    "name:a*",
    "name:*",
    "name:?nn*",
    "name:*l??",
    "name:ann?lee",
    "name:*n*n*e*",
    "name:bob,lee",
    "email:x.example",
    "email:*@x.example",
    "email:ann@?.example",
    "email:*@y.example,*@x.example",
    "id:557058:",
    "id:*f5",
    "id:f5",
    "-name:bob",
    "-email:*@y.example",
    "name:\303\204nn*",
    "name:***",
    "-name:unknown",
    "-email:unknown",
    "-id:unknown",
    "name:ann,unknown",
    NULL,
  };
  static const char *const no[] = {
    "name:x",           "name:example", "email:lee",    "id:ann",
    "name:ann*x",       "name:nn*",     "name:*le",     "name:?",
    "name:ann??lee",    "name:\"*\"",   "name:\"?nn\"", "email:*@x",
    "email:x.example*", "id:*f5?",      "name:unknown", "name:bob,unknown",
    "email:unknown",    "id:unknown",   NULL,
  };
  UmUser user = plain_user ("557058:f5");

  user.name = "Ann Lee";
  user.email = "Ann@X.Example";
  assert_answers (&user, yes, no);
}

static void
test_patterns (void)
{
  static const struct
  {
    const char *name;
    const char *pattern;
    gboolean fits;
  } cases[] = {
    { "a", "a*a", FALSE },
    { "aa", "a*a", TRUE },
    { "aba", "a*a", TRUE },
    { "abab", "*ab", TRUE },
    { "abac", "*ab", FALSE },
    { "aab", "*ab*", TRUE },
    { "mississippi", "*iss*ip*", TRUE },
    { "mississippi", "*iss?ss*", TRUE },
    { "mississippi", "m*i*s*p?", TRUE },
    { "mississippi", "m*ipp", FALSE },
    { "\303\244\303\266\303\274\303\237", "?????", TRUE },
    { "\351\231\210\346\230\216", "??", TRUE },
    { "\351\231\210\346\230\216", "???", FALSE },
    { "\351\231\210\346\230\216", "*\346\230\216", TRUE },
    { "\351\231\210\346\230\216", "*?", TRUE },
    { "\351\231\210\346\230\216", "*??*", TRUE },
    { "\351\231\210\346\230\216", "*???*", FALSE },
    { "100%", "*\357\274\205", TRUE },
    { "\351\231\210bc", "*??b*", FALSE },
    { "what?", "wha??", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat ("name:", cases[i].pattern, NULL);
      UmUser user = plain_user ("0");
      g_autoptr (UmDirectory) directory = NULL;

      user.name = cases[i].name;
      directory = directory_of (&user);
      g_assert_cmpint (ask (directory, 0, text), ==, cases[i].fits ? UM_YES : UM_NO);
    }
}

/* Full-width signs fold to * and ?, which then are letters as others. */
static void
test_folded_signs (void)
{
  UmUser user = plain_user ("0");
  g_autoptr (UmDirectory) directory = NULL;

  user.name = "a*b";
  directory = directory_of (&user);
  g_assert_cmpint (ask (directory, 0, "name:a\357\274\212b"), ==, UM_YES);
  g_assert_cmpint (ask (directory, 0, "name:\357\274\212"), ==, UM_YES);
  g_assert_cmpint (ask (directory, 0, "name:\"*\""), ==, UM_YES);
  g_assert_cmpint (ask (directory, 0, "name:?\357\274\212b"), ==, UM_YES);
  g_assert_cmpint (ask (directory, 0, "name:\357\274\212?"), ==, UM_NO);
}

/* A pattern that backtracks without end would never come back from this. */
static void
test_pattern_time (void)
{
  g_autofree char *name = g_strnfill (1000, 'a');
  g_autoptr (GString) pattern = g_string_new ("name:");
  UmUser user = plain_user ("0");
  g_autoptr (UmDirectory) directory = NULL;

  user.name = name;
  directory = directory_of (&user);
  for (guint i = 0; i < 400; i++)
    g_string_append (pattern, "*a");
  g_string_append (pattern, "*b*");
  g_assert_cmpint (ask (directory, 0, pattern->str), ==, UM_NO);
  g_string_append (pattern, ",*a*a*a*a*a*a*a*a*a*a?*");
  g_assert_cmpint (ask (directory, 0, pattern->str), ==, UM_YES);
}

static void
test_texts_unknown (void)
{
  static const char *const unknown[] = {
    "name:ann", "name:*", "email:x", "email:*", "email:*@x.example,a", "name:bob email:x", NULL,
  };
  static const char *const yes[] = {
    "name:unknown", "email:unknown", "email:x,unknown", "-id:unknown", "-x", NULL,
  };
  static const char *const no[] = { "x", "-email:unknown", "id:x", NULL };
  UmUser user = plain_user ("0");
  g_autoptr (UmDirectory) directory = directory_of (&user);

  for (guint i = 0; unknown[i] != NULL; i++)
    g_assert_cmpint (ask (directory, 0, unknown[i]), ==, UM_UNKNOWN);
  assert_answers (&user, yes, no);
  user.email = "";
  assert_answers (&user, yes, no);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/filter/texts/words", test_words);
  g_test_add_func ("/filter/texts/folding", test_folding);
  g_test_add_func ("/filter/texts/contained", test_texts);
  g_test_add_func ("/filter/texts/patterns", test_patterns);
  g_test_add_func ("/filter/texts/folded-signs", test_folded_signs);
  g_test_add_func ("/filter/texts/pattern-time", test_pattern_time);
  g_test_add_func ("/filter/texts/unknown", test_texts_unknown);

  return g_test_run ();
}
