/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulator's command line, its one line of JSON, its beginning and its end. */

#include <string.h>

#include "sim-client.h"

/* Runs it to its end. */
static int
run (const char *const *options, char **output, char **errors)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (argv, (gpointer) g_getenv ("UM_SIMULATOR"));
  for (guint i = 0; options[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) options[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                 | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, output, errors, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}

static void
test_help (void)
{
  static const char *const expected[] = { "--users",   "--seed",    "--port", "--latency", "--rate",
                                          "--lag",     "--fault",   "--drop", "--state",   "--stay",
                                          "truncated", "duplicate", "html",   "short-page" };
  g_autofree char *output = NULL, *errors = NULL;

  g_assert_cmpint (run ((const char *const[]){ "--help", NULL }, &output, &errors), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_nonnull (strstr (output, expected[i]));
}

static void
test_wrong_use (void)
{
  static const char *const wrong[][3] = {
    { "--users=0", "--users", NULL },
    { "--users=500001", "--users", NULL },
    { "--users=many", "many", NULL },
    { "--port=65536", "--port", NULL },
    { "--seed=-1", "--seed", NULL },
    { "--latency=-1", "--latency", NULL },
    { "--lag=-5", "--lag", NULL },
    { "--rate=-1", "--rate", NULL },
    { "--rate=nan", "--rate", NULL },
    { "--drop=1.5", "--drop", NULL },
    { "--fault=500", "KIND=RATE", NULL },
    { "--fault=earthquake=0.1", "earthquake", NULL },
    { "--fault=500=2", "rate", NULL },
    { "--fault=500=", "rate", NULL },
    { "--today=yesterday", "yesterday", NULL },
    { "--nonsense", "nonsense", NULL },
    { "leftover", "leftover", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const char *options[] = { wrong[i][0], NULL };
      g_autofree char *output = NULL, *errors = NULL;

      g_test_message ("%s", wrong[i][0]);
      g_assert_cmpint (run (options, &output, &errors), ==, 2);
      g_assert_cmpstr (output, ==, "");
      g_assert_nonnull (strstr (errors, wrong[i][1]));
    }
}

static void
test_port_taken (void)
{
  g_autoptr (UmTestSimulator) simulator = um_test_simulator_start ("--users", "10", NULL);
  const char *port = strrchr (um_test_simulator_get (simulator, "jira_url"), ':') + 1;
  g_autofree char *output = NULL, *errors = NULL;
  const char *options[] = { "--users", "10", "--port", port, NULL };

  g_assert_cmpint (run (options, &output, &errors), ==, 1);
  g_assert_cmpstr (output, ==, "");
  g_assert_nonnull (strstr (errors, "user-management-simulator: "));
}

/* Without --stay, the end of the input is the end: run () would hang otherwise. */
static void
test_ends_with_input (void)
{
  const char *options[] = { "--users", "10", NULL };
  g_autofree char *output = NULL, *errors = NULL;

  g_assert_cmpint (run (options, &output, &errors), ==, 0);
  g_assert_cmpuint (strlen (output), >, 10);
  g_assert_cmpuint (output[strlen (output) - 1], ==, '\n');
  g_assert_true (strchr (output, '\n') == output + strlen (output) - 1);
}

static void
test_stays (void)
{
  g_autoptr (UmTestSimulator) simulator = um_test_simulator_start ("--users", "10", "--stay", NULL);
  g_autoptr (SimAnswer) answer = NULL;

  um_test_simulator_close_input (simulator);
  answer = sim_get (simulator, "/rest/api/3/myself");
  g_assert_cmpuint (answer->status, ==, 200);
  um_test_simulator_kill (simulator);
}

static void
test_announcement (void)
{
  static const char *const names[] = { "jira_url",        "api_url", "email",          "jira_token",
                                       "dead_jira_token", "org_key", "scoped_org_key", "org_id",
                                       "project",         "cloud_id" };
  g_autoptr (UmTestSimulator) simulator = um_test_simulator_start ("--users", "100", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (um_test_simulator_get (simulator, names[i]), !=, "");
  g_assert_true (
    g_str_has_prefix (um_test_simulator_get (simulator, "jira_url"), "http://127.0.0.1:"));
  g_assert_cmpstr (um_test_simulator_get (simulator, "project"), ==, "OPS");
}

/* Everything that two runs with the same options answer is the same but for the port. */
static char *
read_all (const char *seed, const char *users)
{
  g_autoptr (UmTestSimulator) simulator = um_test_simulator_start ("--users", users, "--seed", seed,
                                                                   "--today", "2026-08-01", NULL);
  g_autoptr (GString) text = g_string_new (um_test_simulator_get (simulator, "jira_token"));
  const char *url = um_test_simulator_get (simulator, "jira_url");
  g_autoptr (SimAnswer) list = sim_get (simulator, "/rest/api/3/users/search?maxResults=1000");
  g_autoptr (SimAnswer) groups = sim_get (simulator, "/rest/api/3/group/bulk");
  g_autoptr (SimAnswer) roles = sim_get (simulator, "/rest/api/3/applicationrole");
  g_autoptr (SimAnswer)
    members = sim_get (simulator, "/_simulator/members?group=jira-software-users");

  g_string_append (text, list->text);
  g_string_append (text, groups->text);
  g_string_append (text, roles->text);
  g_string_append (text, members->text);
  g_string_replace (text, url, "", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_seed (void)
{
  g_autofree char *first = read_all ("7", "300");
  g_autofree char *again = read_all ("7", "300");
  g_autofree char *other = read_all ("8", "300");

  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, other);
}

static void
test_sizes (void)
{
  static const char *const sizes[] = { "1", "2", "3", "24", "5000", "100000" };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (UmTestSimulator) simulator = um_test_simulator_start ("--users", sizes[i], NULL);
      g_autofree char *last = g_strdup_printf ("/rest/api/3/users/search?startAt=%" G_GINT64_FORMAT,
                                               g_ascii_strtoll (sizes[i], NULL, 10) - 1);
      g_autoptr (SimAnswer) me = sim_get (simulator, "/rest/api/3/myself?expand=groups");
      g_autoptr (SimAnswer) tail = sim_ask_as (simulator, SIM_AS_OWNER, "GET", last, NULL);

      g_assert_cmpuint (me->status, ==, 200);
      g_assert_cmpstr (sim_answer_string (me, "$.emailAddress"), ==,
                       um_test_simulator_get (simulator, "email"));
      g_assert_nonnull (strstr (me->text, "\"site-admins\""));
      g_assert_cmpuint (sim_answer_length (tail, "$"), ==, 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/simulator/options/help", test_help);
  g_test_add_func ("/simulator/options/wrong-use", test_wrong_use);
  g_test_add_func ("/simulator/options/port-taken", test_port_taken);
  g_test_add_func ("/simulator/options/ends-with-input", test_ends_with_input);
  g_test_add_func ("/simulator/options/stays", test_stays);
  g_test_add_func ("/simulator/options/announcement", test_announcement);
  g_test_add_func ("/simulator/options/seed", test_seed);
  g_test_add_func ("/simulator/options/sizes", test_sizes);
  return g_test_run ();
}
