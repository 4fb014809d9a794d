/* SPDX-License-Identifier: GPL-3.0-or-later */
/* filter: saves filters, shows, renames and removes them. They are those of the window, kept for
 * all sources of a kind; "filter show" gives the expression to whatever takes one. */
#include "um-config.h"
#include "um-cli-json.h"
#include "um-cli-table.h"
#include "um-cli-users.h"
#include "um-directory.h"
#include "um-problem.h"
#include "um-saved-filters.h"
#include "um-words.h"

#include <glib/gi18n.h>

static int
filter_save (UmCli *cli, const char *usage, int argc, char **argv)
{
  gboolean replace = FALSE;
  GOptionEntry entries[] = {
    { "replace", 0, 0, G_OPTION_ARG_NONE, &replace, N_ ("Take the place of a filter of that name"),
      NULL },
    { NULL },
  };
  g_auto (UmFilterProblem) problem = { 0 };
  g_auto (UmAwait) await = { 0 };
  g_autoptr (UmFilter) filter = NULL;
  g_autoptr (GError) error = NULL;
  UmSourceState *state;
  int status;

  if (!um_cli_parse (usage, entries, &argc, &argv, 3, 3))
    return UM_EXIT_WRONG_USE;
  /* Its names may be those of another source of the kind: they are looked up where it is used. */
  filter = um_filter_parse (argv[3], &problem);
  if (filter == NULL)
    return um_cli_fail_filter (argv[3], &problem);
  state = um_cli_find_source (cli, argv[1], &status);
  if (state == NULL)
    return status;
  um_saved_filters_save_async (state, argv[2], filter, replace, cli->cancellable, um_await_cb,
                               &await);
  return um_saved_filters_save_finish (state, um_await (&await), &error) ? UM_EXIT_DONE
                                                                         : um_cli_fail (error);
}

static GPtrArray *
load (UmCli *cli, UmSourceState *state, GError **error)
{
  g_auto (UmAwait) await = { 0 };

  um_saved_filters_load_async (state, cli->cancellable, um_await_cb, &await);
  return um_saved_filters_load_finish (state, um_await (&await), error);
}

static void
add_filter (JsonBuilder *json, const UmSavedFilter *filter)
{
  json_builder_begin_object (json);
  um_cli_json_string (json, "name", filter->name);
  um_cli_json_string (json, "expression", filter->expression);
  um_cli_json_time (json, "created", filter->created);
  json_builder_end_object (json);
}

static int
show_all (GPtrArray *filters, gboolean as_json)
{
  const char *const headings[] = { _ ("Name"), _ ("Filter"), _ ("Saved"), NULL };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (UmTable) table = um_table_new (headings);

  json_builder_begin_array (json);
  for (guint i = 0; i < filters->len; i++)
    {
      const UmSavedFilter *filter = filters->pdata[i];

      add_filter (json, filter);
      um_table_add (table, g_strdup (filter->name));
      um_table_add (table, g_strdup (filter->expression));
      um_table_add (table, um_words_moment (filter->created * 1000));
    }
  json_builder_end_array (json);
  if (as_json)
    um_cli_json_print (json);
  else
    um_table_print (table, UM_FORMAT_TABLE);
  return UM_EXIT_DONE;
}

static int
show_one (GPtrArray *filters, const char *name, gboolean as_json)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));
  g_autofree char *wanted = um_text_fold (stripped);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < filters->len; i++)
    {
      const UmSavedFilter *filter = filters->pdata[i];
      g_autofree char *folded = um_text_fold (filter->name);

      if (!g_str_equal (folded, wanted))
        continue;
      add_filter (json, filter);
      if (as_json)
        um_cli_json_print (json);
      else
        g_print ("%s\n", filter->expression);
      return UM_EXIT_DONE;
    }
  error = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_NO_SUCH_FILTER, name);
  return um_cli_fail (error);
}

static int
filter_show (UmCli *cli, const char *usage, int argc, char **argv)
{
  g_autoptr (GPtrArray) filters = NULL;
  g_autoptr (GError) error = NULL;
  UmSourceState *state;
  UmFormat format;
  int status;

  if (!um_cli_parse_format (usage, NULL, &argc, &argv, 1, 2, UM_FORMATS_SHOWN, &format))
    return UM_EXIT_WRONG_USE;
  state = um_cli_find_source (cli, argv[1], &status);
  if (state == NULL)
    return status;
  filters = load (cli, state, &error);
  if (filters == NULL)
    return um_cli_fail (error);
  return argc < 3 ? show_all (filters, format == UM_FORMAT_JSON)
                  : show_one (filters, argv[2], format == UM_FORMAT_JSON);
}

static int
filter_rename (UmCli *cli, const char *usage, int argc, char **argv)
{
  const UmKeptChange change = { .rename = um_saved_filters_rename_async,
                                .finish = um_saved_filters_rename_finish };

  return um_cli_change_kept (cli, usage, &change, argc, argv);
}

static int
filter_remove (UmCli *cli, const char *usage, int argc, char **argv)
{
  const UmKeptChange change = { .remove = um_saved_filters_remove_async,
                                .finish = um_saved_filters_remove_finish };

  return um_cli_change_kept (cli, usage, &change, argc, argv);
}

const UmCommand um_cli_filter_commands[] = {
  { "filter save", "NAME FILTER EXPR [--replace]",
    N_ ("Save an expression under a name, for all sources of this one’s kind"), filter_save },
  { "filter show", "NAME [FILTER]",
    N_ ("Show the filters that are saved, or the expression of one"), filter_show },
  { "filter rename", "NAME FILTER NEW-NAME", N_ ("Rename a filter"), filter_rename },
  { "filter remove", "NAME FILTER", N_ ("Remove a filter"), filter_remove },
  { NULL },
};
