/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pause that can be cancelled at once. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** um_wait_async: calls @callback after @seconds, or as soon as @cancellable (nullable) is
 * cancelled. */
void um_wait_async (double seconds,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data);
/** um_wait_finish: %FALSE with %G_IO_ERROR_CANCELLED where the pause was cut short. */
gboolean um_wait_finish (GAsyncResult *result, GError **error);

G_END_DECLS
