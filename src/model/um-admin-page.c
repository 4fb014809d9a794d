/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of users' pages in Atlassian's administration. No state; any thread. */
#include "um-admin-page.h"

#include <string.h>

#define ADMIN "https://admin.atlassian.com"

/* Whether the source is a site or an organisation of Atlassian's own hosts: the demo organisation,
 * say, has no pages there. */
static gboolean
is_at_atlassian (const UmSource *source)
{
  const char *host;

  if (source->kind == UM_SOURCE_ACCESS)
    return g_strcmp0 (source->api_url, UM_DEFAULT_API_URL) == 0;
  if (source->url == NULL || !g_str_has_prefix (source->url, "https://"))
    return FALSE;
  host = source->url + strlen ("https://");
  return g_str_has_suffix (host, ".atlassian.net") || g_str_has_suffix (host, ".jira.com");
}

/* The id of an organisation or a site as a piece of an address. */
static char *
escape (const char *id)
{
  return g_uri_escape_string (id, NULL, FALSE);
}

/**
 * um_admin_page_build_uri:
 * @source: where the user is
 * @account_id: the user
 *
 * The page in the organisation's directory, or where only the site is known, among the site's
 * users, or else the profile on the site itself. Atlassian documents none of these addresses.
 *
 * Returns: (transfer full) (nullable): an address for a browser; %NULL where there is no such page
 */
char *
um_admin_page_build_uri (const UmSource *source, const char *account_id)
{
  g_autofree char *account = g_uri_escape_string (account_id, ":", FALSE);
  g_autofree char *org = source->org_id != NULL ? escape (source->org_id) : NULL;
  g_autofree char *site = source->cloud_id != NULL ? escape (source->cloud_id) : NULL;

  if (!is_at_atlassian (source))
    return NULL;
  if (org != NULL)
    return g_strconcat (ADMIN "/o/", org, "/users/", account, NULL);
  if (site != NULL)
    return g_strconcat (ADMIN "/s/", site, "/users/", account, NULL);
  if (source->kind == UM_SOURCE_JIRA)
    return g_strconcat (source->url, "/jira/people/", account, NULL);
  return NULL;
}
