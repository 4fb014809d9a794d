/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of users and values out of files. */
#pragma once

#include "um-cli-json.h"
#include "um-cli.h"
#include "um-import-pairs.h"

G_BEGIN_DECLS

/* What a command line says of such a table. */
typedef struct
{
  char *path;         /* (nullable): "-" for standard input */
  char *user_column;  /* (nullable): its number from 1, or its heading */
  char *value_column; /* (nullable): the same */
} UmCliTable;

void um_cli_table_clear (UmCliTable *self);

/**
 * um_cli_read_pairs:
 * @state: a loaded source
 * @options: what is looked for, but for the columns that @table names
 *
 * Reads the table. How it was read, and which rows aren't used, is told on standard error.
 *
 * Returns: (transfer full) (nullable): %NULL with %UM_PROBLEM
 */
UmImportPairs *um_cli_read_pairs (UmCli *cli,
                                  UmSourceState *state,
                                  const UmCliTable *table,
                                  UmPairsOptions *options,
                                  GError **error);

/* The users whose rows are used, in the order of the file, each once. (transfer full) (element-type
 * utf8) */
GPtrArray *um_cli_list_pair_users (UmImportPairs *pairs);

/* Adds the member "table" with the rows that aren't used. */
void um_cli_add_pairs_json (JsonBuilder *json, UmImportPairs *pairs);

G_END_DECLS
