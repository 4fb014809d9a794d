/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fixed English words of the enumerations, as files, JSON, the database and filter
 * expressions hold them. Never translated; for people see words/. */
#pragma once

#include "um-types.h"

G_BEGIN_DECLS

/* Each …_to_nick returns a static string, each …_from_nick FALSE for a word it doesn't know. */
const char *um_source_kind_to_nick (UmSourceKind kind); /* jira, access */
gboolean um_source_kind_from_nick (const char *nick, UmSourceKind *kind);
const char *um_user_status_to_nick (UmUserStatus status); /* active, suspended, …, no-access */
gboolean um_user_status_from_nick (const char *nick, UmUserStatus *status);
const char *um_user_type_to_nick (UmUserType type); /* person, app, customer, guest */
gboolean um_user_type_from_nick (const char *nick, UmUserType *type);
const char *um_step_kind_to_nick (UmStepKind kind); /* group.add, … */
gboolean um_step_kind_from_nick (const char *nick, UmStepKind *kind);
const char *um_step_state_to_nick (UmStepState state); /* pending, sent, done, … */
gboolean um_step_state_from_nick (const char *nick, UmStepState *state);
const char *um_run_state_to_nick (UmRunState state); /* running, paused, … */
gboolean um_run_state_from_nick (const char *nick, UmRunState *state);
/* found, user-gone, target-gone, as-expected, also-changed, not-read */
const char *um_note_kind_to_nick (UmNoteKind kind);
gboolean um_note_kind_from_nick (const char *nick, UmNoteKind *kind);
const char *um_difference_to_nick (UmDifference what); /* gone, status, …, group-left, … */
gboolean um_difference_from_nick (const char *nick, UmDifference *what);
const char *um_risk_to_nick (UmRisk risk); /* small, large, irreversible */
const char *um_skip_to_nick (UmSkip skip); /* already-so, held-out, … */
gboolean um_skip_from_nick (const char *nick, UmSkip *skip);
const char *um_warning_kind_to_nick (UmWarningKind kind);

G_END_DECLS
