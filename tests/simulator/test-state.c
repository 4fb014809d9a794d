/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state file: changes that outlive the simulator, however it ends. */

#include <string.h>

#include <glib/gstdio.h>

#include "sim-client.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("simulator-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "state", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static UmTestSimulator *
start (Fixture *fixture)
{
  return um_test_simulator_start ("--users", "300", "--seed", "3", "--state", fixture->path, NULL);
}

/* Tries to start and fails. Returns: what it said */
static char *
start_badly (Fixture *fixture, const char *users, const char *seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (
    G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error,
    g_getenv ("UM_SIMULATOR"), "--users", users, "--seed", seed, "--state", fixture->path, NULL);
  g_autofree char *output = NULL;
  char *errors = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, &errors, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 2);
  g_assert_cmpstr (output, ==, "");
  g_assert_nonnull (strstr (errors, fixture->path));
  return errors;
}

/* All that a client can see, without the port. */
static char *
look (UmTestSimulator *simulator)
{
  static const char *const paths[] = { "/rest/api/3/users/search?maxResults=1000",
                                       "/rest/api/3/group/bulk",
                                       "/rest/api/3/applicationrole",
                                       "/rest/api/3/auditing/record",
                                       "/rest/api/3/search/jql?jql=project%20=%20OPS&fields=*all",
                                       "/_simulator/members?group=jira-core-users",
                                       "/_simulator/members?group=neu" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (SimAnswer) answer = sim_ask_as (simulator, SIM_AS_OWNER, "GET", paths[i], NULL);

      g_string_append (text, answer->text);
      g_string_append_c (text, '\n');
    }
  g_string_replace (text, um_test_simulator_get (simulator, "jira_url"), "", 0);
  return g_string_free (text, FALSE);
}

/* Makes one change of each kind. */
static void
change_everything (UmTestSimulator *simulator)
{
  g_autofree char *core = sim_group_id (simulator, "jira-core-users");
  g_autofree char *joins = sim_find_person (simulator, "jira-core-users", FALSE);
  g_autofree char *leaves = sim_find_person (simulator, "jira-core-users", TRUE);
  g_autofree char *gone = NULL;
  g_autoptr (SimAnswer)
    group = sim_expect (simulator, 201, "POST", "{\"name\":\"neu\"}", "/rest/api/3/group");
  g_autoptr (SimAnswer) other = sim_expect (
    simulator, 201, "POST", "{\"name\":\"tab\\there\\nü\\\\\"}", "/rest/api/3/group");
  g_autoptr (SimAnswer)
    third = sim_expect (simulator, 201, "POST", "{\"name\":\"passing\"}", "/rest/api/3/group");
  g_autoptr (SimAnswer) invited = sim_expect (
    simulator, 201, "POST",
    "{\"emailAddress\":\"neu@acme.example\",\"products\":[\"jira-core\",\"jira-software\"]}",
    "/rest/api/3/user");
  g_autoptr (SimAnswer) issue = sim_expect (
    simulator, 201, "POST",
    "{\"fields\":{\"project\":{\"key\":\"OPS\"},\"issuetype\":{\"id\":\"10001\"},\"summary\":"
    "\"tab\\there\",\"labels\":[\"a\",\"b\"],\"description\":{\"type\":\"doc\",\"version\":1,"
    "\"content\":[]}}}",
    "/rest/api/3/issue");
  g_autoptr (SimAnswer)
    deleted = sim_expect (simulator, 200, "DELETE", NULL, "/rest/api/3/group?groupname=passing");
  g_autoptr (SimAnswer) removed = NULL;

  sim_add (simulator, 201, core, joins);
  sim_remove (simulator, 200, core, leaves);
  sim_add (simulator, 201, sim_answer_string (group, "$.groupId"), joins);
  sim_add (simulator, 201, sim_answer_string (group, "$.groupId"),
           sim_answer_string (invited, "$.accountId"));
  gone = sim_find_person (simulator, "jira-core-users", TRUE);
  removed = sim_expect (simulator, 204, "DELETE", NULL, "/rest/api/3/user?accountId=%s", gone);
}

static void
test_restart (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;

  {
    g_autoptr (UmTestSimulator) simulator = start (fixture);

    change_everything (simulator);
    before = look (simulator);
  }
  {
    g_autoptr (UmTestSimulator) simulator = start (fixture);

    after = look (simulator);
    g_assert_cmpint (um_test_simulator_get_stat (simulator, "effects"), ==, 0);
  }
  g_assert_cmpstr (before, ==, after);
}

static void
test_kill (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;

  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (UmTestSimulator) simulator = start (fixture);
      g_autofree char *core = sim_group_id (simulator, "jira-core-users");
      g_autofree char *joins = NULL;

      if (round == 0)
        change_everything (simulator);
      joins = sim_find_person (simulator, "jira-core-users", FALSE);
      sim_add (simulator, 201, core, joins);
      g_free (before);
      before = look (simulator);
      um_test_simulator_kill (simulator);
    }
  {
    g_autoptr (UmTestSimulator) simulator = start (fixture);

    after = look (simulator);
  }
  g_assert_cmpstr (before, ==, after);
}

/* A line that was cut by a crash was never answered: it is dropped, and the file goes on. */
static void
test_torn_line (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL, *later = NULL, *last = NULL, *text = NULL;
  g_autofree char *torn = NULL;
  gsize length;

  {
    g_autoptr (UmTestSimulator) simulator = start (fixture);

    change_everything (simulator);
    before = look (simulator);
  }
  g_assert_true (g_file_get_contents (fixture->path, &text, &length, NULL));
  torn = g_strconcat (text, "1795305600000\t0\tmember-re", NULL);
  g_assert_true (g_file_set_contents (fixture->path, torn, -1, NULL));
  {
    g_autoptr (UmTestSimulator) simulator = start (fixture);
    g_autofree char *core = sim_group_id (simulator, "jira-core-users");
    g_autofree char *joins = sim_find_person (simulator, "jira-core-users", FALSE);

    after = look (simulator);
    sim_add (simulator, 201, core, joins);
    later = look (simulator);
  }
  {
    g_autoptr (UmTestSimulator) simulator = start (fixture);

    last = look (simulator);
  }
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (later, ==, last);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  static const char *const nonsense[] = { "hello\n", "hello",
                                          "1795305600000\t0\tmember-add\t1\t1\n" };

  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      g_autofree char *said = NULL;

      g_assert_true (g_file_set_contents (fixture->path, nonsense[i], -1, NULL));
      said = start_badly (fixture, "300", "3");
      g_assert_nonnull (strstr (said, "isn’t a state file"));
    }
}

static void
test_other_organisation (Fixture *fixture, gconstpointer data)
{
  g_autofree char *seed = NULL, *users = NULL, *line = NULL, *text = NULL, *in_use = NULL;
  g_autofree char *longer = NULL;

  {
    g_autoptr (UmTestSimulator) simulator = start (fixture);

    in_use = start_badly (fixture, "300", "3");
    g_assert_nonnull (strstr (in_use, "another simulator"));
  }
  seed = start_badly (fixture, "300", "4");
  users = start_badly (fixture, "301", "3");
  g_assert_nonnull (strstr (seed, "another organisation"));
  g_assert_nonnull (strstr (users, "another organisation"));

  /* A line that makes no sense is named, and nothing is thrown away. */
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  longer = g_strconcat (text, "1795305600000\t0\tmember-remove\t0\t99999\n", NULL);
  g_assert_true (g_file_set_contents (fixture->path, longer, -1, NULL));
  line = start_badly (fixture, "300", "3");
  g_assert_nonnull (strstr (line, "line 2"));
}

/* The invented dates stay where they were, whatever day it is now. */
static void
test_keeps_its_day (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  {
    g_autoptr (UmTestSimulator) simulator = um_test_simulator_start (
      "--users", "300", "--seed", "3", "--state", fixture->path, "--today", "2025-02-03", NULL);
  }
  {
    g_autoptr (UmTestSimulator) simulator = start (fixture);
    g_autoptr (SimAnswer) info = sim_get (simulator, "/rest/api/3/serverInfo");

    g_assert_nonnull (strstr (sim_answer_string (info, "$.buildDate"), "2025-01-31"));
  }
}

#define ADD(name, function) \
  g_test_add ("/simulator/state/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("restart", test_restart);
  ADD ("kill", test_kill);
  ADD ("torn-line", test_torn_line);
  ADD ("refusals", test_refusals);
  ADD ("other-organisation", test_other_organisation);
  ADD ("keeps-its-day", test_keeps_its_day);
  return g_test_run ();
}
