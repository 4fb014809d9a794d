/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An array of records as a list model: an array of positions into it; rows are made when asked for,
 * so that half a million records cost no objects. Main thread. */
#include "um-row-list.h"

/* What the records belong to, kept by the list and by each living row. */
typedef struct
{
  GPtrArray *records;
  gpointer owner;
  GDestroyNotify free_owner;
  GHashTable *living; /* set of the rows that exist, without references */
} Records;

struct _UmRow
{
  GObject parent_instance;

  Records *records; /* counted */
  guint index;      /* into the records */
};

struct _UmRowList
{
  GObject parent_instance;

  Records *records;   /* (nullable): counted */
  GArray *shown;      /* of guint: positions of records */
  UmRowFilter filter; /* (nullable) */
  gpointer filter_data;
};

static guint changed_signal;

static void um_row_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (UmRow, um_row, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (UmRowList,
                               um_row_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, um_row_list_model_init))

static void
records_clear (Records *records)
{
  g_ptr_array_unref (records->records);
  g_hash_table_unref (records->living);
  if (records->free_owner != NULL)
    records->free_owner (records->owner);
}

static void
records_unref (Records *records)
{
  g_rc_box_release_full (records, (GDestroyNotify) records_clear);
}

static void
um_row_finalize (GObject *object)
{
  UmRow *self = UM_ROW (object);

  g_hash_table_remove (self->records->living, self);
  records_unref (self->records);
  G_OBJECT_CLASS (um_row_parent_class)->finalize (object);
}

static void
um_row_class_init (UmRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = um_row_finalize;
  changed_signal = g_signal_new ("changed", UM_TYPE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
um_row_init (UmRow *self)
{
}

static GType
get_item_type (GListModel *model)
{
  return UM_TYPE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return UM_ROW_LIST (model)->shown->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  UmRowList *self = UM_ROW_LIST (model);
  UmRow *row;

  if (position >= self->shown->len)
    return NULL;
  row = g_object_new (UM_TYPE_ROW, NULL);
  row->records = g_rc_box_acquire (self->records);
  row->index = g_array_index (self->shown, guint, position);
  g_hash_table_add (self->records->living, row);
  return row;
}

static void
um_row_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
um_row_list_finalize (GObject *object)
{
  UmRowList *self = UM_ROW_LIST (object);

  g_clear_pointer (&self->records, records_unref);
  g_clear_pointer (&self->shown, g_array_unref);
  G_OBJECT_CLASS (um_row_list_parent_class)->finalize (object);
}

static void
um_row_list_class_init (UmRowListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = um_row_list_finalize;
}

static void
um_row_list_init (UmRowList *self)
{
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
}

/**
 * um_row_get_record:
 * @self: a row
 *
 * Returns: (transfer none): the record that stands at its place now
 */
gpointer
um_row_get_record (UmRow *self)
{
  g_return_val_if_fail (UM_IS_ROW (self), NULL);
  return g_ptr_array_index (self->records->records, self->index);
}

/**
 * um_row_list_new:
 *
 * Returns: (transfer full): an empty list
 */
UmRowList *
um_row_list_new (void)
{
  return g_object_new (UM_TYPE_ROW_LIST, NULL);
}

/**
 * um_row_list_update:
 * @self: the list
 *
 * Asks the filter again for every record.
 */
void
um_row_list_update (UmRowList *self)
{
  guint removed;

  g_return_if_fail (UM_IS_ROW_LIST (self));
  removed = self->shown->len;
  g_array_set_size (self->shown, 0);
  if (removed > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, 0);
  for (guint i = 0; self->records != NULL && i < self->records->records->len; i++)
    if (self->filter == NULL
        || self->filter (g_ptr_array_index (self->records->records, i), self->filter_data))
      g_array_append_val (self->shown, i);
  if (self->shown->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->shown->len);
}

/**
 * um_row_list_set_records:
 * @self: the list
 * @records: (nullable): the records
 * @owner: (transfer full) (nullable): what keeps the records alive
 * @free_owner: (nullable): frees @owner
 */
void
um_row_list_set_records (UmRowList *self,
                         GPtrArray *records,
                         gpointer owner,
                         GDestroyNotify free_owner)
{
  g_autoptr (UmRowList) kept = NULL;

  g_return_if_fail (UM_IS_ROW_LIST (self));
  kept = g_object_ref (self);
  g_clear_pointer (&self->records, records_unref);
  if (records != NULL)
    {
      self->records = g_rc_box_new0 (Records);
      self->records->records = g_ptr_array_ref (records);
      self->records->owner = owner;
      self->records->free_owner = free_owner;
      self->records->living = g_hash_table_new (NULL, NULL);
    }
  um_row_list_update (self);
}

/**
 * um_row_list_set_filter:
 * @self: the list
 * @filter: (nullable): which records are shown; %NULL: all
 * @user_data: for @filter; lives as long as the filter is in force
 */
void
um_row_list_set_filter (UmRowList *self, UmRowFilter filter, gpointer user_data)
{
  g_return_if_fail (UM_IS_ROW_LIST (self));
  self->filter = filter;
  self->filter_data = user_data;
  um_row_list_update (self);
}

/**
 * um_row_list_redraw:
 * @self: the list
 * @record: (nullable): whose row; %NULL: all
 *
 * Tells living rows to be drawn again. Who is shown stays, so that a row doesn't vanish under the
 * pointer.
 */
void
um_row_list_redraw (UmRowList *self, gpointer record)
{
  g_autoptr (GPtrArray) rows = NULL;
  GHashTableIter iter;
  gpointer row;

  g_return_if_fail (UM_IS_ROW_LIST (self));
  if (self->records == NULL)
    return;
  rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_iter_init (&iter, self->records->living);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    if (record == NULL || um_row_get_record (row) == record)
      g_ptr_array_add (rows, g_object_ref (row));
  for (guint i = 0; i < rows->len; i++)
    g_signal_emit (g_ptr_array_index (rows, i), changed_signal, 0);
}
