/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run logs: which runs are interrupted, how they are deleted and printed. */
#include "um-engine-private.h"
#include "um-problem.h"
#include "um-run-lock.h"
#include "um-test-engine.h"

#include <string.h>

#define SOURCE "11111111-1111-4111-8111-111111111111"
#define OTHER  "22222222-2222-4222-8222-222222222222"

typedef struct
{
  char *folder;
  UmEngine *engine;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = um_test_engine_make_folder ();
  fixture->engine = um_test_engine_open (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_engine_close (fixture->engine);
  g_free (fixture->folder);
}

static UmRunEntry *
make_entry (guint n, UmStepState state)
{
  UmRunEntry *entry = um_run_entry_new ();

  entry->n = n;
  entry->chain = n - 1;
  entry->account_id = g_strdup_printf ("a%u", n);
  entry->name = g_strdup_printf ("User %u", n);
  entry->kind = UM_STEP_GROUP_REMOVE;
  entry->target = g_strdup ("g1");
  entry->target_name = g_strdup ("jira-users");
  entry->before = g_strdup (UM_MEMBER);
  entry->after = g_strdup (UM_NOT_MEMBER);
  entry->state = state;
  return entry;
}

static UmRun *
make_run (const char *source_id, gint64 started)
{
  UmRun *run = um_run_new ();

  run->plan_id = g_uuid_string_random ();
  run->source_id = g_strdup (source_id);
  run->source_name = g_strdup ("Acme");
  run->actions = g_strdup ("remove-from-groups");
  run->state = UM_RUN_RUNNING;
  run->started = started;
  run->n_users = 2;
  run->n_steps = 2;
  run->steps[UM_STATE_PENDING] = 2;
  run->users[UM_STATE_PENDING] = 2;
  return run;
}

/* Keeps a run of two users in @state. (transfer full): its id */
static char *
keep_run (Fixture *fixture, const char *source_id, gint64 started, UmRunState state)
{
  UmStore *store = um_engine_get_store (fixture->engine);
  g_autoptr (UmRun) run = make_run (source_id, started);
  g_autoptr (GPtrArray)
    entries = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);
  g_autoptr (GAsyncResult) created = NULL;
  g_autoptr (GAsyncResult) set = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (entries, make_entry (1, UM_STATE_PENDING));
  g_ptr_array_add (entries, make_entry (2, UM_STATE_PENDING));
  um_store_create_run_async (store, run, entries, "{}", NULL, um_test_done_cb, &created);
  um_test_wait_for (&created);
  g_assert_true (um_store_create_run_finish (store, created, &error));
  g_assert_no_error (error);
  if (state != UM_RUN_RUNNING)
    {
      gboolean over = state == UM_RUN_FINISHED;

      um_store_set_run_state_async (store, run->id, state, over ? started + 1000 : 0, over,
                                    um_test_done_cb, &set);
      um_test_wait_for (&set);
      g_assert_true (um_store_set_run_state_finish (store, set, &error));
      g_assert_no_error (error);
    }
  return g_strdup (run->id);
}

static GPtrArray *
list (Fixture *fixture, int state, const char *before, guint limit, GError **error)
{
  UmRunQuery query = { .state = state };
  g_autoptr (GAsyncResult) result = NULL;

  um_run_log_list_async (fixture->engine, &query, before, limit, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_run_log_list_finish (fixture->engine, result, error);
}

/* The runs of a state are those with these ids (ended by NULL), in this order. */
static void
assert_listed (Fixture *fixture, int state, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = list (fixture, state, NULL, 0, &error);
  const char *id;
  guint n = 0;
  va_list ids;

  g_assert_no_error (error);
  va_start (ids, state);
  while ((id = va_arg (ids, const char *)) != NULL)
    {
      g_assert_cmpuint (n, <, runs->len);
      g_assert_cmpstr (((UmRun *) runs->pdata[n])->id, ==, id);
      if (state >= 0)
        g_assert_cmpint (((UmRun *) runs->pdata[n])->state, ==, state);
      n++;
    }
  va_end (ids);
  g_assert_cmpuint (runs->len, ==, n);
}

/* Whether a list of several lists of the store or of one: who cancels it is told once, before it is
 * begun or while the store works. */
static void
assert_cancelled (Fixture *fixture, int state, gboolean before)
{
  UmRunQuery query = { .state = state };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;

  if (before)
    g_cancellable_cancel (cancellable);
  um_run_log_list_async (fixture->engine, &query, NULL, 0, cancellable, um_test_done_cb, &result);
  g_cancellable_cancel (cancellable);
  um_test_wait_for (&result);
  runs = um_run_log_list_finish (fixture->engine, result, &error);
  g_assert_null (runs);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dead = keep_run (fixture, SOURCE, 1000, UM_RUN_RUNNING);

  assert_cancelled (fixture, UM_RUN_INTERRUPTED, FALSE);
  assert_cancelled (fixture, UM_RUN_INTERRUPTED, TRUE);
  assert_cancelled (fixture, -1, FALSE);
  assert_cancelled (fixture, -1, TRUE);
  assert_listed (fixture, UM_RUN_INTERRUPTED, dead, NULL);
}

static UmRun *
load (Fixture *fixture, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_run_log_load_async (fixture->engine, id, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_run_log_load_finish (fixture->engine, result, error);
}

static gboolean
delete_runs (Fixture *fixture, const char *const *ids, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_run_log_delete_async (fixture->engine, ids, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_run_log_delete_finish (fixture->engine, result, error);
}

static void
test_interrupted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *finished = keep_run (fixture, SOURCE, 1000, UM_RUN_FINISHED);
  g_autofree char *dead = keep_run (fixture, SOURCE, 2000, UM_RUN_RUNNING);
  g_autofree char *paused = keep_run (fixture, SOURCE, 3000, UM_RUN_PAUSED);
  g_autofree char *alive = keep_run (fixture, OTHER, 4000, UM_RUN_RUNNING);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRunLock) lock = um_run_lock_take (fixture->folder, OTHER, &error);
  g_autoptr (UmRun) run = NULL;

  g_assert_no_error (error);
  assert_listed (fixture, -1, alive, paused, dead, finished, NULL);
  assert_listed (fixture, UM_RUN_RUNNING, alive, NULL);
  assert_listed (fixture, UM_RUN_PAUSED, NULL);
  assert_listed (fixture, UM_RUN_INTERRUPTED, paused, dead, NULL);
  assert_listed (fixture, UM_RUN_FINISHED, finished, NULL);
  run = load (fixture, dead, &error);
  g_assert_no_error (error);
  g_assert_cmpint (run->state, ==, UM_RUN_INTERRUPTED);
  g_clear_pointer (&run, um_run_unref);
  run = load (fixture, alive, &error);
  g_assert_cmpint (run->state, ==, UM_RUN_RUNNING);
  /* When its holder dies, that one is interrupted too. */
  g_clear_pointer (&lock, um_run_lock_free);
  assert_listed (fixture, UM_RUN_INTERRUPTED, alive, paused, dead, NULL);
  assert_listed (fixture, UM_RUN_RUNNING, NULL);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = keep_run (fixture, SOURCE, 1000, UM_RUN_FINISHED);
  g_autofree char *second = keep_run (fixture, SOURCE, 2000, UM_RUN_FINISHED);
  g_autofree char *third = keep_run (fixture, SOURCE, 3000, UM_RUN_PAUSED);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) page = list (fixture, -1, NULL, 2, &error);
  g_autoptr (GPtrArray) rest = list (fixture, -1, second, 2, &error);
  g_autoptr (GPtrArray) cut = list (fixture, UM_RUN_INTERRUPTED, NULL, 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (page->len, ==, 2);
  g_assert_cmpstr (((UmRun *) page->pdata[0])->id, ==, third);
  g_assert_cmpuint (rest->len, ==, 1);
  g_assert_cmpstr (((UmRun *) rest->pdata[0])->id, ==, first);
  g_assert_cmpuint (cut->len, ==, 1);
  g_assert_null (list (fixture, -1, "ffffffff-0000-4000-8000-000000000000", 0, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_RUN);
}

static void
test_loaded (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = keep_run (fixture, SOURCE, 1000, UM_RUN_FINISHED);
  g_autofree char *prefix = g_strndup (id, 8);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) run = load (fixture, prefix, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (run->id, ==, id);
  um_run_log_entries_async (fixture->engine, id, -1, "user 2", 0, 0, NULL, um_test_done_cb,
                            &result);
  um_test_wait_for (&result);
  entries = um_run_log_entries_finish (fixture->engine, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpuint (((UmRunEntry *) entries->pdata[0])->n, ==, 2);
  g_assert_null (load (fixture, "no such run", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_RUN);
  g_assert_cmpstr (error->message, ==, "no such run");
}

static void
count_cb (UmEngine *engine, guint *count)
{
  (*count)++;
}

static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *finished = keep_run (fixture, SOURCE, 1000, UM_RUN_FINISHED);
  g_autofree char *alive = keep_run (fixture, OTHER, 2000, UM_RUN_RUNNING);
  const char *const both[] = { finished, alive, NULL };
  const char *const one[] = { finished, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRunLock) lock = um_run_lock_take (fixture->folder, OTHER, &error);
  guint count = 0;

  g_signal_connect (fixture->engine, "runs-changed", G_CALLBACK (count_cb), &count);
  g_assert_false (delete_runs (fixture, both, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_RUN_GOING_ON);
  g_clear_error (&error);
  assert_listed (fixture, -1, alive, finished, NULL);
  g_assert_cmpuint (count, ==, 0);
  g_assert_true (delete_runs (fixture, one, &error));
  g_assert_no_error (error);
  assert_listed (fixture, -1, alive, NULL);
  g_assert_cmpuint (count, ==, 1);
  g_assert_null (load (fixture, finished, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_RUN);
}

/* ---- printing ---- */

static UmRun *
make_printed_run (void)
{
  UmRun *run = make_run (SOURCE, 1767225600123);

  run->finished = 1767225661000;
  run->state = UM_RUN_FINISHED;
  memset (run->steps, 0, sizeof run->steps);
  memset (run->users, 0, sizeof run->users);
  run->steps[UM_STATE_DONE] = 4;
  run->steps[UM_STATE_SENT] = 1;
  run->steps[UM_STATE_UNKNOWN] = 2;
  run->users[UM_STATE_FAILED] = 3;
  return run;
}

static JsonObject *
parse (const char *text, JsonParser **parser)
{
  *parser = json_parser_new ();
  g_assert_true (json_parser_load_from_data (*parser, text, -1, NULL));
  return json_node_get_object (json_parser_get_root (*parser));
}

/* The members of an object are these, separated by blanks, and no others. */
static void
assert_members (JsonObject *object, const char *members)
{
  g_auto (GStrv) names = g_strsplit (members, " ", -1);

  g_assert_cmpuint (json_object_get_size (object), ==, g_strv_length (names));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_test_message ("%s", names[i]);
      g_assert_true (json_object_has_member (object, names[i]));
    }
}

/* Stands for the sentences of words/. */
static char *
say_why (const UmRunEntry *entry)
{
  return entry->skip != UM_SKIP_NONE ? g_strdup_printf ("reason %d", entry->skip) : g_strdup ("");
}

static void
test_json (void)
{
  g_autoptr (UmRun) run = make_printed_run ();
  g_autoptr (GPtrArray)
    entries = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);
  g_autoptr (JsonParser) parser = NULL;
  g_autofree char *text = NULL;
  UmRunEntry *failed = make_entry (2, UM_STATE_FAILED);
  JsonObject *object, *counts, *entry;

  failed->http = 403;
  failed->attempts = 2;
  failed->message = g_strdup ("No \"way\"\n");
  g_clear_pointer (&failed->before, g_free);
  g_ptr_array_add (entries, make_entry (1, UM_STATE_DONE));
  g_ptr_array_add (entries, failed);
  text = um_run_log_print_json (run, entries, say_why);
  object = parse (text, &parser);
  assert_members (object, "id plan_id of source action state dry_run started finished counts users"
                          " entries");
  g_assert_cmpstr (json_object_get_string_member (object, "id"), ==, run->id);
  g_assert_true (json_object_get_null_member (object, "of"));
  g_assert_cmpstr (json_object_get_string_member (object, "source"), ==, "Acme");
  g_assert_cmpstr (json_object_get_string_member (object, "action"), ==, "remove-from-groups");
  g_assert_cmpstr (json_object_get_string_member (object, "state"), ==, "finished");
  g_assert_false (json_object_get_boolean_member (object, "dry_run"));
  g_assert_cmpstr (json_object_get_string_member (object, "started"), ==, "2026-01-01T00:00:00Z");
  g_assert_cmpstr (json_object_get_string_member (object, "finished"), ==, "2026-01-01T00:01:01Z");
  counts = json_object_get_object_member (object, "counts");
  assert_members (counts, "done failed skipped unknown pending cancelled");
  g_assert_cmpint (json_object_get_int_member (counts, "done"), ==, 4);
  g_assert_cmpint (json_object_get_int_member (counts, "unknown"), ==, 3);
  counts = json_object_get_object_member (object, "users");
  g_assert_cmpint (json_object_get_int_member (counts, "failed"), ==, 3);
  entry = json_array_get_object_element (json_object_get_array_member (object, "entries"), 1);
  assert_members (entry,
                  "n account_id name step target target_name place state http message attempts"
                  " before after notes");
  g_assert_cmpstr (json_object_get_string_member (entry, "step"), ==, "group.remove");
  g_assert_cmpstr (json_object_get_string_member (entry, "state"), ==, "failed");
  g_assert_cmpint (json_object_get_int_member (entry, "http"), ==, 403);
  g_assert_cmpstr (json_object_get_string_member (entry, "message"), ==, "No \"way\"\n");
  g_assert_true (json_object_get_null_member (entry, "before"));
  g_assert_cmpstr (json_object_get_string_member (entry, "after"), ==, UM_NOT_MEMBER);
  entry = json_array_get_object_element (json_object_get_array_member (object, "entries"), 0);
  g_assert_true (json_object_get_null_member (entry, "http"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (entry, "notes")), ==, 0);
}

/* An entry with what was found later. */
static UmRunEntry *
make_noted_entry (void)
{
  UmRunEntry *entry = make_entry (1, UM_STATE_DONE);

  entry->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_note_free);
  g_ptr_array_add (entry->notes, um_run_note_new (1, 1767225600123, UM_NOTE_FOUND, UM_NOT_MEMBER));
  g_ptr_array_add (entry->notes, um_run_note_new (1, 1767225661000, UM_NOTE_USER_GONE, NULL));
  return entry;
}

/* Where Atlassian said nothing, the reason stands in its place. */
static void
test_messages (void)
{
  g_autoptr (UmRun) run = make_printed_run ();
  g_autoptr (GPtrArray)
    entries = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);
  g_autoptr (JsonParser) parser = NULL;
  g_autofree char *text = NULL;
  g_autofree char *csv = NULL;
  UmRunEntry *skipped = make_entry (1, UM_STATE_SKIPPED);
  UmRunEntry *done = make_entry (2, UM_STATE_DONE);
  JsonArray *array;

  skipped->skip = UM_SKIP_GROUP_SYNCED;
  skipped->place = g_strdup ("d1");
  g_ptr_array_add (entries, skipped);
  g_ptr_array_add (entries, done);
  text = um_run_log_print_json (run, entries, say_why);
  array = json_object_get_array_member (parse (text, &parser), "entries");
  g_assert_cmpstr (
    json_object_get_string_member (json_array_get_object_element (array, 0), "message"), ==,
    "reason 6");
  g_assert_cmpstr (
    json_object_get_string_member (json_array_get_object_element (array, 0), "place"), ==, "d1");
  g_assert_true (json_object_get_null_member (json_array_get_object_element (array, 1), "message"));
  csv = um_run_log_print_csv (run, entries, say_why);
  g_assert_nonnull (strstr (csv, ",jira-users,d1,skipped,,reason 6,"));
}

static void
test_notes (void)
{
  g_autoptr (UmRun) run = make_printed_run ();
  g_autoptr (GPtrArray)
    entries = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);
  g_autoptr (JsonParser) parser = NULL;
  g_autofree char *text = NULL;
  g_autofree char *csv = NULL;
  JsonArray *notes;
  JsonObject *note;

  g_ptr_array_add (entries, make_noted_entry ());
  text = um_run_log_print_json (run, entries, say_why);
  notes = json_object_get_array_member (
    json_array_get_object_element (json_object_get_array_member (parse (text, &parser), "entries"),
                                   0),
    "notes");
  g_assert_cmpuint (json_array_get_length (notes), ==, 2);
  note = json_array_get_object_element (notes, 0);
  assert_members (note, "time note found");
  g_assert_cmpstr (json_object_get_string_member (note, "time"), ==, "2026-01-01T00:00:00Z");
  g_assert_cmpstr (json_object_get_string_member (note, "note"), ==, "found");
  g_assert_cmpstr (json_object_get_string_member (note, "found"), ==, UM_NOT_MEMBER);
  note = json_array_get_object_element (notes, 1);
  g_assert_cmpstr (json_object_get_string_member (note, "note"), ==, "user-gone");
  g_assert_true (json_object_get_null_member (note, "found"));
  csv = um_run_log_print_csv (run, entries, say_why);
  g_assert_true (g_str_has_suffix (
    csv, ",\"2026-01-01T00:00:00Z not-member; 2026-01-01T00:01:01Z user-gone\"\r\n"));
}

static void
test_json_of_lists (void)
{
  g_autoptr (UmRun) run = make_run (SOURCE, 1000);
  g_autofree char *text = um_run_log_print_json (run, NULL, NULL);
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *object = parse (text, &parser);

  g_assert_false (json_object_has_member (object, "entries"));
  g_assert_true (json_object_get_null_member (object, "finished"));
}

static void
test_csv (void)
{
  g_autoptr (UmRun) run = make_printed_run ();
  g_autoptr (GPtrArray)
    entries = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);
  g_autofree char *text = NULL;
  g_auto (GStrv) rows = NULL;
  g_autofree char *expected = NULL;
  const char *const evil[] = { "=1+1", "+1", "-1", "@x", "\tx", "\rx" };

  for (guint i = 0; i < G_N_ELEMENTS (evil); i++)
    {
      UmRunEntry *entry = make_entry (i + 1, UM_STATE_DONE);

      g_free (entry->name);
      entry->name = g_strdup (evil[i]);
      g_ptr_array_add (entries, entry);
    }
  ((UmRunEntry *) entries->pdata[0])->message = g_strdup ("a \"b\", c\nd");
  ((UmRunEntry *) entries->pdata[0])->http = 200;
  text = um_run_log_print_csv (run, entries, say_why);
  rows = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, 2 + G_N_ELEMENTS (evil));
  g_assert_cmpstr (
    rows[0], ==,
    "run,source,action,dry_run,n,account_id,name,step,target,target_name,place,state,"
    "http,message,attempts,before,after,sent,finished,notes");
  expected = g_strconcat (run->id,
                          ",Acme,remove-from-groups,no,1,a1,\"'=1+1\",group.remove,g1,jira-users,,"
                          "done,200,\"a \"\"b\"\", c\nd\",0,member,not-member,,,",
                          NULL);
  g_assert_cmpstr (rows[1], ==, expected);
  for (guint i = 0; i < G_N_ELEMENTS (evil); i++)
    {
      g_autofree char *cell = g_strdup_printf (",\"'%s\",", evil[i]);

      g_assert_nonnull (strstr (text, cell));
    }
  g_assert_cmpstr (rows[1 + G_N_ELEMENTS (evil)], ==, "");
}

#define ADD(name, func) g_test_add ("/run-log/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);
  ADD ("interrupted", test_interrupted);
  ADD ("pages", test_pages);
  ADD ("cancelled", test_cancelled);
  ADD ("loaded", test_loaded);
  ADD ("deleted", test_deleted);
  g_test_add_func ("/run-log/json", test_json);
  g_test_add_func ("/run-log/notes", test_notes);
  g_test_add_func ("/run-log/messages", test_messages);
  g_test_add_func ("/run-log/json-of-lists", test_json_of_lists);
  g_test_add_func ("/run-log/csv", test_csv);
  return um_test_engine_run ();
}
