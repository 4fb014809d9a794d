/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of paths and queries. */
#include "um-uri.h"

static void
test_build (void)
{
  g_autofree char *plain = um_uri_build ("/a", NULL, NULL);
  g_autofree char *pairs = um_uri_build ("/a", "b", "c d", "e", NULL, "f", "g&h", NULL);
  g_autofree char *more = um_uri_build ("/a?x=y", "b", "\xc3\xa9", NULL);

  g_assert_cmpstr (plain, ==, "/a");
  g_assert_cmpstr (pairs, ==, "/a?b=c%20d&f=g%26h");
  g_assert_cmpstr (more, ==, "/a?x=y&b=%C3%A9");
  g_assert_null (um_uri_build (NULL, "b", "c", NULL));
}

static void
test_fill (void)
{
  g_autofree char *plain = um_uri_fill ("/a/b");
  g_autofree char *one = um_uri_fill ("/a/{}/b", "557058:f5-1|x");
  g_autofree char *two = um_uri_fill ("/{}/{}", "a/b?c#d", "..%2f..");

  g_assert_cmpstr (plain, ==, "/a/b");
  g_assert_cmpstr (one, ==, "/a/557058%3Af5-1%7Cx/b");
  g_assert_cmpstr (two, ==, "/a%2Fb%3Fc%23d/..%252f..");
}

/* What would name another place than the one that is meant. */
static void
test_no_segment (void)
{
  static const char *const bad[] = { NULL, "", ".", ".." };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (um_uri_fill ("/a/{}", bad[i]));
      g_assert_null (um_uri_fill ("/a/{}/b/{}/c", "x", bad[i]));
      g_assert_null (um_uri_fill ("/a/{}/b/{}/c", bad[i], "x"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/uri/build", test_build);
  g_test_add_func ("/uri/fill", test_fill);
  g_test_add_func ("/uri/no-segment", test_no_segment);
  return g_test_run ();
}
