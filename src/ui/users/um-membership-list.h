/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The groups of one user. */
#pragma once

#include "um-directory.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_MEMBERSHIP_LIST (um_membership_list_get_type ())
G_DECLARE_FINAL_TYPE (UmMembershipList, um_membership_list, UM, MEMBERSHIP_LIST, GtkWidget)

/* Another user: nothing is searched for. */
void um_membership_list_reset (UmMembershipList *self);
void um_membership_list_set_row (UmMembershipList *self, UmDirectory *directory, guint row);

G_END_DECLS
