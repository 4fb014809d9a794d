/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line for what a part of a pane waits for: nothing, a spinner with words, or what went wrong and
 * a button to ask again. Main thread. */
#include "um-config.h"
#include "um-wait-line.h"
#include "um-words.h"

#include <glib/gi18n.h>

#define SHOW_AFTER_MS 300

struct _UmWaitLine
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *spinner;
  GtkWidget *label;
  GtkWidget *button;
  guint timer;
};

G_DEFINE_FINAL_TYPE (UmWaitLine, um_wait_line, GTK_TYPE_WIDGET)

static guint retry_signal;

static gboolean
show_cb (gpointer user_data)
{
  UmWaitLine *self = user_data;

  self->timer = 0;
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  return G_SOURCE_REMOVE;
}

static void
retry_cb (UmWaitLine *self)
{
  g_signal_emit (self, retry_signal, 0);
}

static void
um_wait_line_dispose (GObject *object)
{
  UmWaitLine *self = UM_WAIT_LINE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_wait_line_parent_class)->dispose (object);
}

static void
um_wait_line_class_init (UmWaitLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_wait_line_dispose;
  retry_signal = g_signal_new ("retry", UM_TYPE_WAIT_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
um_wait_line_init (UmWaitLine *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->spinner = gtk_spinner_new ();
  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                              "xalign", 0.0, "wrap", TRUE, "hexpand", TRUE, NULL);
  self->button = gtk_button_new_with_label (_ ("Retry"));
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (retry_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), self->spinner);
  gtk_box_append (GTK_BOX (line), self->label);
  gtk_box_append (GTK_BOX (self->box), line);
  gtk_box_append (GTK_BOX (self->box), self->button);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * um_wait_line_new:
 *
 * Returns: a line that shows nothing
 */
GtkWidget *
um_wait_line_new (void)
{
  return g_object_new (UM_TYPE_WAIT_LINE, NULL);
}

/**
 * um_wait_line_wait:
 * @self: the line
 * @words: what is waited for
 */
void
um_wait_line_wait (UmWaitLine *self, const char *words)
{
  g_return_if_fail (UM_IS_WAIT_LINE (self));
  um_wait_line_clear (self);
  gtk_label_set_label (GTK_LABEL (self->label), words);
  gtk_widget_set_visible (self->spinner, TRUE);
  gtk_widget_set_visible (self->button, FALSE);
  self->timer = g_timeout_add (SHOW_AFTER_MS, show_cb, self);
}

/**
 * um_wait_line_fail:
 * @self: the line
 * @what: what couldn't be done
 * @problem: why
 */
void
um_wait_line_fail (UmWaitLine *self, const char *what, const GError *problem)
{
  g_autofree char *why = um_words_problem_whole (problem);
  g_autofree char *text = g_strconcat (what, " ", why, NULL);

  g_return_if_fail (UM_IS_WAIT_LINE (self));
  um_wait_line_clear (self);
  gtk_label_set_label (GTK_LABEL (self->label), text);
  gtk_widget_add_css_class (self->label, "error-text");
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_widget_set_visible (self->button, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * um_wait_line_clear:
 * @self: the line
 *
 * Nothing is waited for.
 */
void
um_wait_line_clear (UmWaitLine *self)
{
  g_return_if_fail (UM_IS_WAIT_LINE (self));
  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  gtk_widget_remove_css_class (self->label, "error-text");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
