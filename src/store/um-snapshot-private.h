/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file that a source's users are kept in: written whole, read whole, never changed. On the
 * store's worker. */
#pragma once

#include "um-store.h"

G_BEGIN_DECLS

/* Puts it in place of the one before only when all of it is on disk. @parts: of UmDirectoryPart. */
gboolean um_snapshot_write (const char *path,
                            const UmSnapshotInfo *info,
                            const UmSnapshotMark *mark,
                            GPtrArray *parts,
                            GError **error);
/* All: NOT_FOUND where there is none, or it is of another version; CORRUPT where it is damaged. */
gboolean um_snapshot_read_info (const char *path, UmSnapshotInfo *info, GError **error);
/* Of one name alone; without any where there is none of it. */
GPtrArray *um_snapshot_read_part (const char *path, const char *name, GError **error);
GPtrArray *um_snapshot_read_parts (const char *path, UmSnapshotMark *mark, GError **error);

G_END_DECLS
