/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filling in the texts of issues. What comes of a user is data: it can neither be a placeholder
 * itself nor break a line or turn the direction of what follows. */
#include "um-issue-text.h"

#include "um-problem.h"
#include "um-text-clean.h"

#include <string.h>

#define NOT_KNOWN "–"

typedef enum
{
  PLACE_NAME,
  PLACE_EMAIL,
  PLACE_ACCOUNT_ID,
  PLACE_UNKNOWN,
} Place;

static const char *const place_names[] = {
  [PLACE_NAME] = "name",
  [PLACE_EMAIL] = "email",
  [PLACE_ACCOUNT_ID] = "account_id",
};

/* The length of the placeholder that @text begins with; 0 where it doesn't with one. */
static gsize
read_place (const char *text, Place *place)
{
  gsize length = 0;

  if (text[0] != '{')
    return 0;
  while (g_ascii_islower (text[1 + length]) || text[1 + length] == '_')
    length++;
  if (length == 0 || text[1 + length] != '}')
    return 0;
  *place = PLACE_UNKNOWN;
  for (guint i = 0; i < G_N_ELEMENTS (place_names); i++)
    if (strlen (place_names[i]) == length && memcmp (place_names[i], text + 1, length) == 0)
      *place = i;
  return length + 2;
}

static gboolean
is_brace (const char *text)
{
  return text[0] == '{' && text[1] == '{';
}

/* Finds the next placeholder at or behind @text; NULL where there is none. */
static const char *
find_place (const char *text, Place *place, gsize *length)
{
  for (const char *p = strchr (text, '{'); p != NULL; p = strchr (p, '{'))
    {
      *length = is_brace (p) ? 0 : read_place (p, place);
      if (*length > 0)
        return p;
      p += is_brace (p) ? 2 : 1;
    }
  return NULL;
}

gboolean
um_issue_text_check (const char *text, GError **error)
{
  Place place;
  gsize length;

  for (const char *p = find_place (text, &place, &length); p != NULL;
       p = find_place (p + length, &place, &length))
    if (place == PLACE_UNKNOWN)
      {
        g_set_error (error, UM_PROBLEM, UM_PROBLEM_ISSUE_PLACEHOLDER, "%.*s", (int) length, p);
        return FALSE;
      }
  return TRUE;
}

gboolean
um_issue_text_names_users (const char *text)
{
  Place place;
  gsize length;

  return find_place (text, &place, &length) != NULL;
}

/* A user's own text on one line: without what would reorder or break what stands around it. */
static void
append_value (GString *text, const char *value)
{
  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!um_text_is_disruptive (c))
        g_string_append_unichar (text, c);
      else if (g_unichar_iscntrl (c))
        g_string_append_c (text, ' ');
    }
}

static void
append_place (GString *text, Place place, const UmIssuePerson *person)
{
  gboolean nameless = person->name == NULL || *person->name == '\0';
  const char *value = person->account_id;

  if (place == PLACE_NAME && !nameless)
    value = person->name;
  else if (place == PLACE_EMAIL)
    value = person->email != NULL ? person->email : NOT_KNOWN;
  append_value (text, value);
}

char *
um_issue_text_fill (const char *text, const UmIssuePerson *person)
{
  GString *filled = g_string_sized_new (strlen (text));
  const char *p = text;

  while (*p != '\0')
    {
      Place place = PLACE_UNKNOWN;
      gsize length = is_brace (p) ? 0 : read_place (p, &place);

      if (length > 0 && place != PLACE_UNKNOWN && person != NULL)
        append_place (filled, place, person);
      else
        {
          length = MAX (length, 1);
          g_string_append_len (filled, p, length);
        }
      p += is_brace (p) ? 2 : length;
    }
  return g_string_free (filled, FALSE);
}

char *
um_issue_text_fill_summary (const char *text, const UmIssuePerson *person)
{
  g_autofree char *filled = um_issue_text_fill (text, person);
  g_autofree char *cut = NULL;

  g_strdelimit (filled, "\r\n\t", ' ');
  g_strstrip (filled);
  if (g_utf8_strlen (filled, -1) <= UM_ISSUE_MOST_SUMMARY)
    return g_steal_pointer (&filled);
  cut = g_utf8_substring (filled, 0, UM_ISSUE_MOST_SUMMARY - 1);
  return g_strconcat (cut, "…", NULL);
}

char *
um_issue_text_fill_all (const char *text, const UmIssuePerson *people, guint n_people)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GPtrArray) filled = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (!um_issue_text_names_users (lines[i]))
        g_ptr_array_add (filled, um_issue_text_fill (lines[i], NULL));
      for (guint j = 0; um_issue_text_names_users (lines[i]) && j < n_people; j++)
        g_ptr_array_add (filled, um_issue_text_fill (lines[i], &people[j]));
    }
  g_ptr_array_add (filled, NULL);
  return g_strjoinv ("\n", (char **) filled->pdata);
}
