/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes that wait for their users to be read again, and the notes of what was found. */
#include "um-store-notes.h"

#include "um-enums.h"
#include "um-files-private.h"
#include "um-run-lock.h"
#include "um-run-rows-private.h"
#include "um-store-private.h"
#include "um-user-change.h"

/* Runs of source ?1 that were over before ?2 and whose users weren't read again since. */
#define UNREAD                                                                              \
  "SELECT run FROM runs WHERE source = ?1 AND deleted = 0 AND dry_run = 0"                  \
  " AND finished > 0 AND finished < ?2 AND state IN ('finished', 'cancelled', 'attention')" \
  " AND run NOT IN (SELECT run FROM readings)"

typedef struct
{
  char *source_id;
  gint64 since;
  gint64 now;
  GPtrArray *outcomes; /* of UmOutcome: what was found, or what is to be kept */
} Request;

void
um_outcome_free (UmOutcome *self)
{
  g_ref_string_release (self->run_id);
  um_run_entry_unref (self->entry);
  g_clear_pointer (&self->note, um_run_note_free);
  g_free (self);
}

static void
request_free (gpointer data)
{
  Request *self = data;

  g_free (self->source_id);
  g_clear_pointer (&self->outcomes, g_ptr_array_unref);
  g_free (self);
}

/* ---- on the worker: what is to be compared ---- */

static UmOutcome *
read_outcome (UmStatement *row, GError **error)
{
  g_autoptr (UmRunEntry) entry = um_run_entry_new ();
  UmOutcome *outcome;

  entry->n = um_statement_get_int (row, 1);
  entry->account_id = um_statement_dup_text (row, 2);
  entry->target = um_statement_dup_text (row, 4);
  entry->place = um_statement_dup_text (row, 5);
  entry->before = um_statement_dup_text (row, 6);
  entry->after = um_statement_dup_text (row, 7);
  entry->argument = um_statement_dup_text (row, 10);
  if (!um_step_kind_from_nick (um_statement_get_text (row, 3), &entry->kind)
      || !um_step_state_from_nick (um_statement_get_text (row, 8), &entry->state)
      || entry->account_id == NULL)
    {
      um_store_fail (error, UM_STORE_ERROR_CORRUPT, "an entry with a word that isn't known");
      return NULL;
    }
  outcome = g_new0 (UmOutcome, 1);
  outcome->run_id = g_ref_string_new_intern (um_statement_get_text (row, 0));
  outcome->entry = g_steal_pointer (&entry);
  return outcome;
}

/* What of its user a step is about. (transfer full) */
static char *
build_subject (const UmRunEntry *entry)
{
  UmUserChange change;

  if (um_user_change_from_step (entry->kind, entry->target, entry->place, entry->after, &change))
    return g_strdup_printf ("%s\n%u\n%s", entry->account_id, change.what,
                            change.id != NULL ? change.id : "");
  return g_strdup_printf ("%s\n%s\n%s\n%s", entry->account_id, um_step_kind_to_nick (entry->kind),
                          entry->target != NULL ? entry->target : "",
                          entry->place != NULL ? entry->place : "");
}

/* Whether nothing later was done to the same; from now on it was. */
static gboolean
is_latest (GHashTable *seen, const UmRunEntry *entry)
{
  return g_hash_table_add (seen, build_subject (entry));
}

/* The later a step, the sooner it comes. */
static gboolean
read_outcomes (UmStatement *statement, GPtrArray *outcomes, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean has_row;

  while (um_statement_next (statement, &has_row, error))
    {
      g_autoptr (UmOutcome) outcome = NULL;

      if (!has_row)
        return TRUE;
      outcome = read_outcome (statement, error);
      if (outcome == NULL)
        return FALSE;
      if (is_latest (seen, outcome->entry) && um_statement_get_int (statement, 9))
        g_ptr_array_add (outcomes, g_steal_pointer (&outcome));
    }
  return FALSE;
}

/* Steps of runs that aren't to be compared only stand in the way of earlier ones. */
static gboolean
list_on_worker (UmKept *kept, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (UmStatement) statement = um_database_prepare (
    kept->database,
    "WITH unread AS (" UNREAD ")"
    " SELECT r.id, e.n, u.account_id, e.kind, e.target, e.place, e.before, e.after, e.state,"
    " r.run IN unread AND e.state <> 'sent',"
    " CASE e.kind WHEN 'token.revoke' THEN e.argument END"
    " FROM runs AS r CROSS JOIN entries AS e INDEXED BY entries_by_state CROSS JOIN run_users AS u"
    " WHERE r.source = ?1 AND r.dry_run = 0 AND r.run >= (SELECT min (run) FROM unread)"
    " AND e.run = r.run AND e.state IN ('sent', 'done', 'failed', 'unknown', 'skipped')"
    " AND (e.state <> 'skipped' OR (e.skip = 'already-so' AND e.sent > 0))"
    " AND u.run = e.run AND u.chain = e.chain ORDER BY r.run DESC, e.n DESC",
    error);

  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, request->source_id);
  um_statement_bind_int (statement, 2, request->since);
  request->outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) um_outcome_free);
  return read_outcomes (statement, request->outcomes, error);
}

/* ---- on the worker: what was found ---- */

static gboolean
has_run_since (UmDatabase *database, const Request *request, gboolean *has, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    database,
    "SELECT 1 FROM runs WHERE source = ?1 AND dry_run = 0 AND (started >= ?2 OR finished >= ?2)"
    " LIMIT 1",
    error);

  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, request->source_id);
  um_statement_bind_int (statement, 2, request->since);
  return um_statement_next (statement, has, error);
}

static gboolean
is_undisturbed (UmKept *kept, const Request *request, GError **error)
{
  gboolean has_run;

  if (!has_run_since (kept->database, request, &has_run, error))
    return FALSE;
  if (!has_run && !um_run_lock_is_held (kept->folder, request->source_id))
    return TRUE;
  return um_store_fail (error, UM_STORE_ERROR_LOCKED, "a run went on meanwhile");
}

/* It is laid over a snapshot as outcomes are, after those that came before. */
static gboolean
insert_notes (UmDatabase *database, const Request *request, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    database,
    "INSERT OR REPLACE INTO notes (run, n, time, kind, found, outcome)"
    " SELECT run, ?2, ?3, ?4, ?5, (SELECT last FROM outcomes) FROM runs"
    " WHERE id = ?1 AND deleted = 0 AND run NOT IN (SELECT run FROM readings)",
    error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < request->outcomes->len; i++)
    {
      const UmOutcome *outcome = g_ptr_array_index (request->outcomes, i);

      if (outcome->note == NULL)
        continue;
      um_statement_bind_text (statement, 1, outcome->run_id);
      um_statement_bind_int (statement, 2, outcome->note->n);
      um_statement_bind_int (statement, 3, outcome->note->time);
      um_statement_bind_text (statement, 4, um_note_kind_to_nick (outcome->note->kind));
      um_statement_bind_text (statement, 5, outcome->note->found);
      if (!um_database_exec (database, "UPDATE outcomes SET last = last + 1", error)
          || !um_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
mark_read (UmDatabase *database, const Request *request, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    database, "INSERT INTO readings (run, time) SELECT run, ?3 FROM (" UNREAD ")", error);

  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, request->source_id);
  um_statement_bind_int (statement, 2, request->since);
  um_statement_bind_int (statement, 3, request->now);
  return um_statement_run (statement, error);
}

static gboolean
keep_on_worker (UmKept *kept, gpointer data, GError **error)
{
  const Request *request = data;

  return is_undisturbed (kept, request, error) && insert_notes (kept->database, request, error)
         && mark_read (kept->database, request, error);
}

static gboolean
add_on_worker (UmKept *kept, gpointer data, GError **error)
{
  const Request *request = data;
  const UmOutcome *outcome = g_ptr_array_index (request->outcomes, 0);
  gint64 run_row;

  return um_run_rows_find (kept->database, outcome->run_id, &run_row, error)
         && insert_notes (kept->database, request, error);
}

/* ---- on the main thread ---- */

void
um_store_list_outcomes_async (UmStore *self,
                              const char *source_id,
                              gint64 since,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Request *request = g_new0 (Request, 1);
  UmStoreQuestion question = { UM_JOB_READ, list_on_worker, request, request_free,
                               um_store_list_outcomes_async };

  request->source_id = g_strdup (source_id);
  request->since = since;
  um_store_ask (self, &question, cancellable, callback, user_data);
}

GPtrArray *
um_store_list_outcomes_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  Request *request = um_store_answer (self, result, um_store_list_outcomes_async, error);

  return request != NULL ? g_steal_pointer (&request->outcomes) : NULL;
}

void
um_store_keep_reading_async (UmStore *self,
                             const char *source_id,
                             gint64 since,
                             GPtrArray *outcomes,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Request *request;
  UmStoreQuestion question;

  g_return_if_fail (um_files_is_plain_id (source_id));

  request = g_new0 (Request, 1);
  question = (UmStoreQuestion){ UM_JOB_WRITE, keep_on_worker, request, request_free,
                                um_store_keep_reading_async };
  request->source_id = g_strdup (source_id);
  request->since = since;
  request->now = g_get_real_time () / G_TIME_SPAN_MILLISECOND;
  request->outcomes = g_ptr_array_ref (outcomes);
  um_store_ask (self, &question, NULL, callback, user_data);
}

gboolean
um_store_keep_reading_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  return um_store_answer (self, result, um_store_keep_reading_async, error) != NULL;
}

void
um_store_add_note_async (UmStore *self,
                         const char *run_id,
                         const UmRunNote *note,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Request *request = g_new0 (Request, 1);
  UmOutcome *outcome = g_new0 (UmOutcome, 1);
  UmStoreQuestion question = { UM_JOB_WRITE, add_on_worker, request, request_free,
                               um_store_add_note_async };

  outcome->run_id = g_ref_string_new_intern (run_id);
  outcome->entry = um_run_entry_new ();
  outcome->note = um_run_note_new (note->n, note->time, note->kind, note->found);
  request->outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) um_outcome_free);
  g_ptr_array_add (request->outcomes, outcome);
  um_store_ask (self, &question, NULL, callback, user_data);
}

gboolean
um_store_add_note_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  return um_store_answer (self, result, um_store_add_note_async, error) != NULL;
}
