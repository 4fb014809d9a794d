/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading filters: the grammar of PRODUCT.md §4, as the tree it makes. */

#include "filter-support.h"

/* The tree as a text that shows its structure: (and a (not b)), conditions as key=kind/text. */
static void
dump (const UmFilter *filter, GString *out)
{
  static const char *const names[] = { "and", "or", "not", "word", "" };
  static const char *const kinds[] = { "text",   "pattern", "code",  "unknown", "id",
                                       "before", "after",   "range", "older",   "newer" };
  UmFilterKind kind = um_filter_get_kind (filter);

  g_string_append_printf (out, "(%s", names[kind]);
  if (kind == UM_FILTER_CONDITION)
    g_string_append (out, um_filter_key_to_nick (um_filter_get_key (filter)));
  for (guint i = 0; i < um_filter_get_n_values (filter); i++)
    {
      const UmFilterValue *value = um_filter_get_value (filter, i);

      g_string_append_printf (out, " %s[%s]", kinds[value->kind], value->text);
    }
  for (guint i = 0; i < um_filter_get_n_children (filter); i++)
    {
      g_string_append_c (out, ' ');
      dump (um_filter_get_child (filter, i), out);
    }
  g_string_append_c (out, ')');
}

/* What is written to a GString is compared with what is expected. */
static void
assert_tree (const UmFilter *filter, const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);

  dump (filter, out);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_grammar (void)
{
  static const struct
  {
    const char *text;
    const char *tree;
    const char *printed;
  } cases[] = {
    { "", "(and)", "" },
    { " \t\n\302\240\343\200\200", "(and)", "" },
    { "ann", "(word text[ann])", "ann" },
    { "ann lee", "(and (word text[ann]) (word text[lee]))", "ann lee" },
    { "a AND b", "(and (word text[a]) (word text[b]))", "a b" },
    { "a\302\240b", "(and (word text[a]) (word text[b]))", "a b" },
    { "a OR b", "(or (word text[a]) (word text[b]))", "a OR b" },
    { "a b OR c", "(or (and (word text[a]) (word text[b])) (word text[c]))", "a b OR c" },
    { "a AND b OR c d",
      "(or (and (word text[a]) (word text[b])) (and (word text[c]) (word text[d])))",
      "a b OR c d" },
    { "a (b OR c)", "(and (word text[a]) (or (word text[b]) (word text[c])))", "a (b OR c)" },
    { "(a b) c", "(and (word text[a]) (word text[b]) (word text[c]))", "a b c" },
    { "a OR (b OR (c))", "(or (word text[a]) (word text[b]) (word text[c]))", "a OR b OR c" },
    { "((((a))))", "(word text[a])", "a" },
    { "-a", "(not (word text[a]))", "-a" },
    { "NOT a", "(not (word text[a]))", "-a" },
    { "NOT(a)", "(not (word text[a]))", "-a" },
    { "a -b", "(and (word text[a]) (not (word text[b])))", "a -b" },
    { "a AND NOT b", "(and (word text[a]) (not (word text[b])))", "a -b" },
    { "a OR -b", "(or (word text[a]) (not (word text[b])))", "a OR -b" },
    { "-(a b)", "(not (and (word text[a]) (word text[b])))", "-(a b)" },
    { "-(a OR b) c", "(and (not (or (word text[a]) (word text[b]))) (word text[c]))",
      "-(a OR b) c" },
    { "-(-a)", "(word text[a])", "a" },
    { "NOT (NOT (a OR b))", "(or (word text[a]) (word text[b]))", "a OR b" },
    { "c -(-(a b))", "(and (word text[c]) (word text[a]) (word text[b]))", "c a b" },
    { "a(b)c", "(and (word text[a]) (word text[b]) (word text[c]))", "a b c" },
    { "(a)(b)", "(and (word text[a]) (word text[b]))", "a b" },
    { "name:x(y)", "(and (name text[x]) (word text[y]))", "name:x y" },
    { "x AND(y)", "(and (word text[x]) (word text[y]))", "x y" },
    /* Operators are capitals and whole words. */
    { "and or not", "(and (word text[and]) (word text[or]) (word text[not]))", "and or not" },
    { "ORLANDO NOTE ANDY", "(and (word text[ORLANDO]) (word text[NOTE]) (word text[ANDY]))",
      "ORLANDO NOTE ANDY" },
    { "\"OR\"", "(word text[OR])", "\"OR\"" },
    { "name:OR", "(name text[OR])", "name:OR" },
    /* A dash negates only at the start of an atom. */
    { "jean-luc a- name:-x", "(and (word text[jean-luc]) (word text[a-]) (name text[-x]))",
      "jean-luc a- name:-x" },
    { "\"-a\"", "(word text[-a])", "\"-a\"" },
    { "-\"-a\"", "(not (word text[-a]))", "-\"-a\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UmFilter) filter = read_filter (cases[i].text);
      g_autofree char *printed = um_filter_print (filter);

      g_test_message ("%s", cases[i].text);
      assert_tree (filter, cases[i].tree);
      g_assert_cmpstr (printed, ==, cases[i].printed);
    }
}

static void
test_words (void)
{
  static const struct
  {
    const char *text;
    const char *word;
    const char *printed;
  } cases[] = {
    { "557058:f58131cb-b67d-43c7", "557058:f58131cb-b67d-43c7", NULL },
    { "qm:7b5e:1", "qm:7b5e:1", NULL },
    { "ug:7b5e", "ug:7b5e", NULL },
    { "5b10a2844c20165700ede21f", "5b10a2844c20165700ede21f", NULL },
    { "lee,ann", "lee,ann", NULL },
    { "a*b?", "a*b?", NULL },
    { "DOMAIN\\user", "DOMAIN\\user", NULL },
    { ":x", ":x", NULL },
    { "a1:b", "a1:b", NULL },
    { "unknown", "unknown", NULL },
    { "<5d", "<5d", NULL },
    { "5\"", "5\"", "\"5\\\"\"" },
    { "\"ann lee\"", "ann lee", NULL },
    { "\"ann\"", "ann", "ann" },
    { "\"a(b)\"", "a(b)", NULL },
    { "\"say \\\"hi\\\" \\\\ \\n\"", "say \"hi\" \\ \\n", "\"say \\\"hi\\\" \\\\ \\\\n\"" },
    { "\"group:x\"", "group:x", NULL },
    { "\"foo:x\"", "foo:x", NULL },
    { "\"a\nb\"", "a\nb", NULL },
    { "\"a\302\240b\"", "a\302\240b", NULL },
    { "\327\251\327\234\327\225\327\235", "\327\251\327\234\327\225\327\235", NULL },
    { "\342\200\256evil", "\342\200\256evil", NULL },
    { "\360\237\230\200", "\360\237\230\200", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UmFilter) filter = read_filter (cases[i].text);
      g_autoptr (UmFilter) built = um_filter_word (cases[i].word);
      g_autofree char *printed = um_filter_print (filter);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (um_filter_get_kind (filter), ==, UM_FILTER_WORD);
      g_assert_cmpuint (um_filter_get_n_values (filter), ==, 1);
      g_assert_cmpstr (um_filter_get_value (filter, 0)->text, ==, cases[i].word);
      g_assert_cmpstr (printed, ==, cases[i].printed != NULL ? cases[i].printed : cases[i].text);
      g_assert_true (um_filter_equal (filter, built));
    }
}

static void
test_values (void)
{
  static const struct
  {
    const char *text;
    const char *tree;
    const char *printed;
  } cases[] = {
    { "email:*@old.example", "(email pattern[*@old.example])", NULL },
    { "email:\"*@old.example\"", "(email text[*@old.example])", NULL },
    { "EMAIL:x Name:y", "(and (email text[x]) (name text[y]))", "email:x name:y" },
    { "name:a,b", "(name text[a] text[b])", NULL },
    { "name:\"a,b\",c", "(name text[a,b] text[c])", NULL },
    { "name:\"a b\",\"c\"", "(name text[a b] text[c])", "name:\"a b\",c" },
    { "name:a\"b", "(name text[a\"b])", "name:\"a\\\"b\"" },
    { "name:a\"*", "(name pattern[a\"*])", NULL },
    { "name:a:b", "(name text[a:b])", NULL },
    { "name:unknown", "(name unknown[unknown])", NULL },
    { "name:Unknown,x", "(name unknown[unknown] text[x])", "name:unknown,x" },
    { "name:\"unknown\"", "(name text[unknown])", NULL },
    { "name:id:x", "(name text[id:x])", NULL },
    { "id:557058:f5", "(id text[557058:f5])", NULL },
    { "status:active", "(status code[active])", NULL },
    { "status:Active,NO-ACCESS", "(status code[active] code[no-access])",
      "status:active,no-access" },
    { "status:\"active\"", "(status code[active])", "status:active" },
    { "status:suspended,deactivated,deleted,former,inactive,unknown",
      "(status code[suspended] code[deactivated] code[deleted] code[former] code[inactive] "
      "unknown[unknown])",
      NULL },
    { "type:person,app,customer,guest", "(type code[person] code[app] code[customer] code[guest])",
      NULL },
    { "managed:yes", "(managed code[yes])", NULL },
    { "synced:no,unknown", "(synced code[no] unknown[unknown])", NULL },
    { "login:never", "(login code[never])", NULL },
    { "login:before,all", "(login code[before] code[all])", NULL },
    { "directory:\"Acme\"", "(directory text[Acme])", "directory:Acme" },
    { "group:jira-users", "(group text[jira-users])", NULL },
    { "group:\"A, B\",c", "(group text[A, B] text[c])", NULL },
    { "group:dev-*", "(group text[dev-*])", NULL },
    { "group:id:1f-2", "(group id[1f-2])", NULL },
    { "group:ID:1f-2", "(group id[1f-2])", "group:id:1f-2" },
    { "group:id:\"a b\",c", "(group id[a b] text[c])", NULL },
    { "group:id:unknown", "(group id[unknown])", NULL },
    { "group:\"id:x\"", "(group text[id:x])", NULL },
    { "group:unknown", "(group unknown[unknown])", NULL },
    { "product:id:ari:cloud:jira::site/1", "(product id[ari:cloud:jira::site/1])", NULL },
    { "role:org-admin", "(role text[org-admin])", NULL },
    { "list:leavers", "(list text[leavers])", NULL },
    { "list:\"my list\"", "(list text[my list])", NULL },
    { "last-login:<2026-08-01", "(last-login before[<2026-08-01])", NULL },
    { "Last-Login:>2026-08-01", "(last-login after[>2026-08-01])", "last-login:>2026-08-01" },
    { "last-login:2026-08-01..2026-08-03", "(last-login range[2026-08-01..2026-08-03])", NULL },
    { "last-login:2026-08-01", "(last-login range[2026-08-01])", NULL },
    { "last-login:2026-08-01..2026-08-01", "(last-login range[2026-08-01])",
      "last-login:2026-08-01" },
    { "last-login:>90d", "(last-login older[>90d])", NULL },
    { "added:<012W", "(added newer[<12w])", "added:<12w" },
    { "added:>3m,unknown", "(added older[>3m] unknown[unknown])", NULL },
    { "added:<1y", "(added newer[<1y])", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UmFilter) filter = read_filter (cases[i].text);
      g_autofree char *printed = um_filter_print (filter);

      g_test_message ("%s", cases[i].text);
      assert_tree (filter, cases[i].tree);
      g_assert_cmpstr (printed, ==, cases[i].printed != NULL ? cases[i].printed : cases[i].text);
    }
}

/* What sentences are made of. */
static void
test_value_members (void)
{
  g_autoptr (UmFilter) age = read_filter ("last-login:>3m");
  g_autoptr (UmFilter) range = read_filter ("added:2024-02-29..2026-12-31");
  g_autoptr (UmFilter) before = read_filter ("added:<2024-02-29");
  g_autoptr (UmFilter) codes = read_filter ("status:former");
  g_autoptr (UmFilter) truth = read_filter ("managed:no");
  g_autoptr (UmFilter) login = read_filter ("login:before");

  g_assert_cmpuint (um_filter_get_value (age, 0)->amount, ==, 3);
  g_assert_cmpint (um_filter_get_value (age, 0)->unit, ==, 'm');
  g_assert_cmpint (um_filter_get_value (age, 0)->seconds, ==, 90 * 86400);
  g_assert_cmpint (um_filter_get_value (range, 0)->from, ==, 20240229);
  g_assert_cmpint (um_filter_get_value (range, 0)->to, ==, 20261231);
  g_assert_cmpint (um_filter_get_value (before, 0)->from, ==, 20240229);
  g_assert_cmpuint (um_filter_get_value (codes, 0)->code, ==, UM_STATUS_FORMER);
  g_assert_cmpuint (um_filter_get_value (truth, 0)->code, ==, UM_NO);
  g_assert_cmpuint (um_filter_get_value (login, 0)->code, ==, UM_LOGIN_BEFORE);
}

static void
test_equal (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    gboolean equal;
  } cases[] = {
    { "a b", "  (a)  AND  b ", TRUE },
    { "a b", "b a", FALSE },
    { "a b", "a OR b", FALSE },
    { "a b", "a b c", FALSE },
    { "-a", "a", FALSE },
    { "", "a", FALSE },
    { "name:a", "name:\"a\"", TRUE },
    { "name:a", "name:A", FALSE },
    { "name:a", "email:a", FALSE },
    { "name:a", "a", FALSE },
    { "name:a*", "name:\"a*\"", FALSE },
    { "name:a,b", "name:a", FALSE },
    { "name:unknown", "name:\"unknown\"", FALSE },
    { "group:id:a", "group:\"id:a\"", FALSE },
    { "added:>07d", "ADDED:>7D", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UmFilter) a = read_filter (cases[i].a);
      g_autoptr (UmFilter) b = read_filter (cases[i].b);

      g_test_message ("%s, %s", cases[i].a, cases[i].b);
      g_assert_cmpint (um_filter_equal (a, b), ==, cases[i].equal);
      g_assert_cmpint (um_filter_equal (b, a), ==, cases[i].equal);
      g_assert_true (um_filter_equal (a, a));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/filter/parse/grammar", test_grammar);
  g_test_add_func ("/filter/parse/words", test_words);
  g_test_add_func ("/filter/parse/values", test_values);
  g_test_add_func ("/filter/parse/value-members", test_value_members);
  g_test_add_func ("/filter/parse/equal", test_equal);

  return g_test_run ();
}
