/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the headers of an answer say of the server's limits. No state. */
#include "um-rate-headers.h"

#include "um-json.h"
#include "um-types.h"

#include <string.h>

#define LONGEST_WAIT (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

/* Numbers above this can only be seconds since 1970. */
#define FIRST_EPOCH G_GINT64_CONSTANT (1000000000)

static gint64
read_number (const char *text)
{
  gint64 value;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &value, NULL))
    return -1;
  return value;
}

/* Seconds since 1970 that an HTTP date stands for, or UM_TIME_UNKNOWN. */
static gint64
read_http_date (const char *text)
{
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) : UM_TIME_UNKNOWN;
}

static gint64
wait_of_seconds (gint64 seconds)
{
  return CLAMP (seconds, 0, LONGEST_WAIT / G_USEC_PER_SEC) * G_USEC_PER_SEC;
}

static gint64
wait_until (gint64 time, gint64 now)
{
  return time == UM_TIME_UNKNOWN ? -1 : wait_of_seconds (time - now / G_USEC_PER_SEC);
}

static gint64
read_retry_after (const char *text, gint64 now)
{
  gint64 seconds = read_number (text);

  return seconds >= 0 ? wait_of_seconds (seconds) : wait_until (read_http_date (text), now);
}

static gint64
read_reset (const char *text, gint64 now)
{
  gint64 number = read_number (text);

  if (number >= FIRST_EPOCH)
    return wait_until (number, now);
  return number >= 0 ? wait_of_seconds (number) : wait_until (um_json_parse_time (text), now);
}

static gint
read_count (const char *text)
{
  gint64 number = read_number (text);

  return number > G_MAXINT ? -1 : (gint) number;
}

void
um_rate_headers_read (SoupMessageHeaders *headers, guint status, gint64 now, UmLimiterHints *hints)
{
  const char *reason = soup_message_headers_get_one (headers, "RateLimit-Reason");
  gint64 date = read_http_date (soup_message_headers_get_one (headers, "Date"));

  if (date != UM_TIME_UNKNOWN)
    now = date * G_USEC_PER_SEC;

  *hints = (UmLimiterHints){
    .status = status,
    .retry_after = read_retry_after (soup_message_headers_get_one (headers, "Retry-After"), now),
    .limit = read_count (soup_message_headers_get_one (headers, "X-RateLimit-Limit")),
    .remaining = read_count (soup_message_headers_get_one (headers, "X-RateLimit-Remaining")),
    .reset = read_reset (soup_message_headers_get_one (headers, "X-RateLimit-Reset"), now),
    .quota = reason != NULL && strstr (reason, "quota") != NULL,
  };
}
