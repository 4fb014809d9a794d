/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of users read from files and pasted text: found out what it is, matched with the users of a
 * source, in three lists. */
#pragma once

#include "um-import-info.h"
#include "um-source-state.h"

G_BEGIN_DECLS

#define UM_TYPE_IMPORT (um_import_get_type ())
G_DECLARE_FINAL_TYPE (UmImport, um_import, UM, IMPORT, GObject)

/* Where the list is: @file or @text. */
typedef struct
{
  GFile *file;      /* (nullable) */
  GBytes *text;     /* (nullable): what was pasted, or read already; in any encoding */
  const char *name; /* (nullable): what problems call it; default is the file's path */
} UmImportInput;

/* What isn't to be found out: a correction by hand. -1, 0 or NULL: find it. */
typedef struct
{
  int delimiter;       /* a character; 0: there is none; -1 */
  int header;          /* FALSE, TRUE; -1 */
  int column;          /* from 0; -1 */
  const char *heading; /* (nullable): the column by its heading */
  int kind;            /* a UmImportKind; -1 */
  gboolean table;      /* it is none of addresses one after the other, whatever it looks like */
} UmImportOptions;

#define UM_IMPORT_OPTIONS_INIT  \
  {                             \
    -1, -1, -1, NULL, -1, FALSE \
  }

/**
 * um_import_read_async:
 * @state: a source whose users are loaded
 * @options: (nullable): %NULL finds out everything
 * @progress: (nullable): called on the caller's main context, some times a second, with bytes read
 *   and bytes in all (-1: not known)
 *
 * Reads a list on a worker thread: CSV with any delimiter, UTF-8, UTF-16 or Windows-1252, addresses
 * as mail programs write them. The file is gone through once and not kept; what is kept is each
 * different cell of the column (its text and 16 bytes), so that even a file at the limits takes a
 * few hundred MiB at the most. To correct a column or kind, read again with options.
 */
void um_import_read_async (UmSourceState *state,
                           const UmImportInput *input,
                           const UmImportOptions *options,
                           GFileProgressCallback progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
/**
 * um_import_read_finish:
 * @error: %UM_PROBLEM: IMPORT_BINARY, IMPORT_WORKBOOK, IMPORT_EMPTY, IMPORT_FOLDER,
 *   IMPORT_TOO_LARGE, IMPORT_NO_COLUMN (choose one by hand: options), IMPORT_BAD_COLUMN,
 *   FILE_FAILED, NOT_REFRESHED
 *
 * Returns: (transfer full): the result, for the main thread
 */
UmImport *um_import_read_finish (GAsyncResult *result, GError **error);

/* ---- what was found out ---- */

/** um_import_get_info: Returns: (transfer none): its form and its numbers */
const UmImportInfo *um_import_get_info (UmImport *self);
/** um_import_get_columns: Returns: (transfer none) (element-type UmImportColumn): what can be
 * chosen from; one column where the layout is UM_IMPORT_LINE */
GPtrArray *um_import_get_columns (UmImport *self);
/** um_import_get_first_rows: Returns: (transfer none) (element-type GStrv): its first rows that
 * hold something, at most 8, as trimmed cells; with the header, where there is one */
GPtrArray *um_import_get_first_rows (UmImport *self);
/** um_import_get_directory: Returns: (transfer none): the users that rows stand for */
UmDirectory *um_import_get_directory (UmImport *self);
/** um_import_get_name: Returns: (transfer none): what the list is called: the file's name without
 * its ending, "" for a text */
const char *um_import_get_name (UmImport *self);

/* ---- the three lists: entries by their position, from 0 to info->n_entries[outcome] - 1, in the
 * order of the file. An entry keeps its list and position, whatever is chosen for it. ---- */

typedef struct
{
  const char *text;          /* the cell */
  guint line;                /* on which its row begins, from 1 */
  guint n_times;             /* how often it, or another cell for the same user, is in the list */
  guint row;                 /* whom it stands for: matched, or chosen; UM_NO_ROW: nobody (yet) */
  const guint32 *candidates; /* (array length=n_candidates) (nullable): rows, of an ambiguous one */
  guint n_candidates;        /* at most 100 */
} UmImportEntry;

/** um_import_get_entry: @entry: (out): its texts and arrays live as long as @self */
void
um_import_get_entry (UmImport *self, UmImportOutcome outcome, guint position, UmImportEntry *entry);
/**
 * um_import_choose:
 * @position: of an ambiguous entry
 * @row: one of its candidates, or %UM_NO_ROW to leave it open again
 *
 * Emits "changed" ().
 *
 * Returns: whether @row is a candidate
 */
gboolean um_import_choose (UmImport *self, guint position, guint row);
/** um_import_get_n_open: how many ambiguous entries nobody is chosen for. */
guint um_import_get_n_open (UmImport *self);
/** um_import_dup_account_ids: Returns: (transfer full) (element-type utf8): those matched and those
 * chosen, each once: for um_lists_save_async (), or the basket */
GPtrArray *um_import_dup_account_ids (UmImport *self);

G_END_DECLS
