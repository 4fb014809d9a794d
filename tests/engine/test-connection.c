/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a connection leads, and what the errors below mean above. */
#include "um-connection-private.h"
#include "um-keyring.h"
#include "um-problem.h"

static UmSource *
make_source (void)
{
  UmSource *source = um_source_new (UM_SOURCE_JIRA);

  source->url = g_strdup ("https://acme.atlassian.net");
  source->email = g_strdup ("ann@acme.example");
  return source;
}

static void
test_bases (void)
{
  g_autoptr (UmSource) source = make_source ();
  g_autoptr (UmSource) access = um_source_new (UM_SOURCE_ACCESS);
  g_autoptr (UmConnection) site = um_connection_new (source, "key");
  g_autoptr (UmConnection) organisation = um_connection_new (access, "key");
  g_autoptr (UmSource) scoped = um_source_copy (source);
  g_autoptr (UmConnection) gateway = NULL;

  g_assert_cmpstr (um_http_get_base (um_connection_get_http (site)), ==,
                   "https://acme.atlassian.net");
  g_assert_true (um_connection_get_source (site) == source);
  g_assert_nonnull (um_connection_get_jira (site));
  g_assert_cmpstr (um_http_get_base (um_connection_get_http (organisation)), ==,
                   UM_DEFAULT_API_URL);
  g_assert_null (um_connection_get_jira (organisation));

  scoped->gateway = TRUE;
  g_assert_null (um_connection_new (scoped, "key"));
  scoped->cloud_id = g_strdup ("12ab");
  gateway = um_connection_new (scoped, "key");
  g_assert_cmpstr (um_http_get_base (um_connection_get_http (gateway)), ==,
                   UM_DEFAULT_API_URL "/ex/jira/12ab");
}

typedef struct
{
  GQuark (*domain) (void);
  int code;
  const char *message;
  UmProblem problem;
  const char *argument;
} Case;

static GQuark
io (void)
{
  return G_IO_ERROR;
}

static const Case cases[] = {
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_UNAUTHORIZED, "m", UM_PROBLEM_KEY_REJECTED, "h" },
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_FORBIDDEN, "m", UM_PROBLEM_FORBIDDEN, "h" },
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_NOT_FOUND, "m", UM_PROBLEM_NOT_FOUND, "h" },
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_CONFLICT, "m", UM_PROBLEM_CONFLICT, "h" },
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_REFUSED, "m", UM_PROBLEM_REFUSED, "m" },
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_RATE_LIMITED, "m", UM_PROBLEM_RATE_LIMITED, "h" },
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_SERVER, "m", UM_PROBLEM_SERVER, "h" },
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_MALFORMED, "m", UM_PROBLEM_MALFORMED, "h" },
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_NOT_JSON, "m", UM_PROBLEM_NOT_JSON, "h" },
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_OFFLINE, "m", UM_PROBLEM_OFFLINE, "h" },
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_CUT, "m", UM_PROBLEM_CUT, "h" },
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_TLS, "m", UM_PROBLEM_TLS, "h" },
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_REDIRECTED, "The server redirects to x.example",
    UM_PROBLEM_REDIRECTED, "x.example" },
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_CAPTCHA, "m", UM_PROBLEM_CAPTCHA, "h" },
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_UNSECURE, "m", UM_PROBLEM_ADDRESS_INSECURE, "h" },
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_SCOPE, "m", UM_PROBLEM_FORBIDDEN, "h" },
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_LICENCE, "m", UM_PROBLEM_REFUSED, "m" },
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_PAYMENT, "m", UM_PROBLEM_REFUSED, "m" },
  { um_atlassian_error_quark, UM_ATLASSIAN_ERROR_PARTIAL, "m", UM_PROBLEM_REFUSED, "m" },
  { um_store_error_quark, UM_STORE_ERROR_FULL, "m", UM_PROBLEM_DISK_FULL, "" },
  { um_store_error_quark, UM_STORE_ERROR_READ_ONLY, "m", UM_PROBLEM_DISK_READ_ONLY, "h" },
  { um_store_error_quark, UM_STORE_ERROR_CORRUPT, "m", UM_PROBLEM_DATABASE_FAILED, "" },
  { um_store_error_quark, UM_STORE_ERROR_NEWER, "m", UM_PROBLEM_DATABASE_NEWER, "" },
  { um_store_error_quark, UM_STORE_ERROR_BUSY, "m", UM_PROBLEM_DATABASE_BUSY, "" },
  { um_store_error_quark, UM_STORE_ERROR_LOCKED, "m", UM_PROBLEM_RUN_ELSEWHERE, "h" },
  { um_store_error_quark, UM_STORE_ERROR_NOT_FOUND, "m", UM_PROBLEM_NOT_FOUND, "m" },
  { um_store_error_quark, UM_STORE_ERROR_EXISTS, "m", UM_PROBLEM_CONFLICT, "m" },
  { um_store_error_quark, UM_STORE_ERROR_FAILED, "m", UM_PROBLEM_DATABASE_FAILED, "" },
  { um_keyring_error_quark, UM_KEYRING_ERROR_NO_KEY, "m", UM_PROBLEM_NO_KEY, "h" },
  { um_keyring_error_quark, UM_KEYRING_ERROR_LOCKED, "m", UM_PROBLEM_KEYRING_LOCKED, "" },
  { um_keyring_error_quark, UM_KEYRING_ERROR_DISMISSED, "m", UM_PROBLEM_KEYRING_DISMISSED, "" },
  { um_keyring_error_quark, UM_KEYRING_ERROR_ABSENT, "m", UM_PROBLEM_KEYRING_ABSENT, "" },
  { um_keyring_error_quark, UM_KEYRING_ERROR_FAILED, "m", UM_PROBLEM_KEYRING_FAILED, "" },
  { io, G_IO_ERROR_NO_SPACE, "m", UM_PROBLEM_DISK_FULL, "" },
  { io, G_IO_ERROR_PERMISSION_DENIED, "m", UM_PROBLEM_DISK_READ_ONLY, "m" },
  { io, G_IO_ERROR_HOST_NOT_FOUND, "m", UM_PROBLEM_OFFLINE, "h" },
  { io, G_IO_ERROR_TIMED_OUT, "m", UM_PROBLEM_CUT, "h" },
  { io, G_IO_ERROR_NOT_FOUND, "m", UM_PROBLEM_FILE_FAILED, "m" },
  { um_problem_quark, UM_PROBLEM_LOSES_USERS, "12", UM_PROBLEM_LOSES_USERS, "12" },
};

static void
test_problems (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) problem = um_engine_problem (
        g_error_new_literal (cases[i].domain (), cases[i].code, cases[i].message), "h");

      g_test_message ("%s %d", g_quark_to_string (cases[i].domain ()), cases[i].code);
      g_assert_error (problem, UM_PROBLEM, (int) cases[i].problem);
      g_assert_cmpstr (problem->message, ==, cases[i].argument);
    }
}

static void
test_cancelled_stays (void)
{
  g_autoptr (GError)
    problem = um_engine_problem (g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "m"), "h");
  g_autoptr (GError) nameless = um_engine_problem (
    g_error_new_literal (UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_OFFLINE, "m"), NULL);

  g_assert_error (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_error (nameless, UM_PROBLEM, UM_PROBLEM_OFFLINE);
  g_assert_cmpstr (nameless->message, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/connection/bases", test_bases);
  g_test_add_func ("/connection/problems", test_problems);
  g_test_add_func ("/connection/cancelled-stays", test_cancelled_stays);
  return g_test_run ();
}
