/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Applying the changes that only the organisation knows of: access to directories, roles. */

#include "sim-changes-private.h"

#include "sim-roles.h"
#include "sim-standing.h"

static gboolean
set_suspended (SimStore *store, const SimChange *change, gboolean suspended)
{
  guint row, directory;
  SimStanding standing;

  if (!sim_change_user (store, change, &row)
      || !sim_change_number (change, 1, SIM_N_DIRECTORIES, &directory))
    return FALSE;
  standing = sim_standing_of (sim_store_user (store, row));
  if (suspended)
    standing.suspended |= (guint8) (1u << directory);
  else
    standing.suspended &= (guint8) ~(1u << directory);
  sim_standing_set (store, row, standing);
  sim_change_note (store, change, suspended ? SIM_EVENT_USER_SUSPENDED : SIM_EVENT_USER_RESTORED,
                   row, SIM_NONE);
  return TRUE;
}

/* Fields: row of the user, number of the directory. */
gboolean
sim_change_suspend (SimStore *store, const SimChange *change)
{
  return set_suspended (store, change, TRUE);
}

/* Fields: as of sim_change_suspend (). */
gboolean
sim_change_restore (SimStore *store, const SimChange *change)
{
  return set_suspended (store, change, FALSE);
}

/* Fields: row of the user, number of the product, all his direct roles on it as bits. */
gboolean
sim_change_role (SimStore *store, const SimChange *change)
{
  guint row, product, grants, before;

  if (!sim_change_user (store, change, &row)
      || !sim_change_number (change, 1, SIM_N_PRODUCTS, &product)
      || !sim_change_number (change, 2, 256, &grants))
    return FALSE;
  before = sim_store_user (store, row)->direct[product];
  sim_roles_set_direct (store, row, product, (guint8) grants);
  sim_change_note (store, change,
                   grants & ~before ? SIM_EVENT_ROLE_GRANTED : SIM_EVENT_ROLE_REVOKED, row,
                   SIM_NONE);
  return TRUE;
}

/* Fields: row of the user, 1 or 0. */
gboolean
sim_change_org_admin (SimStore *store, const SimChange *change)
{
  guint row, is;

  if (!sim_change_user (store, change, &row) || !sim_change_number (change, 1, 2, &is))
    return FALSE;
  sim_roles_set_org_admin (store, row, is != 0);
  sim_change_note (store, change, is ? SIM_EVENT_ADMIN_ADDED : SIM_EVENT_ADMIN_REMOVED, row,
                   SIM_NONE);
  return TRUE;
}

/* Fields: row of the group, number of the product, all its roles on it as bits. */
gboolean
sim_change_group_role (SimStore *store, const SimChange *change)
{
  guint row, product, grants, before;

  if (!sim_change_number (change, 0, store->groups->len, &row)
      || !sim_change_number (change, 1, SIM_N_PRODUCTS, &product)
      || !sim_change_number (change, 2, 256, &grants))
    return FALSE;
  before = sim_store_group (store, row)->grants[product];
  sim_roles_set_group (store, row, product, (guint8) grants);
  sim_change_note (store, change,
                   grants & ~before ? SIM_EVENT_GROUP_ROLE_GRANTED : SIM_EVENT_GROUP_ROLE_REVOKED,
                   SIM_NONE, row);
  return TRUE;
}
