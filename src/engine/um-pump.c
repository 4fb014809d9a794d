/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps a number of requests in flight. Frees itself when its task is ended; main thread. */
#include "um-pump-private.h"

struct _UmPump
{
  GTask *task;
  UmPumpStart start;
  gpointer data;
  guint width;
  guint n_in_flight;
  gboolean starting;
  GCancellable *cancellable;
  GSource *outer_source; /* (nullable): when the task's own is cancelled */
  GError *error;         /* (nullable): the first */
};

static gboolean
cancelled_cb (GCancellable *outer, gpointer user_data)
{
  UmPump *self = user_data;

  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
end (UmPump *self)
{
  g_autoptr (GTask) task = self->task;

  if (self->outer_source != NULL)
    {
      g_source_destroy (self->outer_source);
      g_source_unref (self->outer_source);
    }
  g_object_unref (self->cancellable);
  if (self->error != NULL)
    g_task_return_error (task, self->error);
  else
    g_task_return_boolean (task, TRUE);
  g_free (self);
}

/* Begins what can be begun. What ends at once, within start (), doesn't come back here. */
static void
fill (UmPump *self)
{
  if (self->starting)
    return;
  self->starting = TRUE;
  while (self->error == NULL && self->n_in_flight < self->width)
    {
      self->n_in_flight++;
      if (self->start (self, self->data))
        continue;
      self->n_in_flight--;
      break;
    }
  self->starting = FALSE;
  if (self->n_in_flight == 0)
    end (self);
}

void
um_pump_run (GTask *task, guint width, UmPumpStart start, gpointer data)
{
  UmPump *self = g_new0 (UmPump, 1);
  GCancellable *outer = g_task_get_cancellable (task);

  self->task = task;
  self->width = width;
  self->start = start;
  self->data = data;
  self->cancellable = g_cancellable_new ();
  if (outer != NULL)
    {
      /* A source and no handler: what ends within a handler of the signal can't let go of it. */
      self->outer_source = g_cancellable_source_new (outer);
      g_source_set_callback (self->outer_source, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->outer_source, g_main_context_get_thread_default ());
    }
  fill (self);
}

GCancellable *
um_pump_get_cancellable (UmPump *self)
{
  return self->cancellable;
}

void
um_pump_end_one (UmPump *self, GError *error)
{
  g_return_if_fail (self->n_in_flight > 0);

  /* Others may end within the cancelling: this one counts until that is over. */
  if (error != NULL && self->error == NULL)
    {
      self->error = error;
      g_cancellable_cancel (self->cancellable);
    }
  else
    g_clear_error (&error);
  self->n_in_flight--;
  fill (self);
}
