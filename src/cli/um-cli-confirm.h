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
/* Confirms @plan: on a terminal by asking; elsewhere by --yes or --confirm. FALSE: said what is
 * needed on standard error. */
gboolean um_cli_confirm_plan (UmCli *cli, UmPlan *plan, gboolean yes, const char *confirm);
/* What --confirm has to be, "--yes" for a button. (transfer full) */
char *um_cli_dup_option (const UmPlan *plan);

G_END_DECLS
