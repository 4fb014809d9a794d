/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By which groups a user has a product, as far as the snapshot tells. */
#pragma once

#include "um-directory.h"

G_BEGIN_DECLS

/**
 * um_user_access_find_groups:
 * @directory: a directory
 * @row: a user
 * @product: index of a product in %UM_SET_PRODUCTS
 *
 * Of a product that no group of the user grants, an organisation's user has it by a role of his own
 * (ATLASSIAN.md §8), or by a group that isn't known yet.
 *
 * Returns: (transfer full) (element-type guint32): indices of the user's groups that grant it
 */
GArray *um_user_access_find_groups (UmDirectory *directory, guint row, guint product);

G_END_DECLS
