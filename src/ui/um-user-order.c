/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of the user table by a menu: the headings can't be reached by the keys in GTK 4.8. The
 * state of its actions is what the table is sorted by, whoever did that. Main thread. */
#include "um-config.h"
#include "um-user-order.h"
#include "um-user-columns.h"
#include "um-words.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkColumnView *view; /* it holds what it is told by */
  GSimpleAction *sort;
  GSimpleAction *descending;
} Order;

static void
order_free (gpointer data, GClosure *closure)
{
  Order *self = data;

  g_object_unref (self->sort);
  g_object_unref (self->descending);
  g_free (self);
}

static void
sorted_cb (GtkSorter *sorter, GtkSorterChange change, gpointer user_data)
{
  Order *self = user_data;
  UmColumn column = UM_COLUMN_NAME;
  gboolean descending = FALSE;

  um_user_columns_get_sort (self->view, &column, &descending);
  g_simple_action_set_state (self->sort, g_variant_new_int32 ((gint32) column));
  g_simple_action_set_state (self->descending, g_variant_new_boolean (descending));
}

static void
change_sort_cb (GSimpleAction *action, GVariant *value, GtkColumnView *view)
{
  UmColumn column = UM_COLUMN_NAME;
  gboolean descending = FALSE;

  um_user_columns_get_sort (view, &column, &descending);
  um_user_columns_sort (view, (UmColumn) g_variant_get_int32 (value), descending);
}

static void
change_descending_cb (GSimpleAction *action, GVariant *value, GtkColumnView *view)
{
  UmColumn column = UM_COLUMN_NAME;
  gboolean descending;

  um_user_columns_get_sort (view, &column, &descending);
  um_user_columns_sort (view, column, g_variant_get_boolean (value));
}

/**
 * um_user_order_add:
 * @view: the user table
 * @actions: where the actions go
 *
 * Returns: (transfer full): the menu, to which columns are added
 */
GMenu *
um_user_order_add (GtkColumnView *view, GActionMap *actions)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) columns = g_menu_new ();
  g_autoptr (GMenu) directions = g_menu_new ();
  Order *self = g_new (Order, 1);

  self->view = view;
  self->sort = g_simple_action_new_stateful ("sort", G_VARIANT_TYPE_INT32,
                                             g_variant_new_int32 (UM_COLUMN_NAME));
  self->descending = g_simple_action_new_stateful ("descending", NULL,
                                                   g_variant_new_boolean (FALSE));
  g_signal_connect_object (self->sort, "change-state", G_CALLBACK (change_sort_cb), view, 0);
  g_signal_connect_object (self->descending, "change-state", G_CALLBACK (change_descending_cb),
                           view, 0);
  g_action_map_add_action (actions, G_ACTION (self->sort));
  g_action_map_add_action (actions, G_ACTION (self->descending));
  g_signal_connect_data (gtk_column_view_get_sorter (view), "changed", G_CALLBACK (sorted_cb), self,
                         order_free, 0);
  g_menu_append (directions, _ ("_Descending"), "columns.descending");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (columns));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (directions));
  return menu;
}

/**
 * um_user_order_add_column:
 * @menu: that of um_user_order_add ()
 * @column: a column that users can be sorted by
 */
void
um_user_order_add_column (GMenu *menu, UmColumn column)
{
  g_autoptr (GMenuModel)
    columns = g_menu_model_get_item_link (G_MENU_MODEL (menu), 0, G_MENU_LINK_SECTION);
  g_autoptr (GMenuItem) item = g_menu_item_new (um_words_column (column), NULL);

  g_menu_item_set_action_and_target (item, "columns.sort", "i", (gint32) column);
  g_menu_append_item (G_MENU (columns), item);
}
