/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removing a source: what goes on ends, then key, record, snapshot and basket go; run logs stay.
 * Main thread. */
#include "um-engine-private.h"

#include "um-keyring.h"
#include "um-problem.h"
#include "um-run-lock.h"

/* Ends with the source as alive as it was. */
static void
fail (GTask *task, GError *error)
{
  UmSourceState *state = g_task_get_task_data (task);

  um_source_state_revive (state);
  g_task_return_error (task, um_engine_problem (error, um_source_state_get_source (state)->name));
}

static void
record_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmEngine *self = g_task_get_source_object (task);
  UmSourceState *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!um_store_remove_source_finish (UM_STORE (object), result, &error))
    {
      fail (task, g_steal_pointer (&error));
      return;
    }
  if (um_source_state_get_source (state)->demo)
    um_demo_forget (self->demo);
  um_engine_drop_source (self, state);
  g_task_return_boolean (task, TRUE);
}

static void
remove_record (GTask *task)
{
  UmEngine *self = g_task_get_source_object (task);
  UmSourceState *state = g_task_get_task_data (task);

  um_store_remove_source_async (self->store, um_source_state_get_source (state)->id, NULL,
                                record_cb, g_object_ref (task));
}

static void
demo_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  um_demo_end_finish (UM_DEMO (object), result);
  remove_record (task);
}

static void
key_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* Without a keyring there is no key in it. */
  if (!um_keyring_clear_finish (result, &error)
      && !g_error_matches (error, UM_KEYRING_ERROR, UM_KEYRING_ERROR_NO_KEY)
      && !g_error_matches (error, UM_KEYRING_ERROR, UM_KEYRING_ERROR_ABSENT))
    {
      fail (task, g_steal_pointer (&error));
      return;
    }
  remove_record (task);
}

static void
ended_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  UmSourceState *state = UM_SOURCE_STATE (object);
  g_autoptr (GTask) task = user_data;
  UmEngine *self = g_task_get_source_object (task);
  UmSource *source = um_source_state_get_source (state);

  um_source_state_shut_down_finish (state, result);
  if (source->demo)
    um_demo_end_async (self->demo, demo_cb, g_steal_pointer (&task));
  else
    um_keyring_clear_async (source, NULL, key_cb, g_steal_pointer (&task));
}

void
um_engine_remove_source_async (UmEngine *self,
                               UmSourceState *state,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  UmSource *source = um_source_state_get_source (state);

  g_task_set_source_tag (task, um_engine_remove_source_async);
  g_task_set_task_data (task, g_object_ref (state), g_object_unref);
  if (um_source_state_get_runner (state) != NULL)
    g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_BUSY, "%s", source->name);
  else if (um_run_lock_is_held (um_store_get_folder (self->store), source->id))
    g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_RUN_ELSEWHERE, "%s", source->name);
  else
    um_source_state_shut_down_async (state, ended_cb, g_steal_pointer (&task));
}

gboolean
um_engine_remove_source_finish (UmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
