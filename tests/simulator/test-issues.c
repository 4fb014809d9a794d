/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Issues: creation of one and of many, what is refused, and finding them. */

#include <string.h>

#include "sim-client.h"

#define GOOD(more)                                                               \
  "{\"fields\":{\"project\":{\"key\":\"OPS\"},\"issuetype\":{\"id\":\"10001\"}," \
  "\"summary\":\"Leaver\"" more "}}"

typedef struct
{
  UmTestSimulator *simulator;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->simulator = um_test_simulator_start ("--users", "100", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_simulator_free (fixture->simulator);
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  g_autofree char *person = sim_find_person (fixture->simulator, "jira-software-users", TRUE);
  g_autofree char *body = g_strdup_printf (
    GOOD (",\"labels\":[\"um-1\",\"um-1-2\"],\"assignee\":{\"id\":\"%s\"},\"priority\":{\"id\":"
          "\"2\"},\"description\":{\"type\":\"doc\",\"version\":1,\"content\":[{\"type\":"
          "\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"tab\\tquote\\\"\"}]}]}"),
    person);
  g_autoptr (SimAnswer)
    made = sim_expect (fixture->simulator, 201, "POST", body, "/rest/api/3/issue");
  g_autoptr (SimAnswer)
    second = sim_expect (fixture->simulator, 201, "POST", GOOD (""), "/rest/api/3/issue");
  g_autoptr (SimAnswer)
    issue = sim_get (fixture->simulator, "/rest/api/3/issue/%s", sim_answer_string (made, "$.key"));
  g_autoptr (SimAnswer)
    by_id = sim_get (fixture->simulator, "/rest/api/3/issue/%s", sim_answer_string (made, "$.id"));
  g_autoptr (SimAnswer) none = sim_get (fixture->simulator, "/rest/api/3/issue/OPS-99");

  g_assert_cmpstr (sim_answer_string (made, "$.key"), ==, "OPS-1");
  g_assert_cmpstr (sim_answer_string (second, "$.key"), ==, "OPS-2");
  g_assert_cmpstr (sim_answer_string (issue, "$.fields.assignee.accountId"), ==, person);
  g_assert_cmpstr (sim_answer_string (issue, "$.fields.description.content[0].content[0].text"), ==,
                   "tab\tquote\"");
  g_assert_cmpstr (sim_answer_string (issue, "$.fields.labels[1]"), ==, "um-1-2");
  g_assert_cmpstr (issue->text, ==, by_id->text);
  g_assert_cmpuint (none->status, ==, 404);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==, 2);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 2);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *body;
    const char *field;
  } wrong[] = {
    { "{}", "$.errors.project" },
    { "{\"fields\":{\"project\":{\"key\":\"NONE\"}}}", "$.errors.project" },
    { "{\"fields\":{\"project\":{\"key\":\"OPS\"},\"issuetype\":{\"id\":\"7\"}}}",
      "$.errors.issuetype" },
    { "{\"fields\":{\"project\":{\"key\":\"OPS\"},\"issuetype\":{\"name\":\"Subtask\"},"
      "\"summary\":\"x\"}}",
      "$.errors.issuetype" },
    { "{\"fields\":{\"project\":{\"key\":\"OPS\"},\"issuetype\":{\"name\":\"Bug\"}}}",
      "$.errors.summary" },
    { "{\"fields\":{\"project\":{\"key\":\"OPS\"},\"issuetype\":{\"name\":\"Bug\"},"
      "\"summary\":\"two\\nlines\"}}",
      "$.errors.summary" },
    { GOOD (",\"description\":\"plain\""), "$.errors.description" },
    { GOOD (",\"description\":{\"type\":\"doc\",\"version\":1,\"content\":[{\"type\":\"text\","
            "\"text\":\"\"}]}"),
      "$.errors.description" },
    { GOOD (",\"labels\":[\"two words\"]"), "$.errors.labels" },
    { GOOD (",\"labels\":\"one\""), "$.errors.labels" },
    { GOOD (",\"assignee\":{\"id\":\"nobody\"}"), "$.errors.assignee" },
    { GOOD (",\"priority\":{\"id\":\"9\"}"), "$.errors.priority" },
    { GOOD (",\"colour\":\"red\""), "$.errors.colour" },
    { GOOD (",\"a\\\"b\":1"), "$.errors" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (SimAnswer)
        answer = sim_expect (fixture->simulator, 400, "POST", wrong[i].body, "/rest/api/3/issue");

      g_test_message ("%s", answer->text);
      g_assert_true (sim_answer_has (answer, wrong[i].field));
    }
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==, 0);
}

static void
test_long_summary (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint length;
    guint status;
  } summaries[] = { { 255, 201 }, { 256, 400 } };

  for (guint i = 0; i < G_N_ELEMENTS (summaries); i++)
    {
      g_autoptr (GString) body = g_string_new ("{\"fields\":{\"project\":{\"id\":\"10000\"},"
                                               "\"issuetype\":{\"id\":\"10001\"},\"summary\":\"");

      for (guint letter = 0; letter < summaries[i].length; letter++)
        g_string_append (body, "é");
      g_string_append (body, "\"}}");
      {
        g_autoptr (SimAnswer) answer = sim_expect (fixture->simulator, summaries[i].status, "POST",
                                                   body->str, "/rest/api/3/issue");
      }
    }
}

static void
test_bulk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer) some = sim_expect (fixture->simulator, 201, "POST",
                                           "{\"issueUpdates\":[{}," GOOD ("") ",5," GOOD ("") "]}",
                                           "/rest/api/3/issue/bulk");
  g_autoptr (SimAnswer) all_bad = sim_expect (fixture->simulator, 400, "POST",
                                              "{\"issueUpdates\":[{}]}", "/rest/api/3/issue/bulk");
  g_autoptr (SimAnswer) none = sim_expect (fixture->simulator, 400, "POST", "{\"issueUpdates\":[]}",
                                           "/rest/api/3/issue/bulk");
  g_autoptr (GString) many = g_string_new ("{\"issueUpdates\":[");

  g_assert_cmpuint (sim_answer_length (some, "$.issues"), ==, 2);
  g_assert_cmpuint (sim_answer_length (some, "$.errors"), ==, 2);
  g_assert_cmpint (sim_answer_int (some, "$.errors[0].failedElementNumber"), ==, 0);
  g_assert_cmpint (sim_answer_int (some, "$.errors[1].failedElementNumber"), ==, 2);
  g_assert_true (sim_answer_has (some, "$.errors[0].elementErrors.errors.summary"));
  g_assert_cmpuint (sim_answer_length (all_bad, "$.issues"), ==, 0);

  for (guint i = 0; i < 51; i++)
    g_string_append_printf (many, "%s" GOOD (""), i > 0 ? "," : "");
  g_string_append (many, "]}");
  {
    g_autoptr (SimAnswer)
      too_many = sim_expect (fixture->simulator, 400, "POST", many->str, "/rest/api/3/issue/bulk");
  }
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==, 2);
}

static guint
search (Fixture *fixture, const char *jql)
{
  g_autofree char *escaped = g_uri_escape_string (jql, NULL, FALSE);
  g_autoptr (SimAnswer)
    answer = sim_get (fixture->simulator, "/rest/api/3/search/jql?jql=%s", escaped);

  g_test_message ("%s: %s", jql, answer->text);
  return answer->status == 200 ? sim_answer_length (answer, "$.issues") : answer->status;
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer) made = sim_expect (
    fixture->simulator, 201, "POST",
    "{\"issueUpdates\":[" GOOD (",\"labels\":[\"a\"]") "," GOOD (
      ",\"labels\":[\"a\",\"b\"]") ",{\"fields\":{\"project\":{\"key\":\"WEB\"},\"issuetype\":"
                                   "{\"name\":\"Bug\"},\"summary\":\"Broken link\"}}]}",
    "/rest/api/3/issue/bulk");
  static const struct
  {
    const char *jql;
    guint n;
  } searches[] = {
    { "project = OPS", 2 },
    { "project = \"WEB\" ORDER BY created DESC", 1 },
    { "labels = a", 2 },
    { "labels in (b, \"c\")", 1 },
    { "labels = a AND labels = b", 1 },
    { "labels = a AND labels != b", 1 },
    { "labels = nothing", 0 },
    { "project = OPS AND labels not in (a)", 0 },
    { "summary ~ \"BROKEN\"", 1 },
    { "key = OPS-2", 1 },
    { "issuetype = Bug", 1 },
    { "", 400 },
    { "ORDER BY created", 400 },
    { "project =", 400 },
    { "project = OPS OR project = WEB", 400 },
    { "colour = red", 400 },
    { "labels in (a", 400 },
    { "labels in ()", 400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    g_assert_cmpuint (search (fixture, searches[i].jql), ==, searches[i].n);
}

static void
test_search_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) bodies = g_string_new ("{\"issueUpdates\":[" GOOD (""));
  g_autofree char *token = NULL;
  guint n = 0, n_pages = 0;

  for (guint i = 1; i < 25; i++)
    g_string_append (bodies, "," GOOD (""));
  g_string_append (bodies, "]}");
  {
    g_autoptr (SimAnswer)
      made = sim_expect (fixture->simulator, 201, "POST", bodies->str, "/rest/api/3/issue/bulk");
  }
  do
    {
      g_autofree char *body = g_strdup_printf (
        "{\"jql\":\"project = OPS ORDER BY key ASC\",\"maxResults\":10,\"fields\":[\"summary\"]"
        "%s%s%s}",
        token != NULL ? ",\"nextPageToken\":\"" : "", token != NULL ? token : "",
        token != NULL ? "\"" : "");
      g_autoptr (SimAnswer)
        page = sim_expect (fixture->simulator, 200, "POST", body, "/rest/api/3/search/jql");

      n += sim_answer_length (page, "$.issues");
      n_pages++;
      g_assert_cmpstr (sim_answer_string (page, "$.issues[0].fields.summary"), ==, "Leaver");
      g_assert_false (sim_answer_has (page, "$.issues[0].fields.labels"));
      g_clear_pointer (&token, g_free);
      if (!sim_answer_bool (page, "$.isLast"))
        token = g_strdup (sim_answer_string (page, "$.nextPageToken"));
    }
  while (token != NULL);
  g_assert_cmpuint (n, ==, 25);
  g_assert_cmpuint (n_pages, ==, 3);
}

#define ADD(name, function) \
  g_test_add ("/simulator/issues/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("create", test_create);
  ADD ("refusals", test_refusals);
  ADD ("long-summary", test_long_summary);
  ADD ("bulk", test_bulk);
  ADD ("search", test_search);
  ADD ("search-pages", test_search_pages);
  return g_test_run ();
}
