/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the focus goes in a widget that is made of others. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef gboolean (*UmGrabFocus) (GtkWidget *widget);

gboolean um_focus_parts (GtkWidget *widget, GtkDirectionType direction);
void um_focus_set_entrance (GtkWidgetClass *klass, UmGrabFocus grab_focus);

G_END_DECLS
