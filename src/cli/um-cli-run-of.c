/* SPDX-License-Identifier: GPL-3.0-or-later */
/* retry and undo: the plan that is made of a run, shown and saved as any other. */
#include "um-config.h"
#include "um-cli-await.h"
#include "um-cli-plan.h"
#include "um-planner.h"
#include "um-problem.h"
#include "um-run-log.h"

#include <glib/gi18n.h>

/* As many as a run can have. */
#define MOST_ENTRIES 10000000

typedef struct
{
  char *entries;
  char *reason;
  UmCliShow show;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->entries);
  g_free (self->reason);
  g_free (self->show.output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* "3" or "3-7". */
static gboolean
add_range (GPtrArray *numbers, const char *text)
{
  g_auto (GStrv) ends = g_strsplit (text, "-", 2);
  guint64 first, last;

  if (ends[0] == NULL || !g_ascii_string_to_unsigned (ends[0], 10, 1, MOST_ENTRIES, &first, NULL))
    return FALSE;
  last = first;
  if (ends[1] != NULL
      && !g_ascii_string_to_unsigned (ends[1], 10, first, MOST_ENTRIES, &last, NULL))
    return FALSE;
  for (guint64 n = first; n <= last; n++)
    g_ptr_array_add (numbers, g_strdup_printf ("%" G_GUINT64_FORMAT, n));
  return TRUE;
}

/* "1,3-7" as single numbers, ended by NULL; @text: (nullable): none for all. FALSE: it isn't that.
 */
static gboolean
read_numbers (const char *text, GPtrArray **numbers)
{
  g_autoptr (GPtrArray) read = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) ranges = text != NULL ? g_strsplit (text, ",", -1) : NULL;

  *numbers = NULL;
  if (text == NULL)
    return TRUE;
  for (guint i = 0; ranges[i] != NULL; i++)
    if (!add_range (read, g_strstrip (ranges[i])))
      return FALSE;
  if (read->len == 0)
    return FALSE;
  g_ptr_array_add (read, NULL);
  *numbers = g_steal_pointer (&read);
  return TRUE;
}

static UmRun *
load_run (UmCli *cli, const char *id, GError **error)
{
  g_auto (UmAwait) await = { 0 };

  um_run_log_load_async (cli->engine, id, cli->cancellable, um_await_cb, &await);
  return um_run_log_load_finish (cli->engine, um_await (&await), error);
}

static UmPlan *
make_plan (UmCli *cli,
           UmSourceState *state,
           UmPlanRelation relation,
           const UmRun *run,
           const GPtrArray *numbers,
           const char *reason,
           GError **error)
{
  g_auto (UmAwait) await = { 0 };

  um_planner_make_of_async (state, relation, run->id,
                            numbers != NULL ? (const char *const *) numbers->pdata : NULL, reason,
                            cli->cancellable, um_await_cb, &await);
  return um_planner_make_finish (um_await (&await), error);
}

/* The log of a source that was removed stays. */
static UmSourceState *
load_source (UmCli *cli, const UmRun *run, int *status)
{
  g_autoptr (GError) error = NULL;

  if (um_engine_find_source (cli->engine, run->source_id) != NULL)
    return um_cli_load_source (cli, run->source_id, status);
  error = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_NO_SUCH_SOURCE, run->source_name);
  *status = um_cli_fail (error);
  return NULL;
}

static int
show (UmCli *cli,
      UmPlanRelation relation,
      const char *id,
      const GPtrArray *numbers,
      const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) run = NULL;
  g_autoptr (UmPlan) plan = NULL;
  UmSourceState *state;
  int status;

  if (!um_cli_open (cli, &status))
    return status;
  run = load_run (cli, id, &error);
  if (run == NULL)
    return um_cli_fail (error);
  state = load_source (cli, run, &status);
  if (state == NULL)
    return status;
  plan = make_plan (cli, state, relation, run, numbers, options->reason, &error);
  if (plan == NULL)
    return um_cli_fail (error);
  return um_cli_show_plan (cli, state, plan, NULL, &options->show);
}

static int
make_of (UmCli *cli, UmPlanRelation relation, const char *usage, int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  GOptionEntry entries[] = {
    { "entries", 0, 0, G_OPTION_ARG_STRING, &options.entries,
      N_ ("Only these entries of the run, such as 1,3-7"), "NUMBERS" },
    { "ask-permissions", 0, 0, G_OPTION_ARG_NONE, &options.show.ask_permits,
      N_ ("Ask Atlassian now whom it will refuse, one request a user"), NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_ ("Why; kept in the run log"),
      "TEXT" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.show.output,
      N_ ("Save the plan to this file"), "FILE" },
    { NULL },
  };
  g_autoptr (GPtrArray) numbers = NULL;
  UmFormat format;

  if (!um_cli_parse_format (usage, entries, &argc, &argv, 1, 1, UM_FORMATS_SHOWN, &format))
    return UM_EXIT_WRONG_USE;
  options.show.as_json = format == UM_FORMAT_JSON;
  if (!read_numbers (options.entries, &numbers))
    return um_cli_wrong_use (usage, _ ("Entries are numbers such as 1,3-7."));
  return show (cli, relation, argv[1], numbers, &options);
}

static int
retry (UmCli *cli, const char *usage, int argc, char **argv)
{
  return make_of (cli, UM_OF_RETRY, usage, argc, argv);
}

static int
undo (UmCli *cli, const char *usage, int argc, char **argv)
{
  return make_of (cli, UM_OF_UNDO, usage, argc, argv);
}

const UmCommand um_cli_run_of_commands[] = {
  { "retry", "RUN [--entries NUMBERS] [-o FILE]",
    N_ ("Make the plan that does again what failed in a run"), retry },
  { "undo", "RUN [--entries NUMBERS] [-o FILE]",
    N_ ("Make the plan that gives back what a run has changed"), undo },
  { NULL },
};
