/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Applying the changes to managed accounts: their life, address, profile, tokens. */

#include "sim-changes-private.h"

#include "sim-profile.h"
#include "sim-standing.h"
#include "sim-tokens.h"

/* What the log says of an account that becomes @next. */
static SimEventKind
find_event (SimAccount before, SimAccount next)
{
  if (next == SIM_ACCOUNT_FOR_DELETION)
    return SIM_EVENT_DELETION_REQUESTED;
  if (before == SIM_ACCOUNT_FOR_DELETION)
    return SIM_EVENT_DELETION_CANCELLED;
  return next == SIM_ACCOUNT_ACTIVE ? SIM_EVENT_ACCOUNT_REACTIVATED : SIM_EVENT_ACCOUNT_DEACTIVATED;
}

/* Fields: row of the user, SimAccount, the message that he is shown. */
gboolean
sim_change_account (SimStore *store, const SimChange *change)
{
  guint row, account;
  SimStanding standing;
  SimUser *user;

  if (!sim_change_user (store, change, &row)
      || !sim_change_number (change, 1, SIM_ACCOUNT_CLOSED, &account))
    return FALSE;
  user = sim_store_user (store, row);
  standing = sim_standing_of (user);
  sim_change_note (store, change, find_event (standing.account, account), row, SIM_NONE);
  standing.account = (guint8) account;
  sim_standing_set (store, row, standing);
  if (account == SIM_ACCOUNT_ACTIVE)
    user->deactivated = 0;
  else if (user->deactivated == 0)
    user->deactivated = change->when;
  return TRUE;
}

/* Fields: row of the user, the address. */
gboolean
sim_change_email (SimStore *store, const SimChange *change)
{
  guint row;
  SimUser *user;

  if (!sim_change_user (store, change, &row))
    return FALSE;
  user = sim_store_user (store, row);
  user->email = sim_arena_add (&store->text, change->fields[1]);
  user->flags |= SIM_USER_VERIFIED;
  sim_index_insert (&store->users_by_email, row);
  sim_change_note (store, change, SIM_EVENT_EMAIL_CHANGED, row, SIM_NONE);
  return TRUE;
}

/* Fields: row of the user, SimProfileField, the text. */
gboolean
sim_change_profile (SimStore *store, const SimChange *change)
{
  guint row, field;

  if (!sim_change_user (store, change, &row)
      || !sim_change_number (change, 1, SIM_N_PROFILE_FIELDS, &field))
    return FALSE;
  sim_profile_set (store, row, (SimProfileField) field, change->fields[2]);
  sim_change_note (store, change, SIM_EVENT_PROFILE_CHANGED, row, SIM_NONE);
  return TRUE;
}

/* Fields: row of the user, number of the token. */
gboolean
sim_change_token_revoke (SimStore *store, const SimChange *change)
{
  guint row, token;

  if (!sim_change_user (store, change, &row)
      || !sim_change_number (change, 1, SIM_MAX_TOKENS, &token))
    return FALSE;
  sim_store_user (store, row)->tokens &= (guint8) ~(1u << token);
  sim_change_note (store, change, SIM_EVENT_TOKEN_REVOKED, row, SIM_NONE);
  return TRUE;
}

/* Field: number of the organisation's key. */
gboolean
sim_change_key_revoke (SimStore *store, const SimChange *change)
{
  guint key;

  if (!sim_change_number (change, 0, 8, &key))
    return FALSE;
  store->revoked_keys |= (guint8) (1u << key);
  sim_change_note (store, change, SIM_EVENT_KEY_REVOKED, SIM_NONE, SIM_NONE);
  return TRUE;
}
