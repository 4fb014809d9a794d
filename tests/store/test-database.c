/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The connection itself: statements, transactions, migrations, what a failure is called. */
#include "store-support.h"
#include "um-files-private.h"
#include "um-kept-private.h"
#include "um-schema-private.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct
{
  char *folder;
  char *path;
  UmDatabase *database;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = store_make_folder ();
  self->path = store_build_path (self->folder, "test.db");
  g_assert_true (um_files_make_folder (self->folder, &error));
  g_assert_true (um_files_make_private (self->path, &error));
  self->database = um_database_open (self->path, FALSE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->database, um_database_free);
  g_free (self->path);
  g_free (self->folder);
}

static gint64
read_int (Fixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  um_database_read_int (self->database, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

static void
test_statements (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean has_row;
  gsize size;

  g_assert_true (
    um_database_exec (self->database, "CREATE TABLE t (a INTEGER, b TEXT, c BLOB) STRICT", &error));
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (UmStatement)
        insert = um_database_prepare (self->database, "INSERT INTO t VALUES (?1, ?2, ?3)", &error);

      um_statement_bind_int (insert, 1, G_MININT64 + i);
      if (i > 0)
        um_statement_bind_text (insert, 2, i == 1 ? "é" : "x\xff");
      um_statement_bind_bytes (insert, 3, "a\0b", i);
      g_assert_true (um_statement_run (insert, &error));
    }
  {
    g_autoptr (UmStatement)
      select = um_database_prepare (self->database, "SELECT a, b, c FROM t ORDER BY a", &error);
    g_autofree char *text = NULL, *mended = NULL;

    g_assert_true (um_statement_next (select, &has_row, &error) && has_row);
    g_assert_cmpint (um_statement_get_int (select, 0), ==, G_MININT64);
    g_assert_true (um_statement_is_null (select, 1));
    g_assert_null (um_statement_dup_text (select, 1));
    um_statement_get_bytes (select, 2, &size);
    g_assert_cmpuint (size, ==, 0);
    g_assert_true (um_statement_next (select, &has_row, &error) && has_row);
    text = um_statement_dup_text (select, 1);
    g_assert_cmpstr (text, ==, "é");
    g_assert_true (um_statement_next (select, &has_row, &error) && has_row);
    mended = um_statement_dup_text (select, 1);
    g_assert_true (g_utf8_validate (mended, -1, NULL));
    g_assert_cmpmem (um_statement_get_bytes (select, 2, &size), 2, "a\0", 2);
    g_assert_true (um_statement_next (select, &has_row, &error));
    g_assert_false (has_row);
  }
}

static void
test_bind_fault (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmStatement) select = um_database_prepare (self->database, "SELECT ?1", &error);

  um_statement_bind_int (select, 2, 1);
  g_assert_false (um_statement_run (select, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (um_database_prepare (self->database, "SELECT \"no such column\"", &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_FAILED);
}

static void
test_rollback (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (um_database_exec (self->database, "CREATE TABLE t (a INTEGER UNIQUE)", &error));
  g_assert_true (um_database_begin (self->database, TRUE, &error));
  g_assert_true (um_database_exec (self->database, "INSERT INTO t VALUES (1)", &error));
  g_assert_false (um_database_exec (self->database, "INSERT INTO t VALUES (1)", &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  um_database_rollback (self->database);
  um_database_rollback (self->database);
  g_assert_cmpint (read_int (self, "SELECT count(*) FROM t"), ==, 0);
  g_assert_false (um_database_commit (self->database, &error));
}

static void
test_full (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (um_database_exec (self->database, "CREATE TABLE t (a BLOB)", &error));
  g_assert_true (um_database_exec (self->database, "PRAGMA max_page_count = 20", &error));
  g_assert_true (um_database_begin (self->database, TRUE, &error));
  g_assert_false (
    um_database_exec (self->database, "INSERT INTO t VALUES (zeroblob (1000000))", &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_FULL);
  um_database_rollback (self->database);
  g_assert_cmpint (read_int (self, "SELECT count(*) FROM t"), ==, 0);
}

static void
test_busy (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmDatabase) other = um_database_open (self->path, FALSE, &error);

  g_assert_true (um_database_begin (self->database, TRUE, &error));
  sqlite3_busy_timeout (um_database_get_handle (other), 1);
  g_assert_false (um_database_begin (other, TRUE, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_BUSY);
  um_database_rollback (self->database);
}

/* ---- migrations ---- */

static const char *const good_scripts[] = {
  "CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)",
  "ALTER TABLE t ADD COLUMN b INTEGER; UPDATE t SET b = 2",
  "ALTER TABLE t ADD COLUMN c INTEGER; UPDATE t SET c = 3",
};
static const char *const bad_scripts[] = {
  "CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)",
  "ALTER TABLE t ADD COLUMN b INTEGER; UPDATE t SET b = 2; UPDATE no_such_table SET b = 2",
  "ALTER TABLE t ADD COLUMN c INTEGER",
};

static void
test_migrate (Fixture *self, gconstpointer data)
{
  g_autofree char *backup = g_strconcat (self->path, ".version-1", NULL);
  g_autoptr (GError) error = NULL;
  struct stat info;

  g_assert_true (um_database_migrate (self->database, good_scripts, 1, backup, &error));
  g_assert_false (g_file_test (backup, G_FILE_TEST_EXISTS));
  g_assert_true (um_database_migrate (self->database, good_scripts, 3, backup, &error));
  g_assert_cmpint (read_int (self, "PRAGMA user_version"), ==, 3);
  g_assert_cmpint (read_int (self, "SELECT a + b + c FROM t"), ==, 6);
  g_assert_cmpint (store_read_file (backup, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (store_read_file (backup, "SELECT a FROM t"), ==, 1);
  g_assert_cmpint (stat (backup, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (um_database_migrate (self->database, good_scripts, 3, backup, &error));
  g_assert_false (um_database_migrate (self->database, good_scripts, 2, backup, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NEWER);
}

static void
test_migrate_fails (Fixture *self, gconstpointer data)
{
  g_autofree char *backup = g_strconcat (self->path, ".version-1", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (um_database_migrate (self->database, bad_scripts, 1, backup, &error));
  g_assert_false (um_database_migrate (self->database, bad_scripts, 3, backup, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpint (read_int (self, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (read_int (self, "SELECT count(*) FROM pragma_table_info ('t')"), ==, 1);
  g_assert_true (g_file_test (backup, G_FILE_TEST_EXISTS));
  /* A version that is mended goes on from there. */
  g_assert_true (um_database_migrate (self->database, good_scripts, 3, backup, &error));
  g_assert_cmpint (read_int (self, "SELECT a + b + c FROM t"), ==, 6);
}

/* Where the copy can't be made nothing is changed. */
static void
test_migrate_needs_backup (Fixture *self, gconstpointer data)
{
  g_autofree char *backup = store_build_path (self->folder, "no/such/folder");
  g_autoptr (GError) error = NULL;

  g_assert_true (um_database_migrate (self->database, good_scripts, 1, backup, &error));
  g_assert_false (um_database_migrate (self->database, good_scripts, 3, backup, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
  g_assert_cmpint (read_int (self, "PRAGMA user_version"), ==, 1);
}

/* ---- the schema ---- */

#define SCHEMA                                                                                  \
  "SELECT group_concat (sql, char (10)) FROM (SELECT sql FROM sqlite_schema WHERE sql NOT NULL" \
  " AND name NOT LIKE 'sqlite_%' ORDER BY name)"

static char *
read_text (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmDatabase) database = um_database_open (path, FALSE, &error);
  g_autoptr (UmStatement) statement = um_database_prepare (database, sql, &error);
  gboolean has_row;
  char *text;

  g_assert_no_error (error);
  g_assert_true (um_statement_next (statement, &has_row, &error) && has_row);
  text = um_statement_dup_text (statement, 0);
  g_clear_pointer (&statement, um_statement_release);
  return text;
}

/* A fixture is what a version has made and never changes; brought to the present version it is like
 * a new one. */
static void
test_fixtures (Fixture *self, gconstpointer data)
{
  guint n_scripts;
  const char *const *scripts = um_schema_get_scripts (&n_scripts);
  g_autofree char *fresh = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (um_database_migrate (self->database, scripts, n_scripts, NULL, &error));
  fresh = read_text (self->path, SCHEMA);
  for (guint version = 1; version <= n_scripts; version++)
    {
      g_autofree char *name = g_strdup_printf ("v%u.sql", version);
      g_autofree char *source = g_test_build_filename (G_TEST_DIST, "fixtures", "db", name, NULL);
      g_autofree char *path = store_build_path (self->folder, name);
      g_autofree char *sql = NULL, *schema = NULL;
      UmDatabase *database;

      g_assert_true (g_file_get_contents (source, &sql, NULL, &error));
      store_exec_file (path, sql);
      g_assert_cmpint (store_read_file (path, "PRAGMA user_version"), ==, version);
      database = um_database_open (path, FALSE, &error);
      g_assert_true (um_database_migrate (database, scripts, n_scripts, NULL, &error));
      um_database_free (database);
      schema = read_text (path, SCHEMA);
      g_assert_cmpstr (schema, ==, fresh);
      g_assert_cmpint (store_read_file (path, "SELECT count(*) FROM pragma_foreign_key_check"), ==,
                       0);
    }
}

/* ---- configuration ---- */

static void
test_configured (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = store_make_folder ();
  g_autoptr (UmKept) kept = um_kept_new (folder);
  g_autoptr (GError) error = NULL;
  const struct
  {
    const char *sql;
    gint64 value;
  } expected[] = {
    { "PRAGMA foreign_keys", 1 },
    { "PRAGMA synchronous", 2 },
    { "PRAGMA auto_vacuum", 2 },
    { "PRAGMA busy_timeout", 10000 },
    { "PRAGMA application_id", UM_SCHEMA_APPLICATION_ID },
    { "PRAGMA trusted_schema", 0 },
    { "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'", 1 },
    { "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'"
      " AND NOT strict",
      0 },
  };

  g_assert_true (um_kept_open (kept, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      gint64 value = -1;

      g_assert_true (um_database_read_int (kept->database, expected[i].sql, &value, &error));
      g_assert_cmpint (value, ==, expected[i].value);
    }
}

/* After an unclean end a check is owed until it is made, over any number of starts. */
static void
test_owes_check (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = store_make_folder ();
  g_autoptr (GError) error = NULL;
  UmKept *kept = um_kept_new (folder);

  g_assert_true (um_kept_open (kept, &error));
  g_assert_false (kept->owes_check);
  um_open_marker_free (g_steal_pointer (&kept->marker), FALSE);
  um_kept_free (kept);
  for (guint i = 0; i < 2; i++)
    {
      kept = um_kept_new (folder);
      g_assert_true (um_kept_open (kept, &error));
      g_assert_true (kept->owes_check);
      um_kept_free (kept);
    }
  kept = um_kept_new (folder);
  g_assert_true (um_kept_open (kept, &error));
  g_assert_true (um_kept_check (kept, &error));
  um_kept_free (kept);
  kept = um_kept_new (folder);
  g_assert_true (um_kept_open (kept, &error));
  g_assert_false (kept->owes_check);
  um_kept_free (kept);
}

static void
add_test (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/database/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add_test ("statements", test_statements);
  add_test ("bind-fault", test_bind_fault);
  add_test ("rollback", test_rollback);
  add_test ("full", test_full);
  add_test ("busy", test_busy);
  add_test ("migrate", test_migrate);
  add_test ("migrate-fails", test_migrate_fails);
  add_test ("migrate-needs-backup", test_migrate_needs_backup);
  add_test ("fixtures", test_fixtures);
  add_test ("configured", test_configured);
  add_test ("owes-check", test_owes_check);
  return g_test_run ();
}
