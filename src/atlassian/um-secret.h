/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that must not outlive its use: kept out of swap and core dumps where the system allows it,
 * and wiped when it is freed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _UmSecret UmSecret;

/**
 * um_secret_new_basic:
 * @user: a user name or e-mail address
 * @password: a password or token
 *
 * Returns: (transfer full): "Basic …", the value of an Authorization header (RFC 7617)
 */
UmSecret *um_secret_new_basic (const char *user, const char *password);

/**
 * um_secret_new_bearer:
 * @key: a key
 *
 * Returns: (transfer full): "Bearer …", the value of an Authorization header (RFC 6750)
 */
UmSecret *um_secret_new_bearer (const char *key);

/**
 * um_secret_peek:
 * @self: a secret
 *
 * Returns: (transfer none): its text; copy it nowhere that is printed
 */
const char *um_secret_peek (const UmSecret *self);

/** um_secret_free: wipes and frees @self (nullable). */
void um_secret_free (UmSecret *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmSecret, um_secret_free)

G_END_DECLS
