/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening whatever is there: new, old, newer, damaged, read-only, full, twice; and closing. */
#include "store-support.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOBODY 65534

typedef struct
{
  char *folder;
  char *path; /* of the database */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = store_make_folder ();
  self->path = store_build_path (self->folder, "user-management.db");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->path);
  g_free (self->folder);
}

static void
make_folder (Fixture *self)
{
  g_assert_cmpint (g_mkdir_with_parents (self->folder, 0700), ==, 0);
}

static int
get_mode (const char *path)
{
  struct stat info;

  if (stat (path, &info) != 0)
    return -1;
  return info.st_mode & 0777;
}

static int
get_mode_of (Fixture *self, const char *name)
{
  g_autofree char *path = store_build_path (self->folder, name);

  return get_mode (path);
}

static UmStore *
open_fine (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  UmStore *store = store_open (self->folder, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

static void
assert_refused (Fixture *self, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (store_open (self->folder, &error));
  g_assert_error (error, UM_STORE_ERROR, code);
}

static GBytes *
read_bytes (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static void
save_one (UmStore *store, const char *id)
{
  g_autoptr (UmSource) source = store_make_source (id, id);
  g_autoptr (GError) error = NULL;

  store_save_source (store, source, &error);
  g_assert_no_error (error);
}

static guint
count_sources (UmStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sources = store_list_sources (store, &error);

  g_assert_no_error (error);
  return sources->len;
}

/* ---- modes ---- */

static void
test_modes (Fixture *self, gconstpointer data)
{
  mode_t before = umask (0);
  UmStore *store = open_fine (self);

  save_one (store, "s1");
  umask (before);
  g_assert_cmpint (get_mode (self->folder), ==, 0700);
  g_assert_cmpint (get_mode_of (self, "cache"), ==, 0700);
  g_assert_cmpint (get_mode (self->path), ==, 0600);
  g_assert_cmpint (get_mode_of (self, "user-management.db-wal"), ==, 0600);
  g_assert_cmpint (get_mode_of (self, "user-management.db-shm"), ==, 0600);
  g_assert_cmpint (get_mode_of (self, "user-management.lock"), ==, 0600);
  g_assert_null (um_store_get_moved_aside (store));
  g_assert_cmpstr (um_store_get_folder (store), ==, self->folder);
  store_close (store);
  g_assert_cmpint (get_mode_of (self, "user-management.db-wal"), ==, -1);
}

static void
test_modes_mended (Fixture *self, gconstpointer data)
{
  store_close (open_fine (self));
  g_assert_cmpint (chmod (self->folder, 0755), ==, 0);
  g_assert_cmpint (chmod (self->path, 0644), ==, 0);
  store_close (open_fine (self));
  g_assert_cmpint (get_mode (self->folder), ==, 0700);
  g_assert_cmpint (get_mode (self->path), ==, 0600);
}

/* ---- versions ---- */

static void
test_version_1 (Fixture *self, gconstpointer data)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "fixtures", "db", "v1.sql", NULL);
  g_autofree char *sql = NULL, *plan_text = NULL;
  g_autoptr (GPtrArray) sources = NULL, basket = NULL, entries = NULL;
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GError) error = NULL;
  const UmSource *acme;
  const UmRunEntry *entry;
  UmStore *store;

  g_assert_true (g_file_get_contents (source, &sql, NULL, &error));
  make_folder (self);
  store_exec_file (self->path, sql);
  store = open_fine (self);
  g_assert_null (um_store_get_moved_aside (store));
  sources = store_list_sources (store, &error);
  g_assert_cmpuint (sources->len, ==, 1);
  acme = sources->pdata[0];
  g_assert_cmpstr (acme->name, ==, "Acmé");
  g_assert_cmpint (acme->expires, ==, 1800000000);
  basket = store_load_basket (store, acme->id, &error);
  g_assert_cmpuint (basket->len, ==, 2);
  run = store_load_run (store, "5d8f3c40", &plan_text, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (plan_text, ==, "{\"version\":1}");
  g_assert_cmpstr (run->reason, ==, "leavers");
  g_assert_cmpuint (run->users[UM_STATE_FAILED], ==, 1);
  entries = store_list_entries (store, run->id, -1, "ann lee", 0, 0, &error);
  g_assert_cmpuint (entries->len, ==, 4);
  entry = entries->pdata[0];
  g_assert_cmpuint (entry->http, ==, 403);
  g_assert_cmpstr (entry->message, ==, "It isn't allowed");
  store_close (store);
}

static void
test_newer (Fixture *self, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);
  g_autoptr (GBytes) before = NULL, after = NULL;

  store_close (open_fine (self));
  store_exec_file (self->path, "PRAGMA user_version = 99");
  before = read_bytes (self->path);
  assert_refused (self, UM_STORE_ERROR_NEWER);
  after = read_bytes (self->path);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
}

/* The newer program was killed: its version stands in the log beside the file only. */
static void
test_newer_in_log (Fixture *self, gconstpointer data)
{
  sqlite3 *handle = NULL;

  store_close (open_fine (self));
  g_assert_cmpint (sqlite3_open (self->path, &handle), ==, SQLITE_OK);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  g_assert_cmpint (sqlite3_exec (handle, "PRAGMA user_version = 99", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (handle);
  assert_refused (self, UM_STORE_ERROR_NEWER);
  g_assert_cmpint (store_read_file (self->path, "PRAGMA user_version"), ==, 99);
}

/* ---- what isn't ours ---- */

static void
assert_moved_aside (Fixture *self)
{
  g_autoptr (GBytes) before = read_bytes (self->path);
  g_autoptr (GBytes) after = NULL;
  UmStore *store = open_fine (self);
  const char *place = um_store_get_moved_aside (store);

  g_assert_nonnull (place);
  g_assert_true (g_str_has_prefix (place, self->path));
  g_assert_nonnull (strstr (place, ".damaged-"));
  after = read_bytes (place);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_cmpuint (count_sources (store), ==, 0);
  save_one (store, "s1");
  store_close (store);
  store = open_fine (self);
  g_assert_null (um_store_get_moved_aside (store));
  g_assert_cmpuint (count_sources (store), ==, 1);
  store_close (store);
}

static void
test_not_a_database (Fixture *self, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (5000, 'x');

  make_folder (self);
  g_file_set_contents (self->path, "hello", -1, NULL);
  assert_moved_aside (self);
  g_file_set_contents (self->path, long_text, -1, NULL);
  assert_moved_aside (self);
  g_file_set_contents (self->path, "SQLite format 3\0garbage", 23, NULL);
  assert_moved_aside (self);
}

static void
test_other_program (Fixture *self, gconstpointer data)
{
  make_folder (self);
  store_exec_file (self->path, "CREATE TABLE t (a)");
  assert_moved_aside (self);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  store_exec_file (self->path, "PRAGMA application_id = 77; PRAGMA user_version = 1");
  assert_moved_aside (self);
}

static void
test_truncated (Fixture *self, gconstpointer data)
{
  UmStore *store = open_fine (self);

  save_one (store, "s1");
  store_close (store);
  g_assert_cmpint (truncate (self->path, 8192), ==, 0);
  assert_moved_aside (self);
}

static void
test_log_moves_along (Fixture *self, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);
  g_autofree char *moved = NULL;
  UmStore *store;

  make_folder (self);
  g_file_set_contents (self->path, "hello", -1, NULL);
  g_file_set_contents (wal, "log", -1, NULL);
  store = open_fine (self);
  moved = g_strconcat (um_store_get_moved_aside (store), "-wal", NULL);
  g_assert_true (g_file_test (moved, G_FILE_TEST_EXISTS));
  store_close (store);
}

static void
set_flag_cb (gpointer flag)
{
  *(gboolean *) flag = TRUE;
}

/* Damage that opening doesn't meet: found after an unclean end, moved aside at the next start. */
static void
test_damage_within (Fixture *self, gconstpointer data)
{
  g_autofree char *marker = store_build_path (self->folder, "user-management.lock");
  g_autofree char *garbage = g_strnfill (4096, '\xee');
  g_autoptr (GPtrArray) entries = store_make_entries (2000, 1);
  g_autoptr (UmRun) run = store_make_run ("s1");
  g_autoptr (GError) error = NULL;
  gboolean noticed = FALSE;
  UmStore *store = open_fine (self);
  FILE *file;
  gint64 page;

  g_assert_true (store_create_run (store, run, entries, NULL, &error));
  store_close (store);
  page = store_read_file (self->path,
                          "SELECT rootpage FROM sqlite_schema WHERE name = 'entries_by_state'");
  file = g_fopen (self->path, "r+");
  g_assert_cmpint (fseek (file, (page - 1) * 4096, SEEK_SET), ==, 0);
  g_assert_cmpint (fwrite (garbage, 1, 4096, file), ==, 4096);
  fclose (file);
  g_file_set_contents (marker, "o", 1, NULL);

  store = open_fine (self);
  g_assert_null (um_store_get_moved_aside (store));
  g_assert_false (um_store_get_damaged (store));
  g_signal_connect_swapped (store, "notify::damaged", G_CALLBACK (set_flag_cb), &noticed);
  while (!noticed)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (um_store_get_damaged (store));
  store_close (store);
  assert_moved_aside (self);
}

/* ---- two at once ---- */

static void
test_two (Fixture *self, gconstpointer data)
{
  UmStore *first = open_fine (self), *second = open_fine (self);

  save_one (first, "s1");
  save_one (second, "s2");
  g_assert_cmpuint (count_sources (first), ==, 2);
  g_assert_cmpuint (count_sources (second), ==, 2);
  store_close (first);
  save_one (second, "s3");
  store_close (second);
  first = open_fine (self);
  g_assert_cmpuint (count_sources (first), ==, 3);
  store_close (first);
}

/* A database that somebody has open is never moved. */
static void
test_damaged_while_open (Fixture *self, gconstpointer data)
{
  UmStore *first = open_fine (self);
  g_autofree char *garbage = g_strnfill (100, 'x');
  FILE *file;

  store_exec_file (self->path, "PRAGMA wal_checkpoint (TRUNCATE)");
  file = g_fopen (self->path, "r+");
  fwrite (garbage, 1, 100, file);
  fclose (file);
  assert_refused (self, UM_STORE_ERROR_CORRUPT);
  g_assert_true (g_file_test (self->path, G_FILE_TEST_EXISTS));
  store_close (first);
}

/* ---- no room, no right ---- */

/* Root may write everywhere, so it becomes somebody else, who has to be able to reach the folder:
 * tests' own folder for temporary files is root's alone. */
static void
test_read_only (Fixture *self, gconstpointer data)
{
  gboolean is_root = geteuid () == 0;
  g_autoptr (GError) error = NULL;

  g_free (self->folder);
  self->folder = g_mkdtemp (g_strdup ("/tmp/um-store-XXXXXX"));
  g_assert_nonnull (self->folder);
  g_free (self->path);
  self->path = store_build_path (self->folder, "user-management.db");
  if (is_root)
    {
      g_assert_cmpint (chown (self->folder, NOBODY, NOBODY), ==, 0);
      g_assert_cmpint (seteuid (NOBODY), ==, 0);
    }
  store_close (open_fine (self));
  g_assert_cmpint (chmod (self->path, 0400), ==, 0);
  assert_refused (self, UM_STORE_ERROR_READ_ONLY);
  g_assert_cmpint (chmod (self->path, 0600), ==, 0);
  g_assert_cmpint (chmod (self->folder, 0500), ==, 0);
  assert_refused (self, UM_STORE_ERROR_READ_ONLY);
  g_assert_cmpint (chmod (self->folder, 0700), ==, 0);
  store_close (open_fine (self));
  store_remove_tree (self->folder);
  if (is_root)
    g_assert_cmpint (seteuid (0), ==, 0);
}

static void
test_full (Fixture *self, gconstpointer data)
{
  UmStore *store = open_fine (self);
  g_autoptr (GPtrArray) entries = store_make_entries (5000, 1);
  g_autoptr (UmRun) run = store_make_run ("s1");
  g_autoptr (UmDirectory) directory = store_make_directory (3000, 20);
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;
  UmSnapshotInfo info;
  struct rlimit before, small;

  save_one (store, "s1");
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  small = before;
  small.rlim_cur = 200 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (store_create_run (store, run, entries, NULL, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_FULL);
  g_clear_error (&error);
  g_assert_false (store_save_directory (store, "s1", directory, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_FULL);
  g_clear_error (&error);
  runs = store_list_runs (store, NULL, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (runs->len, ==, 0);
  g_assert_true (store_peek (store, "s1", &info, &error));
  g_assert_cmpint (info.users_read, ==, UM_TIME_UNKNOWN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_true (store_create_run (store, run, entries, NULL, &error));
  g_assert_true (store_save_directory (store, "s1", directory, &error));
  store_close (store);
}

/* ---- requests ---- */

static void
add_number_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GString *order = user_data;

  g_string_append_printf (order, "%d", (int) (order->len + 1));
  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    g_string_append (order, "!");
}

static void
test_order (Fixture *self, gconstpointer data)
{
  UmStore *store = open_fine (self);
  g_autoptr (UmSource) source = store_make_source ("s1", "Acme");
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GString) order = g_string_new (NULL);
  GAsyncResult *place = NULL;

  /* Each answer depends on the request before: the second finds the source, the fourth doesn't. */
  um_store_save_source_async (store, source, NULL, add_number_cb, order);
  um_store_save_basket_async (store, "s1", none, add_number_cb, order);
  um_store_remove_source_async (store, "s1", NULL, add_number_cb, order);
  um_store_save_basket_async (store, "s1", none, add_number_cb, order);
  um_store_close_async (store, store_got_cb, &place);
  g_object_unref (store_wait (&place));
  g_assert_cmpstr (order->str, ==, "1234!");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (store);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  UmStore *store = open_fine (self);
  g_autoptr (UmSource) source = store_make_source ("s1", "Acme");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;

  g_cancellable_cancel (cancellable);
  um_store_save_source_async (store, source, cancellable, store_got_cb, &place);
  result = store_wait (&place);
  g_assert_false (um_store_save_source_finish (store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_sources (store), ==, 0);
  g_clear_object (&result);
  store_close (store);
}

static void
test_closed (Fixture *self, gconstpointer data)
{
  UmStore *store = open_fine (self);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *closed = NULL, *asked = NULL;

  um_store_close_async (store, store_got_cb, &closed);
  um_store_list_sources_async (store, NULL, store_got_cb, &asked);
  result = store_wait (&asked);
  g_assert_null (um_store_list_sources_finish (store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_object_unref (store_wait (&closed));
  g_clear_object (&result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (store);
}

/* Who only lets go of it has closed it too. */
static void
test_let_go (Fixture *self, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);
  UmStore *store = open_fine (self);

  save_one (store, "s1");
  g_assert_finalize_object (store);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
}

static void
add_test (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/open/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add_test ("modes", test_modes);
  add_test ("modes-mended", test_modes_mended);
  add_test ("version-1", test_version_1);
  add_test ("newer", test_newer);
  add_test ("newer-in-log", test_newer_in_log);
  add_test ("not-a-database", test_not_a_database);
  add_test ("other-program", test_other_program);
  add_test ("truncated", test_truncated);
  add_test ("log-moves-along", test_log_moves_along);
  add_test ("damage-within", test_damage_within);
  add_test ("two", test_two);
  add_test ("damaged-while-open", test_damaged_while_open);
  add_test ("read-only", test_read_only);
  add_test ("full", test_full);
  add_test ("order", test_order);
  add_test ("cancelled", test_cancelled);
  add_test ("closed", test_closed);
  add_test ("let-go", test_let_go);
  return g_test_run ();
}
