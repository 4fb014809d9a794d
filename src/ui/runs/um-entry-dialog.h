/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Details of one entry of a run log, in a modal dialog. */
#pragma once

#include "um-run.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_ENTRY_DIALOG (um_entry_dialog_get_type ())
G_DECLARE_FINAL_TYPE (UmEntryDialog, um_entry_dialog, UM, ENTRY_DIALOG, GtkWindow)

void um_entry_dialog_present (GtkWidget *parent, const UmRun *run, UmRunEntry *entry);

G_END_DECLS
