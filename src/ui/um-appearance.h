/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Follows the desktop's light or dark style, which GTK 4.8 doesn't do by itself. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_APPEARANCE (um_appearance_get_type ())
G_DECLARE_FINAL_TYPE (UmAppearance, um_appearance, UM, APPEARANCE, GObject)

UmAppearance *um_appearance_new (void);

G_END_DECLS
