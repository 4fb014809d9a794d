/* SPDX-License-Identifier: GPL-3.0-or-later */
/* E-mail addresses. No state; any thread. */
#include "um-email.h"

#include "um-directory.h"

#include <string.h>

/* In bytes: of a path without its brackets, a mailbox, a label (RFC 5321, §4.5.3.1; RFC 1035). */
#define MAX_ADDRESS 254
#define MAX_MAILBOX 64
#define MAX_DOMAIN  253
#define MAX_LABEL   63

static gboolean
is_atom_character (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum (c) || strchr ("!#$%&'*+-/=?^_`{|}~", (char) c) != NULL;
  return g_unichar_isgraph (c);
}

/* Atoms with single dots between them. */
static gboolean
is_mailbox (const char *text, gsize length)
{
  gboolean dot = TRUE;

  if (length == 0 || length > MAX_MAILBOX)
    return FALSE;
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      if (*p == '.' ? dot : !is_atom_character (g_utf8_get_char (p)))
        return FALSE;
      dot = *p == '.';
    }
  return !dot;
}

static gboolean
is_label (const char *text)
{
  gsize length = strlen (text);

  if (length == 0 || length > MAX_LABEL || text[0] == '-' || text[length - 1] == '-')
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (*p != '-' && !g_unichar_isalnum (g_utf8_get_char (p))
        && !g_unichar_ismark (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

gboolean
um_email_is_domain (const char *text)
{
  g_auto (GStrv) labels = NULL;

  if (strlen (text) > MAX_DOMAIN || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  labels = g_strsplit (text, ".", -1);
  for (guint i = 0; labels[i] != NULL; i++)
    if (!is_label (labels[i]))
      return FALSE;
  return g_strv_length (labels) > 1;
}

gboolean
um_email_is_valid (const char *text)
{
  const char *at = strrchr (text, '@');

  return at != NULL && strlen (text) <= MAX_ADDRESS && g_utf8_validate (text, -1, NULL)
         && is_mailbox (text, at - text) && um_email_is_domain (at + 1);
}

const char *
um_email_get_domain (const char *email)
{
  const char *at = strrchr (email, '@');

  return at != NULL && at[1] != '\0' ? at + 1 : NULL;
}

gboolean
um_email_equal (const char *a, const char *b)
{
  g_autofree char *folded_a = NULL, *folded_b = NULL;

  if (g_str_is_ascii (a) && g_str_is_ascii (b))
    return g_ascii_strcasecmp (a, b) == 0;
  folded_a = um_text_fold_case (a);
  folded_b = um_text_fold_case (b);
  return g_str_equal (folded_a, folded_b);
}

char *
um_email_move (const char *email, const char *domain)
{
  const char *at = strrchr (email, '@');
  g_autofree char *mailbox = g_strndup (email, at - email);

  return g_strdup_printf ("%s@%s", mailbox, domain);
}
