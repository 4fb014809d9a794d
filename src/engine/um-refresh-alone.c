/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Users of a Jira site one by one, each with all his groups. The stage belongs to its task; main
 * thread, answers go into the draft on the strand. */
#include "um-refresh-private.h"

#define WIDTH 16

typedef struct
{
  UmRefresh *refresh;
  GPtrArray *ids;
  guint next;
} Users;

typedef struct
{
  UmPump *pump;
  UmRefresh *refresh;
  const char *id;
} Asking;

typedef struct
{
  UmDraft *draft;
  char *id;
  UmJiraUser *user;  /* NULL: the account is gone */
  GPtrArray *groups; /* of UmJiraGroup */
} Answer;

static void
users_free (gpointer data)
{
  Users *users = data;

  g_ptr_array_unref (users->ids);
  g_free (users);
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->id);
  g_clear_pointer (&answer->user, um_jira_user_free);
  g_clear_pointer (&answer->groups, g_ptr_array_unref);
  g_free (answer);
}

static void
set_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Answer *answer = data;

  if (answer->user != NULL)
    um_draft_set_user (answer->draft, answer->user, answer->groups);
  else
    um_draft_drop_user (answer->draft, answer->id);
  g_task_return_boolean (task, TRUE);
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmRefresh *refresh = UM_REFRESH (source);
  UmPump *pump = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    um_refresh_set_progress (refresh, UM_REFRESH_MEMBERS, refresh->done + 1, refresh->total);
  um_pump_end_one (pump, error);
}

static void
user_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Asking *asking = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (UmJiraUser) user = um_jira_get_user_finish (UM_JIRA (source), result, &groups, &error);
  Answer *answer;

  if (user == NULL && !g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND))
    {
      um_pump_end_one (asking->pump, g_steal_pointer (&error));
      return;
    }
  answer = g_new0 (Answer, 1);
  answer->draft = asking->refresh->draft;
  answer->id = g_strdup (asking->id);
  answer->user = g_steal_pointer (&user);
  answer->groups = g_steal_pointer (&groups);
  um_strand_run_async (asking->refresh->strand, asking->refresh, set_thread, answer, answer_free,
                       um_pump_get_cancellable (asking->pump), set_cb, asking->pump);
}

static gboolean
start (UmPump *pump, gpointer data)
{
  Users *users = data;
  Asking *asking;

  if (users->next == users->ids->len)
    return FALSE;
  asking = g_new0 (Asking, 1);
  asking->pump = pump;
  asking->refresh = users->refresh;
  asking->id = users->ids->pdata[users->next++];
  um_jira_get_user_async (um_connection_get_jira (users->refresh->connection), asking->id,
                          um_pump_get_cancellable (pump), user_cb, asking);
  return TRUE;
}

void
um_refresh_read_alone_async (UmRefresh *self,
                             GPtrArray *ids,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, self->cancellable, callback, user_data);
  Users *users = g_new0 (Users, 1);

  users->refresh = self;
  users->ids = g_ptr_array_ref (ids);
  g_task_set_task_data (task, users, users_free);
  um_refresh_set_progress (self, UM_REFRESH_MEMBERS, 0, ids->len);
  um_pump_run (task, WIDTH, start, users);
}
