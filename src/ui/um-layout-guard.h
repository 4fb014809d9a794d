/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes sure that a layout asked for during a layout takes place. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_LAYOUT_GUARD (um_layout_guard_get_type ())
G_DECLARE_FINAL_TYPE (UmLayoutGuard, um_layout_guard, UM, LAYOUT_GUARD, GObject)

UmLayoutGuard *um_layout_guard_new (GtkWidget *window);

G_END_DECLS
