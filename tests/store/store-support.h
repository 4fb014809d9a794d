/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the store share: its requests as plain calls, records to keep, a look at the
 * files. */
#pragma once

#include "um-store.h"

G_BEGIN_DECLS

/* A callback that keeps the result, and the wait for it. */
void store_got_cb (GObject *object, GAsyncResult *result, gpointer user_data);
GAsyncResult *store_wait (GAsyncResult **place);

/* A folder of the test's own that doesn't exist yet. */
char *store_make_folder (void);
UmStore *store_open (const char *folder, GError **error);
/* Closes it and makes sure that nobody else holds it. */
void store_close (UmStore *store);

gboolean store_save_source (UmStore *store, UmSource *source, GError **error);
GPtrArray *store_list_sources (UmStore *store, GError **error);
gboolean store_remove_source (UmStore *store, const char *id, GError **error);
GPtrArray *store_load_basket (UmStore *store, const char *source_id, GError **error);
gboolean store_save_basket (UmStore *store, const char *source_id, GPtrArray *ids, GError **error);
/* Which holds no outcome. */
gboolean store_save_directory (UmStore *store,
                               const char *source_id,
                               UmDirectory *directory,
                               GError **error);
gboolean store_save_directory_as (UmStore *store,
                                  const char *source_id,
                                  UmDirectory *directory,
                                  const UmSnapshotMark *mark,
                                  GError **error);
UmDirectory *store_load_directory (UmStore *store, const char *source_id, GError **error);
/* @base: (nullable); @mark: (inout): that of the base, and of what is returned. */
UmDirectory *store_load_directory_over (
  UmStore *store, const char *source_id, UmDirectory *base, UmSnapshotMark *mark, GError **error);
gboolean store_peek (UmStore *store, const char *source_id, UmSnapshotInfo *info, GError **error);
gboolean store_create_run (
  UmStore *store, UmRun *run, GPtrArray *entries, const char *plan_text, GError **error);
gboolean store_mark_sent (UmStore *store, const char *run_id, UmRunEntry *entry, GError **error);
gboolean store_finish (UmStore *store, const char *run_id, UmRunEntry *entry, GError **error);
gboolean store_set_state (
  UmStore *store, const char *run_id, UmRunState state, gboolean cancel_pending, GError **error);
UmRun *store_load_run (UmStore *store, const char *id, char **plan_text, GError **error);
GPtrArray *store_list_runs (
  UmStore *store, const UmRunQuery *query, const char *before, guint limit, GError **error);
GPtrArray *store_list_entries (UmStore *store,
                               const char *run_id,
                               int state,
                               const char *search,
                               guint after,
                               guint limit,
                               GError **error);
gboolean store_delete_runs (UmStore *store, const char *const *ids, GError **error);

/* Records. Every run has a plan of its own; entries alternate between adding to and removing from
 * groups. */
UmSource *store_make_source (const char *id, const char *name);
UmRun *store_make_run (const char *source_id);
GPtrArray *store_make_entries (guint n_users, guint n_steps);
UmDirectory *store_make_directory (guint n_users, guint n_groups);

/* The database beside the store, through a connection of the test's own. */
char *store_build_path (const char *folder, const char *name);
void store_exec_file (const char *path, const char *sql);
gint64 store_read_file (const char *path, const char *sql);
/* For what stands outside the folders that the test framework removes. */
void store_remove_tree (const char *path);

G_END_DECLS
