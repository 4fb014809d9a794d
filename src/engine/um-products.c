/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Products follow from groups: whoever lays a changed membership over a directory lets them follow.
 * No state; any thread. */
#include "um-products-private.h"

#include "um-direct-role-private.h"

#include <string.h>

#define MANY 10000 /* memberships */

gboolean
um_products_contain (const char *products, const char *key)
{
  gsize length = strlen (key);

  for (const char *p = products; p != NULL && *p != '\0';)
    {
      gsize n = strcspn (p, ",");

      if (n == length && strncmp (p, key, n) == 0)
        return TRUE;
      p += n + (p[n] == ',');
    }
  return FALSE;
}

static void
add_members (UmBitset **holders, UmDirectory *directory, UmSet set, guint thing)
{
  g_autoptr (UmBitset) members = um_directory_get_members (directory, set, thing);

  if (*holders == NULL)
    *holders = g_steal_pointer (&members);
  else
    um_bitset_or (*holders, members);
}

/* The members of all groups that grant @key, and who is known to have it himself; NULL where there
 * is no such group or role. */
static UmBitset *
find_holders (UmDirectory *directory, const char *key)
{
  guint n_groups = um_directory_get_n_things (directory, UM_SET_GROUPS);
  guint n_roles = um_directory_get_n_things (directory, UM_SET_DIRECT_ROLES);
  UmBitset *holders = NULL;

  for (guint i = 0; i < n_groups; i++)
    if (um_products_contain (um_directory_get_thing (directory, UM_SET_GROUPS, i)->products, key))
      add_members (&holders, directory, UM_SET_GROUPS, i);
  for (guint i = 0; i < n_roles; i++)
    if (um_direct_role_gives (um_directory_get_thing (directory, UM_SET_DIRECT_ROLES, i)->id, key))
      add_members (&holders, directory, UM_SET_DIRECT_ROLES, i);
  return holders;
}

/* An organisation gives products to users directly, too: who is in no group that grants one may
 * still have it. */
static gboolean
has_direct_grants (UmDirectory *directory)
{
  return um_directory_get_n_things (directory, UM_SET_DIRECTORIES) > 0;
}

/* Whether nothing gives the product to that user. */
static gboolean
is_surely_without (UmDirectory *directory, const char *key, guint row)
{
  guint n_groups = um_directory_get_n_things (directory, UM_SET_GROUPS);

  for (guint group = 0; group < n_groups; group++)
    if (um_products_contain (um_directory_get_thing (directory, UM_SET_GROUPS, group)->products,
                             key)
        && um_directory_is_member (directory, UM_SET_GROUPS, group, row) != UM_NO)
      return FALSE;
  return !has_direct_grants (directory) || um_direct_role_has (directory, key, row) == UM_NO;
}

/* Leaves of @rows, who are said to have the product, those of whom it isn't known to be wrong. */
static void
drop_denied (UmBitset *rows, UmDirectory *directory, const char *key)
{
  g_autofree char *id = um_direct_role_new_id (UM_SEAT_ROLE, key);
  guint thing = um_directory_find_thing (directory, UM_SET_DIRECT_ROLES, id);
  const UmRelation *absent = um_directory_get_absent (directory, UM_SET_DIRECT_ROLES);
  guint n_rows = 0;
  const guint32 *denied = NULL;

  if (thing != UM_NO_ROW && absent != NULL)
    denied = um_relation_get_rows (absent, thing, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (um_bitset_contains (rows, denied[i]) && is_surely_without (directory, key, denied[i]))
      um_bitset_remove (rows, denied[i]);
}

static void
add_changes (
  GArray *changes, UmDirectory *directory, const char *key, const UmBitset *rows, gboolean member)
{
  um_bitset_foreach (rows, row)
    {
      UmMembershipChange change = {
        .account_id = um_directory_get_account_id (directory, row),
        .set = UM_SET_PRODUCTS,
        .thing_id = key,
        .member = member,
        .vague = !member && !is_surely_without (directory, key, row),
      };

      g_array_append_val (changes, change);
    }
}

/* Those of whom outcomes say that they aren't in a group, so that they are known to be without a
 * product of which that wasn't known. (nullable) */
static UmBitset *
find_without (UmDirectory *directory, guint product)
{
  const char *key = um_directory_get_thing (directory, UM_SET_PRODUCTS, product)->id;
  const UmRelation *absent = um_directory_get_absent (directory, UM_SET_GROUPS);
  UmBitset *without;

  if (absent == NULL)
    return NULL;
  without = um_bitset_new (um_directory_get_n_rows (directory),
                           um_directory_get_generation (directory));
  for (guint group = 0; group < um_relation_get_n_things (absent); group++)
    {
      const UmThing *thing = um_directory_get_thing (directory, UM_SET_GROUPS, group);
      guint n_rows;
      const guint32 *rows = um_relation_get_rows (absent, group, &n_rows);

      for (guint i = 0; um_products_contain (thing->products, key) && i < n_rows; i++)
        if (um_directory_is_member (directory, UM_SET_PRODUCTS, product, rows[i]) == UM_UNKNOWN
            && is_surely_without (directory, key, rows[i]))
          um_bitset_add (without, rows[i]);
    }
  return without;
}

/* Where much differs, filling a copy is faster than laying changes over. */
static UmDirectory *
rebuild (UmDirectory *directory)
{
  UmDirectoryBuilder *builder = um_directory_builder_new_from (directory);
  guint n_products = um_directory_get_n_things (directory, UM_SET_PRODUCTS);
  gboolean direct = has_direct_grants (directory);

  for (guint product = 0; product < n_products; product++)
    {
      const char *key = um_directory_get_thing (directory, UM_SET_PRODUCTS, product)->id;
      g_autoptr (UmBitset) holders = find_holders (directory, key);

      if (holders == NULL)
        continue;
      if (direct)
        {
          g_autoptr (UmBitset)
            have = um_directory_get_members (directory, UM_SET_PRODUCTS, product);

          drop_denied (have, directory, key);
          um_bitset_or (holders, have);
        }
      um_directory_builder_clear_members (builder, UM_SET_PRODUCTS, product);
      um_bitset_foreach (holders, row)
        um_directory_builder_add_member (builder, UM_SET_PRODUCTS, product, row);
    }
  return um_directory_builder_end (builder);
}

UmDirectory *
um_products_settle (UmDirectory *directory)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (UmMembershipChange));
  guint n_products = um_directory_get_n_things (directory, UM_SET_PRODUCTS);
  gboolean direct = has_direct_grants (directory);

  for (guint product = 0; product < n_products; product++)
    {
      const char *key = um_directory_get_thing (directory, UM_SET_PRODUCTS, product)->id;
      g_autoptr (UmBitset) have = um_directory_get_members (directory, UM_SET_PRODUCTS, product);
      g_autoptr (UmBitset) want = find_holders (directory, key);
      g_autoptr (UmBitset) without = find_without (directory, product);
      g_autoptr (UmBitset) lost = NULL;

      if (without != NULL)
        add_changes (changes, directory, key, without, FALSE);
      if (want == NULL)
        continue;
      if (direct)
        {
          g_autoptr (UmBitset) kept = um_bitset_copy (have);

          drop_denied (kept, directory, key);
          um_bitset_or (want, kept);
        }
      if (um_bitset_equal (want, have))
        continue;
      if (um_bitset_count_subtract (want, have) > MANY)
        return rebuild (directory);
      lost = um_bitset_copy (have);
      um_bitset_subtract (lost, want);
      add_changes (changes, directory, key, lost, FALSE);
      um_bitset_subtract (want, have);
      add_changes (changes, directory, key, want, TRUE);
    }
  if (changes->len == 0)
    return um_directory_ref (directory);
  return um_directory_apply (directory, (const UmMembershipChange *) changes->data, changes->len);
}
