/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The doctor and a certificate that nobody vouches for. A program of its own, since the leak
 * checker loses its way in a TLS library that was loaded late. */
#include "um-problem.h"
#include "um-test-engine.h"
#include "um-test-server.h"

static void
test_certificate (void)
{
  g_autoptr (UmTestServer) server = um_test_server_new_tls ();
  g_autoptr (UmSource) source = um_source_new (UM_SOURCE_JIRA);
  g_autoptr (UmCheck) check = NULL;
  g_autoptr (UmCheckRight) right = NULL;
  g_autoptr (GError) error = NULL;

  source->name = g_strdup ("Acme");
  source->url = g_strdup (um_test_server_get_url (server));
  source->email = g_strdup ("ann@acme.example");
  check = um_check_new (source, "key", NULL);
  g_assert_null (um_test_check (check, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_TLS);
  g_assert_true (g_str_has_prefix (error->message, "127.0.0.1:"));
  right = g_list_model_get_item (um_check_get_rights (check), UM_RIGHT_ADDRESS);
  g_assert_cmpint (um_check_right_get_granted (right), ==, UM_NO);
  g_assert_cmpuint (um_test_server_count (server), ==, 0);
}

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);
  g_test_add_func ("/check-tls/certificate", test_certificate);
  return um_test_engine_run ();
}
