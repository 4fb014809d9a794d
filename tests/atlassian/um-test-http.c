/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of UmHttp share. */
#include "um-test-http.h"

#include "um-test-log.h"

#include <string.h>

void
sent_clear (Sent *self)
{
  g_clear_pointer (&self->reply, um_reply_unref);
  g_clear_error (&self->error);
  *self = (Sent){ 0 };
}

void
set_up (Fixture *self, gconstpointer data)
{
  UmHttpLimits limits;

  self->server = um_test_server_new ();
  self->http = um_http_new (um_test_server_get_url (self->server));
  um_http_set_basic (self->http, "ann@example.com", TOKEN);
  limits = um_http_get_limits (self->http);
  limits.retry_seconds = 0.001;
  um_http_set_limits (self->http, &limits);
}

void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_false (um_test_log_contains (TOKEN));
  g_assert_finalize_object (self->http);
  um_test_server_free (self->server);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sent *sent = user_data;

  sent->ok = um_http_send_finish (UM_HTTP (source), result, &sent->reply, &sent->error);
  g_assert_true (sent->ok == (sent->error == NULL));
  sent->done = TRUE;
}

void
begin (UmHttp *http, const char *method, UmHttpFlags flags, GCancellable *cancellable, Sent *sent)
{
  g_autoptr (GBytes) body = NULL;

  sent_clear (sent);
  if (g_str_equal (method, "POST"))
    body = g_bytes_new_static ("{\"a\":1}", 7);
  um_http_send_async (http, method, "/rest/api/3/thing?a=b%20c", "GET thing", body, flags,
                      cancellable, sent_cb, sent);
}

void
wait_for (Sent *sent)
{
  while (!sent->done)
    g_main_context_iteration (NULL, TRUE);
}

void
send_and_wait (UmHttp *http, const char *method, UmHttpFlags flags, Sent *sent)
{
  begin (http, method, flags, NULL, sent);
  wait_for (sent);
}

void
assert_code (const Sent *sent, UmAtlassianError code)
{
  g_assert_error (sent->error, UM_ATLASSIAN_ERROR, (gint) code);
  g_assert_null (strstr (sent->error->message, TOKEN));
}

void
wait_for_requests (Fixture *self, guint n)
{
  while (um_test_server_count (self->server) < n)
    g_main_context_iteration (NULL, TRUE);
}
