/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every action that can be undone, on 200 users of a simulated organisation: it holds what it held
 * before, and an undo is undone as any other run. */
#include "um-test-undo.h"

typedef struct
{
  const char *name;
  const char *before; /* (nullable): done first, so that there is something to do */
  const char *actions;
  guint least;      /* so many users are changed by it */
  guint least_left; /* and so many are other than before when it is through */
} Action;

static const Action all_actions[] = {
  { "add-to-groups", NULL, "add-to-groups GROUP", 20, 20 },
  { "remove-from-groups", NULL, "remove-from-groups GROUP", 20, 20 },
  { "grant-product-access", NULL, "grant-product-access PRODUCT", 5, 5 },
  { "remove-application-access", "grant-product-access PRODUCT",
    "remove-application-access PRODUCT", 20, 20 },
  { "suspend", NULL, "suspend DIRECTORY", 20, 20 },
  { "restore", "suspend DIRECTORY", "restore DIRECTORY", 20, 20 },
  { "deactivate", NULL, "deactivate Bye", 20, 20 },
  { "reactivate", "deactivate", "reactivate", 20, 20 },
  { "change-email", NULL, "change-email acme.example old-acme.example", 20, 20 },
  { "delete-account", NULL, "delete-account", 20, 20 },
  { "cancel-deletion", "delete-account", "cancel-deletion", 20, 20 },
  { "leaver", NULL,
    "remove-application-access PRODUCT; suspend DIRECTORY; change-email acme.example "
    "old-acme.example; deactivate",
    20, 20 },
  { "there-and-on", NULL, "deactivate; delete-account", 20, 20 },
  { "back-and-forth", "delete-account", "cancel-deletion; deactivate; end-sessions", 20, 20 },
  { "access-and-back", NULL, "suspend DIRECTORY; restore DIRECTORY", 20, 1 },
};

/* The undo, and the undo of that: as before the one, and as after the run. */
static void
test_action (UmTestMixed *fixture, gconstpointer data)
{
  const Action *action = data;
  g_autoptr (GPtrArray) people = um_test_undo_list_people (fixture);
  g_autoptr (UmRun) prepared = NULL;
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (UmRun) run = NULL, undone = NULL, again = NULL;
  g_autoptr (UmPlan) undo = NULL, redo = NULL;

  if (action->before != NULL)
    prepared = um_test_undo_act (fixture, action->before, people);
  before = um_test_undo_dup_state (fixture);
  run = um_test_undo_act (fixture, action->actions, people);
  g_assert_cmpuint (run->users[UM_STATE_DONE], >=, action->least);
  after = um_test_undo_dup_state (fixture);
  undo = um_test_undo_plan_undo (fixture, run->id);
  undone = um_test_undo_carry_out (fixture, undo);
  g_assert_cmpuint (undone->users[UM_STATE_DONE], >=, action->least_left);
  g_assert_cmpuint (undone->users[UM_STATE_FAILED], ==, 0);
  g_assert_cmpint (undone->relation, ==, UM_OF_UNDO);
  g_assert_cmpstr (undone->of, ==, run->id);
  g_assert_cmpstr (undone->actions, ==, "undo");
  um_test_undo_assert_state (fixture, before);
  redo = um_test_undo_plan_undo (fixture, undone->id);
  again = um_test_undo_carry_out (fixture, redo);
  g_assert_cmpuint (again->users[UM_STATE_FAILED], ==, 0);
  um_test_undo_assert_state (fixture, after);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (all_actions); i++)
    {
      g_autofree char *path = g_strconcat ("/undo-actions/", all_actions[i].name, NULL);

      g_test_add (path, UmTestMixed, &all_actions[i], um_test_mixed_set_up, test_action,
                  um_test_mixed_tear_down);
    }
  return um_test_engine_run ();
}
