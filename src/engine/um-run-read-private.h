/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading again, before a run, the users it is about. */
#pragma once

#include "um-plan.h"
#include "um-source-state.h"

G_BEGIN_DECLS

/* What takes the fewest requests (ATLASSIAN.md §3, §6, §7). */
typedef enum
{
  UM_RUN_READ_USERS,  /* each user alone, with all his groups */
  UM_RUN_READ_GROUPS, /* the members of the groups concerned */
  UM_RUN_READ_BOTH,   /* many users at once without their groups, and the members of those groups */
  UM_RUN_READ_ALL,    /* the whole source */
} UmRunReading;

/**
 * um_run_read_choose:
 * @plan: a plan
 * @directory: the snapshot it will be compared with
 * @n_users: how many of its users are acted on
 * @kind: of the source
 * @stale: whether the snapshot is too old for this plan
 * @groups: (out) (transfer full) (element-type utf8): ids of the groups concerned: those of the
 *   plan's actions, and for %UM_RUN_READ_BOTH those of its expression
 *
 * An expression can be about anything of a user: the members of groups alone don't do for it.
 */
UmRunReading um_run_read_choose (const UmPlan *plan,
                                 UmDirectory *directory,
                                 guint n_users,
                                 UmSourceKind kind,
                                 gboolean stale,
                                 GPtrArray **groups);

/* Brings the snapshot of the users that the plan acts on up to date. @plan is borrowed until then.
 */
void um_run_read_async (UmSourceState *state,
                        const UmPlan *plan,
                        guint first_n,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean um_run_read_finish (UmSourceState *state, GAsyncResult *result, GError **error);

G_END_DECLS
