/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs on a simulated organisation and what is made of them. One thread, the test's. */
#include "um-test-undo.h"

#include <string.h>

#define N_PEOPLE UM_TEST_UNDO_PEOPLE

/* All that the simulator holds. (transfer full) */
char *
um_test_undo_dup_state (UmTestMixed *fixture)
{
  g_autoptr (JsonNode) state = um_test_simulator_get_state (fixture->simulator);

  return json_to_string (state, TRUE);
}

void
um_test_undo_assert_state (UmTestMixed *fixture, const char *expected)
{
  g_autofree char *state = um_test_undo_dup_state (fixture);
  g_auto (GStrv) lines = g_strsplit (state, "\n", -1);
  g_auto (GStrv) others = g_strsplit (expected, "\n", -1);

  for (guint i = 0; lines[i] != NULL && others[i] != NULL; i++)
    if (!g_str_equal (lines[i], others[i]))
      {
        for (guint k = i - MIN (i, 12); k < i; k++)
          g_test_message ("%s", lines[k]);
        g_test_message ("%s, not %s", lines[i], others[i]);
        break;
      }
  g_assert_true (g_str_equal (state, expected));
}

/* (transfer full) (element-type utf8) */
GPtrArray *
um_test_undo_list_people (UmTestMixed *fixture)
{
  UmDirectory *directory = um_source_state_get_directory (fixture->state);
  g_autoptr (GArray) rows = um_test_list_rows (directory);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len && ids->len < N_PEOPLE; i++)
    g_ptr_array_add (
      ids, g_strdup (um_directory_get_account_id (directory, g_array_index (rows, guint, i))));
  g_assert_cmpuint (ids->len, ==, N_PEOPLE);
  return ids;
}

UmPlan *
um_test_undo_plan_of (UmTestMixed *fixture,
                      UmPlanRelation relation,
                      const char *run_id,
                      const char *const *entries,
                      GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_planner_make_of_async (fixture->state, relation, run_id, entries, "because", NULL,
                            um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_planner_make_finish (result, error);
}

UmPlan *
um_test_undo_plan_undo (UmTestMixed *fixture, const char *run_id)
{
  g_autoptr (GError) error = NULL;
  UmPlan *plan = um_test_undo_plan_of (fixture, UM_OF_UNDO, run_id, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (plan->relation, ==, UM_OF_UNDO);
  g_assert_cmpstr (plan->of, ==, run_id);
  return plan;
}

UmRun *
um_test_undo_carry_out (UmTestMixed *fixture, UmPlan *plan)
{
  UmRun *run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);

  um_test_check_run (fixture->state, run);
  um_test_settle (fixture->state);
  return run;
}

/* "suspend DIRECTORY; add-to-groups GROUP" with the ids of such. (transfer full) */
char *
um_test_undo_fill_in (UmTestMixed *fixture, const char *text)
{
  UmDirectory *directory = um_source_state_get_directory (fixture->state);
  g_autofree char *group = um_test_group (fixture->state, "confluence-users");
  const char *place = um_directory_get_thing (directory, UM_SET_DIRECTORIES, 0)->id;
  const char *product = um_planner_find_product (directory, "Confluence (acme)", NULL);
  g_autoptr (GString) filled = g_string_new (text);

  g_string_replace (filled, "GROUP", group, 0);
  g_string_replace (filled, "DIRECTORY", place, 0);
  g_string_replace (filled, "PRODUCT", product, 0);
  return g_strdup (filled->str);
}

UmRun *
um_test_undo_act (UmTestMixed *fixture, const char *text, GPtrArray *people)
{
  g_autofree char *actions = um_test_undo_fill_in (fixture, text);
  g_autoptr (UmPlan) plan = um_test_plan_make_for (fixture->state, actions, people);

  return um_test_undo_carry_out (fixture, plan);
}
