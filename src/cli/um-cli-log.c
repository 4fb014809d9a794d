/* SPDX-License-Identifier: GPL-3.0-or-later */
/* log list, show, entry, export. */
#include "um-config.h"
#include "um-cli-await.h"
#include "um-cli-json.h"
#include "um-cli-table.h"
#include "um-cli.h"
#include "um-actions.h"
#include "um-enums.h"
#include "um-run-log.h"
#include "um-run-prospect.h"
#include "um-words.h"

#include <glib/gi18n.h>

static void
add_run_row (UmTable *table, const UmRun *run)
{
  um_table_add (table, g_strndup (run->id, 8));
  um_table_add (table, um_words_moment (run->started));
  um_table_add (table, g_strdup (run->source_name));
  um_table_add (table, um_words_run_actions (run));
  um_table_add (table, um_words_number (run->n_users));
  um_table_add (table, um_words_number (run->users[UM_STATE_DONE]));
  um_table_add (table,
                um_words_number (run->users[UM_STATE_FAILED] + run->users[UM_STATE_UNKNOWN]));
  um_table_add (table, um_words_number (run->users[UM_STATE_SKIPPED]));
  um_table_add (table, g_strdup (um_words_run_state (run->state)));
}

static void
print_runs_json (GPtrArray *runs)
{
  g_print ("[");
  for (guint i = 0; i < runs->len; i++)
    {
      g_autofree char *text = um_run_log_print_json (g_ptr_array_index (runs, i), NULL, NULL);

      g_print ("%s%s", i > 0 ? ",\n" : "\n", text);
    }
  g_print ("\n]\n");
}

static void
print_runs (GPtrArray *runs, UmFormat format)
{
  const char *const headings[] = { _ ("Run"),   _ ("When"), _ ("Source"), _ ("Action"),
                                   _ ("Users"), _ ("Done"), _ ("Failed"), _ ("Skipped"),
                                   _ ("State"), NULL };
  g_autoptr (UmTable) table = um_table_new (headings);

  if (format == UM_FORMAT_JSON)
    {
      print_runs_json (runs);
      return;
    }
  for (guint i = 0; i < runs->len; i++)
    add_run_row (table, g_ptr_array_index (runs, i));
  um_table_print (table, format);
}

static GPtrArray *
list_runs (UmCli *cli, const UmRunQuery *query, GError **error)
{
  g_auto (UmAwait) await = { 0 };

  um_run_log_list_async (cli->engine, query, NULL, 0, cli->cancellable, um_await_cb, &await);
  return um_run_log_list_finish (cli->engine, um_await (&await), error);
}

/* Takes away the runs of other sources than the removed one of that name, or with that id. */
static void
keep_runs_of (GPtrArray *runs, const char *source)
{
  for (guint i = runs->len; i > 0; i--)
    {
      const UmRun *run = g_ptr_array_index (runs, i - 1);

      if (g_strcmp0 (run->source_name, source) != 0 && g_strcmp0 (run->source_id, source) != 0)
        g_ptr_array_remove_index (runs, i - 1);
    }
}

/* The logs of a removed source stay, and know what it was called. */
static GPtrArray *
list_runs_of_removed (UmCli *cli, const UmRunQuery *query, const char *source, GError **error)
{
  const UmRunQuery any = { .state = -1 };
  g_autoptr (GPtrArray) all = list_runs (cli, &any, error);
  GPtrArray *runs;

  if (all == NULL)
    return NULL;
  keep_runs_of (all, source);
  if (all->len == 0)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_SOURCE, source);
      return NULL;
    }
  runs = list_runs (cli, query, error);
  if (runs != NULL)
    keep_runs_of (runs, source);
  return runs;
}

static gboolean
read_query (const char *usage, const char *action, const char *state, UmRunQuery *query)
{
  UmRunState run_state;

  if (action != NULL && um_actions_find (action) == NULL)
    {
      g_autoptr (GError)
        error = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_NO_SUCH_ACTION, action);
      g_autofree char *sentence = um_words_problem_whole (error);

      um_cli_wrong_use (usage, sentence);
      return FALSE;
    }
  query->action = action;
  if (state == NULL)
    return TRUE;
  if (!um_run_state_from_nick (state, &run_state))
    {
      um_cli_wrong_use (
        usage, _ ("The state is running, paused, interrupted, finished, cancelled or attention."));
      return FALSE;
    }
  query->state = (int) run_state;
  return TRUE;
}

static int
log_list (UmCli *cli, const char *usage, int argc, char **argv)
{
  g_autofree char *action = NULL;
  g_autofree char *source = NULL;
  g_autofree char *state = NULL;
  GOptionEntry entries[] = {
    { "action", 0, 0, G_OPTION_ARG_STRING, &action, N_ ("Only runs of this action"), "ACTION" },
    { "source", 0, 0, G_OPTION_ARG_STRING, &source, N_ ("Only runs of this source"), "NAME" },
    { "state", 0, 0, G_OPTION_ARG_STRING, &state, N_ ("Only runs in this state"), "STATE" },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  UmRunQuery query = { .state = -1 };
  UmSourceState *found = NULL;
  UmFormat format;
  int status;

  if (!um_cli_parse_format (usage, entries, &argc, &argv, 0, 0, UM_FORMATS_ALL, &format)
      || !read_query (usage, action, state, &query))
    return UM_EXIT_WRONG_USE;
  if (!um_cli_open (cli, &status))
    return status;
  if (source != NULL)
    found = um_engine_find_source (cli->engine, source);
  if (found != NULL)
    query.source_id = um_source_state_get_source (found)->id;
  runs = source != NULL && found == NULL ? list_runs_of_removed (cli, &query, source, &error)
                                         : list_runs (cli, &query, &error);
  if (runs == NULL)
    return um_cli_fail (error);
  print_runs (runs, format);
  return UM_EXIT_DONE;
}

/* A run and those of its entries behind number @after, at most @limit; 0: all. */
static UmRun *
load_run (UmCli *cli, const char *id, guint after, guint limit, GPtrArray **entries, int *status)
{
  g_auto (UmAwait) load = { 0 };
  g_auto (UmAwait) await = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) run = NULL;

  if (!um_cli_open (cli, status))
    return NULL;
  um_run_log_load_async (cli->engine, id, cli->cancellable, um_await_cb, &load);
  run = um_run_log_load_finish (cli->engine, um_await (&load), &error);
  if (run != NULL)
    {
      um_run_log_entries_async (cli->engine, run->id, -1, NULL, after, limit, cli->cancellable,
                                um_await_cb, &await);
      *entries = um_run_log_entries_finish (cli->engine, um_await (&await), &error);
    }
  if (error == NULL)
    return g_steal_pointer (&run);
  *status = um_cli_fail (error);
  return NULL;
}

/* Why a step didn't simply succeed, and what was found later. */
static char *
make_reason (const UmRunEntry *entry)
{
  g_autofree char *why = um_words_step_error (entry);
  GString *text = g_string_new (why);

  for (guint i = 0; entry->notes != NULL && i < entry->notes->len; i++)
    {
      g_autofree char *note = um_words_note (entry, g_ptr_array_index (entry->notes, i));

      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", note);
    }
  return g_string_free (text, FALSE);
}

static void
print_fact (const char *name, const char *value)
{
  g_autofree char *clean = um_words_clean (value);

  if (*clean != '\0')
    g_print ("%s%*s %s\n", name, MAX (0, 18 - (int) g_utf8_strlen (name, -1)), "", clean);
}

/* What was asked for, by whom, and why. */
static void
print_request (const UmRun *run)
{
  g_autofree char *started = um_words_moment (run->started);
  g_autofree char *actions = um_words_run_actions (run);

  g_print ("%s · %s · %s · %s\n%s\n", run->id, run->source_name, started,
           um_words_run_state (run->state), actions);
  print_fact (_ ("Filter"), run->expression);
  print_fact (_ ("Reason"), run->reason);
  print_fact (_ ("Key’s owner"), run->who);
  print_fact (_ ("System user"), run->system_user);
  g_print ("\n");
}

static void
print_line (const char *line)
{
  if (*line != '\0')
    g_print ("%s\n", line);
}

/* Whether it can be undone, and what it has to do with other runs. */
static void
print_prospect (const UmRun *run, const UmRunProspect *prospect)
{
  g_autofree char *undo = um_words_undo_outlook (&prospect->undo);
  g_autofree char *of = NULL;

  if (prospect->of != NULL)
    {
      of = um_words_run_of (run->relation, prospect->of);
      print_line (of);
    }
  for (guint i = 0; i < prospect->by->len; i++)
    {
      g_autofree char *by = um_words_run_by (g_ptr_array_index (prospect->by, i));

      print_line (by);
    }
  if (!run->dry_run)
    print_line (undo);
}

static UmRunProspect *
load_prospect (UmCli *cli, const UmRun *run, GPtrArray *entries, GError **error)
{
  g_auto (UmAwait) await = { 0 };

  um_run_prospect_async (cli->engine, run, entries, cli->cancellable, um_await_cb, &await);
  return um_run_prospect_finish (cli->engine, um_await (&await), error);
}

static void
print_run (const UmRun *run, const UmRunProspect *prospect, GPtrArray *entries)
{
  const char *const headings[] = { _ ("No."),  _ ("Result"), _ ("Full Name"),
                                   _ ("Step"), _ ("Reason"), NULL };
  g_autoptr (UmTable) table = um_table_new (headings);
  g_autofree char *summary = um_words_run_summary (run);

  print_request (run);
  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      um_table_add (table, g_strdup_printf ("%u", entry->n));
      um_table_add (table, g_strdup (um_words_result (run, entry->state)));
      um_table_add (table, um_words_name (entry->name, entry->account_id));
      um_table_add (table, um_words_step (entry->kind, entry->target_name));
      um_table_add (table, make_reason (entry));
    }
  um_table_print (table, UM_FORMAT_TABLE);
  g_print ("\n%s\n", summary);
  print_prospect (run, prospect);
}

static int
log_show (UmCli *cli, const char *usage, int argc, char **argv)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (UmRunProspect) prospect = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) run = NULL;
  g_autofree char *text = NULL;
  UmFormat format;
  int status;

  if (!um_cli_parse_format (usage, NULL, &argc, &argv, 1, 1, UM_FORMATS_SHOWN, &format))
    return UM_EXIT_WRONG_USE;
  run = load_run (cli, argv[1], 0, 0, &entries, &status);
  if (run == NULL)
    return status;
  if (format != UM_FORMAT_JSON)
    {
      prospect = load_prospect (cli, run, entries, &error);
      if (prospect == NULL)
        return um_cli_fail (error);
      print_run (run, prospect, entries);
      return UM_EXIT_DONE;
    }
  text = um_run_log_print_json (run, entries, um_words_step_error);
  g_print ("%s\n", text);
  return UM_EXIT_DONE;
}

/* What the server sent, line by line: nothing in it may steer the terminal. */
static void
print_body (const char *body)
{
  g_auto (GStrv) lines = g_strsplit (body != NULL ? body : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *clean = um_words_clean (lines[i]);

      g_print ("%s%s\n", i == 0 ? "\n" : "", clean);
    }
}

static void
print_notes (const UmRunEntry *entry)
{
  for (guint i = 0; entry->notes != NULL && i < entry->notes->len; i++)
    {
      g_autofree char *note = um_words_note (entry, g_ptr_array_index (entry->notes, i));

      print_fact (_ ("Later"), note);
    }
}

static void
print_entry (const UmRun *run, const UmRunEntry *entry)
{
  g_autofree char *step = um_words_step (entry->kind, entry->target_name);
  g_autofree char *states = um_words_before_after (entry->kind, entry->target_name, entry->before,
                                                   entry->after);
  g_autofree char *why = um_words_step_error (entry);
  g_autofree char *sent = um_words_moment (entry->sent);
  g_autofree char *finished = um_words_moment (entry->finished);
  g_autofree char *http = entry->http > 0 ? g_strdup_printf ("%u", entry->http) : NULL;
  g_autofree char *attempts = g_strdup_printf ("%u", entry->attempts);
  g_autofree char *request = entry->path != NULL
                               ? g_strdup_printf ("%s %s", entry->method, entry->path)
                               : NULL;

  print_fact (_ ("User"), entry->name);
  print_fact (_ ("Account ID"), um_person_get_account_id (entry->account_id));
  print_fact (_ ("Step"), step);
  print_fact (_ ("Before → after"), states);
  print_fact (_ ("Result"), um_words_result (run, entry->state));
  print_fact (_ ("Reason"), why);
  print_fact (_ ("Sent"), sent);
  print_fact (_ ("Finished"), finished);
  print_fact (_ ("Attempts"), attempts);
  print_fact (_ ("Request"), request);
  print_fact (_ ("HTTP status"), http);
  print_fact (_ ("Request ID"), entry->request_id);
  print_notes (entry);
  print_body (entry->body);
}

static int
log_entry (UmCli *cli, const char *usage, int argc, char **argv)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (UmRun) run = NULL;
  const UmRunEntry *entry;
  g_autofree char *text = NULL;
  UmFormat format;
  guint64 n;
  int status;

  if (!um_cli_parse_format (usage, NULL, &argc, &argv, 2, 2, UM_FORMATS_SHOWN, &format))
    return UM_EXIT_WRONG_USE;
  if (!g_ascii_string_to_unsigned (argv[2], 10, 1, G_MAXUINT, &n, NULL))
    return um_cli_wrong_use (usage, _ ("The entry is a number."));
  run = load_run (cli, argv[1], (guint) n - 1, 1, &entries, &status);
  if (run == NULL)
    return status;
  entry = entries->len > 0 ? g_ptr_array_index (entries, 0) : NULL;
  if (entry == NULL || entry->n != n)
    return um_cli_wrong_use (usage, _ ("The run has no such entry."));
  if (format != UM_FORMAT_JSON)
    {
      print_entry (run, entry);
      return UM_EXIT_DONE;
    }
  text = um_run_log_print_entry (run, entry, um_words_step_error);
  g_print ("%s\n", text);
  return UM_EXIT_DONE;
}

static int
log_export (UmCli *cli, const char *usage, int argc, char **argv)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (UmRun) run = NULL;
  g_autofree char *text = NULL;
  UmFormat format;
  int status;

  if (!um_cli_parse_format (usage, NULL, &argc, &argv, 1, 1, UM_FORMATS_FILE, &format))
    return UM_EXIT_WRONG_USE;
  run = load_run (cli, argv[1], 0, 0, &entries, &status);
  if (run == NULL)
    return status;
  text = format == UM_FORMAT_CSV ? um_run_log_print_csv (run, entries, um_words_step_error)
                                 : um_run_log_print_json (run, entries, um_words_step_error);
  g_print (format == UM_FORMAT_CSV ? "%s" : "%s\n", text);
  return UM_EXIT_DONE;
}

const UmCommand um_cli_log_commands[] = {
  { "log list", "", N_ ("List the runs, newest first"), log_list },
  { "log show", "RUN", N_ ("Show a run and the result of each step"), log_show },
  { "log entry", "RUN N", N_ ("Show all that is known of one step"), log_entry },
  { "log export", "RUN --format csv|json", N_ ("Print a run for another program"), log_export },
  { NULL },
};
