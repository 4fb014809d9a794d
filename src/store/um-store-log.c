/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading runs and their entries, a page at a time. */
#include "um-store-private.h"

#include "um-enums.h"
#include "um-run-rows-private.h"

#include <string.h>

/* How much of a run's id must be given at least. */
#define PREFIX_MIN 6

typedef struct
{
  char *source_id;
  char *action;
  int state;
  gint64 from;
  gint64 to;
  char *account_id;
  char *plan_id;
  char *of;
  char *before;
  guint limit;
  GPtrArray *runs; /* what was found */
} RunsRequest;

typedef struct
{
  char *id;
  UmRun *run;
  char *plan_text;
} RunRequest;

typedef struct
{
  char *run_id;
  int state;
  char *search; /* folded, or NULL */
  guint after;
  guint limit;
  GPtrArray *entries; /* what was found */
} EntriesRequest;

static void
runs_request_free (gpointer data)
{
  RunsRequest *self = data;

  g_free (self->source_id);
  g_free (self->action);
  g_free (self->account_id);
  g_free (self->plan_id);
  g_free (self->of);
  g_free (self->before);
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  g_free (self);
}

static void
run_request_free (gpointer data)
{
  RunRequest *self = data;

  g_free (self->id);
  g_clear_pointer (&self->run, um_run_unref);
  g_free (self->plan_text);
  g_free (self);
}

static void
entries_request_free (gpointer data)
{
  EntriesRequest *self = data;

  g_free (self->run_id);
  g_free (self->search);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_free (self);
}

/* ---- on the worker ---- */

/* -1 is SQLite's word for no limit. */
static gint64
limit_of (guint limit)
{
  return limit > 0 ? (gint64) limit : -1;
}

/* The place of a page's last run, which may have been deleted since. */
static gboolean
find_place (UmDatabase *database, const char *id, gint64 *run_row, GError **error)
{
  g_autoptr (UmStatement)
    statement = um_database_prepare (database, "SELECT run FROM runs WHERE id = ?", error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, id);
  if (!um_statement_next (statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return um_store_fail (error, UM_STORE_ERROR_NOT_FOUND, "no such run");
  *run_row = um_statement_get_int (statement, 0);
  return TRUE;
}

typedef gpointer (*ReadRow) (UmStatement *row, GError **error);

static gboolean
read_rows (UmStatement *statement, ReadRow read_row, GPtrArray *rows, GError **error)
{
  gboolean has_row;

  while (um_statement_next (statement, &has_row, error))
    {
      gpointer row;

      if (!has_row)
        return TRUE;
      row = read_row (statement, error);
      if (row == NULL)
        return FALSE;
      g_ptr_array_add (rows, row);
    }
  return FALSE;
}

static gboolean
list_runs_on_worker (UmKept *kept, gpointer data, GError **error)
{
  RunsRequest *request = data;
  g_autoptr (UmStatement) statement = um_database_prepare (
    kept->database,
    "SELECT " UM_RUN_COLUMNS
    " FROM runs AS r WHERE r.run < ?1 AND r.deleted = 0 AND r.started >= ?2"
    " AND (?3 = 0 OR r.started < ?3) AND (?4 IS NULL OR r.source = ?4)"
    " AND (?5 IS NULL OR r.state = ?5)"
    " AND (?6 IS NULL OR instr (' ' || r.actions || ' ', ' ' || ?6 || ' ') > 0)"
    " AND (?7 IS NULL OR EXISTS"
    " (SELECT 1 FROM run_users AS u WHERE u.account_id = ?7 AND u.run = r.run))"
    " AND (?9 IS NULL OR r.plan_id = ?9) AND (?10 IS NULL OR r.of = ?10)"
    " ORDER BY r.run DESC LIMIT ?8",
    error);
  gint64 before = G_MAXINT64;

  if (statement == NULL
      || (request->before != NULL && !find_place (kept->database, request->before, &before, error)))
    return FALSE;
  um_statement_bind_int (statement, 1, before);
  um_statement_bind_int (statement, 2, request->from);
  um_statement_bind_int (statement, 3, request->to);
  um_statement_bind_text (statement, 4, request->source_id);
  if (request->state >= 0)
    um_statement_bind_text (statement, 5, um_run_state_to_nick (request->state));
  um_statement_bind_text (statement, 6, request->action);
  um_statement_bind_text (statement, 7, request->account_id);
  um_statement_bind_int (statement, 8, limit_of (request->limit));
  um_statement_bind_text (statement, 9, request->plan_id);
  um_statement_bind_text (statement, 10, request->of);
  request->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_unref);
  return read_rows (statement, (ReadRow) um_run_rows_read_run, request->runs, error);
}

/* Ids are lower-case hex digits and dashes, all of which sort before 'g'. */
static gboolean
is_prefix (const char *id)
{
  return strlen (id) >= PREFIX_MIN && id[strspn (id, "0123456789abcdef-")] == '\0';
}

static gboolean
load_run_on_worker (UmKept *kept, gpointer data, GError **error)
{
  RunRequest *request = data;
  g_autoptr (UmStatement) statement = um_database_prepare (
    kept->database,
    "SELECT " UM_RUN_COLUMNS ", p.text FROM runs AS r LEFT JOIN plans AS p ON p.run = r.run"
    " WHERE r.id >= ?1 AND r.id < ?1 || 'g' AND r.deleted = 0 ORDER BY r.id LIMIT 2",
    error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, request->id);
  if (!is_prefix (request->id))
    return um_store_fail (error, UM_STORE_ERROR_NOT_FOUND, "no such run");
  if (!um_statement_next (statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return um_store_fail (error, UM_STORE_ERROR_NOT_FOUND, "no such run");
  request->run = um_run_rows_read_run (statement, error);
  request->plan_text = um_statement_dup_text (statement, 32);
  if (request->run == NULL || !um_statement_next (statement, &has_row, error))
    return FALSE;
  return !has_row
         || um_store_fail (error, UM_STORE_ERROR_NOT_FOUND, "several runs begin like that");
}

static UmStatement *
prepare_entries (UmDatabase *database, const EntriesRequest *request, GError **error)
{
  if (request->search != NULL)
    return um_database_prepare (database,
                                "SELECT " UM_ENTRY_COLUMNS
                                " FROM run_users AS u CROSS JOIN entries AS e"
                                " WHERE u.run = ?1 AND u.last > ?2 AND instr (u.folded, ?4) > 0"
                                " AND e.run = u.run AND e.n BETWEEN u.first AND u.last AND e.n > ?2"
                                " AND (?5 IS NULL OR e.state = ?5) ORDER BY u.chain, e.n LIMIT ?3",
                                error);
  if (request->state >= 0)
    return um_database_prepare (
      database,
      "SELECT " UM_ENTRY_COLUMNS " FROM entries AS e INDEXED BY entries_by_state"
      " CROSS JOIN run_users AS u WHERE e.run = ?1 AND e.state = ?5 AND e.n > ?2"
      " AND u.run = e.run AND u.chain = e.chain ORDER BY e.n LIMIT ?3",
      error);
  return um_database_prepare (database,
                              "SELECT " UM_ENTRY_COLUMNS " FROM entries AS e"
                              " CROSS JOIN run_users AS u WHERE e.run = ?1 AND e.n > ?2"
                              " AND u.run = e.run AND u.chain = e.chain ORDER BY e.n LIMIT ?3",
                              error);
}

static gboolean
list_entries_on_worker (UmKept *kept, gpointer data, GError **error)
{
  EntriesRequest *request = data;
  g_autoptr (UmStatement) statement = prepare_entries (kept->database, request, error);
  gint64 run_row;

  if (statement == NULL || !um_run_rows_find (kept->database, request->run_id, &run_row, error))
    return FALSE;
  um_statement_bind_int (statement, 1, run_row);
  um_statement_bind_int (statement, 2, request->after);
  um_statement_bind_int (statement, 3, limit_of (request->limit));
  if (request->search != NULL)
    um_statement_bind_text (statement, 4, request->search);
  if (request->state >= 0)
    um_statement_bind_text (statement, 5, um_step_state_to_nick (request->state));
  request->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);
  return read_rows (statement, (ReadRow) um_run_rows_read_entry, request->entries, error)
         && um_run_rows_read_notes (kept->database, run_row, request->entries, error);
}

/* ---- on the main thread ---- */

void
um_store_list_runs_async (UmStore *self,
                          const UmRunQuery *query,
                          const char *before,
                          guint limit,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  RunsRequest *request = g_new0 (RunsRequest, 1);
  UmStoreQuestion question = { UM_JOB_READ, list_runs_on_worker, request, runs_request_free,
                               um_store_list_runs_async };

  request->state = -1;
  if (query != NULL)
    {
      request->source_id = g_strdup (query->source_id);
      request->action = g_strdup (query->action);
      request->state = query->state;
      request->from = query->from;
      request->to = query->to;
      request->account_id = g_strdup (query->account_id);
      request->of = g_strdup (query->of);
      request->plan_id = g_strdup (query->plan_id);
    }
  request->before = g_strdup (before);
  request->limit = limit;
  um_store_ask (self, &question, cancellable, callback, user_data);
}

GPtrArray *
um_store_list_runs_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  RunsRequest *request = um_store_answer (self, result, um_store_list_runs_async, error);

  return request != NULL ? g_steal_pointer (&request->runs) : NULL;
}

void
um_store_load_run_async (UmStore *self,
                         const char *id,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  RunRequest *request = g_new0 (RunRequest, 1);
  UmStoreQuestion question = { UM_JOB_READ, load_run_on_worker, request, run_request_free,
                               um_store_load_run_async };

  request->id = g_ascii_strdown (id, -1);
  um_store_ask (self, &question, cancellable, callback, user_data);
}

UmRun *
um_store_load_run_finish (UmStore *self, GAsyncResult *result, char **plan_text, GError **error)
{
  RunRequest *request = um_store_answer (self, result, um_store_load_run_async, error);

  if (request == NULL)
    return NULL;
  if (plan_text != NULL)
    *plan_text = g_steal_pointer (&request->plan_text);
  return g_steal_pointer (&request->run);
}

void
um_store_list_entries_async (UmStore *self,
                             const char *run_id,
                             int state,
                             const char *search,
                             guint after,
                             guint limit,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  EntriesRequest *request = g_new0 (EntriesRequest, 1);
  UmStoreQuestion question = { UM_JOB_READ, list_entries_on_worker, request, entries_request_free,
                               um_store_list_entries_async };

  request->run_id = g_strdup (run_id);
  request->state = state;
  request->search = search != NULL && *search != '\0' ? um_text_fold (search) : NULL;
  request->after = after;
  request->limit = limit;
  um_store_ask (self, &question, cancellable, callback, user_data);
}

GPtrArray *
um_store_list_entries_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  EntriesRequest *request = um_store_answer (self, result, um_store_list_entries_async, error);

  return request != NULL ? g_steal_pointer (&request->entries) : NULL;
}
