/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a file that says which user comes into which group, or leaves it. */
#pragma once

#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_GROUP_FILE_CHOOSER (um_group_file_chooser_get_type ())
G_DECLARE_FINAL_TYPE (UmGroupFileChooser, um_group_file_chooser, UM, GROUP_FILE_CHOOSER, GtkWidget)

/* Signal "changed" (): what is chosen changed. "grown" (): what is shown takes more room. @member:
 * what a row means that doesn't say it. */
GtkWidget *um_group_file_chooser_new (gboolean member);
/* @source: (nullable). Its directory or its selected users may have changed: the file stays. */
void um_group_file_chooser_set_source (UmGroupFileChooser *self, UmSourceState *source);
/* Whether something is to be done for selected users. */
gboolean um_group_file_chooser_is_complete (UmGroupFileChooser *self);
/* Adds one action or two (of UmPlanAction) of the rows that are about selected users. */
void um_group_file_chooser_add_actions (UmGroupFileChooser *self, GPtrArray *actions);
void um_group_file_chooser_clear (UmGroupFileChooser *self);

G_END_DECLS
