/* SPDX-License-Identifier: GPL-3.0-or-later */
/* users, groups: what the last refresh knows, in three formats. */
#include "um-config.h"
#include "um-cli-users.h"
#include "um-cli-json.h"
#include "um-cli-table.h"
#include "um-export.h"
#include "um-filter.h"
#include "um-lists.h"
#include "um-problem.h"
#include "um-words.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

/* So many characters of an expression are shown before and behind what is wrong in it. */
#define SHOWN_BEFORE 50
#define SHOWN_BEHIND 25

/**
 * um_cli_fail_filter:
 * @expression: what was typed
 * @problem: what is wrong with it
 *
 * Tells of it on standard error, with a mark below the place; of a long expression its surroundings
 * are shown.
 *
 * Returns: the exit code
 */
int
um_cli_fail_filter (const char *expression, const UmFilterProblem *problem)
{
  g_autofree char *sentence = um_words_filter_problem (problem);
  g_autofree char *clean = um_words_clean (expression);
  glong length = g_utf8_strlen (clean, -1);
  glong place = MIN ((glong) problem->position, length);
  glong start = MAX (0, place - SHOWN_BEFORE);
  glong end = MIN (length, place + SHOWN_BEHIND);
  g_autofree char *before = g_utf8_substring (clean, start, place);
  g_autofree char *behind = g_utf8_substring (clean, place, end);

  g_printerr ("%s\n  %s%s%s%s\n  %*s^\n", sentence, start > 0 ? "…" : "", before, behind,
              end < length ? "…" : "", (int) um_table_measure (before) + (start > 0), "");
  return UM_EXIT_WRONG_USE;
}

/**
 * um_cli_filter:
 * @state: a loaded source
 * @expression: (nullable): a filter; %NULL: all users
 * @now: (out) (optional): when it was asked, seconds
 * @status: (out): the exit code where it can't be understood
 *
 * Returns: (transfer full) (nullable): the rows it finds
 */
UmBitset *
um_cli_filter (UmSourceState *state, const char *expression, gint64 *now, int *status)
{
  UmDirectory *directory = um_source_state_get_directory (state);
  g_auto (UmFilterProblem) problem = { 0 };
  g_autoptr (UmFilter) filter = um_filter_parse (expression != NULL ? expression : "", &problem);
  gint64 seconds = g_get_real_time () / G_USEC_PER_SEC;
  UmFilterContext context = um_source_state_get_filter_context (state, seconds);

  if (filter == NULL || !um_filter_check (filter, directory, &context, &problem))
    {
      *status = um_cli_fail_filter (expression, &problem);
      return NULL;
    }
  if (now != NULL)
    *now = context.now;
  return um_filter_evaluate (filter, directory, &context);
}

/**
 * um_cli_find_users:
 * @state: a loaded source
 * @expression: (nullable): a filter; %NULL: all users
 * @status: (out): the exit code where it can't be understood
 *
 * Returns: (transfer full) (nullable): their account ids, in the order of their names
 */
char **
um_cli_find_users (UmSourceState *state, const char *expression, int *status)
{
  UmDirectory *directory = um_source_state_get_directory (state);
  g_autoptr (UmBitset) rows = um_cli_filter (state, expression, NULL, status);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  const guint32 *order;

  if (rows == NULL)
    return NULL;
  order = um_directory_get_order (directory, UM_COLUMN_NAME);
  for (guint i = 0; i < um_directory_get_n_rows (directory); i++)
    if (um_bitset_contains (rows, order[i]))
      g_strv_builder_add (ids, um_directory_get_account_id (directory, order[i]));
  return g_strv_builder_end (ids);
}

static char *
dup_names (UmDirectory *directory, UmSet set, guint row)
{
  guint n_things;
  const guint32 *things = um_relation_get_things (um_directory_get_relation (directory, set), row,
                                                  &n_things);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < n_things; i++)
    {
      if (i > 0)
        g_string_append (names, "; ");
      g_string_append (names, set == UM_SET_PRODUCTS
                                ? um_directory_get_thing (directory, set, things[i])->id
                                : um_directory_get_thing (directory, set, things[i])->name);
    }
  return g_string_free (names, FALSE);
}

static void
add_user_row (UmTable *table, UmDirectory *directory, guint row)
{
  UmUser user;

  um_directory_get_user (directory, row, &user);
  um_table_add (table, g_strdup (user.account_id));
  um_table_add (table, um_words_name (user.name, user.account_id));
  um_table_add (table, g_strdup (um_words_email (user.email)));
  um_table_add (table, g_strdup (um_words_status (user.status)));
  um_table_add (table, g_strdup (um_words_type (user.type)));
  um_table_add (table, dup_names (directory, UM_SET_GROUPS, row));
  um_table_add (table, dup_names (directory, UM_SET_PRODUCTS, row));
}

static void
print_table (UmDirectory *directory, UmBitset *rows)
{
  const char *const headings[] = { _ ("Account ID"), _ ("Full Name"), _ ("E-mail"),   _ ("Status"),
                                   _ ("Type"),       _ ("Groups"),    _ ("Products"), NULL };
  g_autoptr (UmTable) table = um_table_new (headings);
  const guint32 *order = um_directory_get_order (directory, UM_COLUMN_NAME);

  for (guint i = 0; i < um_directory_get_n_rows (directory); i++)
    if (um_bitset_contains (rows, order[i]))
      add_user_row (table, directory, order[i]);
  um_table_print (table, UM_FORMAT_TABLE);
}

typedef struct
{
  char *expression;
  char *file;
  gboolean head;
  gboolean no_head;
} UsersOptions;

static void
users_options_clear (UsersOptions *self)
{
  g_free (self->expression);
  g_free (self->file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UsersOptions, users_options_clear)

/* What goes to a program is nothing but data, unless it asks; a file that is kept says what it is.
 */
static int
export_users (
  UmCli *cli, UmSourceState *state, UmBitset *rows, const UsersOptions *from, UmFormat format)
{
  const UmExportOptions options = {
    .format = format == UM_FORMAT_CSV ? UM_EXPORT_CSV : UM_EXPORT_JSON,
    .head = from->head || (from->file != NULL && !from->no_head),
    .expression = from->expression,
    .column = UM_COLUMN_NAME,
  };
  g_auto (UmAwait) await = { 0 };
  g_autoptr (GError) error = NULL;

  if (from->file != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (from->file);

      um_export_users_async (state, rows, &options, file, cli->cancellable, um_await_cb, &await);
    }
  else
    {
      g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);

      um_export_print_users_async (state, rows, &options, stream, cli->cancellable, um_await_cb,
                                   &await);
    }
  if (um_export_finish (um_await (&await), NULL, &error))
    return UM_EXIT_DONE;
  if (from->file != NULL || error->domain != UM_PROBLEM)
    return um_cli_fail (error);
  return um_cli_output_lost ();
}

static int
users (UmCli *cli, const char *usage, int argc, char **argv)
{
  g_auto (UsersOptions) options = { 0 };
  GOptionEntry entries[] = {
    { "filter", 0, 0, G_OPTION_ARG_STRING, &options.expression,
      N_ ("Only the users of this filter"), "EXPR" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.file,
      N_ ("Write CSV or JSON to a file, with a head that says who, when, from where"), "FILE" },
    { "head", 0, 0, G_OPTION_ARG_NONE, &options.head,
      N_ ("Print that head on the standard output, too"), NULL },
    { "no-head", 0, 0, G_OPTION_ARG_NONE, &options.no_head, N_ ("Leave it out of the file"), NULL },
    { NULL },
  };
  g_autoptr (UmBitset) rows = NULL;
  UmSourceState *state;
  UmFormat format;
  int status;

  if (!um_cli_parse_format (usage, entries, &argc, &argv, 1, 1, UM_FORMATS_ALL, &format))
    return UM_EXIT_WRONG_USE;
  if (format == UM_FORMAT_TABLE && (options.file != NULL || options.head))
    return um_cli_wrong_use (usage, _ ("Name the format of the file by --format csv or json."));
  state = um_cli_load_source (cli, argv[1], &status);
  if (state == NULL)
    return status;
  rows = um_cli_filter (state, options.expression, NULL, &status);
  if (rows == NULL)
    return status;
  if (format != UM_FORMAT_TABLE)
    return export_users (cli, state, rows, &options, format);
  print_table (um_source_state_get_directory (state), rows);
  return UM_EXIT_DONE;
}

static void
add_group_json (JsonBuilder *json, UmSourceState *state, guint thing)
{
  UmDirectory *directory = um_source_state_get_directory (state);
  UmSourceKind kind = um_source_state_get_source (state)->kind;
  const UmThing *group = um_directory_get_thing (directory, UM_SET_GROUPS, thing);
  g_auto (GStrv) products = g_strsplit (group->products != NULL ? group->products : "", ",", -1);
  guint n_members;

  um_relation_get_rows (um_directory_get_relation (directory, UM_SET_GROUPS), thing, &n_members);
  json_builder_begin_object (json);
  um_cli_json_string (json, "id", group->id);
  um_cli_json_string (json, "name", group->name);
  um_cli_json_string (json, "directory", group->parent);
  /* A Jira site can't know which groups an identity provider keeps, unless its organisation does.
   */
  um_cli_json_truth (json, "synced",
                     group->synced            ? UM_YES
                     : kind == UM_SOURCE_JIRA ? UM_UNKNOWN
                                              : UM_NO);
  um_cli_json_bool (json, "admin", group->admin);
  json_builder_set_member_name (json, "members");
  if (group->known)
    json_builder_add_int_value (json, n_members);
  else
    json_builder_add_null_value (json);
  /* A key that may not see which group grants what sees no product at all. */
  if (um_directory_get_n_things (directory, UM_SET_PRODUCTS) > 0)
    um_cli_json_strv (json, "products", (const char *const *) products);
  else
    um_cli_json_string (json, "products", NULL);
  json_builder_end_object (json);
}

static void
add_group_row (UmTable *table, UmDirectory *directory, guint thing)
{
  const UmThing *group = um_directory_get_thing (directory, UM_SET_GROUPS, thing);
  guint n_members;

  um_relation_get_rows (um_directory_get_relation (directory, UM_SET_GROUPS), thing, &n_members);
  um_table_add (table, g_strdup (group->id));
  um_table_add (table, g_strdup (group->name));
  um_table_add (table, group->known ? um_words_number (n_members) : g_strdup (_ ("unknown")));
  um_table_add (table, g_strdup (group->products));
}

static int
groups (UmCli *cli, const char *usage, int argc, char **argv)
{
  const char *const headings[] = { _ ("ID"), _ ("Name"), _ ("Members"), _ ("Products"), NULL };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (UmTable) table = um_table_new (headings);
  UmDirectory *directory;
  UmSourceState *state;
  UmFormat format;
  int status;

  if (!um_cli_parse_format (usage, NULL, &argc, &argv, 1, 1, UM_FORMATS_ALL, &format))
    return UM_EXIT_WRONG_USE;
  state = um_cli_load_source (cli, argv[1], &status);
  if (state == NULL)
    return status;
  directory = um_source_state_get_directory (state);
  json_builder_begin_array (json);
  for (guint i = 0; i < um_directory_get_n_things (directory, UM_SET_GROUPS); i++)
    {
      add_group_json (json, state, i);
      add_group_row (table, directory, i);
    }
  json_builder_end_array (json);
  if (format == UM_FORMAT_JSON)
    um_cli_json_print (json);
  else
    um_table_print (table, format);
  return UM_EXIT_DONE;
}

const UmCommand um_cli_users_commands[] = {
  { "users", "NAME [--filter EXPR] [--format FORMAT] [-o FILE]", N_ ("List a source’s users"),
    users },
  { "groups", "NAME", N_ ("List a source’s groups"), groups },
  { NULL },
};
