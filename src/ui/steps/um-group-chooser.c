/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing groups of a directory. Its state is the directory and the chosen ids; groups that an
 * identity provider keeps can't be chosen and say why. Main thread. */
#include "um-config.h"
#include "um-group-chooser.h"
#include "um-columns.h"
#include "um-focus.h"
#include "um-row-list.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>
#include <string.h>

#define TABLE_WIDTH 530 /* with its columns side by side */

struct _UmGroupChooser
{
  GtkWidget parent_instance;

  UmDirectory *directory; /* (nullable) */
  GPtrArray *chosen;      /* of char *: ids in the order in which they were chosen */
  UmRowList *list;        /* of const UmThing *, kept by the directory */
  char *found;            /* (nullable): the search, folded */
  char *place;            /* (nullable): id of the only directory whose groups are offered */

  GtkWidget *box;
  GtkSearchEntry *search;
  UmWrapBox *chosen_box;
  GtkStack *stack;
  GtkColumnView *view;
};

G_DEFINE_FINAL_TYPE (UmGroupChooser, um_group_chooser, GTK_TYPE_WIDGET)

static guint changed_signal;

static gboolean
is_chosen (UmGroupChooser *self, const char *id, guint *index)
{
  return g_ptr_array_find_with_equal_func (self->chosen, id, g_str_equal, index);
}

static guint
count_members (UmGroupChooser *self, const UmThing *group)
{
  guint thing = um_directory_find_thing (self->directory, UM_SET_GROUPS, group->id);
  guint n_rows = 0;

  if (thing != UM_NO_ROW)
    um_relation_get_rows (um_directory_get_relation (self->directory, UM_SET_GROUPS), thing,
                          &n_rows);
  return n_rows;
}

static void
remove_clicked_cb (GtkButton *button, UmGroupChooser *self)
{
  guint index = um_wrap_box_find (self->chosen_box, GTK_WIDGET (button));

  gtk_widget_activate_action (GTK_WIDGET (self), "groups.toggle", "s",
                              g_ptr_array_index (self->chosen, index));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
add_chip (UmGroupChooser *self, const char *id)
{
  guint thing = um_directory_find_thing (self->directory, UM_SET_GROUPS, id);
  const UmThing *group = um_directory_get_thing (self->directory, UM_SET_GROUPS, thing);
  g_autofree char *name = um_words_clean (group->name);
  /* Translators: %s is a group's name */
  g_autofree char *remove = g_strdup_printf (_ ("Don’t choose %s"), name);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_box_append (GTK_BOX (box), gtk_label_new (name));
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_add_css_class (box, "um-condition");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, remove,
                                  -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self, 0);
  gtk_widget_set_parent (box, GTK_WIDGET (self->chosen_box));
}

static void
update_chosen (UmGroupChooser *self)
{
  um_wrap_box_remove_all (self->chosen_box);
  for (guint i = 0; i < self->chosen->len; i++)
    add_chip (self, g_ptr_array_index (self->chosen, i));
  gtk_widget_set_visible (GTK_WIDGET (self->chosen_box), self->chosen->len > 0);
  um_row_list_redraw (self->list, NULL);
}

static void
toggle (UmGroupChooser *self, const UmThing *group)
{
  guint index;

  if (is_chosen (self, group->id, &index))
    g_ptr_array_remove_index (self->chosen, index);
  else if (!group->synced)
    g_ptr_array_add (self->chosen, g_strdup (group->id));
  update_chosen (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
toggle_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmGroupChooser *self = UM_GROUP_CHOOSER (widget);
  guint thing = self->directory != NULL ? um_directory_find_thing (
                  self->directory, UM_SET_GROUPS, g_variant_get_string (parameter, NULL))
                                        : UM_NO_ROW;

  if (thing != UM_NO_ROW)
    toggle (self, um_directory_get_thing (self->directory, UM_SET_GROUPS, thing));
}

static gboolean
is_shown (gpointer record, gpointer user_data)
{
  UmGroupChooser *self = user_data;
  const UmThing *group = record;
  g_autofree char *name = NULL;

  if (self->place != NULL && g_strcmp0 (group->parent, self->place) != 0)
    return FALSE;
  if (self->found == NULL || *self->found == '\0' || g_str_equal (group->id, self->found))
    return TRUE;
  name = um_text_fold (group->name);
  return strstr (name, self->found) != NULL;
}

static void
update_list (UmGroupChooser *self)
{
  um_row_list_update (self->list);
  gtk_stack_set_visible_child_name (
    self->stack, g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0 ? "list" : "nothing");
}

static void
search_changed_cb (UmGroupChooser *self)
{
  g_free (self->found);
  self->found = um_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  update_list (self);
}

static void
activate_cb (UmGroupChooser *self, guint position)
{
  g_autoptr (UmRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (row != NULL)
    toggle (self, um_row_get_record (row));
}

/* Return chooses the only group that is left by what is typed by now; "search-changed" may have
 * told of less. */
static void
search_activated_cb (UmGroupChooser *self)
{
  search_changed_cb (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 1)
    activate_cb (self, 0);
}

static UmGroupChooser *
chooser_of (GtkWidget *cell)
{
  return UM_GROUP_CHOOSER (gtk_widget_get_ancestor (cell, UM_TYPE_GROUP_CHOOSER));
}

static void
ticked_cb (GtkCheckButton *check)
{
  UmRow *row = um_columns_get_item (GTK_WIDGET (check));
  UmGroupChooser *self = chooser_of (GTK_WIDGET (check));
  const UmThing *group = row != NULL ? um_row_get_record (row) : NULL;

  if (self != NULL && group != NULL
      && gtk_check_button_get_active (check) != is_chosen (self, group->id, NULL))
    toggle (self, group);
}

static GtkWidget *
new_check (void)
{
  GtkWidget *check = gtk_check_button_new ();

  g_signal_connect (check, "toggled", G_CALLBACK (ticked_cb), NULL);
  return check;
}

static void
draw_check (GtkWidget *cell, gpointer item)
{
  const UmThing *group = um_row_get_record (item);
  UmGroupChooser *self = chooser_of (cell);
  g_autofree char *name = um_words_clean (group->name);

  g_signal_handlers_block_by_func (cell, ticked_cb, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (cell),
                               self != NULL && is_chosen (self, group->id, NULL));
  g_signal_handlers_unblock_by_func (cell, ticked_cb, NULL);
  gtk_widget_set_sensitive (cell, !group->synced);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
draw_name (GtkWidget *cell, gpointer item)
{
  const UmThing *group = um_row_get_record (item);

  um_columns_set_text (cell, um_words_clean (group->name), group->synced);
}

static void
draw_members (GtkWidget *cell, gpointer item)
{
  const UmThing *group = um_row_get_record (item);
  UmGroupChooser *self = chooser_of (cell);

  if (self == NULL || self->directory == NULL)
    return;
  um_columns_set_text (
    cell, group->known ? um_words_number (count_members (self, group)) : g_strdup (_ ("unknown")),
    group->synced);
}

static void
draw_notes (GtkWidget *cell, gpointer item)
{
  const UmThing *group = um_row_get_record (item);
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();
  UmGroupChooser *self = chooser_of (cell);
  g_autofree char *products = NULL;

  if (self == NULL || self->directory == NULL)
    return;
  products = um_words_group_products (self->directory, group, NULL);
  if (group->synced)
    g_ptr_array_add (notes, _ ("kept by your identity provider"));
  if (group->admin)
    g_ptr_array_add (notes, _ ("administration"));
  if (*products != '\0')
    g_ptr_array_add (notes, products);
  g_ptr_array_add (notes, NULL);
  um_columns_set_text (cell, g_strjoinv (", ", (char **) notes->pdata), TRUE);
}

static void
draw_members_line (GtkWidget *cell, gpointer item)
{
  const UmThing *group = um_row_get_record (item);
  UmGroupChooser *self = chooser_of (cell);
  g_autofree char *number = NULL;
  guint n;

  if (self == NULL || self->directory == NULL)
    return;
  n = group->known ? count_members (self, group) : 0;
  number = um_words_number (n);
  um_columns_set_text (cell,
                       group->known
                         /* Translators: %s is a number of users in a group */
                         ? g_strdup_printf (ngettext ("%s member", "%s members", n), number)
                         : g_strdup (_ ("members unknown")),
                       TRUE);
}

static const UmDrawCell lines[] = { draw_name, draw_members_line, draw_notes, NULL };

static gboolean
um_group_chooser_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (UM_GROUP_CHOOSER (widget)->search));
}

static void
um_group_chooser_dispose (GObject *object)
{
  UmGroupChooser *self = UM_GROUP_CHOOSER (object);

  if (self->list != NULL)
    um_row_list_set_filter (self->list, NULL, NULL);
  g_clear_object (&self->list);
  g_clear_pointer (&self->directory, um_directory_unref);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_clear_pointer (&self->found, g_free);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_group_chooser_parent_class)->dispose (object);
}

static void
um_group_chooser_class_init (UmGroupChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_group_chooser_dispose;
  um_focus_set_entrance (widget_class, um_group_chooser_grab_focus);
  changed_signal = g_signal_new ("changed", UM_TYPE_GROUP_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_install_action (widget_class, "groups.toggle", "s", toggle_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/steps/um-group-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, UmGroupChooser, box);
  gtk_widget_class_bind_template_child (widget_class, UmGroupChooser, search);
  gtk_widget_class_bind_template_child (widget_class, UmGroupChooser, chosen_box);
  gtk_widget_class_bind_template_child (widget_class, UmGroupChooser, stack);
  gtk_widget_class_bind_template_child (widget_class, UmGroupChooser, view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
um_group_chooser_init (UmGroupChooser *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;
  GtkColumnViewColumn *name, *notes;

  self->chosen = g_ptr_array_new_with_free_func (g_free);
  self->list = um_row_list_new ();
  um_row_list_set_filter (self->list, is_shown, self);
  gtk_widget_init_template (GTK_WIDGET (self));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->list))));
  gtk_column_view_set_model (self->view, selection);
  um_columns_add (self->view, NULL, new_check, draw_check);
  name = um_columns_add_text (self->view, _ ("Group"), draw_name, 200, FALSE);
  um_columns_add_text (self->view, _ ("Members"), draw_members, 90, TRUE);
  notes = um_columns_add_text (self->view, _ ("Notes"), draw_notes, 200, FALSE);
  gtk_column_view_column_set_expand (name, TRUE);
  gtk_column_view_column_set_expand (notes, TRUE);
  um_columns_add_stack (self->view, _ ("Group"), lines, TABLE_WIDTH);
}

/**
 * um_group_chooser_new:
 *
 * Returns: a chooser without groups
 */
GtkWidget *
um_group_chooser_new (void)
{
  return g_object_new (UM_TYPE_GROUP_CHOOSER, NULL);
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const UmThing *first = *(const UmThing *const *) a;
  const UmThing *second = *(const UmThing *const *) b;

  return g_utf8_collate (first->name, second->name);
}

/**
 * um_group_chooser_set_directory:
 * @self: the chooser
 * @directory: (nullable): whose groups are offered
 *
 * What was chosen stays chosen by id where it is still there.
 */
void
um_group_chooser_set_directory (UmGroupChooser *self, UmDirectory *directory)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();
  guint n_groups = directory != NULL ? um_directory_get_n_things (directory, UM_SET_GROUPS) : 0;

  g_return_if_fail (UM_IS_GROUP_CHOOSER (self));
  if (self->directory == directory)
    return;
  g_clear_pointer (&self->directory, um_directory_unref);
  self->directory = directory != NULL ? um_directory_ref (directory) : NULL;
  for (guint i = 0; i < n_groups; i++)
    g_ptr_array_add (groups, (gpointer) um_directory_get_thing (directory, UM_SET_GROUPS, i));
  g_ptr_array_sort (groups, compare_groups);
  for (guint i = self->chosen->len; i > 0; i--)
    if (directory == NULL
        || um_directory_find_thing (directory, UM_SET_GROUPS,
                                    g_ptr_array_index (self->chosen, i - 1))
             == UM_NO_ROW)
      g_ptr_array_remove_index (self->chosen, i - 1);
  um_row_list_set_records (self->list, groups,
                           directory != NULL ? um_directory_ref (directory) : NULL,
                           directory != NULL ? (GDestroyNotify) um_directory_unref : NULL);
  update_list (self);
  update_chosen (self);
}

static gboolean
is_elsewhere (UmGroupChooser *self, const char *id)
{
  guint thing = self->directory != NULL
                  ? um_directory_find_thing (self->directory, UM_SET_GROUPS, id)
                  : UM_NO_ROW;

  return thing == UM_NO_ROW
         || g_strcmp0 (um_directory_get_thing (self->directory, UM_SET_GROUPS, thing)->parent,
                       self->place)
              != 0;
}

/**
 * um_group_chooser_set_place:
 * @self: the chooser
 * @directory_id: (nullable): only groups of this directory of the organisation are offered; %NULL:
 *   all
 *
 * Groups that aren't of it aren't chosen any more.
 */
void
um_group_chooser_set_place (UmGroupChooser *self, const char *directory_id)
{
  g_return_if_fail (UM_IS_GROUP_CHOOSER (self));
  if (g_strcmp0 (self->place, directory_id) == 0)
    return;
  g_free (self->place);
  self->place = g_strdup (directory_id);
  for (guint i = self->chosen->len; directory_id != NULL && i > 0; i--)
    if (is_elsewhere (self, g_ptr_array_index (self->chosen, i - 1)))
      g_ptr_array_remove_index (self->chosen, i - 1);
  update_list (self);
  update_chosen (self);
}

/**
 * um_group_chooser_get_n_chosen:
 * @self: the chooser
 *
 * Returns: how many groups are chosen
 */
guint
um_group_chooser_get_n_chosen (UmGroupChooser *self)
{
  g_return_val_if_fail (UM_IS_GROUP_CHOOSER (self), 0);
  return self->chosen->len;
}

/**
 * um_group_chooser_dup_ids:
 * @self: the chooser
 *
 * Returns: (transfer full): the chosen ids, ended by %NULL
 */
char **
um_group_chooser_dup_ids (UmGroupChooser *self)
{
  GStrvBuilder *ids = NULL;
  char **result;

  g_return_val_if_fail (UM_IS_GROUP_CHOOSER (self), NULL);
  ids = g_strv_builder_new ();
  for (guint i = 0; i < self->chosen->len; i++)
    g_strv_builder_add (ids, g_ptr_array_index (self->chosen, i));
  result = g_strv_builder_end (ids);
  g_strv_builder_unref (ids);
  return result;
}

/**
 * um_group_chooser_clear:
 * @self: the chooser
 *
 * Nothing is chosen any more.
 */
void
um_group_chooser_clear (UmGroupChooser *self)
{
  g_return_if_fail (UM_IS_GROUP_CHOOSER (self));
  g_ptr_array_set_size (self->chosen, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  update_chosen (self);
  g_signal_emit (self, changed_signal, 0);
}
