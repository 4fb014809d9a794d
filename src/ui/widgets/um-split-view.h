/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sidebar and content side by side, or one of them where the window is narrow. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_SPLIT_VIEW (um_split_view_get_type ())
G_DECLARE_FINAL_TYPE (UmSplitView, um_split_view, UM, SPLIT_VIEW, GtkWidget)

/* Properties: "sidebar", "content" (widgets), "collapsed" (read only, follows the width),
 * "show-content" (which of the two a collapsed view shows). */
gboolean um_split_view_get_collapsed (UmSplitView *self);
gboolean um_split_view_get_show_content (UmSplitView *self);
void um_split_view_set_show_content (UmSplitView *self, gboolean show_content);

G_END_DECLS
