/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is let in: live, dead, scoped and reading tokens, on the site and through the gateway. */

#include <string.h>

#include "sim-client.h"

#define REASON "X-Seraph-LoginReason"

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

/* What an anonymous visitor sees, and that only a header tells of the dead token. */
static void
test_dead_where_anonymous (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *path;
    guint status;
    const char *text;
  } paths[] = {
    { "/rest/api/3/users/search", 200, "[]" },
    { "/rest/api/3/users", 200, "[]" },
    { "/rest/api/3/user/search?query=a", 200, "[]" },
    { "/rest/api/3/user/groups?accountId=x", 200, "[]" },
    { "/rest/api/3/project/search", 200, "\"total\":0" },
    { "/rest/api/3/groups/picker?query=a", 200, "\"total\":0" },
    { "/rest/api/3/serverInfo", 200, "Cloud" },
    { "/rest/api/3/mypermissions?permissions=ADMINISTER", 200, "\"havePermission\":false" },
    { "/rest/api/3/mypermissions", 400, "errorMessages" },
    { "/rest/api/3/search/jql?jql=project=OPS", 200, "\"issues\":[]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (SimAnswer)
        dead = sim_ask_as (fixture->simulator, SIM_AS_DEAD, "GET", paths[i].path, NULL);
      g_autoptr (SimAnswer)
        nobody = sim_ask_as (fixture->simulator, SIM_AS_NOBODY, "GET", paths[i].path, NULL);

      g_test_message ("%s", paths[i].path);
      g_assert_cmpuint (dead->status, ==, paths[i].status);
      g_assert_nonnull (strstr (dead->text, paths[i].text));
      g_assert_cmpstr (sim_answer_header (dead, REASON), ==, "AUTHENTICATED_FAILED");
      g_assert_cmpuint (nobody->status, ==, paths[i].status);
      g_assert_null (sim_answer_header (nobody, REASON));
    }
}

static void
test_dead_elsewhere (Fixture *fixture, gconstpointer data)
{
  static const char *const paths[] = { "/rest/api/3/myself", "/rest/api/3/group/bulk",
                                       "/rest/api/3/applicationrole",
                                       "/rest/api/3/user/bulk?accountId=x" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (SimAnswer)
        dead = sim_ask_as (fixture->simulator, SIM_AS_DEAD, "GET", paths[i], NULL);
      g_autoptr (SimAnswer)
        nobody = sim_ask_as (fixture->simulator, SIM_AS_NOBODY, "GET", paths[i], NULL);

      g_assert_cmpuint (dead->status, ==, 401);
      g_assert_cmpstr (sim_answer_header (dead, REASON), ==, "AUTHENTICATED_FAILED");
      g_assert_cmpuint (nobody->status, ==, 401);
      g_assert_null (sim_answer_header (nobody, REASON));
    }
}

static void
test_dead_writes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer) issue = sim_ask_as (fixture->simulator, SIM_AS_DEAD, "POST",
                                            "/rest/api/3/issue", "{\"fields\":{}}");
  g_autoptr (SimAnswer) group = sim_ask_as (fixture->simulator, SIM_AS_DEAD, "POST",
                                            "/rest/api/3/group", "{\"name\":\"x\"}");

  g_assert_cmpuint (issue->status, ==, 400);
  g_assert_cmpstr (sim_answer_header (issue, REASON), ==, "AUTHENTICATED_FAILED");
  g_assert_cmpuint (group->status, ==, 401);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 0);
}

static void
test_scoped (Fixture *fixture, gconstpointer data)
{
  g_autofree char *gateway = sim_gateway (fixture->simulator);
  g_autofree char *path = g_strconcat (gateway, "/rest/api/3/myself", NULL);
  g_autofree char *list = g_strconcat (gateway, "/rest/api/3/users/search?maxResults=1", NULL);
  g_autoptr (SimAnswer)
    site = sim_ask_as (fixture->simulator, SIM_AS_SCOPED, "GET", "/rest/api/3/users/search", NULL);
  g_autoptr (SimAnswer) through = sim_ask_as (fixture->simulator, SIM_AS_SCOPED, "GET", path, NULL);
  g_autoptr (SimAnswer) classic = sim_ask_as (fixture->simulator, SIM_AS_OWNER, "GET", list, NULL);
  g_autoptr (SimAnswer) dead = sim_ask_as (fixture->simulator, SIM_AS_DEAD, "GET", list, NULL);

  g_assert_cmpuint (site->status, ==, 401);
  g_assert_cmpuint (through->status, ==, 200);
  g_assert_nonnull (strstr (sim_answer_string (through, "$.self"), gateway));
  g_assert_cmpuint (classic->status, ==, 200);
  g_assert_cmpuint (dead->status, ==, 401);
  g_assert_cmpint (sim_answer_int (dead, "$.code"), ==, 401);
}

static void
test_reader (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer)
    users = sim_ask_as (fixture->simulator, SIM_AS_READER, "GET", "/rest/api/3/users/search", NULL);
  g_autoptr (SimAnswer)
    may = sim_ask_as (fixture->simulator, SIM_AS_READER, "GET",
                      "/rest/api/3/mypermissions?permissions=ADMINISTER,USER_PICKER", NULL);
  g_autoptr (SimAnswer) roles = sim_ask_as (fixture->simulator, SIM_AS_READER, "GET",
                                            "/rest/api/3/applicationrole", NULL);
  g_autoptr (SimAnswer) write = sim_ask_as (fixture->simulator, SIM_AS_READER, "POST",
                                            "/rest/api/3/group", "{\"name\":\"mine\"}");

  g_assert_cmpuint (sim_answer_length (users, "$"), ==, 50);
  g_assert_false (sim_answer_bool (may, "$.permissions.ADMINISTER.havePermission"));
  g_assert_true (sim_answer_bool (may, "$.permissions.USER_PICKER.havePermission"));
  g_assert_cmpuint (roles->status, ==, 403);
  g_assert_null (sim_answer_header (roles, REASON));
  g_assert_cmpuint (write->status, ==, 403);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 0);
}

/* Site administration comes from the group, at once. */
static void
test_right_follows_group (Fixture *fixture, gconstpointer data)
{
  g_autofree char *admins = sim_group_id (fixture->simulator, "site-admins");
  g_autoptr (SimAnswer) me = sim_get (fixture->simulator, "/rest/api/3/myself");
  const char *id = sim_answer_string (me, "$.accountId");

  sim_remove (fixture->simulator, 200, admins, id);
  sim_add (fixture->simulator, 403, admins, id);
}

static void
test_wrong_doors (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *method;
    const char *path;
    guint status;
  } doors[] = {
    { "GET", "/rest/api/3/nothing", 404 },
    { "GET", "/rest/api/3/issue/createmeta//issuetypes", 404 },
    { "GET", "/nothing", 404 },
    { "PUT", "/rest/api/3/user", 405 },
    { "GET", "/admin/v1/orgs/none/none", 401 },
    { "GET", "/ex/jira/00000000-0000-4000-8000-000000000000/rest/api/3/myself", 401 },
    { "GET", "/_simulator/nothing", 404 },
    { "GET", "/rest/api/3/user/search?query=%ff", 400 },
    { "GET", "/rest/api/3/users/search?startAt=-1", 400 },
    { "GET", "/rest/api/3/users/search?maxResults=many", 400 },
  };
  g_autoptr (SimAnswer)
    body = sim_ask_as (fixture->simulator, SIM_AS_OWNER, "GET", "/rest/api/3/users/search", "{}");

  for (guint i = 0; i < G_N_ELEMENTS (doors); i++)
    {
      g_autoptr (SimAnswer) answer = sim_ask_as (fixture->simulator, SIM_AS_OWNER, doors[i].method,
                                                 doors[i].path, NULL);

      g_test_message ("%s %s", doors[i].method, doors[i].path);
      g_assert_cmpuint (answer->status, ==, doors[i].status);
    }
  g_assert_cmpuint (body->status, ==, 403);
  g_assert_cmpstr (sim_answer_header (body, REASON), ==, "AUTHENTICATED_FAILED");
}

/* A body nested so deep that a recursive parser would crash is refused like any other nonsense. */
static void
test_deep_body (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) deep = g_string_new (NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  {
    g_autoptr (SimAnswer)
      answer = sim_expect (fixture->simulator, 400, "POST", deep->str, "/rest/api/3/issue");
    g_autoptr (SimAnswer)
      torn = sim_expect (fixture->simulator, 400, "POST", "{\"fields\":", "/rest/api/3/issue");
    g_autoptr (SimAnswer) alive = sim_get (fixture->simulator, "/rest/api/3/myself");

    g_assert_cmpuint (alive->status, ==, 200);
  }
}

#define ADD(name, function) \
  g_test_add ("/simulator/auth/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("dead-where-anonymous", test_dead_where_anonymous);
  ADD ("dead-elsewhere", test_dead_elsewhere);
  ADD ("dead-writes", test_dead_writes);
  ADD ("scoped", test_scoped);
  ADD ("reader", test_reader);
  ADD ("right-follows-group", test_right_follows_group);
  ADD ("wrong-doors", test_wrong_doors);
  ADD ("deep-body", test_deep_body);
  return g_test_run ();
}
