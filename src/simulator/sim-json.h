/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing JSON straight into a text. Each function puts the comma that is needed before it, so
 * that a page is a plain sequence of calls. @key is NULL for an element of an array; keys are
 * literals of this program and aren't escaped.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sim_json_comma (GString *out);
void sim_json_key (GString *out, const char *key);
void sim_json_quote (GString *out, const char *text);
void sim_json_string (GString *out, const char *key, const char *text);
void sim_json_int (GString *out, const char *key, gint64 value);
void sim_json_bool (GString *out, const char *key, gboolean value);
void sim_json_null (GString *out, const char *key);
void sim_json_raw (GString *out, const char *key, const char *json);
void sim_json_begin_object (GString *out, const char *key);
void sim_json_end_object (GString *out);
void sim_json_begin_array (GString *out, const char *key);
void sim_json_end_array (GString *out);

G_END_DECLS
