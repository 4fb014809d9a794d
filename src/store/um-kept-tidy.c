/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What deleted runs leave behind is purged in pieces when nothing else is to do: a run of a million
 * entries would keep everybody waiting for seconds. On the store's worker. */
#include "um-kept-private.h"

/* Rows and pages of one piece. */
#define PIECE  "2000"
#define SHRINK "PRAGMA incremental_vacuum (512)"

static gboolean
run_for (UmDatabase *database, const char *sql, gint64 run_row, gboolean *changed, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;
  um_statement_bind_int (statement, 1, run_row);
  if (!um_statement_run (statement, error))
    return FALSE;
  *changed = sqlite3_changes (um_database_get_handle (database)) > 0;
  return TRUE;
}

/* What stays says when, by whom and that the plan was carried out. */
static gboolean
purge_piece (UmDatabase *database, gint64 run_row, GError **error)
{
  static const char *const steps[] = {
    "DELETE FROM notes WHERE run = ?1 AND n IN"
    " (SELECT n FROM notes WHERE run = ?1 ORDER BY n LIMIT " PIECE ")",
    "DELETE FROM entries WHERE run = ?1 AND n IN"
    " (SELECT n FROM entries WHERE run = ?1 ORDER BY n LIMIT " PIECE ")",
    "DELETE FROM run_users WHERE run = ?1 AND chain IN"
    " (SELECT chain FROM run_users WHERE run = ?1 ORDER BY chain LIMIT " PIECE ")",
    "DELETE FROM plans WHERE run = ?1",
    "DELETE FROM readings WHERE run = ?1",
    "UPDATE runs SET purged = 1, relation = NULL, of = NULL, source_name = NULL, actions = '',"
    " expression = NULL, reason = NULL, system_user = NULL WHERE run = ?1",
  };
  gboolean changed = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (steps) && !changed; i++)
    if (!run_for (database, steps[i], run_row, &changed, error))
      return FALSE;
  return TRUE;
}

static gboolean
purge (UmDatabase *database, gint64 run_row, GError **error)
{
  if (!um_database_begin (database, TRUE, error))
    return FALSE;
  if (purge_piece (database, run_row, error))
    return um_database_commit (database, error);
  um_database_rollback (database);
  return FALSE;
}

static gboolean
tidy (UmKept *self, GError **error)
{
  gint64 run_row = 0, n_free = 0;

  if (!um_database_read_int (self->database,
                             "SELECT run FROM runs WHERE deleted > 0 AND purged = 0 LIMIT 1",
                             &run_row, error))
    return FALSE;
  if (run_row > 0)
    return purge (self->database, run_row, error);
  if (!um_database_read_int (self->database, "PRAGMA freelist_count", &n_free, error))
    return FALSE;
  self->owes_tidying = n_free > 0;
  return n_free == 0 || um_database_exec (self->database, SHRINK, error);
}

void
um_kept_tidy (UmKept *self)
{
  g_autoptr (GError) error = NULL;

  if (tidy (self, &error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_message ("Deleted runs aren't purged for now: %s", error->message);
  self->owes_tidying = FALSE;
}
