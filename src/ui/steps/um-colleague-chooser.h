/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a colleague whose groups the selected users are to have. */
#pragma once

#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_COLLEAGUE_CHOOSER (um_colleague_chooser_get_type ())
G_DECLARE_FINAL_TYPE (UmColleagueChooser, um_colleague_chooser, UM, COLLEAGUE_CHOOSER, GtkWidget)

/* Signal "changed" (): what is chosen changed. */
GtkWidget *um_colleague_chooser_new (void);
/* @source: (nullable). The chosen one stays chosen by account id where he is there. */
void um_colleague_chooser_set_source (UmColleagueChooser *self, UmSourceState *source);
/* Whether somebody is chosen whose groups are known. */
gboolean um_colleague_chooser_is_complete (UmColleagueChooser *self);
/* Adds one action or two (of UmPlanAction): his groups of now are added, others maybe removed. */
void um_colleague_chooser_add_actions (UmColleagueChooser *self, GPtrArray *actions);
void um_colleague_chooser_clear (UmColleagueChooser *self);

G_END_DECLS
