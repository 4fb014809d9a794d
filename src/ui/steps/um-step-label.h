/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number and name of a step; where it is narrow, the number alone. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_STEP_LABEL (um_step_label_get_type ())
G_DECLARE_FINAL_TYPE (UmStepLabel, um_step_label, UM, STEP_LABEL, GtkWidget)

GtkWidget *um_step_label_new (const char *number, const char *name);
/* The current step keeps its name at any width. */
void um_step_label_set_current (UmStepLabel *self, gboolean current);

G_END_DECLS
