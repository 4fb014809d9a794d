/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One user as he is now, read as a refresh reads him and compared by who asked: nothing is shown or
 * kept of it. Main thread; made on a strand. */
#include "um-refresh-look-private.h"

#include "um-refresh-private.h"
#include "um-source-state-private.h"

static void
build_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  UmRefresh *self = source;

  if (self->draft != NULL)
    {
      g_task_return_pointer (task, um_draft_build (self->draft, UM_TIME_UNKNOWN),
                             (GDestroyNotify) um_directory_unref);
      return;
    }
  um_org_draft_renew (self->org_draft, self->before);
  g_task_return_pointer (task,
                         um_org_draft_end (self->org_draft,
                                           um_directory_get_users_read (self->before),
                                           um_directory_get_members_read (self->before)),
                         (GDestroyNotify) um_directory_unref);
}

static void
built_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_pointer (task, g_task_propagate_pointer (G_TASK (result), NULL),
                         (GDestroyNotify) um_directory_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmRefresh *self = UM_REFRESH (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (um_refresh_read_finish (self, result, &error))
    um_strand_run_async (self->strand, self, build_thread, NULL, NULL, NULL, built_cb,
                         g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

void
um_refresh_look_async (UmSourceState *state,
                       UmConnection *connection,
                       const char *account_id,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (state, cancellable, callback, user_data);
  UmRefresh *self = g_object_new (UM_TYPE_REFRESH, NULL);
  const char *const ids[] = { account_id, NULL };

  g_task_set_source_tag (task, um_refresh_look_async);
  g_task_set_task_data (task, self, g_object_unref);
  self->state = g_object_ref (state);
  self->connection = um_connection_ref (connection);
  self->before = um_directory_ref (um_source_state_get_own (state));
  self->account_ids = g_strdupv ((char **) ids);
  g_set_object (&self->cancellable, cancellable);
  if (um_source_state_get_source (state)->kind == UM_SOURCE_ACCESS)
    {
      self->org_draft = um_org_draft_new ();
      um_refresh_read_org_part_async (self, read_cb, task);
    }
  else
    {
      g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (list, g_strdup (account_id));
      self->draft = um_draft_new (self->before);
      um_refresh_read_alone_async (self, list, read_cb, task);
    }
}

UmDirectory *
um_refresh_look_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, state), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
