/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which sites an organisation has, from its snapshot without loading it. */
#pragma once

#include "um-store.h"

G_BEGIN_DECLS

/* The cloud ids of the sites that the products of a source's snapshot are on; none where there is
 * no snapshot, or a damaged one, which loading will tell. Main thread. */
void um_store_list_sites_async (UmStore *self,
                                const char *source_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* (transfer full) */
char **um_store_list_sites_finish (UmStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
