/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a run isn't undone, and why: it is too late, it isn't known how it was before or whether
 * it was done, or somebody has changed it since. Runs are written into the journal as if they had
 * been carried out; the people are those of a simulated organisation. */
#include "um-test-undo.h"
#include "um-undo.h"

#define DAY (24 * 60 * 60)

/* ---- runs of the past ---- */

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* A step of a user that ended so many seconds ago. */
static UmRunEntry *
new_entry (const char *account_id,
           UmStepKind kind,
           UmStepState state,
           const char *before,
           const char *after,
           gint64 ago)
{
  UmRunEntry *entry = um_run_entry_new ();

  entry->account_id = g_strdup (account_id);
  entry->kind = kind;
  entry->state = state;
  entry->before = g_strdup (before);
  entry->after = g_strdup (after);
  entry->finished = (get_now () - ago) * 1000;
  return entry;
}

static void
finish_entry (UmStore *store, const UmRun *run, const UmRunEntry *entry)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  um_store_finish_entry_async (store, run->id, entry, um_test_done_cb, &result);
  um_test_wait_for (&result);
  um_store_finish_entry_finish (store, result, &error);
  g_assert_no_error (error);
}

/* @entries: (element-type UmRunEntry): steps of one user. Returns: the plan that undoes their run
 */
static UmPlan *
plan_undo_of (UmTestMixed *fixture, const char *actions, GPtrArray *entries)
{
  UmStore *store = um_source_state_get_store (fixture->state);
  g_autoptr (UmRun) run = um_run_new ();
  g_autoptr (GPtrArray)
    pending = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);
  g_autoptr (GAsyncResult) created = NULL, ended = NULL;
  g_autoptr (GError) error = NULL;

  run->plan_id = g_uuid_string_random ();
  run->source_id = g_strdup (um_source_state_get_source (fixture->state)->id);
  run->actions = g_strdup (actions);
  for (guint i = 0; i < entries->len; i++)
    {
      UmRunEntry *entry = g_ptr_array_index (entries, i);

      entry->n = i + 1;
      g_ptr_array_add (pending, um_run_entry_copy (entry));
      ((UmRunEntry *) pending->pdata[i])->state = UM_STATE_PENDING;
      ((UmRunEntry *) pending->pdata[i])->finished = 0;
    }
  um_store_create_run_async (store, run, pending, NULL, NULL, um_test_done_cb, &created);
  um_test_wait_for (&created);
  um_store_create_run_finish (store, created, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    finish_entry (store, run, g_ptr_array_index (entries, i));
  um_store_set_run_state_async (store, run->id, UM_RUN_FINISHED, get_now () * 1000, FALSE,
                                um_test_done_cb, &ended);
  um_test_wait_for (&ended);
  g_assert_true (um_store_set_run_state_finish (store, ended, &error));
  return um_test_undo_plan_undo (fixture, run->id);
}

static GPtrArray *
new_entries (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);
}

/* ---- the people ---- */

static void
refresh (UmTestMixed *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
}

static void
ask_account (UmTestMixed *fixture, const char *id, const char *what)
{
  g_autofree char *path = g_strdup_printf ("/users/%s/manage/lifecycle/%s", id, what);

  um_test_simulator_ask (fixture->simulator, "POST", path, "{\"message\":\"\"}");
}

/* A managed account that is active and no administrator's. (transfer full) */
static char *
find_managed (UmTestMixed *fixture)
{
  UmDirectory *directory = um_source_state_get_directory (fixture->state);
  g_autoptr (GArray) rows = um_test_list_rows (directory);
  const char *own_email = um_test_simulator_get (fixture->simulator, "email");

  for (guint i = 0; i < rows->len; i++)
    {
      guint row = g_array_index (rows, guint, i);
      UmUser user;

      um_directory_get_user (directory, row, &user);
      if (user.status == UM_STATUS_ACTIVE && user.type == UM_TYPE_PERSON
          && um_directory_get_managed (directory, row) == UM_YES
          && um_directory_get_synced (directory, row) == UM_NO
          && g_strcmp0 (user.email, own_email) != 0)
        return g_strdup (user.account_id);
    }
  g_assert_not_reached ();
}

/* Whether he is in a group whose members can be changed. */
static gboolean
is_member (UmTestMixed *fixture, const char *id, const char *group)
{
  UmDirectory *directory = um_source_state_get_directory (fixture->state);

  return um_directory_is_member (directory, UM_SET_GROUPS,
                                 um_directory_find_thing (directory, UM_SET_GROUPS, group),
                                 um_directory_find (directory, id))
         == UM_YES;
}

static const UmPlanUser *
get_only_user (const UmPlan *plan)
{
  g_assert_cmpuint (plan->users->len, ==, 1);
  return plan->users->pdata[0];
}

/* ---- too late ---- */

/* A deletion that ended so long ago, of an account that is marked for it. */
static UmPlan *
plan_deletion (UmTestMixed *fixture, const char *id, gboolean with_before, gint64 ago)
{
  g_autoptr (GPtrArray) entries = new_entries ();

  if (with_before)
    g_ptr_array_add (entries, new_entry (id, UM_STEP_ACCOUNT_DISABLE, UM_STATE_DONE, "active",
                                         "deactivated", ago));
  g_ptr_array_add (entries, new_entry (id, UM_STEP_ACCOUNT_DELETE, UM_STATE_DONE,
                                       with_before ? "deactivated" : "active", "deleted", ago));
  return plan_undo_of (fixture, with_before ? "deactivate delete-account" : "delete-account",
                       entries);
}

static void
test_too_late (UmTestMixed *fixture, gconstpointer data)
{
  g_autofree char *id = find_managed (fixture);
  g_autofree char *until = NULL;
  g_autoptr (UmPlan) in_time = NULL, late = NULL, chain = NULL;
  const UmPlanUser *user;
  gint64 deadline, before, after;

  ask_account (fixture, id, "delete");
  refresh (fixture);
  in_time = plan_deletion (fixture, id, FALSE, UM_UNDO_DELETION - DAY);
  user = get_only_user (in_time);
  g_assert_cmpint (user->skip, ==, UM_SKIP_NONE);
  g_assert_cmpint (user->steps[0].kind, ==, UM_STEP_ACCOUNT_CANCEL_DELETE);

  before = get_now ();
  late = plan_deletion (fixture, id, FALSE, UM_UNDO_DELETION);
  after = get_now ();
  user = get_only_user (late);
  g_assert_cmpint (user->skip, ==, UM_SKIP_TOO_LATE);
  deadline = g_ascii_strtoll (user->skip_detail, NULL, 10);
  g_assert_cmpint (deadline, >=, before);
  g_assert_cmpint (deadline, <=, after);

  /* Nobody has changed what the run has done since: it is just too late. */
  chain = plan_deletion (fixture, id, TRUE, UM_UNDO_DELETION + DAY);
  user = get_only_user (chain);
  g_assert_cmpint (user->skip, ==, UM_SKIP_TOO_LATE);
  g_assert_cmpuint (user->n_steps, ==, 2);
  g_assert_cmpint (user->steps[0].skip, ==, UM_SKIP_TOO_LATE);
  g_assert_cmpint (user->steps[1].skip, ==, UM_SKIP_EARLIER_SKIPPED);
}

/* ---- what isn't known ---- */

static UmPlan *
plan_group (
  UmTestMixed *fixture, const char *id, const char *group, UmStepState state, const char *before)
{
  g_autoptr (GPtrArray) entries = new_entries ();
  UmRunEntry *entry = new_entry (id, UM_STEP_GROUP_ADD, state, before, UM_MEMBER, 60);

  entry->target = g_strdup (group);
  g_ptr_array_add (entries, entry);
  return plan_undo_of (fixture, "add-to-groups", entries);
}

static void
test_unknown (UmTestMixed *fixture, gconstpointer data)
{
  g_autofree char *id = find_managed (fixture);
  g_autofree char *group = um_test_group (fixture->state, "confluence-users");
  g_autoptr (UmPlan) known = plan_group (fixture, id, group, UM_STATE_DONE, UM_NOT_MEMBER);
  g_autoptr (UmPlan) before = plan_group (fixture, id, group, UM_STATE_DONE, NULL);
  g_autoptr (UmPlan) outcome = plan_group (fixture, id, group, UM_STATE_UNKNOWN, UM_NOT_MEMBER);

  g_assert_cmpint (get_only_user (known)->skip, ==,
                   is_member (fixture, id, group) ? UM_SKIP_NONE : UM_SKIP_ALREADY_SO);
  g_assert_cmpint (get_only_user (before)->skip, ==, UM_SKIP_BEFORE_UNKNOWN);
  g_assert_cmpint (get_only_user (outcome)->skip, ==, UM_SKIP_OUTCOME_UNKNOWN);
  g_assert_cmpstr (get_only_user (outcome)->steps[0].target, ==, group);
}

/* ---- somebody else ---- */

static UmPlan *
plan_email (UmTestMixed *fixture, const char *id, const char *before, const char *after)
{
  g_autoptr (GPtrArray) entries = new_entries ();

  g_ptr_array_add (entries, new_entry (id, UM_STEP_EMAIL_SET, UM_STATE_DONE, before, after, 60));
  return plan_undo_of (fixture, "change-email", entries);
}

static void
test_changed (UmTestMixed *fixture, gconstpointer data)
{
  g_autofree char *id = find_managed (fixture);
  UmDirectory *directory = um_source_state_get_directory (fixture->state);
  g_autofree char *email = NULL, *upper = NULL;
  g_autoptr (UmPlan) third = NULL, same = NULL, back = NULL, gone = NULL, group_gone = NULL;
  UmUser user;

  um_directory_get_user (directory, um_directory_find (directory, id), &user);
  email = g_strdup (user.email);
  upper = g_ascii_strup (email, -1);
  third = plan_email (fixture, id, "first@acme.example", "second@acme.example");
  g_assert_cmpint (get_only_user (third)->skip, ==, UM_SKIP_CHANGED_BY_OTHERS);
  g_assert_cmpstr (get_only_user (third)->steps[0].before, ==, email);
  /* How it is written is no change. */
  same = plan_email (fixture, id, "first@acme.example", upper);
  g_assert_cmpint (get_only_user (same)->skip, ==, UM_SKIP_NONE);
  back = plan_email (fixture, id, upper, "second@acme.example");
  g_assert_cmpint (get_only_user (back)->skip, ==, UM_SKIP_ALREADY_SO);

  gone = plan_email (fixture, "5d0000000000000000000000", "first@acme.example", email);
  g_assert_cmpint (get_only_user (gone)->skip, ==, UM_SKIP_USER_GONE);
  group_gone = plan_group (fixture, id, "no-such-group", UM_STATE_DONE, UM_NOT_MEMBER);
  g_assert_cmpint (get_only_user (group_gone)->skip, ==, UM_SKIP_GROUP_GONE);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
#define ADD(path, func)                                                              \
  g_test_add ("/undo-left-out/" path, UmTestMixed, NULL, um_test_mixed_set_up, func, \
              um_test_mixed_tear_down)
  ADD ("too-late", test_too_late);
  ADD ("unknown", test_unknown);
  ADD ("changed", test_changed);
#undef ADD
  return um_test_engine_run ();
}
