/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Export Users: the users shown or those selected, as CSV or JSON, to a file that is chosen last.
 * While it is written nothing can be changed; where that fails, all stays as it was chosen and the
 * sentence stands below it. Owned by GTK while it is shown; main thread. */
#include "um-config.h"
#include "um-export-dialog.h"
#include "um-dialog-fit.h"
#include "um-export.h"
#include "um-file-picker.h"
#include "um-open-uri.h"
#include "um-words.h"

#include <glib/gi18n.h>

#define WIDTH       440
#define MOST_HEIGHT 600

typedef struct
{
  UmBitset *rows;   /* (nullable): nobody */
  char *expression; /* (nullable) */
} Users;

struct _UmExportDialog
{
  GtkWindow parent_instance;

  GtkWidget *told; /* (nullable): where a toast tells how it went */
  UmSourceState *state;
  UmDirectory *directory; /* whose rows these are */
  Users shown;
  Users selected;
  UmColumn column;
  gboolean descending;
  gboolean writing;
  GFile *file;     /* (nullable): the one that is written */
  GError *problem; /* (nullable): why it wasn't */
  GCancellable *cancellable;

  GtkWidget *box;
  GtkWidget *choices;
  GtkCheckButton *shown_check;
  GtkCheckButton *selected_check;
  GtkCheckButton *csv_check;
  GtkCheckButton *head_check;
  GtkLabel *problem_label;
  GtkWidget *spinner;
  GtkWidget *export_button;
};

G_DEFINE_FINAL_TYPE (UmExportDialog, um_export_dialog, GTK_TYPE_WINDOW)

static void
users_set (Users *self, const UmExportSet *set)
{
  self->rows = set->rows != NULL ? um_bitset_copy (set->rows) : NULL;
  self->expression = g_strdup (set->expression);
}

static void
users_clear (Users *self)
{
  g_clear_pointer (&self->rows, um_bitset_unref);
  g_clear_pointer (&self->expression, g_free);
}

static guint
users_count (const Users *self)
{
  return self->rows != NULL ? um_bitset_count (self->rows) : 0;
}

static const Users *
get_chosen (UmExportDialog *self)
{
  return gtk_check_button_get_active (self->selected_check) ? &self->selected : &self->shown;
}

static UmExportFormat
get_format (UmExportDialog *self)
{
  return gtk_check_button_get_active (self->csv_check) ? UM_EXPORT_CSV : UM_EXPORT_JSON;
}

static void
update (UmExportDialog *self)
{
  g_autofree char *text = self->problem != NULL ? um_words_problem_whole (self->problem) : NULL;

  gtk_widget_set_sensitive (self->choices, !self->writing);
  gtk_widget_set_sensitive (self->export_button,
                            !self->writing && users_count (get_chosen (self)) > 0);
  gtk_widget_set_visible (self->spinner, self->writing);
  gtk_label_set_label (self->problem_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), text != NULL);
}

static void
set_writing (UmExportDialog *self, gboolean writing, const GError *problem)
{
  self->writing = writing;
  g_clear_error (&self->problem);
  self->problem = problem != NULL ? g_error_copy (problem) : NULL;
  update (self);
}

static void
tell (UmExportDialog *self, guint n_users)
{
  g_autofree char *users = um_words_users (n_users);
  g_autofree char *path = g_file_get_basename (self->file);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *name = um_words_clean (shown);
  /* Translators: the first %s is "1,284 users", the second the name of a file */
  g_autofree char *text = g_strdup_printf (_ ("Exported %s to %s"), users, name);

  if (self->told != NULL)
    um_open_uri_toast (self->told, text, self->file);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  guint n_users = 0;

  if (um_export_finish (result, &n_users, &error))
    {
      tell (self, n_users);
      if (!g_cancellable_is_cancelled (self->cancellable))
        gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_writing (self, FALSE, error);
  gtk_widget_grab_focus (self->export_button);
}

/* The source may have been read again meanwhile: then those who are still there. (transfer full) */
static UmBitset *
dup_rows_of_now (UmExportDialog *self, const Users *users)
{
  UmDirectory *directory = um_source_state_get_directory (self->state);

  if (directory == NULL || directory == self->directory)
    return um_bitset_ref (users->rows);
  return um_directory_map_rows (self->directory, directory, users->rows, NULL);
}

static void
write_to (UmExportDialog *self, GFile *file)
{
  const Users *users = get_chosen (self);
  g_autoptr (UmBitset) rows = dup_rows_of_now (self, users);
  UmExportOptions options = { .format = get_format (self),
                              .head = gtk_check_button_get_active (self->head_check),
                              .expression = users->expression,
                              .column = self->column,
                              .descending = self->descending };

  g_set_object (&self->file, file);
  set_writing (self, TRUE, NULL);
  um_export_users_async (self->state, rows, &options, file, self->cancellable, written_cb,
                         g_object_ref (self));
}

static void
chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmExportDialog) self = user_data;
  g_autoptr (GFile) file = um_file_picker_save_finish (result, NULL);

  if (file != NULL && !g_cancellable_is_cancelled (self->cancellable))
    write_to (self, file);
}

static void
export_cb (UmExportDialog *self)
{
  g_autofree char *name = um_export_dup_name (self->state, NULL, get_format (self));

  set_writing (self, FALSE, NULL);
  um_file_picker_save_async (GTK_WIDGET (self), _ ("Export Users to File"), name, self->cancellable,
                             chosen_cb, g_object_ref (self));
}

static void
um_export_dialog_dispose (GObject *object)
{
  UmExportDialog *self = UM_EXPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->told);
  g_clear_object (&self->state);
  g_clear_pointer (&self->directory, um_directory_unref);
  G_OBJECT_CLASS (um_export_dialog_parent_class)->dispose (object);
}

static void
um_export_dialog_finalize (GObject *object)
{
  UmExportDialog *self = UM_EXPORT_DIALOG (object);

  users_clear (&self->shown);
  users_clear (&self->selected);
  g_clear_error (&self->problem);
  g_clear_object (&self->file);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (um_export_dialog_parent_class)->finalize (object);
}

static void
um_export_dialog_class_init (UmExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = um_export_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/lists/um-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, UmExportDialog, box);
  gtk_widget_class_bind_template_child (widget_class, UmExportDialog, choices);
  gtk_widget_class_bind_template_child (widget_class, UmExportDialog, shown_check);
  gtk_widget_class_bind_template_child (widget_class, UmExportDialog, selected_check);
  gtk_widget_class_bind_template_child (widget_class, UmExportDialog, csv_check);
  gtk_widget_class_bind_template_child (widget_class, UmExportDialog, head_check);
  gtk_widget_class_bind_template_child (widget_class, UmExportDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, UmExportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, UmExportDialog, export_button);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
um_export_dialog_init (UmExportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The choice between those shown and those selected, with how many they are. */
static void
name_sets (UmExportDialog *self)
{
  guint n_shown = users_count (&self->shown);
  guint n_selected = users_count (&self->selected);
  g_autofree char *shown = um_words_number (n_shown);
  g_autofree char *selected = um_words_number (n_selected);
  g_autofree char *shown_label = g_strdup_printf (
    /* Translators: %s is a number */
    ngettext ("The %s user s_hown", "The %s users s_hown", n_shown), shown);
  g_autofree char *selected_label = g_strdup_printf (
    /* Translators: %s is a number */
    ngettext ("The %s user _selected", "The %s users _selected", n_selected), selected);

  gtk_check_button_set_label (self->shown_check, n_shown > 0 ? shown_label : _ ("Nobody is shown"));
  gtk_check_button_set_label (self->selected_check,
                              n_selected > 0 ? selected_label : _ ("Nobody is selected"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->shown_check), n_shown > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->selected_check), n_selected > 0);
  gtk_check_button_set_active (n_selected > 0 ? self->selected_check : self->shown_check, TRUE);
}

/**
 * um_export_dialog_present:
 * @parent: a widget of the window it belongs to; a toast there tells how it went
 * @state: the source
 * @shown: the users that are shown
 * @selected: the users that are selected
 * @column: by which they are ordered in the file
 * @descending: whether from its end
 */
void
um_export_dialog_present (GtkWidget *parent,
                          UmSourceState *state,
                          const UmExportSet *shown,
                          const UmExportSet *selected,
                          UmColumn column,
                          gboolean descending)
{
  UmExportDialog *self = g_object_new (UM_TYPE_EXPORT_DIALOG, "transient-for",
                                       gtk_widget_get_root (parent), NULL);

  g_set_weak_pointer (&self->told, parent);
  self->state = g_object_ref (state);
  self->directory = um_directory_ref (um_source_state_get_directory (state));
  users_set (&self->shown, shown);
  users_set (&self->selected, selected);
  self->column = column;
  self->descending = descending;
  name_sets (self);
  update (self);
  um_dialog_fit (GTK_WINDOW (self), WIDTH, self->box, MOST_HEIGHT);
  gtk_window_set_focus (GTK_WINDOW (self), self->export_button);
  gtk_window_present (GTK_WINDOW (self));
}
