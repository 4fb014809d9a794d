/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reaching all that a run asks: its source, and where an organisation's issues are made through a
 * Jira source, that one too. */
#pragma once

#include "um-connection-private.h"

G_BEGIN_DECLS

/**
 * um_run_connect_async:
 * @state: the run's source
 * @site: (nullable): through which issues are made
 * @cancellable: (nullable): ends it
 *
 * Main thread.
 */
void um_run_connect_async (UmSourceState *state,
                           UmSourceState *site,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/** um_run_connect_finish: (transfer full): the connection of @state, joined with that of the site;
 * %NULL with the %UM_PROBLEM of one of them. */
UmConnection *um_run_connect_finish (UmSourceState *state, GAsyncResult *result, GError **error);

G_END_DECLS
