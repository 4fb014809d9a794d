/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Content with a pane at its end, which covers it where both don't fit. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_SIDE_VIEW (um_side_view_get_type ())
G_DECLARE_FINAL_TYPE (UmSideView, um_side_view, UM, SIDE_VIEW, GtkWidget)

/* Properties: "content", "pane" (widgets), "show-pane", "collapsed" (read only, follows the width:
 * the pane, when shown, covers the content). */
gboolean um_side_view_get_collapsed (UmSideView *self);
gboolean um_side_view_get_show_pane (UmSideView *self);
void um_side_view_set_show_pane (UmSideView *self, gboolean show_pane);

G_END_DECLS
