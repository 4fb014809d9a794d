/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run logs as front ends read, export and delete them. The engine's signal "runs-changed" () tells
 * whenever a run began, ended or was deleted here. */
#pragma once

#include "um-engine.h"
#include "um-run.h"

G_BEGIN_DECLS

/* Newest first, older than run @before (nullable; NO_SUCH_RUN), at most @limit (0: all). A run that
 * is said to be running or paused although nobody holds its source's lock is given as INTERRUPTED,
 * and found as such. (element-type UmRun) */
void um_run_log_list_async (UmEngine *engine,
                            const UmRunQuery *query,
                            const char *before,
                            guint limit,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
GPtrArray *um_run_log_list_finish (UmEngine *engine, GAsyncResult *result, GError **error);
/* @id may be a unique beginning of at least 6 characters. NO_SUCH_RUN. */
void um_run_log_load_async (UmEngine *engine,
                            const char *id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
UmRun *um_run_log_load_finish (UmEngine *engine, GAsyncResult *result, GError **error);
/* (element-type UmRunEntry); @state -1 any; @search (nullable) is looked for in names and account
 * ids; those after number @after; @limit 0: all. */
void um_run_log_entries_async (UmEngine *engine,
                               const char *run_id,
                               int state,
                               const char *search,
                               guint after,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GPtrArray *um_run_log_entries_finish (UmEngine *engine, GAsyncResult *result, GError **error);
/* RUN_GOING_ON where one isn't over; then none is deleted. */
void um_run_log_delete_async (UmEngine *engine,
                              const char *const *ids,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean um_run_log_delete_finish (UmEngine *engine, GAsyncResult *result, GError **error);

/**
 * UmRunLogSentence:
 * @entry: an entry
 *
 * What people read as the reason why a step didn't simply succeed, as um_words_step_error ().
 *
 * Returns: (transfer full): a sentence; "" where there is nothing to say
 */
typedef char *(*UmRunLogSentence) (const UmRunEntry *entry);

/**
 * um_run_log_print_json:
 * @run: a run
 * @entries: (nullable) (element-type UmRunEntry): %NULL prints the run alone, as for a list of runs
 * @sentence: says why, where Atlassian's own words don't
 *
 * The shape of PRODUCT.md §8 with the step's target and its directory beside it, and "notes": what
 * was found later, [{time, note, found}]. Any thread: a worker where there are many entries.
 *
 * Returns: (transfer full): JSON
 */
char *um_run_log_print_json (const UmRun *run, GPtrArray *entries, UmRunLogSentence sentence);

/**
 * um_run_log_print_entry:
 * @run: a run
 * @entry: one of its entries
 * @sentence: says why, where Atlassian's own words don't
 *
 * All that is known of the step: what um_run_log_print_json () says of it, its times, the request,
 * and the raw answer where it was kept.
 *
 * Returns: (transfer full): JSON
 */
char *um_run_log_print_entry (const UmRun *run, const UmRunEntry *entry, UmRunLogSentence sentence);

/**
 * um_run_log_print_csv:
 * @run: a run
 * @entries: (element-type UmRunEntry): its entries
 * @sentence: says why, where Atlassian's own words don't
 *
 * A table by RFC 4180 with a row of heads. A cell that a spreadsheet would take for a formula
 * begins with an apostrophe. Any thread.
 *
 * Returns: (transfer full): CSV in UTF-8
 */
char *um_run_log_print_csv (const UmRun *run, GPtrArray *entries, UmRunLogSentence sentence);

G_END_DECLS
