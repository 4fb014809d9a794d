/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The doctor: probes a source's address, key and rights, one line after the other. */
#pragma once

#include "um-source-state.h"

G_BEGIN_DECLS

#define UM_TYPE_CHECK (um_check_get_type ())
G_DECLARE_FINAL_TYPE (UmCheck, um_check, UM, CHECK, GObject)
#define UM_TYPE_CHECK_RIGHT (um_check_right_get_type ())
G_DECLARE_FINAL_TYPE (UmCheckRight, um_check_right, UM, CHECK_RIGHT, GObject)

/* A line of the table: property "state" (notify; int, -1 until it is probed, then a UmTruth), the
 * rest fixed. */
UmRightKind um_check_right_get_kind (UmCheckRight *self);
/* UM_UNKNOWN: not probed yet, or it can't be told before the first change (detail says so). */
UmTruth um_check_right_get_granted (UmCheckRight *self);
gboolean um_check_right_get_probed (UmCheckRight *self);
/* Argument of the line: the owner's name, the title of the site; or NULL. */
const char *um_check_right_get_detail (UmCheckRight *self);
/* Keys of the actions that need it. */
const char *const *um_check_right_get_needed_by (UmCheckRight *self);
const char *um_right_kind_to_nick (UmRightKind kind);

/* @source: what is to be checked (not changed); @key: NULL to use the one kept for @state.
 * @state: (nullable): the saved source it belongs to; its health follows the outcome where the kept
 * key is checked. */
UmCheck *um_check_new (UmSource *source, const char *key, UmSourceState *state);
/* The sources that there are (of UmSourceState): an organisation's key doesn't say whose it is;
 * where nobody was named, the owner of a Jira source of the same organisation is taken. */
void um_check_set_sources (UmCheck *self, GListModel *sources);
/* Of UmCheckRight, all lines from the start, filled one after the other. (transfer none) */
GListModel *um_check_get_rights (UmCheck *self);
/* An API key of the organisation, as far as the checked key may list them. */
typedef struct
{
  char *label;
  gint64 expires; /* seconds, or UM_TIME_UNKNOWN */
} UmCheckKey;

void um_check_key_free (UmCheckKey *self);
/* Those that still stand, after the check; Atlassian doesn't tell which of them was checked.
 * (transfer none) (element-type UmCheckKey) */
GPtrArray *um_check_get_keys (UmCheck *self);
/* Runs it once. Fails where the source can't be used at all (wrong address, key rejected, can't
 * browse). A missing right isn't a failure. */
void um_check_run_async (UmCheck *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
/* The source with all that was learnt (owner, cloud id, organisation, gateway, read-only), to be
 * saved with the key that was checked; its health is then what the check found. (transfer full) */
UmSource *um_check_run_finish (UmCheck *self, GAsyncResult *result, GError **error);

G_END_DECLS
