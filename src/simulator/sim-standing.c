/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where an account stands. The site shows it as active while the account lives and is a member of
 * some directory that hasn't suspended it; the organisation shows more. Lists show a change late
 * where there is a lag.
 */

#include "sim-standing.h"

#include "sim-lag.h"
#include "sim-members.h"
#include "sim-roles.h"
#include "sim-seats.h"

static guint32
pack (SimStanding standing)
{
  return standing.account | (guint32) standing.directories << 8
         | (guint32) standing.suspended << 16;
}

SimStanding
sim_standing_of (const SimUser *user)
{
  return (SimStanding){ user->account, user->directories, user->suspended };
}

/* Returns: the standing of @user as lists show it */
SimStanding
sim_standing_shown (SimStore *store, guint user)
{
  guint32 packed = sim_lag_shown (store->lag, user, SIM_LAG_STANDING,
                                  pack (sim_standing_of (sim_store_user (store, user))));

  return (SimStanding){ (guint8) packed, (guint8) (packed >> 8), (guint8) (packed >> 16) };
}

/* Returns: the composite status as seen from the directories of @scope */
SimStatus
sim_standing_status (SimStanding standing, guint scope)
{
  if (standing.account == SIM_ACCOUNT_CLOSED)
    return SIM_STATUS_CLOSED;
  if (standing.account == SIM_ACCOUNT_FOR_DELETION)
    return SIM_STATUS_FOR_DELETION;
  if (standing.account == SIM_ACCOUNT_INACTIVE)
    return SIM_STATUS_DEACTIVATED;
  if ((standing.directories & scope) == 0)
    return SIM_STATUS_NOT_INVITED;
  return standing.directories & scope & ~(guint) standing.suspended ? SIM_STATUS_ACTIVE
                                                                    : SIM_STATUS_SUSPENDED;
}

/* Gives @user another standing; status, seats and lists follow. */
void
sim_standing_set (SimStore *store, guint user, SimStanding standing)
{
  SimUser *record = sim_store_user (store, user);

  sim_lag_note (store->lag, user, SIM_LAG_STANDING, pack (sim_standing_of (record)));
  sim_seats_count (store, user, -1);
  record->account = standing.account;
  record->directories = standing.directories;
  record->suspended = standing.suspended & standing.directories;
  record->status = (guint8) sim_standing_status (standing, SIM_EVERYWHERE);
  sim_seats_count (store, user, +1);
  store->version++;
}

/* Takes @user out of @directories: his groups and roles there go with that. */
void
sim_standing_leave (SimStore *store, guint user, guint directories)
{
  SimUser *record = sim_store_user (store, user);
  SimStanding standing = sim_standing_of (record);

  for (guint i = record->n_groups; i-- > 0;)
    if (directories & (1u << sim_store_group (store, record->groups[i])->directory))
      sim_members_remove (store, user, record->groups[i]);
  for (guint product = 0; product < SIM_N_PRODUCTS; product++)
    if (directories & (1u << sim_roles_directory (product)))
      sim_roles_set_direct (store, user, product, 0);

  standing.directories &= (guint8) ~directories;
  sim_standing_set (store, user, standing);
  if (standing.directories == 0)
    record->email_shown = SIM_EMAIL_ABSENT;
}
