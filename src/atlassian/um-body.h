/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a stream into memory with a limit. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads @stream to its end. UM_ATLASSIAN_ERROR_MALFORMED where more than @limit bytes come; the
 * stream is closed in each case. Main thread. */
void um_body_read_async (GInputStream *stream,
                         gsize limit,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
GBytes *um_body_read_finish (GInputStream *stream, GAsyncResult *result, GError **error);

G_END_DECLS
