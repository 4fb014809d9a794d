/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of 100 MB: while they are read the main loop turns, and memory holds what was found in
 * them, not them. Minutes, so a long test. */
#include "um-import.h"
#include "um-problem.h"
#include "um-test-site.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FILE_BYTES (100 * 1000 * 1000)
#define N_USERS    5000
#define MIB        (1024 * 1024)

typedef struct
{
  char *folder;
  UmTestSite *site;
  UmEngine *engine;
  UmSourceState *state;
  char *path;
  guint n_progress;
  goffset last_read;
  guint n_ticks; /* turns of the main loop while the worker reads */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = um_test_engine_make_folder ();
  self->site = um_test_site_new ();
  um_test_site_add_users (self->site, N_USERS);
  um_test_site_add_group (self->site, "jira-users", 0, 10);
  self->site->granting = g_strdup ("jira-users");
  self->engine = um_test_engine_open (self->folder);
  self->state = um_test_site_add_to (self->site, self->engine);
  g_assert_true (um_test_refresh (self->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "large.csv", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_unlink (self->path);
  um_test_engine_close (self->engine);
  um_test_site_free (self->site);
  g_free (self->folder);
  g_free (self->path);
}

/* Resident memory, bytes. */
static gsize
get_resident (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  words = g_strsplit (text, " ", 3);
  return g_ascii_strtoull (words[1], NULL, 10) * (gsize) sysconf (_SC_PAGESIZE);
}

static void
progress_cb (goffset n_read, goffset n_total, gpointer user_data)
{
  Fixture *self = user_data;

  g_assert_cmpint (n_read, >=, self->last_read);
  g_assert_cmpint (n_total, >=, n_read);
  self->last_read = n_read;
  self->n_progress++;
}

static gboolean
tick_cb (gpointer user_data)
{
  Fixture *self = user_data;

  self->n_ticks++;
  return G_SOURCE_CONTINUE;
}

/* Returns: by how many bytes memory has grown with the result */
static gsize
read_large (Fixture *self, UmImport **import)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  const UmImportInput input = { .file = file };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gsize before = get_resident ();
  guint tick = g_timeout_add (10, tick_cb, self);
  gsize after;

  um_import_read_async (self->state, &input, NULL, progress_cb, self, NULL, um_test_done_cb,
                        &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  *import = um_import_read_finish (result, &error);
  g_assert_no_error (error);
  after = get_resident ();
  g_test_message ("%u ticks, %u times progress, %zu MiB before, %zu MiB more", self->n_ticks,
                  self->n_progress, before / MIB, after > before ? (after - before) / MIB : 0);
  g_assert_cmpuint (self->n_ticks, >, 10);
  g_assert_cmpuint (self->n_progress, >, 2);
  return after > before ? after - before : 0;
}

static void
test_table (Fixture *self, gconstpointer data)
{
  UmDirectory *directory = um_source_state_get_directory (self->state);
  FILE *stream = g_fopen (self->path, "w");
  g_autoptr (UmImport) import = NULL;
  const UmImportInfo *info;
  guint n_rows = 0;
  gsize grown;

  fputs ("Account ID,Full Name,Note,Manager\n", stream);
  for (gsize n = 0; n < FILE_BYTES; n_rows++)
    {
      guint row = n_rows % N_USERS;

      n += fprintf (stream, "%s,\"Lee, %s\",\"%064u\nline two\",%040u\n",
                    um_directory_get_account_id (directory, row),
                    um_directory_get_name (directory, row), n_rows, n_rows);
    }
  g_assert_cmpint (fclose (stream), ==, 0);
  grown = read_large (self, &import);
  info = um_import_get_info (import);
  g_assert_cmpuint (info->n_rows, ==, n_rows);
  g_assert_cmpuint (info->n_entries[UM_IMPORT_MATCHED], ==, N_USERS);
  g_assert_cmpuint (info->n_duplicates, ==, n_rows - N_USERS);
  g_assert_cmpuint (grown, <, 48 * MIB);
}

/* The most that a file of this size can hold: nearly every line is another one who isn't found. */
static void
test_lines (Fixture *self, gconstpointer data)
{
  FILE *stream = g_fopen (self->path, "w");
  g_autoptr (UmImport) import = NULL;
  const UmImportInfo *info;
  guint n_rows = 0;
  gsize grown;

  for (gsize n = 0; n < FILE_BYTES; n_rows++)
    n += fprintf (stream, "someone.%u@elsewhere.example\n", n_rows);
  g_assert_cmpint (fclose (stream), ==, 0);
  grown = read_large (self, &import);
  info = um_import_get_info (import);
  g_assert_cmpuint (info->n_entries[UM_IMPORT_NOT_FOUND], ==, n_rows);
  g_assert_cmpuint (grown, <, 3u * FILE_BYTES);
}

/* Returns: the problem of the file */
static int
read_problem (Fixture *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  const UmImportInput input = { .file = file };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (UmImport) import = NULL;
  g_autoptr (GError) error = NULL;

  um_import_read_async (self->state, &input, NULL, NULL, NULL, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  import = um_import_read_finish (result, &error);
  g_assert_null (import);
  g_assert_true (error->domain == UM_PROBLEM);
  g_assert_cmpstr (error->message, ==, self->path);
  return error->code;
}

static void
test_too_large (Fixture *self, gconstpointer data)
{
  FILE *stream = g_fopen (self->path, "w");

  fputs ("email\na@b\n", stream);
  for (guint i = 0; i < UM_IMPORT_MAX_ROWS; i++)
    fputs ("a\n", stream);
  g_assert_cmpint (fclose (stream), ==, 0);
  g_assert_cmpint (read_problem (self), ==, UM_PROBLEM_IMPORT_TOO_LARGE);
  stream = g_fopen (self->path, "w");
  fputs ("email\na@b\n", stream);
  for (gsize n = 0; n <= UM_IMPORT_MAX_BYTES;)
    n += fprintf (stream, "a@b,%994d\n", 0);
  g_assert_cmpint (fclose (stream), ==, 0);
  g_assert_cmpint (read_problem (self), ==, UM_PROBLEM_IMPORT_TOO_LARGE);
}

static void
test_rubbish (Fixture *self, gconstpointer data)
{
  FILE *stream = g_fopen (self->path, "w");

  for (gsize n = 0; n < FILE_BYTES; n += 4)
    {
      guint32 bytes = g_test_rand_int ();

      fwrite (&bytes, sizeof bytes, 1, stream);
    }
  g_assert_cmpint (fclose (stream), ==, 0);
  g_assert_cmpint (read_problem (self), ==, UM_PROBLEM_IMPORT_BINARY);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  const UmImportInput input = { .file = file };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FILE *stream = g_fopen (self->path, "w");

  for (gsize n = 0; n < FILE_BYTES;)
    n += fprintf (stream, "someone.%zu@elsewhere.example\n", n);
  g_assert_cmpint (fclose (stream), ==, 0);
  um_import_read_async (self->state, &input, NULL, progress_cb, self, cancellable, um_test_done_cb,
                        &result);
  while (self->n_progress == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  um_test_wait_for (&result);
  g_assert_null (um_import_read_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (self->last_read, <, FILE_BYTES);
}

static void
add_test (const char *name, void (*func) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/import-large/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
  add_test ("table", test_table);
  add_test ("lines", test_lines);
  add_test ("too-large", test_too_large);
  add_test ("rubbish", test_rubbish);
  add_test ("cancelled", test_cancelled);
  return um_test_engine_run ();
}
