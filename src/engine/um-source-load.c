/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loading a source's snapshot, lists and basket when they are first needed, and the snapshot of the
 * organisation that it is linked with; everyone who asks meanwhile waits for the same loading. What
 * others did later is laid over it when asked for. Main thread; products are settled on a worker.
 */
#include "um-problem.h"
#include "um-products-private.h"
#include "um-source-state-private.h"

static void
end_loading (UmSourceState *self, GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->loaders);
  g_autoptr (GError) owned = error;

  self->loaders = g_ptr_array_new_with_free_func (g_object_unref);
  um_source_state_set_loading (self, FALSE);
  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = waiting->pdata[i];

      if (g_task_return_error_if_cancelled (task))
        continue;
      if (owned != NULL)
        g_task_return_error (task, g_error_copy (owned));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static void
settle_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (UmDirectory) directory = um_products_settle (task_data);

  um_directory_prepare_orders (directory);
  g_task_return_pointer (task, g_steal_pointer (&directory), (GDestroyNotify) um_directory_unref);
}

/* What a source was loaded to, while the one it is linked with is loaded. */
typedef struct
{
  UmSourceState *state;
  UmDirectory *directory;
} Loaded;

static void
whole_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmSourceState *self = UM_SOURCE_STATE (source);

  um_source_state_whole_finish (self, result);
  end_loading (self, NULL);
}

/* Takes @directory. */
static void
take_loaded (UmSourceState *self, UmDirectory *directory)
{
  g_autoptr (UmDirectory) loaded = directory;

  /* A refresh may have come first. */
  if (self->own == NULL)
    um_source_state_set_directory (self, loaded);
  um_source_state_whole_async (self, whole_cb, NULL);
}

static void
partner_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Loaded *loaded = user_data;
  g_autoptr (UmSourceState) self = loaded->state;
  g_autoptr (GError) error = NULL;

  /* Without it there is what the source itself tells. */
  if (!um_source_state_load_finish (UM_SOURCE_STATE (source), result, &error))
    g_debug ("The linked source couldn't be loaded: %s", error->message);
  take_loaded (self, loaded->directory);
}

static void
settle_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmSourceState *self = UM_SOURCE_STATE (source);
  UmDirectory *directory = g_task_propagate_pointer (G_TASK (result), NULL);
  UmSourceState *partner = um_source_state_get_partner (self);
  Loaded *loaded;

  if (partner == NULL || um_source_state_get_own (partner) != NULL)
    {
      take_loaded (self, directory);
      return;
    }
  loaded = g_new0 (Loaded, 1);
  loaded->state = g_object_ref (self);
  loaded->directory = directory;
  um_source_state_load_async (partner, NULL, partner_cb, loaded);
}

static void
directory_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmSourceState) self = user_data;
  g_autoptr (GError) error = NULL;
  UmSnapshotMark mark = { 0 };
  g_autoptr (UmDirectory)
    directory = um_store_load_directory_finish (UM_STORE (source), result, &mark, &error);
  g_autoptr (GTask) task = NULL;

  if (self->own == NULL)
    self->mark = mark;
  if (g_error_matches (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND))
    {
      end_loading (self,
                   g_error_new_literal (UM_PROBLEM, UM_PROBLEM_NOT_REFRESHED, self->source->name));
      return;
    }
  if (directory == NULL)
    {
      end_loading (self,
                   um_engine_problem (g_steal_pointer (&error), um_store_get_folder (self->store)));
      return;
    }
  task = g_task_new (self, NULL, settle_cb, NULL);
  g_task_set_task_data (task, g_steal_pointer (&directory), (GDestroyNotify) um_directory_unref);
  g_task_run_in_thread (task, settle_thread);
}

static void
lists_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmSourceState) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) kept = um_store_load_lists_finish (UM_STORE (source), result, &error);

  if (kept == NULL)
    {
      end_loading (self,
                   um_engine_problem (g_steal_pointer (&error), um_store_get_folder (self->store)));
      return;
    }
  um_source_state_set_lists (self, kept);
  um_store_load_directory_async (self->store, self->source->id, NULL, 0, NULL, directory_cb,
                                 g_object_ref (self));
}

static void
basket_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmSourceState) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = um_store_load_basket_finish (UM_STORE (source), result, &error);

  if (ids == NULL && !g_error_matches (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND))
    {
      end_loading (self,
                   um_engine_problem (g_steal_pointer (&error), um_store_get_folder (self->store)));
      return;
    }
  if (ids != NULL && !self->basket_loaded)
    um_basket_set_ids (self->basket, (const char *const *) ids->pdata, ids->len);
  self->basket_loaded = TRUE;
  um_store_load_lists_async (self->store, self->source->id, NULL, lists_cb, g_object_ref (self));
}

void
um_source_state_load_async (UmSourceState *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, um_source_state_load_async);
  if (self->own != NULL)
    {
      g_ptr_array_add (self->completers, g_steal_pointer (&task));
      um_source_state_complete (self);
      return;
    }
  g_ptr_array_add (self->loaders, g_steal_pointer (&task));
  if (self->loading)
    return;
  um_source_state_set_loading (self, TRUE);
  /* It will be waited for when this one is there. */
  if (self->partner != NULL)
    um_source_state_load_async (self->partner, NULL, NULL, NULL);
  um_store_load_basket_async (self->store, self->source->id, NULL, basket_cb, g_object_ref (self));
}

gboolean
um_source_state_load_finish (UmSourceState *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- what others did since ---- */

static void
caught_up_whole_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  um_source_state_whole_finish (UM_SOURCE_STATE (source), result);
  g_task_return_boolean (task, TRUE);
}

static void
caught_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmSourceState *self = UM_SOURCE_STATE (source);
  g_autoptr (UmDirectory) directory = g_task_propagate_pointer (G_TASK (result), NULL);

  um_source_state_set_directory (self, directory);
  um_source_state_whole_async (self, caught_up_whole_cb, user_data);
}

static void
laid_over_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmStore *store = UM_STORE (source);
  g_autoptr (GTask) task = user_data;
  UmSourceState *self = g_task_get_source_object (task);
  UmSnapshotMark mark;
  GError *error = NULL;
  g_autoptr (UmDirectory) directory = um_store_load_directory_finish (store, result, &mark, &error);
  g_autoptr (GTask) settling = NULL;

  if (directory == NULL)
    {
      g_task_return_error (task, um_engine_problem (error, um_store_get_folder (store)));
      return;
    }
  self->mark.outcome = mark.outcome;
  if (directory == self->own)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  settling = g_task_new (self, NULL, caught_up_cb, g_steal_pointer (&task));
  g_task_set_task_data (settling, g_steal_pointer (&directory),
                        (GDestroyNotify) um_directory_unref);
  g_task_run_in_thread (settling, settle_thread);
}

void
um_source_state_catch_up_async (UmSourceState *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  if (self->own == NULL)
    {
      um_source_state_load_async (self, cancellable, callback, user_data);
      return;
    }
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, um_source_state_catch_up_async);
  um_store_load_directory_async (self->store, self->source->id, self->own, self->mark.outcome, NULL,
                                 laid_over_cb, task);
}
