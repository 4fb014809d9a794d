/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The burst limit of a site: a token bucket per method and endpoint that holds as many tokens as
 * come in a second, shared by all callers (ATLASSIAN.md §18). The organisation's log has a lower
 * one.
 */

#include "sim-limiter.h"

#include <math.h>

/* Answers 429 as Atlassian does. @wait: seconds. */
void
sim_limiter_refuse (SimRequest *request, guint limit, guint wait)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_seconds (now, wait);
  g_autofree char *reset = g_date_time_format (then, "%Y-%m-%dT%H:%M:%SZ");
  char number[16];

  /* The organisation's gateway tells the time of day alone. */
  g_snprintf (number, sizeof number, "%u", wait);
  if (request->api == SIM_API_SITE)
    {
      sim_request_header (request, "Retry-After", number);
      sim_request_header (request, "RateLimit-Reason", "jira-burst-based");
    }
  g_snprintf (number, sizeof number, "%u", limit);
  sim_request_header (request, "X-RateLimit-Limit", number);
  sim_request_header (request, "X-RateLimit-Remaining", "0");
  sim_request_header (request, "X-RateLimit-Reset", reset);
  sim_request_fail (request, 429, "Rate limit exceeded.");
}

/**
 * sim_limiter_admit:
 * @rate: requests a second, and the depth of the bucket; 0 = no limit
 *
 * Returns: whether the request may go on; else the answer is written
 */
gboolean
sim_limiter_admit (SimRequest *request, SimBucket *bucket, double rate)
{
  gint64 now;
  double depth;
  char number[16];

  if (rate <= 0)
    return TRUE;
  depth = bucket->most > 0 ? bucket->most : MAX (rate, 1);
  if (bucket->most > 0)
    rate = MIN (rate, bucket->most / 60);

  now = g_get_monotonic_time ();
  if (bucket->filled == 0)
    bucket->tokens = depth;
  else
    bucket->tokens = MIN (depth,
                          bucket->tokens + (double) (now - bucket->filled) * rate / G_USEC_PER_SEC);
  bucket->filled = now;

  if (bucket->tokens < 1)
    {
      sim_limiter_refuse (request, (guint) depth,
                          (guint) MAX (1, ceil ((1 - bucket->tokens) / rate)));
      return FALSE;
    }
  bucket->tokens -= 1;
  g_snprintf (number, sizeof number, "%u", (guint) depth);
  sim_request_header (request, "X-RateLimit-Limit", number);
  g_snprintf (number, sizeof number, "%u", (guint) bucket->tokens);
  sim_request_header (request, "X-RateLimit-Remaining", number);
  return TRUE;
}
