/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domains of what is kept, and the one place where SQLite's and the system's codes become
 * codes of ours. The texts are for the log: they name what failed, never what a row holds. */
#include "um-store-error-private.h"

#include <errno.h>

G_DEFINE_QUARK (um - store - error - quark, um_store_error)
G_DEFINE_QUARK (um - keyring - error - quark, um_keyring_error)

static UmStoreError
code_of_errno (int number)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return UM_STORE_ERROR_FULL;
    case EACCES:
    case EPERM:
    case EROFS:
      return UM_STORE_ERROR_READ_ONLY;
    case ENOENT:
      return UM_STORE_ERROR_NOT_FOUND;
    default:
      return UM_STORE_ERROR_FAILED;
    }
}

static UmStoreError
code_of_constraint (int extended)
{
  switch (extended)
    {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
      return UM_STORE_ERROR_EXISTS;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return UM_STORE_ERROR_NOT_FOUND;
    default:
      return UM_STORE_ERROR_FAILED;
    }
}

/* A file that can't be opened or written says why only by the system's number: that of the last
 * failure of the log, of the database, or, where none was opened, of the last call. */
static UmStoreError
code_of_system (sqlite3 *handle)
{
  sqlite3_file *file = NULL;
  int numbers[3] = { 0 };

  if (handle == NULL)
    return UM_STORE_ERROR_FAILED;
  sqlite3_file_control (handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file);
  if (file != NULL && file->pMethods != NULL)
    file->pMethods->xFileControl (file, SQLITE_FCNTL_LAST_ERRNO, &numbers[0]);
  sqlite3_file_control (handle, "main", SQLITE_FCNTL_LAST_ERRNO, &numbers[1]);
  numbers[2] = sqlite3_system_errno (handle);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      UmStoreError code = code_of_errno (numbers[i]);

      if (code == UM_STORE_ERROR_FULL || code == UM_STORE_ERROR_READ_ONLY)
        return code;
    }
  return UM_STORE_ERROR_FAILED;
}

static UmStoreError
code_of_sqlite (int extended, sqlite3 *handle)
{
  switch (extended & 0xff)
    {
    case SQLITE_FULL:
      return UM_STORE_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return UM_STORE_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return UM_STORE_ERROR_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return UM_STORE_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
      return code_of_constraint (extended);
    case SQLITE_IOERR:
      if (extended == SQLITE_IOERR_SHORT_READ)
        return UM_STORE_ERROR_CORRUPT;
      return code_of_system (handle);
    case SQLITE_CANTOPEN:
      return code_of_system (handle);
    default:
      return UM_STORE_ERROR_FAILED;
    }
}

gboolean
um_store_fail_sqlite (GError **error, int code, sqlite3 *handle)
{
  const char *text = handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (code);

  if (code == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, text);
  else
    g_set_error (error, UM_STORE_ERROR, code_of_sqlite (code, handle), "SQLite %d: %s", code, text);
  return FALSE;
}

gboolean
um_store_fail_errno (GError **error, int number, const char *what)
{
  g_set_error (error, UM_STORE_ERROR, code_of_errno (number), "%s: %s", what, g_strerror (number));
  return FALSE;
}

gboolean
um_store_fail (GError **error, UmStoreError code, const char *what)
{
  g_set_error_literal (error, UM_STORE_ERROR, code, what);
  return FALSE;
}
