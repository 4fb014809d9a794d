/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the site says of itself, of the caller, of its products and of its audit log. */

#include <string.h>

#include "sim-client.h"

typedef struct
{
  UmTestSimulator *simulator;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->simulator = um_test_simulator_start ("--users", "400", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_simulator_free (fixture->simulator);
}

static void
test_tenant (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer)
    info = sim_ask_as (fixture->simulator, SIM_AS_NOBODY, "GET", "/_edge/tenant_info", NULL);
  g_autoptr (SimAnswer)
    server = sim_ask_as (fixture->simulator, SIM_AS_NOBODY, "GET", "/rest/api/3/serverInfo", NULL);

  g_assert_cmpstr (sim_answer_string (info, "$.cloudId"), ==,
                   um_test_simulator_get (fixture->simulator, "cloud_id"));
  g_assert_cmpstr (sim_answer_string (server, "$.deploymentType"), ==, "Cloud");
  g_assert_cmpstr (sim_answer_string (server, "$.baseUrl"), ==,
                   um_test_simulator_get (fixture->simulator, "jira_url"));
}

#define QUERY                                                                                   \
  "{\"operationName\":\"TenantContext\",\"query\":\"query TenantContext($hostNames:[String!]!)" \
  "{tenantContexts(hostNames:$hostNames){cloudId orgId hostName}}\","                           \
  "\"variables\":{\"hostNames\":[%s]}}"

static void
test_tenant_context (Fixture *fixture, gconstpointer data)
{
  const char *host = um_test_simulator_get (fixture->simulator, "jira_url") + strlen ("http://");
  g_autofree char *names = g_strdup_printf ("\"%s\",\"elsewhere.example\",\"127.0.0.1\"", host);
  g_autofree char *body = g_strdup_printf (QUERY, names);
  g_autoptr (SimAnswer)
    answer = sim_expect (fixture->simulator, 200, "POST", body, "/gateway/api/graphql");
  g_autoptr (SimAnswer)
    stranger = sim_ask_as (fixture->simulator, SIM_AS_DEAD, "POST", "/gateway/api/graphql", body);
  g_autoptr (SimAnswer) other = sim_expect (fixture->simulator, 200, "POST",
                                            "{\"query\":\"{me{id}}\"}", "/gateway/api/graphql");

  g_assert_cmpuint (sim_answer_length (answer, "$.data.tenantContexts"), ==, 3);
  g_assert_cmpstr (sim_answer_string (answer, "$.data.tenantContexts[0].orgId"), ==,
                   um_test_simulator_get (fixture->simulator, "org_id"));
  g_assert_false (sim_answer_has (answer, "$.data.tenantContexts[1].orgId"));
  g_assert_true (sim_answer_has (answer, "$.data.tenantContexts[2].orgId"));
  g_assert_cmpuint (stranger->status, ==, 200);
  g_assert_true (sim_answer_has (stranger, "$.errors[0].message"));
  g_assert_true (sim_answer_has (other, "$.errors[0].message"));
}

static void
test_myself (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer) plain = sim_get (fixture->simulator, "/rest/api/3/myself");
  g_autoptr (SimAnswer)
    whole = sim_get (fixture->simulator, "/rest/api/3/myself?expand=groups,applicationRoles");

  g_assert_cmpuint (sim_answer_length (plain, "$.groups.items"), ==, 0);
  g_assert_cmpuint (sim_answer_length (whole, "$.groups.items"), ==,
                    sim_answer_int (plain, "$.groups.size"));
  g_assert_cmpuint (sim_answer_length (whole, "$.applicationRoles.items"), >, 0);
}

static void
test_permissions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer) good = sim_get (
    fixture->simulator, "/rest/api/3/mypermissions?permissions=ADMINISTER,SYSTEM_ADMIN");
  g_autoptr (SimAnswer)
    bad = sim_get (fixture->simulator, "/rest/api/3/mypermissions?permissions=ADMINISTER,FLY");

  g_assert_true (sim_answer_bool (good, "$.permissions.ADMINISTER.havePermission"));
  g_assert_false (sim_answer_bool (good, "$.permissions.SYSTEM_ADMIN.havePermission"));
  g_assert_cmpuint (bad->status, ==, 400);
}

static void
test_licences (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer) roles = sim_get (fixture->simulator, "/rest/api/3/applicationrole");
  g_autoptr (SimAnswer)
    role = sim_get (fixture->simulator, "/rest/api/3/applicationrole/jira-software");
  g_autoptr (SimAnswer) none = sim_get (fixture->simulator, "/rest/api/3/applicationrole/fax");
  g_autoptr (SimAnswer) count = sim_get (
    fixture->simulator, "/rest/api/3/license/approximateLicenseCount/product/jira-software");
  g_autoptr (SimAnswer)
    all = sim_get (fixture->simulator, "/rest/api/3/license/approximateLicenseCount");
  g_autoptr (SimAnswer) plans = sim_get (fixture->simulator, "/rest/api/3/instance/license");
  g_autofree char *used = g_strdup_printf ("%d", (int) sim_answer_int (role, "$.userCount"));

  g_assert_cmpuint (sim_answer_length (roles, "$"), ==, 4);
  g_assert_cmpint (sim_answer_int (role, "$.userCount") + sim_answer_int (role, "$.remainingSeats"),
                   ==, sim_answer_int (role, "$.numberOfSeats"));
  g_assert_cmpuint (none->status, ==, 404);
  g_assert_cmpstr (sim_answer_string (count, "$.value"), ==, used);
  g_assert_cmpuint (all->status, ==, 200);
  g_assert_cmpuint (sim_answer_length (plans, "$.applications"), ==, 4);
}

/* A seat for each active account that any group of the product holds, and none for the others. */
static void
test_seats_are_members (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer)
    role = sim_get (fixture->simulator, "/rest/api/3/applicationrole/jira-core");
  g_autoptr (GHashTable) seated = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_groups = sim_answer_length (role, "$.groupDetails");

  for (guint i = 0; i < n_groups; i++)
    {
      g_autofree char *path = g_strdup_printf ("$.groupDetails[%u].groupId", i);
      g_autoptr (GHashTable)
        members = sim_true_members (fixture->simulator, sim_answer_string (role, path));
      GHashTableIter iter;
      gpointer id;

      g_hash_table_iter_init (&iter, members);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        {
          g_autoptr (SimAnswer)
            user = sim_get (fixture->simulator, "/rest/api/3/user?accountId=%s", (const char *) id);

          if (sim_answer_bool (user, "$.active"))
            g_hash_table_add (seated, g_strdup (id));
        }
    }
  g_assert_cmpuint (n_groups, >=, 2);
  g_assert_cmpint (sim_answer_int (role, "$.userCount"), ==, g_hash_table_size (seated));
}

static void
test_audit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *group = sim_group_id (fixture->simulator, "jira-core-users");
  g_autofree char *person = sim_find_person (fixture->simulator, "jira-core-users", FALSE);
  g_autoptr (SimAnswer) before = sim_get (fixture->simulator, "/rest/api/3/auditing/record");
  g_autoptr (SimAnswer) all = NULL, one = NULL, filtered = NULL, old = NULL, wrong = NULL;

  sim_add (fixture->simulator, 201, group, person);
  sim_remove (fixture->simulator, 200, group, person);
  all = sim_get (fixture->simulator, "/rest/api/3/auditing/record?limit=10");
  one = sim_get (fixture->simulator, "/rest/api/3/auditing/record?offset=1&limit=1");
  filtered = sim_get (fixture->simulator, "/rest/api/3/auditing/record?filter=removed+core");
  old = sim_get (fixture->simulator, "/rest/api/3/auditing/record?to=2020-01-01");
  wrong = sim_get (fixture->simulator, "/rest/api/3/auditing/record?from=once");

  g_assert_cmpint (sim_answer_int (before, "$.total"), ==, 0);
  g_assert_cmpint (sim_answer_int (all, "$.total"), ==, 2);
  g_assert_cmpstr (sim_answer_string (all, "$.records[0].summary"), ==, "User removed from group");
  g_assert_cmpstr (sim_answer_string (all, "$.records[0].objectItem.name"), ==, "jira-core-users");
  g_assert_cmpstr (sim_answer_string (all, "$.records[0].associatedItems[0].id"), ==, person);
  g_assert_cmpuint (sim_answer_length (one, "$.records"), ==, 1);
  g_assert_cmpstr (sim_answer_string (one, "$.records[0].summary"), ==, "User added to group");
  g_assert_cmpint (sim_answer_int (filtered, "$.total"), ==, 1);
  g_assert_cmpint (sim_answer_int (old, "$.total"), ==, 0);
  g_assert_cmpuint (wrong->status, ==, 400);
}

static void
test_projects (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer)
    all = sim_get (fixture->simulator, "/rest/api/3/project/search?action=create&maxResults=2");
  g_autoptr (SimAnswer)
    found = sim_get (fixture->simulator, "/rest/api/3/project/search?query=OPERAT");
  g_autoptr (SimAnswer)
    types = sim_get (fixture->simulator, "/rest/api/3/issue/createmeta/OPS/issuetypes?startAt=3");
  g_autoptr (SimAnswer)
    fields = sim_get (fixture->simulator, "/rest/api/3/issue/createmeta/10000/issuetypes/10001");
  g_autoptr (SimAnswer) many = sim_get (
    fixture->simulator, "/rest/api/3/issue/createmeta/OPS/issuetypes?maxResults=201");
  g_autoptr (SimAnswer)
    none = sim_get (fixture->simulator, "/rest/api/3/issue/createmeta/NONE/issuetypes");

  g_assert_cmpint (sim_answer_int (all, "$.total"), ==, 3);
  g_assert_cmpuint (sim_answer_length (all, "$.values"), ==, 2);
  g_assert_nonnull (strstr (sim_answer_string (all, "$.nextPage"), "startAt=2"));
  g_assert_cmpint (sim_answer_int (found, "$.total"), ==, 1);
  g_assert_cmpstr (sim_answer_string (found, "$.values[0].key"), ==, "OPS");
  g_assert_cmpuint (sim_answer_length (types, "$.issueTypes"), ==, 2);
  g_assert_cmpint (sim_answer_int (types, "$.total"), ==, 5);
  g_assert_true (sim_answer_has (fields, "$.fields[0].fieldId"));
  g_assert_cmpuint (many->status, ==, 400);
  g_assert_cmpuint (none->status, ==, 400);
}

#define ADD(name, function) \
  g_test_add ("/simulator/site/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("tenant", test_tenant);
  ADD ("tenant-context", test_tenant_context);
  ADD ("myself", test_myself);
  ADD ("permissions", test_permissions);
  ADD ("licences", test_licences);
  ADD ("seats-are-members", test_seats_are_members);
  ADD ("audit", test_audit);
  ADD ("projects", test_projects);
  return g_test_run ();
}
