/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Users of the organisation: pages, filters, sorting, what is shown of whom. */

#include <string.h>

#include "sim-client.h"

typedef struct
{
  UmTestSimulator *simulator;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->simulator = um_test_simulator_start ("--users", "1500", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_simulator_free (fixture->simulator);
}

static JsonObject *
user_at (JsonArray *users, guint i)
{
  return json_array_get_object_element (users, i);
}

static const char *
text_of (JsonArray *users, guint i, const char *member)
{
  return json_object_get_string_member_with_default (user_at (users, i), member, "");
}

static guint
count (Fixture *fixture, const char *directory, const char *query)
{
  g_autoptr (SimAnswer)
    answer = sim_org (fixture->simulator, 200, "GET", NULL,
                      "/admin/v2/orgs/ORG/directories/%s/users/count%s", directory, query);

  return (guint) sim_answer_int (answer, "$.count");
}

/* Everybody once, whatever the size of a page; the count says the same. */
static void
test_pages (Fixture *fixture, gconstpointer data)
{
  static const char *const sizes[] = { "\"limit\":100", "\"limit\":7", "",
                                       "\"limit\":100,\"sortBy\":[{\"field\":\"nick_name\","
                                       "\"direction\":\"desc\"}]" };
  guint all = count (fixture, "-", "");

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (JsonArray) users = sim_org_search (fixture->simulator, "-", sizes[i]);
      g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint j = 0; j < json_array_get_length (users); j++)
        g_hash_table_add (ids, (gpointer) text_of (users, j, "accountId"));
      g_assert_cmpuint (json_array_get_length (users), ==, all);
      g_assert_cmpuint (g_hash_table_size (ids), ==, all);
    }
  g_assert_cmpuint (all, >, 1000);
}

static void
test_sorting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonArray) up = sim_org_search (
    fixture->simulator, "-",
    "\"limit\":100,\"sortBy\":[{\"field\":\"nick_name\",\"direction\":\"asc\"}]");
  g_autoptr (JsonArray) down = sim_org_search (
    fixture->simulator, "-",
    "\"limit\":100,\"sortBy\":[{\"field\":\"nick_name\",\"direction\":\"desc\"}]");
  guint n = json_array_get_length (up);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *before = g_utf8_casefold (text_of (up, i > 0 ? i - 1 : 0, "nickname"), -1);
      g_autofree char *name = g_utf8_casefold (text_of (up, i, "nickname"), -1);

      g_assert_cmpint (strcmp (before, name), <=, 0);
      g_assert_cmpstr (text_of (up, i, "accountId"), ==, text_of (down, n - 1 - i, "accountId"));
    }
}

static gboolean
list_has (JsonObject *user, const char *list, const char *member, const char *value)
{
  JsonArray *array = json_object_get_array_member (user, list);

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_strcmp0 (json_object_get_string_member (json_array_get_object_element (array, i), member),
                   value)
        == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_active (JsonObject *user)
{
  return strcmp (json_object_get_string_member (user, "status"), "active") == 0;
}

static gboolean
is_dead_or_suspended (JsonObject *user)
{
  const char *status = json_object_get_string_member (user, "status");

  return strcmp (status, "deactivated") == 0 || strcmp (status, "suspended") == 0;
}

static gboolean
is_inactive (JsonObject *user)
{
  return strcmp (json_object_get_string_member (user, "accountStatus"), "inactive") == 0;
}

static gboolean
is_outside (JsonObject *user)
{
  return strcmp (json_object_get_string_member (user, "membershipStatus"), "no_membership") == 0;
}

static gboolean
is_managed (JsonObject *user)
{
  return strcmp (json_object_get_string_member (user, "claimStatus"), "managed") == 0;
}

static gboolean
is_unsafe (JsonObject *user)
{
  return is_managed (user) && !json_object_get_boolean_member (user, "mfaEnabled");
}

static gboolean
is_of_labs (JsonObject *user)
{
  return g_str_has_suffix (json_object_get_string_member (user, "email"), "@acme-labs.example");
}

static gboolean
is_org_admin (JsonObject *user)
{
  JsonArray *roles = json_object_get_array_member (user, "platformRoles");

  for (guint i = 0; i < json_array_get_length (roles); i++)
    if (strcmp (json_array_get_string_element (roles, i), "atlassian/org-admin") == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_contractor (JsonObject *user)
{
  return list_has (user, "groups", "name", "contractors");
}

/* Each filter alone gives what a look at everybody gives, and the count agrees. */
static void
test_filters (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *body;
    const char *query; /* (nullable) */
    gboolean (*passes) (JsonObject *user);
  } filters[] = {
    { "\"status\":[\"active\"]", "?status=active", is_active },
    { "\"status\":[\"deactivated\",\"suspended\"]", "?status=deactivated&status=suspended",
      is_dead_or_suspended },
    { "\"accountStatus\":[\"inactive\"]", "?accountStatus=inactive", is_inactive },
    { "\"membershipStatus\":[\"no_membership\"]", "?membershipStatus=no_membership", is_outside },
    { "\"claimStatus\":\"managed\"", "?claimStatus=managed", is_managed },
    { "\"mfaEnabled\":false", "?mfaEnabled=false", is_unsafe },
    { "\"emailDomains\":[\"acme-labs.example\"]", "?emailDomains=acme-labs.example", is_of_labs },
    { "\"roleIds\":[\"atlassian/org-admin\"]", "?roleIds=atlassian/org-admin", is_org_admin },
    { "\"groupIds\":[\"GROUP\"]", NULL, is_contractor },
  };
  g_autofree char *contractors = sim_group_id (fixture->simulator, "contractors");
  g_autoptr (JsonArray) all = sim_org_search (
    fixture->simulator, "-", "\"limit\":100,\"expand\":[\"groups\",\"platformRoles\"]");

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (GString) body = g_string_new (filters[i].body);
      g_autoptr (JsonArray) found = NULL;
      guint n = 0;

      g_string_replace (body, "GROUP", contractors, 0);
      found = sim_org_search (fixture->simulator, "-", body->str);
      for (guint j = 0; j < json_array_get_length (all); j++)
        {
          if (!filters[i].passes (user_at (all, j)))
            continue;
          g_assert_cmpuint (n, <, json_array_get_length (found));
          g_assert_cmpstr (text_of (found, n, "accountId"), ==, text_of (all, j, "accountId"));
          n++;
        }
      g_test_message ("%s: %u", filters[i].body, n);
      g_assert_cmpuint (n, >, 0);
      g_assert_cmpuint (n, <, json_array_get_length (all));
      g_assert_cmpuint (n, ==, json_array_get_length (found));
      if (filters[i].query != NULL)
        g_assert_cmpuint (count (fixture, "-", filters[i].query), ==, n);
    }
}

static void
test_named (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonArray) all = sim_org_search (fixture->simulator, "-", "\"limit\":100");
  const char *first = text_of (all, 3, "email"), *second = text_of (all, 700, "email");
  g_autofree char *emails = g_strdup_printf ("\"emails\":[\"%s\",\"nobody@acme.example\",\"%s\"]",
                                             second, first);
  g_autofree char *both = g_strdup_printf ("%s,\"accountIds\":[\"%s\"]", emails,
                                           text_of (all, 700, "accountId"));
  g_autofree char *term = g_strdup_printf ("\"searchTerm\":\"%s\"", first);
  g_autoptr (JsonArray) by_email = sim_org_search (fixture->simulator, "-", emails);
  g_autoptr (JsonArray) by_both = sim_org_search (fixture->simulator, "-", both);
  g_autoptr (JsonArray) by_term = sim_org_search (fixture->simulator, "-", term);

  g_assert_cmpuint (json_array_get_length (by_email), ==, 2);
  g_assert_cmpstr (text_of (by_email, 0, "email"), ==, first);
  g_assert_cmpstr (text_of (by_email, 1, "email"), ==, second);
  g_assert_cmpuint (json_array_get_length (by_both), ==, 1);
  g_assert_cmpstr (text_of (by_both, 0, "email"), ==, second);
  g_assert_cmpuint (json_array_get_length (by_term), ==, 1);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *body;
    const char *code;
  } bodies[] = {
    { "{\"limit\":0}", "ADMIN-400-24" },
    { "{\"limit\":101}", "ADMIN-400-24" },
    { "{\"limit\":\"many\"}", "ADMIN-400-24" },
    { "{\"status\":[\"odd\"]}", "ADMIN-400-24" },
    { "{\"status\":[]}", "ADMIN-400-24" },
    { "{\"status\":[\"active\",\"suspended\",\"not_invited\",\"deactivated\",\"for_deletion\"]}",
      "ADMIN-400-24" },
    { "{\"searchTerm\":\"a\",\"emails\":[\"a@b.example\"]}", "ADMIN-400-24" },
    { "{\"accountIds\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]}",
      "ADMIN-400-24" },
    { "{\"expand\":[\"everything\"]}", "ADMIN-400-24" },
    { "{\"sortBy\":[{\"field\":\"email\",\"direction\":\"asc\"}]}", "ADMIN-400-24" },
    { "{\"cursor\":\"nonsense\"}", "ADMIN-400-1" },
    { "{\"cursor\":\"eyJraW5kIjoiZ3JvdXBzIiwiYXQiOjEsIndhbnRlZCI6e319\"}", "ADMIN-400-1" },
    { "{\"limit\":", "ADMIN-400-24" },
    { "[]", "ADMIN-400-24" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (SimAnswer) answer = sim_org (fixture->simulator, 400, "POST", bodies[i].body,
                                              "/admin/v2/orgs/ORG/directories/-/users/search");

      g_test_message ("%s", bodies[i].body);
      g_assert_cmpstr (sim_answer_code (answer), ==, bodies[i].code);
    }
}

/* Directories hold different people, some several; groups are those of the directory asked. */
static void
test_directories (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "ACME", "CONTRACTORS", "BRIGHTWATER" };
  guint all = count (fixture, "-", "?membershipStatus=active&membershipStatus=suspended"), sum = 0;
  g_autoptr (JsonArray) contractors = sim_org_search (fixture->simulator, "CONTRACTORS",
                                                      "\"limit\":100,\"expand\":[\"groups\"]");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      guint n = count (fixture, names[i], "");

      g_assert_cmpuint (n, >, 0);
      g_assert_cmpuint (n, <, all);
      sum += n;
    }
  g_assert_cmpuint (sum, >, all);
  for (guint i = 0; i < json_array_get_length (contractors); i++)
    {
      JsonArray *groups = json_object_get_array_member (user_at (contractors, i), "groups");

      for (guint j = 0; j < json_array_get_length (groups); j++)
        g_assert_cmpstr (
          json_object_get_string_member (json_array_get_object_element (groups, j), "name"), ==,
          "contractors");
    }
}

/* Only persons, nobody whose account is gone; nothing sent that isn't asked for. */
static void
test_shown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonArray) plain = sim_org_search (fixture->simulator, "-", "\"limit\":100");
  g_autoptr (JsonArray) full = sim_org_search (
    fixture->simulator, "-",
    "\"limit\":100,\"expand\":[\"productAccess\",\"groups\",\"counts.resources\"]");
  guint never = 0, nanoseconds = 0;

  for (guint i = 0; i < json_array_get_length (full); i++)
    {
      JsonArray *products = json_object_get_array_member (user_at (full, i), "productAccess");

      g_assert_cmpstr (text_of (full, i, "accountType"), ==, "atlassian");
      g_assert_cmpstr (text_of (full, i, "name"), !=, "Former user");
      g_assert_false (json_object_has_member (user_at (plain, i), "groups"));
      g_assert_false (json_object_has_member (user_at (plain, i), "productAccess"));
      never += json_array_get_length (products) == 0;
      if (json_array_get_length (products) > 0)
        nanoseconds += strlen (json_object_get_string_member (
                         json_array_get_object_element (products, 0), "lastActiveTimestamp"))
                       == strlen ("2026-08-01T10:11:12.936941226Z");
    }
  g_assert_cmpuint (never, >, 10);
  g_assert_cmpuint (nanoseconds, ==, json_array_get_length (full) - never);
}

static void
test_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonArray)
    dead = sim_org_search (fixture->simulator, "ACME", "\"status\":[\"deactivated\"]");
  const char *id = text_of (dead, 0, "accountId");
  g_autoptr (SimAnswer) user = sim_org (fixture->simulator, 200, "GET", NULL,
                                        "/admin/v2/orgs/ORG/directories/ACME/users/%s", id);
  g_autoptr (SimAnswer)
    dates = sim_org (fixture->simulator, 200, "GET", NULL,
                     "/admin/v1/orgs/ORG/directory/users/%s/last-active-dates", id);
  g_autoptr (SimAnswer) nobody = sim_org (fixture->simulator, 404, "GET", NULL,
                                          "/admin/v2/orgs/ORG/directories/ACME/users/nobody");
  g_autoptr (SimAnswer) nowhere = sim_org (fixture->simulator, 404, "GET", NULL,
                                           "/admin/v2/orgs/ORG/directories/x/users/%s", id);

  g_assert_cmpstr (sim_answer_string (user, "$.data.accountId"), ==, id);
  g_assert_true (sim_answer_has (user, "$.data.deactivatedOn"));
  g_assert_true (sim_answer_has (dates, "$.data.added_to_org"));
  g_assert_cmpstr (sim_answer_code (nobody), ==, "ADMIN-404-8");
  g_assert_cmpstr (sim_answer_code (nowhere), ==, "ADMIN-404-1");
}

/* The list of managed accounts goes on by whole addresses and tells how many there are. */
static void
test_managed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = sim_org_names (fixture->simulator, "/admin/v1/orgs/ORG/users");
  const char *base = um_test_simulator_get (fixture->simulator, "api_url");
  guint n = 0, total = 0;

  while (path != NULL)
    {
      g_autoptr (SimAnswer) page = sim_ask_as (fixture->simulator, SIM_AS_KEY, "GET", path, NULL);
      JsonObject *links = json_object_get_object_member (json_node_get_object (page->json),
                                                         "links");

      g_assert_cmpuint (page->status, ==, 200);
      n += sim_answer_length (page, "$.data");
      total = (guint) sim_answer_int (page, "$.meta.total");
      g_clear_pointer (&path, g_free);
      if (!json_object_get_null_member (links, "next"))
        {
          const char *next = json_object_get_string_member (links, "next");

          g_assert_true (g_str_has_prefix (next, base));
          path = g_strdup (next + strlen (base));
        }
    }
  g_assert_cmpuint (n, ==, total);
  g_assert_cmpuint (n, ==, count (fixture, "-", "?claimStatus=managed"));
}

#define ADD(name, function) \
  g_test_add ("/simulator/org-users/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("pages", test_pages);
  ADD ("sorting", test_sorting);
  ADD ("filters", test_filters);
  ADD ("named", test_named);
  ADD ("refusals", test_refusals);
  ADD ("directories", test_directories);
  ADD ("shown", test_shown);
  ADD ("one", test_one);
  ADD ("managed", test_managed);
  return g_test_run ();
}
