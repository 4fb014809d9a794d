/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as the table keeps it (valid UTF-8 of bounded length) and as it is searched (folded). No
 * state, any thread, and the same result in every locale. */

#include "um-directory.h"
#include "um-text-private.h"

#include <string.h>

/* Length of @text cut to @max bytes without cutting through a character. */
static gsize
cut_length (const char *text, gsize length, gsize max)
{
  gsize cut = MIN (length, max);

  if (cut == length)
    return length;

  /* Three steps reach the start of any valid character; more would only eat invalid text. */
  for (guint step = 0; step < 3 && cut > 0 && ((guchar) text[cut] & 0xc0) == 0x80; step++)
    cut--;

  return cut;
}

static gboolean
is_ascii (const char *text, gsize length)
{
  guchar seen = 0;

  for (gsize i = 0; i < length; i++)
    seen |= (guchar) text[i];

  return seen < 0x80;
}

static void
append_folded_ascii (GByteArray *arena, const char *text, gsize length)
{
  guint start = arena->len;

  g_byte_array_append (arena, (const guint8 *) text, length);
  for (gsize i = start; i < arena->len; i++)
    {
      guint8 c = arena->data[i];

      if (c >= 'A' && c <= 'Z')
        arena->data[i] = c - 'A' + 'a';
      else if (c < 0x20 || c == 0x7f)
        arena->data[i] = ' ';
    }
}

/* Takes off what is no letter of its own: marks and invisible format characters (bidirectional
 * controls, zero-width joiners, soft hyphens) vanish, control characters and separators become
 * blanks. Works in place; the text never grows. */
static void
strip (char *text)
{
  char *to = text;
  const char *next;

  for (const char *p = text; *p != '\0'; p = next)
    {
      GUnicodeType type = g_unichar_type (g_utf8_get_char (p));

      next = g_utf8_next_char (p); /* before anything is written over it */
      switch ((guint) type)
        {
        case G_UNICODE_SPACING_MARK:
        case G_UNICODE_ENCLOSING_MARK:
        case G_UNICODE_NON_SPACING_MARK:
        case G_UNICODE_FORMAT:
          break;
        case G_UNICODE_CONTROL:
        case G_UNICODE_LINE_SEPARATOR:
        case G_UNICODE_PARAGRAPH_SEPARATOR:
        case G_UNICODE_SPACE_SEPARATOR:
          *to++ = ' ';
          break;
        default:
          memmove (to, p, next - p);
          to += next - p;
          break;
        }
    }
  *to = '\0';
}

static void
append_folded_unicode (GByteArray *arena, const char *text, gsize length)
{
  g_autofree char *plain = g_utf8_normalize (text, (gssize) length, G_NORMALIZE_ALL);
  g_autofree char *folded = NULL;

  strip (plain);
  folded = g_utf8_casefold (plain, -1);

  /* Case folding turns small Cherokee letters into capital ones, and GLib capital ones into small
   * ones; lower case makes them meet, and is what all other letters have by now. */
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      char bytes[6];
      int n_bytes = g_unichar_to_utf8 (g_unichar_tolower (g_utf8_get_char (p)), bytes);

      g_byte_array_append (arena, (const guint8 *) bytes, n_bytes);
    }
}

/*
 * um_text_append_valid:
 * @arena: where to append
 * @text: text from outside
 * @max: how many bytes at most
 *
 * Appends @text made valid UTF-8 and cut, and a final NUL.
 *
 * Returns: the number of bytes before the NUL
 */
gsize
um_text_append_valid (GByteArray *arena, const char *text, gsize max)
{
  gsize length = strlen (text);
  gsize cut = cut_length (text, length, max);
  g_autofree char *valid = NULL;

  if (!g_utf8_validate_len (text, cut, NULL))
    {
      /* Each invalid byte becomes three. */
      valid = g_utf8_make_valid (text, (gssize) cut);
      text = valid;
      cut = cut_length (valid, strlen (valid), max);
    }
  g_byte_array_append (arena, (const guint8 *) text, cut);
  g_byte_array_append (arena, (const guint8 *) "", 1);

  return cut;
}

/*
 * um_text_make_valid:
 * @text: text from outside
 * @max: how many bytes at most
 *
 * Returns: (transfer full): @text made valid UTF-8 and cut
 */
char *
um_text_make_valid (const char *text, gsize max)
{
  g_autoptr (GByteArray) arena = g_byte_array_new ();

  um_text_append_valid (arena, text, max);

  return (char *) g_byte_array_free (g_steal_pointer (&arena), FALSE);
}

/*
 * um_text_append_folded:
 * @arena: where to append; not the one that holds @text
 * @text: valid UTF-8
 * @length: its length in bytes
 *
 * Appends @text folded as by um_text_fold(), and a final NUL.
 *
 * Returns: the number of bytes before the NUL
 */
gsize
um_text_append_folded (GByteArray *arena, const char *text, gsize length)
{
  guint start = arena->len;

  if (is_ascii (text, length))
    append_folded_ascii (arena, text, length);
  else
    append_folded_unicode (arena, text, length);
  g_byte_array_append (arena, (const guint8 *) "", 1);

  return arena->len - start - 1;
}

/**
 * um_text_fold:
 * @text: any text; what isn't valid UTF-8 in it is replaced first
 *
 * Folds text for comparing: compatibility decomposition (NFKD, so that ligatures and full-width
 * forms become plain letters), marks off, casefolded (ß becomes ss), control characters and all
 * kinds of blanks become U+0020, invisible format characters vanish. It doesn't depend on the
 * locale, so a saved filter means the same everywhere (PRODUCT.md §4, "case and accents ignored").
 * Folding folded text changes nothing.
 *
 * Returns: (transfer full): the folded text
 */
char *
um_text_fold (const char *text)
{
  g_autoptr (GByteArray) arena = g_byte_array_new ();
  g_autofree char *valid = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (!g_utf8_validate (text, -1, NULL))
    {
      valid = g_utf8_make_valid (text, -1);
      text = valid;
    }
  um_text_append_folded (arena, text, strlen (text));

  return (char *) g_byte_array_free (g_steal_pointer (&arena), FALSE);
}

/**
 * um_text_fold_case:
 * @text: valid UTF-8
 *
 * Folds text where accents count, as in addresses: composed and casefolded. It doesn't depend on
 * the locale.
 *
 * Returns: (transfer full): the folded text
 */
char *
um_text_fold_case (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (composed != NULL ? composed : "", -1);
}
