/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Users' API tokens: which exist is kept in each user's bits, the rest is invented from there. */

#include "sim-tokens.h"

#include <string.h>

#include "sim-random.h"

static const char *const labels[] = {
  "script",       "ci",       "laptop",        "backup",      "reporting",
  "jira-cli",     "Power BI", "spreadsheet",   "time sheets", "migration 2024",
  "test",         "zapier",   "release notes", "git hooks",   "my token",
  "build server", "grafana",  "chat bot",      "n8n",         "import",
};

/* Invents token @number of @user. Returns: FALSE where he has no such token */
gboolean
sim_tokens_get (const SimStore *store, guint user, guint number, SimToken *token)
{
  const SimUser *record = sim_store_user (store, user);
  SimRandom random = sim_random_new (store->seed + 31, (guint64) user * SIM_MAX_TOKENS + number);
  gint64 age;

  if (number >= SIM_MAX_TOKENS || !(record->tokens & (1u << number)))
    return FALSE;

  g_snprintf (token->id, sizeof token->id, "%016" G_GINT64_MODIFIER "x%08x",
              sim_random_next (&random), (guint) sim_random_next (&random));
  token->label = labels[sim_random_below (&random, G_N_ELEMENTS (labels))];
  age = 1 + sim_random_below (&random, 350);
  token->created = store->today - age * SIM_DAY_MS + sim_random_below (&random, 86400000);
  token->expires = (token->created / SIM_DAY_MS + 365) * SIM_DAY_MS;
  token->used = 0;
  if (sim_random_below (&random, 4) != 0)
    token->used = token->created
                  + (gint64) (sim_random_unit (&random)
                              * (double) (store->today - token->created - SIM_DAY_MS));
  if (token->used < token->created)
    token->used = 0;
  if (user == store->owner && number == 0)
    {
      token->label = "User Management";
      token->used = store->today - 3600 * 1000;
    }
  return TRUE;
}

/* Returns: the number of the token that is called @id, or %SIM_MAX_TOKENS */
guint
sim_tokens_find (const SimStore *store, guint user, const char *id)
{
  guint number = 0;
  SimToken token;

  while (number < SIM_MAX_TOKENS
         && (!sim_tokens_get (store, user, number, &token) || strcmp (token.id, id) != 0))
    number++;
  return number;
}
