/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a check, shared by the files that make it up, and what it writes into the lines of
 * its table. */
#pragma once

#include "um-check.h"
#include "um-connection-private.h"
#include "um-problem.h"

G_BEGIN_DECLS

struct _UmCheck
{
  GObject parent_instance;
  UmSource *source; /* a copy that is filled */
  char *key;        /* (nullable), um_keyring_free_key () */
  gboolean typed;   /* it was given, and isn't the one that is kept */
  UmSourceState *state;
  GListModel *sources; /* (nullable): of UmSourceState */
  GListStore *rights;
  GPtrArray *keys;        /* of UmCheckKey */
  UmConnection *site;     /* the site's own address, or the organisation's API */
  UmConnection *gateway;  /* (nullable): the gateway's, once it was tried */
  UmConnection *used;     /* (nullable): the one of both that accepted the key; borrowed */
  GHashTable *own_groups; /* (nullable): ids of the groups of the key's owner */
  gboolean own_admin;     /* one of them is among those of site administrators */
  gboolean any_admin;     /* there are groups of site administrators */
};

UmCheckRight *um_check_right_new (UmRightKind kind, UmSourceKind source);
/* Says what the probe found. @detail: (nullable) */
void um_check_right_set (UmCheckRight *self, UmTruth granted, const char *detail);

/* Fills the line of that kind. @detail: (nullable) */
void um_check_set_right (UmCheck *self, UmRightKind kind, UmTruth granted, const char *detail);
/* Whether the key can change anything. Unknown: that stays as it was known. */
void um_check_set_changes (UmCheck *self, UmTruth changes);
/* End the check at that line. @error: (transfer full). @asked: the connection that was asked. */
void um_check_fail (GTask *task, UmRightKind kind, GError *error, UmConnection *asked);
void um_check_fail_code (GTask *task, UmRightKind kind, UmProblem problem, UmConnection *asked);
/* Ends it with what was learnt. */
void um_check_succeed (GTask *task);
/* What isn't needed to use the source may fail, but not what the caller cancelled. */
gboolean um_check_return_if_cancelled (GTask *task, GError **error);

/* How a check goes, once there is a key; each ends @task. */
void um_check_run_jira (GTask *task);
void um_check_run_access (GTask *task);

G_END_DECLS
