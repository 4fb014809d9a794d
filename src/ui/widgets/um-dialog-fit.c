/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first size of a dialog: a scrolled window asks for the height that its content has at its
 * least width, so the content is asked here. No state; main thread. */
#include "um-dialog-fit.h"

static int
get_height (GtkWidget *widget, int width)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/**
 * um_dialog_fit:
 * @dialog: a dialog that isn't shown yet, with its parent set
 * @width: wanted
 * @content: (nullable): what it holds below its header bar
 * @most_height: how high @content makes it at the most; without @content: how high it is, 0 for
 *   what GTK thinks right
 *
 * Makes it as wide as wanted and as high as @content asks for, but not larger than its parent.
 */
void
um_dialog_fit (GtkWindow *dialog, int width, GtkWidget *content, int most_height)
{
  GtkWindow *parent = gtk_window_get_transient_for (dialog);
  GtkWidget *bar = gtk_window_get_titlebar (dialog);
  int height;

  if (parent != NULL && gtk_widget_get_width (GTK_WIDGET (parent)) > 0)
    {
      width = MIN (width, gtk_widget_get_width (GTK_WIDGET (parent)));
      most_height = MIN (most_height, gtk_widget_get_height (GTK_WIDGET (parent)));
    }
  height = most_height;
  if (content != NULL)
    height = MIN (get_height (content, width) + (bar != NULL ? get_height (bar, width) : 0),
                  most_height);
  gtk_window_set_default_size (dialog, width, height > 0 ? height : -1);
}
