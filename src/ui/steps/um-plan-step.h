/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 3, Review plan: header, rows with before → after, holding out, confirming. */
#pragma once

#include "um-planner.h"
#include "um-runner.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_PLAN_STEP (um_plan_step_get_type ())
G_DECLARE_FINAL_TYPE (UmPlanStep, um_plan_step, UM, PLAN_STEP, GtkWidget)

/* Signal "started" (): a run of the plan was confirmed and began (the source's runner is set). */
GtkWidget *um_plan_step_new (void);
/* Makes the plan (shows that it is at it), then shows it. The request's arrays are taken. */
void um_plan_step_prepare (UmPlanStep *self,
                           UmSourceState *source,
                           GPtrArray *account_ids,
                           GPtrArray *actions,
                           const char *expression,
                           gint64 now,
                           const char *reason);
/* The same for a plan that is made of a run of @source. @entries: (nullable): numbers of those of
 * its entries that it is about */
void um_plan_step_prepare_of (UmPlanStep *self,
                              UmSourceState *source,
                              UmPlanRelation relation,
                              const char *run_id,
                              const char *const *entries);
/* Reads the source anew, then makes the plan again; FALSE: none is shown. */
gboolean um_plan_step_refresh (UmPlanStep *self);
/* Ends what goes on before a run: making the plan, or reading the users again. */
void um_plan_step_stop (UmPlanStep *self);

G_END_DECLS
