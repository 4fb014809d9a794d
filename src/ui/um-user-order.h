/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of the user table by a menu, for whoever doesn't click headings. */
#pragma once

#include "um-types.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes the menu, and adds its actions, which are called "columns.", to @actions. (transfer full)
 */
GMenu *um_user_order_add (GtkColumnView *view, GActionMap *actions);
/* Offers in it what the column is called. */
void um_user_order_add_column (GMenu *menu, UmColumn column);

G_END_DECLS
