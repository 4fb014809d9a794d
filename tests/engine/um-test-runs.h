/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of plans in tests: made, carried out, looked at afterwards. */
#pragma once

#include "um-planner.h"
#include "um-runner-private.h"
#include "um-test-engine.h"

G_BEGIN_DECLS

/* A plan of one action on one group for the first @n_users (0: all) of the source's people that the
 * snapshot knows; fails the test where it can't be made. */
UmPlan *
um_test_plan_make (UmSourceState *state, const char *action, const char *group_id, guint n_users);
/* The same of several actions: "add-to-groups g1 g2; suspend", for these users. What follows a key
 * are values of the first input that the action takes. */
UmPlan *um_test_plan_make_for (UmSourceState *state, const char *actions, GPtrArray *account_ids);

/* All rows in an order of the account ids, which is always the same: rows stand as answers came.
 * (transfer full) (element-type guint) */
GArray *um_test_list_rows (UmDirectory *directory);
/* Account ids of active people in their order. (transfer full) */
GPtrArray *um_test_people (UmSourceState *state, guint n_users);
/* Id of the group with this name. (transfer full) */
char *um_test_group (UmSourceState *state, const char *name);

typedef struct
{
  GAsyncResult *result;
  UmSourceState *state;
} UmTestRun;

/* Begins a run; um_test_run_end () waits for it. */
void um_test_run_begin (
  UmTestRun *self, UmSourceState *state, UmPlan *plan, UmRunFlags flags, guint first_n);
void um_test_run_resume (UmTestRun *self, UmSourceState *state, const char *run_id);
/* Turns the main context until there is a runner. (transfer none) */
UmRunner *um_test_run_wait_for_runner (UmTestRun *self);
/* Turns it until at least @n steps have an outcome. */
void um_test_run_wait_for_steps (UmTestRun *self, guint n);
void um_test_run_wait_for_wait (UmTestRun *self, UmWait wait);
UmRun *um_test_run_end (UmTestRun *self, GError **error);

/* All at once; fails the test on an error. */
UmRun *um_test_run (UmSourceState *state, UmPlan *plan, UmRunFlags flags, guint first_n);

/* The run and its entries as they are on disk. (transfer full) */
UmRun *um_test_load_run (UmSourceState *state, const char *id);
GPtrArray *um_test_load_entries (UmSourceState *state, const char *id);
/* How many of its steps were found, later on, to be other than was known. */
guint um_test_count_found (UmSourceState *state, const char *id);
/* Whether the numbers of a run are those of its entries; fails the test if not. */
void um_test_check_run (UmSourceState *state, const UmRun *run);
/* Waits until the snapshot knows what runs have done. */
void um_test_settle (UmSourceState *state);
/* Runs a whole plan to its end, checks its numbers and settles. (transfer full) */
UmRun *um_test_carry_out (UmSourceState *state, UmPlan *plan);
/* Gives back what the journal of a run says was taken, and takes what was given, last things first.
 */
void um_test_give_back (UmSourceState *state, const char *run_id);
/* What was laid over the snapshot for the users of @ids (element-type utf8) is what a refresh
 * reads.
 */
void um_test_assert_as_read (UmSourceState *state, GPtrArray *ids);
/* As if a minute had gone by since the last run: its users are read again. */
void um_test_read_again (UmSourceState *state);
/* Starts run-child on a folder whose engine is closed. (transfer full) */
GSubprocess *
um_test_child_start (const char *folder, const char *key, const char *actions, guint n_users);
/* Kills it some time after it has begun to run, if it isn't over before; 0: lets it end. Returns
 * whether it was over. */
gboolean um_test_child_kill (GSubprocess *child, guint most_ms);
/* (transfer full): the connection of a source whose key is known. */
UmConnection *um_test_connect (UmSourceState *state);
/* Makes the connection's pauses between attempts short. */
void um_test_hurry (UmSourceState *state);

G_END_DECLS
