/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All about one user, at the side of the table. */
#pragma once

#include "um-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_USER_PANE (um_user_pane_get_type ())
G_DECLARE_FINAL_TYPE (UmUserPane, um_user_pane, UM, USER_PANE, GtkWidget)

/* Closing is the action
 * "users.close-pane" of what holds it.
 * @account_id: (nullable): nobody; whatever is being asked ends. */
void um_user_pane_set_user (UmUserPane *self,
                            UmEngine *engine,
                            UmSourceState *source,
                            const char *account_id);
const char *um_user_pane_get_account_id (UmUserPane *self);

G_END_DECLS
