/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading rows of users and groups on the thread that one is on. */
#pragma once

#include "um-group-file.h"

G_BEGIN_DECLS

/** um_group_file_read: as um_group_file_read_async (), at once: on a worker, or in a test. */
UmGroupFile *um_group_file_read (UmDirectory *directory,
                                 const UmImportInput *input,
                                 const UmGroupFileOptions *options,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
