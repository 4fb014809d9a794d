/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that this program ever did to one account. */
#pragma once

#include "um-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_DEED_LIST (um_deed_list_get_type ())
G_DECLARE_FINAL_TYPE (UmDeedList, um_deed_list, UM, DEED_LIST, GtkWidget)

/* Reads it anew, and again whenever a run began, ended or was deleted. @account_id: (nullable):
 * nobody; what is being read ends. */
void um_deed_list_set_account (UmDeedList *self, UmEngine *engine, const char *account_id);

G_END_DECLS
