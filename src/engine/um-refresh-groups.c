/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The groups of a Jira site, which of them administer (ATLASSIAN.md §6), and the products with the
 * groups that grant them (§8). One request after the other: there are few. The stage belongs to its
 * task; main thread. */
#include "um-refresh-private.h"

/* The lists that are read, in this order. */
static const char *const access_types[] = { NULL, "admin", "site-admin" };

typedef struct
{
  GPtrArray *groups;          /* of UmJiraGroup */
  GHashTable *administrators; /* ids */
  gboolean administrators_unknown;
  GPtrArray *roles; /* (nullable): of UmJiraRole */
  guint list;
} Groups;

static void
groups_free (gpointer data)
{
  Groups *groups = data;

  g_ptr_array_unref (groups->groups);
  g_hash_table_unref (groups->administrators);
  g_clear_pointer (&groups->roles, g_ptr_array_unref);
  g_free (groups);
}

/* There may be 200,000 groups. */
static void
set_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  UmRefresh *self = source;
  Groups *groups = data;

  um_draft_set_groups (self->draft, groups->groups,
                       groups->administrators_unknown ? NULL : groups->administrators,
                       self->going_on);
  um_draft_set_products (self->draft, groups->roles);
  g_task_return_boolean (task, TRUE);
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
roles_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmRefresh *self = g_task_get_source_object (task);
  Groups *groups = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  groups->roles = um_jira_list_roles_finish (UM_JIRA (source), result, &error);
  /* Who doesn't administer Jira isn't told which groups grant what. */
  if (groups->roles == NULL
      && !g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_FORBIDDEN))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  um_strand_run_async (self->strand, self, set_thread, groups, NULL, self->cancellable, set_cb,
                       g_steal_pointer (&task));
}

static void
keep_page (Groups *groups, UmJiraPage *page)
{
  for (guint i = 0; i < page->items->len; i++)
    {
      const UmJiraGroup *group = page->items->pdata[i];

      if (access_types[groups->list] == NULL)
        g_ptr_array_add (groups->groups, um_jira_group_copy (group));
      else
        g_hash_table_add (groups->administrators, g_strdup (group->id));
    }
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Groups *groups = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmJiraPage) page = um_jira_list_groups_finish (UM_JIRA (source), result, &error);
  gint64 next = page != NULL ? page->next : -1;

  if (page != NULL)
    keep_page (groups, page);
  else if (groups->list > 0
           && g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_FORBIDDEN))
    groups->administrators_unknown = TRUE;
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (next < 0)
    {
      groups->list++;
      next = 0;
    }
  if (groups->list == G_N_ELEMENTS (access_types))
    um_jira_list_roles_async (UM_JIRA (source), cancellable, roles_cb, g_steal_pointer (&task));
  else
    um_jira_list_groups_async (UM_JIRA (source), access_types[groups->list], next, cancellable,
                               page_cb, g_steal_pointer (&task));
}

void
um_refresh_read_groups_async (UmRefresh *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, self->cancellable, callback, user_data);
  Groups *groups = g_new0 (Groups, 1);

  groups->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) um_jira_group_free);
  groups->administrators = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, groups, groups_free);
  um_refresh_set_progress (self, UM_REFRESH_GROUPS, 0, 0);
  um_jira_list_groups_async (um_connection_get_jira (self->connection), NULL, 0, self->cancellable,
                             page_cb, task);
}
