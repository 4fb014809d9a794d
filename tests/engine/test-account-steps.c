/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each answer of an organisation means for steps on access and accounts: a scripted
 * organisation of a few people, u0 and u1 its administrators. */
#include "um-test-runs.h"
#include "um-test-server.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define N_USERS 5
#define ORG     "/admin/v2/orgs/org"

/* What is answered to the @n-th change of @user (from 1); NULL: it is done. */
typedef const char *(*Behave) (guint user, guint n, guint *status, gboolean *done);

typedef struct
{
  UmTestServer *server;
  UmEngine *engine;
  UmSourceState *state;
  Behave behave;
  const char *account[N_USERS]; /* composite status of the account */
  gboolean suspended[N_USERS];
  gboolean hidden[N_USERS];
  gboolean is_admin[N_USERS];
  const char *permits[N_USERS]; /* (nullable): the answer to what is permitted */
  guint permit_status[N_USERS];
  guint n_changes[N_USERS];
  guint n_asked[N_USERS];
  char *message; /* of the last deactivation */
  char *body;    /* of the last answer */
} Fixture;

static const char *
obey (guint user, guint n, guint *status, gboolean *done)
{
  return NULL;
}

/* ---- the organisation ---- */

static guint
find_user (const char *path)
{
  const char *users = strstr (path, "/users/");

  g_assert_true (users != NULL && users[strlen ("/users/")] == 'u');
  return users[strlen ("/users/u")] - '0';
}

static char *
read_body (const UmTestRequest *request)
{
  return g_strndup (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body));
}

static gboolean
is_wanted (Fixture *fixture, guint user, const char *body)
{
  g_autofree char *id = g_strdup_printf ("\"u%u\"", user);

  if (fixture->hidden[user])
    return FALSE;
  if (strstr (body, "roleIds") != NULL)
    return fixture->is_admin[user];
  return strstr (body, "accountIds") == NULL || strstr (body, id) != NULL;
}

static void
answer_users (Fixture *fixture, const UmTestRequest *request, UmTestAnswer *answer)
{
  g_autofree char *body = read_body (request);
  GString *text = g_string_new ("{\"data\":[");

  for (guint i = 0; i < N_USERS; i++)
    if (is_wanted (fixture, i, body))
      g_string_append_printf (
        text,
        "%s{\"accountId\":\"u%u\",\"accountType\":\"atlassian\",\"name\":\"U %u\","
        "\"status\":\"%s\",\"membershipStatus\":\"%s\",\"claimStatus\":\"managed\","
        "\"managementSource\":\"invited\",\"platformRoles\":[%s],\"groups\":[]}",
        text->str[text->len - 1] == '[' ? "" : ",", i, i,
        fixture->suspended[i] && g_str_equal (fixture->account[i], "active") ? "suspended"
                                                                             : fixture->account[i],
        fixture->suspended[i] ? "suspended" : "active",
        fixture->is_admin[i] ? "\"atlassian/org-admin\"" : "");
  g_string_append (text, "],\"links\":{\"next\":null}}");
  g_free (fixture->body);
  fixture->body = g_string_free (text, FALSE);
  answer->body = fixture->body;
}

static void
answer_permits (Fixture *fixture, guint user, UmTestAnswer *answer)
{
  fixture->n_asked[user]++;
  answer->status = fixture->permit_status[user];
  answer->body = fixture->permits[user] != NULL ? fixture->permits[user]
                                                : "{\"lifecycle.enablement\":{\"allowed\":true},"
                                                  "\"lifecycle.delete\":{\"allowed\":true}}";
}

static void
change (Fixture *fixture, guint user, const UmTestRequest *request)
{
  if (strstr (request->path, "/disable") != NULL)
    {
      g_free (fixture->message);
      fixture->message = read_body (request);
      fixture->account[user] = "deactivated";
    }
  else if (strstr (request->path, "/cancel-delete") != NULL
           || strstr (request->path, "/enable") != NULL)
    fixture->account[user] = "active";
  else if (strstr (request->path, "/delete") != NULL)
    fixture->account[user] = "for_deletion";
  else if (g_str_equal (request->method, "DELETE"))
    fixture->hidden[user] = TRUE;
  else
    fixture->suspended[user] = strstr (request->path, "/suspend") != NULL;
}

static void
answer_change (Fixture *fixture, guint user, const UmTestRequest *request, UmTestAnswer *answer)
{
  gboolean done = FALSE;

  answer->status = 204;
  answer->body = fixture->behave (user, ++fixture->n_changes[user], &answer->status, &done);
  if (done || answer->body == NULL)
    change (fixture, user, request);
  if (answer->status == 0)
    answer->end = UM_TEST_CUT;
}

static void
answer_cb (UmTestServer *server,
           const UmTestRequest *request,
           UmTestAnswer *answer,
           gpointer user_data)
{
  Fixture *fixture = user_data;

  answer->body = "{\"data\":[],\"links\":{\"next\":null}}";
  if (strstr (request->path, "/users/search") != NULL)
    answer_users (fixture, request, answer);
  else if (strstr (request->path, "/users/count") != NULL)
    answer->body = "{\"count\":5}";
  else if (g_str_has_suffix (request->path, "/manage")
           || strstr (request->path, "/manage?") != NULL)
    answer_permits (fixture, find_user (request->path), answer);
  else if (strstr (request->path, "/users/u") != NULL)
    answer_change (fixture, find_user (request->path), request, answer);
  else if (strstr (request->path, "/directories?") != NULL)
    answer->body = "{\"data\":[{\"directoryId\":\"d1\",\"name\":\"D\"}],\"links\":{}}";
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = um_test_engine_make_folder ();
  g_autoptr (UmSource) source = um_source_new (UM_SOURCE_ACCESS);
  g_autoptr (GError) error = NULL;

  fixture->server = um_test_server_new ();
  fixture->behave = obey;
  for (guint i = 0; i < N_USERS; i++)
    fixture->account[i] = "active";
  fixture->is_admin[0] = fixture->is_admin[1] = TRUE;
  um_test_server_set_handler (fixture->server, answer_cb, fixture);
  source->name = g_strdup ("Acme");
  g_free (source->api_url);
  source->api_url = g_strdup (um_test_server_get_url (fixture->server));
  source->org_id = g_strdup ("org");
  source->account_id = g_strdup ("owner");
  fixture->engine = um_test_engine_open (folder);
  fixture->state = um_test_engine_save (fixture->engine, source, "key", UM_KEEP_THIS_SESSION,
                                        &error);
  g_assert_no_error (error);
  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
  um_test_hurry (fixture->state);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_engine_close (fixture->engine);
  um_test_server_free (fixture->server);
  g_free (fixture->message);
  g_free (fixture->body);
}

/* ---- runs ---- */

static UmRun *
run (Fixture *fixture, const char *actions, const char *users)
{
  g_auto (GStrv) ids = g_strsplit (users, " ", -1);
  g_autoptr (GPtrArray) array = g_ptr_array_new ();
  g_autoptr (UmPlan) plan = NULL;
  UmRun *done;

  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (array, ids[i]);
  plan = um_test_plan_make_for (fixture->state, actions, array);
  done = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_check_run (fixture->state, done);
  return done;
}

static UmRunEntry *
load_entry (Fixture *fixture, const UmRun *done, guint index)
{
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, done->id);

  return um_run_entry_ref (g_ptr_array_index (entries, index));
}

static void
assert_entry (Fixture *fixture,
              const UmRun *done,
              guint index,
              UmStepState state,
              UmSkip skip,
              const char *detail,
              const char *code)
{
  g_autoptr (UmRunEntry) entry = load_entry (fixture, done, index);

  g_assert_cmpint (entry->state, ==, state);
  g_assert_cmpint (entry->skip, ==, skip);
  g_assert_cmpstr (entry->skip_detail, ==, detail);
  g_assert_cmpstr (entry->error, ==, code);
}

/* ---- what is asked before ---- */

static void
test_refused_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;
  g_autoptr (UmRunEntry) entry = NULL;

  fixture->permits[2] = "{\"lifecycle.enablement\":{\"allowed\":false,\"reason\":"
                        "{\"key\":\"externalDirectory.scim\"}}}";
  done = run (fixture, "deactivate Bye; delete-account", "u2 u3");
  g_assert_cmpint (done->state, ==, UM_RUN_FINISHED);
  assert_entry (fixture, done, 0, UM_STATE_SKIPPED, UM_SKIP_REFUSED, "externalDirectory.scim",
                NULL);
  assert_entry (fixture, done, 1, UM_STATE_SKIPPED, UM_SKIP_EARLIER_FAILED, NULL, NULL);
  assert_entry (fixture, done, 2, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  g_assert_cmpuint (fixture->n_changes[2], ==, 0);
  g_assert_cmpuint (fixture->n_changes[3], ==, 2);
  /* Once for all of a user's steps. */
  g_assert_cmpuint (fixture->n_asked[2], ==, 1);
  g_assert_cmpuint (fixture->n_asked[3], ==, 1);
  g_assert_nonnull (strstr (fixture->message, "\"Bye\""));
  entry = load_entry (fixture, done, 0);
  g_assert_cmpstr (entry->method, ==, "GET");
  g_assert_cmpuint (entry->http, ==, 200);
  g_assert_nonnull (strstr (entry->body, "externalDirectory.scim"));
}

/* Only a later step of the chain is refused: what comes before it is done. */
static void
test_refused_in_part (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->permits[2] = "{\"lifecycle.enablement\":{\"allowed\":true},"
                        "\"lifecycle.delete\":{\"allowed\":false}}";
  done = run (fixture, "deactivate; delete-account", "u2");
  assert_entry (fixture, done, 0, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  assert_entry (fixture, done, 1, UM_STATE_SKIPPED, UM_SKIP_REFUSED, "forbidden", NULL);
  g_assert_cmpstr (fixture->account[2], ==, "deactivated");
}

static void
test_not_managed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->permit_status[2] = 403;
  fixture->permits[2] = "{\"key\":\"forbidden\"}";
  fixture->permit_status[3] = 404;
  fixture->permits[3] = "{\"key\":\"accountNotFound\"}";
  fixture->permit_status[4] = 403;
  fixture->permits[4] = "{\"key\":\"forbidden.insufficientScope\",\"context\":{}}";
  done = run (fixture, "deactivate", "u2 u3 u4");
  assert_entry (fixture, done, 0, UM_STATE_SKIPPED, UM_SKIP_REFUSED, "forbidden", NULL);
  assert_entry (fixture, done, 1, UM_STATE_FAILED, UM_SKIP_USER_GONE, NULL, "not-found");
  assert_entry (fixture, done, 2, UM_STATE_FAILED, UM_SKIP_NONE, NULL, "scope");
  for (guint i = 2; i < N_USERS; i++)
    g_assert_cmpuint (fixture->n_changes[i], ==, 0);
}

/* Nothing can be known beforehand of access to a directory. */
static void
test_not_asked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = run (fixture, "suspend", "u2 u3 u4");

  g_assert_cmpuint (done->steps[UM_STATE_DONE], ==, 3);
  for (guint i = 0; i < N_USERS; i++)
    g_assert_cmpuint (fixture->n_asked[i], ==, 0);
  g_assert_true (fixture->suspended[2]);
}

static void
test_not_answered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->permit_status[2] = 500;
  fixture->permits[2] = "{}";
  done = run (fixture, "deactivate", "u2 u3");
  assert_entry (fixture, done, 0, UM_STATE_FAILED, UM_SKIP_NONE, NULL, "server");
  assert_entry (fixture, done, 1, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  g_assert_cmpuint (fixture->n_changes[2], ==, 0);
}

/* ---- answers to a change ---- */

static const char *
refuse (guint user, guint n, guint *status, gboolean *done)
{
  *status = user == 2 ? 403 : 409;
  if (user == 2)
    return "{\"key\":\"forbidden.action\",\"context\":{\"allowed\":false,\"reason\":"
           "{\"key\":\"authPolicy.saml\"}}}";
  if (user == 3)
    return "{\"key\":\"conflict.lifecycleErrors\",\"context\":{\"errorCodes\":"
           "[{\"code\":\"LAST_ADMIN\",\"message\":\"He is the last one.\"}]}}";
  return "{\"key\":\"conflict.lifecycleErrors\",\"context\":{\"errorCodes\":"
         "[{\"code\":\"X\",\"message\":\"The account is already deactivated.\"}],"
         "\"message\":\"The account is already deactivated.\"}}";
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->behave = refuse;
  done = run (fixture, "deactivate; delete-account", "u2 u3");
  assert_entry (fixture, done, 0, UM_STATE_SKIPPED, UM_SKIP_REFUSED, "authPolicy.saml", NULL);
  assert_entry (fixture, done, 1, UM_STATE_SKIPPED, UM_SKIP_EARLIER_FAILED, NULL, NULL);
  assert_entry (fixture, done, 2, UM_STATE_SKIPPED, UM_SKIP_REFUSED, "LAST_ADMIN", NULL);
  assert_entry (fixture, done, 3, UM_STATE_SKIPPED, UM_SKIP_EARLIER_FAILED, NULL, NULL);
  g_assert_cmpuint (fixture->n_changes[2] + fixture->n_changes[3], ==, 2);
}

static void
test_already_so (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->behave = refuse;
  done = run (fixture, "deactivate", "u4");
  assert_entry (fixture, done, 0, UM_STATE_SKIPPED, UM_SKIP_ALREADY_SO, NULL, NULL);
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
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->behave = conflict;
  done = run (fixture, "suspend", "u2 u3");
  g_assert_cmpuint (done->steps[UM_STATE_DONE], ==, 2);
  g_assert_cmpuint (fixture->n_changes[2], ==, 3);
}

/* The answer to the first is lost; what is asked for a second time stands. */
static const char *
lose (guint user, guint n, guint *status, gboolean *done)
{
  if (n > 1)
    return refuse (4, n, status, done);
  *status = 0;
  *done = TRUE;
  return "";
}

static void
test_lost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;
  g_autoptr (UmRunEntry) entry = NULL;

  fixture->behave = lose;
  done = run (fixture, "deactivate", "u2");
  assert_entry (fixture, done, 0, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  entry = load_entry (fixture, done, 0);
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
test_failed_at_server (Fixture *fixture, gconstpointer data)
{
  static const char *const actions[] = { "deactivate", "suspend", "delete-account" };

  fixture->behave = fail_and_do;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (UmRun) done = NULL;

      fixture->account[2] = "active";
      done = run (fixture, actions[i], "u2 u3");
      assert_entry (fixture, done, 0, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
      assert_entry (fixture, done, 1, UM_STATE_FAILED, UM_SKIP_NONE, NULL, "server");
    }
}

static void
test_removed_at_server (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->behave = fail_and_do;
  done = run (fixture, "remove-user", "u2 u3");
  assert_entry (fixture, done, 0, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  assert_entry (fixture, done, 1, UM_STATE_FAILED, UM_SKIP_NONE, NULL, "server");
}

static const char *
not_found (guint user, guint n, guint *status, gboolean *done)
{
  *status = 404;
  return "{\"errors\":[{\"status\":\"404\",\"code\":\"ADMIN-404-1\",\"title\":\"No.\"}]}";
}

/* Who is listed though the organisation doesn't know him isn't a group that is gone. */
static void
test_not_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  fixture->behave = not_found;
  done = run (fixture, "suspend", "u2 u3");
  assert_entry (fixture, done, 0, UM_STATE_FAILED, UM_SKIP_NONE, NULL, "not-found");
  assert_entry (fixture, done, 1, UM_STATE_FAILED, UM_SKIP_NONE, NULL, "not-found");
}

static Fixture *hiding;

static const char *
hide (guint user, guint n, guint *status, gboolean *done)
{
  hiding->hidden[user] = TRUE;
  return not_found (user, n, status, done);
}

static void
test_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL;

  hiding = fixture;
  fixture->behave = hide;
  done = run (fixture, "suspend", "u2");
  assert_entry (fixture, done, 0, UM_STATE_FAILED, UM_SKIP_USER_GONE, NULL, "not-found");
}

/* ---- the last administrator ---- */

static void
test_last_admin (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmRun) done = NULL, late = NULL;

  done = run (fixture, "suspend", "u0");
  assert_entry (fixture, done, 0, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  g_clear_pointer (&done, um_run_unref);
  done = run (fixture, "restore", "u0");
  /* The snapshot doesn't know yet that the other one isn't any more. */
  fixture->is_admin[1] = FALSE;
  late = run (fixture, "deactivate", "u0 u2");
  assert_entry (fixture, late, 0, UM_STATE_SKIPPED, UM_SKIP_LAST_ADMIN, NULL, NULL);
  assert_entry (fixture, late, 1, UM_STATE_DONE, UM_SKIP_NONE, NULL, NULL);
  g_assert_cmpstr (fixture->account[0], ==, "active");
}

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);

#define ADD(path, func) g_test_add ("/account-steps/" path, Fixture, NULL, set_up, func, tear_down)
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
