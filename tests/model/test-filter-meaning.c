/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each line of PRODUCT.md §4 means for one user, known and unknown. Every question is asked in
 * both ways, of the row and of the whole directory, and negated. */

#include "um-filter.h"

#include "um-enums.h"

#include <string.h>

#define DAY 86400

/* 2026-08-15 12:00 UTC */
#define NOW G_GINT64_CONSTANT (1786795200)

static UmUser
plain_user (const char *account_id)
{
  return (UmUser){ .account_id = account_id,
                   .name = "",
                   .status = UM_STATUS_ACTIVE,
                   .type = UM_TYPE_PERSON,
                   .managed = UM_YES,
                   .synced = UM_NO,
                   .last_login = UM_TIME_UNKNOWN,
                   .added = UM_TIME_UNKNOWN };
}

/* Takes the builder. */
static UmDirectory *
end (UmDirectoryBuilder *builder)
{
  um_directory_builder_set_read (builder, NOW, NOW);
  return um_directory_builder_end (builder);
}

static UmDirectory *
directory_of (const UmUser *user)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  um_directory_builder_add_user (builder, user);
  return end (builder);
}

static UmTruth
ask_in (const UmDirectory *directory, const UmFilterContext *context, guint row, const char *text)
{
  g_autoptr (UmFilter) filter = um_filter_parse (text, NULL);
  g_autoptr (UmFilter) negation = NULL;
  g_autoptr (UmBitset) yes = NULL;
  g_autoptr (UmBitset) no = NULL;
  UmTruth truth;

  if (filter == NULL)
    g_error ("“%s” can't be read", text);

  negation = um_filter_not (filter);
  truth = um_filter_evaluate_row (filter, directory, context, row);
  yes = um_filter_evaluate (filter, directory, context);
  no = um_filter_evaluate (negation, directory, context);
  g_test_message ("row %u, %s: %d", row, text, truth);
  g_assert_cmpint (um_bitset_contains (yes, row), ==, truth == UM_YES);
  g_assert_cmpint (um_bitset_contains (no, row), ==, truth == UM_NO);

  return truth;
}

static UmTruth
ask (const UmDirectory *directory, guint row, const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  UmFilterContext context = { .now = NOW, .zone = utc };

  return ask_in (directory, &context, row, text);
}

static void
assert_answers (const UmUser *user, const char *const *yes, const char *const *no)
{
  g_autoptr (UmDirectory) directory = directory_of (user);

  for (guint i = 0; yes[i] != NULL; i++)
    g_assert_cmpint (ask (directory, 0, yes[i]), ==, UM_YES);
  for (guint i = 0; no[i] != NULL; i++)
    g_assert_cmpint (ask (directory, 0, no[i]), ==, UM_NO);
}

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

static void
test_status (void)
{
  /* Rows: the user's status; columns: the value; y yes, n no, ? unknown. */
  static const char *const table[] = {
    [UM_STATUS_UNKNOWN] = "y???????",   [UM_STATUS_ACTIVE] = "nynnnnnn",
    [UM_STATUS_SUSPENDED] = "nnynnnny", [UM_STATUS_DEACTIVATED] = "nnnynnny",
    [UM_STATUS_DELETED] = "nnnnynny",   [UM_STATUS_FORMER] = "nnnnnyny",
    [UM_STATUS_NO_ACCESS] = "nnnnnnyn", [UM_STATUS_INACTIVE] = "nn?????y",
  };

  for (guint status = 0; status < G_N_ELEMENTS (table); status++)
    {
      UmUser user = plain_user ("0");
      g_autoptr (UmDirectory) directory = NULL;

      user.status = status;
      directory = directory_of (&user);
      for (guint value = 0; value < G_N_ELEMENTS (table); value++)
        {
          g_autofree char *text = g_strconcat ("status:", um_user_status_to_nick (value), NULL);
          char expected = table[status][value];

          g_assert_cmpint (ask (directory, 0, text), ==,
                           expected == 'y'   ? UM_YES
                           : expected == 'n' ? UM_NO
                                             : UM_UNKNOWN);
        }
    }
}

static void
test_any_of (void)
{
  UmUser user = plain_user ("0");
  g_autoptr (UmDirectory) inactive = NULL;
  g_autoptr (UmDirectory) unknown = NULL;

  user.status = UM_STATUS_INACTIVE;
  inactive = directory_of (&user);
  user.status = UM_STATUS_UNKNOWN;
  unknown = directory_of (&user);

  g_assert_cmpint (ask (inactive, 0, "status:active,suspended"), ==, UM_UNKNOWN);
  g_assert_cmpint (ask (inactive, 0, "status:suspended,active"), ==, UM_UNKNOWN);
  g_assert_cmpint (ask (inactive, 0, "status:suspended,inactive"), ==, UM_YES);
  g_assert_cmpint (ask (inactive, 0, "status:active,unknown"), ==, UM_NO);
  g_assert_cmpint (ask (unknown, 0, "status:active,unknown"), ==, UM_YES);
  g_assert_cmpint (ask (unknown, 0, "status:active,former"), ==, UM_UNKNOWN);
}

static void
test_codes (void)
{
  static const char *const yes[] = { "type:app",        "managed:no",  "synced:yes",
                                     "type:person,app", "-type:guest", "-type:unknown",
                                     "managed:yes,no",  NULL };
  static const char *const no[] = {
    "type:person",     "managed:yes",         "synced:no", "type:unknown",
    "managed:unknown", "type:customer,guest", NULL
  };
  static const char *const unknown[] = {
    "type:app", "managed:no", "synced:yes", "managed:yes,no", "type:person,app,customer,guest", NULL
  };
  static const char *const unknown_yes[] = { "type:unknown", "managed:unknown", "synced:unknown",
                                             "type:app,unknown", NULL };
  static const char *const unknown_no[] = { "-type:unknown", "-managed:unknown", NULL };
  UmUser user = plain_user ("0");
  g_autoptr (UmDirectory) directory = NULL;

  user.type = UM_TYPE_APP;
  user.managed = UM_NO;
  user.synced = UM_YES;
  assert_answers (&user, yes, no);

  user.type = UM_TYPE_UNKNOWN;
  user.managed = UM_UNKNOWN;
  user.synced = UM_UNKNOWN;
  assert_answers (&user, unknown_yes, unknown_no);
  directory = directory_of (&user);
  for (guint i = 0; unknown[i] != NULL; i++)
    g_assert_cmpint (ask (directory, 0, unknown[i]), ==, UM_UNKNOWN);
}

/* Rows: 0 in the known group a and the unread group u; 1 in none, as far as is known; 2 in none,
 * and wholly known. Two groups bear the name "Twin": one known, one unread. */
static UmDirectory *
directory_of_groups (void)
{
  static const UmThing groups[] = {
    { .id = "1", .name = "Alpha Team", .known = TRUE },
    { .id = "2", .name = "unread" },
    { .id = "3", .name = "Twin", .known = TRUE },
    { .id = "4", .name = "TW\303\217N" },
    { .id = "Alpha Team", .name = "unknown", .known = TRUE },
  };
  static const UmThing product = { .id = "jira-software", .name = "Jira Software", .known = TRUE };
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  for (guint row = 0; row < 3; row++)
    {
      g_autofree char *id = g_strdup_printf ("%u", row);
      UmUser user = plain_user (id);

      um_directory_builder_add_user (builder, &user);
    }
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    um_directory_builder_add_thing (builder, UM_SET_GROUPS, &groups[i]);
  um_directory_builder_add_thing (builder, UM_SET_PRODUCTS, &product);

  um_directory_builder_begin_row (builder, UM_SET_GROUPS, 2);
  um_directory_builder_add_member (builder, UM_SET_GROUPS, 0, 0);
  um_directory_builder_add_member (builder, UM_SET_GROUPS, 1, 0);
  um_directory_builder_add_member (builder, UM_SET_GROUPS, 2, 2);
  um_directory_builder_add_member (builder, UM_SET_PRODUCTS, 0, 1);

  return end (builder);
}

static void
test_sets (void)
{
  static const struct
  {
    const char *text;
    UmTruth truths[3];
  } cases[] = {
    { "group:\"alpha TEAM\"", { UM_YES, UM_NO, UM_NO } },
    { "-group:\"alpha team\"", { UM_NO, UM_YES, UM_YES } },
    { "group:id:1", { UM_YES, UM_NO, UM_NO } },
    { "group:unread", { UM_YES, UM_UNKNOWN, UM_NO } },
    { "-group:unread", { UM_NO, UM_UNKNOWN, UM_YES } },
    { "group:twin", { UM_UNKNOWN, UM_UNKNOWN, UM_YES } },
    { "group:id:3", { UM_NO, UM_NO, UM_YES } },
    { "group:id:4", { UM_UNKNOWN, UM_UNKNOWN, UM_NO } },
    { "group:id:3,id:4", { UM_UNKNOWN, UM_UNKNOWN, UM_YES } },
    { "group:\"alpha team\",unread", { UM_YES, UM_UNKNOWN, UM_NO } },
    { "group:unknown", { UM_YES, UM_YES, UM_NO } },
    { "-group:unknown", { UM_NO, UM_NO, UM_YES } },
    { "group:unread,unknown", { UM_YES, UM_YES, UM_NO } },
    { "group:\"unknown\"", { UM_NO, UM_NO, UM_NO } },
    { "group:\"id:1\"", { UM_UNKNOWN, UM_UNKNOWN, UM_UNKNOWN } },
    { "group:id:nothing", { UM_UNKNOWN, UM_UNKNOWN, UM_UNKNOWN } },
    { "group:nothing", { UM_UNKNOWN, UM_UNKNOWN, UM_UNKNOWN } },
    { "group:alpha", { UM_UNKNOWN, UM_UNKNOWN, UM_UNKNOWN } },
    { "group:nothing,\"alpha team\"", { UM_YES, UM_UNKNOWN, UM_UNKNOWN } },
    { "product:jira-software", { UM_NO, UM_YES, UM_NO } },
    { "product:JIRA-Software", { UM_NO, UM_YES, UM_NO } },
    { "product:\"jira software\"", { UM_NO, UM_YES, UM_NO } },
    { "product:id:jira-software", { UM_NO, UM_YES, UM_NO } },
    { "product:unknown", { UM_NO, UM_NO, UM_NO } },
    { "directory:unknown", { UM_YES, UM_YES, UM_YES } },
    { "-role:unknown", { UM_NO, UM_NO, UM_NO } },
    { "role:org-admin", { UM_UNKNOWN, UM_UNKNOWN, UM_UNKNOWN } },
  };
  g_autoptr (UmDirectory) directory = directory_of_groups ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint row = 0; row < 3; row++)
      g_assert_cmpint (ask (directory, row, cases[i].text), ==, cases[i].truths[row]);
}

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

static GHashTable *
new_list (const char *account_id)
{
  GHashTable *list = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (list, (gpointer) account_id);
  return list;
}

static void
test_lists (void)
{
  g_autoptr (GHashTable) lists = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                        (GDestroyNotify) g_hash_table_unref);
  UmFilterContext context = { .now = NOW, .lists = lists };
  UmFilterContext no_lists = { .now = NOW };
  UmUser user = plain_user ("0");
  g_autoptr (UmDirectory) directory = directory_of (&user);

  g_hash_table_insert (lists, (gpointer) "leavers", new_list ("0"));
  g_hash_table_insert (lists, (gpointer) "my list", new_list ("1"));
  g_hash_table_insert (lists, (gpointer) "empty", new_list ("0"));
  g_hash_table_remove_all (g_hash_table_lookup (lists, "empty"));

  g_assert_cmpint (ask_in (directory, &context, 0, "list:Leavers"), ==, UM_YES);
  g_assert_cmpint (ask_in (directory, &context, 0, "list:\"MY list\""), ==, UM_NO);
  g_assert_cmpint (ask_in (directory, &context, 0, "list:empty,leavers"), ==, UM_YES);
  g_assert_cmpint (ask_in (directory, &context, 0, "list:empty"), ==, UM_NO);
  g_assert_cmpint (ask_in (directory, &context, 0, "list:other"), ==, UM_UNKNOWN);
  g_assert_cmpint (ask_in (directory, &context, 0, "list:other,empty"), ==, UM_UNKNOWN);
  g_assert_cmpint (ask_in (directory, &context, 0, "list:other,leavers"), ==, UM_YES);
  g_assert_cmpint (ask_in (directory, &context, 0, "list:unknown"), ==, UM_NO);
  g_assert_cmpint (ask_in (directory, &no_lists, 0, "list:leavers"), ==, UM_UNKNOWN);
}

static void
test_logic (void)
{
  static const char *const atoms[] = { "managed:yes", "synced:yes", "type:app" };
  static const UmTruth values[] = { UM_UNKNOWN, UM_YES, UM_NO };
  UmUser user = plain_user ("0");
  g_autoptr (UmDirectory) directory = NULL;

  user.managed = UM_UNKNOWN;
  user.synced = UM_YES;
  user.type = UM_TYPE_PERSON;
  directory = directory_of (&user);

  for (guint a = 0; a < G_N_ELEMENTS (atoms); a++)
    for (guint b = 0; b < G_N_ELEMENTS (atoms); b++)
      {
        g_autofree char *both = g_strconcat (atoms[a], " ", atoms[b], NULL);
        g_autofree char *either = g_strconcat (atoms[a], " OR ", atoms[b], NULL);
        g_autofree char *neither = g_strconcat ("-(", either, ")", NULL);
        UmTruth left = values[a];
        UmTruth right = values[b];
        UmTruth either_truth = left == UM_YES || right == UM_YES ? UM_YES
                               : left == UM_NO && right == UM_NO ? UM_NO
                                                                 : UM_UNKNOWN;

        g_assert_cmpint (ask (directory, 0, both), ==,
                         left == UM_NO || right == UM_NO     ? UM_NO
                         : left == UM_YES && right == UM_YES ? UM_YES
                                                             : UM_UNKNOWN);
        g_assert_cmpint (ask (directory, 0, either), ==, either_truth);
        g_assert_cmpint (ask (directory, 0, neither), ==,
                         either_truth == UM_UNKNOWN ? UM_UNKNOWN
                         : either_truth == UM_YES   ? UM_NO
                                                    : UM_YES);
      }
  g_assert_cmpint (ask (directory, 0, ""), ==, UM_YES);
}

static void
test_check (void)
{
  static const struct
  {
    const char *text;
    UmFilterFault fault;
    guint position;
    guint length;
    const char *piece;
  } cases[] = {
    { "", UM_FILTER_FINE, 0, 0, NULL },
    { "group:\"alpha team\",twin,id:2,unknown product:\"Jira SOFTWARE\",jira-software list:here",
      UM_FILTER_FINE, 0, 0, NULL },
    { "directory:unknown role:unknown list:unknown name:nobody", UM_FILTER_FINE, 0, 0, NULL },
    { "group:nobody", UM_FILTER_NO_SUCH_GROUP, 6, 6, "nobody" },
    { "\303\244 (b OR -group:twin,\"n o\")", UM_FILTER_NO_SUCH_GROUP, 20, 5, "n o" },
    { "group:id:twin", UM_FILTER_NO_SUCH_GROUP, 6, 7, "twin" },
    { "group:\"id:1\"", UM_FILTER_NO_SUCH_GROUP, 6, 6, "id:1" },
    { "group:alpha", UM_FILTER_NO_SUCH_GROUP, 6, 5, "alpha" },
    { "directory:Acme", UM_FILTER_NO_SUCH_DIRECTORY, 10, 4, "Acme" },
    { "x OR product:confluence", UM_FILTER_NO_SUCH_PRODUCT, 13, 10, "confluence" },
    { "-role:org-admin", UM_FILTER_NO_SUCH_ROLE, 6, 9, "org-admin" },
    { "list:gone group:nobody", UM_FILTER_NO_SUCH_LIST, 5, 4, "gone" },
  };
  g_autoptr (GHashTable) lists = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                        (GDestroyNotify) g_hash_table_unref);
  UmFilterContext context = { .now = NOW, .lists = lists };
  g_autoptr (UmDirectory) directory = directory_of_groups ();

  g_hash_table_insert (lists, (gpointer) "here", new_list ("0"));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UmFilter) filter = um_filter_parse (cases[i].text, NULL);
      g_auto (UmFilterProblem) problem = { 0 };
      gboolean fine = cases[i].fault == UM_FILTER_FINE;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (um_filter_check (filter, directory, &context, &problem), ==, fine);
      g_assert_cmpint (problem.fault, ==, cases[i].fault);
      g_assert_cmpuint (problem.position, ==, cases[i].position);
      g_assert_cmpuint (problem.length, ==, cases[i].length);
      g_assert_cmpstr (problem.text, ==, cases[i].piece);
      g_assert_cmpint (um_filter_check (filter, directory, &context, NULL), ==, fine);
    }
}

static void
test_no_users (void)
{
  g_autoptr (UmDirectory) directory = end (um_directory_builder_new ());
  UmFilterContext context = { .now = NOW };
  static const char *const texts[] = {
    "",          "a",      "-a",           "name:a*", "-group:unknown", "login:never",
    "added:>1d", "list:x", "status:active"
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (UmFilter) filter = um_filter_parse (texts[i], NULL);
      g_autoptr (UmBitset) rows = um_filter_evaluate (filter, directory, &context);

      g_assert_cmpuint (um_bitset_count (rows), ==, 0);
      g_assert_cmpuint (um_bitset_get_n_rows (rows), ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/filter/words", test_words);
  g_test_add_func ("/filter/folding", test_folding);
  g_test_add_func ("/filter/texts", test_texts);
  g_test_add_func ("/filter/patterns", test_patterns);
  g_test_add_func ("/filter/folded-signs", test_folded_signs);
  g_test_add_func ("/filter/pattern-time", test_pattern_time);
  g_test_add_func ("/filter/texts-unknown", test_texts_unknown);
  g_test_add_func ("/filter/status", test_status);
  g_test_add_func ("/filter/any-of", test_any_of);
  g_test_add_func ("/filter/codes", test_codes);
  g_test_add_func ("/filter/sets", test_sets);
  g_test_add_func ("/filter/logins", test_logins);
  g_test_add_func ("/filter/ages", test_ages);
  g_test_add_func ("/filter/extreme-now", test_extreme_now);
  g_test_add_func ("/filter/days", test_days);
  g_test_add_func ("/filter/ranges", test_ranges);
  g_test_add_func ("/filter/lists", test_lists);
  g_test_add_func ("/filter/logic", test_logic);
  g_test_add_func ("/filter/check", test_check);
  g_test_add_func ("/filter/no-users", test_no_users);

  return g_test_run ();
}
