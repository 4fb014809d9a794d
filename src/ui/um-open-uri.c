/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens a web address in the user's browser. What newer GTK has an object for is one call of GIO
 * here, so that the same source serves all versions. No state; main thread. */
#include "um-open-uri.h"

static void
launched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * um_open_uri_async:
 * @widget: where it was asked for
 * @uri: an address of the program's own, never one that came from a server
 * @cancellable: (nullable): ends the waiting
 * @callback: called when the browser was asked
 * @user_data: for @callback
 */
void
um_open_uri_async (GtkWidget *widget,
                   const char *uri,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GdkDisplay *display = gtk_widget_get_display (widget);
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (display);
  g_autoptr (GTask) task = g_task_new (widget, cancellable, callback, user_data);

  g_task_set_source_tag (task, um_open_uri_async);
  g_app_info_launch_default_for_uri_async (uri, G_APP_LAUNCH_CONTEXT (context), cancellable,
                                           launched_cb, g_steal_pointer (&task));
}

/**
 * um_open_uri_finish:
 * @result: what the callback got
 * @error: return location: no program opens such addresses
 *
 * Returns: whether the browser was asked
 */
gboolean
um_open_uri_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, um_open_uri_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
