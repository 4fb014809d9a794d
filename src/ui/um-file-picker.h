/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a file to read or to write, in the shape that newer GTK gives it (GtkFileDialog). */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @filter_name, @suffixes: what is shown first, such as { "csv", NULL }. G_IO_ERROR_CANCELLED where
 * it was dismissed. */
void um_file_picker_open_async (GtkWidget *parent,
                                const char *title,
                                const char *filter_name,
                                const char *const *suffixes,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* (transfer full) */
GFile *um_file_picker_open_finish (GAsyncResult *result, GError **error);

/* @name: suggested name of the file. G_IO_ERROR_CANCELLED where it was dismissed. */
void um_file_picker_save_async (GtkWidget *parent,
                                const char *title,
                                const char *name,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* (transfer full) */
GFile *um_file_picker_save_finish (GAsyncResult *result, GError **error);

G_END_DECLS
