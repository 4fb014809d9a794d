/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of a table over a UmRowList. */
#pragma once

#include "um-row-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Fills the cell's widget from its record; called when it is bound and whenever its row says that
 * it changed. */
typedef void (*UmDrawCell) (GtkWidget *cell, gpointer record);
/* Makes the cell's widget. um_columns_get_record () finds the record from within its signal
 * handlers. */
typedef GtkWidget *(*UmNewCell) (void);

GtkColumnViewColumn *
um_columns_add (GtkColumnView *view, const char *title, UmNewCell new_cell, UmDrawCell draw);
/* Text cells, drawn by um_columns_set_text (). @width 0: takes what is left. @numeric:
 * right-aligned, tabular. */
GtkColumnViewColumn *um_columns_add_text (
  GtkColumnView *view, const char *title, UmDrawCell draw, int width, gboolean numeric);
/* Shows @text (transfer full), ellipsized with a tooltip. */
void um_columns_set_text (GtkWidget *cell, char *text, gboolean dim);
/* The record that a cell (or a widget within it) shows now. (nullable) */
gpointer um_columns_get_record (GtkWidget *widget);

G_END_DECLS
