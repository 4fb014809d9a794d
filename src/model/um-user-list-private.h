/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list and its items know of each other. The list outlives no item and no item the list:
 * each tells the other when it goes. */
#pragma once

#include "um-user-list.h"

G_BEGIN_DECLS

UmUserItem *um_user_item_new (UmUserList *list, guint position);
void um_user_item_detach (UmUserItem *self);
void um_user_item_emit_changed (UmUserItem *self);

void um_user_list_forget (UmUserList *self, UmUserItem *item);

G_END_DECLS
