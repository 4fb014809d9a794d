/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading JSON from a server that may send anything. No state; any thread. */
#include "um-json.h"

#include "um-atlassian-error.h"
#include "um-json-reader.h"
#include "um-types.h"

#include <string.h>

static gboolean
check_text (const char *text, gsize length, gboolean *odd_escapes, GError **error)
{
  UmJsonReader reader;
  UmJsonToken token;

  um_json_reader_init (&reader, text, length);
  do
    token = um_json_reader_next (&reader);
  while (token != UM_JSON_TOKEN_END && token != UM_JSON_TOKEN_ERROR);

  *odd_escapes = um_json_reader_has_odd_escapes (&reader);
  if (token == UM_JSON_TOKEN_ERROR)
    {
      gsize offset = 0;
      const char *problem = um_json_reader_get_problem (&reader, &offset);

      g_set_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED,
                   "The answer isn't JSON: %s at byte %" G_GSIZE_FORMAT, problem, offset);
      return FALSE;
    }
  return TRUE;
}

/* A copy of a well-formed text in which U+FFFD stands for what json-glib doesn't stand. */
static char *
mend_escapes (const char *text, gsize length)
{
  g_autofree char *mended = g_strndup (text, length);
  char *end = mended + length;

  for (char *p = mended; (p = memchr (p, '\\', end - p)) != NULL;)
    {
      gboolean pair = FALSE;

      if (p[1] == 'u' && um_json_escape_is_odd (p, &pair))
        memcpy (p, "\\ufffd", 6);
      p += pair ? 12 : p[1] == 'u' ? 6 : 2;
    }
  return g_steal_pointer (&mended);
}

JsonNode *
um_json_parse (GBytes *bytes, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *mended = NULL;
  gboolean odd_escapes = FALSE;

  if (length > UM_JSON_MAX_SIZE)
    {
      g_set_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED,
                   "The answer is too large: %" G_GSIZE_FORMAT " bytes", length);
      return NULL;
    }
  if (!check_text (text, length, &odd_escapes, error))
    return NULL;
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  if (odd_escapes)
    text = mended = mend_escapes (text, length);

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, &local_error))
    {
      /* Its message may quote the text. */
      g_set_error_literal (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED,
                           "The answer isn't JSON that can be read");
      return NULL;
    }
  return json_parser_steal_root (parser);
}

/* The scalar of a member, or NULL where there is none. */
static JsonNode *
get_value (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

JsonObject *
um_json_get_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
um_json_get_array (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
um_json_object (JsonObject *object, const char *member)
{
  return object != NULL ? um_json_get_object (json_object_get_member (object, member)) : NULL;
}

JsonArray *
um_json_array (JsonObject *object, const char *member)
{
  return object != NULL ? um_json_get_array (json_object_get_member (object, member)) : NULL;
}

const char *
um_json_string (JsonObject *object, const char *member)
{
  JsonNode *node = get_value (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

gint64
um_json_int (JsonObject *object, const char *member, gint64 fallback)
{
  JsonNode *node = get_value (object, member);

  if (node == NULL)
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    {
      double value = json_node_get_double (node);

      return value > -9.2e18 && value < 9.2e18 ? (gint64) value : fallback;
    }
  return fallback;
}

gboolean
um_json_bool (JsonObject *object, const char *member, gboolean fallback)
{
  JsonNode *node = get_value (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN
           ? json_node_get_boolean (node)
           : fallback;
}

gint64
um_json_time (JsonObject *object, const char *member)
{
  return um_json_parse_time (um_json_string (object, member));
}

/* Reads @n digits at *@p and steps over them; -1 where there are others. */
static int
read_digits (const char **p, int n)
{
  int value = 0;

  for (int i = 0; i < n; i++, (*p)++)
    {
      if (!g_ascii_isdigit (**p))
        return -1;
      value = value * 10 + (**p - '0');
    }
  return value;
}

static gboolean
read_offset (const char **p, int *seconds)
{
  int sign, hours, minutes;

  *seconds = 0;
  if (**p == 'Z' || **p == 'z')
    {
      (*p)++;
      return TRUE;
    }
  if (**p != '+' && **p != '-')
    return FALSE;

  sign = *(*p)++ == '-' ? -1 : 1;
  hours = read_digits (p, 2);
  if (**p == ':')
    (*p)++;
  minutes = hours < 0 ? -1 : read_digits (p, 2);
  *seconds = sign * (hours * 3600 + minutes * 60);
  return hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60;
}

/* The part after the date: "T10:11:12.936941226Z". Adds its seconds. */
static gboolean
read_time_of_day (const char **p, gint64 *seconds)
{
  int hours, minutes, second, offset;

  if (**p != 'T' && **p != 't' && **p != ' ')
    return FALSE;
  (*p)++;
  if ((hours = read_digits (p, 2)) < 0 || hours > 23 || *(*p)++ != ':')
    return FALSE;
  if ((minutes = read_digits (p, 2)) < 0 || minutes > 59 || *(*p)++ != ':')
    return FALSE;
  /* 60 is a leap second. */
  if ((second = read_digits (p, 2)) < 0 || second > 60)
    return FALSE;
  if (**p == '.')
    {
      (*p)++;
      if (read_digits (p, 1) < 0)
        return FALSE;
      while (g_ascii_isdigit (**p))
        (*p)++;
    }
  if (!read_offset (p, &offset))
    return FALSE;

  *seconds += hours * 3600 + minutes * 60 + second - offset;
  return TRUE;
}

gint64
um_json_parse_time (const char *text)
{
  g_autoptr (GDateTime) midnight = NULL;
  const char *p = text;
  gint64 seconds;
  int year, month, day;

  if (text == NULL)
    return UM_TIME_UNKNOWN;
  if ((year = read_digits (&p, 4)) < 1 || *p++ != '-')
    return UM_TIME_UNKNOWN;
  if ((month = read_digits (&p, 2)) < 1 || *p++ != '-')
    return UM_TIME_UNKNOWN;
  if ((day = read_digits (&p, 2)) < 1)
    return UM_TIME_UNKNOWN;

  midnight = g_date_time_new_utc (year, month, day, 0, 0, 0);
  if (midnight == NULL)
    return UM_TIME_UNKNOWN;
  seconds = g_date_time_to_unix (midnight);
  if (*p != '\0' && !read_time_of_day (&p, &seconds))
    return UM_TIME_UNKNOWN;
  return *p == '\0' ? seconds : UM_TIME_UNKNOWN;
}
