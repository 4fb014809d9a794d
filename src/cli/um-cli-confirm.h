/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions on the terminal, and the confirmation of a plan by its risk. */
#pragma once

#include "um-cli.h"
#include "um-plan.h"

G_BEGIN_DECLS

/* Reads a key from standard input, or from a prompt that doesn't show it and that Ctrl+C ends.
 * (transfer full) (nullable): free with um_cli_free_key (). */
char *um_cli_read_key (UmCli *cli);
void um_cli_free_key (char *key);
/* Asks on a terminal; elsewhere, or without @question (nullable), only @option would do. FALSE:
 * said so on standard error. */
gboolean um_cli_confirm (
  UmCli *cli, const char *question, const char *phrase, const char *option, int *status);
/* The same for @plan, by its risk, unless --yes or --confirm were what it needs. */
gboolean
um_cli_confirm_plan (UmCli *cli, UmPlan *plan, gboolean yes, const char *confirm, int *status);
/* What --confirm has to be, "--yes" for a button. (transfer full) */
char *um_cli_dup_option (const UmPlan *plan);

G_END_DECLS
