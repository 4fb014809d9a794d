/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request and its answer, within a time and a size. For UmHttp alone. */
#pragma once

#include "um-answer.h"

G_BEGIN_DECLS

/**
 * um_exchange_async:
 * @session: what sends
 * @message: a request, used once
 * @seconds: how long the whole may take, from now to the last byte
 * @limit: bytes of the body after decoding
 *
 * Sends @message and reads its answer. Main thread.
 */
void um_exchange_async (SoupSession *session,
                        SoupMessage *message,
                        double seconds,
                        gsize limit,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);

/**
 * um_exchange_finish:
 * @answer: (out) (transfer full): what came, also where an error is set
 *
 * Returns: whether the answer is good (um_answer_judge ()); also %FALSE with %G_IO_ERROR_CANCELLED
 */
gboolean
um_exchange_finish (SoupSession *session, GAsyncResult *result, UmAnswer **answer, GError **error);

G_END_DECLS
