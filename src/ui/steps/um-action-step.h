/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 2, Choose action: cards, inputs, reason. */
#pragma once

#include "um-planner.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_ACTION_STEP (um_action_step_get_type ())
G_DECLARE_FINAL_TYPE (UmActionStep, um_action_step, UM, ACTION_STEP, GtkWidget)

/* Signal "confirmed" (): Review Plan was pressed with complete inputs. */
GtkWidget *um_action_step_new (void);
void um_action_step_set_source (UmActionStep *self, UmSourceState *source);
/* The chosen actions with their inputs. (transfer full) (element-type UmPlanAction) */
GPtrArray *um_action_step_dup_actions (UmActionStep *self);
char *um_action_step_dup_reason (UmActionStep *self);
void um_action_step_reset (UmActionStep *self);

G_END_DECLS
