/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs as wholes: made, ended, deleted. */
#include "um-store-private.h"

#include "um-enums.h"
#include "um-files-private.h"
#include "um-run-lock.h"
#include "um-run-rows-private.h"

typedef struct
{
  UmRun *run;
  GPtrArray *entries;
  char *plan_text;
} CreateRequest;

typedef struct
{
  char *run_id;
  UmRunState state;
  gint64 finished;
  gboolean cancel_pending;
} StateRequest;

typedef struct
{
  GStrv ids;
  gint64 now; /* milliseconds */
} DeleteRequest;

static void
create_request_free (gpointer data)
{
  CreateRequest *self = data;

  um_run_unref (self->run);
  g_ptr_array_unref (self->entries);
  g_free (self->plan_text);
  g_free (self);
}

static void
state_request_free (gpointer data)
{
  StateRequest *self = data;

  g_free (self->run_id);
  g_free (self);
}

static void
delete_request_free (gpointer data)
{
  DeleteRequest *self = data;

  g_strfreev (self->ids);
  g_free (self);
}

/* ---- on the worker ---- */

/* What is made twice is two: it has to be known what a trial has made of it. */
static gboolean
makes_something (const GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      UmStepKind kind = ((UmRunEntry *) g_ptr_array_index (entries, i))->kind;

      if (kind == UM_STEP_ISSUE_CREATE || kind == UM_STEP_INVITE)
        return TRUE;
    }
  return FALSE;
}

/* A plan that was carried out, even if its log was deleted, isn't carried out again. */
static gboolean
plan_is_unused (UmDatabase *database, const CreateRequest *request, GError **error)
{
  g_autoptr (UmStatement)
    statement = um_database_prepare (database,
                                     "SELECT 1 FROM runs WHERE plan_id = ?1 AND dry_run = 0"
                                     " AND (first_n = 0 OR (?2 AND deleted > 0))",
                                     error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, request->run->plan_id);
  um_statement_bind_int (statement, 2, makes_something (request->entries));
  if (!um_statement_next (statement, &has_row, error))
    return FALSE;
  return !has_row || um_store_fail (error, UM_STORE_ERROR_EXISTS, "the plan was carried out");
}

static gboolean
create_on_worker (UmKept *kept, gpointer data, GError **error)
{
  const CreateRequest *request = data;
  const UmRun *run = request->run;

  return (run->dry_run || plan_is_unused (kept->database, request, error))
         && um_run_rows_insert (kept->database, run, request->entries, request->plan_text, error);
}

/* Among what a user's state can be only "cancelled" stands between "pending" and what is better, so
 * who was pending is now cancelled, and nobody else's state changes. */
static gboolean
cancel_pending (UmDatabase *database, gint64 run_row, gint64 finished, GError **error)
{
  g_autoptr (UmStatement) entries = um_database_prepare (
    database,
    "UPDATE entries SET state = 'cancelled', finished = ?2 WHERE run = ?1 AND state = 'pending'",
    error);
  g_autoptr (UmStatement) users = NULL, numbers = NULL;

  if (entries == NULL)
    return FALSE;
  um_statement_bind_int (entries, 1, run_row);
  um_statement_bind_int (entries, 2, finished);
  users = um_database_prepare (
    database, "UPDATE run_users SET state = 'cancelled' WHERE run = ?1 AND state = 'pending'",
    error);
  if (users == NULL)
    return FALSE;
  um_statement_bind_int (users, 1, run_row);
  numbers = um_database_prepare (
    database,
    "UPDATE runs SET steps_cancelled = steps_cancelled + steps_pending, steps_pending = 0,"
    " users_cancelled = users_cancelled + users_pending, users_pending = 0 WHERE run = ?1",
    error);
  if (numbers == NULL)
    return FALSE;
  um_statement_bind_int (numbers, 1, run_row);
  return um_statement_run (entries, error) && um_statement_run (users, error)
         && um_statement_run (numbers, error);
}

/* A run that is over stays as it is. */
static gboolean
may_become (UmDatabase *database, gint64 run_row, UmRunState state, GError **error)
{
  g_autoptr (UmStatement)
    statement = um_database_prepare (database, "SELECT state FROM runs WHERE run = ?", error);
  UmRunState before;
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  um_statement_bind_int (statement, 1, run_row);
  if (!um_statement_next (statement, &has_row, error))
    return FALSE;
  if (!um_run_state_from_nick (um_statement_get_text (statement, 0), &before))
    return um_store_fail (error, UM_STORE_ERROR_CORRUPT, "a run of no known state");
  if (before == state || (before != UM_RUN_FINISHED && before != UM_RUN_CANCELLED))
    return TRUE;
  return um_store_fail (error, UM_STORE_ERROR_EXISTS, "the run is over");
}

static gboolean
set_state_on_worker (UmKept *kept, gpointer data, GError **error)
{
  const StateRequest *request = data;
  g_autoptr (UmStatement) statement = um_database_prepare (
    kept->database, "UPDATE runs SET state = ?2, finished = ?3 WHERE run = ?1", error);
  gint64 run_row;

  if (statement == NULL || !um_run_rows_find (kept->database, request->run_id, &run_row, error)
      || !may_become (kept->database, run_row, request->state, error))
    return FALSE;
  um_statement_bind_int (statement, 1, run_row);
  um_statement_bind_text (statement, 2, um_run_state_to_nick (request->state));
  um_statement_bind_int (statement, 3, request->finished);
  return um_statement_run (statement, error)
         && (!request->cancel_pending
             || cancel_pending (kept->database, run_row, request->finished, error));
}

/* One that isn't over goes on as long as somebody holds its source. */
static gboolean
may_delete (UmKept *kept, gint64 run_row, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    kept->database, "SELECT state, source FROM runs WHERE run = ?", error);
  UmRunState state;
  const char *source;
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  um_statement_bind_int (statement, 1, run_row);
  if (!um_statement_next (statement, &has_row, error))
    return FALSE;
  source = um_statement_get_text (statement, 1);
  if (!um_run_state_from_nick (um_statement_get_text (statement, 0), &state)
      || !um_files_is_plain_id (source))
    return um_store_fail (error, UM_STORE_ERROR_CORRUPT, "a run of no known state");
  if (state == UM_RUN_FINISHED || state == UM_RUN_CANCELLED
      || !um_run_lock_is_held (kept->folder, source))
    return TRUE;
  return um_store_fail (error, UM_STORE_ERROR_LOCKED, "the run is going on");
}

/* From here on nobody finds it; um-kept-tidy.c does the rest when nothing else is to do. */
static gboolean
mark_deleted (UmDatabase *database, gint64 run_row, gint64 now, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    database, "UPDATE runs SET deleted = ?2 WHERE run = ?1", error);

  if (statement == NULL)
    return FALSE;
  um_statement_bind_int (statement, 1, run_row);
  um_statement_bind_int (statement, 2, now);
  return um_statement_run (statement, error);
}

static gboolean
delete_on_worker (UmKept *kept, gpointer data, GError **error)
{
  const DeleteRequest *request = data;

  for (guint i = 0; request->ids[i] != NULL; i++)
    {
      gint64 run_row;

      if (!um_run_rows_find (kept->database, request->ids[i], &run_row, error)
          || !may_delete (kept, run_row, error)
          || !mark_deleted (kept->database, run_row, request->now, error))
        return FALSE;
    }
  kept->owes_tidying = TRUE;
  return TRUE;
}

/* ---- on the main thread ---- */

void
um_store_create_run_async (UmStore *self,
                           UmRun *run,
                           GPtrArray *entries,
                           const char *plan_text,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  CreateRequest *request;
  UmStoreQuestion question;

  g_return_if_fail (run->plan_id != NULL && um_files_is_plain_id (run->source_id));

  request = g_new0 (CreateRequest, 1);
  question = (UmStoreQuestion){ UM_JOB_WRITE, create_on_worker, request, create_request_free,
                                um_store_create_run_async };
  request->run = um_run_copy (run);
  request->entries = g_ptr_array_ref (entries);
  request->plan_text = g_strdup (plan_text);
  um_store_ask (self, &question, cancellable, callback, user_data);
}

gboolean
um_store_create_run_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  return um_store_answer (self, result, um_store_create_run_async, error) != NULL;
}

void
um_store_set_run_state_async (UmStore *self,
                              const char *run_id,
                              UmRunState state,
                              gint64 finished,
                              gboolean cancel_pending_entries,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  StateRequest *request = g_new0 (StateRequest, 1);
  UmStoreQuestion question = { UM_JOB_WRITE, set_state_on_worker, request, state_request_free,
                               um_store_set_run_state_async };

  request->run_id = g_strdup (run_id);
  request->state = state;
  request->finished = finished;
  request->cancel_pending = cancel_pending_entries;
  um_store_ask (self, &question, NULL, callback, user_data);
}

gboolean
um_store_set_run_state_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  return um_store_answer (self, result, um_store_set_run_state_async, error) != NULL;
}

void
um_store_delete_runs_async (UmStore *self,
                            const char *const *ids,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  DeleteRequest *request = g_new0 (DeleteRequest, 1);
  UmStoreQuestion question = { UM_JOB_WRITE, delete_on_worker, request, delete_request_free,
                               um_store_delete_runs_async };

  request->ids = g_strdupv ((char **) ids);
  request->now = g_get_real_time () / G_TIME_SPAN_MILLISECOND;
  um_store_ask (self, &question, cancellable, callback, user_data);
}

gboolean
um_store_delete_runs_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  return um_store_answer (self, result, um_store_delete_runs_async, error) != NULL;
}
