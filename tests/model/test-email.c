/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be an address and what not, and which are the same. */
#include "um-email.h"

#include <string.h>

static void
test_valid (void)
{
  static const char *const good[] = {
    "ann@acme.example",
    "ann.lee+jira@mail.acme.example",
    "o'neil@acme.example",
    "josé@müller.example",
    "a@b.c",
    "用户@例子.公司",
    "x_y-z=1@a-b.example",
  };
  static const char *const bad[] = {
    "",
    "@",
    "ann",
    "ann@",
    "@acme.example",
    "ann@acme",
    "ann@@acme.example",
    "a b@acme.example",
    "ann@acme..example",
    "ann@.acme.example",
    "ann@acme.example.",
    ".ann@acme.example",
    "ann.@acme.example",
    "a..n@acme.example",
    "ann@-acme.example",
    "ann@acme-.example",
    "ann@ac_me.example",
    "ann,bob@acme.example",
    "ann@acme.example\n",
    "<ann@acme.example>",
    "\"ann\"@acme.example",
    "ann@[127.0.0.1]",
    "a\xff@acme.example",
    "ann\u202e@acme.example",
  };
  g_autofree char *box = g_strnfill (64, 'a');
  g_autofree char *longest = g_strdup_printf ("%s@acme.example", box);
  g_autofree char *longer = g_strdup_printf ("a%s@acme.example", box);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    if (!um_email_is_valid (good[i]))
      g_error ("“%s” is an address", good[i]);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (um_email_is_valid (bad[i]))
      g_error ("“%s” is no address", bad[i]);
  g_assert_true (um_email_is_valid (longest));
  g_assert_false (um_email_is_valid (longer));
}

static void
test_domain (void)
{
  g_assert_true (um_email_is_domain ("acme.example"));
  g_assert_true (um_email_is_domain ("MAIL.acme.example"));
  g_assert_false (um_email_is_domain ("acme"));
  g_assert_false (um_email_is_domain (""));
  g_assert_false (um_email_is_domain ("@acme.example"));
  g_assert_false (um_email_is_domain ("acme.example/x"));
  g_assert_cmpstr (um_email_get_domain ("ann@acme.example"), ==, "acme.example");
  g_assert_null (um_email_get_domain ("ann@"));
  g_assert_null (um_email_get_domain ("ann"));
}

static void
test_equal (void)
{
  g_autofree char *moved = um_email_move ("Ann.Lee@old.example", "new.example");

  g_assert_true (um_email_equal ("Ann@ACME.example", "ann@acme.EXAMPLE"));
  g_assert_true (um_email_equal ("JOSÉ@x.example", "jose\u0301@x.example"));
  g_assert_false (um_email_equal ("jose@x.example", "josé@x.example"));
  g_assert_cmpstr (moved, ==, "Ann.Lee@new.example");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/email/valid", test_valid);
  g_test_add_func ("/email/domain", test_domain);
  g_test_add_func ("/email/equal", test_equal);
  return g_test_run ();
}
