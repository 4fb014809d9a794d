/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line that says that something is being read, or why it couldn't be. Owned by its form; main
 * thread. */
#include "um-config.h"
#include "um-load-line.h"
#include "um-words.h"

#include <glib/gi18n.h>

/* Sooner nothing is shown (LOOKS.md). */
#define DELAY_MS 300

struct _UmLoadLine
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkSpinner *spinner;
  GtkWidget *icon;
  GtkLabel *label;
  GtkWidget *retry;
  guint timer;
};

G_DEFINE_FINAL_TYPE (UmLoadLine, um_load_line, GTK_TYPE_WIDGET)

static guint retry_signal;

static gboolean
show_cb (gpointer user_data)
{
  UmLoadLine *self = user_data;

  self->timer = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  return G_SOURCE_REMOVE;
}

static void
clicked_cb (UmLoadLine *self)
{
  g_signal_emit (self, retry_signal, 0);
}

static void
set_parts (UmLoadLine *self, gboolean busy, const char *text)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_visible (self->icon, !busy);
  gtk_widget_set_visible (self->retry, !busy);
  gtk_label_set_label (self->label, text);
}

static void
um_load_line_dispose (GObject *object)
{
  UmLoadLine *self = UM_LOAD_LINE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_load_line_parent_class)->dispose (object);
}

static void
um_load_line_class_init (UmLoadLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_load_line_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  retry_signal = g_signal_new ("retry", UM_TYPE_LOAD_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
um_load_line_init (UmLoadLine *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->icon = gtk_image_new_from_icon_name ("dialog-error-symbolic");
  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                              "xalign", 0.0, "wrap", TRUE, "hexpand", TRUE, NULL);
  self->retry = gtk_button_new_with_mnemonic (_ ("_Retry"));
  gtk_widget_add_css_class (self->icon, "error-text");
  gtk_widget_set_valign (self->retry, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->retry, "clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (self->box), self->icon);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (self->box), self->retry);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * um_load_line_new:
 *
 * Returns: a line that says nothing
 */
GtkWidget *
um_load_line_new (void)
{
  return g_object_new (UM_TYPE_LOAD_LINE, NULL);
}

/**
 * um_load_line_set_busy:
 * @self: the line
 * @text: what is being read
 */
void
um_load_line_set_busy (UmLoadLine *self, const char *text)
{
  g_return_if_fail (UM_IS_LOAD_LINE (self));
  set_parts (self, TRUE, text);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    self->timer = g_timeout_add (DELAY_MS, show_cb, self);
}

/**
 * um_load_line_set_problem:
 * @self: the line
 * @problem: why it couldn't be read
 */
void
um_load_line_set_problem (UmLoadLine *self, const GError *problem)
{
  um_load_line_set_problem_of (self, NULL, problem);
}

/**
 * um_load_line_set_problem_of:
 * @self: the line
 * @what: (nullable): a sentence that says what couldn't be read, where several things are
 * @problem: why
 */
void
um_load_line_set_problem_of (UmLoadLine *self, const char *what, const GError *problem)
{
  g_autofree char *why = um_words_problem_whole (problem);
  g_autofree char *text = what != NULL ? g_strconcat (what, " ", why, NULL) : g_strdup (why);

  g_return_if_fail (UM_IS_LOAD_LINE (self));
  set_parts (self, FALSE, text);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * um_load_line_clear:
 * @self: the line
 *
 * There is nothing to say any more.
 */
void
um_load_line_clear (UmLoadLine *self)
{
  g_return_if_fail (UM_IS_LOAD_LINE (self));
  set_parts (self, TRUE, "");
  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
