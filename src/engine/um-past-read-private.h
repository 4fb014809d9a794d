/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the runs that actions of a plan are made of. Main thread. */
#pragma once

#include "um-plan.h"
#include "um-source-state.h"

G_BEGIN_DECLS

/** um_past_read_is_needed: @actions: (element-type UmPlanAction): of a plan. Returns: whether one
 * is made of a run that wasn't read */
gboolean um_past_read_is_needed (const GPtrArray *actions);

/**
 * um_past_read_async:
 * @actions: (element-type UmPlanAction): of a plan that isn't shown yet: they get their runs
 *
 * Reads each run with its entries.
 */
void um_past_read_async (UmSourceState *state,
                         GPtrArray *actions,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);

/** um_past_read_finish: %FALSE with %UM_PROBLEM: PLAN_RUN_UNKNOWN also for a run of another source,
 * PLAN_BAD_MEMBER, RUN_DRY, RUN_GOING_ON, RUN_NOT_OVER, NO_SUCH_ENTRY, and those of the disk */
gboolean um_past_read_finish (UmSourceState *state, GAsyncResult *result, GError **error);

/** um_past_read_list_people: @actions: as they were read. Returns: (transfer container) (nullable)
 * (element-type utf8): whom the plan is about, by the first of them; %NULL where none is made of a
 * run */
GPtrArray *um_past_read_list_people (const GPtrArray *actions);

G_END_DECLS
