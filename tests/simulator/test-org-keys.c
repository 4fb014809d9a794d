/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of the organisation: full, scoped, dead; error bodies, limits, what v1 has no more. */

#include <string.h>

#include "sim-client.h"

typedef struct
{
  UmTestSimulator *simulator;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->simulator = um_test_simulator_start ("--users", "300", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_simulator_free (fixture->simulator);
}

/* What each key gets: status of the full one, of the scoped one, of one that is dead. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *method;
    const char *path;
    guint full;
    guint scoped;
  } calls[] = {
    { "GET", "/admin/v1/orgs", 200, 200 },
    { "GET", "/admin/v1/orgs/ORG", 200, 200 },
    { "GET", "/admin/v1/orgs/ORG/domains", 200, 200 },
    { "GET", "/admin/v1/orgs/ORG/users", 200, 200 },
    { "GET", "/admin/v1/orgs/ORG/event-actions", 200, 200 },
    { "GET", "/admin/v2/orgs/ORG/directories", 200, 200 },
    { "POST", "/admin/v2/orgs/ORG/directories/-/users/search", 200, 200 },
    { "GET", "/admin/v2/orgs/ORG/directories/-/users", 200, 200 },
    { "GET", "/admin/v2/orgs/ORG/directories/-/users/stats", 200, 200 },
    { "POST", "/admin/v2/orgs/ORG/directories/-/groups/search", 200, 200 },
    { "GET", "/admin/v2/orgs/ORG/directories/-/groups", 200, 200 },
    { "POST", "/admin/v2/orgs/ORG/workspaces", 200, 200 },
    { "GET", "/admin/api-access/v1/orgs/ORG/api-keys", 200, 403 },
    { "GET", "/admin/api-access/v1/orgs/ORG/api-tokens", 200, 403 },
    { "POST", "/admin/v2/orgs/ORG/directories/ACME/users/x/suspend", 404, 403 },
    { "POST", "/admin/v2/orgs/ORG/directories/ACME/groups", 400, 403 },
    { "POST", "/admin/v2/orgs/ORG/users/invite", 400, 403 },
    { "GET", "/users/x/manage", 404, 403 },
    { "POST", "/users/x/manage/lifecycle/disable", 404, 403 },
    { "POST", "/admin/v1/orgs/ORG/users/search", 410, 410 },
    { "POST", "/admin/v1/orgs/ORG/directory/users/x/suspend-access", 410, 410 },
    { "GET", "/admin/v1/orgs/none", 404, 404 },
    { "GET", "/admin/v2/orgs/ORG/nothing", 404, 404 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autofree char *path = sim_org_names (fixture->simulator, calls[i].path);
      const char *method = calls[i].method;
      g_autoptr (SimAnswer) full = sim_ask_as (fixture->simulator, SIM_AS_KEY, method, path, NULL);
      g_autoptr (SimAnswer)
        scoped = sim_ask_as (fixture->simulator, SIM_AS_SCOPED_KEY, method, path, NULL);
      g_autoptr (SimAnswer)
        dead = sim_ask_as (fixture->simulator, SIM_AS_DEAD_KEY, method, path, NULL);
      g_autoptr (SimAnswer)
        site = sim_ask_as (fixture->simulator, SIM_AS_OWNER, method, path, NULL);

      g_test_message ("%s %s", method, path);
      g_assert_cmpuint (full->status, ==, calls[i].full);
      g_assert_cmpuint (scoped->status, ==, calls[i].scoped);
      g_assert_cmpuint (dead->status, ==, 401);
      g_assert_cmpuint (site->status, ==, 401);
    }
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 0);
}

static SimAnswer *
ask (Fixture *fixture, SimAs as, const char *method, const char *path)
{
  g_autofree char *named = sim_org_names (fixture->simulator, path);

  return sim_ask_as (fixture->simulator, as, method, named, NULL);
}

/* The five shapes of ATLASSIAN.md §1. */
static void
test_bodies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer) coded = ask (fixture, SIM_AS_KEY, "GET", "/admin/v1/orgs/none");
  g_autoptr (SimAnswer) gateway = ask (fixture, SIM_AS_DEAD_KEY, "GET", "/admin/v1/orgs");
  g_autoptr (SimAnswer)
    scope = ask (fixture, SIM_AS_SCOPED_KEY, "POST", "/admin/v2/orgs/ORG/users/invite");
  g_autoptr (SimAnswer) manage = ask (fixture, SIM_AS_SCOPED_KEY, "GET", "/users/x/manage");
  g_autoptr (SimAnswer) stranger = ask (fixture, SIM_AS_DEAD_KEY, "GET", "/users/x/manage");

  g_assert_cmpstr (sim_answer_code (coded), ==, "ADMIN-404-2");
  g_assert_cmpstr (sim_answer_string (coded, "$.errors[0].status"), ==, "404");
  g_assert_cmpint (sim_answer_int (gateway, "$.code"), ==, 401);
  g_assert_cmpstr (sim_answer_string (scope, "$.error"), ==, "Forbidden");
  g_assert_cmpint (sim_answer_int (scope, "$.status"), ==, 403);
  g_assert_cmpstr (sim_answer_string (manage, "$.key"), ==, "forbidden.insufficientScope");
  g_assert_cmpstr (sim_answer_string (stranger, "$.key"), ==, "unauthorized");
}

static void
test_expiry (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmTestSimulator) simulator = um_test_simulator_start (
    "--users", "50", "--key-days", "7", "--today", "2026-10-01", NULL);
  g_autoptr (SimAnswer)
    keys = sim_org (simulator, 200, "GET", NULL, "/admin/api-access/v1/orgs/ORG/api-keys");
  g_autoptr (SimAnswer) after = NULL;

  g_assert_cmpstr (sim_answer_string (keys, "$.data[0].label"), ==, "User Management");
  g_assert_cmpstr (sim_answer_string (keys, "$.data[0].expiresAt"), ==, "2026-10-08T00:00:00.000Z");
  sim_set (simulator, "{\"key-days\":0}");
  after = sim_ask_as (simulator, SIM_AS_KEY, "GET", "/admin/v1/orgs", NULL);
  g_assert_cmpuint (after->status, ==, 401);
}

/* The gateway tells the time of day at which it goes on, and nothing else. */
static void
test_limit (Fixture *fixture, gconstpointer data)
{
  guint refused = 0;

  sim_set (fixture->simulator, "{\"rate\":5}");
  for (guint i = 0; i < 40 && refused == 0; i++)
    {
      g_autoptr (SimAnswer)
        answer = sim_ask_as (fixture->simulator, SIM_AS_KEY, "GET", "/admin/v1/orgs", NULL);

      if (answer->status == 200)
        continue;
      refused++;
      g_assert_cmpuint (answer->status, ==, 429);
      g_assert_cmpint (sim_answer_int (answer, "$.code"), ==, 429);
      g_assert_nonnull (sim_answer_header (answer, "X-RateLimit-Reset"));
      g_assert_null (sim_answer_header (answer, "Retry-After"));
    }
  g_assert_cmpuint (refused, ==, 1);
}

/* The log itself takes ten questions a minute, whatever the rate of the others. */
static void
test_log_limit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = sim_org_names (fixture->simulator, "/admin/v1/orgs/ORG/events");

  sim_set (fixture->simulator, "{\"rate\":100}");
  for (guint i = 0; i < 11; i++)
    {
      g_autoptr (SimAnswer) answer = sim_ask_as (fixture->simulator, SIM_AS_KEY, "GET", path, NULL);

      g_assert_cmpuint (answer->status, ==, i < 10 ? 200 : 429);
    }
}

/* The log has what either side did, and a cursor of its end finds what comes later. */
static void
test_events (Fixture *fixture, gconstpointer data)
{
  g_autofree char *core = sim_group_id (fixture->simulator, "jira-core-users");
  g_autofree char *joins = sim_find_person (fixture->simulator, "jira-core-users", FALSE);
  g_autoptr (SimAnswer) first = NULL, later = NULL, newest = NULL, none = NULL;

  sim_add (fixture->simulator, 201, core, joins);
  first = sim_org (fixture->simulator, 200, "GET", NULL, "/admin/v1/orgs/ORG/events-stream");
  g_assert_cmpuint (sim_answer_length (first, "$.data"), ==, 1);
  g_assert_cmpstr (sim_answer_string (first, "$.data[0].attributes.action"), ==,
                   "user_added_to_group");
  sim_remove (fixture->simulator, 200, core, joins);
  later = sim_org (fixture->simulator, 200, "GET", NULL,
                   "/admin/v1/orgs/ORG/events-stream?cursor=%s",
                   sim_answer_string (first, "$.meta.next"));
  g_assert_cmpuint (sim_answer_length (later, "$.data"), ==, 1);
  g_assert_cmpstr (sim_answer_string (later, "$.data[0].attributes.action"), ==,
                   "user_removed_from_group");
  newest = sim_org (fixture->simulator, 200, "GET", NULL, "/admin/v1/orgs/ORG/events?limit=1");
  g_assert_cmpstr (sim_answer_string (newest, "$.data[0].attributes.action"), ==,
                   "user_removed_from_group");
  none = sim_org (fixture->simulator, 200, "GET", NULL,
                  "/admin/v1/orgs/ORG/events?action=group_created");
  g_assert_cmpuint (sim_answer_length (none, "$.data"), ==, 0);
}

#define ADD(name, function) \
  g_test_add ("/simulator/org-keys/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("keys", test_keys);
  ADD ("bodies", test_bodies);
  ADD ("expiry", test_expiry);
  ADD ("limit", test_limit);
  ADD ("log-limit", test_log_limit);
  ADD ("events", test_events);
  return g_test_run ();
}
