/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps that make an issue (ATLASSIAN.md §16). Making one twice makes two: it is never sent again
 * unless it is sure that it wasn't made. The step's target is a label that only its issue bears;
 * its argument is what is sent. Searching lags behind, so that what isn't found may still be there.
 */
#include "um-step-kind-private.h"

#include "um-issue-text.h"
#include "um-jira-issues.h"
#include "um-json.h"
#include "um-step-search-private.h"

#include <string.h>

/* Of both kinds of tasks. */
typedef struct
{
  UmJira *jira;
  char *label;
  UmReply *reply;
  char *key; /* (nullable): of the issue, once it is known */
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_clear_object (&self->jira);
  g_free (self->label);
  g_clear_pointer (&self->reply, um_reply_unref);
  g_free (self->key);
  g_free (self);
}

static GTask *
asking_task_new (UmConnection *connection,
                 const UmRunEntry *entry,
                 gpointer tag,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Asking *asking = g_new0 (Asking, 1);
  UmJira *jira = um_connection_get_jira (connection);

  g_task_set_source_tag (task, tag);
  asking->jira = jira != NULL ? g_object_ref (jira) : NULL;
  asking->label = g_strdup (entry->target);
  g_task_set_task_data (task, asking, asking_free);
  /* What was answered counts, whoever is still interested. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

static void
keep_key (Asking *asking, const char *key, const char *id)
{
  asking->key = g_strdup (key != NULL && *key != '\0' ? key : id);
}

/* ---- making one ---- */

static void
create_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (UmJiraIssue)
    issue = um_jira_create_issue_finish (UM_JIRA (source), result, &asking->reply, &error);

  if (issue == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  keep_key (asking, issue->key, issue->id);
  g_task_return_boolean (task, TRUE);
}

/* What is to be sent. Returns: (transfer full) (nullable): NULL: there is nothing, and @task is
 * over */
static JsonNode *
read_fields (GTask *task, const UmRunEntry *entry)
{
  const Asking *asking = g_task_get_task_data (task);
  const char *argument = entry->argument != NULL ? entry->argument : "";
  g_autoptr (GBytes) text = g_bytes_new_static (argument, strlen (argument));
  g_autoptr (JsonNode) fields = um_json_parse (text, NULL);

  if (asking->jira != NULL && um_json_get_object (fields) != NULL)
    return g_steal_pointer (&fields);
  g_task_return_new_error (task, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED,
                           "no issue was sent: its fields can't be read");
  return NULL;
}

static void
perform_async (UmConnection *connection,
               const UmRunEntry *entry,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  g_autoptr (GTask)
    task = asking_task_new (connection, entry, perform_async, cancellable, callback, user_data);
  g_autoptr (JsonNode) fields = read_fields (task, entry);

  if (fields != NULL)
    um_jira_create_issue_async (um_connection_get_jira (connection), fields, cancellable, create_cb,
                                g_object_ref (task));
}

/* ---- making several ---- */

/* What the answer to all says of one. */
static void
take_made (GTask *task, const UmJiraMade *made, const UmReply *reply)
{
  Asking *asking = g_task_get_task_data (task);
  guint status = made->status != 0 ? made->status : reply->status;

  asking->reply = um_reply_of_part (reply, status, made->message, made->body);
  if (made->error != NULL)
    {
      g_task_return_error (task, g_error_copy (made->error));
      return;
    }
  keep_key (asking, made->key, made->id);
  g_task_return_boolean (task, TRUE);
}

static void
take_none (GTask *task, const GError *error, UmReply *reply)
{
  Asking *asking = g_task_get_task_data (task);

  asking->reply = reply != NULL ? um_reply_ref (reply) : NULL;
  g_task_return_error (task, g_error_copy (error));
}

static void
create_several_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GPtrArray) tasks = user_data;
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
    made = um_jira_create_issues_finish (UM_JIRA (source), result, &reply, &error);

  for (guint i = 0; i < tasks->len; i++)
    if (made != NULL)
      take_made (g_ptr_array_index (tasks, i), g_ptr_array_index (made, i), reply);
    else
      take_none (g_ptr_array_index (tasks, i), error, reply);
}

static void
perform_together (UmConnection *connection,
                  const UmStepShare *shares,
                  guint n_shares,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  for (guint i = 0; i < n_shares; i++)
    {
      g_autoptr (GTask) task = asking_task_new (connection, shares[i].entry, perform_together,
                                                cancellable, callback, shares[i].user_data);
      JsonNode *fields = read_fields (task, shares[i].entry);

      if (fields == NULL)
        continue;
      g_ptr_array_add (all, fields);
      g_ptr_array_add (tasks, g_steal_pointer (&task));
    }
  if (all->len > 0)
    um_jira_create_issues_async (um_connection_get_jira (connection), all, cancellable,
                                 create_several_cb, g_steal_pointer (&tasks));
}

static gboolean
perform_finish (UmConnection *connection,
                GAsyncResult *result,
                gboolean *changed,
                UmReply **reply,
                GError **error)
{
  Asking *asking = g_task_get_task_data (G_TASK (result));

  *reply = g_steal_pointer (&asking->reply);
  *changed = g_task_propagate_boolean (G_TASK (result), error);
  return *changed;
}

/* ---- looking whether it was made ---- */

static void
ask (gpointer data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  const Asking *asking = data;

  um_jira_find_issues_async (asking->jira, asking->label, NULL, cancellable, callback, user_data);
}

static gboolean
take (gpointer data, GAsyncResult *result, gboolean *found, GError **error)
{
  Asking *asking = data;
  g_autoptr (UmJiraIssuePage) page = um_jira_find_issues_finish (asking->jira, result, error);

  if (page == NULL)
    return FALSE;
  *found = page->items->len > 0;
  if (*found)
    {
      const UmJiraIssue *issue = g_ptr_array_index (page->items, 0);

      keep_key (asking, issue->key, issue->id);
    }
  return TRUE;
}

static const UmStepSearch search = { ask, take };

static void
verify_async (UmConnection *connection,
              const UmRunEntry *entry,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask)
    task = asking_task_new (connection, entry, verify_async, cancellable, callback, user_data);
  Asking *asking = g_task_get_task_data (task);

  /* Jira has said so, and named it. */
  if (entry->state == UM_STATE_DONE)
    {
      asking->key = g_strdup (entry->after);
      g_task_return_boolean (task, TRUE);
    }
  else if (asking->jira == NULL || asking->label == NULL)
    g_task_return_boolean (task, TRUE);
  else
    um_step_search (task, &search, entry->state == UM_STATE_SENT);
}

static gboolean
verify_finish (UmConnection *connection,
               GAsyncResult *result,
               const UmRunEntry *entry,
               UmStepFinding *finding,
               GError **error)
{
  const Asking *asking = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *finding = (UmStepFinding){ .verdict = UM_STEP_CANT_TELL };
  if (asking->key != NULL)
    *finding = (UmStepFinding){ .verdict = UM_STEP_STANDS, .word = entry->after };
  return TRUE;
}

static char *
dup_made (GAsyncResult *result)
{
  const Asking *asking = g_task_get_task_data (G_TASK (result));

  return g_strdup (asking->key);
}

/* A few at once in a project, as in a group. */
static const char *
get_overlap (const UmRunEntry *entry)
{
  return entry->target_name;
}

/* Nothing of an issue is in a snapshot. */
static void
look_up (UmDirectory *directory,
         guint row,
         const UmRunEntry *entry,
         UmStepFinding *finding,
         gboolean *gone)
{
  *finding = (UmStepFinding){ .verdict = UM_STEP_CANT_TELL };
  *gone = FALSE;
}

const UmStepKindInfo um_step_issue_create = {
  .kind = UM_STEP_ISSUE_CREATE,
  .changed_from = UM_NO_ISSUE,
  .when_gone = UM_STEP_CANT_TELL,
  .perform_async = perform_async,
  .perform_finish = perform_finish,
  .most_together = UM_JIRA_MOST_ISSUES,
  .perform_together = perform_together,
  .verify_async = verify_async,
  .verify_finish = verify_finish,
  .dup_made = dup_made,
  .get_overlap = get_overlap,
  .look_up = look_up,
};
