/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates and ages of last-login: and added:. A date is a local day, from its first second to the one
 * before the next day's first, however long that day is; an age counts back from the context's now.
 * Stateless, any thread. */

#include "um-filter-private.h"

#include <string.h>

#define SECONDS_PER_DAY G_GINT64_CONSTANT (86400)
/* g_date_get_julian () of 1970-01-01. */
#define EPOCH_DAY 719163
/* Ten thousand years; further back there is no date. */
#define MAX_AGE_DAYS (10000 * 365)
#define DATE_LENGTH  10 /* YYYY-MM-DD */

/* Reads digits only; FALSE if there is another byte or too many of them. */
static gboolean
read_digits (const char *text, gsize length, guint *number)
{
  if (length == 0 || length > 9)
    return FALSE;

  *number = 0;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *number = *number * 10 + g_ascii_digit_value (text[i]);
    }

  return TRUE;
}

/* Reads YYYY-MM-DD at the start of @text, a day that the calendar has. */
static gboolean
read_date (const char *text, int *date)
{
  guint year, month, day;

  if (strnlen (text, DATE_LENGTH) < DATE_LENGTH || text[4] != '-' || text[7] != '-')
    return FALSE;
  if (!read_digits (text, 4, &year) || !read_digits (text + 5, 2, &month)
      || !read_digits (text + 8, 2, &day))
    return FALSE;
  if (!g_date_valid_dmy (day, month, year))
    return FALSE;

  *date = year * 10000 + month * 100 + day;
  return TRUE;
}

/* Reads an age: a number and its unit. */
static gboolean
read_age (const char *text, UmFilterValue *value)
{
  gsize length = strlen (text);
  guint days = 0;

  if (length < 2 || !read_digits (text, length - 1, &value->amount))
    return FALSE;

  value->unit = text[length - 1];
  switch (value->unit)
    {
    case 'd':
      days = 1;
      break;
    case 'w':
      days = 7;
      break;
    case 'm':
      days = 30;
      break;
    case 'y':
      days = 365;
      break;
    default:
      return FALSE;
    }

  if (value->amount > MAX_AGE_DAYS / days)
    return FALSE;

  value->seconds = value->amount * days * SECONDS_PER_DAY;
  return TRUE;
}

static char *
print_date (int date)
{
  return g_strdup_printf ("%04d-%02d-%02d", date / 10000, date / 100 % 100, date % 100);
}

/* Reads DATE or DATE..DATE. */
static gboolean
read_range (UmFilterValue *value, const char *text)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  const char *rest = text + DATE_LENGTH;

  if (!read_date (text, &value->from))
    return FALSE;

  value->kind = UM_VALUE_RANGE;
  value->to = value->from;
  if (*rest != '\0'
      && (!g_str_has_prefix (rest, "..") || !read_date (rest + 2, &value->to)
          || rest[2 + DATE_LENGTH] != '\0' || value->to < value->from))
    return FALSE;

  from = print_date (value->from);
  to = print_date (value->to);
  value->text = value->from == value->to ? g_steal_pointer (&from)
                                         : g_strconcat (from, "..", to, NULL);
  return TRUE;
}

/* Reads <DATE, >DATE, DATE, DATE..DATE, <AGE or >AGE, in lower case, into @value. */
gboolean
um_filter_time_read (UmFilterValue *value, const char *text)
{
  gboolean less = text[0] == '<';
  g_autofree char *date = NULL;

  if (!less && text[0] != '>')
    return read_range (value, text);

  text++;
  if (read_age (text, value))
    {
      value->kind = less ? UM_VALUE_NEWER : UM_VALUE_OLDER;
      value->text = g_strdup_printf ("%c%u%c", less ? '<' : '>', value->amount, value->unit);
      return TRUE;
    }

  if (!read_date (text, &value->from) || text[DATE_LENGTH] != '\0')
    return FALSE;

  date = print_date (value->from);
  value->kind = less ? UM_VALUE_BEFORE : UM_VALUE_AFTER;
  value->to = value->from;
  value->text = g_strconcat (less ? "<" : ">", date, NULL);
  return TRUE;
}

/* The first second of the day that is @later days after @date. Where clocks go forward over
 * midnight that is the moment they do; where they go back over it, the first of both midnights. */
static gint64
day_start (int date, guint later, GTimeZone *zone)
{
  static const GTimeType types[] = { G_TIME_TYPE_STANDARD, G_TIME_TYPE_DAYLIGHT };
  GDate day;
  gint64 midnight = 0;
  gint64 start = G_MAXINT64;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, date % 100, date / 100 % 100, date / 10000);
  midnight = ((gint64) g_date_get_julian (&day) + later - EPOCH_DAY) * SECONDS_PER_DAY;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      gint64 local = midnight;
      int interval = g_time_zone_adjust_time (zone, types[i], &local);

      start = MIN (start, local - g_time_zone_get_offset (zone, interval));
    }

  return start;
}

/* The moment that is @seconds before now; where that can't be told, the nearest that can, with a
 * second to spare on both sides for its neighbours. */
static gint64
ago (const UmFilterContext *context, gint64 seconds)
{
  gint64 moment;

  if (__builtin_sub_overflow (context->now, seconds, &moment))
    moment = G_MININT64;

  return CLAMP (moment, UM_TIME_NEVER + 1, G_MAXINT64 - 1);
}

/* The first and the last second of the times that @value means. */
void
um_filter_time_bounds (const UmFilterValue *value,
                       const UmFilterContext *context,
                       gint64 *first,
                       gint64 *last)
{
  g_autoptr (GTimeZone) zone = NULL;

  zone = context->zone != NULL ? g_time_zone_ref (context->zone) : g_time_zone_new_local ();
  *first = UM_TIME_NEVER + 1;
  *last = G_MAXINT64;

  switch (value->kind)
    {
    case UM_VALUE_BEFORE:
      *last = day_start (value->from, 0, zone) - 1;
      break;

    case UM_VALUE_AFTER:
      *first = day_start (value->from, 1, zone);
      break;

    case UM_VALUE_RANGE:
      *first = day_start (value->from, 0, zone);
      *last = day_start (value->to, 1, zone) - 1;
      break;

    case UM_VALUE_OLDER:
      *last = ago (context, value->seconds) - 1;
      break;

    case UM_VALUE_NEWER:
      *first = ago (context, value->seconds) + 1;
      break;

    case UM_VALUE_TEXT:
    case UM_VALUE_PATTERN:
    case UM_VALUE_CODE:
    case UM_VALUE_UNKNOWN:
    case UM_VALUE_ID:
    default:
      g_return_if_reached ();
    }
}
