/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guard of the last admin while a run goes on: before somebody stops being an admin, one is
 * looked for who isn't to lose that by this run. Main thread. */
#include "um-runner-private.h"

#include "um-guard-private.h"

/* How long an answer holds. */
#define HOLDS (60 * G_USEC_PER_SEC)

/* One search, page after page, group after group. */
typedef struct
{
  UmRunAdmins *admins;
  UmConnection *connection;
  guint group;
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  um_connection_unref (self->connection);
  g_free (self);
}

gboolean
um_run_admins_concern (UmRunAdmins *self, const UmRunEntry *entry)
{
  if (um_guard_ends_access (entry->kind))
    return g_hash_table_contains (self->stopping, entry->account_id);
  return entry->kind == UM_STEP_GROUP_REMOVE
         && g_ptr_array_find_with_equal_func (self->groups, entry->target, g_str_equal, NULL);
}

static gboolean
is_other_admin (UmRunAdmins *self, UmUserStatus status, UmUserType type, const char *account_id)
{
  return status == UM_STATUS_ACTIVE && type == UM_TYPE_PERSON
         && !g_hash_table_contains (self->stopping, account_id);
}

/* Ends the search where it can end. Takes @task and @error then, else returns %FALSE. @more: there
 * is another page of this group; @n_lists: how many are asked. */
static gboolean
conclude (GTask *task, gboolean found, gboolean more, guint n_lists, GError *error)
{
  Search *search = g_task_get_task_data (task);
  gboolean gone = g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND);

  if (found)
    {
      search->admins->found = g_get_monotonic_time ();
      g_task_return_boolean (task, TRUE);
    }
  else if (error != NULL && !gone)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!more && ++search->group == n_lists)
    g_task_return_boolean (task, FALSE);
  else
    {
      g_clear_error (&error);
      return FALSE;
    }
  g_clear_error (&error);
  g_object_unref (task);
  return TRUE;
}

/* ---- Jira: the members of each admin group ---- */

static gboolean
has_other_admin (UmRunAdmins *self, const UmJiraPage *page)
{
  for (guint i = 0; i < page->items->len; i++)
    {
      const UmJiraUser *user = g_ptr_array_index (page->items, i);

      if (is_other_admin (self, user->status, user->type, user->account_id))
        return TRUE;
    }
  return FALSE;
}

static void
ask (GTask *task, gint64 start_at, GAsyncReadyCallback callback)
{
  Search *search = g_task_get_task_data (task);

  um_jira_list_members_async (um_connection_get_jira (search->connection),
                              g_ptr_array_index (search->admins->groups, search->group), start_at,
                              g_task_get_cancellable (task), callback, task);
}

static void
members_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (UmJiraPage) page = um_jira_list_members_finish (UM_JIRA (source), result, &error);
  gint64 next = page != NULL ? page->next : -1;
  gboolean found = page != NULL && has_other_admin (search->admins, page);

  if (!conclude (task, found, next >= 0, search->admins->groups->len, error))
    ask (task, MAX (next, 0), members_cb);
}

/* ---- an organisation: the same, then whoever has the role ---- */

static gboolean
has_other_org_admin (UmRunAdmins *self, const UmOrgPage *page)
{
  for (guint i = 0; i < page->items->len; i++)
    {
      const UmOrgUser *user = g_ptr_array_index (page->items, i);

      if (is_other_admin (self, user->status, user->type, user->account_id))
        return TRUE;
    }
  return FALSE;
}

static void
ask_org (GTask *task, const char *cursor, GAsyncReadyCallback callback)
{
  static const char *const roles[] = { UM_ORG_ADMIN, NULL };
  Search *search = g_task_get_task_data (task);
  const char *groups[] = { NULL, NULL };
  UmOrgUserQuery query = { 0 };

  if (search->group < search->admins->groups->len)
    {
      groups[0] = g_ptr_array_index (search->admins->groups, search->group);
      query.group_ids = groups;
    }
  else
    query.role_ids = roles;
  um_org_search_users_async (um_connection_get_org (search->connection), UM_ORG_ALL_DIRECTORIES,
                             &query, cursor, g_task_get_cancellable (task), callback, task);
}

static void
users_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (UmOrgPage) page = um_org_list_finish (UM_ORG (source), result, &error);
  const char *next = page != NULL ? page->next : NULL;
  gboolean found = page != NULL && has_other_org_admin (search->admins, page);

  if (!conclude (task, found, next != NULL, search->admins->groups->len + 1, error))
    ask_org (task, next, users_cb);
}

void
um_run_admins_check_async (UmRunAdmins *self,
                           UmConnection *connection,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  g_task_set_source_tag (task, um_run_admins_check_async);
  search->admins = self;
  search->connection = um_connection_ref (connection);
  g_task_set_task_data (task, search, search_free);
  if (self->found != 0 && g_get_monotonic_time () - self->found < HOLDS)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  if (um_connection_get_org (connection) != NULL)
    ask_org (task, NULL, users_cb);
  else
    ask (task, 0, members_cb);
}

gboolean
um_run_admins_check_finish (UmRunAdmins *self, GAsyncResult *result, gboolean *left, GError **error)
{
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  *left = g_task_propagate_boolean (G_TASK (result), &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
