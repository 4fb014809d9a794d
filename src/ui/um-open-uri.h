/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens a web address in the user's browser, and a folder in their file manager. */
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
/* Gives widgets of a class, and those in them, the action "file.open-folder" (s: URI of a file),
 * which shows the folder of the file; a toast tells where that fails. */
void um_open_uri_install_action (GtkWidgetClass *klass);
/* A toast about a file that was written, with that action on a button. */
void um_open_uri_toast (GtkWidget *widget, const char *title, GFile *file);

G_END_DECLS
