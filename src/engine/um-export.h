/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Users, and the lists of an import, as files that people and programs read. */
#pragma once

#include "um-import.h"

G_BEGIN_DECLS

typedef enum
{
  UM_EXPORT_CSV,  /* RFC 4180, UTF-8, CR LF, a row of headings; formulas made harmless */
  UM_EXPORT_JSON, /* nothing is lost: PRODUCT.md §8, "users" */
} UmExportFormat;

/* The head says who exported, when, from which source, by which filter, how many.
 *
 * In JSON it is a member: {"export": {…}, "users": […]}; without it there is only the array. In CSV
 * it stands before the headings as rows of one cell that begin with "# ": the file stays one that
 * every reader of RFC 4180 takes, a person sees at once what it is, many readers take such lines
 * for remarks, and an import here leaves them out. A program that expects the headings first is
 * given the file without a head. (The other ways were worse: a second file beside it gets lost, and
 * columns that repeat the head in each row are in everybody's way.) */
typedef struct
{
  UmExportFormat format;
  gboolean head;
  const char *expression; /* (nullable): the filter that the rows come from */
  UmColumn column;        /* the order */
  gboolean descending;
} UmExportOptions;

/**
 * um_export_users_async:
 * @state: a source whose users are loaded
 * @rows: (nullable): of its directory; %NULL: all users
 * @file: takes the place of a file that is there, only when all is written; for its owner alone
 *
 * Writes on a worker thread.
 */
void um_export_users_async (UmSourceState *state,
                            UmBitset *rows,
                            const UmExportOptions *options,
                            GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/**
 * um_export_print_users_async:
 * @stream: where to; it isn't closed
 *
 * The same to an open stream, for standard output.
 */
void um_export_print_users_async (UmSourceState *state,
                                  UmBitset *rows,
                                  const UmExportOptions *options,
                                  GOutputStream *stream,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/**
 * um_export_import_async:
 * @state: the source that @import was made for
 * @outcome: MATCHED: those matched and those chosen; AMBIGUOUS: those still open, with a row for
 *   each candidate; NOT_FOUND
 * @options: its expression and order don't count: the order is that of the list
 *
 * Writes one of the three lists, as it is when this is called.
 */
void um_export_import_async (UmSourceState *state,
                             UmImport *import,
                             UmImportOutcome outcome,
                             const UmExportOptions *options,
                             GFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/**
 * um_export_finish:
 * @n_written: (out) (optional): users, or rows of a list
 * @error: FILE_FAILED, DISK_FULL, NOT_REFRESHED; nothing is left behind then
 *
 * Ends any of the three.
 */
gboolean um_export_finish (GAsyncResult *result, guint *n_written, GError **error);

/**
 * um_export_dup_name:
 * @what: (nullable): a word for what it holds, "users" or a list's name
 *
 * Returns: (transfer full): a file's name that says source, content and date, and is one on every
 *   file system: "acme-users-2026-10-01.csv"
 */
char *um_export_dup_name (UmSourceState *state, const char *what, UmExportFormat format);

/**
 * um_export_append_cell:
 * @text: (nullable): what the cell holds
 *
 * Appends a cell as RFC 4180 has it. One that begins, also behind blanks, with what a spreadsheet
 * takes for a formula (= + - @ tab CR) gets an apostrophe before it, which an import takes off.
 */
void um_export_append_cell (GString *csv, const char *text);

G_END_DECLS
