/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of users out of files. */
#pragma once

#include "um-cli.h"
#include "um-import.h"

G_BEGIN_DECLS

/* The users that a file names, all of them: account ids in the order of the file. NULL: one of them
 * is nobody (NO_SUCH_USER) or several (AMBIGUOUS_USER), or the file isn't a list. (transfer full)
 * (element-type utf8) */
GPtrArray *um_cli_read_users (UmCli *cli, UmSourceState *state, const char *path, GError **error);

GFile *um_cli_open_list (const char *path, UmImportInput *input);
void um_cli_get_column (const char *text, int *column, const char **heading);

G_END_DECLS
