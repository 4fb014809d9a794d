/* SPDX-License-Identifier: GPL-3.0-or-later */
/* API tokens as texts. No state; any thread. */
#include "um-token-text.h"

#include "um-text-clean.h"

#include <string.h>

/* Characters of a label that are kept. */
#define MOST_LABEL 60

static void
add_clean (GString *text, const char *word, glong most)
{
  glong n = 0;

  for (const char *pos = word; *pos != '\0'; pos = g_utf8_next_char (pos))
    {
      gunichar c = g_utf8_get_char (pos);

      if (n++ == most)
        {
          g_string_append (text, "…");
          return;
        }
      g_string_append_unichar (text, um_text_is_disruptive (c) ? ' ' : c);
    }
}

void
um_token_text_add (GString *text, const char *id, const char *label)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  add_clean (text, id, G_MAXLONG);
  g_string_append_c (text, '\t');
  add_clean (text, label, MOST_LABEL);
}

/* The lines. (transfer full) */
static GStrv
split (const char *text)
{
  return g_strsplit (text != NULL ? text : "", "\n", -1);
}

GStrv
um_token_text_list (const char *text)
{
  GStrv lines = split (text);

  for (guint i = 0; lines[i] != NULL; i++)
    *strchrnul (lines[i], '\t') = '\0';
  return lines;
}

char *
um_token_text_keep (const char *text, const char *const *ids)
{
  g_auto (GStrv) lines = split (text);
  GString *kept = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *id = g_strndup (lines[i], strcspn (lines[i], "\t"));

      if (!g_strv_contains (ids, id))
        continue;
      if (kept->len > 0)
        g_string_append_c (kept, '\n');
      g_string_append (kept, lines[i]);
    }
  return g_string_free (kept, FALSE);
}

/* What a token is called: its label, or its id where it has none. */
static const char *
get_name (char *line)
{
  char *tab = strchr (line, '\t');

  if (tab == NULL)
    return line;
  *tab = '\0';
  return tab[1] != '\0' ? tab + 1 : line;
}

char *
um_token_text_describe (const char *text)
{
  g_auto (GStrv) lines = split (text);
  GString *state;

  if (lines[0] == NULL)
    return g_strdup (UM_NO_TOKENS);
  state = g_string_new (NULL);
  g_string_append_printf (state, "%u: ", g_strv_length (lines));
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (state, "%s%s", i > 0 ? ", " : "", get_name (lines[i]));
  return g_string_free (state, FALSE);
}

int
um_token_text_parse (const char *state, const char **labels)
{
  const char *end = state != NULL ? strstr (state, ": ") : NULL;
  g_autofree char *number = NULL;
  guint64 n;

  if (labels != NULL)
    *labels = NULL;
  if (g_strcmp0 (state, UM_NO_TOKENS) == 0)
    return 0;
  if (end == NULL)
    return -1;
  number = g_strndup (state, end - state);
  if (!g_ascii_string_to_unsigned (number, 10, 1, G_MAXINT, &n, NULL))
    return -1;
  if (labels != NULL)
    *labels = end + strlen (": ");
  return (int) n;
}
