/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The groups of one user by name, with a search where they are many. Of very many only the first
 * are shown until more are asked for. Owned by the user's pane; main thread. */
#include "um-config.h"
#include "um-membership-list.h"
#include "um-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define SEARCH_FROM 9
#define PAGE        50

struct _UmMembershipList
{
  GtkWidget parent_instance;

  UmDirectory *directory; /* (nullable) */
  GArray *groups;         /* of guint32: indices, by name */
  guint most;             /* how many are shown at most */

  GtkWidget *box;
  GtkWidget *search;
  GtkWidget *list;
  GtkWidget *more;
  GtkWidget *hint;
};

G_DEFINE_FINAL_TYPE (UmMembershipList, um_membership_list, GTK_TYPE_WIDGET)

static const UmThing *
get_group (UmMembershipList *self, guint i)
{
  return um_directory_get_thing (self->directory, UM_SET_GROUPS,
                                 g_array_index (self->groups, guint32, i));
}

static int
compare_groups (gconstpointer a, gconstpointer b, gpointer user_data)
{
  UmDirectory *directory = user_data;
  const UmThing *first = um_directory_get_thing (directory, UM_SET_GROUPS, *(const guint32 *) a);
  const UmThing *second = um_directory_get_thing (directory, UM_SET_GROUPS, *(const guint32 *) b);

  if (first->name == NULL || second->name == NULL)
    return g_strcmp0 (first->name, second->name);
  return g_utf8_collate (first->name, second->name);
}

/* What else is known of a group, which decides what can be done. */
static const char *
get_marks (const UmThing *group)
{
  if (group->admin && group->synced)
    return _ ("administers, synced");
  if (group->admin)
    return _ ("administers");
  return group->synced ? _ ("synced") : NULL;
}

static GtkWidget *
new_row (const UmThing *group)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *name = um_words_clean (group->name != NULL ? group->name : group->id);
  GtkWidget *label = gtk_label_new (name);
  const char *marks = get_marks (group);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, name);
  gtk_box_append (GTK_BOX (row), label);
  if (marks != NULL)
    {
      GtkWidget *mark = gtk_label_new (marks);

      gtk_widget_add_css_class (mark, "dim");
      gtk_box_append (GTK_BOX (row), mark);
    }
  return row;
}

static void
update_hint (UmMembershipList *self, guint n_found)
{
  gboolean all_read = um_directory_get_members_read (self->directory) != UM_TIME_UNKNOWN;
  const char *hint = NULL;

  if (self->groups->len == 0)
    hint = all_read ? _ ("None") : _ ("None that is known; not all groups are read.");
  else if (n_found == 0)
    hint = _ ("No group of this user is called that.");
  else if (!all_read)
    hint = _ ("There may be more: not all groups are read.");
  gtk_label_set_label (GTK_LABEL (self->hint), hint != NULL ? hint : "");
  gtk_widget_set_visible (self->hint, hint != NULL);
}

static void
update_more (UmMembershipList *self, guint n_found)
{
  guint n_hidden = n_found > self->most ? n_found - self->most : 0;
  g_autofree char *number = um_words_number (n_hidden);
  /* Translators: %s is a number */
  g_autofree char *text = g_strdup_printf (ngettext ("%s More Group", "%s More Groups", n_hidden),
                                           number);

  gtk_button_set_label (GTK_BUTTON (self->more), text);
  gtk_widget_set_visible (self->more, n_hidden > 0);
}

static void
update (UmMembershipList *self)
{
  g_autofree char *wanted = um_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  GtkWidget *child;
  guint n_found = 0;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  if (self->directory == NULL)
    return;
  for (guint i = 0; i < self->groups->len; i++)
    {
      const UmThing *group = get_group (self, i);
      g_autofree char *folded = um_text_fold (group->name != NULL ? group->name : "");

      if (strstr (folded, wanted) == NULL)
        continue;
      if (n_found++ < self->most)
        gtk_box_append (GTK_BOX (self->list), new_row (group));
    }
  update_hint (self, n_found);
  update_more (self, n_found);
  gtk_widget_set_visible (self->list, n_found > 0);
  gtk_widget_set_visible (self->search, self->groups->len >= SEARCH_FROM);
}

static void
search_changed_cb (UmMembershipList *self)
{
  self->most = PAGE;
  update (self);
}

/* Escape clears the search first, and closes the pane when there is none. */
static void
stop_search_cb (UmMembershipList *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "users.close-pane", NULL);
}

static void
more_cb (UmMembershipList *self)
{
  self->most += PAGE;
  update (self);
}

static void
um_membership_list_dispose (GObject *object)
{
  UmMembershipList *self = UM_MEMBERSHIP_LIST (object);

  g_clear_pointer (&self->directory, um_directory_unref);
  g_clear_pointer (&self->groups, g_array_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_membership_list_parent_class)->dispose (object);
}

static void
um_membership_list_class_init (UmMembershipListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_membership_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
um_membership_list_init (UmMembershipList *self)
{
  self->most = PAGE;
  self->groups = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->search = gtk_search_entry_new ();
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->more = gtk_button_new ();
  self->hint = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, NULL);
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->hint, "dim");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search the user’s groups"), -1);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (stop_search_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->search);
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_box_append (GTK_BOX (self->box), self->more);
  gtk_box_append (GTK_BOX (self->box), self->hint);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * um_membership_list_reset:
 * @self: the list
 *
 * Nothing is searched for.
 */
void
um_membership_list_reset (UmMembershipList *self)
{
  g_return_if_fail (UM_IS_MEMBERSHIP_LIST (self));
  self->most = PAGE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

/**
 * um_membership_list_set_row:
 * @self: the list
 * @directory: (nullable): where the user is
 * @row: his row
 */
void
um_membership_list_set_row (UmMembershipList *self, UmDirectory *directory, guint row)
{
  g_return_if_fail (UM_IS_MEMBERSHIP_LIST (self));
  g_array_set_size (self->groups, 0);
  if (directory != NULL)
    {
      guint n_groups;
      const guint32 *groups = um_relation_get_things (
        um_directory_get_relation (directory, UM_SET_GROUPS), row, &n_groups);

      um_directory_ref (directory);
      g_array_append_vals (self->groups, groups, n_groups);
      g_array_sort_with_data (self->groups, compare_groups, directory);
    }
  g_clear_pointer (&self->directory, um_directory_unref);
  self->directory = directory;
  update (self);
}
