/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Use a Key for This Session Only. The entry is emptied as soon as the key is taken from it. Owned
 * by GTK while it is shown; main thread. */
#include "um-config.h"
#include "um-key-dialog.h"
#include "um-engine.h"

#include <glib/gi18n.h>

struct _UmKeyDialog
{
  GtkWindow parent_instance;

  GTask *task; /* (nullable): until it is answered */
  GtkLabel *heading;
  GtkEditable *entry;
  GtkWidget *use_button;
};

G_DEFINE_FINAL_TYPE (UmKeyDialog, um_key_dialog, GTK_TYPE_WINDOW)

static char *
dup_key (UmKeyDialog *self)
{
  return um_engine_trim_key (gtk_editable_get_text (self->entry));
}

static void
update (UmKeyDialog *self)
{
  char *key = dup_key (self);

  gtk_widget_set_sensitive (self->use_button, *key != '\0');
  um_engine_free_key (key);
}

/* Takes over @key. */
static void
answer (UmKeyDialog *self, char *key)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (task != NULL)
    g_task_return_pointer (task, key, (GDestroyNotify) um_engine_free_key);
  else
    um_engine_free_key (key);
}

static void
use_cb (UmKeyDialog *self)
{
  char *key = dup_key (self);

  gtk_editable_set_text (self->entry, "");
  answer (self, key);
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
um_key_dialog_close_request (GtkWindow *window)
{
  answer (UM_KEY_DIALOG (window), NULL);
  return GTK_WINDOW_CLASS (um_key_dialog_parent_class)->close_request (window);
}

static void
um_key_dialog_dispose (GObject *object)
{
  answer (UM_KEY_DIALOG (object), NULL);
  G_OBJECT_CLASS (um_key_dialog_parent_class)->dispose (object);
}

static void
um_key_dialog_class_init (UmKeyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_key_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = um_key_dialog_close_request;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/sources/um-key-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, UmKeyDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, UmKeyDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, UmKeyDialog, use_button);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
um_key_dialog_init (UmKeyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

static void
cancelled_cb (GCancellable *cancellable, UmKeyDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/**
 * um_key_dialog_run_async:
 * @parent: a widget of the window it belongs to
 * @source_name: whose key is asked for
 * @cancellable: (nullable): closes it, which gives no key
 * @callback: called with the answer
 * @user_data: for @callback
 */
void
um_key_dialog_run_async (GtkWidget *parent,
                         const char *source_name,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  UmKeyDialog *self = g_object_new (UM_TYPE_KEY_DIALOG, "transient-for",
                                    gtk_widget_get_root (parent), NULL);
  /* Translators: %s is the name of a source */
  g_autofree char *heading = g_strdup_printf (_ ("Key for “%s”"), source_name);

  self->task = g_task_new (parent, NULL, callback, user_data);
  g_task_set_source_tag (self->task, um_key_dialog_run_async);
  gtk_label_set_label (self->heading, heading);
  gtk_window_set_title (GTK_WINDOW (self), heading);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->entry));
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), self, 0);
  gtk_window_present (GTK_WINDOW (self));
}

/**
 * um_key_dialog_run_finish:
 * @result: what the callback got
 *
 * Returns: (transfer full) (nullable): the key, to be freed with um_engine_free_key (); %NULL when
 *   the dialog was closed
 */
char *
um_key_dialog_run_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, um_key_dialog_run_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
