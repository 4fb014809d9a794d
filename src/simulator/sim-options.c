/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line of the simulator. */

#include "sim-options.h"

#include <string.h>
#include <gio/gio.h>

/* What GOption reads, before it is checked. */
typedef struct
{
  gint64 users;
  gint64 seed;
  gint64 port;
  gint64 latency;
  gint64 lag;
  double rate;
  double drop;
  char **faults;
  char *state;
  char *today;
  gint64 key_days;
  gboolean free_plan;
  gboolean stay;
} Raw;

gboolean
sim_options_parse_day (const char *text, gint64 *day)
{
  g_autofree char *full = g_strconcat (text, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) date = strlen (text) == 10 ? g_date_time_new_from_iso8601 (full, NULL)
                                                   : NULL;

  if (date == NULL)
    return FALSE;
  *day = g_date_time_to_unix (date) * 1000;
  return TRUE;
}

char *
sim_options_print_day (gint64 day)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day / 1000);

  return g_date_time_format (date, "%Y-%m-%d");
}

static char *
describe_faults (void)
{
  GString *text = g_string_new ("Kinds of faults for --fault KIND=RATE (0 to 1, repeatable):\n");

  for (guint i = 0; i < SIM_N_FAULTS; i++)
    g_string_append_printf (text, "  %-12s%s\n", sim_fault_name (i), sim_fault_help (i));
  g_string_append (
    text, "\nWhen it listens it prints one line of JSON with its addresses and keys.\n"
          "GET /_simulator/stats counts what it was asked and what that changed;\n"
          "POST /_simulator/reset-stats, POST /_simulator/set {\"rate\":N,\"latency\":MS,"
          "\"lag\":MS,\n\"drop\":RATE,\"fault\":{\"KIND\":RATE}} and GET "
          "/_simulator/members?group=NAME_OR_ID are for tests. GET /_simulator/state tells\n"
          "all that can change, always in the same order and without times; with\n"
          "?accountId=ID (repeatable) of these accounts alone, and no groups.");
  return g_string_free (text, FALSE);
}

static gboolean
check_range (const char *option, gint64 value, gint64 least, gint64 most, GError **error)
{
  if (value >= least && value <= most)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "--%s must be between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT, option, least,
               most);
  return FALSE;
}

static gboolean
check (SimOptions *self, Raw *raw, GError **error)
{
  if (!check_range ("users", raw->users, 1, SIM_MAX_USERS, error)
      || !check_range ("seed", raw->seed, 0, G_MAXINT64, error)
      || !check_range ("port", raw->port, 0, G_MAXUINT16, error)
      || !check_range ("latency", raw->latency, 0, 600000, error)
      || !check_range ("lag", raw->lag, 0, 3600000, error)
      || !check_range ("key-days", raw->key_days, -365, 365, error))
    return FALSE;

  if (!(raw->rate >= 0 && raw->rate <= 1e6))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "--rate must be between 0 and 1000000 requests a second");
      return FALSE;
    }
  if (!(raw->drop >= 0 && raw->drop <= 1))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "--drop must be a rate from 0 to 1");
      return FALSE;
    }
  if (raw->today != NULL && !sim_options_parse_day (raw->today, &self->today))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "--today: “%s” is not a day of the form YYYY-MM-DD", raw->today);
      return FALSE;
    }
  for (guint i = 0; raw->faults != NULL && raw->faults[i] != NULL; i++)
    if (!sim_faults_parse (&self->faults, raw->faults[i], error))
      {
        g_prefix_error (error, "--fault: ");
        return FALSE;
      }

  self->users = (guint) raw->users;
  self->seed = (guint64) raw->seed;
  self->port = (guint) raw->port;
  self->latency = (guint) raw->latency;
  self->lag = (guint) raw->lag;
  self->rate = raw->rate;
  self->faults.drop = raw->drop;
  self->faults.seed = self->seed;
  self->state = g_steal_pointer (&raw->state);
  self->stay = raw->stay;
  self->free_plan = raw->free_plan;
  self->key_days = raw->key_days;
  return TRUE;
}

static void
raw_clear (Raw *raw)
{
  g_strfreev (raw->faults);
  g_free (raw->state);
  g_free (raw->today);
}

/**
 * sim_options_parse:
 * @self: (out caller-allocates): the checked options; freed with sim_options_clear ()
 * @arguments: the command line, NULL-terminated; changed. `--help` prints and leaves the program
 *
 * Errors: of GOption, or %G_IO_ERROR_INVALID_ARGUMENT with a sentence for the user
 */
gboolean
sim_options_parse (SimOptions *self, char **arguments, GError **error)
{
  Raw raw = { .users = 5000, .seed = 1, .key_days = 180 };
  const GOptionEntry entries[] = {
    { "users", 0, 0, G_OPTION_ARG_INT64, &raw.users, "Number of users, 1 to 500000 (5000)", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &raw.seed, "Same seed, same organisation (1)", "N" },
    { "port", 0, 0, G_OPTION_ARG_INT64, &raw.port, "Port on 127.0.0.1; 0 = any free one (0)", "N" },
    { "latency", 0, 0, G_OPTION_ARG_INT64, &raw.latency, "Time each answer takes (0)", "MS" },
    { "rate", 0, 0, G_OPTION_ARG_DOUBLE, &raw.rate,
      "Requests a second per method and endpoint, also the depth of the bucket; 0 = no limit (0)",
      "N" },
    { "lag", 0, 0, G_OPTION_ARG_INT64, &raw.lag,
      "Time after which lists and searches show a change (0)", "MS" },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &raw.faults, "Make answers go wrong (none)",
      "KIND=RATE" },
    { "drop", 0, 0, G_OPTION_ARG_DOUBLE, &raw.drop,
      "Share of effective writes whose answer is lost: the connection is cut (0)", "RATE" },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &raw.state, "Keep changes in this file", "FILE" },
    { "today", 0, 0, G_OPTION_ARG_STRING, &raw.today,
      "The day before which all invented dates lie (today, UTC)", "YYYY-MM-DD" },
    { "key-days", 0, 0, G_OPTION_ARG_INT64, &raw.key_days,
      "Days until the organisation’s key ends; after that it is refused (180)", "N" },
    { "free-plan", 0, 0, G_OPTION_ARG_NONE, &raw.free_plan,
      "The organisation pays for nothing: invitations through it are refused", NULL },
    { "stay", 0, 0, G_OPTION_ARG_NONE, &raw.stay, "Don’t end when standard input closes", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autofree char *description = describe_faults ();
  g_auto (GStrv) rest = g_strdupv (arguments);
  gboolean ok;

  memset (self, 0, sizeof *self);
  g_option_context_set_summary (
    context, "A demo Atlassian on loopback: one Jira site and one organisation.");
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, NULL);

  ok = g_option_context_parse_strv (context, &rest, error);
  if (ok && g_strv_length (rest) > 1)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Unexpected argument “%s”",
                   rest[1]);
      ok = FALSE;
    }
  ok = ok && check (self, &raw, error);
  raw_clear (&raw);
  return ok;
}

void
sim_options_clear (SimOptions *self)
{
  g_clear_pointer (&self->state, g_free);
}
