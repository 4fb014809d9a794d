/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens a web address in the user's browser. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @widget: where it was asked for; the browser is told its display. */
void um_open_uri_async (GtkWidget *widget,
                        const char *uri,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
/* Fails where no program opens web addresses. */
gboolean um_open_uri_finish (GAsyncResult *result, GError **error);

G_END_DECLS
