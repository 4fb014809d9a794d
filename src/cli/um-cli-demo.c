/* SPDX-License-Identifier: GPL-3.0-or-later */
/* demo: the whole way on the demo organisation, printed step by step. */
#include "um-config.h"
#include "um-cli-await.h"
#include "um-cli-plan.h"
#include "um-cli-run.h"
#include "um-cli-users.h"
#include "um-refresh.h"
#include "um-words.h"

#include <glib/gi18n.h>

#define DEMO_FILTER "status:active type:person email:*@*"
#define DEMO_USERS  20
#define NOT_GIVEN   G_MININT

static UmSourceState *
start_demo (UmCli *cli, guint n_users, GError **error)
{
  g_auto (UmAwait) await = { 0 };

  g_print ("%s\n", _ ("1. Connecting to the demo organisation, a process on this computer…"));
  um_engine_start_demo_async (cli->engine, n_users, cli->cancellable, um_await_cb, &await);
  return um_engine_start_demo_finish (cli->engine, um_await (&await), error);
}

static gboolean
read_demo (UmCli *cli, UmSourceState *state, GError **error)
{
  g_auto (UmAwait) await = { 0 };
  UmRefreshSummary summary;
  g_autofree char *users = NULL;
  g_autofree char *groups = NULL;

  g_print ("%s\n", _ ("2. Reading its users and memberships…"));
  um_source_state_refresh_async (state, UM_REFRESH_ALL, NULL, NULL, cli->cancellable, um_await_cb,
                                 &await);
  if (!um_source_state_refresh_finish (state, um_await (&await), &summary, error))
    return FALSE;
  users = um_words_users (summary.n_users);
  groups = um_words_groups (summary.n_groups);
  g_print ("   %s, %s\n", users, groups);
  return TRUE;
}

/* The first group by name that gives no product and no administration: nothing that people would
 * miss. */
static const UmThing *
choose_group (UmDirectory *directory)
{
  const UmThing *first = NULL;

  for (guint i = 0; i < um_directory_get_n_things (directory, UM_SET_GROUPS); i++)
    {
      const UmThing *group = um_directory_get_thing (directory, UM_SET_GROUPS, i);
      gboolean plain = !group->synced && !group->admin && group->known
                       && (group->products == NULL || *group->products == '\0');

      if (plain && (first == NULL || g_utf8_collate (group->name, first->name) < 0))
        first = group;
    }
  return first;
}

static UmPlan *
make_demo_plan (UmCli *cli, UmSourceState *state, GError **error, int *status)
{
  UmDirectory *directory = um_source_state_get_directory (state);
  const UmThing *group = choose_group (directory);
  g_auto (GStrv) ids = um_cli_find_users (state, DEMO_FILTER, status);
  g_autoptr (GPtrArray) users = g_ptr_array_new ();
  g_autoptr (GPtrArray) actions = NULL;
  char *keys[] = { (char *) "add-to-groups", NULL };
  char *groups[] = { NULL, NULL };
  UmCliInputs named = { .groups = groups };
  UmPlanRequest request = { .now = g_get_real_time () / G_USEC_PER_SEC };
  g_autofree char *number = um_words_number (DEMO_USERS);

  if (group == NULL)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_NO_GROUPS, "");
      return NULL;
    }
  /* Translators: first a filter expression, then a number */
  g_print (_ ("3. Finding users by “%s” and choosing the first %s"), DEMO_FILTER, number);
  g_print ("\n");
  for (guint i = 0; ids[i] != NULL && i < DEMO_USERS; i++)
    g_ptr_array_add (users, ids[i]);
  groups[0] = (char *) group->id;
  actions = um_cli_new_actions (directory, keys, &named, error);
  if (actions == NULL)
    return NULL;
  request.account_ids = users;
  request.actions = actions;
  request.reason = _ ("A try on the demo organisation");
  g_print ("%s\n", _ ("4. The plan:"));
  return um_cli_make_plan (cli, state, &request, error);
}

static int
demo (UmCli *cli, const char *usage, int argc, char **argv)
{
  int n_users = NOT_GIVEN;
  GOptionEntry entries[] = {
    { "users", 0, 0, G_OPTION_ARG_INT, &n_users, N_ ("How many users it has"), "N" },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlan) plan = NULL;
  UmSourceState *state;
  int status;

  if (!um_cli_parse (usage, entries, &argc, &argv, 0, 0))
    return UM_EXIT_WRONG_USE;
  if (n_users != NOT_GIVEN && (n_users < 1 || n_users > 500000))
    return um_cli_wrong_use (usage, _ ("The demo organisation has 1 to 500,000 users."));
  if (!um_cli_open (cli, &status))
    return status;
  state = start_demo (cli, n_users != NOT_GIVEN ? (guint) n_users : 0, &error);
  if (state == NULL || !read_demo (cli, state, &error))
    return um_cli_fail (error);
  plan = make_demo_plan (cli, state, &error, &status);
  if (plan == NULL)
    return um_cli_fail (error);
  um_cli_print_plan (plan);
  g_print ("%s\n", _ ("5. Running it…"));
  status = um_cli_run_plan (cli, state, plan, UM_RUN_NORMAL, 0, FALSE);
  g_print ("%s\n", _ ("The demo organisation stays as a source, to be tried in the window too."));
  return status;
}

const UmCommand um_cli_demo_commands[] = {
  { "demo", "[--users N]", N_ ("Go the whole way on the demo organisation"), demo },
  { NULL },
};
