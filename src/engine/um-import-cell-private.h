/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a cell says, and whom of a directory it names. One thread. */
#pragma once

#include "um-directory.h"
#include "um-import-info.h"

G_BEGIN_DECLS

/* ---- a cell by itself: any thread ---- */

/** um_import_cell_trim: Returns: (transfer full): the cell without blanks, control characters and
 * invisible characters at its ends, cut to what the texts of a directory may have. */
char *um_import_cell_trim (const char *cell);
/** um_import_cell_drop_guard: Returns: (transfer none) (nullable): what stands behind the
 * apostrophe by which an export makes a formula harmless (um_export_append_cell ()); %NULL for
 * other cells. */
const char *um_import_cell_drop_guard (const char *cell);
/** um_import_cell_count_addresses: how many pieces have the form of an e-mail address. */
guint um_import_cell_count_addresses (const char *cell);
/** um_import_cell_dup_address: Returns: (transfer full) (nullable): the one e-mail address in it,
 * as in "Ann Lee <ann@acme.example>"; %NULL where there is none, or several. */
char *um_import_cell_dup_address (const char *cell);
/** um_import_cell_dup_addresses: Returns: (transfer full) (element-type utf8): all in it. */
GPtrArray *um_import_cell_dup_addresses (const char *cell);
/** um_import_cell_is_addresses: whether there is nothing in it but e-mail addresses and what stands
 * between them: commas, semicolons, blanks. */
gboolean um_import_cell_is_addresses (const char *cell);
/** um_import_cell_dup_pieces: Returns: (transfer full) (element-type utf8): each address of a cell
 * that has several, else the trimmed cell without a separator at its end; nothing of a blank one.
 */
GPtrArray *um_import_cell_dup_pieces (const char *cell);
/** um_import_cell_is_id: whether it has the form of an account id: 712020:…, 24 hex digits, qm:…,
 * ug:… */
gboolean um_import_cell_is_id (const char *cell);

/* ---- numbers by the hash of a text: the index below, and what was seen already ---- */

typedef struct _UmImportTable UmImportTable;
typedef gboolean (*UmImportEqualFunc) (guint32 value, gpointer user_data);

UmImportTable *um_import_table_new (gsize n_expected);
void um_import_table_free (UmImportTable *self);
/** um_import_table_find: Returns: the value of this hash for which @equal is true, or 0 */
guint32 um_import_table_find (const UmImportTable *self,
                              guint32 hash,
                              UmImportEqualFunc equal,
                              gpointer user_data);
/** um_import_table_add: @value: not 0, at most 2^32 - 1 */
void um_import_table_add (UmImportTable *self, guint32 hash, guint32 value);

/** um_import_text_hash: of a folded text; how many blanks stand between two words, and blanks at
 * the ends, don't count. */
guint32 um_import_text_hash (const char *folded, gsize length);
gboolean um_import_text_equal (const char *a, gsize a_length, const char *b, gsize b_length);

/* ---- finding users: O(1) each, after O(users) ---- */

/** UM_IMPORT_MAX_CANDIDATES: of more users that go by the same name no more are found. */
#define UM_IMPORT_MAX_CANDIDATES 100

typedef struct _UmImportIndex UmImportIndex;

UmImportIndex *um_import_index_new (UmDirectory *directory);
void um_import_index_free (UmImportIndex *self);
/**
 * um_import_index_find:
 * @kind: by what the cell names users
 * @cell: a trimmed cell
 * @rows: (element-type guint32): emptied, then filled
 *
 * Case doesn't count; for names accents don't either. Of several kinds the first that names anyone
 * is what is meant: id, e-mail, name.
 *
 * Returns: how many users it names
 */
guint um_import_index_find (UmImportIndex *self, UmImportKind kind, const char *cell, GArray *rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmImportTable, um_import_table_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmImportIndex, um_import_index_free)

G_END_DECLS
