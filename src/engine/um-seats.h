/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many seats the products of a source have left, asked when somebody is about to give them
 * away.
 */
#pragma once

#include "um-source-state.h"

G_BEGIN_DECLS

/**
 * um_seats_read_async:
 * @state: a source
 *
 * Of an organisation `POST …/workspaces`, of a site `GET applicationrole`, which takes Administer
 * Jira (ATLASSIAN.md §8): of many products Atlassian doesn't tell how many seats are taken.
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
