/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a plan, journal first; pause, cancel, resume. */
#pragma once

#include "um-plan.h"
#include "um-run.h"
#include "um-source-state.h"

G_BEGIN_DECLS

#define UM_TYPE_RUNNER (um_runner_get_type ())
G_DECLARE_FINAL_TYPE (UmRunner, um_runner, UM, RUNNER, GObject)

typedef enum
{
  UM_RUN_NORMAL = 0,
  UM_RUN_DRY = 1 << 0,            /* a run log with no request sent */
  UM_RUN_ACCEPT_CHANGES = 1 << 1, /* users not as planned any more are held out without asking */
} UmRunFlags;

/* A live run. Properties (notify): "run" (the counts changed; at most 10 times a second), "wait",
 * "waiting-until" (monotonic µs). Signal "entry" (UmRunEntry*): an entry reached a state; batches
 * are not promised. */
UmRun *um_runner_get_run (UmRunner *self); /* (transfer none); replaced, never changed */
UmWait um_runner_get_wait (UmRunner *self);
gint64 um_runner_get_waiting_until (UmRunner *self);
/* Whether it waits for um_runner_resume (). */
gboolean um_runner_is_resumable (UmRunner *self);
/* Why it waits for network or key, or after the first user, for um_words_run_wait (). (nullable)
 * UM_PROBLEM */
const GError *um_runner_get_problem (UmRunner *self);
/* Seconds still needed at the pace of the last minute; -1 = can't tell yet. */
int um_runner_get_time_left (UmRunner *self);
/* All entries so far in their order. (transfer none) (element-type UmRunEntry) */
GPtrArray *um_runner_get_entries (UmRunner *self);
guint um_runner_get_n_owed (UmRunner *self);
void um_runner_pause (UmRunner *self); /* after the open chains */
void um_runner_resume (UmRunner *self);
void um_runner_cancel (UmRunner *self); /* open chains finish, the rest is cancelled */

/* Reads the touched users again, holds out who changed, takes the lock, writes the journal, runs.
 * The runner is um_source_state_get_runner () from the moment the run is on disk. @first_n 0: all.
 * Confirmation is the front end's. Errors before the first step: PLAN_CHANGED (with the number,
 * unless ACCEPT_CHANGES), RUN_ELSEWHERE, PLAN_USED, PLAN_TRIAL_OPEN, READ_ONLY_SOURCE, connection
 * and keyring problems: nothing was sent then. */
void um_source_state_run_async (UmSourceState *state,
                                UmPlan *plan,
                                UmRunFlags flags,
                                guint first_n,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* When it is over (finished, cancelled, attention), or paused by closing the engine. (transfer
 * full) */
UmRun *um_source_state_run_finish (UmSourceState *state, GAsyncResult *result, GError **error);
/* Goes on with an interrupted or paused run: steps sent without an outcome are verified first. */
void um_source_state_resume_async (UmSourceState *state,
                                   const char *run_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
UmRun *um_source_state_resume_finish (UmSourceState *state, GAsyncResult *result, GError **error);

G_END_DECLS
