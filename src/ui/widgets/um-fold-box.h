/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children side by side where they fit whole, else one below the other. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_FOLD_BOX (um_fold_box_get_type ())
G_DECLARE_FINAL_TYPE (UmFoldBox, um_fold_box, UM, FOLD_BOX, GtkWidget)

/* Properties: "spacing" between children side by side, "row-spacing" between those below each
 * other. A child that expands takes what is left of the line. Children are added as to any widget:
 * <child> in a template, gtk_widget_set_parent (). */
GtkWidget *um_fold_box_new (void);

G_END_DECLS
