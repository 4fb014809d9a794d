/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The organisation's audit log: what was changed, whether through the site or the organisation. */

#include "sim-events.h"

#define USERS  "Users"
#define GROUPS "Groups"
#define KEYS   "API keys and tokens"

static const struct
{
  const char *action;
  const char *name;
  const char *family;
} kinds[SIM_N_EVENTS] = {
  [SIM_EVENT_MEMBER_ADDED] = { "user_added_to_group", "Added user to group", GROUPS },
  [SIM_EVENT_MEMBER_REMOVED] = { "user_removed_from_group", "Removed user from group", GROUPS },
  [SIM_EVENT_USER_INVITED] = { "user_invited_to_org", "Invited user to organization", USERS },
  [SIM_EVENT_USER_REMOVED] = { "user_removed_from_directory", "Removed user", USERS },
  [SIM_EVENT_USER_SUSPENDED] = { "user_access_suspended", "Suspended user access", USERS },
  [SIM_EVENT_USER_RESTORED] = { "user_access_restored", "Restored user access", USERS },
  [SIM_EVENT_ROLE_GRANTED] = { "user_granted_role", "Granted product access", USERS },
  [SIM_EVENT_ROLE_REVOKED] = { "user_revoked_role", "Revoked product access", USERS },
  [SIM_EVENT_ADMIN_ADDED] = { "org_admin_added", "Added organization admin", USERS },
  [SIM_EVENT_ADMIN_REMOVED] = { "org_admin_removed", "Removed organization admin", USERS },
  [SIM_EVENT_GROUP_CREATED] = { "group_created", "Created group", GROUPS },
  [SIM_EVENT_GROUP_DELETED] = { "group_deleted", "Deleted group", GROUPS },
  [SIM_EVENT_GROUP_ROLE_GRANTED] = { "group_granted_role", "Granted group a role", GROUPS },
  [SIM_EVENT_GROUP_ROLE_REVOKED] = { "group_revoked_role", "Revoked a group’s role", GROUPS },
  [SIM_EVENT_ACCOUNT_DEACTIVATED] = { "managed_account_deactivated", "Deactivated account", USERS },
  [SIM_EVENT_ACCOUNT_REACTIVATED] = { "managed_account_reactivated", "Reactivated account", USERS },
  [SIM_EVENT_DELETION_REQUESTED] = { "managed_account_deletion_requested",
                                     "Requested account deletion", USERS },
  [SIM_EVENT_DELETION_CANCELLED] = { "managed_account_deletion_cancelled",
                                     "Cancelled account deletion", USERS },
  [SIM_EVENT_EMAIL_CHANGED] = { "managed_account_email_changed", "Changed email address", USERS },
  [SIM_EVENT_PROFILE_CHANGED] = { "managed_account_profile_changed", "Changed profile", USERS },
  [SIM_EVENT_TOKEN_REVOKED] = { "api_token_revoked", "Revoked API token", KEYS },
  [SIM_EVENT_KEY_REVOKED] = { "api_key_revoked", "Revoked API key", KEYS },
};

/* Appends a copy of @event. */
void
sim_events_note (SimStore *store, const SimEvent *event)
{
  g_array_append_vals (store->events, event, 1);
}

const char *
sim_event_action (SimEventKind kind)
{
  return kinds[kind].action;
}

const char *
sim_event_name (SimEventKind kind)
{
  return kinds[kind].name;
}

const char *
sim_event_family (SimEventKind kind)
{
  return kinds[kind].family;
}
