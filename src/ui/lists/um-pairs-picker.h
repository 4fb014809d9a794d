/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a file with a table of users and of what is said of them; how it was read, and which
 * rows aren't used. */
#pragma once

#include "um-import-pairs.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_PAIRS_PICKER (um_pairs_picker_get_type ())
G_DECLARE_FINAL_TYPE (UmPairsPicker, um_pairs_picker, UM, PAIRS_PICKER, GtkWidget)

/* What the rows of a file are read as. */
typedef struct
{
  /* @kind_data: what was set with the kind. @options: those of the picker, with the columns that
   * were chosen by hand. */
  void (*read_async) (gpointer kind_data,
                      UmSourceState *source,
                      const UmImportInput *input,
                      const UmPairsOptions *options,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  gpointer (*read_finish) (GAsyncResult *result, GError **error); /* (transfer full): an object */
  UmImportPairs *(*get_pairs) (gpointer rows); /* (transfer none): users and values of @rows */
  const UmPairsInfo *(*get_info) (gpointer rows);
  char *(*describe_unused) (gpointer rows, guint position); /* (transfer full); NULL: it's used */
} UmRowsKind;

/* Signal "changed" (): another table, or none any more. "grown" (): what is shown takes more room.
 */

/* @options: what the values are; what it points to lives as long as @self. @title: what the column
 * of the values is called, with a mnemonic. */
void
um_pairs_picker_set_options (UmPairsPicker *self, const UmPairsOptions *options, const char *title);
/* @kind: how rows are read that aren't UmImportPairs; it lives as long as @self, as does
 * @kind_data. */
void um_pairs_picker_set_kind (UmPairsPicker *self, const UmRowsKind *kind, gpointer kind_data);
/* @source: (nullable): whose users are found. Of another source nothing is kept. */
void um_pairs_picker_set_source (UmPairsPicker *self, UmSourceState *source);
/* (transfer none) (nullable): what was read, of the kind's type; NULL: nothing yet. */
gpointer um_pairs_picker_get_rows (UmPairsPicker *self);
/* No file is chosen any more. */
void um_pairs_picker_clear (UmPairsPicker *self);
/* Reads a file, as if it had been chosen. */
void um_pairs_picker_read (UmPairsPicker *self, GFile *file);

G_END_DECLS
