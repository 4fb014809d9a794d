/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question before a run of a plan. */
#pragma once

#include "um-plan.h"
#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks as the plan's risk demands. Ends with um_confirm_finish (). */
void um_plan_question_ask_async (GtkWidget *parent,
                                 UmSourceState *source,
                                 const UmPlan *plan,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

G_END_DECLS
