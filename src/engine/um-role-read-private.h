/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading which roles on products users have themselves. That takes a request for each user, and is
 * done for those of a plan that is about products; what was read is laid over the directory. */
#pragma once

#include "um-plan.h"
#include "um-source-state.h"

G_BEGIN_DECLS

/* UM_ROLE_READ_MOST: of a plan with more users that isn't asked for beforehand: at Atlassian's pace
 * (ATLASSIAN.md §18) they would take minutes. Then each is asked about before his step. */
#define UM_ROLE_READ_MOST 500

/**
 * um_role_read_is_needed:
 * @actions: (element-type UmPlanAction): those of a plan
 * @n_users: how many users it has
 *
 * Returns: whether the source is asked about the roles of the plan's users
 */
gboolean um_role_read_is_needed (UmSourceState *state, const GPtrArray *actions, guint n_users);

/**
 * um_role_read_async:
 * @account_ids: (element-type utf8): whose; copied
 *
 * The callback comes when the directory has what was read.
 */
void um_role_read_async (UmSourceState *state,
                         const GPtrArray *account_ids,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);

/** um_role_read_finish: %FALSE with %UM_PROBLEM, or cancelled; the rest isn't known then. */
gboolean um_role_read_finish (UmSourceState *state, GAsyncResult *result, GError **error);

G_END_DECLS
