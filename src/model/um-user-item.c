/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A position of a UmUserList, for whoever draws it. Made by the list on demand and owned by whoever
 * asked for it; the list only knows that it lives, and tells it when it shows another user. Main
 * thread. */

#include "um-user-list-private.h"

struct _UmUserItem
{
  GObject parent_instance;

  UmUserList *list; /* not owned; NULL once the list is gone */
  guint position;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (UmUserItem, um_user_item, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
um_user_item_dispose (GObject *object)
{
  UmUserItem *self = UM_USER_ITEM (object);

  if (self->list != NULL)
    um_user_list_forget (self->list, self);
  self->list = NULL;

  G_OBJECT_CLASS (um_user_item_parent_class)->dispose (object);
}

static void
um_user_item_class_init (UmUserItemClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_user_item_dispose;

  /**
   * UmUserItem::changed:
   *
   * The item shows another user, or something drawn beside the user's data has changed.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
um_user_item_init (UmUserItem *self)
{
}

/*
 * um_user_item_new:
 * @list: (transfer none): the list, which remembers the item
 * @position: its position
 *
 * Returns: (transfer full): an item
 */
UmUserItem *
um_user_item_new (UmUserList *list, guint position)
{
  UmUserItem *self = g_object_new (UM_TYPE_USER_ITEM, NULL);

  self->list = list;
  self->position = position;

  return self;
}

/*
 * um_user_item_detach:
 * @self: an item
 *
 * Says that the list is gone; the item shows nobody from now on.
 */
void
um_user_item_detach (UmUserItem *self)
{
  self->list = NULL;
}

void
um_user_item_emit_changed (UmUserItem *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * um_user_item_get_position:
 * @self: an item
 *
 * Returns: the position that the item stands for, for all its life
 */
guint
um_user_item_get_position (UmUserItem *self)
{
  g_return_val_if_fail (UM_IS_USER_ITEM (self), G_MAXUINT);

  return self->position;
}

/**
 * um_user_item_get_row:
 * @self: an item
 *
 * Returns: the row shown at the position now, or %UM_NO_ROW where the list has become shorter
 */
guint
um_user_item_get_row (UmUserItem *self)
{
  g_return_val_if_fail (UM_IS_USER_ITEM (self), UM_NO_ROW);

  return self->list != NULL ? um_user_list_get_row (self->list, self->position) : UM_NO_ROW;
}

/**
 * um_user_item_get_directory:
 * @self: an item
 *
 * Returns: (nullable) (transfer none): the directory that the row belongs to
 */
UmDirectory *
um_user_item_get_directory (UmUserItem *self)
{
  g_return_val_if_fail (UM_IS_USER_ITEM (self), NULL);

  return self->list != NULL ? um_user_list_get_directory (self->list) : NULL;
}
