/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a source's key, to be used until the program ends and kept nowhere. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_KEY_DIALOG (um_key_dialog_get_type ())
G_DECLARE_FINAL_TYPE (UmKeyDialog, um_key_dialog, UM, KEY_DIALOG, GtkWindow)

/* @source_name: whose key is asked for. */
void um_key_dialog_run_async (GtkWidget *parent,
                              const char *source_name,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* NULL: it was closed. (transfer full) (nullable), um_engine_free_key () */
char *um_key_dialog_run_finish (GAsyncResult *result);

G_END_DECLS
