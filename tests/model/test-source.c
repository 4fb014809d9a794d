/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of a source, and typed addresses: what is one, whose it is, what was meant. */
#include "um-source.h"

typedef struct
{
  const char *text;
  UmAddressFault fault;
  const char *origin;
  gboolean foreign;
} Case;

static void
check_cases (UmSourceKind kind, const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *origin = NULL;
      gboolean foreign = !cases[i].foreign;
      UmAddressFault fault = um_source_read_address (kind, cases[i].text, &origin, &foreign);

      if (fault != cases[i].fault || foreign != cases[i].foreign
          || g_strcmp0 (origin, cases[i].origin) != 0)
        {
          g_test_message ("\"%s\": fault %d, origin %s, foreign %d", cases[i].text, fault, origin,
                          foreign);
          g_test_fail ();
        }
    }
}

static void
test_address_fine (void)
{
  const Case cases[] = {
    { "https://acme.atlassian.net", UM_ADDRESS_FINE, "https://acme.atlassian.net", FALSE },
    { "  https://acme.atlassian.net/ \n", UM_ADDRESS_FINE, "https://acme.atlassian.net", FALSE },
    { "HTTPS://Acme.Atlassian.NET", UM_ADDRESS_FINE, "https://acme.atlassian.net", FALSE },
    { "https://acme.atlassian.net:443", UM_ADDRESS_FINE, "https://acme.atlassian.net", FALSE },
    { "https://acme.atlassian.net:", UM_ADDRESS_FINE, "https://acme.atlassian.net", FALSE },
    { "https://acme.atlassian.net.", UM_ADDRESS_FINE, "https://acme.atlassian.net", FALSE },
    { "https://acme.jira.com", UM_ADDRESS_FINE, "https://acme.jira.com", FALSE },
    { "\xc2\xa0https://acme.atlassian.net\xe3\x80\x80", UM_ADDRESS_FINE,
      "https://acme.atlassian.net", FALSE },
    { "https://jira.acme.example:8443", UM_ADDRESS_FINE, "https://jira.acme.example:8443", TRUE },
    { "https://api.atlassian.com", UM_ADDRESS_FINE, "https://api.atlassian.com", TRUE },
    { "https://192.0.2.7", UM_ADDRESS_FINE, "https://192.0.2.7", TRUE },
    { "https://[2001:DB8::0:1]:8443", UM_ADDRESS_FINE, "https://[2001:db8::1]:8443", TRUE },
  };

  check_cases (UM_SOURCE_JIRA, cases, G_N_ELEMENTS (cases));
}

static void
test_address_loopback (void)
{
  const Case cases[] = {
    { "http://127.0.0.1:8080", UM_ADDRESS_FINE, "http://127.0.0.1:8080", FALSE },
    { "http://127.255.0.3", UM_ADDRESS_FINE, "http://127.255.0.3", FALSE },
    { "http://127.0.0.1:80/", UM_ADDRESS_FINE, "http://127.0.0.1", FALSE },
    { "http://[::1]:9", UM_ADDRESS_FINE, "http://[::1]:9", FALSE },
    { "http://[0:0:0:0:0:0:0:1]", UM_ADDRESS_FINE, "http://[::1]", FALSE },
    { "http://LocalHost:80", UM_ADDRESS_FINE, "http://localhost", FALSE },
    { "https://localhost:443", UM_ADDRESS_FINE, "https://localhost", FALSE },
    { "localhost:8080", UM_ADDRESS_NO_SCHEME, "http://localhost:8080", FALSE },
    { "[::1]:8080", UM_ADDRESS_NO_SCHEME, "http://[::1]:8080", FALSE },
    { "http://localhost.example", UM_ADDRESS_INSECURE, "https://localhost.example", TRUE },
    { "http://evil.localhost", UM_ADDRESS_INSECURE, "https://evil.localhost", TRUE },
    { "http://127.0.0.1.evil.example", UM_ADDRESS_INSECURE, "https://127.0.0.1.evil.example",
      TRUE },
    { "http://128.0.0.1", UM_ADDRESS_INSECURE, "https://128.0.0.1", TRUE },
    { "http://[::ffff:127.0.0.1]", UM_ADDRESS_INSECURE, "https://[::ffff:127.0.0.1]", TRUE },
    { "http://[::2]:8080", UM_ADDRESS_INSECURE, NULL, TRUE },
    { "http://127.1", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "http://0x7f000001", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "http://2130706433", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "http://0177.0.0.01", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
  };

  check_cases (UM_SOURCE_JIRA, cases, G_N_ELEMENTS (cases));
}

static void
test_address_faults (void)
{
  const Case cases[] = {
    { NULL, UM_ADDRESS_EMPTY, NULL, TRUE },
    { "", UM_ADDRESS_EMPTY, NULL, TRUE },
    { " \t", UM_ADDRESS_EMPTY, NULL, TRUE },
    { "https://", UM_ADDRESS_EMPTY, NULL, TRUE },
    { "https:", UM_ADDRESS_EMPTY, NULL, TRUE },
    { "acme.atlassian.net", UM_ADDRESS_NO_SCHEME, "https://acme.atlassian.net", FALSE },
    { "//acme.atlassian.net", UM_ADDRESS_NO_SCHEME, "https://acme.atlassian.net", FALSE },
    { "acme.atlassian.net:8443/jira", UM_ADDRESS_NO_SCHEME, "https://acme.atlassian.net:8443",
      FALSE },
    { "acme.example/secure", UM_ADDRESS_NO_SCHEME, "https://acme.example", TRUE },
    { "acme", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "http://acme.atlassian.net", UM_ADDRESS_INSECURE, "https://acme.atlassian.net", FALSE },
    { "http://acme.atlassian.net:80/x", UM_ADDRESS_INSECURE, "https://acme.atlassian.net", FALSE },
    { "http://acme.atlassian.net:8080", UM_ADDRESS_INSECURE, NULL, FALSE },
    { "ftp://acme.atlassian.net", UM_ADDRESS_OTHER_SCHEME, NULL, TRUE },
    { "file:///etc/hosts", UM_ADDRESS_OTHER_SCHEME, NULL, TRUE },
    { "javascript:alert(1)", UM_ADDRESS_OTHER_SCHEME, NULL, TRUE },
    { "httpss://acme.atlassian.net", UM_ADDRESS_OTHER_SCHEME, NULL, TRUE },
    { "https:/acme.atlassian.net", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https:///acme.atlassian.net", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://acme.atlassian.net/jira/software?x=1#y", UM_ADDRESS_HAS_PATH,
      "https://acme.atlassian.net", FALSE },
    { "https://acme.atlassian.net?x", UM_ADDRESS_HAS_PATH, "https://acme.atlassian.net", FALSE },
    { "https://acme.atlassian.net#x", UM_ADDRESS_HAS_PATH, "https://acme.atlassian.net", FALSE },
    { "https://ann:pw@acme.atlassian.net", UM_ADDRESS_HAS_USER, NULL, TRUE },
    { "https://@acme.atlassian.net", UM_ADDRESS_HAS_USER, NULL, TRUE },
    { "ann@acme.example", UM_ADDRESS_HAS_USER, NULL, TRUE },
    { "ann:pw@acme.example", UM_ADDRESS_HAS_USER, NULL, TRUE },
    { "https://acme.atlassian.net/@ann", UM_ADDRESS_HAS_PATH, "https://acme.atlassian.net", FALSE },
    { "https://acme.atlassian.net:0", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://acme.atlassian.net:65536", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://acme.atlassian.net:8x", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://acme.atlassian.net:1:2", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://acme .atlassian.net", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://acme\xe2\x80\xae.atlassian.net", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://acme\xff.atlassian.net", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://acme%2eatlassian.net", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://acme..atlassian.net", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://.atlassian.net", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://-acme.atlassian.net", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://[::1", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://[::1]x", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://[127.0.0.1]", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://::1", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
  };

  check_cases (UM_SOURCE_JIRA, cases, G_N_ELEMENTS (cases));
}

static void
test_address_look_alikes (void)
{
  const Case cases[] = {
    { "https://atlassian.net.evil.example", UM_ADDRESS_FINE, "https://atlassian.net.evil.example",
      TRUE },
    { "https://xatlassian.net", UM_ADDRESS_FINE, "https://xatlassian.net", TRUE },
    { "https://atlassian.net", UM_ADDRESS_FINE, "https://atlassian.net", TRUE },
    { "https://jira.com", UM_ADDRESS_FINE, "https://jira.com", TRUE },
    { "https://acme.atlassian.net.", UM_ADDRESS_FINE, "https://acme.atlassian.net", FALSE },
    { "https://acme.atlassian.net@evil.example", UM_ADDRESS_HAS_USER, NULL, TRUE },
    { "https://evil.example/acme.atlassian.net", UM_ADDRESS_HAS_PATH, "https://evil.example",
      TRUE },
    { "https://evil.example?.atlassian.net", UM_ADDRESS_HAS_PATH, "https://evil.example", TRUE },
    { "https://evil.example#.atlassian.net", UM_ADDRESS_HAS_PATH, "https://evil.example", TRUE },
    { "https://evil.example\\.atlassian.net", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://evil.example\xe2\x88\x95.atlassian.net", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://acme.atl\xd0\xb0ssian.net", UM_ADDRESS_FINE, "https://acme.xn--atlssian-36g.net",
      TRUE },
    { "https://acme\xe3\x80\x82"
      "atlassian\xef\xbc\x8enet",
      UM_ADDRESS_FINE, "https://acme.atlassian.net", FALSE },
    { "https://evil.example\xef\xbc\x8f.atlassian.net", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://evil.example\xe2\x84\x80.atlassian.net", UM_ADDRESS_NOT_AN_ADDRESS, NULL, TRUE },
    { "https://m\xc3\xbcnchen.example", UM_ADDRESS_FINE, "https://xn--mnchen-3ya.example", TRUE },
    { "https://XN--Mnchen-3ya.example", UM_ADDRESS_FINE, "https://xn--mnchen-3ya.example", TRUE },
  };

  check_cases (UM_SOURCE_JIRA, cases, G_N_ELEMENTS (cases));
}

static void
test_address_access (void)
{
  const Case cases[] = {
    { "https://api.atlassian.com", UM_ADDRESS_FINE, "https://api.atlassian.com", FALSE },
    { "https://API.atlassian.com/admin/v1", UM_ADDRESS_HAS_PATH, "https://api.atlassian.com",
      FALSE },
    { "api.atlassian.com", UM_ADDRESS_NO_SCHEME, "https://api.atlassian.com", FALSE },
    { "https://acme.atlassian.net", UM_ADDRESS_FINE, "https://acme.atlassian.net", TRUE },
    { "https://xapi.atlassian.com", UM_ADDRESS_FINE, "https://xapi.atlassian.com", TRUE },
    { "https://api.atlassian.com.evil.example", UM_ADDRESS_FINE,
      "https://api.atlassian.com.evil.example", TRUE },
    { "http://127.0.0.1:1234", UM_ADDRESS_FINE, "http://127.0.0.1:1234", FALSE },
  };

  check_cases (UM_SOURCE_ACCESS, cases, G_N_ELEMENTS (cases));
}

static void
test_address_idempotent (void)
{
  const char *alphabet[] = { "h",        "ttp",  "https", ":",    "/",
                             "//",       "[",    "]",     "::1",  "127.",
                             "0.0.1",    ".",    "@",     "acme", ".atlassian.net",
                             "\xc3\xbc", "8080", "-",     "%",    "?" };

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *origin = NULL, *again = NULL;
      guint n_parts = g_test_rand_int_range (0, 8);

      for (guint k = 0; k < n_parts; k++)
        g_string_append (text, alphabet[g_test_rand_int_range (0, G_N_ELEMENTS (alphabet))]);
      um_source_read_address (UM_SOURCE_JIRA, text->str, &origin, NULL);
      if (origin == NULL)
        continue;
      g_assert_cmpint (um_source_read_address (UM_SOURCE_JIRA, origin, &again, NULL), ==,
                       UM_ADDRESS_FINE);
      g_assert_cmpstr (origin, ==, again);
    }
}

static void
test_record (void)
{
  g_autoptr (UmSource) source = um_source_new (UM_SOURCE_JIRA);
  g_autoptr (UmSource) copy = NULL, other = um_source_new (UM_SOURCE_JIRA);

  g_assert_cmpstr (source->id, !=, other->id);
  g_assert_true (g_uuid_string_is_valid (source->id));
  g_assert_cmpint (source->expires, ==, UM_TIME_UNKNOWN);
  g_assert_cmpstr (source->api_url, ==, UM_DEFAULT_API_URL);
  source->name = g_strdup ("Acme");
  source->color = 3;
  copy = um_source_copy (source);
  um_source_unref (um_source_ref (source));
  g_assert_cmpstr (copy->id, ==, source->id);
  g_assert_cmpstr (copy->name, ==, "Acme");
  g_assert_true (copy->name != source->name);
  g_assert_cmpuint (copy->color, ==, 3);
}

static void
assert_goes_to (const UmSource *source, const char *host, const char *base)
{
  g_autofree char *found_host = um_source_dup_host (source);
  g_autofree char *found_base = um_source_dup_base (source);

  g_assert_cmpstr (found_host, ==, host);
  g_assert_cmpstr (found_base, ==, base);
}

static void
test_where_requests_go (void)
{
  g_autoptr (UmSource) jira = um_source_new (UM_SOURCE_JIRA);
  g_autoptr (UmSource) access = um_source_new (UM_SOURCE_ACCESS);

  assert_goes_to (jira, NULL, NULL);
  jira->url = g_strdup ("https://acme.atlassian.net");
  assert_goes_to (jira, "acme.atlassian.net", "https://acme.atlassian.net");
  jira->gateway = TRUE;
  assert_goes_to (jira, "api.atlassian.com", NULL);
  jira->cloud_id = g_strdup ("c1");
  assert_goes_to (jira, "api.atlassian.com", "https://api.atlassian.com/ex/jira/c1");
  assert_goes_to (access, "api.atlassian.com", "https://api.atlassian.com");
  g_free (access->api_url);
  access->api_url = g_strdup ("http://[::1]:8080");
  assert_goes_to (access, "[::1]:8080", "http://[::1]:8080");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/source/address/fine", test_address_fine);
  g_test_add_func ("/source/address/loopback", test_address_loopback);
  g_test_add_func ("/source/address/faults", test_address_faults);
  g_test_add_func ("/source/address/look-alikes", test_address_look_alikes);
  g_test_add_func ("/source/address/access", test_address_access);
  g_test_add_func ("/source/address/idempotent", test_address_idempotent);
  g_test_add_func ("/source/record", test_record);
  g_test_add_func ("/source/where-requests-go", test_where_requests_go);
  return g_test_run ();
}
