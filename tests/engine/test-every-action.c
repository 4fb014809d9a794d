/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every action on each kind of source that has it, the whole way on the simulator: of people of
 * every kind a run changes exactly those whom the plan says, in the way that it has to, and leaves
 * the others out before with the right reason; its inverse, as a plan and by the journal, brings
 * back the whole state. What is right is told by um-test-oracle.h, not by the engine. */
#include "um-actions.h"
#include "um-enums.h"
#include "um-source-state-private.h"
#include "um-step-search-private.h"
#include "um-test-oracle.h"

typedef struct
{
  UmTestSimulator *simulator;
  char *folder;
  UmEngine *engine;
  UmSourceState *state;
  UmTestOracle *oracle;
} Fixture;

static void
refresh (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
}

/* Ids of the directories: the one of the site, and another. */
static void
find_directories (Fixture *fixture, char **directory, char **into)
{
  g_autoptr (JsonNode) state = um_test_simulator_get_state (fixture->simulator);
  JsonArray *groups = json_object_get_array_member (json_node_get_object (state), "groups");

  for (guint i = 0; i < json_array_get_length (groups); i++)
    {
      JsonObject *group = json_array_get_object_element (groups, i);
      const char *id = json_object_get_string_member (group, "directory");

      if (g_str_equal (json_object_get_string_member (group, "name"), "confluence-users"))
        *directory = g_strdup (id);
    }
  for (guint i = 0; i < json_array_get_length (groups) && *into == NULL; i++)
    {
      const char *id = json_object_get_string_member (json_array_get_object_element (groups, i),
                                                      "directory");

      if (!g_str_equal (id, *directory))
        *into = g_strdup (id);
    }
  g_assert_nonnull (*into);
}

/* Groups of the other directory that bear the names of some of the first one's, marks aside. */
static void
add_groups (Fixture *fixture, const char *directory)
{
  static const char *const names[] = { "jira-softwáre-users", "conflúence-users" };
  g_autofree char *path = g_strdup_printf ("/admin/v2/orgs/%s/directories/%s/groups",
                                           um_test_simulator_get (fixture->simulator, "org_id"),
                                           directory);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"name\":\"%s\"}", names[i]);

      um_test_simulator_ask (fixture->simulator, "POST", path, body);
    }
}

static UmPlan *
make_plan (Fixture *fixture, const char *text, GPtrArray *ids)
{
  g_autofree char *actions = um_test_oracle_fill (fixture->oracle, text);

  return um_test_plan_make_for (fixture->state, actions, ids);
}

/* Some have a product by a role that administers it, which nobody has in the simulator else. */
static void
make_admins (Fixture *fixture)
{
  g_autoptr (JsonNode) state = um_test_simulator_get_state (fixture->simulator);
  JsonArray *users = json_object_get_array_member (json_node_get_object (state), "users");
  g_autofree char *body = g_strdup_printf (
    "{\"role\":\"atlassian/admin\",\"resource\":\"ari:cloud:confluence::site/%s\"}",
    um_test_simulator_get (fixture->simulator, "cloud_id"));
  guint n_made = 0;

  for (guint i = 0; n_made < 4; i++)
    {
      JsonObject *user = json_array_get_object_element (users, i);
      g_autofree char *path = g_strdup_printf ("/admin/v1/orgs/%s/users/%s/roles/assign",
                                               um_test_simulator_get (fixture->simulator, "org_id"),
                                               json_object_get_string_member (user, "accountId"));

      if (!g_str_equal (json_object_get_string_member (user, "status"), "active")
          || !g_str_equal (json_object_get_string_member (user, "type"), "atlassian"))
        continue;
      um_test_simulator_ask (fixture->simulator, "POST", path, body);
      n_made++;
    }
}

/* The oracle forgets what was before. */
static void
do_first (Fixture *fixture)
{
  UmTestOracle *oracle = fixture->oracle;
  g_autoptr (GPtrArray) ids = um_test_oracle_choose (oracle);
  g_autoptr (UmPlan) plan = make_plan (fixture, oracle->action->first, ids);
  g_autoptr (UmRun) run = um_test_carry_out (fixture->state, plan);

  g_assert_cmpuint (run->users[UM_STATE_DONE], >, 3);
  fixture->oracle = um_test_oracle_new (oracle->action, fixture->simulator, oracle->directory,
                                        oracle->into);
  um_test_oracle_free (oracle);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const UmTestAction *action = data;
  g_autofree char *directory = NULL, *into = NULL;

  um_step_search_set_second (0.02);
  fixture->simulator = um_test_simulator_start ("--users", "600", "--seed", "3", NULL);
  find_directories (fixture, &directory, &into);
  if (g_str_has_suffix (action->name, "change-directory"))
    add_groups (fixture, into);
  if (g_str_equal (action->name, "access/remove-application-access"))
    make_admins (fixture);
  fixture->folder = um_test_engine_make_folder ();
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = um_test_engine_add_checked (fixture->engine, fixture->simulator, action->kind,
                                               "Acme");
  /* Through which an organisation's issues are made. */
  if (g_str_equal (action->name, "access/create-issues"))
    um_test_engine_add_checked (fixture->engine, fixture->simulator, UM_SOURCE_JIRA, "Site");
  refresh (fixture);
  fixture->oracle = um_test_oracle_new (action, fixture->simulator, directory, into);
  if (action->first != NULL)
    do_first (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_oracle_free (fixture->oracle);
  um_test_engine_close (fixture->engine);
  um_test_simulator_free (fixture->simulator);
  g_free (fixture->folder);
}

/* Everybody is in the plan once, with the reason that he has to have. */
static void
assert_plan (Fixture *fixture, const UmPlan *plan, GPtrArray *ids)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);
      UmSkip skip = um_test_oracle_judge (fixture->oracle, user->account_id);

      g_test_message ("%s: %s, %s", user->account_id, um_skip_to_nick (skip),
                      um_skip_to_nick (user->skip));
      g_assert_cmpint (user->skip, ==, skip);
      g_assert_cmpint (um_plan_user_is_touched (user), ==, skip == UM_SKIP_NONE);
      g_assert_true (g_hash_table_add (seen, user->account_id));
    }
  for (guint i = 0; i < ids->len; i++)
    g_assert_true (g_hash_table_contains (seen, ids->pdata[i]));
  g_assert_cmpuint (g_hash_table_size (seen), ==, ids->len);
}

/* What an entry's outcome has to be. */
static void
assert_entry (Fixture *fixture, const UmRunEntry *entry)
{
  const UmTestOracle *oracle = fixture->oracle;
  const char *refusal = um_test_oracle_refuses (oracle, entry->account_id);

  if (um_test_oracle_judge (oracle, entry->account_id) != UM_SKIP_NONE)
    g_assert_cmpint (entry->state, ==, UM_STATE_SKIPPED);
  else if (refusal != NULL)
    {
      g_assert_cmpint (entry->skip, ==, UM_SKIP_REFUSED);
      g_assert_cmpstr (entry->skip_detail, ==, refusal);
      g_assert_cmpstr (entry->method, ==, "GET");
      g_assert_cmpint (entry->sent, ==, 0);
    }
  else if (um_test_oracle_fails (oracle, entry->account_id))
    {
      g_assert_cmpint (entry->state, ==, UM_STATE_FAILED);
      g_assert_cmpuint (entry->http, ==, 404);
    }
  else if (entry->state != UM_STATE_DONE)
    {
      g_assert_cmpint (entry->state, ==, UM_STATE_SKIPPED);
      g_assert_cmpint (entry->skip, ==, UM_SKIP_ALREADY_SO);
    }
}

/* Whom the run changed, by its journal. (transfer full) (element-type utf8) */
static GPtrArray *
list_done (Fixture *fixture, const UmRun *run)
{
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, run->id);
  GPtrArray *done = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      if (entry->state == UM_STATE_DONE
          && !g_ptr_array_find_with_equal_func (done, entry->account_id, g_str_equal, NULL))
        g_ptr_array_add (done, g_strdup (entry->account_id));
    }
  return done;
}

/* Plans and runs it, and compares everything. Returns whom it changed. */
static GPtrArray *
go_there (Fixture *fixture, GPtrArray *ids, char **run_id)
{
  const UmTestAction *action = fixture->oracle->action;
  g_autoptr (UmPlan) plan = make_plan (fixture, action->plan, ids);
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (JsonNode) after = NULL;
  GPtrArray *done;

  assert_plan (fixture, plan, ids);
  run = um_test_carry_out (fixture->state, plan);
  entries = um_test_load_entries (fixture->state, run->id);
  for (guint i = 0; i < entries->len; i++)
    assert_entry (fixture, g_ptr_array_index (entries, i));
  done = list_done (fixture, run);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = ids->pdata[i];
      gboolean expected = um_test_oracle_judge (fixture->oracle, id) == UM_SKIP_NONE
                          && um_test_oracle_refuses (fixture->oracle, id) == NULL
                          && !um_test_oracle_fails (fixture->oracle, id);

      g_assert_cmpint (expected, ==,
                       g_ptr_array_find_with_equal_func (done, id, g_str_equal, NULL));
    }
  after = um_test_simulator_get_state (fixture->simulator);
  um_test_oracle_assert_after (fixture->oracle, after, done);
  *run_id = g_strdup (run->id);
  return done;
}

static void
assert_back (Fixture *fixture)
{
  g_autoptr (JsonNode) again = um_test_simulator_get_state (fixture->simulator);

  um_test_oracle_assert_before (fixture->oracle, again);
}

/* The inverse as a plan for those who were changed. */
static void
go_back (Fixture *fixture, GPtrArray *done)
{
  g_autoptr (UmPlan) back = make_plan (fixture, fixture->oracle->action->back, done);
  g_autoptr (UmRun) run = um_test_carry_out (fixture->state, back);

  g_assert_cmpuint (run->users[UM_STATE_DONE], ==, done->len);
  assert_back (fixture);
}

static void
test_action (Fixture *fixture, gconstpointer data)
{
  const UmTestAction *action = data;
  g_autoptr (GPtrArray) ids = um_test_oracle_choose (fixture->oracle);
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr (GPtrArray) done = go_there (fixture, ids, &first);
  g_autoptr (GPtrArray) again = NULL;

  g_test_message ("%u users, %u of them changed", ids->len, done->len);
  if (!g_str_has_suffix (action->name, "synced-group"))
    g_assert_cmpuint (done->len, >, 3);
  um_test_assert_as_read (fixture->state, done);
  if (action->back != NULL)
    go_back (fixture, done);
  if (!action->leaves_journal)
    return;
  if (action->back != NULL)
    again = go_there (fixture, ids, &second);
  um_test_give_back (fixture->state, second != NULL ? second : first);
  assert_back (fixture);
}

/* ---- all of them ---- */

/* Invitations are about addresses and have test-invite.c. */ static gboolean
has_row (const char *key, UmSourceKind kind)
{
  for (guint i = 0; i < um_test_n_actions; i++)
    {
      g_auto (GStrv) words = g_strsplit (um_test_actions[i].plan, " ", 2);

      if (um_test_actions[i].kind == kind && g_str_equal (words[0], key))
        return TRUE;
    }
  return FALSE;
}

static void
test_complete (void)
{
  const UmActionInfo *const *actions = um_actions_list ();

  for (guint i = 0; actions[i] != NULL; i++)
    {
      const char *key = actions[i]->key;

      g_test_message ("%s", key);
      g_assert_cmpint (has_row (key, UM_SOURCE_JIRA), ==,
                       actions[i]->jira && !g_str_equal (key, "invite"));
      g_assert_cmpint (has_row (key, UM_SOURCE_ACCESS), ==,
                       actions[i]->access && !g_str_equal (key, "invite"));
    }
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
  g_test_add_func ("/every-action/complete", test_complete);
  for (guint i = 0; i < um_test_n_actions; i++)
    {
      g_autofree char *path = g_strconcat ("/every-action/", um_test_actions[i].name, NULL);

      g_test_add (path, Fixture, &um_test_actions[i], set_up, test_action, tear_down);
    }
  return um_test_engine_run ();
}
