/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a user and a value. Filled by one worker, then handed over and never changed; it belongs
 * to who asked for it. */
#include "um-import-pairs.h"

#include "um-import-pass-private.h"
#include "um-import-private.h"
#include "um-problem.h"

#include <string.h>

typedef struct
{
  const char *user;
  const char *value;
  guint32 line;
  guint32 row;
  UmPairState state;
} Entry;

struct _UmImportPairs
{
  GObject parent_instance;
  UmDirectory *directory;
  UmPairsInfo info;
  UmImportForm *form;
  GArray *entries;     /* of Entry */
  GStringChunk *texts; /* each once */
};

G_DEFINE_FINAL_TYPE (UmImportPairs, um_import_pairs, G_TYPE_OBJECT)

/* One reading. */
typedef struct
{
  UmImportPairs *pairs;
  UmImportPass *pass;
  UmPairsOptions options;
  char *heading; /* that of the options */

  /* the worker's own */
  UmImportIndex *index; /* that of the pass */
  guint32 *first;       /* row → place + 1 of the first entry with a value for the user */
  UmImportTable *seen;  /* of place + 1, by user and value */
  GArray *rows;         /* of guint32: whom the cell at hand names */
} Job;

static void
um_import_pairs_finalize (GObject *object)
{
  UmImportPairs *self = UM_IMPORT_PAIRS (object);

  g_clear_pointer (&self->form, um_import_form_free);
  g_clear_pointer (&self->directory, um_directory_unref);
  g_array_unref (self->entries);
  g_string_chunk_free (self->texts);
  G_OBJECT_CLASS (um_import_pairs_parent_class)->finalize (object);
}

static void
um_import_pairs_class_init (UmImportPairsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = um_import_pairs_finalize;
}

static void
um_import_pairs_init (UmImportPairs *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->texts = g_string_chunk_new (64 * 1024);
}

static void
job_free (gpointer data)
{
  Job *self = data;

  g_clear_object (&self->pairs);
  g_clear_pointer (&self->pass, um_import_pass_free);
  g_array_unref (self->rows);
  g_clear_pointer (&self->seen, um_import_table_free);
  g_free (self->first);
  g_free (self->heading);
  g_free (self);
}

/* ---- the columns, on the worker ---- */

static const UmImportColumn *
get_column (const Job *self, guint number)
{
  return g_ptr_array_index (self->pairs->form->columns, number);
}

static gboolean
fits (const Job *self, const char *value)
{
  return self->options.fits == NULL || self->options.fits (value, self->options.fits_data);
}

/* Which column was told, or goes by one of the words. -1: none; -2: one that isn't there. */
static int
find_told_column (const Job *self)
{
  g_autofree char *wanted = NULL;
  guint n_columns = self->pairs->form->columns->len;

  if (self->options.column >= 0)
    return (guint) self->options.column < n_columns ? self->options.column : -2;
  if (self->options.heading != NULL)
    wanted = um_text_fold (self->options.heading);
  for (guint i = 0; i < n_columns; i++)
    {
      const char *heading = get_column (self, i)->heading;
      g_autofree char *folded = NULL;

      if (heading == NULL || *heading == '\0')
        continue;
      folded = um_text_fold (heading);
      if (wanted != NULL ? um_import_text_equal (folded, strlen (folded), wanted, strlen (wanted))
                         : self->options.headings != NULL
                             && um_import_heading_is_one_of (heading, self->options.headings))
        return i;
    }
  return wanted != NULL ? -2 : -1;
}

/* Whether a cell says no more than whom the row is about. */
static gboolean
names_the_same (Job *self, const char *value, const char *user)
{
  guint32 row;

  if (um_import_index_find (self->index, UM_IMPORT_MIXED, user, self->rows) != 1)
    return FALSE;
  row = g_array_index (self->rows, guint32, 0);
  um_import_index_find (self->index, UM_IMPORT_MIXED, value, self->rows);
  for (guint i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, guint32, i) == row)
      return TRUE;
  return FALSE;
}

/* How many of the first cells of a column can be values. */
static guint
rate_column (Job *self, guint number)
{
  const UmImportForm *form = self->pairs->form;
  guint n = 0;

  for (guint i = form->info.header ? 1 : 0; i < form->first_rows->len; i++)
    {
      char **cells = form->first_rows->pdata[i];
      guint n_cells = g_strv_length (cells);

      if (number >= n_cells || form->info.column >= n_cells || *cells[number] == '\0')
        continue;
      n += fits (self, cells[number])
           && !names_the_same (self, cells[number], cells[form->info.column]);
    }
  return n;
}

static int
find_likely_column (Job *self)
{
  const UmImportForm *form = self->pairs->form;
  guint user_column = form->info.column;
  guint best_rating = 0;
  int best = -1;

  for (guint i = 0; i < form->columns->len; i++)
    {
      guint rating = i != user_column ? rate_column (self, i) : 0;

      if (rating > best_rating)
        {
          best_rating = rating;
          best = i;
        }
    }
  if (best < 0 && form->columns->len == 2)
    best = 1 - user_column;
  return best;
}

/* Where the column that seems to name users is that of the values, another one names them. */
static gboolean
choose_other_users (Job *self, guint value_column)
{
  UmImportForm *form = self->pairs->form;
  const UmImportColumn *best = NULL;

  if (self->options.list.column >= 0 || self->options.list.heading != NULL)
    return FALSE;
  for (guint i = 0; i < form->columns->len; i++)
    {
      const UmImportColumn *column = get_column (self, i);

      if (i == value_column || (best != NULL && column->percent <= best->percent))
        continue;
      best = column;
      form->info.column = i;
    }
  return best != NULL;
}

static gboolean
fail_for_values (Job *self, GError **error)
{
  g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_IMPORT_NO_VALUES,
                       um_import_pass_get_name (self->pass));
  return FALSE;
}

static gboolean
fail_for_column (Job *self, GError **error)
{
  if (self->options.heading != NULL)
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_IMPORT_BAD_COLUMN, self->options.heading);
  else
    g_set_error (error, UM_PROBLEM, UM_PROBLEM_IMPORT_BAD_COLUMN, "%d", self->options.column + 1);
  return FALSE;
}

/* A list of old and new addresses, all of which somebody bears. */
static gboolean
could_change_places (Job *self, guint value_column)
{
  const UmImportInfo *info = &self->pairs->form->info;

  return value_column < info->column && self->options.list.column < 0
         && self->options.list.heading == NULL
         && get_column (self, value_column)->kind == UM_IMPORT_EMAILS
         && get_column (self, info->column)->kind == UM_IMPORT_EMAILS
         && rate_column (self, value_column) > 0;
}

static gboolean
choose_columns (Job *self, GError **error)
{
  UmImportInfo *info = &self->pairs->form->info;
  int told = find_told_column (self);
  int column = told;

  if (told == -2)
    return fail_for_column (self, error);
  if (told < 0)
    column = find_likely_column (self);
  if (column < 0 && self->options.lenient && self->pairs->form->columns->len > 1)
    column = info->column == 0 ? 1 : 0;
  if (column < 0 || ((guint) column == info->column && !choose_other_users (self, column)))
    return fail_for_values (self, error);
  if (told < 0 && could_change_places (self, column))
    {
      guint left = column;

      column = info->column;
      info->column = left;
    }
  self->pairs->info.value_column = column;
  return TRUE;
}

/* ---- the rows, on the worker ---- */

static Entry *
get_entry (UmImportPairs *self, guint place)
{
  return &g_array_index (self->entries, Entry, place);
}

typedef struct
{
  UmImportPairs *pairs;
  guint32 row;
  const char *folded;
} Seen;

static gboolean
is_seen (guint32 value, gpointer user_data)
{
  const Seen *seen = user_data;
  const Entry *entry = get_entry (seen->pairs, value - 1);
  g_autofree char *folded = NULL;

  if (entry->row != seen->row)
    return FALSE;
  folded = um_text_fold_case (entry->value);
  return g_str_equal (folded, seen->folded);
}

/* @entry becomes the next. */
static UmPairState
compare_with_earlier (Job *self, const Entry *entry)
{
  UmImportPairs *pairs = self->pairs;
  g_autofree char *folded = um_text_fold_case (entry->value);
  Seen seen = { pairs, entry->row, folded };
  guint32 hash = g_str_hash (folded) ^ entry->row * 2654435761u;
  guint32 place = pairs->entries->len + 1;

  if (um_import_table_find (self->seen, hash, is_seen, &seen) > 0)
    return UM_PAIR_AGAIN;
  if (self->first[entry->row] == 0)
    self->first[entry->row] = place;
  else if (self->options.single)
    {
      get_entry (pairs, self->first[entry->row] - 1)->state = UM_PAIR_CONTRADICTS;
      return UM_PAIR_CONTRADICTS;
    }
  um_import_table_add (self->seen, hash, place);
  return UM_PAIR_USED;
}

static UmPairState
judge (Job *self, Entry *entry)
{
  UmImportKind kind = self->options.list.kind >= 0 ? (UmImportKind) self->options.list.kind
                                                   : UM_IMPORT_MIXED;
  guint n;

  entry->row = UM_NO_ROW;
  if (*entry->user == '\0')
    return UM_PAIR_NO_USER;
  n = um_import_index_find (self->index, kind, entry->user, self->rows);
  if (n != 1)
    return n == 0 ? UM_PAIR_NOT_FOUND : UM_PAIR_AMBIGUOUS;
  entry->row = g_array_index (self->rows, guint32, 0);
  if (*entry->value == '\0')
    return UM_PAIR_NO_VALUE;
  return fits (self, entry->value) ? compare_with_earlier (self, entry) : UM_PAIR_UNFIT;
}

/* As it was before an export made it harmless. (transfer full) */
static char *
dup_value (const UmImportRow *row, guint column)
{
  g_autofree char *cell = um_import_cell_trim (column < row->n_cells ? row->cells[column] : "");
  const char *plain = um_import_cell_drop_guard (cell);

  return plain != NULL ? um_import_cell_trim (plain) : g_steal_pointer (&cell);
}

static gboolean
take_row (const UmImportRow *row, gpointer user_data)
{
  Job *self = user_data;
  UmImportPairs *pairs = self->pairs;
  guint user_column = pairs->info.list.column;
  g_autofree char *user = NULL, *value = NULL;
  Entry entry = { .line = row->line };

  if (um_import_row_is_blank (row))
    {
      pairs->info.list.n_blank++;
      return TRUE;
    }
  user = um_import_cell_trim (user_column < row->n_cells ? row->cells[user_column] : "");
  value = dup_value (row, pairs->info.value_column);
  entry.user = g_string_chunk_insert_const (pairs->texts, user);
  entry.value = g_string_chunk_insert_const (pairs->texts, value);
  entry.state = judge (self, &entry);
  g_array_append_val (pairs->entries, entry);
  pairs->info.list.n_rows++;
  return pairs->info.list.n_rows <= UM_IMPORT_MAX_ROWS;
}

static gboolean
begin (UmImportForm *form, UmImportIndex *index, gpointer user_data, GError **error)
{
  Job *self = user_data;
  UmImportPairs *pairs = self->pairs;

  pairs->form = form;
  self->index = index;
  self->first = g_new0 (guint32, um_directory_get_n_rows (pairs->directory) + 1);
  self->seen = um_import_table_new (0);
  if (!choose_columns (self, error))
    return FALSE;
  if (self->options.list.kind < 0)
    form->info.kind = UM_IMPORT_MIXED;
  pairs->info.list = form->info;
  return TRUE;
}

static void
count (Job *self)
{
  UmImportPairs *pairs = self->pairs;

  for (guint i = 0; i < pairs->entries->len; i++)
    {
      Entry *entry = get_entry (pairs, i);

      /* What says the same as a row that isn't used after all isn't the same again. */
      if (entry->state == UM_PAIR_AGAIN)
        {
          const Entry *first = get_entry (pairs, self->first[entry->row] - 1);

          entry->state = first->state == UM_PAIR_CONTRADICTS ? UM_PAIR_CONTRADICTS : UM_PAIR_AGAIN;
        }
      pairs->info.n_pairs[entry->state]++;
      pairs->info.n_users += entry->state == UM_PAIR_USED && self->first[entry->row] == i + 1;
    }
}

static gboolean
read_pairs (Job *self, GCancellable *cancellable, GError **error)
{
  static const UmImportSink sink = { begin, take_row };

  if (!um_import_pass_run (self->pass, &sink, self, cancellable, error))
    return FALSE;
  if (self->pairs->entries->len == 0)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_IMPORT_EMPTY,
                           um_import_pass_get_name (self->pass));
      return FALSE;
    }
  count (self);
  return TRUE;
}

static void
read_on_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *self = task_data;
  GError *error = NULL;

  if (read_pairs (self, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&self->pairs), g_object_unref);
  else
    g_task_return_error (task, error);
}

/* ---- on the main thread ---- */

static Job *
job_new (UmDirectory *directory, const UmImportInput *input, const UmPairsOptions *options)
{
  Job *self = g_new0 (Job, 1);
  UmImportOptions list = options->list;

  list.table = TRUE;
  self->pairs = g_object_new (UM_TYPE_IMPORT_PAIRS, NULL);
  self->pairs->directory = um_directory_ref (directory);
  self->pass = um_import_pass_new (directory, input, &list);
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->options = *options;
  self->heading = g_strdup (options->heading);
  self->options.heading = self->heading;
  return self;
}

UmImportPairs *
um_import_pairs_read (UmDirectory *directory,
                      const UmImportInput *input,
                      const UmPairsOptions *options,
                      GCancellable *cancellable,
                      GError **error)
{
  Job *job = job_new (directory, input, options);
  UmImportPairs *pairs = NULL;

  if (read_pairs (job, cancellable, error))
    pairs = g_steal_pointer (&job->pairs);
  job_free (job);
  return pairs;
}

void
um_import_pairs_read_async (UmSourceState *state,
                            const UmImportInput *input,
                            const UmPairsOptions *options,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (state, cancellable, callback, user_data);
  UmDirectory *directory = um_source_state_get_directory (state);

  g_task_set_source_tag (task, um_import_pairs_read_async);
  g_task_set_name (task, "read pairs");
  if (directory == NULL)
    {
      g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_NOT_REFRESHED, "%s",
                               um_source_state_get_source (state)->name);
      return;
    }
  g_task_set_task_data (task, job_new (directory, input, options), job_free);
  g_task_run_in_thread (task, read_on_worker);
}

UmImportPairs *
um_import_pairs_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, um_import_pairs_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- what was read ---- */

const UmPairsInfo *
um_import_pairs_get_info (UmImportPairs *self)
{
  g_return_val_if_fail (UM_IS_IMPORT_PAIRS (self), NULL);

  return &self->info;
}

GPtrArray *
um_import_pairs_get_columns (UmImportPairs *self)
{
  g_return_val_if_fail (UM_IS_IMPORT_PAIRS (self), NULL);

  return self->form->columns;
}

UmDirectory *
um_import_pairs_get_directory (UmImportPairs *self)
{
  g_return_val_if_fail (UM_IS_IMPORT_PAIRS (self), NULL);

  return self->directory;
}

guint
um_import_pairs_get_n (UmImportPairs *self)
{
  g_return_val_if_fail (UM_IS_IMPORT_PAIRS (self), 0);

  return self->entries->len;
}

void
um_import_pairs_get (UmImportPairs *self, guint position, UmPair *pair)
{
  const Entry *entry;

  g_return_if_fail (UM_IS_IMPORT_PAIRS (self));
  g_return_if_fail (position < self->entries->len);

  entry = get_entry (self, position);
  *pair = (UmPair){ entry->state, entry->line, entry->user, entry->value, entry->row };
}
