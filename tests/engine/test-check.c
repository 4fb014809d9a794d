/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The doctor against the simulator's keys and against servers that aren't what they should be. */
#include "um-problem.h"
#include "um-test-engine.h"
#include "um-test-log.h"
#include "um-test-server.h"

#include <string.h>

#define SECRET "typed-key-0123456789"

/* The lines of a Jira source, which are the first kinds. */
#define N_LINES (UM_RIGHT_CHANGE_GROUPS + 1)

static UmCheckRight *
get_right (UmCheck *check, UmRightKind kind)
{
  g_autoptr (UmCheckRight) right = g_list_model_get_item (um_check_get_rights (check), kind);

  g_assert_cmpint (um_check_right_get_kind (right), ==, kind);
  return right;
}

static void
assert_right (UmCheck *check, UmRightKind kind, gboolean probed, UmTruth granted)
{
  UmCheckRight *right = get_right (check, kind);

  g_test_message ("%s", um_right_kind_to_nick (kind));
  g_assert_cmpint (um_check_right_get_probed (right), ==, probed);
  g_assert_cmpint (um_check_right_get_granted (right), ==, granted);
}

/* ---- with the simulator ---- */

typedef struct
{
  UmTestSimulator *simulator;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->simulator = um_test_simulator_start ("--users", "200", "--seed", "7", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_simulator_free (fixture->simulator);
}

static void
count_cb (UmCheckRight *right, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

static void
test_administrator (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = um_test_source_new (fixture->simulator, "Acme");
  g_autoptr (UmCheck)
    check = um_check_new (source, um_test_simulator_get (fixture->simulator, "jira_token"), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmSource) learnt = NULL;
  guint count = 0;

  g_assert_cmpuint (g_list_model_get_n_items (um_check_get_rights (check)), ==, N_LINES);
  for (UmRightKind kind = 0; kind < N_LINES; kind++)
    {
      assert_right (check, kind, FALSE, UM_UNKNOWN);
      g_assert_nonnull (um_check_right_get_needed_by (get_right (check, kind))[0]);
      g_signal_connect (get_right (check, kind), "notify::state", G_CALLBACK (count_cb), &count);
    }
  learnt = um_test_check (check, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count, ==, N_LINES);
  for (UmRightKind kind = 0; kind < N_LINES; kind++)
    assert_right (check, kind, TRUE, UM_YES);
  g_assert_nonnull (um_check_right_get_detail (get_right (check, UM_RIGHT_ADDRESS)));
  g_assert_nonnull (um_check_right_get_detail (get_right (check, UM_RIGHT_KEY)));
  g_assert_nonnull (learnt->account_id);
  g_assert_cmpstr (learnt->cloud_id, ==, um_test_simulator_get (fixture->simulator, "cloud_id"));
  g_assert_cmpstr (learnt->org_id, ==, um_test_simulator_get (fixture->simulator, "org_id"));
  g_assert_false (learnt->gateway);
  g_assert_false (learnt->read_only);
  /* What was given isn't changed. */
  g_assert_null (source->account_id);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 0);
}

static void
test_scoped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = um_test_source_new (fixture->simulator, "Acme");
  g_autoptr (UmCheck) check = um_check_new (
    source, um_test_simulator_get (fixture->simulator, "scoped_jira_token"), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmSource) learnt = um_test_check (check, &error);

  g_assert_no_error (error);
  g_assert_true (learnt->gateway);
  g_assert_cmpstr (learnt->cloud_id, ==, um_test_simulator_get (fixture->simulator, "cloud_id"));
  assert_right (check, UM_RIGHT_BROWSE_USERS, TRUE, UM_YES);
  /* What its scopes allow is told by the first change only. */
  assert_right (check, UM_RIGHT_CHANGE_GROUPS, TRUE, UM_UNKNOWN);
  g_assert_false (learnt->read_only);
}

static void
test_reader (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = um_test_source_new (fixture->simulator, "Acme");
  g_autoptr (UmCheck) check = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmSource) learnt = NULL;

  g_free (source->email);
  source->email = g_strdup (um_test_simulator_get (fixture->simulator, "readonly_email"));
  check = um_check_new (source, um_test_simulator_get (fixture->simulator, "readonly_jira_token"),
                        NULL);
  learnt = um_test_check (check, &error);
  g_assert_no_error (error);
  assert_right (check, UM_RIGHT_BROWSE_USERS, TRUE, UM_YES);
  assert_right (check, UM_RIGHT_ADMINISTER, TRUE, UM_NO);
  assert_right (check, UM_RIGHT_CHANGE_GROUPS, TRUE, UM_NO);
  g_assert_true (learnt->read_only);
}

static void
assert_rejected (Fixture *fixture, const char *key)
{
  g_autoptr (UmSource) source = um_test_source_new (fixture->simulator, "Acme");
  g_autoptr (UmCheck) check = um_check_new (source, key, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (um_test_check (check, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_KEY_REJECTED);
  g_assert_true (g_str_has_prefix (error->message, "127.0.0.1:"));
  assert_right (check, UM_RIGHT_ADDRESS, TRUE, UM_YES);
  assert_right (check, UM_RIGHT_KEY, TRUE, UM_NO);
  assert_right (check, UM_RIGHT_BROWSE_USERS, FALSE, UM_UNKNOWN);
}

static void
test_rejected (Fixture *fixture, gconstpointer data)
{
  assert_rejected (fixture, "not-the-key");
  assert_rejected (fixture, um_test_simulator_get (fixture->simulator, "dead_jira_token"));
}

/* The health of a saved source follows, and nothing of it is saved. */
static void
test_saved (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = um_test_engine_make_folder ();
  UmEngine *engine = um_test_engine_open (folder);
  UmSourceState *state = um_test_engine_add (engine, fixture->simulator, "Acme");
  g_autoptr (GError) error = NULL;
  g_autoptr (UmSource) learnt = NULL;

  {
    g_autoptr (UmCheck) check = um_check_new (um_source_state_get_source (state), NULL, state);

    learnt = um_test_check (check, &error);
    g_assert_no_error (error);
    g_assert_cmpint (um_source_state_get_health (state), ==, UM_HEALTH_CONNECTED);
    g_assert_null (um_source_state_get_source (state)->account_id);
  }
  um_source_state_use_key (state, um_test_simulator_get (fixture->simulator, "dead_jira_token"));
  {
    g_autoptr (UmCheck) check = um_check_new (um_source_state_get_source (state), NULL, state);

    g_assert_null (um_test_check (check, &error));
    g_assert_error (error, UM_PROBLEM, UM_PROBLEM_KEY_REJECTED);
    g_assert_cmpint (um_source_state_get_health (state), ==, UM_HEALTH_PROBLEM);
    g_assert_error (um_source_state_get_problem (state), UM_PROBLEM, UM_PROBLEM_KEY_REJECTED);
  }
  um_test_engine_close (engine);
}

/* What was checked before it was saved is connected; a key that wasn't, isn't. */
static void
test_checked_then_saved (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = um_test_engine_make_folder ();
  UmEngine *engine = um_test_engine_open (folder);
  const char *key = um_test_simulator_get (fixture->simulator, "jira_token");
  g_autoptr (UmSource) source = um_test_source_new (fixture->simulator, "Acme");
  g_autoptr (UmCheck) check = um_check_new (source, key, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmSource) learnt = um_test_check (check, &error);
  g_autoptr (UmSource) edited = NULL;
  UmSourceState *state;

  g_assert_no_error (error);
  state = um_test_engine_save (engine, learnt, key, UM_KEEP_THIS_SESSION, &error);
  g_assert_no_error (error);
  g_assert_cmpint (um_source_state_get_health (state), ==, UM_HEALTH_CONNECTED);
  edited = um_source_copy (um_source_state_get_source (state));
  edited->color = 3;
  um_test_engine_save (engine, edited, NULL, UM_KEEP_IN_KEYRING, &error);
  g_assert_no_error (error);
  g_assert_cmpint (um_source_state_get_health (state), ==, UM_HEALTH_CONNECTED);
  um_test_engine_save (engine, edited, "another-key", UM_KEEP_THIS_SESSION, &error);
  g_assert_no_error (error);
  g_assert_cmpint (um_source_state_get_health (state), ==, UM_HEALTH_NOT_CHECKED);
  um_test_engine_close (engine);
}

/* A kept key that was accepted once is dead when it isn't any more; a typed one is just wrong, and
 * says nothing of the kept one. */
static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = um_test_engine_make_folder ();
  UmEngine *engine = um_test_engine_open (folder);
  UmSourceState *state = um_test_engine_add (engine, fixture->simulator, "Acme");
  g_autoptr (GError) error = NULL;
  g_autoptr (UmSource) learnt = NULL;
  UmSource *source;

  {
    g_autoptr (UmCheck) check = um_check_new (um_source_state_get_source (state), NULL, state);

    learnt = um_test_check (check, &error);
    g_assert_no_error (error);
  }
  /* It is another key than the one that was checked. */
  learnt->checked = FALSE;
  g_assert_true (um_test_engine_save (engine, learnt,
                                      um_test_simulator_get (fixture->simulator, "dead_jira_token"),
                                      UM_KEEP_IN_KEYRING, &error)
                 == state);
  source = um_source_state_get_source (state);
  {
    g_autoptr (UmCheck) check = um_check_new (source, "typed-key", state);

    g_assert_null (um_test_check (check, &error));
    g_assert_error (error, UM_PROBLEM, UM_PROBLEM_KEY_REJECTED);
    g_clear_error (&error);
    g_assert_cmpint (um_source_state_get_health (state), ==, UM_HEALTH_NOT_CHECKED);
  }
  {
    g_autoptr (UmCheck) check = um_check_new (source, NULL, state);

    g_assert_null (um_test_check (check, &error));
    g_assert_error (error, UM_PROBLEM, UM_PROBLEM_KEY_DEAD);
    g_assert_error (um_source_state_get_problem (state), UM_PROBLEM, UM_PROBLEM_KEY_DEAD);
  }
  um_test_engine_close (engine);
}

/* ---- with a server that says what the test wants ---- */

#define CLOUD "{\"baseUrl\":\"x\",\"serverTitle\":\"Acme\",\"deploymentType\":\"Cloud\"}"
#define MYSELF                                                                                   \
  "{\"accountId\":\"a1\",\"accountType\":\"atlassian\",\"displayName\":\"Ann\",\"active\":true," \
  "\"groups\":{\"size\":0,\"items\":[]}}"
#define HTML "<!DOCTYPE html><title>Log in</title>"

typedef struct
{
  const char *name;
  UmTestAnswer answers[3];
  guint n_answers;
  UmProblem problem;
  UmRightKind line; /* at which it ended */
} Scene;

static const Scene scenes[] = {
  { "html", { { .type = "text/html", .body = HTML } }, 1, UM_PROBLEM_NOT_JIRA, UM_RIGHT_ADDRESS },
  { "other-product",
    { { .body = "{\"name\":\"Wiki\"}" } },
    1,
    UM_PROBLEM_NOT_JIRA,
    UM_RIGHT_ADDRESS },
  { "not-an-object", { { .body = "[]" } }, 1, UM_PROBLEM_NOT_JIRA, UM_RIGHT_ADDRESS },
  { "truncated",
    { { .body = "{\"deploymentType\":\"Cl" } },
    1,
    UM_PROBLEM_NOT_JIRA,
    UM_RIGHT_ADDRESS },
  { "data-center",
    { { .body = "{\"baseUrl\":\"x\",\"serverTitle\":\"Jira\",\"deploymentType\":\"Server\"}" } },
    1,
    UM_PROBLEM_NOT_JIRA,
    UM_RIGHT_ADDRESS },
  { "not-found",
    { { .status = 404, .type = "text/html", .body = HTML } },
    1,
    UM_PROBLEM_NOT_JIRA,
    UM_RIGHT_ADDRESS },
  { "asks-for-login",
    { { .status = 401, .body = "{}" } },
    1,
    UM_PROBLEM_NOT_JIRA,
    UM_RIGHT_ADDRESS },
  { "redirect",
    { { .status = 302, .headers = "Location: https://login.example/x?next=y", .body = "" } },
    1,
    UM_PROBLEM_REDIRECTED,
    UM_RIGHT_ADDRESS },
  { "server-error", { { .status = 500, .body = "{}" } }, 1, UM_PROBLEM_SERVER, UM_RIGHT_ADDRESS },
  { "cut", { { .end = UM_TEST_CUT } }, 1, UM_PROBLEM_CUT, UM_RIGHT_ADDRESS },
  { "captcha",
    { { .body = CLOUD },
      { .status = 401, .headers = "X-Seraph-LoginReason: AUTHENTICATION_DENIED", .body = "{}" } },
    2,
    UM_PROBLEM_CAPTCHA,
    UM_RIGHT_KEY },
  { "portal-later",
    { { .body = CLOUD }, { .type = "text/html", .body = HTML } },
    2,
    UM_PROBLEM_NOT_JSON,
    UM_RIGHT_KEY },
  { "cant-browse",
    { { .body = CLOUD },
      { .body = MYSELF },
      { .body = "{\"permissions\":{\"USER_PICKER\":{\"havePermission\":false}}}" } },
    3,
    UM_PROBLEM_CANT_BROWSE,
    UM_RIGHT_BROWSE_USERS },
  /* Alive a moment ago, and answered as a stranger now. */
  { "dead-with-200",
    { { .body = CLOUD },
      { .body = MYSELF },
      { .headers = "X-Seraph-LoginReason: AUTHENTICATED_FAILED", .body = "{\"permissions\":{}}" } },
    3,
    UM_PROBLEM_KEY_REJECTED,
    UM_RIGHT_BROWSE_USERS },
};

static UmSource *
make_source (const char *url)
{
  UmSource *source = um_source_new (UM_SOURCE_JIRA);

  source->name = g_strdup ("Acme");
  source->url = g_strdup (url);
  g_free (source->api_url);
  source->api_url = g_strdup (url);
  source->email = g_strdup ("ann@acme.example");
  return source;
}

static void
test_scene (gconstpointer data)
{
  const Scene *scene = data;
  g_autoptr (UmTestServer) server = um_test_server_new ();
  g_autoptr (UmSource) source = make_source (um_test_server_get_url (server));
  g_autoptr (UmCheck) check = um_check_new (source, SECRET, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < scene->n_answers; i++)
    um_test_server_push (server, &scene->answers[i]);
  /* A check doesn't try again and again while somebody waits. */
  g_assert_null (um_test_check (check, &error));
  g_assert_error (error, UM_PROBLEM, (int) scene->problem);
  for (UmRightKind kind = 0; kind < N_LINES; kind++)
    {
      if (kind < scene->line)
        assert_right (check, kind, TRUE, UM_YES);
      else
        assert_right (check, kind, kind == scene->line, kind == scene->line ? UM_NO : UM_UNKNOWN);
    }
  if (scene->problem == UM_PROBLEM_REDIRECTED)
    g_assert_cmpstr (error->message, ==, "login.example");
  else
    g_assert_true (g_str_has_prefix (error->message, "127.0.0.1:"));
  /* No key goes to what isn't known to be a Jira Cloud site. */
  g_assert_null (um_test_server_get_header (server, 0, "Authorization"));
  if (scene->line == UM_RIGHT_ADDRESS)
    g_assert_cmpuint (um_test_server_count (server), ==, 1);
  else
    g_assert_nonnull (um_test_server_get_header (server, 1, "Authorization"));
}

static void
test_offline (void)
{
  g_autoptr (UmTestServer) server = um_test_server_new ();
  g_autoptr (UmSource) source = make_source (um_test_server_get_url (server));
  g_autoptr (UmCheck) check = um_check_new (source, SECRET, NULL);
  g_autoptr (GError) error = NULL;

  um_test_server_close (server);
  g_assert_null (um_test_check (check, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_OFFLINE);
  assert_right (check, UM_RIGHT_ADDRESS, TRUE, UM_NO);
}

static void
test_plain_http (void)
{
  g_autoptr (UmSource) source = make_source ("http://acme.invalid");
  g_autoptr (UmCheck) check = um_check_new (source, SECRET, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (um_test_check (check, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_ADDRESS_INSECURE);
  g_assert_cmpstr (error->message, ==, "acme.invalid");
}

/* Where the gateway can't be reached, that is what is wrong, and not the key. */
static void
answer_site_only (UmTestServer *server,
                  const UmTestRequest *request,
                  UmTestAnswer *answer,
                  gpointer user_data)
{
  if (strstr (request->path, "serverInfo") != NULL)
    answer->body = CLOUD;
  else if (strstr (request->path, "tenant_info") != NULL)
    answer->body = user_data;
  else
    answer->status = strstr (request->path, "/ex/jira/") != NULL ? 500 : 401;
}

static void
test_gateway_fails (void)
{
  g_autoptr (UmTestServer) server = um_test_server_new ();
  g_autoptr (UmSource) source = make_source (um_test_server_get_url (server));
  g_autoptr (UmCheck) check = um_check_new (source, SECRET, NULL);
  g_autoptr (GError) error = NULL;

  um_test_server_set_handler (server, answer_site_only, (gpointer) "{\"cloudId\":\"ab-12\"}");
  g_assert_null (um_test_check (check, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_SERVER);
}

/* A cloud id becomes part of an address: one that could lead elsewhere isn't used. */
static void
test_odd_cloud_id (void)
{
  g_autoptr (UmTestServer) server = um_test_server_new ();
  g_autoptr (UmSource) source = make_source (um_test_server_get_url (server));
  g_autoptr (UmCheck) check = um_check_new (source, SECRET, NULL);
  g_autoptr (GError) error = NULL;

  um_test_server_set_handler (server, answer_site_only, (gpointer) "{\"cloudId\":\"../../evil\"}");
  g_assert_null (um_test_check (check, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_KEY_REJECTED);
  g_assert_cmpuint (um_test_server_count (server), ==, 3);
}

static void
test_cancelled (void)
{
  g_autoptr (UmTestServer) server = um_test_server_new ();
  g_autoptr (UmSource) source = make_source (um_test_server_get_url (server));
  g_autoptr (UmCheck) check = um_check_new (source, SECRET, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  um_test_server_push (server, &(UmTestAnswer){ .end = UM_TEST_HANG });
  um_check_run_async (check, cancellable, um_test_done_cb, &result);
  while (um_test_server_count (server) == 0)
    um_test_turn ();
  g_cancellable_cancel (cancellable);
  um_test_wait_for (&result);
  g_assert_null (um_check_run_finish (check, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_right (check, UM_RIGHT_ADDRESS, FALSE, UM_UNKNOWN);
}

static void
test_silence (void)
{
  g_assert_false (um_test_log_contains (SECRET));
}

#define ADD(name, func) g_test_add ("/check/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);
  um_test_log_capture ();
  ADD ("administrator", test_administrator);
  ADD ("scoped", test_scoped);
  ADD ("reader", test_reader);
  ADD ("rejected", test_rejected);
  ADD ("saved", test_saved);
  ADD ("checked-then-saved", test_checked_then_saved);
  ADD ("kept", test_kept);
  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      g_autofree char *path = g_strconcat ("/check/scene/", scenes[i].name, NULL);

      g_test_add_data_func (path, &scenes[i], test_scene);
    }
  g_test_add_func ("/check/offline", test_offline);
  g_test_add_func ("/check/plain-http", test_plain_http);
  g_test_add_func ("/check/gateway-fails", test_gateway_fails);
  g_test_add_func ("/check/odd-cloud-id", test_odd_cloud_id);
  g_test_add_func ("/check/cancelled", test_cancelled);
  g_test_add_func ("/check/silence", test_silence);
  return um_test_engine_run ();
}
