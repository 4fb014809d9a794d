/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists of users, one user, invitation and removal. */

#include <string.h>

#include "sim-client.h"

#define N_USERS 2300

typedef struct
{
  UmTestSimulator *simulator;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->simulator = um_test_simulator_start ("--users", "2300", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_simulator_free (fixture->simulator);
}

/* What one pass over the whole list saw. */
typedef struct
{
  GHashTable *ids;
  guint n_rows;
  guint n_pages;
  guint n_short; /* pages before the last with fewer rows than asked for */
} Walk;

/* Walks by the requested size to the first empty page, as Atlassian's tickets advise. */
static void
walk (UmTestSimulator *simulator, guint size, Walk *seen)
{
  guint short_before = 0;

  *seen = (Walk){ .ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  for (guint start = 0;; start += size)
    {
      g_autoptr (SimAnswer) page = sim_get (
        simulator, "/rest/api/3/users/search?startAt=%u&maxResults=%u", start, size);
      JsonArray *list = json_node_get_array (page->json);
      guint n = json_array_get_length (list);

      if (n == 0)
        return;
      seen->n_short = short_before;
      short_before += n < size;
      seen->n_pages++;
      seen->n_rows += n;
      for (guint i = 0; i < n; i++)
        g_hash_table_add (seen->ids, g_strdup (json_object_get_string_member (
                                       json_array_get_object_element (list, i), "accountId")));
    }
}

static void
test_all_pages (Fixture *fixture, gconstpointer data)
{
  static const guint sizes[] = { 1000, 333, 50 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      Walk seen;

      walk (fixture->simulator, sizes[i], &seen);
      g_assert_cmpuint (seen.n_rows, ==, N_USERS);
      g_assert_cmpuint (g_hash_table_size (seen.ids), ==, N_USERS);
      g_assert_cmpuint (seen.n_short, ==, 0);
      g_hash_table_unref (seen.ids);
    }
}

static void
test_cap (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer)
    many = sim_get (fixture->simulator, "/rest/api/3/users/search?maxResults=5000");
  g_autoptr (SimAnswer) standard = sim_get (fixture->simulator, "/rest/api/3/users");
  g_autoptr (SimAnswer) beyond = sim_get (
    fixture->simulator, "/rest/api/3/users/search?startAt=2000000000&maxResults=1000");

  g_assert_cmpuint (sim_answer_length (many, "$"), ==, 1000);
  g_assert_cmpuint (sim_answer_length (standard, "$"), ==, 50);
  g_assert_cmpuint (sim_answer_length (beyond, "$"), ==, 0);
}

static guint
count (JsonArray *list, const char *member, const char *value)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (list); i++)
    n += g_strcmp0 (json_object_get_string_member_with_default (
                      json_array_get_object_element (list, i), member, NULL),
                    value)
         == 0;
  return n;
}

/* The people are as mixed as PRODUCT.md §9 asks for. */
static void
test_mixture (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer)
    page = sim_get (fixture->simulator, "/rest/api/3/users/search?maxResults=1000");
  JsonArray *list = json_node_get_array (page->json);
  guint n_inactive = 0, n_guests = 0, n_native = 0;

  g_assert_cmpuint (count (list, "accountType", "app"), >, 0);
  g_assert_cmpuint (count (list, "accountType", "customer"), >, 10);
  g_assert_cmpuint (count (list, "accountType", "atlassian"), >, 800);
  g_assert_cmpuint (count (list, "displayName", "Former user"), >, 5);
  g_assert_cmpuint (count (list, "emailAddress", NULL), >, 50);
  g_assert_cmpuint (count (list, "emailAddress", ""), >, 0);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *user = json_array_get_object_element (list, i);
      const char *email = json_object_get_string_member_with_default (user, "emailAddress", "");

      n_inactive += !json_object_get_boolean_member (user, "active");
      n_guests += json_object_has_member (user, "guest");
      n_native += !g_str_is_ascii (json_object_get_string_member (user, "displayName"));
      g_assert_true (g_str_is_ascii (email));
      g_assert_true (*email == '\0' || g_str_has_suffix (email, ".example"));
      if (strcmp (json_object_get_string_member (user, "displayName"), "Former user") == 0)
        {
          g_assert_false (json_object_get_boolean_member (user, "active"));
          g_assert_cmpstr (email, ==, "");
        }
    }
  g_assert_cmpuint (n_inactive, >, 80);
  g_assert_cmpuint (n_guests, >, 0);
  g_assert_cmpuint (n_native, >, 200);
}

static void
test_one (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = sim_find_person (fixture->simulator, "jira-software-users", TRUE);
  g_autoptr (SimAnswer) plain = sim_get (fixture->simulator, "/rest/api/3/user?accountId=%s", id);
  g_autoptr (SimAnswer) whole = sim_get (
    fixture->simulator, "/rest/api/3/user?accountId=%s&expand=groups,applicationRoles", id);
  g_autoptr (SimAnswer)
    groups = sim_get (fixture->simulator, "/rest/api/3/user/groups?accountId=%s", id);
  g_autoptr (SimAnswer) none = sim_get (fixture->simulator, "/rest/api/3/user?accountId=nobody");
  g_autoptr (SimAnswer) missing = sim_get (fixture->simulator, "/rest/api/3/user");

  g_assert_cmpstr (sim_answer_string (plain, "$.accountId"), ==, id);
  g_assert_cmpuint (sim_answer_length (whole, "$.groups.items"), ==,
                    sim_answer_length (groups, "$"));
  g_assert_cmpuint (sim_answer_length (groups, "$"), ==, sim_answer_int (plain, "$.groups.size"));
  g_assert_cmpstr (sim_answer_string (whole, "$.applicationRoles.items[0].key"), ==,
                   "jira-software");
  g_assert_cmpuint (none->status, ==, 404);
  g_assert_cmpuint (missing->status, ==, 400);
}

static void
test_bulk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = sim_find_person (fixture->simulator, "jira-software-users", TRUE);
  g_autofree char *two = sim_find_person (fixture->simulator, "jira-core-users", TRUE);
  g_autoptr (SimAnswer)
    both = sim_get (fixture->simulator,
                    "/rest/api/3/user/bulk?accountId=%s&accountId=nobody&accountId=%s", one, two);
  g_autoptr (SimAnswer) first = sim_get (
    fixture->simulator, "/rest/api/3/user/bulk?maxResults=1&accountId=%s&accountId=%s", one, two);
  g_autoptr (SimAnswer) missing = sim_get (fixture->simulator, "/rest/api/3/user/bulk");

  g_assert_cmpint (sim_answer_int (both, "$.total"), ==, 2);
  g_assert_cmpstr (sim_answer_string (both, "$.values[0].accountId"), ==, one);
  g_assert_true (sim_answer_bool (both, "$.isLast"));
  g_assert_cmpuint (sim_answer_length (first, "$.values"), ==, 1);
  g_assert_false (sim_answer_bool (first, "$.isLast"));
  g_assert_cmpuint (missing->status, ==, 400);
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer) me = sim_get (fixture->simulator, "/rest/api/3/myself");
  const char *name = sim_answer_string (me, "$.displayName");
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  g_autofree char *upper = g_ascii_strup (words[1], -1);
  g_autoptr (SimAnswer) by_word = sim_get (
    fixture->simulator, "/rest/api/3/user/search?query=%s&maxResults=1000", upper);
  g_autoptr (SimAnswer) by_email = sim_get (fixture->simulator, "/rest/api/3/user/search?query=%s",
                                            um_test_simulator_get (fixture->simulator, "email"));
  g_autoptr (SimAnswer) native = sim_get (
    fixture->simulator, "/rest/api/3/user/search?query=%%E7%%8E%%8B&maxResults=1000");
  g_autoptr (SimAnswer) by_id = sim_get (fixture->simulator, "/rest/api/3/user/search?accountId=%s",
                                         sim_answer_string (me, "$.accountId"));
  g_autoptr (SimAnswer)
    both = sim_get (fixture->simulator, "/rest/api/3/user/search?query=a&accountId=b");
  g_autoptr (SimAnswer) neither = sim_get (fixture->simulator, "/rest/api/3/user/search");
  g_autoptr (SimAnswer) capped = sim_get (
    fixture->simulator, "/rest/api/3/user/search?query=&startAt=990&maxResults=1000");

  g_assert_nonnull (strstr (by_word->text, name));
  g_assert_cmpuint (sim_answer_length (by_email, "$"), ==, 1);
  g_assert_cmpuint (sim_answer_length (native, "$"), >, 0);
  g_assert_cmpuint (sim_answer_length (by_id, "$"), ==, 1);
  g_assert_cmpuint (both->status, ==, 400);
  g_assert_cmpuint (neither->status, ==, 400);
  g_assert_cmpuint (sim_answer_length (capped, "$"), ==, 10);
}

static void
test_assignable (Fixture *fixture, gconstpointer data)
{
  const char *email = um_test_simulator_get (fixture->simulator, "email");
  g_autoptr (SimAnswer) good = sim_get (
    fixture->simulator, "/rest/api/3/user/assignable/search?project=OPS&query=%s", email);
  g_autoptr (SimAnswer) none = sim_get (
    fixture->simulator, "/rest/api/3/user/assignable/search?project=NONE&query=%s", email);
  g_autoptr (SimAnswer)
    missing = sim_get (fixture->simulator, "/rest/api/3/user/assignable/search?query=%s", email);

  g_assert_cmpuint (sim_answer_length (good, "$"), ==, 1);
  g_assert_cmpuint (none->status, ==, 404);
  g_assert_cmpuint (missing->status, ==, 400);
}

static SimAnswer *
invite (Fixture *fixture, guint status, const char *email, const char *products)
{
  g_autofree char *body = g_strdup_printf ("{\"emailAddress\":\"%s\",\"products\":%s}", email,
                                           products);

  return sim_expect (fixture->simulator, status, "POST", body, "/rest/api/3/user");
}

static void
test_invite (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer)
    first = invite (fixture, 201, "new.person@acme.example", "[\"jira-software\",\"jira-core\"]");
  g_autoptr (SimAnswer)
    again = invite (fixture, 201, "NEW.person@acme.example", "[\"jira-software\"]");
  g_autoptr (SimAnswer) wrong = invite (fixture, 400, "nobody", "[\"jira-software\"]");
  g_autoptr (SimAnswer) product = invite (fixture, 400, "b@acme.example", "[\"fax\"]");
  g_autoptr (SimAnswer) missing = sim_expect (
    fixture->simulator, 400, "POST", "{\"emailAddress\":\"c@acme.example\"}", "/rest/api/3/user");
  const char *id = sim_answer_string (first, "$.accountId");
  g_autoptr (GHashTable) members = sim_true_members (fixture->simulator, "jira-core-users");
  Walk seen;

  g_assert_cmpstr (sim_answer_string (again, "$.accountId"), ==, id);
  g_assert_true (g_hash_table_contains (members, id));
  walk (fixture->simulator, 1000, &seen);
  g_assert_cmpuint (g_hash_table_size (seen.ids), ==, N_USERS + 1);
  g_assert_true (g_hash_table_contains (seen.ids, id));
  g_hash_table_unref (seen.ids);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==, 1);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 1);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 1);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = sim_find_person (fixture->simulator, "jira-software-users", TRUE);
  g_autoptr (SimAnswer) me = sim_get (fixture->simulator, "/rest/api/3/myself");
  g_autoptr (SimAnswer)
    before = sim_get (fixture->simulator, "/rest/api/3/applicationrole/jira-software");
  g_autoptr (SimAnswer) removed = sim_expect (fixture->simulator, 204, "DELETE", NULL,
                                              "/rest/api/3/user?accountId=%s", id);
  g_autoptr (SimAnswer) again = sim_expect (fixture->simulator, 404, "DELETE", NULL,
                                            "/rest/api/3/user?accountId=%s", id);
  g_autoptr (SimAnswer)
    self = sim_expect (fixture->simulator, 400, "DELETE", NULL, "/rest/api/3/user?accountId=%s",
                       sim_answer_string (me, "$.accountId"));
  g_autoptr (SimAnswer)
    after = sim_get (fixture->simulator, "/rest/api/3/applicationrole/jira-software");
  g_autoptr (SimAnswer) user = sim_get (fixture->simulator, "/rest/api/3/user?accountId=%s", id);
  g_autoptr (SimAnswer)
    groups = sim_get (fixture->simulator, "/rest/api/3/user/groups?accountId=%s", id);
  g_autofree char *core = sim_group_id (fixture->simulator, "jira-core-users");
  g_autoptr (GHashTable) members = sim_true_members (fixture->simulator, "jira-software-users");

  g_assert_cmpstr (removed->text, ==, "");
  g_assert_false (sim_answer_bool (user, "$.active"));
  g_assert_false (sim_answer_has (user, "$.emailAddress"));
  g_assert_cmpuint (sim_answer_length (groups, "$"), ==, 0);
  g_assert_false (g_hash_table_contains (members, id));
  g_assert_cmpint (sim_answer_int (after, "$.userCount"), ==,
                   sim_answer_int (before, "$.userCount") - 1);
  sim_add (fixture->simulator, 404, core, id);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 1);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 1);
}

/* The flaws of the real list: nobody is missing, but some come twice and pages run short. */
static void
test_flawed_list (Fixture *fixture, gconstpointer data)
{
  Walk seen, again;

  sim_set (fixture->simulator, "{\"fault\":{\"duplicate\":0.5}}");
  walk (fixture->simulator, 1000, &seen);
  walk (fixture->simulator, 1000, &again);
  g_assert_cmpuint (g_hash_table_size (seen.ids), ==, N_USERS);
  g_assert_cmpuint (seen.n_rows, >, N_USERS);
  g_assert_cmpuint (again.n_rows, ==, seen.n_rows);
  g_hash_table_unref (seen.ids);
  g_hash_table_unref (again.ids);

  sim_set (fixture->simulator, "{\"fault\":{\"duplicate\":0,\"short-page\":0.5}}");
  walk (fixture->simulator, 500, &seen);
  g_assert_cmpuint (g_hash_table_size (seen.ids), ==, N_USERS);
  g_assert_cmpuint (seen.n_rows, ==, N_USERS);
  g_assert_cmpuint (seen.n_short, >, 0);
  g_hash_table_unref (seen.ids);
}

static void
test_null_email (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer) before = sim_get (fixture->simulator, "/rest/api/3/users/search");
  g_autoptr (SimAnswer) after = NULL;

  sim_set (fixture->simulator, "{\"fault\":{\"null-email\":1}}");
  after = sim_get (fixture->simulator, "/rest/api/3/users/search");
  g_assert_null (strstr (before->text, "\"emailAddress\":null"));
  g_assert_nonnull (strstr (after->text, "\"emailAddress\":null"));
}

/* From one user to many: whatever was sized for one goes on working. */
static void
test_growth (void)
{
  g_autoptr (UmTestSimulator) simulator = um_test_simulator_start ("--users", "1", NULL);
  Walk seen;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *body = g_strdup_printf (
        "{\"emailAddress\":\"p%u@acme.example\",\"products\":[\"jira-core\"]}", i);
      g_autoptr (SimAnswer) made = sim_expect (simulator, 201, "POST", body, "/rest/api/3/user");
      g_autoptr (SimAnswer)
        found = sim_expect (simulator, 200, "GET", NULL, "/rest/api/3/user?accountId=%s",
                            sim_answer_string (made, "$.accountId"));
      g_autoptr (SimAnswer)
        none = sim_expect (simulator, 404, "GET", NULL, "/rest/api/3/user?accountId=none-%u", i);
    }
  walk (simulator, 10, &seen);
  g_assert_cmpuint (g_hash_table_size (seen.ids), ==, 61);
  g_hash_table_unref (seen.ids);
}

#define ADD(name, function) \
  g_test_add ("/simulator/users/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("all-pages", test_all_pages);
  ADD ("cap", test_cap);
  ADD ("mixture", test_mixture);
  ADD ("one", test_one);
  ADD ("bulk", test_bulk);
  ADD ("search", test_search);
  ADD ("assignable", test_assignable);
  ADD ("invite", test_invite);
  ADD ("remove", test_remove);
  ADD ("flawed-list", test_flawed_list);
  ADD ("null-email", test_null_email);
  g_test_add_func ("/simulator/users/growth", test_growth);
  return g_test_run ();
}
