/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Through which source the issues of a plan are made, and whether they can be made there as they
 * were planned. */
#pragma once

#include "um-issue-site.h"

G_BEGIN_DECLS

/**
 * um_issue_find_site:
 * @state: the source of a plan, whose snapshot is loaded
 * @actions: (element-type UmPlanAction): of the plan
 * @site: (out) (nullable) (transfer none): the Jira source through which an organisation's issues
 *   are made; %NULL where none are, or where @state is that one itself
 * @error: return location for a #GError
 *
 * Main thread.
 *
 * Returns: %FALSE with %UM_PROBLEM: ISSUE_NO_SUCH_SITE, ISSUE_WHICH_SITE, PLAN_BAD_MEMBER
 */
gboolean um_issue_find_site (UmSourceState *state,
                             const GPtrArray *actions,
                             UmSourceState **site,
                             GError **error);

/**
 * um_issue_check_async:
 * @state: the source of a plan, whose snapshot is loaded
 * @actions: (element-type UmPlanAction): of the plan; they may come from a file
 * @cancellable: (nullable): ends it
 *
 * Asks the site whether issues can still be made as planned: the project and the type are there,
 * all that the type requires is given, and nothing else. Main thread.
 */
void um_issue_check_async (UmSourceState *state,
                           const GPtrArray *actions,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/**
 * um_issue_check_finish:
 * @error: %UM_PROBLEM: ISSUE_NO_SUCH_PROJECT, ISSUE_NO_SUCH_TYPE, ISSUE_NO_LABELS,
 *   ISSUE_FIELD_MISSING, ISSUE_FIELD_BAD, ISSUE_FIELD_FOREIGN, ISSUE_NO_SUCH_FIELD, what is wrong
 *   with inputs, those of um_issue_find_site (), connection and keyring problems
 *
 * Returns: whether they can
 */
gboolean um_issue_check_finish (UmSourceState *state, GAsyncResult *result, GError **error);

G_END_DECLS
