/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row at the foot of the sidebar that shows a run in progress on every page. */
#pragma once

#include "um-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_RUN_ROW (um_run_row_get_type ())
G_DECLARE_FINAL_TYPE (UmRunRow, um_run_row, UM, RUN_ROW, GtkWidget)

void um_run_row_set_engine (UmRunRow *self, UmEngine *engine);
/* The source whose run is shown. (nullable) (transfer none) */
UmSourceState *um_run_row_get_source (UmRunRow *self);

G_END_DECLS
