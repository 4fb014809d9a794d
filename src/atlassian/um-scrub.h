/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking out of a server's text whatever looks like a secret, before it is kept or shown. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * um_scrub_text:
 * @text: bytes of a server
 * @length: how many
 *
 * Cuts authorization values, Atlassian's tokens and keys (by their prefix), and the values of JSON
 * members that are named like secrets. Any thread.
 *
 * Returns: (transfer full): the rest as valid UTF-8
 */
char *um_scrub_text (const char *text, gsize length);

G_END_DECLS
