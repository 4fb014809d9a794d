/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text to look for in folded texts: contained, or as a pattern of the whole. It is folded once,
 * when it is made, and immutable from then on. */

#include "um-filter-private.h"

#include <string.h>

/* Makes the glob of a pattern, and the needle that every text it fits must hold. */
static void
compile (UmFilterText *self, const char *pattern)
{
  g_autoptr (GString) glob = g_string_new (NULL);
  g_autofree char *longest = g_strdup ("");

  while (*pattern != '\0')
    {
      gsize length = strcspn (pattern, "*?");

      if (length > 0)
        {
          g_autofree char *piece = g_strndup (pattern, length);
          g_autofree char *folded = um_text_fold (piece);

          g_string_append (glob, folded);
          if (strlen (folded) > strlen (longest))
            {
              g_free (longest);
              longest = g_steal_pointer (&folded);
            }
          pattern += length;
        }
      else
        {
          char sign = *pattern == '*' ? UM_GLOB_ANY : UM_GLOB_ONE;

          if (sign == UM_GLOB_ONE || glob->len == 0 || glob->str[glob->len - 1] != UM_GLOB_ANY)
            g_string_append_c (glob, sign);
          pattern++;
        }
    }

  self->needle = g_steal_pointer (&longest);
  self->glob_length = glob->len;
  self->glob = g_string_free (g_steal_pointer (&glob), FALSE);
}

UmFilterText *
um_filter_text_new (const char *text, gboolean pattern)
{
  UmFilterText *self = g_new0 (UmFilterText, 1);

  self->pattern = pattern;
  if (pattern)
    compile (self, text);
  else
    self->needle = um_text_fold (text);
  self->needle_length = strlen (self->needle);

  return self;
}

void
um_filter_text_free (UmFilterText *self)
{
  g_free (self->needle);
  g_free (self->glob);
  g_free (self);
}

static gboolean
is_sign (char c)
{
  return c == UM_GLOB_ANY || c == UM_GLOB_ONE;
}

/* Goes back to the last * only, so the time is bounded by the product of both lengths. A literal
 * end, as in *@example.org, is compared first. */
static gboolean
glob_matches (const char *glob, const char *glob_end, const char *text, const char *text_end)
{
  const char *after_any = NULL; /* behind the last * met */
  const char *retry = NULL;     /* where what stands behind it was tried last */

  while (glob < glob_end && !is_sign (glob_end[-1]))
    {
      if (text == text_end || *--text_end != *--glob_end)
        return FALSE;
    }

  while (text < text_end)
    {
      if (glob < glob_end && *glob == UM_GLOB_ANY)
        {
          after_any = ++glob;
          retry = text;
          if (glob == glob_end)
            return TRUE;
        }
      else if (glob < glob_end && *glob == UM_GLOB_ONE)
        {
          text = g_utf8_next_char (text);
          glob++;
        }
      else if (glob < glob_end && *glob == *text)
        {
          text++;
          glob++;
        }
      else if (after_any != NULL)
        {
          glob = after_any;
          retry = g_utf8_next_char (retry);
          text = retry;
        }
      else
        return FALSE;
    }

  while (glob < glob_end && *glob == UM_GLOB_ANY)
    glob++;

  return glob == glob_end;
}

/* Whether a folded text holds it, or for a pattern: is like it as a whole. */
gboolean
um_filter_text_matches (const UmFilterText *self, const char *folded, gsize length)
{
  if (!self->pattern)
    return memmem (folded, length, self->needle, self->needle_length) != NULL;

  return glob_matches (self->glob, self->glob + self->glob_length, folded, folded + length);
}
