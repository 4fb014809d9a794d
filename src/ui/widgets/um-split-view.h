/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Content with a sidebar at one of its ends, or one of them where both don't fit. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_SPLIT_VIEW (um_split_view_get_type ())
G_DECLARE_FINAL_TYPE (UmSplitView, um_split_view, UM, SPLIT_VIEW, GtkWidget)

/* Properties: "sidebar", "content" (widgets); given when it is made: "at-end" (where the sidebar
 * stands), "pinned" (it is always there where both fit), "sidebar-width", "sidebar-most" (how far
 * it grows with its text), "content-least", "collapse-below" (widths in pixels); "collapsed" (read
 * only, follows the width), "show-sidebar". */
gboolean um_split_view_get_collapsed (UmSplitView *self);
gboolean um_split_view_get_show_sidebar (UmSplitView *self);
void um_split_view_set_show_sidebar (UmSplitView *self, gboolean show_sidebar);

G_END_DECLS
