/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two steps of a chain of which the second gives back what the first takes: an account that is
 * deactivated and at once activated again. Whoever has begun with such a pair ends it, whatever
 * else becomes of the run: the user would be shut out and nobody would know. */
#pragma once

#include "um-run.h"

G_BEGIN_DECLS

/* How far a chain is with its pairs; of several the worst. */
typedef enum
{
  UM_RUN_PAIR_NONE,      /* none was begun, or all were ended */
  UM_RUN_PAIR_OWED,      /* the second step is still to be done */
  UM_RUN_PAIR_LEFT_OPEN, /* the second step failed: the first one's effect may stand */
} UmRunPairState;

/**
 * um_run_pair_is:
 * @first: (nullable): the step before it in the same chain
 * @second: a step
 *
 * Returns: whether @second is there to give back what @first takes
 */
gboolean um_run_pair_is (const UmRunEntry *first, const UmRunEntry *second);

/**
 * um_run_pair_is_due:
 * @first: the first step of a pair
 *
 * Returns: whether it was sent and may have taken effect, so that the second one has to be done,
 *   even after a failure
 */
gboolean um_run_pair_is_due (const UmRunEntry *first);

/**
 * um_run_pair_is_closed:
 * @first: the first step of a pair
 * @second: the second
 *
 * Returns: whether both were done: nothing of them is left, and there is nothing to undo
 */
gboolean um_run_pair_is_closed (const UmRunEntry *first, const UmRunEntry *second);

/**
 * um_run_pair_get_state:
 * @entries: (array length=n_entries): a user's chain
 */
UmRunPairState um_run_pair_get_state (UmRunEntry *const *entries, guint n_entries);

/**
 * um_run_pair_list_left_open:
 * @entries: (element-type UmRunEntry): of a run, a user's together
 *
 * Returns: (transfer full) (element-type UmRunEntry): of each user who may have been left in the
 *   middle of a pair the step that would have ended it
 */
GPtrArray *um_run_pair_list_left_open (GPtrArray *entries);

G_END_DECLS
