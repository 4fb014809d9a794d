/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plan is about besides the snapshot, read of its few users before it is made. */
#pragma once

#include "um-plan.h"
#include "um-source-state.h"

G_BEGIN_DECLS

/* Reads the roles of @account_ids and the API tokens that @plan is to list, where its actions need
 * them. Both are borrowed until the end, of which the plan gets its tokens. A state without a
 * directory reads nothing. */
void um_plan_facts_read_async (UmSourceState *state,
                               UmPlan *plan,
                               GPtrArray *account_ids,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* UM_PROBLEM, as um_token_read_finish (); a role that can't be read is none. */
gboolean um_plan_facts_read_finish (UmSourceState *state, GAsyncResult *result, GError **error);

G_END_DECLS
