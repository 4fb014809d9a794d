/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands share: options, the engine, sources, problems and their exit codes. */
#include "um-config.h"
#include "um-cli.h"
#include "um-words.h"

#include <glib/gi18n.h>

/**
 * um_cli_wrong_use:
 * @usage: how the command is used
 * @sentence: what is wrong
 *
 * Returns: the exit code for it, said on standard error
 */
int
um_cli_wrong_use (const char *usage, const char *sentence)
{
  g_printerr ("%s\n", sentence);
  /* Translators: %s is a command with its options */
  g_printerr (_ ("Usage: %s"), usage);
  g_printerr ("\n");
  return UM_EXIT_WRONG_USE;
}

/**
 * um_cli_output_lost:
 *
 * Who reads the output must not take a part of it for the whole.
 *
 * Returns: the exit code for it, said on standard error
 */
int
um_cli_output_lost (void)
{
  g_printerr ("%s\n", _ ("The output can’t be written."));
  return UM_EXIT_SOME_FAILED;
}

/* @more: (nullable): options that stand below the command's own */
static gboolean
parse (const char *usage,
       GOptionEntry *entries,
       const GOptionEntry *more,
       int *argc,
       char ***argv,
       int least,
       int most)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *summary = NULL;

  /* Translators: %s is a command with its options */
  summary = g_strdup_printf (_ ("Usage: %s"), usage);
  g_option_context_set_summary (context, summary);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (more != NULL)
    g_option_context_add_main_entries (context, more, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      um_cli_wrong_use (usage, error->message);
      return FALSE;
    }
  if (*argc - 1 < least || *argc - 1 > most)
    {
      um_cli_wrong_use (usage, *argc - 1 < least ? _ ("Something is missing.")
                                                 : _ ("There is a word too many."));
      return FALSE;
    }
  return TRUE;
}

/**
 * um_cli_parse:
 * @usage: how the command is used
 * @entries: (nullable): its options
 * @argc: (inout): number of words, the command's name among them
 * @argv: (inout): the words
 * @least: how many words must remain behind the name
 * @most: how many may
 *
 * Returns: whether the command can go on; --help ends the program
 */
gboolean
um_cli_parse (
  const char *usage, GOptionEntry *entries, int *argc, char ***argv, int least, int most)
{
  return parse (usage, entries, NULL, argc, argv, least, most);
}

/* Those a command has, as its help names them, and the sentence for any other. */
static const struct
{
  const char *names[4];
  const char *help;
  const char *sentence;
} format_words[] = {
  [UM_FORMATS_ALL] = { { "table", "csv", "json" },
                       N_ ("table, csv or json"),
                       N_ ("The format is table, csv or json.") },
  [UM_FORMATS_SHOWN] = { { "table", "json" },
                         N_ ("table or json"),
                         N_ ("The format is table or json.") },
  [UM_FORMATS_FILE] = { { "csv", "json" }, N_ ("csv or json"), N_ ("The format is csv or json.") },
};

/* @name: (nullable): what --format said */
static gboolean
read_format (
  const char *usage, UmFormats formats, const char *name, gboolean as_json, UmFormat *format)
{
  static const char *const names[] = {
    [UM_FORMAT_TABLE] = "table", [UM_FORMAT_CSV] = "csv", [UM_FORMAT_JSON] = "json"
  };

  if (as_json && name != NULL && !g_str_equal (name, "json"))
    {
      um_cli_wrong_use (usage, _ ("--json and --format ask for different formats."));
      return FALSE;
    }
  if (name == NULL)
    name = as_json ? "json" : "table";
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i]) && g_strv_contains (format_words[formats].names, name))
      {
        *format = (UmFormat) i;
        return TRUE;
      }
  um_cli_wrong_use (usage, _ (format_words[formats].sentence));
  return FALSE;
}

/**
 * um_cli_parse_format:
 * @usage: how the command is used
 * @entries: (nullable): its other options
 * @argc: (inout): number of words, the command's name among them
 * @argv: (inout): the words
 * @least: how many words must remain behind the name
 * @most: how many may
 * @formats: what the command can print
 * @format: (out): what --format or --json asks for, else a table
 *
 * Returns: whether the command can go on; otherwise said on standard error
 */
gboolean
um_cli_parse_format (const char *usage,
                     GOptionEntry *entries,
                     int *argc,
                     char ***argv,
                     int least,
                     int most,
                     UmFormats formats,
                     UmFormat *format)
{
  g_autofree char *name = NULL;
  gboolean as_json = FALSE;
  const GOptionEntry own[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &name, format_words[formats].help, "FORMAT" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("The same as --format json"), NULL },
    { NULL },
  };

  return parse (usage, entries, own, argc, argv, least, most)
         && read_format (usage, formats, name, as_json, format);
}

static int
exit_code (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return UM_EXIT_INTERRUPTED;
  if (error->domain != UM_PROBLEM)
    return UM_EXIT_SOME_FAILED;
  if (error->code == UM_PROBLEM_HOST_NOT_CONFIRMED)
    return UM_EXIT_REFUSED;
  if (error->code <= UM_PROBLEM_DATE_PAST)
    return UM_EXIT_WRONG_USE;
  if (error->code <= UM_PROBLEM_KEYRING_FAILED)
    return UM_EXIT_NO_CONNECTION;
  switch ((UmProblem) error->code)
    {
    case UM_PROBLEM_DISK_FULL:
    case UM_PROBLEM_DISK_READ_ONLY:
    case UM_PROBLEM_DATABASE_DAMAGED:
    case UM_PROBLEM_DATABASE_NEWER:
    case UM_PROBLEM_DATABASE_BUSY:
    case UM_PROBLEM_DATABASE_FAILED:
    case UM_PROBLEM_FILE_FAILED:
    case UM_PROBLEM_DEMO_FAILED:
      return UM_EXIT_SOME_FAILED;
    case UM_PROBLEM_LOSES_USERS:
    case UM_PROBLEM_BUSY:
    case UM_PROBLEM_READ_ONLY_SOURCE:
    case UM_PROBLEM_PLAN_USED:
    case UM_PROBLEM_PLAN_TRIAL_OPEN:
    case UM_PROBLEM_PLAN_CHANGED:
    case UM_PROBLEM_NOT_CONFIRMED:
    case UM_PROBLEM_STOPPED_BY_GUARD:
    case UM_PROBLEM_RUN_ELSEWHERE:
    case UM_PROBLEM_RUN_GOING_ON:
      return UM_EXIT_REFUSED;
    default:
      return UM_EXIT_WRONG_USE;
    }
}

/**
 * um_cli_fail:
 * @error: what went wrong
 *
 * Returns: the exit code that fits; what happened and what to do are on standard error
 */
int
um_cli_fail (const GError *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_ ("Interrupted."));
  else
    text = um_words_problem_whole (error);
  g_printerr ("%s\n", text);
  if (g_error_matches (error, UM_PROBLEM, UM_PROBLEM_HOST_NOT_CONFIRMED))
    g_printerr ("--host-ok %s\n", error->message);
  if (g_error_matches (error, UM_PROBLEM, UM_PROBLEM_PLAN_CHANGED))
    g_printerr ("--accept-changes\n");
  if (g_error_matches (error, UM_PROBLEM, UM_PROBLEM_LOSES_USERS))
    g_printerr ("--accept-loss\n");
  return exit_code (error);
}

/**
 * um_cli_fail_to_read:
 * @error: what went wrong with a file that was named to be read
 *
 * Returns: as um_cli_fail (); naming one that can't be read is wrong use
 */
int
um_cli_fail_to_read (const GError *error)
{
  int status = um_cli_fail (error);

  return g_error_matches (error, UM_PROBLEM, UM_PROBLEM_FILE_FAILED) ? UM_EXIT_WRONG_USE : status;
}

/**
 * um_cli_open:
 * @cli: the command line
 * @status: (out): the exit code where it fails
 *
 * Returns: whether the engine is open
 */
gboolean
um_cli_open (UmCli *cli, int *status)
{
  g_auto (UmAwait) await = { 0 };
  g_autoptr (GError) error = NULL;

  if (cli->engine != NULL)
    return TRUE;
  um_engine_open_async (NULL, cli->cancellable, um_await_cb, &await);
  cli->engine = um_engine_open_finish (um_await (&await), &error);
  if (cli->engine == NULL)
    {
      *status = um_cli_fail (error);
      return FALSE;
    }
  if (um_engine_get_opening_problem (cli->engine) != NULL)
    um_cli_fail (um_engine_get_opening_problem (cli->engine));
  return TRUE;
}

/**
 * um_cli_begin_close:
 * @cli: the command line
 *
 * Begins to close the engine: a run is paused at the next step. Whoever waits for the run still
 * gets its result; the end of the closing is waited for when the program ends.
 */
void
um_cli_begin_close (UmCli *cli)
{
  if (cli->closing || cli->engine == NULL)
    return;
  cli->closing = TRUE;
  um_engine_close_async (cli->engine, um_await_cb, &cli->closed);
}

/**
 * um_cli_find_source:
 * @cli: the command line
 * @name: name or id of a source
 * @status: (out): the exit code where there is none
 *
 * Returns: (transfer none) (nullable): the source
 */
UmSourceState *
um_cli_find_source (UmCli *cli, const char *name, int *status)
{
  g_autoptr (GError) error = NULL;
  UmSourceState *state;

  if (!um_cli_open (cli, status))
    return NULL;
  state = um_engine_find_source (cli->engine, name);
  if (state != NULL)
    return state;
  error = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_NO_SUCH_SOURCE, name);
  *status = um_cli_fail (error);
  return NULL;
}

/**
 * um_cli_load_source:
 * @cli: the command line
 * @name: name or id of a source
 * @status: (out): the exit code where there is none, or it was never read
 *
 * Returns: (transfer none) (nullable): the source with its users
 */
UmSourceState *
um_cli_load_source (UmCli *cli, const char *name, int *status)
{
  g_auto (UmAwait) await = { 0 };
  g_autoptr (GError) error = NULL;
  UmSourceState *state = um_cli_find_source (cli, name, status);

  if (state == NULL)
    return NULL;
  um_source_state_load_async (state, cli->cancellable, um_await_cb, &await);
  if (um_source_state_load_finish (state, um_await (&await), &error))
    return state;
  *status = um_cli_fail (error);
  return NULL;
}

/**
 * um_cli_change_kept:
 * @cli: the command line
 * @usage: what the command takes
 * @change: what is done
 * @argc: number of @argv
 * @argv: the command, the source, the name, and the new name where there is to be one
 *
 * Returns: the exit code
 */
int
um_cli_change_kept (
  UmCli *cli, const char *usage, const UmKeptChange *change, int argc, char **argv)
{
  g_auto (UmAwait) await = { 0 };
  g_autoptr (GError) error = NULL;
  int n_names = change->rename != NULL ? 3 : 2;
  UmSourceState *state;
  int status;

  if (!um_cli_parse (usage, NULL, &argc, &argv, n_names, n_names))
    return UM_EXIT_WRONG_USE;
  state = um_cli_find_source (cli, argv[1], &status);
  if (state == NULL)
    return status;
  if (change->rename != NULL)
    change->rename (state, argv[2], argv[3], cli->cancellable, um_await_cb, &await);
  else
    change->remove (state, argv[2], cli->cancellable, um_await_cb, &await);
  return change->finish (state, um_await (&await), &error) ? UM_EXIT_DONE : um_cli_fail (error);
}
