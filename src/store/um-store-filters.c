/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters that were saved, by kind of source: the main thread's side and the worker's. */
#include "um-store-filters.h"

#include "um-directory.h"
#include "um-enums.h"
#include "um-store-private.h"

typedef struct
{
  const char *kind; /* static: a nick */
  char *folded;     /* (nullable): whose */
  char *name;       /* (nullable): what it is called from now on */
  char *expression; /* (nullable): what is saved */
  gint64 created;
  gboolean replace;
  GPtrArray *filters; /* of UmStoreFilter: what was found */
} FilterRequest;

static void
filter_request_free (gpointer data)
{
  FilterRequest *self = data;

  g_free (self->folded);
  g_free (self->name);
  g_free (self->expression);
  g_clear_pointer (&self->filters, g_ptr_array_unref);
  g_free (self);
}

static FilterRequest *
filter_request_new (UmSourceKind kind, const char *whose, const char *name)
{
  FilterRequest *self = g_new0 (FilterRequest, 1);

  self->kind = um_source_kind_to_nick (kind);
  self->folded = whose != NULL ? um_text_fold (whose) : NULL;
  self->name = g_strdup (name);
  return self;
}

static UmStoreQuestion
make_question (UmJobMode mode, UmJobFunc func, FilterRequest *request, gpointer tag)
{
  return (UmStoreQuestion){ mode, func, request, filter_request_free, tag };
}

/* ---- on the worker ---- */

static UmStoreFilter *
read_filter (UmStatement *row, GError **error)
{
  g_autoptr (UmStoreFilter) filter = g_new0 (UmStoreFilter, 1);

  filter->name = um_statement_dup_text (row, 0);
  filter->expression = um_statement_dup_text (row, 1);
  filter->created = um_statement_get_int (row, 2);
  /* NOT NULL is only watched over when a row is written. */
  if (filter->name != NULL && filter->expression != NULL)
    return g_steal_pointer (&filter);
  um_store_fail (error, UM_STORE_ERROR_CORRUPT, "a filter without a name or an expression");
  return NULL;
}

static gboolean
load_on_worker (UmKept *kept, gpointer data, GError **error)
{
  FilterRequest *request = data;
  g_autoptr (UmStatement)
    statement = um_database_prepare (kept->database,
                                     "SELECT name, expression, created FROM filters"
                                     " WHERE kind = ? ORDER BY name_folded",
                                     error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, request->kind);
  request->filters = g_ptr_array_new_with_free_func ((GDestroyNotify) um_store_filter_free);
  while (um_statement_next (statement, &has_row, error))
    {
      UmStoreFilter *filter;

      if (!has_row)
        return TRUE;
      filter = read_filter (statement, error);
      if (filter == NULL)
        return FALSE;
      g_ptr_array_add (request->filters, filter);
    }
  return FALSE;
}

static gboolean
forget_on_worker (UmKept *kept, const FilterRequest *request, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    kept->database, "DELETE FROM filters WHERE kind = ? AND name_folded = ?", error);

  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, request->kind);
  um_statement_bind_text (statement, 2, request->folded);
  return um_statement_run (statement, error);
}

static gboolean
save_on_worker (UmKept *kept, gpointer data, GError **error)
{
  FilterRequest *request = data;
  g_autoptr (UmStatement) statement = NULL;

  if (request->replace && !forget_on_worker (kept, request, error))
    return FALSE;
  statement = um_database_prepare (kept->database,
                                   "INSERT INTO filters (kind, name_folded, name, expression,"
                                   " created) VALUES (?, ?, ?, ?, ?)",
                                   error);
  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, request->kind);
  um_statement_bind_text (statement, 2, request->folded);
  um_statement_bind_text (statement, 3, request->name);
  um_statement_bind_text (statement, 4, request->expression);
  um_statement_bind_int (statement, 5, request->created);
  return um_statement_run (statement, error);
}

/* What was written last has met a filter. */
static gboolean
has_changed (UmKept *kept, GError **error)
{
  gint64 n_changed = 0;

  return um_database_read_int (kept->database, "SELECT changes ()", &n_changed, error)
         && (n_changed > 0 || um_store_fail (error, UM_STORE_ERROR_NOT_FOUND, "no such filter"));
}

static gboolean
rename_on_worker (UmKept *kept, gpointer data, GError **error)
{
  FilterRequest *request = data;
  g_autofree char *folded = um_text_fold (request->name);
  g_autoptr (UmStatement) statement = um_database_prepare (
    kept->database,
    "UPDATE filters SET name = ?, name_folded = ? WHERE kind = ? AND name_folded = ?", error);

  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, request->name);
  um_statement_bind_text (statement, 2, folded);
  um_statement_bind_text (statement, 3, request->kind);
  um_statement_bind_text (statement, 4, request->folded);
  return um_statement_run (statement, error) && has_changed (kept, error);
}

static gboolean
remove_on_worker (UmKept *kept, gpointer data, GError **error)
{
  return forget_on_worker (kept, data, error) && has_changed (kept, error);
}

/* ---- on the main thread ---- */

void
um_store_filter_free (UmStoreFilter *self)
{
  g_free (self->name);
  g_free (self->expression);
  g_free (self);
}

void
um_store_load_filters_async (UmStore *self,
                             UmSourceKind kind,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  UmStoreQuestion question = make_question (UM_JOB_READ, load_on_worker,
                                            filter_request_new (kind, NULL, NULL),
                                            um_store_load_filters_async);

  um_store_ask (self, &question, cancellable, callback, user_data);
}

GPtrArray *
um_store_load_filters_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  FilterRequest *request = um_store_answer (self, result, um_store_load_filters_async, error);

  return request != NULL ? g_steal_pointer (&request->filters) : NULL;
}

void
um_store_save_filter_async (UmStore *self,
                            UmSourceKind kind,
                            const UmStoreFilter *filter,
                            gboolean replace,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  FilterRequest *request = filter_request_new (kind, filter->name, filter->name);
  UmStoreQuestion question = make_question (UM_JOB_WRITE, save_on_worker, request,
                                            um_store_save_filter_async);

  request->expression = g_strdup (filter->expression);
  request->created = filter->created;
  request->replace = replace;
  um_store_ask (self, &question, NULL, callback, user_data);
}

gboolean
um_store_save_filter_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  return um_store_answer (self, result, um_store_save_filter_async, error) != NULL;
}

void
um_store_rename_filter_async (UmStore *self,
                              UmSourceKind kind,
                              const char *name,
                              const char *new_name,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  UmStoreQuestion question = make_question (UM_JOB_WRITE, rename_on_worker,
                                            filter_request_new (kind, name, new_name),
                                            um_store_rename_filter_async);

  um_store_ask (self, &question, NULL, callback, user_data);
}

gboolean
um_store_rename_filter_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  return um_store_answer (self, result, um_store_rename_filter_async, error) != NULL;
}

void
um_store_remove_filter_async (UmStore *self,
                              UmSourceKind kind,
                              const char *name,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  UmStoreQuestion question = make_question (UM_JOB_WRITE, remove_on_worker,
                                            filter_request_new (kind, name, NULL),
                                            um_store_remove_filter_async);

  um_store_ask (self, &question, NULL, callback, user_data);
}

gboolean
um_store_remove_filter_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  return um_store_answer (self, result, um_store_remove_filter_async, error) != NULL;
}
