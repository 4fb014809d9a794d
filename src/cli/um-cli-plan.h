/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making and showing plans. */
#pragma once

#include "um-cli-email.h"
#include "um-cli-issue.h"
#include "um-cli-people.h"
#include "um-cli.h"
#include "um-group-file.h"
#include "um-planner.h"

G_BEGIN_DECLS

/* What a command line names for its actions; lists end with NULL, and NULL is none. */
typedef struct
{
  char **groups;      /* by name or id */
  char **products;    /* by key or name */
  char **directories; /* by name or id */
  UmGroupFile *pairs; /* (nullable): of users and groups, once it was read */
  char *into;         /* a directory to change to, by name or id */
  char *message;
  char *like;       /* a user by account id, e-mail or name, whose groups others are to have */
  GPtrArray *users; /* (nullable): account ids, borrowed: those others */
  UmEmailOptions email;
  char *people_file;      /* of people who are to be invited */
  UmImportPeople *people; /* once it was read */
  UmIssueOptions issue;
  GVariant *issue_inputs; /* of actions that make issues, once the site was asked */
} UmCliInputs;

/* How a plan is shown. */
typedef struct
{
  char *output; /* (nullable): a file to save it to */
  gboolean as_json;
  gboolean ask_permits; /* now, whom Atlassian will refuse */
} UmCliShow;

GPtrArray *
um_cli_new_actions (UmDirectory *directory, char **keys, const UmCliInputs *named, GError **error);
UmPlan *
um_cli_make_plan (UmCli *cli, UmSourceState *state, const UmPlanRequest *request, GError **error);
void um_cli_print_plan (const UmPlan *plan);
int um_cli_show_plan (UmCli *cli,
                      UmSourceState *state,
                      UmPlan *plan,
                      const UmCliInputs *inputs,
                      const UmCliShow *options);

G_END_DECLS
