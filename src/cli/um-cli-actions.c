/* SPDX-License-Identifier: GPL-3.0-or-later */
/* actions: what can be done on a source; with a filter, to how many of the users that it finds, and
 * why not to the others. */
#include "um-config.h"
#include "um-actions.h"
#include "um-cli-json.h"
#include "um-cli-table.h"
#include "um-cli-users.h"
#include "um-enums.h"
#include "um-tally.h"
#include "um-words.h"

#include <glib/gi18n.h>

/* Whom the actions are counted for. */
typedef struct
{
  guint n_users;
  GPtrArray *tallies; /* (nullable) (element-type UmActionTally): %NULL where there is no user */
} Counted;

static void
counted_clear (Counted *self)
{
  g_clear_pointer (&self->tallies, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Counted, counted_clear)

static gboolean
count (UmCli *cli, UmSourceState *state, const char *expression, Counted *counted, int *status)
{
  g_autoptr (UmBitset) rows = um_cli_filter (state, expression, NULL, status);
  g_auto (UmAwait) await = { 0 };
  g_autoptr (GError) error = NULL;

  if (rows == NULL)
    return FALSE;
  counted->n_users = um_bitset_count (rows);
  if (counted->n_users == 0)
    return TRUE;
  um_tally_make_async (state, rows, cli->cancellable, um_await_cb, &await);
  counted->tallies = um_tally_make_finish (um_await (&await), &error);
  if (counted->tallies != NULL)
    return TRUE;
  *status = um_cli_fail (error);
  return FALSE;
}

/* "users", "possible", "skipped": the last two are null where what is chosen with the action
 * decides, and where it can't work at all. */
static void
add_tally_json (JsonBuilder *json, guint n_users, const UmActionTally *tally)
{
  um_cli_json_int (json, "users", n_users);
  json_builder_set_member_name (json, "possible");
  if (tally == NULL)
    {
      json_builder_add_null_value (json);
      um_cli_json_string (json, "skipped", NULL);
      return;
    }
  json_builder_add_int_value (json, tally->possible);
  json_builder_set_member_name (json, "skipped");
  json_builder_begin_array (json);
  for (UmSkip skip = UM_SKIP_NONE + 1; skip < UM_N_SKIPS; skip++)
    {
      if (tally->skipped[skip] == 0)
        continue;
      json_builder_begin_object (json);
      um_cli_json_string (json, "reason", um_skip_to_nick (skip));
      um_cli_json_int (json, "users", tally->skipped[skip]);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

/* @counted: (nullable): %NULL without a filter */
static void
add_json (JsonBuilder *json,
          const UmActionInfo *info,
          UmObstacle obstacle,
          const Counted *counted,
          const UmActionTally *tally)
{
  json_builder_begin_object (json);
  um_cli_json_string (json, "key", info->key);
  um_cli_json_string (json, "name", um_words_action_name (info->key));
  um_cli_json_bool (json, "available", obstacle == UM_OBSTACLE_NONE);
  um_cli_json_string (json, "reason",
                      obstacle != UM_OBSTACLE_NONE ? um_obstacle_to_nick (obstacle) : NULL);
  um_cli_json_string (json, "inverse", info->inverse);
  json_builder_set_member_name (json, "inputs");
  json_builder_begin_array (json);
  for (guint i = 0; i < info->n_inputs; i++)
    json_builder_add_string_value (json, um_input_kind_to_nick (info->inputs[i]));
  json_builder_end_array (json);
  if (counted != NULL)
    add_tally_json (json, counted->n_users, tally);
  json_builder_end_object (json);
}

static void
add_row (UmTable *table,
         const UmActionInfo *info,
         UmObstacle obstacle,
         const Counted *counted,
         const UmActionTally *tally)
{
  um_table_add (table, g_strdup (info->key));
  um_table_add (table, g_strdup (um_words_action_name (info->key)));
  um_table_add (table, g_strdup (um_words_undo (info->undo)));
  um_table_add (table, g_strdup (um_words_obstacle (obstacle)));
  if (counted == NULL)
    return;
  um_table_add (table, tally != NULL ? um_words_number (tally->possible) : NULL);
  um_table_add (table, tally != NULL ? um_words_tally_reasons (tally) : NULL);
}

/* On the command line the users are named with the plan: that nobody is selected here is no
 * obstacle. */
static UmObstacle
get_obstacle (const UmActionInfo *info, UmSourceState *state)
{
  UmObstacle obstacle = um_actions_get_obstacle (info, state);

  return obstacle == UM_OBSTACLE_NO_USERS ? UM_OBSTACLE_NONE : obstacle;
}

/* @counted: (nullable): %NULL without a filter */
static void
print_actions (UmSourceState *state, const Counted *counted, UmFormat format)
{
  const char *const headings[] = { _ ("Key"),
                                   _ ("Name"),
                                   _ ("Undo"),
                                   _ ("Obstacle"),
                                   counted != NULL ? _ ("Possible for") : NULL,
                                   _ ("Not possible for"),
                                   NULL };
  const UmActionInfo *const *infos = um_actions_list ();
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (UmTable) table = um_table_new (headings);

  json_builder_begin_array (json);
  for (guint i = 0; infos[i] != NULL; i++)
    {
      UmObstacle obstacle = get_obstacle (infos[i], state);
      const UmActionTally *tally = counted != NULL && obstacle == UM_OBSTACLE_NONE
                                     ? um_tally_find (counted->tallies, infos[i]->key)
                                     : NULL;

      add_json (json, infos[i], obstacle, counted, tally);
      add_row (table, infos[i], obstacle, counted, tally);
    }
  json_builder_end_array (json);
  if (format == UM_FORMAT_JSON)
    um_cli_json_print (json);
  else
    um_table_print (table, format);
}

static int
actions (UmCli *cli, const char *usage, int argc, char **argv)
{
  g_autofree char *expression = NULL;
  GOptionEntry entries[] = {
    { "filter", 0, 0, G_OPTION_ARG_STRING, &expression,
      N_ ("To how many of the users of this filter each can be done"), "EXPR" },
    { NULL },
  };
  g_auto (Counted) counted = { 0 };
  UmSourceState *state;
  UmFormat format;
  int status;

  if (!um_cli_parse_format (usage, entries, &argc, &argv, 1, 1, UM_FORMATS_ALL, &format))
    return UM_EXIT_WRONG_USE;
  state = expression != NULL ? um_cli_load_source (cli, argv[1], &status)
                             : um_cli_find_source (cli, argv[1], &status);
  if (state == NULL || (expression != NULL && !count (cli, state, expression, &counted, &status)))
    return status;
  print_actions (state, expression != NULL ? &counted : NULL, format);
  return UM_EXIT_DONE;
}

const UmCommand um_cli_actions_commands[] = {
  { "actions", "NAME [--filter EXPR]", N_ ("List what can be done on a source"), actions },
  { NULL },
};
