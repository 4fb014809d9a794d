/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys, in the system keyring and nowhere else. */
#pragma once

#include "um-source.h"
#include "um-store-error.h"

G_BEGIN_DECLS

/* One item per source, attributes {application, source, origin}. A key belongs to the address it
 * was typed for: looked up with another origin it isn't found. The secret is freed with
 * um_keyring_free_key (). Main thread. */
void um_keyring_lookup_async (UmSource *source,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
char *um_keyring_lookup_finish (GAsyncResult *result, GError **error);
void um_keyring_store_async (UmSource *source,
                             const char *key,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean um_keyring_store_finish (GAsyncResult *result, GError **error);
/* Forgets every key of the source, whatever its origin. */
void um_keyring_clear_async (UmSource *source,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean um_keyring_clear_finish (GAsyncResult *result, GError **error);
/* Wipes and frees. */
void um_keyring_free_key (char *key);
/* A copy in non-pageable memory, freed in the same way. */
char *um_keyring_copy_key (const char *key);

G_END_DECLS
