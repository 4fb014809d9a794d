/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first size of a dialog. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @dialog: not shown yet, with its parent set. @width: wanted; it gets no more than its parent has.
 * @content: (nullable): what it holds below its header bar, by which it gets its height, at the
 * most @most_height and its parent's; what is more is scrolled. Without @content it is as high as
 * @most_height, 0 for what GTK thinks right. */
void um_dialog_fit (GtkWindow *dialog, int width, GtkWidget *content, int most_height);

G_END_DECLS
