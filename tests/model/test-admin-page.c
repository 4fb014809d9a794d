/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which page a user has for which source. */
#include "um-admin-page.h"

#define ACCOUNT "557058:f58131cb-b67d-43c7-b30d-6b58d40bd077"

static void
assert_uri (UmSourceKind kind,
            const char *address,
            const char *org_id,
            const char *cloud_id,
            const char *account_id,
            const char *wanted)
{
  g_autoptr (UmSource) source = um_source_new (kind);
  g_autofree char *uri = NULL;

  if (kind == UM_SOURCE_JIRA)
    source->url = g_strdup (address);
  else if (address != NULL)
    {
      g_free (source->api_url);
      source->api_url = g_strdup (address);
    }
  source->org_id = g_strdup (org_id);
  source->cloud_id = g_strdup (cloud_id);
  uri = um_admin_page_build_uri (source, account_id);
  g_assert_cmpstr (uri, ==, wanted);
}

static void
test_pages (void)
{
  assert_uri (UM_SOURCE_ACCESS, NULL, "org-1", NULL, ACCOUNT,
              "https://admin.atlassian.com/o/org-1/users/" ACCOUNT);
  assert_uri (UM_SOURCE_JIRA, "https://acme.atlassian.net", "org-1", "cloud-1", ACCOUNT,
              "https://admin.atlassian.com/o/org-1/users/" ACCOUNT);
  assert_uri (UM_SOURCE_JIRA, "https://acme.atlassian.net", NULL, "cloud-1", ACCOUNT,
              "https://admin.atlassian.com/s/cloud-1/users/" ACCOUNT);
  assert_uri (UM_SOURCE_JIRA, "https://acme.jira.com", NULL, NULL, ACCOUNT,
              "https://acme.jira.com/jira/people/" ACCOUNT);
}

/* Neither the demo nor another host has a page there, whatever ids it tells. */
static void
test_none (void)
{
  assert_uri (UM_SOURCE_ACCESS, NULL, NULL, NULL, ACCOUNT, NULL);
  assert_uri (UM_SOURCE_ACCESS, "http://127.0.0.1:8080", "org-1", NULL, ACCOUNT, NULL);
  assert_uri (UM_SOURCE_ACCESS, "https://api.atlassian.com.evil.example", "org-1", NULL, ACCOUNT,
              NULL);
  assert_uri (UM_SOURCE_JIRA, "http://127.0.0.1:8080", "org-1", "cloud-1", ACCOUNT, NULL);
  assert_uri (UM_SOURCE_JIRA, "https://jira.acme.example", "org-1", "cloud-1", ACCOUNT, NULL);
  assert_uri (UM_SOURCE_JIRA, "https://evil-atlassian.net", NULL, NULL, ACCOUNT, NULL);
  assert_uri (UM_SOURCE_JIRA, NULL, NULL, NULL, ACCOUNT, NULL);
}

/* What a server gave stays in its piece of the address. */
static void
test_escaped (void)
{
  assert_uri (UM_SOURCE_ACCESS, NULL, "org/1", NULL, "../../x?y#z",
              "https://admin.atlassian.com/o/org%2F1/users/..%2F..%2Fx%3Fy%23z");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/admin-page/pages", test_pages);
  g_test_add_func ("/admin-page/none", test_none);
  g_test_add_func ("/admin-page/escaped", test_escaped);
  return g_test_run ();
}
