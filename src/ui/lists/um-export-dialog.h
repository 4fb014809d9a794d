/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Export Users: whom, as what, and where to. */
#pragma once

#include "um-bitset.h"
#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_EXPORT_DIALOG (um_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (UmExportDialog, um_export_dialog, UM, EXPORT_DIALOG, GtkWindow)

/* Users that can be exported, as rows of the source's directory. */
typedef struct
{
  UmBitset *rows;         /* (nullable): nobody */
  const char *expression; /* (nullable): the filter that finds exactly these */
} UmExportSet;

/* @shown, @selected: copied. @column, @descending: the order in the file. */
void um_export_dialog_present (GtkWidget *parent,
                               UmSourceState *state,
                               const UmExportSet *shown,
                               const UmExportSet *selected,
                               UmColumn column,
                               gboolean descending);

G_END_DECLS
