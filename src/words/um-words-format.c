/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers with their nouns, times, ages and names as people read them, by the user's locale. No
 * state; any thread. */
#include "um-config.h"
#include "um-words.h"
#include "um-text-clean.h"
#include "um-words-private.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#define MINUTE 60
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/* The C locale groups no digits; English, the language that it stands for, does. */
static char *
group_as_in_english (guint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
  gsize length = strlen (digits);
  GString *text = g_string_sized_new (length + length / 3 + 1);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (text, FALSE);
}

/**
 * um_words_number:
 * @number: a count
 *
 * Returns: (transfer full): the number with its digits grouped as the locale does, "1,284"
 */
char *
um_words_number (guint64 number)
{
  const char *locale = setlocale (LC_NUMERIC, NULL);

  if (locale == NULL || g_str_equal (locale, "POSIX") || locale[0] == 'C')
    return group_as_in_english (number);
  return g_strdup_printf ("%'" G_GINT64_MODIFIER "u", number);
}

static char *
with_number (const char *text, guint64 number)
{
  g_autofree char *digits = um_words_number (number);

  return um_words_fill (text, digits);
}

/**
 * um_words_users:
 * @number: how many
 *
 * Returns: (transfer full): "1 user", "1,284 users"
 */
char *
um_words_users (guint number)
{
  /* Translators: %s is a number */
  return with_number (g_dngettext (GETTEXT_PACKAGE, "%s user", "%s users", number), number);
}

/**
 * um_words_groups:
 * @number: how many
 *
 * Returns: (transfer full): "1 group", "3 groups"
 */
char *
um_words_groups (guint number)
{
  /* Translators: %s is a number */
  return with_number (g_dngettext (GETTEXT_PACKAGE, "%s group", "%s groups", number), number);
}

/**
 * um_words_steps:
 * @number: how many
 *
 * Returns: (transfer full): "1 step", "360 steps"
 */
char *
um_words_steps (guint number)
{
  /* Translators: %s is a number; a step is one change to one user */
  return with_number (g_dngettext (GETTEXT_PACKAGE, "%s step", "%s steps", number), number);
}

/**
 * um_words_duration:
 * @seconds: a length of time
 *
 * Returns: (transfer full): the length rounded to its largest fitting unit, "12 minutes", "2 hours"
 */
char *
um_words_duration (gint64 seconds)
{
  guint64 number;

  if (seconds < MINUTE)
    {
      number = MAX (seconds, 1);
      /* Translators: %s is a number */
      return with_number (g_dngettext (GETTEXT_PACKAGE, "%s second", "%s seconds", number), number);
    }
  if (seconds < HOUR - MINUTE / 2)
    {
      number = (seconds + MINUTE / 2) / MINUTE;
      /* Translators: %s is a number */
      return with_number (g_dngettext (GETTEXT_PACKAGE, "%s minute", "%s minutes", number), number);
    }
  if (seconds < 2 * DAY - HOUR / 2)
    {
      number = (seconds + HOUR / 2) / HOUR;
      /* Translators: %s is a number */
      return with_number (g_dngettext (GETTEXT_PACKAGE, "%s hour", "%s hours", number), number);
    }
  number = (seconds + DAY / 2) / DAY;
  /* Translators: %s is a number */
  return with_number (g_dngettext (GETTEXT_PACKAGE, "%s day", "%s days", number), number);
}

/**
 * um_words_age:
 * @seconds: a moment, seconds since 1970
 * @now: the present, seconds since 1970
 *
 * Returns: (transfer full): how long ago it was: "just now", "2 hours ago"
 */
char *
um_words_age (gint64 seconds, gint64 now)
{
  g_autofree char *duration = NULL;

  if (seconds == UM_TIME_UNKNOWN || seconds == UM_TIME_NEVER)
    return g_strdup (_ ("never"));
  if (now - seconds < MINUTE)
    return g_strdup (_ ("just now"));
  duration = um_words_duration (now - seconds);
  /* Translators: %s is a length of time, such as "2 hours" */
  return g_strdup_printf (_ ("%s ago"), duration);
}

/**
 * um_words_time_left:
 * @seconds: an estimate, -1 where there is none
 *
 * Returns: (transfer full): "about 12 minutes left", or an empty text
 */
char *
um_words_time_left (int seconds)
{
  g_autofree char *duration = NULL;

  if (seconds < 0)
    return g_strdup ("");
  if (seconds < 10)
    return g_strdup (_ ("a few seconds left"));
  duration = um_words_duration (seconds);
  /* Translators: %s is a length of time, such as "12 minutes" */
  return g_strdup_printf (_ ("about %s left"), duration);
}

/**
 * um_words_time_left_sentence:
 * @seconds: an estimate, -1 where there is none
 *
 * Returns: (transfer full): "About 12 minutes left.", or an empty text
 */
char *
um_words_time_left_sentence (int seconds)
{
  g_autofree char *duration = NULL;

  if (seconds < 0)
    return g_strdup ("");
  if (seconds < 10)
    return g_strdup (_ ("A few seconds left."));
  duration = um_words_duration (seconds);
  /* Translators: %s is a length of time, such as "12 minutes" */
  return g_strdup_printf (_ ("About %s left."), duration);
}

/**
 * um_words_date:
 * @seconds: a moment, seconds since 1970
 *
 * Returns: (transfer full): its local day as the locale writes it, "12 Mar 2026"
 */
char *
um_words_date (gint64 seconds)
{
  g_autoptr (GDateTime) moment = NULL;

  if (seconds == UM_TIME_UNKNOWN)
    return g_strdup (_ ("unknown"));
  if (seconds == UM_TIME_NEVER)
    return g_strdup (_ ("never"));
  moment = g_date_time_new_from_unix_local (seconds);
  /* Translators: a date in the order of your language: %-e day, %b short month, %Y year */
  return moment != NULL ? g_date_time_format (moment, _ ("%-e %b %Y")) : g_strdup (_ ("unknown"));
}

/**
 * um_words_last_login:
 * @seconds: seconds since 1970, %UM_TIME_NEVER or %UM_TIME_UNKNOWN
 *
 * Returns: (transfer full): the date, "never" or "unknown": what isn't known never reads as never
 */
char *
um_words_last_login (gint64 seconds)
{
  return um_words_date (seconds);
}

/**
 * um_words_linked:
 * @names: names of sources, at least one
 *
 * Returns: (transfer full): what is told of a source that is linked with them: "Linked with Acme"
 */
char *
um_words_linked (const char *const *names)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) isolated = NULL;
  g_autofree char *listed = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *clean = um_words_clean (names[i]);
      g_autofree char *name = um_words_isolate (clean);

      g_strv_builder_add (builder, name);
    }
  isolated = g_strv_builder_end (builder);
  /* Translators: what stands between two names of sources */
  listed = g_strjoinv (_ (", "), isolated);
  /* Translators: %s are the names of other sources of the same organisation */
  return g_strdup_printf (_ ("Linked with %s"), listed);
}

/**
 * um_words_moment:
 * @milliseconds: a moment, milliseconds since 1970; 0 is none
 *
 * Returns: (transfer full): local date and time, "12 Mar 2026, 16:04"; empty for none
 */
char *
um_words_moment (gint64 milliseconds)
{
  g_autoptr (GDateTime) moment = NULL;

  if (milliseconds == 0)
    return g_strdup ("");
  moment = g_date_time_new_from_unix_local (milliseconds / 1000);
  /* Translators: a date and a time in the order of your language */
  return moment != NULL ? g_date_time_format (moment, _ ("%-e %b %Y, %H:%M")) : g_strdup ("");
}

/**
 * um_words_clean:
 * @text: (nullable): text from a server or a file
 *
 * Makes text safe to show on one line: control and direction-changing characters, which could hide
 * or reorder what stands beside it, become U+FFFD.
 *
 * Returns: (transfer full): the text, "" for %NULL
 */
char *
um_words_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *clean = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (clean, um_text_is_disruptive (c) ? 0xFFFD : c);
    }
  return g_string_free (clean, FALSE);
}

/**
 * um_words_name:
 * @name: (nullable): a person's name as the source gives it
 * @account_id: what stands for a nameless one
 *
 * Returns: (transfer full): the name, made safe to show
 */
char *
um_words_name (const char *name, const char *account_id)
{
  g_autofree char *clean = um_words_clean (name);

  g_strstrip (clean);
  if (*clean != '\0')
    return g_steal_pointer (&clean);
  /* Translators: an account without a name; %s is its id */
  return g_strdup_printf (_ ("Nameless (%s)"), account_id);
}

/**
 * um_words_email:
 * @email: (nullable): an address
 *
 * Returns: the address, or "hidden"
 */
const char *
um_words_email (const char *email)
{
  return email != NULL ? email : _ ("hidden");
}

/**
 * um_words_isolate:
 * @text: a name, id or address
 *
 * Returns: (transfer full): the text between Unicode isolates, so that its direction leaves the
 *   sentence around it alone
 */
char *
um_words_isolate (const char *text)
{
  return g_strconcat ("\u2068", text, "\u2069", NULL);
}

/**
 * um_words_group_products:
 * @directory: what the group belongs to
 * @group: a group of it
 * @but: (nullable) (element-type utf8): keys of products that aren't told
 *
 * Returns: (transfer full): the names of the products that the group grants, "Jira, Confluence";
 *   the key of one that the directory doesn't know; "" for none
 */
char *
um_words_group_products (UmDirectory *directory, const UmThing *group, GPtrArray *but)
{
  g_auto (GStrv) keys = g_strsplit (group->products != NULL ? group->products : "", ",", -1);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; keys[i] != NULL; i++)
    {
      guint thing = um_directory_find_thing (directory, UM_SET_PRODUCTS, keys[i]);

      if (but != NULL && g_ptr_array_find_with_equal_func (but, keys[i], g_str_equal, NULL))
        continue;
      g_ptr_array_add (
        names, thing != UM_NO_ROW
                 ? (gpointer) um_directory_get_thing (directory, UM_SET_PRODUCTS, thing)->name
                 : keys[i]);
    }
  g_ptr_array_add (names, NULL);
  /* Translators: what stands between two names of products */
  text = g_strjoinv (_ (", "), (char **) names->pdata);
  return um_words_clean (text);
}

/**
 * um_words_fill:
 * @text: a translated text that may hold one %s
 * @argument: (nullable): what stands there
 *
 * For texts out of tables, which no compiler can check as formats. The argument is made safe to
 * show.
 *
 * Returns: (transfer full): the text with its argument
 */
char *
um_words_fill (const char *text, const char *argument)
{
  const char *place = strstr (text, "%s");
  g_autofree char *clean = NULL;

  if (place == NULL)
    return g_strdup (text);
  clean = um_words_clean (argument);
  return g_strdup_printf ("%.*s%s%s", (int) (place - text), text, clean, place + 2);
}

/**
 * um_words_append_count:
 * @text: a text of several parts
 * @separator: what stands between two parts
 * @sentence: a translated part with one %s, for the number
 * @count: a number; 0 adds nothing
 */
void
um_words_append_count (GString *text, const char *separator, const char *sentence, guint count)
{
  g_autofree char *number = um_words_number (count);
  g_autofree char *filled = um_words_fill (sentence, number);

  if (count == 0)
    return;
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, filled);
}
