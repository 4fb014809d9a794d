/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The users on screen: the rows of a set in the order of a column. Its items stand for positions: a
 * new filter, order or directory tells those alive to show another user, and only a change of the
 * length is signalled, so that a view keeps its widgets (WORKSHOP.md, "The cure"). Owned by the
 * page that shows it; main thread. */

#include "um-user-list-private.h"

struct _UmUserList
{
  GObject parent_instance;

  UmDirectory *directory; /* NULL: nothing is shown */
  UmBitset *shown;
  guint32 *rows; /* by position; the one owner of what is shown where */
  guint n_rows;
  GHashTable *living; /* position → UmUserItem, not owned */
};

enum
{
  PROP_0,
  PROP_ITEM_TYPE,
  PROP_N_ITEMS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* What was shown before um_user_list_set (), to find out which items show another user. */
typedef struct
{
  UmDirectory *directory;
  guint32 *rows;
  guint n_rows;
} Before;

static GType
um_user_list_get_item_type (GListModel *model)
{
  return UM_TYPE_USER_ITEM;
}

static guint
um_user_list_get_n_items (GListModel *model)
{
  return UM_USER_LIST (model)->n_rows;
}

static gpointer
um_user_list_get_item (GListModel *model, guint position)
{
  UmUserList *self = UM_USER_LIST (model);
  UmUserItem *item;

  if (position >= self->n_rows)
    return NULL;

  item = g_hash_table_lookup (self->living, GUINT_TO_POINTER (position));
  if (item != NULL)
    return g_object_ref (item);

  item = um_user_item_new (self, position);
  g_hash_table_insert (self->living, GUINT_TO_POINTER (position), item);

  return item;
}

static void
um_user_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = um_user_list_get_item_type;
  iface->get_n_items = um_user_list_get_n_items;
  iface->get_item = um_user_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (UmUserList,
                               um_user_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, um_user_list_model_init))

/* Walks an order and keeps the rows of a set. Each row is written and then counted or not, without
 * a branch: which rows are shown is as good as random to the processor. */
static guint32 *
collect_rows (
  const guint32 *order, guint n_order, UmBitset *shown, gboolean descending, guint n_rows)
{
  /* The rows behind the last one shown are written too, all to the same place. */
  guint32 *rows = g_new (guint32, (gsize) n_rows + 1);
  const guint64 *words = um_bitset_get_words (shown, NULL);
  gsize length = 0;

  if (descending)
    {
      for (gsize i = n_order; i-- > 0;)
        {
          guint32 row = order[i];

          rows[length] = row;
          length += (words[row / 64] >> (row % 64)) & 1;
        }
    }
  else
    {
      for (gsize i = 0; i < n_order; i++)
        {
          guint32 row = order[i];

          rows[length] = row;
          length += (words[row / 64] >> (row % 64)) & 1;
        }
    }

  return rows;
}

/* The items alive, each held for as long as callbacks may drop it. */
static GPtrArray *
hold_living (UmUserList *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->living);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    g_ptr_array_add (items, g_object_ref (item));

  return items;
}

static void
emit_changed_each (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    um_user_item_emit_changed (g_ptr_array_index (items, i));
}

static guint
before_get_row (const Before *before, guint position)
{
  return position < before->n_rows ? before->rows[position] : UM_NO_ROW;
}

/* Says by how much the list has become longer or shorter. */
static void
emit_length (UmUserList *self, guint n_before)
{
  guint n_now = self->n_rows;

  if (n_now < n_before)
    g_list_model_items_changed (G_LIST_MODEL (self), n_now, n_before - n_now, 0);
  else if (n_now > n_before)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, n_now - n_before);
  if (n_now != n_before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
um_user_list_dispose (GObject *object)
{
  UmUserList *self = UM_USER_LIST (object);
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->living);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    um_user_item_detach (item);
  g_hash_table_remove_all (self->living);

  self->n_rows = 0;
  g_clear_pointer (&self->rows, g_free);
  g_clear_pointer (&self->shown, um_bitset_unref);
  g_clear_pointer (&self->directory, um_directory_unref);

  G_OBJECT_CLASS (um_user_list_parent_class)->dispose (object);
}

static void
um_user_list_finalize (GObject *object)
{
  g_hash_table_unref (UM_USER_LIST (object)->living);

  G_OBJECT_CLASS (um_user_list_parent_class)->finalize (object);
}

static void
um_user_list_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  UmUserList *self = UM_USER_LIST (object);

  switch (property_id)
    {
    case PROP_ITEM_TYPE:
      g_value_set_gtype (value, UM_TYPE_USER_ITEM);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->n_rows);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
um_user_list_class_init (UmUserListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = um_user_list_dispose;
  object_class->finalize = um_user_list_finalize;
  object_class->get_property = um_user_list_get_property;

  /**
   * UmUserList:item-type:
   *
   * The type of items, for bindings.
   */
  properties[PROP_ITEM_TYPE] = g_param_spec_gtype ("item-type", NULL, NULL, G_TYPE_OBJECT,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * UmUserList:n-items:
   *
   * The number of users shown, for bindings.
   */
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
um_user_list_init (UmUserList *self)
{
  self->living = g_hash_table_new (NULL, NULL);
}

/*
 * um_user_list_forget:
 * @self: a list
 * @item: one of its items, which is being disposed of
 */
void
um_user_list_forget (UmUserList *self, UmUserItem *item)
{
  g_hash_table_remove (self->living, GUINT_TO_POINTER (um_user_item_get_position (item)));
}

/**
 * um_user_list_new:
 *
 * Returns: (transfer full): a list that shows nothing
 */
UmUserList *
um_user_list_new (void)
{
  return g_object_new (UM_TYPE_USER_LIST, NULL);
}

/**
 * um_user_list_set:
 * @self: a list
 * @directory: (nullable): the directory; %NULL shows nothing
 * @shown: (nullable): the rows to show, of the same generation as @directory; not written to after
 *   this. %NULL only with a %NULL directory
 * @column: the column to sort by; its order is made here if it isn't yet, so see to it before
 *   (um_directory_prepare_orders())
 * @descending: whether to walk the order backwards
 *
 * Shows the rows of @shown in the order of @column. When it emits anything, all of it shows
 * already. Emits #GListModel::items-changed for the change of the length alone, at the end and
 * never for a removal and an addition at once; then #UmUserItem::changed on each living item that
 * shows another row or directory than before. 1 to 3 ms for half a million users.
 */
void
um_user_list_set (
  UmUserList *self, UmDirectory *directory, UmBitset *shown, UmColumn column, gboolean descending)
{
  g_return_if_fail (UM_IS_USER_LIST (self));
  g_return_if_fail ((directory == NULL) == (shown == NULL));
  g_return_if_fail (shown == NULL
                    || um_bitset_get_generation (shown) == um_directory_get_generation (directory));

  Before before = { self->directory, self->rows, self->n_rows };
  g_autoptr (GPtrArray) living = hold_living (self);

  g_clear_pointer (&self->shown, um_bitset_unref);
  self->directory = NULL;
  self->rows = NULL;
  self->n_rows = 0;
  if (directory != NULL)
    {
      self->directory = um_directory_ref (directory);
      self->shown = um_bitset_ref (shown);
      self->n_rows = um_bitset_count (shown);
      self->rows = collect_rows (um_directory_get_order (directory, column),
                                 um_directory_get_n_rows (directory), shown, descending,
                                 self->n_rows);
    }

  /* Whom to tell is found out before anybody is told, as who is told may call here again. */
  for (guint i = living->len; i-- > 0;)
    {
      UmUserItem *item = g_ptr_array_index (living, i);
      guint position = um_user_item_get_position (item);

      if (before.directory == self->directory
          && before_get_row (&before, position) == um_user_list_get_row (self, position))
        g_ptr_array_remove_index_fast (living, i);
    }
  g_clear_pointer (&before.directory, um_directory_unref);
  g_clear_pointer (&before.rows, g_free);

  emit_length (self, before.n_rows);
  emit_changed_each (living);
}

/**
 * um_user_list_get_directory:
 * @self: a list
 *
 * Returns: (nullable) (transfer none): the directory shown
 */
UmDirectory *
um_user_list_get_directory (UmUserList *self)
{
  g_return_val_if_fail (UM_IS_USER_LIST (self), NULL);

  return self->directory;
}

/**
 * um_user_list_get_shown:
 * @self: a list
 *
 * Returns: (nullable) (transfer none): the rows shown, only to be read
 */
UmBitset *
um_user_list_get_shown (UmUserList *self)
{
  g_return_val_if_fail (UM_IS_USER_LIST (self), NULL);

  return self->shown;
}

/**
 * um_user_list_get_row:
 * @self: a list
 * @position: a position
 *
 * Returns: the row at the position, or %UM_NO_ROW behind the end
 */
guint
um_user_list_get_row (UmUserList *self, guint position)
{
  g_return_val_if_fail (UM_IS_USER_LIST (self), UM_NO_ROW);

  return position < self->n_rows ? self->rows[position] : UM_NO_ROW;
}

/**
 * um_user_list_find:
 * @self: a list
 * @row: a row of its directory, or %UM_NO_ROW
 *
 * Where a row is shown, so that the cursor can follow an account. O(n), some tenths of a
 * millisecond for half a million users.
 *
 * Returns: the position of the row, or %G_MAXUINT where it isn't shown
 */
guint
um_user_list_find (UmUserList *self, guint row)
{
  g_return_val_if_fail (UM_IS_USER_LIST (self), G_MAXUINT);

  if (self->shown == NULL || !um_bitset_contains (self->shown, row))
    return G_MAXUINT;

  for (guint position = 0; position < self->n_rows; position++)
    {
      if (self->rows[position] == row)
        return position;
    }

  return G_MAXUINT;
}

/**
 * um_user_list_refresh:
 * @self: a list
 *
 * Emits #UmUserItem::changed on all living items, as something that is drawn beside the data (a
 * check mark) has changed.
 */
void
um_user_list_refresh (UmUserList *self)
{
  g_return_if_fail (UM_IS_USER_LIST (self));

  g_autoptr (GPtrArray) living = hold_living (self);

  emit_changed_each (living);
}
