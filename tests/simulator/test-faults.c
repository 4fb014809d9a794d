/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that go wrong on purpose, and answers that are lost. */

#include <string.h>

#include "sim-client.h"

typedef struct
{
  UmTestSimulator *simulator;
  char *group;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->simulator = um_test_simulator_start ("--users", "300", NULL);
  fixture->group = sim_group_id (fixture->simulator, "jira-core-users");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->group);
  um_test_simulator_free (fixture->simulator);
}

/* Asks for an addition while @fault hits everything. */
static SimAnswer *
add_under (Fixture *fixture, const char *fault, const char *person)
{
  g_autofree char *path = g_strconcat ("/rest/api/3/group/user?groupId=", fixture->group, NULL);
  g_autofree char *body = g_strdup_printf ("{\"accountId\":\"%s\"}", person);
  g_autofree char *on = g_strdup_printf ("{\"fault\":{\"%s\":1}}", fault);
  g_autofree char *off = g_strdup_printf ("{\"fault\":{\"%s\":0}}", fault);
  SimAnswer *answer;

  sim_set (fixture->simulator, on);
  answer = sim_ask_as (fixture->simulator, SIM_AS_OWNER, "POST", path, body);
  sim_set (fixture->simulator, off);
  return answer;
}

static void
test_nothing_done (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *fault;
    guint status;
    const char *text;
  } faults[] = {
    { "500", 500, "errorMessages" },
    { "503", 503, "503" },
    { "429", 429, "errorMessages" },
    { "html", 200, "<!DOCTYPE html>" },
  };
  g_autofree char *person = sim_find_person (fixture->simulator, "jira-core-users", FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (SimAnswer) answer = add_under (fixture, faults[i].fault, person);

      g_assert_cmpuint (answer->status, ==, faults[i].status);
      g_assert_nonnull (strstr (answer->text, faults[i].text));
      if (faults[i].status == 503 || faults[i].status == 429)
        g_assert_nonnull (sim_answer_header (answer, "Retry-After"));
      g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 0);
    }
  sim_add (fixture->simulator, 201, fixture->group, person);
}

static void
test_done_but_spoilt (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *fault;
    guint status;
  } faults[] = { { "500-after", 500 }, { "truncated", 201 }, { "empty", 201 } };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *person = sim_find_person (fixture->simulator, "jira-core-users", FALSE);
      g_autoptr (SimAnswer) answer = add_under (fixture, faults[i].fault, person);
      g_autoptr (GHashTable) members = sim_true_members (fixture->simulator, "jira-core-users");

      g_assert_cmpuint (answer->status, ==, faults[i].status);
      g_assert_true (faults[i].status == 500 || answer->json == NULL);
      g_assert_true (g_hash_table_contains (members, person));
      g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, i + 1);
    }
}

static void
test_slow (Fixture *fixture, gconstpointer data)
{
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (SimAnswer) answer = NULL;

  sim_set (fixture->simulator, "{\"fault\":{\"slow\":1}}");
  answer = sim_get (fixture->simulator, "/rest/api/3/myself");
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 2990000);
}

/* The write is done, and nobody hears of it. */
static void
test_drop (Fixture *fixture, gconstpointer data)
{
  g_autofree char *person = sim_find_person (fixture->simulator, "jira-core-users", FALSE);
  g_autofree char *path = g_strconcat ("/rest/api/3/group/user?groupId=", fixture->group, NULL);
  g_autofree char *body = g_strdup_printf ("{\"accountId\":\"%s\"}", person);
  g_autoptr (SimAnswer) lost = NULL, again = NULL, read = NULL;
  g_autoptr (GHashTable) members = NULL;

  sim_set (fixture->simulator, "{\"drop\":1}");
  lost = sim_ask_as (fixture->simulator, SIM_AS_OWNER, "POST", path, body);
  g_assert_cmpuint (lost->status, ==, 0);
  members = sim_true_members (fixture->simulator, "jira-core-users");
  g_assert_true (g_hash_table_contains (members, person));

  /* What changes nothing is answered, and so is what reads. */
  again = sim_ask_as (fixture->simulator, SIM_AS_OWNER, "POST", path, body);
  g_assert_cmpuint (again->status, ==, 400);
  read = sim_get (fixture->simulator, "/rest/api/3/myself");
  g_assert_cmpuint (read->status, ==, 200);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 1);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 1);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "by_status.dropped"), ==, 1);
}

static void
test_drop_late (Fixture *fixture, gconstpointer data)
{
  g_autofree char *person = sim_find_person (fixture->simulator, "jira-core-users", FALSE);
  g_autofree char *path = g_strconcat ("/rest/api/3/group/user?groupId=", fixture->group, NULL);
  g_autofree char *body = g_strdup_printf ("{\"accountId\":\"%s\"}", person);
  g_autoptr (SimAnswer) lost = NULL;

  sim_set (fixture->simulator, "{\"drop\":1,\"latency\":30}");
  lost = sim_ask_as (fixture->simulator, SIM_AS_OWNER, "POST", path, body);
  g_assert_cmpuint (lost->status, ==, 0);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "max_in_flight_per_user"), ==,
                   1);
}

/* The n-th request meets the same fault at every start, and about the rate that was asked for. */
static char *
draw (void)
{
  g_autoptr (UmTestSimulator) simulator = um_test_simulator_start (
    "--users", "50", "--seed", "5", "--fault", "500=0.2", "--fault", "503=0.2", NULL);
  GString *drawn = g_string_new (NULL);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (SimAnswer) answer = sim_get (simulator, "/rest/api/3/serverInfo");

      g_string_append_c (drawn, "?25"[answer->status / 200]);
      if (answer->status == 503)
        drawn->str[drawn->len - 1] = '3';
    }
  return g_string_free (drawn, FALSE);
}

static void
test_drawn_from_seed (void)
{
  g_autofree char *first = draw ();
  g_autofree char *again = draw ();
  guint n_failed = 0;

  g_assert_cmpstr (first, ==, again);
  for (const char *at = first; *at != '\0'; at++)
    n_failed += *at != '2';
  g_assert_cmpuint (n_failed, >, 50);
  g_assert_cmpuint (n_failed, <, 110);
}

#define ADD(name, function) \
  g_test_add ("/simulator/faults/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("nothing-done", test_nothing_done);
  ADD ("done-but-spoilt", test_done_but_spoilt);
  ADD ("slow", test_slow);
  ADD ("drop", test_drop);
  ADD ("drop-late", test_drop_late);
  g_test_add_func ("/simulator/faults/drawn-from-seed", test_drawn_from_seed);
  return g_test_run ();
}
