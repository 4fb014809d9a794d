/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The number of a managed account's API tokens, asked of Atlassian when it is shown. Owned by the
 * user's pane; main thread. */
#include "um-config.h"
#include "um-token-line.h"
#include "um-problem.h"
#include "um-load-line.h"
#include "um-words.h"

#include <glib/gi18n.h>

struct _UmTokenLine
{
  GtkWidget parent_instance;

  UmSourceState *teller; /* (nullable) */
  char *account_id;
  GCancellable *cancellable; /* of what is being asked */

  GtkWidget *box;
  GtkWidget *label;
  GtkWidget *load_line;
};

G_DEFINE_FINAL_TYPE (UmTokenLine, um_token_line, GTK_TYPE_WIDGET)

static void
show_count (UmTokenLine *self, guint count)
{
  g_autofree char *number = um_words_number (count);
  g_autofree char *text = NULL;

  if (count == 0)
    text = g_strdup (_ ("None"));
  else
    /* Translators: %s is a number */
    text = g_strdup_printf (ngettext ("%s token", "%s tokens", count), number);
  gtk_label_set_label (GTK_LABEL (self->label), text);
}

static void
tokens_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmTokenLine) self = user_data;
  g_autoptr (GError) error = NULL;
  int count = um_user_facts_count_tokens_finish (UM_SOURCE_STATE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  um_load_line_clear (UM_LOAD_LINE (self->load_line));
  if (error == NULL)
    show_count (self, (guint) count);
  else if (g_error_matches (error, UM_PROBLEM, UM_PROBLEM_FORBIDDEN))
    gtk_label_set_label (GTK_LABEL (self->label),
                         _ ("Atlassian doesn’t tell them of this account with this key."));
  else
    um_load_line_set_problem_of (UM_LOAD_LINE (self->load_line),
                                 _ ("API tokens couldn’t be asked for."), error);
  gtk_widget_set_visible (self->label, *gtk_label_get_label (GTK_LABEL (self->label)) != '\0');
}

static void
ask (UmTokenLine *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  um_load_line_clear (UM_LOAD_LINE (self->load_line));
  gtk_label_set_label (GTK_LABEL (self->label), "");
  gtk_widget_set_visible (self->label, FALSE);
  if (self->teller == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  um_load_line_set_busy (UM_LOAD_LINE (self->load_line), _ ("Asking Atlassian for API tokens…"));
  um_user_facts_count_tokens_async (self->teller, self->account_id, self->cancellable, tokens_cb,
                                    g_object_ref (self));
}

static void
um_token_line_dispose (GObject *object)
{
  UmTokenLine *self = UM_TOKEN_LINE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->teller);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_token_line_parent_class)->dispose (object);
}

static void
um_token_line_class_init (UmTokenLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_token_line_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
um_token_line_init (UmTokenLine *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, NULL);
  self->load_line = um_load_line_new ();
  g_signal_connect_object (self->load_line, "retry", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->label);
  gtk_box_append (GTK_BOX (self->box), self->load_line);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * um_token_line_ask:
 * @self: the line
 * @teller: (nullable): an Access source
 * @account_id: (nullable): a managed account
 *
 * Forgets what was told of another account, and asks.
 */
void
um_token_line_ask (UmTokenLine *self, UmSourceState *teller, const char *account_id)
{
  g_return_if_fail (UM_IS_TOKEN_LINE (self));
  g_set_object (&self->teller, teller);
  g_free (self->account_id);
  self->account_id = g_strdup (account_id);
  ask (self);
}
