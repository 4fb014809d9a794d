/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One source with all that is alive about it: its users, basket, refresh, run, health. */
#pragma once

#include "um-basket.h"
#include "um-source.h"

G_BEGIN_DECLS

typedef struct _UmRefresh UmRefresh;
typedef struct _UmRunner UmRunner;

#define UM_TYPE_SOURCE_STATE (um_source_state_get_type ())
G_DECLARE_FINAL_TYPE (UmSourceState, um_source_state, UM, SOURCE_STATE, GObject)

typedef enum
{
  UM_HEALTH_NOT_CHECKED, /* since the program started */
  UM_HEALTH_CONNECTED,
  UM_HEALTH_PROBLEM, /* um_source_state_get_problem () says which */
} UmHealth;

/* Owned by the engine, main thread. Properties to follow by notify (all read only):
 * "source" (changed by an edit), "name" (string, for sorting), "health", "directory" (a new
 * generation), "loading" (boolean), "refresh" (UmRefresh or NULL), "runner" (UmRunner or NULL),
 * "n-users" (uint), "lists" (um-lists.h), "linked". */
UmSource *um_source_state_get_source (UmSourceState *self); /* (transfer none) */
UmBasket *
um_source_state_get_basket (UmSourceState *self); /* (transfer none); kept on disk by itself */
UmHealth um_source_state_get_health (UmSourceState *self);
const GError *um_source_state_get_problem (UmSourceState *self); /* (nullable) UM_PROBLEM */
/* Days until the key expires (0 = today, negative = over); FALSE where no date is known. */
gboolean um_source_state_get_days_left (UmSourceState *self, int *days);
/* From the snapshot's head; also before it is loaded. */
guint um_source_state_get_n_users (UmSourceState *self);
gint64 um_source_state_get_users_read (UmSourceState *self); /* seconds or UM_TIME_UNKNOWN: never */
gint64 um_source_state_get_members_read (UmSourceState *self);
/* The users, once loaded; of a linked Jira source with what the organisation knows of them.
 * (nullable) (transfer none) */
UmDirectory *um_source_state_get_directory (UmSourceState *self);
gboolean um_source_state_get_loading (UmSourceState *self);
/* Names of the sources of the same organisation that complete this one, or that it completes.
 * (transfer none); never NULL */
const char *const *um_source_state_get_linked (UmSourceState *self);
/* The Access source whose snapshot completes this Jira source. (transfer none) (nullable) */
UmSourceState *um_source_state_get_partner (UmSourceState *self);
/* The Jira sources of an Access source's organisation, in the order of their names, whether or not
 * it completes them. (transfer none) (element-type UmSourceState); changes tell by "linked" */
GPtrArray *um_source_state_get_sites (UmSourceState *self);
UmRefresh *um_source_state_get_refresh (UmSourceState *self); /* (nullable) (transfer none) */
UmRunner *um_source_state_get_runner (UmSourceState *self);   /* (nullable) (transfer none) */

/* Loads snapshot and basket from disk; at once where that is done already. NOT_REFRESHED where
 * there is none. */
void um_source_state_load_async (UmSourceState *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean um_source_state_load_finish (UmSourceState *self, GAsyncResult *result, GError **error);
/* Looks whether the key is to be had without asking anybody: for a row's health at start.
 * Unlock and Retry: the same, with a prompt of the keyring where it is locked. */
void um_source_state_unlock_async (UmSourceState *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean um_source_state_unlock_finish (UmSourceState *self, GAsyncResult *result, GError **error);
/* A key for this session only, where the keyring can't be had. Copied. NULL: that of the keyring
 * again. */
void um_source_state_use_key (UmSourceState *self, const char *key);

G_END_DECLS
