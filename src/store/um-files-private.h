/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that only their owner reads, and renames that survive a power cut. On worker threads. */
#pragma once

#include "um-store-error-private.h"

G_BEGIN_DECLS

/* Makes it with its parents, 0700; one that others may enter is closed to them. */
gboolean um_files_make_folder (const char *path, GError **error);
/* Makes an empty file of mode 0600 where there is none; takes others' rights from one that is
 * there. Never opens one that is there: closing it would drop the locks that SQLite holds on it. */
gboolean um_files_make_private (const char *path, GError **error);
/* Puts @from, written and closed, in the place of @to: on disk first, then renamed, then the folder
 * on disk. */
gboolean um_files_replace (const char *from, const char *to, GError **error);
/* Removes it; one that isn't there is fine. */
gboolean um_files_remove (const char *path, GError **error);
/* Renames a database with its -wal and -shm to "<path>.damaged-<time>". Returns: (transfer full):
 * where to. */
char *um_files_move_aside (const char *path, GError **error);

/* Whether a source id may be part of a file name: letters, digits and dashes. */
gboolean um_files_is_plain_id (const char *id);

G_END_DECLS
