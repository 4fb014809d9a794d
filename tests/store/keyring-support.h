/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyring's requests as plain calls, for tests. */
#pragma once

#include "store-support.h"
#include "um-keyring.h"

G_BEGIN_DECLS

char *keyring_lookup (UmSource *source, GError **error);
gboolean keyring_store (UmSource *source, const char *key, GError **error);
gboolean keyring_clear (UmSource *source, GError **error);
void keyring_assert_key (UmSource *source, const char *expected);
void keyring_assert_none (UmSource *source, int code);

G_END_DECLS
