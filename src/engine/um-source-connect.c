/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a source's key is found: this session's memory, the demo's process, or the keyring. Main
 * thread. */
#include "um-keyring.h"
#include "um-problem.h"
#include "um-source-state-private.h"

void
um_source_state_disconnect (UmSourceState *self)
{
  g_clear_pointer (&self->connection, um_connection_unref);
}

/* @subject: the host or source that the sentence names. */
static void
return_problem (GTask *task, GError *error, const char *subject)
{
  g_autoptr (GError) problem = um_engine_problem (error, subject);

  um_source_state_note_problem (g_task_get_source_object (task), problem);
  g_task_return_error (task, g_steal_pointer (&problem));
}

static void
return_key (GTask *task, const char *key)
{
  g_task_return_pointer (task, um_keyring_copy_key (key), (GDestroyNotify) um_keyring_free_key);
}

static void
lookup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmSourceState *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  char *key = um_keyring_lookup_finish (result, &error);

  if (key == NULL)
    return_problem (task, g_steal_pointer (&error), self->source->name);
  else
    g_task_return_pointer (task, key, (GDestroyNotify) um_keyring_free_key);
}

static void
save_demo_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmSourceState *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!um_store_save_source_finish (UM_STORE (source), result, &error))
    return_problem (task, g_steal_pointer (&error), um_store_get_folder (UM_STORE (source)));
  else if (um_demo_get_key (self->demo) == NULL)
    return_problem (
      task, g_error_new_literal (UM_PROBLEM, UM_PROBLEM_DEMO_FAILED, "It ended at once"), NULL);
  else
    return_key (task, um_demo_get_key (self->demo));
}

static void
demo_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmSourceState *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmSource) source = NULL;

  if (!um_demo_start_finish (self->demo, result, &error))
    {
      return_problem (task, g_steal_pointer (&error), NULL);
      return;
    }
  /* It listens at another port each time. */
  source = um_demo_fill_source (self->demo, self->source);
  um_source_state_set_source (self, source);
  um_store_save_source_async (self->store, source, g_task_get_cancellable (task), save_demo_cb,
                              g_object_ref (task));
}

void
um_source_state_find_key_async (UmSourceState *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, um_source_state_find_key_async);
  if (self->source->demo && !um_demo_is_running (self->demo))
    um_demo_start_async (self->demo, 0, cancellable, demo_cb, g_steal_pointer (&task));
  else if (self->source->demo)
    return_key (task, um_demo_get_key (self->demo));
  else if (self->session_key != NULL)
    return_key (task, self->session_key);
  else
    um_keyring_lookup_async (self->source, cancellable, lookup_cb, g_steal_pointer (&task));
}

char *
um_source_state_find_key_finish (UmSourceState *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
return_connection (GTask *task)
{
  UmSourceState *self = g_task_get_source_object (task);

  g_task_return_pointer (task, um_connection_ref (self->connection),
                         (GDestroyNotify) um_connection_unref);
}

static void
connect_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmSourceState *self = UM_SOURCE_STATE (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *key = um_source_state_find_key_finish (self, result, &error);

  if (key == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* Another connect may have come first. */
  if (self->connection == NULL)
    self->connection = um_connection_new (self->source, key);
  um_keyring_free_key (key);
  if (self->connection != NULL)
    return_connection (task);
  else
    g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_ADDRESS_MISSING, "%s",
                             self->source->name);
}

void
um_source_state_connect_async (UmSourceState *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, um_source_state_connect_async);
  if (self->source->demo && !um_demo_is_running (self->demo))
    um_source_state_disconnect (self);
  if (self->connection != NULL)
    return_connection (task);
  else
    um_source_state_find_key_async (self, cancellable, connect_cb, g_steal_pointer (&task));
}

UmConnection *
um_source_state_connect_finish (UmSourceState *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
is_keyring_problem (const GError *problem)
{
  return g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_NO_KEY)
         || g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_KEYRING_LOCKED)
         || g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_KEYRING_DISMISSED)
         || g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_KEYRING_ABSENT)
         || g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_KEYRING_FAILED);
}

static void
forget_keyring_problem (UmSourceState *self)
{
  if (is_keyring_problem (self->problem))
    um_source_state_set_health (self, UM_HEALTH_NOT_CHECKED, NULL);
}

static void
unlock_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmSourceState *self = UM_SOURCE_STATE (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *key = um_source_state_find_key_finish (self, result, &error);

  if (key == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  um_keyring_free_key (key);
  forget_keyring_problem (self);
  g_task_return_boolean (task, TRUE);
}

void
um_source_state_unlock_async (UmSourceState *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, um_source_state_unlock_async);
  if (self->source->demo)
    g_task_return_boolean (task, TRUE);
  else
    um_source_state_find_key_async (self, cancellable, unlock_cb, g_steal_pointer (&task));
}

gboolean
um_source_state_unlock_finish (UmSourceState *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
um_source_state_use_key (UmSourceState *self, const char *key)
{
  char *copy = key != NULL ? um_keyring_copy_key (key) : NULL;

  g_clear_pointer (&self->session_key, um_keyring_free_key);
  self->session_key = copy;
  self->key_accepted = FALSE;
  um_source_state_disconnect (self);
  forget_keyring_problem (self);
}
