/* SPDX-License-Identifier: GPL-3.0-or-later */
/* list: imports lists of users, shows, renames and removes them. */
#include "um-config.h"
#include "um-cli-list.h"
#include "um-cli-json.h"
#include "um-cli-table.h"
#include "um-enums.h"
#include "um-export.h"
#include "um-lists.h"
#include "um-problem.h"
#include "um-words.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  char *list;
  char *column;
  char *kind;
  char *delimiter;
  char **choices;
  char *parts[UM_N_IMPORT_OUTCOMES]; /* files for the three lists */
  gboolean header;
  gboolean no_header;
  gboolean replace;
  gboolean dry;
} ImportOptions;

static void
import_options_clear (ImportOptions *self)
{
  g_free (self->list);
  g_free (self->column);
  g_free (self->kind);
  g_free (self->delimiter);
  g_strfreev (self->choices);
  for (guint i = 0; i < UM_N_IMPORT_OUTCOMES; i++)
    g_free (self->parts[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ImportOptions, import_options_clear)

/**
 * um_cli_open_list:
 * @path: a file, "-" for standard input
 * @input: (out caller-allocates): what a reader of lists takes; @path and the result are borrowed
 *
 * Returns: (transfer full): the file
 */
GFile *
um_cli_open_list (const char *path, UmImportInput *input)
{
  gboolean from_input = g_str_equal (path, "-");
  GFile *file = from_input ? g_file_new_for_path ("/dev/stdin")
                           : g_file_new_for_commandline_arg (path);

  *input = (UmImportInput){ .file = file, .name = from_input ? _ ("the standard input") : path };
  return file;
}

/**
 * um_cli_get_column:
 * @text: (nullable): "2" is the second column, anything else a heading
 * @column: (out): from 0; untouched for a heading
 * @heading: (out) (transfer none): untouched for a number
 */
void
um_cli_get_column (const char *text, int *column, const char **heading)
{
  guint64 number;

  if (text != NULL && g_ascii_string_to_unsigned (text, 10, 1, 1024, &number, NULL))
    *column = (int) number - 1;
  else if (text != NULL)
    *heading = text;
}

static UmImport *
read_import (UmCli *cli,
             UmSourceState *state,
             const char *path,
             const UmImportOptions *options,
             GError **error)
{
  UmImportInput input;
  g_autoptr (GFile) file = um_cli_open_list (path, &input);
  g_auto (UmAwait) await = { 0 };

  um_import_read_async (state, &input, options, NULL, NULL, cli->cancellable, um_await_cb, &await);
  return um_import_read_finish (um_await (&await), error);
}

static const char *
get_id (UmImport *import, guint row)
{
  return um_directory_get_account_id (um_import_get_directory (import), row);
}

static void
set_ambiguous (UmImport *import, const UmImportEntry *entry, GError **error)
{
  g_autoptr (GString) text = g_string_new (entry->text);

  for (guint i = 0; i < entry->n_candidates; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? ": " : ", ",
                            get_id (import, entry->candidates[i]));
  g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_AMBIGUOUS_USER, text->str);
}

/* So many cells that name nobody, or several, are told with their place. */
#define MOST_PLACES 10

/* As compilers do: file, line, what stands there. */
static void
print_places (UmImport *import, const char *path, UmImportOutcome outcome)
{
  guint n = um_import_get_info (import)->n_entries[outcome];
  UmImportEntry entry;

  for (guint i = 0; i < MIN (n, MOST_PLACES); i++)
    {
      g_autofree char *text = NULL;

      um_import_get_entry (import, outcome, i, &entry);
      text = um_words_clean (entry.text);
      g_printerr ("%s:%u: %s\n", path, entry.line, text);
    }
  if (n > MOST_PLACES)
    g_printerr ("…\n");
}

/**
 * um_cli_read_users:
 * @cli: the command line
 * @state: a loaded source
 * @path: a file, "-" for standard input
 * @error: return location for a #GError
 *
 * Who is to be acted on isn't left out silently: all that the file names has to be one user each.
 * What doesn't is told with its line on standard error.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): account ids
 */
GPtrArray *
um_cli_read_users (UmCli *cli, UmSourceState *state, const char *path, GError **error)
{
  g_autoptr (UmImport) import = read_import (cli, state, path, NULL, error);
  UmImportEntry entry;

  if (import == NULL)
    return NULL;
  if (um_import_get_info (import)->n_entries[UM_IMPORT_NOT_FOUND] > 0)
    {
      print_places (import, path, UM_IMPORT_NOT_FOUND);
      um_import_get_entry (import, UM_IMPORT_NOT_FOUND, 0, &entry);
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_USER, entry.text);
      return NULL;
    }
  if (um_import_get_info (import)->n_entries[UM_IMPORT_AMBIGUOUS] > 0)
    {
      print_places (import, path, UM_IMPORT_AMBIGUOUS);
      um_import_get_entry (import, UM_IMPORT_AMBIGUOUS, 0, &entry);
      set_ambiguous (import, &entry, error);
      return NULL;
    }
  return um_import_dup_account_ids (import);
}

/* ---- list import ---- */

static gboolean
get_options (const char *usage, const ImportOptions *from, UmImportOptions *options)
{
  const UmImportOptions none = UM_IMPORT_OPTIONS_INIT;
  UmImportKind kind;

  *options = none;
  um_cli_get_column (from->column, &options->column, &options->heading);
  if (from->kind != NULL)
    {
      if (!um_import_kind_from_nick (from->kind, &kind))
        {
          um_cli_wrong_use (usage, _ ("The kind is id, email, name or any."));
          return FALSE;
        }
      options->kind = kind;
    }
  if (from->delimiter != NULL)
    {
      if (strlen (from->delimiter) > 1 && !g_str_equal (from->delimiter, "\\t"))
        {
          um_cli_wrong_use (usage, _ ("The delimiter is one character, such as ; or \\t."));
          return FALSE;
        }
      options->delimiter = *from->delimiter == '\\' ? '\t' : *from->delimiter;
    }
  if (from->header || from->no_header)
    options->header = from->header;
  return TRUE;
}

/* "TEXT=ACCOUNT_ID": whom an ambiguous text stands for. */
static gboolean
choose (UmImport *import, const char *choice, GError **error)
{
  const char *sign = strrchr (choice, '=');
  guint row = UM_NO_ROW;
  g_autofree char *said = sign != NULL ? g_strndup (choice, sign - choice) : g_strdup (choice);
  g_autofree char *wanted = um_text_fold (said);

  if (sign != NULL)
    row = um_directory_find (um_import_get_directory (import), sign + 1);
  for (guint i = 0; i < um_import_get_info (import)->n_entries[UM_IMPORT_AMBIGUOUS]; i++)
    {
      UmImportEntry entry;
      g_autofree char *text = NULL;

      um_import_get_entry (import, UM_IMPORT_AMBIGUOUS, i, &entry);
      text = um_text_fold (entry.text);
      if (row != UM_NO_ROW && g_str_equal (text, wanted) && um_import_choose (import, i, row))
        return TRUE;
    }
  g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_USER, choice);
  return FALSE;
}

static gboolean
choose_all (UmImport *import, char **choices, GError **error)
{
  for (guint i = 0; choices != NULL && choices[i] != NULL; i++)
    if (!choose (import, choices[i], error))
      return FALSE;
  return TRUE;
}

/* The three lists as files; what ends in .json is JSON. */
static gboolean
write_parts (UmCli *cli, UmSourceState *state, UmImport *import, char **parts, GError **error)
{
  for (guint i = 0; i < UM_N_IMPORT_OUTCOMES; i++)
    {
      g_auto (UmAwait) await = { 0 };
      UmExportOptions options = { .format = UM_EXPORT_CSV, .head = TRUE };
      g_autoptr (GFile) file = NULL;

      if (parts[i] == NULL)
        continue;
      if (g_str_has_suffix (parts[i], ".json"))
        options.format = UM_EXPORT_JSON;
      file = g_file_new_for_commandline_arg (parts[i]);
      um_export_import_async (state, import, i, &options, file, cli->cancellable, um_await_cb,
                              &await);
      if (!um_export_finish (um_await (&await), NULL, error))
        return FALSE;
    }
  return TRUE;
}

static void
add_user_members (JsonBuilder *json, UmDirectory *directory, guint row)
{
  UmUser user;

  um_directory_get_user (directory, row, &user);
  um_cli_json_string (json, "account_id", user.account_id);
  um_cli_json_string (json, "name", user.name);
  um_cli_json_string (json, "email", user.email);
}

static void
add_candidates (JsonBuilder *json, UmDirectory *directory, const UmImportEntry *entry)
{
  json_builder_set_member_name (json, "candidates");
  json_builder_begin_array (json);
  for (guint i = 0; i < entry->n_candidates; i++)
    {
      UmUserStatus status = um_directory_get_status (directory, entry->candidates[i]);

      json_builder_begin_object (json);
      add_user_members (json, directory, entry->candidates[i]);
      um_cli_json_string (json, "status", um_user_status_to_nick (status));
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_entries (JsonBuilder *json, const char *member, UmImport *import, UmImportOutcome outcome)
{
  json_builder_set_member_name (json, member);
  json_builder_begin_array (json);
  for (guint i = 0; i < um_import_get_info (import)->n_entries[outcome]; i++)
    {
      UmImportEntry entry;

      um_import_get_entry (import, outcome, i, &entry);
      json_builder_begin_object (json);
      um_cli_json_string (json, "text", entry.text);
      um_cli_json_int (json, "line", entry.line);
      um_cli_json_int (json, "times", entry.n_times);
      if (entry.row != UM_NO_ROW)
        add_user_members (json, um_import_get_directory (import), entry.row);
      if (outcome == UM_IMPORT_AMBIGUOUS)
        add_candidates (json, um_import_get_directory (import), &entry);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
print_import_json (UmImport *import, const char *list)
{
  const UmImportInfo *info = um_import_get_info (import);
  GPtrArray *columns = um_import_get_columns (import);
  const char delimiter[] = { info->delimiter, '\0' };
  const UmImportColumn *column = columns->len > 0 ? columns->pdata[info->column] : NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  um_cli_json_string (json, "list", list);
  um_cli_json_string (json, "encoding", um_encoding_to_nick (info->encoding));
  um_cli_json_string (json, "delimiter", info->delimiter != '\0' ? delimiter : NULL);
  um_cli_json_bool (json, "header", info->header);
  um_cli_json_int (json, "column", info->column + 1);
  um_cli_json_string (json, "heading", column != NULL ? column->heading : NULL);
  um_cli_json_string (json, "kind", um_import_kind_to_nick (info->kind));
  um_cli_json_int (json, "rows", info->n_rows);
  um_cli_json_int (json, "blank", info->n_blank);
  um_cli_json_int (json, "duplicates", info->n_duplicates);
  add_entries (json, "matched", import, UM_IMPORT_MATCHED);
  add_entries (json, "ambiguous", import, UM_IMPORT_AMBIGUOUS);
  add_entries (json, "not_found", import, UM_IMPORT_NOT_FOUND);
  json_builder_end_object (json);
  um_cli_json_print (json);
}

/* Whom an ambiguous text may stand for, as --choose takes it. */
static char *
dup_candidates (UmImport *import, const UmImportEntry *entry)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < entry->n_candidates; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", get_id (import, entry->candidates[i]));
  return g_string_free (text, FALSE);
}

static void
print_import (UmImport *import)
{
  static const UmImportOutcome told[] = { UM_IMPORT_AMBIGUOUS, UM_IMPORT_NOT_FOUND };
  const char *const headings[] = { _ ("Line"), _ ("Text"), _ ("Result"), _ ("Account IDs"), NULL };
  const UmImportInfo *info = um_import_get_info (import);
  g_autofree char *form = um_words_import_form (info, um_import_get_columns (import));
  g_autofree char *summary = um_words_import_summary (info, um_import_get_n_open (import));
  g_autoptr (UmTable) table = um_table_new (headings);

  g_print ("%s\n%s\n", form, summary);
  if (info->n_entries[UM_IMPORT_AMBIGUOUS] + info->n_entries[UM_IMPORT_NOT_FOUND] == 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    for (guint j = 0; j < info->n_entries[told[i]]; j++)
      {
        UmImportEntry entry;

        um_import_get_entry (import, told[i], j, &entry);
        um_table_add (table, um_words_number (entry.line));
        um_table_add (table, g_strdup (entry.text));
        um_table_add (table,
                      g_strdup (entry.row != UM_NO_ROW ? um_words_import_outcome (UM_IMPORT_MATCHED)
                                                       : um_words_import_outcome (told[i])));
        um_table_add (table, entry.row != UM_NO_ROW ? g_strdup (get_id (import, entry.row))
                                                    : dup_candidates (import, &entry));
      }
  g_print ("\n");
  um_table_print (table, UM_FORMAT_TABLE);
}

static gboolean
keep (UmCli *cli,
      UmSourceState *state,
      UmImport *import,
      const char *list,
      gboolean replace,
      GError **error)
{
  g_autoptr (GPtrArray) ids = um_import_dup_account_ids (import);
  g_auto (UmAwait) await = { 0 };

  um_lists_save_async (state, list, ids, replace, cli->cancellable, um_await_cb, &await);
  return um_lists_save_finish (state, um_await (&await), error);
}

static int
import_file (UmCli *cli,
             UmSourceState *state,
             const char *path,
             ImportOptions *from,
             const UmImportOptions *options,
             gboolean as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmImport) import = read_import (cli, state, path, options, &error);
  const char *list;

  if (import == NULL)
    return um_cli_fail_to_read (error);
  list = from->list != NULL ? from->list : um_import_get_name (import);
  if (!choose_all (import, from->choices, &error)
      || !write_parts (cli, state, import, from->parts, &error)
      || (!from->dry && !keep (cli, state, import, list, from->replace, &error)))
    return um_cli_fail (error);
  if (as_json)
    print_import_json (import, from->dry ? NULL : list);
  else
    print_import (import);
  return um_import_get_n_open (import) > 0
             || um_import_get_info (import)->n_entries[UM_IMPORT_NOT_FOUND] > 0
           ? UM_EXIT_SOME_FAILED
           : UM_EXIT_DONE;
}

static int
list_import (UmCli *cli, const char *usage, int argc, char **argv)
{
  g_auto (ImportOptions) from = { 0 };
  GOptionEntry entries[] = {
    { "list", 0, 0, G_OPTION_ARG_STRING, &from.list, N_ ("Its name; that of the file"), "LIST" },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &from.replace,
      N_ ("Take the place of a list of that name"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &from.dry, N_ ("Only show what it holds"), NULL },
    { "column", 0, 0, G_OPTION_ARG_STRING, &from.column,
      N_ ("The column that names users, by heading or number"), "COLUMN" },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &from.kind, N_ ("What it holds: id, email, name or any"),
      "KIND" },
    { "delimiter", 0, 0, G_OPTION_ARG_STRING, &from.delimiter, N_ ("What stands between cells"),
      "CHARACTER" },
    { "header", 0, 0, G_OPTION_ARG_NONE, &from.header, N_ ("The first row is a header"), NULL },
    { "no-header", 0, 0, G_OPTION_ARG_NONE, &from.no_header, N_ ("The first row is none"), NULL },
    { "choose", 0, 0, G_OPTION_ARG_STRING_ARRAY, &from.choices,
      N_ ("Whom an ambiguous text stands for; again for others"), "TEXT=ACCOUNT_ID" },
    { "matched", 0, 0, G_OPTION_ARG_FILENAME, &from.parts[UM_IMPORT_MATCHED],
      N_ ("Write those matched to a file, CSV or .json"), "FILE" },
    { "ambiguous", 0, 0, G_OPTION_ARG_FILENAME, &from.parts[UM_IMPORT_AMBIGUOUS],
      N_ ("Write those ambiguous to a file, CSV or .json"), "FILE" },
    { "not-found", 0, 0, G_OPTION_ARG_FILENAME, &from.parts[UM_IMPORT_NOT_FOUND],
      N_ ("Write those not found to a file, CSV or .json"), "FILE" },
    { NULL },
  };
  UmImportOptions options;
  UmSourceState *state;
  UmFormat format;
  int status;

  if (!um_cli_parse_format (usage, entries, &argc, &argv, 2, 2, UM_FORMATS_SHOWN, &format)
      || !get_options (usage, &from, &options))
    return UM_EXIT_WRONG_USE;
  if (from.list == NULL && !from.dry && g_str_equal (argv[2], "-"))
    return um_cli_wrong_use (usage, _ ("Name the list by --list."));
  state = um_cli_load_source (cli, argv[1], &status);
  if (state == NULL)
    return status;
  return import_file (cli, state, argv[2], &from, &options, format == UM_FORMAT_JSON);
}

/* ---- list show, list rename, list remove ---- */

static int
show_lists (UmSourceState *state, gboolean as_json)
{
  const char *const headings[] = { _ ("Name"), _ ("Users"), _ ("Imported"), NULL };
  GPtrArray *infos = um_source_state_get_list_infos (state);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (UmTable) table = um_table_new (headings);

  json_builder_begin_array (json);
  for (guint i = 0; i < infos->len; i++)
    {
      const UmListInfo *info = infos->pdata[i];

      json_builder_begin_object (json);
      um_cli_json_string (json, "name", info->name);
      um_cli_json_int (json, "users", info->n_users);
      um_cli_json_time (json, "created", info->created);
      json_builder_end_object (json);
      um_table_add (table, g_strdup (info->name));
      um_table_add (table, um_words_number (info->n_users));
      um_table_add (table, um_words_moment (info->created * 1000));
    }
  json_builder_end_array (json);
  if (as_json)
    um_cli_json_print (json);
  else
    um_table_print (table, UM_FORMAT_TABLE);
  return UM_EXIT_DONE;
}

static void
add_present (JsonBuilder *json, UmTable *table, UmDirectory *directory, GHashTable *list)
{
  const guint32 *order = um_directory_get_order (directory, UM_COLUMN_NAME);

  json_builder_set_member_name (json, "users");
  json_builder_begin_array (json);
  for (guint i = 0; i < um_directory_get_n_rows (directory); i++)
    {
      UmUser user;

      um_directory_get_user (directory, order[i], &user);
      if (!g_hash_table_contains (list, user.account_id))
        continue;
      json_builder_begin_object (json);
      add_user_members (json, directory, order[i]);
      json_builder_end_object (json);
      um_table_add (table, g_strdup (user.account_id));
      um_table_add (table, um_words_name (user.name, user.account_id));
      um_table_add (table, g_strdup (um_words_email (user.email)));
    }
  json_builder_end_array (json);
}

static void
add_gone (JsonBuilder *json, UmTable *table, UmDirectory *directory, GHashTable *list)
{
  g_autoptr (GStrvBuilder) gone = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, list);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (um_directory_find (directory, id) == UM_NO_ROW)
      {
        g_strv_builder_add (gone, id);
        um_table_add (table, g_strdup (id));
        um_table_add (table, g_strdup (_ ("No longer a user of this source")));
        um_table_add (table, NULL);
      }
  ids = g_strv_builder_end (gone);
  um_cli_json_strv (json, "gone", (const char *const *) ids);
}

/* Those who are users of the source, by name, then the ids of those who aren't any more. */
static int
show_list (UmSourceState *state, GHashTable *list, gboolean as_json)
{
  const char *const headings[] = { _ ("Account ID"), _ ("Full Name"), _ ("E-mail"), NULL };
  UmDirectory *directory = um_source_state_get_directory (state);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (UmTable) table = um_table_new (headings);

  json_builder_begin_object (json);
  add_present (json, table, directory, list);
  add_gone (json, table, directory, list);
  json_builder_end_object (json);
  if (as_json)
    um_cli_json_print (json);
  else
    um_table_print (table, UM_FORMAT_TABLE);
  return UM_EXIT_DONE;
}

static int
list_show (UmCli *cli, const char *usage, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  GHashTable *list;
  UmSourceState *state;
  UmFormat format;
  int status;

  if (!um_cli_parse_format (usage, NULL, &argc, &argv, 1, 2, UM_FORMATS_SHOWN, &format))
    return UM_EXIT_WRONG_USE;
  state = um_cli_load_source (cli, argv[1], &status);
  if (state == NULL)
    return status;
  if (argc < 3)
    return show_lists (state, format == UM_FORMAT_JSON);
  list = um_source_state_find_list (state, argv[2]);
  if (list != NULL)
    return show_list (state, list, format == UM_FORMAT_JSON);
  error = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_NO_SUCH_LIST, argv[2]);
  return um_cli_fail (error);
}

static int
list_rename (UmCli *cli, const char *usage, int argc, char **argv)
{
  const UmKeptChange change = { .rename = um_lists_rename_async, .finish = um_lists_rename_finish };

  return um_cli_change_kept (cli, usage, &change, argc, argv);
}

static int
list_remove (UmCli *cli, const char *usage, int argc, char **argv)
{
  const UmKeptChange change = { .remove = um_lists_remove_async, .finish = um_lists_remove_finish };

  return um_cli_change_kept (cli, usage, &change, argc, argv);
}

const UmCommand um_cli_list_commands[] = {
  { "list import", "NAME FILE [--list LIST] [--column COLUMN] [--kind KIND]",
    N_ ("Keep the users of a file as a list for filters (list:LIST)"), list_import },
  { "list show", "NAME [LIST]", N_ ("Show a source’s lists, or one of them"), list_show },
  { "list rename", "NAME LIST NEW-NAME", N_ ("Rename a list"), list_rename },
  { "list remove", "NAME LIST", N_ ("Remove a list"), list_remove },
  { NULL },
};
