/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of cells, printed as an aligned table or as CSV. Wide characters count twice, so that
 * columns hold also with names in Chinese or Japanese. */
#include "um-cli-table.h"
#include "um-export.h"
#include "um-words.h"

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

/**
 * um_table_measure:
 * @text: a text without control characters
 *
 * Returns: how many columns of a terminal it takes
 */
guint
um_table_measure (const char *text)
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

      widths[i % self->n_columns] = MAX (widths[i % self->n_columns], um_table_measure (clean));
    }
  for (guint i = 0; i < self->cells->len; i++)
    {
      g_autofree char *clean = um_words_clean (g_ptr_array_index (self->cells, i));
      gboolean last = i % self->n_columns == self->n_columns - 1;
      guint padding = widths[i % self->n_columns] - um_table_measure (clean) + GAP;

      g_print ("%s%*s", clean, last ? 0 : (int) padding, "");
      if (last)
        g_print ("\n");
    }
}

static void
print_csv (UmTable *self)
{
  g_autoptr (GString) row = g_string_new (NULL);

  for (guint i = 0; i < self->cells->len; i++)
    {
      um_export_append_cell (row, g_ptr_array_index (self->cells, i));
      if (i % self->n_columns < self->n_columns - 1)
        continue;
      g_print ("%s\r\n", row->str);
      g_string_truncate (row, 0);
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
