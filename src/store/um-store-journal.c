/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal of a run: that a step is about to be sent, and what came of it. Each is answered only
 * when it is on disk. */
#include "um-store-private.h"

#include "um-enums.h"
#include "um-run-rows-private.h"

typedef struct
{
  char *run_id;
  UmRunEntry *entry; /* a copy of its own */
} JournalRequest;

/* Where an entry stands. */
typedef struct
{
  gint64 run_row;
  guint n;
  guint chain;
  UmStepState state;
} Place;

static void
journal_request_free (gpointer data)
{
  JournalRequest *self = data;

  g_free (self->run_id);
  um_run_entry_unref (self->entry);
  g_free (self);
}

/* ---- on the worker ---- */

static gboolean
find_place (UmDatabase *database, const JournalRequest *request, Place *place, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    database,
    "SELECT e.run, e.n, e.chain, e.state FROM runs AS r CROSS JOIN entries AS e"
    " WHERE r.id = ?1 AND r.deleted = 0 AND e.run = r.run AND e.n = ?2",
    error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, request->run_id);
  um_statement_bind_int (statement, 2, request->entry->n);
  if (!um_statement_next (statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return um_store_fail (error, UM_STORE_ERROR_NOT_FOUND, "no such entry");
  place->run_row = um_statement_get_int (statement, 0);
  place->n = um_statement_get_int (statement, 1);
  place->chain = um_statement_get_int (statement, 2);
  if (!um_step_state_from_nick (um_statement_get_text (statement, 3), &place->state))
    return um_store_fail (error, UM_STORE_ERROR_CORRUPT, "an entry of no known state");
  if (um_step_state_is_final (place->state))
    return um_store_fail (error, UM_STORE_ERROR_EXISTS, "the entry has its outcome already");
  return TRUE;
}

static gboolean
find_worst (UmDatabase *database, const Place *place, UmStepState *worst, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    database,
    "SELECT e.state FROM run_users AS u CROSS JOIN entries AS e WHERE u.run = ?1 AND u.chain = ?2"
    " AND e.run = u.run AND e.n BETWEEN u.first AND u.last",
    error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  *worst = UM_STATE_SKIPPED;
  um_statement_bind_int (statement, 1, place->run_row);
  um_statement_bind_int (statement, 2, place->chain);
  while (um_statement_next (statement, &has_row, error))
    {
      UmStepState state;

      if (!has_row)
        return TRUE;
      if (!um_step_state_from_nick (um_statement_get_text (statement, 0), &state))
        return um_store_fail (error, UM_STORE_ERROR_CORRUPT, "an entry of no known state");
      *worst = um_step_state_worse (*worst, state);
    }
  return FALSE;
}

/* The user's state after the entry's has changed; what that does to the numbers goes into @change.
 */
static gboolean
update_user (UmDatabase *database, const Place *place, UmRunChange *change, GError **error)
{
  g_autoptr (UmStatement) read = NULL, write = NULL;
  UmStepState before, after;
  gboolean has_row;

  read = um_database_prepare (database, "SELECT state FROM run_users WHERE run = ?1 AND chain = ?2",
                              error);
  if (read == NULL || !find_worst (database, place, &after, error))
    return FALSE;
  um_statement_bind_int (read, 1, place->run_row);
  um_statement_bind_int (read, 2, place->chain);
  if (!um_statement_next (read, &has_row, error))
    return FALSE;
  if (!has_row || !um_step_state_from_nick (um_statement_get_text (read, 0), &before))
    return um_store_fail (error, UM_STORE_ERROR_CORRUPT, "an entry of no known user");
  if (before == after)
    return TRUE;
  write = um_database_prepare (
    database, "UPDATE run_users SET state = ?3 WHERE run = ?1 AND chain = ?2", error);
  if (write == NULL)
    return FALSE;
  um_statement_bind_int (write, 1, place->run_row);
  um_statement_bind_int (write, 2, place->chain);
  um_statement_bind_text (write, 3, um_step_state_to_nick (after));
  change->users[before]--;
  change->users[after]++;
  return um_statement_run (write, error);
}

static gboolean
update_numbers (UmDatabase *database, const Place *place, UmStepState state, GError **error)
{
  UmRunChange change = { { 0 } };

  if (place->state == state)
    return TRUE;
  change.steps[place->state]--;
  change.steps[state]++;
  return update_user (database, place, &change, error)
         && um_run_rows_change_numbers (database, place->run_row, &change, error);
}

static gboolean
mark_sent_on_worker (UmKept *kept, gpointer data, GError **error)
{
  const JournalRequest *request = data;
  const UmRunEntry *entry = request->entry;
  g_autoptr (UmStatement) statement = um_database_prepare (
    kept->database,
    "UPDATE entries SET state = 'sent', method = ?3, path = ?4, attempts = ?5, sent = ?6,"
    " before = ?7, argument = ?8 WHERE run = ?1 AND n = ?2",
    error);
  Place place;

  if (statement == NULL || !find_place (kept->database, request, &place, error))
    return FALSE;
  um_statement_bind_int (statement, 1, place.run_row);
  um_statement_bind_int (statement, 2, place.n);
  um_statement_bind_text (statement, 3, entry->method);
  um_statement_bind_text (statement, 4, entry->path);
  um_statement_bind_int (statement, 5, entry->attempts);
  um_statement_bind_int (statement, 6, entry->sent);
  um_statement_bind_text (statement, 7, entry->before);
  um_statement_bind_text (statement, 8, entry->argument);
  return um_statement_run (statement, error)
         && update_numbers (kept->database, &place, UM_STATE_SENT, error);
}

static void
bind_outcome (UmStatement *statement, const Place *place, const UmRunEntry *entry)
{
  const char *skip = entry->skip != UM_SKIP_NONE ? um_skip_to_nick (entry->skip) : NULL;
  const char *texts[] = { um_step_state_to_nick (entry->state),
                          skip,
                          entry->skip_detail,
                          entry->error,
                          entry->message,
                          entry->method,
                          entry->path,
                          entry->request_id,
                          entry->body,
                          entry->before,
                          entry->after };

  um_statement_bind_int (statement, 1, place->run_row);
  um_statement_bind_int (statement, 2, place->n);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    um_statement_bind_text (statement, 3 + i, texts[i]);
  um_statement_bind_int (statement, 14, entry->http);
  um_statement_bind_int (statement, 15, entry->attempts);
  um_statement_bind_int (statement, 16, entry->sent);
  um_statement_bind_int (statement, 17, entry->finished);
}

/* Found to be so already counts like done. */
static gboolean
tells_how_it_is (const UmRunEntry *entry)
{
  return entry->state == UM_STATE_DONE || entry->skip == UM_SKIP_ALREADY_SO;
}

static gboolean
number_outcome (UmDatabase *database, const Place *place, GError **error)
{
  g_autoptr (UmStatement) statement = NULL;

  if (!um_database_exec (database, "UPDATE outcomes SET last = last + 1", error))
    return FALSE;
  statement = um_database_prepare (
    database, "UPDATE entries SET outcome = (SELECT last FROM outcomes) WHERE run = ?1 AND n = ?2",
    error);
  if (statement == NULL)
    return FALSE;
  um_statement_bind_int (statement, 1, place->run_row);
  um_statement_bind_int (statement, 2, place->n);
  return um_statement_run (statement, error);
}

/* An invitation tells the account of somebody who was named by the address until then, and where he
 * came. */
static gboolean
name_account (UmDatabase *database, const Place *place, const UmRunEntry *entry, GError **error)
{
  g_autoptr (UmStatement) user = um_database_prepare (
    database, "UPDATE run_users SET account_id = ?3 WHERE run = ?1 AND chain = ?2", error);
  g_autoptr (UmStatement) step = NULL;

  if (user == NULL)
    return FALSE;
  step = um_database_prepare (database, "UPDATE entries SET place = ?3 WHERE run = ?1 AND n = ?2",
                              error);
  if (step == NULL)
    return FALSE;
  um_statement_bind_int (user, 1, place->run_row);
  um_statement_bind_int (user, 2, place->chain);
  um_statement_bind_text (user, 3, entry->account_id);
  um_statement_bind_int (step, 1, place->run_row);
  um_statement_bind_int (step, 2, place->n);
  um_statement_bind_text (step, 3, entry->place);
  return um_statement_run (user, error) && um_statement_run (step, error);
}

static gboolean
finish_entry_on_worker (UmKept *kept, gpointer data, GError **error)
{
  const JournalRequest *request = data;
  g_autoptr (UmStatement) statement = um_database_prepare (
    kept->database,
    "UPDATE entries SET state = ?3, skip = ?4, skip_detail = ?5, error = ?6, message = ?7,"
    " method = ?8, path = ?9, request_id = ?10, body = ?11, before = ?12, after = ?13, http = ?14,"
    " attempts = ?15, sent = ?16, finished = ?17 WHERE run = ?1 AND n = ?2",
    error);
  Place place;

  if (statement == NULL || !find_place (kept->database, request, &place, error))
    return FALSE;
  bind_outcome (statement, &place, request->entry);
  return um_statement_run (statement, error)
         && (request->entry->kind != UM_STEP_INVITE
             || name_account (kept->database, &place, request->entry, error))
         && (!tells_how_it_is (request->entry) || number_outcome (kept->database, &place, error))
         && update_numbers (kept->database, &place, request->entry->state, error);
}

/* ---- on the main thread ---- */

static void
ask_journal (UmStore *self,
             const char *run_id,
             const UmRunEntry *entry,
             UmJobFunc func,
             gpointer tag,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  JournalRequest *request = g_new0 (JournalRequest, 1);
  UmStoreQuestion question = { UM_JOB_JOURNAL, func, request, journal_request_free, tag };

  request->run_id = g_strdup (run_id);
  request->entry = um_run_entry_copy (entry);
  um_store_ask (self, &question, NULL, callback, user_data);
}

void
um_store_mark_sent_async (UmStore *self,
                          const char *run_id,
                          UmRunEntry *entry,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  ask_journal (self, run_id, entry, mark_sent_on_worker, um_store_mark_sent_async, callback,
               user_data);
}

gboolean
um_store_mark_sent_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  return um_store_answer (self, result, um_store_mark_sent_async, error) != NULL;
}

void
um_store_finish_entry_async (UmStore *self,
                             const char *run_id,
                             UmRunEntry *entry,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  ask_journal (self, run_id, entry, finish_entry_on_worker, um_store_finish_entry_async, callback,
               user_data);
}

gboolean
um_store_finish_entry_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  return um_store_answer (self, result, um_store_finish_entry_async, error) != NULL;
}
