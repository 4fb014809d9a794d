/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a plan and fresh data to a run with its entries. Looks at nothing but its arguments: any
 * thread. */
#pragma once

#include "um-directory.h"
#include "um-run-book-private.h"
#include "um-run.h"
#include "um-runner.h"
#include "um-source.h"

G_BEGIN_DECLS

/** UM_RUN_STALE: seconds after which a plan that takes access away has its source read anew. */
#define UM_RUN_STALE (24 * 60 * 60)

/* What became of a plan. */
typedef struct
{
  UmRun *run;
  UmRunBook *book; /* its entries are pending, or skipped */
  char *plan_text; /* the plan as it is now, as a file has it */
} UmRunMade;

void um_run_made_free (UmRunMade *self);

/**
 * um_run_make:
 * @plan: the plan as it was confirmed; not changed
 * @lists: (nullable): the source's lists, as um_source_state_get_lists () has them
 * @made: (nullable): what trials of the plan have made, as um_run_make_collect () has it
 * @first_n: 0, or how many users a trial acts on
 * @error: return location for a #GError
 *
 * Makes the plan anew from @directory, evaluates its expression there, leaves out who isn't as
 * planned, asks the guards again.
 *
 * Returns: (transfer full): what is to be run; %NULL with %UM_PROBLEM: PLAN_CHANGED with the number
 *   of users (unless @flags accept that), STOPPED_BY_GUARD where nobody is left for that, FILTER,
 *   and those of um_planner_make_finish () and um_issue_fill_entries ()
 */
UmRunMade *um_run_make (const UmPlan *plan,
                        UmDirectory *directory,
                        UmSource *source,
                        GHashTable *lists,
                        GHashTable *made,
                        UmRunFlags flags,
                        guint first_n,
                        GError **error);

/** um_run_make_needs_trials: Returns: whether what trials of @plan did can't be seen of its users,
 * but has to be told by um_run_make_collect (). */
gboolean um_run_make_needs_trials (const UmPlan *plan);

/**
 * um_run_make_collect:
 * @entries: (element-type UmRunEntry): of a trial
 * @made: (element-type utf8): is added to
 *
 * Notes which steps of the plan aren't to be done once more.
 */
void um_run_make_collect (GPtrArray *entries, GHashTable *made);

/** um_run_make_list_users: Returns: (transfer full) (element-type utf8): the account ids a run is
 * about; those acted on only, where @touched or for a trial. They belong to the plan. */
GPtrArray *um_run_make_list_users (const UmPlan *plan, guint first_n, gboolean touched);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmRunMade, um_run_made_free)

G_END_DECLS
