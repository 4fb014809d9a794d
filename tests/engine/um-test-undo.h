/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs on a simulated organisation, what is made of them, and all that it holds before and after.
 */
#pragma once

#include "um-test-mixed.h"

G_BEGIN_DECLS

#define UM_TEST_UNDO_PEOPLE 200

/* All that the simulator holds. (transfer full) */
char *um_test_undo_dup_state (UmTestMixed *fixture);
void um_test_undo_assert_state (UmTestMixed *fixture, const char *expected);
/* So many users of all kinds. (transfer full) (element-type utf8) */
GPtrArray *um_test_undo_list_people (UmTestMixed *fixture);
/* The plan that is made of a run. @entries: (nullable). (transfer full) (nullable) */
UmPlan *um_test_undo_plan_of (UmTestMixed *fixture,
                              UmPlanRelation relation,
                              const char *run_id,
                              const char *const *entries,
                              GError **error);
/* The one that undoes it. (transfer full) */
UmPlan *um_test_undo_plan_undo (UmTestMixed *fixture, const char *run_id);
/* Runs a plan to its end. (transfer full) */
UmRun *um_test_undo_carry_out (UmTestMixed *fixture, UmPlan *plan);
/* "suspend DIRECTORY; add-to-groups GROUP" with the ids of such, and PRODUCT. (transfer full) */
char *um_test_undo_fill_in (UmTestMixed *fixture, const char *text);
/* Plans such actions for @people and runs that. (transfer full) */
UmRun *um_test_undo_act (UmTestMixed *fixture, const char *text, GPtrArray *people);

G_END_DECLS
