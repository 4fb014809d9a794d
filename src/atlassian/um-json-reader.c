/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strict reader of JSON texts: a pushdown automaton whose stack is one bit a level. A plain
 * struct on its user's stack; any thread. */
#include "um-json-reader.h"

#include <string.h>

/* The bytes that end the quick run through a string: quote, backslash, controls, all above ASCII.
 */
static inline gboolean
is_plain (guchar c)
{
  return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

static inline gboolean
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

static UmJsonToken
reader_fail (UmJsonReader *self, const char *problem)
{
  if (self->problem == NULL)
    self->problem = problem;
  return UM_JSON_TOKEN_ERROR;
}

static void
skip_space (UmJsonReader *self)
{
  while (self->pos < self->end
         && (*self->pos == ' ' || *self->pos == '\n' || *self->pos == '\r' || *self->pos == '\t'))
    self->pos++;
}

static int
read_hex (const char *digits)
{
  int value = 0;

  for (int i = 0; i < 4; i++)
    value = value * 16 + g_ascii_xdigit_value (digits[i]);
  return value;
}

gboolean
um_json_escape_is_odd (const char *escape, gboolean *pair)
{
  int unit = read_hex (escape + 2);

  *pair = FALSE;
  if (unit >= 0xd800 && unit <= 0xdbff && escape[6] == '\\' && escape[7] == 'u')
    {
      int low = read_hex (escape + 8);

      *pair = low >= 0xdc00 && low <= 0xdfff;
    }
  return unit == 0 || (unit >= 0xd800 && unit <= 0xdfff && !*pair);
}

/* Steps over the escape at pos; FALSE where it isn't one. */
static gboolean
scan_escape (UmJsonReader *self)
{
  const char *p = self->pos;

  if (self->end - p < 2)
    return FALSE;
  if (p[1] != 'u')
    {
      self->pos += 2;
      return strchr ("\"\\/bfnrt", p[1]) != NULL && p[1] != '\0';
    }
  if (self->end - p < 6)
    return FALSE;
  for (int i = 2; i < 6; i++)
    if (!g_ascii_isxdigit (p[i]))
      return FALSE;

  self->pos += 6;
  return TRUE;
}

/* Only after the whole string is known to be well-formed can two escapes be looked at together. */
static gboolean
has_odd_escape (const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *p = text; (p = memchr (p, '\\', end - p)) != NULL;)
    {
      gboolean pair = FALSE;

      if (p[1] == 'u' && um_json_escape_is_odd (p, &pair))
        return TRUE;
      p += pair ? 12 : p[1] == 'u' ? 6 : 2;
    }
  return FALSE;
}

/* Reads the string whose opening quote is at pos. */
static gboolean
scan_string (UmJsonReader *self)
{
  const char *start = ++self->pos;

  self->escaped = FALSE;
  while (self->pos < self->end)
    {
      guchar c = (guchar) *self->pos;

      if (is_plain (c))
        self->pos++;
      else if (c == '"')
        {
          self->text = start;
          self->length = self->pos++ - start;
          if (self->escaped && !self->odd_escapes)
            self->odd_escapes = has_odd_escape (start, self->length);
          return TRUE;
        }
      else if (c == '\\')
        {
          self->escaped = TRUE;
          if (!scan_escape (self))
            return reader_fail (self, "bad escape"), FALSE;
        }
      else if (c < 0x20)
        return reader_fail (self, "control character in a string"), FALSE;
      else
        {
          gunichar wide = g_utf8_get_char_validated (self->pos, self->end - self->pos);

          if (wide == (gunichar) -1 || wide == (gunichar) -2)
            return reader_fail (self, "not UTF-8"), FALSE;
          self->pos = g_utf8_next_char (self->pos);
        }
    }
  return reader_fail (self, "string without an end"), FALSE;
}

static gboolean
scan_digits (UmJsonReader *self)
{
  const char *start = self->pos;

  while (self->pos < self->end && is_digit (*self->pos))
    self->pos++;
  return self->pos > start;
}

static UmJsonToken
scan_number (UmJsonReader *self)
{
  const char *start = self->pos;

  if (*self->pos == '-')
    self->pos++;
  if (self->pos < self->end && *self->pos == '0')
    self->pos++;
  else if (!scan_digits (self))
    return reader_fail (self, "bad number");
  if (self->pos < self->end && *self->pos == '.')
    {
      self->pos++;
      if (!scan_digits (self))
        return reader_fail (self, "bad number");
    }
  if (self->pos < self->end && (*self->pos == 'e' || *self->pos == 'E'))
    {
      self->pos++;
      if (self->pos < self->end && (*self->pos == '+' || *self->pos == '-'))
        self->pos++;
      if (!scan_digits (self))
        return reader_fail (self, "bad number");
    }
  self->text = start;
  self->length = self->pos - start;
  self->escaped = FALSE;
  return UM_JSON_TOKEN_NUMBER;
}

static UmJsonToken
scan_word (UmJsonReader *self, const char *word, UmJsonToken token)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->pos) < length || memcmp (self->pos, word, length) != 0)
    return reader_fail (self, "unknown word");
  self->pos += length;
  return token;
}

static UmJsonToken
open_level (UmJsonReader *self, gboolean object)
{
  if (self->depth == UM_JSON_MAX_DEPTH)
    return reader_fail (self, "nested too deep");
  if (object)
    self->objects |= G_GUINT64_CONSTANT (1) << self->depth;
  else
    self->objects &= ~(G_GUINT64_CONSTANT (1) << self->depth);
  self->depth++;
  self->pos++;
  self->expect = object ? UM_JSON_EXPECT_MEMBER_OR_END : UM_JSON_EXPECT_VALUE_OR_END;
  return object ? UM_JSON_TOKEN_OBJECT : UM_JSON_TOKEN_ARRAY;
}

static gboolean
in_object (const UmJsonReader *self)
{
  return self->depth > 0 && (self->objects >> (self->depth - 1) & 1) != 0;
}

static void
after_value (UmJsonReader *self)
{
  self->expect = self->depth > 0 ? UM_JSON_EXPECT_COMMA_OR_END : UM_JSON_EXPECT_NOTHING;
}

static UmJsonToken
close_level (UmJsonReader *self)
{
  gboolean object = in_object (self);

  if (*self->pos != (object ? '}' : ']'))
    return reader_fail (self, "wrong bracket");
  self->pos++;
  self->depth--;
  after_value (self);
  return object ? UM_JSON_TOKEN_OBJECT_END : UM_JSON_TOKEN_ARRAY_END;
}

static UmJsonToken
read_value (UmJsonReader *self)
{
  switch (*self->pos)
    {
    case '{':
      return open_level (self, TRUE);
    case '[':
      return open_level (self, FALSE);
    case '"':
      after_value (self);
      return scan_string (self) ? UM_JSON_TOKEN_STRING : UM_JSON_TOKEN_ERROR;
    case 't':
      after_value (self);
      return scan_word (self, "true", UM_JSON_TOKEN_TRUE);
    case 'f':
      after_value (self);
      return scan_word (self, "false", UM_JSON_TOKEN_FALSE);
    case 'n':
      after_value (self);
      return scan_word (self, "null", UM_JSON_TOKEN_NULL);
    default:
      if (*self->pos != '-' && !is_digit (*self->pos))
        return reader_fail (self, "no value where one belongs");
      after_value (self);
      return scan_number (self);
    }
}

static UmJsonToken
read_member (UmJsonReader *self)
{
  if (*self->pos != '"')
    return reader_fail (self, "no member name where one belongs");
  if (!scan_string (self))
    return UM_JSON_TOKEN_ERROR;
  skip_space (self);
  if (self->pos == self->end || *self->pos != ':')
    return reader_fail (self, "no colon after a member name");
  self->pos++;
  self->expect = UM_JSON_EXPECT_VALUE;
  return UM_JSON_TOKEN_MEMBER;
}

static UmJsonToken
read_after_comma (UmJsonReader *self)
{
  self->pos++;
  skip_space (self);
  if (self->pos == self->end)
    return reader_fail (self, "ends too soon");
  return in_object (self) ? read_member (self) : read_value (self);
}

void
um_json_reader_init (UmJsonReader *self, const char *text, gsize length)
{
  *self = (UmJsonReader){ .begin = text, .pos = text, .end = text + length };
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    self->pos += 3;
}

UmJsonToken
um_json_reader_next (UmJsonReader *self)
{
  if (self->problem != NULL)
    return UM_JSON_TOKEN_ERROR;

  skip_space (self);
  if (self->pos == self->end)
    return self->expect == UM_JSON_EXPECT_NOTHING ? UM_JSON_TOKEN_END
                                                  : reader_fail (self, "ends too soon");

  switch (self->expect)
    {
    case UM_JSON_EXPECT_VALUE:
      return read_value (self);
    case UM_JSON_EXPECT_VALUE_OR_END:
      return *self->pos == ']' ? close_level (self) : read_value (self);
    case UM_JSON_EXPECT_MEMBER_OR_END:
      return *self->pos == '}' ? close_level (self) : read_member (self);
    case UM_JSON_EXPECT_COMMA_OR_END:
      return *self->pos == ',' ? read_after_comma (self) : close_level (self);
    case UM_JSON_EXPECT_NOTHING:
    default:
      return reader_fail (self, "more after the end");
    }
}

gboolean
um_json_reader_skip (UmJsonReader *self, UmJsonToken token)
{
  guint outside = self->depth - 1;

  if (token != UM_JSON_TOKEN_OBJECT && token != UM_JSON_TOKEN_ARRAY)
    return token != UM_JSON_TOKEN_ERROR;

  while (self->depth > outside)
    if (um_json_reader_next (self) == UM_JSON_TOKEN_ERROR)
      return FALSE;
  return TRUE;
}

gboolean
um_json_reader_is (const UmJsonReader *self, const char *word)
{
  return self->length == strlen (word) && memcmp (self->text, word, self->length) == 0;
}

/* Appends what the escape at @p stands for and returns the byte after it. */
static const char *
append_escape (GString *buffer, const char *p)
{
  static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
  gboolean pair;

  if (p[1] != 'u')
    {
      g_string_append_c (buffer, values[strchr (names, p[1]) - names]);
      return p + 2;
    }
  if (um_json_escape_is_odd (p, &pair))
    g_string_append_unichar (buffer, 0xfffd);
  else if (pair)
    g_string_append_unichar (buffer, 0x10000 + ((read_hex (p + 2) & 0x3ff) << 10)
                                       + (read_hex (p + 8) & 0x3ff));
  else
    g_string_append_unichar (buffer, read_hex (p + 2));
  return p + (pair ? 12 : 6);
}

void
um_json_reader_decode (const UmJsonReader *self, GString *buffer)
{
  const char *p = self->text, *end = self->text + self->length;

  g_string_truncate (buffer, 0);
  while (p < end)
    {
      const char *escape = self->escaped ? memchr (p, '\\', end - p) : NULL;

      g_string_append_len (buffer, p, (escape != NULL ? escape : end) - p);
      p = escape != NULL ? append_escape (buffer, escape) : end;
    }
}

gboolean
um_json_reader_has_odd_escapes (const UmJsonReader *self)
{
  return self->odd_escapes;
}

const char *
um_json_reader_get_problem (const UmJsonReader *self, gsize *offset)
{
  *offset = self->pos - self->begin;
  return self->problem;
}
