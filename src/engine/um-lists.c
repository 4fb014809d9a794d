/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A source's lists, on disk and in memory. Main thread; the tables are never changed, so that a
 * worker may go on with the one it has. */
#include "um-lists.h"

#include "um-import-cell-private.h"
#include "um-problem.h"
#include "um-source-state-private.h"

#include <string.h>

/* Of UmSourceState's task. */
typedef struct
{
  char *name;
  char *new_name;         /* (nullable): it is renamed */
  GPtrArray *account_ids; /* (nullable): it is renamed or removed */
  gint64 created;
} Change;

static void
change_free (gpointer data)
{
  Change *self = data;

  g_free (self->name);
  g_free (self->new_name);
  g_clear_pointer (&self->account_ids, g_ptr_array_unref);
  g_free (self);
}

static void
info_free (gpointer data)
{
  UmListInfo *self = data;

  g_free (self->name);
  g_free (self);
}

static GPtrArray *
new_infos (void)
{
  return g_ptr_array_new_with_free_func (info_free);
}

static GHashTable *
new_lists (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) g_hash_table_unref);
}

static void
add_info (GPtrArray *infos, const char *name, gint64 created, guint n_users)
{
  UmListInfo *info = g_new0 (UmListInfo, 1);

  info->name = g_strdup (name);
  info->created = created;
  info->n_users = n_users;
  g_ptr_array_add (infos, info);
}

static GHashTable *
new_set (GPtrArray *account_ids)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < account_ids->len; i++)
    g_hash_table_add (set, g_strdup (account_ids->pdata[i]));
  return set;
}

static int
compare_infos (gconstpointer a, gconstpointer b)
{
  const UmListInfo *first = *(UmListInfo *const *) a;
  const UmListInfo *second = *(UmListInfo *const *) b;
  g_autofree char *first_folded = um_text_fold (first->name);
  g_autofree char *second_folded = um_text_fold (second->name);

  return g_utf8_collate (first_folded, second_folded);
}

/* Takes both. */
static void
put_lists (UmSourceState *self, GHashTable *lists, GPtrArray *infos)
{
  g_ptr_array_sort (infos, compare_infos);
  g_clear_pointer (&self->lists, g_hash_table_unref);
  g_clear_pointer (&self->list_infos, g_ptr_array_unref);
  self->lists = lists;
  self->list_infos = infos;
  g_object_notify (G_OBJECT (self), "lists");
}

void
um_source_state_set_lists (UmSourceState *self, GPtrArray *kept)
{
  GHashTable *lists = new_lists ();
  GPtrArray *infos = new_infos ();

  for (guint i = 0; i < kept->len; i++)
    {
      const UmStoreList *list = kept->pdata[i];
      GHashTable *set = new_set (list->account_ids);

      add_info (infos, list->name, list->created, g_hash_table_size (set));
      g_hash_table_insert (lists, g_strdup (list->folded), set);
    }
  put_lists (self, lists, infos);
}

/* New tables that differ by one list; the one that is renamed is the same set. */
static void
apply_change (UmSourceState *self, const Change *change)
{
  g_autofree char *folded = um_text_fold (change->name);
  GHashTable *lists = new_lists ();
  GPtrArray *infos = new_infos ();
  GHashTableIter iter;
  gpointer key, set;

  g_hash_table_iter_init (&iter, um_source_state_get_lists (self));
  while (g_hash_table_iter_next (&iter, &key, &set))
    if (!g_str_equal (key, folded))
      g_hash_table_insert (lists, g_strdup (key), g_hash_table_ref (set));
    else if (change->new_name != NULL)
      g_hash_table_insert (lists, um_text_fold (change->new_name), g_hash_table_ref (set));
  for (guint i = 0; i < um_source_state_get_list_infos (self)->len; i++)
    {
      const UmListInfo *info = self->list_infos->pdata[i];
      g_autofree char *other = um_text_fold (info->name);

      if (!g_str_equal (other, folded))
        add_info (infos, info->name, info->created, info->n_users);
      else if (change->new_name != NULL)
        add_info (infos, change->new_name, info->created, info->n_users);
    }
  if (change->account_ids != NULL)
    {
      set = new_set (change->account_ids);
      add_info (infos, change->name, change->created, g_hash_table_size (set));
      g_hash_table_insert (lists, g_steal_pointer (&folded), set);
    }
  put_lists (self, lists, infos);
}

/* ---- public ---- */

GHashTable *
um_source_state_get_lists (UmSourceState *self)
{
  g_return_val_if_fail (UM_IS_SOURCE_STATE (self), NULL);

  if (self->lists == NULL)
    self->lists = new_lists ();
  return self->lists;
}

GPtrArray *
um_source_state_get_list_infos (UmSourceState *self)
{
  g_return_val_if_fail (UM_IS_SOURCE_STATE (self), NULL);

  if (self->list_infos == NULL)
    self->list_infos = new_infos ();
  return self->list_infos;
}

UmFilterContext
um_source_state_get_filter_context (UmSourceState *self, gint64 now)
{
  return (UmFilterContext){ .now = now, .lists = um_source_state_get_lists (self) };
}

GHashTable *
um_source_state_find_list (UmSourceState *self, const char *name)
{
  g_autofree char *plain = um_import_cell_trim (name);
  g_autofree char *folded = um_text_fold (plain);

  return g_hash_table_lookup (um_source_state_get_lists (self), folded);
}

/* What the store says about a list by its name. */
static void
return_problem (GTask *task, GError *error)
{
  UmSourceState *self = g_task_get_source_object (task);
  const Change *change = g_task_get_task_data (task);
  g_autoptr (GError) owned = error;

  if (g_error_matches (owned, UM_STORE_ERROR, UM_STORE_ERROR_EXISTS))
    g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_LIST_EXISTS, "%s",
                             change->new_name != NULL ? change->new_name : change->name);
  else if (g_error_matches (owned, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND)
           && change->account_ids == NULL)
    g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_NO_SUCH_LIST, "%s", change->name);
  else if (g_error_matches (owned, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND))
    g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_NO_SUCH_SOURCE, "%s", self->source->name);
  else
    g_task_return_error (
      task, um_engine_problem (g_steal_pointer (&owned), um_store_get_folder (self->store)));
}

static void
save_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!um_store_save_list_finish (UM_STORE (source), result, &error))
    {
      return_problem (task, error);
      return;
    }
  apply_change (g_task_get_source_object (task), g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

static GTask *
new_task (UmSourceState *state,
          const char *name,
          GPtrArray *account_ids,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (state, cancellable, callback, user_data);
  Change *change = g_new0 (Change, 1);

  change->name = um_import_cell_trim (name);
  change->account_ids = account_ids != NULL ? g_ptr_array_ref (account_ids) : NULL;
  change->created = g_get_real_time () / G_USEC_PER_SEC;
  g_task_set_task_data (task, change, change_free);
  /* What was begun is carried out, and then told. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/* A name that folding leaves nothing of could never be asked for. */
static gboolean
is_name (const char *name)
{
  g_autofree char *folded = um_text_fold (name);

  return *g_strstrip (folded) != '\0';
}

void
um_lists_save_async (UmSourceState *state,
                     const char *name,
                     GPtrArray *account_ids,
                     gboolean replace,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = new_task (state, name, account_ids, cancellable, callback, user_data);
  const Change *change = g_task_get_task_data (task);

  g_task_set_source_tag (task, um_lists_save_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!is_name (change->name))
    {
      g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_LIST_NAME_MISSING, "%s", "");
      return;
    }
  um_store_save_list_async (state->store, state->source->id, change->name, change->created,
                            account_ids, replace, save_cb, g_object_ref (task));
}

gboolean
um_lists_save_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, um_lists_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
rename_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!um_store_rename_list_finish (UM_STORE (source), result, &error))
    {
      return_problem (task, error);
      return;
    }
  apply_change (g_task_get_source_object (task), g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

void
um_lists_rename_async (UmSourceState *state,
                       const char *name,
                       const char *new_name,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = new_task (state, name, NULL, cancellable, callback, user_data);
  Change *change = g_task_get_task_data (task);

  g_task_set_source_tag (task, um_lists_rename_async);
  change->new_name = um_import_cell_trim (new_name);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!is_name (change->new_name))
    {
      g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_LIST_NAME_MISSING, "%s", "");
      return;
    }
  um_store_rename_list_async (state->store, state->source->id, change->name, change->new_name,
                              rename_cb, g_object_ref (task));
}

gboolean
um_lists_rename_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, um_lists_rename_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
remove_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!um_store_remove_list_finish (UM_STORE (source), result, &error))
    {
      return_problem (task, error);
      return;
    }
  apply_change (g_task_get_source_object (task), g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

void
um_lists_remove_async (UmSourceState *state,
                       const char *name,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = new_task (state, name, NULL, cancellable, callback, user_data);
  const Change *change = g_task_get_task_data (task);

  g_task_set_source_tag (task, um_lists_remove_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  um_store_remove_list_async (state->store, state->source->id, change->name, remove_cb,
                              g_object_ref (task));
}

gboolean
um_lists_remove_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, um_lists_remove_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
