/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding users by an expression. */
#pragma once

#include "um-cli.h"
#include "um-directory.h"
#include "um-filter.h"

G_BEGIN_DECLS

/* Rows of a loaded source that an expression finds (NULL: all), and the moment it was asked at.
 * NULL: said why, with the place. (transfer full) */
UmBitset *um_cli_filter (UmSourceState *state, const char *expression, gint64 *now, int *status);
/* Says what is wrong with an expression, and where; the exit code. */
int um_cli_fail_filter (const char *expression, const UmFilterProblem *problem);
/* Their account ids, by name. (transfer full) */
char **um_cli_find_users (UmSourceState *state, const char *expression, int *status);

G_END_DECLS
