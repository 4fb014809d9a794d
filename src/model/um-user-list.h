/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The users on screen as a GListModel whose items stand for positions (DESIGN.md §1, idea 1). */
#pragma once

#include "um-directory.h"

G_BEGIN_DECLS

#define UM_TYPE_USER_LIST (um_user_list_get_type ())
G_DECLARE_FINAL_TYPE (UmUserList, um_user_list, UM, USER_LIST, GObject)
#define UM_TYPE_USER_ITEM (um_user_item_get_type ())
G_DECLARE_FINAL_TYPE (UmUserItem, um_user_item, UM, USER_ITEM, GObject)

/* ---- the list ---- */
UmUserList *um_user_list_new (void);
void um_user_list_set (
  UmUserList *self, UmDirectory *directory, UmBitset *shown, UmColumn column, gboolean descending);
UmDirectory *um_user_list_get_directory (UmUserList *self);
UmBitset *um_user_list_get_shown (UmUserList *self);
guint um_user_list_get_row (UmUserList *self, guint position);
guint um_user_list_find (UmUserList *self, guint row);
void um_user_list_refresh (UmUserList *self);

/* ---- an item: signal "changed" () when it shows another user or must be drawn again ---- */
guint um_user_item_get_position (UmUserItem *self);
guint um_user_item_get_row (UmUserItem *self);
UmDirectory *um_user_item_get_directory (UmUserItem *self);

G_END_DECLS
