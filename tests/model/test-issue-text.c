/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of issues: what is filled in is a user's, and stays data whatever it is. */
#include "um-issue-text.h"

#include "um-problem.h"

#include <string.h>

static const UmIssuePerson ann = { "Ann Lee", "ann@acme.example", "557058:a" };
static const UmIssuePerson hidden = { "Björn Ek", NULL, "557058:b" };
static const UmIssuePerson nameless = { "", "n@acme.example", "557058:n" };

static void
assert_text (char *text, const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

static void
test_fill (void)
{
  assert_text (um_issue_text_fill ("{name} <{email}> is {account_id}", &ann),
               "Ann Lee <ann@acme.example> is 557058:a");
  assert_text (um_issue_text_fill ("{name}{name}\n\n{email}", &hidden), "Björn EkBjörn Ek\n\n–");
  assert_text (um_issue_text_fill ("{name}", &nameless), "557058:n");
  assert_text (um_issue_text_fill ("", &ann), "");
  /* Braces that are none of ours stay, and two are one. */
  assert_text (um_issue_text_fill ("{ name} {Name} {} { {{name} {{{name}}", &ann),
               "{ name} {Name} {} { {name} {Ann Lee}");
  assert_text (um_issue_text_fill ("a{", &ann), "a{");
}

/* A name that looks like a placeholder or markup, or that turns the direction. */
static void
test_odd_names (void)
{
  const UmIssuePerson odd = { "{email}<b>&amp;\u202Egro.\u2066x\u2029", "o@x", "o" };
  const UmIssuePerson broken = { "A\nB\tC\a", NULL, "c" };

  assert_text (um_issue_text_fill ("1 {name} 2", &odd), "1 {email}<b>&amp;gro.x 2");
  assert_text (um_issue_text_fill ("{name}|", &broken), "A B C |");
}

static void
test_check (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (um_issue_text_check ("{name} {email} {account_id} {{other} { } {X}", &error));
  g_assert_no_error (error);
  g_assert_false (um_issue_text_check ("Dear {name}, {nmae}!", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_ISSUE_PLACEHOLDER);
  g_assert_cmpstr (error->message, ==, "{nmae}");
  g_assert_true (um_issue_text_names_users ("x{email}"));
  g_assert_false (um_issue_text_names_users ("x{{email}"));
  g_assert_false (um_issue_text_names_users (""));
}

static void
test_summary (void)
{
  g_autofree char *full = g_strnfill (UM_ISSUE_MOST_SUMMARY, 'x');
  g_autofree char *name = g_strnfill (300, 'n');
  const UmIssuePerson wide = { name, NULL, "w" };
  g_autofree char *cut = um_issue_text_fill_summary ("Ü {name}", &wide);

  assert_text (um_issue_text_fill_summary (" a\r\nb\t{name} ", &ann), "a  b Ann Lee");
  assert_text (um_issue_text_fill_summary (full, NULL), full);
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, UM_ISSUE_MOST_SUMMARY);
  g_assert_true (g_utf8_validate (cut, -1, NULL));
  g_assert_true (g_str_has_prefix (cut, "Ü nnn"));
  g_assert_true (g_str_has_suffix (cut, "n…"));
}

static void
test_all (void)
{
  const UmIssuePerson people[] = { ann, hidden };

  assert_text (
    um_issue_text_fill_all ("These leave:\n- {name} ({email})\n\nThank {{you}.", people, 2),
    "These leave:\n- Ann Lee (ann@acme.example)\n- Björn Ek (–)\n\nThank {you}.");
  assert_text (um_issue_text_fill_all ("{name}", people, 2), "Ann Lee\nBjörn Ek");
  assert_text (um_issue_text_fill_all ("", people, 2), "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/issue-text/fill", test_fill);
  g_test_add_func ("/issue-text/odd-names", test_odd_names);
  g_test_add_func ("/issue-text/check", test_check);
  g_test_add_func ("/issue-text/summary", test_summary);
  g_test_add_func ("/issue-text/all", test_all);
  return g_test_run ();
}
