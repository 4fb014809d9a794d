/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of the organisation: found, created, deleted, members added and removed on both sides. */

#include <string.h>

#include "sim-client.h"

typedef struct
{
  UmTestSimulator *simulator;
} Fixture;

#define GROUPS "/admin/v2/orgs/ORG/directories/%s/groups"

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->simulator = um_test_simulator_start ("--users", "3000", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_simulator_free (fixture->simulator);
}

static SimAnswer *
search (Fixture *fixture, const char *directory, const char *body)
{
  return sim_org (fixture->simulator, 200, "POST", body, GROUPS "/search", directory);
}

/* Every group once, by name, also when groups come and go between two pages. */
static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autofree char *next = g_strdup ("{\"limit\":7,\"expand\":[\"counts.users\"]}");
  g_autofree char *last = g_strdup ("");
  g_autoptr (SimAnswer) site = sim_get (fixture->simulator, "/rest/api/3/group/bulk");
  guint n = 0;

  while (next != NULL)
    {
      g_autoptr (SimAnswer) page = search (fixture, "-", next);
      JsonObject *object = json_node_get_object (page->json);
      JsonArray *groups = json_object_get_array_member (object, "data");
      JsonObject *links = json_object_get_object_member (object, "links");

      for (guint i = 0; i < json_array_get_length (groups); i++)
        {
          const char *name = json_object_get_string_member (
            json_array_get_object_element (groups, i), "name");

          g_assert_cmpint (g_ascii_strcasecmp (last, name), <, 0);
          g_free (last);
          last = g_strdup (name);
          n++;
        }
      g_clear_pointer (&next, g_free);
      if (!json_object_get_null_member (links, "next"))
        next = g_strdup_printf ("{\"cursor\":\"%s\"}",
                                json_object_get_string_member (links, "next"));
      if (n == 7)
        {
          g_autoptr (SimAnswer) one = sim_org (fixture->simulator, 201, "POST",
                                               "{\"name\":\"000 first\"}", GROUPS, "ACME");
        }
    }
  g_assert_cmpint (n, ==, sim_answer_int (site, "$.total"));
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  g_autofree char *person = sim_find_person (fixture->simulator, "jira-core-users", TRUE);
  g_autofree char *mine = g_strdup_printf ("{\"limit\":100,\"accountIds\":[\"%s\"]}", person);
  g_autoptr (SimAnswer) of_person = search (fixture, "-", mine);
  g_autoptr (SimAnswer)
    site = sim_get (fixture->simulator, "/rest/api/3/user/groups?accountId=%s", person);
  g_autoptr (SimAnswer) named = search (
    fixture, "-", "{\"groupNames\":[\"JIRA-core-users\",\"none\"],\"expand\":[\"counts.users\"]}");
  g_autoptr (SimAnswer) granting = search (
    fixture, "-",
    "{\"limit\":100,\"resourceIds\":[\"ari:cloud:jira-servicedesk::site/CLOUD\"],"
    "\"roleIds\":[\"atlassian/user\",\"atlassian/admin\"]}");
  g_autoptr (SimAnswer) term = search (fixture, "BRIGHTWATER", "{\"searchTerm\":\"bright\"}");
  g_autoptr (SimAnswer)
    both = sim_org (fixture->simulator, 400, "POST",
                    "{\"searchTerm\":\"a\",\"groupNames\":[\"b\"]}", GROUPS "/search", "-");
  g_autoptr (GHashTable) members = sim_true_members (fixture->simulator, "jira-core-users");

  g_assert_cmpuint (sim_answer_length (of_person, "$.data"), ==, sim_answer_length (site, "$"));
  g_assert_cmpuint (sim_answer_length (named, "$.data"), ==, 1);
  g_assert_cmpint (sim_answer_int (named, "$.data[0].counts.users"), ==,
                   g_hash_table_size (members));
  g_assert_cmpuint (sim_answer_length (granting, "$.data"), ==, 2);
  g_assert_cmpuint (sim_answer_length (term, "$.data"), ==, 1);
  g_assert_cmpstr (sim_answer_code (both), ==, "ADMIN-400-24");
}

static void
change (Fixture *fixture, guint status, const char *method, const char *group, const char *id)
{
  g_autofree char *body = g_strdup_printf ("{\"accountId\":\"%s\"}", id);
  gboolean add = strcmp (method, "POST") == 0;
  g_autoptr (SimAnswer)
    answer = sim_org (fixture->simulator, status, method, add ? body : NULL,
                      GROUPS "/%s/memberships%s%s", "ACME", group, add ? "" : "/", add ? "" : id);

  if (status == 409)
    g_assert_cmpstr (sim_answer_code (answer), ==, "ADMIN-409-28");
  else if (status == 403)
    g_assert_cmpstr (sim_answer_code (answer), ==, "ADMIN-403-5");
}

static void
test_members (Fixture *fixture, gconstpointer data)
{
  g_autofree char *group = sim_group_id (fixture->simulator, "jira-core-users");
  g_autofree char *synced = sim_group_id (fixture->simulator, "employees");
  g_autofree char *person = sim_find_person (fixture->simulator, "jira-core-users", FALSE);
  g_autofree char *before = sim_state (fixture->simulator), *after = NULL;

  change (fixture, 204, "POST", group, person);
  change (fixture, 409, "POST", group, person);
  sim_add (fixture->simulator, 400, group, person);
  sim_remove (fixture->simulator, 200, group, person);
  change (fixture, 204, "DELETE", group, person);
  change (fixture, 403, "POST", synced, person);
  change (fixture, 404, "POST", group, "nobody");
  change (fixture, 404, "POST", "none", person);
  after = sim_state (fixture->simulator);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 2);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 3);
}

/* User and group must be in the same directory. */
static void
test_other_directory (Fixture *fixture, gconstpointer data)
{
  g_autofree char *group = sim_group_id (fixture->simulator, "brightwater-users");
  g_autofree char *person = sim_find_person (fixture->simulator, "brightwater-users", FALSE);
  g_autofree char *body = g_strdup_printf ("{\"accountId\":\"%s\"}", person);
  g_autoptr (SimAnswer) wrong = sim_org (fixture->simulator, 404, "POST", body,
                                         GROUPS "/%s/memberships", "ACME", group);
  g_autoptr (SimAnswer) stranger = sim_org (fixture->simulator, 404, "POST", body,
                                            GROUPS "/%s/memberships", "BRIGHTWATER", group);

  g_assert_cmpstr (sim_answer_code (wrong), ==, "ADMIN-404-10");
  g_assert_cmpstr (sim_answer_code (stranger), ==, "ADMIN-404-8");
}

/* There are a few seats of Discovery left; then the answer is another 409 than that for members. */
static void
test_seats (Fixture *fixture, gconstpointer data)
{
  g_autofree char *group = sim_group_id (fixture->simulator, "jira-product-discovery-users");
  g_autofree char *path = sim_org_names (fixture->simulator,
                                         "/admin/v2/orgs/ORG/directories/ACME/groups/");
  g_autofree char *full = g_strconcat (path, group, "/memberships", NULL);
  guint n = 0;

  for (;; n++)
    {
      g_autofree char *person = sim_find_person (fixture->simulator, "jira-product-discovery-users",
                                                 FALSE);
      g_autofree char *body = g_strdup_printf ("{\"accountId\":\"%s\"}", person);
      g_autoptr (SimAnswer)
        answer = sim_ask_as (fixture->simulator, SIM_AS_KEY, "POST", full, body);

      if (answer->status == 409)
        {
          g_assert_cmpstr (sim_answer_code (answer), ==, "ADMIN-409-3");
          break;
        }
      g_assert_cmpuint (answer->status, ==, 204);
      g_assert_cmpuint (n, <, 20);
    }
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, n);
}

static void
test_create_and_delete (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = sim_state (fixture->simulator), *after = NULL, *id = NULL;
  g_autofree char *admins = sim_group_id (fixture->simulator, "jira-administrators");
  g_autofree char *users = sim_group_id (fixture->simulator, "jira-software-users");
  g_autoptr (SimAnswer)
    made = sim_org (fixture->simulator, 201, "POST",
                    "{\"name\":\"tea\",\"description\":\"Tea drinkers\"}", GROUPS, "CONTRACTORS");
  g_autoptr (SimAnswer)
    again = sim_org (fixture->simulator, 409, "POST", "{\"name\":\"TEA\"}", GROUPS, "ACME");
  g_autoptr (SimAnswer) nameless = sim_org (fixture->simulator, 400, "POST", "{}", GROUPS, "ACME");
  g_autoptr (SimAnswer) one = NULL, gone = NULL, missing = NULL, not_admins = NULL;
  g_autoptr (SimAnswer) not_default = NULL;

  g_assert_cmpstr (made->text, ==, "");
  id = sim_group_id (fixture->simulator, "tea");
  one = sim_org (fixture->simulator, 200, "GET", NULL, GROUPS "/%s", "CONTRACTORS", id);
  g_assert_cmpstr (sim_answer_string (one, "$.data.description"), ==, "Tea drinkers");
  gone = sim_org (fixture->simulator, 204, "DELETE", NULL, GROUPS "/%s", "CONTRACTORS", id);
  missing = sim_org (fixture->simulator, 404, "DELETE", NULL, GROUPS "/%s", "CONTRACTORS", id);
  not_admins = sim_org (fixture->simulator, 403, "DELETE", NULL, GROUPS "/%s", "ACME", admins);
  not_default = sim_org (fixture->simulator, 403, "DELETE", NULL, GROUPS "/%s", "ACME", users);
  g_assert_cmpstr (sim_answer_code (missing), ==, "ADMIN-404-10");
  g_assert_cmpstr (sim_answer_code (not_admins), ==, "ADMIN-403-7");
  g_assert_cmpstr (sim_answer_code (not_default), ==, "ADMIN-403-6");
  after = sim_state (fixture->simulator);
  g_assert_cmpstr (before, ==, after);
}

static void
test_stats (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer)
    stats = sim_org (fixture->simulator, 200, "GET", NULL, GROUPS "/stats", "-");
  g_autoptr (SimAnswer) all = sim_org (fixture->simulator, 200, "GET", NULL, GROUPS "/count", "-");
  g_autoptr (SimAnswer)
    one = sim_org (fixture->simulator, 200, "GET", NULL, GROUPS "/count?searchTerm=jira-core", "-");

  g_assert_cmpint (sim_answer_int (stats, "$.totals.all"), ==, sim_answer_int (all, "$.count"));
  g_assert_cmpint (sim_answer_int (stats, "$.totals.synced"), >, 0);
  g_assert_cmpint (sim_answer_int (one, "$.count"), ==, 1);
}

#define ADD(name, function) \
  g_test_add ("/simulator/org-groups/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("pages", test_pages);
  ADD ("filters", test_filters);
  ADD ("members", test_members);
  ADD ("other-directory", test_other_directory);
  ADD ("seats", test_seats);
  ADD ("create-and-delete", test_create_and_delete);
  ADD ("stats", test_stats);
  return g_test_run ();
}
