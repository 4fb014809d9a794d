/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing one of the projects of a site. Its state is the source, what is searched for, what was
 * found, and the chosen one. Owned by the form of issues; main thread. */
#include "um-config.h"
#include "um-project-chooser.h"
#include "um-focus.h"
#include "um-issue-site.h"
#include "um-load-line.h"
#include "um-words.h"

#include <glib/gi18n.h>

struct _UmProjectChooser
{
  GtkWidget parent_instance;

  UmSourceState *source;     /* (nullable) */
  GCancellable *cancellable; /* (nullable): of the search that goes on */
  char *asked;               /* (nullable): what was last searched for */
  GPtrArray *found;          /* (nullable): of UmIssueProject: NULL: not read yet */
  gboolean more;             /* others fit, too */
  char *key;                 /* (nullable): of the chosen one */

  GtkWidget *box;
  GtkStack *stack;
  GtkWidget *search;
  UmLoadLine *line;
  GtkWidget *scrolled;
  GtkListBox *list;
  GtkLabel *nothing;
  GtkLabel *more_label;
  GtkLabel *chosen;
  GtkWidget *change;
};

G_DEFINE_FINAL_TYPE (UmProjectChooser, um_project_chooser, GTK_TYPE_WIDGET)

static guint changed_signal, loaded_signal;

static void
update (UmProjectChooser *self)
{
  gboolean read = self->found != NULL;
  gboolean any = read && self->found->len > 0;

  gtk_stack_set_visible_child_name (self->stack, self->key != NULL ? "chosen" : "choose");
  gtk_widget_set_visible (self->scrolled, any);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), read && !any);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), any && self->more);
}

static GtkWidget *
new_row (const UmIssueProject *project)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *name = um_words_clean (project->name);
  g_autofree char *key = um_words_clean (project->key);
  GtkWidget *name_label = gtk_label_new (name);
  GtkWidget *key_label = gtk_label_new (key);

  gtk_label_set_xalign (GTK_LABEL (name_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name_label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name_label, TRUE);
  gtk_widget_add_css_class (key_label, "dim");
  gtk_box_append (GTK_BOX (box), name_label);
  gtk_box_append (GTK_BOX (box), key_label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static void
fill_list (UmProjectChooser *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; self->found != NULL && i < self->found->len; i++)
    gtk_list_box_append (self->list, new_row (g_ptr_array_index (self->found, i)));
}

static void
take_found (UmProjectChooser *self, GPtrArray *found)
{
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = found;
  fill_list (self);
  update (self);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmProjectChooser) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;
  GPtrArray *found = um_issue_list_projects_finish (UM_SOURCE_STATE (source), result, &more,
                                                    &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (found == NULL)
    um_load_line_set_problem (self->line, error);
  else
    um_load_line_clear (self->line);
  self->more = more;
  take_found (self, found);
  g_signal_emit (self, loaded_signal, 0);
}

static void
stop (UmProjectChooser *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
load (UmProjectChooser *self)
{
  stop (self);
  if (self->source == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  g_free (self->asked);
  self->asked = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  um_load_line_set_busy (self->line, _ ("Reading projects…"));
  um_issue_list_projects_async (self->source, self->asked, self->cancellable, found_cb,
                                g_object_ref (self));
}

static void
choose (UmProjectChooser *self, const UmIssueProject *project)
{
  g_autofree char *name = um_words_clean (project->name);
  g_autofree char *key = um_words_clean (project->key);
  /* Translators: first the name of a project, then its key */
  g_autofree char *text = g_strdup_printf (_ ("%s (%s)"), name, key);

  g_free (self->key);
  self->key = g_strdup (project->key);
  gtk_label_set_label (self->chosen, text);
  update (self);
  gtk_widget_grab_focus (self->change);
  g_signal_emit (self, changed_signal, 0);
}

static void
activated_cb (UmProjectChooser *self, GtkListBoxRow *row)
{
  choose (self, g_ptr_array_index (self->found, gtk_list_box_row_get_index (row)));
}

/* Return chooses the only project that is left, once the site has answered for what is typed. */
static void
search_activated_cb (UmProjectChooser *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (self->cancellable == NULL && g_strcmp0 (self->asked, typed) == 0 && self->found != NULL
      && self->found->len == 1)
    choose (self, g_ptr_array_index (self->found, 0));
}

static void
change_cb (UmProjectChooser *self)
{
  um_project_chooser_clear (self);
  gtk_widget_grab_focus (self->search);
}

static void
map_cb (UmProjectChooser *self)
{
  if (self->found == NULL && self->cancellable == NULL && self->key == NULL)
    load (self);
}

static gboolean
um_project_chooser_grab_focus (GtkWidget *widget)
{
  UmProjectChooser *self = UM_PROJECT_CHOOSER (widget);

  return gtk_widget_grab_focus (self->key != NULL ? self->change : self->search);
}

static void
um_project_chooser_dispose (GObject *object)
{
  UmProjectChooser *self = UM_PROJECT_CHOOSER (object);

  stop (self);
  g_clear_object (&self->source);
  g_clear_pointer (&self->asked, g_free);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_project_chooser_parent_class)->dispose (object);
}

static void
um_project_chooser_class_init (UmProjectChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_project_chooser_dispose;
  um_focus_set_entrance (widget_class, um_project_chooser_grab_focus);
  changed_signal = g_signal_new ("changed", UM_TYPE_PROJECT_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  loaded_signal = g_signal_new ("loaded", UM_TYPE_PROJECT_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_LOAD_LINE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/issues/um-project-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, UmProjectChooser, box);
  gtk_widget_class_bind_template_child (widget_class, UmProjectChooser, stack);
  gtk_widget_class_bind_template_child (widget_class, UmProjectChooser, search);
  gtk_widget_class_bind_template_child (widget_class, UmProjectChooser, line);
  gtk_widget_class_bind_template_child (widget_class, UmProjectChooser, scrolled);
  gtk_widget_class_bind_template_child (widget_class, UmProjectChooser, list);
  gtk_widget_class_bind_template_child (widget_class, UmProjectChooser, nothing);
  gtk_widget_class_bind_template_child (widget_class, UmProjectChooser, more_label);
  gtk_widget_class_bind_template_child (widget_class, UmProjectChooser, chosen);
  gtk_widget_class_bind_template_child (widget_class, UmProjectChooser, change);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_cb);
}

static void
um_project_chooser_init (UmProjectChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
  update (self);
}

/**
 * um_project_chooser_set_source:
 * @self: the chooser
 * @source: (nullable): whose projects are offered
 */
void
um_project_chooser_set_source (UmProjectChooser *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_PROJECT_CHOOSER (self));
  if (!g_set_object (&self->source, source))
    return;
  stop (self);
  um_load_line_clear (self->line);
  take_found (self, NULL);
  um_project_chooser_clear (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

/**
 * um_project_chooser_get_key:
 * @self: the chooser
 *
 * Returns: (nullable): the key of the chosen project
 */
const char *
um_project_chooser_get_key (UmProjectChooser *self)
{
  g_return_val_if_fail (UM_IS_PROJECT_CHOOSER (self), NULL);
  return self->key;
}

/**
 * um_project_chooser_clear:
 * @self: the chooser
 *
 * Nothing is chosen any more.
 */
void
um_project_chooser_clear (UmProjectChooser *self)
{
  g_return_if_fail (UM_IS_PROJECT_CHOOSER (self));
  if (self->key == NULL)
    return;
  g_clear_pointer (&self->key, g_free);
  update (self);
  if (self->found == NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
  g_signal_emit (self, changed_signal, 0);
}
