/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a list of users: what its rows, or the pieces of its lines, say is matched with users as
 * it comes. On a worker; the result is handed over whole. */
#include "um-import-private.h"

#include "um-import-pass-private.h"
#include "um-problem.h"

#include <string.h>

typedef struct
{
  UmDirectory *directory;
  UmImportPass *pass;
  char *list_name; /* (nullable) */

  /* the worker's own */
  UmImportIndex *index; /* that of the pass */
  UmImport *import;
  const UmImportInfo *info; /* of the import */
  guint n_cells;            /* that were looked at */
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  um_directory_unref (self->directory);
  um_import_pass_free (self->pass);
  g_clear_object (&self->import);
  g_free (self->list_name);
  g_free (self);
}

/* ---- on the worker ---- */

static void
take_text (Job *self, const char *text, guint line)
{
  self->n_cells++;
  um_import_add (self->import, self->index, text, line);
}

/* One row of a table. */
static void
take_cell (Job *self, const UmImportRow *row)
{
  guint column = self->info->column;
  g_autofree char *cell = um_import_cell_trim (column < row->n_cells ? row->cells[column] : "");

  if (*cell != '\0')
    {
      um_import_add_row (self->import, FALSE);
      take_text (self, cell, row->line);
      return;
    }
  if (!um_import_row_is_blank (row))
    um_import_add_row (self->import, FALSE);
  um_import_add_row (self->import, TRUE);
}

/* Between the pieces there may be other signs than the one that most of them end with. */
static void
take_pieces (Job *self, const char *text, guint line)
{
  g_autoptr (GPtrArray) pieces = um_import_cell_dup_pieces (text);

  for (guint i = 0; i < pieces->len; i++)
    take_text (self, pieces->pdata[i], line);
}

static gboolean
take_row (const UmImportRow *row, gpointer user_data)
{
  Job *self = user_data;

  if (self->info->layout == UM_IMPORT_TABLE)
    take_cell (self, row);
  else
    {
      um_import_add_row (self->import, um_import_row_is_blank (row));
      for (guint i = 0; i < row->n_cells; i++)
        take_pieces (self, row->cells[i], row->line);
    }
  return self->info->n_rows <= UM_IMPORT_MAX_ROWS && self->n_cells <= UM_IMPORT_MAX_ROWS;
}

static gboolean
begin (UmImportForm *form, UmImportIndex *index, gpointer user_data, GError **error)
{
  Job *self = user_data;

  self->index = index;
  self->import = um_import_new (self->directory, form, self->list_name);
  self->info = um_import_get_info (self->import);
  return TRUE;
}

static gboolean
read_list (Job *self, GCancellable *cancellable, GError **error)
{
  static const UmImportSink sink = { begin, take_row };

  if (!um_import_pass_run (self->pass, &sink, self, cancellable, error))
    return FALSE;
  if (self->info->n_rows == 0)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_IMPORT_EMPTY,
                           um_import_pass_get_name (self->pass));
      return FALSE;
    }
  um_import_close (self->import);
  return TRUE;
}

static void
read_on_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *self = task_data;
  GError *error = NULL;

  if (read_list (self, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&self->import), g_object_unref);
  else
    g_task_return_error (task, error);
}

/* ---- on the main thread ---- */

/* The file's name without its ending. */
static char *
dup_list_name (GFile *file)
{
  g_autofree char *path = g_file_get_basename (file);
  char *name = g_filename_display_name (path);
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot > name)
    *dot = '\0';
  return name;
}

static Job *
job_new (UmDirectory *directory, const UmImportInput *input, const UmImportOptions *options)
{
  Job *self = g_new0 (Job, 1);

  self->directory = um_directory_ref (directory);
  self->pass = um_import_pass_new (directory, input, options);
  self->list_name = input->file != NULL ? dup_list_name (input->file) : NULL;
  return self;
}

UmImport *
um_import_read (UmDirectory *directory,
                const UmImportInput *input,
                const UmImportOptions *options,
                GCancellable *cancellable,
                GError **error)
{
  Job *job = job_new (directory, input, options);
  UmImport *import = NULL;

  if (read_list (job, cancellable, error))
    import = g_steal_pointer (&job->import);
  job_free (job);
  return import;
}

void
um_import_read_async (UmSourceState *state,
                      const UmImportInput *input,
                      const UmImportOptions *options,
                      GFileProgressCallback progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (state, cancellable, callback, user_data);
  UmDirectory *directory = um_source_state_get_directory (state);
  Job *job;

  g_task_set_source_tag (task, um_import_read_async);
  g_task_set_name (task, "read list");
  if (directory == NULL)
    {
      g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_NOT_REFRESHED, "%s",
                               um_source_state_get_source (state)->name);
      return;
    }
  job = job_new (directory, input, options);
  um_import_pass_set_progress (job->pass, g_task_get_context (task), progress, progress_data);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, read_on_worker);
}

UmImport *
um_import_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, um_import_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
