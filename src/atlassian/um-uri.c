/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting together the path and query of a request. No state. */
#include "um-uri.h"

char *
um_uri_build (const char *path, const char *first_key, ...)
{
  g_autoptr (GString) uri = g_string_new (path);
  char separator = '?';
  va_list pairs;

  va_start (pairs, first_key);
  for (const char *key = first_key; key != NULL; key = va_arg (pairs, const char *))
    {
      const char *value = va_arg (pairs, const char *);

      if (value == NULL)
        continue;
      g_string_append_c (uri, separator);
      g_string_append (uri, key);
      g_string_append_c (uri, '=');
      g_string_append_uri_escaped (uri, value, NULL, FALSE);
      separator = '&';
    }
  va_end (pairs);
  return g_string_free (g_steal_pointer (&uri), FALSE);
}

char *
um_uri_join (const char *path, const char *first_segment, ...)
{
  g_autoptr (GString) joined = g_string_new (path);
  gboolean good = TRUE;
  va_list segments;

  va_start (segments, first_segment);
  for (const char *segment = first_segment; segment != NULL; segment = va_arg (segments, char *))
    {
      good = good && !g_str_equal (segment, "") && !g_str_equal (segment, ".")
             && !g_str_equal (segment, "..");
      g_string_append_c (joined, '/');
      g_string_append_uri_escaped (joined, segment, NULL, FALSE);
    }
  va_end (segments);
  return good ? g_string_free (g_steal_pointer (&joined), FALSE) : NULL;
}
