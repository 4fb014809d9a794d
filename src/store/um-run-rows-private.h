/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs, their users and entries as rows: reading, writing, and the numbers kept with a run. On the
 * store's worker. */
#pragma once

#include "um-database-private.h"
#include "um-run.h"

G_BEGIN_DECLS

/* How a run's numbers change; steps and users by state. */
typedef struct
{
  int steps[UM_N_STATES];
  int users[UM_N_STATES];
} UmRunChange;

/* What stands behind SELECT for um_run_rows_read_run (), of the table named r, and for
 * um_run_rows_read_entry (), of entries named e and run_users named u. */
#define UM_RUN_COLUMNS                                                                          \
  "r.id, r.plan_id, r.relation, r.of, r.source, r.source_name, r.actions, r.state, r.dry_run,"  \
  " r.first_n, r.started, r.finished, r.expression, r.reason, r.who, r.system_user, r.n_users," \
  " r.n_steps, r.steps_pending, r.steps_sent, r.steps_done, r.steps_failed, r.steps_skipped,"   \
  " r.steps_unknown, r.steps_cancelled, r.users_pending, r.users_sent, r.users_done,"           \
  " r.users_failed, r.users_skipped, r.users_unknown, r.users_cancelled"
#define UM_ENTRY_COLUMNS                                                                         \
  "e.n, e.chain, u.account_id, u.name, e.kind, e.target, e.target_name, e.before, e.after,"      \
  " e.state, e.skip, e.skip_detail, e.error, e.message, e.method, e.path, e.http, e.request_id," \
  " e.body, e.attempts, e.sent, e.finished, e.place, e.argument"

/* CORRUPT where a word isn't known. */
UmRun *um_run_rows_read_run (UmStatement *row, GError **error);
UmRunEntry *um_run_rows_read_entry (UmStatement *row, GError **error);

/* Gives entries of a run, which are in their order, their notes. */
gboolean
um_run_rows_read_notes (UmDatabase *database, gint64 run_row, GPtrArray *entries, GError **error);

/* Writes a run with its entries and all its numbers. EXISTS where the run's id is there; FAILED
 * where the entries aren't numbered 1, 2, … or those of a user don't stand together. */
gboolean um_run_rows_insert (UmDatabase *database,
                             const UmRun *run,
                             GPtrArray *entries,
                             const char *plan_text,
                             GError **error);

gboolean um_run_rows_change_numbers (UmDatabase *database,
                                     gint64 run_row,
                                     const UmRunChange *change,
                                     GError **error);

/* Number of a run; NOT_FOUND. */
gboolean um_run_rows_find (UmDatabase *database, const char *id, gint64 *run_row, GError **error);

G_END_DECLS
