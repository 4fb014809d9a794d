/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reaching all that a run asks, one after the other, as each may ask for its key. Main thread; one
 * operation per task. */
#include "um-run-connect-private.h"

typedef struct
{
  UmSourceState *site;      /* (nullable) */
  UmConnection *connection; /* (nullable): of the run's source */
} Connecting;

static void
connecting_free (gpointer data)
{
  Connecting *self = data;

  g_clear_object (&self->site);
  g_clear_pointer (&self->connection, um_connection_unref);
  g_free (self);
}

static void
return_connection (GTask *task, UmConnection *connection)
{
  g_task_return_pointer (task, connection, (GDestroyNotify) um_connection_unref);
}

static void
site_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Connecting *connecting = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (UmConnection)
    site = um_source_state_connect_finish (UM_SOURCE_STATE (source), result, &error);

  if (site == NULL)
    g_task_return_error (task, error);
  else
    return_connection (task, um_connection_join (connecting->connection, site));
}

static void
connect_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Connecting *connecting = g_task_get_task_data (task);
  GError *error = NULL;

  connecting->connection = um_source_state_connect_finish (UM_SOURCE_STATE (source), result,
                                                           &error);
  if (connecting->connection == NULL)
    g_task_return_error (task, error);
  else if (connecting->site == NULL)
    return_connection (task, g_steal_pointer (&connecting->connection));
  else
    um_source_state_connect_async (connecting->site, g_task_get_cancellable (task), site_cb,
                                   g_object_ref (task));
}

void
um_run_connect_async (UmSourceState *state,
                      UmSourceState *site,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (state, cancellable, callback, user_data);
  Connecting *connecting = g_new0 (Connecting, 1);

  g_task_set_source_tag (task, um_run_connect_async);
  connecting->site = site != NULL ? g_object_ref (site) : NULL;
  g_task_set_task_data (task, connecting, connecting_free);
  um_source_state_connect_async (state, cancellable, connect_cb, task);
}

UmConnection *
um_run_connect_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, state), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
