/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells as people write them. No state; any thread. */
#include "um-import-cell-private.h"

#include <string.h>

/* As the texts of a directory are cut. */
#define MAX_TEXT 1024

static gboolean
is_nothing (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return g_unichar_isspace (c) || type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT
         || type == G_UNICODE_SPACE_SEPARATOR || c == 0xfffd;
}

char *
um_import_cell_trim (const char *cell)
{
  const char *end = cell + strlen (cell);

  while (*cell != '\0' && is_nothing (g_utf8_get_char (cell)))
    cell = g_utf8_next_char (cell);
  while (end > cell)
    {
      const char *before = g_utf8_prev_char (end);

      if (!is_nothing (g_utf8_get_char (before)))
        break;
      end = before;
    }
  if (end - cell > MAX_TEXT)
    end = g_utf8_find_prev_char (cell, cell + MAX_TEXT);
  return g_strndup (cell, end - cell);
}

const char *
um_import_cell_drop_guard (const char *cell)
{
  const char *p;

  if (*cell != '\'')
    return NULL;
  for (p = cell + 1; *p == ' ' || *p == '\n'; p++)
    ;
  return *p != '\0' && strchr ("=+-@\t\r", *p) != NULL ? cell + 1 : NULL;
}

/* ---- addresses ---- */

/* What may stand around an address, but not in one. */
static gboolean
is_around (char c)
{
  return (guchar) c <= ' ' || strchr ("<>()[]\",;:|", c) != NULL;
}

static gboolean
is_address (const char *text, gsize length)
{
  const char *at = memchr (text, '@', length);
  gsize behind;

  if (at == NULL || at == text)
    return FALSE;
  behind = text + length - (at + 1);
  return behind > 0 && memchr (at + 1, '@', behind) == NULL;
}

/* Mail programs put addresses into apostrophes, people end sentences with them. */
static const char *
strip_address (const char *address, gsize *length)
{
  while (*length > 0 && address[*length - 1] == '.')
    (*length)--;
  if (*length < 2 || address[0] != '\'' || address[*length - 1] != '\'')
    return address;
  *length -= 2;
  return address + 1;
}

/* The next piece of @text that is an address; @text goes on behind it. */
static const char *
next_address (const char **text, gsize *length)
{
  const char *p = *text;

  while (*p != '\0')
    {
      const char *start;

      while (*p != '\0' && is_around (*p))
        p++;
      start = p;
      while (*p != '\0' && !is_around (*p))
        p++;
      if (is_address (start, p - start))
        {
          *text = p;
          *length = p - start;
          return strip_address (start, length);
        }
    }
  *text = p;
  return NULL;
}

guint
um_import_cell_count_addresses (const char *cell)
{
  guint n = 0;
  gsize length;

  if (strchr (cell, '@') == NULL)
    return 0;
  while (next_address (&cell, &length) != NULL)
    n++;
  return n;
}

char *
um_import_cell_dup_address (const char *cell)
{
  gsize length, other_length;
  const char *address, *other;

  if (strchr (cell, '@') == NULL)
    return NULL;
  address = next_address (&cell, &length);
  if (address == NULL)
    return NULL;
  /* Mail programs write "ann@acme.example <ann@acme.example>". */
  while ((other = next_address (&cell, &other_length)) != NULL)
    if (other_length != length || g_ascii_strncasecmp (address, other, length) != 0)
      return NULL;
  return g_strndup (address, length);
}

GPtrArray *
um_import_cell_dup_addresses (const char *cell)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func (g_free);
  const char *address;
  gsize length;

  while ((address = next_address (&cell, &length)) != NULL)
    g_ptr_array_add (addresses, g_strndup (address, length));
  return addresses;
}

gboolean
um_import_cell_is_addresses (const char *cell)
{
  guint n = 0;

  while (*cell != '\0')
    {
      const char *start;

      while (*cell != '\0' && is_around (*cell))
        cell++;
      start = cell;
      while (*cell != '\0' && !is_around (*cell))
        cell++;
      if (cell > start && !is_address (start, cell - start))
        return FALSE;
      n += cell > start;
    }
  return n > 0;
}

GPtrArray *
um_import_cell_dup_pieces (const char *cell)
{
  g_autofree char *piece = um_import_cell_trim (cell);
  g_autofree char *address = um_import_cell_dup_address (piece);
  g_autoptr (GPtrArray) addresses = um_import_cell_dup_addresses (piece);
  gsize length = strlen (piece);

  if (address == NULL && addresses->len > 0)
    return g_steal_pointer (&addresses);
  while (length > 0 && strchr (",; ", piece[length - 1]) != NULL)
    piece[--length] = '\0';
  g_ptr_array_set_size (addresses, 0);
  if (length > 0)
    g_ptr_array_add (addresses, g_steal_pointer (&piece));
  return g_steal_pointer (&addresses);
}

/* ---- account ids ---- */

static gboolean
consists_of (const char *text, gsize length, const char *allowed)
{
  return length > 0 && strspn (text, allowed) >= length;
}

gboolean
um_import_cell_is_id (const char *cell)
{
  static const char hex[] = "0123456789abcdefABCDEF";
  static const char rest[] = "0123456789abcdefABCDEFghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ-_:";
  const char *colon = strchr (cell, ':');
  gsize length = strlen (cell);

  if (colon == NULL)
    return length == 24 && consists_of (cell, length, hex);
  if (!consists_of (colon + 1, length - (colon + 1 - cell), rest))
    return FALSE;
  return consists_of (cell, colon - cell, "0123456789") || g_str_has_prefix (cell, "qm:")
         || g_str_has_prefix (cell, "ug:");
}
