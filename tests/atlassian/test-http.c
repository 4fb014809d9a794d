/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the one place that sends, against a scripted server: one request and its answer. */
#include "um-test-http.h"

#include "um-test-log.h"

#include <string.h>

static void
test_request (Fixture *self, gconstpointer data)
{
  g_auto (Sent) sent = { 0 };
  const UmTestRequest *request;

  um_test_server_push (self->server,
                       &(UmTestAnswer){ .body = "{\"x\":1}", .headers = "X-ARequestId: r1" });
  send_and_wait (self->http, "GET", UM_HTTP_NONE, &sent);
  g_assert_no_error (sent.error);
  g_assert_cmpuint (sent.reply->status, ==, 200);
  g_assert_cmpuint (sent.reply->attempts, ==, 1);
  g_assert_cmpstr (sent.reply->request_id, ==, "r1");
  g_assert_cmpstr (sent.reply->content_type, ==, "application/json");
  g_assert_cmpstr (sent.reply->path, ==, "/rest/api/3/thing?a=b%20c");
  g_assert_cmpmem (g_bytes_get_data (sent.reply->body, NULL), g_bytes_get_size (sent.reply->body),
                   "{\"x\":1}", 7);

  request = um_test_server_get (self->server, 0);
  g_assert_cmpstr (request->method, ==, "GET");
  g_assert_cmpstr (request->path, ==, "/rest/api/3/thing?a=b%20c");
  g_assert_cmpuint (g_bytes_get_size (request->body), ==, 0);
  g_assert_cmpstr (um_test_server_get_header (self->server, 0, "Authorization"), ==,
                   "Basic YW5uQGV4YW1wbGUuY29tOnRva2VuLW5vYm9keS1tYXktc2Vl");
  g_assert_cmpstr (um_test_server_get_header (self->server, 0, "Accept"), ==, "application/json");
  g_assert_cmpstr (um_test_server_get_header (self->server, 0, "X-Force-Accept-Language"), ==,
                   "true");
  g_assert_true (g_str_has_prefix (um_test_server_get_header (self->server, 0, "User-Agent"),
                                   "UserManagement/"));
}

static void
test_write (Fixture *self, gconstpointer data)
{
  g_auto (Sent) sent = { 0 };

  um_test_server_push (self->server, &(UmTestAnswer){ .status = 201, .body = "{}" });
  um_test_server_push (self->server, &(UmTestAnswer){ .status = 204, .type = "" });
  send_and_wait (self->http, "POST", UM_HTTP_NONE, &sent);
  g_assert_no_error (sent.error);
  g_assert_cmpstr (um_test_server_get_header (self->server, 0, "Content-Type"), ==,
                   "application/json");
  g_assert_cmpuint (g_bytes_get_size (um_test_server_get (self->server, 0)->body), ==, 7);
  send_and_wait (self->http, "DELETE", UM_HTTP_NONE, &sent);
  g_assert_no_error (sent.error);
  g_assert_cmpuint (sent.reply->status, ==, 204);
}

static void
test_authorization (Fixture *self, gconstpointer data)
{
  g_auto (Sent) sent = { 0 };

  for (guint i = 0; i < 2; i++)
    um_test_server_push (self->server, &(UmTestAnswer){ 0 });
  send_and_wait (self->http, "GET", UM_HTTP_ANONYMOUS, &sent);
  g_assert_null (um_test_server_get_header (self->server, 0, "Authorization"));
  um_http_set_bearer (self->http, "key-" TOKEN);
  send_and_wait (self->http, "GET", UM_HTTP_NONE, &sent);
  g_assert_cmpstr (um_test_server_get_header (self->server, 1, "Authorization"), ==,
                   "Bearer key-" TOKEN);
}

static void
test_statuses (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint status;
    UmAtlassianError code;
  } cases[] = {
    { 400, UM_ATLASSIAN_ERROR_REFUSED },    { 401, UM_ATLASSIAN_ERROR_UNAUTHORIZED },
    { 402, UM_ATLASSIAN_ERROR_PAYMENT },    { 403, UM_ATLASSIAN_ERROR_FORBIDDEN },
    { 404, UM_ATLASSIAN_ERROR_NOT_FOUND },  { 405, UM_ATLASSIAN_ERROR_REFUSED },
    { 409, UM_ATLASSIAN_ERROR_CONFLICT },   { 410, UM_ATLASSIAN_ERROR_NOT_FOUND },
    { 422, UM_ATLASSIAN_ERROR_REFUSED },    { 429, UM_ATLASSIAN_ERROR_RATE_LIMITED },
    { 500, UM_ATLASSIAN_ERROR_SERVER },     { 502, UM_ATLASSIAN_ERROR_SERVER },
    { 503, UM_ATLASSIAN_ERROR_SERVER },     { 504, UM_ATLASSIAN_ERROR_SERVER },
    { 599, UM_ATLASSIAN_ERROR_SERVER },     { 999, UM_ATLASSIAN_ERROR_SERVER },
    { 300, UM_ATLASSIAN_ERROR_REDIRECTED }, { 304, UM_ATLASSIAN_ERROR_REDIRECTED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UmHttp) http = um_http_new (um_test_server_get_url (self->server));
      g_auto (Sent) sent = { 0 };

      g_test_message ("%u", cases[i].status);
      um_test_server_push (self->server,
                           &(UmTestAnswer){ .status = cases[i].status,
                                            .body = "{\"errorMessages\":[\"words " TOKEN "\"]}" });
      send_and_wait (http, "GET", UM_HTTP_NO_WAIT, &sent);
      assert_code (&sent, cases[i].code);
      g_assert_cmpuint (sent.reply->status, ==, cases[i].status);
      if (cases[i].status != 304)
        g_assert_cmpstr (sent.reply->message, ==, "words " TOKEN);
    }
}

/* The status decides even where the body is no JSON. */
static void
test_html_errors (Fixture *self, gconstpointer data)
{
  g_auto (Sent) sent = { 0 };

  um_test_server_push (self->server, &(UmTestAnswer){ .status = 403,
                                                      .type = "text/html; charset=utf-8",
                                                      .body = "<html>no</html>" });
  send_and_wait (self->http, "GET", UM_HTTP_NONE, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_FORBIDDEN);
  g_assert_cmpstr (sent.reply->content_type, ==, "text/html");
  g_assert_null (sent.reply->message);
}

static void
test_content_types (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *type, *body;
    gboolean fine;
  } cases[] = {
    { "application/json", "{}", TRUE },
    { "application/json;charset=UTF-8", "{}", TRUE },
    { "Application/JSON", "{}", TRUE },
    { "application/problem+json", "{}", TRUE },
    { "", " \n[1]", TRUE },
    { "", "{}", TRUE },
    { "text/html", "", TRUE },
    { "text/html", "<html></html>", FALSE },
    { "text/html", "{}", FALSE },
    { "text/plain", "{}", FALSE },
    { "", "<html></html>", FALSE },
    { "", "7", FALSE },
    { "nonsense", "{}", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Sent) sent = { 0 };

      g_test_message ("%s: %s", cases[i].type, cases[i].body);
      um_test_server_push (self->server,
                           &(UmTestAnswer){ .type = cases[i].type, .body = cases[i].body });
      send_and_wait (self->http, "POST", UM_HTTP_REPEATABLE, &sent);
      if (cases[i].fine)
        g_assert_no_error (sent.error);
      else
        assert_code (&sent, UM_ATLASSIAN_ERROR_NOT_JSON);
      g_assert_true (sent.reply->maybe_done == !cases[i].fine);
    }
}

/* ATLASSIAN.md §0, 5: a dead token is answered with 200 and what anybody may see. */
static void
test_seraph (Fixture *self, gconstpointer data)
{
  static const guint statuses[] = { 200, 400, 401, 404, 500 };
  g_auto (Sent) sent = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      um_test_server_push (
        self->server, &(UmTestAnswer){ .status = statuses[i],
                                       .body = "[]",
                                       .headers = "X-Seraph-LoginReason: AUTHENTICATED_FAILED" });
      send_and_wait (self->http, "GET", UM_HTTP_REPEATABLE, &sent);
      assert_code (&sent, UM_ATLASSIAN_ERROR_UNAUTHORIZED);
      um_test_server_push (
        self->server, &(UmTestAnswer){ .status = statuses[i],
                                       .body = "[]",
                                       .headers = "x-seraph-loginreason: AUTHENTICATION_DENIED" });
      send_and_wait (self->http, "GET", UM_HTTP_REPEATABLE, &sent);
      assert_code (&sent, UM_ATLASSIAN_ERROR_CAPTCHA);
    }
  um_test_server_push (self->server,
                       &(UmTestAnswer){ .body = "[]", .headers = "X-Seraph-LoginReason: OK" });
  send_and_wait (self->http, "GET", UM_HTTP_NONE, &sent);
  g_assert_no_error (sent.error);
  um_test_server_push (self->server,
                       &(UmTestAnswer){ .body = "[]",
                                        .headers = "X-Seraph-LoginReason: OK\n"
                                                   "X-Seraph-LoginReason: AUTHENTICATED_FAILED" });
  send_and_wait (self->http, "GET", UM_HTTP_NONE, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_UNAUTHORIZED);
}

static void
test_redirect (Fixture *self, gconstpointer data)
{
  static const guint statuses[] = { 301, 302, 303, 307, 308 };
  g_autoptr (UmTestServer) other = um_test_server_new ();
  g_autofree char *away = g_strdup_printf ("Location: http://localhost:%u/x",
                                           um_test_server_get_port (other));
  g_auto (Sent) sent = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      um_test_server_push (self->server, &(UmTestAnswer){ .status = statuses[i], .headers = away });
      send_and_wait (self->http, i % 2 == 0 ? "GET" : "POST", UM_HTTP_REPEATABLE, &sent);
      assert_code (&sent, UM_ATLASSIAN_ERROR_REDIRECTED);
      g_assert_nonnull (strstr (sent.error->message, "localhost"));
      g_assert_false (sent.reply->maybe_done);
    }
  um_test_server_push (self->server,
                       &(UmTestAnswer){ .status = 302, .headers = "Location: /login" });
  send_and_wait (self->http, "GET", UM_HTTP_NONE, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_REDIRECTED);
  g_assert_nonnull (strstr (sent.error->message, "127.0.0.1"));
  g_assert_cmpuint (um_test_server_count (other), ==, 0);
  g_assert_cmpuint (um_test_server_count (self->server), ==, 6);
}

static void
test_unsecure (void)
{
  g_autoptr (UmHttp) http = um_http_new ("http://acme.example.com");
  g_auto (Sent) sent = { 0 };

  um_http_set_basic (http, "ann@example.com", TOKEN);
  send_and_wait (http, "GET", UM_HTTP_NONE, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_UNSECURE);
  g_assert_null (sent.reply);
}

static void
test_offline (Fixture *self, gconstpointer data)
{
  g_auto (Sent) sent = { 0 };

  um_test_server_close (self->server);
  send_and_wait (self->http, "POST", UM_HTTP_REPEATABLE, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_OFFLINE);
  g_assert_cmpuint (sent.reply->attempts, ==, 1);
  g_assert_cmpuint (sent.reply->status, ==, 0);
  g_assert_false (sent.reply->maybe_done);
}

static void
test_cut (Fixture *self, gconstpointer data)
{
  static const UmTestEnd ends[] = { UM_TEST_CUT, UM_TEST_CUT_HALF };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      UmTestAnswer answer = { .body = "{\"a\":\"bcdefgh\"}", .end = ends[i] };
      g_auto (Sent) sent = { 0 };

      um_test_server_push (self->server, &answer);
      send_and_wait (self->http, "POST", UM_HTTP_NONE, &sent);
      assert_code (&sent, UM_ATLASSIAN_ERROR_CUT);
      g_assert_true (sent.reply->maybe_done);
      g_assert_cmpuint (sent.reply->attempts, ==, 1);

      um_test_server_push (self->server, &answer);
      send_and_wait (self->http, "GET", UM_HTTP_NONE, &sent);
      assert_code (&sent, UM_ATLASSIAN_ERROR_CUT);
      g_assert_false (sent.reply->maybe_done);
    }
}

/* A status that says no is believed even if the words after it are lost. */
static void
test_cut_error (Fixture *self, gconstpointer data)
{
  g_auto (Sent) sent = { 0 };

  um_test_server_push (self->server, &(UmTestAnswer){ .status = 404,
                                                      .body = "{\"errorMessages\":[\"x\"]}",
                                                      .end = UM_TEST_CUT_HALF });
  send_and_wait (self->http, "POST", UM_HTTP_REPEATABLE, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_NOT_FOUND);
  g_assert_false (sent.reply->maybe_done);
}

static void
test_not_http (Fixture *self, gconstpointer data)
{
  g_auto (Sent) sent = { 0 };

  um_test_server_push (self->server,
                       &(UmTestAnswer){ .body = "SSH-2.0-OpenSSH_9\r\n\r\n", .end = UM_TEST_RAW });
  send_and_wait (self->http, "GET", UM_HTTP_NONE, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_MALFORMED);
}

static void
test_time_out (Fixture *self, gconstpointer data)
{
  UmHttpLimits limits = um_http_get_limits (self->http);
  g_auto (Sent) sent = { 0 };

  g_assert_cmpfloat (limits.seconds, ==, 60);
  g_assert_cmpfloat (limits.seconds_large, ==, 120);
  limits.seconds = 0.05;
  um_http_set_limits (self->http, &limits);
  um_test_server_push (self->server, &(UmTestAnswer){ .end = UM_TEST_HANG });
  send_and_wait (self->http, "POST", UM_HTTP_NONE, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_CUT);
  g_assert_true (sent.reply->maybe_done);

  limits.seconds = 60;
  limits.seconds_large = 0.05;
  um_http_set_limits (self->http, &limits);
  um_test_server_push (self->server, &(UmTestAnswer){ .end = UM_TEST_HANG });
  send_and_wait (self->http, "GET", UM_HTTP_LARGE, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_CUT);
}

static void
test_size (Fixture *self, gconstpointer data)
{
  UmHttpLimits limits = um_http_get_limits (self->http);
  g_autofree char *body = g_strnfill (100000, ' ');
  g_auto (Sent) sent = { 0 };

  g_assert_cmpuint (limits.bytes, ==, 4 << 20);
  g_assert_cmpuint (limits.bytes_large, ==, 64 << 20);
  memcpy (body, "[]", 2);
  limits.bytes = 99999;
  limits.bytes_large = 100000;
  um_http_set_limits (self->http, &limits);
  for (guint i = 0; i < 3; i++)
    um_test_server_push (self->server, &(UmTestAnswer){ .body = body });
  send_and_wait (self->http, "GET", UM_HTTP_REPEATABLE, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_MALFORMED);
  g_assert_null (sent.reply->body);
  send_and_wait (self->http, "GET", UM_HTTP_REPEATABLE | UM_HTTP_LARGE, &sent);
  g_assert_no_error (sent.error);
  g_assert_cmpuint (g_bytes_get_size (sent.reply->body), ==, 100000);
}

/* Whoever stops reading must not wait for the rest of what was announced. */
static void
test_stall (Fixture *self, gconstpointer data)
{
  UmHttpLimits limits = um_http_get_limits (self->http);
  g_autofree char *body = g_strnfill (20000, ' ');
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Sent) sent = { 0 };

  for (guint i = 0; i < 3; i++)
    um_test_server_push (self->server, &(UmTestAnswer){ .body = body, .end = UM_TEST_STALL });
  limits.bytes = 1000;
  um_http_set_limits (self->http, &limits);
  send_and_wait (self->http, "GET", UM_HTTP_NONE, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_MALFORMED);

  limits.bytes = 100000;
  limits.seconds = 0.05;
  um_http_set_limits (self->http, &limits);
  send_and_wait (self->http, "GET", UM_HTTP_NONE, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_CUT);
  g_assert_cmpuint (sent.reply->status, ==, 200);

  limits.seconds = 60;
  um_http_set_limits (self->http, &limits);
  begin (self->http, "GET", UM_HTTP_NONE, cancellable, &sent);
  wait_for_requests (self, 3);
  g_cancellable_cancel (cancellable);
  wait_for (&sent);
  g_assert_error (sent.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static GBytes *
zip (gsize length)
{
  g_autoptr (GConverter)
    zipper = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) out = g_converter_output_stream_new (memory, zipper);
  g_autofree char *block = g_strnfill (1 << 20, ' ');

  block[0] = '[';
  block[1] = ']';
  for (gsize left = length; left > 0;)
    {
      gsize n = MIN (left, 1 << 20);

      g_assert_true (g_output_stream_write_all (out, block, n, NULL, NULL, NULL));
      left -= n;
      memset (block, ' ', 2);
    }
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* The same with another checksum at its end. */
static GBytes *
spoil (GBytes *bytes)
{
  gsize length = g_bytes_get_size (bytes);
  guint8 *data = g_memdup2 (g_bytes_get_data (bytes, NULL), length);

  memset (data + length - 8, 0xff, 4);
  return g_bytes_new_take (data, length);
}

static void
push_zipped (Fixture *self, GBytes *zipped)
{
  um_test_server_push (self->server, &(UmTestAnswer){ .body = g_bytes_get_data (zipped, NULL),
                                                      .length = g_bytes_get_size (zipped),
                                                      .headers = "Content-Encoding: gzip" });
}

static void
test_gzip (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) small = zip (1000), bomb = zip ((gsize) 80 << 20);
  g_autoptr (GBytes) large = zip ((gsize) 3 << 20), spoilt = spoil (large);
  g_auto (Sent) sent = { 0 };

  push_zipped (self, small);
  send_and_wait (self->http, "GET", UM_HTTP_NONE, &sent);
  g_assert_no_error (sent.error);
  g_assert_cmpuint (g_bytes_get_size (sent.reply->body), ==, 1000);

  push_zipped (self, bomb);
  send_and_wait (self->http, "GET", UM_HTTP_NONE, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_MALFORMED);

  push_zipped (self, spoilt);
  send_and_wait (self->http, "GET", UM_HTTP_NONE, &sent);
  assert_code (&sent, UM_ATLASSIAN_ERROR_MALFORMED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  um_test_log_capture ();
  ADD ("/http/request", test_request);
  ADD ("/http/write", test_write);
  ADD ("/http/authorization", test_authorization);
  ADD ("/http/statuses", test_statuses);
  ADD ("/http/html-errors", test_html_errors);
  ADD ("/http/content-types", test_content_types);
  ADD ("/http/seraph", test_seraph);
  ADD ("/http/redirect", test_redirect);
  g_test_add_func ("/http/unsecure", test_unsecure);
  ADD ("/http/offline", test_offline);
  ADD ("/http/cut", test_cut);
  ADD ("/http/cut-error", test_cut_error);
  ADD ("/http/not-http", test_not_http);
  ADD ("/http/time-out", test_time_out);
  ADD ("/http/size", test_size);
  ADD ("/http/stall", test_stall);
  ADD ("/http/gzip", test_gzip);
  return g_test_run ();
}
