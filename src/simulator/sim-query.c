/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The query part of an address, keeping repeated names, which a hash table would lose. */

#include "sim-query.h"

#include <string.h>

/* Decodes @text in place. Returns: FALSE where an escape is broken or the result isn't UTF-8 */
static gboolean
decode (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    {
      if (*from == '+')
        *to++ = ' ';
      else if (*from == '%')
        {
          int high = g_ascii_xdigit_value (from[1]);
          int low = high >= 0 ? g_ascii_xdigit_value (from[2]) : -1;

          if (low < 0 || (high == 0 && low == 0))
            return FALSE;
          *to++ = (char) (high * 16 + low);
          from += 2;
        }
      else
        *to++ = *from;
    }
  *to = '\0';
  return g_utf8_validate (text, to - text, NULL);
}

/**
 * sim_query_parse:
 * @self: (out caller-allocates): cleared with sim_query_clear (), also after a failure
 * @text: (nullable): what stands after the question mark
 */
gboolean
sim_query_parse (SimQuery *self, const char *text)
{
  guint most = 1;

  memset (self, 0, sizeof *self);
  if (text == NULL || *text == '\0')
    return TRUE;

  for (const char *at = text; (at = strchr (at, '&')) != NULL; at++)
    most++;
  self->text = g_strdup (text);
  self->pairs = g_malloc (most * sizeof *self->pairs);
  for (char *at = self->text, *next; at != NULL; at = next)
    {
      char *value;

      next = strchr (at, '&');
      if (next != NULL)
        *next++ = '\0';
      if (*at == '\0')
        continue;
      value = strchr (at, '=');
      if (value != NULL)
        *value++ = '\0';
      else
        value = at + strlen (at);
      if (!decode (at) || !decode (value))
        return FALSE;
      self->pairs[self->n].name = at;
      self->pairs[self->n++].value = value;
    }
  return TRUE;
}

void
sim_query_clear (SimQuery *self)
{
  g_free (self->pairs);
  g_free (self->text);
}

/* Returns: (nullable): the first value of @name */
const char *
sim_query_get (const SimQuery *self, const char *name)
{
  for (guint i = 0; i < self->n; i++)
    if (strcmp (self->pairs[i].name, name) == 0)
      return self->pairs[i].value;
  return NULL;
}

/* Returns: how often @name comes */
guint
sim_query_count (const SimQuery *self, const char *name)
{
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    n += strcmp (self->pairs[i].name, name) == 0;
  return n;
}

/* Returns: whether one of the values of @name is @value */
gboolean
sim_query_has (const SimQuery *self, const char *name, const char *value)
{
  for (guint i = 0; i < self->n; i++)
    if (strcmp (self->pairs[i].name, name) == 0 && strcmp (self->pairs[i].value, value) == 0)
      return TRUE;
  return FALSE;
}
