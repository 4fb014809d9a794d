/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts to how many of some users each action can be done, before one is chosen. */
#pragma once

#include "um-action-tally.h"
#include "um-actions.h"

G_BEGIN_DECLS

/* Counts on a worker, from the snapshot, for @rows of the directory that is shown (nullable: those
 * in the basket). The state must be loaded. */
void um_tally_make_async (UmSourceState *state,
                          const UmBitset *rows,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
/* (transfer full) (element-type UmActionTally): of the actions that can be judged without inputs.
 * NOT_REFRESHED, NO_USERS. */
GPtrArray *um_tally_make_finish (GAsyncResult *result, GError **error);
/* (transfer none) (nullable): NULL where that action can't be judged so. */
const UmActionTally *um_tally_find (GPtrArray *tallies, const char *key);

G_END_DECLS
