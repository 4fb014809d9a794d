/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 4, Run: progress, pause, cancel, results as they come, what to do next. */
#pragma once

#include "um-engine.h"
#include "um-runner.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_RUN_STEP (um_run_step_get_type ())
G_DECLARE_FINAL_TYPE (UmRunStep, um_run_step, UM, RUN_STEP, GtkWidget)

/* Shows the runner of @source; stays on its result when it is over. */
GtkWidget *um_run_step_new (void);
void um_run_step_set_engine (UmRunStep *self, UmEngine *engine);
void um_run_step_set_source (UmRunStep *self, UmSourceState *source);
gboolean um_run_step_is_over (UmRunStep *self);

G_END_DECLS
