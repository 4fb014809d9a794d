/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of plans in tests. One thread, the test's. */
#include "um-test-runs.h"

#include "um-http-private.h"
#include "um-recheck-private.h"
#include "um-source-state-private.h"
#include "um-step-kind-private.h"
#include "um-test-action.h"

#include <signal.h>
#include <string.h>

/* A shorter one first: u2 before u10. */
static int
compare_ids (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const char *first = um_directory_get_account_id (user_data, *(const guint *) a);
  const char *second = um_directory_get_account_id (user_data, *(const guint *) b);
  gsize n_first = strlen (first), n_second = strlen (second);

  return n_first != n_second ? (n_first < n_second ? -1 : 1) : strcmp (first, second);
}

GArray *
um_test_list_rows (UmDirectory *directory)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint row = 0; row < um_directory_get_n_rows (directory); row++)
    g_array_append_val (rows, row);
  g_array_sort_with_data (rows, compare_ids, directory);
  return rows;
}

GPtrArray *
um_test_people (UmSourceState *state, guint n_users)
{
  UmDirectory *directory = um_source_state_get_directory (state);
  g_autoptr (GArray) rows = um_test_list_rows (directory);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len && (n_users == 0 || ids->len < n_users); i++)
    {
      guint row = g_array_index (rows, guint, i);

      if (um_directory_get_status (directory, row) == UM_STATUS_ACTIVE
          && um_directory_get_user_type (directory, row) == UM_TYPE_PERSON)
        g_ptr_array_add (ids, g_strdup (um_directory_get_account_id (directory, row)));
    }
  return ids;
}

char *
um_test_group (UmSourceState *state, const char *name)
{
  g_autoptr (GError) error = NULL;
  const char *id = um_planner_find_group (um_source_state_get_directory (state), name, &error);

  g_assert_no_error (error);
  return g_strdup (id);
}

UmPlan *
um_test_plan_make_for (UmSourceState *state, const char *actions, GPtrArray *account_ids)
{
  g_autoptr (UmPlan) asked = um_plan_new ();
  g_auto (GStrv) parts = g_strsplit (actions, ";", -1);
  UmPlanRequest request = { .account_ids = account_ids, .actions = asked->actions };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  UmPlan *plan;

  for (guint i = 0; parts[i] != NULL; i++)
    um_test_add_action (asked, parts[i]);
  um_planner_make_async (state, &request, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  plan = um_planner_make_finish (result, &error);
  g_assert_no_error (error);
  return plan;
}

UmPlan *
um_test_plan_make (UmSourceState *state, const char *action, const char *group_id, guint n_users)
{
  g_autoptr (GPtrArray) ids = um_test_people (state, n_users);
  g_autofree char *actions = g_strdup_printf ("%s %s", action, group_id);

  return um_test_plan_make_for (state, actions, ids);
}

void
um_test_run_begin (
  UmTestRun *self, UmSourceState *state, UmPlan *plan, UmRunFlags flags, guint first_n)
{
  *self = (UmTestRun){ .state = state };
  um_source_state_run_async (state, plan, flags, first_n, NULL, um_test_done_cb, &self->result);
}

void
um_test_run_resume (UmTestRun *self, UmSourceState *state, const char *run_id)
{
  *self = (UmTestRun){ .state = state };
  um_source_state_resume_async (state, run_id, NULL, um_test_done_cb, &self->result);
}

UmRunner *
um_test_run_wait_for_runner (UmTestRun *self)
{
  while (um_source_state_get_runner (self->state) == NULL)
    {
      g_assert_null (self->result);
      um_test_turn ();
    }
  return um_source_state_get_runner (self->state);
}

void
um_test_run_wait_for_steps (UmTestRun *self, guint n)
{
  UmRunner *runner = um_test_run_wait_for_runner (self);

  while (runner->book->steps[UM_STATE_DONE] + runner->book->steps[UM_STATE_FAILED]
           + runner->book->steps[UM_STATE_UNKNOWN]
         < n)
    {
      g_assert_null (self->result);
      um_test_turn ();
    }
}

void
um_test_run_wait_for_wait (UmTestRun *self, UmWait wait)
{
  UmRunner *runner = um_test_run_wait_for_runner (self);

  while (um_runner_get_wait (runner) != wait)
    {
      g_assert_null (self->result);
      um_test_turn ();
    }
}

UmRun *
um_test_run_end (UmTestRun *self, GError **error)
{
  UmRun *run;

  um_test_wait_for (&self->result);
  if (g_task_get_source_tag (G_TASK (self->result)) == um_source_state_run_async)
    run = um_source_state_run_finish (self->state, self->result, error);
  else
    run = um_source_state_resume_finish (self->state, self->result, error);
  g_clear_object (&self->result);
  return run;
}

UmRun *
um_test_run (UmSourceState *state, UmPlan *plan, UmRunFlags flags, guint first_n)
{
  UmTestRun test;
  g_autoptr (GError) error = NULL;
  UmRun *run;

  um_test_run_begin (&test, state, plan, flags, first_n);
  run = um_test_run_end (&test, &error);
  g_assert_no_error (error);
  return run;
}

UmRun *
um_test_load_run (UmSourceState *state, const char *id)
{
  UmStore *store = um_source_state_get_store (state);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  UmRun *run;

  um_store_load_run_async (store, id, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  run = um_store_load_run_finish (store, result, NULL, &error);
  g_assert_no_error (error);
  return run;
}

GPtrArray *
um_test_load_entries (UmSourceState *state, const char *id)
{
  UmStore *store = um_source_state_get_store (state);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *entries;

  um_store_list_entries_async (store, id, -1, NULL, 0, 0, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  entries = um_store_list_entries_finish (store, result, &error);
  g_assert_no_error (error);
  return entries;
}

static void
count_user (UmStepState worst, guint *users, gboolean any)
{
  if (any)
    users[worst]++;
}

guint
um_test_count_found (UmSourceState *state, const char *id)
{
  g_autoptr (GPtrArray) entries = um_test_load_entries (state, id);
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      for (guint k = 0; entry->notes != NULL && k < entry->notes->len; k++)
        n += ((const UmRunNote *) g_ptr_array_index (entry->notes, k))->kind == UM_NOTE_FOUND;
    }
  return n;
}

void
um_test_read_again (UmSourceState *state)
{
  gint64 now = g_get_real_time () / G_TIME_SPAN_MILLISECOND;

  /* Only runs that were over in an earlier millisecond are read again. */
  while (g_get_real_time () / G_TIME_SPAN_MILLISECOND == now)
    g_thread_yield ();
  um_recheck_set_delay (state->recheck, 0);
  um_recheck_hold (state->recheck);
  um_recheck_go_on (state->recheck);
  while (um_recheck_is_due (state->recheck))
    um_test_turn ();
}

/* Of what both know. */
static void
assert_same_set (UmDirectory *laid, guint before, UmDirectory *read, guint after, UmSet set)
{
  for (guint i = 0; i < um_directory_get_n_things (read, set); i++)
    {
      const char *id = um_directory_get_thing (read, set, i)->id;
      guint thing = um_directory_find_thing (laid, set, id);
      UmTruth was = UM_NO, is = um_directory_is_member (read, set, i, after);

      if (thing != UM_NO_ROW)
        was = um_directory_is_member (laid, set, thing, before);
      g_test_message ("%s", id);
      g_assert_cmpint (was, ==, is);
    }
}

static void
assert_same_user (UmDirectory *laid, guint before, UmDirectory *read, guint after)
{
  static const UmSet sets[] = { UM_SET_GROUPS, UM_SET_DIRECTORIES, UM_SET_SUSPENSIONS };
  UmUser was, is;

  um_directory_get_user (laid, before, &was);
  um_directory_get_user (read, after, &is);
  g_test_message ("%s", is.account_id);
  g_assert_cmpint (was.status, ==, is.status);
  /* A site hides the address of whom it has lost. */
  if (is.email != NULL || is.status == UM_STATUS_ACTIVE)
    g_assert_cmpstr (was.email, ==, is.email);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    assert_same_set (laid, before, read, after, sets[i]);
}

void
um_test_assert_as_read (UmSourceState *state, GPtrArray *ids)
{
  g_autoptr (UmDirectory) laid = um_directory_ref (um_source_state_get_directory (state));
  g_autoptr (GError) error = NULL;
  UmDirectory *read;

  g_assert_true (um_test_refresh (state, UM_REFRESH_ACCEPT_LOSS, NULL, &error));
  g_assert_no_error (error);
  read = um_source_state_get_directory (state);
  g_assert_true (read != laid);
  for (guint i = 0; i < ids->len; i++)
    {
      guint before = um_directory_find (laid, ids->pdata[i]);
      guint after = um_directory_find (read, ids->pdata[i]), n;

      if (after != UM_NO_ROW)
        {
          assert_same_user (laid, before, read, after);
          continue;
        }
      /* Who is in no directory any more isn't listed. */
      um_relation_get_things (um_directory_get_relation (laid, UM_SET_DIRECTORIES), before, &n);
      g_assert_cmpuint (n, ==, 0);
    }
}

void
um_test_check_run (UmSourceState *state, const UmRun *run)
{
  g_autoptr (UmRun) kept = um_test_load_run (state, run->id);
  g_autoptr (GPtrArray) entries = um_test_load_entries (state, run->id);
  guint steps[UM_N_STATES] = { 0 }, users[UM_N_STATES] = { 0 }, n_users = 0;
  UmStepState worst = UM_STATE_SKIPPED;

  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);
      const UmRunEntry *before = i > 0 ? g_ptr_array_index (entries, i - 1) : NULL;

      if (before == NULL || before->chain != entry->chain)
        {
          count_user (worst, users, before != NULL);
          worst = UM_STATE_SKIPPED;
          n_users++;
        }
      worst = um_step_state_worse (worst, entry->state);
      steps[entry->state]++;
      g_assert_cmpuint (entry->n, ==, i + 1);
    }
  count_user (worst, users, entries->len > 0);
  g_assert_cmpint (kept->state, ==, run->state);
  g_assert_cmpint (kept->finished, ==, run->finished);
  g_assert_cmpuint (run->n_users, ==, n_users);
  g_assert_cmpuint (kept->n_users, ==, n_users);
  for (guint i = 0; i < UM_N_STATES; i++)
    {
      g_assert_cmpuint (run->steps[i], ==, steps[i]);
      g_assert_cmpuint (kept->steps[i], ==, steps[i]);
      g_assert_cmpuint (run->users[i], ==, users[i]);
      g_assert_cmpuint (kept->users[i], ==, users[i]);
    }
}

void
um_test_settle (UmSourceState *state)
{
  g_autoptr (GAsyncResult) settled = NULL;

  um_source_state_settle_async (state, um_test_done_cb, &settled);
  um_test_wait_for (&settled);
  um_source_state_settle_finish (state, settled);
}

UmRun *
um_test_carry_out (UmSourceState *state, UmPlan *plan)
{
  UmRun *run = um_test_run (state, plan, UM_RUN_NORMAL, 0);

  um_test_check_run (state, run);
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  um_test_settle (state);
  return run;
}

UmConnection *
um_test_connect (UmSourceState *state)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  UmConnection *connection;

  um_source_state_connect_async (state, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  connection = um_source_state_connect_finish (state, result, &error);
  g_assert_no_error (error);
  return connection;
}

/* Carries out one step as a runner would, which changes something. */
static void
perform (UmConnection *connection, const UmRunEntry *entry)
{
  const UmStepKindInfo *kind = um_step_kind_find (entry->kind);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  kind->perform_async (connection, entry, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  kind->perform_finish (connection, result, &changed, &reply, &error);
  g_assert_no_error (error);
  g_assert_true (changed);
}

void
um_test_give_back (UmSourceState *state, const char *run_id)
{
  g_autoptr (GPtrArray) entries = um_test_load_entries (state, run_id);
  g_autoptr (UmConnection) connection = um_test_connect (state);

  for (guint i = entries->len; i > 0; i--)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i - 1);
      UmStepInverse inverses[UM_STEP_MOST_INVERSES];
      guint n = um_step_kind_find (entry->kind)->invert (entry, inverses);

      for (guint k = 0; k < n; k++)
        {
          g_autoptr (UmRunEntry) inverse = um_run_entry_copy (entry);

          inverse->kind = inverses[k].kind;
          g_free (inverse->before);
          inverse->before = g_strdup (inverses[k].before);
          g_free (inverse->after);
          inverse->after = g_strdup (inverses[k].after);
          perform (connection, inverse);
        }
    }
}

void
um_test_hurry (UmSourceState *state)
{
  g_autoptr (UmConnection) connection = um_test_connect (state);
  UmHttpLimits limits = um_http_get_limits (um_connection_get_http (connection));

  limits.retry_seconds = 0.02;
  limits.retry_longest = 0.1;
  um_http_set_limits (um_connection_get_http (connection), &limits);
}

GSubprocess *
um_test_child_start (const char *folder, const char *key, const char *actions, guint n_users)
{
  g_autofree char *users = g_strdup_printf ("%u", n_users);
  g_autofree char *line = g_strdup_printf ("%s\n", key);
  g_autoptr (GError) error = NULL;
  GSubprocess *child = g_subprocess_new (
    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
    g_getenv ("UM_RUN_CHILD"), folder, actions, users, NULL);

  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (child), line, strlen (line), NULL, NULL,
                             &error);
  g_assert_no_error (error);
  return child;
}

gboolean
um_test_child_kill (GSubprocess *child, guint most_ms)
{
  g_autoptr (GDataInputStream)
    output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;

  if (most_ms > 0 && g_strcmp0 (line, "running") == 0)
    {
      g_usleep (g_test_rand_int_range (0, most_ms * 1000));
      g_subprocess_send_signal (child, SIGKILL);
    }
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_if_signaled (child))
    {
      g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
      return FALSE;
    }
  g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
  return TRUE;
}
