/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a step that gives something back is due, and when somebody was left in the middle. */
#include "um-run-pair.h"

static UmRunEntry *
new_entry (UmStepKind kind, const char *before, const char *after)
{
  UmRunEntry *entry = um_run_entry_new ();

  entry->kind = kind;
  entry->before = g_strdup (before);
  entry->after = g_strdup (after);
  return entry;
}

/* A pair that wasn't begun. */
static GPtrArray *
new_pair (void)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);

  g_ptr_array_add (entries, new_entry (UM_STEP_ACCOUNT_DISABLE, "active", "deactivated"));
  g_ptr_array_add (entries, new_entry (UM_STEP_ACCOUNT_ENABLE, "deactivated", "active"));
  return entries;
}

static void
test_is (void)
{
  g_autoptr (GPtrArray) entries = new_pair ();
  UmRunEntry *first = entries->pdata[0], *second = entries->pdata[1];

  g_assert_true (um_run_pair_is (first, second));
  g_assert_false (um_run_pair_is (second, first));
  g_assert_false (um_run_pair_is (NULL, second));
  second->chain = 1;
  g_assert_false (um_run_pair_is (first, second));
  second->chain = 0;
  /* Who was deactivated before isn't given anything back, nor he of whom it isn't known. */
  g_free (first->before);
  first->before = g_strdup ("deactivated");
  g_assert_false (um_run_pair_is (first, second));
  g_clear_pointer (&first->before, g_free);
  g_assert_false (um_run_pair_is (first, second));
}

static void
assert_due (
  UmStepState state, UmSkip skip, gint64 sent, guint attempts, const char *error, gboolean due)
{
  g_autoptr (GPtrArray) entries = new_pair ();
  UmRunEntry *first = entries->pdata[0];

  first->state = state;
  first->skip = skip;
  first->sent = sent;
  first->attempts = attempts;
  first->error = g_strdup (error);
  g_assert_cmpint (um_run_pair_is_due (first), ==, due);
  g_assert_cmpint (um_run_pair_get_state ((UmRunEntry *const *) entries->pdata, 2), ==,
                   due ? UM_RUN_PAIR_OWED : UM_RUN_PAIR_NONE);
}

static void
test_due (void)
{
  assert_due (UM_STATE_PENDING, UM_SKIP_NONE, 0, 0, NULL, FALSE);
  assert_due (UM_STATE_SENT, UM_SKIP_NONE, 1, 0, NULL, TRUE);
  assert_due (UM_STATE_DONE, UM_SKIP_NONE, 1, 1, NULL, TRUE);
  assert_due (UM_STATE_UNKNOWN, UM_SKIP_NONE, 1, 1, "cut", TRUE);
  assert_due (UM_STATE_CANCELLED, UM_SKIP_NONE, 0, 0, NULL, FALSE);
  /* A clear answer to one request. */
  assert_due (UM_STATE_FAILED, UM_SKIP_NONE, 1, 1, "forbidden", FALSE);
  assert_due (UM_STATE_SKIPPED, UM_SKIP_REFUSED, 1, 1, NULL, FALSE);
  /* An unclear one, or one after others. */
  assert_due (UM_STATE_FAILED, UM_SKIP_NONE, 1, 1, "server", TRUE);
  assert_due (UM_STATE_FAILED, UM_SKIP_NONE, 1, 1, "not-json", TRUE);
  assert_due (UM_STATE_FAILED, UM_SKIP_NONE, 1, 2, "forbidden", TRUE);
  assert_due (UM_STATE_SKIPPED, UM_SKIP_REFUSED, 1, 2, NULL, TRUE);
  /* Nothing was sent, or somebody else did it. */
  assert_due (UM_STATE_FAILED, UM_SKIP_USER_GONE, 0, 1, "server", FALSE);
  assert_due (UM_STATE_SKIPPED, UM_SKIP_ALREADY_SO, 1, 3, NULL, FALSE);
}

static void
assert_ended (UmStepState state, UmSkip skip, UmRunPairState expected)
{
  g_autoptr (GPtrArray) entries = new_pair ();
  g_autoptr (GPtrArray) left = NULL;
  UmRunEntry *first = entries->pdata[0], *second = entries->pdata[1];

  first->state = UM_STATE_DONE;
  second->state = state;
  second->skip = skip;
  g_assert_cmpint (um_run_pair_get_state ((UmRunEntry *const *) entries->pdata, 2), ==, expected);
  g_assert_cmpint (um_run_pair_is_closed (first, second), ==, expected == UM_RUN_PAIR_NONE);
  left = um_run_pair_list_left_open (entries);
  g_assert_cmpuint (left->len, ==, expected == UM_RUN_PAIR_LEFT_OPEN);
}

static void
test_ended (void)
{
  assert_ended (UM_STATE_DONE, UM_SKIP_NONE, UM_RUN_PAIR_NONE);
  assert_ended (UM_STATE_SKIPPED, UM_SKIP_ALREADY_SO, UM_RUN_PAIR_NONE);
  assert_ended (UM_STATE_PENDING, UM_SKIP_NONE, UM_RUN_PAIR_OWED);
  assert_ended (UM_STATE_SENT, UM_SKIP_NONE, UM_RUN_PAIR_OWED);
  assert_ended (UM_STATE_FAILED, UM_SKIP_NONE, UM_RUN_PAIR_LEFT_OPEN);
  assert_ended (UM_STATE_UNKNOWN, UM_SKIP_NONE, UM_RUN_PAIR_LEFT_OPEN);
  assert_ended (UM_STATE_CANCELLED, UM_SKIP_NONE, UM_RUN_PAIR_LEFT_OPEN);
  assert_ended (UM_STATE_SKIPPED, UM_SKIP_EARLIER_FAILED, UM_RUN_PAIR_LEFT_OPEN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/run-pair/is", test_is);
  g_test_add_func ("/run-pair/due", test_due);
  g_test_add_func ("/run-pair/ended", test_ended);
  return g_test_run ();
}
