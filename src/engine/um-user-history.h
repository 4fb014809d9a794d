/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that this program ever did to an account, as front ends show it. The engine's signal
 * "runs-changed" () tells when there may be more. */
#pragma once

#include "um-engine.h"
#include "um-history.h"

G_BEGIN_DECLS

/* What the run logs hold of the account, whatever source it was reached through, dry runs too.
 * Newest first, older than run @before (nullable), at most @limit (0: all). (element-type UmDeed)
 */
void um_user_history_list_async (UmEngine *engine,
                                 const char *account_id,
                                 const char *before,
                                 guint limit,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *um_user_history_list_finish (UmEngine *engine, GAsyncResult *result, GError **error);

G_END_DECLS
