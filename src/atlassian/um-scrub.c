/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking secrets out of a server's text. No state but the compiled pattern; any thread. */
#include "um-scrub.h"

/* 1: "Basic dXNlcjp0b2tlbg==". 2: the published prefixes of API tokens, keys and service accounts.
 * 3: "apiToken": "…", also cut off at the end of the text. */
#define PATTERN                                                                       \
  "((?:Basic|Bearer)\\s+)[A-Za-z0-9._~+/=-]{6,}"                                      \
  "|()\\bAT[A-Z]{2,3}T3[A-Za-z0-9_=-]+"                                               \
  "|(\"[^\"]*(?:token|password|secret|authorization|api[_-]?key)[^\"]*\"\\s*:\\s*\")" \
  "(?:[^\"\\\\]|\\\\.)+"

static GRegex *
get_pattern (void)
{
  static GRegex *pattern;

  if (g_once_init_enter (&pattern))
    {
      GRegex *made = g_regex_new (PATTERN, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);

      g_once_init_leave (&pattern, made);
    }
  return pattern;
}

static gboolean
cut_cb (const GMatchInfo *match, GString *result, gpointer user_data)
{
  for (int group = 1; group <= 3; group++)
    {
      g_autofree char *kept = g_match_info_fetch (match, group);

      if (kept != NULL)
        g_string_append (result, kept);
    }
  g_string_append (result, "…");
  return FALSE;
}

char *
um_scrub_text (const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);
  g_autoptr (GError) error = NULL;
  char *scrubbed = g_regex_replace_eval (get_pattern (), valid, -1, 0, 0, cut_cb, NULL, &error);

  /* A text on which the pattern gives up isn't shown at all. */
  return scrubbed != NULL ? scrubbed : g_strdup ("…");
}
