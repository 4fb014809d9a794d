/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a user and a group from a file, with "add" or "remove" or nothing after them, as inputs
 * of the actions that add to groups and remove from them. */
#pragma once

#include "um-import-pairs.h"

G_BEGIN_DECLS

#define UM_TYPE_GROUP_FILE (um_group_file_get_type ())
G_DECLARE_FINAL_TYPE (UmGroupFile, um_group_file, UM, GROUP_FILE, GObject)

/* What rows may say, and what is meant by one that doesn't say it: neither, where only one of both
 * is FALSE or where it has to be said. */
typedef struct
{
  gboolean adds;    /* rows may add */
  gboolean removes; /* rows may remove */
  gboolean unsaid_adds;
  gboolean unsaid_removes;
  /* (nullable): how the file is read, and its columns; what their cells mean isn't asked. NULL: all
   * of it is found out. */
  const UmPairsOptions *form;
} UmGroupFileOptions;

/**
 * um_group_file_read_async:
 * @state: a source whose users are loaded
 * @input: the file, or the text
 * @options: what its rows may say
 *
 * Reads the rows as um_import_pairs_read_async () does. Groups are named by id or by name; a name
 * that several groups bear names none of them. A third column may say "add" or "remove".
 */
void um_group_file_read_async (UmSourceState *state,
                               const UmImportInput *input,
                               const UmGroupFileOptions *options,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/** um_group_file_read_finish: @error: those of um_import_pairs_read_finish (). (transfer full) */
UmGroupFile *um_group_file_read_finish (GAsyncResult *result, GError **error);

/** um_group_file_get_pairs: (transfer none): the rows as users and what names their groups */
UmImportPairs *um_group_file_get_pairs (UmGroupFile *self);
/** um_group_file_get_info: (transfer none): its form, how many rows are used, and of how many
 * users. */
const UmPairsInfo *um_group_file_get_info (UmGroupFile *self);
/** um_group_file_get_n_rows: how many rows hold something, without the header. */
guint um_group_file_get_n_rows (UmGroupFile *self);
/** um_group_file_get_row: @position: from 0, in the order of the file. @row: (out) */
void um_group_file_get_row (UmGroupFile *self, guint position, UmGroupRow *row);
/** um_group_file_is_used: whether something comes of the row at @position, or of one that says the
 * same. */
gboolean um_group_file_is_used (UmGroupFile *self, guint position);
/** um_group_file_count_unused: how many rows aren't used. */
guint um_group_file_count_unused (UmGroupFile *self);
/** um_group_file_dup_account_ids: (transfer full) (element-type utf8): of the rows that are used,
 * each once in the order of the file */
GPtrArray *um_group_file_dup_account_ids (UmGroupFile *self);
/** um_group_file_count: how many memberships um_group_file_new_inputs () names. */
guint um_group_file_count (UmGroupFile *self, gboolean member, GHashTable *only);
/**
 * um_group_file_new_inputs:
 * @member: %TRUE: the memberships that are to be; %FALSE: those that are to end
 * @only: (nullable) (element-type utf8): account ids: rows of others are left out
 *
 * Returns: (transfer full) (nullable): the inputs of an action; %NULL: there are no such rows
 */
GVariant *um_group_file_new_inputs (UmGroupFile *self, gboolean member, GHashTable *only);

G_END_DECLS
