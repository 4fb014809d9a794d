/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as rows of cells, piece by piece: RFC 4180 with any delimiter, and what people write instead
 * of it. One thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** UM_IMPORT_MAX_CELLS: cells of a row beyond this number are dropped. */
#define UM_IMPORT_MAX_CELLS 1024
/** UM_IMPORT_MAX_QUOTED: a quote that isn't closed within so many bytes is a character. */
#define UM_IMPORT_MAX_QUOTED (64 * 1024)

/* One row, as long as the call that gives it. */
typedef struct
{
  guint line;         /* on which it begins, from 1 */
  guint n_cells;      /* at least 1 */
  const char **cells; /* valid UTF-8 */
} UmImportRow;

/* Returns: whether to go on */
typedef gboolean (*UmImportRowFunc) (const UmImportRow *row, gpointer user_data);

typedef struct _UmImportRows UmImportRows;

/**
 * um_import_rows_new:
 * @delimiter: an ASCII character, or 0: a row is one cell
 *
 * Rows end with LF, CR or CRLF. A quote is one at the beginning of a cell, behind blanks too; there
 * it takes delimiters and line ends in, and two of them are one character. What follows its end
 * belongs to the cell. Anywhere else, and where it is never closed, a quote is a character.
 */
UmImportRows *um_import_rows_new (char delimiter, UmImportRowFunc func, gpointer user_data);
void um_import_rows_free (UmImportRows *self);
/** um_import_rows_feed: Returns: whether all was taken, %FALSE where the function had enough. */
gboolean um_import_rows_feed (UmImportRows *self, const char *text, gsize length);
/** um_import_rows_end: gives the last row, where no line end closed it. */
gboolean um_import_rows_end (UmImportRows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmImportRows, um_import_rows_free)

G_END_DECLS
