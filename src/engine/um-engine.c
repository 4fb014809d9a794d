/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program without a front end. Owned by the application or the command line, main thread. What
 * changes sources is in um-engine-save.c, um-engine-remove.c and um-engine-demo.c. */
#include "um-engine-private.h"

#include "um-problem.h"
#include "um-store-sites.h"

enum
{
  SIGNAL_RUNS_CHANGED,
  SIGNAL_DAMAGE_FOUND,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Opening; the heads of all snapshots are asked for at once. */
typedef struct
{
  char *folder;
  UmEngine *engine;
  guint n_waiting; /* sources whose head isn't known yet */
} Opening;

/* Closing; all sources are told at once. */
typedef struct
{
  guint n_waiting;
} Closing;

G_DEFINE_FINAL_TYPE (UmEngine, um_engine, G_TYPE_OBJECT)

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->folder);
  g_clear_object (&opening->engine);
  g_free (opening);
}

static void
um_engine_dispose (GObject *object)
{
  UmEngine *self = UM_ENGINE (object);

  g_clear_pointer (&self->links, um_links_free);
  g_clear_object (&self->sources);
  g_clear_object (&self->demo);
  g_clear_object (&self->store);
  g_clear_error (&self->opening_problem);
  G_OBJECT_CLASS (um_engine_parent_class)->dispose (object);
}

static void
um_engine_class_init (UmEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_engine_dispose;

  signals[SIGNAL_RUNS_CHANGED] = g_signal_new ("runs-changed", G_TYPE_FROM_CLASS (klass),
                                               G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                               0);
  signals[SIGNAL_DAMAGE_FOUND] = g_signal_new ("damage-found", G_TYPE_FROM_CLASS (klass),
                                               G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                               0);
}

static void
um_engine_init (UmEngine *self)
{
  self->sources = g_list_store_new (UM_TYPE_SOURCE_STATE);
  self->links = um_links_new (G_LIST_MODEL (self->sources));
}

static void
runs_changed_cb (UmEngine *self)
{
  g_signal_emit (self, signals[SIGNAL_RUNS_CHANGED], 0);
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const UmSource *first = um_source_state_get_source ((UmSourceState *) a);
  const UmSource *second = um_source_state_get_source ((UmSourceState *) b);
  g_autofree char *first_name = g_utf8_casefold (first->name, -1);
  g_autofree char *second_name = g_utf8_casefold (second->name, -1);
  int order = g_utf8_collate (first_name, second_name);

  return order != 0 ? order : g_strcmp0 (first->id, second->id);
}

UmStore *
um_engine_get_store (UmEngine *self)
{
  return self->store;
}

UmSourceState *
um_engine_find_state (UmEngine *self, const char *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sources));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (G_LIST_MODEL (self->sources), i);

      if (g_strcmp0 (um_source_state_get_source (state)->id, id) == 0)
        return state;
    }
  return NULL;
}

UmSourceState *
um_engine_put_source (UmEngine *self, UmSource *source, const UmSnapshotInfo *head)
{
  UmSourceState *state = um_engine_find_state (self, source->id);
  g_autoptr (UmSourceState) fresh = NULL;

  if (state != NULL)
    {
      um_source_state_set_source (state, source);
      g_list_store_sort (self->sources, compare_names, NULL);
      return state;
    }
  fresh = um_source_state_new (self->store, self->demo, source, head);
  g_signal_connect_object (fresh, "runs-changed", G_CALLBACK (runs_changed_cb), self,
                           G_CONNECT_SWAPPED);
  um_links_watch (self->links, fresh);
  g_list_store_insert_sorted (self->sources, fresh, compare_names, NULL);
  return fresh;
}

void
um_engine_drop_source (UmEngine *self, UmSourceState *state)
{
  guint position;

  if (g_list_store_find (self->sources, state, &position))
    {
      um_links_forget (self->links, state);
      g_list_store_remove (self->sources, position);
    }
}

static void
return_opened (GTask *task)
{
  Opening *opening = g_task_get_task_data (task);

  if (opening->n_waiting == 0)
    g_task_return_pointer (task, g_steal_pointer (&opening->engine), g_object_unref);
}

/* What is asked for each source while opening. */
typedef struct
{
  GTask *task;
  UmSource *source;
} Peek;

static void
peek_free (Peek *peek)
{
  g_object_unref (peek->task);
  um_source_unref (peek->source);
  g_free (peek);
}

static void
sites_cb (GObject *store, GAsyncResult *result, gpointer user_data)
{
  Peek *peek = user_data;
  g_autoptr (GTask) task = g_object_ref (peek->task);
  Opening *opening = g_task_get_task_data (task);
  UmSourceState *state = um_engine_find_state (opening->engine, peek->source->id);
  g_autoptr (GError) error = NULL;

  state->sites = um_store_list_sites_finish (UM_STORE (store), result, &error);
  if (error != NULL)
    g_debug ("The sites of %s: %s", peek->source->id, error->message);
  um_links_update (opening->engine->links);
  opening->n_waiting--;
  peek_free (peek);
  return_opened (task);
}

static void
peek_cb (GObject *store, GAsyncResult *result, gpointer user_data)
{
  Peek *peek = user_data;
  g_autoptr (GTask) task = g_object_ref (peek->task);
  UmSource *source = peek->source;
  Opening *opening = g_task_get_task_data (task);
  UmSnapshotInfo head = { .users_read = UM_TIME_UNKNOWN, .members_read = UM_TIME_UNKNOWN };
  g_autoptr (GError) error = NULL;

  if (!um_store_peek_snapshot_finish (UM_STORE (store), result, &head, &error))
    {
      /* The row then shows what it shows of a source that was never read; loading tells the reason.
       */
      g_debug ("The snapshot of %s: %s", source->id, error->message);
      head = (UmSnapshotInfo){ .users_read = UM_TIME_UNKNOWN, .members_read = UM_TIME_UNKNOWN };
    }
  um_engine_put_source (opening->engine, source, &head);
  if (source->kind == UM_SOURCE_ACCESS)
    {
      um_store_list_sites_async (UM_STORE (store), source->id, NULL, sites_cb, peek);
      return;
    }
  opening->n_waiting--;
  peek_free (peek);
  return_opened (task);
}

static void
list_cb (GObject *store, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sources = um_store_list_sources_finish (UM_STORE (store), result, &error);

  if (sources == NULL)
    {
      g_task_return_error (task, um_engine_problem (g_steal_pointer (&error), opening->folder));
      return;
    }
  opening->n_waiting = sources->len;
  for (guint i = 0; i < sources->len; i++)
    {
      Peek *peek = g_new0 (Peek, 1);

      peek->task = g_object_ref (task);
      peek->source = um_source_ref (sources->pdata[i]);
      um_store_peek_snapshot_async (UM_STORE (store), peek->source->id, NULL, peek_cb, peek);
    }
  return_opened (task);
}

static void
damaged_cb (UmEngine *self)
{
  g_signal_emit (self, signals[SIGNAL_DAMAGE_FOUND], 0);
}

static void
open_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  UmEngine *self = opening->engine;
  const char *moved_aside;
  g_autoptr (GError) error = NULL;

  self->store = um_store_open_finish (result, &error);
  if (self->store == NULL)
    {
      g_task_return_error (task, um_engine_problem (g_steal_pointer (&error), opening->folder));
      return;
    }
  g_signal_connect_object (self->store, "notify::damaged", G_CALLBACK (damaged_cb), self,
                           G_CONNECT_SWAPPED);
  moved_aside = um_store_get_moved_aside (self->store);
  if (moved_aside != NULL)
    self->opening_problem = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_DATABASE_DAMAGED,
                                                 moved_aside);
  self->demo = um_demo_new (um_store_get_folder (self->store));
  um_store_list_sources_async (self->store, g_task_get_cancellable (task), list_cb,
                               g_object_ref (task));
}

void
um_engine_open_async (const char *folder,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  g_task_set_source_tag (task, um_engine_open_async);
  opening->folder = folder != NULL
                      ? g_strdup (folder)
                      : g_build_filename (g_get_user_data_dir (), "user-management", NULL);
  opening->engine = g_object_new (UM_TYPE_ENGINE, NULL);
  g_task_set_task_data (task, opening, opening_free);
  um_store_open_async (folder, cancellable, open_cb, g_steal_pointer (&task));
}

UmEngine *
um_engine_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
store_closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (um_store_close_finish (UM_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, um_engine_problem (g_steal_pointer (&error), NULL));
}

static void
demo_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmEngine *self = g_task_get_source_object (task);

  um_demo_end_finish (UM_DEMO (source), result);
  um_store_close_async (self->store, store_closed_cb, g_steal_pointer (&task));
}

static void
close_next (GTask *task)
{
  UmEngine *self = g_task_get_source_object (task);
  Closing *closing = g_task_get_task_data (task);

  if (closing->n_waiting == 0)
    um_demo_end_async (self->demo, demo_ended_cb, g_object_ref (task));
}

static void
state_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Closing *closing = g_task_get_task_data (task);

  um_source_state_shut_down_finish (UM_SOURCE_STATE (source), result);
  closing->n_waiting--;
  close_next (task);
}

void
um_engine_close_async (UmEngine *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GListModel *sources = G_LIST_MODEL (self->sources);
  Closing *closing = g_new0 (Closing, 1);

  g_task_set_source_tag (task, um_engine_close_async);
  closing->n_waiting = g_list_model_get_n_items (sources);
  g_task_set_task_data (task, closing, g_free);
  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (sources, i);

      um_source_state_shut_down_async (state, state_ended_cb, g_object_ref (task));
    }
  close_next (task);
}

gboolean
um_engine_close_finish (UmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

const GError *
um_engine_get_opening_problem (UmEngine *self)
{
  return self->opening_problem;
}

gboolean
um_engine_get_damaged (UmEngine *self)
{
  return um_store_get_damaged (self->store);
}

GListModel *
um_engine_get_sources (UmEngine *self)
{
  return G_LIST_MODEL (self->sources);
}

UmSourceState *
um_engine_find_source (UmEngine *self, const char *id_or_name)
{
  UmSourceState *state = um_engine_find_state (self, id_or_name);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sources));
  g_autofree char *wanted = um_text_fold (id_or_name);

  for (guint i = 0; state == NULL && i < n; i++)
    {
      g_autoptr (UmSourceState) candidate = g_list_model_get_item (G_LIST_MODEL (self->sources), i);
      g_autofree char *name = um_text_fold (um_source_state_get_source (candidate)->name);

      if (g_strcmp0 (name, wanted) == 0)
        state = candidate;
    }
  return state;
}
