/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the parts of the store ask its worker. Main thread. */
#pragma once

#include "um-store.h"
#include "um-worker-private.h"

G_BEGIN_DECLS

/* One request: what is asked goes into @request, which the worker's function completes and the
 * finish function takes apart. @tag: the …_async function. A request that writes is carried out
 * once it was begun, cancelled or not. */
typedef struct
{
  UmJobMode mode;
  UmJobFunc func;
  gpointer request; /* (transfer full) */
  GDestroyNotify request_free;
  gpointer tag;
} UmStoreQuestion;

void um_store_ask (UmStore *self,
                   const UmStoreQuestion *question,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data);
/* The request, completed; it lives as long as @result. NULL with an error. */
gpointer um_store_answer (UmStore *self, GAsyncResult *result, gpointer tag, GError **error);

/* Path of a source's snapshot. */
char *um_store_build_snapshot_path (UmKept *kept, const char *source_id);

G_END_DECLS
