/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people read: codes and arguments in, text in the user's language out. Both front ends take
 * every shared sentence from here. Functions that return char * give a new string; const char * is
 * static. */
#pragma once

#include "um-action-info.h"
#include "um-action-tally.h"
#include "um-directory.h"
#include "um-filter.h"
#include "um-import-info.h"
#include "um-problem.h"
#include "um-run.h"
#include "um-undo.h"

G_BEGIN_DECLS

/* ---- numbers, times, names: um-words-format.c ---- */
char *um_words_number (guint64 number);
char *um_words_users (guint number);
char *um_words_groups (guint number);
char *um_words_steps (guint number);
char *um_words_age (gint64 seconds, gint64 now);
char *um_words_duration (gint64 seconds);
char *um_words_time_left (int seconds);
char *um_words_time_left_sentence (int seconds);
char *um_words_date (gint64 seconds);
char *um_words_moment (gint64 milliseconds);
char *um_words_last_login (gint64 seconds);
char *um_words_name (const char *name, const char *account_id);
char *um_words_clean (const char *text);
const char *um_words_email (const char *email);
char *um_words_isolate (const char *text);
char *um_words_group_products (UmDirectory *directory, const UmThing *group, GPtrArray *but);

/* ---- words for codes: um-words-codes.c ---- */
const char *um_words_source_kind (UmSourceKind kind);
char *um_words_linked (const char *const *names);
const char *um_words_status (UmUserStatus status);
const char *um_words_type (UmUserType type);
const char *um_words_column (UmColumn column);
const char *um_words_step_state (UmStepState state);
const char *um_words_run_state (UmRunState state);
const char *um_words_right (UmRightKind kind);
char *um_words_right_missing (UmRightKind kind, const char *detail);
const char *um_words_skip (UmSkip skip);
char *um_words_skip_long (UmSkip skip, const char *detail);
char *um_words_warning (UmWarningKind kind, const char *detail);
const char *um_words_obstacle (UmObstacle obstacle);
char *um_words_wait (UmWait wait, gint64 seconds);
char *um_words_refresh (UmRefreshStage stage, guint done, guint total, gint64 wait_seconds);
char *um_words_days_left (int days);
char *um_words_key_ends (const char *source, int days);

/* ---- problems: um-words-problem.c ---- */
char *um_words_problem (const GError *error);
char *um_words_problem_advice (const GError *error);
char *um_words_problem_whole (const GError *error);

/* ---- actions and steps: um-words-action.c, um-words-tally.c ---- */
const char *um_words_action_name (const char *key);
char *um_words_action_names (const char *keys);
const char *um_words_card_group (UmCardGroup group);
const char *um_words_action_touches (const char *key);
const char *um_words_action_notices (const char *key);
const char *um_words_billing (UmBilling billing);
const char *um_words_undo (UmUndo undo);
const char *um_words_input (UmInputKind kind);
char *um_words_tally (const UmActionTally *tally);
char *um_words_tally_reasons (const UmActionTally *tally);
char *um_words_step (UmStepKind kind, const char *target_name);
char *um_words_step_skip (UmStepKind kind, const char *target_name, UmSkip skip);
char *um_words_tokens (const char *state);
char *um_words_state_word (UmStepKind kind, const char *word);
char *um_words_before_after (UmStepKind kind,
                             const char *target_name,
                             const char *before,
                             const char *after);

/* ---- filters: um-words-filter.c ---- */
char *um_words_filter (const UmFilter *filter);
char *um_words_filter_problem (const UmFilterProblem *problem);

/* ---- lists that are imported: um-words-import.c ---- */
const char *um_words_encoding (UmEncoding encoding);
const char *um_words_import_kind (UmImportKind kind);
const char *um_words_import_outcome (UmImportOutcome outcome);
char *um_words_delimiter (char delimiter);
char *um_words_import_column (const UmImportColumn *column, guint number);
char *um_words_import_form (const UmImportInfo *info, GPtrArray *columns);
char *um_words_person (UmPersonState state, guint line, const char *text, const char *detail);
char *um_words_people_summary (const UmPeopleInfo *info);
char *um_words_import_summary (const UmImportInfo *info, guint n_open);
char *um_words_pairs_form (const UmPairsInfo *info, GPtrArray *columns);
char *um_words_pairs_summary (const UmPairsInfo *info);
char *um_words_group_row (const UmGroupRow *row);
char *um_words_pair (UmPairState state, guint line, const char *user, const char *value);

/* ---- plans and runs: um-words-plan.c, um-words-run.c ---- */
char *um_words_plan_headline (const UmPlan *plan, const UmPlanSummary *summary);
char *um_words_plan_details (const UmPlan *plan, const UmPlanSummary *summary);
char *um_words_plan_age (const UmPlan *plan, gint64 now);
char *um_words_plan_permits (guint done, guint total, gboolean asking);
char *um_words_plan_button (const UmPlan *plan, const UmPlanSummary *summary);
char *um_words_plan_question (const UmPlan *plan, const UmPlanSummary *summary);
char *um_words_plan_phrase (const UmPlan *plan, const UmPlanSummary *summary);
char *um_words_chain (const UmPlanUser *user);
char *um_words_run_progress (const UmRun *run);
char *um_words_run_actions (const UmRun *run);
const char *um_words_result (const UmRun *run, UmStepState state);
char *um_words_run_summary (const UmRun *run);
char *um_words_run_wait (UmWait wait, gint64 seconds, const GError *problem);
char *um_words_step_error (const UmRunEntry *entry);
char *um_words_left_open (const GPtrArray *left);
char *um_words_owed (guint n);
char *um_words_differences (const char *text);
char *um_words_note (const UmRunEntry *entry, const UmRunNote *note);

/* ---- what is made of runs: um-words-undo.c ---- */
char *um_words_undo_outlook (const UmUndoOutlook *outlook);
char *um_words_run_of (UmPlanRelation relation, const UmRun *of);
char *um_words_run_by (const UmRun *by);

G_END_DECLS
