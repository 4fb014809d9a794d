/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal read by account. */
#pragma once

#include "um-history.h"
#include "um-store.h"

G_BEGIN_DECLS

/* What all runs, of whatever source, did to an account; newest first; with @before (the id of a
 * run) only older ones, none where there is no such run; at most @limit, 0 = all. Found by index,
 * however many runs there are. (element-type UmDeed) */
void um_store_list_history_async (UmStore *self,
                                  const char *account_id,
                                  const char *before,
                                  guint limit,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *um_store_list_history_finish (UmStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
