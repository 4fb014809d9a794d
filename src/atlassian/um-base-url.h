/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which addresses a secret may be sent to. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * um_base_url_is_secure:
 * @base: an address to which paths are appended
 *
 * Returns: whether it is https, or http to 127.0.0.0/8, ::1 or localhost; without user, query,
 * fragment or a slash at its end
 */
gboolean um_base_url_is_secure (const char *base);

/** um_base_url_is_loopback: whether the host of @base is this machine by its very name. */
gboolean um_base_url_is_loopback (const char *base);

/** um_base_url_dup_host: (transfer full) (nullable): the host of @base. */
char *um_base_url_dup_host (const char *base);

G_END_DECLS
