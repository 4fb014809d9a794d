/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal read by account: the runs that touched it, and in each of them its own entries. */
#include "um-store-history.h"

#include "um-enums.h"
#include "um-run-rows-private.h"
#include "um-store-private.h"

/* Columns behind those of the run. */
enum
{
  COLUMN_RUN = 32,
  COLUMN_STATE,
  COLUMN_FIRST,
  COLUMN_LAST,
};

typedef struct
{
  char *account_id;
  char *before; /* (nullable) */
  guint limit;
  GPtrArray *deeds; /* what was found */
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_free (self->account_id);
  g_free (self->before);
  g_clear_pointer (&self->deeds, g_ptr_array_unref);
  g_free (self);
}

/* ---- on the worker ---- */

/* The entries of one user of a run stand together. */
static GPtrArray *
read_entries (UmDatabase *database, UmStatement *user, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    database,
    "SELECT " UM_ENTRY_COLUMNS " FROM entries AS e CROSS JOIN run_users AS u"
    " WHERE e.run = ?1 AND e.n BETWEEN ?2 AND ?3 AND u.run = e.run AND u.chain = e.chain"
    " ORDER BY e.n",
    error);
  g_autoptr (GPtrArray)
    entries = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);
  gint64 run_row = um_statement_get_int (user, COLUMN_RUN);
  gboolean has_row;

  if (statement == NULL)
    return NULL;
  um_statement_bind_int (statement, 1, run_row);
  um_statement_bind_int (statement, 2, um_statement_get_int (user, COLUMN_FIRST));
  um_statement_bind_int (statement, 3, um_statement_get_int (user, COLUMN_LAST));
  while (um_statement_next (statement, &has_row, error))
    {
      UmRunEntry *entry;

      if (!has_row)
        return um_run_rows_read_notes (database, run_row, entries, error)
                 ? g_steal_pointer (&entries)
                 : NULL;
      entry = um_run_rows_read_entry (statement, error);
      if (entry == NULL)
        return NULL;
      g_ptr_array_add (entries, entry);
    }
  return NULL;
}

static UmDeed *
read_deed (UmDatabase *database, UmStatement *row, GError **error)
{
  g_autoptr (UmDeed) deed = g_new0 (UmDeed, 1);

  if (!um_step_state_from_nick (um_statement_get_text (row, COLUMN_STATE), &deed->state))
    {
      um_store_fail (error, UM_STORE_ERROR_CORRUPT, "a user of a run with a word that isn't known");
      return NULL;
    }
  deed->run = um_run_rows_read_run (row, error);
  if (deed->run == NULL)
    return NULL;
  deed->entries = read_entries (database, row, error);
  return deed->entries != NULL ? g_steal_pointer (&deed) : NULL;
}

static gboolean
list_history_on_worker (UmKept *kept, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (UmStatement) statement = um_database_prepare (
    kept->database,
    "SELECT " UM_RUN_COLUMNS ", u.run, u.state, u.first, u.last"
    " FROM run_users AS u INDEXED BY run_users_by_account CROSS JOIN runs AS r"
    " WHERE u.account_id = ?1 AND r.run = u.run AND r.deleted = 0"
    " AND (?2 IS NULL OR u.run < (SELECT run FROM runs WHERE id = ?2))"
    " ORDER BY u.run DESC, u.chain LIMIT ?3",
    error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, request->account_id);
  um_statement_bind_text (statement, 2, request->before);
  um_statement_bind_int (statement, 3, request->limit > 0 ? (gint64) request->limit : -1);
  request->deeds = g_ptr_array_new_with_free_func ((GDestroyNotify) um_deed_free);
  while (um_statement_next (statement, &has_row, error))
    {
      UmDeed *deed;

      if (!has_row)
        return TRUE;
      deed = read_deed (kept->database, statement, error);
      if (deed == NULL)
        return FALSE;
      g_ptr_array_add (request->deeds, deed);
    }
  return FALSE;
}

/* ---- on the main thread ---- */

void
um_store_list_history_async (UmStore *self,
                             const char *account_id,
                             const char *before,
                             guint limit,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Request *request = g_new0 (Request, 1);
  UmStoreQuestion question = { UM_JOB_READ, list_history_on_worker, request, request_free,
                               um_store_list_history_async };

  request->account_id = g_strdup (account_id);
  request->before = g_strdup (before);
  request->limit = limit;
  um_store_ask (self, &question, cancellable, callback, user_data);
}

GPtrArray *
um_store_list_history_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  Request *request = um_store_answer (self, result, um_store_list_history_async, error);

  return request != NULL ? g_steal_pointer (&request->deeds) : NULL;
}
