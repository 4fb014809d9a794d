/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How every list that is imported is gone through: bytes → characters → rows, its form found out
 * from its beginning. What the rows say is for the sink. */
#pragma once

#include "um-import-guess-private.h"
#include "um-import-rows-private.h"

G_BEGIN_DECLS

/* What takes a list; called on the worker. */
typedef struct
{
  /* Once, before the first row. @form: (transfer full): as it was found out. @index: of the
   * directory's users, lives as long as the pass. Returns: whether it can be read so; %FALSE with
   * %UM_PROBLEM. */
  gboolean (*begin) (UmImportForm *form, UmImportIndex *index, gpointer user_data, GError **error);
  /* Each row behind the header, blank ones too. Returns: %FALSE where that is too much */
  UmImportRowFunc take_row;
} UmImportSink;

typedef struct _UmImportPass UmImportPass;

/** um_import_pass_new: copies @input and @options (nullable). */
UmImportPass *um_import_pass_new (UmDirectory *directory,
                                  const UmImportInput *input,
                                  const UmImportOptions *options);
void um_import_pass_free (UmImportPass *self);
/** um_import_pass_set_progress: @progress: (nullable): as um_import_read_async () has it. */
void um_import_pass_set_progress (UmImportPass *self,
                                  GMainContext *context,
                                  GFileProgressCallback progress,
                                  gpointer progress_data);
/** um_import_pass_get_name: Returns: (transfer none): what problems call the list */
const char *um_import_pass_get_name (UmImportPass *self);
/** um_import_pass_run: goes through the list, once. Worker threads only. @error: those of
 * um_import_read_finish (). */
gboolean um_import_pass_run (UmImportPass *self,
                             const UmImportSink *sink,
                             gpointer sink_data,
                             GCancellable *cancellable,
                             GError **error);

/** um_import_row_is_blank: whether no cell holds anything. */
gboolean um_import_row_is_blank (const UmImportRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmImportPass, um_import_pass_free)

G_END_DECLS
