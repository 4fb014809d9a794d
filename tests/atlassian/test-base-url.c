/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of which addresses a secret may be sent to. */
#include "um-base-url.h"

static void
test_secure (void)
{
  static const char *const fine[] = {
    "https://acme.atlassian.net",
    "https://api.atlassian.com/ex/jira/11111111-2222-3333-4444-555555555555",
    "https://acme.atlassian.net:8443",
    "https://localhost",
    "http://127.0.0.1:8080",
    "http://127.255.255.254",
    "http://[::1]:8080",
    "http://localhost:1",
    "http://LOCALHOST:1",
    "HTTPS://acme.atlassian.net",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fine); i++)
    {
      g_test_message ("%s", fine[i]);
      g_assert_true (um_base_url_is_secure (fine[i]));
    }
}

static void
test_not_secure (void)
{
  static const char *const bad[] = {
    "",
    "acme.atlassian.net",
    "http://acme.atlassian.net",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://128.0.0.1",
    "http://0.0.0.0",
    "http://[::2]",
    "http://[::ffff:10.0.0.1]",
    "http://127.0.0.1@example.com",
    "https://user:word@acme.atlassian.net",
    "https://acme.atlassian.net/",
    "https://acme.atlassian.net?a=b",
    "https://acme.atlassian.net#x",
    "https://",
    "https:///path",
    "ftp://acme.atlassian.net",
    "file:///etc/passwd",
    "https://acme atlassian.net",
    "https://acme.atlassian.net:99999",
    "http://[::1",
    "javascript:alert(1)",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (um_base_url_is_secure (bad[i]));
    }
}

static void
test_host (void)
{
  g_autofree char *host = um_base_url_dup_host ("https://acme.atlassian.net/ex/jira/1");
  g_autofree char *none = um_base_url_dup_host ("nothing");

  g_assert_cmpstr (host, ==, "acme.atlassian.net");
  g_assert_null (none);
  g_assert_true (um_base_url_is_loopback ("https://[::1]:5"));
  g_assert_false (um_base_url_is_loopback ("https://acme.atlassian.net"));
  g_assert_false (um_base_url_is_loopback ("nothing"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base-url/secure", test_secure);
  g_test_add_func ("/base-url/not-secure", test_not_secure);
  g_test_add_func ("/base-url/host", test_host);
  return g_test_run ();
}
