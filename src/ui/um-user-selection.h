/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The basket as the selection of the user table. */
#pragma once

#include "um-basket.h"
#include "um-user-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_USER_SELECTION (um_user_selection_get_type ())
G_DECLARE_FINAL_TYPE (UmUserSelection, um_user_selection, UM, USER_SELECTION, GObject)

/* A GtkSelectionModel over @users: what is selected is what the basket holds. */
UmUserSelection *um_user_selection_new (UmUserList *users);
void um_user_selection_set_basket (UmUserSelection *self, UmBasket *basket);

/* To be called after the list shows other users at the positions it had. */
void um_user_selection_marks_changed (UmUserSelection *self);

G_END_DECLS
