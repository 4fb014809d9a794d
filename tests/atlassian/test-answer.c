/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of what an answer, or its absence, means, and of the headers that tell the server's limits.
 */
#include "um-answer.h"

#include "um-rate-headers.h"

/* 2026-11-22T12:00:00Z */
#define NOW    (G_GINT64_CONSTANT (1795348800) * G_USEC_PER_SEC)
#define SECOND G_USEC_PER_SEC
#define DAY    (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

static void
test_transport (void)
{
  const struct
  {
    GQuark domain;
    gint code;
    gint before, after; /* what it means before the request went out, and after */
  } cases[] = {
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, UM_ATLASSIAN_ERROR_OFFLINE,
      UM_ATLASSIAN_ERROR_CUT },
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE, UM_ATLASSIAN_ERROR_OFFLINE,
      UM_ATLASSIAN_ERROR_CUT },
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, UM_ATLASSIAN_ERROR_OFFLINE,
      UM_ATLASSIAN_ERROR_CUT },
    { G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE, UM_ATLASSIAN_ERROR_OFFLINE,
      UM_ATLASSIAN_ERROR_CUT },
    { G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, UM_ATLASSIAN_ERROR_OFFLINE, UM_ATLASSIAN_ERROR_CUT },
    { G_IO_ERROR, G_IO_ERROR_PROXY_FAILED, UM_ATLASSIAN_ERROR_OFFLINE, UM_ATLASSIAN_ERROR_CUT },
    { G_IO_ERROR, G_IO_ERROR_TIMED_OUT, UM_ATLASSIAN_ERROR_OFFLINE, UM_ATLASSIAN_ERROR_CUT },
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, UM_ATLASSIAN_ERROR_CUT, UM_ATLASSIAN_ERROR_CUT },
    { G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, UM_ATLASSIAN_ERROR_CUT, UM_ATLASSIAN_ERROR_CUT },
    { G_IO_ERROR, G_IO_ERROR_INVALID_DATA, UM_ATLASSIAN_ERROR_MALFORMED,
      UM_ATLASSIAN_ERROR_MALFORMED },
    { G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, UM_ATLASSIAN_ERROR_TLS, UM_ATLASSIAN_ERROR_CUT },
    { G_TLS_ERROR, G_TLS_ERROR_NOT_TLS, UM_ATLASSIAN_ERROR_TLS, UM_ATLASSIAN_ERROR_CUT },
    { G_TLS_ERROR, G_TLS_ERROR_UNAVAILABLE, UM_ATLASSIAN_ERROR_TLS, UM_ATLASSIAN_ERROR_CUT },
    { G_TLS_ERROR, G_TLS_ERROR_EOF, UM_ATLASSIAN_ERROR_OFFLINE, UM_ATLASSIAN_ERROR_CUT },
    { SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING, UM_ATLASSIAN_ERROR_MALFORMED,
      UM_ATLASSIAN_ERROR_MALFORMED },
    { SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING, UM_ATLASSIAN_ERROR_MALFORMED,
      UM_ATLASSIAN_ERROR_MALFORMED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint sent = 0; sent <= 1; sent++)
      {
        g_autoptr (UmAnswer) answer = um_answer_new ();
        g_autoptr (GError)
          transport = g_error_new_literal (cases[i].domain, cases[i].code, "words");
        g_autoptr (GError) error = NULL;
        gint expected = sent != 0 ? cases[i].after : cases[i].before;

        g_test_message ("%s %d, sent %u", g_quark_to_string (cases[i].domain), cases[i].code, sent);
        answer->sent = sent != 0;
        error = um_answer_judge (answer, transport);
        g_assert_error (error, UM_ATLASSIAN_ERROR, expected);
      }
}

static void
test_timed_out (void)
{
  g_autoptr (UmAnswer) answer = um_answer_new ();
  g_autoptr (GError)
    transport = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  g_autoptr (GError) before = NULL, after = NULL;

  answer->timed_out = TRUE;
  before = um_answer_judge (answer, transport);
  answer->sent = TRUE;
  after = um_answer_judge (answer, transport);
  g_assert_error (before, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_OFFLINE);
  g_assert_error (after, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_CUT);
}

/* Login reason, status, content type, transport: the first that speaks decides. */
static void
test_order (void)
{
  g_autoptr (UmAnswer) answer = um_answer_new ();
  g_autoptr (GError) lost = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "lost");
  g_autoptr (GError) login = NULL, status = NULL, transport = NULL, type = NULL;

  answer->sent = TRUE;
  answer->status = 404;
  answer->login = UM_LOGIN_FAILED;
  login = um_answer_judge (answer, lost);
  g_assert_error (login, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_UNAUTHORIZED);
  answer->login = UM_LOGIN_FINE;
  status = um_answer_judge (answer, lost);
  g_assert_error (status, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND);
  answer->status = 200;
  transport = um_answer_judge (answer, lost);
  g_assert_error (transport, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_CUT);
  answer->body = g_bytes_new_static ("<html>", 6);
  type = um_answer_judge (answer, NULL);
  g_assert_error (type, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_JSON);
  answer->content_type = g_strdup ("application/json");
  g_assert_null (um_answer_judge (answer, NULL));
}

static UmLimiterHints
read_headers (guint status, const char *first_name, ...)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  UmLimiterHints hints;
  va_list pairs;

  va_start (pairs, first_name);
  for (const char *name = first_name; name != NULL; name = va_arg (pairs, const char *))
    soup_message_headers_append (headers, name, va_arg (pairs, const char *));
  va_end (pairs);
  um_rate_headers_read (headers, status, NOW, &hints);
  soup_message_headers_unref (headers);
  return hints;
}

static void
test_no_headers (void)
{
  UmLimiterHints hints = read_headers (200, NULL);

  g_assert_cmpuint (hints.status, ==, 200);
  g_assert_cmpint (hints.retry_after, ==, -1);
  g_assert_cmpint (hints.limit, ==, -1);
  g_assert_cmpint (hints.remaining, ==, -1);
  g_assert_cmpint (hints.reset, ==, -1);
  g_assert_false (hints.quota);
}

static void
test_retry_after (void)
{
  static const struct
  {
    const char *text;
    gint64 wait;
  } cases[] = {
    { "0", 0 },
    { "7", 7 * SECOND },
    { "86400", DAY },
    { "999999999999", DAY },
    { "99999999999999999999", -1 },
    { "-1", -1 },
    { "soon", -1 },
    { "", -1 },
    { "Sun, 22 Nov 2026 12:00:30 GMT", 30 * SECOND },
    { "Sun, 22 Nov 2026 11:00:00 GMT", 0 },
    { "Tue, 22 Nov 2095 12:00:00 GMT", DAY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      UmLimiterHints hints = read_headers (429, "Retry-After", cases[i].text, NULL);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (hints.retry_after, ==, cases[i].wait);
    }
}

static void
test_reset (void)
{
  static const struct
  {
    const char *text;
    gint64 wait;
  } cases[] = {
    { "2026-11-22T12:00:30Z", 30 * SECOND },
    { "2026-11-22T13:00:30+01:00", 30 * SECOND },
    { "2026-11-22T11:59:59Z", 0 },
    { "2095-11-22T11:59:59Z", DAY },
    { "1795348842", 42 * SECOND },
    { "42", 42 * SECOND },
    { "later", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      UmLimiterHints hints = read_headers (429, "X-RateLimit-Reset", cases[i].text, NULL);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (hints.reset, ==, cases[i].wait);
    }
}

/* The server's clock counts, not ours. */
static void
test_clock (void)
{
  UmLimiterHints hints = read_headers (429, "Date", "Sun, 22 Nov 2026 09:00:00 GMT", "Retry-After",
                                       "Sun, 22 Nov 2026 09:00:05 GMT", "X-RateLimit-Reset",
                                       "2026-11-22T09:00:07Z", NULL);

  g_assert_cmpint (hints.retry_after, ==, 5 * SECOND);
  g_assert_cmpint (hints.reset, ==, 7 * SECOND);
}

static void
test_counts (void)
{
  UmLimiterHints hints = read_headers (429, "X-RateLimit-Limit", "100", "X-RateLimit-Remaining",
                                       "3", "RateLimit-Reason", "jira-burst-based", NULL);
  UmLimiterHints quota = read_headers (429, "X-RateLimit-Limit", "x", "X-RateLimit-Remaining",
                                       "99999999999", "RateLimit-Reason", "jira-quota-tenant-based",
                                       NULL);

  g_assert_cmpint (hints.limit, ==, 100);
  g_assert_cmpint (hints.remaining, ==, 3);
  g_assert_false (hints.quota);
  g_assert_cmpint (quota.limit, ==, -1);
  g_assert_cmpint (quota.remaining, ==, -1);
  g_assert_true (quota.quota);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/answer/transport", test_transport);
  g_test_add_func ("/answer/timed-out", test_timed_out);
  g_test_add_func ("/answer/order", test_order);
  g_test_add_func ("/answer/no-headers", test_no_headers);
  g_test_add_func ("/answer/retry-after", test_retry_after);
  g_test_add_func ("/answer/reset", test_reset);
  g_test_add_func ("/answer/clock", test_clock);
  g_test_add_func ("/answer/counts", test_counts);
  return g_test_run ();
}
