/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing JSON straight into a text; see the header. */

#include "sim-json.h"

/* A complete value never ends in one of these, so the last byte tells whether one came before. */
void
sim_json_comma (GString *out)
{
  char last = out->len > 0 ? out->str[out->len - 1] : '[';

  if (last != '{' && last != '[' && last != ':')
    g_string_append_c (out, ',');
}

void
sim_json_key (GString *out, const char *key)
{
  sim_json_comma (out);
  if (key == NULL)
    return;
  g_string_append_c (out, '"');
  g_string_append (out, key);
  g_string_append (out, "\":");
}

/* Appends @text as a JSON string; quotes, backslashes and control characters are escaped. */
void
sim_json_quote (GString *out, const char *text)
{
  const char *run = text;

  g_string_append_c (out, '"');
  for (const char *at = text;; at++)
    {
      guchar byte = (guchar) *at;

      if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f)
        continue;
      g_string_append_len (out, run, at - run);
      run = at + 1;
      if (byte == '\0')
        break;
      if (byte == '"' || byte == '\\')
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, (char) byte);
        }
      else
        g_string_append_printf (out, "\\u%04x", byte);
    }
  g_string_append_c (out, '"');
}

void
sim_json_string (GString *out, const char *key, const char *text)
{
  sim_json_key (out, key);
  sim_json_quote (out, text);
}

void
sim_json_int (GString *out, const char *key, gint64 value)
{
  char digits[24];
  char *at = digits + sizeof digits;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  *--at = '\0';
  do
    *--at = (char) ('0' + rest % 10);
  while ((rest /= 10) != 0);
  if (value < 0)
    *--at = '-';
  sim_json_raw (out, key, at);
}

void
sim_json_bool (GString *out, const char *key, gboolean value)
{
  sim_json_raw (out, key, value ? "true" : "false");
}

void
sim_json_null (GString *out, const char *key)
{
  sim_json_raw (out, key, "null");
}

/* Appends @json as it stands: it must be a complete JSON value. */
void
sim_json_raw (GString *out, const char *key, const char *json)
{
  sim_json_key (out, key);
  g_string_append (out, json);
}

void
sim_json_begin_object (GString *out, const char *key)
{
  sim_json_key (out, key);
  g_string_append_c (out, '{');
}

void
sim_json_end_object (GString *out)
{
  g_string_append_c (out, '}');
}

void
sim_json_begin_array (GString *out, const char *key)
{
  sim_json_key (out, key);
  g_string_append_c (out, '[');
}

void
sim_json_end_array (GString *out)
{
  g_string_append_c (out, ']');
}
