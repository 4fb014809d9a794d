/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running plans. */
#pragma once

#include "um-cli.h"
#include "um-plan.h"
#include "um-run.h"
#include "um-runner.h"

G_BEGIN_DECLS

/* Runs @plan, which is confirmed already, with its progress on a terminal. Prints the result. */
int um_cli_run_plan (UmCli *cli,
                     UmSourceState *state,
                     UmPlan *plan,
                     UmRunFlags flags,
                     guint first_n,
                     gboolean as_json);
/* The exit code of a run that is over. */
int um_cli_run_status (const UmRun *run);

G_END_DECLS
