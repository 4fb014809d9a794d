/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which outcomes wait for their users to be read again, and that what was found is added to a run
 * once, and only where no run came in between. */
#include "store-support.h"

#include "um-enums.h"
#include "um-run-lock.h"
#include "um-store-notes.h"

typedef struct
{
  char *folder;
  UmStore *store;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = store_make_folder ();
  self->store = store_open (self->folder, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  store_close (self->store);
  g_free (self->folder);
}

/* One step of a user and a group, "id-0+group-1 done" (or -: removed), separated by commas. */
static GPtrArray *
make_entries (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ", ", -1);
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit_set (parts[i], "+/ ", 3);
      UmRunEntry *entry = um_run_entry_new ();

      entry->n = i + 1;
      entry->chain = i;
      entry->kind = strchr (parts[i], '+') != NULL ? UM_STEP_GROUP_ADD : UM_STEP_GROUP_REMOVE;
      entry->account_id = g_strdup (words[0]);
      entry->target = g_strdup (words[1]);
      entry->place = g_strdup ("d1");
      entry->before = g_strdup (UM_NOT_MEMBER);
      entry->after = g_strdup (UM_MEMBER);
      g_ptr_array_add (entries, entry);
    }
  return entries;
}

static void
finish_entry (Fixture *self, const UmRun *run, UmRunEntry *entry, const char *state)
{
  g_autoptr (GError) error = NULL;

  if (g_str_equal (state, "pending"))
    return;
  entry->sent = g_str_equal (state, "planned") ? 0 : 1;
  if (g_str_equal (state, "so") || g_str_equal (state, "planned"))
    {
      entry->state = UM_STATE_SKIPPED;
      entry->skip = UM_SKIP_ALREADY_SO;
    }
  else
    g_assert_true (um_step_state_from_nick (state, &entry->state));
  if (entry->state == UM_STATE_SENT)
    store_mark_sent (self->store, run->id, entry, &error);
  else
    store_finish (self->store, run->id, entry, &error);
  g_assert_no_error (error);
}

static void
set_state (Fixture *self, const UmRun *run, UmRunState state, gint64 finished)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  um_store_set_run_state_async (self->store, run->id, state, finished, FALSE, store_got_cb, &place);
  result = store_wait (&place);
  um_store_set_run_state_finish (self->store, result, &error);
  g_assert_no_error (error);
}

/* A run of "s1" that was over at @finished; 0: it isn't. (transfer full) */
static UmRun *
keep_run (Fixture *self, const char *text, gint64 finished)
{
  g_auto (GStrv) parts = g_strsplit (text, ", ", -1);
  g_autoptr (GPtrArray) entries = make_entries (text);
  g_autoptr (GError) error = NULL;
  UmRun *run = store_make_run ("s1");

  run->started = 1;
  g_assert_true (store_create_run (self->store, run, entries, NULL, &error));
  for (guint i = 0; parts[i] != NULL; i++)
    finish_entry (self, run, entries->pdata[i], strchr (parts[i], ' ') + 1);
  if (finished > 0)
    set_state (self, run, UM_RUN_FINISHED, finished);
  return run;
}

static GPtrArray *
list (Fixture *self, gint64 since)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *outcomes;

  um_store_list_outcomes_async (self->store, "s1", since, NULL, store_got_cb, &place);
  result = store_wait (&place);
  outcomes = um_store_list_outcomes_finish (self->store, result, &error);
  g_assert_no_error (error);
  return outcomes;
}

/* "id-1+group-2 done, …", the latest first. */
static void
assert_listed (Fixture *self, gint64 since, const char *expected)
{
  g_autoptr (GPtrArray) outcomes = list (self, since);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < outcomes->len; i++)
    {
      const UmRunEntry *entry = ((UmOutcome *) outcomes->pdata[i])->entry;

      g_assert_cmpstr (entry->place, ==, "d1");
      g_assert_cmpstr (entry->before, ==, UM_NOT_MEMBER);
      g_assert_cmpstr (entry->after, ==, UM_MEMBER);
      g_string_append_printf (text, "%s%s%c%s %s", i > 0 ? ", " : "", entry->account_id,
                              entry->kind == UM_STEP_GROUP_ADD ? '+' : '/', entry->target,
                              um_step_state_to_nick (entry->state));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static gboolean
keep (Fixture *self, gint64 since, GPtrArray *outcomes, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_keep_reading_async (self->store, "s1", since, outcomes, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_keep_reading_finish (self->store, result, error);
}

/* ---- what is listed ---- */

static void
test_listed (Fixture *self, gconstpointer data)
{
  g_autoptr (UmRun) run = keep_run (
    self, "a+g1 done, b/g1 failed, c+g1 unknown, d+g1 so, e+g1 planned, f+g1 cancelled", 1000);
  g_autoptr (UmRun) open = keep_run (self, "h+g1 done", 0);

  assert_listed (self, 1001, "d+g1 skipped, c+g1 unknown, b/g1 failed, a+g1 done");
  assert_listed (self, 1000, "");
}

/* What a later run did, or may have done, isn't held against the one before. */
static void
test_latest (Fixture *self, gconstpointer data)
{
  g_autoptr (UmRun) first = keep_run (self, "a+g1 done, b+g1 done, c+g1 done, d+g1 done", 1000);
  g_autoptr (UmRun) second = keep_run (self, "a/g1 done, b+g2 done", 2000);
  g_autoptr (UmRun) open = keep_run (self, "c/g1 sent, d/g1 pending", 0);

  assert_listed (self, 3000, "b+g2 done, a/g1 done, d+g1 done, b+g1 done");
  /* It isn't compared yet, but it was. */
  assert_listed (self, 2000, "d+g1 done, b+g1 done");
}

static void
test_others (Fixture *self, gconstpointer data)
{
  g_autoptr (UmRun) dry = store_make_run ("s1");
  g_autoptr (UmRun) other = store_make_run ("s2");
  UmRun *runs[] = { dry, other };
  g_autoptr (UmRun) deleted = keep_run (self, "b+g1 done", 1000);
  const char *ids[] = { deleted->id, NULL };
  g_autoptr (GError) error = NULL;

  dry->dry_run = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_autoptr (GPtrArray) entries = make_entries ("a+g1 done");

      g_assert_true (store_create_run (self->store, runs[i], entries, NULL, &error));
      finish_entry (self, runs[i], entries->pdata[0], "done");
      set_state (self, runs[i], UM_RUN_FINISHED, 1000);
    }
  g_assert_true (store_delete_runs (self->store, ids, &error));
  assert_listed (self, 2000, "");
}

/* ---- what is kept ---- */

static void
add_note (GPtrArray *outcomes, guint index, UmNoteKind kind, const char *found)
{
  UmOutcome *outcome = outcomes->pdata[index];

  outcome->note = um_run_note_new (outcome->entry->n, 5000, kind, found);
}

static void
assert_notes (
  Fixture *self, const UmRun *run, int state, guint after, guint limit, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
    entries = store_list_entries (self->store, run->id, state, NULL, after, limit, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = entries->pdata[i];

      g_string_append_printf (text, "%u", entry->n);
      for (guint k = 0; entry->notes != NULL && k < entry->notes->len; k++)
        {
          const UmRunNote *note = entry->notes->pdata[k];

          g_assert_cmpuint (note->n, ==, entry->n);
          g_assert_cmpint (note->time, ==, 5000);
          g_string_append_printf (text, ":%s%s%s", um_note_kind_to_nick (note->kind),
                                  note->found != NULL ? "=" : "",
                                  note->found != NULL ? note->found : "");
        }
      g_string_append_c (text, ' ');
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_kept (Fixture *self, gconstpointer data)
{
  g_autoptr (UmRun) run = keep_run (self, "a+g1 done, b+g1 failed, c+g1 done, d+g1 so", 1000);
  g_autoptr (UmRun) empty = keep_run (self, "e+g1 planned", 1000);
  g_autoptr (UmRun) later = NULL;
  g_autoptr (GPtrArray) outcomes = list (self, 2000);
  g_autoptr (GPtrArray) again = list (self, 2000);
  g_autoptr (GError) error = NULL;

  add_note (outcomes, 1, UM_NOTE_FOUND, UM_NOT_MEMBER);
  add_note (outcomes, 3, UM_NOTE_USER_GONE, NULL);
  add_note (again, 0, UM_NOTE_TARGET_GONE, NULL);
  g_assert_true (keep (self, 2000, outcomes, &error));
  g_assert_no_error (error);
  assert_notes (self, run, -1, 0, 0, "1:user-gone 2 3:found=not-member 4 ");
  assert_notes (self, run, -1, 1, 2, "2 3:found=not-member ");
  assert_notes (self, run, UM_STATE_DONE, 0, 0, "1:user-gone 3:found=not-member ");
  assert_notes (self, run, UM_STATE_FAILED, 0, 0, "2 ");
  assert_listed (self, 2000, "");
  /* Who read the same at the same time comes too late. */
  g_assert_true (keep (self, 2000, again, &error));
  g_assert_no_error (error);
  assert_notes (self, run, -1, 3, 0, "4 ");
  later = keep_run (self, "a+g1 done", 2500);
  assert_listed (self, 3000, "a+g1 done");
}

/* What was read while a run changed it proves nothing. */
static void
test_disturbed (Fixture *self, gconstpointer data)
{
  g_autoptr (UmRun) run = keep_run (self, "a+g1 done", 1000);
  g_autoptr (GPtrArray) outcomes = list (self, 2000);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) later = NULL;
  UmRunLock *lock = um_run_lock_take (self->folder, "s1", &error);

  add_note (outcomes, 0, UM_NOTE_FOUND, UM_NOT_MEMBER);
  g_assert_no_error (error);
  g_assert_false (keep (self, 2000, outcomes, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_LOCKED);
  g_clear_error (&error);
  um_run_lock_free (lock);
  later = keep_run (self, "b+g1 done", 2000);
  g_assert_false (keep (self, 2000, outcomes, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_LOCKED);
  g_clear_error (&error);
  assert_notes (self, run, -1, 0, 0, "1 ");
  assert_listed (self, 2001, "b+g1 done, a+g1 done");
  g_assert_true (keep (self, 2001, outcomes, &error));
  assert_notes (self, run, -1, 0, 0, "1:found=not-member ");
}

/* What is found of a user while the run goes on doesn't stand for its being read again. */
static void
test_added (Fixture *self, gconstpointer data)
{
  g_autoptr (UmRun) run = keep_run (self, "a+g1 done, b+g1 done", 1000);
  g_autoptr (UmRunNote) note = um_run_note_new (2, 5000, UM_NOTE_ALSO_CHANGED, "gone\t");
  g_autoptr (GAsyncResult) added = NULL, again = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  const char *ids[] = { run->id, NULL };
  UmRunLock *lock = um_run_lock_take (self->folder, "s1", &error);

  um_store_add_note_async (self->store, run->id, note, store_got_cb, &place);
  added = store_wait (&place);
  g_assert_true (um_store_add_note_finish (self->store, added, &error));
  g_assert_no_error (error);
  um_run_lock_free (lock);
  assert_notes (self, run, -1, 0, 0, "1 2:also-changed=gone\t ");
  assert_listed (self, 2000, "b+g1 done, a+g1 done");
  g_assert_true (store_delete_runs (self->store, ids, &error));
  um_store_add_note_async (self->store, run->id, note, store_got_cb, &place);
  again = store_wait (&place);
  g_assert_false (um_store_add_note_finish (self->store, again, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
}

static void
test_purged (Fixture *self, gconstpointer data)
{
  g_autofree char *path = store_build_path (self->folder, "user-management.db");
  g_autoptr (UmRun) run = keep_run (self, "a+g1 done", 1000);
  g_autoptr (GPtrArray) outcomes = list (self, 2000);
  const char *ids[] = { run->id, NULL };
  g_autoptr (GError) error = NULL;

  add_note (outcomes, 0, UM_NOTE_FOUND, UM_NOT_MEMBER);
  g_assert_true (keep (self, 2000, outcomes, &error));
  g_assert_cmpint (store_read_file (path, "SELECT count(*) FROM notes"), ==, 1);
  g_assert_true (store_delete_runs (self->store, ids, &error));
  while (store_read_file (path, "SELECT count(*) FROM runs WHERE purged = 0") > 0)
    g_thread_yield ();
  g_assert_cmpint (store_read_file (path, "SELECT count(*) FROM notes"), ==, 0);
  g_assert_cmpint (store_read_file (path, "SELECT count(*) FROM readings"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func) g_test_add ("/store/notes/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("listed", test_listed);
  ADD ("latest", test_latest);
  ADD ("others", test_others);
  ADD ("kept", test_kept);
  ADD ("disturbed", test_disturbed);
  ADD ("added", test_added);
  ADD ("purged", test_purged);
#undef ADD
  return g_test_run ();
}
