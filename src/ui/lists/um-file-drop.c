/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is dropped on a widget, from a file manager. No state but that of the controller,
 * which the widget owns; main thread. */
#include "um-file-drop.h"

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  UmFileDropFunc func = (UmFileDropFunc) user_data;

  if (!G_VALUE_HOLDS (value, G_TYPE_FILE))
    return FALSE;
  func (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)),
        g_value_get_object (value));
  return TRUE;
}

/**
 * um_file_drop_add:
 * @widget: where files may be dropped
 * @func: called with the file, or the first of several
 */
void
um_file_drop_add (GtkWidget *widget, UmFileDropFunc func)
{
  GtkDropTarget *target;

  g_return_if_fail (GTK_IS_WIDGET (widget) && func != NULL);
  target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), (gpointer) func);
  /* Before texts and entries within take it for the text of its address. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
