/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check boxes whose words go on in a further line where there is no room for them: else they would
 * make a narrow window wider, or large text go out of sight. Main thread. */
#include "um-tick.h"

/**
 * um_tick_wrap:
 * @check: a check box with a label
 *
 * Its label may take several lines; so does one that is set later.
 */
void
um_tick_wrap (GtkCheckButton *check)
{
  GtkWidget *label = gtk_widget_get_last_child (GTK_WIDGET (check));

  if (!GTK_IS_LABEL (label))
    return;
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
}

/**
 * um_tick_new:
 * @label: its words
 *
 * Returns: a check box, not ticked
 */
GtkWidget *
um_tick_new (const char *label)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);

  um_tick_wrap (GTK_CHECK_BUTTON (check));
  return check;
}
