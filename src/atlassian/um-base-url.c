/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which addresses a secret may be sent to. No state. */
#include "um-base-url.h"

#include <libsoup/soup.h>

static gboolean
is_loopback_host (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* What the parser would mend or read in its own way is no address. */
static gboolean
is_plain (const char *base)
{
  for (const char *p = base; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p) || *p == '\\')
      return FALSE;
  return TRUE;
}

static GUri *
parse (const char *base)
{
  g_autoptr (GUri) uri = is_plain (base) ? g_uri_parse (base, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0'
           ? g_steal_pointer (&uri)
           : NULL;
}

gboolean
um_base_url_is_loopback (const char *base)
{
  g_autoptr (GUri) uri = parse (base);

  return uri != NULL && is_loopback_host (g_uri_get_host (uri));
}

gboolean
um_base_url_is_secure (const char *base)
{
  g_autoptr (GUri) uri = parse (base);

  if (uri == NULL || g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL
      || g_uri_get_fragment (uri) != NULL || g_str_has_suffix (base, "/"))
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (uri), "https"))
    return TRUE;
  return g_str_equal (g_uri_get_scheme (uri), "http") && is_loopback_host (g_uri_get_host (uri));
}

char *
um_base_url_dup_host (const char *base)
{
  g_autoptr (GUri) uri = parse (base);

  return uri != NULL ? g_strdup (g_uri_get_host (uri)) : NULL;
}
