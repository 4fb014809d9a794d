/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing the delimiter, the header and the column under which a list makes the most sense. One
 * thread. */
#include "um-import-guess-private.h"

#include "um-import-rows-private.h"
#include "um-problem.h"

#include <string.h>

/* What it is worth that rows have the same number of cells, of 1,000 as in um-import-sample.c. */
#define WORTH_EVEN 200
/* How many rows are kept to be looked at by who knows the list. */
#define MAX_FIRST_ROWS 8

/* In the order in which they are preferred; a comma is also a sign of texts. */
static const char delimiters[] = { '\t', ';', '|', ',', '\0' };

void
um_import_form_free (UmImportForm *self)
{
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->first_rows, g_ptr_array_unref);
  g_free (self);
}

static void
column_free (gpointer data)
{
  UmImportColumn *self = data;

  g_free (self->heading);
  g_free (self->sample);
  g_free (self);
}

static UmImportForm *
form_new (void)
{
  UmImportForm *self = g_new0 (UmImportForm, 1);

  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->first_rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return self;
}

static void
keep_first_rows (UmImportForm *self, const UmSample *sample)
{
  g_ptr_array_set_size (self->first_rows, 0);
  for (guint i = 0; i < MIN (sample->rows->len, MAX_FIRST_ROWS); i++)
    g_ptr_array_add (self->first_rows, g_strdupv (sample->rows->pdata[i]));
}

/* ---- addresses in lines ---- */

/* Whether the sample is nothing but addresses, or nothing but ids, with several in one of its rows:
 * then it isn't a table. Returns: 0, or more the more of them have a cell of their own */
static guint
rate_line (const UmSample *sample)
{
  guint n_pieces = 0, n_addresses = 0, n_ids = 0, n_crowded = 0, n_alone = 0;

  for (guint i = 0; i < sample->rows->len; i++)
    {
      char **cells = sample->rows->pdata[i];
      guint n_known = 0;

      for (guint j = 0; cells[j] != NULL; j++)
        {
          guint n = um_import_cell_count_addresses (cells[j]);
          gboolean id = um_import_cell_is_id (cells[j]);

          if (n > 1 && !um_import_cell_is_addresses (cells[j]))
            n = 0;
          n_pieces += n > 0 ? n : *cells[j] != '\0';
          n_addresses += n;
          n_alone += n == 1 || id;
          n_ids += id;
          n_known += n + id;
          if (i == 0 && *cells[j] != '\0' && n == 0 && !id)
            return 0;
        }
      n_crowded += n_known > 1;
    }
  if (n_crowded == 0 || MAX (n_addresses, n_ids) < n_pieces - n_pieces / 10)
    return 0;
  return n_alone + 1;
}

static UmImportForm *
guess_line (const char *text, gsize length, const UmImportOptions *options)
{
  static const char separators[] = { ';', ',', ' ' };
  UmImportForm *form = NULL;
  guint best = 0;

  if (options->table || options->column >= 0 || options->heading != NULL || options->header == TRUE)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      g_autoptr (UmSample) sample = NULL;
      guint rating;

      if (options->delimiter >= 0 && options->delimiter != separators[i])
        continue;
      sample = um_import_sample_new (text, length, separators[i]);
      rating = rate_line (sample);
      if (rating <= best)
        continue;
      best = rating;
      if (form == NULL)
        form = form_new ();
      keep_first_rows (form, sample);
      form->info.layout = UM_IMPORT_LINE;
      form->info.delimiter = separators[i];
      form->info.kind = um_import_cell_count_addresses (um_import_sample_get_cell (sample, 0, 0))
                            > 0
                          ? UM_IMPORT_EMAILS
                          : UM_IMPORT_IDS;
    }
  if (form != NULL && options->kind >= 0)
    form->info.kind = options->kind;
  return form;
}

/* ---- tables ---- */

static const UmSampleColumn *
get_column (const UmSample *sample, guint column)
{
  return &g_array_index (sample->columns, UmSampleColumn, column);
}

static guint
find_best_column (const UmSample *sample)
{
  guint best = 0;

  for (guint i = 1; i < sample->columns->len; i++)
    if (get_column (sample, i)->score > get_column (sample, best)->score)
      best = i;
  return best;
}

static guint
rate_table (const UmSample *sample)
{
  guint rating = get_column (sample, find_best_column (sample))->score;

  if (sample->n_usual > 1)
    rating += WORTH_EVEN * sample->n_usual_rows / sample->rows->len;
  return rating;
}

static UmSample *
find_best_sample (const char *text, gsize length, UmImportIndex *index, int delimiter)
{
  g_autoptr (UmSample) best = NULL;
  guint best_rating = 0;

  if (delimiter >= 0)
    {
      best = um_import_sample_new (text, length, (char) delimiter);
      um_import_sample_judge (best, index);
      return g_steal_pointer (&best);
    }
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      g_autoptr (UmSample) sample = NULL;
      guint rating;

      sample = um_import_sample_new (text, length, delimiters[i]);
      if (sample->rows->len == 0)
        return g_steal_pointer (&sample);
      /* Where most rows are one cell, the sign belongs to a text in the others. */
      if (sample->n_usual < 2 && delimiters[i] != '\0')
        continue;
      um_import_sample_judge (sample, index);
      rating = rate_table (sample);
      if (best != NULL && rating <= best_rating)
        continue;
      best_rating = rating;
      g_clear_pointer (&best, um_import_sample_free);
      best = g_steal_pointer (&sample);
    }
  return g_steal_pointer (&best);
}

static gboolean
find_heading (const UmSample *sample, const char *heading, guint *column)
{
  g_autofree char *wanted = um_text_fold (heading);

  for (guint i = 0; i < sample->columns->len; i++)
    {
      g_autofree char *found = um_text_fold (um_import_sample_get_cell (sample, 0, i));

      if (um_import_text_equal (found, strlen (found), wanted, strlen (wanted)))
        {
          *column = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* Below a heading in a language that isn't known here all cells are of one kind, and it isn't.
 * Where there is nothing but one column, it may as well be somebody's name. */
static gboolean
stands_out (const UmSample *sample, const UmSampleColumn *column, const char *first)
{
  guint n_known = column->n_hits[column->kind] + column->n_like[column->kind];
  guint n_rows = sample->rows->len - 1;

  return sample->columns->len > 1 && column->kind != UM_IMPORT_NAMES && *first != '\0'
         && n_known > 0 && n_known >= n_rows - n_rows / 5
         && um_import_cell_count_addresses (first) == 0 && !um_import_cell_is_id (first);
}

static gboolean
has_header (const UmSample *sample, guint chosen, UmImportIndex *index)
{
  const char *first = um_import_sample_get_cell (sample, 0, chosen);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (sample->sure)
    return TRUE;
  if (um_import_index_find (index, UM_IMPORT_MIXED, first, rows) > 0)
    return FALSE;
  return sample->header || stands_out (sample, get_column (sample, chosen), first);
}

static gboolean
choose_column (UmImportForm *form,
               const UmSample *sample,
               const UmImportOptions *options,
               const char *name,
               GError **error)
{
  const UmSampleColumn *column;
  guint chosen = find_best_column (sample);

  if (options->heading != NULL && !find_heading (sample, options->heading, &chosen))
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_IMPORT_BAD_COLUMN, options->heading);
      return FALSE;
    }
  if (options->column >= 0)
    chosen = options->column;
  if (chosen >= sample->columns->len)
    {
      g_set_error (error, UM_PROBLEM, UM_PROBLEM_IMPORT_BAD_COLUMN, "%u", chosen + 1);
      return FALSE;
    }
  column = get_column (sample, chosen);
  if (column->score == 0 && options->column < 0 && options->heading == NULL && options->kind < 0)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_IMPORT_NO_COLUMN, name);
      return FALSE;
    }
  form->info.column = chosen;
  form->info.kind = column->kind;
  if (options->kind >= 0)
    form->info.kind = options->kind;
  else if (column->others > 0 || column->score == 0)
    form->info.kind = UM_IMPORT_MIXED;
  return TRUE;
}

static char *
dup_sample_cell (const UmSample *sample, guint first, guint column)
{
  for (guint i = first; i < sample->rows->len; i++)
    {
      const char *cell = um_import_sample_get_cell (sample, i, column);

      if (*cell != '\0')
        return g_strdup (cell);
    }
  return g_strdup ("");
}

static void
describe_columns (UmImportForm *form, const UmSample *sample)
{
  guint first = form->info.header ? 1 : 0;

  for (guint i = 0; i < sample->columns->len; i++)
    {
      const UmSampleColumn *from = get_column (sample, i);
      UmImportColumn *column = g_new0 (UmImportColumn, 1);

      if (first > 0)
        column->heading = g_strdup (um_import_sample_get_cell (sample, 0, i));
      column->sample = dup_sample_cell (sample, first, i);
      column->kind = from->kind;
      column->percent = from->n_cells > 0 ? from->n_hits[from->kind] * 100 / from->n_cells : 0;
      g_ptr_array_add (form->columns, column);
    }
}

static UmImportForm *
guess_table (const char *text,
             gsize length,
             UmImportIndex *index,
             const UmImportOptions *options,
             const char *name,
             GError **error)
{
  g_autoptr (UmImportForm) form = form_new ();
  g_autoptr (UmSample) sample = find_best_sample (text, length, index, options->delimiter);

  if (sample->rows->len == 0)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_IMPORT_EMPTY, name);
      return NULL;
    }
  if (!choose_column (form, sample, options, name, error))
    return NULL;
  form->info.layout = UM_IMPORT_TABLE;
  form->info.delimiter = sample->delimiter;
  form->info.header = options->header >= 0 ? options->header
                                           : has_header (sample, form->info.column, index);
  describe_columns (form, sample);
  keep_first_rows (form, sample);
  return g_steal_pointer (&form);
}

/* ---- all ---- */

/* The delimiter that a first line of the form "sep=;" names; -1: there is none. */
static int
read_sep_line (const char *text, gsize length, gsize *n_bytes)
{
  gsize n = strlen ("sep=");

  if (length < n + 2 || g_ascii_strncasecmp (text, "sep=", n) != 0
      || (text[n + 1] != '\n' && text[n + 1] != '\r'))
    return -1;
  *n_bytes = n + 1;
  return text[n];
}

UmImportForm *
um_import_form_guess (const char *text,
                      gsize length,
                      UmImportIndex *index,
                      const UmImportOptions *options,
                      const char *name,
                      GError **error)
{
  UmImportOptions told = *options;
  UmImportForm *form;
  gsize skipped = 0;
  int delimiter = read_sep_line (text, length, &skipped);

  if (delimiter >= 0 && told.delimiter < 0)
    told.delimiter = delimiter;
  form = guess_line (text + skipped, length - skipped, &told);
  if (form == NULL)
    form = guess_table (text + skipped, length - skipped, index, &told, name, error);
  if (form != NULL)
    form->sep_line = delimiter >= 0;
  return form;
}
