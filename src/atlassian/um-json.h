/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading JSON from a server that may send anything: checked before it is parsed, typed getters
 * that never assert. Any thread. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** UM_JSON_MAX_SIZE: bytes of a text that is parsed at all (PRODUCT.md §10). */
#define UM_JSON_MAX_SIZE ((gsize) 64 << 20)

/**
 * um_json_parse:
 * @bytes: a text
 * @error: return location for a #GError
 *
 * Parses @bytes after a strict check (RFC 8259) of encoding, size, grammar and depth: json-glib
 * takes more than JSON, and ends the program on some of it. Half surrogate pairs and U+0000, which
 * careless servers cut names into, are read as U+FFFD.
 *
 * Returns: (transfer full) (nullable): the tree, or %NULL with %UM_ATLASSIAN_ERROR_MALFORMED
 */
JsonNode *um_json_parse (GBytes *bytes, GError **error);

/* The getters return @fallback or NULL where the member is absent, null or of another type; the
 * object or node may be NULL too. What they return belongs to the tree. */
JsonObject *um_json_get_object (JsonNode *node);
JsonArray *um_json_get_array (JsonNode *node);
JsonObject *um_json_object (JsonObject *object, const char *member);
JsonArray *um_json_array (JsonObject *object, const char *member);
const char *um_json_string (JsonObject *object, const char *member);
/** um_json_int: a number with a fraction is cut towards zero; one beyond gint64 is @fallback. */
gint64 um_json_int (JsonObject *object, const char *member, gint64 fallback);
gboolean um_json_bool (JsonObject *object, const char *member, gboolean fallback);
/** um_json_time: as um_json_parse_time (), of a member. */
gint64 um_json_time (JsonObject *object, const char *member);

/**
 * um_json_parse_time:
 * @text: (nullable): a time of RFC 3339, also with nanoseconds, with an offset written without its
 *   colon as Jira does, or a date alone, which is its midnight in UTC
 *
 * Returns: seconds since 1970, or %UM_TIME_UNKNOWN
 */
gint64 um_json_parse_time (const char *text);

G_END_DECLS
