/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal of one account, with errors as front ends show them. No state; main thread. */
#include "um-user-history.h"

#include "um-engine-private.h"
#include "um-store-history.h"

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmStore *store = UM_STORE (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *deeds = um_store_list_history_finish (store, result, &error);

  if (deeds == NULL)
    g_task_return_error (task, um_engine_problem (error, um_store_get_folder (store)));
  else
    g_task_return_pointer (task, deeds, (GDestroyNotify) g_ptr_array_unref);
}

void
um_user_history_list_async (UmEngine *engine,
                            const char *account_id,
                            const char *before,
                            guint limit,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (engine, cancellable, callback, user_data);

  g_task_set_source_tag (task, um_user_history_list_async);
  um_store_list_history_async (um_engine_get_store (engine), account_id, before, limit, cancellable,
                               listed_cb, task);
}

GPtrArray *
um_user_history_list_finish (UmEngine *engine, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, engine), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
