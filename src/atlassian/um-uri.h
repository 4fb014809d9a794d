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

G_END_DECLS
