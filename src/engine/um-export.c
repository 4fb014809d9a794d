/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports: what is written is gathered on the main thread and written on a worker, to a file that
 * takes its place only when it is whole. */
#include "um-export-private.h"

#include "um-import-private.h"
#include "um-problem.h"

#include <string.h>

/* How long the parts of a suggested name may be, in bytes. */
#define MAX_NAME_PART 60

/* One export. */
typedef struct
{
  UmDirectory *directory;
  UmBitset *rows;   /* (nullable) */
  UmImport *import; /* (nullable): then @outcome of it, else users */
  UmImportOutcome outcome;
  UmExportOptions options;
  char *expression;
  UmSource *source;
  UmExportHead head;
  GFile *file;           /* (nullable) */
  GOutputStream *stream; /* (nullable): it is one of the two */
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_clear_pointer (&self->directory, um_directory_unref);
  g_clear_pointer (&self->rows, um_bitset_unref);
  g_clear_object (&self->import);
  g_clear_pointer (&self->source, um_source_unref);
  g_clear_object (&self->file);
  g_clear_object (&self->stream);
  g_free (self->expression);
  g_free (self);
}

/* ---- on the worker ---- */

/* The reason is for the log. */
static GError *
new_problem (Job *self, GError *reason)
{
  g_autoptr (GError) owned = reason;
  g_autofree char *name = self->file != NULL ? g_file_get_parse_name (self->file) : g_strdup ("");

  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&owned);
  g_debug ("%s: %s", name, owned->message);
  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return g_error_new_literal (UM_PROBLEM, UM_PROBLEM_DISK_FULL, "");
  return g_error_new_literal (UM_PROBLEM, UM_PROBLEM_FILE_FAILED, name);
}

static gboolean
write_all (Job *self, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  UmExportWriter writer = { .stream = stream, .cancellable = cancellable, .text = text };
  gboolean done;

  if (self->import != NULL)
    done = um_export_write_import (&writer, self->import, self->outcome, &self->options,
                                   &self->head);
  else
    done = um_export_write_users (&writer, self->directory, self->rows, &self->options,
                                  &self->head);
  if (!done)
    g_propagate_error (error, writer.error);
  return done;
}

/* What is replaced is written beside it and renamed; where there is nothing to replace, an empty
 * file is made first, so that half of one is never seen under the name. */
static gboolean
make_place (Job *self, gboolean *made, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GFileOutputStream)
    stream = g_file_create (self->file, G_FILE_CREATE_PRIVATE, cancellable, &reason);

  *made = stream != NULL;
  if (stream != NULL)
    return g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_EXISTS))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
replace_file (Job *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileOutputStream) stream = g_file_replace (
    self->file, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, cancellable,
    error);
  g_autoptr (GCancellable) dropped = NULL;

  if (stream == NULL)
    return FALSE;
  if (write_all (self, G_OUTPUT_STREAM (stream), cancellable, error))
    return g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);
  /* Closed under a cancelled cancellable, it leaves what was there. */
  dropped = g_cancellable_new ();
  g_cancellable_cancel (dropped);
  g_output_stream_close (G_OUTPUT_STREAM (stream), dropped, NULL);
  return FALSE;
}

static gboolean
write_file (Job *self, GCancellable *cancellable, GError **error)
{
  gboolean made = FALSE;

  if (make_place (self, &made, cancellable, error) && replace_file (self, cancellable, error))
    return TRUE;
  if (made)
    g_file_delete (self->file, NULL, NULL);
  return FALSE;
}

static void
write_on_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *self = task_data;
  GError *error = NULL;
  gboolean done;

  self->head.count = self->import != NULL ? um_export_count_import (self->import, self->outcome)
                     : self->rows != NULL ? um_bitset_count (self->rows)
                                          : um_directory_get_n_rows (self->directory);
  if (self->file != NULL)
    done = write_file (self, cancellable, &error);
  else
    done = write_all (self, self->stream, cancellable, &error);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, new_problem (self, error));
}

/* ---- on the main thread ---- */

static GTask *
new_task (UmSourceState *state,
          const UmExportOptions *options,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (state, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->options = *options;
  job->expression = g_strdup (options->expression);
  job->options.expression = job->expression;
  job->source = um_source_ref (um_source_state_get_source (state));
  job->head = (UmExportHead){ .source = job->source,
                              .now = g_get_real_time () / G_USEC_PER_SEC,
                              .users_read = um_source_state_get_users_read (state),
                              .expression = job->expression };
  g_task_set_source_tag (task, um_export_finish);
  g_task_set_name (task, "export");
  g_task_set_task_data (task, job, job_free);
  /* Where all is written by then, it is there. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

static void
export_users (GTask *task, UmSourceState *state, UmBitset *rows)
{
  Job *job = g_task_get_task_data (task);
  UmDirectory *directory = um_source_state_get_directory (state);

  if (directory == NULL)
    {
      g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_NOT_REFRESHED, "%s", job->source->name);
      return;
    }
  job->directory = um_directory_ref (directory);
  /* A set may be changed by its owner. */
  job->rows = rows != NULL ? um_bitset_copy (rows) : NULL;
  g_task_run_in_thread (task, write_on_worker);
}

void
um_export_users_async (UmSourceState *state,
                       UmBitset *rows,
                       const UmExportOptions *options,
                       GFile *file,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = new_task (state, options, cancellable, callback, user_data);

  g_set_object (&((Job *) g_task_get_task_data (task))->file, file);
  export_users (task, state, rows);
}

void
um_export_print_users_async (UmSourceState *state,
                             UmBitset *rows,
                             const UmExportOptions *options,
                             GOutputStream *stream,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = new_task (state, options, cancellable, callback, user_data);

  g_set_object (&((Job *) g_task_get_task_data (task))->stream, stream);
  export_users (task, state, rows);
}

void
um_export_import_async (UmSourceState *state,
                        UmImport *import,
                        UmImportOutcome outcome,
                        const UmExportOptions *options,
                        GFile *file,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = new_task (state, options, cancellable, callback, user_data);
  Job *job = g_task_get_task_data (task);

  job->directory = um_directory_ref (um_import_get_directory (import));
  job->import = um_import_copy (import);
  job->outcome = outcome;
  job->file = g_object_ref (file);
  job->head.list = um_import_get_name (import);
  job->head.outcome = um_import_outcome_to_nick (outcome);
  job->head.users_read = um_directory_get_users_read (job->directory);
  g_task_run_in_thread (task, write_on_worker);
}

gboolean
um_export_finish (GAsyncResult *result, guint *n_written, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, um_export_finish), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (n_written != NULL)
    *n_written = ((Job *) g_task_get_task_data (G_TASK (result)))->head.count;
  return TRUE;
}

/* ---- names ---- */

/* Letters and digits of any script, a dash for all else; not too long. */
static void
append_name_part (GString *name, const char *text)
{
  gsize start = name->len;

  for (const char *p = text; *p != '\0' && name->len - start < MAX_NAME_PART;
       p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_tolower (g_utf8_get_char (p));

      if (g_unichar_isalnum (c) || g_unichar_ismark (c))
        g_string_append_unichar (name, c);
      else if (name->len > start && name->str[name->len - 1] != '-')
        g_string_append_c (name, '-');
    }
  while (name->len > start && name->str[name->len - 1] == '-')
    g_string_truncate (name, name->len - 1);
}

char *
um_export_dup_name (UmSourceState *state, const char *what, UmExportFormat format)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  GString *name = g_string_new (NULL);

  append_name_part (name, um_source_state_get_source (state)->name);
  if (name->len > 0)
    g_string_append_c (name, '-');
  append_name_part (name, what != NULL ? what : "users");
  g_string_append_printf (name, "%s%s.%s", g_str_has_suffix (name->str, "-") ? "" : "-", date,
                          format == UM_EXPORT_CSV ? "csv" : "json");
  return g_string_free (name, FALSE);
}
