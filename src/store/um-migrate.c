/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a database to the version of the program: a copy first, then one transaction a version. On
 * the store's worker. */
#include "um-database-private.h"
#include "um-files-private.h"

#include <glib/gstdio.h>

/* The copy is made beside its place and renamed, so that one cut short never passes for a copy. */
static gboolean
copy_database (UmDatabase *self, const char *path, GError **error)
{
  g_autofree char *partial = g_strconcat (path, ".partial", NULL);
  sqlite3 *handle = um_database_get_handle (self);
  sqlite3 *target = NULL;
  sqlite3_backup *backup;
  int code;

  g_unlink (partial);
  if (!um_files_make_private (partial, error))
    return FALSE;
  code = sqlite3_open_v2 (partial, &target, SQLITE_OPEN_READWRITE, NULL);
  if (code == SQLITE_OK)
    {
      backup = sqlite3_backup_init (target, "main", handle, "main");
      if (backup != NULL)
        {
          sqlite3_backup_step (backup, -1);
          sqlite3_backup_finish (backup);
        }
      code = sqlite3_extended_errcode (target);
    }
  if (code != SQLITE_OK)
    um_store_fail_sqlite (error, code, target);
  sqlite3_close (target);
  if (code == SQLITE_OK && um_files_replace (partial, path, error))
    return TRUE;
  g_unlink (partial);
  return FALSE;
}

/* Another process may have done the same step while this one waited for the lock. */
static gboolean
take_step (UmDatabase *self, const char *script, guint version, GError **error)
{
  g_autofree char *stamp = g_strdup_printf ("PRAGMA user_version = %u", version);
  gint64 found = 0;

  if (!um_database_read_int (self, "PRAGMA user_version", &found, error))
    return FALSE;
  if (found >= version)
    return TRUE;
  return um_database_exec (self, script, error) && um_database_exec (self, stamp, error);
}

static gboolean
migrate_to (UmDatabase *self, const char *script, guint version, GError **error)
{
  if (!um_database_begin (self, TRUE, error))
    return FALSE;
  if (!take_step (self, script, version, error))
    {
      um_database_rollback (self);
      return FALSE;
    }
  return um_database_commit (self, error);
}

gboolean
um_database_migrate (
  UmDatabase *self, const char *const *scripts, guint n_scripts, const char *backup, GError **error)
{
  gint64 version = 0;

  if (!um_database_read_int (self, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version > n_scripts)
    return um_store_fail (error, UM_STORE_ERROR_NEWER, "a newer version of the program made it");
  if (version < 0)
    return um_store_fail (error, UM_STORE_ERROR_CORRUPT, "an impossible version");
  if (version > 0 && version < n_scripts && backup != NULL && !copy_database (self, backup, error))
    return FALSE;
  for (guint i = version; i < n_scripts; i++)
    if (!migrate_to (self, scripts[i], i + 1, error))
      return FALSE;
  return TRUE;
}
