/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting for an asynchronous call: the command line's main loop. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GAsyncResult *result;
} UmAwait;

/* As callback and user data of any …_async (); then um_await () runs the main context until it was
 * called. */
void um_await_cb (GObject *object, GAsyncResult *result, gpointer user_data);
GAsyncResult *um_await (UmAwait *self);
void um_await_clear (UmAwait *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UmAwait, um_await_clear)

G_END_DECLS
