/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list goes once through decoder and rows: its beginning is looked at, then all of it is taken in
 * pieces. Belongs to one operation, made on the main thread and gone through by its worker. */
#include "um-import-pass-private.h"

#include "um-import-text-private.h"
#include "um-problem.h"

#include <string.h>

#define HEAD_BYTES  (256 * 1024)
#define PIECE_BYTES (64 * 1024)
#define PROGRESS_US 100000

struct _UmImportPass
{
  UmDirectory *directory;
  GFile *file;   /* (nullable) */
  GBytes *text;  /* (nullable) */
  char *name;    /* of the file, for problems */
  char *heading; /* that of the options */
  UmImportOptions options;
  GFileProgressCallback progress;
  gpointer progress_data;
  GMainContext *context; /* (nullable): of the progress */

  /* the worker's own */
  const UmImportSink *sink;
  gpointer sink_data;
  GCancellable *cancellable;
  gint64 n_total; /* bytes, -1: not known */
  gint64 n_read;
  gint64 last_progress; /* when, µs */
  UmImportDecoder decoder;
  UmImportIndex *index;
  char delimiter;
  gboolean header;
  gboolean sep_line;    /* the next row is one */
  gboolean before_list; /* neither header nor a row was met */
};

typedef struct
{
  GFileProgressCallback progress;
  gpointer progress_data;
  gint64 n_read;
  gint64 n_total;
} Progress;

static gboolean
fail (UmImportPass *self, UmProblem problem, GError **error)
{
  g_set_error_literal (error, UM_PROBLEM, problem, self->name);
  return FALSE;
}

/* What the system says of a file is for the log; whoever reads is told which file. */
static gboolean
fail_file (UmImportPass *self, GError *reason, GError **error)
{
  g_autoptr (GError) owned = reason;

  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&owned));
      return FALSE;
    }
  g_debug ("%s: %s", self->name, owned->message);
  return fail (self, UM_PROBLEM_FILE_FAILED, error);
}

static gboolean
progress_cb (gpointer data)
{
  Progress *self = data;

  self->progress (self->n_read, self->n_total, self->progress_data);
  return G_SOURCE_REMOVE;
}

static void
tell_progress (UmImportPass *self)
{
  gint64 now = g_get_monotonic_time ();
  g_autoptr (GSource) source = NULL;
  Progress *progress;

  if (self->progress == NULL || now - self->last_progress < PROGRESS_US)
    return;
  self->last_progress = now;
  progress = g_new (Progress, 1);
  *progress = (Progress){ self->progress, self->progress_data, self->n_read, self->n_total };
  source = g_idle_source_new ();
  /* As answers are, so that none comes behind the end. */
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, progress_cb, progress, g_free);
  g_source_attach (source, self->context);
}

/* Opening a pipe that nobody writes to would wait for ever; those under /dev are open already. */
static gboolean
is_readable_kind (GFile *file, GFileType type)
{
  g_autofree char *path = g_file_get_path (file);

  return type == G_FILE_TYPE_REGULAR || (path != NULL && g_str_has_prefix (path, "/dev/"));
}

static GInputStream *
open_input (UmImportPass *self, GError **error)
{
  GError *reason = NULL;
  g_autoptr (GFileInfo) info = NULL;
  GFileInputStream *stream;

  if (self->text != NULL)
    {
      self->n_total = (gint64) g_bytes_get_size (self->text);
      return g_memory_input_stream_new_from_bytes (self->text);
    }
  info = g_file_query_info (self->file,
                            G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, self->cancellable, &reason);
  if (info == NULL)
    {
      fail_file (self, reason, error);
      return NULL;
    }
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    {
      fail (self, UM_PROBLEM_IMPORT_FOLDER, error);
      return NULL;
    }
  if (!is_readable_kind (self->file, g_file_info_get_file_type (info)))
    {
      fail (self, UM_PROBLEM_FILE_FAILED, error);
      return NULL;
    }
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
    self->n_total = g_file_info_get_size (info);
  stream = g_file_read (self->file, self->cancellable, &reason);
  if (stream == NULL)
    fail_file (self, reason, error);
  return G_INPUT_STREAM (stream);
}

/* Fills @buffer as far as there is something to fill it with. */
static gboolean
read_piece (
  UmImportPass *self, GInputStream *stream, guchar *buffer, gsize size, gsize *n, GError **error)
{
  GError *reason = NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (!g_input_stream_read_all (stream, buffer, size, n, self->cancellable, &reason))
    return fail_file (self, reason, error);
  self->n_read += (gint64) *n;
  if (self->n_read > UM_IMPORT_MAX_BYTES)
    return fail (self, UM_PROBLEM_IMPORT_TOO_LARGE, error);
  tell_progress (self);
  return TRUE;
}

/* Workbooks are archives too. */
static gboolean
is_archive (const guchar *head, gsize size)
{
  static const char *const beginnings[] = {
    "PK\x03\x04", "\xd0\xcf\x11\xe0", "\x1f\x8b\x08", "7z\xbc\xaf", "Rar!\x1a", "\xfd\x37zXZ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (size >= strlen (beginnings[i]) && memcmp (head, beginnings[i], strlen (beginnings[i])) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_blank (const char *cell)
{
  g_autofree char *trimmed = um_import_cell_trim (cell);

  return *trimmed == '\0';
}

gboolean
um_import_row_is_blank (const UmImportRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    if (!is_blank (row->cells[i]))
      return FALSE;
  return TRUE;
}

/* Whether a row stands before the list: a line for spreadsheets, remarks, the header. */
static gboolean
is_before_list (UmImportPass *self, const UmImportRow *row)
{
  if (self->sep_line)
    {
      self->sep_line = FALSE;
      return TRUE;
    }
  if (!self->before_list || um_import_row_is_blank (row))
    return FALSE;
  if (um_import_is_remark (row->cells[0]))
    return TRUE;
  self->before_list = FALSE;
  return self->header;
}

static gboolean
take_row (const UmImportRow *row, gpointer user_data)
{
  UmImportPass *self = user_data;

  return is_before_list (self, row) || self->sink->take_row (row, self->sink_data);
}

/* Looks at the beginning, with which @text is filled. */
static gboolean
find_form (
  UmImportPass *self, const guchar *head, gsize size, gboolean whole, GString *text, GError **error)
{
  UmImportForm *form;
  gsize length;

  if (size == 0)
    return fail (self, UM_PROBLEM_IMPORT_EMPTY, error);
  if (is_archive (head, size))
    return fail (self, UM_PROBLEM_IMPORT_WORKBOOK, error);
  um_import_decoder_init (&self->decoder, head, size);
  um_import_decoder_feed (&self->decoder, head, size, whole, text);
  if (um_import_decoder_is_rubbish (&self->decoder))
    return fail (self, UM_PROBLEM_IMPORT_BINARY, error);
  length = text->len;
  while (!whole && length > 0 && text->str[length - 1] != '\n' && text->str[length - 1] != '\r')
    length--;
  self->index = um_import_index_new (self->directory);
  form = um_import_form_guess (text->str, length > 0 ? length : text->len, self->index,
                               &self->options, self->name, error);
  if (form == NULL)
    return FALSE;
  form->info.encoding = self->decoder.encoding;
  self->delimiter = form->info.delimiter;
  self->header = form->info.header;
  self->sep_line = form->sep_line;
  self->before_list = TRUE;
  return self->sink->begin (form, self->index, self->sink_data, error);
}

static gboolean
feed (UmImportPass *self, UmImportRows *rows, GString *text, GError **error)
{
  if (!um_import_rows_feed (rows, text->str, text->len))
    return fail (self, UM_PROBLEM_IMPORT_TOO_LARGE, error);
  g_string_truncate (text, 0);
  return TRUE;
}

static gboolean
read_rest (
  UmImportPass *self, GInputStream *stream, UmImportRows *rows, GString *text, GError **error)
{
  g_autofree guchar *piece = g_malloc (PIECE_BYTES);
  gsize n = PIECE_BYTES;

  while (n == PIECE_BYTES)
    {
      if (!read_piece (self, stream, piece, PIECE_BYTES, &n, error))
        return FALSE;
      um_import_decoder_feed (&self->decoder, piece, n, n < PIECE_BYTES, text);
      if (!feed (self, rows, text, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- for the operation ---- */

static char *
dup_input_name (const UmImportInput *input)
{
  if (input->name != NULL)
    return g_strdup (input->name);
  return input->file != NULL ? g_file_get_parse_name (input->file) : g_strdup ("");
}

UmImportPass *
um_import_pass_new (UmDirectory *directory,
                    const UmImportInput *input,
                    const UmImportOptions *options)
{
  const UmImportOptions none = UM_IMPORT_OPTIONS_INIT;
  UmImportPass *self = g_new0 (UmImportPass, 1);

  self->directory = um_directory_ref (directory);
  self->n_total = -1;
  g_set_object (&self->file, input->file);
  self->text = input->text != NULL ? g_bytes_ref (input->text) : NULL;
  self->name = dup_input_name (input);
  self->options = options != NULL ? *options : none;
  self->heading = g_strdup (self->options.heading);
  self->options.heading = self->heading;
  return self;
}

void
um_import_pass_free (UmImportPass *self)
{
  um_directory_unref (self->directory);
  g_clear_object (&self->file);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->index, um_import_index_free);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->name);
  g_free (self->heading);
  g_free (self);
}

void
um_import_pass_set_progress (UmImportPass *self,
                             GMainContext *context,
                             GFileProgressCallback progress,
                             gpointer progress_data)
{
  self->context = g_main_context_ref (context);
  self->progress = progress;
  self->progress_data = progress_data;
}

const char *
um_import_pass_get_name (UmImportPass *self)
{
  return self->name;
}

gboolean
um_import_pass_run (UmImportPass *self,
                    const UmImportSink *sink,
                    gpointer sink_data,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree guchar *head = g_malloc (HEAD_BYTES);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (UmImportRows) rows = NULL;
  gsize n;

  self->sink = sink;
  self->sink_data = sink_data;
  self->cancellable = cancellable;
  stream = open_input (self, error);
  if (stream == NULL || !read_piece (self, stream, head, HEAD_BYTES, &n, error)
      || !find_form (self, head, n, n < HEAD_BYTES, text, error))
    return FALSE;
  rows = um_import_rows_new (self->delimiter, take_row, self);
  if (!feed (self, rows, text, error)
      || (n == HEAD_BYTES && !read_rest (self, stream, rows, text, error)))
    return FALSE;
  if (!um_import_rows_end (rows))
    return fail (self, UM_PROBLEM_IMPORT_TOO_LARGE, error);
  if (um_import_decoder_is_rubbish (&self->decoder))
    return fail (self, UM_PROBLEM_IMPORT_BINARY, error);
  return TRUE;
}
