/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Select users, with a pane at its side for one user or for counts by value. */
#pragma once

#include "um-engine.h"
#include "um-select-step.h"

G_BEGIN_DECLS

#define UM_TYPE_SELECT_AREA (um_select_area_get_type ())
G_DECLARE_FINAL_TYPE (UmSelectArea, um_select_area, UM, SELECT_AREA, GtkWidget)

/* Properties: "step" (UmSelectStep, the content), "by-value" (boolean: the counts are shown).
 * Actions "users.by-value" (state), "users.close-pane". Signal "covered" (): whether the pane
 * covers the step may have changed. */
void um_select_area_set_engine (UmSelectArea *self, UmEngine *engine);
/* Another source: its step is set by who owns it; the pane of a user closes. */
void um_select_area_set_source (UmSelectArea *self, UmSourceState *source);
/* Whether the pane stands in place of the step. */
gboolean um_select_area_is_covered (UmSelectArea *self);
/* FALSE where no pane is shown. */
gboolean um_select_area_close_pane (UmSelectArea *self);

G_END_DECLS
