/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question before something is done. The button that does it works once what has to be typed or
 * ticked is there; a destructive one is never the default button. Owned by GTK while it is shown;
 * main thread. */
#include "um-confirm-dialog.h"
#include "um-tick.h"

#include <glib/gi18n.h>

#define UM_TYPE_CONFIRM_DIALOG (um_confirm_dialog_get_type ())
G_DECLARE_FINAL_TYPE (UmConfirmDialog, um_confirm_dialog, UM, CONFIRM_DIALOG, GtkWindow)

#define MARGIN        36
#define LETTER_WIDTH  9 /* about */
#define LEAST_CHARS   20
#define MOST_CHARS    50
#define HEADING_CHARS 40
#define NARROW        440 /* long verbs don't fit beside Cancel */

struct _UmConfirmDialog
{
  GtkWindow parent_instance;

  GTask *task;  /* (nullable): until it is answered */
  char *phrase; /* (nullable) */
  gboolean destructive;
  GtkLabel *heading;
  GtkLabel *body;
  GtkWidget *phrase_box;
  GtkLabel *phrase_label;
  GtkEntry *phrase_entry;
  GtkCheckButton *check;
  GtkWidget *buttons;
  GtkWidget *cancel_button;
  GtkButton *verb_button;
};

G_DEFINE_FINAL_TYPE (UmConfirmDialog, um_confirm_dialog, GTK_TYPE_WINDOW)

static gboolean
is_complete (UmConfirmDialog *self)
{
  g_autofree char *typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->phrase_entry)));

  if (self->phrase != NULL && !g_str_equal (g_strstrip (typed), self->phrase))
    return FALSE;
  return !gtk_widget_get_visible (GTK_WIDGET (self->check))
         || gtk_check_button_get_active (self->check);
}

static void
update (UmConfirmDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->verb_button), is_complete (self));
}

static void
answer (UmConfirmDialog *self, gboolean confirmed)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (task != NULL)
    g_task_return_boolean (task, confirmed);
}

static void
confirmed_cb (UmConfirmDialog *self)
{
  answer (self, TRUE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
entry_activated_cb (UmConfirmDialog *self)
{
  if (is_complete (self) && !self->destructive)
    confirmed_cb (self);
  else if (is_complete (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->verb_button));
}

static gboolean
um_confirm_dialog_close_request (GtkWindow *window)
{
  answer (UM_CONFIRM_DIALOG (window), FALSE);
  return GTK_WINDOW_CLASS (um_confirm_dialog_parent_class)->close_request (window);
}

static void
um_confirm_dialog_dispose (GObject *object)
{
  UmConfirmDialog *self = UM_CONFIRM_DIALOG (object);

  answer (self, FALSE);
  g_clear_pointer (&self->phrase, g_free);
  G_OBJECT_CLASS (um_confirm_dialog_parent_class)->dispose (object);
}

static void
um_confirm_dialog_class_init (UmConfirmDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_confirm_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = um_confirm_dialog_close_request;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/widgets/um-confirm-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, UmConfirmDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, UmConfirmDialog, body);
  gtk_widget_class_bind_template_child (widget_class, UmConfirmDialog, phrase_box);
  gtk_widget_class_bind_template_child (widget_class, UmConfirmDialog, phrase_label);
  gtk_widget_class_bind_template_child (widget_class, UmConfirmDialog, phrase_entry);
  gtk_widget_class_bind_template_child (widget_class, UmConfirmDialog, check);
  gtk_widget_class_bind_template_child (widget_class, UmConfirmDialog, buttons);
  gtk_widget_class_bind_template_child (widget_class, UmConfirmDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, UmConfirmDialog, verb_button);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, confirmed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
um_confirm_dialog_init (UmConfirmDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill (UmConfirmDialog *self, const UmConfirm *question)
{
  g_autofree char *escaped = g_markup_escape_text (question->phrase != NULL ? question->phrase : "",
                                                   -1);
  /* Translators: %s is what has to be typed, never translated itself */
  g_autofree char *prompt = g_strdup_printf (_ ("Type <b>%s</b> to confirm:"), escaped);

  gtk_window_set_title (GTK_WINDOW (self), question->heading);
  gtk_label_set_label (self->heading, question->heading);
  gtk_label_set_label (self->body, question->body != NULL ? question->body : "");
  gtk_widget_set_visible (GTK_WIDGET (self->body), question->body != NULL);
  gtk_widget_set_visible (self->phrase_box, question->phrase != NULL);
  gtk_label_set_markup (self->phrase_label, prompt);
  gtk_widget_set_visible (GTK_WIDGET (self->check), question->check_label != NULL);
  gtk_check_button_set_label (self->check, question->check_label);
  um_tick_wrap (self->check);
  gtk_button_set_label (self->verb_button, question->verb);
  gtk_widget_add_css_class (GTK_WIDGET (self->verb_button),
                            question->destructive ? "destructive-action" : "suggested-action");
  self->phrase = g_strdup (question->phrase);
  self->destructive = question->destructive;
  if (!question->destructive && question->phrase == NULL)
    gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->verb_button));
  gtk_window_set_focus (GTK_WINDOW (self), question->phrase != NULL
                                             ? GTK_WIDGET (self->phrase_entry)
                                             : self->cancel_button);
  update (self);
}

/* In a narrow window it is narrow, too. */
static void
fit (UmConfirmDialog *self, GtkWidget *parent)
{
  int width = gtk_widget_get_width (parent) - 2 * MARGIN;
  int n_chars = width > 0 ? CLAMP (width / LETTER_WIDTH, LEAST_CHARS, MOST_CHARS) : MOST_CHARS;

  if (width > 0 && width < NARROW)
    gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons), GTK_ORIENTATION_VERTICAL);
  gtk_label_set_max_width_chars (self->heading, MIN (n_chars, HEADING_CHARS));
  gtk_label_set_max_width_chars (self->body, n_chars);
}

static void
cancelled_cb (GCancellable *cancellable, UmConfirmDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/**
 * um_confirm_async:
 * @parent: a widget of the window that is asked in
 * @question: what is asked; borrowed during the call
 * @cancellable: (nullable): closes the question, which is then answered by no
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks, modal to the window of @parent. Esc, Cancel and closing are no.
 */
void
um_confirm_async (GtkWidget *parent,
                  const UmConfirm *question,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  UmConfirmDialog *self = g_object_new (UM_TYPE_CONFIRM_DIALOG, "transient-for", root, NULL);

  self->task = g_task_new (parent, NULL, callback, user_data);
  g_task_set_source_tag (self->task, um_confirm_async);
  fill (self, question);
  fit (self, GTK_WIDGET (root));
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), self, 0);
  gtk_window_present (GTK_WINDOW (self));
}

/**
 * um_confirm_finish:
 * @result: what the callback got
 *
 * Returns: whether it was confirmed
 */
gboolean
um_confirm_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, um_confirm_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
