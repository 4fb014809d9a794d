/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says whether the last one who had the database open closed it, and whether anybody has it now. */
#pragma once

#include "um-store-error-private.h"

G_BEGIN_DECLS

typedef struct _UmOpenMarker UmOpenMarker;

/* Takes part in having the database open. @path: the marker's file, made where there is none. Any
 * thread. */
UmOpenMarker *um_open_marker_take (const char *path, GError **error);
/* @closed_well: all was closed and checked. Where this is the last one, the next start needs no
 * check. */
void um_open_marker_free (UmOpenMarker *self, gboolean closed_well);

/* Nobody else had it open when it was taken: files may be moved and leftovers removed. */
gboolean um_open_marker_is_alone (UmOpenMarker *self);
/* The one before ended without closing; only who is alone can tell. */
gboolean um_open_marker_is_unclean (UmOpenMarker *self);
/* The one before found damage; only who is alone can tell. */
gboolean um_open_marker_is_damaged (UmOpenMarker *self);
/* Others may open from now on. Called when moving and removing is done. */
gboolean um_open_marker_share (UmOpenMarker *self, GError **error);
/* Damage was found in what is open, and the next start moves it aside; or that has been done. */
void um_open_marker_set_damaged (UmOpenMarker *self, gboolean damaged);

G_END_DECLS
