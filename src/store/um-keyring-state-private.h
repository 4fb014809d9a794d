/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why the keyring didn't give or take a key. Main thread. */
#pragma once

#include "um-store-error.h"

G_BEGIN_DECLS

/* Whether keys go to a file of the program's own: in a sandbox, and in tests. Then there is no
 * service to ask. */
gboolean um_keyring_uses_file (void);

/* An error of libsecret → UM_KEYRING_ERROR. One of @cancellable (nullable) stays. @error: (transfer
 * full). */
GError *um_keyring_map_error (GError *error, GCancellable *cancellable);

/* Asks the Secret Service, without a prompt, why there was no key: NO_KEY, LOCKED, DISMISSED,
 * ABSENT. */
void um_keyring_explain_async (GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* Never NULL. (transfer full) */
GError *um_keyring_explain_finish (GAsyncResult *result);

G_END_DECLS
