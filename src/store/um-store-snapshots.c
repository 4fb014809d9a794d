/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Snapshots: loading and saving directories, and laying what runs did since over them. */
#include "um-store-private.h"

#include "um-directory-data.h"
#include "um-enums.h"
#include "um-files-private.h"
#include "um-snapshot-private.h"
#include "um-user-change.h"

typedef struct
{
  char *source_id;
  UmDirectory *directory; /* (nullable): to be saved, taken as it is, or what was loaded */
  UmSnapshotMark mark;
  UmSnapshotInfo info;
} SnapshotRequest;

static void
snapshot_request_free (gpointer data)
{
  SnapshotRequest *self = data;

  g_free (self->source_id);
  g_clear_pointer (&self->directory, um_directory_unref);
  g_free (self);
}

/* ---- on the worker ---- */

char *
um_store_build_snapshot_path (UmKept *kept, const char *source_id)
{
  g_autofree char *name = g_strconcat (source_id, ".db", NULL);

  return g_build_filename (kept->folder, "cache", name, NULL);
}

/* A snapshot can be read again from Atlassian: a damaged one isn't worth a question. */
static gboolean
drop_damaged (const char *path, GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (error == NULL || !g_error_matches (*error, UM_STORE_ERROR, UM_STORE_ERROR_CORRUPT))
    return FALSE;
  g_message ("A snapshot is dropped: %s", (*error)->message);
  g_clear_error (error);
  if (!um_files_remove (path, &fault))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  return um_store_fail (error, UM_STORE_ERROR_NOT_FOUND, "no snapshot");
}

static gboolean
peek_on_worker (UmKept *kept, gpointer data, GError **error)
{
  SnapshotRequest *request = data;
  g_autofree char *path = um_store_build_snapshot_path (kept, request->source_id);
  g_autoptr (GError) fault = NULL;

  if (um_snapshot_read_info (path, &request->info, &fault))
    return TRUE;
  drop_damaged (path, &fault);
  if (g_error_matches (fault, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND))
    {
      request->info = (UmSnapshotInfo){ 0, UM_TIME_UNKNOWN, UM_TIME_UNKNOWN };
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static UmDirectory *
read_directory (const char *path, UmSnapshotMark *mark, GError **error)
{
  g_autoptr (GPtrArray) parts = um_snapshot_read_parts (path, mark, error);
  UmDirectory *directory;

  if (parts == NULL)
    return NULL;
  directory = um_directory_deserialize (parts);
  if (directory == NULL)
    um_store_fail (error, UM_STORE_ERROR_CORRUPT, "a snapshot whose pieces don't fit");
  return directory;
}

static void
change_clear (gpointer data)
{
  UmUserChange *change = data;

  g_free ((char *) change->account_id);
  g_free ((char *) change->id);
  g_free ((char *) change->email);
}

/* Of the columns account, kind, target, place and the state that stands. */
static void
add_change (UmStatement *row, GArray *changes)
{
  UmStepKind kind;
  UmUserChange change;

  if (um_statement_is_null (row, 0)
      || !um_step_kind_from_nick (um_statement_get_text (row, 1), &kind)
      || !um_user_change_from_step (kind, um_statement_get_text (row, 2),
                                    um_statement_get_text (row, 3), um_statement_get_text (row, 4),
                                    &change))
    return;
  change.account_id = um_statement_dup_text (row, 0);
  change.id = g_strdup (change.id);
  change.email = g_strdup (change.email);
  change.since = um_statement_get_int (row, 6) / 1000;
  g_array_append_val (changes, change);
}

/* What runs changed or found to be so already, and what was found when their users were read again,
 * after the outcome @since, oldest first. */
static gboolean
find_changes (
  UmDatabase *database, const char *source_id, gint64 since, GArray *changes, GError **error)
{
  g_autoptr (UmStatement) statement = um_database_prepare (
    database,
    "SELECT u.account_id, e.kind, e.target, e.place, e.after, e.outcome AS outcome, e.finished"
    " FROM entries AS e INDEXED BY entries_by_outcome"
    " CROSS JOIN runs AS r CROSS JOIN run_users AS u"
    " WHERE e.outcome > 0 AND e.outcome > ?2"
    " AND (e.state = 'done' OR (e.skip = 'already-so' AND e.sent > 0))"
    " AND r.run = e.run AND r.source = ?1 AND r.deleted = 0"
    " AND r.dry_run = 0 AND u.run = e.run AND u.chain = e.chain"
    " UNION ALL SELECT u.account_id, e.kind, e.target, e.place, x.found, x.outcome, x.time"
    " FROM notes AS x INDEXED BY notes_by_outcome CROSS JOIN runs AS r CROSS JOIN entries AS e"
    " CROSS JOIN run_users AS u"
    " WHERE x.outcome > ?2 AND x.kind = 'found' AND x.found IS NOT NULL"
    " AND r.run = x.run AND r.source = ?1 AND r.deleted = 0 AND e.run = x.run AND e.n = x.n"
    " AND u.run = e.run AND u.chain = e.chain ORDER BY outcome",
    error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  um_statement_bind_text (statement, 1, source_id);
  um_statement_bind_int (statement, 2, since);
  while (um_statement_next (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      add_change (statement, changes);
    }
  return FALSE;
}

static gboolean
lay_over (UmDatabase *database, SnapshotRequest *request, GError **error)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (UmUserChange));
  UmDirectory *changed;

  g_array_set_clear_func (changes, change_clear);
  if (!find_changes (database, request->source_id, request->mark.outcome, changes, error))
    return FALSE;
  if (changes->len == 0)
    return TRUE;
  changed = um_directory_apply_user_changes (request->directory,
                                             (const UmUserChange *) changes->data, changes->len);
  um_directory_unref (request->directory);
  request->directory = changed;
  um_directory_prepare_orders (changed);
  return TRUE;
}

/* That there is none is no error here: which outcome is the last one is still to be told. */
static gboolean
read_saved (UmKept *kept, SnapshotRequest *request, GError **error)
{
  g_autofree char *path = um_store_build_snapshot_path (kept, request->source_id);
  g_autoptr (GError) fault = NULL;

  request->directory = read_directory (path, &request->mark, &fault);
  if (request->directory != NULL)
    {
      um_directory_prepare_orders (request->directory);
      return TRUE;
    }
  request->mark = (UmSnapshotMark){ 0 };
  drop_damaged (path, &fault);
  if (g_error_matches (fault, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static gboolean
load_on_worker (UmKept *kept, gpointer data, GError **error)
{
  SnapshotRequest *request = data;
  gint64 last;

  if (request->directory == NULL && !read_saved (kept, request, error))
    return FALSE;
  /* Looked up first: what comes in between is laid over now and once more later, never lost. */
  if (!um_database_read_int (kept->database, "SELECT last FROM outcomes", &last, error))
    return FALSE;
  if (request->directory != NULL && !lay_over (kept->database, request, error))
    return FALSE;
  request->mark.outcome = last;
  return TRUE;
}

static gboolean
save_on_worker (UmKept *kept, gpointer data, GError **error)
{
  SnapshotRequest *request = data;
  g_autofree char *path = um_store_build_snapshot_path (kept, request->source_id);
  g_autoptr (GPtrArray) parts = NULL;
  UmSnapshotInfo info = { um_directory_get_n_rows (request->directory),
                          um_directory_get_users_read (request->directory),
                          um_directory_get_members_read (request->directory) };

  um_directory_prepare_orders (request->directory);
  parts = um_directory_serialize (request->directory);
  return um_snapshot_write (path, &info, &request->mark, parts, error);
}

/* ---- on the main thread ---- */

static void
ask_snapshot (UmStore *self,
              const char *source_id,
              UmDirectory *directory,
              const UmSnapshotMark *mark,
              UmJobFunc func,
              gpointer tag,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  SnapshotRequest *request;
  UmStoreQuestion question;

  g_return_if_fail (um_files_is_plain_id (source_id));

  request = g_new0 (SnapshotRequest, 1);
  question = (UmStoreQuestion){ UM_JOB_FREE, func, request, snapshot_request_free, tag };
  request->source_id = g_strdup (source_id);
  request->directory = directory != NULL ? um_directory_ref (directory) : NULL;
  request->mark = *mark;
  um_store_ask (self, &question, cancellable, callback, user_data);
}

void
um_store_peek_snapshot_async (UmStore *self,
                              const char *source_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  const UmSnapshotMark mark = { 0 };

  ask_snapshot (self, source_id, NULL, &mark, peek_on_worker, um_store_peek_snapshot_async,
                cancellable, callback, user_data);
}

gboolean
um_store_peek_snapshot_finish (UmStore *self,
                               GAsyncResult *result,
                               UmSnapshotInfo *info,
                               GError **error)
{
  SnapshotRequest *request = um_store_answer (self, result, um_store_peek_snapshot_async, error);

  if (request == NULL)
    return FALSE;
  *info = request->info;
  return TRUE;
}

void
um_store_load_directory_async (UmStore *self,
                               const char *source_id,
                               UmDirectory *base,
                               gint64 outcome,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  const UmSnapshotMark mark = { .outcome = outcome };

  ask_snapshot (self, source_id, base, &mark, load_on_worker, um_store_load_directory_async,
                cancellable, callback, user_data);
}

UmDirectory *
um_store_load_directory_finish (UmStore *self,
                                GAsyncResult *result,
                                UmSnapshotMark *mark,
                                GError **error)
{
  SnapshotRequest *request = um_store_answer (self, result, um_store_load_directory_async, error);

  if (request == NULL)
    return NULL;
  *mark = request->mark;
  if (request->directory == NULL)
    um_store_fail (error, UM_STORE_ERROR_NOT_FOUND, "no snapshot");
  return g_steal_pointer (&request->directory);
}

void
um_store_save_directory_async (UmStore *self,
                               const char *source_id,
                               UmDirectory *directory,
                               const UmSnapshotMark *mark,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (directory != NULL);

  ask_snapshot (self, source_id, directory, mark, save_on_worker, um_store_save_directory_async,
                cancellable, callback, user_data);
}

gboolean
um_store_save_directory_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  return um_store_answer (self, result, um_store_save_directory_async, error) != NULL;
}
