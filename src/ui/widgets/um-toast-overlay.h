/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Short messages over the content, one after the other; each goes by itself. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_TOAST_OVERLAY (um_toast_overlay_get_type ())
G_DECLARE_FINAL_TYPE (UmToastOverlay, um_toast_overlay, UM, TOAST_OVERLAY, GtkWidget)

GtkWidget *um_toast_overlay_new (void);
void um_toast_overlay_set_child (UmToastOverlay *self, GtkWidget *child);
/* Shows @title in the overlay above @widget for 5 s (longer while it is pointed at or focused);
 * announced to screen readers. With @button_label a button that activates the action @action_name
 * with @target (floating, nullable). */
void um_toast (GtkWidget *widget, const char *title);
void um_toast_with_button (GtkWidget *widget,
                           const char *title,
                           const char *button_label,
                           const char *action_name,
                           GVariant *target);

G_END_DECLS
