/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the user table, and which one it is sorted by. */
#pragma once

#include "um-types.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Adds the columns to a table over a UmUserSelection. Their headings' menu chooses which are shown;
 * the same and their order can be chosen in @menu, which belongs to @owner, in which the table is.
 */
void um_user_columns_add (GtkColumnView *view, GtkWidget *owner, GMenu *menu);
/* For other tables of users: fill a cell of um_columns_add_text () by a UmUserItem. */
void um_user_columns_draw_name (GtkWidget *cell, gpointer item);
void um_user_columns_draw_email (GtkWidget *cell, gpointer item);
const char *um_user_columns_get_status_icon (UmUserStatus status);
/* Which column the user sorts by; FALSE: none. */
gboolean um_user_columns_get_sort (GtkColumnView *view, UmColumn *column, gboolean *descending);
void um_user_columns_sort (GtkColumnView *view, UmColumn column, gboolean descending);

G_END_DECLS
