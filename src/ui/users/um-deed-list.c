/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the run logs hold of one account, the latest first, a page at a time; a row opens the log of
 * its run. Owned by the user's pane; main thread. */
#include "um-config.h"
#include "um-deed-list.h"
#include "um-state-cell.h"
#include "um-user-history.h"
#include "um-load-line.h"
#include "um-words.h"

#include <glib/gi18n.h>

#define PAGE       20
#define MOST_STEPS 3 /* told in a row */

struct _UmDeedList
{
  GtkWidget parent_instance;

  UmEngine *engine;          /* (nullable) */
  char *account_id;          /* (nullable) */
  GPtrArray *deeds;          /* of UmDeed, as shown */
  guint limit;               /* how many are wanted */
  GCancellable *cancellable; /* of what is being read */

  GtkWidget *box;
  GtkWidget *list;
  GtkWidget *more;
  GtkWidget *load_line;
  GtkWidget *hint;
};

G_DEFINE_FINAL_TYPE (UmDeedList, um_deed_list, GTK_TYPE_WIDGET)

static GtkWidget *
new_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

/* "Add to qa-team, Add to testers and 4 more" */
static char *
dup_steps (const UmDeed *deed)
{
  GString *text = g_string_new (NULL);
  guint n_more = deed->entries->len > MOST_STEPS ? deed->entries->len - MOST_STEPS : 0;

  for (guint i = 0; i < deed->entries->len && i < MOST_STEPS; i++)
    {
      const UmRunEntry *entry = deed->entries->pdata[i];
      g_autofree char *step = um_words_step (entry->kind, entry->target_name);

      if (i > 0)
        g_string_append (text, ", ");
      g_string_append (text, step);
    }
  if (n_more > 0)
    {
      g_autofree char *number = um_words_number (n_more);

      g_string_append_c (text, ' ');
      /* Translators: %s is a number of further steps */
      g_string_append_printf (text, ngettext ("and %s more", "and %s more", n_more), number);
    }
  return g_string_free (text, FALSE);
}

/* Why it didn't simply succeed; "" where it did. */
static char *
dup_reason (const UmDeed *deed)
{
  for (guint i = 0; i < deed->entries->len; i++)
    {
      const UmRunEntry *entry = deed->entries->pdata[i];

      if (entry->state == deed->state)
        return um_words_step_error (entry);
    }
  return g_strdup ("");
}

/* "12 Mar 2026, 16:04 · Acme · dry run" */
static char *
dup_when (const UmRun *run)
{
  g_autofree char *moment = um_words_moment (run->started);
  g_autofree char *source = um_words_clean (run->source_name);
  GString *text = g_string_new (moment);

  if (*source != '\0')
    g_string_append_printf (text, " · %s", source);
  if (run->dry_run)
    g_string_append_printf (text, " · %s", _ ("dry run"));
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_row (const UmDeed *deed)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *state = um_state_cell_new ();
  g_autofree char *actions = um_words_action_names (deed->run->actions);
  g_autofree char *steps = dup_steps (deed);
  g_autofree char *reason = dup_reason (deed);
  g_autofree char *when = dup_when (deed->run);
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", actions,
                                           um_words_result (deed->run, deed->state), when);
  GtkWidget *when_label = new_label (when);

  um_state_cell_set (state, deed->run, deed->state);
  gtk_widget_add_css_class (when_label, "dim");
  gtk_box_append (GTK_BOX (box), new_label (steps));
  gtk_box_append (GTK_BOX (box), state);
  if (*reason != '\0')
    gtk_box_append (GTK_BOX (box), new_label (reason));
  gtk_box_append (GTK_BOX (box), when_label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, _ ("Open the log of this run"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static void
update (UmDeedList *self)
{
  GtkWidget *child;
  guint n_shown = MIN (self->deeds->len, self->limit);

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < n_shown; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), new_row (self->deeds->pdata[i]));
  gtk_widget_set_visible (self->list, n_shown > 0);
  gtk_widget_set_visible (self->more, self->deeds->len > self->limit);
  gtk_widget_set_visible (self->hint, n_shown == 0);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmDeedList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) deeds = um_user_history_list_finish (UM_ENGINE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (deeds == NULL)
    {
      um_load_line_set_problem_of (UM_LOAD_LINE (self->load_line),
                                   _ ("The run logs couldn’t be read."), error);
      return;
    }
  um_load_line_clear (UM_LOAD_LINE (self->load_line));
  g_ptr_array_unref (self->deeds);
  self->deeds = g_steal_pointer (&deeds);
  update (self);
}

/* One more than is shown tells whether there are more. */
static void
read_again (UmDeedList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  um_load_line_clear (UM_LOAD_LINE (self->load_line));
  if (self->account_id == NULL || self->engine == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  um_load_line_set_busy (UM_LOAD_LINE (self->load_line), _ ("Reading the run logs…"));
  um_user_history_list_async (self->engine, self->account_id, NULL, self->limit + 1,
                              self->cancellable, listed_cb, g_object_ref (self));
}

static void
more_cb (UmDeedList *self)
{
  self->limit += PAGE;
  read_again (self);
}

static void
row_activated_cb (UmDeedList *self, GtkListBoxRow *row)
{
  const UmDeed *deed = self->deeds->pdata[gtk_list_box_row_get_index (row)];

  gtk_widget_activate_action (GTK_WIDGET (self), "page.show-run", "s", deed->run->id);
}

static void
um_deed_list_dispose (GObject *object)
{
  UmDeedList *self = UM_DEED_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->deeds, g_ptr_array_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_deed_list_parent_class)->dispose (object);
}

static void
um_deed_list_class_init (UmDeedListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_deed_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
um_deed_list_init (UmDeedList *self)
{
  self->deeds = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->list = gtk_list_box_new ();
  self->more = gtk_button_new_with_label (_ ("Show More"));
  self->load_line = um_load_line_new ();
  self->hint = new_label (_ ("Nothing so far, as far as the run logs that are kept tell."));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_visible (self->list, FALSE);
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  gtk_widget_set_visible (self->more, FALSE);
  gtk_widget_add_css_class (self->hint, "dim");
  gtk_widget_set_visible (self->hint, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What this program did to the account"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->load_line, "retry", G_CALLBACK (read_again), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_box_append (GTK_BOX (self->box), self->hint);
  gtk_box_append (GTK_BOX (self->box), self->more);
  gtk_box_append (GTK_BOX (self->box), self->load_line);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * um_deed_list_set_account:
 * @self: the list
 * @engine: (nullable): whose run logs
 * @account_id: (nullable): the account
 */
void
um_deed_list_set_account (UmDeedList *self, UmEngine *engine, const char *account_id)
{
  g_return_if_fail (UM_IS_DEED_LIST (self));
  if (self->engine != engine)
    {
      if (self->engine != NULL)
        g_signal_handlers_disconnect_by_func (self->engine, read_again, self);
      g_set_object (&self->engine, engine);
      if (engine != NULL)
        g_signal_connect_object (engine, "runs-changed", G_CALLBACK (read_again), self,
                                 G_CONNECT_SWAPPED);
    }
  g_free (self->account_id);
  self->account_id = g_strdup (account_id);
  self->limit = PAGE;
  g_ptr_array_set_size (self->deeds, 0);
  gtk_widget_set_visible (self->list, FALSE);
  gtk_widget_set_visible (self->hint, FALSE);
  gtk_widget_set_visible (self->more, FALSE);
  read_again (self);
}
