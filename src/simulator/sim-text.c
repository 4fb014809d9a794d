/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small helpers for texts: the ASCII form of a Latin name, matching as the user search does. */

#include "sim-text.h"

#include <string.h>

/* Letters that have no decomposition into a base letter and a mark. */
static const struct
{
  gunichar letter;
  const char *ascii;
} special[] = {
  { 0x00df, "ss" }, { 0x00e6, "ae" }, { 0x00f8, "o" }, { 0x00f0, "d" },  { 0x00fe, "th" },
  { 0x0111, "d" },  { 0x0131, "i" },  { 0x0142, "l" }, { 0x0153, "oe" }, { 0x0259, "e" },
};

/**
 * sim_text_slug:
 * @text: a name in Latin letters, with any diacritics
 *
 * Returns: (transfer full): its letters and digits in lower-case ASCII, fit for an e-mail address;
 *   empty where @text isn't Latin
 */
char *
sim_text_slug (const char *text)
{
  g_autofree char *split = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  GString *slug = g_string_sized_new (16);

  for (const char *at = split; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_unichar_tolower (g_utf8_get_char (at));

      if (letter < 0x80)
        {
          if (g_ascii_isalnum ((char) letter))
            g_string_append_c (slug, (char) letter);
          continue;
        }
      for (guint i = 0; i < G_N_ELEMENTS (special); i++)
        if (special[i].letter == letter)
          g_string_append (slug, special[i].ascii);
    }
  return g_string_free (slug, FALSE);
}

static gboolean
starts_with (const char *text, const char *wanted)
{
  while (*wanted != '\0')
    {
      if (*text == '\0'
          || g_unichar_tolower (g_utf8_get_char (text))
               != g_unichar_tolower (g_utf8_get_char (wanted)))
        return FALSE;
      text = g_utf8_next_char (text);
      wanted = g_utf8_next_char (wanted);
    }
  return TRUE;
}

/**
 * sim_text_word_prefix:
 * @wanted: valid UTF-8
 *
 * Returns: whether @text or one of its words begins with @wanted, whatever the case, as Jira's
 *   `user/search` compares (its documentation: "can match the prefix of the attribute's value")
 */
gboolean
sim_text_word_prefix (const char *text, const char *wanted)
{
  char first = g_ascii_tolower (*wanted);
  gboolean at_word = TRUE;

  /* By bytes: half a million names are compared while somebody waits. */
  for (const char *at = text; *at != '\0'; at++)
    {
      gboolean plain = (guchar) *at < 0x80 && (guchar) first < 0x80;

      if (at_word && (!plain || g_ascii_tolower (*at) == first) && starts_with (at, wanted))
        return TRUE;
      at_word = *at == ' ' || *at == '.' || *at == '-' || *at == '_' || *at == '@';
    }
  return *wanted == '\0';
}

/* Returns: whether @text has the shape of an e-mail address: one @, a dot after it, no blanks */
gboolean
sim_text_is_email (const char *text)
{
  const char *at = strchr (text, '@');
  const char *dot = at != NULL ? strrchr (at, '.') : NULL;

  if (at == NULL || at == text || dot == NULL || dot == at + 1 || dot[1] == '\0')
    return FALSE;
  if (strchr (at + 1, '@') != NULL || strlen (text) > 254)
    return FALSE;
  for (const char *byte = text; *byte != '\0'; byte++)
    if ((guchar) *byte <= ' ' || *byte == 0x7f || strchr ("\"<>(),;:\\", *byte) != NULL)
      return FALSE;
  return TRUE;
}
