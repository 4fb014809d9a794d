/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields that an issue type requires, one below the other. Owned by the form of issues; main
 * thread. */
#include "um-config.h"
#include "um-issue-fields.h"
#include "um-form-field.h"
#include "um-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* One field. The widgets belong to the box. */
typedef struct
{
  const UmIssueField *field; /* of the form */
  UmFormField *place;
  GtkWidget *input;
  gboolean touched;
} Row;

struct _UmIssueFields
{
  GtkWidget parent_instance;

  GArray *rows; /* of Row */
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (UmIssueFields, um_issue_fields, GTK_TYPE_WIDGET)

static guint changed_signal;

static void
touched_cb (UmIssueFields *self, GParamSpec *pspec, GtkWidget *input)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, Row, i).input == input)
      g_array_index (self->rows, Row, i).touched = TRUE;
  g_signal_emit (self, changed_signal, 0);
}

/* Its first line asks for a choice. */
static GtkWidget *
new_choice (const UmIssueField *field)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _ ("Choose…"));
  for (guint i = 0; i < field->options->len; i++)
    {
      const UmIssueOption *option = g_ptr_array_index (field->options, i);
      g_autofree char *name = um_words_clean (option->name);

      gtk_string_list_append (list, name);
    }
  return gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&list)), NULL);
}

static const char *
get_hint (const UmIssueField *field)
{
  switch (field->kind)
    {
    case UM_ISSUE_FIELD_DATE:
      return _ ("Year, month and day, such as 2026-12-31");
    case UM_ISSUE_FIELD_USER:
      return _ ("A user of this source by e-mail address, name or account ID");
    case UM_ISSUE_FIELD_NUMBER:
    case UM_ISSUE_FIELD_TEXT:
    case UM_ISSUE_FIELD_CHOICE:
    case UM_ISSUE_FIELD_FOREIGN:
    default:
      return NULL;
    }
}

/* A name in which no letter is underlined. */
static char *
dup_title (const UmIssueField *field)
{
  g_autofree char *name = um_words_clean (field->name);
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);

  return g_strjoinv ("__", parts);
}

static void
add_row (UmIssueFields *self, const UmIssueField *field)
{
  gboolean choice = field->kind == UM_ISSUE_FIELD_CHOICE;
  g_autofree char *title = dup_title (field);
  Row row = { .field = field };

  row.input = choice ? new_choice (field) : gtk_entry_new ();
  row.place = g_object_new (UM_TYPE_FORM_FIELD, "title", title, NULL);
  um_form_field_set_hint (row.place, get_hint (field));
  um_form_field_set_child (row.place, row.input);
  g_signal_connect_object (row.input, choice ? "notify::selected" : "notify::text",
                           G_CALLBACK (touched_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (row.place));
  g_array_append_val (self->rows, row);
}

static const char *
get_text (const Row *row)
{
  guint selected;

  if (row->field->kind != UM_ISSUE_FIELD_CHOICE)
    return gtk_editable_get_text (GTK_EDITABLE (row->input));
  selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (row->input));
  if (selected == 0 || selected > row->field->options->len)
    return "";
  return ((UmIssueOption *) g_ptr_array_index (row->field->options, selected - 1))->id;
}

/* Its value; NULL where it is none. */
static char *
read_row (const Row *row, UmDirectory *directory)
{
  g_autoptr (GError) error = NULL;
  char *value = um_issue_field_print (row->field, get_text (row), directory, &error);
  g_autofree char *text = error != NULL ? um_words_problem_whole (error) : NULL;

  um_form_field_set_error (row->place, row->touched ? text : NULL);
  return value;
}

static void
um_issue_fields_dispose (GObject *object)
{
  UmIssueFields *self = UM_ISSUE_FIELDS (object);

  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_issue_fields_parent_class)->dispose (object);
}

static void
um_issue_fields_class_init (UmIssueFieldsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_issue_fields_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  changed_signal = g_signal_new ("changed", UM_TYPE_ISSUE_FIELDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
um_issue_fields_init (UmIssueFields *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * um_issue_fields_set_form:
 * @self: the fields
 * @form: (nullable): what an issue type requires
 */
void
um_issue_fields_set_form (UmIssueFields *self, const UmIssueForm *form)
{
  GtkWidget *child;

  g_return_if_fail (UM_IS_ISSUE_FIELDS (self));
  g_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; form != NULL && i < form->required->len; i++)
    add_row (self, g_ptr_array_index (form->required, i));
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

/**
 * um_issue_fields_read:
 * @self: the fields
 * @directory: (nullable): whose users a field may name
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the values, ended by %NULL; or %NULL
 *   where one is missing
 */
GPtrArray *
um_issue_fields_read (UmIssueFields *self, UmDirectory *directory)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  gboolean complete = TRUE;

  g_return_val_if_fail (UM_IS_ISSUE_FIELDS (self), NULL);
  for (guint i = 0; i < self->rows->len; i++)
    {
      char *value = read_row (&g_array_index (self->rows, Row, i), directory);

      if (value != NULL)
        g_ptr_array_add (values, value);
      complete &= value != NULL;
    }
  g_ptr_array_add (values, NULL);
  return complete ? g_steal_pointer (&values) : NULL;
}
