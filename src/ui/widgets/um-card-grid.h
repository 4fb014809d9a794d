/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards or fields of one width in rows of up to three. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_CARD_GRID (um_card_grid_get_type ())
G_DECLARE_FINAL_TYPE (UmCardGrid, um_card_grid, UM, CARD_GRID, GtkWidget)

/* Properties: "most-columns" (3), "least-width" (260, of a card that isn't alone in its row).
 * Children are added as to any widget: <child> in a template, gtk_widget_set_parent (); or with
 * what opens below them. */
GtkWidget *um_card_grid_new (void);
void um_card_grid_add (UmCardGrid *self, GtkWidget *card, GtkWidget *form);

G_END_DECLS
