/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many seats the products of an organisation have left, asked when somebody is about to give
 * them away. */
#pragma once

#include "um-source-state.h"

G_BEGIN_DECLS

/**
 * um_seats_read_async:
 * @state: an Access source
 *
 * `POST …/workspaces` (ATLASSIAN.md §8): of many products Atlassian doesn't tell how many seats are
 * taken.
 */
void um_seats_read_async (UmSourceState *state,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/**
 * um_seats_read_finish:
 *
 * Returns: (transfer full) (element-type utf8 guint): product → seats left, of those of which it is
 *   told; %NULL with %UM_PROBLEM, or cancelled
 */
GHashTable *um_seats_read_finish (UmSourceState *state, GAsyncResult *result, GError **error);

G_END_DECLS
