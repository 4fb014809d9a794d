/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line above the content for a lasting state, with at most one button. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_BANNER (um_banner_get_type ())
G_DECLARE_FINAL_TYPE (UmBanner, um_banner, UM, BANNER, GtkWidget)

/* Properties as libadwaita's: "title", "button-label" (NULL: no button), "revealed". Signal
 * "button-clicked". */
GtkWidget *um_banner_new (const char *title);
void um_banner_set_title (UmBanner *self, const char *title);
void um_banner_set_button_label (UmBanner *self, const char *label);
void um_banner_set_revealed (UmBanner *self, gboolean revealed);

G_END_DECLS
