/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock that a runner holds on its source; the kernel frees it at any death. */
#pragma once

#include "um-store-error.h"

G_BEGIN_DECLS

typedef struct _UmRunLock UmRunLock;

/* Takes runs/<source id>.lock in the store's folder without waiting. UM_STORE_ERROR_LOCKED where
 * somebody else has it. */
UmRunLock *um_run_lock_take (const char *folder, const char *source_id, GError **error);
void um_run_lock_free (UmRunLock *self);
/* Lets go of it (transfer full) and of its file, for a source that is no more. */
gboolean um_run_lock_remove (UmRunLock *self, GError **error);
/* Whether somebody holds it (this process included). */
gboolean um_run_lock_is_held (const char *folder, const char *source_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmRunLock, um_run_lock_free)

G_END_DECLS
