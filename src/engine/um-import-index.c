/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The users of a directory by folded id, e-mail address and name. A column's table is made when it
 * is first asked. One thread. */
#include "um-import-cell-private.h"

#include "um-email.h"

#include <string.h>

typedef struct
{
  UmImportTable *table; /* (nullable): not made yet; of row + 1, one of those that share a text */
  guint32 *others;      /* row → row + 1 of another with the same text, 0: no more */
} Column;

struct _UmImportIndex
{
  UmDirectory *directory;
  Column columns[UM_IMPORT_MIXED]; /* by the kind */
};

typedef struct
{
  UmDirectory *directory;
  UmColumn column;
  const char *text; /* folded */
  gsize length;
} Question;

static const UmColumn directory_columns[UM_IMPORT_MIXED] = {
  [UM_IMPORT_IDS] = UM_COLUMN_ID,
  [UM_IMPORT_EMAILS] = UM_COLUMN_EMAIL,
  [UM_IMPORT_NAMES] = UM_COLUMN_NAME,
};

UmImportIndex *
um_import_index_new (UmDirectory *directory)
{
  UmImportIndex *self = g_new0 (UmImportIndex, 1);

  self->directory = um_directory_ref (directory);
  return self;
}

void
um_import_index_free (UmImportIndex *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    {
      g_clear_pointer (&self->columns[i].table, um_import_table_free);
      g_free (self->columns[i].others);
    }
  um_directory_unref (self->directory);
  g_free (self);
}

static gboolean
is_text_of (guint32 value, gpointer user_data)
{
  const Question *question = user_data;
  gsize length;
  const char *text = um_directory_get_folded (question->directory, value - 1, question->column,
                                              &length);

  return um_import_text_equal (text, length, question->text, question->length);
}

static void
add_row (UmImportIndex *self, UmImportKind kind, guint row)
{
  Column *column = &self->columns[kind];
  Question question = { self->directory, directory_columns[kind] };
  guint32 hash, first;

  question.text = um_directory_get_folded (self->directory, row, question.column, &question.length);
  if (question.length == 0)
    return;
  hash = um_import_text_hash (question.text, question.length);
  first = um_import_table_find (column->table, hash, is_text_of, &question);
  if (first == 0)
    {
      um_import_table_add (column->table, hash, row + 1);
      return;
    }
  column->others[row] = column->others[first - 1];
  column->others[first - 1] = row + 1;
}

static Column *
ensure_column (UmImportIndex *self, UmImportKind kind)
{
  Column *column = &self->columns[kind];
  guint n_rows = um_directory_get_n_rows (self->directory);

  if (column->table != NULL)
    return column;
  column->table = um_import_table_new (n_rows);
  column->others = g_new0 (guint32, n_rows + 1);
  for (guint row = 0; row < n_rows; row++)
    add_row (self, kind, row);
  return column;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  return (first > second) - (first < second);
}

static void
find_text (UmImportIndex *self, UmImportKind kind, const char *text, GArray *rows)
{
  Column *column = ensure_column (self, kind);
  g_autofree char *folded = um_text_fold (text);
  Question question = { self->directory, directory_columns[kind], folded, strlen (folded) };
  guint32 hash = um_import_text_hash (folded, question.length);

  for (guint32 next = um_import_table_find (column->table, hash, is_text_of, &question);
       next != 0 && rows->len < UM_IMPORT_MAX_CANDIDATES; next = column->others[next - 1])
    {
      guint32 row = next - 1;
      UmUser user;

      um_directory_get_user (self->directory, row, &user);
      /* Folding takes accents away, by which mailboxes differ. */
      if (kind != UM_IMPORT_EMAILS || um_email_equal (text, user.email))
        g_array_append_val (rows, row);
    }
  g_array_sort (rows, compare_rows);
}

static void
find_id (UmImportIndex *self, const char *cell, GArray *rows)
{
  guint32 row = um_directory_find (self->directory, cell);

  if (row != UM_NO_ROW)
    g_array_append_val (rows, row);
  else
    find_text (self, UM_IMPORT_IDS, cell, rows);
}

static void
find_email (UmImportIndex *self, const char *cell, GArray *rows)
{
  g_autofree char *address = um_import_cell_dup_address (cell);

  if (address != NULL)
    find_text (self, UM_IMPORT_EMAILS, address, rows);
}

static void
find_cell (UmImportIndex *self, UmImportKind kind, const char *cell, GArray *rows)
{
  if (kind == UM_IMPORT_IDS || kind == UM_IMPORT_MIXED)
    find_id (self, cell, rows);
  if (rows->len == 0 && (kind == UM_IMPORT_EMAILS || kind == UM_IMPORT_MIXED))
    find_email (self, cell, rows);
  if (rows->len == 0 && (kind == UM_IMPORT_NAMES || kind == UM_IMPORT_MIXED))
    find_text (self, UM_IMPORT_NAMES, cell, rows);
}

guint
um_import_index_find (UmImportIndex *self, UmImportKind kind, const char *cell, GArray *rows)
{
  const char *plain = um_import_cell_drop_guard (cell);
  g_autofree char *trimmed = plain != NULL ? um_import_cell_trim (plain) : NULL;

  g_array_set_size (rows, 0);
  if (trimmed != NULL)
    find_cell (self, kind, trimmed, rows);
  if (rows->len == 0 && *cell != '\0')
    find_cell (self, kind, cell, rows);
  return rows->len;
}
