/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-store.h"

G_BEGIN_DECLS

typedef enum
{
  SIM_EVENT_MEMBER_ADDED,
  SIM_EVENT_MEMBER_REMOVED,
  SIM_EVENT_USER_INVITED,
  SIM_EVENT_USER_REMOVED,
  SIM_EVENT_USER_SUSPENDED,
  SIM_EVENT_USER_RESTORED,
  SIM_EVENT_ROLE_GRANTED,
  SIM_EVENT_ROLE_REVOKED,
  SIM_EVENT_ADMIN_ADDED,
  SIM_EVENT_ADMIN_REMOVED,
  SIM_EVENT_GROUP_CREATED,
  SIM_EVENT_GROUP_DELETED,
  SIM_EVENT_GROUP_ROLE_GRANTED,
  SIM_EVENT_GROUP_ROLE_REVOKED,
  SIM_EVENT_ACCOUNT_DEACTIVATED,
  SIM_EVENT_ACCOUNT_REACTIVATED,
  SIM_EVENT_DELETION_REQUESTED,
  SIM_EVENT_DELETION_CANCELLED,
  SIM_EVENT_EMAIL_CHANGED,
  SIM_EVENT_PROFILE_CHANGED,
  SIM_EVENT_TOKEN_REVOKED,
  SIM_EVENT_KEY_REVOKED,
  SIM_N_EVENTS
} SimEventKind;

typedef struct
{
  gint64 when; /* ms */
  SimEventKind kind;
  guint32 actor;
  guint32 user;  /* or SIM_NONE */
  guint32 group; /* or SIM_NONE */
} SimEvent;

void sim_events_note (SimStore *store, const SimEvent *event);
const char *sim_event_action (SimEventKind kind);
const char *sim_event_name (SimEventKind kind);
const char *sim_event_family (SimEventKind kind);

G_END_DECLS
