/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invitations through the organisation: new people, known ones, some that fail. */

#include <string.h>

#include "sim-client.h"

#define INVITE "/admin/v2/orgs/ORG/users/invite"
#define JIRA                                                        \
  "\"permissionRules\":[{\"role\":\"atlassian/user\",\"resource\":" \
  "\"ari:cloud:jira-core::site/CLOUD\"}]"

typedef struct
{
  UmTestSimulator *simulator;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->simulator = um_test_simulator_start ("--users", "600", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_simulator_free (fixture->simulator);
}

static void
test_new (Fixture *fixture, gconstpointer data)
{
  g_autofree char *group = sim_group_id (fixture->simulator, "contractors");
  g_autofree char *body = g_strdup_printf (
    "{\"emails\":[\"one@acme.example\",\"two@away.example\"]," JIRA
    ",\"additionalGroups\":[\"%s\"]}",
    group);
  g_autoptr (SimAnswer) answer = sim_org (fixture->simulator, 200, "POST", body, INVITE);
  const char *id = sim_answer_string (answer, "$.data[0].id");
  g_autoptr (SimAnswer) site = sim_get (fixture->simulator, "/rest/api/3/user?accountId=%s", id);
  g_autoptr (SimAnswer) user = sim_org (fixture->simulator, 200, "GET", NULL,
                                        "/admin/v2/orgs/ORG/directories/CONTRACTORS/users/%s", id);
  g_autoptr (SimAnswer) elsewhere = sim_org (fixture->simulator, 404, "GET", NULL,
                                             "/admin/v2/orgs/ORG/directories/ACME/users/%s", id);
  g_autoptr (SimAnswer) again = NULL;

  g_assert_true (sim_answer_bool (site, "$.active"));
  g_assert_cmpstr (sim_answer_string (user, "$.data.claimStatus"), ==, "managed");
  g_assert_cmpstr (sim_answer_code (elsewhere), ==, "ADMIN-404-8");
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==, 2);

  again = sim_org (fixture->simulator, 200, "POST", body, INVITE);
  g_assert_cmpstr (sim_answer_string (again, "$.data[0].id"), ==, id);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==, 2);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 2);
}

/* Some fail, the others don't, and each says which. */
static void
test_some_fail (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonArray)
    dead = sim_org_search (fixture->simulator, "ACME", "\"status\":[\"deactivated\"]");
  g_autofree char *body = g_strdup_printf (
    "{\"emails\":[\"odd\",\"good@acme.example\",\"%s\"]," JIRA "}",
    json_object_get_string_member (json_array_get_object_element (dead, 0), "email"));
  g_autoptr (SimAnswer) answer = sim_org (fixture->simulator, 206, "POST", body, INVITE);

#define STATUS(i) "$.data[" i "].results[0].roleAssignmentResult[0].status"
  g_assert_cmpstr (sim_answer_string (answer, STATUS ("0")), ==, "ERROR");
  g_assert_cmpstr (sim_answer_string (answer, STATUS ("1")), ==, "INVITED");
  g_assert_cmpstr (sim_answer_string (answer, STATUS ("2")), ==, "ERROR");
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==, 1);
}

/* Who was removed comes back under the same account, without what he had. */
static void
test_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = sim_find_person (fixture->simulator, "jira-core-users", TRUE);
  g_autoptr (SimAnswer) gone = sim_expect (fixture->simulator, 204, "DELETE", NULL,
                                           "/rest/api/3/user?accountId=%s", id);
  g_autoptr (SimAnswer) state = sim_get (fixture->simulator, "/_simulator/state?accountId=%s", id);
  g_autofree char *body = g_strdup_printf ("{\"emails\":[\"%s\"]," JIRA "}",
                                           sim_answer_string (state, "$.users[0].email"));
  g_autoptr (SimAnswer) answer = sim_org (fixture->simulator, 200, "POST", body, INVITE);
  g_autoptr (SimAnswer) back = sim_get (fixture->simulator, "/_simulator/state?accountId=%s", id);

  g_assert_cmpstr (sim_answer_string (answer, "$.data[0].id"), ==, id);
  g_assert_cmpstr (sim_answer_string (back, "$.users[0].status"), ==, "active");
  g_assert_cmpuint (sim_answer_length (back, "$.users[0].groups"), ==, 0);
  g_assert_cmpint (sim_answer_int (back, "$.users[0].emailShown"), ==, 0);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *body;
    const char *code;
  } bodies[] = {
    { 400, "{" JIRA "}", "ADMIN-UAM-400-1" },
    { 400, "{\"emails\":[\"a@b.example\"]}", "ADMIN-UAM-400-1" },
    { 400,
      "{\"emails\":[\"a@b.example\"],\"permissionRules\":[{\"role\":\"atlassian/stakeholder\","
      "\"resource\":\"ari:cloud:jira-core::site/CLOUD\"}]}",
      "ADMIN-UAM-400-3" },
    { 404, "{\"emails\":[\"a@b.example\"],\"additionalGroups\":[\"none\"]}", "ADMIN-UAM-404-3" },
    { 409,
      "{\"emails\":[\"a@b.example\",\"b@b.example\",\"c@b.example\"],\"permissionRules\":[{"
      "\"role\":\"atlassian/user\",\"resource\":"
      "\"ari:cloud:jira-product-discovery::site/CLOUD\"}]}",
      "ADMIN-UAM-409-3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (SimAnswer)
        answer = sim_org (fixture->simulator, bodies[i].status, "POST", bodies[i].body, INVITE);

      g_assert_cmpstr (sim_answer_code (answer), ==, bodies[i].code);
    }
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 0);
}

static void
test_not_paid (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmTestSimulator)
    simulator = um_test_simulator_start ("--users", "50", "--free-plan", NULL);
  g_autoptr (SimAnswer)
    answer = sim_org (simulator, 402, "POST", "{\"emails\":[\"a@b.example\"]," JIRA "}", INVITE);

  g_assert_cmpstr (sim_answer_code (answer), ==, "ADMIN-UAM-402-1");
}

#define ADD(name, function) \
  g_test_add ("/simulator/org-invite/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("new", test_new);
  ADD ("some-fail", test_some_fail);
  ADD ("back", test_back);
  ADD ("refusals", test_refusals);
  ADD ("not-paid", test_not_paid);
  return g_test_run ();
}
