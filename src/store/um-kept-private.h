/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening user-management.db, whatever state it is in. On the store's worker. */
#pragma once

#include "um-database-private.h"
#include "um-open-marker-private.h"

G_BEGIN_DECLS

/* The store as its worker sees it. */
typedef struct
{
  char *folder;
  UmDatabase *database; /* NULL: not open */
  UmOpenMarker *marker;
  char *moved_aside;     /* (nullable): where a damaged database was moved when opening */
  gboolean owes_tidying; /* deleted runs may have left something */
  gboolean owes_check;   /* the one before ended without closing, and nothing was checked since */
} UmKept;

UmKept *um_kept_new (const char *folder);
/* Makes the folder and the database, moves aside what isn't one, migrates. READ_ONLY, FULL, BUSY,
 * NEWER (nothing was touched), CORRUPT (damaged, and another process has it open). */
gboolean um_kept_open (UmKept *self, GError **error);
/* Closes; may be called at any time. */
void um_kept_close (UmKept *self);
void um_kept_free (UmKept *self);

char *um_kept_build_path (UmKept *self, const char *name);
/* Says CORRUPT and remembers it for the next start where PRAGMA quick_check finds damage.
 * Interrupted by um_database_interrupt () it returns FALSE without an error, to be asked again. */
gboolean um_kept_check (UmKept *self, GError **error);
/* Purges deleted runs and gives their space back to the file system, a piece of some milliseconds.
 * To be called again as long as owes_tidying; a failure ends it until the next start. */
void um_kept_tidy (UmKept *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmKept, um_kept_free)

G_END_DECLS
