/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether, for whom and until when what steps do can be undone: one rule for what is planned and
 * for what was done (PRODUCT.md §2, §7). */
#pragma once

#include "um-action-info.h"
#include "um-run.h"

G_BEGIN_DECLS

/** UM_UNDO_DELETION: seconds for which a deletion can be cancelled (ATLASSIAN.md §10) */
#define UM_UNDO_DELETION (14 * 24 * 60 * 60)

typedef struct
{
  guint users;          /* for whom something is to be undone, if it can be */
  guint whole;          /* of them: all of it can be */
  guint partly;         /* a part of it can be */
  guint needless;       /* beside them: for whom all is as before already */
  gboolean for_good;    /* something can't be undone, whoever tries */
  gboolean by_hand;     /* something can be deleted in Jira alone */
  gboolean unknown;     /* of something it isn't known whether it was done */
  gboolean for_a_while; /* something can be undone for 14 days alone */
  gint64 until;         /* seconds: the first of these ends, of what was done; or 0 */
  gint64 was_until;     /* seconds: until when something could be undone; or 0 */
} UmUndoOutlook;

/** um_step_kind_get_undo: Returns: what becomes of such a step when its run is undone */
UmUndo um_step_kind_get_undo (UmStepKind kind);
/** um_step_kind_takes_access: whether such a step can take away what its user has. */
gboolean um_step_kind_takes_access (UmStepKind kind);

/** um_undo_get_deadline: Returns: seconds since 1970 until when a step that was done can be undone;
 * 0: there is no such date */
gint64 um_undo_get_deadline (const UmRunEntry *entry);

/** um_undo_add_chain: adds the outlook for a user to that of a run. @entries: (array length=n): the
 * user's. @now: seconds. */
void
um_undo_add_chain (UmUndoOutlook *self, UmRunEntry *const *entries, guint n_entries, gint64 now);

/** um_undo_foresee: the outlook for what is to be done by @plan. @outlook: (out) */
void um_undo_foresee (const UmPlan *plan, UmUndoOutlook *outlook);

/** um_run_undoes: @run: one that was made of another. Returns: whether it is an undo that has
 * changed something, or may do so: that other run isn't gone on with any more */
gboolean um_run_undoes (const UmRun *run);

/** um_plan_judge_steps: says anew what follows for the whole plan from what its steps do: whether
 * and how long it can be undone. */
void um_plan_judge_steps (UmPlan *plan);
/** um_plan_find_riskiest: (transfer none): of its actions the one whose steps that are to be done
 * are the gravest, the first of several alike: deleting, removing, revoking, then giving an
 * administrator's rights (PRODUCT.md §6). Where no step tells, the last. @plan: has an action */
const UmPlanAction *um_plan_find_riskiest (const UmPlan *plan);
/** um_plan_takes_access: whether a step of it that is to be done can take away what its user has.
 */
gboolean um_plan_takes_access (const UmPlan *plan);

G_END_DECLS
