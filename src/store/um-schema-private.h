/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scripts that make user-management.db, one for each version that was ever shipped. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stands in the file's header, so that a database of another program is told from one of ours:
 * "UmDb". */
#define UM_SCHEMA_APPLICATION_ID 0x556d4462

/* Script i leads from version i to i + 1. A script that was shipped is never changed: what changes
 * is a new one at the end, with a text fixture of the version before in tests/fixtures/db. */
const char *const *um_schema_get_scripts (guint *n_scripts);

G_END_DECLS
