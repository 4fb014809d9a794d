/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of step 3 that says how old the plan's data are, with Refresh beside it. */
#pragma once

#include "um-plan.h"
#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_PLAN_AGE (um_plan_age_get_type ())
G_DECLARE_FINAL_TYPE (UmPlanAge, um_plan_age, UM, PLAN_AGE, GtkWidget)

/* Signal "renew": the plan is to be made again from the data that are there now. Where a refresh
 * was asked for here it is told as soon as that is over, else when the button is pressed. */
gint64 um_plan_age_get_reading (UmSourceState *source);
void um_plan_age_set_plan (UmPlanAge *self, UmSourceState *source, UmPlan *plan, gint64 reading);
void um_plan_age_refresh (UmPlanAge *self);

G_END_DECLS
