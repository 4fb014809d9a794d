/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo organisation as a process of its own. */
#pragma once

#include "um-source.h"

G_BEGIN_DECLS

#define UM_TYPE_DEMO (um_demo_get_type ())
G_DECLARE_FINAL_TYPE (UmDemo, um_demo, UM, DEMO, GObject)

/** UM_DEMO_N_USERS: how many users it has where nothing else was asked for. */
#define UM_DEMO_N_USERS 2000

/* Owned by the engine, main thread. Its state and its number of users are kept in @folder. */
UmDemo *um_demo_new (const char *folder);

/**
 * um_demo_start_async:
 * @self: the demo
 * @n_users: 0 for as many as it had, or %UM_DEMO_N_USERS
 * @cancellable: (nullable): ends the waiting, not the process
 * @callback: called when it listens
 * @user_data: for @callback
 *
 * Starts the process, at once where it runs already with as many users. With another number it is
 * ended and begins anew.
 */
void um_demo_start_async (UmDemo *self,
                          guint n_users,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
/* UM_PROBLEM_DEMO_FAILED with the reason. */
gboolean um_demo_start_finish (UmDemo *self, GAsyncResult *result, GError **error);
gboolean um_demo_is_running (UmDemo *self);
/* How many users it has or would have. */
guint um_demo_get_n_users (UmDemo *self);
/* A copy of @source with the addresses and the e-mail of the running demo. (transfer full) */
UmSource *um_demo_fill_source (UmDemo *self, UmSource *source);
/* Its throw-away key, while it runs. (transfer none) (nullable) */
const char *um_demo_get_key (UmDemo *self);

/* Closes its standard input, at which it keeps its state and ends, and waits for that. Never fails.
 */
void um_demo_end_async (UmDemo *self, GAsyncReadyCallback callback, gpointer user_data);
void um_demo_end_finish (UmDemo *self, GAsyncResult *result);
/* Forgets the state it kept; it mustn't run. */
void um_demo_forget (UmDemo *self);

G_END_DECLS
