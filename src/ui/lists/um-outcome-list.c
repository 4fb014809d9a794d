/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the three lists of an import as a list model: entries are looked up in the import when
 * they are asked for, so that millions of them cost no objects. Main thread. */
#include "um-outcome-list.h"

struct _UmOutcomeItem
{
  GObject parent_instance;

  UmImport *import;
  UmImportOutcome outcome;
  guint position;
};

struct _UmOutcomeList
{
  GObject parent_instance;

  UmImport *import;
  UmImportOutcome outcome;
};

static guint changed_signal;

static void um_outcome_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (UmOutcomeItem, um_outcome_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (UmOutcomeList,
                               um_outcome_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      um_outcome_list_model_init))

static void
import_changed_cb (UmOutcomeItem *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
um_outcome_item_dispose (GObject *object)
{
  g_clear_object (&UM_OUTCOME_ITEM (object)->import);
  G_OBJECT_CLASS (um_outcome_item_parent_class)->dispose (object);
}

static void
um_outcome_item_class_init (UmOutcomeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_outcome_item_dispose;
  changed_signal = g_signal_new ("changed", UM_TYPE_OUTCOME_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
um_outcome_item_init (UmOutcomeItem *self)
{
}

static GType
get_item_type (GListModel *model)
{
  return UM_TYPE_OUTCOME_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  UmOutcomeList *self = UM_OUTCOME_LIST (model);

  return um_import_get_info (self->import)->n_entries[self->outcome];
}

static gpointer
get_item (GListModel *model, guint position)
{
  UmOutcomeList *self = UM_OUTCOME_LIST (model);
  UmOutcomeItem *item;

  if (position >= get_n_items (model))
    return NULL;
  item = g_object_new (UM_TYPE_OUTCOME_ITEM, NULL);
  item->import = g_object_ref (self->import);
  item->outcome = self->outcome;
  item->position = position;
  if (self->outcome == UM_IMPORT_AMBIGUOUS)
    g_signal_connect_object (self->import, "changed", G_CALLBACK (import_changed_cb), item,
                             G_CONNECT_SWAPPED);
  return item;
}

static void
um_outcome_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
um_outcome_list_dispose (GObject *object)
{
  g_clear_object (&UM_OUTCOME_LIST (object)->import);
  G_OBJECT_CLASS (um_outcome_list_parent_class)->dispose (object);
}

static void
um_outcome_list_class_init (UmOutcomeListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_outcome_list_dispose;
}

static void
um_outcome_list_init (UmOutcomeList *self)
{
}

/**
 * um_outcome_item_get_import:
 * @self: an entry
 *
 * Returns: (transfer none): what it belongs to
 */
UmImport *
um_outcome_item_get_import (UmOutcomeItem *self)
{
  g_return_val_if_fail (UM_IS_OUTCOME_ITEM (self), NULL);
  return self->import;
}

/**
 * um_outcome_item_get_position:
 * @self: an entry
 *
 * Returns: which of its list it is
 */
guint
um_outcome_item_get_position (UmOutcomeItem *self)
{
  g_return_val_if_fail (UM_IS_OUTCOME_ITEM (self), 0);
  return self->position;
}

/**
 * um_outcome_item_get_entry:
 * @self: an entry
 * @entry: (out caller-allocates): what it says now; its texts live as long as the import
 */
void
um_outcome_item_get_entry (UmOutcomeItem *self, UmImportEntry *entry)
{
  g_return_if_fail (UM_IS_OUTCOME_ITEM (self));
  um_import_get_entry (self->import, self->outcome, self->position, entry);
}

/**
 * um_outcome_list_new:
 * @import: a result
 * @outcome: which of its lists
 *
 * Returns: (transfer full): the list
 */
UmOutcomeList *
um_outcome_list_new (UmImport *import, UmImportOutcome outcome)
{
  UmOutcomeList *self;

  g_return_val_if_fail (UM_IS_IMPORT (import) && outcome < UM_N_IMPORT_OUTCOMES, NULL);
  self = g_object_new (UM_TYPE_OUTCOME_LIST, NULL);
  self->import = g_object_ref (import);
  self->outcome = outcome;
  return self;
}
