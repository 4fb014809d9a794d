/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept on disk, asked for asynchronously: sources, snapshots, baskets, lists, plans,
 * runs and their journal. */
#pragma once

#include "um-directory.h"
#include "um-run.h"
#include "um-source.h"
#include "um-store-error.h"

G_BEGIN_DECLS

#define UM_TYPE_STORE (um_store_get_type ())
G_DECLARE_FINAL_TYPE (UmStore, um_store, UM, STORE, GObject)

/* @folder: (nullable): default $XDG_DATA_HOME/user-management. Opens, migrates; after an unclean
 * end a check follows when nothing else is to do. A database that is none or damaged is moved
 * aside, and a new one begun. READ_ONLY, FULL, BUSY, NEWER (nothing was touched), CORRUPT (damaged,
 * but another process has it open).
 *
 * Requests are carried out and answered in the order in which they were made, on the main context
 * that made them. One that writes is carried out whole or not at all; cancelling it helps only
 * until it is begun. What is handed over (directories, entries, arrays) isn't to be changed before
 * the answer. Errors: FULL, READ_ONLY, BUSY, CORRUPT, FAILED everywhere; others are named below.
 * Main thread. */
void um_store_open_async (const char *folder,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
UmStore *um_store_open_finish (GAsyncResult *result, GError **error);
/* Carries out what is queued, closes. What is asked afterwards fails with G_IO_ERROR_CLOSED. */
void um_store_close_async (UmStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean um_store_close_finish (UmStore *self, GAsyncResult *result, GError **error);
const char *um_store_get_folder (UmStore *self);
/* Where a damaged database was moved when opening, to be told once; NULL: all was well. (nullable)
 */
const char *um_store_get_moved_aside (UmStore *self);
/* Property "damaged" (notify): damage was found in the open database after an unclean end; the next
 * start moves it aside. */
gboolean um_store_get_damaged (UmStore *self);

/* ---- sources ---- */
void um_store_list_sources_async (UmStore *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* (transfer full) (element-type UmSource), by name */
GPtrArray *um_store_list_sources_finish (UmStore *self, GAsyncResult *result, GError **error);
/* Adds or replaces by id. EXISTS where another source bears the name (folded). */
void um_store_save_source_async (UmStore *self,
                                 UmSource *source,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean um_store_save_source_finish (UmStore *self, GAsyncResult *result, GError **error);
/* Removes the source, its snapshot, basket and lists; run logs stay. One that isn't there is fine.
 * LOCKED while a run of it is going on. */
void um_store_remove_source_async (UmStore *self,
                                   const char *id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean um_store_remove_source_finish (UmStore *self, GAsyncResult *result, GError **error);

/* ---- snapshots: cache/<source id>.db, written whole, fsynced, renamed ---- */
typedef struct
{
  guint n_users;
  gint64 users_read;   /* seconds, UM_TIME_UNKNOWN: there is no snapshot */
  gint64 members_read; /* seconds, UM_TIME_UNKNOWN: not whole yet */
} UmSnapshotInfo;

/* How a directory stands to what is done about its source. */
typedef struct
{
  gint64 outcome;       /* the number of the journal's last outcome that it holds, 0: of none */
  gboolean members_due; /* its users were read by a refresh that hasn't read all members yet */
} UmSnapshotMark;

/* The head of a snapshot without loading it; users_read is UM_TIME_UNKNOWN where there is none. */
void um_store_peek_snapshot_async (UmStore *self,
                                   const char *source_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean um_store_peek_snapshot_finish (UmStore *self,
                                        GAsyncResult *result,
                                        UmSnapshotInfo *info,
                                        GError **error);
/* Loads it with its orders ready, with the outcomes of runs that it doesn't hold laid over it. NULL
 * with NOT_FOUND where there is none; a damaged one, or one of another version, is dropped and
 * NOT_FOUND.
 * @base: (nullable): taken instead of what was saved; itself comes back where nothing was done
 * since. @outcome: that of its mark; not looked at without. */
void um_store_load_directory_async (UmStore *self,
                                    const char *source_id,
                                    UmDirectory *base,
                                    gint64 outcome,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* @mark: (out): its outcome is the last one of the journal, and set with NOT_FOUND, too: whatever
 * is asked of Atlassian from now on knows of it. members_due is told of what was saved only. */
UmDirectory *um_store_load_directory_finish (UmStore *self,
                                             GAsyncResult *result,
                                             UmSnapshotMark *mark,
                                             GError **error);
/* Makes the orders that aren't made yet, so that nothing is sorted when it is loaded. Only what was
 * done after the mark's outcome will be laid over it. */
void um_store_save_directory_async (UmStore *self,
                                    const char *source_id,
                                    UmDirectory *directory,
                                    const UmSnapshotMark *mark,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean um_store_save_directory_finish (UmStore *self, GAsyncResult *result, GError **error);

/* ---- baskets ---- */
void um_store_load_basket_async (UmStore *self,
                                 const char *source_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* (transfer full) (element-type utf8) */
GPtrArray *um_store_load_basket_finish (UmStore *self, GAsyncResult *result, GError **error);
/* NOT_FOUND where there is no such source. */
void um_store_save_basket_async (UmStore *self,
                                 const char *source_id,
                                 GPtrArray *account_ids,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean um_store_save_basket_finish (UmStore *self, GAsyncResult *result, GError **error);

/* ---- lists: account ids of a source under a name, which is one per source (folded) ---- */
typedef struct
{
  char *name;
  char *folded;           /* as a filter asks for it */
  gint64 created;         /* seconds */
  GPtrArray *account_ids; /* of utf8, in their order */
} UmStoreList;

void um_store_list_free (UmStoreList *self);
/* (transfer full) (element-type UmStoreList), by folded name */
void um_store_load_lists_async (UmStore *self,
                                const char *source_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *um_store_load_lists_finish (UmStore *self, GAsyncResult *result, GError **error);
/* NOT_FOUND where there is no such source; EXISTS where another list bears the name, unless
 * @replace. */
void um_store_save_list_async (UmStore *self,
                               const char *source_id,
                               const char *name,
                               gint64 created,
                               GPtrArray *account_ids,
                               gboolean replace,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean um_store_save_list_finish (UmStore *self, GAsyncResult *result, GError **error);
/* NOT_FOUND where there is none of that name; EXISTS where another list bears the new one. */
void um_store_rename_list_async (UmStore *self,
                                 const char *source_id,
                                 const char *name,
                                 const char *new_name,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean um_store_rename_list_finish (UmStore *self, GAsyncResult *result, GError **error);
/* NOT_FOUND where there is none of that name. */
void um_store_remove_list_async (UmStore *self,
                                 const char *source_id,
                                 const char *name,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean um_store_remove_list_finish (UmStore *self, GAsyncResult *result, GError **error);

/* ---- runs: the journal ---- */

/* Keeps a run whole, all its entries with their state before: pending, or already skipped. @entries
 * are numbered 1, 2, …; their chains 0, 1, …, and those of one chain stand together. The run's
 * numbers are made from them, whatever @run says.
 * @plan_text: (nullable): the plan as JSON. EXISTS where the plan was carried out already (dry runs
 * and trials on the first N don't count, the log of a run that was deleted does), or where it makes
 * issues or invitations and the log of a trial was deleted; a dry run is always kept. */
void um_store_create_run_async (UmStore *self,
                                UmRun *run,
                                GPtrArray *entries,
                                const char *plan_text,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean um_store_create_run_finish (UmStore *self, GAsyncResult *result, GError **error);
/* Writes "sent" (state, method, path, attempts, sent time, before, argument) of one entry; answered
 * when it is on disk. All that is queued shares one transaction. NOT_FOUND; EXISTS where the entry
 * has its outcome already. */
void um_store_mark_sent_async (UmStore *self,
                               const char *run_id,
                               UmRunEntry *entry,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean um_store_mark_sent_finish (UmStore *self, GAsyncResult *result, GError **error);
/* Writes state and all else that isn't identity of one entry, and with it the run's numbers;
 * answered when it is on disk. An outcome that stands is never changed: EXISTS. */
void um_store_finish_entry_async (UmStore *self,
                                  const char *run_id,
                                  UmRunEntry *entry,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean um_store_finish_entry_finish (UmStore *self, GAsyncResult *result, GError **error);
/* Writes state and finish time (milliseconds, 0 = not yet). Entries still pending become cancelled
 * where @cancel_pending. NOT_FOUND; EXISTS where the run is finished or cancelled and that would
 * change. */
void um_store_set_run_state_async (UmStore *self,
                                   const char *run_id,
                                   UmRunState state,
                                   gint64 finished,
                                   gboolean cancel_pending,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean um_store_set_run_state_finish (UmStore *self, GAsyncResult *result, GError **error);

/* Newest first; with @before (the id of a run, which may be deleted by now) only older ones; at
 * most @limit, 0 = all. @query: (nullable); its state is the one on disk: an interrupted run still
 * bears "running". (element-type UmRun) */
void um_store_list_runs_async (UmStore *self,
                               const UmRunQuery *query,
                               const char *before,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GPtrArray *um_store_list_runs_finish (UmStore *self, GAsyncResult *result, GError **error);
/* @id may be a unique beginning of at least 6 characters. NOT_FOUND. @plan_text: (out) (optional)
 * (nullable). */
void um_store_load_run_async (UmStore *self,
                              const char *id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
UmRun *
um_store_load_run_finish (UmStore *self, GAsyncResult *result, char **plan_text, GError **error);
/* Entries in their order from number @after + 1, at most @limit (0 = all); @state -1 any; @search
 * (nullable) is folded and looked for in name and account id. (element-type UmRunEntry) */
void um_store_list_entries_async (UmStore *self,
                                  const char *run_id,
                                  int state,
                                  const char *search,
                                  guint after,
                                  guint limit,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *um_store_list_entries_finish (UmStore *self, GAsyncResult *result, GError **error);
/* Deletes runs, all or none. LOCKED where one that isn't finished or cancelled is held by a runner;
 * NOT_FOUND. */
void um_store_delete_runs_async (UmStore *self,
                                 const char *const *ids,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean um_store_delete_runs_finish (UmStore *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmStoreList, um_store_list_free)

G_END_DECLS
