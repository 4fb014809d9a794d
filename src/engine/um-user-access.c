/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By which groups a user has a product. No state; any thread. */
#include "um-user-access.h"

#include "um-products-private.h"

GArray *
um_user_access_find_groups (UmDirectory *directory, guint row, guint product)
{
  const char *key = um_directory_get_thing (directory, UM_SET_PRODUCTS, product)->id;
  const UmRelation *relation = um_directory_get_relation (directory, UM_SET_GROUPS);
  GArray *granting = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_groups;
  const guint32 *groups = um_relation_get_things (relation, row, &n_groups);

  for (guint i = 0; i < n_groups; i++)
    if (um_products_contain (um_directory_get_thing (directory, UM_SET_GROUPS, groups[i])->products,
                             key))
      g_array_append_val (granting, groups[i]);
  return granting;
}
