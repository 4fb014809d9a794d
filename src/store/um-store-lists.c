/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of users that were imported, by source: the main thread's side and the worker's. */
#include "um-store-private.h"

#include "um-files-private.h"

#include <string.h>

typedef struct
{
  char *source_id;
  UmStoreList
    *list; /* what is saved; only its name and folded name where one is renamed or removed */
  char *new_name;
  gboolean replace;
  GPtrArray *lists; /* of UmStoreList: what was found */
} ListRequest;

static void
list_request_free (gpointer data)
{
  ListRequest *self = data;

  g_free (self->source_id);
  g_free (self->new_name);
  g_clear_pointer (&self->list, um_store_list_free);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
  g_free (self);
}

static ListRequest *
list_request_new (const char *source_id, const char *name)
{
  ListRequest *self = g_new0 (ListRequest, 1);

  self->source_id = g_strdup (source_id);
  if (name != NULL)
    {
      self->list = g_new0 (UmStoreList, 1);
      self->list->name = g_strdup (name);
      self->list->folded = um_text_fold (name);
    }
  return self;
}

static UmStoreQuestion
make_question (UmJobMode mode, UmJobFunc func, ListRequest *request, gpointer tag)
{
  return (UmStoreQuestion){ mode, func, request, list_request_free, tag };
}

/* ---- on the worker ---- */

/* The ids as they are kept: each ended by NUL. */
static GByteArray *
pack_ids (GPtrArray *ids)
{
  GByteArray *packed = g_byte_array_new ();

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      g_byte_array_append (packed, (const guint8 *) id, strlen (id) + 1);
    }
  return packed;
}

static GPtrArray *
unpack_ids (const char *packed, gsize size)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (gsize start = 0; start < size;)
    {
      gsize length = strnlen (packed + start, size - start);

      if (length > 0)
        g_ptr_array_add (ids, g_utf8_make_valid (packed + start, (gssize) length));
      start += length + 1;
    }
  return ids;
}

static UmStoreList *
read_list (UmStatement *row, GError **error)
{
  g_autoptr (UmStoreList) list = g_new0 (UmStoreList, 1);
  const char *packed;
  gsize size;

  list->name = um_statement_dup_text (row, 0);
  /* NOT NULL is only watched over when a row is written. */
  if (list->name == NULL)
    {
      um_store_fail (error, UM_STORE_ERROR_CORRUPT, "a list without a name");
      return NULL;
    }
  list->folded = um_text_fold (list->name);
  list->created = um_statement_get_int (row, 1);
  packed = um_statement_get_bytes (row, 2, &size);
  list->account_ids = unpack_ids (packed, size);
  return g_steal_pointer (&list);
}

static gboolean
load_on_worker (UmKept *kept, gpointer data, GError **error)
{
  ListRequest *request = data;
  g_autoptr (UmStatement)
    statement = um_database_prepare (kept->database,
                                     "SELECT name, created, account_ids FROM lists"
                                     " WHERE source = ? ORDER BY name_folded",
                                     error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, request->source_id);
  request->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) um_store_list_free);
  while (um_statement_next (statement, &has_row, error))
    {
      UmStoreList *list;

      if (!has_row)
        return TRUE;
      list = read_list (statement, error);
      if (list == NULL)
        return FALSE;
      g_ptr_array_add (request->lists, list);
    }
  return FALSE;
}

static gboolean
forget_on_worker (UmKept *kept, ListRequest *request, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    kept->database, "DELETE FROM lists WHERE source = ? AND name_folded = ?", error);

  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, request->source_id);
  um_statement_bind_text (statement, 2, request->list->folded);
  return um_statement_run (statement, error);
}

static gboolean
save_on_worker (UmKept *kept, gpointer data, GError **error)
{
  ListRequest *request = data;
  g_autoptr (GByteArray) ids = pack_ids (request->list->account_ids);
  g_autoptr (UmStatement) statement = NULL;

  if (request->replace && !forget_on_worker (kept, request, error))
    return FALSE;
  statement = um_database_prepare (kept->database,
                                   "INSERT INTO lists (source, name_folded, name, created,"
                                   " account_ids) VALUES (?, ?, ?, ?, ?)",
                                   error);
  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, request->source_id);
  um_statement_bind_text (statement, 2, request->list->folded);
  um_statement_bind_text (statement, 3, request->list->name);
  um_statement_bind_int (statement, 4, request->list->created);
  um_statement_bind_bytes (statement, 5, ids->len > 0 ? ids->data : (const guint8 *) "", ids->len);
  return um_statement_run (statement, error);
}

/* What was written last has met a list. */
static gboolean
has_changed (UmKept *kept, GError **error)
{
  gint64 n_changed = 0;

  return um_database_read_int (kept->database, "SELECT changes ()", &n_changed, error)
         && (n_changed > 0 || um_store_fail (error, UM_STORE_ERROR_NOT_FOUND, "no such list"));
}

static gboolean
rename_on_worker (UmKept *kept, gpointer data, GError **error)
{
  ListRequest *request = data;
  g_autofree char *folded = um_text_fold (request->new_name);
  g_autoptr (UmStatement) statement = um_database_prepare (
    kept->database,
    "UPDATE lists SET name = ?, name_folded = ? WHERE source = ? AND name_folded = ?", error);

  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, request->new_name);
  um_statement_bind_text (statement, 2, folded);
  um_statement_bind_text (statement, 3, request->source_id);
  um_statement_bind_text (statement, 4, request->list->folded);
  return um_statement_run (statement, error) && has_changed (kept, error);
}

static gboolean
remove_on_worker (UmKept *kept, gpointer data, GError **error)
{
  return forget_on_worker (kept, data, error) && has_changed (kept, error);
}

/* ---- on the main thread ---- */

void
um_store_list_free (UmStoreList *self)
{
  g_free (self->name);
  g_free (self->folded);
  g_clear_pointer (&self->account_ids, g_ptr_array_unref);
  g_free (self);
}

void
um_store_load_lists_async (UmStore *self,
                           const char *source_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  UmStoreQuestion question = make_question (
    UM_JOB_READ, load_on_worker, list_request_new (source_id, NULL), um_store_load_lists_async);

  um_store_ask (self, &question, cancellable, callback, user_data);
}

GPtrArray *
um_store_load_lists_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  ListRequest *request = um_store_answer (self, result, um_store_load_lists_async, error);

  return request != NULL ? g_steal_pointer (&request->lists) : NULL;
}

void
um_store_save_list_async (UmStore *self,
                          const char *source_id,
                          const char *name,
                          gint64 created,
                          GPtrArray *account_ids,
                          gboolean replace,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  ListRequest *request = list_request_new (source_id, name);
  UmStoreQuestion question = make_question (UM_JOB_WRITE, save_on_worker, request,
                                            um_store_save_list_async);

  request->list->created = created;
  request->list->account_ids = g_ptr_array_ref (account_ids);
  request->replace = replace;
  um_store_ask (self, &question, NULL, callback, user_data);
}

gboolean
um_store_save_list_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  return um_store_answer (self, result, um_store_save_list_async, error) != NULL;
}

void
um_store_rename_list_async (UmStore *self,
                            const char *source_id,
                            const char *name,
                            const char *new_name,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  ListRequest *request = list_request_new (source_id, name);
  UmStoreQuestion question = make_question (UM_JOB_WRITE, rename_on_worker, request,
                                            um_store_rename_list_async);

  request->new_name = g_strdup (new_name);
  um_store_ask (self, &question, NULL, callback, user_data);
}

gboolean
um_store_rename_list_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  return um_store_answer (self, result, um_store_rename_list_async, error) != NULL;
}

void
um_store_remove_list_async (UmStore *self,
                            const char *source_id,
                            const char *name,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  UmStoreQuestion question = make_question (
    UM_JOB_WRITE, remove_on_worker, list_request_new (source_id, name), um_store_remove_list_async);

  um_store_ask (self, &question, NULL, callback, user_data);
}

gboolean
um_store_remove_list_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  return um_store_answer (self, result, um_store_remove_list_async, error) != NULL;
}
