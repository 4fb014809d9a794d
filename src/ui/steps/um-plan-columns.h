/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the plan's table. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Adds the columns tick, name, change and notes to a table whose records are UmPlanUser. A tick
 * activates the widget action "plan.tick" (sb: account id, ticked). */
void um_plan_columns_add (GtkColumnView *view);

G_END_DECLS
