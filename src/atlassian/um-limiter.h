/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pace of the requests to one server, learnt per endpoint (PRODUCT.md §7, ATLASSIAN.md §18),
 * and how many of them are under way at once. Main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define UM_TYPE_LIMITER (um_limiter_get_type ())
G_DECLARE_FINAL_TYPE (UmLimiter, um_limiter, UM, LIMITER, GObject)

/* What the server said of its limits in one answer. Unknown numbers are -1. */
typedef struct
{
  guint status;       /* 0: no answer came */
  gint64 retry_after; /* µs from now */
  gint limit;         /* requests allowed in the window */
  gint remaining;
  gint64 reset;   /* µs from now */
  gboolean quota; /* the reason names a quota: stop every endpoint until reset */
} UmLimiterHints;

/* Properties (read only): "waiting-until" (gint64, as um_limiter_get_waiting_until ()). */
UmLimiter *um_limiter_new (void);

/**
 * um_limiter_set_max_in_flight:
 * @self: a limiter
 * @n: how many requests may be under way at once, 1 or more
 */
void um_limiter_set_max_in_flight (UmLimiter *self, guint n);

/**
 * um_limiter_set_start_rate:
 * @self: a limiter
 * @rate: requests a second with which an endpoint that wasn't used so far begins; 0, as at first:
 * unlimited
 *
 * It climbs from there, about twofold in a second, as long as the server answers and doesn't
 * refuse.
 */
void um_limiter_set_start_rate (UmLimiter *self, double rate);

/**
 * um_limiter_acquire_async:
 * @self: a limiter
 * @endpoint: what the server counts together: method and path without ids ("POST group/user")
 * @cancellable: (nullable): takes the request out of the queue at once
 * @callback: called in a later turn of the main loop
 * @user_data: for @callback
 *
 * Asks for leave to send one request. Served in order within an endpoint, the endpoints in turn.
 * There is no limit of our own beside the number in flight and the start: an endpoint is unlimited
 * until the server says otherwise.
 */
void um_limiter_acquire_async (UmLimiter *self,
                               const char *endpoint,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * um_limiter_acquire_finish:
 * @self: a limiter
 * @result: of the callback
 * @error: return location for a #GError
 *
 * Returns: %TRUE with leave, which must be followed by one um_limiter_report (), also where the
 * request was cancelled meanwhile; %FALSE with %G_IO_ERROR_CANCELLED without it
 */
gboolean um_limiter_acquire_finish (UmLimiter *self, GAsyncResult *result, GError **error);

/**
 * um_limiter_report:
 * @self: a limiter
 * @endpoint: as acquired
 * @hints: what the answer said; status 0 where none came
 *
 * Must follow each granted acquire exactly once.
 */
void um_limiter_report (UmLimiter *self, const char *endpoint, const UmLimiterHints *hints);

/**
 * um_limiter_get_waiting_until:
 * @self: a limiter
 *
 * Returns: the monotonic time in µs until which requests wait because the server said so (429, 503
 * with a date, a quota); 0 while none does. The pauses of a known pace don't count.
 */
gint64 um_limiter_get_waiting_until (UmLimiter *self);

/**
 * um_limiter_is_blocked:
 * @self: a limiter
 * @endpoint: as acquired
 *
 * Returns: whether the server has said that a request to @endpoint would be refused now
 */
gboolean um_limiter_is_blocked (UmLimiter *self, const char *endpoint);

/**
 * um_limiter_get_rate:
 * @self: a limiter
 * @endpoint: as acquired
 *
 * Returns: requests a second now allowed to @endpoint; 0 = not limited so far
 */
double um_limiter_get_rate (UmLimiter *self, const char *endpoint);

G_END_DECLS
