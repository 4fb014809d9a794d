/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children side by side, on as many lines as the width asks for. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_WRAP_BOX (um_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (UmWrapBox, um_wrap_box, UM, WRAP_BOX, GtkWidget)

/* Properties: "spacing" between children side by side, "row-spacing" between lines, "xalign" of
 * lines that no child fills (0 start, 1 end). A child that expands takes what is left of its line.
 * Children are added as to any widget: <child> in a template, gtk_widget_set_parent (). */
GtkWidget *um_wrap_box_new (int spacing);
void um_wrap_box_remove_all (UmWrapBox *self);
/* The position of the child that @widget is or lies in. */
guint um_wrap_box_find (UmWrapBox *self, GtkWidget *widget);

G_END_DECLS
