/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Import Users. Its state is the phase; update () decides what is shown and what the primary button
 * does. A list is read off the main thread, again where something is corrected; what was read stays
 * until something else was. Owned by GTK while it is shown; main thread. */
#include "um-config.h"
#include "um-import-dialog.h"
#include "um-dialog-fit.h"
#include "um-file-drop.h"
#include "um-import-result.h"
#include "um-import-start.h"
#include "um-lists.h"
#include "um-problem.h"
#include "um-toast-overlay.h"
#include "um-words.h"

#include <glib/gi18n.h>

#define WIDTH   760
#define HEIGHT  680
#define SLOW_MS 300

typedef enum
{
  PHASE_START,
  PHASE_READING,
  PHASE_RESULT,
  PHASE_SAVING,
} Phase;

struct _UmImportDialog
{
  GtkWindow parent_instance;

  GtkWidget *step; /* (nullable): where it was asked for */
  gboolean closed;
  UmSourceState *state;
  Phase phase;
  gboolean again;            /* the list that is there is read anew */
  gboolean slow;             /* reading takes so long that it has to be seen */
  guint slow_source;         /* until then */
  GFile *file;               /* (nullable): the list, */
  GBytes *text;              /* (nullable): or that */
  UmImportOptions options;   /* how it is read */
  UmImport *import;          /* (nullable): what came of it */
  GCancellable *cancellable; /* of what goes on */

  GtkWidget *cancel_button;
  GtkWidget *back_button;
  GtkButton *primary_button;
  GtkStack *stack;
  UmImportStart *start;
  GtkLabel *reading_label;
  GtkProgressBar *progress;
  UmImportResult *result;
};

G_DEFINE_FINAL_TYPE (UmImportDialog, um_import_dialog, GTK_TYPE_WINDOW)

/* ---- what is shown ---- */

static const char *
get_page (UmImportDialog *self)
{
  switch (self->phase)
    {
    case PHASE_READING:
      if (self->slow)
        return "reading";
      return self->again ? "result" : "start";
    case PHASE_RESULT:
    case PHASE_SAVING:
      return "result";
    case PHASE_START:
    default:
      return "start";
    }
}

static char *
dup_primary_label (UmImportDialog *self)
{
  guint n_users = um_import_result_get_n_users (self->result);
  g_autofree char *number = um_words_number (n_users);

  if (self->import == NULL || self->phase == PHASE_START
      || (self->phase == PHASE_READING && !self->again))
    return g_strdup (_ ("_Read"));
  /* Translators: %s is a number; a button */
  return g_strdup_printf (ngettext ("I_mport %s User", "I_mport %s Users", n_users), number);
}

static gboolean
can_go_on (UmImportDialog *self)
{
  g_autoptr (GBytes) text = NULL;

  if (self->phase == PHASE_RESULT)
    return um_import_result_is_complete (self->result);
  if (self->phase != PHASE_START)
    return FALSE;
  text = um_import_start_dup_text (self->start);
  return text != NULL;
}

static void
update (UmImportDialog *self)
{
  g_autofree char *label = dup_primary_label (self);
  gboolean start = self->phase == PHASE_START;

  gtk_stack_set_visible_child_name (self->stack, get_page (self));
  gtk_widget_set_visible (self->cancel_button, start);
  gtk_widget_set_visible (self->back_button, !start);
  gtk_widget_set_sensitive (self->back_button, self->phase != PHASE_SAVING);
  gtk_widget_set_sensitive (GTK_WIDGET (self->start), start);
  gtk_widget_set_sensitive (GTK_WIDGET (self->result), self->phase == PHASE_RESULT);
  gtk_button_set_label (self->primary_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->primary_button), can_go_on (self));
}

static void
set_phase (UmImportDialog *self, Phase phase)
{
  g_clear_handle_id (&self->slow_source, g_source_remove);
  self->slow = FALSE;
  self->phase = phase;
  update (self);
}

/* Whatever goes on belongs to the new cancellable. */
static void
renew_cancellable (UmImportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

/* ---- selecting ---- */

/* Adds users to the basket; those who have left the source meanwhile can't be. */
static guint
select_users (UmSourceState *state, const char *const *ids, guint n_ids)
{
  UmDirectory *directory = um_source_state_get_directory (state);
  g_autoptr (UmBitset) rows = NULL;

  if (directory == NULL)
    return 0;
  rows = um_bitset_new (um_directory_get_n_rows (directory),
                        um_directory_get_generation (directory));
  for (guint i = 0; i < n_ids; i++)
    {
      guint row = um_directory_find (directory, ids[i]);

      if (row != UM_NO_ROW)
        um_bitset_add (rows, row);
    }
  um_basket_add_rows (um_source_state_get_basket (state), rows);
  return um_bitset_count (rows);
}

static void
tell_selected (UmImportDialog *self, guint n_users)
{
  g_autofree char *number = um_words_number (n_users);
  /* Translators: %s is a number */
  g_autofree char *text = g_strdup_printf (ngettext ("%s user was added to the selection",
                                                     "%s users were added to the selection",
                                                     n_users),
                                           number);

  if (self->step != NULL)
    um_toast (self->step, text);
}

static void
tell_kept (UmImportDialog *self, const char *list)
{
  g_autofree char *name = um_words_clean (list);
  /* Translators: %s is the name of a list */
  g_autofree char *text = g_strdup_printf (_ ("The list “%s” was kept"), name);

  if (self->step != NULL)
    um_toast (self->step, text);
}

/* ---- kept lists ---- */

static void
show_users (UmImportDialog *self, const char *list)
{
  const char *const names[] = { list, NULL };
  g_autoptr (UmFilter) filter = um_filter_condition (UM_KEY_LIST, names);
  g_autofree char *expression = filter != NULL ? um_filter_print (filter) : NULL;

  if (self->step != NULL && expression != NULL)
    gtk_widget_activate_action (self->step, "select.filter", "s", expression);
}

static void
show_list_cb (UmImportDialog *self, const char *name)
{
  show_users (self, name);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
select_list_cb (UmImportDialog *self, const char *name)
{
  GHashTable *list = um_source_state_find_list (self->state, name);
  g_autofree gpointer *ids = NULL;
  guint n_ids;

  if (list == NULL)
    return;
  ids = g_hash_table_get_keys_as_array (list, &n_ids);
  tell_selected (self, select_users (self->state, (const char *const *) ids, n_ids));
  gtk_window_destroy (GTK_WINDOW (self));
}

/* ---- reading ---- */

static char *
dup_list_name (UmImportDialog *self)
{
  g_autofree char *path = self->file != NULL ? g_file_get_basename (self->file) : NULL;

  return path != NULL ? g_filename_display_name (path) : g_strdup (_ ("the pasted text"));
}

static void
take_import (UmImportDialog *self, UmImport *import)
{
  gboolean fresh = !self->again;

  g_set_object (&self->import, import);
  um_import_result_set_import (self->result, import, fresh);
  set_phase (self, PHASE_RESULT);
  if (fresh)
    gtk_widget_grab_focus (GTK_WIDGET (self->result));
}

static void
progress_cb (goffset n_read, goffset n_total, gpointer user_data)
{
  UmImportDialog *self = user_data;
  g_autofree char *read = g_format_size ((guint64) MAX (n_read, 0));
  g_autofree char *total = g_format_size ((guint64) MAX (n_total, 0));
  g_autofree char *text = NULL;

  if (n_total > 0)
    /* Translators: the first %s is what was read, the second all: "12 MB of 100 MB" */
    text = g_strdup_printf (_ ("%s of %s"), read, total);
  if (n_total > 0)
    gtk_progress_bar_set_fraction (self->progress, CLAMP ((double) n_read / n_total, 0, 1));
  else
    gtk_progress_bar_pulse (self->progress);
  gtk_progress_bar_set_text (self->progress, text != NULL ? text : read);
}

static gboolean
slow_cb (gpointer user_data)
{
  UmImportDialog *self = user_data;

  self->slow_source = 0;
  self->slow = TRUE;
  update (self);
  gtk_widget_grab_focus (self->back_button);
  return G_SOURCE_REMOVE;
}

static void
fail (UmImportDialog *self, const GError *error)
{
  if (self->again)
    {
      um_import_result_set_import (self->result, self->import, FALSE);
      um_import_result_set_problem (self->result, error);
      set_phase (self, PHASE_RESULT);
      return;
    }
  um_import_start_set_problem (self->start, error);
  set_phase (self, PHASE_START);
  gtk_widget_grab_focus (GTK_WIDGET (self->start));
}

/* With the options as they are. */
static void
start_reading (UmImportDialog *self, GAsyncReadyCallback callback)
{
  g_autofree char *name = dup_list_name (self);
  g_autofree char *clean = um_words_clean (name);
  /* Translators: %s is the name of a file */
  g_autofree char *label = g_strdup_printf (_ ("Reading %s"), clean);
  const UmImportInput input = { .file = self->file, .text = self->text, .name = name };

  renew_cancellable (self);
  set_phase (self, PHASE_READING);
  gtk_label_set_label (self->reading_label, label);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_progress_bar_set_text (self->progress, "");
  self->slow_source = g_timeout_add (SLOW_MS, slow_cb, self);
  um_import_read_async (self->state, &input, &self->options, progress_cb, self, self->cancellable,
                        callback, g_object_ref (self));
}

/* Where no column seems to name users, all are shown with the first one, so that another can be
 * chosen by hand. */
static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmImport) import = um_import_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->closed
      || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  if (import != NULL)
    take_import (self, import);
  else if (g_error_matches (error, UM_PROBLEM, UM_PROBLEM_IMPORT_NO_COLUMN)
           && self->options.column < 0)
    {
      um_import_result_set_problem (self->result, error);
      self->options.column = 0;
      start_reading (self, read_cb);
    }
  else
    fail (self, error);
}

/* @file, @text: (nullable): one of the two */
static void
read_list (UmImportDialog *self, GFile *file, GBytes *text)
{
  g_autoptr (GBytes) kept = text != NULL ? g_bytes_ref (text) : NULL;

  g_set_object (&self->file, file);
  g_clear_pointer (&self->text, g_bytes_unref);
  self->text = g_steal_pointer (&kept);
  self->again = FALSE;
  g_clear_object (&self->import);
  um_import_result_set_import (self->result, NULL, TRUE);
  um_import_result_set_problem (self->result, NULL);
  um_import_start_set_problem (self->start, NULL);
  self->options = (UmImportOptions) UM_IMPORT_OPTIONS_INIT;
  start_reading (self, read_cb);
}

static void
read_again (UmImportDialog *self)
{
  um_import_result_get_options (self->result, &self->options);
  um_import_result_set_problem (self->result, NULL);
  self->again = TRUE;
  start_reading (self, read_cb);
}

static void
file_cb (UmImportDialog *self, GFile *file)
{
  read_list (self, file, NULL);
}

static void
text_cb (UmImportDialog *self, GBytes *text)
{
  read_list (self, NULL, text);
}

static void
dropped (GtkWidget *widget, GFile *file)
{
  UmImportDialog *self = UM_IMPORT_DIALOG (widget);

  if (self->phase != PHASE_SAVING)
    read_list (self, file, NULL);
}

static void
corrected_cb (UmImportDialog *self)
{
  read_again (self);
}

/* ---- the end ---- */

static void
finish (UmImportDialog *self, const UmImportWish *wish)
{
  g_autoptr (GPtrArray) ids = um_import_dup_account_ids (self->import);

  if (wish->select)
    tell_selected (self, select_users (self->state, (const char *const *) ids->pdata, ids->len));
  else
    tell_kept (self, wish->name);
  if (wish->show)
    show_users (self, wish->name);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (UmImportWish) wish = { 0 };

  if (!um_lists_save_finish (UM_SOURCE_STATE (object), result, &error))
    {
      if (self->closed)
        return;
      set_phase (self, PHASE_RESULT);
      um_import_result_set_problem (self->result, error);
      return;
    }
  if (self->closed)
    return;
  um_import_result_get_wish (self->result, &wish);
  finish (self, &wish);
}

static void
import (UmImportDialog *self)
{
  g_autoptr (GPtrArray) ids = um_import_dup_account_ids (self->import);
  g_auto (UmImportWish) wish = { 0 };

  um_import_result_get_wish (self->result, &wish);
  if (!wish.keep)
    {
      finish (self, &wish);
      return;
    }
  renew_cancellable (self);
  um_import_result_set_problem (self->result, NULL);
  set_phase (self, PHASE_SAVING);
  um_lists_save_async (self->state, wish.name, ids, wish.replace, self->cancellable, kept_cb,
                       g_object_ref (self));
}

static void
primary_cb (UmImportDialog *self)
{
  g_autoptr (GBytes) text = NULL;

  if (!can_go_on (self))
    return;
  if (self->phase == PHASE_RESULT)
    {
      import (self);
      return;
    }
  text = um_import_start_dup_text (self->start);
  if (text != NULL)
    read_list (self, NULL, text);
}

/* While it is read anew, back to what was read before. */
static void
back_cb (UmImportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->phase == PHASE_READING && self->again)
    {
      um_import_result_set_import (self->result, self->import, FALSE);
      set_phase (self, PHASE_RESULT);
      gtk_widget_grab_focus (GTK_WIDGET (self->result));
      return;
    }
  set_phase (self, PHASE_START);
  gtk_widget_grab_focus (GTK_WIDGET (self->start));
}

static void
escape_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmImportDialog *self = UM_IMPORT_DIALOG (widget);

  if (self->phase == PHASE_START)
    gtk_window_close (GTK_WINDOW (self));
  else if (self->phase != PHASE_SAVING)
    back_cb (self);
}

static void
um_import_dialog_dispose (GObject *object)
{
  UmImportDialog *self = UM_IMPORT_DIALOG (object);

  self->closed = TRUE;
  g_clear_handle_id (&self->slow_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->step);
  g_clear_object (&self->state);
  g_clear_object (&self->import);
  G_OBJECT_CLASS (um_import_dialog_parent_class)->dispose (object);
}

static void
um_import_dialog_finalize (GObject *object)
{
  UmImportDialog *self = UM_IMPORT_DIALOG (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (um_import_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/lists/um-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, UmImportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, UmImportDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, UmImportDialog, primary_button);
  gtk_widget_class_bind_template_child (widget_class, UmImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, UmImportDialog, start);
  gtk_widget_class_bind_template_child (widget_class, UmImportDialog, reading_label);
  gtk_widget_class_bind_template_child (widget_class, UmImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, UmImportDialog, result);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, file_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_list_cb);
  gtk_widget_class_bind_template_callback (widget_class, select_list_cb);
  gtk_widget_class_bind_template_callback (widget_class, corrected_cb);
  gtk_widget_class_bind_template_callback (widget_class, primary_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
}

static void
um_import_dialog_class_init (UmImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = um_import_dialog_finalize;
  g_type_ensure (UM_TYPE_IMPORT_RESULT);
  g_type_ensure (UM_TYPE_IMPORT_START);
  g_type_ensure (UM_TYPE_TOAST_OVERLAY);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "import.escape", NULL, escape_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "import.escape", NULL);
}

static void
um_import_dialog_init (UmImportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  um_file_drop_add (GTK_WIDGET (self), dropped);
}

/**
 * um_import_dialog_present:
 * @step: the widget it was asked for in; a toast there tells what was done, and its action
 *   "select.filter" shows the users of a list
 * @state: a source whose users are loaded
 * @file: (nullable): a list to begin with
 */
void
um_import_dialog_present (GtkWidget *step, UmSourceState *state, GFile *file)
{
  UmImportDialog *self = g_object_new (UM_TYPE_IMPORT_DIALOG, "transient-for",
                                       gtk_widget_get_root (step), NULL);

  g_set_weak_pointer (&self->step, step);
  self->state = g_object_ref (state);
  um_import_start_set_source (self->start, state);
  um_import_result_set_source (self->result, state);
  um_dialog_fit (GTK_WINDOW (self), WIDTH, NULL, HEIGHT);
  update (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->start));
  if (file != NULL)
    read_list (self, file, NULL);
}
