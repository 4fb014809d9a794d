/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A source's users as a SQLite file of a few large rows: a head, and the pieces of the directory in
 * chunks, each with a checksum. On the store's worker. */
#include "um-snapshot-private.h"

#include "um-database-private.h"
#include "um-directory-data.h"
#include "um-files-private.h"

#include <string.h>

/* "UmSn". The version is that of this file; that of what is in it stands in the directory's own
 * head. */
#define APPLICATION_ID 1433228142
#define VERSION        2

#define CHUNK_SIZE ((gsize) 16 * 1024 * 1024)

/* Odd multipliers whose bits are well mixed (those of the 64-bit finalizer known as "splitmix"). */
#define MIX_1 G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9)
#define MIX_2 G_GUINT64_CONSTANT (0x94d049bb133111eb)

/* Finds accidents, not forgery: every bit of a word reaches every bit of the sum. */
static gint64
sum_up (const guint8 *data, gsize size)
{
  guint64 sum = size, word;

  for (; size >= sizeof word; data += sizeof word, size -= sizeof word)
    {
      memcpy (&word, data, sizeof word);
      sum = (sum ^ word) * MIX_1;
      sum ^= sum >> 32;
    }
  word = 0;
  memcpy (&word, data, size);
  sum = (sum ^ word) * MIX_2;
  return (gint64) (sum ^ sum >> 29);
}

/* ---- writing ---- */

static gboolean
write_chunk (
  UmStatement *statement, const UmDirectoryPart *part, gsize start, gsize length, GError **error)
{
  gsize total;
  const guint8 *data = g_bytes_get_data (part->bytes, &total);
  const guint8 *chunk = length > 0 ? data + start : (const guint8 *) "";

  um_statement_bind_text (statement, 1, part->name);
  um_statement_bind_int (statement, 2, total);
  um_statement_bind_int (statement, 3, start);
  um_statement_bind_int (statement, 4, sum_up (chunk, length));
  um_statement_bind_bytes (statement, 5, chunk, length);
  return um_statement_run (statement, error);
}

static gboolean
write_part (UmStatement *statement, const UmDirectoryPart *part, GError **error)
{
  gsize total = g_bytes_get_size (part->bytes);
  gsize start = 0;

  do
    {
      gsize length = MIN (total - start, CHUNK_SIZE);

      if (!write_chunk (statement, part, start, length, error))
        return FALSE;
      start += length;
    }
  while (start < total);
  return TRUE;
}

static gboolean
write_head (UmDatabase *database,
            const UmSnapshotInfo *info,
            const UmSnapshotMark *mark,
            GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    database,
    "INSERT INTO head (n_users, users_read, members_read, outcome, members_due)"
    " VALUES (?1, ?2, ?3, ?4, ?5)",
    error);

  if (statement == NULL)
    return FALSE;
  um_statement_bind_int (statement, 1, info->n_users);
  um_statement_bind_int (statement, 2, info->users_read);
  um_statement_bind_int (statement, 3, info->members_read);
  um_statement_bind_int (statement, 4, mark->outcome);
  um_statement_bind_int (statement, 5, mark->members_due);
  return um_statement_run (statement, error);
}

static gboolean
write_parts (UmDatabase *database, GPtrArray *parts, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    database, "INSERT INTO parts (name, total, start, checksum, bytes) VALUES (?1, ?2, ?3, ?4, ?5)",
    error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < parts->len; i++)
    if (!write_part (statement, g_ptr_array_index (parts, i), error))
      return FALSE;
  return TRUE;
}

/* Nobody sees the file before it is whole and on disk, so it needs neither a journal nor SQLite's
 * own syncs. */
static const char make_file[] = "PRAGMA page_size = 65536;"
                                "PRAGMA journal_mode = OFF;"
                                "PRAGMA synchronous = OFF;"
                                "PRAGMA locking_mode = EXCLUSIVE;"
                                "BEGIN;"
                                "CREATE TABLE head ("
                                " n_users INTEGER NOT NULL,"
                                " users_read INTEGER NOT NULL,"
                                " members_read INTEGER NOT NULL,"
                                " outcome INTEGER NOT NULL,"
                                " members_due INTEGER NOT NULL"
                                ") STRICT;"
                                "CREATE TABLE parts ("
                                " place INTEGER PRIMARY KEY,"
                                " name TEXT NOT NULL,"
                                " total INTEGER NOT NULL,"
                                " start INTEGER NOT NULL,"
                                " checksum INTEGER NOT NULL,"
                                " bytes BLOB NOT NULL"
                                ") STRICT;";

static gboolean
fill_file (const char *path,
           const UmSnapshotInfo *info,
           const UmSnapshotMark *mark,
           GPtrArray *parts,
           GError **error)
{
  g_autoptr (UmDatabase) database = um_database_open (path, FALSE, error);
  g_autofree char *stamp = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                            APPLICATION_ID, VERSION);

  return database != NULL && um_database_exec (database, make_file, error)
         && um_database_exec (database, stamp, error) && write_head (database, info, mark, error)
         && write_parts (database, parts, error) && um_database_commit (database, error);
}

gboolean
um_snapshot_write (const char *path,
                   const UmSnapshotInfo *info,
                   const UmSnapshotMark *mark,
                   GPtrArray *parts,
                   GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  /* A name of its own, as another process may be writing too; um-kept.c removes what is left
   * behind. */
  g_autofree char *partial = g_strconcat (path, ".", id, ".partial", NULL);

  if (um_files_make_private (partial, error) && fill_file (partial, info, mark, parts, error)
      && um_files_replace (partial, path, error))
    return TRUE;
  um_files_remove (partial, NULL);
  return FALSE;
}

/* ---- reading ---- */

/* What a whole file would never make SQLite say is damage. */
static void
judge_failure (GError *error)
{
  if (g_error_matches (error, UM_STORE_ERROR, UM_STORE_ERROR_FAILED))
    error->code = UM_STORE_ERROR_CORRUPT;
}

static gboolean
is_ours (UmDatabase *database, GError **error)
{
  gint64 application, version;

  if (!um_database_read_int (database, "PRAGMA application_id", &application, error)
      || !um_database_read_int (database, "PRAGMA user_version", &version, error))
    return FALSE;
  return (application == APPLICATION_ID && version == VERSION)
         || um_store_fail (error, UM_STORE_ERROR_CORRUPT, "a snapshot of another version");
}

static UmDatabase *
open_file (const char *path, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return um_database_open (path, TRUE, error);
  um_store_fail (error, UM_STORE_ERROR_NOT_FOUND, "no snapshot");
  return NULL;
}

static gboolean
read_head (UmDatabase *database, UmSnapshotInfo *info, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    database, "SELECT n_users, users_read, members_read FROM head", error);
  gboolean has_row;

  if (statement == NULL || !um_statement_next (statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return um_store_fail (error, UM_STORE_ERROR_CORRUPT, "a snapshot without a head");
  info->n_users = um_statement_get_int (statement, 0);
  info->users_read = um_statement_get_int (statement, 1);
  info->members_read = um_statement_get_int (statement, 2);
  return TRUE;
}

static gboolean
read_mark (UmDatabase *database, UmSnapshotMark *mark, GError **error)
{
  g_autoptr (UmStatement)
    statement = um_database_prepare (database, "SELECT outcome, members_due FROM head", error);
  gboolean has_row;

  if (statement == NULL || !um_statement_next (statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return um_store_fail (error, UM_STORE_ERROR_CORRUPT, "a snapshot without a head");
  mark->outcome = um_statement_get_int (statement, 0);
  mark->members_due = um_statement_get_int (statement, 1) != 0;
  return TRUE;
}

gboolean
um_snapshot_read_info (const char *path, UmSnapshotInfo *info, GError **error)
{
  g_autoptr (UmDatabase) database = open_file (path, error);
  g_autoptr (GError) fault = NULL;

  if (database == NULL)
    return FALSE;
  if (is_ours (database, &fault) && read_head (database, info, &fault))
    return TRUE;
  judge_failure (fault);
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

/* A piece under way: its chunks come one after the other. */
typedef struct
{
  char *name;
  guint8 *data; /* of @total bytes */
  gsize total;
  gsize filled;
} Piece;

static void
piece_clear (Piece *piece)
{
  g_clear_pointer (&piece->name, g_free);
  g_clear_pointer (&piece->data, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Piece, piece_clear)

static gboolean
damaged (GError **error)
{
  return um_store_fail (error, UM_STORE_ERROR_CORRUPT, "a damaged snapshot");
}

/* @size_max: nothing in a file is larger than the file. */
static gboolean
begin_piece (Piece *piece, UmStatement *row, gsize size_max, GError **error)
{
  gint64 total = um_statement_get_int (row, 1);

  if (total < 0 || (gsize) total > size_max)
    return damaged (error);
  piece->name = um_statement_dup_text (row, 0);
  piece->total = total;
  piece->filled = 0;
  piece->data = g_try_malloc (MAX (piece->total, 1));
  return (piece->name != NULL && piece->data != NULL) || damaged (error);
}

static gboolean
add_chunk (Piece *piece, UmStatement *row, GError **error)
{
  gsize size;
  const guint8 *chunk = um_statement_get_bytes (row, 4, &size);

  if (g_strcmp0 (um_statement_get_text (row, 0), piece->name) != 0
      || (gsize) um_statement_get_int (row, 1) != piece->total
      || (gsize) um_statement_get_int (row, 2) != piece->filled
      || size > piece->total - piece->filled)
    return damaged (error);
  if (size > 0)
    memcpy (piece->data + piece->filled, chunk, size);
  if (um_statement_get_int (row, 3) != sum_up (piece->data + piece->filled, size))
    return damaged (error);
  piece->filled += size;
  return TRUE;
}

static void
end_piece (Piece *piece, GPtrArray *parts)
{
  GBytes *bytes = g_bytes_new_take (g_steal_pointer (&piece->data), piece->total);

  g_ptr_array_add (parts, um_directory_part_new (piece->name, bytes));
  piece_clear (piece);
}

static gboolean
read_chunks (UmStatement *statement, gsize size_max, GPtrArray *parts, GError **error)
{
  g_auto (Piece) piece = { NULL };
  gboolean has_row;

  while (um_statement_next (statement, &has_row, error))
    {
      if (!has_row)
        return piece.name == NULL || damaged (error);
      if (piece.name == NULL && !begin_piece (&piece, statement, size_max, error))
        return FALSE;
      if (!add_chunk (&piece, statement, error))
        return FALSE;
      if (piece.filled == piece.total)
        end_piece (&piece, parts);
    }
  return FALSE;
}

/* @name: (nullable): all */
static gboolean
read_parts (UmDatabase *database, const char *name, GPtrArray *parts, GError **error)
{
  g_autoptr (UmStatement) statement = NULL;
  gint64 n_pages, page_size;

  if (!is_ours (database, error)
      || !um_database_read_int (database, "PRAGMA page_count", &n_pages, error)
      || !um_database_read_int (database, "PRAGMA page_size", &page_size, error))
    return FALSE;
  statement = um_database_prepare (database,
                                   "SELECT name, total, start, checksum, bytes FROM parts"
                                   " WHERE ?1 IS NULL OR name = ?1 ORDER BY place",
                                   error);
  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, name);
  return read_chunks (statement, n_pages * page_size, parts, error);
}

/* @name: (nullable); @mark: (out) (optional) */
static GPtrArray *
read_file (const char *path, const char *name, UmSnapshotMark *mark, GError **error)
{
  g_autoptr (UmDatabase) database = open_file (path, error);
  g_autoptr (GPtrArray)
    parts = g_ptr_array_new_with_free_func ((GDestroyNotify) um_directory_part_free);
  g_autoptr (GError) fault = NULL;

  if (database == NULL)
    return NULL;
  if (read_parts (database, name, parts, &fault)
      && (mark == NULL || read_mark (database, mark, &fault)))
    return g_steal_pointer (&parts);
  judge_failure (fault);
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

GPtrArray *
um_snapshot_read_part (const char *path, const char *name, GError **error)
{
  return read_file (path, name, NULL, error);
}

GPtrArray *
um_snapshot_read_parts (const char *path, UmSnapshotMark *mark, GError **error)
{
  return read_file (path, NULL, mark, error);
}
