/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts as pairs of name and value. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_FACT_GRID (um_fact_grid_get_type ())
G_DECLARE_FINAL_TYPE (UmFactGrid, um_fact_grid, UM, FACT_GRID, GtkWidget)

void um_fact_grid_clear (UmFactGrid *self);
void um_fact_grid_add (UmFactGrid *self, const char *name, const char *value, gboolean dim);
void um_fact_grid_add_status (UmFactGrid *self,
                              const char *name,
                              const char *icon_name,
                              const char *value);
void um_fact_grid_add_copied (UmFactGrid *self,
                              const char *name,
                              const char *value,
                              const char *button_label,
                              gboolean monospace);

G_END_DECLS
