/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What issues that are to be made look like. Its state is the source, the one through which an
 * organisation's are made, the types of the chosen
 * project, and what the chosen type asks for; all else is in its widgets. Owned by an action card;
 * main thread. */
#include "um-config.h"
#include "um-issue-editor.h"
#include "um-focus.h"
#include "um-form-field.h"
#include "um-issue-fields.h"
#include "um-issue-site.h"
#include "um-issue-text.h"
#include "um-load-line.h"
#include "um-problem.h"
#include "um-project-chooser.h"
#include "um-site-chooser.h"
#include "um-words.h"

#include <glib/gi18n.h>

/* Of one issue for all, the preview names so many users. */
#define MOST_PREVIEWED 20

struct _UmIssueEditor
{
  GtkWidget parent_instance;

  UmSourceState *source;     /* (nullable): whose users they are about */
  GCancellable *cancellable; /* (nullable): of what is read of the project or type */
  GPtrArray *types;          /* (nullable): of UmIssueOption */
  UmIssueForm *form;         /* (nullable): of the chosen type */

  GtkWidget *box;
  UmSiteChooser *sites;
  UmProjectChooser *projects;
  UmLoadLine *types_line;
  GtkWidget *type_field;
  GtkDropDown *type;
  UmLoadLine *form_line;
  GtkWidget *rest;
  GtkCheckButton *one;
  UmFormField *summary_field;
  GtkEditable *summary;
  UmFormField *description_field;
  GtkTextView *description;
  UmIssueFields *fields;
  GtkLabel *problem;
  GtkWidget *preview;
  GtkLabel *preview_title;
  GtkLabel *preview_summary;
  GtkLabel *preview_description;
};

G_DEFINE_FINAL_TYPE (UmIssueEditor, um_issue_editor, GTK_TYPE_WIDGET)

static guint changed_signal, grown_signal;

/* ---- what was written ---- */

static char *
dup_description (UmIssueEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->description);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  if (self->form != NULL && !self->form->has_description)
    return g_strdup ("");
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return g_strdup (g_strchomp (text));
}

static gboolean
is_one (UmIssueEditor *self)
{
  return gtk_check_button_get_active (self->one);
}

static const UmIssueOption *
get_type (UmIssueEditor *self)
{
  guint selected = gtk_drop_down_get_selected (self->type);

  if (self->types == NULL || selected == 0 || selected > self->types->len)
    return NULL;
  return g_ptr_array_index (self->types, selected - 1);
}

static UmDirectory *
get_directory (UmIssueEditor *self)
{
  return self->source != NULL ? um_source_state_get_directory (self->source) : NULL;
}

/* ---- what is wrong ---- */

static gboolean
check_summary (UmIssueEditor *self)
{
  const char *summary = gtk_editable_get_text (self->summary);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (um_issue_text_check (summary, &error) && is_one (self) && um_issue_text_names_users (summary))
    g_set_error_literal (&error, UM_PROBLEM, UM_PROBLEM_ISSUE_SUMMARY_NAMES, "");
  text = error != NULL ? um_words_problem_whole (error) : NULL;
  um_form_field_set_error (self->summary_field, text);
  return error == NULL;
}

static gboolean
needs_description (UmIssueEditor *self)
{
  return self->form != NULL && self->form->description != NULL;
}

static gboolean
check_description (UmIssueEditor *self, const char *description)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (um_issue_text_check (description, &error)
      && g_utf8_strlen (description, -1) > UM_ISSUE_MOST_DESCRIPTION)
    g_set_error_literal (&error, UM_PROBLEM, UM_PROBLEM_ISSUE_DESCRIPTION_LONG, "");
  text = error != NULL ? um_words_problem_whole (error) : NULL;
  um_form_field_set_error (self->description_field, text);
  return error == NULL && (*description != '\0' || !needs_description (self));
}

static gboolean
check_form (UmIssueEditor *self)
{
  const UmIssueOption *type = get_type (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (self->form != NULL && type != NULL)
    um_issue_form_check (self->form, type->name, NULL, &error);
  text = error != NULL ? um_words_problem_whole (error) : g_strdup ("");
  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
  return self->form != NULL && type != NULL && error == NULL;
}

/* ---- preview ---- */

/* The first of the selected users. */
static GArray *
list_people (UmIssueEditor *self, guint most)
{
  GArray *people = g_array_new (FALSE, FALSE, sizeof (UmIssuePerson));
  UmDirectory *directory = get_directory (self);
  const UmBitset *rows = directory != NULL
                           ? um_basket_get_rows (um_source_state_get_basket (self->source))
                           : NULL;

  if (rows == NULL)
    return people;
  um_bitset_foreach (rows, row)
    {
      UmUser user;
      UmIssuePerson person;

      if (people->len == most)
        break;
      um_directory_get_user (directory, row, &user);
      person = (UmIssuePerson){ user.name, user.email, user.account_id };
      g_array_append_val (people, person);
    }
  return people;
}

static char *
dup_preview_title (UmIssueEditor *self)
{
  guint n_users = um_basket_get_count (um_source_state_get_basket (self->source));
  g_autofree char *number = um_words_number (is_one (self) ? MOST_PREVIEWED : n_users);

  if (n_users == 1 || (is_one (self) && n_users <= MOST_PREVIEWED))
    return g_strdup (_ ("Preview of the issue"));
  if (!is_one (self))
    /* Translators: %s is a number, more than one */
    return g_strdup_printf (_ ("Preview of one of %s issues"), number);
  /* Translators: %s is a number */
  return g_strdup_printf (_ ("Preview of the issue, with the first %s users"), number);
}

static void
update_preview (UmIssueEditor *self, const char *description)
{
  g_autoptr (GArray) people = list_people (self, is_one (self) ? MOST_PREVIEWED : 1);
  const UmIssuePerson *first = people->len > 0 ? &g_array_index (people, UmIssuePerson, 0) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->preview, first != NULL);
  if (first == NULL)
    return;
  title = dup_preview_title (self);
  summary = um_issue_text_fill_summary (gtk_editable_get_text (self->summary), first);
  text = is_one (self) ? um_issue_text_fill_all (description, first, people->len)
                       : um_issue_text_fill (description, first);
  gtk_label_set_label (self->preview_title, title);
  gtk_label_set_label (self->preview_summary, *summary != '\0' ? summary : _ ("No summary yet"));
  gtk_label_set_label (self->preview_description, text);
  gtk_widget_set_visible (GTK_WIDGET (self->preview_description), *text != '\0');
}

/* Shows what there is; returns whether issues can be made of it. */
static gboolean
update (UmIssueEditor *self)
{
  g_autofree char *description = dup_description (self);
  gboolean good = check_form (self);
  gboolean summary = check_summary (self);
  gboolean text = check_description (self, description);

  gtk_widget_set_visible (self->type_field, self->types != NULL);
  gtk_widget_set_visible (self->rest, good);
  gtk_widget_set_visible (GTK_WIDGET (self->description_field),
                          self->form != NULL && self->form->has_description);
  g_object_set (self->description_field, "title",
                needs_description (self) ? _ ("_Description") : _ ("_Description (optional)"),
                NULL);
  if (good)
    update_preview (self, description);
  return good && summary && text && *gtk_editable_get_text (self->summary) != '\0';
}

static void
changed_cb (UmIssueEditor *self)
{
  update (self);
  g_signal_emit (self, changed_signal, 0);
}

/* ---- the site ---- */

static void
grown_cb (UmIssueEditor *self)
{
  g_signal_emit (self, grown_signal, 0);
}

static void
stop (UmIssueEditor *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  um_load_line_clear (self->types_line);
  um_load_line_clear (self->form_line);
}

static void
take_form (UmIssueEditor *self, UmIssueForm *form)
{
  um_issue_fields_set_form (self->fields, form);
  g_clear_pointer (&self->form, um_issue_form_free);
  self->form = form;
  changed_cb (self);
}

static void
form_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmIssueEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  UmIssueForm *form = um_issue_load_form_finish (UM_SOURCE_STATE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  um_load_line_clear (self->form_line);
  if (form == NULL)
    um_load_line_set_problem (self->form_line, error);
  take_form (self, form);
  grown_cb (self);
}

static void
load_form (UmIssueEditor *self)
{
  const UmIssueOption *type = get_type (self);

  stop (self);
  take_form (self, NULL);
  if (type == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  um_load_line_set_busy (self->form_line, _ ("Reading what this issue type asks for…"));
  um_issue_load_form_async (um_site_chooser_get_site (self->sites),
                            um_project_chooser_get_key (self->projects), type->id,
                            self->cancellable, form_cb, g_object_ref (self));
}

/* Its first line asks for a choice; where there is one only, it is chosen. */
static void
take_types (UmIssueEditor *self, GPtrArray *types)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _ ("Choose…"));
  for (guint i = 0; types != NULL && i < types->len; i++)
    {
      const UmIssueOption *option = g_ptr_array_index (types, i);
      g_autofree char *name = um_words_clean (option->name);

      gtk_string_list_append (list, name);
    }
  g_clear_pointer (&self->types, g_ptr_array_unref);
  gtk_drop_down_set_model (self->type, G_LIST_MODEL (list));
  self->types = types;
  gtk_drop_down_set_selected (self->type, types != NULL && types->len == 1 ? 1 : 0);
  changed_cb (self);
}

static void
types_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmIssueEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *types = um_issue_list_types_finish (UM_SOURCE_STATE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  um_load_line_clear (self->types_line);
  if (types == NULL)
    um_load_line_set_problem (self->types_line, error);
  take_types (self, types);
  grown_cb (self);
}

static void
load_types (UmIssueEditor *self)
{
  const char *project = um_project_chooser_get_key (self->projects);

  stop (self);
  take_types (self, NULL);
  take_form (self, NULL);
  if (project == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  um_load_line_set_busy (self->types_line, _ ("Reading issue types…"));
  um_issue_list_types_async (um_site_chooser_get_site (self->sites), project, self->cancellable,
                             types_cb, g_object_ref (self));
}

/* Another one's projects are others. */
static void
site_cb (UmIssueEditor *self)
{
  UmSourceState *site = um_site_chooser_get_site (self->sites);

  gtk_widget_set_visible (GTK_WIDGET (self->projects), site != NULL);
  um_project_chooser_set_source (self->projects, site);
}

/* ---- the widget ---- */

static gboolean
um_issue_editor_grab_focus (GtkWidget *widget)
{
  UmIssueEditor *self = UM_ISSUE_EDITOR (widget);

  return gtk_widget_grab_focus (um_site_chooser_get_site (self->sites) != NULL
                                  ? GTK_WIDGET (self->projects)
                                  : GTK_WIDGET (self->sites));
}

static void
um_issue_editor_dispose (GObject *object)
{
  UmIssueEditor *self = UM_ISSUE_EDITOR (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->source);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_clear_pointer (&self->form, um_issue_form_free);
  G_OBJECT_CLASS (um_issue_editor_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/issues/um-issue-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, box);
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, sites);
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, projects);
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, types_line);
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, type_field);
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, type);
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, form_line);
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, rest);
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, one);
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, summary_field);
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, summary);
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, description_field);
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, description);
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, fields);
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, problem);
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, preview);
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, preview_title);
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, preview_summary);
  gtk_widget_class_bind_template_child (widget_class, UmIssueEditor, preview_description);
  gtk_widget_class_bind_template_callback (widget_class, site_cb);
  gtk_widget_class_bind_template_callback (widget_class, load_types);
  gtk_widget_class_bind_template_callback (widget_class, load_form);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, grown_cb);
}

static void
um_issue_editor_class_init (UmIssueEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_issue_editor_dispose;
  um_focus_set_entrance (widget_class, um_issue_editor_grab_focus);
  changed_signal = g_signal_new ("changed", UM_TYPE_ISSUE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  grown_signal = g_signal_new ("grown", UM_TYPE_ISSUE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_FORM_FIELD);
  g_type_ensure (UM_TYPE_ISSUE_FIELDS);
  g_type_ensure (UM_TYPE_LOAD_LINE);
  g_type_ensure (UM_TYPE_PROJECT_CHOOSER);
  g_type_ensure (UM_TYPE_SITE_CHOOSER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
}

static void
um_issue_editor_init (UmIssueEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->description), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * um_issue_editor_new:
 *
 * Returns: an editor without a source
 */
GtkWidget *
um_issue_editor_new (void)
{
  return g_object_new (UM_TYPE_ISSUE_EDITOR, NULL);
}

/**
 * um_issue_editor_set_source:
 * @self: the editor
 * @source: (nullable): whose site is asked; another one forgets project and type
 */
void
um_issue_editor_set_source (UmIssueEditor *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_ISSUE_EDITOR (self));
  g_set_object (&self->source, source);
  um_site_chooser_set_source (self->sites, source);
  update (self);
}

/**
 * um_issue_editor_is_complete:
 * @self: the editor
 *
 * Returns: whether issues can be made of it
 */
gboolean
um_issue_editor_is_complete (UmIssueEditor *self)
{
  g_autoptr (GPtrArray) values = NULL;

  g_return_val_if_fail (UM_IS_ISSUE_EDITOR (self), FALSE);
  values = um_issue_fields_read (self->fields, get_directory (self));
  return update (self) && values != NULL;
}

/**
 * um_issue_editor_get_inputs:
 * @self: the editor
 *
 * Returns: (transfer floating) (nullable): a{sas}: the inputs of the action
 */
GVariant *
um_issue_editor_get_inputs (UmIssueEditor *self)
{
  g_autoptr (GPtrArray) values = NULL;
  g_autofree char *description = NULL;
  UmSourceState *site;

  g_return_val_if_fail (UM_IS_ISSUE_EDITOR (self), NULL);
  if (!um_issue_editor_is_complete (self))
    return NULL;
  values = um_issue_fields_read (self->fields, get_directory (self));
  description = dup_description (self);
  site = um_site_chooser_get_site (self->sites);
  return um_issue_answers_pack (&(UmIssueAnswers){
    .site = site != self->source ? um_source_state_get_source (site) : NULL,
    .project = um_project_chooser_get_key (self->projects),
    .type = get_type (self)->id,
    .one = is_one (self),
    .summary = gtk_editable_get_text (self->summary),
    .description = description,
    .values = (const char *const *) values->pdata,
  });
}

/**
 * um_issue_editor_clear:
 * @self: the editor
 *
 * Nothing is chosen or written any more.
 */
void
um_issue_editor_clear (UmIssueEditor *self)
{
  g_return_if_fail (UM_IS_ISSUE_EDITOR (self));
  um_project_chooser_clear (self->projects);
  gtk_check_button_set_active (self->one, FALSE);
  gtk_editable_set_text (self->summary, "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->description), "", -1);
}
