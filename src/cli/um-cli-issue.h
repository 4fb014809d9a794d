/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What plan is told of issues that are to be made, and the site asked about it. */
#pragma once

#include "um-cli.h"

G_BEGIN_DECLS

typedef struct
{
  char *site; /* of an organisation: through which Jira source */
  char *project;
  char *type;
  char *summary;
  char *description;
  char **fields; /* "name=value" */
  gboolean one;
} UmIssueOptions;

void um_issue_options_clear (UmIssueOptions *self);
/* Whether one of them was given. */
gboolean um_issue_options_are_given (const UmIssueOptions *self);

/* Asks the site for project, type and what they require. a{sas}: the inputs of an action that makes
 * issues. UM_PROBLEM. (transfer floating) (nullable) */
GVariant *
um_cli_read_issue (UmCli *cli, UmSourceState *state, const UmIssueOptions *options, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UmIssueOptions, um_issue_options_clear)

G_END_DECLS
