/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters under a name. Nothing of them is kept in memory: who shows them asks the disk. Main
 * thread. */
#include "um-saved-filters.h"

#include "um-import-cell-private.h"
#include "um-problem.h"
#include "um-source-state-private.h"
#include "um-store-filters.h"

/* Of each task: whose name a problem is about. */
typedef struct
{
  char *name;     /* of the filter that has to be there, or is saved */
  char *new_name; /* (nullable) */
} Names;

static void
names_free (gpointer data)
{
  Names *self = data;

  g_free (self->name);
  g_free (self->new_name);
  g_free (self);
}

static void
saved_filter_free (gpointer data)
{
  UmSavedFilter *self = data;

  g_free (self->name);
  g_free (self->expression);
  g_free (self);
}

static GTask *
new_task (UmSourceState *state,
          gpointer tag,
          const char *name,
          const char *new_name,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (state, cancellable, callback, user_data);
  Names *names = g_new0 (Names, 1);

  names->name = um_import_cell_trim (name);
  names->new_name = new_name != NULL ? um_import_cell_trim (new_name) : NULL;
  g_task_set_task_data (task, names, names_free);
  g_task_set_source_tag (task, tag);
  /* What was begun is carried out, and then told. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/* What the store says about a filter by its name. */
static void
return_problem (GTask *task, GError *error)
{
  UmSourceState *self = g_task_get_source_object (task);
  const Names *names = g_task_get_task_data (task);
  const char *taken = names->new_name != NULL ? names->new_name : names->name;
  g_autoptr (GError) owned = error;

  if (g_error_matches (owned, UM_STORE_ERROR, UM_STORE_ERROR_EXISTS))
    g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_FILTER_EXISTS, "%s", taken);
  else if (g_error_matches (owned, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND))
    g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_NO_SUCH_FILTER, "%s", names->name);
  else
    g_task_return_error (
      task, um_engine_problem (g_steal_pointer (&owned), um_store_get_folder (self->store)));
}

/* Whether a name can be begun with: one that folding leaves nothing of could never be asked for. */
static gboolean
can_begin (GTask *task, const char *name)
{
  g_autofree char *folded = um_text_fold (name);

  if (g_task_return_error_if_cancelled (task))
    return FALSE;
  if (*g_strstrip (folded) != '\0')
    return TRUE;
  g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_FILTER_NAME_MISSING, "%s", "");
  return FALSE;
}

static gboolean
finish (GAsyncResult *result, gpointer tag, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- loading ---- */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) kept = um_store_load_filters_finish (UM_STORE (source), result, &error);
  GPtrArray *filters;

  if (kept == NULL)
    {
      return_problem (task, error);
      return;
    }
  filters = g_ptr_array_new_with_free_func (saved_filter_free);
  for (guint i = 0; i < kept->len; i++)
    {
      UmStoreFilter *filter = kept->pdata[i];
      UmSavedFilter *saved = g_new0 (UmSavedFilter, 1);

      saved->name = g_steal_pointer (&filter->name);
      saved->expression = g_steal_pointer (&filter->expression);
      saved->created = filter->created;
      g_ptr_array_add (filters, saved);
    }
  g_task_return_pointer (task, filters, (GDestroyNotify) g_ptr_array_unref);
}

void
um_saved_filters_load_async (UmSourceState *state,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = new_task (state, um_saved_filters_load_async, "", NULL, cancellable, callback,
                          user_data);

  g_task_set_check_cancellable (task, TRUE);
  um_store_load_filters_async (state->store, state->source->kind, cancellable, loaded_cb, task);
}

GPtrArray *
um_saved_filters_load_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, um_saved_filters_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- saving ---- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (um_store_save_filter_finish (UM_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_problem (task, error);
}

void
um_saved_filters_save_async (UmSourceState *state,
                             const char *name,
                             const UmFilter *filter,
                             gboolean replace,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = new_task (state, um_saved_filters_save_async, name, NULL, cancellable,
                                     callback, user_data);
  const Names *names = g_task_get_task_data (task);
  g_autofree char *expression = um_filter_print (filter);
  const UmStoreFilter kept = { names->name, expression, g_get_real_time () / G_USEC_PER_SEC };

  if (can_begin (task, names->name))
    um_store_save_filter_async (state->store, state->source->kind, &kept, replace, saved_cb,
                                g_object_ref (task));
}

gboolean
um_saved_filters_save_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  return finish (result, um_saved_filters_save_async, error);
}

/* ---- renaming ---- */

static void
renamed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (um_store_rename_filter_finish (UM_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_problem (task, error);
}

void
um_saved_filters_rename_async (UmSourceState *state,
                               const char *name,
                               const char *new_name,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = new_task (state, um_saved_filters_rename_async, name, new_name,
                                     cancellable, callback, user_data);
  const Names *names = g_task_get_task_data (task);

  if (can_begin (task, names->new_name))
    um_store_rename_filter_async (state->store, state->source->kind, names->name, names->new_name,
                                  renamed_cb, g_object_ref (task));
}

gboolean
um_saved_filters_rename_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  return finish (result, um_saved_filters_rename_async, error);
}

/* ---- removing ---- */

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (um_store_remove_filter_finish (UM_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_problem (task, error);
}

void
um_saved_filters_remove_async (UmSourceState *state,
                               const char *name,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = new_task (state, um_saved_filters_remove_async, name, NULL, cancellable,
                                     callback, user_data);
  const Names *names = g_task_get_task_data (task);

  if (!g_task_return_error_if_cancelled (task))
    um_store_remove_filter_async (state->store, state->source->kind, names->name, removed_cb,
                                  g_object_ref (task));
}

gboolean
um_saved_filters_remove_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  return finish (result, um_saved_filters_remove_async, error);
}
