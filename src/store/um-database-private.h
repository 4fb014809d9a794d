/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection to a SQLite file and its statements. Everything here runs on the thread that
 * opened it and nowhere else, which is asserted. */
#pragma once

#include "um-store-error-private.h"

G_BEGIN_DECLS

typedef struct _UmDatabase UmDatabase;
typedef struct _UmStatement UmStatement;

/* How long a lock of another process is waited for. */
#define UM_DATABASE_PATIENCE_MS 10000

/* Opens an existing file. Sets busy timeout and all that makes a damaged or forged file harmless;
 * no file of its own is made outside the file's folder. */
UmDatabase *um_database_open (const char *path, gboolean read_only, GError **error);
void um_database_free (UmDatabase *self);
sqlite3 *um_database_get_handle (UmDatabase *self);

/* The one call for other threads: what runs now fails with G_IO_ERROR_CANCELLED, as soon as it can.
 */
void um_database_interrupt (UmDatabase *self);

/* Statements without parameters and results. */
gboolean um_database_exec (UmDatabase *self, const char *sql, GError **error);
/* The first column of the first row; 0 where there is none. */
gboolean um_database_read_int (UmDatabase *self, const char *sql, gint64 *value, GError **error);

gboolean um_database_begin (UmDatabase *self, gboolean for_writing, GError **error);
/* A commit that fails has been rolled back. */
gboolean um_database_commit (UmDatabase *self, GError **error);
void um_database_rollback (UmDatabase *self);

/* Runs the scripts that the file lacks, each with its user_version in a transaction of its own:
 * script i leads to version i + 1. Where one fails its transaction is rolled back and the file
 * stays at the version before. NEWER where the file's version is above @n_scripts.
 * @backup: (nullable): path to which a file of an older version is copied first. */
gboolean um_database_migrate (UmDatabase *self,
                              const char *const *scripts,
                              guint n_scripts,
                              const char *backup,
                              GError **error);

/* A statement, compiled once and kept; released (reset) by g_autoptr. At most one user at a time.
 * @sql: a literal. */
UmStatement *um_database_prepare (UmDatabase *self, const char *sql, GError **error);
void um_statement_release (UmStatement *self);

/* Parameters count from 1. Text and bytes aren't copied: they live until the statement is released.
 * What goes wrong here is told by the next step. NULL binds NULL. */
void um_statement_bind_int (UmStatement *self, int index, gint64 value);
void um_statement_bind_text (UmStatement *self, int index, const char *text);
void um_statement_bind_bytes (UmStatement *self, int index, gconstpointer data, gsize size);

/* The next row: @has_row FALSE at the end. */
gboolean um_statement_next (UmStatement *self, gboolean *has_row, GError **error);
/* Runs to the end, and makes ready to be bound and run again. */
gboolean um_statement_run (UmStatement *self, GError **error);

/* Columns count from 0. Text is valid UTF-8, NULL for NULL; get_text lives until the next step. */
gboolean um_statement_is_null (UmStatement *self, int column);
gint64 um_statement_get_int (UmStatement *self, int column);
const char *um_statement_get_text (UmStatement *self, int column);
char *um_statement_dup_text (UmStatement *self, int column);
gconstpointer um_statement_get_bytes (UmStatement *self, int column, gsize *size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmDatabase, um_database_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmStatement, um_statement_release)

G_END_DECLS
