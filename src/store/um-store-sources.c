/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources and baskets: the main thread's side and the worker's. */
#include "um-store-private.h"

#include "um-enums.h"
#include "um-files-private.h"
#include "um-run-lock.h"

#include <string.h>

#define SOURCE_COLUMNS                                                                             \
  "id, kind, name, url, api_url, email, account_id, cloud_id, org_id, org_name, host_ok, expires," \
  " gateway, read_only, demo, color"

typedef struct
{
  char *id;           /* of the source */
  UmSource *source;   /* what is saved */
  char *folded;       /* its name */
  GPtrArray *ids;     /* account ids of a basket */
  GPtrArray *sources; /* what was found */
} SourceRequest;

static void
source_request_free (gpointer data)
{
  SourceRequest *self = data;

  g_free (self->id);
  g_clear_pointer (&self->source, um_source_unref);
  g_free (self->folded);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_free (self);
}

static UmStoreQuestion
make_question (UmJobMode mode, UmJobFunc func, SourceRequest *request, gpointer tag)
{
  return (UmStoreQuestion){ mode, func, request, source_request_free, tag };
}

/* ---- on the worker ---- */

static UmSource *
read_source (UmStatement *row, GError **error)
{
  g_autoptr (UmSource) source = um_source_new (UM_SOURCE_JIRA);
  gint64 expires = um_statement_get_int (row, 11);
  char **texts[] = { &source->id,       &source->name,       &source->url,      &source->api_url,
                     &source->email,    &source->account_id, &source->cloud_id, &source->org_id,
                     &source->org_name, &source->host_ok };
  const int columns[] = { 0, 2, 3, 4, 5, 6, 7, 8, 9, 10 };

  if (!um_source_kind_from_nick (um_statement_get_text (row, 1), &source->kind))
    {
      um_store_fail (error, UM_STORE_ERROR_CORRUPT, "a source of no known kind");
      return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_free (*texts[i]);
      *texts[i] = um_statement_dup_text (row, columns[i]);
    }
  /* NOT NULL is only watched over when a row is written. */
  if (source->id == NULL || source->name == NULL)
    {
      um_store_fail (error, UM_STORE_ERROR_CORRUPT, "a source without a name");
      return NULL;
    }
  source->expires = um_statement_is_null (row, 11) ? UM_TIME_UNKNOWN : expires;
  source->gateway = um_statement_get_int (row, 12) != 0;
  source->read_only = um_statement_get_int (row, 13) & (UM_READ_ONLY_CHOSEN | UM_READ_ONLY_KEY);
  source->demo = um_statement_get_int (row, 14) != 0;
  source->color = CLAMP (um_statement_get_int (row, 15), 0, UM_N_SOURCE_COLORS - 1);
  return g_steal_pointer (&source);
}

static int
compare_by_name (gconstpointer a, gconstpointer b)
{
  const UmSource *first = *(UmSource *const *) a;
  const UmSource *second = *(UmSource *const *) b;
  int order = g_utf8_collate (first->name, second->name);

  return order != 0 ? order : strcmp (first->id, second->id);
}

static gboolean
list_on_worker (UmKept *kept, gpointer data, GError **error)
{
  SourceRequest *request = data;
  g_autoptr (UmStatement) statement = um_database_prepare (
    kept->database, "SELECT " SOURCE_COLUMNS " FROM sources", error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  request->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) um_source_unref);
  while (um_statement_next (statement, &has_row, error))
    {
      UmSource *source;

      if (!has_row)
        {
          g_ptr_array_sort (request->sources, compare_by_name);
          return TRUE;
        }
      source = read_source (statement, error);
      if (source == NULL)
        return FALSE;
      g_ptr_array_add (request->sources, source);
    }
  return FALSE;
}

static void
bind_source (UmStatement *statement, const UmSource *source, const char *folded)
{
  const char *texts[] = { source->id,         um_source_kind_to_nick (source->kind),
                          source->name,       source->url,
                          source->api_url,    source->email,
                          source->account_id, source->cloud_id,
                          source->org_id,     source->org_name,
                          source->host_ok };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    um_statement_bind_text (statement, i + 1, texts[i]);
  if (source->expires != UM_TIME_UNKNOWN)
    um_statement_bind_int (statement, 12, source->expires);
  um_statement_bind_int (statement, 13, source->gateway);
  um_statement_bind_int (statement, 14, source->read_only);
  um_statement_bind_int (statement, 15, source->demo);
  um_statement_bind_int (statement, 16, source->color);
  um_statement_bind_text (statement, 17, folded);
}

/* No REPLACE: it would delete the row first, and the basket with it. */
static gboolean
save_on_worker (UmKept *kept, gpointer data, GError **error)
{
  SourceRequest *request = data;
  g_autoptr (UmStatement) statement = um_database_prepare (
    kept->database,
    "INSERT INTO sources (" SOURCE_COLUMNS ", name_folded)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"
    " ON CONFLICT (id) DO UPDATE SET kind = ?2, name = ?3, url = ?4, api_url = ?5, email = ?6,"
    " account_id = ?7, cloud_id = ?8, org_id = ?9, org_name = ?10, host_ok = ?11, expires = ?12,"
    " gateway = ?13, read_only = ?14, demo = ?15, color = ?16, name_folded = ?17",
    error);

  if (statement == NULL)
    return FALSE;
  bind_source (statement, request->source, request->folded);
  return um_statement_run (statement, error);
}

static gboolean
remove_on_worker (UmKept *kept, gpointer data, GError **error)
{
  SourceRequest *request = data;
  g_autoptr (UmStatement)
    statement = um_database_prepare (kept->database, "DELETE FROM sources WHERE id = ?", error);
  g_autofree char *snapshot = um_store_build_snapshot_path (kept, request->id);
  g_autoptr (UmRunLock) lock = NULL;

  if (statement == NULL)
    return FALSE;
  lock = um_run_lock_take (kept->folder, request->id, error);
  if (lock == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, request->id);
  return um_files_remove (snapshot, error) && um_statement_run (statement, error)
         && um_run_lock_remove (g_steal_pointer (&lock), error);
}

static gboolean
load_basket_on_worker (UmKept *kept, gpointer data, GError **error)
{
  SourceRequest *request = data;
  g_autoptr (UmStatement) statement = um_database_prepare (
    kept->database, "SELECT account_ids FROM baskets WHERE source = ?", error);
  const char *ids;
  gboolean has_row;
  gsize size;

  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, request->id);
  if (!um_statement_next (statement, &has_row, error))
    return FALSE;
  request->ids = g_ptr_array_new_with_free_func (g_free);
  if (!has_row)
    return TRUE;
  ids = um_statement_get_bytes (statement, 0, &size);
  for (gsize start = 0; start < size;)
    {
      gsize length = strnlen (ids + start, size - start);

      g_ptr_array_add (request->ids, g_utf8_make_valid (ids + start, length));
      start += length + 1;
    }
  return TRUE;
}

static gboolean
save_basket_on_worker (UmKept *kept, gpointer data, GError **error)
{
  SourceRequest *request = data;
  g_autoptr (GByteArray) ids = g_byte_array_new ();
  g_autoptr (UmStatement)
    statement = um_database_prepare (kept->database,
                                     "INSERT INTO baskets (source, account_ids) VALUES (?1, ?2)"
                                     " ON CONFLICT (source) DO UPDATE SET account_ids = ?2",
                                     error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < request->ids->len; i++)
    {
      const char *id = g_ptr_array_index (request->ids, i);

      g_byte_array_append (ids, (const guint8 *) id, strlen (id) + 1);
    }
  um_statement_bind_text (statement, 1, request->id);
  um_statement_bind_bytes (statement, 2, ids->len > 0 ? ids->data : (const guint8 *) "", ids->len);
  return um_statement_run (statement, error);
}

/* ---- on the main thread ---- */

void
um_store_list_sources_async (UmStore *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  UmStoreQuestion question = make_question (UM_JOB_READ, list_on_worker, g_new0 (SourceRequest, 1),
                                            um_store_list_sources_async);

  um_store_ask (self, &question, cancellable, callback, user_data);
}

GPtrArray *
um_store_list_sources_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  SourceRequest *request = um_store_answer (self, result, um_store_list_sources_async, error);

  return request != NULL ? g_steal_pointer (&request->sources) : NULL;
}

void
um_store_save_source_async (UmStore *self,
                            UmSource *source,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  SourceRequest *request;
  UmStoreQuestion question;

  g_return_if_fail (source->name != NULL && um_files_is_plain_id (source->id));

  request = g_new0 (SourceRequest, 1);
  request->source = um_source_copy (source);
  request->folded = um_text_fold (source->name);
  question = make_question (UM_JOB_WRITE, save_on_worker, request, um_store_save_source_async);
  um_store_ask (self, &question, cancellable, callback, user_data);
}

gboolean
um_store_save_source_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  return um_store_answer (self, result, um_store_save_source_async, error) != NULL;
}

void
um_store_remove_source_async (UmStore *self,
                              const char *id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  SourceRequest *request;
  UmStoreQuestion question;

  g_return_if_fail (um_files_is_plain_id (id));

  request = g_new0 (SourceRequest, 1);
  request->id = g_strdup (id);
  question = make_question (UM_JOB_WRITE, remove_on_worker, request, um_store_remove_source_async);
  um_store_ask (self, &question, cancellable, callback, user_data);
}

gboolean
um_store_remove_source_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  return um_store_answer (self, result, um_store_remove_source_async, error) != NULL;
}

void
um_store_load_basket_async (UmStore *self,
                            const char *source_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  SourceRequest *request = g_new0 (SourceRequest, 1);
  UmStoreQuestion question = make_question (UM_JOB_READ, load_basket_on_worker, request,
                                            um_store_load_basket_async);

  request->id = g_strdup (source_id);
  um_store_ask (self, &question, cancellable, callback, user_data);
}

GPtrArray *
um_store_load_basket_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  SourceRequest *request = um_store_answer (self, result, um_store_load_basket_async, error);

  return request != NULL ? g_steal_pointer (&request->ids) : NULL;
}

void
um_store_save_basket_async (UmStore *self,
                            const char *source_id,
                            GPtrArray *account_ids,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  SourceRequest *request = g_new0 (SourceRequest, 1);
  UmStoreQuestion question = make_question (UM_JOB_WRITE, save_basket_on_worker, request,
                                            um_store_save_basket_async);

  request->id = g_strdup (source_id);
  request->ids = g_ptr_array_ref (account_ids);
  um_store_ask (self, &question, NULL, callback, user_data);
}

gboolean
um_store_save_basket_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  return um_store_answer (self, result, um_store_save_basket_async, error) != NULL;
}
