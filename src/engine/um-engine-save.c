/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping a source: first its key, then its record; where the second fails the first is as before.
 * Main thread. */
#include "um-engine-private.h"

#include "um-keyring.h"
#include "um-problem.h"

typedef struct
{
  UmSource *source;
  UmSource *before;    /* (nullable): the record it replaces */
  char *key;           /* (nullable) */
  char *key_before;    /* (nullable): the kept key that it replaces */
  gboolean in_keyring; /* the keyring isn't as it was */
  gboolean checked;    /* with this key */
  GError *error;       /* (nullable): why it failed, while the key is put back */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  um_source_unref (saving->source);
  g_clear_pointer (&saving->before, um_source_unref);
  g_clear_pointer (&saving->key, um_keyring_free_key);
  g_clear_pointer (&saving->key_before, um_keyring_free_key);
  g_clear_error (&saving->error);
  g_free (saving);
}

static void
restored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!um_keyring_store_finish (result, &error))
    g_warning ("The key kept before couldn't be put back: %s", error->message);
  g_task_return_error (task, g_steal_pointer (&saving->error));
}

static void
undone_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!um_keyring_clear_finish (result, &error))
    g_warning ("The new key couldn't be taken back: %s", error->message);
  if (saving->key_before != NULL)
    um_keyring_store_async (saving->before, saving->key_before, NULL, restored_cb,
                            g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&saving->error));
}

/* Nothing half kept: the keyring as it was, then the error. */
static void
undo (GTask *task, GError *error)
{
  Saving *saving = g_task_get_task_data (task);

  saving->error = error;
  if (saving->in_keyring)
    um_keyring_clear_async (saving->source, NULL, undone_cb, g_object_ref (task));
  else
    g_task_return_error (task, g_steal_pointer (&saving->error));
}

static void
record_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmEngine *self = g_task_get_source_object (task);
  Saving *saving = g_task_get_task_data (task);
  UmSnapshotInfo head = { .users_read = UM_TIME_UNKNOWN, .members_read = UM_TIME_UNKNOWN };
  g_autoptr (GError) error = NULL;
  UmSourceState *state;

  if (!um_store_save_source_finish (UM_STORE (object), result, &error))
    {
      if (g_error_matches (error, UM_STORE_ERROR, UM_STORE_ERROR_EXISTS))
        undo (task, g_error_new_literal (UM_PROBLEM, UM_PROBLEM_NAME_TAKEN, saving->source->name));
      else
        undo (task,
              um_engine_problem (g_steal_pointer (&error), um_store_get_folder (self->store)));
      return;
    }
  state = um_engine_put_source (self, saving->source, &head);
  if (saving->key != NULL)
    um_source_state_use_key (state, saving->in_keyring ? NULL : saving->key);
  if (saving->checked)
    um_source_state_set_health (state, UM_HEALTH_CONNECTED, NULL);
  else if (saving->key != NULL)
    um_source_state_set_health (state, UM_HEALTH_NOT_CHECKED, NULL);
  g_task_return_pointer (task, g_object_ref (state), g_object_unref);
}

static void
save_record (GTask *task)
{
  UmEngine *self = g_task_get_source_object (task);
  Saving *saving = g_task_get_task_data (task);

  um_store_save_source_async (self->store, saving->source, NULL, record_cb, g_object_ref (task));
}

static void
key_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (um_keyring_store_finish (result, &error))
    {
      saving->in_keyring = TRUE;
      save_record (task);
    }
  else
    undo (task, um_engine_problem (g_steal_pointer (&error), saving->source->name));
}

static void
store_key (GTask *task)
{
  Saving *saving = g_task_get_task_data (task);

  um_keyring_store_async (saving->source, saving->key, g_task_get_cancellable (task), key_cb,
                          g_object_ref (task));
}

static void
cleared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  saving->in_keyring = TRUE;
  if (um_keyring_clear_finish (result, &error))
    store_key (task);
  else
    undo (task, um_engine_problem (g_steal_pointer (&error), saving->source->name));
}

static void
key_before_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  saving->key_before = um_keyring_lookup_finish (result, &error);
  if (error != NULL && !g_error_matches (error, UM_KEYRING_ERROR, UM_KEYRING_ERROR_NO_KEY))
    g_task_return_error (task, um_engine_problem (g_steal_pointer (&error), saving->source->name));
  else if (um_engine_is_same_place (saving->before, saving->source))
    store_key (task);
  else
    /* A key of the address before would stay behind: the keyring finds keys by address. */
    um_keyring_clear_async (saving->before, g_task_get_cancellable (task), cleared_cb,
                            g_object_ref (task));
}

void
um_engine_save_source_async (UmEngine *self,
                             UmSource *source,
                             const char *key,
                             UmKeepKey keep,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  UmSourceState *state = um_engine_find_state (self, source->id);
  Saving *saving = g_new0 (Saving, 1);

  g_task_set_source_tag (task, um_engine_save_source_async);
  saving->source = um_source_copy (source);
  saving->source->checked = FALSE;
  saving->checked = source->checked;
  g_task_set_task_data (task, saving, saving_free);
  if (!um_engine_validate_source (self, saving->source, key, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (state != NULL)
    saving->before = um_source_ref (um_source_state_get_source (state));
  if (key != NULL && !source->demo)
    saving->key = um_engine_trim_key (key);
  if (saving->key == NULL || keep == UM_KEEP_THIS_SESSION)
    save_record (task);
  else if (saving->before != NULL)
    um_keyring_lookup_async (saving->before, cancellable, key_before_cb, g_steal_pointer (&task));
  else
    store_key (task);
}

UmSourceState *
um_engine_save_source_finish (UmEngine *self, GAsyncResult *result, GError **error)
{
  g_autoptr (UmSourceState) state = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  /* The engine's list holds it. */
  state = g_task_propagate_pointer (G_TASK (result), error);
  return state;
}
