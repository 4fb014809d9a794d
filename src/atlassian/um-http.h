/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that sends: authorization, limits, time-outs, retries, error bodies. */
#pragma once

#include "um-atlassian-error.h"
#include "um-limiter.h"
#include "um-reply.h"

G_BEGIN_DECLS

#define UM_TYPE_HTTP (um_http_get_type ())
G_DECLARE_FINAL_TYPE (UmHttp, um_http, UM, HTTP, GObject)

/* @base: "https://acme.atlassian.net" or "https://api.atlassian.com/ex/jira/<cloud id>", without a slash
 * at the end; paths are appended. Plain http only to loopback. Main thread. */
UmHttp    *um_http_new               (const char *base);
const char *um_http_get_base         (UmHttp *self);
/* The secret is copied into non-pageable memory and never printed. */
void       um_http_set_basic         (UmHttp     *self,
                                      const char *email,
                                      const char *token);
void       um_http_set_bearer        (UmHttp     *self,
                                      const char *key);
void       um_http_set_max_in_flight (UmHttp *self,
                                      guint   n);
/* X-Seraph-LoginReason is looked at on every answer (Jira sites). On by default. */
UmLimiter *um_http_get_limiter       (UmHttp *self);

typedef enum
{
  UM_HTTP_NONE = 0,
  UM_HTTP_REPEATABLE = 1 << 0, /* may be sent again after an unclear outcome */
  UM_HTTP_ANONYMOUS = 1 << 1,  /* carries no authorization */
  UM_HTTP_LARGE = 1 << 2,      /* 120 s and 64 MiB instead of 60 s and 4 MiB */
  UM_HTTP_NO_WAIT = 1 << 3,    /* one attempt, no waiting for 429: for checks */
} UmHttpFlags;

/* Sends @method to base + @path. 429 and 503 with a date are waited out and sent again; other 5xx and cut
 * connections are repeated where REPEATABLE (5 attempts within 5 minutes). @endpoint names the bucket of the
 * limiter. @body is JSON or NULL. On success the status is 2xx; the body's type and shape are checked by um_json. */
void       um_http_send_async        (UmHttp              *self,
                                      const char          *method,
                                      const char          *path,
                                      const char          *endpoint,
                                      GBytes              *body,
                                      UmHttpFlags          flags,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
/* @reply: (out) (optional) (nullable) (transfer full): set in success and in failure, NULL where nothing was sent. */
gboolean   um_http_send_finish       (UmHttp        *self,
                                      GAsyncResult  *result,
                                      UmReply      **reply,
                                      GError       **error);

G_END_DECLS
