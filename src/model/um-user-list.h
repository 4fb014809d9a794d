/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The users on screen as a GListModel whose items stand for positions (DESIGN.md §1, idea 1). */
#pragma once

#include "um-directory.h"

G_BEGIN_DECLS

#define UM_TYPE_USER_LIST (um_user_list_get_type ())
G_DECLARE_FINAL_TYPE (UmUserList, um_user_list, UM, USER_LIST, GObject)
#define UM_TYPE_USER_ITEM (um_user_item_get_type ())
G_DECLARE_FINAL_TYPE (UmUserItem, um_user_item, UM, USER_ITEM, GObject)

UmUserList  *um_user_list_new           (void);
/* Shows the rows of @shown in the order of @column. NULL directory: empty. Emits items-changed for
 * the change of length only (removal and addition apart); living items are told to show another row. */
void         um_user_list_set           (UmUserList  *self,
                                         UmDirectory *directory,
                                         UmBitset    *shown,
                                         UmColumn     column,
                                         gboolean     descending);
UmDirectory *um_user_list_get_directory (UmUserList *self); /* (nullable) (transfer none) */
UmBitset    *um_user_list_get_shown     (UmUserList *self); /* (nullable) (transfer none) */
guint        um_user_list_get_row       (UmUserList *self,
                                         guint       position);
/* Position of a row, or G_MAXUINT where it isn't shown. */
guint        um_user_list_find          (UmUserList *self,
                                         guint       row);
/* Tells the living items that something drawn beside the data (a check mark) changed. */
void         um_user_list_refresh       (UmUserList *self);

/* An item: signal "changed" () when it shows another user or must be redrawn. */
guint        um_user_item_get_position  (UmUserItem *self);
guint        um_user_item_get_row       (UmUserItem *self); /* UM_NO_ROW beyond the end */
UmDirectory *um_user_item_get_directory (UmUserItem *self); /* (nullable) (transfer none) */

G_END_DECLS
