/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources and baskets: what is saved comes back, names are one per source, removal takes along what
 * it says. */
#include "store-support.h"

#include "um-run-lock.h"

static void
test_round_trip (void)
{
  g_autofree char *folder = store_make_folder ();
  g_autoptr (GError) error = NULL;
  UmStore *store = store_open (folder, &error);
  g_autoptr (UmSource) source = um_source_new (UM_SOURCE_ACCESS);
  g_autoptr (GPtrArray) found = NULL;
  const UmSource *again;

  g_assert_no_error (error);
  source->name = g_strdup ("Acmé");
  source->email = g_strdup ("ann@acme.example");
  source->account_id = g_strdup ("712020:1");
  source->cloud_id = g_strdup ("c");
  source->org_id = g_strdup ("o");
  source->org_name = g_strdup ("Acme Inc.");
  source->host_ok = g_strdup ("jira.acme.example");
  source->expires = 1800000000;
  source->gateway = TRUE;
  source->read_only = UM_READ_ONLY_KEY;
  source->demo = TRUE;
  source->color = 5;
  g_assert_true (store_save_source (store, source, &error));
  store_close (store);

  store = store_open (folder, &error);
  found = store_list_sources (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  again = g_ptr_array_index (found, 0);
  g_assert_cmpstr (again->id, ==, source->id);
  g_assert_cmpint (again->kind, ==, UM_SOURCE_ACCESS);
  g_assert_cmpstr (again->name, ==, "Acmé");
  g_assert_null (again->url);
  g_assert_cmpstr (again->api_url, ==, UM_DEFAULT_API_URL);
  g_assert_cmpstr (again->email, ==, "ann@acme.example");
  g_assert_cmpstr (again->account_id, ==, "712020:1");
  g_assert_cmpstr (again->cloud_id, ==, "c");
  g_assert_cmpstr (again->org_id, ==, "o");
  g_assert_cmpstr (again->org_name, ==, "Acme Inc.");
  g_assert_cmpstr (again->host_ok, ==, "jira.acme.example");
  g_assert_cmpint (again->expires, ==, 1800000000);
  g_assert_true (again->gateway && again->demo);
  g_assert_cmpint (again->read_only, ==, UM_READ_ONLY_KEY);
  g_assert_cmpuint (again->color, ==, 5);
  store_close (store);
}

static void
test_by_name (void)
{
  g_autofree char *folder = store_make_folder ();
  g_autoptr (GError) error = NULL;
  UmStore *store = store_open (folder, &error);
  const char *names[] = { "beta", "alpha", "gamma" };
  g_autoptr (GPtrArray) found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (UmSource) source = store_make_source (names[i], names[i]);

      g_assert_true (store_save_source (store, source, &error));
    }
  found = store_list_sources (store, &error);
  g_assert_cmpuint (found->len, ==, 3);
  g_assert_cmpstr (((UmSource *) found->pdata[0])->name, ==, "alpha");
  g_assert_cmpstr (((UmSource *) found->pdata[2])->name, ==, "gamma");
  g_assert_cmpint (((UmSource *) found->pdata[0])->expires, ==, UM_TIME_UNKNOWN);
  store_close (store);
}

static void
test_name_taken (void)
{
  g_autofree char *folder = store_make_folder ();
  g_autoptr (GError) error = NULL;
  UmStore *store = store_open (folder, &error);
  g_autoptr (UmSource) first = store_make_source ("s1", "Acmé");
  g_autoptr (UmSource) second = store_make_source ("s2", "ACME");
  g_autoptr (GPtrArray) found = NULL;

  g_assert_true (store_save_source (store, first, &error));
  g_assert_false (store_save_source (store, second, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  /* Its own name isn't taken by itself, in whatever case. */
  g_free (first->name);
  first->name = g_strdup ("acme");
  g_assert_true (store_save_source (store, first, &error));
  found = store_list_sources (store, &error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((UmSource *) found->pdata[0])->name, ==, "acme");
  store_close (store);
}

static void
test_basket (void)
{
  g_autofree char *folder = store_make_folder ();
  g_autoptr (GError) error = NULL;
  UmStore *store = store_open (folder, &error);
  g_autoptr (UmSource) source = store_make_source ("s1", "Acme");
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) none = NULL, kept = NULL, emptied = NULL, gone = NULL;

  g_ptr_array_add (ids, (char *) "712020:a");
  g_ptr_array_add (ids, (char *) "b");
  g_assert_false (store_save_basket (store, "s1", ids, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (store_save_source (store, source, &error));
  none = store_load_basket (store, "s1", &error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (store_save_basket (store, "s1", ids, &error));
  /* Saving the source again must not take its basket along. */
  g_assert_true (store_save_source (store, source, &error));
  kept = store_load_basket (store, "s1", &error);
  g_assert_cmpuint (kept->len, ==, 2);
  g_assert_cmpstr (kept->pdata[0], ==, "712020:a");
  g_assert_cmpstr (kept->pdata[1], ==, "b");
  g_ptr_array_set_size (ids, 0);
  g_assert_true (store_save_basket (store, "s1", ids, &error));
  emptied = store_load_basket (store, "s1", &error);
  g_assert_cmpuint (emptied->len, ==, 0);
  g_assert_true (store_remove_source (store, "s1", &error));
  gone = store_load_basket (store, "s1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gone->len, ==, 0);
  store_close (store);
}

static void
test_remove (void)
{
  g_autofree char *folder = store_make_folder ();
  g_autoptr (GError) error = NULL;
  UmStore *store = store_open (folder, &error);
  g_autoptr (UmSource) source = store_make_source ("s1", "Acme");
  g_autoptr (UmDirectory) directory = store_make_directory (3, 1);
  g_autoptr (UmRun) run = store_make_run ("s1");
  g_autoptr (GPtrArray) entries = store_make_entries (1, 1);
  g_autoptr (GPtrArray) found = NULL, runs = NULL;
  g_autofree char *snapshot = store_build_path (folder, "cache/s1.db");

  g_assert_true (store_save_source (store, source, &error));
  g_assert_true (store_save_directory (store, "s1", directory, &error));
  g_assert_true (store_create_run (store, run, entries, NULL, &error));
  g_assert_true (g_file_test (snapshot, G_FILE_TEST_EXISTS));
  g_assert_true (store_remove_source (store, "s1", &error));
  g_assert_true (store_remove_source (store, "s1", &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (snapshot, G_FILE_TEST_EXISTS));
  found = store_list_sources (store, &error);
  g_assert_cmpuint (found->len, ==, 0);
  runs = store_list_runs (store, NULL, NULL, 0, &error);
  g_assert_cmpuint (runs->len, ==, 1);
  store_close (store);
}

static void
test_remove_during_run (void)
{
  g_autofree char *folder = store_make_folder ();
  g_autoptr (GError) error = NULL;
  UmStore *store = store_open (folder, &error);
  g_autoptr (UmSource) source = store_make_source ("s1", "Acme");
  g_autofree char *path = store_build_path (folder, "runs/s1.lock");
  UmRunLock *lock = um_run_lock_take (folder, "s1", &error);

  g_assert_true (store_save_source (store, source, &error));
  g_assert_false (store_remove_source (store, "s1", &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  um_run_lock_free (lock);
  g_assert_true (store_remove_source (store, "s1", &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  store_close (store);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/sources/round-trip", test_round_trip);
  g_test_add_func ("/store/sources/by-name", test_by_name);
  g_test_add_func ("/store/sources/name-taken", test_name_taken);
  g_test_add_func ("/store/sources/basket", test_basket);
  g_test_add_func ("/store/sources/remove", test_remove);
  g_test_add_func ("/store/sources/remove-during-run", test_remove_during_run);
  return g_test_run ();
}
