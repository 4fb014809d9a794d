/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has a product on a Jira site: the members of the groups that grant it (ATLASSIAN.md §8). */
#pragma once

#include "um-directory.h"

G_BEGIN_DECLS

/* Whether the comma-separated @products hold @key. */
gboolean um_products_contain (const char *products, const char *key);

/* Brings the memberships of UM_SET_PRODUCTS in line with those of UM_SET_GROUPS, of which they
 * follow. Products that no group grants stay as they are. Any thread; made for a worker. Returns:
 * (transfer full): @directory itself where nothing differs */
UmDirectory *um_products_settle (UmDirectory *directory);

G_END_DECLS
