/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes plans: users + actions + inputs → chains of steps, skips, warnings, guards. */
#pragma once

#include "um-actions.h"
#include "um-plan.h"

G_BEGIN_DECLS

/* What is asked for. Everything is borrowed until um_planner_make_async () returns. */
typedef struct
{
  GPtrArray *account_ids; /* (nullable) of utf8: the users, in the order shown; NULL: those that
                             the actions were given pairs for */
  GPtrArray *actions;     /* of UmPlanAction: groups are ids */
  const char *expression; /* (nullable): the filter they came from */
  gint64 now;             /* seconds: the moment it was asked at */
  const char *reason;     /* (nullable) */
} UmPlanRequest;

/* Makes a plan on a worker from the snapshot: proposes each user's chain, runs the guards. The
 * state must be loaded. Where every action was given pairs and no groups, the users are only those
 * who are in pairs. */
void um_planner_make_async (UmSourceState *state,
                            const UmPlanRequest *request,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
UmPlan *um_planner_make_finish (GAsyncResult *result, GError **error);

/**
 * um_planner_make_of_async:
 * @state: a source whose snapshot is loaded
 * @relation: what is to be made of the run: %UM_OF_UNDO or %UM_OF_RETRY
 * @run_id: a run of the source, or a unique beginning of its id
 * @entries: (nullable) (array zero-terminated=1): numbers of those of its entries that the plan is
 *   about; %NULL: all
 * @reason: (nullable)
 *
 * Makes the plan that gives back what a run has done, or does again what has failed in it; ends
 * with um_planner_make_finish (), which may say NO_SUCH_RUN, too.
 */
void um_planner_make_of_async (UmSourceState *state,
                               UmPlanRelation relation,
                               const char *run_id,
                               const char *const *entries,
                               const char *reason,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * um_planner_make_again_async:
 * @state: the plan's source
 * @plan: a plan
 *
 * Makes the same plan of the snapshot as it is now: of its users, in their order, with its actions,
 * filter and reason. Whoever is held out by hand when it ends stays so, with the note. Ends with
 * um_planner_make_again_finish (), with the errors of um_planner_make_finish ().
 */
void um_planner_make_again_async (UmSourceState *state,
                                  UmPlan *plan,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
UmPlan *um_planner_make_again_finish (UmSourceState *state, GAsyncResult *result, GError **error);
/* Judges the guards again after a user was held out or taken in, and counts seats again. Cheap. */
void um_planner_update (UmSourceState *state, UmPlan *plan);
/* Asks an organisation how many seats of products are left, where the plan gives some, and notes in
 * it where they are too few. What can't be read isn't known; FALSE: cancelled. */
void um_planner_read_seats_async (UmSourceState *state,
                                  UmPlan *plan,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean um_planner_read_seats_finish (UmSourceState *state, GAsyncResult *result);
/* A group of the source by id, "id:…" or name (folded, whole). Its id. NO_SUCH_GROUP,
 * AMBIGUOUS_GROUP. (transfer none) */
const char *um_planner_find_group (UmDirectory *directory, const char *text, GError **error);
/* The same for a directory of the organisation. NO_SUCH_DIRECTORY, AMBIGUOUS_DIRECTORY. */
const char *um_planner_find_directory (UmDirectory *directory, const char *text, GError **error);
/* A product of the source by id, name (folded, whole) or key. Its id. NO_SUCH_PRODUCT,
 * AMBIGUOUS_PRODUCT. (transfer none) */
const char *um_planner_find_product (UmDirectory *directory, const char *text, GError **error);
/* The groups that grant one of some products, ordered by id. (transfer full) (element-type guint32)
 */
GArray *um_planner_find_granting (UmDirectory *directory, const char *const *products);
/* A user by account id, e-mail or whole name; row or UM_NO_ROW with NO_SUCH_USER,
 * AMBIGUOUS_USER. */
guint um_planner_find_user (UmDirectory *directory, const char *text, GError **error);

/* ---- plan files (.umplan, version 1, PRODUCT.md §6) ---- */
char *um_plan_file_print (const UmPlan *plan, UmSource *source);
/* Reads what a file may say and computes all else again from @state's snapshot. A user it leaves
 * out stays out. What differs from the before-states it expected is counted in @n_changed. */
void um_plan_file_read_async (UmSourceState *state,
                              GBytes *text,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
UmPlan *um_plan_file_read_finish (GAsyncResult *result, guint *n_changed, GError **error);
/* Which source a file belongs to, without reading the rest: (transfer none), or NULL with
 * PLAN_OTHER_SOURCE or what is wrong with it. */
struct _UmEngine;
UmSourceState *um_plan_file_find_source (struct _UmEngine *engine, GBytes *text, GError **error);

G_END_DECLS
