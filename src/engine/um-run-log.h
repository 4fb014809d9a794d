/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run logs as front ends read, export and delete them. */
#pragma once

#include "um-engine.h"
#include "um-run.h"

G_BEGIN_DECLS

/* Newest first, older than run @before (nullable), at most @limit. A run in state running whose source's lock can be taken is given as INTERRUPTED.
 * (element-type UmRun) */
void       um_run_log_list_async     (UmEngine *engine, const UmRunQuery *query, const char *before, guint limit,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *um_run_log_list_finish    (UmEngine *engine, GAsyncResult *result, GError **error);
/* @id may be a unique beginning. NO_SUCH_RUN. */
void       um_run_log_load_async     (UmEngine *engine, const char *id,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
UmRun     *um_run_log_load_finish    (UmEngine *engine, GAsyncResult *result, GError **error);
/* (element-type UmRunEntry); @state -1 any; @search (nullable); @limit 0 all. */
void       um_run_log_entries_async  (UmEngine *engine, const char *run_id, int state, const char *search,
                                      guint after, guint limit,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *um_run_log_entries_finish (UmEngine *engine, GAsyncResult *result, GError **error);
/* Run and entries in the shape of PRODUCT.md §8 (JSON), or a table (CSV). (transfer full) */
char      *um_run_log_print_json     (const UmRun *run, GPtrArray *entries);
char      *um_run_log_print_csv      (const UmRun *run, GPtrArray *entries);
/* RUN_GOING_ON where one isn't over. */
void       um_run_log_delete_async   (UmEngine *engine, const char * const *ids,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean   um_run_log_delete_finish  (UmEngine *engine, GAsyncResult *result, GError **error);
/* Emitted on the engine as "runs-changed" () whenever a run began, ended or was deleted here. */

G_END_DECLS
