/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading text whose encoding nobody tells. Looks at nothing but its arguments; one thread. */
#include "um-import-text-private.h"

#include <string.h>

#define REPLACEMENT 0xfffd

/* Some odd characters are an accident; this many, and this share of all, are no text. */
#define ODD_ALLOWED 4
#define ODD_SHARE   50

/* Windows-1252 from 0x80 to 0x9f; 0: no character. https://encoding.spec.whatwg.org/ */
static const gunichar high_controls[32] = {
  0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

/* ---- finding out ---- */

/* In UTF-16, the zero bytes of ASCII characters (at least the line ends and signs between cells
 * are such) all stand on one side. */
static gboolean
is_utf16 (const guchar *head, gsize size, UmEncoding *encoding)
{
  gsize n_zeros[2] = { 0, 0 };
  guint most;

  for (gsize i = 0; i < size; i++)
    n_zeros[i % 2] += head[i] == 0;
  most = n_zeros[1] > n_zeros[0];
  if (n_zeros[most] < size / 20 + 1 || n_zeros[1 - most] > n_zeros[most] / 20)
    return FALSE;
  *encoding = most == 1 ? UM_ENCODING_UTF16_LE : UM_ENCODING_UTF16_BE;
  return TRUE;
}

/* A character that the end cuts is none that is wrong. */
static gboolean
is_utf8 (const guchar *head, gsize size)
{
  const char *end;

  if (g_utf8_validate_len ((const char *) head, size, &end))
    return TRUE;
  size -= (const guchar *) end - head;
  return size < 4 && *end != '\0'
         && g_utf8_get_char_validated (end, (gssize) size) == (gunichar) -2;
}

void
um_import_decoder_init (UmImportDecoder *self, const guchar *head, gsize size)
{
  static const struct
  {
    const char *mark;
    guint length;
    UmEncoding encoding;
  } marks[] = {
    { "\xef\xbb\xbf", 3, UM_ENCODING_UTF8 },
    { "\xff\xfe", 2, UM_ENCODING_UTF16_LE },
    { "\xfe\xff", 2, UM_ENCODING_UTF16_BE },
  };

  memset (self, 0, sizeof *self);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (size >= marks[i].length && memcmp (head, marks[i].mark, marks[i].length) == 0)
      {
        self->encoding = marks[i].encoding;
        self->n_skip = marks[i].length;
        return;
      }
  if (is_utf16 (head, size, &self->encoding))
    return;
  /* Zero bytes are valid UTF-8 that GLib doesn't take for it. */
  if (memchr (head, 0, size) != NULL || is_utf8 (head, size))
    self->encoding = UM_ENCODING_UTF8;
  else
    self->encoding = UM_ENCODING_WINDOWS_1252;
}

/* ---- reading ---- */

static void
append (UmImportDecoder *self, gunichar c, GString *text)
{
  if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7f
      || c == REPLACEMENT)
    self->n_odd++;
  self->n_chars++;
  g_string_append_unichar (text, c != 0 ? c : REPLACEMENT);
}

static void
append_byte (UmImportDecoder *self, guchar byte, GString *text)
{
  gunichar c = byte;

  if (byte >= 0x80 && byte < 0xa0)
    {
      c = high_controls[byte - 0x80];
      if (c == 0)
        c = REPLACEMENT;
    }
  append (self, c, text);
}

/* How many bytes of the next character were read; 0: it goes on behind the end. */
static gsize
read_utf8 (UmImportDecoder *self, const guchar *bytes, gsize size, gboolean last, GString *text)
{
  gunichar c;

  if (*bytes < 0x80)
    {
      append (self, *bytes, text);
      return 1;
    }
  c = g_utf8_get_char_validated ((const char *) bytes, (gssize) MIN (size, 6));
  if (c == (gunichar) -2 && size < 4 && !last)
    return 0;
  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      append_byte (self, *bytes, text);
      return 1;
    }
  append (self, c, text);
  return g_utf8_skip[*bytes];
}

/* A half without its other half is replaced. */
static gsize
read_utf16 (UmImportDecoder *self, const guchar *bytes, gsize size, gboolean last, GString *text)
{
  guint little = self->encoding == UM_ENCODING_UTF16_LE;
  gunichar unit;

  if (size < 2)
    {
      if (last)
        append (self, REPLACEMENT, text);
      return last ? 1 : 0;
    }
  unit = bytes[little] << 8 | bytes[1 - little];
  if (self->surrogate != 0 && (unit & 0xfc00) == 0xdc00)
    append (self, 0x10000 + ((self->surrogate & 0x3ff) << 10) + (unit & 0x3ff), text);
  else if (self->surrogate != 0)
    append (self, REPLACEMENT, text);
  if ((unit & 0xfc00) == 0xdc00 && self->surrogate == 0)
    append (self, REPLACEMENT, text);
  else if ((unit & 0xf800) != 0xd800)
    append (self, unit, text);
  self->surrogate = (unit & 0xfc00) == 0xd800 ? unit : 0;
  return 2;
}

/* What most texts consist of, at once. */
static gsize
read_ascii (UmImportDecoder *self, const guchar *bytes, gsize size, GString *text)
{
  gsize n = 0;

  if (self->encoding != UM_ENCODING_UTF8 && self->encoding != UM_ENCODING_WINDOWS_1252)
    return 0;
  while (n < size && bytes[n] >= 0x20 && bytes[n] < 0x7f)
    n++;
  g_string_append_len (text, (const char *) bytes, (gssize) n);
  self->n_chars += n;
  return n;
}

static gsize
read_some (UmImportDecoder *self, const guchar *bytes, gsize size, gboolean last, GString *text)
{
  gsize n_read = 0, n;

  while (n_read < size)
    {
      const guchar *next = bytes + n_read;

      n = read_ascii (self, next, size - n_read, text);
      n_read += n;
      if (n > 0)
        continue;
      switch (self->encoding)
        {
        case UM_ENCODING_UTF16_LE:
        case UM_ENCODING_UTF16_BE:
          n = read_utf16 (self, next, size - n_read, last, text);
          break;
        case UM_ENCODING_WINDOWS_1252:
          append_byte (self, *next, text);
          n = 1;
          break;
        case UM_ENCODING_UTF8:
        default:
          n = read_utf8 (self, next, size - n_read, last, text);
          break;
        }
      if (n == 0)
        break;
      n_read += n;
    }
  return n_read;
}

void
um_import_decoder_feed (
  UmImportDecoder *self, const guchar *bytes, gsize size, gboolean last, GString *text)
{
  gsize n;

  if (self->n_skip > 0)
    {
      n = MIN (self->n_skip, size);
      self->n_skip -= n;
      bytes += n;
      size -= n;
    }
  /* A character that was cut is completed byte by byte. */
  while (self->n_rest > 0 && size > 0)
    {
      self->rest[self->n_rest++] = *bytes++;
      size--;
      n = read_some (self, self->rest, self->n_rest, last && size == 0, text);
      self->n_rest -= n;
      memmove (self->rest, self->rest + n, self->n_rest);
    }
  n = size > 0 ? read_some (self, bytes, size, last, text) : 0;
  if (n < size)
    {
      self->n_rest = size - n;
      memcpy (self->rest, bytes + n, self->n_rest);
    }
  if (!last)
    return;
  if (self->n_rest > 0)
    read_some (self, self->rest, self->n_rest, TRUE, text);
  self->n_rest = 0;
  if (self->surrogate != 0)
    append (self, REPLACEMENT, text);
  self->surrogate = 0;
}

gboolean
um_import_decoder_is_rubbish (const UmImportDecoder *self)
{
  return self->n_odd > ODD_ALLOWED && self->n_odd > self->n_chars / ODD_SHARE;
}
