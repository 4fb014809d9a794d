/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Add Source and Edit Source: the form, the check, the question about a foreign host. */
#pragma once

#include "um-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_SOURCE_DIALOG (um_source_dialog_get_type ())
G_DECLARE_FINAL_TYPE (UmSourceDialog, um_source_dialog, UM, SOURCE_DIALOG, GtkWindow)

/* @state NULL: a new source. Ends with the saved state (transfer none), NULL when it was closed. */
void um_source_dialog_run_async (GtkWidget *parent,
                                 UmEngine *engine,
                                 UmSourceState *state,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
UmSourceState *um_source_dialog_run_finish (GAsyncResult *result);

G_END_DECLS
