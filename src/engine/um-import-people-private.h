/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading people who are to be invited on the thread that one is on. */
#pragma once

#include "um-import-people.h"

G_BEGIN_DECLS

/** um_import_people_read: as um_import_people_read_async (), at once: on a worker, or in a test. */
UmImportPeople *um_import_people_read (UmDirectory *directory,
                                       const UmImportInput *input,
                                       GCancellable *cancellable,
                                       GError **error);

G_END_DECLS
