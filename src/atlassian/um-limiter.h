/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pace of the requests to one server, learnt per endpoint (PRODUCT.md §7, ATLASSIAN.md §18). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define UM_TYPE_LIMITER (um_limiter_get_type ())
G_DECLARE_FINAL_TYPE (UmLimiter, um_limiter, UM, LIMITER, GObject)

/* Properties (read only): "waiting-until" (gint64, monotonic µs; 0 = not waiting for the server's leave). */
UmLimiter *um_limiter_new            (void);
/* Asks for leave to send one request to @endpoint ("POST group/user"). Served in order. */
void       um_limiter_acquire_async  (UmLimiter           *self,
                                      const char          *endpoint,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
gboolean   um_limiter_acquire_finish (UmLimiter     *self,
                                      GAsyncResult  *result,
                                      GError       **error);
/* What the server said of its limits in one answer. Unknown numbers are -1. */
typedef struct
{
  guint    status;
  gint64   retry_after;  /* µs from now */
  gint     limit;        /* requests allowed in the window */
  gint     remaining;
  gint64   reset;        /* µs from now */
  gboolean quota;        /* the reason names a quota: stop every endpoint until reset */
} UmLimiterHints;
/* Must follow each granted acquire exactly once. */
void       um_limiter_report         (UmLimiter            *self,
                                      const char           *endpoint,
                                      const UmLimiterHints *hints);
gint64     um_limiter_get_waiting_until (UmLimiter *self);
/* Requests a second now allowed to @endpoint; 0 = not limited so far. */
double     um_limiter_get_rate       (UmLimiter  *self,
                                      const char *endpoint);

G_END_DECLS
