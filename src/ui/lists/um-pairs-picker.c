/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of users and of what is said of them, chosen or dropped. Its columns are found out and
 * can be corrected, by which it is read again. Owned by a form; main thread. */
#include "um-config.h"
#include "um-pairs-picker.h"
#include "um-choices.h"
#include "um-file-drop.h"
#include "um-file-picker.h"
#include "um-focus.h"
#include "um-form-field.h"
#include "um-load-line.h"
#include "um-problem.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>

/* So many rows that aren't used are told, one a line. */
#define MOST_LINES 200
/* The height that they take at the most, in pixels. */
#define MOST_HEIGHT 160

struct _UmPairsPicker
{
  GtkWidget parent_instance;

  const UmRowsKind *kind; /* what rows are read as */
  gpointer kind_data;     /* for it */
  UmPairsOptions options; /* what is looked for, with the columns chosen by hand */
  UmSourceState *source;  /* (nullable) */
  GFile *file;            /* (nullable) */
  GObject *rows;          /* (nullable): what was read */
  GCancellable *reading;  /* (nullable): the file dialog, or the reading that goes on */
  gboolean filling;       /* what changes now isn't the user's doing */

  GtkWidget *box;
  GtkWidget *choose_button;
  GtkLabel *name;
  UmLoadLine *line;
  GtkWidget *found;
  GtkLabel *summary;
  GtkDropDown *user_column;
  UmFormField *value_field;
  GtkDropDown *value_column;
  GtkExpander *unused;
  GtkScrolledWindow *lines_scroller;
  GtkLabel *lines;
};

G_DEFINE_FINAL_TYPE (UmPairsPicker, um_pairs_picker, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_GROWN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
grown_cb (UmPairsPicker *self)
{
  g_signal_emit (self, signals[SIGNAL_GROWN], 0);
}

static void
stop (UmPairsPicker *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  um_load_line_clear (self->line);
}

/* ---- rows of a user and a value ---- */

static void
read_pairs_async (gpointer kind_data,
                  UmSourceState *source,
                  const UmImportInput *input,
                  const UmPairsOptions *options,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  um_import_pairs_read_async (source, input, options, cancellable, callback, user_data);
}

static gpointer
read_pairs_finish (GAsyncResult *result, GError **error)
{
  return um_import_pairs_read_finish (result, error);
}

static UmImportPairs *
get_pairs (gpointer rows)
{
  return rows;
}

static const UmPairsInfo *
get_info (gpointer rows)
{
  return um_import_pairs_get_info (rows);
}

static char *
describe_unused (gpointer rows, guint position)
{
  UmPair pair;

  um_import_pairs_get (rows, position, &pair);
  return pair.state != UM_PAIR_USED ? um_words_pair (pair.state, pair.line, pair.user, pair.value)
                                    : NULL;
}

static const UmRowsKind pairs_kind = { read_pairs_async, read_pairs_finish, get_pairs, get_info,
                                       describe_unused };

/* ---- showing ---- */

static void
fill_unused (UmPairsPicker *self, guint n_unused)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_rows = um_import_pairs_get_n (self->kind->get_pairs (self->rows));
  guint n_told = 0;
  int height;

  for (guint i = 0; i < n_rows && n_told < MIN (n_unused, MOST_LINES); i++)
    {
      g_autofree char *words = self->kind->describe_unused (self->rows, i);

      if (words != NULL)
        g_string_append_printf (text, "%s%s", n_told++ > 0 ? "\n" : "", words);
    }
  if (n_unused > n_told)
    g_string_append (text, "\n…");
  gtk_expander_set_expanded (self->unused, FALSE);
  gtk_label_set_label (self->lines, text->str);
  /* A page that scrolls itself gives what is in it no more than that. */
  gtk_widget_measure (GTK_WIDGET (self->lines), GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL,
                      NULL);
  gtk_scrolled_window_set_min_content_height (self->lines_scroller, MIN (height, MOST_HEIGHT));
  gtk_widget_set_visible (GTK_WIDGET (self->unused), n_unused > 0);
}

static void
update (UmPairsPicker *self)
{
  g_autofree char *path = self->file != NULL ? g_file_get_basename (self->file) : NULL;
  g_autofree char *name = path != NULL ? g_filename_display_name (path) : g_strdup ("");
  g_autofree char *clean = um_words_clean (name);
  const UmPairsInfo *info = NULL;

  gtk_label_set_label (self->name, clean);
  gtk_widget_set_visible (self->found, self->rows != NULL);
  if (self->rows != NULL)
    {
      GPtrArray *columns = um_import_pairs_get_columns (self->kind->get_pairs (self->rows));
      g_autofree char *summary = NULL;

      info = self->kind->get_info (self->rows);
      summary = um_words_pairs_summary (info);
      self->filling = TRUE;
      gtk_label_set_label (self->summary, summary);
      um_choices_offer_columns (self->user_column, columns, info->list.column);
      um_choices_offer_columns (self->value_column, columns, info->value_column);
      fill_unused (self, info->list.n_rows - info->n_pairs[UM_PAIR_USED]);
      self->filling = FALSE;
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  grown_cb (self);
}

/* ---- reading ---- */

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmPairsPicker) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) rows = self->kind->read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  stop (self);
  if (error != NULL)
    um_load_line_set_problem (self->line, error);
  g_set_object (&self->rows, rows);
  update (self);
}

static void
read_file (UmPairsPicker *self)
{
  const UmImportInput input = { .file = self->file };

  if (self->file == NULL || self->source == NULL)
    return;
  stop (self);
  self->reading = g_cancellable_new ();
  um_load_line_set_busy (self->line, _ ("Reading the file…"));
  self->kind->read_async (self->kind_data, self->source, &input, &self->options, self->reading,
                          read_cb, g_object_ref (self));
}

/* What was chosen by hand, of another file or source, says nothing here. */
static void
forget_columns (UmPairsPicker *self)
{
  self->options.list.column = -1;
  self->options.column = -1;
}

void
um_pairs_picker_read (UmPairsPicker *self, GFile *file)
{
  g_return_if_fail (UM_IS_PAIRS_PICKER (self));
  g_set_object (&self->file, file);
  g_clear_object (&self->rows);
  forget_columns (self);
  update (self);
  read_file (self);
}

static void
column_cb (UmPairsPicker *self)
{
  if (self->filling)
    return;
  self->options.list.column = (int) gtk_drop_down_get_selected (self->user_column);
  self->options.column = (int) gtk_drop_down_get_selected (self->value_column);
  read_file (self);
}

static void
dropped (GtkWidget *widget, GFile *file)
{
  um_pairs_picker_read (UM_PAIRS_PICKER (widget), file);
}

static void
chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmPairsPicker) self = user_data;
  g_autoptr (GFile) file = um_file_picker_open_finish (result, NULL);

  if (file != NULL && self->box != NULL)
    um_pairs_picker_read (self, file);
}

static void
choose_cb (UmPairsPicker *self)
{
  static const char *const suffixes[] = { "csv", "tsv", "txt", "tab", "lst", NULL };

  stop (self);
  self->reading = g_cancellable_new ();
  um_file_picker_open_async (GTK_WIDGET (self), _ ("Choose a Table"), _ ("CSV and text files"),
                             suffixes, self->reading, chosen_cb, g_object_ref (self));
}

static gboolean
um_pairs_picker_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (UM_PAIRS_PICKER (widget)->choose_button);
}

static void
um_pairs_picker_dispose (GObject *object)
{
  UmPairsPicker *self = UM_PAIRS_PICKER (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->source);
  g_clear_object (&self->file);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_pairs_picker_parent_class)->dispose (object);
}

static void
um_pairs_picker_class_init (UmPairsPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_pairs_picker_dispose;
  um_focus_set_entrance (widget_class, um_pairs_picker_grab_focus);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", UM_TYPE_PAIRS_PICKER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_GROWN] = g_signal_new ("grown", UM_TYPE_PAIRS_PICKER, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_FORM_FIELD);
  g_type_ensure (UM_TYPE_LOAD_LINE);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/lists/um-pairs-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, UmPairsPicker, box);
  gtk_widget_class_bind_template_child (widget_class, UmPairsPicker, choose_button);
  gtk_widget_class_bind_template_child (widget_class, UmPairsPicker, name);
  gtk_widget_class_bind_template_child (widget_class, UmPairsPicker, line);
  gtk_widget_class_bind_template_child (widget_class, UmPairsPicker, found);
  gtk_widget_class_bind_template_child (widget_class, UmPairsPicker, summary);
  gtk_widget_class_bind_template_child (widget_class, UmPairsPicker, user_column);
  gtk_widget_class_bind_template_child (widget_class, UmPairsPicker, value_field);
  gtk_widget_class_bind_template_child (widget_class, UmPairsPicker, value_column);
  gtk_widget_class_bind_template_child (widget_class, UmPairsPicker, unused);
  gtk_widget_class_bind_template_child (widget_class, UmPairsPicker, lines_scroller);
  gtk_widget_class_bind_template_child (widget_class, UmPairsPicker, lines);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_file);
  gtk_widget_class_bind_template_callback (widget_class, column_cb);
  gtk_widget_class_bind_template_callback (widget_class, grown_cb);
}

static void
um_pairs_picker_init (UmPairsPicker *self)
{
  self->kind = &pairs_kind;
  self->options = (UmPairsOptions) UM_PAIRS_OPTIONS_INIT;
  gtk_widget_init_template (GTK_WIDGET (self));
  um_file_drop_add (GTK_WIDGET (self), dropped);
}

void
um_pairs_picker_set_options (UmPairsPicker *self, const UmPairsOptions *options, const char *title)
{
  g_return_if_fail (UM_IS_PAIRS_PICKER (self));
  self->options = *options;
  /* Whoever sees the columns can correct them. */
  self->options.lenient = TRUE;
  self->options.list.kind = UM_IMPORT_MIXED;
  g_object_set (self->value_field, "title", title, NULL);
}

void
um_pairs_picker_set_kind (UmPairsPicker *self, const UmRowsKind *kind, gpointer kind_data)
{
  g_return_if_fail (UM_IS_PAIRS_PICKER (self));
  um_pairs_picker_clear (self);
  self->kind = kind;
  self->kind_data = kind_data;
}

void
um_pairs_picker_set_source (UmPairsPicker *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_PAIRS_PICKER (self));
  if (g_set_object (&self->source, source))
    um_pairs_picker_clear (self);
}

gpointer
um_pairs_picker_get_rows (UmPairsPicker *self)
{
  g_return_val_if_fail (UM_IS_PAIRS_PICKER (self), NULL);
  return self->rows;
}

void
um_pairs_picker_clear (UmPairsPicker *self)
{
  g_return_if_fail (UM_IS_PAIRS_PICKER (self));
  stop (self);
  if (self->file == NULL)
    return;
  g_clear_object (&self->file);
  g_clear_object (&self->rows);
  forget_columns (self);
  update (self);
}
