/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups themselves: the list and its filters, the picker, creation and deletion. */

#include <string.h>

#include "sim-client.h"

#define N_USERS 5000

typedef struct
{
  UmTestSimulator *simulator;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->simulator = um_test_simulator_start ("--users", "5000", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_simulator_free (fixture->simulator);
}

/* All groups by the `maxResults` of the answer: name → number of members. */
static GHashTable *
read_groups (UmTestSimulator *simulator)
{
  GHashTable *groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean last = FALSE;

  for (guint start = 0; !last;)
    {
      g_autoptr (SimAnswer)
        page = sim_get (simulator, "/rest/api/3/group/bulk?maxResults=200&startAt=%u", start);
      JsonArray *values = json_object_get_array_member (json_node_get_object (page->json),
                                                        "values");

      g_assert_cmpint (sim_answer_int (page, "$.maxResults"), ==, 50);
      last = sim_answer_bool (page, "$.isLast");
      g_assert_true (last == !sim_answer_has (page, "$.nextPage"));
      start += 50;
      for (guint i = 0; i < json_array_get_length (values); i++)
        {
          JsonObject *group = json_array_get_object_element (values, i);
          g_autoptr (SimAnswer) members = sim_get (
            simulator, "/rest/api/3/group/member?groupId=%s&includeInactiveUsers=true&maxResults=1",
            json_object_get_string_member (group, "groupId"));

          g_assert_true (
            g_hash_table_insert (groups, g_strdup (json_object_get_string_member (group, "name")),
                                 GUINT_TO_POINTER ((guint) sim_answer_int (members, "$.total"))));
        }
    }
  return groups;
}

/* About one group per 25 users, five groups a user, one with four fifths of them, many small. */
static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) groups = read_groups (fixture->simulator);
  guint total = 0, most = 0, n_small = 0;
  GHashTableIter iter;
  gpointer size;

  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, &size))
    {
      total += GPOINTER_TO_UINT (size);
      most = MAX (most, GPOINTER_TO_UINT (size));
      n_small += GPOINTER_TO_UINT (size) < 60;
    }
  g_assert_cmpuint (g_hash_table_size (groups), ==, N_USERS / 25);
  g_assert_cmpuint (total, >, N_USERS * 4);
  g_assert_cmpuint (total, <, N_USERS * 6);
  g_assert_cmpuint (most, >, N_USERS * 3 / 4);
  g_assert_cmpuint (most, <, N_USERS * 9 / 10);
  g_assert_cmpuint (n_small, >, 60);
  g_assert_true (g_hash_table_contains (groups, "jira-software-users"));
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (groups, "site-admins")), >=, 4);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (groups, "site-admins")), <=, 7);
}

static gint64
count (Fixture *fixture, const char *filter)
{
  g_autoptr (SimAnswer) answer = sim_get (fixture->simulator, "/rest/api/3/group/bulk?%s", filter);

  g_assert_cmpuint (answer->status, ==, 200);
  return sim_answer_int (answer, "$.total");
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  g_autofree char *software = sim_group_id (fixture->simulator, "jira-software-users");
  g_autofree char *admins = sim_group_id (fixture->simulator, "site-admins");
  g_autofree char *both = g_strdup_printf ("groupId=%s&groupId=%s&groupId=none", software, admins);
  g_autofree char *one = g_strdup_printf ("%s&accessType=site-admin", both);
  g_autoptr (SimAnswer)
    access = sim_get (fixture->simulator, "/rest/api/3/group/bulk?accessType=root");
  g_autoptr (SimAnswer)
    key = sim_get (fixture->simulator, "/rest/api/3/group/bulk?applicationKey=fax");

  g_assert_cmpint (count (fixture, both), ==, 2);
  g_assert_cmpint (count (fixture, one), ==, 1);
  g_assert_cmpint (count (fixture, "accessType=site-admin"), ==, 1);
  g_assert_cmpint (count (fixture, "accessType=admin"), ==, 2);
  g_assert_cmpint (count (fixture, "applicationKey=jira-software"), >=, 3);
  g_assert_cmpint (count (fixture, "groupName=site-admins&groupName=nothing"), ==, 1);
  g_assert_cmpint (count (fixture, "groupName=nothing"), ==, 0);
  g_assert_cmpuint (access->status, ==, 400);
  g_assert_cmpuint (key->status, ==, 400);
}

static void
test_picker (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer)
    many = sim_get (fixture->simulator, "/rest/api/3/groups/picker?query=-&maxResults=100");
  g_autoptr (SimAnswer) folded = sim_get (
    fixture->simulator, "/rest/api/3/groups/picker?query=SITE-AD&caseInsensitive=true");
  g_autoptr (SimAnswer)
    exact = sim_get (fixture->simulator, "/rest/api/3/groups/picker?query=SITE-AD");
  g_autoptr (SimAnswer) without = sim_get (
    fixture->simulator, "/rest/api/3/groups/picker?query=site-ad&exclude=site-admins");

  g_assert_cmpuint (sim_answer_length (many, "$.groups"), ==, 20);
  g_assert_cmpint (sim_answer_int (many, "$.total"), >, 20);
  g_assert_nonnull (strstr (sim_answer_string (many, "$.header"), "Showing 20 of "));
  g_assert_cmpint (sim_answer_int (folded, "$.total"), ==, 1);
  g_assert_cmpstr (sim_answer_string (folded, "$.groups[0].html"), ==, "<b>site-ad</b>mins");
  g_assert_cmpstr (sim_answer_string (folded, "$.groups[0].labels[0].type"), ==, "ADMIN");
  g_assert_cmpint (sim_answer_int (exact, "$.total"), ==, 0);
  g_assert_cmpint (sim_answer_int (without, "$.total"), ==, 0);
}

static void
test_create_and_delete (Fixture *fixture, gconstpointer data)
{
  const char *body = "{\"name\":\"Büro \\\"Köln\\\" \\u0007\"}";
  gint64 before = count (fixture, "");
  g_autoptr (SimAnswer)
    made = sim_expect (fixture->simulator, 201, "POST", body, "/rest/api/3/group");
  g_autoptr (SimAnswer)
    again = sim_expect (fixture->simulator, 400, "POST", body, "/rest/api/3/group");
  const char *id = sim_answer_string (made, "$.groupId");
  g_autofree char *person = sim_find_person (fixture->simulator, id, FALSE);
  g_autoptr (SimAnswer) members = NULL, groups = NULL, deleted = NULL, gone = NULL, anew = NULL;

  g_assert_cmpstr (sim_answer_string (made, "$.name"), ==, "Büro \"Köln\" \a");
  g_assert_nonnull (strstr (made->text, "\\u0007"));
  g_assert_cmpint (count (fixture, ""), ==, before + 1);
  sim_add (fixture->simulator, 201, id, person);
  members = sim_get (fixture->simulator, "/rest/api/3/group/member?groupId=%s", id);
  g_assert_cmpint (sim_answer_int (members, "$.total"), ==, 1);

  deleted = sim_expect (fixture->simulator, 200, "DELETE", NULL, "/rest/api/3/group?groupId=%s",
                        id);
  gone = sim_expect (fixture->simulator, 404, "DELETE", NULL, "/rest/api/3/group?groupId=%s", id);
  groups = sim_get (fixture->simulator, "/rest/api/3/user/groups?accountId=%s", person);
  g_assert_null (strstr (groups->text, id));
  g_assert_cmpint (count (fixture, ""), ==, before);

  anew = sim_expect (fixture->simulator, 201, "POST", body, "/rest/api/3/group");
  g_assert_cmpstr (sim_answer_string (anew, "$.groupId"), !=, id);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 4);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 1);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==, 0);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer)
    none = sim_expect (fixture->simulator, 400, "POST", "{}", "/rest/api/3/group");
  g_autoptr (SimAnswer)
    empty = sim_expect (fixture->simulator, 400, "POST", "{\"name\":\"\"}", "/rest/api/3/group");
  g_autoptr (SimAnswer)
    number = sim_expect (fixture->simulator, 400, "POST", "{\"name\":5}", "/rest/api/3/group");
  g_autoptr (SimAnswer) admin = sim_expect (fixture->simulator, 400, "DELETE", NULL,
                                            "/rest/api/3/group?groupname=site-admins");
  g_autoptr (SimAnswer) synced = sim_expect (fixture->simulator, 403, "DELETE", NULL,
                                             "/rest/api/3/group?groupname=employees");
  g_autoptr (SimAnswer)
    unnamed = sim_expect (fixture->simulator, 400, "DELETE", NULL, "/rest/api/3/group");
  g_autoptr (SimAnswer) both = sim_expect (fixture->simulator, 400, "DELETE", NULL,
                                           "/rest/api/3/group?groupname=a&groupId=b");

  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 0);
}

#define ADD(name, function) \
  g_test_add ("/simulator/groups/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("sizes", test_sizes);
  ADD ("filters", test_filters);
  ADD ("picker", test_picker);
  ADD ("create-and-delete", test_create_and_delete);
  ADD ("refusals", test_refusals);
  return g_test_run ();
}
