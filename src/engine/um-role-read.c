/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the roles that users have themselves, a few users at once. The reading belongs to its
 * task; main thread. */
#include "um-role-read-private.h"

#include "um-actions.h"
#include "um-connection-private.h"
#include "um-direct-role-private.h"
#include "um-past-run.h"
#include "um-problem.h"
#include "um-pump-private.h"
#include "um-source-state-private.h"

/* Users who are asked about at once (ATLASSIAN.md §18); the pace is the connection's. */
#define WIDTH 4
/* Nobody has roles on so many products; a server that names ever more pages isn't followed. */
#define MAX_PAGES 50

typedef struct
{
  GPtrArray *ids; /* of char * */
  guint next;
  UmConnection *connection; /* (nullable): once connected */
} Reading;

/* One user, page by page. */
typedef struct
{
  UmPump *pump;
  UmSourceState *state;
  UmOrg *org;
  const char *account_id;
  GPtrArray *held; /* of char *: ids of direct roles */
  guint n_pages;
} Question;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_ptr_array_unref (reading->ids);
  g_clear_pointer (&reading->connection, um_connection_unref);
  g_free (reading);
}

static gboolean
is_of_role (const UmRunEntry *entry)
{
  return entry->kind == UM_STEP_ROLE_ASSIGN || entry->kind == UM_STEP_ROLE_REVOKE;
}

/* What undoes a run is about what that was about. */
static gboolean
has_roles (const UmPastRun *past)
{
  for (guint i = 0; i < past->entries->len; i++)
    if (is_of_role (g_ptr_array_index (past->entries, i)))
      return TRUE;
  return FALSE;
}

/* Who is to be invited has no roles yet. */
static gboolean
takes_products (const UmPlanAction *action)
{
  const UmActionInfo *info = um_actions_find (action->key);
  gboolean takes = FALSE;

  if (action->past != NULL && has_roles (action->past))
    return TRUE;

  for (guint i = 0; info != NULL && i < info->n_inputs; i++)
    {
      if (info->inputs[i] == UM_INPUT_PEOPLE)
        return FALSE;
      takes |= info->inputs[i] == UM_INPUT_PRODUCTS;
    }
  return takes;
}

gboolean
um_role_read_is_needed (UmSourceState *state, const GPtrArray *actions, guint n_users)
{
  if (um_source_state_get_source (state)->kind != UM_SOURCE_ACCESS || n_users > UM_ROLE_READ_MOST)
    return FALSE;
  for (guint i = 0; i < actions->len; i++)
    if (takes_products (g_ptr_array_index (actions, i)))
      return TRUE;
  return FALSE;
}

/* ---- one user ---- */

static void
take_roles (Question *self, const UmOrgPage *page)
{
  for (guint i = 0; i < page->items->len; i++)
    {
      const UmOrgAssignment *assignment = g_ptr_array_index (page->items, i);

      for (guint j = 0; j < assignment->roles->len; j++)
        {
          const UmOrgRole *role = &g_array_index (assignment->roles, UmOrgRole, j);

          if (role->methods & UM_ORG_METHOD_DIRECT)
            g_ptr_array_add (self->held, um_direct_role_new_id (role->role, assignment->resource));
        }
    }
}

/* What he has of all that there is, and what he hasn't. */
static void
lay_over (Question *self)
{
  UmDirectory *directory = um_source_state_get_directory (self->state);
  guint n = directory != NULL ? um_directory_get_n_things (directory, UM_SET_DIRECT_ROLES) : 0;

  for (guint i = 0; i < n; i++)
    {
      UmUserChange change = {
        .account_id = self->account_id,
        .what = UM_CHANGED_ROLE,
        .id = um_directory_get_thing (directory, UM_SET_DIRECT_ROLES, i)->id,
      };

      change.so = g_ptr_array_find_with_equal_func (self->held, change.id, g_str_equal, NULL);
      um_source_state_lay_over (self->state, &change);
    }
}

/* @error: (nullable) (transfer full) */
static void
end_question (Question *self, GError *error)
{
  /* Who is gone is told by the refresh, or by his step. */
  if (g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND))
    g_clear_error (&error);
  else if (error == NULL)
    lay_over (self);
  um_pump_end_one (self->pump, error);
  g_ptr_array_unref (self->held);
  g_free (self);
}

static void
roles_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *self = user_data;
  GError *error = NULL;
  g_autoptr (UmOrgPage) page = um_org_list_finish (UM_ORG (source), result, &error);

  if (page != NULL)
    take_roles (self, page);
  if (page != NULL && page->next != NULL && ++self->n_pages < MAX_PAGES)
    um_org_list_user_roles_async (self->org, UM_ORG_ALL_DIRECTORIES, self->account_id, page->next,
                                  um_pump_get_cancellable (self->pump), roles_cb, self);
  else
    end_question (self, error);
}

/* ---- all of them ---- */

static gboolean
start (UmPump *pump, gpointer data)
{
  GTask *task = data;
  Reading *reading = g_task_get_task_data (task);
  Question *question;

  if (reading->next == reading->ids->len)
    return FALSE;
  question = g_new0 (Question, 1);
  question->pump = pump;
  question->state = g_task_get_source_object (task);
  question->org = um_connection_get_org (reading->connection);
  question->account_id = g_ptr_array_index (reading->ids, reading->next++);
  question->held = g_ptr_array_new_with_free_func (g_free);
  um_org_list_user_roles_async (question->org, UM_ORG_ALL_DIRECTORIES, question->account_id, NULL,
                                um_pump_get_cancellable (pump), roles_cb, question);
  return TRUE;
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  um_source_state_settle_finish (UM_SOURCE_STATE (source), result);
  g_task_return_boolean (task, TRUE);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmSourceState *state = UM_SOURCE_STATE (source);
  g_autofree char *host = NULL;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      um_source_state_settle_async (state, settled_cb, g_steal_pointer (&task));
      return;
    }
  host = um_source_dup_host (um_source_state_get_source (state));
  g_task_return_error (task, um_source_state_take_problem (state, error, host));
}

static void
connect_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  reading->connection = um_source_state_connect_finish (UM_SOURCE_STATE (source), result, &error);
  if (reading->connection == NULL)
    g_task_return_error (task, error);
  else
    um_pump_run (g_task_new (source, cancellable, read_cb, g_object_ref (task)), WIDTH, start,
                 task);
}

void
um_role_read_async (UmSourceState *state,
                    const GPtrArray *account_ids,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = g_task_new (state, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_task_set_source_tag (task, um_role_read_async);
  reading->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < account_ids->len; i++)
    g_ptr_array_add (reading->ids, g_strdup (g_ptr_array_index (account_ids, i)));
  g_task_set_task_data (task, reading, reading_free);
  um_source_state_connect_async (state, cancellable, connect_cb, task);
}

gboolean
um_role_read_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, state), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
