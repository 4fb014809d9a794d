/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Filter panel: another view of the same filter that the search entry holds. */
#pragma once

#include "um-filter.h"
#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_FILTER_PANEL (um_filter_panel_get_type ())
G_DECLARE_FINAL_TYPE (UmFilterPanel, um_filter_panel, UM, FILTER_PANEL, GtkWidget)

/* Signal "changed" (): by the user's hand; the new filter is um_filter_panel_get_filter (). Where a
 * list shall be imported, the action "select.import" of a widget around it is activated. */
void um_filter_panel_set_filter (UmFilterPanel *self, UmFilter *filter);
UmFilter *um_filter_panel_get_filter (UmFilterPanel *self); /* (transfer none) (nullable) */
/* Offers what a source has and can know. @source: (nullable). */
void um_filter_panel_set_source (UmFilterPanel *self, UmSourceState *source);

G_END_DECLS
