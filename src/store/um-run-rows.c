/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs and entries as rows of the database. On the store's worker. */
#include "um-run-rows-private.h"

#include "um-directory.h"
#include "um-enums.h"

#define FIRST_NUMBER 18 /* column of UM_RUN_COLUMNS with the first of the numbers by state */

UmRun *
um_run_rows_read_run (UmStatement *row, GError **error)
{
  g_autoptr (UmRun) run = um_run_new ();

  g_free (run->id);
  run->id = um_statement_dup_text (row, 0);
  run->plan_id = um_statement_dup_text (row, 1);
  if (!um_plan_relation_from_nick (um_statement_get_text (row, 2), &run->relation)
      || !um_run_state_from_nick (um_statement_get_text (row, 7), &run->state) || run->id == NULL
      || run->plan_id == NULL)
    {
      um_store_fail (error, UM_STORE_ERROR_CORRUPT, "a run of no known state");
      return NULL;
    }
  run->of = um_statement_dup_text (row, 3);
  run->source_id = um_statement_dup_text (row, 4);
  run->source_name = um_statement_dup_text (row, 5);
  run->actions = um_statement_dup_text (row, 6);
  run->dry_run = um_statement_get_int (row, 8) != 0;
  run->first_n = um_statement_get_int (row, 9);
  run->started = um_statement_get_int (row, 10);
  run->finished = um_statement_get_int (row, 11);
  run->expression = um_statement_dup_text (row, 12);
  run->reason = um_statement_dup_text (row, 13);
  run->who = um_statement_dup_text (row, 14);
  run->system_user = um_statement_dup_text (row, 15);
  run->n_users = um_statement_get_int (row, 16);
  run->n_steps = um_statement_get_int (row, 17);
  for (guint state = 0; state < UM_N_STATES; state++)
    {
      run->steps[state] = um_statement_get_int (row, FIRST_NUMBER + state);
      run->users[state] = um_statement_get_int (row, FIRST_NUMBER + UM_N_STATES + state);
    }
  return g_steal_pointer (&run);
}

UmRunEntry *
um_run_rows_read_entry (UmStatement *row, GError **error)
{
  g_autoptr (UmRunEntry) entry = um_run_entry_new ();
  const char *skip = um_statement_get_text (row, 10);

  if (!um_step_kind_from_nick (um_statement_get_text (row, 4), &entry->kind)
      || !um_step_state_from_nick (um_statement_get_text (row, 9), &entry->state)
      || (skip != NULL && !um_skip_from_nick (skip, &entry->skip)) || um_statement_is_null (row, 2))
    {
      um_store_fail (error, UM_STORE_ERROR_CORRUPT, "an entry with a word that isn't known");
      return NULL;
    }
  entry->n = um_statement_get_int (row, 0);
  entry->chain = um_statement_get_int (row, 1);
  entry->account_id = um_statement_dup_text (row, 2);
  entry->name = um_statement_dup_text (row, 3);
  entry->target = um_statement_dup_text (row, 5);
  entry->target_name = um_statement_dup_text (row, 6);
  entry->before = um_statement_dup_text (row, 7);
  entry->after = um_statement_dup_text (row, 8);
  entry->skip_detail = um_statement_dup_text (row, 11);
  entry->error = um_statement_dup_text (row, 12);
  entry->message = um_statement_dup_text (row, 13);
  entry->method = um_statement_dup_text (row, 14);
  entry->path = um_statement_dup_text (row, 15);
  entry->http = um_statement_get_int (row, 16);
  entry->request_id = um_statement_dup_text (row, 17);
  entry->body = um_statement_dup_text (row, 18);
  entry->attempts = um_statement_get_int (row, 19);
  entry->sent = um_statement_get_int (row, 20);
  entry->finished = um_statement_get_int (row, 21);
  entry->place = um_statement_dup_text (row, 22);
  entry->argument = um_statement_dup_text (row, 23);
  return g_steal_pointer (&entry);
}

static UmRunNote *
read_note (UmStatement *row, GError **error)
{
  UmNoteKind kind;

  if (um_note_kind_from_nick (um_statement_get_text (row, 2), &kind))
    return um_run_note_new (um_statement_get_int (row, 0), um_statement_get_int (row, 1), kind,
                            um_statement_get_text (row, 3));
  um_store_fail (error, UM_STORE_ERROR_CORRUPT, "a note with a word that isn't known");
  return NULL;
}

static void
add_note (UmRunEntry *entry, UmRunNote *note)
{
  if (entry->notes == NULL)
    entry->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_note_free);
  g_ptr_array_add (entry->notes, note);
}

gboolean
um_run_rows_read_notes (UmDatabase *database, gint64 run_row, GPtrArray *entries, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    database,
    "SELECT n, time, kind, found FROM notes WHERE run = ?1 AND n BETWEEN ?2 AND ?3"
    " ORDER BY n, time",
    error);
  gboolean has_row;
  guint i = 0;

  if (statement == NULL)
    return FALSE;
  if (entries->len == 0)
    return TRUE;
  um_statement_bind_int (statement, 1, run_row);
  um_statement_bind_int (statement, 2, ((UmRunEntry *) entries->pdata[0])->n);
  um_statement_bind_int (statement, 3, ((UmRunEntry *) entries->pdata[entries->len - 1])->n);
  while (um_statement_next (statement, &has_row, error))
    {
      g_autoptr (UmRunNote) note = NULL;

      if (!has_row)
        return TRUE;
      note = read_note (statement, error);
      if (note == NULL)
        return FALSE;
      while (((UmRunEntry *) entries->pdata[i])->n < note->n)
        i++;
      if (((UmRunEntry *) entries->pdata[i])->n == note->n)
        add_note (entries->pdata[i], g_steal_pointer (&note));
    }
  return FALSE;
}

gboolean
um_run_rows_find (UmDatabase *database, const char *id, gint64 *run_row, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    database, "SELECT run FROM runs WHERE id = ? AND deleted = 0", error);
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

gboolean
um_run_rows_change_numbers (UmDatabase *database,
                            gint64 run_row,
                            const UmRunChange *change,
                            GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    database,
    "UPDATE runs SET steps_pending = steps_pending + ?1, steps_sent = steps_sent + ?2,"
    " steps_done = steps_done + ?3, steps_failed = steps_failed + ?4,"
    " steps_skipped = steps_skipped + ?5, steps_unknown = steps_unknown + ?6,"
    " steps_cancelled = steps_cancelled + ?7, users_pending = users_pending + ?8,"
    " users_sent = users_sent + ?9, users_done = users_done + ?10,"
    " users_failed = users_failed + ?11, users_skipped = users_skipped + ?12,"
    " users_unknown = users_unknown + ?13, users_cancelled = users_cancelled + ?14"
    " WHERE run = ?15",
    error);

  if (statement == NULL)
    return FALSE;
  for (guint state = 0; state < UM_N_STATES; state++)
    {
      um_statement_bind_int (statement, 1 + state, change->steps[state]);
      um_statement_bind_int (statement, 1 + UM_N_STATES + state, change->users[state]);
    }
  um_statement_bind_int (statement, 1 + 2 * UM_N_STATES, run_row);
  return um_statement_run (statement, error);
}

/* ---- a new run ---- */

static gboolean
insert_run (UmDatabase *database, const UmRun *run, guint n_steps, gint64 *run_row, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    database,
    "INSERT INTO runs (id, plan_id, relation, of, source, source_name, actions, state, dry_run,"
    " first_n, started, finished, expression, reason, who, system_user, n_users, n_steps,"
    " steps_pending, steps_sent, steps_done, steps_failed, steps_skipped, steps_unknown,"
    " steps_cancelled, users_pending, users_sent, users_done, users_failed, users_skipped,"
    " users_unknown, users_cancelled, deleted, purged)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 0, ?17,"
    " 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)",
    error);
  const char *texts[] = { run->id,
                          run->plan_id,
                          um_plan_relation_to_nick (run->relation),
                          run->of,
                          run->source_id,
                          run->source_name,
                          run->actions != NULL ? run->actions : "",
                          um_run_state_to_nick (run->state) };
  const char *more_texts[] = { run->expression, run->reason, run->who, run->system_user };

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    um_statement_bind_text (statement, 1 + i, texts[i]);
  um_statement_bind_int (statement, 9, run->dry_run);
  um_statement_bind_int (statement, 10, run->first_n);
  um_statement_bind_int (statement, 11, run->started);
  um_statement_bind_int (statement, 12, run->finished);
  for (guint i = 0; i < G_N_ELEMENTS (more_texts); i++)
    um_statement_bind_text (statement, 13 + i, more_texts[i]);
  um_statement_bind_int (statement, 17, n_steps);
  if (!um_statement_run (statement, error))
    return FALSE;
  *run_row = sqlite3_last_insert_rowid (um_database_get_handle (database));
  return TRUE;
}

static gboolean
insert_plan (UmDatabase *database, gint64 run_row, const char *text, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    database, "INSERT INTO plans (run, text) VALUES (?1, ?2)", error);

  if (statement == NULL)
    return FALSE;
  um_statement_bind_int (statement, 1, run_row);
  um_statement_bind_text (statement, 2, text);
  return um_statement_run (statement, error);
}

static gboolean
insert_entry (UmStatement *statement, gint64 run_row, const UmRunEntry *entry, GError **error)
{
  const char *skip = entry->skip != UM_SKIP_NONE ? um_skip_to_nick (entry->skip) : NULL;
  const char *texts[] = { um_step_kind_to_nick (entry->kind),
                          entry->target,
                          entry->target_name,
                          entry->before,
                          entry->after,
                          um_step_state_to_nick (entry->state),
                          skip,
                          entry->skip_detail,
                          entry->error,
                          entry->message,
                          entry->method,
                          entry->path,
                          entry->request_id,
                          entry->body };

  um_statement_bind_int (statement, 1, run_row);
  um_statement_bind_int (statement, 2, entry->n);
  um_statement_bind_int (statement, 3, entry->chain);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    um_statement_bind_text (statement, 4 + i, texts[i]);
  um_statement_bind_int (statement, 18, entry->http);
  um_statement_bind_int (statement, 19, entry->attempts);
  um_statement_bind_int (statement, 20, entry->sent);
  um_statement_bind_int (statement, 21, entry->finished);
  um_statement_bind_text (statement, 22, entry->place);
  um_statement_bind_text (statement, 23, entry->argument);
  return um_statement_run (statement, error);
}

static gboolean
insert_user (UmStatement *statement,
             gint64 run_row,
             const UmRunEntry *first,
             guint last,
             UmStepState state,
             GError **error)
{
  g_autofree char *folded_name = um_text_fold (first->name != NULL ? first->name : "");
  g_autofree char *folded_id = um_text_fold (first->account_id);
  g_autofree char *folded = g_strconcat (folded_name, "\n", folded_id, NULL);

  um_statement_bind_int (statement, 1, run_row);
  um_statement_bind_int (statement, 2, first->chain);
  um_statement_bind_int (statement, 3, first->n);
  um_statement_bind_int (statement, 4, last);
  um_statement_bind_text (statement, 5, first->account_id);
  um_statement_bind_text (statement, 6, first->name);
  um_statement_bind_text (statement, 7, folded);
  um_statement_bind_text (statement, 8, um_step_state_to_nick (state));
  return um_statement_run (statement, error);
}

/* Writes the entries of one user, which begin at @start; the index behind them, or 0 where it
 * failed. */
static guint
insert_chain (UmStatement *users,
              UmStatement *rows,
              gint64 run_row,
              GPtrArray *entries,
              guint start,
              UmRunChange *change,
              GError **error)
{
  const UmRunEntry *first = g_ptr_array_index (entries, start);
  UmStepState worst = first->state;
  guint end = start;

  for (; end < entries->len; end++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, end);

      if (entry->chain != first->chain)
        break;
      if (entry->n != end + 1)
        return um_store_fail (error, UM_STORE_ERROR_FAILED, "entries that aren't numbered 1, 2, …");
      worst = um_step_state_worse (worst, entry->state);
      change->steps[entry->state]++;
      if (!insert_entry (rows, run_row, entry, error))
        return 0;
    }
  change->users[worst]++;
  return insert_user (users, run_row, first, end, worst, error) ? end : 0;
}

static gboolean
insert_entries (
  UmDatabase *database, gint64 run_row, GPtrArray *entries, UmRunChange *change, GError **error)
{
  g_autoptr (UmStatement) users = um_database_prepare (
    database,
    "INSERT INTO run_users (run, chain, first, last, account_id, name, folded, state)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    error);
  g_autoptr (UmStatement) rows = NULL;
  guint start = 0, chain = 0;

  if (users == NULL)
    return FALSE;
  rows = um_database_prepare (
    database,
    "INSERT INTO entries (run, n, chain, kind, target, target_name, before, after, state, skip,"
    " skip_detail, error, message, method, path, request_id, body, http, attempts, sent, finished,"
    " place, argument)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
    " ?19, ?20, ?21, ?22, ?23)",
    error);
  if (rows == NULL)
    return FALSE;
  while (start < entries->len)
    {
      const UmRunEntry *first = g_ptr_array_index (entries, start);

      if (first->chain != chain++)
        return um_store_fail (error, UM_STORE_ERROR_FAILED, "chains that aren't numbered 0, 1, …");
      start = insert_chain (users, rows, run_row, entries, start, change, error);
      if (start == 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_n_users (UmDatabase *database, gint64 run_row, const UmRunChange *change, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    database, "UPDATE runs SET n_users = ?1 WHERE run = ?2", error);
  gint64 n_users = 0;

  if (statement == NULL)
    return FALSE;
  for (guint state = 0; state < UM_N_STATES; state++)
    n_users += change->users[state];
  um_statement_bind_int (statement, 1, n_users);
  um_statement_bind_int (statement, 2, run_row);
  return um_statement_run (statement, error);
}

gboolean
um_run_rows_insert (
  UmDatabase *database, const UmRun *run, GPtrArray *entries, const char *plan_text, GError **error)
{
  UmRunChange change = { { 0 } };
  gint64 run_row;

  return insert_run (database, run, entries->len, &run_row, error)
         && (plan_text == NULL || insert_plan (database, run_row, plan_text, error))
         && insert_entries (database, run_row, entries, &change, error)
         && um_run_rows_change_numbers (database, run_row, &change, error)
         && set_n_users (database, run_row, &change, error);
}
