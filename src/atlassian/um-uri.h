/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting together the path and query of a request. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * um_uri_build:
 * @path: (nullable): a path, as it is to be sent
 * @first_key: (nullable): the first key of the query, followed by its value, then by further pairs
 *
 * Values are percent-encoded; a pair whose value is %NULL is left out.
 *
 * Returns: (transfer full) (nullable): path and query; %NULL without @path
 */
char *um_uri_build (const char *path, const char *first_key, ...) G_GNUC_NULL_TERMINATED;

/**
 * um_uri_add:
 * @uri: path and query
 * @key: the key of a pair, as it is to be sent
 * @value: (nullable): its value, which is percent-encoded; nothing is added for %NULL
 */
void um_uri_add (GString *uri, const char *key, const char *value);

/**
 * um_uri_fill:
 * @template: a path in which each "{}" stands for one segment
 * @...: what they are filled with: (nullable) ids and the like, which are percent-encoded
 *
 * Returns: (transfer full) (nullable): the path; %NULL where a segment would be %NULL, empty, "."
 * or "..", which would name another place
 */
char *um_uri_fill (const char *template, ...);

G_END_DECLS
