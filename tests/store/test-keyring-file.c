/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys on libsecret's file backend: one per source and address, and never in a file of the store.
 */
#include "keyring-support.h"

#include <glib/gstdio.h>
#include <string.h>

#define KEY "ATATT3xFfGF0-sëcret/+=key"

/* There with the leak checker only. */
extern void __lsan_disable (void) __attribute__ ((weak));
extern void __lsan_enable (void) __attribute__ ((weak));

/* libsecret's file backend forgets the entity tag of the file before, of which no call of ours
 * tells. */
static gboolean
store_key (UmSource *source, const char *key, GError **error)
{
  gboolean stored;

  if (__lsan_disable != NULL)
    __lsan_disable ();
  stored = keyring_store (source, key, error);
  if (__lsan_enable != NULL)
    __lsan_enable ();
  return stored;
}

static gboolean
clear_keys (UmSource *source, GError **error)
{
  gboolean cleared;

  if (__lsan_disable != NULL)
    __lsan_disable ();
  cleared = keyring_clear (source, error);
  if (__lsan_enable != NULL)
    __lsan_enable ();
  return cleared;
}

static void
test_round_trip (void)
{
  g_autoptr (UmSource) source = store_make_source ("s1", "Acme");
  g_autoptr (UmSource) other = store_make_source ("s2", "Other");
  g_autoptr (GError) error = NULL;

  keyring_assert_none (source, UM_KEYRING_ERROR_NO_KEY);
  g_assert_true (store_key (source, KEY, &error));
  g_assert_no_error (error);
  keyring_assert_key (source, KEY);
  keyring_assert_none (other, UM_KEYRING_ERROR_NO_KEY);
  g_assert_true (store_key (source, "another", &error));
  keyring_assert_key (source, "another");
  g_assert_true (clear_keys (source, &error));
  keyring_assert_none (source, UM_KEYRING_ERROR_NO_KEY);
  g_assert_true (clear_keys (source, &error));
  g_assert_no_error (error);
}

static void
set_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

/* A key isn't found for an address that it wasn't typed for; clearing forgets all. */
static void
test_addresses (void)
{
  g_autoptr (UmSource) source = store_make_source ("s3", "Acme");
  g_autoptr (GError) error = NULL;

  g_assert_true (store_key (source, KEY, &error));
  source->gateway = TRUE;
  keyring_assert_key (source, KEY);
  set_text (&source->url, "https://evil.example");
  keyring_assert_none (source, UM_KEYRING_ERROR_NO_KEY);
  set_text (&source->url, "https://acme.atlassian.net");
  set_text (&source->api_url, "https://api.evil.example");
  keyring_assert_none (source, UM_KEYRING_ERROR_NO_KEY);
  g_assert_true (store_key (source, "other", &error));
  set_text (&source->api_url, UM_DEFAULT_API_URL);
  keyring_assert_key (source, KEY);
  source->kind = UM_SOURCE_ACCESS;
  keyring_assert_none (source, UM_KEYRING_ERROR_NO_KEY);
  g_assert_true (clear_keys (source, &error));
  source->kind = UM_SOURCE_JIRA;
  keyring_assert_none (source, UM_KEYRING_ERROR_NO_KEY);
  set_text (&source->api_url, "https://api.evil.example");
  keyring_assert_none (source, UM_KEYRING_ERROR_NO_KEY);
}

static void
test_copy (void)
{
  g_autofree char *text = g_strdup (KEY);
  char *copy = um_keyring_copy_key (text);

  g_assert_true (copy != text);
  g_assert_cmpstr (copy, ==, KEY);
  um_keyring_free_key (copy);
  um_keyring_free_key (NULL);
}

static void
test_cancelled (void)
{
  g_autoptr (UmSource) source = store_make_source ("s4", "Acme");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;

  g_cancellable_cancel (cancellable);
  um_keyring_lookup_async (source, cancellable, store_got_cb, &place);
  result = store_wait (&place);
  g_assert_null (um_keyring_lookup_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
holds_key (const char *path)
{
  g_autofree char *text = NULL;
  gsize size;

  return g_file_get_contents (path, &text, &size, NULL)
         && memmem (text, size, "sëcret", strlen ("sëcret")) != NULL;
}

/* Looks into every file below; how many there are. */
static guint
assert_no_key_below (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint n_files = 0;

  if (folder == NULL)
    {
      g_assert_false (holds_key (path));
      return 1;
    }
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      n_files += assert_no_key_below (file);
    }
  return n_files;
}

static void
test_no_key_on_disk (void)
{
  g_autofree char *folder = store_make_folder ();
  g_autofree char *probe = g_build_filename (g_get_user_data_dir (), "probe", NULL);
  g_autoptr (UmSource) source = store_make_source ("s5", "Acme");
  g_autoptr (UmDirectory) directory = store_make_directory (50, 3);
  g_autoptr (UmRun) run = store_make_run ("s5");
  g_autoptr (GPtrArray) entries = store_make_entries (5, 1);
  g_autoptr (GError) error = NULL;
  UmStore *store = store_open (folder, &error);

  /* The test would see it. */
  g_assert_true (g_file_set_contents (probe, KEY, -1, &error));
  g_assert_true (holds_key (probe));
  g_assert_cmpint (g_unlink (probe), ==, 0);

  g_assert_true (store_key (source, KEY, &error));
  g_assert_true (store_save_source (store, source, &error));
  g_assert_true (store_save_directory (store, "s5", directory, &error));
  g_assert_true (store_create_run (store, run, entries, "{}", &error));
  g_assert_true (store_finish (store, run->id, entries->pdata[0], &error));
  g_assert_no_error (error);
  g_assert_cmpuint (assert_no_key_below (g_get_user_data_dir ()), >=, 5);
  store_close (store);
  g_assert_cmpuint (assert_no_key_below (g_get_user_data_dir ()), >=, 3);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("um-keyring-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "test.keyring", NULL);
  int result;

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/keyring/file/round-trip", test_round_trip);
  g_test_add_func ("/keyring/file/addresses", test_addresses);
  g_test_add_func ("/keyring/file/copy", test_copy);
  g_test_add_func ("/keyring/file/cancelled", test_cancelled);
  g_test_add_func ("/keyring/file/no-key-on-disk", test_no_key_on_disk);
  result = g_test_run ();
  g_unlink (path);
  g_rmdir (folder);
  return result;
}
