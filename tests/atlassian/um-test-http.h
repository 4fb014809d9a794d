/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of UmHttp share: a scripted server, an object that talks to it, and one request
 * that is waited for. */
#pragma once

#include "um-http-private.h"
#include "um-test-server.h"

G_BEGIN_DECLS

#define TOKEN "token-nobody-may-see"

typedef struct
{
  UmTestServer *server;
  UmHttp *http;
} Fixture;

/* One request of a test and what became of it. */
typedef struct
{
  gboolean done;
  gboolean ok;
  UmReply *reply;
  GError *error;
} Sent;

void sent_clear (Sent *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sent, sent_clear)

void set_up (Fixture *self, gconstpointer data);
/* Also looks for the token in all that was logged. */
void tear_down (Fixture *self, gconstpointer data);

/* POST comes with a body. */
void
begin (UmHttp *http, const char *method, UmHttpFlags flags, GCancellable *cancellable, Sent *sent);
void wait_for (Sent *sent);
void send_and_wait (UmHttp *http, const char *method, UmHttpFlags flags, Sent *sent);
void assert_code (const Sent *sent, UmAtlassianError code);
void wait_for_requests (Fixture *self, guint n);

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

G_END_DECLS
