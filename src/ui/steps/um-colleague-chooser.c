/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a colleague. Its state is the source, the account id of who is chosen, and whether
 * others lose the groups that he isn't in. Owned by a group input; main thread. */
#include "um-config.h"
#include "um-colleague-chooser.h"
#include "um-columns.h"
#include "um-focus.h"
#include "um-lists.h"
#include "um-page.h"
#include "um-plan.h"
#include "um-same-groups.h"
#include "um-user-columns.h"
#include "um-user-list.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>

struct _UmColleagueChooser
{
  GtkWidget parent_instance;

  UmSourceState *source;  /* (nullable) */
  UmDirectory *directory; /* (nullable) */
  char *chosen;           /* (nullable): account id */
  UmUserList *users;

  GtkWidget *box;
  GtkWidget *search_box;
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkColumnView *view;
  GtkWidget *chosen_box;
  GtkLabel *chosen_label;
  GtkWidget *other_button;
  UmWrapBox *groups_box;
  GtkWidget *synced_label;
  GtkCheckButton *removes_check;
  GtkLabel *removes_label;
  GtkLabel *problem_label;
};

G_DEFINE_FINAL_TYPE (UmColleagueChooser, um_colleague_chooser, GTK_TYPE_WIDGET)

static guint changed_signal;

static guint
get_row (UmColleagueChooser *self)
{
  if (self->directory == NULL || self->chosen == NULL)
    return UM_NO_ROW;
  return um_directory_find (self->directory, self->chosen);
}

static gboolean
removes (UmColleagueChooser *self)
{
  return gtk_check_button_get_active (self->removes_check);
}

/* What stands against it; %NULL: nothing. */
static GError *
find_problem (UmColleagueChooser *self)
{
  g_autoptr (GPtrArray) ids = NULL;
  GError *error = NULL;

  if (get_row (self) == UM_NO_ROW)
    return NULL;
  if (removes (self))
    ids = um_basket_get_ids (um_source_state_get_basket (self->source));
  um_same_groups_check (self->directory, get_row (self), ids, &error);
  return error;
}

static void
add_group (UmColleagueChooser *self, const UmThing *group)
{
  g_autofree char *name = um_words_clean (group->name);
  GtkWidget *label = NULL;

  if (group->admin)
    {
      /* Translators: %s is a group's name */
      g_autofree char *text = g_strdup_printf (_ ("%s (administration)"), name);

      label = gtk_label_new (text);
    }
  else
    label = gtk_label_new (name);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, group->synced ? _ ("Kept by your identity provider") : name);
  gtk_widget_add_css_class (label, "um-condition");
  gtk_widget_add_css_class (label, "um-plain");
  if (group->synced)
    gtk_widget_add_css_class (label, "dim");
  gtk_widget_set_parent (label, GTK_WIDGET (self->groups_box));
}

static void
show_groups (UmColleagueChooser *self, guint row)
{
  g_autoptr (GArray) groups = um_same_groups_list (self->directory, row);
  gboolean synced = FALSE;

  um_wrap_box_remove_all (self->groups_box);
  for (guint i = 0; i < groups->len; i++)
    {
      const UmThing *group = um_directory_get_thing (self->directory, UM_SET_GROUPS,
                                                     g_array_index (groups, guint32, i));

      add_group (self, group);
      synced |= group->synced;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->groups_box), groups->len > 0);
  gtk_widget_set_visible (self->synced_label, synced);
}

static void
show_chosen (UmColleagueChooser *self, guint row)
{
  UmUser user;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *others = NULL;

  um_directory_get_user (self->directory, row, &user);
  name = um_words_name (user.name, user.account_id);
  /* Translators: %s is a user's name; below it stand the groups */
  title = g_strdup_printf (_ ("The selected users get the groups that %s is in now:"), name);
  /* Translators: %s is a user's name */
  others = g_strdup_printf (_ ("Also remove them from the groups that %s isn’t in"), name);
  gtk_label_set_label (self->chosen_label, title);
  gtk_label_set_label (self->removes_label, others);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->removes_check),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, others, -1);
  show_groups (self, row);
}

/* Shows who is found, or who is chosen. */
static void
update (UmColleagueChooser *self)
{
  guint row = get_row (self);
  g_autoptr (GError) problem = find_problem (self);
  g_autofree char *sentence = problem != NULL ? um_words_problem_whole (problem) : NULL;

  gtk_widget_set_visible (self->search_box, row == UM_NO_ROW);
  gtk_widget_set_visible (self->chosen_box, row != UM_NO_ROW);
  if (row != UM_NO_ROW)
    show_chosen (self, row);
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
  g_signal_emit (self, changed_signal, 0);
}

static void
search_changed_cb (UmColleagueChooser *self)
{
  g_autoptr (UmFilter)
    filter = um_filter_parse (gtk_editable_get_text (GTK_EDITABLE (self->search)), NULL);
  g_autoptr (UmBitset) found = NULL;

  if (self->directory != NULL && filter != NULL)
    {
      UmFilterContext context = um_source_state_get_filter_context (
        self->source, g_get_real_time () / G_USEC_PER_SEC);

      found = um_filter_evaluate (filter, self->directory, &context);
    }
  um_user_list_set (self->users, found != NULL ? self->directory : NULL, found, UM_COLUMN_NAME,
                    FALSE);
  gtk_stack_set_visible_child_name (
    self->stack, g_list_model_get_n_items (G_LIST_MODEL (self->users)) > 0 ? "list" : "nothing");
}

static void
activate_cb (UmColleagueChooser *self, guint position)
{
  guint row = um_user_list_get_row (self->users, position);

  if (row == UM_NO_ROW)
    return;
  g_free (self->chosen);
  self->chosen = g_strdup (um_directory_get_account_id (self->directory, row));
  update (self);
  um_page_take_focus (GTK_WIDGET (self->removes_check));
}

/* Return chooses the only one who is left by what is typed by now. */
static void
search_activated_cb (UmColleagueChooser *self)
{
  search_changed_cb (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->users)) == 1)
    activate_cb (self, 0);
}

static void
other_cb (UmColleagueChooser *self)
{
  g_clear_pointer (&self->chosen, g_free);
  update (self);
  um_page_take_focus (GTK_WIDGET (self->search));
}

static void
removes_toggled_cb (UmColleagueChooser *self)
{
  update (self);
}

static gboolean
um_colleague_chooser_grab_focus (GtkWidget *widget)
{
  UmColleagueChooser *self = UM_COLLEAGUE_CHOOSER (widget);

  return gtk_widget_grab_focus (get_row (self) == UM_NO_ROW ? GTK_WIDGET (self->search)
                                                            : GTK_WIDGET (self->removes_check));
}

static void
um_colleague_chooser_dispose (GObject *object)
{
  UmColleagueChooser *self = UM_COLLEAGUE_CHOOSER (object);

  g_clear_object (&self->source);
  g_clear_object (&self->users);
  g_clear_pointer (&self->directory, um_directory_unref);
  g_clear_pointer (&self->chosen, g_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_colleague_chooser_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, UmColleagueChooser, box);
  gtk_widget_class_bind_template_child (widget_class, UmColleagueChooser, search_box);
  gtk_widget_class_bind_template_child (widget_class, UmColleagueChooser, search);
  gtk_widget_class_bind_template_child (widget_class, UmColleagueChooser, stack);
  gtk_widget_class_bind_template_child (widget_class, UmColleagueChooser, view);
  gtk_widget_class_bind_template_child (widget_class, UmColleagueChooser, chosen_box);
  gtk_widget_class_bind_template_child (widget_class, UmColleagueChooser, chosen_label);
  gtk_widget_class_bind_template_child (widget_class, UmColleagueChooser, other_button);
  gtk_widget_class_bind_template_child (widget_class, UmColleagueChooser, groups_box);
  gtk_widget_class_bind_template_child (widget_class, UmColleagueChooser, synced_label);
  gtk_widget_class_bind_template_child (widget_class, UmColleagueChooser, removes_check);
  gtk_widget_class_bind_template_child (widget_class, UmColleagueChooser, removes_label);
  gtk_widget_class_bind_template_child (widget_class, UmColleagueChooser, problem_label);
}

static void
um_colleague_chooser_class_init (UmColleagueChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_colleague_chooser_dispose;
  um_focus_set_entrance (widget_class, um_colleague_chooser_grab_focus);
  changed_signal = g_signal_new ("changed", UM_TYPE_COLLEAGUE_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/steps/um-colleague-chooser.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_cb);
  gtk_widget_class_bind_template_callback (widget_class, removes_toggled_cb);
}

static void
um_colleague_chooser_init (UmColleagueChooser *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  self->users = um_user_list_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  selection = GTK_SELECTION_MODEL (
    gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->users))));
  gtk_column_view_set_model (self->view, selection);
  gtk_column_view_column_set_expand (um_columns_add_text (self->view,
                                                          um_words_column (UM_COLUMN_NAME),
                                                          um_user_columns_draw_name, 200, FALSE),
                                     TRUE);
  gtk_column_view_column_set_expand (um_columns_add_text (self->view,
                                                          um_words_column (UM_COLUMN_EMAIL),
                                                          um_user_columns_draw_email, 200, FALSE),
                                     TRUE);
}

/**
 * um_colleague_chooser_new:
 *
 * Returns: a chooser without users
 */
GtkWidget *
um_colleague_chooser_new (void)
{
  return g_object_new (UM_TYPE_COLLEAGUE_CHOOSER, NULL);
}

/**
 * um_colleague_chooser_set_source:
 * @self: the chooser
 * @source: (nullable): whose users are offered; its selected users are those who get the groups
 */
void
um_colleague_chooser_set_source (UmColleagueChooser *self, UmSourceState *source)
{
  UmDirectory *directory = source != NULL ? um_source_state_get_directory (source) : NULL;

  g_return_if_fail (UM_IS_COLLEAGUE_CHOOSER (self));
  if (source != self->source)
    g_clear_pointer (&self->chosen, g_free);
  g_set_object (&self->source, source);
  g_clear_pointer (&self->directory, um_directory_unref);
  self->directory = directory != NULL ? um_directory_ref (directory) : NULL;
  search_changed_cb (self);
  update (self);
}

/**
 * um_colleague_chooser_is_complete:
 * @self: the chooser
 *
 * Returns: whether somebody is chosen, and all is known of the groups that it takes
 */
gboolean
um_colleague_chooser_is_complete (UmColleagueChooser *self)
{
  g_return_val_if_fail (UM_IS_COLLEAGUE_CHOOSER (self), FALSE);

  return get_row (self) != UM_NO_ROW && !gtk_widget_get_visible (GTK_WIDGET (self->problem_label));
}

/**
 * um_colleague_chooser_add_actions:
 * @self: a chooser that is complete
 * @actions: (element-type UmPlanAction): where they go
 *
 * Adds the action that adds the selected users to the colleague's groups of this moment, and the
 * one that takes them out of others where that is wanted.
 */
void
um_colleague_chooser_add_actions (UmColleagueChooser *self, GPtrArray *actions)
{
  g_autoptr (GPtrArray) ids = NULL;
  guint row = get_row (self);

  g_return_if_fail (UM_IS_COLLEAGUE_CHOOSER (self));
  g_return_if_fail (row != UM_NO_ROW);

  ids = um_basket_get_ids (um_source_state_get_basket (self->source));
  for (guint i = 0; i < (removes (self) ? 2 : 1); i++)
    {
      g_autoptr (GVariant)
        inputs = um_same_groups_new_inputs (self->directory, row, ids, i == 0, NULL);

      if (inputs != NULL)
        g_ptr_array_add (
          actions, um_plan_action_new (i == 0 ? "add-to-groups" : "remove-from-groups", inputs));
    }
}

/**
 * um_colleague_chooser_clear:
 * @self: the chooser
 *
 * Nobody is chosen any more, and nothing is removed.
 */
void
um_colleague_chooser_clear (UmColleagueChooser *self)
{
  g_return_if_fail (UM_IS_COLLEAGUE_CHOOSER (self));

  g_clear_pointer (&self->chosen, g_free);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_check_button_set_active (self->removes_check, FALSE);
  search_changed_cb (self);
  update (self);
}
