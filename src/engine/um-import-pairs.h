/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that say something of users: rows of a user and a value, as "account id, new address" or
 * "user, group". A user may have as many rows as there are.
 *
 * How an action uses it: it says in UmPairsOptions by which words the column of its values goes and
 * what can be a value, reads with um_import_pairs_read_async (), and takes the rows that are
 * UM_PAIR_USED: each has the user's row of the directory that was read with, and the value as it
 * stands in the file. All others are told with their lines (um_words_pair ()); none of them is left
 * out silently. What it keeps in a plan are account ids and values, never the file. */
#pragma once

#include "um-import.h"

G_BEGIN_DECLS

#define UM_TYPE_IMPORT_PAIRS (um_import_pairs_get_type ())
G_DECLARE_FINAL_TYPE (UmImportPairs, um_import_pairs, UM, IMPORT_PAIRS, GObject)

/* Whether a text, trimmed and not "", can be a value. On a worker. */
typedef gboolean (*UmPairFitsFunc) (const char *value, gpointer fits_data);

/* All is borrowed; @headings, @fits and @fits_data until the reading is through. */
typedef struct
{
  UmImportOptions list;        /* how it is read, and the column that names users */
  int column;                  /* of the values, from 0; -1: find it */
  const char *heading;         /* (nullable): the same by its heading */
  const char *const *headings; /* (nullable) (array zero-terminated=1): words for that column */
  UmPairFitsFunc fits;         /* (nullable): every text is a value */
  gpointer fits_data;
  gboolean single;  /* a user can have but one value: rows that differ are all left out */
  gboolean lenient; /* where no column is sure to hold the values, some other one is taken, for
                       whoever can correct it */
} UmPairsOptions;

#define UM_PAIRS_OPTIONS_INIT                                        \
  {                                                                  \
    UM_IMPORT_OPTIONS_INIT, -1, NULL, NULL, NULL, NULL, FALSE, FALSE \
  }

/* A row of the list that holds something. Texts live as long as the pairs. */
typedef struct
{
  UmPairState state;
  guint line;        /* on which it begins, from 1 */
  const char *user;  /* what names the user, "" where nothing does */
  const char *value; /* "" where there is none */
  guint row;         /* of the directory; UM_NO_ROW: nobody, or several users */
} UmPair;

/**
 * um_import_pairs_read_async:
 * @state: a source whose users are loaded
 * @input: the file, or the text
 * @options: what the values are
 *
 * Reads such a table on a worker, in all the spellings of um_import_read_async (). Users are named
 * by account id, else by e-mail address, else by name, whatever the column holds most, unless a
 * kind is told. The column of the values is the told one, else the one that goes by one of the
 * headings, else the one whose first cells fit best and don't name the same users again. Where two
 * columns could as well change places and nothing tells, the user stands left of the value.
 *
 * A value is trimmed, and loses the apostrophe by which an export makes a formula harmless. Two of
 * them are the same where nothing but their case differs.
 */
void um_import_pairs_read_async (UmSourceState *state,
                                 const UmImportInput *input,
                                 const UmPairsOptions *options,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/**
 * um_import_pairs_read_finish:
 * @error: those of um_import_read_finish (), and %UM_PROBLEM_IMPORT_NO_VALUES: choose the column of
 *   the values by hand (options)
 *
 * Returns: (transfer full): what was read, for the main thread; it doesn't change
 */
UmImportPairs *um_import_pairs_read_finish (GAsyncResult *result, GError **error);

/** um_import_pairs_get_info: Returns: (transfer none): its form and its numbers */
const UmPairsInfo *um_import_pairs_get_info (UmImportPairs *self);
/** um_import_pairs_get_columns: Returns: (transfer none) (element-type UmImportColumn) */
GPtrArray *um_import_pairs_get_columns (UmImportPairs *self);
/** um_import_pairs_get_directory: Returns: (transfer none): the users that rows stand for */
UmDirectory *um_import_pairs_get_directory (UmImportPairs *self);
/** um_import_pairs_get_n: Returns: how many rows hold something, without the header */
guint um_import_pairs_get_n (UmImportPairs *self);
/** um_import_pairs_get: @position: from 0, in the order of the file. @pair: (out) */
void um_import_pairs_get (UmImportPairs *self, guint position, UmPair *pair);

G_END_DECLS
