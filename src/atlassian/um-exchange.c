/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request and its answer. The operation is owned by its task; main thread. It has a cancellable
 * of its own, so that its time-out can end what the caller's can. */
#include "um-exchange.h"

#include "um-body.h"

typedef struct
{
  SoupMessage *message;
  UmAnswer *answer;    /* (nullable): given away by the finish */
  GCancellable *inner; /* ends the sending and the reading */
  GCancellable *outer; /* (nullable): the caller's */
  gulong outer_id;
  gulong wrote_id;
  gulong got_id;
  gulong restarted_id;
  gboolean between; /* the headers came, and the callback for them is still to come */
  gboolean ended;   /* meanwhile: inner is to be cancelled after that */
  guint timer;
  gsize limit;
} Exchange;

static void
exchange_stop (Exchange *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_signal_handler (&self->wrote_id, self->message);
  g_clear_signal_handler (&self->got_id, self->message);
  g_clear_signal_handler (&self->restarted_id, self->message);
  if (self->outer_id != 0)
    g_cancellable_disconnect (self->outer, self->outer_id);
  self->outer_id = 0;
}

static void
exchange_free (Exchange *self)
{
  exchange_stop (self);
  g_clear_object (&self->message);
  g_clear_object (&self->inner);
  g_clear_object (&self->outer);
  g_clear_pointer (&self->answer, um_answer_free);
  g_free (self);
}

/* Ends the operation: the caller's cancellation first, then what the answer means. */
static void
exchange_return (GTask *task, const GError *transport)
{
  Exchange *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  exchange_stop (self);
  if (transport != NULL && g_cancellable_set_error_if_cancelled (self->outer, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  error = um_answer_judge (self->answer, transport);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* What is cancelled between its headers and the callback for them, libsoup before 3.6.6 ends twice,
 * and frees twice what it holds for it (CVE-2025-12105). */
static void
end_early (Exchange *self)
{
  if (self->between)
    self->ended = TRUE;
  else
    g_cancellable_cancel (self->inner);
}

static gboolean
timeout_cb (gpointer user_data)
{
  Exchange *self = user_data;

  self->timer = 0;
  self->answer->timed_out = TRUE;
  end_early (self);
  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *outer, gpointer user_data)
{
  end_early (user_data);
}

static void
wrote_headers_cb (SoupMessage *message, gpointer user_data)
{
  Exchange *self = user_data;

  self->answer->sent = TRUE;
}

static void
got_headers_cb (SoupMessage *message, gpointer user_data)
{
  Exchange *self = user_data;

  self->between = TRUE;
}

/* Where the server closed the connection that was used again, libsoup sends what looks repeatable
 * once more by itself. Nobody would learn that the first may have taken effect, and libsoup 3.2 may
 * crash on the way: it is a lost connection, and UmHttp decides what follows. */
static void
restarted_cb (SoupMessage *message, gpointer user_data)
{
  Exchange *self = user_data;

  self->answer->sent = TRUE;
  g_cancellable_cancel (self->inner);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->answer->body = um_body_read_finish (G_INPUT_STREAM (source), result, &error);
  if (error != NULL)
    g_cancellable_cancel (self->inner);
  exchange_return (task, error);
}

static void
send_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream)
    stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  self->between = FALSE;
  if (self->ended)
    g_cancellable_cancel (self->inner);
  if (stream == NULL)
    {
      exchange_return (task, error);
      return;
    }
  um_answer_read_headers (self->answer, self->message, g_get_real_time ());
  um_body_read_async (stream, self->limit, self->inner, read_cb, g_object_ref (task));
}

void
um_exchange_async (SoupSession *session,
                   SoupMessage *message,
                   double seconds,
                   gsize limit,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  Exchange *self = g_new0 (Exchange, 1);

  g_task_set_source_tag (task, um_exchange_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, (GDestroyNotify) exchange_free);
  self->message = g_object_ref (message);
  self->answer = um_answer_new ();
  self->inner = g_cancellable_new ();
  self->limit = limit;
  self->timer = g_timeout_add ((guint) (seconds * 1000), timeout_cb, self);
  self->wrote_id = g_signal_connect (message, "wrote-headers", G_CALLBACK (wrote_headers_cb), self);
  self->got_id = g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), self);
  self->restarted_id = g_signal_connect (message, "restarted", G_CALLBACK (restarted_cb), self);
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb), self,
                                              NULL);
    }
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, self->inner, send_cb,
                           g_object_ref (task));
}

gboolean
um_exchange_finish (SoupSession *session, GAsyncResult *result, UmAnswer **answer, GError **error)
{
  Exchange *self;

  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);

  self = g_task_get_task_data (G_TASK (result));
  *answer = g_steal_pointer (&self->answer);
  return g_task_propagate_boolean (G_TASK (result), error);
}
