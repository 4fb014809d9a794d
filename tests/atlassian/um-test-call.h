/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the endpoints share: waiting for a call, and a scripted server that remembers
 * what it was asked. */
#pragma once

#include "um-http.h"
#include "um-test-server.h"

G_BEGIN_DECLS

/* What an asynchronous call left, until its finish function is called on it. */
typedef struct
{
  GAsyncResult *result;
} Waiter;

void waiter_clear (Waiter *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Waiter, waiter_clear)

/* The callback of a call; its user_data is a Waiter. */
void done_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *wait_for (Waiter *waiter);

/* What sends to @server, with a key. */
UmHttp *connect_to (UmTestServer *server);
/* Puts @status and @body at the end of the server's queue; NULL: an empty body without a type. */
void push (UmTestServer *server, guint status, const char *body);
/* The last request is @method @path with @body; NULL: without one. */
void assert_asked (UmTestServer *server, const char *method, const char *path, const char *body);

G_END_DECLS
