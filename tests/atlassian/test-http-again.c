/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of what UmHttp sends again, waits for and leaves off, against a scripted server. */
#include "um-test-http.h"

#include "um-test-log.h"

static void
test_repeats (Fixture *self, gconstpointer data)
{
  g_auto (Sent) sent = { 0 };

  um_test_server_push (self->server, &(UmTestAnswer){ .status = 502 });
  um_test_server_push (self->server, &(UmTestAnswer){ .end = UM_TEST_CUT });
  um_test_server_push (self->server, &(UmTestAnswer){ .body = "{}" });
  send_and_wait (self->http, "POST", UM_HTTP_REPEATABLE, &sent);
  g_assert_no_error (sent.error);
  g_assert_cmpuint (sent.reply->attempts, ==, 3);
  g_assert_false (sent.reply->maybe_done);

  /* The first may have taken effect although the second was refused. */
  um_test_server_push (self->server, &(UmTestAnswer){ .status = 500 });
  um_test_server_push (self->server, &(UmTestAnswer){ .status = 403 });
  send_and_wait (self->http, "POST", UM_HTTP_REPEATABLE, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_FORBIDDEN);
  g_assert_true (sent.reply->maybe_done);

  for (guint i = 0; i < 6; i++)
    um_test_server_push (self->server, &(UmTestAnswer){ .status = 500 });
  send_and_wait (self->http, "POST", UM_HTTP_REPEATABLE, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_SERVER);
  g_assert_cmpuint (sent.reply->attempts, ==, 5);
  g_assert_true (sent.reply->maybe_done);
  send_and_wait (self->http, "POST", UM_HTTP_NONE, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_SERVER);
  g_assert_cmpuint (sent.reply->attempts, ==, 1);
  g_assert_true (sent.reply->maybe_done);
}

/* A connection that was kept and is lost under the next request: what libsoup would do by itself is
 * done in sight. */
static void
test_lost_connection (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      g_auto (Sent) sent = { 0 };
      guint before = um_test_server_count (self->server);

      um_test_server_push (self->server, &(UmTestAnswer){ .body = "{}" });
      send_and_wait (self->http, "GET", UM_HTTP_REPEATABLE, &sent);
      g_assert_no_error (sent.error);
      um_test_server_push (self->server, &(UmTestAnswer){ .end = UM_TEST_CUT });
      um_test_server_push (self->server, &(UmTestAnswer){ .status = 400 });
      send_and_wait (self->http, "DELETE", UM_HTTP_REPEATABLE, &sent);
      assert_code (&sent, UM_ATLASSIAN_ERROR_REFUSED);
      g_assert_cmpuint (um_test_server_count (self->server) - before, ==, 3);
      g_assert_cmpuint (um_test_server_get (self->server, before)->port, ==,
                        um_test_server_get (self->server, before + 1)->port);
      g_assert_cmpuint (sent.reply->attempts, ==, 2);
      g_assert_true (sent.reply->maybe_done);
    }
}

static void
test_repeats_total (Fixture *self, gconstpointer data)
{
  UmHttpLimits limits = um_http_get_limits (self->http);
  g_auto (Sent) sent = { 0 };

  g_assert_cmpuint (limits.attempts, ==, 5);
  g_assert_cmpfloat (limits.retry_longest, ==, 30);
  g_assert_cmpfloat (limits.retry_total, ==, 300);
  limits.retry_seconds = 1;
  limits.retry_total = 0.5;
  um_http_set_limits (self->http, &limits);
  um_test_server_push (self->server, &(UmTestAnswer){ .status = 500 });
  send_and_wait (self->http, "GET", UM_HTTP_REPEATABLE, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_SERVER);
  g_assert_cmpuint (sent.reply->attempts, ==, 1);
}

/* 429 says that nothing was done: it is sent again whatever the flags, and counts nowhere. */
static void
test_waits (Fixture *self, gconstpointer data)
{
  g_auto (Sent) sent = { 0 };

  for (guint i = 0; i < 7; i++)
    um_test_server_push (self->server,
                         &(UmTestAnswer){ .status = i % 2 == 0 ? 429 : 503,
                                          .headers = "Retry-After: 0\nX-RateLimit-Limit: 99" });
  um_test_server_push (self->server, &(UmTestAnswer){ .status = 201, .body = "{}" });
  send_and_wait (self->http, "POST", UM_HTTP_NONE, &sent);
  g_assert_no_error (sent.error);
  g_assert_cmpuint (sent.reply->attempts, ==, 8);
  g_assert_false (sent.reply->maybe_done);
}

static void
test_no_wait (Fixture *self, gconstpointer data)
{
  g_auto (Sent) sent = { 0 };

  um_test_server_push (self->server,
                       &(UmTestAnswer){ .status = 429, .headers = "Retry-After: 1000" });
  send_and_wait (self->http, "GET", UM_HTTP_REPEATABLE | UM_HTTP_NO_WAIT, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_RATE_LIMITED);
  g_assert_cmpuint (sent.reply->attempts, ==, 1);
  send_and_wait (self->http, "GET", UM_HTTP_REPEATABLE | UM_HTTP_NO_WAIT, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_RATE_LIMITED);
  g_assert_null (sent.reply);
  g_assert_cmpuint (um_test_server_count (self->server), ==, 1);
}

static void
notify_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
test_cancel_wait (Fixture *self, gconstpointer data)
{
  UmLimiter *limiter = um_http_get_limiter (self->http);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Sent) sent = { 0 };
  guint notified = 0;

  g_signal_connect (limiter, "notify::waiting-until", G_CALLBACK (notify_cb), &notified);
  um_test_server_push (self->server,
                       &(UmTestAnswer){ .status = 429, .headers = "Retry-After: 1000" });
  begin (self->http, "GET", UM_HTTP_NONE, cancellable, &sent);
  while (um_limiter_get_waiting_until (limiter) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (um_limiter_get_waiting_until (limiter), >=,
                   g_get_monotonic_time () + 900 * G_USEC_PER_SEC);
  g_assert_cmpuint (notified, ==, 1);
  g_assert_false (sent.done);

  g_cancellable_cancel (cancellable);
  wait_for (&sent);
  g_assert_error (sent.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (sent.reply->status, ==, 429);
  g_assert_cmpint (um_limiter_get_waiting_until (limiter), ==, 0);
  g_assert_cmpuint (notified, ==, 2);
}

static void
test_cancel_pause (Fixture *self, gconstpointer data)
{
  UmHttpLimits limits = um_http_get_limits (self->http);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Sent) sent = { 0 };

  limits.retry_seconds = 200;
  limits.retry_longest = 200;
  um_http_set_limits (self->http, &limits);
  um_test_server_push (self->server, &(UmTestAnswer){ .status = 500 });
  begin (self->http, "POST", UM_HTTP_REPEATABLE, cancellable, &sent);
  wait_for_requests (self, 1);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (sent.done);
  g_cancellable_cancel (cancellable);
  wait_for (&sent);
  g_assert_error (sent.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancel_sent (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Sent) sent = { 0 };

  um_test_server_push (self->server, &(UmTestAnswer){ .end = UM_TEST_HANG });
  begin (self->http, "POST", UM_HTTP_REPEATABLE, cancellable, &sent);
  wait_for_requests (self, 1);
  g_cancellable_cancel (cancellable);
  wait_for (&sent);
  g_assert_error (sent.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (sent.reply->maybe_done);
  g_assert_cmpuint (sent.reply->attempts, ==, 1);

  /* Cancelled before it began: nothing was sent. */
  begin (self->http, "POST", UM_HTTP_REPEATABLE, cancellable, &sent);
  wait_for (&sent);
  g_assert_error (sent.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (sent.reply);
  g_assert_cmpuint (um_test_server_count (self->server), ==, 1);
}

/* Into a connection that the server may just be closing only goes what may be sent twice. */
static void
test_connections (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *method;
    UmHttpFlags flags;
    gboolean fresh;
  } cases[] = {
    { "GET", UM_HTTP_REPEATABLE, TRUE },   { "GET", UM_HTTP_NONE, FALSE },
    { "POST", UM_HTTP_REPEATABLE, FALSE }, { "DELETE", UM_HTTP_REPEATABLE, FALSE },
    { "POST", UM_HTTP_NONE, TRUE },        { "DELETE", UM_HTTP_NONE, TRUE },
  };
  g_autoptr (GHashTable) ports = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Sent) sent = { 0 };

      um_test_server_push (self->server, &(UmTestAnswer){ 0 });
      send_and_wait (self->http, cases[i].method, cases[i].flags, &sent);
      g_assert_no_error (sent.error);
      g_assert_true (
        g_hash_table_add (ports, GUINT_TO_POINTER (um_test_server_get (self->server, i)->port))
        == cases[i].fresh);
    }
}

static void
limited_cb (UmTestServer *server,
            const UmTestRequest *request,
            UmTestAnswer *answer,
            gpointer user_data)
{
  guint n = um_test_server_count (server);

  if (n % 10 < 3)
    *answer = (UmTestAnswer){ .status = 429, .headers = "Retry-After: 0\nX-RateLimit-Limit: 1000" };
}

/* However often the server refuses, everything is served in the end, and once. */
static void
test_limited (Fixture *self, gconstpointer data)
{
  Sent sent[40] = { 0 };
  guint attempts = 0;

  um_test_server_set_handler (self->server, limited_cb, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (sent); i++)
    begin (self->http, "POST", UM_HTTP_NONE, NULL, &sent[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (sent); i++)
    {
      wait_for (&sent[i]);
      g_assert_no_error (sent[i].error);
      attempts += sent[i].reply->attempts;
      sent_clear (&sent[i]);
    }
  g_assert_cmpuint (attempts, ==, um_test_server_count (self->server));
  g_assert_cmpuint (attempts, >, G_N_ELEMENTS (sent));
}

static void
test_many (Fixture *self, gconstpointer data)
{
  Sent sent[200] = { 0 };

  um_http_set_max_in_flight (self->http, 7);
  for (gsize i = 0; i < G_N_ELEMENTS (sent); i++)
    {
      um_test_server_push (self->server, &(UmTestAnswer){ .status = i % 3 == 0 ? 404 : 200 });
      begin (self->http, i % 2 == 0 ? "GET" : "POST", UM_HTTP_REPEATABLE, NULL, &sent[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (sent); i++)
    {
      wait_for (&sent[i]);
      sent_clear (&sent[i]);
    }
  g_assert_cmpuint (um_test_server_count (self->server), ==, G_N_ELEMENTS (sent));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  um_test_log_capture ();
  ADD ("/http-again/repeats", test_repeats);
  ADD ("/http-again/lost-connection", test_lost_connection);
  ADD ("/http-again/repeats-total", test_repeats_total);
  ADD ("/http-again/waits", test_waits);
  ADD ("/http-again/no-wait", test_no_wait);
  ADD ("/http-again/cancel-wait", test_cancel_wait);
  ADD ("/http-again/cancel-pause", test_cancel_pause);
  ADD ("/http-again/cancel-sent", test_cancel_sent);
  ADD ("/http-again/connections", test_connections);
  ADD ("/http-again/limited", test_limited);
  ADD ("/http-again/many", test_many);
  return g_test_run ();
}
