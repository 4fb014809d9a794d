/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Filter panel: another view of the same filter that the search entry holds. */
#pragma once

#include "um-filter.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_FILTER_PANEL (um_filter_panel_get_type ())
G_DECLARE_FINAL_TYPE (UmFilterPanel, um_filter_panel, UM, FILTER_PANEL, GtkWidget)

/* Signal "changed" (): by the user's hand; the new filter is um_filter_panel_get_filter (). */
void um_filter_panel_set_filter (UmFilterPanel *self, UmFilter *filter);
UmFilter *um_filter_panel_get_filter (UmFilterPanel *self); /* (transfer none) (nullable) */
/* Offers the groups of a directory. */
void um_filter_panel_set_directory (UmFilterPanel *self, UmDirectory *directory);

G_END_DECLS
