/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking how one user is now, while a run goes on. */
#pragma once

#include "um-connection-private.h"
#include "um-source-state.h"

G_BEGIN_DECLS

/**
 * um_refresh_look_async:
 * @state: a source whose snapshot is loaded
 * @connection: with what it is asked
 * @account_id: of a user
 * @cancellable: ends it
 *
 * Reads the user with all that a refresh would tell of him.
 */
void um_refresh_look_async (UmSourceState *state,
                            UmConnection *connection,
                            const char *account_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/** um_refresh_look_finish: Returns: (transfer full): the source's own directory, but for him, who
 * isn't in it where he is no more; %NULL with %UM_ATLASSIAN_ERROR */
UmDirectory *um_refresh_look_finish (UmSourceState *state, GAsyncResult *result, GError **error);

G_END_DECLS
