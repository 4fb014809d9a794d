/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watches when the keys of all sources end. */
#pragma once

#include "um-engine.h"

G_BEGIN_DECLS

#define UM_TYPE_EXPIRY_WATCH (um_expiry_watch_get_type ())
G_DECLARE_FINAL_TYPE (UmExpiryWatch, um_expiry_watch, UM, EXPIRY_WATCH, GObject)

/* Signals: "due" (UmSourceState, int days): to be told on the desktop, once for each stage of each
 * key; "gone" (string source id): what was told of it there is over; "changed" (): of
 * um_expiry_watch_get_first (). */

/* Looks when it is told to for the first time, then by itself. (transfer full) */
UmExpiryWatch *um_expiry_watch_new (UmEngine *engine);
/* Counts the days now. */
void um_expiry_watch_look (UmExpiryWatch *self);
/* The source whose key ends first among those that the window still has to tell of. @days: (out)
 * (optional): until its last day. (transfer none) (nullable) */
UmSourceState *um_expiry_watch_get_first (UmExpiryWatch *self, int *days);
/* The window told of it: until the next stage it doesn't again. */
void um_expiry_watch_dismiss (UmExpiryWatch *self, UmSourceState *state);

G_END_DECLS
