/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting together the path and query of a request. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * um_uri_build:
 * @path: a path, as it is to be sent
 * @first_key: (nullable): the first key of the query, followed by its value, then by further pairs
 *
 * Values are percent-encoded; a pair whose value is %NULL is left out.
 *
 * Returns: (transfer full): path and query
 */
char *um_uri_build (const char *path, const char *first_key, ...) G_GNUC_NULL_TERMINATED;

/**
 * um_uri_join:
 * @path: the begin of a path, as it is to be sent, without a slash at the end
 * @first_segment: (nullable): an id, a name or the like, followed by further ones, then by %NULL
 *
 * Segments are percent-encoded, each with a slash before it.
 *
 * Returns: (transfer full) (nullable): the path; %NULL where a segment is empty, "." or "..", which
 * would name another place
 */
char *um_uri_join (const char *path, const char *first_segment, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
