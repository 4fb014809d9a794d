/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an import is filled: by one worker, before anybody else has it. */
#pragma once

#include "um-import-guess-private.h"
#include "um-import-pairs.h"

G_BEGIN_DECLS

/**
 * um_import_new:
 * @form: (transfer full): what was found out
 * @name: (nullable): what the list is called
 */
UmImport *um_import_new (UmDirectory *directory, UmImportForm *form, const char *name);
/** um_import_add: takes one cell that names somebody, or should; @index is of the same directory.
 */
void um_import_add (UmImport *self, UmImportIndex *index, const char *cell, guint line);
/** um_import_add_row: counts a row. */
void um_import_add_row (UmImport *self, gboolean blank);
/** um_import_close: no more will come; what only the filling needed is freed. */
void um_import_close (UmImport *self);

/** um_import_copy: Returns: (transfer full): the same for a worker; nobody chooses in it. What is
 * large is shared. */
UmImport *um_import_copy (UmImport *self);
/** um_import_read: what um_import_read_async () does on its worker. Worker threads only. */
UmImport *um_import_read (UmDirectory *directory,
                          const UmImportInput *input,
                          const UmImportOptions *options,
                          GCancellable *cancellable,
                          GError **error);
/** um_import_pairs_read: what um_import_pairs_read_async () does on its worker. Worker threads
 * only.
 */
UmImportPairs *um_import_pairs_read (UmDirectory *directory,
                                     const UmImportInput *input,
                                     const UmPairsOptions *options,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
