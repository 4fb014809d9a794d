/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memberships: who is in a group, adding and removing, what both change elsewhere. */

#include <string.h>

#include "sim-client.h"

typedef struct
{
  UmTestSimulator *simulator;
  char *group; /* jira-core-users */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->simulator = um_test_simulator_start ("--users", "900", NULL);
  fixture->group = sim_group_id (fixture->simulator, "jira-core-users");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->group);
  um_test_simulator_free (fixture->simulator);
}

static guint
walk (Fixture *fixture, const char *name, gboolean inactive, GHashTable *ids)
{
  g_autofree char *group = sim_group_id (fixture->simulator, name);
  guint n = 0;
  gboolean last = FALSE;

  for (guint start = 0; !last; start += 50)
    {
      g_autoptr (SimAnswer)
        page = sim_get (fixture->simulator,
                        "/rest/api/3/group/member?groupId=%s&includeInactiveUsers=%s&startAt=%u"
                        "&maxResults=500",
                        group, inactive ? "true" : "false", start);
      JsonArray *values = json_object_get_array_member (json_node_get_object (page->json),
                                                        "values");

      g_assert_cmpint (sim_answer_int (page, "$.maxResults"), ==, 50);
      last = sim_answer_bool (page, "$.isLast");
      for (guint i = 0; i < json_array_get_length (values); i++, n++)
        {
          JsonObject *user = json_array_get_object_element (values, i);

          g_assert_true (inactive || json_object_get_boolean_member (user, "active"));
          g_hash_table_add (ids, g_strdup (json_object_get_string_member (user, "accountId")));
        }
    }
  return n;
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) truth = sim_true_members (fixture->simulator, "jira-software-users");
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) active = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_all = walk (fixture, "jira-software-users", TRUE, all);
  guint n_active = walk (fixture, "jira-software-users", FALSE, active);

  g_assert_cmpuint (n_all, ==, g_hash_table_size (truth));
  g_assert_cmpuint (n_all, ==, g_hash_table_size (all));
  g_assert_cmpuint (n_active, ==, g_hash_table_size (active));
  g_assert_cmpuint (n_active, <, n_all);
  g_assert_cmpuint (n_active, >, n_all * 3 / 4);
}

static gint64
seats_used (Fixture *fixture, const char *role)
{
  g_autoptr (SimAnswer)
    answer = sim_get (fixture->simulator, "/rest/api/3/applicationrole/%s", role);

  return sim_answer_int (answer, "$.userCount");
}

static gboolean
is_listed (Fixture *fixture, const char *person)
{
  g_autoptr (SimAnswer)
    user = sim_get (fixture->simulator, "/rest/api/3/user?accountId=%s&expand=groups", person);
  g_autoptr (SimAnswer)
    groups = sim_get (fixture->simulator, "/rest/api/3/user/groups?accountId=%s", person);
  g_autoptr (GHashTable) truth = sim_true_members (fixture->simulator, fixture->group);
  g_autoptr (GHashTable) pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean listed = g_hash_table_contains (truth, person);

  walk (fixture, "jira-core-users", TRUE, pages);
  g_assert_true (listed == g_hash_table_contains (pages, person));
  g_assert_true (listed == (strstr (user->text, fixture->group) != NULL));
  g_assert_true (listed == (strstr (groups->text, fixture->group) != NULL));
  return listed;
}

static void
test_there_and_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *person = sim_find_person (fixture->simulator, "jira-core-users", FALSE);
  gint64 used = seats_used (fixture, "jira-core");

  g_assert_false (is_listed (fixture, person));
  sim_add (fixture->simulator, 201, fixture->group, person);
  g_assert_true (is_listed (fixture, person));
  g_assert_cmpint (seats_used (fixture, "jira-core"), ==, used + 1);
  sim_remove (fixture->simulator, 200, fixture->group, person);
  g_assert_false (is_listed (fixture, person));
  g_assert_cmpint (seats_used (fixture, "jira-core"), ==, used);
  sim_add (fixture->simulator, 201, fixture->group, person);
  g_assert_true (is_listed (fixture, person));
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 3);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 0);
}

static void
test_already (Fixture *fixture, gconstpointer data)
{
  g_autofree char *inside = sim_find_person (fixture->simulator, "jira-core-users", TRUE);
  g_autofree char *outside = sim_find_person (fixture->simulator, "jira-core-users", FALSE);
  g_autofree char *body = g_strdup_printf ("{\"accountId\":\"%s\"}", inside);
  g_autofree char *words = g_strdup_printf ("Cannot add user. User is already a member of '%s'",
                                            fixture->group);
  g_autoptr (SimAnswer) answer = sim_expect (fixture->simulator, 400, "POST", body,
                                             "/rest/api/3/group/user?groupname=jira-core-users");

  g_assert_cmpstr (sim_answer_string (answer, "$.errorMessages[0]"), ==, words);
  sim_remove (fixture->simulator, 400, fixture->group, outside);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 0);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 2);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  g_autofree char *synced = sim_group_id (fixture->simulator, "employees");
  g_autofree char *inside = sim_find_person (fixture->simulator, "employees", TRUE);
  g_autofree char *outside = sim_find_person (fixture->simulator, "employees", FALSE);
  g_autoptr (SimAnswer) nobody = sim_expect (fixture->simulator, 400, "POST", "{}",
                                             "/rest/api/3/group/user?groupId=%s", fixture->group);
  g_autoptr (SimAnswer) list = sim_expect (fixture->simulator, 400, "POST", "[]",
                                           "/rest/api/3/group/user?groupId=%s", fixture->group);

  sim_add (fixture->simulator, 403, synced, outside);
  sim_remove (fixture->simulator, 403, synced, inside);
  sim_add (fixture->simulator, 404, "no-such-group", inside);
  sim_remove (fixture->simulator, 404, "no-such-group", inside);
  sim_add (fixture->simulator, 404, fixture->group, "no-such-user");
  sim_remove (fixture->simulator, 404, fixture->group, "no-such-user");
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 0);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 0);
}

/* Product Discovery has two free seats; a removal frees one at once. */
static void
test_seats (Fixture *fixture, gconstpointer data)
{
  const char *name = "jira-product-discovery-users";
  g_autofree char *group = sim_group_id (fixture->simulator, name);
  g_autofree char *first = NULL, *second = NULL, *third = NULL;

  first = sim_find_person (fixture->simulator, name, FALSE);
  sim_add (fixture->simulator, 201, group, first);
  second = sim_find_person (fixture->simulator, name, FALSE);
  sim_add (fixture->simulator, 201, group, second);
  third = sim_find_person (fixture->simulator, name, FALSE);
  sim_add (fixture->simulator, 400, group, third);
  sim_remove (fixture->simulator, 200, group, first);
  sim_add (fixture->simulator, 201, group, third);
}

#define ADD(name, function) \
  g_test_add ("/simulator/members/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("pages", test_pages);
  ADD ("there-and-back", test_there_and_back);
  ADD ("already", test_already);
  ADD ("refusals", test_refusals);
  ADD ("seats", test_seats);
  return g_test_run ();
}
