/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seats that are left. The question belongs to its task; main thread. */
#include "um-seats.h"

#include "um-connection-private.h"

/* No organisation has as many products; a server that names ever more pages isn't followed. */
#define MAX_PAGES 20

typedef struct
{
  UmConnection *connection; /* (nullable): once connected */
  GHashTable *seats;        /* char * → seats left */
  guint n_pages;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_pointer (&question->connection, um_connection_unref);
  g_hash_table_unref (question->seats);
  g_free (question);
}

static void
take_seats (Question *self, const char *product, gint64 left)
{
  g_hash_table_insert (self->seats, g_strdup (product),
                       GUINT_TO_POINTER ((guint) CLAMP (left, 0, G_MAXUINT)));
}

/* @error: it is taken over. */
static void
return_problem (GTask *task, GError *error)
{
  UmSourceState *state = g_task_get_source_object (task);
  g_autofree char *host = um_source_dup_host (um_source_state_get_source (state));

  g_task_return_error (task, um_source_state_take_problem (state, error, host));
}

static void
return_seats (GTask *task)
{
  const Question *question = g_task_get_task_data (task);

  g_task_return_pointer (task, g_hash_table_ref (question->seats),
                         (GDestroyNotify) g_hash_table_unref);
}

static void
roles_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) roles = um_jira_list_roles_finish (UM_JIRA (source), result, &error);

  /* Whoever isn't told of seats may still give them. */
  if (g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_FORBIDDEN))
    g_clear_error (&error);
  if (error != NULL)
    {
      return_problem (task, error);
      return;
    }
  for (guint i = 0; roles != NULL && i < roles->len; i++)
    {
      const UmJiraRole *role = g_ptr_array_index (roles, i);

      if (role->seats_left >= 0)
        take_seats (question, role->key, role->seats_left);
    }
  return_seats (task);
}

static void
workspaces_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (UmOrgPage) page = um_org_list_finish (UM_ORG (source), result, &error);

  if (page == NULL)
    {
      return_problem (task, error);
      return;
    }
  for (guint i = 0; i < page->items->len; i++)
    {
      const UmOrgWorkspace *workspace = g_ptr_array_index (page->items, i);

      if (workspace->capacity >= 0 && workspace->usage >= 0)
        take_seats (question, workspace->id, workspace->capacity - workspace->usage);
    }
  if (page->next != NULL && ++question->n_pages < MAX_PAGES)
    um_org_list_workspaces_async (UM_ORG (source), page->next, g_task_get_cancellable (task),
                                  workspaces_cb, g_object_ref (task));
  else
    return_seats (task);
}

static void
connect_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;

  question->connection = um_source_state_connect_finish (UM_SOURCE_STATE (source), result, &error);
  if (question->connection == NULL)
    g_task_return_error (task, error);
  else if (um_connection_get_jira (question->connection) != NULL)
    um_jira_list_roles_async (um_connection_get_jira (question->connection),
                              g_task_get_cancellable (task), roles_cb, g_object_ref (task));
  else
    um_org_list_workspaces_async (um_connection_get_org (question->connection), NULL,
                                  g_task_get_cancellable (task), workspaces_cb,
                                  g_object_ref (task));
}

void
um_seats_read_async (UmSourceState *state,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (state, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, um_seats_read_async);
  question->seats = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, question, question_free);
  um_source_state_connect_async (state, cancellable, connect_cb, task);
}

GHashTable *
um_seats_read_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, state), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
