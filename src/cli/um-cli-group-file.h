/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Users and groups out of a file. */
#pragma once

#include "um-cli.h"
#include "um-group-file.h"

G_BEGIN_DECLS

/* The rows of a file ("-": of the standard input) for those actions; each has to be one that can be
 * used. NULL with GROUP_ROWS: those that can't are told on standard error with their lines; or the
 * file isn't a table. (transfer full) */
UmGroupFile *um_cli_read_group_file (
  UmCli *cli, UmSourceState *state, const char *path, char **keys, GError **error);

G_END_DECLS
