/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One source in the list of the Sources page. */
#pragma once

#include "um-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_SOURCE_ROW (um_source_row_get_type ())
G_DECLARE_FINAL_TYPE (UmSourceRow, um_source_row, UM, SOURCE_ROW, GtkListBoxRow)

/* @cancellable: the page's: what the row starts outlives the row, not the page. */
GtkWidget *um_source_row_new (UmEngine *engine, UmSourceState *state, GCancellable *cancellable);
UmSourceState *um_source_row_get_state (UmSourceRow *self); /* (transfer none) */

G_END_DECLS
