/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading JSON from a server that may send anything: checked before it is parsed, typed getters that never assert. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Checks UTF-8, size (≤ 64 MiB) and depth (≤ 64), then parses. UM_ATLASSIAN_ERROR_MALFORMED. Any thread. (transfer full) */
JsonNode   *um_json_parse       (GBytes  *bytes,
                                 GError **error);
/* The getters return @fallback or NULL where the member is absent, null or of another type. */
JsonObject *um_json_get_object  (JsonNode   *node);
JsonArray  *um_json_get_array   (JsonNode   *node);
JsonObject *um_json_object      (JsonObject *object,
                                 const char *member);
JsonArray  *um_json_array       (JsonObject *object,
                                 const char *member);
const char *um_json_string      (JsonObject *object,
                                 const char *member);
gint64      um_json_int         (JsonObject *object,
                                 const char *member,
                                 gint64      fallback);
gboolean    um_json_bool        (JsonObject *object,
                                 const char *member,
                                 gboolean    fallback);
/* RFC 3339, also with nanoseconds; seconds since 1970 or UM_TIME_UNKNOWN. */
gint64      um_json_time        (JsonObject *object,
                                 const char *member);

G_END_DECLS
