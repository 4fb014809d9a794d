/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The users of a plan as a list model: an array of positions into the plan; items are made when
 * asked for, so that a plan of half a million users costs no objects. Main thread. */
#include "um-plan-list.h"
#include "um-directory.h"

#include <string.h>

struct _UmPlanItem
{
  GObject parent_instance;

  UmPlan *plan;
  guint index;
  GHashTable *living; /* the list's; holds this item without a reference */
};

G_DEFINE_FINAL_TYPE (UmPlanItem, um_plan_item, G_TYPE_OBJECT)

static guint changed_signal;

struct _UmPlanList
{
  GObject parent_instance;

  UmPlan *plan;  /* (nullable) */
  GArray *shown; /* of guint: indices of the plan's users */
  UmPlanTab tab;
  char *search;       /* (nullable): folded */
  GHashTable *living; /* set of the items that exist, without references */
};

static void um_plan_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (UmPlanList,
                               um_plan_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, um_plan_list_model_init))

static void
um_plan_item_finalize (GObject *object)
{
  UmPlanItem *self = UM_PLAN_ITEM (object);

  g_hash_table_remove (self->living, self);
  g_clear_pointer (&self->living, g_hash_table_unref);
  g_clear_pointer (&self->plan, um_plan_unref);
  G_OBJECT_CLASS (um_plan_item_parent_class)->finalize (object);
}

static void
um_plan_item_class_init (UmPlanItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = um_plan_item_finalize;
  changed_signal = g_signal_new ("changed", UM_TYPE_PLAN_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
um_plan_item_init (UmPlanItem *self)
{
}

static gboolean
is_in_tab (const UmPlanUser *user, UmPlanTab tab)
{
  switch (tab)
    {
    case UM_PLAN_TAB_CHANGED:
      return um_plan_user_is_touched (user);
    case UM_PLAN_TAB_SKIPPED:
      return !um_plan_user_is_touched (user);
    case UM_PLAN_TAB_WARNED:
      return um_plan_user_is_touched (user) && user->n_warnings > 0;
    case UM_PLAN_TAB_ALL:
    default:
      return TRUE;
    }
}

static gboolean
is_found (const UmPlanUser *user, const char *search)
{
  g_autofree char *name = NULL;

  if (search == NULL || *search == '\0' || strstr (user->account_id, search) != NULL)
    return TRUE;
  name = um_text_fold (user->name);
  return strstr (name, search) != NULL;
}

static void
update (UmPlanList *self)
{
  guint removed = self->shown->len;

  g_array_set_size (self->shown, 0);
  if (removed > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, 0);
  for (guint i = 0; self->plan != NULL && i < self->plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (self->plan->users, i);

      if (is_in_tab (user, self->tab) && is_found (user, self->search))
        g_array_append_val (self->shown, i);
    }
  if (self->shown->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->shown->len);
}

static GType
get_item_type (GListModel *model)
{
  return UM_TYPE_PLAN_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return UM_PLAN_LIST (model)->shown->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  UmPlanList *self = UM_PLAN_LIST (model);
  UmPlanItem *item;

  if (position >= self->shown->len)
    return NULL;
  item = g_object_new (UM_TYPE_PLAN_ITEM, NULL);
  item->plan = um_plan_ref (self->plan);
  item->index = g_array_index (self->shown, guint, position);
  item->living = g_hash_table_ref (self->living);
  g_hash_table_add (self->living, item);
  return item;
}

static void
um_plan_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
um_plan_list_finalize (GObject *object)
{
  UmPlanList *self = UM_PLAN_LIST (object);

  g_clear_pointer (&self->plan, um_plan_unref);
  g_clear_pointer (&self->shown, g_array_unref);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->living, g_hash_table_unref);
  G_OBJECT_CLASS (um_plan_list_parent_class)->finalize (object);
}

static void
um_plan_list_class_init (UmPlanListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = um_plan_list_finalize;
}

static void
um_plan_list_init (UmPlanList *self)
{
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
  self->living = g_hash_table_new (NULL, NULL);
}

/**
 * um_plan_item_get_user:
 * @self: an item
 *
 * Returns: (transfer none): the user it stands for; lives as long as the item
 */
UmPlanUser *
um_plan_item_get_user (UmPlanItem *self)
{
  g_return_val_if_fail (UM_IS_PLAN_ITEM (self), NULL);
  return g_ptr_array_index (self->plan->users, self->index);
}

/**
 * um_plan_list_new:
 *
 * Returns: (transfer full): an empty list
 */
UmPlanList *
um_plan_list_new (void)
{
  return g_object_new (UM_TYPE_PLAN_LIST, NULL);
}

/**
 * um_plan_list_set_plan:
 * @self: the list
 * @plan: (nullable): the plan
 */
void
um_plan_list_set_plan (UmPlanList *self, UmPlan *plan)
{
  g_return_if_fail (UM_IS_PLAN_LIST (self));
  if (self->plan != plan)
    {
      g_clear_pointer (&self->plan, um_plan_unref);
      self->plan = plan != NULL ? um_plan_ref (plan) : NULL;
    }
  update (self);
}

/**
 * um_plan_list_refresh:
 * @self: the list
 *
 * Tells the living items that the plan's users changed. Who is shown stays, so that a row doesn't
 * vanish under the pointer.
 */
void
um_plan_list_refresh (UmPlanList *self)
{
  g_autoptr (GPtrArray) items = NULL;
  GHashTableIter iter;
  gpointer item;

  g_return_if_fail (UM_IS_PLAN_LIST (self));
  items = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_iter_init (&iter, self->living);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    g_ptr_array_add (items, g_object_ref (item));
  for (guint i = 0; i < items->len; i++)
    g_signal_emit (g_ptr_array_index (items, i), changed_signal, 0);
}

/**
 * um_plan_list_set_filter:
 * @self: the list
 * @tab: which users
 * @search: (nullable): part of a name or account id
 */
void
um_plan_list_set_filter (UmPlanList *self, UmPlanTab tab, const char *search)
{
  g_return_if_fail (UM_IS_PLAN_LIST (self));
  g_free (self->search);
  self->search = search != NULL ? um_text_fold (search) : NULL;
  self->tab = tab;
  update (self);
}
