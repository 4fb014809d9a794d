/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of what isn't trusted. A program of its own, since the leak checker of gcc 12 loses its way
 * in the thread-local data of a TLS library that was loaded late. */
#include "um-http.h"

#include "um-test-log.h"
#include "um-test-server.h"

#define TOKEN "token-nobody-may-see"

typedef struct
{
  gboolean done;
  UmReply *reply;
  GError *error;
} Sent;

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sent *sent = user_data;

  g_assert_false (um_http_send_finish (UM_HTTP (source), result, &sent->reply, &sent->error));
  sent->done = TRUE;
}

static void
assert_refused (const char *address)
{
  g_autoptr (UmHttp) http = um_http_new (address);
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  Sent sent = { 0 };

  um_http_set_basic (http, "ann@example.com", TOKEN);
  um_http_send_async (http, "POST", "/x", "POST x", body, UM_HTTP_REPEATABLE, NULL, sent_cb, &sent);
  while (!sent.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (sent.error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_TLS);
  g_assert_cmpuint (sent.reply->attempts, ==, 1);
  g_assert_false (sent.reply->maybe_done);
  g_assert_false (um_test_log_contains (TOKEN));
  um_reply_unref (sent.reply);
  g_error_free (sent.error);
}

static void
test_certificate (void)
{
  g_autoptr (UmTestServer) server = um_test_server_new_tls ();

  assert_refused (um_test_server_get_url (server));
  g_assert_cmpuint (um_test_server_count (server), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  um_test_log_capture ();
  g_test_add_func ("/tls/certificate", test_certificate);
  return g_test_run ();
}
