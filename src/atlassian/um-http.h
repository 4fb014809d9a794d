/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that sends: authorization, limits, time-outs, retries, error bodies. Main thread.
 */
#pragma once

#include "um-atlassian-error.h"
#include "um-limiter.h"
#include "um-reply.h"

G_BEGIN_DECLS

#define UM_TYPE_HTTP (um_http_get_type ())
G_DECLARE_FINAL_TYPE (UmHttp, um_http, UM, HTTP, GObject)

typedef enum
{
  UM_HTTP_NONE = 0,
  UM_HTTP_REPEATABLE = 1 << 0, /* may be sent again after an unclear outcome */
  UM_HTTP_ANONYMOUS = 1 << 1,  /* carries no authorization */
  UM_HTTP_LARGE = 1 << 2,      /* 120 s and 64 MiB instead of 60 s and 4 MiB */
  UM_HTTP_NO_WAIT = 1 << 3,    /* one attempt, no waiting for 429: for checks */
} UmHttpFlags;

/**
 * um_http_new:
 * @base: "https://acme.atlassian.net" or "https://api.atlassian.com/ex/jira/<cloud id>", without a
 * slash at the end; paths are appended
 *
 * Plain http is accepted to loopback only. An address that isn't acceptable gives
 * %UM_ATLASSIAN_ERROR_UNSECURE at each request.
 *
 * Returns: (transfer full): a new object
 */
UmHttp *um_http_new (const char *base);
const char *um_http_get_base (UmHttp *self);

/**
 * um_http_set_basic:
 * @self: a #UmHttp
 * @email: the account's address
 * @token: its API token; copied into locked memory that is wiped, never printed
 *
 * Takes the place of what was set before.
 */
void um_http_set_basic (UmHttp *self, const char *email, const char *token);

/** um_http_set_bearer: the same for the key of an organisation. */
void um_http_set_bearer (UmHttp *self, const char *key);

/** um_http_set_max_in_flight: how many requests may be under way at once (16 at first, 64 at most).
 */
void um_http_set_max_in_flight (UmHttp *self, guint n);

/** um_http_get_limiter: (transfer none): the pace of this server. */
UmLimiter *um_http_get_limiter (UmHttp *self);

/**
 * um_http_send_async:
 * @self: a #UmHttp
 * @method: "GET", "POST", …
 * @path: path and query, percent-encoded; appended to the base
 * @endpoint: the bucket of the limiter
 * @body: (nullable): JSON; not with GET, which Jira Cloud refuses
 * @flags: how
 * @cancellable: (nullable): ends a wait at once, and a request under way too: its effect is then
 * unknown (see maybe_done of the reply)
 * @callback: called when done
 * @user_data: for @callback
 *
 * 429 and 503 with a date are waited out (um_limiter_get_waiting_until ()) and sent again, however
 * often. Other 5xx and cut connections are repeated where %UM_HTTP_REPEATABLE: 5 attempts within 5
 * minutes, with pauses that double up to 30 s. No network isn't waited for: that is the caller's to
 * do.
 */
void um_http_send_async (UmHttp *self,
                         const char *method,
                         const char *path,
                         const char *endpoint,
                         GBytes *body,
                         UmHttpFlags flags,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);

/**
 * um_http_send_finish:
 * @self: a #UmHttp
 * @result: of the callback
 * @reply: (out) (optional) (nullable) (transfer full): of the last attempt, set in success and in
 * failure; %NULL where nothing was sent
 * @error: return location for a #GError of %UM_ATLASSIAN_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * X-Seraph-LoginReason is looked at in each answer, whatever its status (ATLASSIAN.md §0, 5).
 *
 * Returns: %TRUE where the status is 2xx and the body is empty or said to be JSON; its grammar and
 * shape are um_json_parse ()'s matter
 */
gboolean um_http_send_finish (UmHttp *self, GAsyncResult *result, UmReply **reply, GError **error);

G_END_DECLS
