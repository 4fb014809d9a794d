/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys, in the system keyring and nowhere else. Main thread. */
#pragma once

#include "um-source.h"
#include "um-store-error.h"

G_BEGIN_DECLS

/* One item per source and address, attributes {application, source, origin}. A key belongs to the
 * address it was typed for (the site's; of an organisation the API's): looked up with another
 * address it isn't found. Errors are UM_KEYRING_ERROR or G_IO_ERROR_CANCELLED. */

/* Unlocks the keyring where its service asks somebody to. Returns: (transfer full): the key, to be
 * freed with um_keyring_free_key (); NULL with an error, NO_KEY where there is none. */
void um_keyring_lookup_async (UmSource *source,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
char *um_keyring_lookup_finish (GAsyncResult *result, GError **error);
/* Keeps a key in place of the one before. */
void um_keyring_store_async (UmSource *source,
                             const char *key,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean um_keyring_store_finish (GAsyncResult *result, GError **error);
/* Forgets every key of the source, whatever its address. None at all is fine. */
void um_keyring_clear_async (UmSource *source,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean um_keyring_clear_finish (GAsyncResult *result, GError **error);
/* Wipes and frees. @key: (nullable). */
void um_keyring_free_key (char *key);
/* A copy in non-pageable memory, freed in the same way. (transfer full) */
char *um_keyring_copy_key (const char *key);

G_END_DECLS
