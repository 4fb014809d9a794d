/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a file of users and groups. Its state is the source and what was read of the file; which
 * rows count follows from the source's selected users. Owned by a group input; main thread. */
#include "um-config.h"
#include "um-group-file-chooser.h"
#include "um-file-picker.h"
#include "um-group-file.h"
#include "um-plan.h"
#include "um-words.h"

#include <glib/gi18n.h>

/* So many rows that can't be used are listed. */
#define MOST_LISTED 100

struct _UmGroupFileChooser
{
  GtkWidget parent_instance;

  gboolean member;       /* what a row means that doesn't say it */
  UmSourceState *source; /* (nullable) */
  UmGroupFile *file;     /* (nullable): what was read */
  char *name;            /* (nullable): of the file */
  GError *problem;       /* (nullable): why it can't be read */
  guint n_adds;          /* memberships of selected users that come */
  guint n_removes;       /* those that end */
  GCancellable *cancellable;
  GCancellable *reading; /* (nullable): while one is read */

  GtkWidget *box;
  GtkWidget *open_button;
  GtkSpinner *spinner;
  GtkLabel *summary_label;
  GtkWidget *unselected_box;
  GtkLabel *unselected_label;
  GtkWidget *select_button;
  GtkWidget *unused_box;
  GtkLabel *unused_title;
  GtkLabel *unused_label;
  GtkLabel *problem_label;
};

G_DEFINE_FINAL_TYPE (UmGroupFileChooser, um_group_file_chooser, GTK_TYPE_WIDGET)

static guint changed_signal;

/* ---- who is selected ---- */

static GHashTable *
list_selected (UmGroupFileChooser *self)
{
  g_autoptr (GPtrArray) ids = um_basket_get_ids (um_source_state_get_basket (self->source));
  GHashTable *selected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (selected, g_strdup (ids->pdata[i]));
  return selected;
}

/* Users of the file who aren't selected. (transfer full) (element-type utf8) */
static GPtrArray *
list_unselected (UmGroupFileChooser *self, GHashTable *selected)
{
  g_autoptr (GPtrArray) all = um_group_file_dup_account_ids (self->file);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < all->len; i++)
    if (!g_hash_table_contains (selected, all->pdata[i]))
      g_ptr_array_add (ids, g_strdup (all->pdata[i]));
  return ids;
}

/* ---- what is shown ---- */

static void
show_summary (UmGroupFileChooser *self)
{
  g_autofree char *adds = um_words_number (self->n_adds);
  g_autofree char *removes = um_words_number (self->n_removes);
  g_autofree char *name = um_words_clean (self->name);
  g_autofree char *text = NULL;

  if (self->n_adds > 0 && self->n_removes > 0)
    /* Translators: a file's name, the number of memberships to add, those to remove */
    text = g_strdup_printf (_ ("%s: memberships to add: %s, to remove: %s"), name, adds, removes);
  else if (self->n_removes > 0)
    /* Translators: a file's name, a number of memberships */
    text = g_strdup_printf (_ ("%s: memberships to remove: %s"), name, removes);
  else if (self->n_adds > 0)
    /* Translators: a file's name, a number of memberships */
    text = g_strdup_printf (_ ("%s: memberships to add: %s"), name, adds);
  else
    /* Translators: %s is a file's name */
    text = g_strdup_printf (_ ("%s: nothing for the selected users"), name);
  gtk_label_set_label (self->summary_label, text);
}

static void
show_unselected (UmGroupFileChooser *self, GHashTable *selected)
{
  g_autoptr (GPtrArray) ids = list_unselected (self, selected);
  g_autofree char *number = um_words_number (ids->len);
  g_autofree char *text = g_strdup_printf (
    /* Translators: %s is a number of users */
    ngettext ("%s user of the file isn’t selected; nothing is done to this one.",
              "%s users of the file aren’t selected; nothing is done to them.", ids->len),
    number);

  gtk_label_set_label (self->unselected_label, text);
  gtk_widget_set_visible (self->unselected_box, ids->len > 0);
}

static char *
describe_unused (UmGroupFileChooser *self)
{
  GString *text = g_string_new (NULL);
  guint n_listed = 0;

  for (guint i = 0; i < um_group_file_get_n_rows (self->file); i++)
    {
      g_autofree char *sentence = NULL;
      UmGroupRow row;

      um_group_file_get_row (self->file, i, &row);
      if (row.state == UM_GROUP_ROW_USED || row.state == UM_GROUP_ROW_AGAIN)
        continue;
      sentence = n_listed < MOST_LISTED ? um_words_group_row (&row) : g_strdup ("…");
      g_string_append_printf (text, "%s%s", n_listed > 0 ? "\n" : "", sentence);
      if (n_listed++ == MOST_LISTED)
        break;
    }
  return g_string_free (text, FALSE);
}

static void
show_unused (UmGroupFileChooser *self)
{
  guint n = um_group_file_count_unused (self->file);
  g_autofree char *number = um_words_number (n);
  g_autofree char *sentences = describe_unused (self);
  g_autofree char *title = g_strdup_printf (
    /* Translators: %s is a number of rows of a file */
    ngettext ("%s row can’t be used, and nothing comes of it:",
              "%s rows can’t be used, and nothing comes of them:", n),
    number);

  gtk_label_set_label (self->unused_title, title);
  gtk_label_set_label (self->unused_label, sentences);
  gtk_widget_set_visible (self->unused_box, n > 0);
}

static void
update (UmGroupFileChooser *self)
{
  g_autofree char *problem = self->problem != NULL ? um_words_problem_whole (self->problem) : NULL;
  gboolean reading = self->reading != NULL;
  gboolean shown = self->file != NULL && self->source != NULL && !reading;

  self->n_adds = self->n_removes = 0;
  gtk_spinner_set_spinning (self->spinner, reading);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), reading);
  gtk_label_set_label (self->summary_label, "");
  gtk_widget_set_visible (self->unselected_box, FALSE);
  gtk_widget_set_visible (self->unused_box, FALSE);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
  if (shown)
    {
      g_autoptr (GHashTable) selected = list_selected (self);

      self->n_adds = um_group_file_count (self->file, TRUE, selected);
      self->n_removes = um_group_file_count (self->file, FALSE, selected);
      show_summary (self);
      show_unselected (self, selected);
      show_unused (self);
    }
  g_signal_emit (self, changed_signal, 0);
}

/* ---- reading ---- */

static void
forget (UmGroupFileChooser *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->file);
  g_clear_error (&self->problem);
  g_clear_pointer (&self->name, g_free);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmGroupFileChooser) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmGroupFile) file = um_group_file_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  self->file = g_steal_pointer (&file);
  self->problem = g_steal_pointer (&error);
  update (self);
}

static void
read_file (UmGroupFileChooser *self, GFile *file)
{
  const UmImportInput input = { .file = file };
  const UmGroupFileOptions options = {
    .adds = TRUE, .removes = TRUE, .unsaid_adds = self->member, .unsaid_removes = !self->member
  };

  forget (self);
  self->name = g_file_get_basename (file);
  self->reading = g_cancellable_new ();
  um_group_file_read_async (self->source, &input, &options, self->reading, read_cb,
                            g_object_ref (self));
  update (self);
}

static void
chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmGroupFileChooser) self = user_data;
  g_autoptr (GFile) file = um_file_picker_open_finish (result, NULL);

  if (file != NULL && self->source != NULL && !g_cancellable_is_cancelled (self->cancellable))
    read_file (self, file);
}

static void
open_cb (UmGroupFileChooser *self)
{
  static const char *const suffixes[] = { "csv", "tsv", "txt", "tab", "lst", NULL };

  um_file_picker_open_async (GTK_WIDGET (self), _ ("Users and Groups"), _ ("CSV and text files"),
                             suffixes, self->cancellable, chosen_cb, g_object_ref (self));
}

static void
select_cb (UmGroupFileChooser *self)
{
  UmDirectory *directory = um_source_state_get_directory (self->source);
  g_autoptr (GHashTable) selected = list_selected (self);
  g_autoptr (GPtrArray) ids = list_unselected (self, selected);
  g_autoptr (UmBitset) rows = um_bitset_new (um_directory_get_n_rows (directory),
                                             um_directory_get_generation (directory));

  for (guint i = 0; i < ids->len; i++)
    {
      guint row = um_directory_find (directory, ids->pdata[i]);

      if (row != UM_NO_ROW)
        um_bitset_add (rows, row);
    }
  um_basket_add_rows (um_source_state_get_basket (self->source), rows);
  update (self);
}

static gboolean
um_group_file_chooser_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (UM_GROUP_FILE_CHOOSER (widget)->open_button);
}

static void
um_group_file_chooser_dispose (GObject *object)
{
  UmGroupFileChooser *self = UM_GROUP_FILE_CHOOSER (object);

  forget (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->source);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_group_file_chooser_parent_class)->dispose (object);
}

static void
um_group_file_chooser_class_init (UmGroupFileChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_group_file_chooser_dispose;
  widget_class->grab_focus = um_group_file_chooser_grab_focus;
  changed_signal = g_signal_new ("changed", UM_TYPE_GROUP_FILE_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/steps/um-group-file-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, UmGroupFileChooser, box);
  gtk_widget_class_bind_template_child (widget_class, UmGroupFileChooser, open_button);
  gtk_widget_class_bind_template_child (widget_class, UmGroupFileChooser, spinner);
  gtk_widget_class_bind_template_child (widget_class, UmGroupFileChooser, summary_label);
  gtk_widget_class_bind_template_child (widget_class, UmGroupFileChooser, unselected_box);
  gtk_widget_class_bind_template_child (widget_class, UmGroupFileChooser, unselected_label);
  gtk_widget_class_bind_template_child (widget_class, UmGroupFileChooser, select_button);
  gtk_widget_class_bind_template_child (widget_class, UmGroupFileChooser, unused_box);
  gtk_widget_class_bind_template_child (widget_class, UmGroupFileChooser, unused_title);
  gtk_widget_class_bind_template_child (widget_class, UmGroupFileChooser, unused_label);
  gtk_widget_class_bind_template_child (widget_class, UmGroupFileChooser, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, select_cb);
}

static void
um_group_file_chooser_init (UmGroupFileChooser *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * um_group_file_chooser_new:
 * @member: %TRUE: a row that doesn't say it adds; %FALSE: it removes
 *
 * Returns: a chooser without a file
 */
GtkWidget *
um_group_file_chooser_new (gboolean member)
{
  UmGroupFileChooser *self = g_object_new (UM_TYPE_GROUP_FILE_CHOOSER, NULL);

  self->member = member;
  return GTK_WIDGET (self);
}

/**
 * um_group_file_chooser_set_source:
 * @self: the chooser
 * @source: (nullable): whose users and groups rows name
 *
 * A file that was read stays, by ids; which of its rows count is told anew.
 */
void
um_group_file_chooser_set_source (UmGroupFileChooser *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_GROUP_FILE_CHOOSER (self));

  if (source != self->source)
    forget (self);
  g_set_object (&self->source, source);
  update (self);
}

/**
 * um_group_file_chooser_is_complete:
 * @self: the chooser
 *
 * Returns: whether a row is about a selected user
 */
gboolean
um_group_file_chooser_is_complete (UmGroupFileChooser *self)
{
  g_return_val_if_fail (UM_IS_GROUP_FILE_CHOOSER (self), FALSE);

  return self->n_adds + self->n_removes > 0;
}

/**
 * um_group_file_chooser_add_actions:
 * @self: a chooser that is complete
 * @actions: (element-type UmPlanAction): where they go
 */
void
um_group_file_chooser_add_actions (UmGroupFileChooser *self, GPtrArray *actions)
{
  g_autoptr (GHashTable) selected = NULL;
  g_autoptr (GVariant) adds = NULL, removes = NULL;

  g_return_if_fail (UM_IS_GROUP_FILE_CHOOSER (self));
  g_return_if_fail (self->file != NULL && self->source != NULL);

  selected = list_selected (self);
  adds = um_group_file_new_inputs (self->file, TRUE, selected);
  removes = um_group_file_new_inputs (self->file, FALSE, selected);
  if (adds != NULL)
    g_ptr_array_add (actions, um_plan_action_new ("add-to-groups", adds));
  if (removes != NULL)
    g_ptr_array_add (actions, um_plan_action_new ("remove-from-groups", removes));
}

/**
 * um_group_file_chooser_clear:
 * @self: the chooser
 *
 * There is no file any more.
 */
void
um_group_file_chooser_clear (UmGroupFileChooser *self)
{
  g_return_if_fail (UM_IS_GROUP_FILE_CHOOSER (self));

  forget (self);
  update (self);
}
