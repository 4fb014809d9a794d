/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run and resume. SIGINT and SIGTERM pause the run after the open chains; it can be resumed then.
 */
#include "um-config.h"
#include "um-cli-await.h"
#include "um-cli-confirm.h"
#include "um-cli-run.h"
#include "um-planner.h"
#include "um-directory.h"
#include "um-group-pair.h"
#include "um-run-log.h"
#include "um-run-pair.h"
#include "um-words.h"

#include <glib/gi18n.h>
#include <unistd.h>

/**
 * um_cli_run_status:
 * @run: a run
 *
 * Returns: the exit code that tells how it ended
 */
int
um_cli_run_status (const UmRun *run)
{
  if (run->state == UM_RUN_PAUSED || run->state == UM_RUN_INTERRUPTED
      || run->state == UM_RUN_RUNNING || run->state == UM_RUN_CANCELLED)
    return UM_EXIT_INTERRUPTED;
  if (run->users[UM_STATE_FAILED] > 0 || run->users[UM_STATE_UNKNOWN] > 0
      || run->users[UM_STATE_SENT] > 0 || run->state == UM_RUN_ATTENTION)
    return UM_EXIT_SOME_FAILED;
  return UM_EXIT_DONE;
}

/* Who may be shut out by a run that stopped, or failed, in the middle of what it does to a user. */
static void
tell_shut_out (UmRunner *runner)
{
  g_autoptr (GPtrArray) left = um_run_pair_list_left_open (um_runner_get_entries (runner));
  g_autofree char *left_open = um_words_left_open (left);
  g_autofree char *owed = um_words_owed (um_runner_get_n_owed (runner));

  if (*left_open != '\0')
    g_printerr ("%s\n", left_open);
  if (*owed != '\0')
    g_printerr ("%s\n", owed);
}

/* @runner: what ran it; it knows the entries also when the engine is closing. */
static int
print_run (const UmRun *run, UmRunner *runner, gboolean as_json)
{
  g_autofree char *text = NULL;

  if (as_json)
    {
      text = um_run_log_print_json (run, um_runner_get_entries (runner), um_words_step_error);
      g_print ("%s\n", text);
    }
  else
    {
      text = um_words_run_summary (run);
      g_print ("%s\n", text);
      /* Translators: %s is a command */
      g_print (_ ("Results: %s"), "user-management-cli log show ");
      g_print ("%s\n", run->id);
    }
  tell_shut_out (runner);
  if (um_cli_run_status (run) == UM_EXIT_INTERRUPTED)
    g_printerr ("user-management-cli resume %s\n", run->id);
  return um_cli_run_status (run);
}

/* The name of a group in a plan: its steps hold it. */
static const char *
get_group_name (const UmPlan *plan, const char *id)
{
  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      for (guint j = 0; j < user->n_steps; j++)
        if (g_strcmp0 (user->steps[j].target, id) == 0)
          return user->steps[j].target_name;
    }
  return id;
}

/* Says which groups of a plan are no more: the number of users alone wouldn't tell. */
static void
tell_gone_groups (UmSourceState *state, const UmPlan *plan)
{
  UmDirectory *directory = um_source_state_get_directory (state);

  for (guint i = 0; i < plan->actions->len; i++)
    {
      g_autoptr (GPtrArray) ids = um_plan_action_list_groups (g_ptr_array_index (plan->actions, i));

      for (guint j = 0; j < ids->len; j++)
        if (um_directory_find_thing (directory, UM_SET_GROUPS, ids->pdata[j]) == UM_NO_ROW)
          {
            g_autoptr (GError) error = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_NO_SUCH_GROUP,
                                                            get_group_name (plan, ids->pdata[j]));
            g_autofree char *sentence = um_words_problem (error);

            g_printerr ("%s\n", sentence);
          }
    }
}

static int
fail_run (UmSourceState *state, const UmPlan *plan, const GError *error)
{
  if (g_error_matches (error, UM_PROBLEM, UM_PROBLEM_PLAN_CHANGED))
    tell_gone_groups (state, plan);
  return um_cli_fail (error);
}

/* ---- following a live run ---- */

typedef struct
{
  UmCli *cli;
  UmSourceState *state;
  UmRunner *runner; /* (nullable): once the run is on disk */
  UmWait wait;      /* what was told of last */
  gulong runner_handler;
  gulong stop_handler;
} Follow;

static void
progress_cb (UmRunner *runner)
{
  const UmRun *run = um_runner_get_run (runner);
  UmWait wait = um_runner_get_wait (runner);
  gint64 until = um_runner_get_waiting_until (runner);
  gint64 seconds = MAX (0, (until - g_get_monotonic_time ()) / G_USEC_PER_SEC) + 1;
  g_autofree char *progress = um_words_run_progress (run);
  g_autofree char *waiting = um_words_run_wait (wait, seconds, um_runner_get_problem (runner));
  g_autofree char *left = um_words_time_left (um_runner_get_time_left (runner));

  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K%s %s", progress, *waiting != '\0' ? waiting : left);
}

static gint64
seconds_to_wait (UmRunner *runner)
{
  gint64 until = um_runner_get_waiting_until (runner);

  return until > 0 ? MAX (until - g_get_monotonic_time (), 0) / G_USEC_PER_SEC + 1 : 0;
}

/* Without a network it goes on by itself; but nobody is there to give another key, or to say that
 * the server is well again or that the first user may be as he is. */
static void
wait_cb (UmRunner *runner, GParamSpec *pspec, gpointer user_data)
{
  Follow *self = user_data;
  UmWait wait = um_runner_get_wait (runner);
  g_autofree char *sentence = um_words_run_wait (wait, seconds_to_wait (runner),
                                                 um_runner_get_problem (runner));

  if (wait == self->wait)
    return;
  self->wait = wait;
  if (wait == UM_WAIT_NONE || wait == UM_WAIT_RATE || wait == UM_WAIT_PAUSED)
    return;
  g_printerr ("%s%s\n", isatty (STDERR_FILENO) ? "\r\033[K" : "", sentence);
  if (wait != UM_WAIT_NETWORK && wait != UM_WAIT_LATE)
    um_cli_begin_close (self->cli);
}

static void
stop_cb (GCancellable *cancellable, gpointer user_data)
{
  Follow *self = user_data;

  if (self->runner != NULL)
    um_cli_begin_close (self->cli);
}

static void
runner_cb (UmSourceState *state, GParamSpec *pspec, gpointer user_data)
{
  Follow *self = user_data;
  UmRunner *runner = um_source_state_get_runner (state);

  if (runner == NULL)
    return;
  g_set_object (&self->runner, runner);
  g_signal_connect (runner, "notify::run", G_CALLBACK (progress_cb), NULL);
  g_signal_connect (runner, "notify::wait", G_CALLBACK (wait_cb), self);
  if (g_cancellable_is_cancelled (self->cli->cancellable))
    um_cli_begin_close (self->cli);
}

static void
follow_begin (Follow *self, UmCli *cli, UmSourceState *state)
{
  self->cli = cli;
  self->state = state;
  self->runner_handler = g_signal_connect (state, "notify::runner", G_CALLBACK (runner_cb), self);
  self->stop_handler = g_signal_connect (cli->cancellable, "cancelled", G_CALLBACK (stop_cb), self);
}

static void
follow_clear (Follow *self)
{
  g_signal_handler_disconnect (self->state, self->runner_handler);
  g_signal_handler_disconnect (self->cli->cancellable, self->stop_handler);
  if (self->runner != NULL)
    g_signal_handlers_disconnect_by_data (self->runner, self);
  g_clear_object (&self->runner);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Follow, follow_clear)

static void
clear_line (void)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K");
}

/* What stopped the run after it had begun; it can be resumed. */
static int
fail_begun (UmRunner *runner, const GError *error)
{
  um_cli_fail (error);
  tell_shut_out (runner);
  g_printerr ("user-management-cli resume %s\n", um_runner_get_run (runner)->id);
  return UM_EXIT_INTERRUPTED;
}

/**
 * um_cli_run_plan:
 * @cli: the command line
 * @state: the plan's source
 * @plan: a plan that is confirmed
 * @flags: how
 * @first_n: only the first so many touched users; 0: all
 * @as_json: whether the result is printed as JSON
 *
 * Returns: the exit code
 */
int
um_cli_run_plan (
  UmCli *cli, UmSourceState *state, UmPlan *plan, UmRunFlags flags, guint first_n, gboolean as_json)
{
  g_auto (UmAwait) await = { 0 };
  g_auto (Follow) follow = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) run = NULL;

  follow_begin (&follow, cli, state);
  um_source_state_run_async (state, plan, flags, first_n, cli->cancellable, um_await_cb, &await);
  run = um_source_state_run_finish (state, um_await (&await), &error);
  clear_line ();
  if (run != NULL)
    return print_run (run, follow.runner, as_json);
  return follow.runner != NULL ? fail_begun (follow.runner, error) : fail_run (state, plan, error);
}

/* ---- run ---- */

/* More than there can be: --first wasn't given. */
#define ALL G_MAXINT

typedef struct
{
  char *confirm;
  int first_n;
  gboolean dry_run;
  gboolean yes;
  gboolean accept_changes;
  gboolean as_json;
} RunOptions;

static UmPlan *
read_plan (UmCli *cli, UmSourceState *state, GBytes *text, guint *n_changed, GError **error)
{
  g_auto (UmAwait) await = { 0 };

  um_plan_file_read_async (state, text, cli->cancellable, um_await_cb, &await);
  return um_plan_file_read_finish (um_await (&await), n_changed, error);
}

static UmRunFlags
get_flags (const RunOptions *options)
{
  return (options->dry_run ? UM_RUN_DRY : 0)
         | (options->accept_changes ? UM_RUN_ACCEPT_CHANGES : 0);
}

/* Who reads a plan doesn't know what its file is called. */
static int
fail_file (const char *path, const GError *error)
{
  g_autoptr (GError) named = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_PLAN_NOT_JSON, path);

  return um_cli_fail (g_error_matches (error, named->domain, named->code) ? named : error);
}

static int
run_plan_file (UmCli *cli, const char *path, const RunOptions *options)
{
  g_autofree char *contents = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlan) plan = NULL;
  UmSourceState *state;
  gsize length;
  guint n_changed = 0;
  int status;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    {
      error = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_FILE_FAILED, path);
      return um_cli_fail_to_read (error);
    }
  if (!um_cli_open (cli, &status))
    return status;
  text = g_bytes_new_take (g_steal_pointer (&contents), length);
  state = um_plan_file_find_source (cli->engine, text, &error);
  if (state == NULL)
    return fail_file (path, error);
  state = um_cli_load_source (cli, um_source_state_get_source (state)->id, &status);
  if (state == NULL)
    return status;
  plan = read_plan (cli, state, text, &n_changed, &error);
  if (plan != NULL && n_changed > 0 && !options->accept_changes)
    g_set_error (&error, UM_PROBLEM, UM_PROBLEM_PLAN_CHANGED, "%u", n_changed);
  if (error != NULL)
    return fail_run (state, plan, error);
  if (!options->dry_run
      && !um_cli_confirm_plan (cli, plan, options->yes, options->confirm, &status))
    return status;
  return um_cli_run_plan (cli, state, plan, get_flags (options),
                          options->first_n != ALL ? (guint) options->first_n : 0, options->as_json);
}

static int
run (UmCli *cli, const char *usage, int argc, char **argv)
{
  RunOptions options = { .first_n = ALL };
  g_autofree char *confirm = NULL;
  GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run,
      N_ ("Write a run log without sending anything"), NULL },
    { "first", 0, 0, G_OPTION_ARG_INT, &options.first_n, N_ ("Only the first N users"), "N" },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &options.yes, N_ ("Confirm a small plan that can be undone"),
      NULL },
    { "confirm", 0, 0, G_OPTION_ARG_STRING, &confirm,
      N_ ("Confirm a larger one: the number of users, or “ACTION N”"), "TEXT" },
    { "accept-changes", 0, 0, G_OPTION_ARG_NONE, &options.accept_changes,
      N_ ("Leave out who isn’t as planned any more"), NULL },
    { NULL },
  };
  UmFormat format;

  if (!um_cli_parse_format (usage, entries, &argc, &argv, 1, 1, UM_FORMATS_SHOWN, &format))
    return UM_EXIT_WRONG_USE;
  if (options.first_n < 1)
    return um_cli_wrong_use (usage, _ ("The number of users has to be at least 1."));
  options.confirm = confirm;
  options.as_json = format == UM_FORMAT_JSON;
  return run_plan_file (cli, argv[1], &options);
}

/* ---- resume ---- */

static int
resume_run (UmCli *cli, UmSourceState *state, const char *run_id, gboolean as_json)
{
  g_auto (UmAwait) await = { 0 };
  g_auto (Follow) follow = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) run = NULL;

  follow_begin (&follow, cli, state);
  um_source_state_resume_async (state, run_id, cli->cancellable, um_await_cb, &await);
  run = um_source_state_resume_finish (state, um_await (&await), &error);
  clear_line ();
  if (run != NULL)
    return print_run (run, follow.runner, as_json);
  return follow.runner != NULL ? fail_begun (follow.runner, error) : um_cli_fail (error);
}

static int
resume (UmCli *cli, const char *usage, int argc, char **argv)
{
  g_auto (UmAwait) load = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) run = NULL;
  UmSourceState *state;
  UmFormat format;
  int status;

  if (!um_cli_parse_format (usage, NULL, &argc, &argv, 1, 1, UM_FORMATS_SHOWN, &format))
    return UM_EXIT_WRONG_USE;
  if (!um_cli_open (cli, &status))
    return status;
  um_run_log_load_async (cli->engine, argv[1], cli->cancellable, um_await_cb, &load);
  run = um_run_log_load_finish (cli->engine, um_await (&load), &error);
  if (run == NULL)
    return um_cli_fail (error);
  state = um_cli_load_source (cli, run->source_id, &status);
  if (state == NULL)
    return status;
  return resume_run (cli, state, run->id, format == UM_FORMAT_JSON);
}

const UmCommand um_cli_run_commands[] = {
  { "run", "FILE [--yes | --confirm …]", N_ ("Run a saved plan"), run },
  { "resume", "RUN", N_ ("Go on with a run that was interrupted"), resume },
  { NULL },
};
