/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks Atlassian, user by user, whether it will let a plan's steps be done, while people look at
 * the plan (PRODUCT.md §5). Whom it hasn't asked when the run begins is asked right before his
 * first step. */
#pragma once

#include "um-plan.h"
#include "um-source-state.h"

G_BEGIN_DECLS

#define UM_TYPE_PERMIT_CHECK (um_permit_check_get_type ())
G_DECLARE_FINAL_TYPE (UmPermitCheck, um_permit_check, UM, PERMIT_CHECK, GObject)

/* Main thread. Properties (read only) to follow by notify: "done" (uint): users of whom it is
 * known; "total" (uint): of how many it can be asked: those who are acted on by a step for which
 * there is such a question, and who were answered for. Both change a few times a second at most.
 * Signal "refused" (): steps of the plan won't be done; the guards were asked anew. */

/* @plan: of @state, and changed by answers; both are kept. Nothing is asked yet. */
UmPermitCheck *um_permit_check_new (UmSourceState *state, UmPlan *plan);
guint um_permit_check_get_done (UmPermitCheck *self);
guint um_permit_check_get_total (UmPermitCheck *self);
/* Who is asked about next: users of the plan. Copied; the users belong to the plan. */
void um_permit_check_set_window (UmPermitCheck *self, UmPlanUser *const *users, guint n_users);
/* After users were held out or taken in. */
void um_permit_check_update (UmPermitCheck *self);
/* Asks for all who are acted on and weren't asked about. What was answered less than ten minutes
 * ago isn't asked again. Who is held out meanwhile is left alone, who is taken in is asked about,
 * too. */
void um_permit_check_ask_async (UmPermitCheck *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* FALSE with UM_PROBLEM where nobody can be asked, or cancelled. A few who aren't answered for are
 * no problem. */
gboolean um_permit_check_ask_finish (UmPermitCheck *self, GAsyncResult *result, GError **error);

G_END_DECLS
