/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list of users looks like, found out from its beginning. One thread. */
#pragma once

#include "um-import-cell-private.h"
#include "um-import.h"

G_BEGIN_DECLS

/* ---- headings ---- */

typedef enum
{
  UM_HEADING_NONE,
  UM_HEADING_LIKE,  /* holds a word for what a column may hold */
  UM_HEADING_EXACT, /* is such a word */
} UmHeadingFit;

/** um_import_heading_fit: whether @cell, in one of many languages, is a heading for @kind: any of
 * them but MIXED. */
UmHeadingFit um_import_heading_fit (const char *cell, UmImportKind kind);

/** um_import_heading_is_one_of: whether @cell is one of @headings (NULL-terminated); blanks, signs,
 * case and accents don't count. */
gboolean um_import_heading_is_one_of (const char *cell, const char *const *headings);

/* ---- the first rows, read with some delimiter ---- */

/* What the cells of a column are. */
typedef struct
{
  guint n_cells;                   /* that aren't blank */
  guint n_hits[UM_N_IMPORT_KINDS]; /* different users that they name */
  guint n_like[UM_N_IMPORT_KINDS]; /* that look like an id or an address and name nobody */

  UmImportKind kind; /* the one that fits best */
  guint score;       /* how well, 0: not at all */
  guint others;      /* cells that only another kind understands */
} UmSampleColumn;

typedef struct
{
  char delimiter;
  GPtrArray *rows;    /* of GStrv: trimmed cells, blank rows left out */
  gboolean header;    /* the first row says so by its words */
  gboolean sure;      /* by one that can be nothing else */
  guint n_usual;      /* how many cells most rows have */
  guint n_usual_rows; /* and how many rows those are */
  GArray *columns;    /* of UmSampleColumn; filled by um_import_sample_judge () */
} UmSample;

/** um_import_sample_new: reads the first rows of @text; rows at its head that begin with "# ", as
 * those of an export, are left out. */
UmSample *um_import_sample_new (const char *text, gsize length, char delimiter);
void um_import_sample_free (UmSample *self);
/** um_import_sample_judge: compares the cells with the users of the source. */
void um_import_sample_judge (UmSample *self, UmImportIndex *index);
/** um_import_sample_get_cell: Returns: (transfer none): "" where the row has no such cell */
const char *um_import_sample_get_cell (const UmSample *self, guint row, guint column);

/* ---- the whole form ---- */

typedef struct
{
  UmImportInfo info;     /* layout, delimiter, header, column, kind */
  GPtrArray *columns;    /* of UmImportColumn */
  GPtrArray *first_rows; /* of GStrv */
  gboolean sep_line;     /* the first line says "sep=;", as spreadsheets write it */
} UmImportForm;

/**
 * um_import_form_guess:
 * @text: the beginning of the list, up to the end of a row
 * @options: what isn't to be found out
 * @name: of the file, for the error
 *
 * Returns: (transfer full) (nullable): %NULL with %UM_PROBLEM: IMPORT_EMPTY, IMPORT_NO_COLUMN,
 *   IMPORT_BAD_COLUMN
 */
UmImportForm *um_import_form_guess (const char *text,
                                    gsize length,
                                    UmImportIndex *index,
                                    const UmImportOptions *options,
                                    const char *name,
                                    GError **error);
void um_import_form_free (UmImportForm *self);
/** um_import_is_remark: whether a row before the list belongs to the head of an export. */
gboolean um_import_is_remark (const char *first_cell);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmSample, um_import_sample_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmImportForm, um_import_form_free)

G_END_DECLS
