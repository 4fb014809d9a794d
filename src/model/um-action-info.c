/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that stand for the inputs of actions in plan files and JSON. */
#include "um-action-info.h"

static const char *const input_nicks[] = {
  [UM_INPUT_GROUPS] = "groups",
  [UM_INPUT_PAIRS] = "pairs",
  [UM_INPUT_LIKE] = "like",
  [UM_INPUT_PRODUCTS] = "products",
  [UM_INPUT_MESSAGE] = "message",
  [UM_INPUT_DIRECTORIES] = "directories",
  [UM_INPUT_SITE] = "site",
  [UM_INPUT_INTO] = "into",
  [UM_INPUT_PROJECT] = "project",
  [UM_INPUT_ISSUE_TYPE] = "issue-type",
  [UM_INPUT_ISSUES] = "issues",
  [UM_INPUT_SUMMARY] = "summary",
  [UM_INPUT_DESCRIPTION] = "description",
  [UM_INPUT_FIELDS] = "fields",
  [UM_INPUT_EMAIL_RULE] = "email-rule",
  [UM_INPUT_EMAILS] = "emails",
  [UM_INPUT_PEOPLE] = "people",
  [UM_INPUT_RUN] = "run",
  [UM_INPUT_ENTRIES] = "entries",
};

const char *
um_input_kind_to_nick (UmInputKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (input_nicks), NULL);

  return input_nicks[kind];
}

gboolean
um_input_kind_from_nick (const char *nick, UmInputKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (input_nicks); i++)
    if (g_strcmp0 (nick, input_nicks[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}
