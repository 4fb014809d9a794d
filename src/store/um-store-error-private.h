/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the store's own files report a failure. Each always returns FALSE. */
#pragma once

#include "um-store-error.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* @code: a result code, extended where there is one. @handle: (nullable): for its message. What was
 * interrupted is G_IO_ERROR_CANCELLED. */
gboolean um_store_fail_sqlite (GError **error, int code, sqlite3 *handle);

/* @number: what errno was. @what: the call or the part that failed, no names of people. */
gboolean um_store_fail_errno (GError **error, int number, const char *what);

gboolean um_store_fail (GError **error, UmStoreError code, const char *what);

G_END_DECLS
