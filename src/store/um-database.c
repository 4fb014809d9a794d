/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection to a SQLite file. Owned by the thread that opened it: the store's worker. */
#include "um-database-private.h"

#include <string.h>

struct _UmDatabase
{
  sqlite3 *handle;
  GThread *thread;
  GHashTable *statements; /* SQL, by the literal's address → UmStatement, owned */
};

struct _UmStatement
{
  UmDatabase *database; /* not owned: it owns this */
  sqlite3_stmt *handle;
  int fault; /* the first thing that went wrong while binding */
  gboolean in_use;
};

static void
statement_free (gpointer data)
{
  UmStatement *self = data;

  sqlite3_finalize (self->handle);
  g_free (self);
}

/* A file from elsewhere must not be able to run functions, and a mistyped name in our SQL must be
 * an error. */
static gboolean
harden (UmDatabase *self, GError **error)
{
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_busy_timeout (self->handle, UM_DATABASE_PATIENCE_MS);
  return um_database_exec (self, "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON", error);
}

UmDatabase *
um_database_open (const char *path, gboolean read_only, GError **error)
{
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
              | (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
  g_autoptr (UmDatabase) self = g_new0 (UmDatabase, 1);
  int code;

  self->thread = g_thread_self ();
  self->statements = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, statement_free);
  code = sqlite3_open_v2 (path, &self->handle, flags, NULL);
  if (code != SQLITE_OK)
    {
      um_store_fail_sqlite (error, code, self->handle);
      return NULL;
    }
  /* A file that can't be written is opened all the same, and would only say so later. */
  if (!read_only && sqlite3_db_readonly (self->handle, "main") == 1)
    {
      um_store_fail (error, UM_STORE_ERROR_READ_ONLY, "the database can't be written");
      return NULL;
    }
  if (!harden (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
um_database_free (UmDatabase *self)
{
  g_assert (self->thread == g_thread_self ());

  g_hash_table_unref (self->statements);
  sqlite3_close (self->handle);
  g_free (self);
}

sqlite3 *
um_database_get_handle (UmDatabase *self)
{
  g_assert (self->thread == g_thread_self ());

  return self->handle;
}

void
um_database_interrupt (UmDatabase *self)
{
  sqlite3_interrupt (self->handle);
}

gboolean
um_database_exec (UmDatabase *self, const char *sql, GError **error)
{
  int code;

  g_assert (self->thread == g_thread_self ());

  code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  return code == SQLITE_OK || um_store_fail_sqlite (error, code, self->handle);
}

gboolean
um_database_read_int (UmDatabase *self, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (self, sql, error);
  gboolean has_row;

  if (statement == NULL || !um_statement_next (statement, &has_row, error))
    return FALSE;
  *value = has_row ? um_statement_get_int (statement, 0) : 0;
  return TRUE;
}

gboolean
um_database_begin (UmDatabase *self, gboolean for_writing, GError **error)
{
  return um_database_exec (self, for_writing ? "BEGIN IMMEDIATE" : "BEGIN", error);
}

gboolean
um_database_commit (UmDatabase *self, GError **error)
{
  if (um_database_exec (self, "COMMIT", error))
    return TRUE;
  um_database_rollback (self);
  return FALSE;
}

void
um_database_rollback (UmDatabase *self)
{
  g_autoptr (GError) error = NULL;

  /* SQLite has rolled back by itself after some failures, a full disk among them. */
  if (sqlite3_get_autocommit (um_database_get_handle (self)))
    return;
  if (!um_database_exec (self, "ROLLBACK", &error))
    g_warning ("A transaction can't be rolled back: %s", error->message);
}

/* ---- statements ---- */

UmStatement *
um_database_prepare (UmDatabase *self, const char *sql, GError **error)
{
  UmStatement *statement;
  int code;

  g_assert (self->thread == g_thread_self ());

  statement = g_hash_table_lookup (self->statements, sql);
  if (statement == NULL)
    {
      sqlite3_stmt *handle = NULL;

      code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
      if (code != SQLITE_OK)
        {
          um_store_fail_sqlite (error, code, self->handle);
          return NULL;
        }
      statement = g_new0 (UmStatement, 1);
      statement->database = self;
      statement->handle = handle;
      g_hash_table_insert (self->statements, (char *) sql, statement);
    }
  g_assert (!statement->in_use);
  statement->in_use = TRUE;
  return statement;
}

void
um_statement_release (UmStatement *self)
{
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  self->fault = SQLITE_OK;
  self->in_use = FALSE;
}

static void
note_fault (UmStatement *self, int code)
{
  if (self->fault == SQLITE_OK)
    self->fault = code;
}

void
um_statement_bind_int (UmStatement *self, int index, gint64 value)
{
  note_fault (self, sqlite3_bind_int64 (self->handle, index, value));
}

void
um_statement_bind_text (UmStatement *self, int index, const char *text)
{
  note_fault (self, sqlite3_bind_text (self->handle, index, text, -1, SQLITE_STATIC));
}

void
um_statement_bind_bytes (UmStatement *self, int index, gconstpointer data, gsize size)
{
  note_fault (self, sqlite3_bind_blob64 (self->handle, index, data, size, SQLITE_STATIC));
}

gboolean
um_statement_next (UmStatement *self, gboolean *has_row, GError **error)
{
  sqlite3 *handle = um_database_get_handle (self->database);
  int code;

  *has_row = FALSE;
  if (self->fault != SQLITE_OK)
    return um_store_fail_sqlite (error, self->fault, handle);
  code = sqlite3_step (self->handle);
  *has_row = code == SQLITE_ROW;
  return code == SQLITE_ROW || code == SQLITE_DONE || um_store_fail_sqlite (error, code, handle);
}

gboolean
um_statement_run (UmStatement *self, GError **error)
{
  gboolean has_row = TRUE, fine = TRUE;

  while (fine && has_row)
    fine = um_statement_next (self, &has_row, error);
  sqlite3_reset (self->handle);
  return fine;
}

gboolean
um_statement_is_null (UmStatement *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

gint64
um_statement_get_int (UmStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

const char *
um_statement_get_text (UmStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

char *
um_statement_dup_text (UmStatement *self, int column)
{
  const char *text = um_statement_get_text (self, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

gconstpointer
um_statement_get_bytes (UmStatement *self, int column, gsize *size)
{
  gconstpointer data = sqlite3_column_blob (self->handle, column);

  *size = sqlite3_column_bytes (self->handle, column);
  return data;
}
