/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of one request that is ended early, at each of its moments, against a scripted server. */
#include "um-exchange.h"
#include "um-test-server.h"

#include <string.h>

typedef struct
{
  UmTestServer *server;
  SoupSession *session;
  SoupMessage *message;
  GCancellable *cancellable;
  guint n_finished; /* how often libsoup ended the message */
  gboolean done;
  UmAnswer *answer;
  GError *error;
} Fixture;

static void
finished_cb (SoupMessage *message, gpointer user_data)
{
  Fixture *self = user_data;

  self->n_finished++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->server = um_test_server_new ();
  self->session = soup_session_new ();
  soup_session_set_proxy_resolver (self->session, NULL);
  self->message = soup_message_new ("GET", um_test_server_get_url (self->server));
  self->cancellable = g_cancellable_new ();
  g_signal_connect (self->message, "finished", G_CALLBACK (finished_cb), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  /* What libsoup has put off. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->session);
  g_assert_finalize_object (self->message);
  g_assert_finalize_object (self->cancellable);
  g_clear_pointer (&self->answer, um_answer_free);
  g_clear_error (&self->error);
  um_test_server_free (self->server);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;

  um_exchange_finish (SOUP_SESSION (source), result, &self->answer, &self->error);
  self->done = TRUE;
}

static void
begin (Fixture *self, double seconds)
{
  um_exchange_async (self->session, self->message, seconds, 1000, self->cancellable, done_cb, self);
}

static void
wait_until_done (Fixture *self)
{
  while (!self->done)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
cancel_at_once_cb (SoupMessage *message, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* A server on a thread of its own, which answers one request whatever the test is at. */
typedef struct
{
  GSocketListener *listener;
  guint16 port;
  GThread *thread;
  GMutex mutex;
  GCond cond;
  gboolean answered;
} QuickServer;

static gpointer
answer_thread (gpointer data)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
  QuickServer *self = data;
  g_autoptr (GSocketConnection)
    connection = g_socket_listener_accept (self->listener, NULL, NULL, NULL);
  g_autoptr (GString) request = g_string_new (NULL);
  char buffer[256];
  gssize n = 1;

  while (n > 0 && strstr (request->str, "\r\n\r\n") == NULL)
    {
      n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                               sizeof buffer, NULL, NULL);
      g_string_append_len (request, buffer, MAX (n, 0));
    }
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer,
                             strlen (answer), NULL, NULL, NULL);
  g_mutex_lock (&self->mutex);
  self->answered = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  /* Until the client hangs up. */
  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                       sizeof buffer, NULL, NULL);
  return NULL;
}

static void
quick_server_start (QuickServer *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) effective = NULL;

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT, NULL, &effective, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  self->thread = g_thread_new ("quick-server", answer_thread, self);
}

static void
quick_server_stop (QuickServer *self)
{
  g_thread_join (self->thread);
  g_object_unref (self->listener);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
}

/* The answer is there before libsoup looks for it the first time. */
static void
wait_for_answer_cb (SoupMessage *message, gpointer user_data)
{
  QuickServer *self = user_data;

  g_mutex_lock (&self->mutex);
  while (!self->answered)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

/* After what libsoup does in this turn, before the callbacks that it has put off to the next. */
static void
cancel_next_cb (SoupMessage *message, gpointer user_data)
{
  g_idle_add_full (G_PRIORITY_HIGH, cancel_cb, user_data, NULL);
}

static void
test_cancelled_between (Fixture *self, gconstpointer data)
{
  QuickServer server = { 0 };
  g_autofree char *url = NULL;

  quick_server_start (&server);
  url = g_strdup_printf ("http://127.0.0.1:%u/", server.port);
  g_clear_object (&self->message);
  self->message = soup_message_new ("GET", url);
  g_signal_connect (self->message, "finished", G_CALLBACK (finished_cb), self);
  begin (self, 60);
  g_signal_connect (self->message, "wrote-body", G_CALLBACK (wait_for_answer_cb), &server);
  g_signal_connect (self->message, "got-headers", G_CALLBACK (cancel_next_cb), self->cancellable);
  wait_until_done (self);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (self->n_finished, ==, 1);
  soup_session_abort (self->session);
  quick_server_stop (&server);
}

static void
test_cancelled_in_headers (Fixture *self, gconstpointer data)
{
  um_test_server_push (self->server, &(UmTestAnswer){ .body = "{}" });
  begin (self, 60);
  g_signal_connect (self->message, "got-headers", G_CALLBACK (cancel_at_once_cb),
                    self->cancellable);
  wait_until_done (self);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (self->n_finished, ==, 1);
}

static void
test_cancelled_before (Fixture *self, gconstpointer data)
{
  g_cancellable_cancel (self->cancellable);
  begin (self, 60);
  wait_until_done (self);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (um_test_server_count (self->server), ==, 0);
  g_assert_cmpuint (self->n_finished, ==, 1);
}

static void
test_cancelled_while_waiting (Fixture *self, gconstpointer data)
{
  um_test_server_push (self->server, &(UmTestAnswer){ .end = UM_TEST_HANG });
  begin (self, 60);
  while (um_test_server_count (self->server) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (self->cancellable);
  wait_until_done (self);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (self->n_finished, ==, 1);
}

static void
test_too_slow (Fixture *self, gconstpointer data)
{
  um_test_server_push (self->server, &(UmTestAnswer){ .body = "{}", .end = UM_TEST_STALL });
  begin (self, 0.05);
  wait_until_done (self);
  g_assert_nonnull (self->error);
  g_assert_true (self->answer->timed_out);
  g_assert_cmpuint (self->n_finished, <=, 1);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("/exchange/cancelled-between", test_cancelled_between);
  ADD ("/exchange/cancelled-in-headers", test_cancelled_in_headers);
  ADD ("/exchange/cancelled-before", test_cancelled_before);
  ADD ("/exchange/cancelled-while-waiting", test_cancelled_while_waiting);
  ADD ("/exchange/too-slow", test_too_slow);
  return g_test_run ();
}
