/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The source of the demo organisation: its process is started, its key checked as any other's, its
 * record kept. Main thread. */
#include "um-engine-private.h"

#include "um-check.h"
#include "um-problem.h"

#define NAME "Demo Organisation"

static UmSourceState *
find_demo (UmEngine *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sources));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (G_LIST_MODEL (self->sources), i);

      if (um_source_state_get_source (state)->demo)
        return state;
    }
  return NULL;
}

static UmSource *
make_source (UmEngine *self)
{
  UmSource *source = um_source_new (UM_SOURCE_JIRA);

  source->name = g_strdup (NAME);
  for (guint n = 2; um_engine_find_source (self, source->name) != NULL; n++)
    {
      g_free (source->name);
      source->name = g_strdup_printf (NAME " %u", n);
    }
  source->demo = TRUE;
  return source;
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  UmSourceState *state = um_engine_save_source_finish (UM_ENGINE (object), result, &error);

  if (state == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_object_ref (state), g_object_unref);
}

static void
checked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmEngine *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (UmSource) source = um_check_run_finish (UM_CHECK (object), result, &error);

  if (source == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  um_engine_save_source_async (self, source, NULL, UM_KEEP_THIS_SESSION,
                               g_task_get_cancellable (task), saved_cb, g_object_ref (task));
}

static void
started_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmEngine *self = g_task_get_source_object (task);
  UmSourceState *state = find_demo (self);
  g_autoptr (UmSource) plain = NULL;
  g_autoptr (UmSource) source = NULL;
  g_autoptr (UmCheck) check = NULL;
  GError *error = NULL;

  if (!um_demo_start_finish (UM_DEMO (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  plain = state != NULL ? um_source_ref (um_source_state_get_source (state)) : make_source (self);
  source = um_demo_fill_source (self->demo, plain);
  check = um_check_new (source, um_demo_get_key (self->demo), NULL);
  um_check_run_async (check, g_task_get_cancellable (task), checked_cb, g_object_ref (task));
}

static void
start (GTask *task)
{
  UmEngine *self = g_task_get_source_object (task);

  um_demo_start_async (self->demo, GPOINTER_TO_UINT (g_task_get_task_data (task)),
                       g_task_get_cancellable (task), started_cb, g_object_ref (task));
}

static void
removed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (um_engine_remove_source_finish (UM_ENGINE (object), result, &error))
    start (task);
  else
    g_task_return_error (task, error);
}

void
um_engine_start_demo_async (UmEngine *self,
                            guint n_users,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  UmSourceState *state = find_demo (self);

  g_task_set_source_tag (task, um_engine_start_demo_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (n_users), NULL);
  /* One of another size is another organisation. */
  if (state != NULL && n_users != 0 && n_users != um_demo_get_n_users (self->demo))
    um_engine_remove_source_async (self, state, cancellable, removed_cb, g_steal_pointer (&task));
  else
    start (task);
}

UmSourceState *
um_engine_start_demo_finish (UmEngine *self, GAsyncResult *result, GError **error)
{
  g_autoptr (UmSourceState) state = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  /* The engine's list holds it. */
  state = g_task_propagate_pointer (G_TASK (result), error);
  return state;
}
