/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of runs and entries, and the order of states by which a user's result is found. */
#include "um-action-info.h"
#include "um-run.h"

static void
test_worse (void)
{
  const UmStepState order[] = { UM_STATE_UNKNOWN, UM_STATE_FAILED,    UM_STATE_SENT,
                                UM_STATE_PENDING, UM_STATE_CANCELLED, UM_STATE_DONE,
                                UM_STATE_SKIPPED };

  G_STATIC_ASSERT (G_N_ELEMENTS (order) == UM_N_STATES);
  for (guint i = 0; i < UM_N_STATES; i++)
    for (guint k = 0; k < UM_N_STATES; k++)
      g_assert_cmpint (um_step_state_worse (order[i], order[k]), ==, order[MIN (i, k)]);
}

static void
test_final (void)
{
  g_assert_false (um_step_state_is_final (UM_STATE_PENDING));
  g_assert_false (um_step_state_is_final (UM_STATE_SENT));
  g_assert_true (um_step_state_is_final (UM_STATE_DONE));
  g_assert_true (um_step_state_is_final (UM_STATE_FAILED));
  g_assert_true (um_step_state_is_final (UM_STATE_SKIPPED));
  g_assert_true (um_step_state_is_final (UM_STATE_UNKNOWN));
  g_assert_true (um_step_state_is_final (UM_STATE_CANCELLED));
  g_assert_true (um_run_state_is_open (UM_RUN_RUNNING));
  g_assert_true (um_run_state_is_open (UM_RUN_PAUSED));
  g_assert_true (um_run_state_is_open (UM_RUN_INTERRUPTED));
  g_assert_false (um_run_state_is_open (UM_RUN_FINISHED));
  g_assert_false (um_run_state_is_open (UM_RUN_CANCELLED));
  g_assert_false (um_run_state_is_open (UM_RUN_ATTENTION));
}

static void
test_run_copy (void)
{
  g_autoptr (UmRun) run = um_run_new ();
  g_autoptr (UmRun) copy = NULL;

  run->source_name = g_strdup ("Acme");
  run->steps[UM_STATE_DONE] = 7;
  copy = um_run_copy (run);
  um_run_unref (um_run_ref (run));
  g_assert_cmpstr (copy->id, ==, run->id);
  g_assert_true (copy->source_name != run->source_name);
  g_assert_cmpstr (copy->source_name, ==, "Acme");
  g_assert_cmpuint (copy->steps[UM_STATE_DONE], ==, 7);
  g_assert_null (copy->reason);
}

static void
test_entry_copy (void)
{
  g_autoptr (UmRunEntry) entry = um_run_entry_new ();
  g_autoptr (UmRunEntry) copy = NULL;

  entry->body = g_strdup ("{}");
  entry->n = 9;
  copy = um_run_entry_copy (entry);
  um_run_entry_unref (um_run_entry_ref (entry));
  g_assert_cmpstr (copy->body, ==, "{}");
  g_assert_true (copy->body != entry->body);
  g_assert_cmpuint (copy->n, ==, 9);
  g_assert_null (copy->notes);
}

static void
test_entry_notes (void)
{
  g_autoptr (UmRunEntry) entry = um_run_entry_new ();
  g_autoptr (UmRunEntry) copy = NULL;
  UmRunNote *note = um_run_note_new (9, 1000, UM_NOTE_FOUND, UM_MEMBER);

  entry->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_note_free);
  g_ptr_array_add (entry->notes, note);
  copy = um_run_entry_copy (entry);
  g_clear_pointer (&entry, um_run_entry_unref);
  g_assert_cmpuint (copy->notes->len, ==, 1);
  g_assert_true (copy->notes->pdata[0] == note);
  g_assert_cmpstr (note->found, ==, UM_MEMBER);
}

static void
test_input_nicks (void)
{
  for (UmInputKind kind = UM_INPUT_GROUPS; kind <= UM_INPUT_MESSAGE; kind++)
    {
      UmInputKind again = UM_INPUT_MESSAGE + 1;

      g_assert_true (um_input_kind_from_nick (um_input_kind_to_nick (kind), &again));
      g_assert_cmpint (again, ==, kind);
    }
  g_assert_false (um_input_kind_from_nick ("Groups", &(UmInputKind){ 0 }));
  g_assert_false (um_input_kind_from_nick (NULL, &(UmInputKind){ 0 }));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/run/worse", test_worse);
  g_test_add_func ("/run/final", test_final);
  g_test_add_func ("/run/copy", test_run_copy);
  g_test_add_func ("/run/entry-copy", test_entry_copy);
  g_test_add_func ("/run/entry-notes", test_entry_notes);
  g_test_add_func ("/run/input-nicks", test_input_nicks);
  return g_test_run ();
}
