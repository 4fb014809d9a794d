/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the bodies of requests. Any thread. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** um_json_write_bytes: (transfer full): what @builder holds as a text. */
GBytes *um_json_write_bytes (JsonBuilder *builder);
/** um_json_write_node: the text of a node; (transfer full). */
GBytes *um_json_write_node (JsonNode *node);

/**
 * um_json_write_strings:
 * @first_member: the name of a member, followed by its value, then by further pairs
 *
 * A pair whose value is %NULL is left out.
 *
 * Returns: (transfer full): the text of an object whose values are strings
 */
GBytes *um_json_write_strings (const char *first_member, ...) G_GNUC_NULL_TERMINATED;

/* Members of the object that @builder is in; one whose value is NULL, or that would be an empty
 * array, is left out. */
void um_json_add_string (JsonBuilder *builder, const char *member, const char *value);
void um_json_add_strings (JsonBuilder *builder, const char *member, const char *const *values);

G_END_DECLS
