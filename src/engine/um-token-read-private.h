/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the API tokens of a plan's users, so that the plan can list what it will revoke. That
 * takes a request for each user. */
#pragma once

#include "um-plan.h"
#include "um-source-state.h"

G_BEGIN_DECLS

/* UM_TOKEN_READ_MOST: of a plan with more users that isn't asked for beforehand: at Atlassian's
 * pace (ATLASSIAN.md §18) nobody would wait for it. Each user's are read before his step all the
 * same. */
#define UM_TOKEN_READ_MOST 200

/**
 * um_token_read_is_needed:
 * @plan: a plan that isn't made yet
 * @n_users: how many users it has
 *
 * Returns: whether they are read
 */
gboolean um_token_read_is_needed (UmSourceState *state, const UmPlan *plan, guint n_users);

/**
 * um_token_read_async:
 * @account_ids: (element-type utf8): whose; copied
 *
 * Asks the source for the tokens of those whom its snapshot doesn't know as somebody whose tokens
 * can't be read.
 */
void um_token_read_async (UmSourceState *state,
                          const GPtrArray *account_ids,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/**
 * um_token_read_finish:
 *
 * Returns: (transfer full): what #UmPlan has as its tokens: who is missing there couldn't be read;
 *   %NULL where it was cancelled
 */
GHashTable *um_token_read_finish (UmSourceState *state, GAsyncResult *result, GError **error);

G_END_DECLS
