/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of planning that planner, plan files and runner share. They look at nothing but their
 * arguments: any thread. */
#pragma once

#include "um-planner.h"
#include "um-source.h"

G_BEGIN_DECLS

typedef enum
{
  UM_PLANNER_STRICT = 0,
  /* Their steps are skipped, and products grant nothing; else NO_SUCH_GROUP, NO_SUCH_PRODUCT. */
  UM_PLANNER_GROUPS_MAY_BE_GONE = 1 << 0,
  /* New addresses aren't given yet: each is taken to be a good one. */
  UM_PLANNER_WITHOUT_EMAILS = 1 << 1,
} UmPlannerFlags;

/**
 * um_planner_fill:
 * @plan: a plan without users, with its actions
 * @directory: what is known of the users
 * @source: the source it belongs to
 * @account_ids: (element-type utf8): the users in the order shown; who is named twice is there once
 *
 * Checks the actions and their inputs, makes every user's chain and asks the guards.
 *
 * Returns: %FALSE with %UM_PROBLEM: NO_USERS, NO_SUCH_ACTION, WRONG_SOURCE_KIND, NO_GROUPS,
 *   NO_SUCH_GROUP, SAME_GROUP_TWICE, NO_PRODUCTS, NO_SUCH_PRODUCT, NO_SUCH_DIRECTORY
 */
gboolean um_planner_fill (UmPlan *plan,
                          UmDirectory *directory,
                          UmSource *source,
                          GPtrArray *account_ids,
                          UmPlannerFlags flags,
                          GError **error);

/** um_planner_find_email: Returns: the one row that has this e-mail address in any case, or
 * %UM_NO_ROW where there is none or several */
guint um_planner_find_email (UmDirectory *directory, const char *email);

/** um_planner_note_age: of a plan of a linked source, how old the older of both snapshots is, and
 * whose that is. Main thread. */
void um_planner_note_age (UmPlan *plan, UmSourceState *state);

/**
 * um_planner_count_seats:
 * @plan: a plan that knows which seats are left; for any other this does nothing
 *
 * Notes anew which products have fewer seats left than users get them by the plan.
 */
void um_planner_count_seats (UmPlan *plan, UmDirectory *directory);

/**
 * um_planner_step_changed:
 * @fresh: a step made now
 * @before: (nullable): the before-state it was made with then
 * @skip: the reason it was skipped with then, or -1 where that isn't told
 *
 * Whether the step isn't as planned any more. What is so already needs nothing and is as planned;
 * what couldn't be known then isn't a change either.
 */
gboolean um_planner_step_changed (const UmStep *fresh, const char *before, int skip);

/**
 * um_planner_hold_out_changed:
 * @expected: the plan as it was confirmed
 * @fresh: a plan for some of its users in the same order, made now with the same actions
 * @matching: (nullable): the rows of @directory that its expression finds now
 *
 * Lays over @fresh what was decided in @expected (who is held out or left out) and leaves out who
 * isn't as planned any more or isn't found by the expression any more. Nobody is acted on who
 * wasn't to be in @expected. The guards are asked anew.
 *
 * Returns: how many users were to be acted on and aren't as planned, apart from those for whom all
 *   is so already, or weren't to be and would be now
 */
guint um_planner_hold_out_changed (const UmPlan *expected,
                                   UmPlan *fresh,
                                   UmDirectory *directory,
                                   UmSource *source,
                                   const UmBitset *matching);

G_END_DECLS
