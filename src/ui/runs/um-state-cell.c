/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A state as a symbolic icon and a word, for a table's cell. Main thread. */
#include "um-config.h"
#include "um-state-cell.h"
#include "um-words.h"

static const char *
icon_of (UmStepState state)
{
  switch (state)
    {
    case UM_STATE_DONE:
      return "object-select-symbolic";
    case UM_STATE_FAILED:
      return "dialog-error-symbolic";
    case UM_STATE_SKIPPED:
    case UM_STATE_CANCELLED:
      return "list-remove-symbolic";
    case UM_STATE_UNKNOWN:
      return "dialog-question-symbolic";
    case UM_STATE_PENDING:
    case UM_STATE_SENT:
    case UM_N_STATES:
    default:
      return "content-loading-symbolic";
    }
}

/**
 * um_state_cell_new:
 *
 * Returns: a cell without a state
 */
GtkWidget *
um_state_cell_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/**
 * um_state_cell_set:
 * @cell: what um_state_cell_new () made
 * @run: whose step it is
 * @state: what it shows
 */
void
um_state_cell_set (GtkWidget *cell, const UmRun *run, UmStepState state)
{
  GtkWidget *image = gtk_widget_get_first_child (cell);

  gtk_image_set_from_icon_name (GTK_IMAGE (image), icon_of (state));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (cell)), um_words_result (run, state));
  if (state == UM_STATE_FAILED)
    gtk_widget_add_css_class (cell, "error-text");
  else
    gtk_widget_remove_css_class (cell, "error-text");
  if (state == UM_STATE_UNKNOWN)
    gtk_widget_add_css_class (cell, "warning-text");
  else
    gtk_widget_remove_css_class (cell, "warning-text");
}
