/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What takes its time: rate limit, latency, late consistency, requests in flight per user. */

#include <string.h>

#include "sim-client.h"

static void
test_rate (void)
{
  g_autoptr (UmTestSimulator)
    simulator = um_test_simulator_start ("--users", "100", "--rate", "5", NULL);
  guint n_good = 0;

  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (SimAnswer) answer = sim_get (simulator, "/rest/api/3/myself");

      g_assert_cmpstr (sim_answer_header (answer, "X-RateLimit-Limit"), ==, "5");
      if (answer->status == 200)
        {
          n_good++;
          continue;
        }
      g_assert_cmpuint (answer->status, ==, 429);
      g_assert_cmpstr (sim_answer_header (answer, "Retry-After"), ==, "1");
      g_assert_cmpstr (sim_answer_header (answer, "X-RateLimit-Remaining"), ==, "0");
      g_assert_cmpstr (sim_answer_header (answer, "RateLimit-Reason"), ==, "jira-burst-based");
      g_assert_nonnull (strchr (sim_answer_header (answer, "X-RateLimit-Reset"), 'T'));
      g_assert_true (sim_answer_has (answer, "$.errorMessages[0]"));
    }
  g_assert_cmpuint (n_good, >=, 5);
  g_assert_cmpuint (n_good, <, 12);
  g_assert_cmpint (um_test_simulator_get_stat (simulator, "by_status.429"), ==, 12 - n_good);
}

/* Each endpoint and method has a bucket of its own; the site and its gateway share them. */
static void
test_rate_buckets (void)
{
  g_autoptr (UmTestSimulator)
    simulator = um_test_simulator_start ("--users", "100", "--rate", "1", NULL);
  g_autofree char *gateway = sim_gateway (simulator);
  g_autoptr (SimAnswer) first = sim_get (simulator, "/rest/api/3/serverInfo");
  g_autoptr (SimAnswer) other = sim_get (simulator, "/rest/api/3/group/bulk");
  g_autoptr (SimAnswer) again = sim_get (simulator, "%s/rest/api/3/group/bulk", gateway);
  g_autoptr (SimAnswer) freed = NULL;

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpuint (other->status, ==, 200);
  g_assert_cmpuint (again->status, ==, 429);
  sim_set (simulator, "{\"rate\":0}");
  freed = sim_get (simulator, "/rest/api/3/group/bulk");
  g_assert_cmpuint (freed->status, ==, 200);
  g_assert_null (sim_answer_header (freed, "X-RateLimit-Limit"));
}

static void
test_latency (void)
{
  g_autoptr (UmTestSimulator)
    simulator = um_test_simulator_start ("--users", "100", "--latency", "80", NULL);
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (SimAnswer) answer = sim_get (simulator, "/rest/api/3/myself");

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 79000);
}

typedef struct
{
  GMainLoop *loop;
  guint left;
} Flights;

static void
landed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Flights *flights = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes)
    bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  g_assert_no_error (error);
  if (--flights->left == 0)
    g_main_loop_quit (flights->loop);
}

/* Sends @n requests about the users of @ids, in turn, all at once. */
static void
fly (UmTestSimulator *simulator, const char *const *ids, guint n)
{
  g_autoptr (SoupSession)
    session = soup_session_new_with_options ("max-conns", 32, "max-conns-per-host", 32, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Flights flights = { loop, n };

  soup_session_set_proxy_resolver (session, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *uri = g_strconcat (
        um_test_simulator_get (simulator, "jira_url"),
        "/rest/api/3/user/groups?accountId=", ids[i % g_strv_length ((char **) ids)], NULL);
      g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);

      soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, landed_cb,
                                        &flights);
    }
  g_main_loop_run (loop);
}

static void
test_in_flight (void)
{
  g_autoptr (UmTestSimulator)
    simulator = um_test_simulator_start ("--users", "300", "--latency", "1000", NULL);
  g_autofree char *one = sim_find_person (simulator, "jira-core-users", TRUE);
  g_autofree char *two = sim_find_person (simulator, "jira-core-users", FALSE);

  fly (simulator, (const char *const[]){ one, two, NULL }, 2);
  g_assert_cmpint (um_test_simulator_get_stat (simulator, "max_in_flight_per_user"), ==, 1);
  fly (simulator, (const char *const[]){ one, two, NULL }, 6);
  g_assert_cmpint (um_test_simulator_get_stat (simulator, "max_in_flight_per_user"), ==, 3);
}

static gboolean
finds (UmTestSimulator *simulator, const char *path, const char *argument, const char *text)
{
  g_autofree char *full = g_strconcat (path, argument, NULL);
  g_autoptr (SimAnswer) answer = sim_ask_as (simulator, SIM_AS_OWNER, "GET", full, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  return strstr (answer->text, text) != NULL;
}

/* With a long lag the lists still show what was; writes know better; the end of it shows all. */
static void
test_lag (void)
{
  g_autoptr (UmTestSimulator)
    simulator = um_test_simulator_start ("--users", "300", "--lag", "3600000", NULL);
  g_autofree char *group = sim_group_id (simulator, "jira-core-users");
  g_autofree char *joins = sim_find_person (simulator, "jira-core-users", FALSE);
  g_autofree char *leaves = sim_find_person (simulator, "jira-core-users", TRUE);
  const char *groups = "/rest/api/3/user/groups?accountId=";
  const char *members = "/rest/api/3/group/member?groupId=";
  g_autoptr (SimAnswer) issue = sim_expect (
    simulator, 201, "POST",
    "{\"fields\":{\"project\":{\"key\":\"OPS\"},\"issuetype\":{\"id\":\"10001\"},"
    "\"summary\":\"x\",\"labels\":[\"late\"]}}",
    "/rest/api/3/issue");
  const char *search = "/rest/api/3/search/jql?jql=labels%20=%20late";

  sim_add (simulator, 201, group, joins);
  sim_remove (simulator, 200, group, leaves);
  g_assert_false (finds (simulator, groups, joins, group));
  g_assert_true (finds (simulator, groups, leaves, group));
  g_assert_false (finds (simulator, members, group, joins));
  g_assert_true (finds (simulator, members, group, leaves));
  g_assert_false (finds (simulator, search, "", "10000"));
  sim_add (simulator, 400, group, joins);
  sim_remove (simulator, 400, group, leaves);
}

static void
test_lag_ends (void)
{
  g_autoptr (UmTestSimulator)
    simulator = um_test_simulator_start ("--users", "300", "--lag", "50", NULL);
  g_autofree char *group = sim_group_id (simulator, "jira-core-users");
  g_autofree char *joins = sim_find_person (simulator, "jira-core-users", FALSE);
  g_autofree char *gone = sim_find_person (simulator, "jira-core-users", TRUE);
  g_autoptr (SimAnswer)
    deleted = sim_expect (simulator, 204, "DELETE", NULL, "/rest/api/3/user?accountId=%s", gone);
  const char *members = "/rest/api/3/group/member?groupId=";

  sim_add (simulator, 201, group, joins);
  while (!finds (simulator, members, group, joins) || finds (simulator, members, group, gone))
    g_usleep (5000);
  g_assert_true (finds (simulator, "/rest/api/3/user/groups?accountId=", joins, group));
  g_assert_true (finds (simulator, "/rest/api/3/user?accountId=", gone, "\"active\":false"));
}

static void
test_set_is_checked (void)
{
  static const char *const wrong[] = { "[]",
                                       "{\"rate\":-1}",
                                       "{\"rate\":\"fast\"}",
                                       "{\"drop\":2}",
                                       "{\"speed\":1}",
                                       "{\"fault\":{\"x\":1}}",
                                       "{\"fault\":{\"500\":7}}",
                                       "" };
  g_autoptr (UmTestSimulator) simulator = um_test_simulator_start ("--users", "10", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (SimAnswer)
        answer = sim_expect (simulator, 400, "POST", wrong[i], "/_simulator/set");
    }
}

static void
test_reset (void)
{
  g_autoptr (UmTestSimulator) simulator = um_test_simulator_start ("--users", "10", NULL);
  g_autoptr (SimAnswer) one = sim_get (simulator, "/rest/api/3/myself");
  g_autoptr (SimAnswer) reset = NULL;
  g_autoptr (JsonObject) stats = NULL;

  g_assert_cmpint (um_test_simulator_get_stat (simulator, "by_endpoint.GET /rest/api/3/myself"), ==,
                   1);
  reset = sim_expect (simulator, 200, "POST", NULL, "/_simulator/reset-stats");
  stats = um_test_simulator_get_stats (simulator);
  g_assert_cmpint (json_object_get_int_member (stats, "requests"), ==, 0);
  g_assert_cmpuint (json_object_get_size (json_object_get_object_member (stats, "by_endpoint")), ==,
                    0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/simulator/limits/rate", test_rate);
  g_test_add_func ("/simulator/limits/rate-buckets", test_rate_buckets);
  g_test_add_func ("/simulator/limits/latency", test_latency);
  g_test_add_func ("/simulator/limits/in-flight", test_in_flight);
  g_test_add_func ("/simulator/limits/lag", test_lag);
  g_test_add_func ("/simulator/limits/lag-ends", test_lag_ends);
  g_test_add_func ("/simulator/limits/set-is-checked", test_set_is_checked);
  g_test_add_func ("/simulator/limits/reset", test_reset);
  return g_test_run ();
}
