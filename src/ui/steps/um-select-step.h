/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 1, Select users: search, filter, table, counts, basket. */
#pragma once

#include "um-filter.h"
#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_SELECT_STEP (um_select_step_get_type ())
G_DECLARE_FINAL_TYPE (UmSelectStep, um_select_step, UM, SELECT_STEP, GtkWidget)

/* Property "source" (UmSourceState, nullable). Signal "confirmed" (): Confirm Selection was pressed
 * with somebody in the basket. Signal "user-activated" (account id): all about a user is wanted.
 * Signal "rows-changed" (): other users are shown or selected. */
GtkWidget *um_select_step_new (void);
void um_select_step_set_source (UmSelectStep *self, UmSourceState *source);
/* The expression in force ("" = none) and the moment it was asked at. */
const char *um_select_step_get_expression (UmSelectStep *self);
gint64 um_select_step_get_now (UmSelectStep *self);
/* The chosen users in the order of the table, those not in the directory any more last. (transfer
 * full) (element-type utf8) */
GPtrArray *um_select_step_dup_account_ids (UmSelectStep *self);
/* Whether the chosen are exactly those that match the expression: only then does the expression
 * belong into the plan. */
gboolean um_select_step_is_whole_match (UmSelectStep *self);
gboolean um_select_step_start_search (UmSelectStep *self);
UmBitset *um_select_step_dup_rows (UmSelectStep *self, gboolean selected);
void um_select_step_add_filter (UmSelectStep *self, UmFilter *filter);
gboolean um_select_step_focus_user (UmSelectStep *self, const char *account_id);

G_END_DECLS
