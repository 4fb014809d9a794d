/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a list is read. What was found out stands in the controls; what is chosen there by hand is
 * told with "corrected", and shown again when the list was read so. Owned by the import dialog;
 * main thread. */
#include "um-config.h"
#include "um-reading-form.h"
#include "um-choices.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>

#define MAX_PREVIEW_COLUMNS 12
#define MOST_CHARS          28

struct _UmReadingForm
{
  GtkWidget parent_instance;

  UmImportOptions corrected; /* by hand */
  int column_read;           /* the column of the list that is shown, -1: it has none */
  gboolean filling;          /* what changes now isn't the user's doing */
  GtkWidget *box;
  GtkLabel *found;
  GtkWidget *column_box;
  GtkDropDown *column;
  GtkDropDown *kind;
  GtkWidget *delimiter_box;
  GtkDropDown *delimiter;
  GtkCheckButton *header;
  GtkGrid *rows;
};

G_DEFINE_FINAL_TYPE (UmReadingForm, um_reading_form, GTK_TYPE_WIDGET)

static guint corrected_signal;

static const char delimiters[] = { ',', ';', '\t', '|', '\0' };

static void
tell (UmReadingForm *self)
{
  if (!self->filling)
    g_signal_emit (self, corrected_signal, 0);
}

/* What a column holds is found out anew. */
static void
column_cb (UmReadingForm *self)
{
  if (self->filling || gtk_drop_down_get_selected (self->column) == GTK_INVALID_LIST_POSITION)
    return;
  self->corrected.column = (int) gtk_drop_down_get_selected (self->column);
  self->corrected.kind = -1;
  tell (self);
}

static void
kind_cb (UmReadingForm *self)
{
  if (self->filling || gtk_drop_down_get_selected (self->kind) == GTK_INVALID_LIST_POSITION)
    return;
  self->corrected.kind = (int) gtk_drop_down_get_selected (self->kind);
  tell (self);
}

/* With another delimiter there are other columns. */
static void
delimiter_cb (UmReadingForm *self)
{
  guint chosen = gtk_drop_down_get_selected (self->delimiter);

  if (self->filling || chosen >= G_N_ELEMENTS (delimiters))
    return;
  self->corrected = (UmImportOptions) UM_IMPORT_OPTIONS_INIT;
  self->corrected.delimiter = delimiters[chosen];
  tell (self);
}

static void
header_cb (UmReadingForm *self)
{
  if (self->filling)
    return;
  self->corrected.header = gtk_check_button_get_active (self->header);
  tell (self);
}

static void
um_reading_form_dispose (GObject *object)
{
  g_clear_pointer (&UM_READING_FORM (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_reading_form_parent_class)->dispose (object);
}

static void
um_reading_form_class_init (UmReadingFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_reading_form_dispose;
  corrected_signal = g_signal_new ("corrected", UM_TYPE_READING_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/lists/um-reading-form.ui");
  gtk_widget_class_bind_template_child (widget_class, UmReadingForm, box);
  gtk_widget_class_bind_template_child (widget_class, UmReadingForm, found);
  gtk_widget_class_bind_template_child (widget_class, UmReadingForm, column_box);
  gtk_widget_class_bind_template_child (widget_class, UmReadingForm, column);
  gtk_widget_class_bind_template_child (widget_class, UmReadingForm, kind);
  gtk_widget_class_bind_template_child (widget_class, UmReadingForm, delimiter_box);
  gtk_widget_class_bind_template_child (widget_class, UmReadingForm, delimiter);
  gtk_widget_class_bind_template_child (widget_class, UmReadingForm, header);
  gtk_widget_class_bind_template_child (widget_class, UmReadingForm, rows);
  gtk_widget_class_bind_template_callback (widget_class, column_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, delimiter_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_cb);
}

static void
um_reading_form_init (UmReadingForm *self)
{
  self->corrected = (UmImportOptions) UM_IMPORT_OPTIONS_INIT;
  self->column_read = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* ---- showing ---- */

static void
fill_columns (UmReadingForm *self, UmImport *import)
{
  GPtrArray *columns = um_import_get_columns (import);

  um_choices_offer_columns (self->column, columns, um_import_get_info (import)->column);
  gtk_widget_set_visible (self->column_box, columns->len > 1);
}

static void
fill_kinds (UmReadingForm *self, UmImport *import)
{
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);

  for (UmImportKind kind = 0; kind < UM_N_IMPORT_KINDS; kind++)
    gtk_string_list_append (choices, um_words_import_kind (kind));
  um_choices_offer (self->kind, choices, um_import_get_info (import)->kind);
}

static void
fill_delimiters (UmReadingForm *self, UmImport *import)
{
  const UmImportInfo *info = um_import_get_info (import);
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);
  guint chosen = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      gtk_string_list_take (choices, um_words_delimiter (delimiters[i]));
      if (delimiters[i] == info->delimiter)
        chosen = i;
    }
  um_choices_offer (self->delimiter, choices, chosen);
  gtk_widget_set_visible (self->delimiter_box, info->layout == UM_IMPORT_TABLE);
}

static void
clear_rows (UmReadingForm *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->rows));

  while (child != NULL)
    {
      gtk_grid_remove (self->rows, child);
      child = gtk_widget_get_first_child (GTK_WIDGET (self->rows));
    }
}

static void
add_cell (UmReadingForm *self, const char *cell, guint column, guint row, gboolean used)
{
  g_autofree char *text = um_words_clean (cell);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MOST_CHARS);
  if (!used)
    gtk_widget_add_css_class (label, "dim");
  gtk_grid_attach (self->rows, label, (int) column, (int) row, 1, 1);
}

static void
fill_rows (UmReadingForm *self, UmImport *import)
{
  const UmImportInfo *info = um_import_get_info (import);
  GPtrArray *rows = um_import_get_first_rows (import);

  clear_rows (self);
  for (guint i = 0; i < rows->len; i++)
    {
      char **cells = rows->pdata[i];

      for (guint j = 0; cells[j] != NULL && j < MAX_PREVIEW_COLUMNS; j++)
        {
          add_cell (self, cells[j], j, i, info->layout == UM_IMPORT_LINE || j == info->column);
          if (i == 0 && info->header)
            gtk_widget_add_css_class (gtk_widget_get_last_child (GTK_WIDGET (self->rows)),
                                      "heading");
        }
    }
}

/* "UTF-8 · comma between cells · 4,900 rows, 3 of them blank" */
static char *
dup_found (UmImport *import)
{
  const UmImportInfo *info = um_import_get_info (import);
  g_autofree char *rows = um_words_number (info->n_rows);
  g_autofree char *blank = um_words_number (info->n_blank);
  GString *text = g_string_new (um_words_encoding (info->encoding));

  g_string_append (text, " · ");
  /* Translators: %s is a number of rows of a file */
  g_string_append_printf (text, ngettext ("%s row", "%s rows", info->n_rows), rows);
  if (info->n_blank > 0)
    {
      g_string_append (text, " · ");
      /* Translators: %s is a number of rows of a file that name nobody */
      g_string_append_printf (text, ngettext ("%s blank", "%s blank", info->n_blank), blank);
    }
  return g_string_free (text, FALSE);
}

/**
 * um_reading_form_set_import:
 * @self: the form
 * @import: (nullable): what was read; %NULL: another list comes, nothing is corrected yet
 */
void
um_reading_form_set_import (UmReadingForm *self, UmImport *import)
{
  g_autofree char *found = NULL;

  g_return_if_fail (UM_IS_READING_FORM (self));
  if (import == NULL)
    {
      self->corrected = (UmImportOptions) UM_IMPORT_OPTIONS_INIT;
      self->column_read = -1;
      clear_rows (self);
      return;
    }
  found = dup_found (import);
  self->filling = TRUE;
  gtk_label_set_label (self->found, found);
  self->column_read = um_import_get_info (import)->layout == UM_IMPORT_TABLE
                        ? (int) um_import_get_info (import)->column
                        : -1;
  fill_columns (self, import);
  fill_kinds (self, import);
  fill_delimiters (self, import);
  gtk_check_button_set_active (self->header, um_import_get_info (import)->header);
  gtk_widget_set_visible (GTK_WIDGET (self->header),
                          um_import_get_info (import)->layout == UM_IMPORT_TABLE);
  self->filling = FALSE;
  fill_rows (self, import);
}

/**
 * um_reading_form_get_options:
 * @self: the form
 * @options: (out caller-allocates): what was chosen by hand; the column stays that which is shown,
 *   unless another delimiter makes other columns
 */
void
um_reading_form_get_options (UmReadingForm *self, UmImportOptions *options)
{
  g_return_if_fail (UM_IS_READING_FORM (self));
  *options = self->corrected;
  if (options->column < 0 && options->delimiter < 0)
    options->column = self->column_read;
}
