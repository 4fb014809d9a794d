/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a file to read or to write: GtkFileChooserNative, which asks through the portal in a
 * sandbox, in the shape of GtkFileDialog. Main thread. */
#include "um-config.h"
#include "um-file-picker.h"

#include <glib/gi18n.h>

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  gtk_native_dialog_hide (dialog);
  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)),
                           g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "dismissed");
}

static void
ask (GtkFileChooserNative *dialog, GTask *task)
{
  g_task_set_task_data (task, dialog, g_object_unref);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* What the files may be called in a list of names that the user can widen. */
static void
add_filters (GtkFileChooser *chooser, const char *name, const char *const *suffixes)
{
  g_autoptr (GtkFileFilter) some = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (some, name);
  for (guint i = 0; suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (some, suffixes[i]);
  gtk_file_chooser_add_filter (chooser, some);
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, all);
}

/**
 * um_file_picker_open_async:
 * @parent: a widget of the window that asks
 * @title: what is opened
 * @filter_name: what such files are
 * @suffixes: (array zero-terminated=1): how their names end, without the dot
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is chosen
 * @user_data: for @callback
 *
 * Asks for a file that is there.
 */
void
um_file_picker_open_async (GtkWidget *parent,
                           const char *title,
                           const char *filter_name,
                           const char *const *suffixes,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
    title, GTK_WINDOW (gtk_widget_get_root (parent)), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"),
    _ ("_Cancel"));
  GTask *task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, um_file_picker_open_async);
  add_filters (GTK_FILE_CHOOSER (dialog), filter_name, suffixes);
  ask (dialog, task);
}

/**
 * um_file_picker_open_finish:
 * @result: what the callback got
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable): the file, %NULL with %G_IO_ERROR_CANCELLED where none was
 * chosen
 */
GFile *
um_file_picker_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, um_file_picker_open_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * um_file_picker_save_async:
 * @parent: a widget of the window that asks
 * @title: what is saved
 * @name: the suggested name of the file
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is chosen
 * @user_data: for @callback
 *
 * Asks where to save; an existing file is asked about before it is replaced.
 */
void
um_file_picker_save_async (GtkWidget *parent,
                           const char *title,
                           const char *name,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
    title, GTK_WINDOW (gtk_widget_get_root (parent)), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"),
    _ ("_Cancel"));
  GTask *task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, um_file_picker_save_async);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  ask (dialog, task);
}

/**
 * um_file_picker_save_finish:
 * @result: what the callback got
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable): the file, %NULL with %G_IO_ERROR_CANCELLED where none was
 * chosen
 */
GFile *
um_file_picker_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, um_file_picker_save_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
