/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of undoing, from the steps of a journal to the sentence. */
#include "um-words.h"

#define NOW         (G_GINT64_CONSTANT (1700000000))
#define DAY         (24 * 60 * 60)
#define MILLISECOND 1000

static GPtrArray *
new_entries (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);
}

static UmRunEntry *
add (GPtrArray *entries, guint chain, UmStepKind kind, const char *before, const char *after)
{
  UmRunEntry *entry = um_run_entry_new ();

  entry->n = entries->len + 1;
  entry->chain = chain;
  entry->account_id = g_strdup_printf ("u%u", chain);
  entry->kind = kind;
  entry->before = g_strdup (before);
  entry->after = g_strdup (after);
  entry->state = UM_STATE_DONE;
  entry->finished = NOW * MILLISECOND;
  g_ptr_array_add (entries, entry);
  return entry;
}

static void
assert_said (GPtrArray *entries, gint64 now, const char *expected)
{
  UmUndoOutlook outlook = { 0 };
  UmRunEntry *const *all = (UmRunEntry *const *) entries->pdata;
  g_autofree char *said = NULL;
  guint n;

  for (guint i = 0; i < entries->len; i += n)
    {
      for (n = 1; i + n < entries->len && all[i + n]->chain == all[i]->chain; n++)
        ;
      um_undo_add_chain (&outlook, &all[i], n, now);
    }
  said = um_words_undo_outlook (&outlook);
  g_assert_cmpstr (said, ==, expected);
}

static void
test_exact (void)
{
  g_autoptr (GPtrArray) entries = new_entries ();

  assert_said (entries, NOW, "");
  add (entries, 0, UM_STEP_GROUP_REMOVE, UM_MEMBER, UM_NOT_MEMBER);
  assert_said (entries, NOW, "Can be undone.");
  /* What wasn't done is nothing to undo. */
  add (entries, 1, UM_STEP_GROUP_REMOVE, UM_MEMBER, UM_NOT_MEMBER)->state = UM_STATE_FAILED;
  add (entries, 2, UM_STEP_GROUP_REMOVE, UM_NOT_MEMBER, UM_NOT_MEMBER)->state = UM_STATE_SKIPPED;
  assert_said (entries, NOW, "Can be undone.");
}

static void
test_until (void)
{
  g_autoptr (GPtrArray) entries = new_entries ();
  g_autofree char *date = um_words_date (NOW + 14 * DAY);
  g_autofree char *can = g_strdup_printf ("Can be undone until %s.", date);
  g_autofree char *could = g_strdup_printf ("Can’t be undone any more: it could be until %s.",
                                            date);

  add (entries, 0, UM_STEP_ACCOUNT_DELETE, "active", "deleted");
  add (entries, 1, UM_STEP_ACCOUNT_DELETE, "active", "deleted")->finished += DAY * MILLISECOND;
  assert_said (entries, NOW + 13 * DAY, can);
  g_ptr_array_set_size (entries, 1);
  assert_said (entries, NOW + 14 * DAY, could);
}

static void
test_never (void)
{
  g_autoptr (GPtrArray) entries = new_entries ();

  add (entries, 0, UM_STEP_DIRECTORY_REMOVE, "active", "no-access");
  assert_said (entries, NOW, "Can’t be undone.");
  add (entries, 1, UM_STEP_ISSUE_CREATE, "no-issue", "OPS-1");
  assert_said (entries, NOW, "Can’t be undone.");
  g_ptr_array_remove_index (entries, 0);
  assert_said (entries, NOW, "Issues can’t be taken back here, only deleted in Jira.");
  g_ptr_array_set_size (entries, 0);
  add (entries, 0, UM_STEP_GROUP_ADD, NULL, UM_MEMBER);
  assert_said (entries, NOW, "Can’t be undone.");
}

static void
test_needless (void)
{
  g_autoptr (GPtrArray) entries = new_entries ();

  add (entries, 0, UM_STEP_ACCOUNT_DISABLE, "active", "deactivated");
  add (entries, 0, UM_STEP_ACCOUNT_ENABLE, "deactivated", "active");
  assert_said (entries, NOW, "There is nothing to undo.");
  /* Somebody who was left in the middle. */
  ((UmRunEntry *) entries->pdata[1])->state = UM_STATE_FAILED;
  assert_said (entries, NOW, "Can be undone.");
}

static void
test_partly (void)
{
  g_autoptr (GPtrArray) entries = new_entries ();

  add (entries, 0, UM_STEP_GROUP_REMOVE, UM_MEMBER, UM_NOT_MEMBER);
  add (entries, 1, UM_STEP_GROUP_REMOVE, UM_MEMBER, UM_NOT_MEMBER);
  add (entries, 1, UM_STEP_TOKEN_REVOKE, "1: ci", "no-tokens");
  add (entries, 2, UM_STEP_TOKEN_REVOKE, "1: ci", "no-tokens");
  assert_said (entries, NOW, "Can be undone for 2 of 3 users. For 1 of them only in part.");
}

/* What isn't known is said; what was found later counts. */
static void
test_unknown (void)
{
  g_autoptr (GPtrArray) entries = new_entries ();
  UmRunEntry *entry = add (entries, 0, UM_STEP_GROUP_REMOVE, UM_MEMBER, UM_NOT_MEMBER);

  entry->state = UM_STATE_UNKNOWN;
  assert_said (entries, NOW,
               "Can’t be undone before it is known what was done: refresh the source.");
  g_assert_cmpint (um_run_entry_get_outcome (entry), ==, UM_STATE_UNKNOWN);
  entry->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_note_free);
  g_ptr_array_add (entry->notes, um_run_note_new (1, NOW, UM_NOTE_FOUND, UM_NOT_MEMBER));
  assert_said (entries, NOW, "Can be undone.");
  g_assert_cmpint (um_run_entry_get_outcome (entry), ==, UM_STATE_DONE);
  g_ptr_array_add (entry->notes, um_run_note_new (1, NOW, UM_NOTE_FOUND, UM_MEMBER));
  assert_said (entries, NOW, "");
  g_assert_cmpint (um_run_entry_get_outcome (entry), ==, UM_STATE_FAILED);
}

/* What is known of a kind of steps agrees in all places. */
static void
test_kinds (void)
{
  for (UmStepKind kind = 0; kind < UM_N_STEP_KINDS; kind++)
    {
      g_autoptr (UmPlan) plan = um_plan_new ();
      UmPlanUser *user = um_plan_add_user (plan, "ann", "Ann", 1);
      UmUndo undo = um_step_kind_get_undo (kind);

      um_plan_add_action (plan, "undo", NULL);
      um_plan_user_set_step (user, 0, kind, NULL, NULL, "a", "b", UM_SKIP_NONE);
      um_plan_judge_steps (plan);
      g_assert_cmpint (plan->irreversible, ==, undo == UM_UNDO_NONE);
      g_assert_cmpint (plan->deletes, ==, undo == UM_UNDO_14_DAYS);
      g_assert_cmpint (plan->by_hand, ==, undo == UM_UNDO_BY_HAND);
      g_assert_cmpint (plan->needless, ==, undo == UM_UNDO_NEEDLESS);
      g_assert_cmpint (um_plan_takes_access (plan), ==, um_step_kind_takes_access (kind));
      /* Who isn't acted on loses nothing. */
      um_plan_user_hold_out (user, TRUE, NULL);
      um_plan_judge_steps (plan);
      g_assert_false (plan->irreversible || plan->deletes || plan->by_hand || plan->needless);
      g_assert_false (um_plan_takes_access (plan));
    }
}

static void
test_runs (void)
{
  g_autoptr (UmRun) run = um_run_new ();
  g_autofree char *undoes = NULL, *retries = NULL, *undone = NULL, *retried = NULL;

  run->started = NOW * MILLISECOND;
  undoes = um_words_run_of (UM_OF_UNDO, run);
  retries = um_words_run_of (UM_OF_RETRY, run);
  run->relation = UM_OF_UNDO;
  undone = um_words_run_by (run);
  run->relation = UM_OF_RETRY;
  retried = um_words_run_by (run);
  g_assert_true (g_str_has_prefix (undoes, "Undoes the run of "));
  g_assert_true (g_str_has_prefix (retries, "Does again what failed in the run of "));
  g_assert_true (g_str_has_prefix (undone, "Undone by the run of "));
  g_assert_true (g_str_has_prefix (retried, "What failed was done again by the run of "));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/words-undo/exact", test_exact);
  g_test_add_func ("/words-undo/until", test_until);
  g_test_add_func ("/words-undo/never", test_never);
  g_test_add_func ("/words-undo/needless", test_needless);
  g_test_add_func ("/words-undo/partly", test_partly);
  g_test_add_func ("/words-undo/unknown", test_unknown);
  g_test_add_func ("/words-undo/kinds", test_kinds);
  g_test_add_func ("/words-undo/runs", test_runs);
  return g_test_run ();
}
