/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the focus goes in a widget that is made of others: to the part that is told when the widget
 * is asked to take it, and past each part in order by Tab. Main thread. */
#include "um-focus.h"

/**
 * um_focus_parts:
 * @widget: a widget whose parts stand in their order
 * @direction: where the focus shall go
 *
 * The `focus` of a widget that never takes it for itself: the next part that takes it gets it.
 *
 * Returns: %FALSE if none is left in this direction
 */
gboolean
um_focus_parts (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean back = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP
                  || direction == GTK_DIR_LEFT;
  GtkWidget *part = gtk_widget_get_focus_child (widget);

  if (part == NULL)
    part = back ? gtk_widget_get_last_child (widget) : gtk_widget_get_first_child (widget);
  for (; part != NULL;
       part = back ? gtk_widget_get_prev_sibling (part) : gtk_widget_get_next_sibling (part))
    if (gtk_widget_get_mapped (part) && gtk_widget_child_focus (part, direction))
      return TRUE;
  return FALSE;
}

/**
 * um_focus_set_entrance:
 * @klass: of a widget that can't have the focus itself, and whose parts stand in their order
 * @grab_focus: gives the focus to one of the parts
 *
 * Sets what gtk_widget_grab_focus () does. GTK's own way of Tab asks a widget to take the focus
 * when none of its parts is left, and so would never come out of such a one backwards.
 */
void
um_focus_set_entrance (GtkWidgetClass *klass, UmGrabFocus grab_focus)
{
  klass->grab_focus = grab_focus;
  klass->focus = um_focus_parts;
}
