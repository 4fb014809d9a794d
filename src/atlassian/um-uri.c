/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting together the path and query of a request. No state. */
#include "um-uri.h"

#include <string.h>

void
um_uri_add (GString *uri, const char *key, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_c (uri, strchr (uri->str, '?') == NULL ? '?' : '&');
  g_string_append (uri, key);
  g_string_append_c (uri, '=');
  g_string_append_uri_escaped (uri, value, NULL, FALSE);
}

char *
um_uri_build (const char *path, const char *first_key, ...)
{
  g_autoptr (GString) uri = NULL;
  va_list pairs;

  if (path == NULL)
    return NULL;

  uri = g_string_new (path);
  va_start (pairs, first_key);
  for (const char *key = first_key; key != NULL; key = va_arg (pairs, const char *))
    um_uri_add (uri, key, va_arg (pairs, const char *));
  va_end (pairs);
  return g_string_free (g_steal_pointer (&uri), FALSE);
}

static gboolean
is_segment (const char *segment)
{
  return segment != NULL && !g_str_equal (segment, "") && !g_str_equal (segment, ".")
         && !g_str_equal (segment, "..");
}

char *
um_uri_fill (const char *template, ...)
{
  g_autoptr (GString) path = g_string_new (NULL);
  gboolean good = TRUE;
  const char *hole;
  va_list segments;

  va_start (segments, template);
  for (; good && (hole = strstr (template, "{}")) != NULL; template = hole + 2)
    {
      const char *segment = va_arg (segments, const char *);

      good = is_segment (segment);
      g_string_append_len (path, template, hole - template);
      if (good)
        g_string_append_uri_escaped (path, segment, NULL, FALSE);
    }
  va_end (segments);
  g_string_append (path, template);
  return good ? g_string_free (g_steal_pointer (&path), FALSE) : NULL;
}
