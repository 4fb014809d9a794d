/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line over a plan that says of how many users Atlassian was asked what it will refuse; it has
 * them asked while the plan is looked at. */
#pragma once

#include "um-plan.h"
#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_PERMIT_LINE (um_permit_line_get_type ())
G_DECLARE_FINAL_TYPE (UmPermitLine, um_permit_line, UM, PERMIT_LINE, GtkWidget)

/* Hidden where there is nothing to ask. Signal "refused" (): an answer has changed the plan. */

/* The table whose model has the plan's users as UmRow: those in sight are asked about first. */
void um_permit_line_set_view (UmPermitLine *self, GtkColumnView *view);
/* @plan: (nullable): of @source; none. Nothing is asked yet. */
void um_permit_line_set_plan (UmPermitLine *self, UmSourceState *source, UmPlan *plan);
/* Begins to ask, or goes on. */
void um_permit_line_ask (UmPermitLine *self);
/* From now on the plan isn't changed. */
void um_permit_line_stop (UmPermitLine *self);
/* After users were held out or taken in. */
void um_permit_line_update (UmPermitLine *self);

G_END_DECLS
