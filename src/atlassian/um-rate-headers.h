/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the headers of an answer say of the server's limits (ATLASSIAN.md §18). */
#pragma once

#include "um-limiter.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * um_rate_headers_read:
 * @headers: the headers of an answer
 * @status: its status
 * @now: the real time in µs, taken where the answer has no Date: the server's clock counts
 * @hints: (out): what they say
 *
 * Reads Retry-After (seconds or an HTTP date), X-RateLimit-Limit, -Remaining and -Reset (a time,
 * seconds since 1970, or seconds from now) and RateLimit-Reason. Waits are never longer than a day.
 */
void
um_rate_headers_read (SoupMessageHeaders *headers, guint status, gint64 now, UmLimiterHints *hints);

G_END_DECLS
