/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives its child at most a width, centred. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_CLAMP (um_clamp_get_type ())
G_DECLARE_FINAL_TYPE (UmClamp, um_clamp, UM, CLAMP, GtkWidget)

/* Properties as libadwaita's: "maximum-size" (640 px by default), "child" (buildable child). */
GtkWidget *um_clamp_new (void);
void um_clamp_set_child (UmClamp *self, GtkWidget *child);
void um_clamp_set_maximum_size (UmClamp *self, int size);

G_END_DECLS
