/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Details of one entry of a run log: who, which step, before → after, what was asked, what came
 * back. All of it is also kept as plain text for the copy button. Owned by GTK while shown; main
 * thread. */
#include "um-config.h"
#include "um-entry-dialog.h"
#include "um-dialog-fit.h"
#include "um-saved-access.h"
#include "um-words.h"

#include <glib/gi18n.h>

#define WIDTH       560
#define MOST_HEIGHT 600

struct _UmEntryDialog
{
  GtkWindow parent_instance;

  GString *text; /* what Copy copies */
  GtkWidget *box;
  GtkLabel *sentence;
  GtkGrid *facts;
  guint n_facts;
  GtkWidget *body_box;
  GtkLabel *body;
  GtkWidget *copy_button;
};

G_DEFINE_FINAL_TYPE (UmEntryDialog, um_entry_dialog, GTK_TYPE_WINDOW)

static void
copy_cb (UmEntryDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text->str);
  gtk_button_set_label (GTK_BUTTON (self->copy_button), _ ("Copied"));
}

static GtkWidget *
new_label (const char *text, gboolean selectable)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), selectable);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), selectable);
  return label;
}

static void
add_fact (UmEntryDialog *self, const char *name, const char *value)
{
  g_autofree char *clean = um_words_clean (value);
  GtkWidget *name_label, *value_label;

  if (*clean == '\0')
    return;
  name_label = new_label (name, FALSE);
  value_label = new_label (clean, TRUE);
  gtk_widget_add_css_class (name_label, "dim");
  gtk_widget_set_hexpand (value_label, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value_label), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  name_label, NULL, -1);
  gtk_grid_attach (self->facts, name_label, 0, self->n_facts, 1, 1);
  gtk_grid_attach (self->facts, value_label, 1, self->n_facts, 1, 1);
  self->n_facts++;
  g_string_append_printf (self->text, "%s: %s\n", name, clean);
}

static void
add_number (UmEntryDialog *self, const char *name, guint value)
{
  g_autofree char *text = value > 0 ? g_strdup_printf ("%u", value) : g_strdup ("");

  add_fact (self, name, text);
}

/* What a user who was removed had, for giving it back after a new invitation. */
static void
add_saved (UmEntryDialog *self, const UmRunEntry *entry)
{
  static const struct
  {
    UmSet set;
    const char *name;
  } sets[] = {
    { UM_SET_GROUPS, N_ ("Groups before") },
    { UM_SET_ROLES, N_ ("Roles before") },
    { UM_SET_PRODUCTS, N_ ("Products before") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_auto (GStrv) names = um_saved_access_dup_names (entry, sets[i].set);
      g_autofree char *text = g_strjoinv (", ", names);

      add_fact (self, _ (sets[i].name), text);
    }
}

static void
add_facts (UmEntryDialog *self, const UmRun *run, const UmRunEntry *entry)
{
  g_autofree char *name = um_words_name (entry->name, entry->account_id);
  g_autofree char *step = um_words_step (entry->kind, entry->target_name);
  g_autofree char *states = um_words_before_after (entry->kind, entry->target_name, entry->before,
                                                   entry->after);
  g_autofree char *sent = um_words_moment (entry->sent);
  g_autofree char *finished = um_words_moment (entry->finished);
  g_autofree char *request = entry->path != NULL && *entry->path != '\0'
                               ? g_strconcat (entry->method, " ", entry->path, NULL)
                               : g_strdup ("");

  add_fact (self, _ ("User"), name);
  add_fact (self, _ ("Account ID"), um_person_get_account_id (entry->account_id));
  add_fact (self, _ ("Step"), step);
  add_fact (self, _ ("Before → after"), states);
  add_saved (self, entry);
  add_fact (self, _ ("Result"), um_words_result (run, entry->state));
  add_fact (self, _ ("Atlassian says"), entry->message);
  add_fact (self, _ ("Sent"), sent);
  add_fact (self, _ ("Finished"), finished);
  add_number (self, _ ("Attempts"), entry->attempts);
  add_fact (self, _ ("Request"), request);
  add_number (self, _ ("HTTP status"), entry->http);
  add_fact (self, _ ("Request ID"), entry->request_id);
}

static void
fill (UmEntryDialog *self, const UmRun *run, const UmRunEntry *entry)
{
  g_autofree char *name = um_words_name (entry->name, entry->account_id);
  g_autofree char *step = um_words_step (entry->kind, entry->target_name);
  g_autofree char *why = um_words_step_error (entry);
  g_autofree char *sentence = *why != '\0'
                                ? g_strconcat (um_words_result (run, entry->state), ": ", why, NULL)
                                : g_strdup (um_words_result (run, entry->state));
  /* Translators: title of the details: the user's name and the step, such as "Ann Lee: Add to qa"
   */
  g_autofree char *title = g_strdup_printf (_ ("%s: %s"), name, step);

  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_label (self->sentence, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), *why != '\0');
  g_string_append_printf (self->text, "%s\n%s\n\n", title, sentence);
  add_facts (self, run, entry);
  gtk_widget_set_visible (self->body_box, entry->body != NULL && *entry->body != '\0');
  if (entry->body != NULL)
    {
      gtk_label_set_label (self->body, entry->body);
      g_string_append_printf (self->text, "\n%s\n", entry->body);
    }
}

static void
um_entry_dialog_finalize (GObject *object)
{
  UmEntryDialog *self = UM_ENTRY_DIALOG (object);

  g_string_free (self->text, TRUE);
  G_OBJECT_CLASS (um_entry_dialog_parent_class)->finalize (object);
}

static void
um_entry_dialog_class_init (UmEntryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = um_entry_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/runs/um-entry-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, UmEntryDialog, box);
  gtk_widget_class_bind_template_child (widget_class, UmEntryDialog, sentence);
  gtk_widget_class_bind_template_child (widget_class, UmEntryDialog, facts);
  gtk_widget_class_bind_template_child (widget_class, UmEntryDialog, body_box);
  gtk_widget_class_bind_template_child (widget_class, UmEntryDialog, body);
  gtk_widget_class_bind_template_child (widget_class, UmEntryDialog, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
um_entry_dialog_init (UmEntryDialog *self)
{
  self->text = g_string_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * um_entry_dialog_present:
 * @parent: a widget of the window it belongs to
 * @run: whose entry
 * @entry: what is shown
 */
void
um_entry_dialog_present (GtkWidget *parent, const UmRun *run, UmRunEntry *entry)
{
  UmEntryDialog *self = g_object_new (UM_TYPE_ENTRY_DIALOG, "transient-for",
                                      gtk_widget_get_root (parent), NULL);

  fill (self, run, entry);
  um_dialog_fit (GTK_WINDOW (self), WIDTH, self->box, MOST_HEIGHT);
  gtk_window_set_focus (GTK_WINDOW (self), self->copy_button);
  gtk_window_present (GTK_WINDOW (self));
}
