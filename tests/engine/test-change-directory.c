/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changing the directory, the whole way on the simulator: over people of every kind, with answers
 * that get lost, groups that disappear, and a program that is killed after each request. Nobody is
 * ever out of the old directory who doesn't stand in the other one with all his groups. */
#include "um-source-state-private.h"
#include "um-step-kind-private.h"
#include "um-standing-private.h"
#include "um-step-search-private.h"
#include "um-test-runs.h"

#include <signal.h>
#include <string.h>

#define N_MIXED 80
/* More requests than one user's chain takes, with what is read before it. */
#define MOST_REQUESTS 16

typedef struct
{
  UmTestSimulator *simulator;
  char *folder;
  UmEngine *engine;
  UmSourceState *state;
  char *from; /* ids of directories */
  char *into;
  char *action;
  char *dev; /* ids of groups there */
  char *wiki;
} Fixture;

/* ---- the organisation ---- */

static UmDirectory *
get_directory (Fixture *fixture)
{
  return um_source_state_get_directory (fixture->state);
}

static void
refresh (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
}

static void
open_engine (Fixture *fixture)
{
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = g_list_model_get_item (um_engine_get_sources (fixture->engine), 0);
  g_object_unref (fixture->state);
  um_source_state_use_key (fixture->state, um_test_simulator_get (fixture->simulator, "org_key"));
}

static void
close_engine (Fixture *fixture)
{
  fixture->state = NULL;
  um_test_engine_close (g_steal_pointer (&fixture->engine));
}

static void
add_source (Fixture *fixture)
{
  g_autoptr (UmSource) source = um_source_new (UM_SOURCE_ACCESS);
  g_autoptr (GError) error = NULL;

  source->name = g_strdup ("Acme");
  g_free (source->api_url);
  source->api_url = g_strdup (um_test_simulator_get (fixture->simulator, "api_url"));
  source->org_id = g_strdup (um_test_simulator_get (fixture->simulator, "org_id"));
  source->email = g_strdup (um_test_simulator_get (fixture->simulator, "email"));
  fixture->state = um_test_engine_save (fixture->engine, source,
                                        um_test_simulator_get (fixture->simulator, "org_key"),
                                        UM_KEEP_THIS_SESSION, &error);
  g_assert_no_error (error);
}

/* A group of the other directory, of the same name: marks on letters are none of its. */
static void
add_group (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/admin/v2/orgs/%s/directories/%s/groups",
                                           um_test_simulator_get (fixture->simulator, "org_id"),
                                           fixture->into);
  g_autofree char *body = g_strdup_printf ("{\"name\":\"%s\"}", name);

  um_test_simulator_ask (fixture->simulator, "POST", path, body);
}

/* (transfer full) */
static char *
find_group (Fixture *fixture, const char *name, const char *directory_id)
{
  g_autoptr (GArray)
    things = um_directory_find_things_by_name (get_directory (fixture), UM_SET_GROUPS, name);

  for (guint i = 0; i < things->len; i++)
    {
      const UmThing *group = um_directory_get_thing (get_directory (fixture), UM_SET_GROUPS,
                                                     g_array_index (things, guint32, i));

      if (g_strcmp0 (group->parent, directory_id) == 0)
        return g_strdup (group->id);
    }
  g_assert_not_reached ();
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->simulator = um_test_simulator_start ("--users", "600", "--seed", "3", NULL);
  fixture->folder = um_test_engine_make_folder ();
  fixture->engine = um_test_engine_open (fixture->folder);
  add_source (fixture);
  refresh (fixture);
  g_assert_cmpuint (um_directory_get_n_things (get_directory (fixture), UM_SET_DIRECTORIES), ==, 3);
  fixture->from = g_strdup (
    um_directory_get_thing (get_directory (fixture), UM_SET_DIRECTORIES, 0)->id);
  fixture->into = g_strdup (
    um_directory_get_thing (get_directory (fixture), UM_SET_DIRECTORIES, 2)->id);
  fixture->action = g_strdup_printf ("change-directory %s into=%s", fixture->from, fixture->into);
  add_group (fixture, "jira-softwáre-users");
  add_group (fixture, "conflúence-users");
  refresh (fixture);
  fixture->dev = find_group (fixture, "jira-software-users", fixture->into);
  fixture->wiki = find_group (fixture, "confluence-users", fixture->into);
  um_test_hurry (fixture->state);
  um_step_search_set_second (0.001);
  um_test_simulator_ask (fixture->simulator, "POST", "/_simulator/reset-stats", "{}");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->engine != NULL)
    close_engine (fixture);
  um_test_simulator_free (fixture->simulator);
  g_free (fixture->folder);
  g_free (fixture->from);
  g_free (fixture->into);
  g_free (fixture->action);
  g_free (fixture->dev);
  g_free (fixture->wiki);
}

/* ---- people ---- */

static gboolean
is_in (Fixture *fixture, UmSet set, const char *id, guint row)
{
  UmDirectory *directory = get_directory (fixture);

  return um_directory_is_member (directory, set, um_directory_find_thing (directory, set, id), row)
         == UM_YES;
}

/* Some of each kind: by status, management, provisioning and number of directories. */
static GPtrArray *
mixed_people (Fixture *fixture)
{
  UmDirectory *directory = get_directory (fixture);
  g_autoptr (GHashTable) kinds = g_hash_table_new (NULL, NULL);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint row = 0; row < um_directory_get_n_rows (directory) && ids->len < N_MIXED; row++)
    {
      guint kind = 1 + um_directory_get_status (directory, row) * 64
                   + um_directory_get_managed (directory, row) * 16
                   + um_directory_get_synced (directory, row) * 4
                   + is_in (fixture, UM_SET_DIRECTORIES, fixture->from, row) * 2
                   + is_in (fixture, UM_SET_DIRECTORIES, fixture->into, row);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (kinds, GUINT_TO_POINTER (kind)));

      if (n == 8)
        continue;
      g_hash_table_insert (kinds, GUINT_TO_POINTER (kind), GUINT_TO_POINTER (n + 1));
      g_ptr_array_add (ids, g_strdup (um_directory_get_account_id (directory, row)));
    }
  return ids;
}

/* Whose directory can be changed by two groups. */
static GPtrArray *
movable_people (Fixture *fixture, guint n)
{
  UmDirectory *directory = get_directory (fixture);
  g_autofree char *dev = find_group (fixture, "jira-software-users", fixture->from);
  g_autofree char *wiki = find_group (fixture, "confluence-users", fixture->from);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  UmUser user;

  for (guint row = 0; row < um_directory_get_n_rows (directory) && ids->len < n; row++)
    {
      um_directory_get_user (directory, row, &user);
      if (user.status == UM_STATUS_ACTIVE && user.synced != UM_YES && user.email != NULL
          && is_in (fixture, UM_SET_GROUPS, dev, row) && is_in (fixture, UM_SET_GROUPS, wiki, row)
          && !is_in (fixture, UM_SET_DIRECTORIES, fixture->into, row)
          && !is_in (fixture, UM_SET_SUSPENSIONS, fixture->from, row)
          && g_strcmp0 (user.email, um_test_simulator_get (fixture->simulator, "email")) != 0)
        g_ptr_array_add (ids, g_strdup (user.account_id));
    }
  g_assert_cmpuint (ids->len, ==, n);
  return ids;
}

/* ---- the truth ---- */

/* account id → all that the simulator holds of him. (transfer full) */
static GHashTable *
list_truth (Fixture *fixture)
{
  g_autoptr (JsonNode) state = um_test_simulator_get_state (fixture->simulator);
  JsonArray *users = json_object_get_array_member (json_node_get_object (state), "users");
  GHashTable *truth = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) json_node_unref);

  for (guint i = 0; i < json_array_get_length (users); i++)
    {
      JsonNode *node = json_array_get_element (users, i);

      g_hash_table_insert (
        truth, g_strdup (json_object_get_string_member (json_node_get_object (node), "accountId")),
        json_node_copy (node));
    }
  return truth;
}

static gboolean
holds (GHashTable *truth, const char *account_id, const char *member, const char *id)
{
  JsonObject *user = json_node_get_object (g_hash_table_lookup (truth, account_id));
  JsonArray *array = json_object_get_array_member (user, member);

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_str_equal (json_array_get_string_element (array, i), id))
      return TRUE;
  return FALSE;
}

/* Whether he is out of the old directory; then he has to stand in the other one. */
static gboolean
has_moved (Fixture *fixture, GHashTable *truth, const char *account_id)
{
  if (holds (truth, account_id, "directories", fixture->from))
    return FALSE;
  g_assert_true (holds (truth, account_id, "directories", fixture->into));
  g_assert_true (holds (truth, account_id, "groups", fixture->dev));
  g_assert_true (holds (truth, account_id, "groups", fixture->wiki));
  return TRUE;
}

static guint
count_moved (Fixture *fixture, GPtrArray *ids)
{
  g_autoptr (GHashTable) truth = list_truth (fixture);
  guint n = 0;

  for (guint i = 0; i < ids->len; i++)
    n += has_moved (fixture, truth, g_ptr_array_index (ids, i));
  return n;
}

/* ---- people of every kind ---- */

/* Everything that the plan of one user was to bring stands, and nothing of what he had is left. */
static void
assert_as_planned (Fixture *fixture, const UmPlanUser *user, GHashTable *truth)
{
  for (guint i = 0; i < user->n_steps; i++)
    {
      const UmStep *step = &user->steps[i];

      if (step->kind == UM_STEP_DIRECTORY_REMOVE)
        g_assert_false (holds (truth, user->account_id, "directories", step->place));
      else
        g_assert_true (holds (truth, user->account_id, "directories", fixture->into));
      if (step->target != NULL)
        g_assert_true (holds (truth, user->account_id, "groups", step->target));
    }
}

static void
assert_truth (Fixture *fixture, const UmPlan *plan, GHashTable *before)
{
  g_autoptr (GHashTable) after = list_truth (fixture);
  GHashTableIter iter;
  gpointer id, node;

  g_assert_cmpuint (g_hash_table_size (before), ==, g_hash_table_size (after));
  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      if (!um_plan_user_is_touched (user))
        continue;
      assert_as_planned (fixture, user, after);
      g_hash_table_remove (before, user->account_id);
    }
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &id, &node))
    {
      g_autofree char *was = json_to_string (node, FALSE);
      g_autofree char *is = json_to_string (g_hash_table_lookup (after, id), FALSE);

      g_assert_cmpstr (was, ==, is);
    }
}

/* What was laid over the snapshot is what a refresh reads. */
static void
assert_as_read (Fixture *fixture, GPtrArray *ids)
{
  static const UmSet sets[] = { UM_SET_DIRECTORIES, UM_SET_GROUPS, UM_SET_SUSPENSIONS };
  g_autoptr (UmDirectory) laid = NULL;
  UmDirectory *read;

  um_test_settle (fixture->state);
  laid = um_directory_ref (get_directory (fixture));
  refresh (fixture);
  read = get_directory (fixture);
  g_assert_true (read != laid);
  for (guint i = 0; i < ids->len; i++)
    {
      guint before = um_directory_find (laid, ids->pdata[i]);
      guint after = um_directory_find (read, ids->pdata[i]);

      g_assert_cmpint (um_directory_get_status (laid, before), ==,
                       um_directory_get_status (read, after));
      for (guint k = 0; k < G_N_ELEMENTS (sets); k++)
        for (guint j = 0; j < um_directory_get_n_things (read, sets[k]); j++)
          g_assert_cmpint (um_directory_is_member (laid, sets[k], j, before), ==,
                           um_directory_is_member (read, sets[k], j, after));
    }
}

static void
assert_reasons (const UmPlan *plan)
{
  static const UmSkip expected[] = { UM_SKIP_NOT_IN_DIRECTORY, UM_SKIP_SYNCED, UM_SKIP_SUSPENDED,
                                     UM_SKIP_DEACTIVATED, UM_SKIP_ALREADY_SO };
  g_autoptr (GHashTable) reasons = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < plan->users->len; i++)
    g_hash_table_add (reasons, GUINT_TO_POINTER (((UmPlanUser *) plan->users->pdata[i])->skip));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_true (g_hash_table_contains (reasons, GUINT_TO_POINTER (expected[i])));
}

static void
test_mixed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = mixed_people (fixture);
  g_autoptr (UmPlan) plan = um_test_plan_make_for (fixture->state, fixture->action, people);
  g_autoptr (GHashTable) before = list_truth (fixture);
  g_autoptr (GPtrArray) touched = g_ptr_array_new ();
  g_autoptr (UmRun) run = NULL;
  UmPlanSummary summary;

  um_plan_summarize (plan, &summary);
  g_assert_cmpint (summary.risk, ==, UM_RISK_IRREVERSIBLE);
  g_assert_cmpuint (people->len, >, 50);
  g_assert_cmpuint (summary.touched, >, 5);
  assert_reasons (plan);
  for (guint i = 0; i < plan->users->len; i++)
    if (um_plan_user_is_touched (plan->users->pdata[i]))
      g_ptr_array_add (touched, ((UmPlanUser *) plan->users->pdata[i])->account_id);
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_check_run (fixture->state, run);
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (run->users[UM_STATE_DONE], ==, summary.touched);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, summary.steps);
  assert_truth (fixture, plan, before);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 0);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "max_in_flight_per_user"), ==,
                   1);
  assert_as_read (fixture, touched);
}

/* Who is in both gets what is missing before he leaves the old one. */
static void
test_already_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = movable_people (fixture, 1);
  g_autofree char *more = g_strdup_printf ("%s groups=%s", fixture->action, fixture->dev);
  g_autofree char *path = g_strdup_printf ("/admin/v2/orgs/%s/users/invite",
                                           um_test_simulator_get (fixture->simulator, "org_id"));
  g_autofree char *body = NULL;
  g_autoptr (UmPlan) plan = NULL;
  g_autoptr (UmRun) run = NULL;
  UmUser user;

  um_directory_get_user (get_directory (fixture),
                         um_directory_find (get_directory (fixture), people->pdata[0]), &user);
  body = g_strdup_printf ("{\"emails\":[\"%s\"],\"additionalGroups\":[\"%s\"]}", user.email,
                          fixture->wiki);
  um_test_simulator_ask (fixture->simulator, "POST", path, body);
  refresh (fixture);
  plan = um_test_plan_make_for (fixture->state, more, people);
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  g_assert_cmpuint (run->users[UM_STATE_DONE], ==, 1);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 3);
  g_assert_cmpuint (run->steps[UM_STATE_SKIPPED], ==, 1);
  g_assert_cmpuint (count_moved (fixture, people), ==, 1);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==, 1);
}

/* ---- when things go wrong ---- */

static UmRun *
run_with (Fixture *fixture, GPtrArray *people, const char *settings)
{
  g_autoptr (UmPlan) plan = um_test_plan_make_for (fixture->state, fixture->action, people);
  UmTestRun test;
  UmRun *run;
  g_autoptr (GError) error = NULL;

  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_runner (&test);
  um_test_simulator_set (fixture->simulator, settings);
  run = um_test_run_end (&test, &error);
  g_assert_no_error (error);
  um_test_check_run (fixture->state, run);
  um_test_simulator_set (fixture->simulator,
                         "{\"drop\":0,\"lag\":0,\"latency\":0,\"fault\":{\"500-after\":0}}");
  return run;
}

/* Every step of the run that has this kind. */
static void
assert_steps (Fixture *fixture, const UmRun *run, UmStepKind kind, UmStepState state, UmSkip skip)
{
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, run->id);

  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      if (entry->kind != kind)
        continue;
      g_assert_cmpint (entry->state, ==, state);
      g_assert_cmpint (entry->skip, ==, skip);
    }
}

/* Answers to invitations get lost, and nothing shows at once that they arrived; each is sent once
 * all the same. */
static void
test_lost_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = movable_people (fixture, 1);
  g_autoptr (UmPlan) plan = um_test_plan_make_for (fixture->state, fixture->action, people);
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GError) error = NULL;
  UmTestRun test;

  um_step_search_set_second (0.01);
  um_test_run_begin (&test, fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_runner (&test);
  um_test_simulator_set (fixture->simulator, "{\"drop\":1,\"lag\":400}");
  while (um_test_simulator_get_stat (fixture->simulator, "created") == 0)
    um_test_turn ();
  um_test_simulator_set (fixture->simulator, "{\"drop\":0}");
  run = um_test_run_end (&test, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run->users[UM_STATE_DONE], ==, 1);
  g_assert_cmpuint (count_moved (fixture, people), ==, 1);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==, 1);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 0);
}

/* Nothing shows that the invitation arrived: nobody can tell, and nothing further is done. */
static void
test_unclear_invitation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = movable_people (fixture, 3);
  g_autoptr (UmRun) run = run_with (fixture, people, "{\"drop\":1,\"lag\":60000}");

  g_assert_cmpuint (run->users[UM_STATE_UNKNOWN], ==, people->len);
  assert_steps (fixture, run, UM_STEP_DIRECTORY_ENTER, UM_STATE_UNKNOWN, UM_SKIP_NONE);
  assert_steps (fixture, run, UM_STEP_DIRECTORY_REMOVE, UM_STATE_SKIPPED, UM_SKIP_EARLIER_FAILED);
  g_assert_cmpuint (count_moved (fixture, people), ==, 0);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "created"), ==, people->len);
}

/* As for somebody who has to accept the invitation first. */
static void
test_not_read_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = movable_people (fixture, 3);
  g_autoptr (UmRun) run = run_with (fixture, people, "{\"lag\":60000}");

  g_assert_cmpuint (run->users[UM_STATE_FAILED], ==, people->len);
  assert_steps (fixture, run, UM_STEP_DIRECTORY_ENTER, UM_STATE_DONE, UM_SKIP_NONE);
  assert_steps (fixture, run, UM_STEP_DIRECTORY_CHECK, UM_STATE_FAILED, UM_SKIP_NOT_READ_BACK);
  assert_steps (fixture, run, UM_STEP_DIRECTORY_REMOVE, UM_STATE_SKIPPED, UM_SKIP_EARLIER_FAILED);
  g_assert_cmpuint (count_moved (fixture, people), ==, 0);
}

/* What shows late is waited for. */
static void
test_lag (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = movable_people (fixture, 3);
  g_autoptr (UmRun) run = NULL;

  um_step_search_set_second (0.01);
  run = run_with (fixture, people, "{\"lag\":300}");
  g_assert_cmpuint (run->users[UM_STATE_DONE], ==, people->len);
  g_assert_cmpuint (count_moved (fixture, people), ==, people->len);
}

/* ---- the removal proves it itself ---- */

static gboolean
perform (Fixture *fixture, const UmRunEntry *entry, GError **error)
{
  const UmStepKindInfo *kind = um_step_kind_find (entry->kind);
  g_autoptr (UmConnection) connection = um_test_connect (fixture->state);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (UmReply) reply = NULL;
  gboolean changed;

  kind->perform_async (connection, entry, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return kind->perform_finish (connection, result, &changed, &reply, error);
}

/* The steps of one user's plan, carried out in any order. */
static UmRunEntry *
new_entry (const UmPlan *plan, UmStepKind kind)
{
  const UmPlanUser *user = g_ptr_array_index (plan->users, 0);
  UmRunEntry *entry = um_run_entry_new ();

  for (guint i = 0; i < user->n_steps; i++)
    if (user->steps[i].kind == kind)
      {
        const UmStep *step = &user->steps[i];

        entry->account_id = g_strdup (user->account_id);
        entry->kind = kind;
        entry->target = g_strdup (step->target);
        entry->place = g_strdup (step->place);
        entry->argument = g_strdup (step->argument);
        entry->before = g_strdup (step->before);
        entry->after = g_strdup (step->after);
        entry->state = UM_STATE_SENT;
        return entry;
      }
  g_assert_not_reached ();
}

static void
assert_refused (Fixture *fixture, const UmRunEntry *entry, GPtrArray *people)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (perform (fixture, entry, &error));
  g_assert_error (error, UM_STEP_ERROR, UM_STEP_ERROR_NOT_READ_BACK);
  g_assert_cmpuint (count_moved (fixture, people), ==, 0);
}

/* Whoever sends it, after whatever: not before he stands there. */
static void
test_removal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = movable_people (fixture, 1);
  g_autoptr (UmPlan) plan = um_test_plan_make_for (fixture->state, fixture->action, people);
  g_autoptr (UmRunEntry) enter = new_entry (plan, UM_STEP_DIRECTORY_ENTER);
  g_autoptr (UmRunEntry) add = new_entry (plan, UM_STEP_GROUP_ADD);
  g_autoptr (UmRunEntry) check = new_entry (plan, UM_STEP_DIRECTORY_CHECK);
  g_autoptr (UmRunEntry) removal = new_entry (plan, UM_STEP_DIRECTORY_REMOVE);
  g_autofree char *argument = g_strdup (removal->argument);
  g_autoptr (GError) error = NULL;

  assert_refused (fixture, check, people);
  assert_refused (fixture, removal, people);
  g_assert_true (perform (fixture, enter, &error));
  g_assert_no_error (error);
  assert_refused (fixture, check, people);
  assert_refused (fixture, removal, people);
  g_assert_true (perform (fixture, add, &error));
  g_assert_no_error (error);
  g_assert_true (perform (fixture, check, &error));
  g_assert_no_error (error);
  /* An argument that was damaged proves nothing. */
  removal->argument[strlen (removal->argument) / 2] = '\0';
  assert_refused (fixture, removal, people);
  g_free (removal->argument);
  removal->argument = g_steal_pointer (&argument);
  g_assert_true (perform (fixture, removal, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_moved (fixture, people), ==, 1);
}

/* The address is another account's by now: he doesn't stand there, and stays. */
static void
test_other_account (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = movable_people (fixture, 2);
  g_autoptr (UmPlan) plan = um_test_plan_make_for (fixture->state, fixture->action, people);
  g_autoptr (UmRunEntry) enter = new_entry (plan, UM_STEP_DIRECTORY_ENTER);
  g_autoptr (GError) error = NULL;

  g_free (enter->account_id);
  enter->account_id = g_strdup (people->pdata[1]);
  g_assert_false (perform (fixture, enter, &error));
  g_assert_error (error, UM_STEP_ERROR, UM_STEP_ERROR_OTHER_ACCOUNT);
  g_assert_cmpuint (count_moved (fixture, people), ==, 0);
}

/* ---- killed ---- */

static GSubprocess *
start_child (Fixture *fixture, const char *account_id)
{
  g_autofree char *key = g_strdup_printf ("%s\n",
                                          um_test_simulator_get (fixture->simulator, "org_key"));
  g_autoptr (GError) error = NULL;
  GSubprocess *child = g_subprocess_new (
    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
    g_getenv ("UM_RUN_CHILD"), fixture->folder, fixture->action, account_id, NULL);

  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (child), key, strlen (key), NULL, NULL,
                             &error);
  g_assert_no_error (error);
  return child;
}

/* Kills the child once the simulator has been asked @n times since then. Returns whether it was
 * over before. */
static gboolean
kill_after (Fixture *fixture, GSubprocess *child, gint64 since, guint n)
{
  g_autoptr (GDataInputStream)
    output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_autofree char *end = NULL;

  while (g_strcmp0 (line, "running") == 0
         && !g_pollable_input_stream_is_readable (
           G_POLLABLE_INPUT_STREAM (g_subprocess_get_stdout_pipe (child)))
         && um_test_simulator_get_stat (fixture->simulator, "requests") - since < n)
    g_thread_yield ();
  g_subprocess_send_signal (child, SIGKILL);
  end = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_subprocess_wait (child, NULL, NULL);
  return g_strcmp0 (line, "over") == 0 || g_strcmp0 (end, "over") == 0;
}

static UmRun *
load_only_run (Fixture *fixture)
{
  UmRunQuery query = { .state = -1 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) runs = NULL;

  um_store_list_runs_async (um_source_state_get_store (fixture->state), &query, NULL, 1, NULL,
                            um_test_done_cb, &result);
  um_test_wait_for (&result);
  runs = um_store_list_runs_finish (um_source_state_get_store (fixture->state), result, NULL);
  g_assert_cmpuint (runs->len, >, 0);
  return um_run_ref (g_ptr_array_index (runs, 0));
}

/* He has moved, or it isn't known whether he was invited; never is he nowhere. */
static gboolean
resume (Fixture *fixture, GPtrArray *person)
{
  g_autoptr (UmRun) torn = load_only_run (fixture);
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GError) error = NULL;
  UmTestRun test;
  gboolean moved;

  um_test_run_resume (&test, fixture->state, torn->id);
  run = um_test_run_end (&test, &error);
  g_assert_no_error (error);
  um_test_check_run (fixture->state, run);
  moved = count_moved (fixture, person) == 1;
  g_assert_cmpuint (run->users[moved ? UM_STATE_DONE : UM_STATE_UNKNOWN], ==, 1);
  if (!moved)
    assert_steps (fixture, run, UM_STEP_DIRECTORY_ENTER, UM_STATE_UNKNOWN, UM_SKIP_NONE);
  return moved;
}

/* One user after the other, each killed one request later. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = movable_people (fixture, MOST_REQUESTS);
  guint n_torn = 0, n_moved = 0;

  um_test_simulator_set (fixture->simulator, "{\"latency\":20}");
  for (guint i = 0; i < people->len; i++)
    {
      g_autoptr (GPtrArray) person = g_ptr_array_new ();
      g_autoptr (GSubprocess) child = NULL;
      gint64 since = um_test_simulator_get_stat (fixture->simulator, "requests");
      gboolean over;

      g_ptr_array_add (person, people->pdata[i]);
      close_engine (fixture);
      child = start_child (fixture, people->pdata[i]);
      over = kill_after (fixture, child, since, i);
      count_moved (fixture, person);
      open_engine (fixture);
      if (over)
        g_assert_cmpuint (count_moved (fixture, person), ==, 1);
      else if (resume (fixture, person))
        n_moved++;
      n_torn += !over;
    }
  g_test_message ("%u torn, %u of them moved", n_torn, n_moved);
  g_assert_cmpuint (n_torn, >, 3);
  g_assert_cmpuint (n_moved, >, 1);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
#define ADD(path, func) \
  g_test_add ("/change-directory/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("mixed", test_mixed);
  ADD ("already-there", test_already_there);
  ADD ("lost-answers", test_lost_answers);
  ADD ("unclear-invitation", test_unclear_invitation);
  ADD ("not-read-back", test_not_read_back);
  ADD ("lag", test_lag);
  ADD ("removal", test_removal);
  ADD ("other-account", test_other_account);
  ADD ("killed", test_killed);
#undef ADD
  return um_test_engine_run ();
}
