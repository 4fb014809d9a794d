/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The groups of an action: chosen, a colleague's, or out of a file. */
#pragma once

#include "um-action-info.h"
#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_GROUP_INPUT (um_group_input_get_type ())
G_DECLARE_FINAL_TYPE (UmGroupInput, um_group_input, UM, GROUP_INPUT, GtkWidget)

/* Signals "changed" (): what is chosen changed; "grown" (): it may take more room. */
GtkWidget *um_group_input_new (const UmActionInfo *info);
void um_group_input_set_source (UmGroupInput *self, UmSourceState *source);
gboolean um_group_input_is_complete (UmGroupInput *self);
/* Whether groups are chosen for all users alike: their ids. (transfer full) (nullable) */
char **um_group_input_dup_ids (UmGroupInput *self);
/* Else: adds one action or two (of UmPlanAction). */
void um_group_input_add_actions (UmGroupInput *self, GPtrArray *actions);
void um_group_input_clear (UmGroupInput *self);

G_END_DECLS
