/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which site a product of an organisation is on, as its ARI tells. */
#pragma once

#include "um-thing-set-private.h"

G_BEGIN_DECLS

const char *um_site_of_product (const char *ari);
gboolean um_site_is_product (const char *ari, const char *key);
char **um_site_list (const UmThingSet *products);

G_END_DECLS
