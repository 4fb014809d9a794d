/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A check as a list that ticks line by line. Its state is the check, whether it is over and how it
 * ended; update () gives each line its part of it. Main thread. */
#include "um-config.h"
#include "um-check-list.h"
#include "um-right-row.h"
#include "um-words.h"

#include <glib/gi18n.h>

struct _UmCheckList
{
  GtkWidget parent_instance;

  UmCheck *check;   /* (nullable) */
  UmSource *source; /* (nullable): what the check found, once it succeeded */
  GError *problem;  /* (nullable): why it failed */
  GtkWidget *box;
  GtkWidget *list;
  GtkWidget *summary;
};

G_DEFINE_FINAL_TYPE (UmCheckList, um_check_list, GTK_TYPE_WIDGET)

static UmCheckRight *
get_right (UmCheckList *self, guint position)
{
  g_autoptr (UmCheckRight)
    right = g_list_model_get_item (um_check_get_rights (self->check), position);

  return right;
}

/* (nullable): the line of that kind */
static UmCheckRight *
find_right (UmCheckList *self, UmRightKind kind)
{
  guint n_rights = g_list_model_get_n_items (um_check_get_rights (self->check));

  for (guint i = 0; i < n_rights; i++)
    if (um_check_right_get_kind (get_right (self, i)) == kind)
      return get_right (self, i);
  return NULL;
}

static guint
count_probed (UmCheckList *self)
{
  guint n_rights = g_list_model_get_n_items (um_check_get_rights (self->check));
  guint n_probed = 0;

  while (n_probed < n_rights && um_check_right_get_probed (get_right (self, n_probed)))
    n_probed++;
  return n_probed;
}

static gboolean
has_all_rights (UmCheckList *self)
{
  guint n_rights = g_list_model_get_n_items (um_check_get_rights (self->check));

  for (guint i = 0; i < n_rights; i++)
    if (um_check_right_get_granted (get_right (self, i)) != UM_YES
        && um_check_right_get_needed_by (get_right (self, i))[0] != NULL)
      return FALSE;
  return TRUE;
}

static char *
dup_access_summary (UmCheckList *self, const char *organisation)
{
  if (um_check_right_get_granted (find_right (self, UM_RIGHT_CHANGE_ACCESS)) == UM_NO)
    /* Translators: %s is the name of an organisation */
    return g_strdup_printf (
      _ ("Connected to %s. The key has scopes, so it can only read: the source"
         " is read-only, and nothing can be changed."),
      organisation);
  if (self->source->read_only)
    /* Translators: %s is the name of an organisation */
    return g_strdup_printf (
      _ ("Connected to %s. The source is set to read-only, under Advanced: nothing"
         " can be changed."),
      organisation);
  if (has_all_rights (self))
    /* Translators: %s is the name of an organisation */
    return g_strdup_printf (_ ("Connected to %s, with all rights that are needed."), organisation);
  /* Translators: %s is the name of an organisation */
  return g_strdup_printf (_ ("Connected to %s."), organisation);
}

static char *
dup_summary (UmCheckList *self)
{
  g_autofree char *owner = NULL;

  if (self->source == NULL)
    return g_strdup ("");
  owner = um_words_clean (um_check_right_get_detail (find_right (self, UM_RIGHT_KEY)));
  if (self->source->kind == UM_SOURCE_ACCESS)
    return dup_access_summary (self, owner);
  if (um_check_right_get_granted (find_right (self, UM_RIGHT_CHANGE_GROUPS)) == UM_NO)
    /* Translators: %s is a person's name, the owner of an API key */
    return g_strdup_printf (_ ("Connected as %s. The source is read-only: nothing can be changed."),
                            owner);
  if (self->source->read_only)
    /* Translators: %s is a person's name, the owner of an API key */
    return g_strdup_printf (_ ("Connected as %s. The source is set to read-only, under Advanced:"
                               " nothing can be changed."),
                            owner);
  if (has_all_rights (self))
    /* Translators: %s is a person's name, the owner of an API key */
    return g_strdup_printf (_ ("Connected as %s, with all rights that are needed."), owner);
  /* Translators: %s is a person's name, the owner of an API key */
  return g_strdup_printf (_ ("Connected as %s."), owner);
}

static void
update (UmCheckList *self)
{
  guint n_probed = self->check != NULL ? count_probed (self) : 0;
  gboolean running = self->source == NULL && self->problem == NULL;
  guint failed_at = n_probed > 0 ? n_probed - 1 : 0;
  g_autofree char *summary = dup_summary (self);
  guint position = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_next_sibling (row), position++)
    um_right_row_set_progress (UM_RIGHT_ROW (row),
                               !running               ? UM_RIGHT_NOT_REACHED
                               : position == n_probed ? UM_RIGHT_CHECKING
                                                      : UM_RIGHT_WAITING,
                               position == failed_at ? self->problem : NULL);
  gtk_label_set_label (GTK_LABEL (self->summary), summary);
  gtk_widget_set_visible (self->summary, *summary != '\0');
}

static GtkWidget *
new_row (gpointer item, gpointer user_data)
{
  return um_right_row_new (item);
}

static void
right_changed_cb (UmCheckList *self)
{
  update (self);
}

static void
take_check (UmCheckList *self, UmCheck *check)
{
  GListModel *rights = um_check_get_rights (check);

  g_set_object (&self->check, check);
  g_clear_pointer (&self->source, um_source_unref);
  g_clear_error (&self->problem);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), rights, new_row, NULL, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (rights); i++)
    g_signal_connect_object (get_right (self, i), "notify::state", G_CALLBACK (right_changed_cb),
                             self, G_CONNECT_SWAPPED);
  update (self);
}

static void
checked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmCheckList *self = g_task_get_source_object (task);
  GError *error = NULL;
  UmSource *source = um_check_run_finish (UM_CHECK (object), result, &error);

  if (self->check == UM_CHECK (object)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->source = source != NULL ? um_source_ref (source) : NULL;
      self->problem = error != NULL ? g_error_copy (error) : NULL;
      update (self);
    }
  if (source != NULL)
    g_task_return_pointer (task, source, (GDestroyNotify) um_source_unref);
  else
    g_task_return_error (task, error);
}

static void
um_check_list_dispose (GObject *object)
{
  UmCheckList *self = UM_CHECK_LIST (object);

  g_clear_object (&self->check);
  g_clear_pointer (&self->source, um_source_unref);
  g_clear_error (&self->problem);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_check_list_parent_class)->dispose (object);
}

static void
um_check_list_class_init (UmCheckListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_check_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
um_check_list_init (UmCheckList *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Rights of the key"), -1);
  self->summary = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                                "xalign", 0.0, "wrap", TRUE, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->summary, "heading");
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_box_append (GTK_BOX (self->box), self->summary);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * um_check_list_run_async:
 * @self: the list
 * @check: a check that wasn't run yet
 * @cancellable: (nullable): ends it
 * @callback: called when it is over
 * @user_data: for @callback
 */
void
um_check_list_run_async (UmCheckList *self,
                         UmCheck *check,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, um_check_list_run_async);
  /* What was cancelled at its very end is still the caller's. */
  g_task_set_check_cancellable (task, FALSE);
  take_check (self, check);
  um_check_run_async (check, cancellable, checked_cb, task);
}

/**
 * um_check_list_run_finish:
 * @self: the list
 * @result: what the callback got
 * @error: return location: of the domain %UM_PROBLEM, or cancelled
 *
 * Returns: (transfer full): the source with all that was learnt
 */
UmSource *
um_check_list_run_finish (UmCheckList *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
