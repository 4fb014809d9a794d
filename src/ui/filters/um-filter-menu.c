/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filters that were saved for sources of this kind. Its state is what is asked for: the list,
 * or a question about one filter (its name when it is saved or renamed, whether it shall go). The
 * list is read anew each time it is opened, for the command line may have saved one. Owned by the
 * select step; main thread. */
#include "um-config.h"
#include "um-filter-menu.h"
#include "um-filter-row.h"
#include "um-problem.h"
#include "um-saved-filters.h"
#include "um-words.h"

#include <glib/gi18n.h>

typedef enum
{
  ASK_NOTHING, /* the list is shown */
  ASK_SAVE,
  ASK_RENAME,
  ASK_REMOVE,
} Ask;

struct _UmFilterMenu
{
  GtkWidget parent_instance;

  UmSourceState *source; /* (nullable) */
  UmFilter *filter;      /* (nullable): in force */
  GCancellable *cancellable;
  Ask ask;
  char *about;      /* (nullable): the name of the filter that a question is about */
  gboolean replace; /* Save was told that the name is taken */

  GtkMenuButton *button;
  GtkPopover *popover;
  GtkStack *stack;
  GtkWidget *scroller;
  GtkBox *rows;
  GtkLabel *note;
  GtkWidget *save_button;
  GtkLabel *question;
  GtkEditable *name;
  GtkLabel *expression;
  GtkLabel *problem;
  GtkWidget *cancel_button;
  GtkButton *confirm_button;
};

G_DEFINE_FINAL_TYPE (UmFilterMenu, um_filter_menu, GTK_TYPE_WIDGET)

static guint chosen_signal;

static gboolean
has_filter (UmFilterMenu *self)
{
  return self->filter != NULL && !um_filter_is_empty (self->filter);
}

/* @text: (nullable): none */
static void
show_problem (UmFilterMenu *self, const char *text)
{
  gtk_label_set_label (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static const char *
get_verb (UmFilterMenu *self)
{
  switch (self->ask)
    {
    case ASK_RENAME:
      return _ ("Rename");
    case ASK_REMOVE:
      return _ ("Remove");
    case ASK_SAVE:
    case ASK_NOTHING:
    default:
      return self->replace ? _ ("Replace") : C_ ("a filter", "Save");
    }
}

static void
update_confirm (UmFilterMenu *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  gboolean red = self->ask == ASK_REMOVE;

  gtk_button_set_label (self->confirm_button, get_verb (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->confirm_button), red || *name != '\0');
  gtk_widget_remove_css_class (GTK_WIDGET (self->confirm_button),
                               red ? "suggested-action" : "destructive-action");
  gtk_widget_add_css_class (GTK_WIDGET (self->confirm_button),
                            red ? "destructive-action" : "suggested-action");
}

static char *
dup_question (UmFilterMenu *self)
{
  g_autofree char *name = self->about != NULL ? um_words_clean (self->about) : NULL;

  if (self->ask == ASK_SAVE)
    return g_strdup (_ ("Save Filter"));
  if (self->ask == ASK_RENAME)
    /* Translators: %s is the name of a saved filter */
    return g_strdup_printf (_ ("Rename “%s”"), name);
  /* Translators: %s is the name of a saved filter */
  return g_strdup_printf (_ ("Remove the filter “%s”?"), name);
}

/* @about: (nullable): the filter's name; @expression: what it asks for */
static void
ask (UmFilterMenu *self, Ask what, const char *about, const char *expression)
{
  g_autofree char *kept = g_strdup (about);
  g_autofree char *question = NULL;

  g_free (self->about);
  self->about = g_steal_pointer (&kept);
  self->ask = what;
  self->replace = FALSE;
  question = dup_question (self);
  gtk_label_set_label (self->question, question);
  gtk_label_set_label (self->expression, expression);
  gtk_editable_set_text (self->name, what == ASK_RENAME ? self->about : "");
  gtk_widget_set_visible (GTK_WIDGET (self->name), what != ASK_REMOVE);
  show_problem (self, NULL);
  update_confirm (self);
  gtk_stack_set_visible_child_name (self->stack, "question");
  gtk_widget_grab_focus (what == ASK_REMOVE ? self->cancel_button : GTK_WIDGET (self->name));
}

/* ---- the list ---- */

static void
chosen_cb (UmFilterMenu *self, UmFilterRow *row)
{
  g_autofree char *expression = g_strdup (um_filter_row_get_expression (row));

  gtk_popover_popdown (self->popover);
  g_signal_emit (self, chosen_signal, 0, expression);
}

static void
rename_clicked_cb (UmFilterMenu *self, UmFilterRow *row)
{
  ask (self, ASK_RENAME, um_filter_row_get_name (row), um_filter_row_get_expression (row));
}

static void
remove_clicked_cb (UmFilterMenu *self, UmFilterRow *row)
{
  ask (self, ASK_REMOVE, um_filter_row_get_name (row), um_filter_row_get_expression (row));
}

static void
save_clicked_cb (UmFilterMenu *self)
{
  g_autofree char *expression = um_filter_print (self->filter);

  ask (self, ASK_SAVE, NULL, expression);
}

static void
clear_rows (UmFilterMenu *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, row);
}

static void
add_row (UmFilterMenu *self, const UmSavedFilter *filter)
{
  UmFilterRow *row = um_filter_row_new (filter);

  g_signal_connect_object (row, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "rename", G_CALLBACK (rename_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->rows, GTK_WIDGET (row));
}

/* @note: (nullable): what is said below the filters */
static void
show_note (UmFilterMenu *self, const char *note)
{
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

static void
focus_list (UmFilterMenu *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));

  gtk_widget_grab_focus (row != NULL ? row : self->save_button);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmFilterMenu) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
    filters = um_saved_filters_load_finish (UM_SOURCE_STATE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || UM_SOURCE_STATE (object) != self->source)
    return;
  clear_rows (self);
  gtk_widget_set_visible (self->scroller, filters != NULL && filters->len > 0);
  if (filters == NULL)
    {
      g_autofree char *sentence = um_words_problem_whole (error);

      show_note (self, sentence);
      return;
    }
  for (guint i = 0; i < filters->len; i++)
    add_row (self, filters->pdata[i]);
  show_note (self, filters->len == 0
                     ? _ ("None yet. A filter that is saved is there for all sources of this type.")
                     : NULL);
  focus_list (self);
}

static void
show_list (UmFilterMenu *self)
{
  self->ask = ASK_NOTHING;
  gtk_stack_set_visible_child_name (self->stack, "list");
  gtk_widget_set_sensitive (self->save_button, has_filter (self));
  if (self->source == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  um_saved_filters_load_async (self->source, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
mapped_cb (UmFilterMenu *self)
{
  show_list (self);
}

/* ---- a question about one ---- */

static void
name_changed_cb (UmFilterMenu *self)
{
  self->replace = FALSE;
  show_problem (self, NULL);
  update_confirm (self);
}

static void
cancel_cb (UmFilterMenu *self)
{
  show_list (self);
}

/* Saved, renamed or removed: the list shows it. A name that is taken can be replaced by saving
 * again. @error: (nullable) */
static void
answered (UmFilterMenu *self, const GError *error)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error == NULL)
    {
      show_list (self);
      return;
    }
  self->replace = self->ask == ASK_SAVE
                  && g_error_matches (error, UM_PROBLEM, UM_PROBLEM_FILTER_EXISTS);
  sentence = self->replace ? um_words_problem (error) : um_words_problem_whole (error);
  show_problem (self, sentence);
  update_confirm (self);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmFilterMenu) self = user_data;
  g_autoptr (GError) error = NULL;

  um_saved_filters_save_finish (UM_SOURCE_STATE (object), result, &error);
  answered (self, error);
}

static void
renamed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmFilterMenu) self = user_data;
  g_autoptr (GError) error = NULL;

  um_saved_filters_rename_finish (UM_SOURCE_STATE (object), result, &error);
  answered (self, error);
}

static void
removed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmFilterMenu) self = user_data;
  g_autoptr (GError) error = NULL;

  um_saved_filters_remove_finish (UM_SOURCE_STATE (object), result, &error);
  answered (self, error);
}

static void
confirm_cb (UmFilterMenu *self)
{
  const char *name = gtk_editable_get_text (self->name);

  if (self->source == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (self->confirm_button)))
    return;
  switch (self->ask)
    {
    case ASK_SAVE:
      um_saved_filters_save_async (self->source, name, self->filter, self->replace, NULL, saved_cb,
                                   g_object_ref (self));
      break;
    case ASK_RENAME:
      um_saved_filters_rename_async (self->source, self->about, name, NULL, renamed_cb,
                                     g_object_ref (self));
      break;
    case ASK_REMOVE:
      um_saved_filters_remove_async (self->source, self->about, NULL, removed_cb,
                                     g_object_ref (self));
      break;
    case ASK_NOTHING:
    default:
      break;
    }
}

/* ---- the object ---- */

static void
um_filter_menu_dispose (GObject *object)
{
  UmFilterMenu *self = UM_FILTER_MENU (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->source);
  g_clear_pointer (&self->filter, um_filter_unref);
  g_clear_pointer (&self->about, g_free);
  if (self->button != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->button));
  self->button = NULL;
  G_OBJECT_CLASS (um_filter_menu_parent_class)->dispose (object);
}

static void
um_filter_menu_class_init (UmFilterMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_filter_menu_dispose;
  chosen_signal = g_signal_new ("chosen", UM_TYPE_FILTER_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/filters/um-filter-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, UmFilterMenu, button);
  gtk_widget_class_bind_template_child (widget_class, UmFilterMenu, popover);
  gtk_widget_class_bind_template_child (widget_class, UmFilterMenu, stack);
  gtk_widget_class_bind_template_child (widget_class, UmFilterMenu, scroller);
  gtk_widget_class_bind_template_child (widget_class, UmFilterMenu, rows);
  gtk_widget_class_bind_template_child (widget_class, UmFilterMenu, note);
  gtk_widget_class_bind_template_child (widget_class, UmFilterMenu, save_button);
  gtk_widget_class_bind_template_child (widget_class, UmFilterMenu, question);
  gtk_widget_class_bind_template_child (widget_class, UmFilterMenu, name);
  gtk_widget_class_bind_template_child (widget_class, UmFilterMenu, expression);
  gtk_widget_class_bind_template_child (widget_class, UmFilterMenu, problem);
  gtk_widget_class_bind_template_child (widget_class, UmFilterMenu, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, UmFilterMenu, confirm_button);
  gtk_widget_class_bind_template_callback (widget_class, mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, confirm_cb);
}

static void
um_filter_menu_init (UmFilterMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * um_filter_menu_set_source:
 * @self: the menu
 * @source: (nullable): of whose kind the filters are
 */
void
um_filter_menu_set_source (UmFilterMenu *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_FILTER_MENU (self));
  g_set_object (&self->source, source);
}

/**
 * um_filter_menu_set_filter:
 * @self: the menu
 * @filter: (nullable): the filter in force
 */
void
um_filter_menu_set_filter (UmFilterMenu *self, UmFilter *filter)
{
  g_return_if_fail (UM_IS_FILTER_MENU (self));
  g_clear_pointer (&self->filter, um_filter_unref);
  self->filter = filter != NULL ? um_filter_ref (filter) : NULL;
}
