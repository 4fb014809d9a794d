/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens a web address in the user's browser, and a folder in their file manager. What newer GTK has
 * objects for is one call of GIO here, so that the same source serves all versions. No state; main
 * thread. */
#include "um-config.h"
#include "um-open-uri.h"
#include "um-toast-overlay.h"

#include <glib/gi18n.h>

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

static void
folder_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (um_open_uri_finish (result, &error))
    return;
  g_debug ("The file manager: %s", error->message);
  um_toast (GTK_WIDGET (object), _ ("No program could be opened that shows folders."));
}

static void
open_folder_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = folder != NULL ? g_file_get_uri (folder) : NULL;

  if (uri != NULL)
    um_open_uri_async (widget, uri, NULL, folder_cb, NULL);
}

/**
 * um_open_uri_install_action:
 * @klass: a class of widgets that contain an #UmToastOverlay
 */
void
um_open_uri_install_action (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "file.open-folder", "s", open_folder_action);
}

/**
 * um_open_uri_toast:
 * @widget: as for um_toast ()
 * @title: what was written
 * @file: where
 */
void
um_open_uri_toast (GtkWidget *widget, const char *title, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  um_toast_with_button (widget, title, _ ("Open _Folder"), "file.open-folder",
                        g_variant_new_string (uri));
}
