/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roles: what a user has by groups and directly, given and taken, those of groups, seats. */

#include <string.h>

#include "sim-client.h"

typedef struct
{
  UmTestSimulator *simulator;
  char *id; /* somebody without Jira Service Management */
} Fixture;

#define DESK      "ari:cloud:jira-servicedesk::site/CLOUD"
#define DISCOVERY "ari:cloud:jira-product-discovery::site/CLOUD"
#define ROLES_OF  "/admin/v2/orgs/ORG/directories/ACME/users/%s/role-assignments"
#define GROUP     "/admin/v2/orgs/ORG/directories/ACME/groups/%s/role-assignments"

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->simulator = um_test_simulator_start ("--users", "800", NULL);
  fixture->id = sim_find_person (fixture->simulator, "jira-servicemanagement-users", FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_simulator_free (fixture->simulator);
  g_free (fixture->id);
}

static char *
print_roles (Fixture *fixture, const char *query)
{
  g_autoptr (SimAnswer)
    answer = sim_org (fixture->simulator, 200, "GET", NULL, ROLES_OF "?%s", fixture->id, query);

  return json_to_string (json_object_get_member (json_node_get_object (answer->json), "data"),
                         FALSE);
}

static void
role (Fixture *fixture, guint status, const char *what, const char *body, const char *code)
{
  g_autoptr (SimAnswer) answer = sim_org (fixture->simulator, status, "POST", body,
                                          "/admin/v1/orgs/ORG/users/%s/%s", fixture->id, what);

  if (code != NULL)
    g_assert_cmpstr (sim_answer_code (answer), ==, code);
}

static void
test_direct (Fixture *fixture, gconstpointer data)
{
  const char *body = "{\"role\":\"atlassian/user\",\"resource\":\"" DESK "\"}";
  g_autofree char *before = sim_state (fixture->simulator), *after = NULL;
  g_autofree char *none = print_roles (fixture, "resourceOwners=jira-servicedesk");
  g_autofree char *one = NULL;
  g_autoptr (SimAnswer) seats = NULL;

  g_assert_cmpstr (none, ==, "[]");
  role (fixture, 204, "roles/assign", body, NULL);
  one = print_roles (fixture, "resourceOwners=jira-servicedesk");
  g_assert_nonnull (strstr (one, "[\"direct\"]"));
  g_assert_null (strstr (one, "group_direct"));
  g_assert_nonnull (strstr (one, "\"userDirectoryStatus\":\"active\""));
  role (fixture, 204, "roles/assign", body, NULL);
  role (fixture, 204, "roles/revoke", body, NULL);
  role (fixture, 204, "roles/revoke", body, NULL);
  after = sim_state (fixture->simulator);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 2);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 2);
}

static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  role (fixture, 400, "roles/assign", "{\"role\":\"king\",\"resource\":\"" DESK "\"}",
        "ADMIN-UAM-400-1");
  role (fixture, 400, "roles/assign",
        "{\"role\":\"atlassian/contributor\",\"resource\":\"" DESK "\"}", "ADMIN-UAM-400-3");
  role (fixture, 404, "roles/assign",
        "{\"role\":\"atlassian/user\",\"resource\":\"ari:cloud:trello::site/x\"}",
        "ADMIN-UAM-404-3");
  role (fixture, 400, "role-assignments/assign", "{\"role\":\"atlassian/user\"}",
        "ADMIN-UAM-400-1");
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 0);
}

/* A role for the whole organisation belongs to no directory and is seen in the search. */
static void
test_org_admin (Fixture *fixture, gconstpointer data)
{
  const char *body = "{\"role\":\"atlassian/org-admin\"}";
  g_autofree char *roles = NULL;
  g_autoptr (JsonArray) before = sim_org_search (
    fixture->simulator, "-", "\"limit\":100,\"roleIds\":[\"atlassian/org-admin\"]");
  g_autoptr (JsonArray) after = NULL;

  role (fixture, 204, "role-assignments/assign", body, NULL);
  roles = print_roles (fixture, "resourceOwners=platform");
  g_assert_nonnull (strstr (roles, "\"directoryId\":null"));
  after = sim_org_search (fixture->simulator, "-",
                          "\"limit\":100,\"roleIds\":[\"atlassian/org-admin\"]");
  g_assert_cmpuint (json_array_get_length (after), ==, json_array_get_length (before) + 1);
  role (fixture, 204, "role-assignments/revoke", body, NULL);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 2);
}

/* What a group is given all its members have, on the site too. */
static void
test_group (Fixture *fixture, gconstpointer data)
{
  const char *body = "{\"roleId\":\"atlassian/user\",\"resourceId\":\"" DESK "\"}";
  g_autofree char *leads = sim_group_id (fixture->simulator, "engineering-leads");
  g_autofree char *before = sim_state (fixture->simulator), *after = NULL, *between = NULL;
  g_autoptr (SimAnswer)
    given = sim_org (fixture->simulator, 200, "POST", body, GROUP "/assign", leads);
  g_autoptr (SimAnswer) roles = sim_org (fixture->simulator, 200, "GET", NULL, GROUP, leads);
  g_autoptr (SimAnswer)
    site = sim_get (fixture->simulator, "/rest/api/3/applicationrole/jira-servicedesk");
  g_autoptr (SimAnswer) taken = NULL, odd = NULL;

  g_assert_cmpuint (sim_answer_length (roles, "$.data"), ==, 3);
  g_assert_nonnull (strstr (site->text, "engineering-leads"));
  between = sim_state (fixture->simulator);
  g_assert_cmpstr (before, !=, between);
  taken = sim_org (fixture->simulator, 204, "POST", body, GROUP "/revoke", leads);
  after = sim_state (fixture->simulator);
  g_assert_cmpstr (before, ==, after);
  odd = sim_org (fixture->simulator, 400, "POST", "{\"roleId\":\"atlassian/user\"}",
                 GROUP "/assign", leads);
  g_assert_cmpstr (sim_answer_code (odd), ==, "ADMIN-400-24");
}

static void
test_seats (Fixture *fixture, gconstpointer data)
{
  const char *body = "{\"roleId\":\"atlassian/user\",\"resourceId\":\"" DISCOVERY "\"}";
  g_autofree char *core = sim_group_id (fixture->simulator, "jira-core-users");
  g_autoptr (SimAnswer)
    full = sim_org (fixture->simulator, 409, "POST", body, GROUP "/assign", core);

  g_assert_cmpstr (sim_answer_code (full), ==, "ADMIN-409-3");
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 0);
}

static void
test_workspaces (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer) all = sim_org (fixture->simulator, 200, "POST", "{\"limit\":1000}",
                                       "/admin/v2/orgs/ORG/workspaces");
  g_autoptr (SimAnswer)
    wiki = sim_org (fixture->simulator, 200, "POST",
                    "{\"query\":{\"and\":[{\"field\":{\"name\":\"attributes.typeKey\",\"values\":["
                    "\"confluence\"]}},"
                    "{\"nor\":[{\"searchWorkspaces\":\"brightwater\"}]}]}}",
                    "/admin/v2/orgs/ORG/workspaces");
  g_autoptr (SimAnswer) first = sim_org (fixture->simulator, 200, "POST", "{\"limit\":6}",
                                         "/admin/v2/orgs/ORG/workspaces");
  g_autofree char *next = g_strdup_printf ("{\"cursor\":\"%s\"}",
                                           sim_answer_string (first, "$.links.next"));
  g_autoptr (SimAnswer)
    rest = sim_org (fixture->simulator, 200, "POST", next, "/admin/v2/orgs/ORG/workspaces");

  g_assert_cmpuint (sim_answer_length (all, "$.data"), ==, 7);
  g_assert_cmpstr (sim_answer_string (all, "$.data[0].attributes.hostUrl"), ==,
                   um_test_simulator_get (fixture->simulator, "jira_url"));
  g_assert_cmpuint (sim_answer_length (wiki, "$.data"), ==, 2);
  g_assert_cmpuint (sim_answer_length (first, "$.data"), ==, 6);
  g_assert_cmpuint (sim_answer_length (rest, "$.data"), ==, 1);
}

#define ADD(name, function) \
  g_test_add ("/simulator/org-roles/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("direct", test_direct);
  ADD ("wrong", test_wrong);
  ADD ("org-admin", test_org_admin);
  ADD ("group", test_group);
  ADD ("seats", test_seats);
  ADD ("workspaces", test_workspaces);
  return g_test_run ();
}
