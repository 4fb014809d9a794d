/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading API tokens, a few users at once. The reading belongs to its task; main thread. */
#include "um-token-read-private.h"

#include "um-connection-private.h"
#include "um-pump-private.h"
#include "um-token-text.h"

/* Users who are asked about at once (ATLASSIAN.md §18); the pace is the connection's. */
#define WIDTH 4

typedef struct
{
  GPtrArray *ids; /* of char * */
  guint next;
  GHashTable *tokens; /* account id → text */
  UmOrg *org;         /* (nullable): once connected */
} Reading;

/* One user. */
typedef struct
{
  UmPump *pump;
  Reading *reading;
  const char *account_id;
} Question;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_ptr_array_unref (reading->ids);
  g_hash_table_unref (reading->tokens);
  g_clear_object (&reading->org);
  g_free (reading);
}

gboolean
um_token_read_is_needed (UmSourceState *state, const UmPlan *plan, guint n_users)
{
  if (um_source_state_get_source (state)->kind != UM_SOURCE_ACCESS || n_users > UM_TOKEN_READ_MOST)
    return FALSE;
  for (guint i = 0; i < plan->actions->len; i++)
    if (g_str_equal (((UmPlanAction *) g_ptr_array_index (plan->actions, i))->key, "revoke-tokens"))
      return TRUE;
  return FALSE;
}

static void
take_tokens (Reading *reading, const char *account_id, const UmOrgPage *page)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < page->items->len; i++)
    {
      const UmOrgToken *token = g_ptr_array_index (page->items, i);

      um_token_text_add (text, token->id, token->label);
    }
  g_hash_table_insert (reading->tokens, g_strdup (account_id), g_string_free (text, FALSE));
}

/* Whether an answer is about this account alone: others may be read. */
static gboolean
is_about_user (const GError *error)
{
  return g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_FORBIDDEN)
         || g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND)
         || g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED);
}

static void
tokens_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  GError *error = NULL;
  g_autoptr (UmOrgPage) page = um_org_list_finish (UM_ORG (source), result, &error);

  if (page != NULL)
    take_tokens (question->reading, question->account_id, page);
  else if (is_about_user (error))
    g_clear_error (&error);
  um_pump_end_one (question->pump, error);
}

static gboolean
start (UmPump *pump, gpointer data)
{
  Reading *reading = data;
  Question *question;

  if (reading->next == reading->ids->len)
    return FALSE;
  question = g_new0 (Question, 1);
  question->pump = pump;
  question->reading = reading;
  question->account_id = g_ptr_array_index (reading->ids, reading->next++);
  um_org_list_tokens_async (reading->org, question->account_id, um_pump_get_cancellable (pump),
                            tokens_cb, question);
  return TRUE;
}

/* What couldn't be read isn't known, and the plan says so. Takes @error, nullable. */
static void
return_tokens (GTask *task, GError *error)
{
  Reading *reading = g_task_get_task_data (task);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);
  g_task_return_pointer (task, g_hash_table_ref (reading->tokens),
                         (GDestroyNotify) g_hash_table_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  return_tokens (task, error);
}

static void
connect_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (UmConnection)
    connection = um_source_state_connect_finish (UM_SOURCE_STATE (source), result, &error);

  if (connection == NULL)
    {
      return_tokens (task, error);
      return;
    }
  reading->org = g_object_ref (um_connection_get_org (connection));
  um_pump_run (g_task_new (source, g_task_get_cancellable (task), read_cb, g_object_ref (task)),
               WIDTH, start, reading);
}

static gboolean
may_have_tokens (UmDirectory *directory, const char *account_id)
{
  guint row = directory != NULL ? um_directory_find (directory, account_id) : UM_NO_ROW;

  return row != UM_NO_ROW && um_directory_get_managed (directory, row) != UM_NO
         && um_directory_get_status (directory, row) != UM_STATUS_FORMER;
}

void
um_token_read_async (UmSourceState *state,
                     const GPtrArray *account_ids,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (state, cancellable, callback, user_data);
  UmDirectory *directory = um_source_state_get_directory (state);
  Reading *reading = g_new0 (Reading, 1);

  g_task_set_source_tag (task, um_token_read_async);
  reading->ids = g_ptr_array_new_with_free_func (g_free);
  reading->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < account_ids->len; i++)
    if (may_have_tokens (directory, g_ptr_array_index (account_ids, i)))
      g_ptr_array_add (reading->ids, g_strdup (g_ptr_array_index (account_ids, i)));
  g_task_set_task_data (task, reading, reading_free);
  um_source_state_connect_async (state, cancellable, connect_cb, task);
}

GHashTable *
um_token_read_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, state), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
