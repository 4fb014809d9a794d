/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Users of a Jira site, many at once. The answer doesn't tell their groups, leaves out whom the
 * site doesn't know, and may not say all that the question for one does: whom it doesn't show as he
 * was before is read alone. The stage belongs to its task; main thread. */
#include "um-refresh-private.h"

#include "um-jira-accounts.h"

#define WIDTH 4

typedef struct
{
  UmRefresh *refresh;
  GPtrArray *ids;
  guint next;
  GHashTable *as_before; /* of account ids in @ids */
} Together;

/* The question for some users, page after page. */
typedef struct
{
  UmPump *pump;
  Together *together;
  const char *ids[UM_REFRESH_SOME_USERS + 1];
} Asking;

static void
together_free (gpointer data)
{
  Together *together = data;

  g_ptr_array_unref (together->ids);
  g_hash_table_unref (together->as_before);
  g_free (together);
}

static gboolean
is_same_text (const char *a, const char *b)
{
  return g_strcmp0 (a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static gboolean
is_as_before (UmDirectory *before, const UmJiraUser *user)
{
  guint row = um_directory_find (before, user->account_id);
  UmUser was;

  if (row == UM_NO_ROW)
    return FALSE;
  um_directory_get_user (before, row, &was);
  return user->status == was.status && user->type == was.type && is_same_text (user->name, was.name)
         && is_same_text (user->email, was.email);
}

static void
take_page (Together *together, const UmJiraPage *page)
{
  UmRefresh *refresh = together->refresh;

  for (guint i = 0; i < page->items->len; i++)
    {
      const UmJiraUser *user = g_ptr_array_index (page->items, i);

      if (is_as_before (refresh->before, user))
        g_hash_table_add (together->as_before, g_strdup (user->account_id));
    }
}

static void
ask (Asking *asking, gint64 start_at, GAsyncReadyCallback callback)
{
  um_jira_list_some_users_async (um_connection_get_jira (asking->together->refresh->connection),
                                 asking->ids, start_at, um_pump_get_cancellable (asking->pump),
                                 callback, asking);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking *asking = user_data;
  UmRefresh *refresh = asking->together->refresh;
  GError *error = NULL;
  g_autoptr (UmJiraPage) page = um_jira_list_some_users_finish (UM_JIRA (source), result, &error);

  if (page != NULL)
    take_page (asking->together, page);
  if (page != NULL && page->next >= 0)
    {
      ask (asking, page->next, page_cb);
      return;
    }
  if (page != NULL)
    um_refresh_set_progress (refresh, UM_REFRESH_USERS,
                             refresh->done + g_strv_length ((char **) asking->ids), refresh->total);
  um_pump_end_one (asking->pump, error);
  g_free (asking);
}

static gboolean
start (UmPump *pump, gpointer data)
{
  Together *together = data;
  Asking *asking;

  if (together->next == together->ids->len)
    return FALSE;
  asking = g_new0 (Asking, 1);
  asking->pump = pump;
  asking->together = together;
  for (guint i = 0; i < UM_REFRESH_SOME_USERS && together->next < together->ids->len; i++)
    asking->ids[i] = g_ptr_array_index (together->ids, together->next++);
  ask (asking, 0, page_cb);
  return TRUE;
}

static void
alone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (um_refresh_read_finish (UM_REFRESH (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Together *together = g_task_get_task_data (task);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_free);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < together->ids->len; i++)
    if (!g_hash_table_contains (together->as_before, together->ids->pdata[i]))
      g_ptr_array_add (others, g_strdup (together->ids->pdata[i]));
  if (others->len == 0)
    g_task_return_boolean (task, TRUE);
  else
    um_refresh_read_alone_async (together->refresh, others, alone_cb, g_steal_pointer (&task));
}

void
um_refresh_read_together_async (UmRefresh *self,
                                GPtrArray *ids,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, self->cancellable, callback, user_data);
  Together *together = g_new0 (Together, 1);

  g_task_set_source_tag (task, um_refresh_read_together_async);
  together->refresh = self;
  together->ids = g_ptr_array_ref (ids);
  together->as_before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, together, together_free);
  um_refresh_set_progress (self, UM_REFRESH_USERS, 0, ids->len);
  um_pump_run (g_task_new (self, self->cancellable, asked_cb, task), WIDTH, start, together);
}
