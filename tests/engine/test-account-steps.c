/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each answer of an organisation means for steps on access and accounts. */
#include "um-test-accounts.h"

#include <string.h>

/* ---- what is asked before ---- */

static void
test_refused_before (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;
  g_autoptr (UmRunEntry) entry = NULL;

  fixture->permits[2] = "{\"lifecycle.enablement\":{\"allowed\":false,\"reason\":"
                        "{\"key\":\"externalDirectory.scim\"}}}";
  done = um_test_accounts_run (fixture, "deactivate Bye; delete-account", "u2 u3");
  g_assert_cmpint (done->state, ==, UM_RUN_FINISHED);
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_SKIPPED, UM_SKIP_REFUSED,
                                 "externalDirectory.scim", NULL);
  um_test_accounts_assert_entry (fixture, done, 1, UM_STATE_SKIPPED, UM_SKIP_EARLIER_SKIPPED, NULL,
                                 NULL);
  um_test_accounts_assert_entry (fixture, done, 2, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  g_assert_cmpuint (fixture->n_changes[2], ==, 0);
  g_assert_cmpuint (fixture->n_changes[3], ==, 2);
  /* Once for all of a user's steps. */
  g_assert_cmpuint (fixture->n_asked[2], ==, 1);
  g_assert_cmpuint (fixture->n_asked[3], ==, 1);
  g_assert_nonnull (strstr (fixture->message, "\"Bye\""));
  entry = um_test_accounts_load_entry (fixture, done, 0);
  g_assert_cmpstr (entry->method, ==, "GET");
  g_assert_cmpuint (entry->http, ==, 200);
  g_assert_nonnull (strstr (entry->body, "externalDirectory.scim"));
}

/* Only a later step of the chain is refused: what comes before it is done. */
static void
test_refused_in_part (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->permits[2] = "{\"lifecycle.enablement\":{\"allowed\":true},"
                        "\"lifecycle.delete\":{\"allowed\":false}}";
  done = um_test_accounts_run (fixture, "deactivate; delete-account", "u2");
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  um_test_accounts_assert_entry (fixture, done, 1, UM_STATE_SKIPPED, UM_SKIP_REFUSED, "forbidden",
                                 NULL);
  g_assert_cmpstr (fixture->account[2], ==, "deactivated");
}

static void
test_not_managed (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->permit_status[2] = 403;
  fixture->permits[2] = "{\"key\":\"forbidden\"}";
  fixture->permit_status[3] = 404;
  fixture->permits[3] = "{\"key\":\"accountNotFound\"}";
  fixture->permit_status[4] = 403;
  fixture->permits[4] = "{\"key\":\"forbidden.insufficientScope\",\"context\":{}}";
  done = um_test_accounts_run (fixture, "deactivate", "u2 u3 u4");
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_SKIPPED, UM_SKIP_REFUSED, "forbidden",
                                 NULL);
  um_test_accounts_assert_entry (fixture, done, 1, UM_STATE_FAILED, UM_SKIP_USER_GONE, NULL,
                                 "not-found");
  um_test_accounts_assert_entry (fixture, done, 2, UM_STATE_FAILED, UM_SKIP_NONE, NULL, "scope");
  for (guint i = 2; i < UM_TEST_ACCOUNTS; i++)
    g_assert_cmpuint (fixture->n_changes[i], ==, 0);
}

/* Nothing can be known beforehand of access to a directory. */
static void
test_not_asked (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = um_test_accounts_run (fixture, "suspend", "u2 u3 u4");

  g_assert_cmpuint (done->steps[UM_STATE_DONE], ==, 3);
  for (guint i = 0; i < UM_TEST_ACCOUNTS; i++)
    g_assert_cmpuint (fixture->n_asked[i], ==, 0);
  g_assert_true (fixture->suspended[2]);
}

static void
test_not_answered (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->permit_status[2] = 500;
  fixture->permits[2] = "{}";
  done = um_test_accounts_run (fixture, "deactivate", "u2 u3");
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_FAILED, UM_SKIP_NONE, NULL, "server");
  um_test_accounts_assert_entry (fixture, done, 1, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  g_assert_cmpuint (fixture->n_changes[2], ==, 0);
}

/* ---- answers to a change ---- */

static void
test_refused (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->behave = um_test_accounts_refuse;
  done = um_test_accounts_run (fixture, "deactivate; delete-account", "u2 u3");
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_SKIPPED, UM_SKIP_REFUSED,
                                 "authPolicy.saml", NULL);
  um_test_accounts_assert_entry (fixture, done, 1, UM_STATE_SKIPPED, UM_SKIP_EARLIER_SKIPPED, NULL,
                                 NULL);
  um_test_accounts_assert_entry (fixture, done, 2, UM_STATE_SKIPPED, UM_SKIP_REFUSED, "LAST_ADMIN",
                                 NULL);
  um_test_accounts_assert_entry (fixture, done, 3, UM_STATE_SKIPPED, UM_SKIP_EARLIER_SKIPPED, NULL,
                                 NULL);
  g_assert_cmpuint (fixture->n_changes[2] + fixture->n_changes[3], ==, 2);
}

static void
test_already_so (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->behave = um_test_accounts_refuse;
  done = um_test_accounts_run (fixture, "deactivate", "u4");
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_SKIPPED, UM_SKIP_ALREADY_SO, NULL,
                                 NULL);
}

static const char *
conflict (guint user, guint n, guint *status, gboolean *done)
{
  if (n > 2)
    return NULL;
  *status = 409;
  return "{\"errors\":[{\"status\":\"409\",\"code\":\"ADMIN-409-28\",\"title\":\"C\"}]}";
}

static void
test_conflict (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->behave = conflict;
  done = um_test_accounts_run (fixture, "suspend", "u2 u3");
  g_assert_cmpuint (done->steps[UM_STATE_DONE], ==, 2);
  g_assert_cmpuint (fixture->n_changes[2], ==, 3);
}

/* The answer to the first is lost; what is asked for a second time stands. */
static const char *
lose (guint user, guint n, guint *status, gboolean *done)
{
  if (n > 1)
    return um_test_accounts_refuse (4, n, status, done);
  *status = 0;
  *done = TRUE;
  return "";
}

static void
test_lost (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;
  g_autoptr (UmRunEntry) entry = NULL;

  fixture->behave = lose;
  done = um_test_accounts_run (fixture, "deactivate", "u2");
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  entry = um_test_accounts_load_entry (fixture, done, 0);
  g_assert_cmpstr (entry->before, ==, "active");
  g_assert_cmpstr (entry->after, ==, "deactivated");
}

/* Whether it took effect is asked. */
static const char *
fail_and_do (guint user, guint n, guint *status, gboolean *done)
{
  *status = 500;
  *done = user == 2;
  return "{}";
}

static void
test_failed_at_server (UmTestAccounts *fixture, gconstpointer data)
{
  static const char *const actions[] = { "deactivate", "suspend", "delete-account" };

  fixture->behave = fail_and_do;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (UmRun) done = NULL;

      fixture->account[2] = "active";
      done = um_test_accounts_run (fixture, actions[i], "u2 u3");
      um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
      um_test_accounts_assert_entry (fixture, done, 1, UM_STATE_FAILED, UM_SKIP_NONE, NULL,
                                     "server");
    }
}

static void
test_removed_at_server (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->behave = fail_and_do;
  done = um_test_accounts_run (fixture, "remove-user", "u2 u3");
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  um_test_accounts_assert_entry (fixture, done, 1, UM_STATE_FAILED, UM_SKIP_NONE, NULL, "server");
}

static const char *
not_found (guint user, guint n, guint *status, gboolean *done)
{
  *status = 404;
  return "{\"errors\":[{\"status\":\"404\",\"code\":\"ADMIN-404-1\",\"title\":\"No.\"}]}";
}

/* Who is listed though the organisation doesn't know him isn't a group that is gone. */
static void
test_not_found (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->behave = not_found;
  done = um_test_accounts_run (fixture, "suspend", "u2 u3");
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_FAILED, UM_SKIP_NONE, NULL,
                                 "not-found");
  um_test_accounts_assert_entry (fixture, done, 1, UM_STATE_FAILED, UM_SKIP_NONE, NULL,
                                 "not-found");
}

static UmTestAccounts *hiding;

static const char *
hide (guint user, guint n, guint *status, gboolean *done)
{
  hiding->hidden[user] = TRUE;
  return not_found (user, n, status, done);
}

static void
test_gone (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  hiding = fixture;
  fixture->behave = hide;
  done = um_test_accounts_run (fixture, "suspend", "u2");
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_FAILED, UM_SKIP_USER_GONE, NULL,
                                 "not-found");
}

/* ---- the last administrator ---- */

static void
test_last_admin (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL, late = NULL;

  done = um_test_accounts_run (fixture, "suspend", "u0");
  um_test_accounts_assert_entry (fixture, done, 0, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  g_clear_pointer (&done, um_run_unref);
  done = um_test_accounts_run (fixture, "restore", "u0");
  /* The snapshot doesn't know yet that the other one isn't any more. */
  fixture->is_admin[1] = FALSE;
  late = um_test_accounts_run (fixture, "deactivate", "u0 u2");
  um_test_accounts_assert_entry (fixture, late, 0, UM_STATE_SKIPPED, UM_SKIP_LAST_ADMIN, NULL,
                                 NULL);
  um_test_accounts_assert_entry (fixture, late, 1, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  g_assert_cmpstr (fixture->account[0], ==, "active");
}

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);

#define ADD(path, func)                                                                    \
  g_test_add ("/account-steps/" path, UmTestAccounts, NULL, um_test_accounts_set_up, func, \
              um_test_accounts_tear_down)
  ADD ("refused-before", test_refused_before);
  ADD ("refused-in-part", test_refused_in_part);
  ADD ("not-managed", test_not_managed);
  ADD ("not-asked", test_not_asked);
  ADD ("not-answered", test_not_answered);
  ADD ("refused", test_refused);
  ADD ("already-so", test_already_so);
  ADD ("conflict", test_conflict);
  ADD ("lost", test_lost);
  ADD ("failed-at-server", test_failed_at_server);
  ADD ("removed-at-server", test_removed_at_server);
  ADD ("not-found", test_not_found);
  ADD ("gone", test_gone);
  ADD ("last-admin", test_last_admin);

  return um_test_engine_run ();
}
