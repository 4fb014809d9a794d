/* SPDX-License-Identifier: GPL-3.0-or-later */
/* To how many users actions can be done: what the plans say, and why not to the others. */
#include "um-connection-private.h"
#include "um-problem.h"
#include "um-tally.h"
#include "um-test-mixed.h"

/* @ids: (nullable): %NULL: what is in the basket */
static GPtrArray *
make_tallies (UmTestMixed *fixture, GPtrArray *ids)
{
  UmDirectory *directory = um_source_state_get_directory (fixture->state);
  g_autoptr (UmBitset) rows = um_bitset_new (um_directory_get_n_rows (directory),
                                             um_directory_get_generation (directory));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *tallies;

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    um_bitset_add (rows, um_directory_find (directory, ids->pdata[i]));
  um_tally_make_async (fixture->state, ids != NULL ? rows : NULL, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  tallies = um_tally_make_finish (result, &error);
  g_assert_no_error (error);
  return tallies;
}

static guint
count_touched (UmPlan *plan)
{
  UmPlanSummary summary;

  um_plan_summarize (plan, &summary);
  return summary.touched;
}

static void
assert_tally (GPtrArray *tallies, const char *key, guint users, guint possible)
{
  const UmActionTally *tally = um_tally_find (tallies, key);
  guint sum;

  g_assert_nonnull (tally);
  g_assert_cmpstr (tally->key, ==, key);
  g_assert_cmpuint (tally->users, ==, users);
  g_assert_cmpuint (tally->possible, ==, possible);
  sum = tally->possible;
  for (UmSkip skip = 0; skip < UM_N_SKIPS; skip++)
    sum += tally->skipped[skip];
  g_assert_cmpuint (sum, ==, users);
  g_assert_cmpuint (tally->skipped[UM_SKIP_NONE], ==, 0);
}

/* ---- as planned ---- */

/* The plan that is made of an action touches as many. */
static void
test_as_planned (UmTestMixed *fixture, gconstpointer data)
{
  static const char *const keys[] = { "deactivate", "reactivate", "end-sessions", "delete-account",
                                      "cancel-deletion" };
  g_autoptr (GPtrArray) people = um_test_mixed_people (fixture);
  g_autoptr (GPtrArray) tallies = make_tallies (fixture, people);
  guint n_reasons = 0;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (UmPlan) plan = um_test_plan_make_for (fixture->state, keys[i], people);
      const UmActionTally *tally = um_tally_find (tallies, keys[i]);

      assert_tally (tallies, keys[i], people->len, count_touched (plan));
      for (UmSkip skip = 0; skip < UM_N_SKIPS; skip++)
        {
          guint n = 0;

          for (guint k = 0; k < plan->users->len; k++)
            n += skip != UM_SKIP_NONE && ((UmPlanUser *) plan->users->pdata[k])->skip == skip;
          g_assert_cmpuint (tally->skipped[skip], ==, n);
          n_reasons += n > 0;
        }
    }
  g_assert_cmpuint (n_reasons, >, 5);
}

/* What needs inputs to be judged isn't. */
static void
test_which (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = um_test_mixed_people (fixture);
  g_autoptr (GPtrArray) tallies = make_tallies (fixture, people);
  const UmActionTally *deactivate = um_tally_find (tallies, "deactivate");

  g_assert_cmpuint (tallies->len, ==, 10);
  g_assert_null (um_tally_find (tallies, "add-to-groups"));
  g_assert_null (um_tally_find (tallies, "change-directory"));
  g_assert_null (um_tally_find (NULL, "deactivate"));
  /* New addresses are judged by the account, and not by what they'd be. */
  g_assert_cmpuint (um_tally_find (tallies, "change-email")->skipped[UM_SKIP_NOT_MANAGED], ==,
                    deactivate->skipped[UM_SKIP_NOT_MANAGED]);
  g_assert_cmpuint (um_tally_find (tallies, "change-email")->skipped[UM_SKIP_SYNCED], >, 0);
  g_assert_cmpuint (um_tally_find (tallies, "change-email")->possible, >, 0);
  g_assert_cmpuint (um_tally_find (tallies, "revoke-tokens")->skipped[UM_SKIP_NOT_MANAGED], >, 0);
}

/* ---- directories ---- */

static void
add_to (UmDirectoryBuilder *builder, UmSet set, const char *id, guint row)
{
  const UmThing thing = { .id = id, .name = id, .known = TRUE };

  um_directory_builder_add_member (builder, set,
                                   um_directory_builder_add_thing (builder, set, &thing), row);
}

/* "d1 d2!": in both, and suspended in the second. */
static void
add_user (UmDirectoryBuilder *builder, const char *id, const char *directories)
{
  const UmUser user = { .account_id = id,
                        .name = id,
                        .status = UM_STATUS_ACTIVE,
                        .type = UM_TYPE_PERSON,
                        .managed = UM_YES,
                        .synced = UM_NO };
  g_auto (GStrv) ids = g_strsplit (directories, " ", -1);
  guint row = um_directory_builder_add_user (builder, &user);

  for (guint i = 0; ids[i] != NULL && *ids[i] != '\0'; i++)
    {
      gboolean suspended = g_str_has_suffix (ids[i], "!");

      ids[i][2] = '\0';
      add_to (builder, UM_SET_DIRECTORIES, ids[i], row);
      if (suspended)
        add_to (builder, UM_SET_SUSPENSIONS, ids[i], row);
    }
}

/* Whoever is in several counts as one for whom they are chosen well. */
static void
test_directories (UmTestMixed *fixture, gconstpointer data)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  g_autoptr (UmDirectory) directory = NULL;
  g_autoptr (GPtrArray) tallies = NULL;
  UmBasket *basket = um_source_state_get_basket (fixture->state);
  static const char *const ids[] = { "one", "two", "out", "half", "nowhere" };

  add_to (builder, UM_SET_DIRECTORIES, "d1", UM_NO_ROW);
  add_to (builder, UM_SET_DIRECTORIES, "d2", UM_NO_ROW);
  add_to (builder, UM_SET_SUSPENSIONS, "d1", UM_NO_ROW);
  add_to (builder, UM_SET_SUSPENSIONS, "d2", UM_NO_ROW);
  add_user (builder, "one", "d1");
  add_user (builder, "two", "d1 d2");
  add_user (builder, "out", "d2!");
  add_user (builder, "half", "d1! d2");
  add_user (builder, "nowhere", "");
  um_directory_builder_set_read (builder, 1700000000, 1700000000);
  directory = um_directory_builder_end (builder);
  um_source_state_set_directory (fixture->state, directory);
  um_basket_set_ids (basket, ids, G_N_ELEMENTS (ids));
  tallies = make_tallies (fixture, NULL);
  assert_tally (tallies, "suspend", 5, 3);
  g_assert_cmpuint (um_tally_find (tallies, "suspend")->skipped[UM_SKIP_ALREADY_SO], ==, 1);
  g_assert_cmpuint (um_tally_find (tallies, "suspend")->skipped[UM_SKIP_NOT_IN_DIRECTORY], ==, 1);
  assert_tally (tallies, "restore", 5, 2);
  g_assert_cmpuint (um_tally_find (tallies, "restore")->skipped[UM_SKIP_ALREADY_SO], ==, 2);
  assert_tally (tallies, "remove-user", 5, 4);
  /* The issue: nobody of them is being deleted. */
  assert_tally (tallies, "cancel-deletion", 5, 0);
  g_assert_cmpuint (um_tally_find (tallies, "cancel-deletion")->skipped[UM_SKIP_ALREADY_SO], ==, 5);
}

/* ---- nothing to count ---- */

static void
assert_problem (
  UmTestMixed *fixture, const UmBitset *rows, GCancellable *stop, GQuark domain, int code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  um_tally_make_async (fixture->state, rows, stop, um_test_done_cb, &result);
  um_test_wait_for (&result);
  g_assert_null (um_tally_make_finish (result, &error));
  g_assert_error (error, domain, code);
}

static void
test_nothing (UmTestMixed *fixture, gconstpointer data)
{
  UmDirectory *directory = um_source_state_get_directory (fixture->state);
  guint generation = um_directory_get_generation (directory);
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (UmBitset) all = um_bitset_new (um_directory_get_n_rows (directory), generation);
  g_autoptr (UmBitset) other = um_bitset_new (um_directory_get_n_rows (directory), generation + 1);

  assert_problem (fixture, NULL, NULL, UM_PROBLEM, UM_PROBLEM_NO_USERS);
  /* Rows of a directory that isn't the one that is shown. */
  um_bitset_fill (other);
  assert_problem (fixture, other, NULL, UM_PROBLEM, UM_PROBLEM_NOT_REFRESHED);
  um_bitset_fill (all);
  g_cancellable_cancel (stop);
  assert_problem (fixture, all, stop, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
add_test (const char *path, void (*test) (UmTestMixed *, gconstpointer))
{
  g_test_add (path, UmTestMixed, NULL, um_test_mixed_set_up, test, um_test_mixed_tear_down);
}

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);
  add_test ("/tally/as-planned", test_as_planned);
  add_test ("/tally/which", test_which);
  add_test ("/tally/directories", test_directories);
  add_test ("/tally/nothing", test_nothing);
  return um_test_engine_run ();
}
