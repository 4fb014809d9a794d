/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports: what is in the files, that nothing is lost in JSON, that CSV runs nothing and comes back
 * through an import, and that a file is whole or isn't there. */
#include "um-export-private.h"
#include "um-import-private.h"
#include "um-problem.h"
#include "um-test-site.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* ---- cells and strings ---- */

static void
test_cells (void)
{
  static const struct
  {
    const char *text;
    const char *cell;
  } cases[] = {
    { "a", "a" },
    { "a b", "a b" },
    { "a,b", "\"a,b\"" },
    { "a;b", "\"a;b\"" },
    { "say \"hi\"", "\"say \"\"hi\"\"\"" },
    { "a\nb", "\"a\nb\"" },
    { "=1+1", "\"'=1+1\"" },
    { "+1", "\"'+1\"" },
    { "-1", "\"'-1\"" },
    { "@a", "\"'@a\"" },
    { "\ta", "\"'\ta\"" },
    { "\ra", "\"'\ra\"" },
    { "  =a", "\"'  =a\"" },
    { "\n=a", "\"'\n=a\"" },
    { "'=a", "'=a" },
    { " a", "\" a\"" },
    { "a=b", "a=b" },
    { "", "\"\"" },
    { NULL, "\"\"" },
  };
  g_autoptr (GString) row = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) csv = g_string_new (NULL);

      um_export_append_cell (csv, cases[i].text);
      g_assert_cmpstr (csv->str, ==, cases[i].cell);
      /* What isn't for the cell to begin with is taken off again. */
      if (cases[i].cell[0] == '"' && cases[i].cell[1] == '\'')
        g_assert_nonnull (um_import_cell_drop_guard (cases[i].cell + 1));
    }
  um_export_append_cell (row, "");
  um_export_append_cell (row, NULL);
  um_export_append_cell (row, "c");
  g_string_append (row, "\r\n");
  um_export_append_cell (row, "d");
  g_assert_cmpstr (row->str, ==, "\"\",,c\r\nd");
}

static void
test_json_text (void)
{
  static const char text[] = "a\"b\\c\n\t\x01\x1f\x7f Zoë \xf0\x9f\x98\x80\xe2\x80\xa8</";
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;

  um_export_append_json_text (json, text);
  g_string_append_c (json, ']');
  root = json_from_string (json->str, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_array_get_string_element (json_node_get_array (root), 0), ==, text);
}

/* ---- with an engine ---- */

typedef struct
{
  char *folder;
  UmTestSite *site;
  UmEngine *engine;
  UmSourceState *state;
  GFile *file;
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = um_test_engine_make_folder ();
  self->site = um_test_site_new ();
  um_test_site_add_users (self->site, 20);
  um_test_site_add_group (self->site, "=cmd|'calc'", 0, 10);
  self->site->granting = g_strdup ("=cmd|'calc'");
  self->engine = um_test_engine_open (self->folder);
  self->state = um_test_site_add_to (self->site, self->engine);
  g_assert_true (um_test_refresh (self->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "export", NULL);
  self->file = g_file_new_for_path (self->path);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  um_test_engine_close (self->engine);
  um_test_site_free (self->site);
  g_object_unref (self->file);
  g_free (self->path);
  g_free (self->folder);
}

static gboolean export(Fixture *self,
                       UmBitset *rows,
                       const UmExportOptions *options,
                       GCancellable *cancellable,
                       guint *n_written,
                       GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_export_users_async (self->state, rows, options, self->file, cancellable, um_test_done_cb,
                         &result);
  um_test_wait_for (&result);
  return um_export_finish (result, n_written, error);
}

static char *
read_export (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  char *text;

  g_assert_true (g_file_get_contents (self->path, &text, NULL, &error));
  return text;
}

static void
test_json (Fixture *self, gconstpointer data)
{
  const UmExportOptions options = { UM_EXPORT_JSON, TRUE, "name:\"a, b\"", UM_COLUMN_ID, TRUE };
  UmDirectory *directory = um_source_state_get_directory (self->state);
  g_autoptr (UmBitset) rows = um_bitset_new (um_directory_get_n_rows (directory),
                                             um_directory_get_generation (directory));
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *head, *user;
  JsonArray *users;
  guint n_written = 0;
  GStatBuf info;

  um_bitset_add (rows, 3);
  um_bitset_add (rows, 15);
  g_assert_true (export(self, rows, &options, NULL, &n_written, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_written, ==, 2);
  g_assert_cmpint (g_stat (self->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  text = read_export (self);
  root = json_from_string (text, &error);
  g_assert_no_error (error);
  head = json_object_get_object_member (json_node_get_object (root), "export");
  g_assert_cmpstr (json_object_get_string_member (head, "source"), ==, "Site");
  g_assert_cmpstr (json_object_get_string_member (head, "filter"), ==, "name:\"a, b\"");
  g_assert_cmpint (json_object_get_int_member (head, "count"), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (head, "who"), ==,
                   um_source_state_get_source (self->state)->email);
  g_assert_nonnull (json_object_get_string_member (head, "when"));
  users = json_object_get_array_member (json_node_get_object (root), "users");
  g_assert_cmpuint (json_array_get_length (users), ==, 2);
  user = json_array_get_object_element (users, 0);
  g_assert_cmpstr (json_object_get_string_member (user, "account_id"), ==,
                   um_directory_get_account_id (directory, 3));
  g_assert_true (json_object_get_null_member (user, "last_login"));
  g_assert_true (json_object_get_null_member (user, "managed"));
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (user, "groups"), 0),
                   ==, "=cmd|'calc'");
  user = json_array_get_object_element (users, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (user, "groups")), ==, 0);
}

static void
test_csv (Fixture *self, gconstpointer data)
{
  const UmExportOptions with_head = { UM_EXPORT_CSV, TRUE, "name:\"a, b\"", UM_COLUMN_NAME, FALSE };
  const UmExportOptions without = { UM_EXPORT_CSV, FALSE, NULL, UM_COLUMN_NAME, FALSE };
  UmDirectory *directory = um_source_state_get_directory (self->state);
  const UmImportInput input = { .file = self->file };
  g_autofree char *text = NULL, *plain = NULL;
  g_autoptr (UmImport) import = NULL, again = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (export(self, NULL, &with_head, NULL, NULL, &error));
  g_assert_no_error (error);
  text = read_export (self);
  g_assert_true (g_str_has_prefix (text, "# Exported by: User Management "));
  g_assert_nonnull (strstr (text, "\"# Filter: name:\"\"a, b\"\"\"\r\n# Count: 20\r\nAccount ID,"));
  g_assert_nonnull (strstr (text, ",\"'=cmd|'calc'\","));
  import = um_import_read (directory, &input, NULL, NULL, &error);
  g_assert_no_error (error);
  ids = um_import_dup_account_ids (import);
  g_assert_cmpuint (ids->len, ==, 20);
  g_assert_cmpuint (um_import_get_info (import)->n_rows, ==, 20);
  g_assert_true (export(self, NULL, &without, NULL, NULL, &error));
  plain = read_export (self);
  g_assert_true (g_str_has_prefix (plain, "Account ID,Full Name,E-mail,Status,"));
  g_assert_true (g_str_has_suffix (text, plain));
}

static void
test_stream (Fixture *self, gconstpointer data)
{
  const UmExportOptions options = { UM_EXPORT_JSON, FALSE, NULL, UM_COLUMN_NAME, FALSE };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  guint n_written = 0;

  um_export_print_users_async (self->state, NULL, &options, stream, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  g_assert_true (um_export_finish (result, &n_written, &error));
  g_assert_cmpuint (n_written, ==, 20);
  g_assert_false (g_output_stream_is_closed (stream));
  g_output_stream_write_all (stream, "", 1, NULL, NULL, &error);
  root = json_from_string (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                           &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (root)), ==, 20);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* What fails or is cancelled leaves what was there, and nothing where nothing was. */
static void
test_whole_or_not (Fixture *self, gconstpointer data)
{
  const UmExportOptions options = { UM_EXPORT_CSV, TRUE, NULL, UM_COLUMN_NAME, FALSE };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GFile) other = g_file_new_build_filename (self->folder, "missing", "export", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint n_files = count_files (self->folder);

  g_cancellable_cancel (cancellable);
  g_assert_false (export(self, NULL, &options, cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (count_files (self->folder), ==, n_files);
  g_assert_true (g_file_set_contents (self->path, "before", -1, &error));
  g_assert_false (export(self, NULL, &options, cancellable, NULL, NULL));
  text = read_export (self);
  g_assert_cmpstr (text, ==, "before");
  g_assert_cmpuint (count_files (self->folder), ==, n_files + 1);
  g_set_object (&self->file, other);
  g_assert_false (export(self, NULL, &options, NULL, NULL, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_FILE_FAILED);
  g_assert_true (g_str_has_suffix (error->message, "missing/export"));
}

/* The disk fills up in the middle. */
static void
test_cut_short (Fixture *self, gconstpointer data)
{
  const UmExportOptions options = { UM_EXPORT_JSON, TRUE, NULL, UM_COLUMN_NAME, FALSE };
  struct rlimit before, small;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint n_files = count_files (self->folder);

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 2000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (export(self, NULL, &options, NULL, NULL, &error));
  g_assert_true (error->domain == UM_PROBLEM);
  g_assert_cmpuint (count_files (self->folder), ==, n_files);
  g_assert_true (g_file_set_contents (self->path, "before", -1, NULL));
  g_assert_false (export(self, NULL, &options, NULL, NULL, NULL));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  text = read_export (self);
  g_assert_cmpstr (text, ==, "before");
  g_assert_cmpuint (count_files (self->folder), ==, n_files + 1);
}

static void
test_disk_full (Fixture *self, gconstpointer data)
{
  const UmExportOptions options = { UM_EXPORT_JSON, FALSE, NULL, UM_COLUMN_NAME, FALSE };
  g_autoptr (GFile) full = g_file_new_for_path ("/dev/full");
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileOutputStream) stream = g_file_append_to (full, 0, NULL, &error);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_no_error (error);
  um_export_print_users_async (self->state, NULL, &options, G_OUTPUT_STREAM (stream), NULL,
                               um_test_done_cb, &result);
  um_test_wait_for (&result);
  g_assert_false (um_export_finish (result, NULL, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_DISK_FULL);
}

static char *
export_list (Fixture *self, UmImport *import, UmImportOutcome outcome, UmExportFormat format)
{
  const UmExportOptions options = { .format = format };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  um_export_import_async (self->state, import, outcome, &options, self->file, NULL, um_test_done_cb,
                          &result);
  um_test_wait_for (&result);
  g_assert_true (um_export_finish (result, NULL, &error));
  g_assert_no_error (error);
  return read_export (self);
}

static void
test_lists (Fixture *self, gconstpointer data)
{
  static const UmUser users[] = {
    { .account_id = "1:a", .name = "Ann" },
    { .account_id = "1:b", .name = "Bob", .email = "bob@x" },
    { .account_id = "1:c", .name = "Bob" },
  };
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  g_autoptr (UmDirectory) directory = NULL;
  g_autoptr (GBytes) text = g_bytes_new_static ("name\nann\nBOB\n=zoe\nANN\n", 23);
  const UmImportInput input = { .text = text };
  g_autoptr (UmImport) import = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *matched = NULL, *open = NULL, *missing = NULL, *json = NULL, *chosen = NULL;
  g_autofree char *none = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    um_directory_builder_add_user (builder, &users[i]);
  directory = um_directory_builder_end (builder);
  import = um_import_read (directory, &input, NULL, NULL, &error);
  g_assert_no_error (error);
  matched = export_list (self, import, UM_IMPORT_MATCHED, UM_EXPORT_CSV);
  g_assert_cmpstr (matched, ==,
                   "Text,Line,Times,Account ID,Full Name,E-mail,Status\r\n"
                   "ann,2,2,1:a,Ann,,unknown\r\n");
  open = export_list (self, import, UM_IMPORT_AMBIGUOUS, UM_EXPORT_CSV);
  g_assert_cmpstr (open, ==,
                   "Text,Line,Times,Account ID,Full Name,E-mail,Status\r\n"
                   "BOB,3,1,1:b,Bob,bob@x,unknown\r\nBOB,3,1,1:c,Bob,,unknown\r\n");
  missing = export_list (self, import, UM_IMPORT_NOT_FOUND, UM_EXPORT_CSV);
  g_assert_cmpstr (missing, ==,
                   "Text,Line,Times,Account ID,Full Name,E-mail,Status\r\n\"'=zoe\",4,1,,,,\r\n");
  json = export_list (self, import, UM_IMPORT_AMBIGUOUS, UM_EXPORT_JSON);
  g_assert_cmpstr (json, ==,
                   "[\n{\"text\":\"BOB\",\"line\":3,\"times\":1,\"candidates\":["
                   "{\"account_id\":\"1:b\",\"name\":\"Bob\",\"email\":\"bob@x\","
                   "\"status\":\"unknown\"},"
                   "{\"account_id\":\"1:c\",\"name\":\"Bob\",\"email\":null,"
                   "\"status\":\"unknown\"}]}\n]\n");
  g_assert_true (um_import_choose (import, 0, 2));
  chosen = export_list (self, import, UM_IMPORT_MATCHED, UM_EXPORT_CSV);
  g_assert_true (g_str_has_suffix (chosen, "\r\nBOB,3,1,1:c,Bob,,unknown\r\n"));
  none = export_list (self, import, UM_IMPORT_AMBIGUOUS, UM_EXPORT_JSON);
  g_assert_cmpstr (none, ==, "[\n\n]\n");
}

static void
test_name (Fixture *self, gconstpointer data)
{
  g_autofree char *plain = um_export_dup_name (self->state, NULL, UM_EXPORT_CSV);
  g_autofree char *hostile = um_export_dup_name (self->state, "../../x\n\342\200\256 =Zoë/.",
                                                 UM_EXPORT_JSON);
  g_autofree char *empty = um_export_dup_name (self->state, "///", UM_EXPORT_JSON);
  g_autofree char *long_word = g_strnfill (500, 'x');
  g_autofree char *too_long = um_export_dup_name (self->state, long_word, UM_EXPORT_JSON);

  g_assert_true (g_regex_match_simple ("^site-users-\\d{4}-\\d\\d-\\d\\d\\.csv$", plain, 0, 0));
  g_assert_true (g_regex_match_simple ("^site-x-zoë-\\d{4}-\\d\\d-\\d\\d\\.json$", hostile, 0, 0));
  g_assert_true (g_regex_match_simple ("^site-\\d{4}-\\d\\d-\\d\\d\\.json$", empty, 0, 0));
  g_assert_cmpuint (strlen (too_long), <, 100);
}

static void
add_test (const char *name, void (*func) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/export/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
  g_test_add_func ("/export/cells", test_cells);
  g_test_add_func ("/export/json-text", test_json_text);
  add_test ("json", test_json);
  add_test ("csv", test_csv);
  add_test ("stream", test_stream);
  add_test ("whole-or-not", test_whole_or_not);
  add_test ("cut-short", test_cut_short);
  add_test ("disk-full", test_disk_full);
  add_test ("lists", test_lists);
  add_test ("name", test_name);
  return um_test_engine_run ();
}
