/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A check as a list of rights that ticks line by line, with a sentence on its outcome below. */
#pragma once

#include "um-check.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_CHECK_LIST (um_check_list_get_type ())
G_DECLARE_FINAL_TYPE (UmCheckList, um_check_list, UM, CHECK_LIST, GtkWidget)

/* Runs @check and shows it; one at a time. Where it fails the list says what happened and what to
 * do. */
void um_check_list_run_async (UmCheckList *self,
                              UmCheck *check,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* As um_check_run_finish (). (transfer full) */
UmSource *um_check_list_run_finish (UmCheckList *self, GAsyncResult *result, GError **error);

G_END_DECLS
