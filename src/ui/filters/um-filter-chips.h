/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The conditions in force as chips, each with a button that takes it away. */
#pragma once

#include "um-filter.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_FILTER_CHIPS (um_filter_chips_get_type ())
G_DECLARE_FINAL_TYPE (UmFilterChips, um_filter_chips, UM, FILTER_CHIPS, GtkWidget)

/* Signals "removed" (uint): the part of that index shall go; "cleared": all shall go. Hidden while
 * there is no condition. */
void um_filter_chips_set_filter (UmFilterChips *self, UmFilter *filter);

G_END_DECLS
