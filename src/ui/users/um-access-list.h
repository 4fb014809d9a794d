/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The products of one user: which group gives each, and when he used it last. */
#pragma once

#include "um-user-facts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_ACCESS_LIST (um_access_list_get_type ())
G_DECLARE_FINAL_TYPE (UmAccessList, um_access_list, UM, ACCESS_LIST, GtkWidget)

/* Whose uses are asked of Atlassian. @teller: (nullable): who can be asked; NULL ends what is being
 * asked. @cloud_id: (nullable): uses of this site only. */
void um_access_list_ask (UmAccessList *self,
                         UmSourceState *teller,
                         const char *account_id,
                         const char *cloud_id);
/* What the snapshot tells of that user. */
void um_access_list_set_row (UmAccessList *self, UmDirectory *directory, guint row);

G_END_DECLS
