/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The check of a saved source. Its outcome is the source's health; what it learns (whose key it is,
 * that it can only read) is kept. Owned by GTK while it is shown; main thread. */
#include "um-config.h"
#include "um-check-dialog.h"
#include "um-check-list.h"
#include "um-dialog-fit.h"
#include "um-words.h"

#include <glib/gi18n.h>

#define WIDTH  520
#define HEIGHT 560

struct _UmCheckDialog
{
  GtkWindow parent_instance;

  UmEngine *engine;
  GCancellable *cancellable;
  UmCheckList *list;
  GtkLabel *not_kept;
};

G_DEFINE_FINAL_TYPE (UmCheckDialog, um_check_dialog, GTK_TYPE_WINDOW)

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmCheckDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (um_engine_save_source_finish (UM_ENGINE (object), result, &error) != NULL
      || g_cancellable_is_cancelled (self->cancellable))
    return;
  text = um_words_problem_whole (error);
  gtk_label_set_label (self->not_kept, text);
  gtk_widget_set_visible (GTK_WIDGET (self->not_kept), TRUE);
}

static void
checked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmCheckDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmSource) source = um_check_list_run_finish (UM_CHECK_LIST (object), result, &error);

  if (source != NULL && !g_cancellable_is_cancelled (self->cancellable))
    um_engine_save_source_async (self->engine, source, NULL, UM_KEEP_IN_KEYRING, self->cancellable,
                                 saved_cb, g_object_ref (self));
}

static void
um_check_dialog_dispose (GObject *object)
{
  UmCheckDialog *self = UM_CHECK_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (um_check_dialog_parent_class)->dispose (object);
}

static void
um_check_dialog_finalize (GObject *object)
{
  g_object_unref (UM_CHECK_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (um_check_dialog_parent_class)->finalize (object);
}

static void
um_check_dialog_class_init (UmCheckDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_check_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = um_check_dialog_finalize;
  g_type_ensure (UM_TYPE_CHECK_LIST);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/sources/um-check-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, UmCheckDialog, list);
  gtk_widget_class_bind_template_child (widget_class, UmCheckDialog, not_kept);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
um_check_dialog_init (UmCheckDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * um_check_dialog_present:
 * @parent: a widget of the window it belongs to
 * @engine: whose source it is
 * @state: the source
 */
void
um_check_dialog_present (GtkWidget *parent, UmEngine *engine, UmSourceState *state)
{
  UmCheckDialog *self = g_object_new (UM_TYPE_CHECK_DIALOG, "transient-for",
                                      gtk_widget_get_root (parent), NULL);
  UmSource *source = um_source_state_get_source (state);
  g_autoptr (UmCheck) check = um_check_new (source, NULL, state);
  g_autofree char *name = um_words_clean (source->name);
  /* Translators: title of a dialog; %s is the name of a source */
  g_autofree char *title = g_strdup_printf (_ ("Check of “%s”"), name);

  um_check_set_sources (check, um_engine_get_sources (engine));
  self->engine = g_object_ref (engine);
  gtk_window_set_title (GTK_WINDOW (self), title);
  um_dialog_fit (GTK_WINDOW (self), WIDTH, NULL, HEIGHT);
  um_check_list_run_async (self->list, check, self->cancellable, checked_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}
