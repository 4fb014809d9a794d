/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON as scripts get it: ids are strings, times UTC RFC 3339 with Z, null = unknown, lists are
 * arrays. */
#pragma once

#include "um-types.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void um_cli_json_string (JsonBuilder *json, const char *member, const char *value);
void um_cli_json_int (JsonBuilder *json, const char *member, gint64 value);
void um_cli_json_bool (JsonBuilder *json, const char *member, gboolean value);
void um_cli_json_truth (JsonBuilder *json, const char *member, UmTruth value);
void um_cli_json_time (JsonBuilder *json, const char *member, gint64 seconds);
void um_cli_json_strv (JsonBuilder *json, const char *member, const char *const *values);
/* Prints the tree and a line end on standard output. */
void um_cli_json_print (JsonBuilder *json);

G_END_DECLS
