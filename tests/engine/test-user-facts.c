/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked about one user: that it is what the simulator holds, that a refusal says nothing
 * about the source, and who can be asked for whom. And what the run logs hold of him. */
#include "um-user-facts.h"

#include "um-problem.h"
#include "um-store-history.h"
#include "um-test-engine.h"
#include "um-test-runs.h"
#include "um-user-access.h"
#include "um-user-history.h"

typedef struct
{
  UmTestSimulator *simulator;
  char *folder;
  UmEngine *engine;
  UmSourceState *access;
  UmSourceState *jira;
} Fixture;

static UmSourceState *
add (Fixture *fixture, UmSource *source, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmCheck) check = um_check_new (source, key, NULL);
  g_autoptr (UmSource) learnt = um_test_check (check, &error);
  UmSourceState *state;

  g_assert_no_error (error);
  state = um_test_engine_save (fixture->engine, learnt, key, UM_KEEP_THIS_SESSION, &error);
  g_assert_no_error (error);
  return state;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) access = um_source_new (UM_SOURCE_ACCESS);
  g_autoptr (UmSource) jira = NULL;
  g_autoptr (GError) error = NULL;

  fixture->simulator = um_test_simulator_start ("--users", "200", "--seed", "5", NULL);
  fixture->folder = um_test_engine_make_folder ();
  fixture->engine = um_test_engine_open (fixture->folder);
  access->name = g_strdup ("Organisation");
  g_free (access->api_url);
  access->api_url = g_strdup (um_test_simulator_get (fixture->simulator, "api_url"));
  access->email = g_strdup (um_test_simulator_get (fixture->simulator, "email"));
  jira = um_test_source_new (fixture->simulator, "Site");
  fixture->access = add (fixture, access, um_test_simulator_get (fixture->simulator, "org_key"));
  fixture->jira = add (fixture, jira, um_test_simulator_get (fixture->simulator, "jira_token"));
  g_assert_true (um_test_refresh (fixture->access, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_engine_close (fixture->engine);
  um_test_simulator_free (fixture->simulator);
  g_free (fixture->folder);
}

static GPtrArray *
list_uses (UmSourceState *teller, const char *account_id, const char *cloud_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_user_facts_list_uses_async (teller, account_id, cloud_id, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_user_facts_list_uses_finish (teller, result, error);
}

static int
count_tokens (UmSourceState *teller, const char *account_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_user_facts_count_tokens_async (teller, account_id, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_user_facts_count_tokens_finish (teller, result, error);
}

static gint64
find_latest (GPtrArray *uses)
{
  gint64 latest = UM_TIME_NEVER;

  for (guint i = 0; i < uses->len; i++)
    latest = MAX (latest, ((UmProductUse *) uses->pdata[i])->last_active);
  return latest;
}

static guint
count_of_site (GPtrArray *uses, const char *cloud_id)
{
  g_autofree char *end = g_strconcat ("/", cloud_id, NULL);
  guint n = 0;

  for (guint i = 0; i < uses->len; i++)
    n += g_str_has_suffix (((UmProductUse *) uses->pdata[i])->resource, end);
  return n;
}

/* Each is of a product of the organisation; those of the site are told from the rest. The latest of
 * all is what a refresh found in bulk, but for products that this endpoint doesn't know
 * (ATLASSIAN.md §5). */
static void
test_uses (Fixture *fixture, gconstpointer data)
{
  UmDirectory *directory = um_source_state_get_directory (fixture->access);
  const char *cloud_id = um_source_state_get_source (fixture->jira)->cloud_id;
  guint n_users = MIN (um_directory_get_n_rows (directory), 60);
  guint n_uses = 0;
  guint n_latest = 0;
  guint n_elsewhere = 0;

  for (guint row = 0; row < n_users; row++)
    {
      const char *id = um_directory_get_account_id (directory, row);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) uses = list_uses (fixture->access, id, NULL, &error);
      g_autoptr (GPtrArray) here = list_uses (fixture->access, id, cloud_id, &error);
      g_autoptr (GPtrArray) elsewhere = list_uses (fixture->access, id, "another-site", &error);
      gint64 last_login = um_directory_get_last_login (directory, row);

      g_assert_no_error (error);
      g_assert_cmpuint (here->len, ==, count_of_site (uses, cloud_id));
      g_assert_cmpuint (here->len, ==, count_of_site (here, cloud_id));
      n_elsewhere += uses->len - here->len;
      g_assert_cmpuint (elsewhere->len, ==, 0);
      n_uses += uses->len;
      if (last_login != UM_TIME_UNKNOWN)
        g_assert_cmpint (find_latest (uses), <=, last_login);
      n_latest += find_latest (uses) == last_login;
      for (guint i = 0; i < uses->len; i++)
        g_assert_cmpuint (um_directory_find_thing (directory, UM_SET_PRODUCTS,
                                                   ((UmProductUse *) uses->pdata[i])->resource),
                          !=, UM_NO_ROW);
    }
  g_assert_cmpuint (n_uses, >, n_users / 2);
  g_assert_cmpuint (n_latest, >, n_users / 2);
  g_assert_cmpuint (n_elsewhere, >, 0);
}

/* Of managed accounts as many as the simulator holds; of others nobody may know. */
static void
test_tokens (Fixture *fixture, gconstpointer data)
{
  UmDirectory *directory = um_source_state_get_directory (fixture->access);
  g_autoptr (JsonNode) truth = um_test_simulator_get_state (fixture->simulator);
  JsonArray *users = json_object_get_array_member (json_node_get_object (truth), "users");
  guint n_tokens = 0;
  guint n_refused = 0;
  guint n_managed_refused = 0;

  for (guint i = 0; i < json_array_get_length (users); i++)
    {
      JsonObject *user = json_array_get_object_element (users, i);
      const char *id = json_object_get_string_member (user, "accountId");
      guint row = um_directory_find (directory, id);
      g_autoptr (GError) error = NULL;
      int n;

      if (row == UM_NO_ROW)
        continue;
      n = count_tokens (fixture->access, id, &error);
      if (error != NULL)
        {
          g_assert_error (error, UM_PROBLEM, UM_PROBLEM_FORBIDDEN);
          g_assert_cmpint (n, ==, -1);
          n_managed_refused += um_directory_get_managed (directory, row) == UM_YES;
          n_refused++;
          continue;
        }
      g_assert_cmpint (um_directory_get_managed (directory, row), ==, UM_YES);
      g_assert_cmpint (
        n, ==, __builtin_popcountll ((guint64) json_object_get_int_member (user, "tokens")));
      n_tokens += (guint) n;
    }
  g_assert_cmpuint (n_tokens, >, 10);
  g_assert_cmpuint (n_refused, >, 5);
  g_assert_cmpuint (n_managed_refused, <, n_refused / 2);
  g_assert_cmpint (um_source_state_get_health (fixture->access), !=, UM_HEALTH_PROBLEM);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  UmDirectory *directory = um_source_state_get_directory (fixture->access);
  const char *id = um_directory_get_account_id (directory, 0);
  g_autoptr (GError) gone = NULL;
  g_autoptr (GError) bad = NULL;
  g_autoptr (GError) dead = NULL;

  g_assert_null (list_uses (fixture->access, "no-such-account", NULL, &gone));
  g_assert_error (gone, UM_PROBLEM, UM_PROBLEM_NOT_FOUND);
  g_assert_null (list_uses (fixture->access, "../../orgs", NULL, &bad));
  g_assert_cmpint (bad->domain, ==, UM_PROBLEM);
  g_assert_cmpint (um_source_state_get_health (fixture->access), !=, UM_HEALTH_PROBLEM);

  um_source_state_use_key (fixture->access,
                           um_test_simulator_get (fixture->simulator, "dead_org_key"));
  g_assert_cmpint (count_tokens (fixture->access, id, &dead), ==, -1);
  g_assert_cmpint (dead->domain, ==, UM_PROBLEM);
  g_assert_cmpint (um_source_state_get_health (fixture->access), ==, UM_HEALTH_PROBLEM);
}

/* Whoever waits is told once, and soon; a server's fault isn't tried again and again. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  UmDirectory *directory = um_source_state_get_directory (fixture->access);
  const char *id = um_directory_get_account_id (directory, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) broken = NULL;
  gint64 n_before;

  um_user_facts_list_uses_async (fixture->access, id, NULL, cancellable, um_test_done_cb, &result);
  um_test_turn ();
  g_cancellable_cancel (cancellable);
  um_test_wait_for (&result);
  g_assert_null (um_user_facts_list_uses_finish (fixture->access, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  um_test_simulator_set (fixture->simulator, "{\"fault\":{\"500\":1}}");
  n_before = um_test_simulator_get_stat (fixture->simulator, "requests");
  g_assert_null (list_uses (fixture->access, id, NULL, &broken));
  g_assert_error (broken, UM_PROBLEM, UM_PROBLEM_SERVER);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "requests"), ==, n_before + 1);
}

/* A site is told by its organisation's source; one alone by nobody. */
static void
test_teller (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (um_user_facts_get_teller (fixture->access) == fixture->access);
  g_assert_true (um_user_facts_get_teller (fixture->jira) == fixture->access);
  g_assert_true (um_test_engine_remove (fixture->engine, fixture->access, &error));
  g_assert_no_error (error);
  g_assert_null (um_user_facts_get_teller (fixture->jira));
}

/* On a site of which no organisation tells, nobody has a product but by a group of his that grants
 * it. */
static void
test_access (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  UmDirectory *directory;
  guint n_found = 0;

  g_assert_true (um_test_engine_remove (fixture->engine, fixture->access, &error));
  g_assert_true (um_test_refresh (fixture->jira, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
  directory = um_source_state_get_directory (fixture->jira);
  for (guint row = 0; row < um_directory_get_n_rows (directory); row++)
    for (guint i = 0; i < um_directory_get_n_things (directory, UM_SET_PRODUCTS); i++)
      {
        g_autoptr (GArray) groups = um_user_access_find_groups (directory, row, i);
        gboolean has = um_directory_is_member (directory, UM_SET_PRODUCTS, i, row) == UM_YES;

        g_assert_cmpint (groups->len > 0, ==, has);
        for (guint j = 0; j < groups->len; j++)
          g_assert_cmpint (um_directory_is_member (directory, UM_SET_GROUPS,
                                                   g_array_index (groups, guint32, j), row),
                           ==, UM_YES);
        n_found += groups->len;
      }
  g_assert_cmpuint (n_found, >, 20);
}

/* What was done on the site is told of the account, whatever source it is looked at in. */
static void
test_history (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (UmPlan) plan = NULL;
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GPtrArray) deeds = NULL;
  g_autofree char *group = NULL;
  const UmDeed *deed;

  g_assert_true (um_test_refresh (fixture->jira, UM_REFRESH_ALL, NULL, &error));
  group = um_test_group (fixture->jira, "contractors");
  plan = um_test_plan_make (fixture->jira, "add-to-groups", group, 0);
  run = um_test_run (fixture->jira, plan, UM_RUN_DRY, 0);
  people = um_test_people (fixture->jira, 1);
  um_user_history_list_async (fixture->engine, people->pdata[0], NULL, 5, NULL, um_test_done_cb,
                              &result);
  um_test_wait_for (&result);
  deeds = um_user_history_list_finish (fixture->engine, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (deeds->len, ==, 1);
  deed = deeds->pdata[0];
  g_assert_cmpstr (deed->run->id, ==, run->id);
  g_assert_true (deed->run->dry_run);
  g_assert_cmpuint (deed->entries->len, ==, 1);
  g_assert_cmpstr (((UmRunEntry *) deed->entries->pdata[0])->target, ==, group);
}

#define ADD(name, test) g_test_add ("/user-facts/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);
  ADD ("uses", test_uses);
  ADD ("tokens", test_tokens);
  ADD ("refused", test_refused);
  ADD ("cancelled", test_cancelled);
  ADD ("teller", test_teller);
  ADD ("access", test_access);
  ADD ("history", test_history);
  return um_test_engine_run ();
}
