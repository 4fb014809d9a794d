/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A process that carries out a plan and may be killed at any moment: it goes on with the run that
 * its folder holds, or begins one where there is none. For test-runner-resume.
 *
 *   run-child FOLDER ACTIONS USERS     the key on standard input
 *
 * ACTIONS are as in um_test_plan_make_for (), for the first USERS people, or for the one whose
 * account id that is. Prints "running" when the runner is there and "over" at the end. */
#include "um-step-search-private.h"
#include "um-test-runs.h"

#include <stdio.h>
#include <string.h>

/* Account ids are longer. */
#define LONGEST_NUMBER 10

/* Whether it is an account id: for that one a run is begun in any case. */
static gboolean
is_one (const char *users)
{
  return strlen (users) > LONGEST_NUMBER;
}

static UmRun *
find_run (UmSourceState *state)
{
  UmRunQuery query = { .state = -1 };
  UmStore *store = um_source_state_get_store (state);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;

  um_store_list_runs_async (store, &query, NULL, 1, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  runs = um_store_list_runs_finish (store, result, &error);
  g_assert_no_error (error);
  return runs->len > 0 ? um_run_ref (g_ptr_array_index (runs, 0)) : NULL;
}

static void
say (const char *word)
{
  puts (word);
  fflush (stdout);
}

static void
begin (UmTestRun *test, UmSourceState *state, const char *actions, const char *users)
{
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (UmPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  um_test_load (state, &error);
  g_assert_no_error (error);
  if (is_one (users))
    {
      people = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (people, g_strdup (users));
    }
  else
    people = um_test_people (state, atoi (users));
  plan = um_test_plan_make_for (state, actions, people);
  um_test_run_begin (test, state, plan, UM_RUN_NORMAL, 0);
}

static void
work (UmSourceState *state, const char *actions, const char *users)
{
  g_autoptr (UmRun) found = is_one (users) ? NULL : find_run (state);
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GError) error = NULL;
  UmTestRun test;

  if (found != NULL && found->state != UM_RUN_RUNNING && found->state != UM_RUN_PAUSED)
    return;
  if (found != NULL)
    um_test_run_resume (&test, state, found->id);
  else
    begin (&test, state, actions, users);
  while (um_source_state_get_runner (state) == NULL && test.result == NULL)
    um_test_turn ();
  if (test.result == NULL)
    say ("running");
  run = um_test_run_end (&test, &error);
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  char key[1000] = "";
  UmEngine *engine;
  g_autoptr (UmSourceState) state = NULL;

  if (argc != 4 || fgets (key, sizeof key, stdin) == NULL)
    return 2;
  engine = um_test_engine_open (argv[1]);
  state = g_list_model_get_item (um_engine_get_sources (engine), 0);
  um_source_state_use_key (state, g_strstrip (key));
  um_step_search_set_second (0.01);
  work (state, argv[2], argv[3]);
  g_clear_object (&state);
  um_test_engine_close (engine);
  say ("over");
  return 0;
}
