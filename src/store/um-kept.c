/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens user-management.db: tells ours from a newer one, a damaged one and another program's, moves
 * aside what can't be used, and brings what can to the present version. Owned by the store's
 * worker. */
#include "um-kept-private.h"

#include "um-files-private.h"
#include "um-schema-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DATABASE "user-management.db"
#define MARKER   "user-management.lock"
#define CACHE    "cache"

/* The parts of SQLite's file header that are read before it is touched
 * (sqlite.org/fileformat2.html, 1.3). */
#define HEADER_SIZE        100
#define HEADER_MAGIC       "SQLite format 3"
#define HEADER_VERSION     60
#define HEADER_APPLICATION 68

UmKept *
um_kept_new (const char *folder)
{
  UmKept *self = g_new0 (UmKept, 1);

  self->folder = g_strdup (folder);
  return self;
}

void
um_kept_close (UmKept *self)
{
  g_clear_pointer (&self->database, um_database_free);
  if (self->marker != NULL)
    um_open_marker_free (self->marker, !self->owes_check);
  self->marker = NULL;
}

void
um_kept_free (UmKept *self)
{
  um_kept_close (self);
  g_free (self->moved_aside);
  g_free (self->folder);
  g_free (self);
}

char *
um_kept_build_path (UmKept *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static gboolean
judge_version (gint64 application, gint64 version, gboolean is_empty, GError **error)
{
  guint n_scripts;

  um_schema_get_scripts (&n_scripts);
  if (is_empty && application == 0 && version == 0)
    return TRUE;
  if (application != UM_SCHEMA_APPLICATION_ID || version < 1)
    return um_store_fail (error, UM_STORE_ERROR_CORRUPT, "the database of another program");
  if (version > n_scripts)
    return um_store_fail (error, UM_STORE_ERROR_NEWER, "a newer version of the program made it");
  return TRUE;
}

static gint64
read_header_int (const guint8 *header, gsize offset)
{
  guint32 value;

  memcpy (&value, header + offset, sizeof value);
  return (gint32) GUINT32_FROM_BE (value);
}

/* Looks at the file without SQLite, which may write to it even when it is only asked. What a log
 * beside it holds may differ, so the version is judged again once it is open. Only while nobody has
 * it open. */
static gboolean
judge_file (const char *path, GError **error)
{
  guint8 header[HEADER_SIZE];
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gssize size;

  if (fd < 0)
    return um_store_fail_errno (error, errno, "opening the database");
  size = read (fd, header, sizeof header);
  close (fd);
  if (size == 0)
    return TRUE;
  if (size < HEADER_SIZE || memcmp (header, HEADER_MAGIC, sizeof HEADER_MAGIC) != 0)
    return um_store_fail (error, UM_STORE_ERROR_CORRUPT, "not a database");
  return judge_version (read_header_int (header, HEADER_APPLICATION),
                        read_header_int (header, HEADER_VERSION), TRUE, error);
}

static gboolean
judge_open (UmDatabase *database, GError **error)
{
  gint64 application, version, n_things;

  if (!um_database_read_int (database, "PRAGMA application_id", &application, error)
      || !um_database_read_int (database, "PRAGMA user_version", &version, error)
      || !um_database_read_int (database, "SELECT count(*) FROM sqlite_schema", &n_things, error))
    return FALSE;
  return judge_version (application, version, n_things == 0, error);
}

/* foreign_keys does nothing within a transaction, so it is set before any and read back. */
static gboolean
configure (UmDatabase *database, GError **error)
{
  gint64 has_keys = 0;

  if (!um_database_exec (database,
                         "PRAGMA foreign_keys = ON;"
                         "PRAGMA auto_vacuum = INCREMENTAL;"
                         "PRAGMA journal_mode = WAL;"
                         "PRAGMA synchronous = FULL;"
                         "PRAGMA journal_size_limit = 16777216;"
                         "PRAGMA cache_size = -16384",
                         error)
      || !um_database_read_int (database, "PRAGMA foreign_keys", &has_keys, error))
    return FALSE;
  return has_keys == 1
         || um_store_fail (error, UM_STORE_ERROR_FAILED, "foreign keys can't be switched on");
}

static char *
build_backup_path (UmDatabase *database, const char *path, GError **error)
{
  gint64 version = 0;

  if (!um_database_read_int (database, "PRAGMA user_version", &version, error))
    return NULL;
  return g_strdup_printf ("%s.version-%d", path, (int) version);
}

static UmDatabase *
open_database (const char *path, gboolean alone, GError **error)
{
  g_autoptr (UmDatabase) database = NULL;
  g_autofree char *backup = NULL;
  const char *const *scripts;
  guint n_scripts;

  if (!um_files_make_private (path, error) || (alone && !judge_file (path, error)))
    return NULL;
  database = um_database_open (path, FALSE, error);
  if (database == NULL || !judge_open (database, error) || !configure (database, error))
    return NULL;
  backup = build_backup_path (database, path, error);
  if (backup == NULL)
    return NULL;
  scripts = um_schema_get_scripts (&n_scripts);
  if (!um_database_migrate (database, scripts, n_scripts, backup, error))
    return NULL;
  return g_steal_pointer (&database);
}

/* What a process that died left half written. */
static gboolean
remove_leftovers (UmKept *self, GError **error)
{
  g_autofree char *path = um_kept_build_path (self, CACHE);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (strstr (name, ".partial") != NULL && !um_files_remove (file, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
open_alone (UmKept *self, const char *path, GError **error)
{
  gboolean damaged = um_open_marker_is_damaged (self->marker)
                     && g_file_test (path, G_FILE_TEST_EXISTS);
  g_autoptr (GError) fault = NULL;

  if (!remove_leftovers (self, error))
    return FALSE;
  if (!damaged)
    self->database = open_database (path, TRUE, &fault);
  if (self->database != NULL)
    return TRUE;
  if (fault != NULL && !g_error_matches (fault, UM_STORE_ERROR, UM_STORE_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  self->moved_aside = um_files_move_aside (path, error);
  if (self->moved_aside == NULL)
    return FALSE;
  um_open_marker_set_damaged (self->marker, FALSE);
  self->owes_check = FALSE;
  self->database = open_database (path, TRUE, error);
  return self->database != NULL;
}

gboolean
um_kept_open (UmKept *self, GError **error)
{
  g_autofree char *path = um_kept_build_path (self, DATABASE);
  g_autofree char *marker = um_kept_build_path (self, MARKER);
  g_autofree char *cache = um_kept_build_path (self, CACHE);

  /* Who deleted last may not have got to the end of it. */
  self->owes_tidying = TRUE;
  if (!um_files_make_folder (self->folder, error) || !um_files_make_folder (cache, error))
    return FALSE;
  self->marker = um_open_marker_take (marker, error);
  if (self->marker == NULL)
    return FALSE;
  if (um_open_marker_is_alone (self->marker))
    {
      self->owes_check = um_open_marker_is_unclean (self->marker);
      return open_alone (self, path, error) && um_open_marker_share (self->marker, error);
    }
  /* Waits for another one that is opening it alone. */
  if (!um_open_marker_share (self->marker, error))
    return FALSE;
  self->database = open_database (path, FALSE, error);
  return self->database != NULL;
}

static gboolean
is_whole (UmDatabase *database, GError **error)
{
  g_autoptr (UmStatement)
    statement = um_database_prepare (database, "PRAGMA quick_check (1)", error);
  gboolean has_row;

  if (statement == NULL || !um_statement_next (statement, &has_row, error))
    return FALSE;
  if (has_row && g_strcmp0 (um_statement_get_text (statement, 0), "ok") == 0)
    return TRUE;
  return um_store_fail (error, UM_STORE_ERROR_CORRUPT, "the check has found damage");
}

gboolean
um_kept_check (UmKept *self, GError **error)
{
  g_autoptr (GError) fault = NULL;
  gboolean whole = is_whole (self->database, &fault);

  if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  self->owes_check = FALSE;
  if (whole)
    return TRUE;
  if (g_error_matches (fault, UM_STORE_ERROR, UM_STORE_ERROR_CORRUPT))
    um_open_marker_set_damaged (self->marker, TRUE);
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}
