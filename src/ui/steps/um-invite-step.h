/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In the place of step 2, for people who aren't users yet: a list of them, what all are invited to,
 * and what is wrong in the list. */
#pragma once

#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_INVITE_STEP (um_invite_step_get_type ())
G_DECLARE_FINAL_TYPE (UmInviteStep, um_invite_step, UM, INVITE_STEP, GtkWidget)

/* Signal "confirmed" (): the plan is to be reviewed. */
GtkWidget *um_invite_step_new (void);
/* Whose products and groups are offered. Another source than before forgets the list. */
void um_invite_step_set_source (UmInviteStep *self, UmSourceState *source);
/* Shows where the list comes from again; FALSE where it is shown. */
gboolean um_invite_step_go_back (UmInviteStep *self);
/* (transfer full) (element-type utf8): the people's addresses. */
GPtrArray *um_invite_step_list_addresses (UmInviteStep *self);
/* (transfer full) (element-type UmPlanAction) */
GPtrArray *um_invite_step_dup_actions (UmInviteStep *self);
/* (transfer full) (nullable) */
char *um_invite_step_dup_reason (UmInviteStep *self);
void um_invite_step_reset (UmInviteStep *self);

G_END_DECLS
