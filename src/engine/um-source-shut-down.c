/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a source's state ends: what goes on is told to end and waited for, the basket is written.
 * Main thread. */
#include "um-recheck-private.h"
#include "um-source-state-private.h"

static void
settle_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmSourceState *self = UM_SOURCE_STATE (source);
  g_autoptr (GTask) task = user_data;

  um_source_state_settle_finish (self, result);
  um_source_state_keep_basket (self);
  um_source_state_disconnect (self);
  g_task_return_boolean (task, TRUE);
}

/* Goes on as soon as neither a refresh nor a run is left. */
static void
ended_cb (GObject *source, GParamSpec *pspec, gpointer user_data)
{
  UmSourceState *self = UM_SOURCE_STATE (source);
  GTask *task = user_data;

  if (self->refresh != NULL || self->runner != NULL)
    return;
  g_signal_handlers_disconnect_by_func (self, ended_cb, task);
  um_source_state_settle_async (self, settle_cb, task);
}

void
um_source_state_shut_down_async (UmSourceState *self,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, um_source_state_shut_down_async);
  g_signal_connect (self, "notify::refresh", G_CALLBACK (ended_cb), task);
  g_signal_connect (self, "notify::runner", G_CALLBACK (ended_cb), task);
  um_recheck_hold (self->recheck);
  g_cancellable_cancel (self->shutdown);
  ended_cb (G_OBJECT (self), NULL, task);
}

void
um_source_state_shut_down_finish (UmSourceState *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));
}

void
um_source_state_revive (UmSourceState *self)
{
  g_object_unref (self->shutdown);
  self->shutdown = g_cancellable_new ();
}
