/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sources at the top right, the current one highlighted (PRODUCT.md, R5). */
#pragma once

#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_SOURCE_CHIPS (um_source_chips_get_type ())
G_DECLARE_FINAL_TYPE (UmSourceChips, um_source_chips, UM, SOURCE_CHIPS, GtkWidget)

/* Chips for up to four sources where they fit, else a drop-down. Signal "chosen" (UmSourceState) by
 * the user's hand. */
GtkWidget *um_source_chips_new (GListModel *sources);
void um_source_chips_set_current (UmSourceChips *self, UmSourceState *source);

G_END_DECLS
