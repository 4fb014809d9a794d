/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Access to directories: suspended, restored, taken away; the site sees the same. */

#include <string.h>

#include "sim-client.h"

typedef struct
{
  UmTestSimulator *simulator;
  char *id; /* of somebody active, in the first directory alone */
} Fixture;

#define USER "/admin/v2/orgs/ORG/directories/%s/users/%s"

static char *
find_active (Fixture *fixture, guint n_directories)
{
  g_autoptr (JsonArray)
    users = sim_org_search (fixture->simulator, "ACME", "\"limit\":100,\"status\":[\"active\"]");

  for (guint i = 5; i < json_array_get_length (users); i++)
    {
      JsonObject *user = json_array_get_object_element (users, i);
      const char *id = json_object_get_string_member (user, "accountId");
      g_autoptr (SimAnswer) directories = sim_org (
        fixture->simulator, 200, "GET", NULL, "/admin/v2/orgs/ORG/directories?accountId=%s", id);
      g_autoptr (SimAnswer)
        state = sim_get (fixture->simulator, "/_simulator/state?accountId=%s", id);

      if (sim_answer_length (directories, "$.data") == n_directories
          && sim_answer_length (state, "$.users[0].suspended") == 0
          && sim_answer_length (state, "$.users[0].groups") > 1
          && strcmp (json_object_get_string_member (user, "email"),
                     um_test_simulator_get (fixture->simulator, "email"))
               != 0)
        return g_strdup (id);
    }
  g_assert_not_reached ();
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->simulator = um_test_simulator_start ("--users", "600", NULL);
  fixture->id = find_active (fixture, 1);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_simulator_free (fixture->simulator);
  g_free (fixture->id);
}

static void
change (Fixture *fixture, const char *directory, const char *id, const char *what)
{
  g_autoptr (SimAnswer)
    answer = sim_org (fixture->simulator, 204, "POST", NULL, USER "/%s", directory, id, what);

  g_assert_cmpstr (answer->text, ==, "");
}

/* What organisation and site say of @id: "status site-active". */
static char *
look (Fixture *fixture, const char *directory, const char *id)
{
  g_autoptr (SimAnswer) user = sim_org (fixture->simulator, 200, "GET", NULL, USER, directory, id);
  g_autoptr (SimAnswer) site = sim_get (fixture->simulator, "/rest/api/3/user?accountId=%s", id);

  return g_strdup_printf ("%s %d", sim_answer_string (user, "$.data.status"),
                          sim_answer_bool (site, "$.active"));
}

static void
assert_looks (Fixture *fixture, const char *directory, const char *id, const char *wanted)
{
  g_autofree char *seen = look (fixture, directory, id);

  g_assert_cmpstr (seen, ==, wanted);
}

static void
test_suspend (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = sim_state (fixture->simulator);
  g_autofree char *between = NULL, *after = NULL;

  change (fixture, "ACME", fixture->id, "suspend");
  assert_looks (fixture, "ACME", fixture->id, "suspended 0");
  between = sim_state (fixture->simulator);
  g_assert_cmpstr (between, !=, before);
  change (fixture, "ACME", fixture->id, "suspend");
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 1);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 1);
  change (fixture, "ACME", fixture->id, "restore");
  assert_looks (fixture, "ACME", fixture->id, "active 1");
  after = sim_state (fixture->simulator);
  g_assert_cmpstr (before, ==, after);
}

/* Who is in two directories stays active while one of them has him. */
static void
test_two_directories (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = find_active (fixture, 2);
  g_autoptr (SimAnswer) directories = sim_org (fixture->simulator, 200, "GET", NULL,
                                               "/admin/v2/orgs/ORG/directories?accountId=%s", id);
  const char *other = sim_answer_string (directories, "$.data[1].directoryId");

  change (fixture, "ACME", id, "suspend");
  assert_looks (fixture, "ACME", id, "suspended 1");
  assert_looks (fixture, other, id, "active 1");
  assert_looks (fixture, "-", id, "active 1");
  change (fixture, other, id, "suspend");
  assert_looks (fixture, "-", id, "suspended 0");
  change (fixture, "ACME", id, "restore");
  assert_looks (fixture, "-", id, "active 1");
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer) role = sim_org (
    fixture->simulator, 204, "POST",
    "{\"role\":\"atlassian/user\",\"resource\":\"ari:cloud:confluence::site/CLOUD\"}",
    "/admin/v1/orgs/ORG/users/%s/roles/assign", fixture->id);
  g_autoptr (SimAnswer)
    gone = sim_org (fixture->simulator, 204, "DELETE", NULL, USER, "ACME", fixture->id);
  g_autoptr (SimAnswer)
    again = sim_org (fixture->simulator, 404, "DELETE", NULL, USER, "ACME", fixture->id);
  g_autoptr (SimAnswer)
    groups = sim_get (fixture->simulator, "/rest/api/3/user/groups?accountId=%s", fixture->id);
  g_autoptr (SimAnswer)
    state = sim_get (fixture->simulator, "/_simulator/state?accountId=%s", fixture->id);

  g_assert_cmpstr (sim_answer_code (again), ==, "ADMIN-404-8");
  g_assert_cmpuint (sim_answer_length (groups, "$"), ==, 0);
  g_assert_cmpstr (sim_answer_string (state, "$.users[0].status"), ==, "not_invited");
  g_assert_cmpuint (sim_answer_length (state, "$.users[0].directories"), ==, 0);
  g_assert_false (sim_answer_has (state, "$.users[0].roles.*"));
}

/* The other way round: who is removed from the site is gone from the organisation too. */
static void
test_removed_from_site (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer) gone = sim_expect (fixture->simulator, 204, "DELETE", NULL,
                                           "/rest/api/3/user?accountId=%s", fixture->id);
  g_autoptr (SimAnswer)
    answer = sim_org (fixture->simulator, 404, "GET", NULL, USER, "ACME", fixture->id);

  g_assert_cmpstr (sim_answer_code (answer), ==, "ADMIN-404-8");
}

static void
test_wrong_places (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *org;
    const char *directory;
    const char *code;
  } paths[] = {
    { "ORG", "-", "ADMIN-404-1" },
    { "ORG", "none", "ADMIN-404-1" },
    { "ORG", "BRIGHTWATER", "ADMIN-404-8" },
    { "none", "ACME", "ADMIN-404-2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (SimAnswer) answer = sim_org (fixture->simulator, 404, "POST", NULL,
                                              "/admin/v2/orgs/%s/directories/%s/users/%s/suspend",
                                              paths[i].org, paths[i].directory, fixture->id);

      g_assert_cmpstr (sim_answer_code (answer), ==, paths[i].code);
    }
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 0);
}

#define ADD(name, function) \
  g_test_add ("/simulator/org-access/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("suspend", test_suspend);
  ADD ("two-directories", test_two_directories);
  ADD ("remove", test_remove);
  ADD ("removed-from-site", test_removed_from_site);
  ADD ("wrong-places", test_wrong_places);
  return g_test_run ();
}
