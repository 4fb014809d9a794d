/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How what a refresh has read becomes the directory of its state: made on the strand, swapped in
 * whole, written. Main thread otherwise. */
#include "um-refresh-private.h"

#include "um-source-state-private.h"

typedef struct
{
  UmDraft *draft;
  gint64 members_read;
} Building;

static void
whole_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  um_source_state_whole_finish (UM_SOURCE_STATE (source), result);
  g_task_return_boolean (task, TRUE);
}

/* Who waits for the refresh goes on with what is shown. */
static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmRefresh *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (um_store_save_directory_finish (UM_STORE (source), result, &error))
    um_source_state_whole_async (self->state, whole_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, um_engine_problem (error, um_store_get_folder (UM_STORE (source))));
}

/* The mark is that of the moment when it was asked for, not of when it is made. */
static GTask *
new_task (UmRefresh *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_task_data (task, g_memdup2 (&self->mark, sizeof self->mark), g_free);
  return task;
}

static void
swap_in (GTask *task, UmDirectory *directory)
{
  UmRefresh *self = g_task_get_source_object (task);
  const UmSnapshotMark *mark = g_task_get_task_data (task);

  self->state->mark = *mark;
  um_source_state_set_directory (self->state, directory);
  um_store_save_directory_async (um_source_state_get_store (self->state),
                                 um_source_state_get_source (self->state)->id, directory, mark,
                                 NULL, saved_cb, task);
}

static void
build_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Building *building = data;

  g_task_return_pointer (task, um_draft_build (building->draft, building->members_read),
                         (GDestroyNotify) um_directory_unref);
}

static void
built_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmDirectory) directory = g_task_propagate_pointer (G_TASK (result), NULL);

  swap_in (user_data, directory);
}

void
um_refresh_swap_in_async (UmRefresh *self,
                          UmDirectory *directory,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  swap_in (new_task (self, callback, user_data), directory);
}

void
um_refresh_publish_async (UmRefresh *self,
                          gint64 members_read,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = new_task (self, callback, user_data);
  Building *building = g_new0 (Building, 1);

  building->draft = self->draft;
  building->members_read = members_read;
  um_strand_run_async (self->strand, self, build_thread, building, g_free, NULL, built_cb, task);
}

static void
partly_published_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmRefresh *self = UM_REFRESH (source);
  g_autoptr (GError) error = NULL;

  self->publishing = FALSE;
  if (!um_refresh_read_finish (self, result, &error))
    g_warning ("What was read so far couldn't be kept: %s", error->message);
}

static gboolean
publish_timer_cb (gpointer user_data)
{
  UmRefresh *self = user_data;

  if (!self->publishing)
    {
      self->publishing = TRUE;
      um_refresh_publish_async (self, UM_TIME_UNKNOWN, partly_published_cb, NULL);
    }
  return G_SOURCE_CONTINUE;
}

void
um_refresh_begin_publishing (UmRefresh *self)
{
  self->publish_timer = g_timeout_add (self->publish_interval, publish_timer_cb, self);
}
