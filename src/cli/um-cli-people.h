/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of people who are to be invited, read for plan. */
#pragma once

#include "um-cli-json.h"
#include "um-cli.h"
#include "um-import-people.h"

G_BEGIN_DECLS

/* @path: a file, "-" for standard input. How many there are, and which rows aren't used, is told on
 * standard error. UM_PROBLEM. (transfer full) (nullable) */
UmImportPeople *
um_cli_read_people (UmCli *cli, UmSourceState *state, const char *path, GError **error);

/* Adds the member "people" with the rows that aren't used. */
void um_cli_add_people_json (JsonBuilder *json, const UmImportPeople *people);

G_END_DECLS
