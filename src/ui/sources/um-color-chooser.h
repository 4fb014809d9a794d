/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours by which sources are told apart, one of which is chosen. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_COLOR_CHOOSER (um_color_chooser_get_type ())
G_DECLARE_FINAL_TYPE (UmColorChooser, um_color_chooser, UM, COLOR_CHOOSER, GtkWidget)

/* Signal "changed" (). */
guint um_color_chooser_get_color (UmColorChooser *self); /* 0 … UM_N_SOURCE_COLORS - 1 */
void um_color_chooser_set_color (UmColorChooser *self, guint color);

G_END_DECLS
