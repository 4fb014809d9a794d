/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What runs did to one account: as a plain scan of all runs finds it, page by page. */
#include "store-support.h"

#include "um-store-history.h"

#define N_ACCOUNTS 7
#define N_RUNS     40

typedef struct
{
  char *folder;
  UmStore *store;
  GPtrArray *runs;    /* of UmRun, oldest first */
  GPtrArray *entries; /* of GPtrArray of UmRunEntry: those of each run */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = store_make_folder ();
  self->store = store_open (self->folder, &error);
  self->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_unref);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  store_close (self->store);
  g_ptr_array_unref (self->runs);
  g_ptr_array_unref (self->entries);
  g_free (self->folder);
}

static GPtrArray *
list (Fixture *self, const char *account_id, const char *before, guint limit)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GPtrArray *deeds;

  um_store_list_history_async (self->store, account_id, before, limit, NULL, store_got_cb, &place);
  result = store_wait (&place);
  deeds = um_store_list_history_finish (self->store, result, &error);
  g_assert_no_error (error);
  return deeds;
}

static void
add_entry (GPtrArray *entries, guint chain, guint account, const char *target)
{
  UmRunEntry *entry = um_run_entry_new ();

  entry->n = entries->len + 1;
  entry->chain = chain;
  entry->kind = UM_STEP_GROUP_ADD;
  entry->account_id = g_strdup_printf ("id-%u", account);
  entry->target = g_strdup (target);
  entry->before = g_strdup (UM_NOT_MEMBER);
  entry->after = g_strdup (UM_MEMBER);
  g_ptr_array_add (entries, entry);
}

/* A run of some of the accounts, each with one to three steps. */
static void
keep_random_run (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  UmRun *run = store_make_run (g_test_rand_bit () ? "a" : "b");
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);
  guint chain = 0;

  run->dry_run = g_test_rand_int_range (0, 4) == 0;
  for (guint account = 0; account < N_ACCOUNTS; account++)
    {
      int n_steps = g_test_rand_int_range (0, 4);

      for (int step = 0; step < n_steps; step++)
        {
          g_autofree char *target = g_strdup_printf ("group-%d", step);

          add_entry (entries, chain, account, target);
        }
      chain += n_steps > 0;
    }
  if (entries->len == 0)
    add_entry (entries, 0, 0, "group-0");
  store_create_run (self->store, run, entries, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      UmRunEntry *entry = entries->pdata[i];

      if (g_test_rand_bit ())
        continue;
      entry->state = g_test_rand_bit () ? UM_STATE_DONE : UM_STATE_FAILED;
      store_finish (self->store, run->id, entry, &error);
      g_assert_no_error (error);
    }
  g_ptr_array_add (self->runs, run);
  g_ptr_array_add (self->entries, entries);
}

/* What a look at every entry of run @i says of the account. */
static guint
scan (Fixture *self, guint i, const char *account_id, UmStepState *state)
{
  const GPtrArray *entries = self->entries->pdata[i];
  guint n = 0;

  for (guint j = 0; j < entries->len; j++)
    {
      const UmRunEntry *entry = entries->pdata[j];

      if (g_strcmp0 (entry->account_id, account_id) != 0)
        continue;
      *state = n == 0 ? entry->state : um_step_state_worse (*state, entry->state);
      n++;
    }
  return n;
}

static void
assert_entries (const UmDeed *deed, const GPtrArray *entries, const char *account_id)
{
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *wanted = entries->pdata[i];
      const UmRunEntry *got;

      if (g_strcmp0 (wanted->account_id, account_id) != 0)
        continue;
      g_assert_cmpuint (n, <, deed->entries->len);
      got = deed->entries->pdata[n++];
      g_assert_cmpuint (got->n, ==, wanted->n);
      g_assert_cmpstr (got->account_id, ==, account_id);
      g_assert_cmpstr (got->target, ==, wanted->target);
      g_assert_cmpint (got->state, ==, wanted->state);
    }
  g_assert_cmpuint (n, ==, deed->entries->len);
}

/* @deeds are what a scan finds, newest first, from the @skip-th on. */
static void
assert_scanned (Fixture *self, const char *account_id, GPtrArray *deeds, guint skip)
{
  guint n = 0;
  guint seen = 0;

  for (guint i = self->runs->len; i-- > 0;)
    {
      UmStepState state = UM_STATE_PENDING;
      const UmRun *run = self->runs->pdata[i];
      const UmDeed *deed;

      if (scan (self, i, account_id, &state) == 0 || seen++ < skip || n == deeds->len)
        continue;
      deed = deeds->pdata[n++];
      g_assert_cmpstr (deed->run->id, ==, run->id);
      g_assert_cmpstr (deed->run->source_id, ==, run->source_id);
      g_assert_cmpint (deed->run->dry_run, ==, run->dry_run);
      g_assert_cmpint (deed->state, ==, state);
      assert_entries (deed, self->entries->pdata[i], account_id);
    }
  g_assert_cmpuint (n, ==, deeds->len);
}

static guint
count (Fixture *self, const char *account_id)
{
  UmStepState state;
  guint n = 0;

  for (guint i = 0; i < self->runs->len; i++)
    n += scan (self, i, account_id, &state) > 0;
  return n;
}

static void
test_scan (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < N_RUNS; i++)
    keep_random_run (self);
  for (guint account = 0; account < N_ACCOUNTS; account++)
    {
      g_autofree char *id = g_strdup_printf ("id-%u", account);
      g_autoptr (GPtrArray) all = list (self, id, NULL, 0);

      g_assert_cmpuint (all->len, ==, count (self, id));
      assert_scanned (self, id, all, 0);
    }
}

static void
test_pages (Fixture *self, gconstpointer data)
{
  guint n_seen = 0;
  g_autofree char *before = NULL;

  for (guint i = 0; i < N_RUNS; i++)
    keep_random_run (self);
  while (TRUE)
    {
      g_autoptr (GPtrArray) page = list (self, "id-3", before, 4);

      g_assert_cmpuint (page->len, <=, 4);
      assert_scanned (self, "id-3", page, n_seen);
      if (page->len == 0)
        break;
      n_seen += page->len;
      g_free (before);
      before = g_strdup (((UmDeed *) page->pdata[page->len - 1])->run->id);
    }
  g_assert_cmpuint (n_seen, ==, count (self, "id-3"));
}

/* Whose id only begins like another's isn't he; ids are compared as they are. */
static void
test_nobody (Fixture *self, gconstpointer data)
{
  const char *const others[] = { "id-", "id-33", "ID-3", "", "id-3' OR 1=1 --" };

  for (guint i = 0; i < 5; i++)
    keep_random_run (self);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GPtrArray) none = list (self, others[i], NULL, 0);

      g_assert_cmpuint (none->len, ==, 0);
    }
}

static void
test_deleted (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray)
    entries = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);
  g_autoptr (UmRun) kept = store_make_run ("a");
  g_autoptr (UmRun) gone = store_make_run ("a");
  const char *const ids[] = { gone->id, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) deeds = NULL;
  g_autoptr (GPtrArray) older = NULL;
  g_autoptr (GPtrArray) none = NULL;

  add_entry (entries, 0, 1, "group");
  g_assert_true (store_create_run (self->store, kept, entries, NULL, &error));
  g_assert_true (store_create_run (self->store, gone, entries, NULL, &error));
  g_assert_true (store_set_state (self->store, gone->id, UM_RUN_FINISHED, TRUE, &error));
  g_assert_true (store_delete_runs (self->store, ids, &error));
  g_assert_no_error (error);
  deeds = list (self, "id-1", NULL, 0);
  g_assert_cmpuint (deeds->len, ==, 1);
  g_assert_cmpstr (((UmDeed *) deeds->pdata[0])->run->id, ==, kept->id);
  /* The place of a page's last run is known after it was deleted. */
  older = list (self, "id-1", gone->id, 0);
  g_assert_cmpuint (older->len, ==, 1);
  none = list (self, "id-1", "no such run", 0);
  g_assert_cmpuint (none->len, ==, 0);
}

/* What was found later belongs to the entry. */
static void
test_notes (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray)
    entries = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);
  g_autoptr (UmRun) run = store_make_run ("a");
  g_autoptr (GError) error = NULL;
  g_autofree char *path = store_build_path (self->folder, "user-management.db");
  g_autoptr (GPtrArray) deeds = NULL;
  const UmDeed *deed;

  add_entry (entries, 0, 0, "group");
  add_entry (entries, 1, 1, "group");
  add_entry (entries, 1, 1, "other");
  g_assert_true (store_create_run (self->store, run, entries, NULL, &error));
  g_assert_no_error (error);
  store_exec_file (path, "INSERT INTO notes SELECT run, n, 99, 'user-gone', NULL, 0 FROM entries"
                         " WHERE n IN (1, 3)");
  deeds = list (self, "id-1", NULL, 0);
  g_assert_cmpuint (deeds->len, ==, 1);
  deed = deeds->pdata[0];
  g_assert_cmpuint (deed->entries->len, ==, 2);
  g_assert_null (((UmRunEntry *) deed->entries->pdata[0])->notes);
  g_assert_nonnull (((UmRunEntry *) deed->entries->pdata[1])->notes);
}

#define ADD(name, test) g_test_add ("/store-history/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("scan", test_scan);
  ADD ("pages", test_pages);
  ADD ("nobody", test_nobody);
  ADD ("deleted", test_deleted);
  ADD ("notes", test_notes);
  return g_test_run ();
}
