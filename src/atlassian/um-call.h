/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call of an endpoint: sent by UmHttp, decoded on a worker thread, its reply kept. What the
 * classes of the endpoints share; for them alone. Main thread. */
#pragma once

#include "um-change.h"
#include "um-http.h"

G_BEGIN_DECLS

/* What a person who has just pressed a button waits for: one attempt. */
#define UM_CALL_CHECK (UM_HTTP_REPEATABLE | UM_HTTP_NO_WAIT)

/* Where in a list a page was asked for. */
typedef struct
{
  gint64 start_at;
  guint max_results;
  const char *cursor; /* (nullable) */
} UmAsked;

/* From a body to a record. Any thread; @asked: never NULL, zeroed but for pages.
 * UM_ATLASSIAN_ERROR_MALFORMED where the body isn't of the documented shape. (transfer full)
 * (nullable) */
typedef gpointer (*UmDecode) (GBytes *body, const UmAsked *asked, GError **error);

/**
 * um_call_new:
 * @self: (type GObject): the task's source object
 * @decode: (nullable): what makes a record of a good answer; without it there is none
 * @free_decoded: (nullable): frees that record
 *
 * Returns: (transfer full): a task that reads; um_call_send () takes it
 */
GTask *um_call_new (gpointer self,
                    UmDecode decode,
                    GDestroyNotify free_decoded,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data);

/** um_call_set_asked: @asked is copied, its cursor too. */
void um_call_set_asked (GTask *task, const UmAsked *asked);

/**
 * um_call_set_write:
 * @task: of um_call_new ()
 * @already: (nullable): a constant list that ends with %NULL: how the server says that the state
 * asked for stood already
 *
 * What became of a write is told, whatever was cancelled since. A word of @already counts where an
 * answer of 400, 404 or 409 has it as its code or reason, or within its message in small letters.
 */
void um_call_set_write (GTask *task, const char *const *already);

/** um_call_set_decode_refusal: a body of 400 is decoded too; where it can't be, the error stands.
 */
void um_call_set_decode_refusal (GTask *task);

/**
 * um_call_send:
 * @task: (transfer full): of um_call_new ()
 * @path: (nullable): path and query; %NULL, as um_uri_fill () gives it, is
 * %UM_ATLASSIAN_ERROR_REFUSED without a request
 *
 * The rest as um_http_send_async ().
 */
void um_call_send (GTask *task,
                   UmHttp *http,
                   const char *method,
                   const char *path,
                   const char *endpoint,
                   GBytes *body,
                   UmHttpFlags flags);

/**
 * um_call_finish:
 * @self: the source object
 * @reply: (out) (optional) (nullable) (transfer full): as of um_http_send_finish ()
 *
 * Returns: (transfer full) (nullable): the record
 */
gpointer um_call_finish (gpointer self, GAsyncResult *result, UmReply **reply, GError **error);

/**
 * um_call_finish_write:
 * @change: (out): what it came to
 *
 * Of a write without a record; the rest as um_call_finish ().
 */
gboolean um_call_finish_write (
  gpointer self, GAsyncResult *result, UmChange *change, UmReply **reply, GError **error);

G_END_DECLS
