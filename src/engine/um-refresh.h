/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a source anew: first its users, then its memberships; each is usable when done. */
#pragma once

#include "um-source-state.h"

G_BEGIN_DECLS

#define UM_TYPE_REFRESH (um_refresh_get_type ())
G_DECLARE_FINAL_TYPE (UmRefresh, um_refresh, UM, REFRESH, GObject)

/* What changed against the snapshot before; valid when over. */
typedef struct
{
  guint n_users;
  guint n_groups;
  guint added;
  guint removed;
  guint changed;
} UmRefreshSummary;

/* Properties (notify): "stage", "done", "total" (uint), "waiting-until" (int64, monotonic µs, 0 =
 * not waiting). In UM_REFRESH_MEMBERS they count users where the groups of users are read instead
 * of the members of groups, which takes fewer requests on a small site with large groups. */
UmRefreshStage um_refresh_get_stage (UmRefresh *self);
guint um_refresh_get_done (UmRefresh *self);
guint um_refresh_get_total (UmRefresh *self);
gint64 um_refresh_get_waiting_until (UmRefresh *self);
void um_refresh_cancel (UmRefresh *self);

typedef enum
{
  UM_REFRESH_ALL = 0,
  UM_REFRESH_ACCEPT_LOSS = 1 << 0, /* go on although more than 10 % of the users would be lost */
  UM_REFRESH_USERS_ONLY = 1 << 1,
  /* Jira: @account_ids are asked for many at once, and of @group_ids, which may be given too, the
   * members; only who isn't as he was is read alone with all his groups */
  UM_REFRESH_TOGETHER = 1 << 2,
} UmRefreshFlags;

/* Starts one (um_source_state_get_refresh () shows it until it is over). BUSY while another or a
 * run goes on. An interrupted one goes on where it stopped: groups read within the last hour aren't
 * read again.
 * @group_ids: (nullable): only these groups' members; @account_ids: (nullable): only these users
 * and their groups. */
void um_source_state_refresh_async (UmSourceState *state,
                                    UmRefreshFlags flags,
                                    const char *const *group_ids,
                                    const char *const *account_ids,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* LOSES_USERS keeps the old snapshot. @summary: (out) (optional). */
gboolean um_source_state_refresh_finish (UmSourceState *state,
                                         GAsyncResult *result,
                                         UmRefreshSummary *summary,
                                         GError **error);

G_END_DECLS
