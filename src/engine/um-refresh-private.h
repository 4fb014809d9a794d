/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a refresh, shared by the files that make it up. */
#pragma once

#include "um-connection-private.h"
#include "um-draft-private.h"
#include "um-org-draft-private.h"
#include "um-pump-private.h"
#include "um-refresh.h"
#include "um-strand-private.h"

G_BEGIN_DECLS

/* So many users are asked for at once (ATLASSIAN.md §3). */
#define UM_REFRESH_SOME_USERS 50

struct _UmRefresh
{
  GObject parent_instance;
  UmRefreshStage stage;
  guint done;
  guint total;
  UmLimiter *limiter;        /* (nullable) */
  GCancellable *cancellable; /* of all its work */

  UmSourceState *state;
  UmConnection *connection;
  UmDraft *draft;        /* Jira; belongs to the strand while something is queued there */
  UmOrgDraft *org_draft; /* Access; the same */
  UmStrand *strand;
  UmDirectory *before; /* (nullable): what it began with */
  UmSnapshotMark mark; /* of what it makes */
  UmRefreshFlags flags;
  char **group_ids;     /* (nullable) */
  char **account_ids;   /* (nullable) */
  gboolean going_on;    /* with one that was interrupted */
  gint64 users_started; /* seconds */
  gint64 members_started;
  gint64 since;           /* milliseconds: all that a whole refresh yields was read after that */
  guint publish_interval; /* ms between two directories while members are read */
  guint publish_timer;
  gboolean publishing;
  GSource *outer_source;
  GSource *shutdown_source;
  UmRefreshSummary summary;
  GError *error;
};

/* What follows are its stages; each asks through the connection, fills the draft and reports
 * progress. */
void um_refresh_set_progress (UmRefresh *self, UmRefreshStage stage, guint done, guint total);
/* All users into the draft. */
void
um_refresh_read_users_async (UmRefresh *self, GAsyncReadyCallback callback, gpointer user_data);
/* The list of groups, which of them administer, and the products. */
void
um_refresh_read_groups_async (UmRefresh *self, GAsyncReadyCallback callback, gpointer user_data);
/* The members of groups, or of all groups by their users where that takes fewer requests
 * (ATLASSIAN.md §3). @ids: ids of groups.
 * @by_user: whether the second is possible. */
void um_refresh_read_members_async (UmRefresh *self,
                                    GPtrArray *ids,
                                    gboolean by_user,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* Users and their groups one by one. @ids: account ids. */
void um_refresh_read_alone_async (UmRefresh *self,
                                  GPtrArray *ids,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* All of an organisation into its draft. */
void um_refresh_read_org_async (UmRefresh *self, GAsyncReadyCallback callback, gpointer user_data);
/* The users of the refresh's groups, or its accounts, into its draft; @before is there. */
void
um_refresh_read_org_part_async (UmRefresh *self, GAsyncReadyCallback callback, gpointer user_data);
/* Users many at once: who isn't as before the refresh is read alone. @ids: account ids. */
void um_refresh_read_together_async (UmRefresh *self,
                                     GPtrArray *ids,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Of these seven, and of what is published. */
gboolean um_refresh_read_finish (UmRefresh *self, GAsyncResult *result, GError **error);

/* Tells of the waits of @limiter as its own. */
void um_refresh_follow_limiter (UmRefresh *self, UmLimiter *limiter);

/* Makes @directory the state's and writes it; cancelled by nothing. */
void um_refresh_swap_in_async (UmRefresh *self,
                               UmDirectory *directory,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* The same with a directory of what was read up to now. @members_read: as in um_draft_build (). */
void um_refresh_publish_async (UmRefresh *self,
                               gint64 members_read,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* From now on it is published now and then, until publish_timer is cleared. */
void um_refresh_begin_publishing (UmRefresh *self);

/* What differs between two directories; @before nullable. Any thread. */
void um_refresh_compare (UmDirectory *before, UmDirectory *after, UmRefreshSummary *summary);

G_END_DECLS
