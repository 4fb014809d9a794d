/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Import Users: a list is chosen, read, looked at, and then kept, selected, shown. */
#pragma once

#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_IMPORT_DIALOG (um_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (UmImportDialog, um_import_dialog, UM, IMPORT_DIALOG, GtkWindow)

/* Modal to the window of @step, where a toast tells what was done, and whose action "select.filter"
 * (s: an expression) shows the users of a list. @file: (nullable): read at once. */
void um_import_dialog_present (GtkWidget *step, UmSourceState *state, GFile *file);

G_END_DECLS
