/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of a table whose items say by a signal "changed" that they must be drawn again: UmRow,
 * UmUserItem. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Fills the cell's widget from its item; called when it is bound and whenever the item says that it
 * changed. */
typedef void (*UmDrawCell) (GtkWidget *cell, gpointer item);
/* Makes the cell's widget. um_columns_get_item () finds the item from within its signal
 * handlers. */
typedef GtkWidget *(*UmNewCell) (void);

GtkColumnViewColumn *
um_columns_add (GtkColumnView *view, const char *title, UmNewCell new_cell, UmDrawCell draw);
/* Text cells, drawn by um_columns_set_text (). @width: in pixels. @numeric: right-aligned, tabular.
 */
GtkColumnViewColumn *um_columns_add_text (
  GtkColumnView *view, const char *title, UmDrawCell draw, int width, gboolean numeric);
void um_columns_set_width (GtkColumnViewColumn *column, int width);
/* What stands in for the columns of text where there is no room for them side by side: @lines
 * (static, up to NULL) below each other. @width: what the columns need. */
void
um_columns_add_stack (GtkColumnView *view, const char *title, const UmDrawCell *lines, int width);
/* A tooltip of the heading of the column added last. */
void um_columns_set_hint (GtkColumnView *view, const char *hint);
/* Shows @text (transfer full), ellipsized, then with a tooltip. */
void um_columns_set_text (GtkWidget *cell, char *text, gboolean dim);
/* The item that a cell (or a widget within it) shows now. (nullable) (transfer none) */
gpointer um_columns_get_item (GtkWidget *widget);

G_END_DECLS
