/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The basket as the selection of the user table. The selection outlives filters, so that a plain
 * click or moving the cursor, which in other tables selects one row and forgets the rest, changes
 * nothing here: rows are chosen by their check box, Space, Ctrl+click, Shift+click for a range, or
 * all at once. Main thread. */
#include "um-user-selection.h"

struct _UmUserSelection
{
  GObject parent_instance;

  UmUserList *users;
  UmBasket *basket; /* (nullable) */
};

static void um_user_selection_list_init (GListModelInterface *iface);
static void um_user_selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (UmUserSelection,
                               um_user_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      um_user_selection_list_init)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                        um_user_selection_model_init))

static GType
get_item_type (GListModel *model)
{
  return UM_TYPE_USER_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (UM_USER_SELECTION (model)->users));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (UM_USER_SELECTION (model)->users), position);
}

static void
um_user_selection_list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Whether list and basket speak of the same directory: a basket moves to a new one first. */
static gboolean
is_in_step (UmUserSelection *self)
{
  UmDirectory *directory = um_user_list_get_directory (self->users);
  const UmBitset *rows = self->basket != NULL ? um_basket_get_rows (self->basket) : NULL;

  return directory != NULL && rows != NULL
         && um_bitset_get_generation (rows) == um_directory_get_generation (directory);
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  UmUserSelection *self = UM_USER_SELECTION (model);
  guint row = um_user_list_get_row (self->users, position);

  return row != UM_NO_ROW && is_in_step (self) && um_basket_contains (self->basket, row);
}

/* GTK asks for more rows than it shows only when it looks for the whole selection, which the basket
 * answers better. */
static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  GtkBitset *selected = gtk_bitset_new_empty ();

  for (guint i = position; i < position + n_items && i < get_n_items (G_LIST_MODEL (model)); i++)
    if (is_selected (model, i))
      gtk_bitset_add (selected, i);
  return selected;
}

static gboolean
choose (UmUserSelection *self, guint position, gboolean chosen)
{
  guint row = um_user_list_get_row (self->users, position);

  if (row == UM_NO_ROW || !is_in_step (self))
    return FALSE;
  um_basket_set (self->basket, row, chosen);
  return TRUE;
}

static gboolean
select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  if (unselect_rest)
    return TRUE;
  return choose (UM_USER_SELECTION (model), position, TRUE);
}

static gboolean
unselect_item (GtkSelectionModel *model, guint position)
{
  return choose (UM_USER_SELECTION (model), position, FALSE);
}

static UmBitset *
rows_in_range (UmUserSelection *self, guint position, guint n_items)
{
  UmDirectory *directory = um_user_list_get_directory (self->users);
  UmBitset *rows;

  if (!is_in_step (self))
    return NULL;
  rows = um_bitset_new (um_directory_get_n_rows (directory),
                        um_directory_get_generation (directory));
  for (guint i = position; i < position + n_items; i++)
    {
      guint row = um_user_list_get_row (self->users, i);

      if (row != UM_NO_ROW)
        um_bitset_add (rows, row);
    }
  return rows;
}

static gboolean
select_range (GtkSelectionModel *model, guint position, guint n_items, gboolean unselect_rest)
{
  UmUserSelection *self = UM_USER_SELECTION (model);
  g_autoptr (UmBitset) rows = rows_in_range (self, position, n_items);

  if (rows == NULL)
    return FALSE;
  um_basket_add_rows (self->basket, rows);
  return TRUE;
}

static gboolean
unselect_range (GtkSelectionModel *model, guint position, guint n_items)
{
  UmUserSelection *self = UM_USER_SELECTION (model);
  g_autoptr (UmBitset) rows = rows_in_range (self, position, n_items);

  if (rows == NULL)
    return FALSE;
  um_basket_remove_rows (self->basket, rows);
  return TRUE;
}

static gboolean
select_all (GtkSelectionModel *model)
{
  UmUserSelection *self = UM_USER_SELECTION (model);
  UmBitset *shown = um_user_list_get_shown (self->users);

  if (shown == NULL || !is_in_step (self))
    return FALSE;
  um_basket_add_rows (self->basket, shown);
  return TRUE;
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  UmUserSelection *self = UM_USER_SELECTION (model);

  if (self->basket == NULL)
    return FALSE;
  um_basket_clear (self->basket);
  return TRUE;
}

static void
um_user_selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->select_range = select_range;
  iface->unselect_range = unselect_range;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
}

static void
items_changed_cb (UmUserSelection *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

/* Also after the list shows other users at the same positions: their marks have to follow. */
static void
basket_changed_cb (UmUserSelection *self)
{
  guint n_items = get_n_items (G_LIST_MODEL (self));

  if (n_items > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, n_items);
}

static void
um_user_selection_dispose (GObject *object)
{
  UmUserSelection *self = UM_USER_SELECTION (object);

  g_clear_object (&self->basket);
  g_clear_object (&self->users);
  G_OBJECT_CLASS (um_user_selection_parent_class)->dispose (object);
}

static void
um_user_selection_class_init (UmUserSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_user_selection_dispose;
}

static void
um_user_selection_init (UmUserSelection *self)
{
}

/**
 * um_user_selection_new:
 * @users: the users on screen
 *
 * Returns: (transfer full): a selection without a basket
 */
UmUserSelection *
um_user_selection_new (UmUserList *users)
{
  UmUserSelection *self = g_object_new (UM_TYPE_USER_SELECTION, NULL);

  self->users = g_object_ref (users);
  g_signal_connect_object (users, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * um_user_selection_set_basket:
 * @self: the selection
 * @basket: (nullable): what is selected
 */
void
um_user_selection_set_basket (UmUserSelection *self, UmBasket *basket)
{
  g_return_if_fail (UM_IS_USER_SELECTION (self));
  if (self->basket == basket)
    return;
  if (self->basket != NULL)
    g_signal_handlers_disconnect_by_func (self->basket, basket_changed_cb, self);
  g_set_object (&self->basket, basket);
  if (basket != NULL)
    g_signal_connect_object (basket, "changed", G_CALLBACK (basket_changed_cb), self,
                             G_CONNECT_SWAPPED);
  basket_changed_cb (self);
}

/**
 * um_user_selection_marks_changed:
 * @self: the selection
 *
 * To be called after the list shows other users at the positions it had.
 */
void
um_user_selection_marks_changed (UmUserSelection *self)
{
  g_return_if_fail (UM_IS_USER_SELECTION (self));
  basket_changed_cb (self);
}
