/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call of an endpoint. A plain struct owned by its task; main thread. The body is decoded by
 * a second task on a worker thread. */
#include "um-call.h"

#include <string.h>

typedef struct
{
  UmDecode decode; /* (nullable) */
  GDestroyNotify free_decoded;
  UmAsked asked;
  char *cursor; /* (nullable): what asked points to */
  gboolean write;
  gboolean decode_refusal;
  const char *const *already; /* (nullable) */
  UmChange change;
  UmReply *reply;  /* (nullable) */
  GError *refusal; /* (nullable): stands where its body can't be decoded */
} Call;

/* What a worker thread needs of a call. It holds no object of the main thread: a thread may be the
 * last to let go of its task. */
typedef struct
{
  UmDecode decode;
  GDestroyNotify free_decoded;
  UmAsked asked;
  char *cursor;
  GBytes *body;
} Work;

static void
call_free (Call *self)
{
  g_clear_pointer (&self->reply, um_reply_unref);
  g_clear_error (&self->refusal);
  g_free (self->cursor);
  g_free (self);
}

static void
work_free (Work *self)
{
  g_bytes_unref (self->body);
  g_free (self->cursor);
  g_free (self);
}

static void
decode_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;
  gpointer decoded = work->decode (work->body, &work->asked, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, decoded, work->free_decoded);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gpointer decoded = g_task_propagate_pointer (G_TASK (result), &error);

  if (error == NULL)
    g_task_return_pointer (task, decoded, call->free_decoded);
  else if (call->refusal != NULL)
    g_task_return_error (task, g_steal_pointer (&call->refusal));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
decode_reply (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  GCancellable *cancellable = call->write ? NULL : g_task_get_cancellable (task);
  g_autoptr (GTask) thread_task = g_task_new (NULL, cancellable, decoded_cb, g_object_ref (task));
  Work *work = g_new0 (Work, 1);

  work->decode = call->decode;
  work->free_decoded = call->free_decoded;
  work->asked = call->asked;
  work->asked.cursor = work->cursor = g_strdup (call->cursor);
  work->body = call->reply->body != NULL ? g_bytes_ref (call->reply->body)
                                         : g_bytes_new_static ("", 0);
  g_task_set_source_tag (thread_task, decode_reply);
  g_task_set_task_data (thread_task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (thread_task, decode_thread);
}

/* The server's words for a state that stood already come with 400 or 409, or with 404 where it
 * calls the membership not found; a 404 in other words is a thing that is gone. */
static gboolean
stood_already (const Call *call, const GError *error)
{
  g_autofree char *message = NULL;

  if (call->already == NULL || call->reply == NULL)
    return FALSE;
  if (!g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED)
      && !g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND)
      && !g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_CONFLICT))
    return FALSE;

  if (call->reply->message != NULL)
    message = g_ascii_strdown (call->reply->message, -1);
  for (const char *const *word = call->already; *word != NULL; word++)
    if (g_strcmp0 (call->reply->code, *word) == 0 || g_strcmp0 (call->reply->reason, *word) == 0
        || (message != NULL && strstr (message, *word) != NULL))
      return TRUE;
  return FALSE;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean good = um_http_send_finish (UM_HTTP (source), result, &call->reply, &error);

  if (!good && call->decode_refusal
      && g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED)
      && call->reply->body != NULL)
    call->refusal = g_steal_pointer (&error);

  if (call->decode != NULL && (good || call->refusal != NULL))
    decode_reply (task);
  else if (good || stood_already (call, error))
    {
      call->change = good ? UM_CHANGE_DONE : UM_CHANGE_ALREADY_SO;
      g_task_return_pointer (task, NULL, NULL);
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

GTask *
um_call_new (gpointer self,
             UmDecode decode,
             GDestroyNotify free_decoded,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  call->decode = decode;
  call->free_decoded = free_decoded;
  g_task_set_source_tag (task, um_call_new);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  return task;
}

void
um_call_set_asked (GTask *task, const UmAsked *asked)
{
  Call *call = g_task_get_task_data (task);

  g_free (call->cursor);
  call->cursor = g_strdup (asked->cursor);
  call->asked = *asked;
  call->asked.cursor = call->cursor;
}

void
um_call_set_write (GTask *task, const char *const *already)
{
  Call *call = g_task_get_task_data (task);

  call->write = TRUE;
  call->already = already;
  g_task_set_check_cancellable (task, FALSE);
}

void
um_call_set_decode_refusal (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  call->decode_refusal = TRUE;
}

void
um_call_send (GTask *task,
              UmHttp *http,
              const char *method,
              const char *path,
              const char *endpoint,
              GBytes *body,
              UmHttpFlags flags)
{
  if (path == NULL)
    {
      g_autoptr (GTask) owned = task;

      g_task_return_new_error (owned, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED,
                               "An id of the request can't be part of an address");
      return;
    }
  um_http_send_async (http, method, path, endpoint, body, flags, g_task_get_cancellable (task),
                      sent_cb, task);
}

static void
give_reply (GAsyncResult *result, UmReply **reply)
{
  Call *call = g_task_get_task_data (G_TASK (result));

  if (reply != NULL)
    *reply = call->reply != NULL ? um_reply_ref (call->reply) : NULL;
}

gpointer
um_call_finish (gpointer self, GAsyncResult *result, UmReply **reply, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  give_reply (result, reply);
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
um_call_finish_write (
  gpointer self, GAsyncResult *result, UmChange *change, UmReply **reply, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  Call *call;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  call = g_task_get_task_data (G_TASK (result));
  *change = call->change;
  give_reply (result, reply);
  g_task_propagate_pointer (G_TASK (result), &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
