/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The users of a run are read again after it: what differs is added to the run's log and laid over
 * the snapshot, by itself after a while or by the next refresh, and a new run comes first. */
#include "um-engine-private.h"
#include "um-enums.h"
#include "um-recheck-private.h"
#include "um-run-lock.h"
#include "um-test-script.h"

static UmRecheck *
get_recheck (UmTestScript *script)
{
  return script->state->recheck;
}

static void
refresh (UmTestScript *script)
{
  g_autoptr (GError) error = NULL;

  um_test_refresh (script->state, UM_REFRESH_ALL, NULL, &error);
  g_assert_no_error (error);
}

/* "u3 found=member, u5 user-gone" of all entries of a run. */
static void
assert_notes (UmTestScript *script, const UmRun *run, const char *expected)
{
  g_autoptr (GPtrArray) entries = um_test_load_entries (script->state, run->id);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      for (guint k = 0; entry->notes != NULL && k < entry->notes->len; k++)
        {
          const UmRunNote *note = g_ptr_array_index (entry->notes, k);

          g_assert_cmpint (note->time, >=, run->finished);
          g_string_append_printf (text, "%s%s %s%s%s", text->len > 0 ? ", " : "", entry->account_id,
                                  um_note_kind_to_nick (note->kind), note->found != NULL ? "=" : "",
                                  note->found != NULL ? note->found : "");
        }
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static UmTruth
ask (UmTestScript *script, const char *group, const char *account_id)
{
  UmDirectory *directory = um_source_state_get_directory (script->state);

  return um_directory_is_member (directory, UM_SET_GROUPS,
                                 um_directory_find_thing (directory, UM_SET_GROUPS, group),
                                 um_directory_find (directory, account_id));
}

static void
count_cb (UmEngine *engine, guint *count)
{
  (*count)++;
}

/* Runs, and waits until the snapshot knows it. */
static UmRun *
carry_out (UmTestScript *script, const char *actions)
{
  UmRun *run = um_test_script_run (script, actions);

  um_test_settle (script->state);
  return run;
}

/* Adds all to g1 and takes u0 … u2 out of g2. */
static UmRun *
add_and_remove (UmTestScript *script)
{
  for (const char *const *id = (const char *const[]){ "u0", "u1", "u2", NULL }; *id != NULL; id++)
    um_test_script_change (script, "g2", *id, TRUE);
  refresh (script);
  return carry_out (script, "add-to-groups g1; remove-from-groups g2");
}

/* ---- after a while ---- */

static void
test_differs (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) run = add_and_remove (script);
  guint n_asked = um_test_site_count (script->site, "/user?accountId="), count = 0;
  g_autoptr (UmRun) kept = NULL;

  um_test_script_change (script, "g1", "u4", FALSE);
  um_test_script_change (script, "g2", "u1", TRUE);
  um_test_script_change (script, "admins", "u6", TRUE);
  g_signal_connect (script->engine, "runs-changed", G_CALLBACK (count_cb), &count);
  g_assert_true (um_recheck_is_due (get_recheck (script)));
  um_test_read_again (script->state);
  g_assert_cmpuint (um_test_site_count (script->site, "/user?accountId="), ==,
                    n_asked + run->steps[UM_STATE_DONE]);
  assert_notes (script, run, "u1 found=member, u4 found=not-member");
  g_assert_cmpuint (count, ==, 1);
  while (ask (script, "g1", "u4") != UM_NO || ask (script, "g2", "u1") != UM_YES)
    um_test_turn ();
  g_assert_cmpint (ask (script, "g1", "u5"), ==, UM_YES);
  /* The run itself is as it was. */
  kept = um_test_load_run (script->state, run->id);
  g_assert_cmpuint (kept->steps[UM_STATE_DONE], ==, run->steps[UM_STATE_DONE]);
  um_test_check_run (script->state, run);
  /* It was done once: the next refresh tells nothing twice. */
  refresh (script);
  assert_notes (script, run, "u1 found=member, u4 found=not-member");
}

static void
test_as_it_was (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) run = carry_out (script, "add-to-groups g1");
  guint count = 0;

  g_signal_connect (script->engine, "runs-changed", G_CALLBACK (count_cb), &count);
  um_test_read_again (script->state);
  assert_notes (script, run, "");
  g_assert_cmpuint (count, ==, 0);
}

static UmTestBehaviour
spoil (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  if (g_str_equal (account_id, "u1"))
    return UM_TEST_FAIL_AFTERWARDS;
  if (g_str_equal (account_id, "u2"))
    return UM_TEST_FAIL;
  return g_str_equal (account_id, "u3") ? UM_TEST_REFUSE : UM_TEST_OBEY;
}

/* What nobody knew is known at last; what failed and stands all the same is told. */
static void
test_unknown (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_script_plan (script, "add-to-groups g1");
  g_autoptr (UmRun) run = NULL;
  UmTestRun test;

  script->behave = spoil;
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_runner (&test);
  script->reads_broken = TRUE;
  run = um_test_run_end (&test, NULL);
  g_assert_cmpint (run->state, ==, UM_RUN_ATTENTION);
  g_assert_cmpuint (run->steps[UM_STATE_UNKNOWN], ==, 2);
  g_assert_cmpuint (run->steps[UM_STATE_FAILED], ==, 1);
  script->reads_broken = FALSE;
  um_test_script_change (script, "g1", "u3", TRUE);
  um_test_read_again (script->state);
  assert_notes (script, run, "u1 found=member, u2 found=not-member, u3 found=member");
}

static void
test_gone (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) run = add_and_remove (script);

  script->hidden = "u1";
  um_test_read_again (script->state);
  /* Who is no more is in no group, as he should be. */
  assert_notes (script, run, "u1 user-gone");
}

/* Where nothing can be asked it waits for the next refresh. */
static void
test_cannot_ask (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) run = carry_out (script, "add-to-groups g1");

  um_test_script_change (script, "g1", "u4", FALSE);
  script->reads_broken = TRUE;
  um_test_read_again (script->state);
  assert_notes (script, run, "");
  script->reads_broken = FALSE;
  refresh (script);
  assert_notes (script, run, "u4 found=not-member");
}

/* ---- who comes first ---- */

/* So many users are read again at once. */
#define AT_ONCE 2
/* No answer that comes while a test lasts, ms. */
#define LONG 3600000

/* Waits until the first users are being read again. It comes no further: whoever asks after them is
 * answered at once, and they aren't. */
static void
begin_reading (UmTestScript *script)
{
  guint n_asked = um_test_site_count (script->site, "/user?accountId=");

  script->read_delay = LONG;
  um_recheck_set_delay (get_recheck (script), 0);
  um_recheck_hold (get_recheck (script));
  um_recheck_go_on (get_recheck (script));
  while (um_test_site_count (script->site, "/user?accountId=") < n_asked + AT_ONCE)
    um_test_turn ();
  script->read_delay = 0;
  um_recheck_set_delay (get_recheck (script), LONG);
}

static void
test_new_run (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) first = carry_out (script, "add-to-groups g1");
  g_autoptr (UmRun) second = NULL;

  um_test_script_change (script, "g1", "u4", FALSE);
  um_test_script_change (script, "g1", "u5", FALSE);
  begin_reading (script);
  second = carry_out (script, "add-to-groups g2");
  g_assert_cmpuint (second->steps[UM_STATE_DONE], ==, UM_TEST_SCRIPT_USERS);
  assert_notes (script, first, "");
  g_assert_true (um_recheck_is_due (get_recheck (script)));
  /* Then both are looked at. */
  um_test_script_change (script, "g2", "u6", FALSE);
  um_test_read_again (script->state);
  assert_notes (script, first, "u4 found=not-member, u5 found=not-member");
  assert_notes (script, second, "u6 found=not-member");
}

static void
reopen (UmTestScript *script)
{
  g_autofree char *folder = g_strdup (um_store_get_folder (script->engine->store));

  script->state = NULL;
  um_test_engine_close (script->engine);
  script->engine = um_test_engine_open (folder);
  script->state = um_engine_find_source (script->engine, "Site");
  um_source_state_use_key (script->state, "site-key");
}

/* Closing the program doesn't wait for all users to be read. */
static void
test_closing (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) run = carry_out (script, "add-to-groups g1");
  guint n_asked = um_test_site_count (script->site, "/user?accountId=");

  UmSourceState *state = g_object_ref (script->state);

  begin_reading (script);
  reopen (script);
  um_test_assert_finalizes (state);
  g_assert_cmpuint (um_test_site_count (script->site, "/user?accountId="), <,
                    n_asked + UM_TEST_SCRIPT_USERS / 2);
  refresh (script);
  assert_notes (script, run, "");
}

static void
test_refresh_first (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) run = carry_out (script, "add-to-groups g1");

  um_test_script_change (script, "g1", "u4", FALSE);
  begin_reading (script);
  refresh (script);
  assert_notes (script, run, "u4 found=not-member");
  g_assert_cmpint (ask (script, "g1", "u4"), ==, UM_NO);
}

static void
test_dry (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = um_test_script_plan (script, "add-to-groups g1");
  g_autoptr (UmRun) run = um_test_run (script->state, plan, UM_RUN_DRY, 0);

  g_assert_false (um_recheck_is_due (get_recheck (script)));
  refresh (script);
  assert_notes (script, run, "");
}

/* ---- the next refresh ---- */

static void
test_refresh (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) first = carry_out (script, "add-to-groups g1");
  g_autoptr (UmRun) second = carry_out (script, "remove-from-groups g1");
  g_autoptr (UmRun) third = carry_out (script, "add-to-groups g2");

  /* What the second run did isn't held against the first. */
  um_test_script_change (script, "g1", "u4", TRUE);
  um_test_script_change (script, "g2", "u5", FALSE);
  um_test_script_change (script, "g2", "u7", FALSE);
  g_ptr_array_remove_index (script->site->users, 7);
  reopen (script);
  refresh (script);
  assert_notes (script, first, "");
  assert_notes (script, second, "u4 found=member");
  assert_notes (script, third, "u5 found=not-member, u7 user-gone");
  refresh (script);
  assert_notes (script, third, "u5 found=not-member, u7 user-gone");
}

static void
test_group_gone (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) added = carry_out (script, "add-to-groups g1");
  g_autoptr (UmRun) removed = carry_out (script, "remove-from-groups g1");
  g_autoptr (UmRun) again = carry_out (script, "add-to-groups g2");
  guint index;

  for (const char *const *id = (const char *const[]){ "g1", "g2", NULL }; *id != NULL; id++)
    {
      g_assert_true (
        g_ptr_array_find_with_equal_func (script->site->groups, *id, g_str_equal, &index));
      g_ptr_array_remove_index (script->site->groups, index);
      g_hash_table_remove (script->site->members, *id);
    }
  refresh (script);
  assert_notes (script, removed, "");
  {
    g_autoptr (GPtrArray) entries = um_test_load_entries (script->state, again->id);

    for (guint i = 0; i < entries->len; i++)
      {
        const UmRunEntry *entry = g_ptr_array_index (entries, i);

        g_assert_cmpuint (entry->notes->len, ==, 1);
        g_assert_cmpint (((UmRunNote *) entry->notes->pdata[0])->kind, ==, UM_NOTE_TARGET_GONE);
      }
  }
}

/* While a run of another process goes on nothing is held against anybody. */
static void
test_elsewhere (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) run = carry_out (script, "add-to-groups g1");
  g_autoptr (GError) error = NULL;
  UmRunLock *lock = um_run_lock_take (um_store_get_folder (script->engine->store),
                                      um_source_state_get_source (script->state)->id, &error);

  g_assert_no_error (error);
  um_test_script_change (script, "g1", "u4", FALSE);
  refresh (script);
  um_test_read_again (script->state);
  assert_notes (script, run, "");
  um_run_lock_free (lock);
  refresh (script);
  assert_notes (script, run, "u4 found=not-member");
}

/* A part of the source proves nothing about the rest. */
static void
test_part (UmTestScript *script, gconstpointer data)
{
  g_autoptr (UmRun) run = carry_out (script, "add-to-groups g1");
  const char *const ids[] = { "u3", NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  um_test_script_change (script, "g1", "u4", FALSE);
  um_source_state_refresh_async (script->state, UM_REFRESH_ALL, NULL, ids, NULL, um_test_done_cb,
                                 &result);
  um_test_wait_for (&result);
  g_assert_true (um_source_state_refresh_finish (script->state, result, NULL, &error));
  um_test_refresh (script->state, UM_REFRESH_USERS_ONLY, NULL, &error);
  g_assert_no_error (error);
  assert_notes (script, run, "");
  g_assert_true (um_recheck_is_due (get_recheck (script)));
  refresh (script);
  assert_notes (script, run, "u4 found=not-member");
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
#define ADD(path, func)                                                          \
  g_test_add ("/recheck/" path, UmTestScript, NULL, um_test_script_set_up, func, \
              um_test_script_tear_down)
  ADD ("differs", test_differs);
  ADD ("as-it-was", test_as_it_was);
  ADD ("unknown", test_unknown);
  ADD ("gone", test_gone);
  ADD ("cannot-ask", test_cannot_ask);
  ADD ("new-run", test_new_run);
  ADD ("closing", test_closing);
  ADD ("refresh-first", test_refresh_first);
  ADD ("dry", test_dry);
  ADD ("refresh", test_refresh);
  ADD ("group-gone", test_group_gone);
  ADD ("elsewhere", test_elsewhere);
  ADD ("part", test_part);
#undef ADD
  return um_test_engine_run ();
}
