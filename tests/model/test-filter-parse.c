/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading, printing, taking apart and putting together filters: the grammar of PRODUCT.md §4, where
 * an error is said to be, and hostile text. */

#include "um-filter.h"

#include <string.h>

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

/* Reads @text, which must be fine; what it prints must read as the same filter. */
static UmFilter *
parse (const char *text)
{
  g_auto (UmFilterProblem) problem = { 0 };
  UmFilter *filter = um_filter_parse (text, &problem);
  g_autoptr (UmFilter) again = NULL;
  g_autofree char *printed = NULL;
  g_autofree char *printed_again = NULL;

  if (filter == NULL)
    g_error ("“%s” at %u: fault %d", text, problem.position, problem.fault);
  g_assert_cmpint (problem.fault, ==, UM_FILTER_FINE);
  g_assert_null (problem.text);

  printed = um_filter_print (filter);
  again = um_filter_parse (printed, NULL);
  g_assert_nonnull (again);
  g_assert_true (um_filter_equal (filter, again));
  printed_again = um_filter_print (again);
  g_assert_cmpstr (printed, ==, printed_again);

  return filter;
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
      g_autoptr (UmFilter) filter = parse (cases[i].text);
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
      g_autoptr (UmFilter) filter = parse (cases[i].text);
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
      g_autoptr (UmFilter) filter = parse (cases[i].text);
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
  g_autoptr (UmFilter) age = parse ("last-login:>3m");
  g_autoptr (UmFilter) range = parse ("added:2024-02-29..2026-12-31");
  g_autoptr (UmFilter) before = parse ("added:<2024-02-29");
  g_autoptr (UmFilter) codes = parse ("status:former");
  g_autoptr (UmFilter) truth = parse ("managed:no");
  g_autoptr (UmFilter) login = parse ("login:before");

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
test_problems (void)
{
  static const struct
  {
    const char *text;
    UmFilterFault fault;
    guint position;
    guint length;
    const char *piece;
  } cases[] = {
    { "foo:x", UM_FILTER_UNKNOWN_KEY, 0, 3, "foo" },
    { "ann -foo:x", UM_FILTER_UNKNOWN_KEY, 5, 3, "foo" },
    { "https://x.example", UM_FILTER_UNKNOWN_KEY, 0, 5, "https" },
    { "\303\251\303\250 gr\303\266\303\237e:x", UM_FILTER_UNKNOWN_KEY, 3, 5,
      "gr\303\266\303\237e" },
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

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (UmFilterProblem) problem = { 0 };

      g_test_message ("case %u", i);
      g_assert_null (um_filter_parse (cases[i].text, &problem));
      g_assert_cmpint (problem.fault, ==, cases[i].fault);
      g_assert_cmpuint (problem.position, ==, cases[i].position);
      g_assert_cmpuint (problem.length, ==, cases[i].length);
      g_assert_cmpstr (problem.text, ==, cases[i].piece);
      g_assert_null (um_filter_parse (cases[i].text, NULL));
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
  g_autoptr (UmFilter) filter = parse (deepest);
  g_autoptr (UmFilter) plain = parse (redundant);
  g_autoptr (UmFilter) both = parse (alternating);
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
  g_autoptr (UmFilter) filter = parse (longest);
  g_autoptr (UmFilter) many = parse (words);
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
          g_autoptr (UmFilter) again = parse (text->str);
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
      g_autoptr (UmFilter) a = parse (cases[i].a);
      g_autoptr (UmFilter) b = parse (cases[i].b);

      g_test_message ("%s, %s", cases[i].a, cases[i].b);
      g_assert_cmpint (um_filter_equal (a, b), ==, cases[i].equal);
      g_assert_cmpint (um_filter_equal (b, a), ==, cases[i].equal);
      g_assert_true (um_filter_equal (a, a));
    }
}

static void
test_parts (void)
{
  static const struct
  {
    const char *text;
    guint n_parts;
    const char *second;
    const char *without_first;
  } cases[] = {
    { "", 0, NULL, NULL },
    { "a", 1, NULL, "" },
    { "-(a b)", 1, NULL, "" },
    { "a OR b", 1, NULL, "" },
    { "a (b OR c)", 2, "b OR c", "b OR c" },
    { "a -(b c) d", 3, "-(b c)", "-(b c) d" },
    { "status:active group:x,y last-login:>90d", 3, "group:x,y", "group:x,y last-login:>90d" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UmFilter) filter = parse (cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (um_filter_get_n_parts (filter), ==, cases[i].n_parts);
      g_assert_cmpint (um_filter_is_empty (filter), ==, cases[i].n_parts == 0);

      if (cases[i].n_parts > 0)
        {
          g_autoptr (UmFilter) first = um_filter_get_part (filter, 0);
          g_autoptr (UmFilter) rest = um_filter_without_part (filter, 0);
          g_autoptr (UmFilter) whole = um_filter_and (first, rest);
          g_autofree char *printed = um_filter_print (rest);

          g_assert_cmpstr (printed, ==, cases[i].without_first);
          g_assert_true (um_filter_equal (whole, filter));
        }
      if (cases[i].second != NULL)
        {
          g_autoptr (UmFilter) second = um_filter_get_part (filter, 1);
          g_autofree char *printed = um_filter_print (second);

          g_assert_cmpstr (printed, ==, cases[i].second);
        }
    }
}

/* Takes the filter. */
static void
assert_printed (UmFilter *filter, const char *expected)
{
  g_autoptr (UmFilter) again = NULL;
  g_autofree char *printed = um_filter_print (filter);

  g_assert_cmpstr (printed, ==, expected);
  again = parse (printed);
  g_assert_true (um_filter_equal (again, filter));
  um_filter_unref (filter);
}

static void
test_joining (void)
{
  g_autoptr (UmFilter) empty = parse ("");
  g_autoptr (UmFilter) a = parse ("a");
  g_autoptr (UmFilter) both = parse ("b c");
  g_autoptr (UmFilter) either = parse ("d OR e");
  g_autoptr (UmFilter) not_either = um_filter_not (either);

  assert_printed (um_filter_and (NULL, NULL), "");
  assert_printed (um_filter_and (a, NULL), "a");
  assert_printed (um_filter_and (empty, a), "a");
  assert_printed (um_filter_and (a, a), "a a");
  assert_printed (um_filter_and (a, both), "a b c");
  assert_printed (um_filter_and (both, either), "b c (d OR e)");
  assert_printed (um_filter_or (a, either), "a OR d OR e");
  assert_printed (um_filter_or (a, both), "a OR b c");
  assert_printed (um_filter_or (a, NULL), "");
  assert_printed (um_filter_or (empty, a), "");
  assert_printed (um_filter_not (a), "-a");
  assert_printed (um_filter_not (both), "-(b c)");
  assert_printed (um_filter_not (not_either), "d OR e");
  assert_printed (um_filter_not (NULL), "-login:all");
  assert_printed (um_filter_not (empty), "-login:all");
}

static void
test_building (void)
{
  const char *texts[] = { "a", "A, B", "*", "unknown", "id:x", "\"q\"", "(", "-", "OR", NULL };
  const char *codes[] = { "Active", "unknown", NULL };
  const char *times[] = { "<90d", "2024-02-29", NULL };
  const char *ids[] = { "ab-1", "a b", NULL };
  const char *patterns[] = { "*@x.example", "a?\"b", NULL };

  assert_printed (um_filter_condition (UM_KEY_NAME, texts),
                  "name:a,\"A, B\",\"*\",\"unknown\",id:x,\"\\\"q\\\"\",\"(\",-,OR");
  assert_printed (um_filter_condition (UM_KEY_GROUP, texts),
                  "group:a,\"A, B\",*,\"unknown\",\"id:x\",\"\\\"q\\\"\",\"(\",-,OR");
  assert_printed (um_filter_condition_of (UM_KEY_LIST, UM_VALUE_TEXT, texts),
                  "list:a,\"A, B\",*,\"unknown\",id:x,\"\\\"q\\\"\",\"(\",-,OR");
  assert_printed (um_filter_condition (UM_KEY_STATUS, codes), "status:active,unknown");
  assert_printed (um_filter_condition (UM_KEY_ADDED, times), "added:<90d,2024-02-29");
  assert_printed (um_filter_condition_of (UM_KEY_ROLE, UM_VALUE_ID, ids),
                  "role:id:ab-1,id:\"a b\"");
  assert_printed (um_filter_condition_of (UM_KEY_EMAIL, UM_VALUE_PATTERN, patterns),
                  "email:*@x.example,a?\"b");
  for (UmFilterKey key = 0; key < UM_N_KEYS; key++)
    {
      g_autofree char *expected = g_strconcat (um_filter_key_to_nick (key), ":unknown", NULL);

      assert_printed (um_filter_condition_of (key, UM_VALUE_UNKNOWN, NULL), expected);
    }
  assert_printed (um_filter_word ("-x y"), "\"-x y\"");
}

static void
test_building_refuses (void)
{
  static const struct
  {
    UmFilterKey key;
    UmValueKind kind;
    const char *text;
  } cases[] = {
    { UM_KEY_STATUS, UM_VALUE_TEXT, "busy" },  { UM_KEY_ADDED, UM_VALUE_TEXT, "2025-02-29" },
    { UM_KEY_NAME, UM_VALUE_TEXT, "" },        { UM_KEY_NAME, UM_VALUE_TEXT, "\314\201" },
    { UM_KEY_NAME, UM_VALUE_TEXT, "\377" },    { UM_KEY_GROUP, UM_VALUE_TEXT, "\377" },
    { UM_KEY_NAME, UM_VALUE_ID, "x" },         { UM_KEY_LIST, UM_VALUE_ID, "x" },
    { UM_KEY_STATUS, UM_VALUE_ID, "unknown" }, { UM_KEY_GROUP, UM_VALUE_PATTERN, "a*" },
    { UM_KEY_NAME, UM_VALUE_PATTERN, "a" },    { UM_KEY_NAME, UM_VALUE_PATTERN, "a b*" },
    { UM_KEY_NAME, UM_VALUE_PATTERN, "a,b*" }, { UM_KEY_NAME, UM_VALUE_PATTERN, "(*" },
    { UM_KEY_NAME, UM_VALUE_PATTERN, "\"*" },  { UM_KEY_NAME, UM_VALUE_PATTERN, "*\377" },
  };
  const char *none[] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *values[] = { cases[i].text, NULL };

      g_assert_null (um_filter_condition_of (cases[i].key, cases[i].kind, values));
    }
  g_assert_null (um_filter_condition (UM_KEY_NAME, none));
  g_assert_null (um_filter_word (""));
  g_assert_null (um_filter_word ("\377"));
  g_assert_null (um_filter_word ("\314\201"));
}

/* Whatever filters are put together, and whatever texts they hold, what they print reads the same.
 */
static UmFilter *
random_filter (guint depth)
{
  static const char *const pieces[] = { "a",  " ",       "(",        ")",        "\"", "\\",  ",",
                                        "*",  "?",       "-",        ":",        "OR", "x",   "id",
                                        "qm", "unknown", "\302\240", "\303\244", ">",  "name" };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (UmFilter) a = NULL;
  g_autoptr (UmFilter) b = NULL;
  UmFilter *filter = NULL;
  guint n = g_test_rand_int_range (1, 5);

  if (depth > 0 && g_test_rand_int_range (0, 4) > 0)
    {
      a = random_filter (depth - 1);
      b = random_filter (depth - 1);
      switch (g_test_rand_int_range (0, 3))
        {
        case 0:
          return um_filter_not (a);
        case 1:
          return um_filter_and (a, b);
        default:
          return um_filter_or (a, b);
        }
    }

  for (guint i = 0; i < n; i++)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

  if (g_test_rand_bit ())
    filter = um_filter_word (text->str);
  else
    {
      static const UmFilterKey keys[] = { UM_KEY_NAME, UM_KEY_ID, UM_KEY_GROUP, UM_KEY_LIST };
      static const UmValueKind kinds[] = { UM_VALUE_TEXT, UM_VALUE_PATTERN, UM_VALUE_ID };
      const char *values[] = { text->str, "b", NULL };

      filter = um_filter_condition_of (keys[g_test_rand_int_range (0, G_N_ELEMENTS (keys))],
                                       kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))],
                                       values);
    }

  return filter != NULL ? filter : um_filter_word ("w");
}

static void
test_print_identity (void)
{
  for (guint i = 0; i < (g_test_slow () ? 100000 : 5000); i++)
    {
      g_autoptr (UmFilter) filter = random_filter (g_test_rand_int_range (0, 6));
      g_autofree char *printed = um_filter_print (filter);
      g_autoptr (UmFilter) again = parse (printed);

      g_assert_true (um_filter_equal (filter, again));
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
  g_test_add_func ("/filter/parse/problems", test_problems);
  g_test_add_func ("/filter/parse/depth", test_depth);
  g_test_add_func ("/filter/parse/length", test_length);
  g_test_add_func ("/filter/parse/hostile", test_hostile);
  g_test_add_func ("/filter/equal", test_equal);
  g_test_add_func ("/filter/parts", test_parts);
  g_test_add_func ("/filter/joining", test_joining);
  g_test_add_func ("/filter/building", test_building);
  g_test_add_func ("/filter/building-refuses", test_building_refuses);
  g_test_add_func ("/filter/print-identity", test_print_identity);

  return g_test_run ();
}
