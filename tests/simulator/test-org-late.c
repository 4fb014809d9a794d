/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The organisation under difficulties: late lists, two writes at once, lost answers, restarts. */

#include <string.h>

#include <glib/gstdio.h>

#include "sim-client.h"

#define USER "/admin/v2/orgs/ORG/directories/ACME/users/%s"

static char *
find_active (UmTestSimulator *simulator)
{
  g_autofree char *person = sim_find_person (simulator, "jira-core-users", TRUE);

  return g_steal_pointer (&person);
}

static void
post (UmTestSimulator *simulator, guint status, const char *id, const char *what)
{
  g_autoptr (SimAnswer) answer = sim_org (simulator, status, "POST", NULL, USER "/%s", id, what);
}

static char *
status_of (UmTestSimulator *simulator, const char *id)
{
  g_autoptr (SimAnswer) user = sim_org (simulator, 200, "GET", NULL, USER, id);

  return g_strdup (sim_answer_string (user, "$.data.status"));
}

/* While the lag lasts, both sides show what was; the truth is there all the same. */
static void
test_lag (void)
{
  g_autoptr (UmTestSimulator)
    simulator = um_test_simulator_start ("--users", "300", "--lag", "600000", NULL);
  g_autofree char *id = find_active (simulator);
  g_autofree char *core = sim_group_id (simulator, "jira-core-users");
  g_autofree char *search = g_strdup_printf ("\"accountIds\":[\"%s\"],\"expand\":[\"groups\"]", id);
  g_autoptr (SimAnswer) state = NULL, left = NULL, other = NULL;
  g_autoptr (JsonArray) found = NULL, among = NULL;
  g_autofree char *status = NULL, *groups = NULL,
                  *group = g_strdup_printf ("\"groupIds\":[\"%s\"]", core);
  gboolean listed = FALSE;

  left = sim_org (simulator, 204, "DELETE", NULL,
                  "/admin/v2/orgs/ORG/directories/ACME/groups/%s/memberships/%s", core, id);
  post (simulator, 204, id, "suspend");
  status = status_of (simulator, id);
  g_assert_cmpstr (status, ==, "active");
  found = sim_org_search (simulator, "ACME", search);
  groups = json_to_string (
    json_object_get_member (json_array_get_object_element (found, 0), "groups"), FALSE);
  g_assert_nonnull (strstr (groups, "jira-core-users"));
  among = sim_org_search (simulator, "ACME", group);
  for (guint i = 0; i < json_array_get_length (among); i++)
    listed |= strcmp (json_object_get_string_member (json_array_get_object_element (among, i),
                                                     "accountId"),
                      id)
              == 0;
  g_assert_true (listed);
  state = sim_get (simulator, "/_simulator/state?accountId=%s", id);
  g_assert_cmpstr (sim_answer_string (state, "$.users[0].status"), ==, "suspended");
  g_assert_null (strstr (state->text, core));
}

typedef struct
{
  guint left;
  guint statuses[600];
} Both;

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Both *both = data;
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes)
    body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  g_assert_no_error (error);
  both->statuses[soup_message_get_status (message)]++;
  both->left--;
}

/* Two changes of one user at once: one is made, the other conflicts and does nothing. */
static void
test_at_once (void)
{
  g_autoptr (UmTestSimulator)
    simulator = um_test_simulator_start ("--users", "300", "--latency", "400", NULL);
  g_autofree char *id = find_active (simulator);
  g_autofree char *path = sim_org_names (simulator, "/admin/v2/orgs/ORG/directories/ACME/users/");
  g_autofree char *uri = g_strconcat (um_test_simulator_get (simulator, "api_url"), path, id,
                                      "/suspend", NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", um_test_simulator_get (simulator, "org_key"),
                                         NULL);
  g_autoptr (SoupSession)
    session = soup_session_new_with_options ("max-conns", 4, "max-conns-per-host", 4, NULL);
  Both both = { .left = 2 };

  soup_session_set_proxy_resolver (session, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);

      soup_message_headers_append (soup_message_get_request_headers (message), "Authorization",
                                   bearer);
      soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, sent_cb, &both);
    }
  while (both.left > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (both.statuses[204], ==, 1);
  g_assert_cmpuint (both.statuses[409], ==, 1);
  g_assert_cmpint (um_test_simulator_get_stat (simulator, "effects"), ==, 1);
  g_assert_cmpint (um_test_simulator_get_stat (simulator, "max_in_flight_per_user"), ==, 2);
  sim_set (simulator, "{\"latency\":0}");
  post (simulator, 204, id, "restore");
}

/* An answer that is lost blocks nobody: the next change of the same user goes through. */
static void
test_drop (void)
{
  g_autoptr (UmTestSimulator)
    simulator = um_test_simulator_start ("--users", "300", "--drop", "1", NULL);
  g_autofree char *id = find_active (simulator);
  g_autofree char *path = sim_org_names (simulator, "/admin/v2/orgs/ORG/directories/ACME/users/");
  g_autofree char *full = g_strconcat (path, id, "/suspend", NULL);
  g_autoptr (SimAnswer) lost = sim_ask_as (simulator, SIM_AS_KEY, "POST", full, NULL);
  g_autofree char *status = NULL;

  g_assert_cmpuint (lost->status, ==, 0);
  g_assert_cmpint (um_test_simulator_get_stat (simulator, "effects"), ==, 1);
  sim_set (simulator, "{\"drop\":0}");
  status = status_of (simulator, id);
  g_assert_cmpstr (status, ==, "suspended");
  post (simulator, 204, id, "restore");
}

static void
test_faults (void)
{
  g_autoptr (UmTestSimulator)
    simulator = um_test_simulator_start ("--users", "100", "--fault", "500=1", NULL);
  g_autoptr (SimAnswer) org = sim_ask_as (simulator, SIM_AS_KEY, "GET", "/admin/v1/orgs", NULL);
  g_autoptr (SimAnswer) manage = sim_ask_as (simulator, SIM_AS_KEY, "GET", "/users/x/manage", NULL);

  g_assert_cmpuint (org->status, ==, 500);
  g_assert_cmpstr (sim_answer_code (org), ==, "ADMIN-500-1");
  g_assert_cmpuint (manage->status, ==, 500);
  g_assert_cmpint (sim_answer_int (manage, "$.code"), ==, 500);
}

/* Makes one change of each kind that only the organisation knows of. */
static void
change_everything (UmTestSimulator *simulator)
{
  g_autofree char *id = sim_find_managed (simulator, "email.set", NULL);
  g_autofree char *other = find_active (simulator);
  g_autofree char *core = sim_group_id (simulator, "jira-core-users");
  const struct
  {
    guint status;
    const char *method;
    const char *path;
    const char *body;
    const char *argument;
  } changes[] = {
    { 204, "POST", "/users/%s/manage/lifecycle/disable", "{\"message\":\"Tab\\there\"}", id },
    { 200, "POST", "/users/%s/manage/lifecycle/delete", NULL, id },
    { 200, "PATCH", "/users/%s/manage/profile", "{\"name\":\"Zoë\",\"locale\":\"fr-FR\"}", id },
    { 204, "PUT", "/users/%s/manage/email", "{\"email\":\"zoe@acme.example\"}", id },
    { 204, "POST", "/admin/v2/orgs/ORG/directories/ACME/users/%s/suspend", NULL, other },
    { 204, "POST", "/admin/v2/orgs/ORG/directories/ACME/users/%s/restore", NULL, other },
    { 204, "POST", "/admin/v2/orgs/ORG/directories/ACME/users/%s/suspend", NULL, other },
    { 204, "POST", "/admin/v1/orgs/ORG/users/%s/role-assignments/assign",
      "{\"role\":\"atlassian/org-admin\"}", other },
    { 204, "POST", "/admin/v1/orgs/ORG/users/%s/roles/assign",
      "{\"role\":\"atlassian/guest\",\"resource\":\"ari:cloud:confluence::site/CLOUD\"}", other },
    { 200, "POST", "/admin/v2/orgs/ORG/directories/ACME/groups/%s/role-assignments/assign",
      "{\"roleId\":\"atlassian/user\",\"resourceId\":\"ari:cloud:confluence::site/CLOUD\"}", core },
    { 201, "POST", "/admin/v2/orgs/ORG/directories/%s/groups",
      "{\"name\":\"tea\",\"description\":\"two\\nlines\"}", "BRIGHTWATER" },
    { 200, "POST", "/admin/v2/orgs/%s/users/invite",
      "{\"emails\":[\"neu@acme.example\",\"zoe@x.example\"],\"permissionRules\":[{\"role\":"
      "\"atlassian/user\",\"resource\":\"ari:cloud:confluence::site/CLOUD\"}]}",
      "ORG" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_auto (GStrv) parts = g_strsplit (changes[i].path, "%s", 2);
      g_autoptr (SimAnswer)
        answer = sim_org (simulator, changes[i].status, changes[i].method, changes[i].body,
                          "%s%s%s", parts[0], changes[i].argument, parts[1]);
    }
  {
    g_autofree char *gone = find_active (simulator);
    g_autoptr (SimAnswer) removed = sim_org (simulator, 204, "DELETE", NULL, USER, gone);
  }
}

static void
test_restart (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("simulator-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "state", NULL);
  g_autofree char *before = NULL, *after = NULL;

  g_assert_no_error (error);
  {
    g_autoptr (UmTestSimulator)
      simulator = um_test_simulator_start ("--users", "400", "--state", path, NULL);

    change_everything (simulator);
    before = sim_state (simulator);
    um_test_simulator_kill (simulator);
  }
  {
    g_autoptr (UmTestSimulator)
      simulator = um_test_simulator_start ("--users", "400", "--state", path, NULL);

    after = sim_state (simulator);
  }
  g_assert_cmpstr (before, ==, after);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/simulator/org-late/lag", test_lag);
  g_test_add_func ("/simulator/org-late/at-once", test_at_once);
  g_test_add_func ("/simulator/org-late/drop", test_drop);
  g_test_add_func ("/simulator/org-late/faults", test_faults);
  g_test_add_func ("/simulator/org-late/restart", test_restart);
  return g_test_run ();
}
