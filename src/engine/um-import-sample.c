/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first rows of a list, and how well its columns name users. One thread. */
#include "um-import-guess-private.h"

#include "um-import-rows-private.h"

#include <string.h>

#define MAX_SAMPLE_ROWS    500
#define MAX_SAMPLE_COLUMNS 64

/* Of 1,000: what a cell is worth that looks as if it named a user, and what a heading. */
#define WORTH_LIKE  400
#define WORTH_EXACT 300
#define WORTH_WORD  100

/* And one that does name one: an id is meant for it, a name may be somebody else's too. */
static const guint worth_hit[UM_IMPORT_MIXED] = {
  [UM_IMPORT_IDS] = 1000,
  [UM_IMPORT_EMAILS] = 950,
  [UM_IMPORT_NAMES] = 800,
};

static gboolean
is_blank_row (char **cells)
{
  for (guint i = 0; cells[i] != NULL; i++)
    if (*cells[i] != '\0')
      return FALSE;
  return TRUE;
}

gboolean
um_import_is_remark (const char *first_cell)
{
  return g_str_has_prefix (first_cell, "# ");
}

static gboolean
keep_row (const UmImportRow *row, gpointer user_data)
{
  UmSample *self = user_data;
  g_auto (GStrv) cells = g_new0 (char *, row->n_cells + 1);

  if (self->rows->len == 0 && um_import_is_remark (row->cells[0]))
    return TRUE;
  for (guint i = 0; i < row->n_cells; i++)
    cells[i] = um_import_cell_trim (row->cells[i]);
  if (!is_blank_row (cells))
    g_ptr_array_add (self->rows, g_steal_pointer (&cells));
  return self->rows->len < MAX_SAMPLE_ROWS;
}

static void
count_cells (UmSample *self)
{
  g_autofree guint *n_rows = g_new0 (guint, UM_IMPORT_MAX_CELLS + 1);

  for (guint i = 0; i < self->rows->len; i++)
    n_rows[g_strv_length (self->rows->pdata[i])]++;
  for (guint n = 1; n <= UM_IMPORT_MAX_CELLS; n++)
    if (n_rows[n] > self->n_usual_rows)
      {
        self->n_usual = n;
        self->n_usual_rows = n_rows[n];
      }
}

/* A row is a header by one word that can be nothing else, or by one that is like it where nothing
 * in the row names anyone. */
static void
look_for_header (UmSample *self, char **cells)
{
  gboolean like = FALSE, names = FALSE;

  for (guint i = 0; cells[i] != NULL; i++)
    {
      names = names || um_import_cell_count_addresses (cells[i]) > 0
              || um_import_cell_is_id (cells[i]);
      for (guint kind = 0; kind < UM_IMPORT_MIXED; kind++)
        {
          UmHeadingFit fit = um_import_heading_fit (cells[i], kind);

          self->sure = self->sure || fit == UM_HEADING_EXACT;
          like = like || fit == UM_HEADING_LIKE;
        }
    }
  self->header = self->sure || (like && !names);
}

UmSample *
um_import_sample_new (const char *text, gsize length, char delimiter)
{
  UmSample *self = g_new0 (UmSample, 1);
  g_autoptr (UmImportRows) rows = um_import_rows_new (delimiter, keep_row, self);

  self->delimiter = delimiter;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->columns = g_array_new (FALSE, TRUE, sizeof (UmSampleColumn));
  if (um_import_rows_feed (rows, text, length))
    um_import_rows_end (rows);
  count_cells (self);
  if (self->rows->len > 0)
    look_for_header (self, self->rows->pdata[0]);
  return self;
}

void
um_import_sample_free (UmSample *self)
{
  g_ptr_array_unref (self->rows);
  g_array_unref (self->columns);
  g_free (self);
}

const char *
um_import_sample_get_cell (const UmSample *self, guint row, guint column)
{
  char **cells = self->rows->pdata[row];

  for (guint i = 0; cells[i] != NULL; i++)
    if (i == column)
      return cells[i];
  return "";
}

/* ---- judging ---- */

/* What one cell says, by kind. */
static void
look_at_cell (const char *cell,
              UmImportIndex *index,
              GArray *rows,
              GHashTable **seen,
              UmSampleColumn *column,
              gboolean *understood)
{
  const gboolean like[UM_IMPORT_MIXED] = {
    [UM_IMPORT_IDS] = um_import_cell_is_id (cell),
    [UM_IMPORT_EMAILS] = um_import_cell_count_addresses (cell) > 0,
  };

  column->n_cells++;
  for (guint kind = 0; kind < UM_IMPORT_MIXED; kind++)
    {
      gboolean hit = um_import_index_find (index, kind, cell, rows) > 0;

      understood[kind] = hit || like[kind];
      if (hit && g_hash_table_add (seen[kind], GUINT_TO_POINTER (g_array_index (rows, guint32, 0))))
        column->n_hits[kind]++;
      else if (!hit && like[kind])
        column->n_like[kind]++;
    }
}

static guint
rate (const UmSampleColumn *column, UmImportKind kind, guint n_rows, const char *heading)
{
  guint score = 0;

  if (n_rows > 0)
    score = (column->n_hits[kind] * worth_hit[kind] + column->n_like[kind] * WORTH_LIKE) / n_rows;
  if (heading == NULL)
    return score;
  switch (um_import_heading_fit (heading, kind))
    {
    case UM_HEADING_EXACT:
      return score + WORTH_EXACT;
    case UM_HEADING_LIKE:
      return score + WORTH_WORD;
    case UM_HEADING_NONE:
    default:
      return score;
    }
}

static void
judge_column (UmSample *self, UmImportIndex *index, guint i, UmSampleColumn *column)
{
  guint first = self->header ? 1 : 0;
  guint n_rows = self->rows->len - first;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) understood = g_array_new (FALSE, TRUE, sizeof (gboolean) * UM_IMPORT_MIXED);
  GHashTable *seen[UM_IMPORT_MIXED];

  for (guint kind = 0; kind < UM_IMPORT_MIXED; kind++)
    seen[kind] = g_hash_table_new (NULL, NULL);
  g_array_set_size (understood, n_rows);
  for (guint row = 0; row < n_rows; row++)
    {
      const char *cell = um_import_sample_get_cell (self, first + row, i);

      if (*cell != '\0')
        look_at_cell (cell, index, rows, seen, column,
                      (gboolean *) understood->data + (gsize) row * UM_IMPORT_MIXED);
    }
  for (guint kind = 0; kind < UM_IMPORT_MIXED; kind++)
    {
      guint score = rate (column, kind, n_rows,
                          self->header ? um_import_sample_get_cell (self, 0, i) : NULL);

      if (score > column->score)
        {
          column->score = score;
          column->kind = kind;
        }
      g_hash_table_unref (seen[kind]);
    }
  for (guint row = 0; row < n_rows; row++)
    {
      const gboolean *by = (gboolean *) understood->data + (gsize) row * UM_IMPORT_MIXED;

      column->others += !by[column->kind] && (by[0] || by[1] || by[2]);
    }
}

void
um_import_sample_judge (UmSample *self, UmImportIndex *index)
{
  guint n_columns = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n_columns = MAX (n_columns, g_strv_length (self->rows->pdata[i]));
  g_array_set_size (self->columns, MIN (n_columns, MAX_SAMPLE_COLUMNS));
  for (guint i = 0; i < self->columns->len; i++)
    judge_column (self, index, i, &g_array_index (self->columns, UmSampleColumn, i));
}
