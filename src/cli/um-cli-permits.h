/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking Atlassian, when a plan is made, whom it will refuse. */
#pragma once

#include "um-cli.h"
#include "um-plan.h"

G_BEGIN_DECLS

/* Asks about all users of whom that can be asked, with progress on a terminal, and changes the plan
 * by what was answered. UM_PROBLEM where it can't be asked. */
gboolean um_cli_ask_permits (UmCli *cli, UmSourceState *state, UmPlan *plan, GError **error);
/* Says on standard error of how many users it wasn't asked; nothing where there is nothing to ask.
 */
void um_cli_print_unasked (UmSourceState *state, UmPlan *plan);
/* Holds out, with Atlassian's reason, those for whom nothing is left to be done: a file can't say
 * what was answered. */
void um_cli_hold_out_refused (UmPlan *plan);

G_END_DECLS
