/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of cells, printed as an aligned table or as CSV. Wide characters count twice, so that
 * columns hold also with names in Chinese or Japanese. */
#include "um-cli-table.h"
#include "um-words.h"

#include <string.h>

#define GAP 2

struct _UmTable
{
  guint n_columns;
  GPtrArray *cells; /* of char *, headings first */
};

/**
 * um_table_new:
 * @headings: (array zero-terminated=1): the columns' headings
 *
 * Returns: (transfer full): a table without rows
 */
UmTable *
um_table_new (const char *const *headings)
{
  UmTable *self = g_new0 (UmTable, 1);

  self->cells = g_ptr_array_new_with_free_func (g_free);
  for (; headings[self->n_columns] != NULL; self->n_columns++)
    g_ptr_array_add (self->cells, g_strdup (headings[self->n_columns]));
  return self;
}

/**
 * um_table_free:
 * @self: a table
 */
void
um_table_free (UmTable *self)
{
  g_ptr_array_unref (self->cells);
  g_free (self);
}

/**
 * um_table_add:
 * @self: a table
 * @cell: (transfer full) (nullable): the next cell
 */
void
um_table_add (UmTable *self, char *cell)
{
  g_ptr_array_add (self->cells, cell != NULL ? cell : g_strdup (""));
}

static guint
width_of (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

static void
print_aligned (UmTable *self)
{
  g_autofree guint *widths = g_new0 (guint, self->n_columns);

  for (guint i = 0; i < self->cells->len; i++)
    {
      g_autofree char *clean = um_words_clean (g_ptr_array_index (self->cells, i));

      widths[i % self->n_columns] = MAX (widths[i % self->n_columns], width_of (clean));
    }
  for (guint i = 0; i < self->cells->len; i++)
    {
      g_autofree char *clean = um_words_clean (g_ptr_array_index (self->cells, i));
      gboolean last = i % self->n_columns == self->n_columns - 1;
      guint padding = widths[i % self->n_columns] - width_of (clean) + GAP;

      g_print ("%s%*s", clean, last ? 0 : (int) padding, "");
      if (last)
        g_print ("\n");
    }
}

/* A spreadsheet runs what begins so. */
static gboolean
looks_like_formula (const char *cell)
{
  return *cell != '\0' && strchr ("=+-@\t\r", *cell) != NULL;
}

static void
print_csv_cell (const char *cell)
{
  g_auto (GStrv) pieces = NULL;
  g_autofree char *doubled = NULL;
  const char *guard = looks_like_formula (cell) ? "'" : "";

  if (strpbrk (cell, ",\"\r\n") == NULL)
    {
      g_print ("%s%s", guard, cell);
      return;
    }
  pieces = g_strsplit (cell, "\"", -1);
  doubled = g_strjoinv ("\"\"", pieces);
  g_print ("\"%s%s\"", guard, doubled);
}

static void
print_csv (UmTable *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      gboolean last = i % self->n_columns == self->n_columns - 1;

      print_csv_cell (g_ptr_array_index (self->cells, i));
      g_print (last ? "\r\n" : ",");
    }
}

/**
 * um_table_print:
 * @self: a table
 * @format: %UM_FORMAT_TABLE or %UM_FORMAT_CSV
 *
 * Prints it on standard output.
 */
void
um_table_print (UmTable *self, UmFormat format)
{
  if (format == UM_FORMAT_CSV)
    print_csv (self);
  else
    print_aligned (self);
}
