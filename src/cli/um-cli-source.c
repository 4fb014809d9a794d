/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source add, list, check, remove; refresh. */
#include "um-config.h"
#include "um-check.h"
#include "um-cli.h"
#include "um-cli-await.h"
#include "um-cli-confirm.h"
#include "um-cli-json.h"
#include "um-cli-table.h"
#include "um-cli-users.h"
#include "um-enums.h"
#include "um-planner.h"
#include "um-refresh.h"
#include "um-words.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char *type;
  char *owner;
  char *url;
  char *email;
  char *api_url;
  char *host_ok;
  char *expires;
  gboolean read_only;
  gboolean no_check;
} AddOptions;

static void
add_options_clear (AddOptions *self)
{
  g_free (self->type);
  g_free (self->owner);
  g_free (self->url);
  g_free (self->email);
  g_free (self->api_url);
  g_free (self->host_ok);
  g_free (self->expires);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AddOptions, add_options_clear)

/* The end of a day given as YYYY-MM-DD. */
static gboolean
read_day (const char *text, gint64 *seconds, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *iso = g_strdup_printf ("%sT23:59:59", text);
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (iso, zone);

  if (moment == NULL || strlen (text) != strlen ("2026-12-31"))
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_DATE_NOT_A_DATE, text);
      return FALSE;
    }
  *seconds = g_date_time_to_unix (moment);
  return TRUE;
}

static UmSource *
new_source (const char *name, UmSourceKind kind, const AddOptions *options, GError **error)
{
  g_autoptr (UmSource) source = um_source_new (kind);

  source->name = g_strdup (name);
  source->url = g_strdup (options->url);
  source->email = g_strdup (kind == UM_SOURCE_JIRA ? options->email : options->owner);
  source->host_ok = g_strdup (options->host_ok);
  source->read_only = options->read_only ? UM_READ_ONLY_CHOSEN : UM_READ_ONLY_NO;
  if (options->api_url != NULL)
    {
      g_free (source->api_url);
      source->api_url = g_strdup (options->api_url);
    }
  if (options->expires != NULL && !read_day (options->expires, &source->expires, error))
    return NULL;
  return g_steal_pointer (&source);
}

static void
print_right (UmCheckRight *right)
{
  const char *mark = um_check_right_get_granted (right) == UM_YES  ? "✓"
                     : um_check_right_get_granted (right) == UM_NO ? "✗"
                                                                   : "?";
  UmRightKind kind = um_check_right_get_kind (right);
  const char *detail = um_check_right_get_detail (right);
  g_autofree char *text = um_check_right_get_granted (right) == UM_NO
                            ? um_words_right_missing (kind, detail)
                            : um_words_clean (detail);

  if (!um_check_right_get_probed (right))
    return;
  g_print ("%s %s", mark, um_words_right (kind));
  if (*text != '\0')
    g_print (" (%s)", text);
  g_print ("\n");
}

static void
print_rights (UmCheck *check)
{
  GListModel *rights = um_check_get_rights (check);

  for (guint i = 0; i < g_list_model_get_n_items (rights); i++)
    {
      g_autoptr (UmCheckRight) right = g_list_model_get_item (rights, i);

      print_right (right);
    }
}

static void
print_rights_json (UmCheck *check)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  GListModel *rights = um_check_get_rights (check);

  json_builder_begin_array (json);
  for (guint i = 0; i < g_list_model_get_n_items (rights); i++)
    {
      g_autoptr (UmCheckRight) right = g_list_model_get_item (rights, i);

      json_builder_begin_object (json);
      um_cli_json_string (json, "right", um_right_kind_to_nick (um_check_right_get_kind (right)));
      um_cli_json_truth (json, "granted",
                         um_check_right_get_probed (right) ? um_check_right_get_granted (right)
                                                           : UM_UNKNOWN);
      um_cli_json_strv (json, "needed_by", um_check_right_get_needed_by (right));
      um_cli_json_string (json, "detail", um_check_right_get_detail (right));
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  um_cli_json_print (json);
}

/* Checks; the source with what was learnt. */
static UmSource *
check_source (UmCli *cli, UmCheck *check, GError **error)
{
  g_auto (UmAwait) await = { 0 };

  um_check_run_async (check, cli->cancellable, um_await_cb, &await);
  return um_check_run_finish (check, um_await (&await), error);
}

static int
save_source (UmCli *cli, UmSource *source, const char *key)
{
  g_auto (UmAwait) await = { 0 };
  g_autoptr (GError) error = NULL;

  um_engine_save_source_async (cli->engine, source, key, UM_KEEP_IN_KEYRING, cli->cancellable,
                               um_await_cb, &await);
  if (um_engine_save_source_finish (cli->engine, um_await (&await), &error) == NULL)
    return um_cli_fail (error);
  /* Translators: %s is a source's name */
  g_print (_ ("Source “%s” added."), source->name);
  if (source->read_only)
    g_print (" %s", _ ("It is read-only: nothing can be changed through it."));
  g_print ("\n");
  return UM_EXIT_DONE;
}

/* A typing error in it goes unnoticed until a plan is about oneself. */
static void
warn_of_owner (const UmSource *source)
{
  g_autofree char *text = NULL;

  if (source->kind != UM_SOURCE_ACCESS || source->account_id != NULL || source->email == NULL
      || *source->email == '\0')
    return;
  text = um_words_right_missing (UM_RIGHT_OWNER, source->email);
  g_printerr ("%s %s\n", text, _ ("Plans can’t leave you out: each that takes access away asks."));
}

static int
add_source (UmCli *cli, UmSource *draft, const char *key, gboolean no_check)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmCheck) check = NULL;
  g_autoptr (UmSource) checked = NULL;

  if (!um_engine_validate_source (cli->engine, draft, key, &error))
    return um_cli_fail (error);
  if (no_check)
    return save_source (cli, draft, key);
  check = um_check_new (draft, key, NULL);
  um_check_set_sources (check, um_engine_get_sources (cli->engine));
  checked = check_source (cli, check, &error);
  print_rights (check);
  if (checked == NULL)
    return um_cli_fail (error);
  warn_of_owner (checked);
  return save_source (cli, checked, key);
}

static int
source_add (UmCli *cli, const char *usage, int argc, char **argv)
{
  g_auto (AddOptions) options = { 0 };
  GOptionEntry entries[] = {
    { "type", 0, 0, G_OPTION_ARG_STRING, &options.type, N_ ("Kind of source: jira or access"),
      "TYPE" },
    { "url", 0, 0, G_OPTION_ARG_STRING, &options.url, N_ ("Address of the Jira site"), "URL" },
    { "email", 0, 0, G_OPTION_ARG_STRING, &options.email, N_ ("E-mail address of the key’s owner"),
      "EMAIL" },
    { "owner", 0, 0, G_OPTION_ARG_STRING, &options.owner,
      N_ ("E-mail address of your own account (access)"), "EMAIL" },
    { "api-url", 0, 0, G_OPTION_ARG_STRING, &options.api_url, N_ ("Address of Atlassian’s API"),
      "URL" },
    { "host-ok", 0, 0, G_OPTION_ARG_STRING, &options.host_ok,
      N_ ("Confirms a host that isn’t Atlassian’s own"), "HOST" },
    { "expires", 0, 0, G_OPTION_ARG_STRING, &options.expires, N_ ("The key’s last day, YYYY-MM-DD"),
      "DATE" },
    { "read-only", 0, 0, G_OPTION_ARG_NONE, &options.read_only,
      N_ ("Never change anything through this source"), NULL },
    { "no-check", 0, 0, G_OPTION_ARG_NONE, &options.no_check,
      N_ ("Don’t ask the server before saving"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmSource) draft = NULL;
  UmSourceKind kind = UM_SOURCE_JIRA;
  int status = UM_EXIT_DONE;
  char *key;

  if (!um_cli_parse (usage, entries, &argc, &argv, 1, 1))
    return UM_EXIT_WRONG_USE;
  if (options.type == NULL || !um_source_kind_from_nick (options.type, &kind))
    return um_cli_wrong_use (usage, _ ("The type has to be jira or access."));
  if (kind == UM_SOURCE_ACCESS && (options.url != NULL || options.email != NULL))
    return um_cli_wrong_use (usage, _ ("A source of type access takes neither --url nor --email."));
  if (kind == UM_SOURCE_JIRA && options.owner != NULL)
    return um_cli_wrong_use (usage, _ ("A source of type jira takes no --owner."));
  if (!um_cli_open (cli, &status))
    return status;
  draft = new_source (argv[1], kind, &options, &error);
  if (draft == NULL)
    return um_cli_fail (error);
  key = um_cli_read_key (cli);
  if (g_cancellable_set_error_if_cancelled (cli->cancellable, &error))
    status = um_cli_fail (error);
  else
    status = add_source (cli, draft, key, options.no_check);
  um_cli_free_key (key);
  return status;
}

/* What has to be known of a source before it is used: "read-only, demo". */
static char *
dup_marks (const UmSource *source)
{
  const char *marks[] = { NULL, NULL, NULL };
  guint n = 0;

  if (source->read_only)
    marks[n++] = _ ("read-only");
  if (source->demo)
    marks[n++] = _ ("demo");
  return g_strjoinv (", ", (char **) marks);
}

static void
add_source_row (UmTable *table, UmSourceState *state)
{
  UmSource *source = um_source_state_get_source (state);
  gint64 read = um_source_state_get_users_read (state);

  um_table_add (table, g_strdup (source->name));
  um_table_add (table, g_strdup (um_words_source_kind (source->kind)));
  um_table_add (table, um_source_dup_host (source));
  /* Nobody was counted yet. */
  um_table_add (table, read != UM_TIME_UNKNOWN
                         ? um_words_number (um_source_state_get_n_users (state))
                         : g_strdup (_ ("unknown")));
  um_table_add (table, um_words_age (read, g_get_real_time () / G_USEC_PER_SEC));
  um_table_add (table, g_strjoinv (", ", (char **) um_source_state_get_linked (state)));
  um_table_add (table, dup_marks (source));
}

static void
add_source_json (JsonBuilder *json, UmSourceState *state)
{
  UmSource *source = um_source_state_get_source (state);
  gboolean read = um_source_state_get_users_read (state) != UM_TIME_UNKNOWN;

  json_builder_begin_object (json);
  um_cli_json_string (json, "id", source->id);
  um_cli_json_string (json, "name", source->name);
  um_cli_json_string (json, "type", um_source_kind_to_nick (source->kind));
  um_cli_json_string (json, "url", source->kind == UM_SOURCE_JIRA ? source->url : source->api_url);
  um_cli_json_bool (json, "read_only", source->read_only != UM_READ_ONLY_NO);
  um_cli_json_time (json, "expires", source->expires);
  json_builder_set_member_name (json, "users");
  if (read)
    json_builder_add_int_value (json, um_source_state_get_n_users (state));
  else
    json_builder_add_null_value (json);
  um_cli_json_time (json, "refreshed", um_source_state_get_users_read (state));
  json_builder_end_object (json);
}

static int
source_list (UmCli *cli, const char *usage, int argc, char **argv)
{
  const char *const headings[] = { _ ("Name"),      _ ("Type"),        _ ("Address"), _ ("Users"),
                                   _ ("Refreshed"), _ ("Linked With"), _ ("Marks"),   NULL };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (UmTable) table = um_table_new (headings);
  GListModel *sources;
  UmFormat format;
  int status;

  if (!um_cli_parse_format (usage, NULL, &argc, &argv, 0, 0, UM_FORMATS_ALL, &format))
    return UM_EXIT_WRONG_USE;
  if (!um_cli_open (cli, &status))
    return status;
  sources = um_engine_get_sources (cli->engine);
  json_builder_begin_array (json);
  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (sources, i);

      add_source_row (table, state);
      add_source_json (json, state);
    }
  json_builder_end_array (json);
  if (format == UM_FORMAT_JSON)
    um_cli_json_print (json);
  else
    um_table_print (table, format);
  return UM_EXIT_DONE;
}

static int
source_check (UmCli *cli, const char *usage, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmCheck) check = NULL;
  g_autoptr (UmSource) checked = NULL;
  UmSourceState *state;
  UmFormat format;
  int status;

  if (!um_cli_parse_format (usage, NULL, &argc, &argv, 1, 1, UM_FORMATS_SHOWN, &format))
    return UM_EXIT_WRONG_USE;
  state = um_cli_find_source (cli, argv[1], &status);
  if (state == NULL)
    return status;
  check = um_check_new (um_source_state_get_source (state), NULL, state);
  checked = check_source (cli, check, &error);
  if (format == UM_FORMAT_JSON)
    print_rights_json (check);
  else
    print_rights (check);
  return checked != NULL ? UM_EXIT_DONE : um_cli_fail (error);
}

/* What goes and what stays, as a question. */
static char *
dup_removal_question (UmSourceState *state)
{
  g_autofree char *users = um_words_users (um_source_state_get_n_users (state));

  /* Translators: first a source's name, then "8,930 users" */
  return g_strdup_printf (_ ("Remove “%s”? What was read of it (%s) and its key go; its run logs "
                             "stay."),
                          um_source_state_get_source (state)->name, users);
}

static int
source_remove (UmCli *cli, const char *usage, int argc, char **argv)
{
  gboolean yes = FALSE;
  GOptionEntry entries[] = {
    { "yes", 0, 0, G_OPTION_ARG_NONE, &yes, N_ ("Remove it without asking"), NULL },
    { NULL },
  };
  g_auto (UmAwait) await = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *question = NULL;
  UmSourceState *state;
  int status;

  if (!um_cli_parse (usage, entries, &argc, &argv, 1, 1))
    return UM_EXIT_WRONG_USE;
  state = um_cli_find_source (cli, argv[1], &status);
  if (state == NULL)
    return status;
  question = dup_removal_question (state);
  if (!yes && !um_cli_confirm (cli, question, "", "--yes", &status))
    return status;
  name = g_strdup (um_source_state_get_source (state)->name);
  um_engine_remove_source_async (cli->engine, state, cli->cancellable, um_await_cb, &await);
  if (!um_engine_remove_source_finish (cli->engine, um_await (&await), &error))
    return um_cli_fail (error);
  /* Translators: %s is a source's name */
  g_print (_ ("Source “%s” removed with its users and its key; its run logs stay."), name);
  g_print ("\n");
  return UM_EXIT_DONE;
}

/* On a terminal, one line that is written over again. */
static void
print_progress (UmSourceState *state)
{
  UmRefresh *refresh = um_source_state_get_refresh (state);
  g_autofree char *text = NULL;

  if (refresh == NULL || !isatty (STDERR_FILENO))
    return;
  text = um_words_refresh (um_refresh_get_stage (refresh), um_refresh_get_done (refresh),
                           um_refresh_get_total (refresh), 0);
  g_printerr ("\r\033[K%s", text);
}

static void
refresh_started_cb (UmSourceState *state)
{
  UmRefresh *refresh = um_source_state_get_refresh (state);

  if (refresh != NULL)
    g_signal_connect_object (refresh, "notify", G_CALLBACK (print_progress), state,
                             G_CONNECT_SWAPPED);
}

static void
print_summary (const UmRefreshSummary *summary, gboolean as_json)
{
  const struct
  {
    const char *name;
    guint number;
  } numbers[] = {
    { "users", summary->n_users },   { "groups", summary->n_groups }, { "added", summary->added },
    { "removed", summary->removed }, { "changed", summary->changed },
  };
  g_autofree char *users = um_words_users (summary->n_users);
  g_autofree char *groups = um_words_groups (summary->n_groups);
  g_autofree char *added = um_words_number (summary->added);
  g_autofree char *removed = um_words_number (summary->removed);
  g_autofree char *changed = um_words_number (summary->changed);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!as_json)
    {
      /* Translators: "8,930 users", "340 groups", and three numbers of users */
      g_print (_ ("%s, %s: %s added, %s removed, %s changed."), users, groups, added, removed,
               changed);
      g_print ("\n");
      return;
    }
  json_builder_begin_object (json);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    um_cli_json_int (json, numbers[i].name, numbers[i].number);
  json_builder_end_object (json);
  um_cli_json_print (json);
}

/* What is read anew. */
typedef struct
{
  UmRefreshFlags flags;
  char **groups; /* (nullable) */
  char **users;  /* (nullable) */
} Part;

static int
run_refresh (UmCli *cli, UmSourceState *state, const Part *part, gboolean as_json)
{
  g_auto (UmAwait) await = { 0 };
  g_autoptr (GError) error = NULL;
  UmRefreshSummary summary;
  gulong handler = g_signal_connect (state, "notify::refresh", G_CALLBACK (refresh_started_cb),
                                     NULL);
  gboolean refreshed;

  um_source_state_refresh_async (state, part->flags, (const char *const *) part->groups,
                                 (const char *const *) part->users, cli->cancellable, um_await_cb,
                                 &await);
  refreshed = um_source_state_refresh_finish (state, um_await (&await), &summary, &error);
  g_signal_handler_disconnect (state, handler);
  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K");
  if (!refreshed)
    return um_cli_fail (error);
  print_summary (&summary, as_json);
  return UM_EXIT_DONE;
}

/* The ids of groups given by name or id; NULL: said why. */
static char **
find_groups (UmDirectory *directory, char **names, int *status)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      const char *id = um_planner_find_group (directory, names[i], &error);

      if (id == NULL)
        {
          *status = um_cli_fail (error);
          return NULL;
        }
      g_strv_builder_add (ids, id);
    }
  return g_strv_builder_end (ids);
}

static int
refresh (UmCli *cli, const char *usage, int argc, char **argv)
{
  g_auto (GStrv) groups = NULL;
  g_auto (GStrv) ids = NULL;
  g_autofree char *expression = NULL;
  gboolean accept_loss = FALSE;
  gboolean users_only = FALSE;
  GOptionEntry entries[] = {
    { "group", 0, 0, G_OPTION_ARG_STRING_ARRAY, &groups, N_ ("Only the members of this group"),
      "GROUP" },
    { "filter", 0, 0, G_OPTION_ARG_STRING, &expression, N_ ("Only the users of this filter"),
      "EXPR" },
    { "users-only", 0, 0, G_OPTION_ARG_NONE, &users_only, N_ ("Leave memberships for later"),
      NULL },
    { "accept-loss", 0, 0, G_OPTION_ARG_NONE, &accept_loss,
      N_ ("Go on although more than 10 % of the users would be lost"), NULL },
    { NULL },
  };
  g_auto (GStrv) users = NULL;
  Part part = { 0 };
  UmSourceState *state;
  UmFormat format;
  int status;

  if (!um_cli_parse_format (usage, entries, &argc, &argv, 1, 1, UM_FORMATS_SHOWN, &format))
    return UM_EXIT_WRONG_USE;
  if ((groups != NULL) + (expression != NULL) + users_only > 1)
    return um_cli_wrong_use (usage, _ ("Name one of --group, --filter and --users-only."));
  state = groups != NULL || expression != NULL ? um_cli_load_source (cli, argv[1], &status)
                                               : um_cli_find_source (cli, argv[1], &status);
  if (state == NULL)
    return status;
  if (groups != NULL)
    {
      ids = find_groups (um_source_state_get_directory (state), groups, &status);
      if (ids == NULL)
        return status;
    }
  if (expression != NULL)
    {
      users = um_cli_find_users (state, expression, &status);
      if (users == NULL)
        return status;
    }
  part = (Part){ (accept_loss ? UM_REFRESH_ACCEPT_LOSS : 0)
                   | (users_only ? UM_REFRESH_USERS_ONLY : 0),
                 ids, users };
  return run_refresh (cli, state, &part, format == UM_FORMAT_JSON);
}

const UmCommand um_cli_source_commands[] = {
  { "source add", "NAME --type jira --url URL --email EMAIL | NAME --type access [--owner EMAIL]",
    N_ ("Add a source; the key is read from standard input"), source_add },
  { "source list", "", N_ ("List the sources"), source_list },
  { "source check", "NAME", N_ ("Probe a source’s key and rights"), source_check },
  { "source remove", "NAME [--yes]", N_ ("Remove a source with its users and its key"),
    source_remove },
  { "refresh", "NAME", N_ ("Read a source’s users and memberships anew"), refresh },
  { NULL },
};
