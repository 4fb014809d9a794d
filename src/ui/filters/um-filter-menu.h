/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filters that were saved for sources of this kind: a button with the list of them, in which
 * they are applied, saved, renamed and removed. */
#pragma once

#include "um-filter.h"
#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_FILTER_MENU (um_filter_menu_get_type ())
G_DECLARE_FINAL_TYPE (UmFilterMenu, um_filter_menu, UM, FILTER_MENU, GtkWidget)

/* Signal "chosen" (string): this expression shall be put in force; what it names may not be there.
 */
/* @source: (nullable): of whose kind the filters are. */
void um_filter_menu_set_source (UmFilterMenu *self, UmSourceState *source);
/* @filter: (nullable): in force: what Save Filter… saves. */
void um_filter_menu_set_filter (UmFilterMenu *self, UmFilter *filter);

G_END_DECLS
