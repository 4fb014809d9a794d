/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal: what was answered is on disk, the numbers of a run add up whatever happens, a plan
 * is carried out once. */
#include "store-support.h"

#include "um-run-lock.h"

#include <stdio.h>
#include <string.h>

static const char *program;

typedef struct
{
  char *folder;
  UmStore *store;
  UmRun *run;
  GPtrArray *entries;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = store_make_folder ();
  self->store = store_open (self->folder, &error);
  self->run = store_make_run ("s1");
  self->entries = store_make_entries (3, 2);
  store_create_run (self->store, self->run, self->entries, "{\"plan\":1}", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  store_close (self->store);
  um_run_unref (self->run);
  g_ptr_array_unref (self->entries);
  g_free (self->folder);
}

static UmRunEntry *
get_entry (Fixture *self, guint n)
{
  return g_ptr_array_index (self->entries, n - 1);
}

static void
set_state_of (UmRunEntry *entry, UmStepState state)
{
  entry->state = state;
}

static gint64
count_rows (Fixture *self, const char *table)
{
  g_autofree char *path = store_build_path (self->folder, "user-management.db");
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", table);

  return store_read_file (path, sql);
}

/* ---- one entry ---- */

static void
test_journal (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sent = NULL, done = NULL;
  UmRunEntry *entry = get_entry (self, 3);
  const UmRunEntry *found;

  entry->method = g_strdup ("POST");
  entry->path = g_strdup ("/rest/api/3/group/user?groupId=1");
  entry->attempts = 1;
  entry->sent = 1234;
  g_assert_true (store_mark_sent (self->store, self->run->id, entry, &error));
  sent = store_list_entries (self->store, self->run->id, UM_STATE_SENT, NULL, 0, 0, &error);
  g_assert_cmpuint (sent->len, ==, 1);
  found = sent->pdata[0];
  g_assert_cmpuint (found->n, ==, 3);
  g_assert_cmpstr (found->method, ==, "POST");
  g_assert_cmpint (found->sent, ==, 1234);
  g_assert_cmpint (found->finished, ==, 0);

  set_state_of (entry, UM_STATE_FAILED);
  entry->error = g_strdup ("forbidden");
  entry->message = g_strdup ("Nö");
  entry->http = 403;
  entry->request_id = g_strdup ("r-1");
  entry->body = g_strdup ("{}");
  entry->attempts = 2;
  entry->finished = 5678;
  g_assert_true (store_finish (self->store, self->run->id, entry, &error));
  done = store_list_entries (self->store, self->run->id, -1, NULL, 2, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (done->len, ==, 1);
  found = done->pdata[0];
  g_assert_cmpuint (found->n, ==, 3);
  g_assert_cmpuint (found->chain, ==, 1);
  g_assert_cmpstr (found->account_id, ==, "id-1");
  g_assert_cmpstr (found->name, ==, "Ann Lée 1");
  g_assert_cmpint (found->kind, ==, UM_STEP_GROUP_ADD);
  g_assert_cmpstr (found->target, ==, "group-2");
  g_assert_null (found->target_name);
  g_assert_cmpstr (found->before, ==, UM_NOT_MEMBER);
  g_assert_cmpstr (found->after, ==, UM_MEMBER);
  g_assert_cmpstr (found->argument, ==, "See you");
  g_assert_cmpint (found->state, ==, UM_STATE_FAILED);
  g_assert_cmpint (found->skip, ==, UM_SKIP_NONE);
  g_assert_cmpstr (found->error, ==, "forbidden");
  g_assert_cmpstr (found->message, ==, "Nö");
  g_assert_cmpuint (found->http, ==, 403);
  g_assert_cmpstr (found->request_id, ==, "r-1");
  g_assert_cmpstr (found->body, ==, "{}");
  g_assert_cmpuint (found->attempts, ==, 2);
  g_assert_cmpint (found->finished, ==, 5678);
}

static void
test_outcome_stands (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  UmRunEntry *entry = get_entry (self, 1);

  set_state_of (entry, UM_STATE_SKIPPED);
  entry->skip = UM_SKIP_REFUSED;
  entry->skip_detail = g_strdup ("managed elsewhere");
  g_assert_true (store_finish (self->store, self->run->id, entry, &error));
  g_assert_false (store_mark_sent (self->store, self->run->id, entry, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  set_state_of (entry, UM_STATE_DONE);
  g_assert_false (store_finish (self->store, self->run->id, entry, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  entry->n = 99;
  g_assert_false (store_finish (self->store, self->run->id, entry, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  entry->n = 2;
  g_assert_false (store_finish (self->store, "no-such-run", entry, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
}

/* Many at once share a transaction; one of them that can't be fails alone. */
static void
test_group (Fixture *self, gconstpointer data)
{
  GAsyncResult *results[7] = { NULL };
  g_autoptr (UmRunEntry) missing = um_run_entry_new ();
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GError) error = NULL;

  missing->n = 100;
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    um_store_mark_sent_async (self->store, self->run->id,
                              i == 3 ? missing : get_entry (self, i < 3 ? i + 1 : i), store_got_cb,
                              &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GAsyncResult) result = store_wait (&results[i]);

      g_assert_cmpint (um_store_mark_sent_finish (self->store, result, &error), ==, i != 3);
      if (i == 3)
        g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
      else
        g_assert_no_error (error);
      g_clear_error (&error);
    }
  run = store_load_run (self->store, self->run->id, NULL, &error);
  g_assert_cmpuint (run->steps[UM_STATE_SENT], ==, 6);
  g_assert_cmpuint (run->users[UM_STATE_SENT], ==, 3);
}

/* ---- numbers ---- */

static void
assert_numbers (Fixture *self, GPtrArray *entries)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) run = store_load_run (self->store, self->run->id, NULL, &error);
  guint steps[UM_N_STATES] = { 0 }, users[UM_N_STATES] = { 0 };
  guint n_users = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len;)
    {
      const UmRunEntry *first = entries->pdata[i];
      UmStepState worst = first->state;

      for (; i < entries->len && ((UmRunEntry *) entries->pdata[i])->chain == first->chain; i++)
        {
          const UmRunEntry *entry = entries->pdata[i];

          steps[entry->state]++;
          worst = um_step_state_worse (worst, entry->state);
        }
      users[worst]++;
      n_users++;
    }
  g_assert_cmpmem (run->steps, sizeof run->steps, steps, sizeof steps);
  g_assert_cmpmem (run->users, sizeof run->users, users, sizeof users);
  g_assert_cmpuint (run->n_steps, ==, entries->len);
  g_assert_cmpuint (run->n_users, ==, n_users);
}

static void
test_numbers_add_up (Fixture *self, gconstpointer data)
{
  for (guint round = 0; round < 6; round++)
    {
      g_autoptr (GPtrArray)
        entries = store_make_entries (g_test_rand_int_range (1, 8), g_test_rand_int_range (1, 5));
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < entries->len; i++)
        if (g_test_rand_int_range (0, 5) == 0)
          set_state_of (entries->pdata[i], UM_STATE_SKIPPED);
      um_run_unref (self->run);
      self->run = store_make_run ("s1");
      g_assert_true (store_create_run (self->store, self->run, entries, NULL, &error));
      assert_numbers (self, entries);
      for (guint i = 0; i < 60; i++)
        {
          UmRunEntry *entry = entries->pdata[g_test_rand_int_range (0, entries->len)];
          gboolean is_open = !um_step_state_is_final (entry->state);
          gboolean sends = g_test_rand_bit ();
          UmStepState state = sends ? UM_STATE_SENT : g_test_rand_int_range (0, UM_N_STATES);
          UmStepState before = entry->state;
          gboolean fine;

          set_state_of (entry, state);
          fine = sends ? store_mark_sent (self->store, self->run->id, entry, &error)
                       : store_finish (self->store, self->run->id, entry, &error);
          g_assert_cmpint (fine, ==, is_open);
          if (!fine)
            set_state_of (entry, before);
          g_clear_error (&error);
          assert_numbers (self, entries);
        }
      g_assert_true (store_set_state (self->store, self->run->id, UM_RUN_CANCELLED, TRUE, &error));
      for (guint i = 0; i < entries->len; i++)
        if (((UmRunEntry *) entries->pdata[i])->state == UM_STATE_PENDING)
          set_state_of (entries->pdata[i], UM_STATE_CANCELLED);
      assert_numbers (self, entries);
    }
}

static void
test_cancel_pending (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cancelled = NULL;
  g_autoptr (UmRun) run = NULL;

  set_state_of (get_entry (self, 1), UM_STATE_DONE);
  g_assert_true (store_finish (self->store, self->run->id, get_entry (self, 1), &error));
  g_assert_true (store_mark_sent (self->store, self->run->id, get_entry (self, 3), &error));
  g_assert_true (store_set_state (self->store, self->run->id, UM_RUN_PAUSED, FALSE, &error));
  g_assert_true (store_set_state (self->store, self->run->id, UM_RUN_CANCELLED, TRUE, &error));
  run = store_load_run (self->store, self->run->id, NULL, &error);
  g_assert_cmpint (run->state, ==, UM_RUN_CANCELLED);
  g_assert_cmpint (run->finished, ==, 7777);
  g_assert_cmpuint (run->steps[UM_STATE_CANCELLED], ==, 4);
  g_assert_cmpuint (run->users[UM_STATE_CANCELLED], ==, 2);
  g_assert_cmpuint (run->users[UM_STATE_SENT], ==, 1);
  cancelled = store_list_entries (self->store, self->run->id, UM_STATE_CANCELLED, NULL, 0, 0,
                                  &error);
  g_assert_cmpuint (cancelled->len, ==, 4);
  g_assert_cmpint (((UmRunEntry *) cancelled->pdata[0])->finished, ==, 7777);
  /* What is over stays over. */
  g_assert_false (store_set_state (self->store, self->run->id, UM_RUN_RUNNING, FALSE, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (store_set_state (self->store, "no-such-run", UM_RUN_PAUSED, FALSE, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
}

/* ---- whole runs ---- */

static void
test_run_round_trip (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) run = store_make_run ("s2");
  g_autoptr (UmRun) found = NULL, plain = NULL;
  g_autofree char *plan_text = NULL, *no_text = NULL;

  run->relation = UM_OF_UNDO;
  run->of = g_strdup (self->run->id);
  run->first_n = 5;
  run->expression = g_strdup ("status:active");
  run->reason = g_strdup ("leavers");
  run->who = g_strdup ("Ann");
  run->system_user = g_strdup ("ann");
  run->state = UM_RUN_PAUSED;
  run->n_users = 1000;
  g_assert_true (store_create_run (self->store, run, self->entries, NULL, &error));
  found = store_load_run (self->store, run->id, &no_text, &error);
  g_assert_null (no_text);
  g_assert_cmpint (found->relation, ==, UM_OF_UNDO);
  g_assert_cmpstr (found->of, ==, self->run->id);
  g_assert_cmpuint (found->first_n, ==, 5);
  g_assert_cmpstr (found->plan_id, ==, run->plan_id);
  g_assert_cmpstr (found->source_id, ==, "s2");
  g_assert_cmpstr (found->source_name, ==, "Acme");
  g_assert_cmpstr (found->actions, ==, "add-to-groups remove-from-groups");
  g_assert_cmpstr (found->expression, ==, "status:active");
  g_assert_cmpstr (found->reason, ==, "leavers");
  g_assert_cmpstr (found->who, ==, "Ann");
  g_assert_cmpstr (found->system_user, ==, "ann");
  g_assert_cmpint (found->state, ==, UM_RUN_PAUSED);
  g_assert_cmpuint (found->n_users, ==, 3);
  g_assert_cmpint (found->started, ==, 1000);
  plain = store_load_run (self->store, self->run->id, &plan_text, &error);
  g_assert_cmpstr (plan_text, ==, "{\"plan\":1}");
  g_assert_cmpint (plain->relation, ==, UM_OF_NOTHING);
  g_assert_false (plain->dry_run);
}

static gboolean
try_plan (Fixture *self, const char *plan_id, gboolean dry_run, guint first_n)
{
  g_autoptr (UmRun) run = store_make_run ("s1");
  g_autoptr (GError) error = NULL;
  gboolean fine;

  g_free (run->plan_id);
  run->plan_id = g_strdup (plan_id);
  run->dry_run = dry_run;
  run->first_n = first_n;
  fine = store_create_run (self->store, run, self->entries, NULL, &error);
  if (!fine)
    g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_EXISTS);
  return fine;
}

static void
test_plan_once (Fixture *self, gconstpointer data)
{
  const char *ids[] = { self->run->id, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (try_plan (self, "p", TRUE, 0));
  g_assert_true (try_plan (self, "p", FALSE, 10));
  g_assert_true (try_plan (self, "p", FALSE, 10));
  g_assert_true (try_plan (self, "p", FALSE, 0));
  g_assert_false (try_plan (self, "p", FALSE, 0));
  g_assert_false (try_plan (self, "p", FALSE, 10));
  g_assert_true (try_plan (self, "p", TRUE, 0));
  g_assert_true (store_delete_runs (self->store, ids, &error));
  g_assert_false (try_plan (self, self->run->plan_id, FALSE, 0));
  g_assert_true (try_plan (self, self->run->plan_id, TRUE, 0));
}

/* Nobody knows any more what it has made. */
static void
test_trial_deleted (Fixture *self, gconstpointer data)
{
  g_autoptr (UmRun) trial = store_make_run ("s1");
  const char *ids[] = { trial->id, NULL };
  g_autoptr (GError) error = NULL;

  g_free (trial->plan_id);
  trial->plan_id = g_strdup ("p");
  trial->first_n = 2;
  g_assert_true (store_create_run (self->store, trial, self->entries, NULL, &error));
  g_assert_true (store_delete_runs (self->store, ids, &error));
  get_entry (self, 1)->kind = UM_STEP_ISSUE_CREATE;
  g_assert_true (try_plan (self, "p", TRUE, 0));
  g_assert_true (try_plan (self, "other", FALSE, 0));
  g_assert_false (try_plan (self, "p", FALSE, 3));
  g_assert_false (try_plan (self, "p", FALSE, 0));
  get_entry (self, 1)->kind = UM_STEP_GROUP_ADD;
  g_assert_true (try_plan (self, "p", FALSE, 0));
}

static void
test_refused_whole (Fixture *self, gconstpointer data)
{
  g_autoptr (UmRun) run = store_make_run ("s1");
  g_autoptr (GError) error = NULL;

  get_entry (self, 5)->chain = 0;
  g_assert_false (store_create_run (self->store, run, self->entries, "{}", &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_FAILED);
  g_clear_error (&error);
  get_entry (self, 5)->chain = 2;
  get_entry (self, 6)->n = 8;
  g_assert_false (store_create_run (self->store, run, self->entries, "{}", &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (store_create_run (self->store, self->run, self->entries, "{}", &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_EXISTS);
  g_assert_cmpint (count_rows (self, "runs"), ==, 1);
  g_assert_cmpint (count_rows (self, "plans"), ==, 1);
  g_assert_cmpint (count_rows (self, "entries"), ==, 6);
}

/* ---- reading ---- */

static void
test_paging (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *last = NULL;
  guint seen = 0;

  g_ptr_array_add (ids, g_strdup (self->run->id));
  for (guint i = 0; i < 9; i++)
    {
      g_autoptr (UmRun) run = store_make_run ("s1");

      g_assert_true (store_create_run (self->store, run, self->entries, NULL, &error));
      g_ptr_array_add (ids, g_strdup (run->id));
    }
  while (seen < ids->len)
    {
      g_autoptr (GPtrArray) page = store_list_runs (self->store, NULL, last, 3, &error);
      g_autoptr (UmRun) newer = store_make_run ("s1");
      const char *gone[] = { NULL, NULL };

      g_assert_no_error (error);
      g_assert_cmpuint (page->len, ==, MIN (3, ids->len - seen));
      for (guint i = 0; i < page->len; i++)
        g_assert_cmpstr (((UmRun *) page->pdata[i])->id, ==, ids->pdata[ids->len - ++seen]);
      g_free (last);
      last = g_strdup (((UmRun *) page->pdata[page->len - 1])->id);
      /* A run that comes, and one that goes, must not shift the next page. */
      g_assert_true (store_create_run (self->store, newer, self->entries, NULL, &error));
      gone[0] = last;
      if (seen != 6)
        g_assert_true (store_delete_runs (self->store, gone, &error));
    }
  g_assert_null (store_list_runs (self->store, NULL, "no-such-run", 3, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
}

static guint
count_runs (Fixture *self, UmRunQuery query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = store_list_runs (self->store, &query, NULL, 0, &error);

  g_assert_no_error (error);
  return runs->len;
}

static void
test_queries (Fixture *self, gconstpointer data)
{
  g_autoptr (UmRun) run = store_make_run ("s2");
  g_autoptr (GPtrArray) entries = store_make_entries (4, 1);
  g_autoptr (GError) error = NULL;

  run->started = 2000;
  run->state = UM_RUN_FINISHED;
  g_free (run->actions);
  run->actions = g_strdup ("add-to-groups");
  g_assert_true (store_create_run (self->store, run, entries, NULL, &error));
  g_assert_cmpuint (count_runs (self, (UmRunQuery){ .state = -1 }), ==, 2);
  g_assert_cmpuint (count_runs (self, (UmRunQuery){ .state = -1, .source_id = "s2" }), ==, 1);
  g_assert_cmpuint (count_runs (self, (UmRunQuery){ .state = -1, .source_id = "s" }), ==, 0);
  g_assert_cmpuint (count_runs (self, (UmRunQuery){ .state = UM_RUN_RUNNING }), ==, 1);
  g_assert_cmpuint (count_runs (self, (UmRunQuery){ .state = UM_RUN_FINISHED }), ==, 1);
  g_assert_cmpuint (count_runs (self, (UmRunQuery){ .state = -1, .action = "add-to-groups" }), ==,
                    2);
  g_assert_cmpuint (count_runs (self, (UmRunQuery){ .state = -1, .action = "remove-from-groups" }),
                    ==, 1);
  g_assert_cmpuint (count_runs (self, (UmRunQuery){ .state = -1, .action = "groups" }), ==, 0);
  g_assert_cmpuint (count_runs (self, (UmRunQuery){ .state = -1, .from = 2000 }), ==, 1);
  g_assert_cmpuint (count_runs (self, (UmRunQuery){ .state = -1, .to = 2000 }), ==, 1);
  g_assert_cmpuint (count_runs (self, (UmRunQuery){ .state = -1, .from = 1000, .to = 2001 }), ==,
                    2);
  g_assert_cmpuint (count_runs (self, (UmRunQuery){ .state = -1, .account_id = "id-3" }), ==, 1);
  g_assert_cmpuint (count_runs (self, (UmRunQuery){ .state = -1, .account_id = "id-0" }), ==, 2);
  g_assert_cmpuint (count_runs (self, (UmRunQuery){ .state = -1, .account_id = "id-4" }), ==, 0);
}

static void
assert_loads (Fixture *self, const char *id, gboolean expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) run = store_load_run (self->store, id, NULL, &error);

  g_assert_cmpint (run != NULL, ==, expected);
  if (!expected)
    g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
}

static void
test_prefix (Fixture *self, gconstpointer data)
{
  g_autoptr (UmRun) first = store_make_run ("s1"), second = store_make_run ("s1");
  g_autoptr (GError) error = NULL;

  g_free (first->id);
  first->id = g_strdup ("abcdef01-0000-4000-8000-000000000001");
  g_free (second->id);
  second->id = g_strdup ("abcdef02-0000-4000-8000-000000000002");
  g_assert_true (store_create_run (self->store, first, self->entries, NULL, &error));
  g_assert_true (store_create_run (self->store, second, self->entries, NULL, &error));
  assert_loads (self, "abcdef01", TRUE);
  assert_loads (self, "ABCDEF02-0000", TRUE);
  assert_loads (self, first->id, TRUE);
  assert_loads (self, "abcdef0", FALSE);
  assert_loads (self, "abcde", FALSE);
  assert_loads (self, "", FALSE);
  assert_loads (self, "%%%%%%%%", FALSE);
  assert_loads (self, "abcdef03", FALSE);
  assert_loads (self, "abcdef01-0000-4000-8000-0000000000011", FALSE);
}

static void
assert_entries (
  Fixture *self, int state, const char *search, guint after, guint limit, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
    found = store_list_entries (self->store, self->run->id, state, search, after, limit, &error);
  g_autoptr (GString) numbers = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (numbers, "%u ", ((UmRunEntry *) found->pdata[i])->n);
  g_assert_cmpstr (numbers->str, ==, expected);
}

static void
test_entries (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  set_state_of (get_entry (self, 2), UM_STATE_DONE);
  set_state_of (get_entry (self, 5), UM_STATE_DONE);
  g_assert_true (store_finish (self->store, self->run->id, get_entry (self, 2), &error));
  g_assert_true (store_finish (self->store, self->run->id, get_entry (self, 5), &error));
  assert_entries (self, -1, NULL, 0, 0, "1 2 3 4 5 6 ");
  assert_entries (self, -1, NULL, 2, 3, "3 4 5 ");
  assert_entries (self, -1, NULL, 6, 3, "");
  assert_entries (self, UM_STATE_DONE, NULL, 0, 0, "2 5 ");
  assert_entries (self, UM_STATE_DONE, NULL, 2, 1, "5 ");
  assert_entries (self, UM_STATE_PENDING, NULL, 1, 2, "3 4 ");
  assert_entries (self, -1, "LEE 1", 0, 0, "3 4 ");
  assert_entries (self, -1, "lée", 1, 2, "2 3 ");
  assert_entries (self, -1, "ID-2", 0, 0, "5 6 ");
  assert_entries (self, -1, "id-2", 5, 0, "6 ");
  assert_entries (self, UM_STATE_DONE, "ann", 0, 0, "2 5 ");
  assert_entries (self, UM_STATE_FAILED, "ann", 0, 0, "");
  assert_entries (self, -1, "%", 0, 0, "");
  assert_entries (self, -1, "", 0, 1, "1 ");
  g_assert_null (store_list_entries (self->store, "no-such-run", -1, NULL, 0, 0, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
}

/* ---- deleting ---- */

static void
test_delete (Fixture *self, gconstpointer data)
{
  g_autoptr (UmRun) other = store_make_run ("s2");
  const char *both[] = { other->id, self->run->id, NULL };
  const char *unknown[] = { self->run->id, "no-such-run", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  UmRunLock *lock = um_run_lock_take (self->folder, "s1", &error);

  other->state = UM_RUN_FINISHED;
  g_assert_true (store_create_run (self->store, other, self->entries, NULL, &error));
  g_assert_false (store_delete_runs (self->store, both, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_cmpint (count_rows (self, "runs"), ==, 2);
  um_run_lock_free (lock);
  g_assert_false (store_delete_runs (self->store, unknown, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (count_rows (self, "runs"), ==, 2);
  lock = um_run_lock_take (self->folder, "s2", &error);
  g_assert_true (store_delete_runs (self->store, both, &error));
  um_run_lock_free (lock);
  found = store_list_runs (self->store, NULL, NULL, 0, &error);
  g_assert_cmpuint (found->len, ==, 0);
  assert_loads (self, self->run->id, FALSE);
  g_assert_null (store_list_entries (self->store, self->run->id, -1, NULL, 0, 0, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (store_mark_sent (self->store, self->run->id, get_entry (self, 1), &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (store_delete_runs (self->store, &both[1], &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
}

static void
wait_for (const char *path, const char *sql, gint64 value)
{
  while (store_read_file (path, sql) != value)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_thread_yield ();
    }
}

/* What a deleted run leaves is purged when nothing else is to do, at the next start at the latest.
 */
static void
test_purge (Fixture *self, gconstpointer data)
{
  g_autofree char *path = store_build_path (self->folder, "user-management.db");
  g_autoptr (UmRun) large = store_make_run ("s1");
  g_autoptr (GPtrArray) entries = store_make_entries (20000, 1), left = NULL;
  const char *ids[] = { large->id, NULL };
  g_autoptr (GError) error = NULL;
  gint64 n_pages;

  large->reason = g_strdup ("leavers");
  g_assert_true (store_create_run (self->store, large, entries, "{}", &error));
  n_pages = store_read_file (path, "PRAGMA page_count");
  g_assert_true (store_delete_runs (self->store, ids, &error));
  store_close (self->store);
  self->store = store_open (self->folder, &error);
  wait_for (path, "SELECT count(*) FROM runs WHERE deleted > 0 AND purged = 0", 0);
  wait_for (path, "PRAGMA freelist_count", 0);
  g_assert_cmpint (store_read_file (path, "PRAGMA page_count"), <, n_pages / 4);
  g_assert_cmpint (count_rows (self, "runs"), ==, 2);
  g_assert_cmpint (count_rows (self, "plans"), ==, 1);
  g_assert_cmpint (count_rows (self, "run_users"), ==, 3);
  g_assert_cmpint (count_rows (self, "runs WHERE reason NOT NULL"), ==, 0);
  left = store_list_entries (self->store, self->run->id, -1, NULL, 0, 0, &error);
  g_assert_cmpuint (left->len, ==, 6);
}

/* ---- a runner that is killed ---- */

/* In a process of its own: sends and finishes entries for ever, and says each answer on standard
 * output. */
static int
journal_until_killed (const char *folder)
{
  g_autoptr (GError) error = NULL;
  UmStore *store = store_open (folder, &error);
  g_autoptr (UmRun) run = store_make_run ("s1");
  g_autoptr (GPtrArray) entries = store_make_entries (5000, 1);

  if (!store_create_run (store, run, entries, NULL, &error))
    g_error ("%s", error->message);
  printf ("%s\n", run->id);
  for (guint i = 0; i < entries->len; i++)
    {
      UmRunEntry *entry = entries->pdata[i];

      if (!store_mark_sent (store, run->id, entry, &error))
        g_error ("%s", error->message);
      entry->state = UM_STATE_DONE;
      if (!store_finish (store, run->id, entry, &error))
        g_error ("%s", error->message);
      printf ("%u\n", entry->n);
      fflush (stdout);
    }
  return 0;
}

static void
test_killed (void)
{
  g_autofree char *folder = store_make_folder ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                                    "--journal", folder, NULL);
  g_autoptr (GDataInputStream)
    answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_autofree char *id = g_data_input_stream_read_line (answers, NULL, NULL, &error);
  g_autofree char *line = NULL;
  g_autoptr (UmRun) run = NULL;
  guint n_answered = 0;
  UmStore *store;

  while (n_answered < 50)
    {
      g_free (line);
      line = g_data_input_stream_read_line (answers, NULL, NULL, &error);
      n_answered = atoi (line);
    }
  g_subprocess_force_exit (child);
  g_assert_false (g_subprocess_wait_check (child, NULL, NULL));
  store = store_open (folder, &error);
  g_assert_no_error (error);
  g_assert_null (um_store_get_moved_aside (store));
  run = store_load_run (store, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], >=, n_answered);
  g_assert_cmpuint (run->steps[UM_STATE_SENT], <=, 1);
  g_assert_cmpuint (
    run->steps[UM_STATE_DONE] + run->steps[UM_STATE_SENT] + run->steps[UM_STATE_PENDING], ==, 5000);
  store_close (store);
}

static void
add_test (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/runs/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--journal"))
    return journal_until_killed (argv[2]);
  program = argv[0];
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add_test ("journal", test_journal);
  add_test ("outcome-stands", test_outcome_stands);
  add_test ("group", test_group);
  add_test ("numbers-add-up", test_numbers_add_up);
  add_test ("cancel-pending", test_cancel_pending);
  add_test ("round-trip", test_run_round_trip);
  add_test ("plan-once", test_plan_once);
  add_test ("trial-deleted", test_trial_deleted);
  add_test ("refused-whole", test_refused_whole);
  add_test ("paging", test_paging);
  add_test ("queries", test_queries);
  add_test ("prefix", test_prefix);
  add_test ("entries", test_entries);
  add_test ("delete", test_delete);
  add_test ("purge", test_purge);
  g_test_add_func ("/store/runs/killed", test_killed);
  return g_test_run ();
}
