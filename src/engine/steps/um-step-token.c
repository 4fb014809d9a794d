/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step that revokes a managed account's API tokens (ATLASSIAN.md §11). Its argument is which:
 * they are read right before, so that the journal has each before it is revoked, and none that was
 * made later is touched. One request a token, one after the other; a second time the rest. */
#include "um-step-kind-private.h"

#include "um-token-text.h"

/* Of all three kinds of tasks. */
typedef struct
{
  UmOrg *org;
  char *account_id;
  char *argument; /* (nullable): the tokens it is about; NULL: whichever there are */
  GStrv ids;      /* of those that are to be revoked */
  guint next;
  gboolean changed;
  UmReply *reply;
  UmOrgPage *page; /* (nullable): what there is */
} Revoking;

static void
revoking_free (gpointer data)
{
  Revoking *self = data;

  g_object_unref (self->org);
  g_free (self->account_id);
  g_free (self->argument);
  g_strfreev (self->ids);
  g_clear_pointer (&self->reply, um_reply_unref);
  g_clear_pointer (&self->page, um_org_page_free);
  g_free (self);
}

static GTask *
revoking_task_new (UmConnection *connection,
                   const UmRunEntry *entry,
                   gpointer tag,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Revoking *revoking = g_new0 (Revoking, 1);

  g_task_set_source_tag (task, tag);
  revoking->org = g_object_ref (um_connection_get_org (connection));
  revoking->account_id = g_strdup (entry->account_id);
  revoking->argument = g_strdup (entry->argument);
  revoking->ids = um_token_text_list (entry->argument);
  g_task_set_task_data (task, revoking, revoking_free);
  /* What was answered counts, whoever is still interested. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/* ---- what there is ---- */

static void
list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Revoking *revoking = g_task_get_task_data (task);
  GError *error = NULL;

  revoking->page = um_org_list_tokens_finish (UM_ORG (source), result, &revoking->reply, &error);
  if (revoking->page != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
list (UmConnection *connection,
      const UmRunEntry *entry,
      gpointer tag,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  GTask *task = revoking_task_new (connection, entry, tag, cancellable, callback, user_data);
  Revoking *revoking = g_task_get_task_data (task);

  um_org_list_tokens_async (revoking->org, revoking->account_id, cancellable, list_cb, task);
}

/* Those of @page as a text; with @ids only those of them. (transfer full) */
static char *
print_tokens (const UmOrgPage *page, GStrv ids)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < page->items->len; i++)
    {
      const UmOrgToken *token = g_ptr_array_index (page->items, i);

      if (ids == NULL || g_strv_contains ((const char *const *) ids, token->id))
        um_token_text_add (text, token->id, token->label);
    }
  return g_string_free (text, FALSE);
}

/* ---- reading them before ---- */

static void
read_async (UmConnection *connection,
            const UmRunEntry *entry,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  list (connection, entry, read_async, cancellable, callback, user_data);
}

/* Whether there is one that wasn't in the plan. */
static gboolean
has_others (const Revoking *revoking)
{
  g_autofree char *planned = print_tokens (revoking->page, revoking->ids);
  g_auto (GStrv) ids = um_token_text_list (planned);

  return g_strv_length (ids) < revoking->page->items->len;
}

static gboolean
read_finish (UmConnection *connection,
             GAsyncResult *result,
             const UmRunEntry *entry,
             UmStepReading *reading,
             UmReply **reply,
             GError **error)
{
  Revoking *revoking = g_task_get_task_data (G_TASK (result));

  *reply = g_steal_pointer (&revoking->reply);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  reading->argument = print_tokens (revoking->page, NULL);
  reading->before = um_token_text_describe (reading->argument);
  if (revoking->page->items->len == 0)
    reading->skip = UM_SKIP_ALREADY_SO;
  else if (entry->before != NULL && has_others (revoking))
    reading->skip = UM_SKIP_CHANGED_SINCE;
  return TRUE;
}

/* ---- revoking them ---- */

/* After the answer to one, or to begin with, the next. Takes over the task. */
static void
revoke_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Revoking *revoking = g_task_get_task_data (task);
  UmChange change = UM_CHANGE_ALREADY_SO;
  GError *error = NULL;

  if (result != NULL)
    {
      g_clear_pointer (&revoking->reply, um_reply_unref);
      if (!um_org_change_finish (revoking->org, result, &change, &revoking->reply, &error))
        {
          g_task_return_error (task, error);
          return;
        }
      revoking->changed |= change == UM_CHANGE_DONE;
      revoking->next++;
    }
  if (revoking->ids[revoking->next] == NULL)
    g_task_return_boolean (task, TRUE);
  else
    um_org_revoke_token_async (revoking->org, revoking->account_id, revoking->ids[revoking->next],
                               g_task_get_cancellable (task), revoke_cb, g_object_ref (task));
}

static void
revoke_async (UmConnection *connection,
              const UmRunEntry *entry,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  revoke_cb (NULL, NULL,
             revoking_task_new (connection, entry, revoke_async, cancellable, callback, user_data));
}

static gboolean
revoke_finish (UmConnection *connection,
               GAsyncResult *result,
               gboolean *changed,
               UmReply **reply,
               GError **error)
{
  Revoking *revoking = g_task_get_task_data (G_TASK (result));

  *reply = g_steal_pointer (&revoking->reply);
  *changed = revoking->changed;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- whether they are revoked ---- */

static void
verify_async (UmConnection *connection,
              const UmRunEntry *entry,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  list (connection, entry, verify_async, cancellable, callback, user_data);
}

/* Those it is about that are there still, as a text. (transfer full) */
static char *
print_left (const Revoking *revoking)
{
  if (revoking->page != NULL)
    return print_tokens (revoking->page, revoking->argument != NULL ? revoking->ids : NULL);
  return um_token_text_keep (revoking->argument,
                             (const char *const *) revoking->ids + revoking->next);
}

static gboolean
verify_finish (UmConnection *connection,
               GAsyncResult *result,
               const UmRunEntry *entry,
               UmStepFinding *finding,
               GError **error)
{
  const Revoking *revoking = g_task_get_task_data (G_TASK (result));
  g_autofree char *left = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  left = print_left (revoking);
  /* Of what has failed the after-state tells what was left. */
  if (*left == '\0')
    *finding = (UmStepFinding){ .verdict = UM_STEP_STANDS, .word = UM_NO_TOKENS };
  else
    *finding = (UmStepFinding){ .verdict = UM_STEP_DID_NOT, .word = UM_SOME_TOKENS };
  return TRUE;
}

static char *
dup_left (GAsyncResult *result)
{
  g_autofree char *left = print_left (g_task_get_task_data (G_TASK (result)));

  return um_token_text_describe (left);
}

/* Nothing of them is in a snapshot. */
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

const UmStepKindInfo um_step_token_revoke = {
  .kind = UM_STEP_TOKEN_REVOKE,
  .repeatable = TRUE,
  .when_gone = UM_STEP_STANDS,
  .read_async = read_async,
  .read_finish = read_finish,
  .perform_async = revoke_async,
  .perform_finish = revoke_finish,
  .verify_async = verify_async,
  .verify_finish = verify_finish,
  .dup_left = dup_left,
  .look_up = look_up,
};
