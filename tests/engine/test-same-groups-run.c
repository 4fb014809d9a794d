/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups for single users, the whole way on the simulator: a site and an organisation. A run
 * changes the memberships that the plan says and nothing else of the whole state, and pairs of what
 * was done, the other way round, bring it back. */
#include "um-group-pair.h"
#include "um-same-groups.h"
#include "um-source-state-private.h"
#include "um-test-runs.h"

#include <string.h>

#define N_MIXED 50

typedef struct
{
  UmTestSimulator *simulator;
  char *folder;
  UmEngine *engine;
  UmSourceState *state;
} Fixture;

static UmSourceState *
add_organisation (Fixture *fixture)
{
  g_autoptr (UmSource) source = um_source_new (UM_SOURCE_ACCESS);
  g_autoptr (GError) error = NULL;
  UmSourceState *state;

  source->name = g_strdup ("Acme");
  g_free (source->api_url);
  source->api_url = g_strdup (um_test_simulator_get (fixture->simulator, "api_url"));
  source->org_id = g_strdup (um_test_simulator_get (fixture->simulator, "org_id"));
  source->email = g_strdup (um_test_simulator_get (fixture->simulator, "email"));
  state = um_test_engine_save (fixture->engine, source,
                               um_test_simulator_get (fixture->simulator, "org_key"),
                               UM_KEEP_THIS_SESSION, &error);
  g_assert_no_error (error);
  return state;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  UmSourceKind kind = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;

  fixture->simulator = um_test_simulator_start ("--users", "600", "--seed", "3", NULL);
  fixture->folder = um_test_engine_make_folder ();
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = kind == UM_SOURCE_JIRA
                     ? um_test_engine_add (fixture->engine, fixture->simulator, "Acme")
                     : add_organisation (fixture);
  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_engine_close (fixture->engine);
  um_test_simulator_free (fixture->simulator);
  g_free (fixture->folder);
}

static UmDirectory *
get_directory (Fixture *fixture)
{
  return um_source_state_get_directory (fixture->state);
}

static guint
count_groups (Fixture *fixture, guint row)
{
  guint n;

  um_relation_get_things (um_directory_get_relation (get_directory (fixture), UM_SET_GROUPS), row,
                          &n);
  return n;
}

static guint
count_synced (Fixture *fixture, guint row)
{
  g_autoptr (GArray) groups = um_same_groups_list (get_directory (fixture), row);
  guint n = 0;

  for (guint i = 0; i < groups->len; i++)
    n += um_directory_get_thing (get_directory (fixture), UM_SET_GROUPS,
                                 g_array_index (groups, guint32, i))
           ->synced;
  return n;
}

/* Some of each kind, by status, type, provisioning, and in what kinds of groups they are. */
static GPtrArray *
mixed_people (Fixture *fixture)
{
  UmDirectory *directory = get_directory (fixture);
  g_autoptr (GHashTable) kinds = g_hash_table_new (NULL, NULL);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint row = 0; row < um_directory_get_n_rows (directory) && ids->len < N_MIXED; row++)
    {
      guint kind = 1 + um_directory_get_status (directory, row) * 64
                   + um_directory_get_user_type (directory, row) * 8
                   + um_directory_get_managed (directory, row) * 2
                   + (count_synced (fixture, row) > 0);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (kinds, GUINT_TO_POINTER (kind)));

      if (n == 8)
        continue;
      g_hash_table_insert (kinds, GUINT_TO_POINTER (kind), GUINT_TO_POINTER (n + 1));
      g_ptr_array_add (ids, g_strdup (um_directory_get_account_id (directory, row)));
    }
  g_assert_cmpuint (g_hash_table_size (kinds), >, 4);
  return ids;
}

/* Somebody in several groups, none of which administers; in a synced one or not, where that is
 * known. */
static guint
find_colleague (Fixture *fixture, gboolean synced)
{
  UmDirectory *directory = get_directory (fixture);
  guint found = UM_NO_ROW;

  for (guint row = 0; row < um_directory_get_n_rows (directory); row++)
    {
      g_autoptr (GArray) groups = um_same_groups_list (directory, row);
      gboolean plain = um_directory_get_status (directory, row) == UM_STATUS_ACTIVE;

      for (guint i = 0; i < groups->len; i++)
        plain &= !um_directory_get_thing (directory, UM_SET_GROUPS,
                                          g_array_index (groups, guint32, i))
                    ->admin;
      plain &= um_source_state_get_source (fixture->state)->kind == UM_SOURCE_JIRA
               || (count_synced (fixture, row) > 0) == synced;
      if (plain && groups->len > 2
          && (found == UM_NO_ROW || groups->len > count_groups (fixture, found)))
        found = row;
    }
  g_assert_cmpuint (found, !=, UM_NO_ROW);
  return found;
}

/* Each membership as a pair, and each user and group with all else the simulator holds of it. */
static GHashTable *
list_truth (Fixture *fixture, gboolean memberships)
{
  g_autoptr (JsonNode) state = um_test_simulator_get_state (fixture->simulator);
  JsonObject *root = json_node_get_object (state);
  JsonArray *users = json_object_get_array_member (root, "users");
  GHashTable *truth = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; !memberships && i < json_array_get_length (users); i++)
    g_hash_table_add (truth, json_to_string (json_array_get_element (users, i), FALSE));
  if (!memberships)
    {
      g_hash_table_add (truth, json_to_string (json_object_get_member (root, "groups"), FALSE));
      return truth;
    }
  for (guint i = 0; i < json_array_get_length (users); i++)
    {
      JsonObject *user = json_array_get_object_element (users, i);
      JsonArray *groups = json_object_get_array_member (user, "groups");

      for (guint k = 0; k < json_array_get_length (groups); k++)
        g_hash_table_add (truth,
                          um_group_pair_new (json_object_get_string_member (user, "accountId"),
                                             json_array_get_string_element (groups, k)));
    }
  return truth;
}

static void
assert_same (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer key;

  g_assert_cmpuint (g_hash_table_size (a), ==, g_hash_table_size (b));
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (b, key))
      g_error ("Not there: %s", (char *) key);
}

static guint
count_steps (const UmPlan *plan)
{
  UmPlanSummary summary;

  um_plan_summarize (plan, &summary);
  return summary.steps;
}

/* A site answers 404 for people who can't log in; products may run out of seats; nothing else may
 * fail. */
static void
assert_may_fail (const UmRunEntry *entry, UmSourceKind kind)
{
  g_test_message ("%u: %s", entry->http, entry->message);
  if (kind == UM_SOURCE_JIRA && entry->http == 400)
    g_assert_nonnull (strstr (entry->message, "The user limit of "));
  else
    g_assert_cmpuint (entry->http, ==, kind == UM_SOURCE_JIRA ? 404 : 409);
}

/* What @truth is by what the run did. A site doesn't tell which groups are synced. */
static void
take_entries (Fixture *fixture, const UmRun *run, GHashTable *truth)
{
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, run->id);
  UmSourceKind kind = um_source_state_get_source (fixture->state)->kind;

  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *pair = um_group_pair_new (entry->account_id, entry->target);

      if (entry->state == UM_STATE_FAILED)
        assert_may_fail (entry, kind);
      if (entry->state != UM_STATE_DONE)
        continue;
      g_assert_cmpint (g_hash_table_contains (truth, pair), ==,
                       entry->kind == UM_STEP_GROUP_REMOVE);
      if (entry->kind == UM_STEP_GROUP_REMOVE)
        g_hash_table_remove (truth, pair);
      else
        g_hash_table_add (truth, g_steal_pointer (&pair));
    }
}

static UmPlan *
make_plan (Fixture *fixture, GPtrArray *actions, GPtrArray *account_ids)
{
  UmPlanRequest request = { .account_ids = account_ids, .actions = actions };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  UmPlan *plan;

  um_planner_make_async (fixture->state, &request, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  plan = um_planner_make_finish (result, &error);
  g_assert_no_error (error);
  return plan;
}

static GPtrArray *
new_actions (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) um_plan_action_free);
}

static UmPlan *
plan_like (Fixture *fixture, guint colleague, GPtrArray *ids, gboolean removes)
{
  g_autoptr (GPtrArray) actions = new_actions ();
  UmDirectory *directory = get_directory (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) add = um_same_groups_new_inputs (directory, colleague, ids, TRUE, &error);
  g_autoptr (GVariant)
    remove = um_same_groups_new_inputs (directory, colleague, ids, FALSE, &error);

  g_assert_no_error (error);
  g_ptr_array_add (actions, um_plan_action_new ("add-to-groups", add));
  if (removes)
    g_ptr_array_add (actions, um_plan_action_new ("remove-from-groups", remove));
  return make_plan (fixture, actions, ids);
}

static void
add_pairs (GPtrArray *actions, const char *key, GPtrArray *entries, UmStepKind kind)
{
  GVariantBuilder inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  g_auto (GVariantBuilder) pairs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *pair = um_group_pair_new (entry->account_id, entry->target);

      if (entry->kind != kind || entry->state != UM_STATE_DONE)
        continue;
      g_variant_builder_add (&pairs, "s", pair);
      n++;
    }
  if (n == 0)
    return;
  g_variant_builder_add (&inputs, "{s@as}", "pairs", g_variant_builder_end (&pairs));
  g_ptr_array_add (actions, um_plan_action_new (key, g_variant_builder_end (&inputs)));
}

/* What a run did, the other way round, for whomever it was done to. */
static UmPlan *
plan_back (Fixture *fixture, const UmRun *run)
{
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, run->id);
  g_autoptr (GPtrArray) actions = new_actions ();

  add_pairs (actions, "add-to-groups", entries, UM_STEP_GROUP_REMOVE);
  add_pairs (actions, "remove-from-groups", entries, UM_STEP_GROUP_ADD);
  return make_plan (fixture, actions, NULL);
}

static void
assert_there_and_back (Fixture *fixture, UmPlan *plan, gboolean removes)
{
  g_autoptr (GHashTable) whole = list_truth (fixture, FALSE);
  g_autoptr (GHashTable) expected = list_truth (fixture, TRUE);
  g_autoptr (GHashTable) after = NULL, again = NULL;
  g_autoptr (UmRun) run = um_test_carry_out (fixture->state, plan);
  g_autoptr (UmRun) undone = NULL;
  g_autoptr (UmPlan) back = NULL;

  g_assert_cmpuint (run->steps[UM_STATE_DONE], >, 20);
  if (run->steps[UM_STATE_FAILED] == 0)
    g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, count_steps (plan));
  take_entries (fixture, run, expected);
  after = list_truth (fixture, TRUE);
  assert_same (expected, after);
  back = plan_back (fixture, run);
  g_assert_cmpuint (back->actions->len, ==, removes ? 2 : 1);
  g_assert_cmpuint (count_steps (back), ==, run->steps[UM_STATE_DONE]);
  undone = um_test_carry_out (fixture->state, back);
  g_assert_cmpuint (undone->steps[UM_STATE_DONE], ==, run->steps[UM_STATE_DONE]);
  again = list_truth (fixture, FALSE);
  assert_same (whole, again);
}

static guint
count_skips (const UmPlan *plan, UmStepKind kind, UmSkip skip)
{
  guint n = 0;

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      for (guint k = 0; k < user->n_steps; k++)
        n += user->steps[k].kind == kind && user->steps[k].skip == skip;
    }
  return n;
}

static void
test_adds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = mixed_people (fixture);
  g_autoptr (UmPlan) plan = plan_like (fixture, find_colleague (fixture, TRUE), people, FALSE);

  g_assert_cmpuint (count_skips (plan, UM_STEP_GROUP_ADD, UM_SKIP_ALREADY_SO), >, 3);
  if (GPOINTER_TO_UINT (data) == UM_SOURCE_JIRA)
    g_assert_cmpuint (count_skips (plan, UM_STEP_GROUP_ADD, UM_SKIP_FORMER_USER), >, 0);
  else
    g_assert_cmpuint (count_skips (plan, UM_STEP_GROUP_ADD, UM_SKIP_GROUP_SYNCED), >, 0);
  assert_there_and_back (fixture, plan, FALSE);
}

/* The colleague is among them and stays as he is. */
static void
test_adds_and_removes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = mixed_people (fixture);
  guint colleague = find_colleague (fixture, FALSE);
  g_autoptr (UmPlan) plan = NULL;

  g_ptr_array_insert (people, 0,
                      g_strdup (um_directory_get_account_id (get_directory (fixture), colleague)));
  plan = plan_like (fixture, colleague, people, TRUE);
  g_assert_cmpint (((UmPlanUser *) plan->users->pdata[0])->skip, ==, UM_SKIP_ALREADY_SO);
  g_assert_cmpuint (count_skips (plan, UM_STEP_GROUP_REMOVE, UM_SKIP_NONE), >, 5);
  if (GPOINTER_TO_UINT (data) == UM_SOURCE_ACCESS)
    g_assert_cmpuint (count_skips (plan, UM_STEP_GROUP_REMOVE, UM_SKIP_GROUP_SYNCED), >, 0);
  assert_there_and_back (fixture, plan, TRUE);
}

/* All selected users are named, but those of the pairs alone are in the plan. */
static void
test_users_of_pairs (Fixture *fixture, gconstpointer data)
{
  g_autofree char *group = um_test_group (fixture->state, "confluence-users");
  g_autoptr (GPtrArray) people = mixed_people (fixture);
  g_autoptr (GPtrArray) actions = new_actions ();
  g_autofree char *first = um_group_pair_new (people->pdata[7], group);
  g_autofree char *second = um_group_pair_new (people->pdata[2], group);
  const char *pairs[] = { first, second, NULL };
  GVariantBuilder inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  g_autoptr (UmPlan) selected = NULL, unselected = NULL;

  g_variant_builder_add (&inputs, "{s^as}", "pairs", pairs);
  g_ptr_array_add (actions, um_plan_action_new ("add-to-groups", g_variant_builder_end (&inputs)));
  selected = make_plan (fixture, actions, people);
  unselected = make_plan (fixture, actions, NULL);
  g_assert_cmpuint (selected->users->len, ==, 2);
  g_assert_cmpuint (unselected->users->len, ==, 2);
  /* In the order shown, or of the pairs. */
  g_assert_cmpstr (((UmPlanUser *) selected->users->pdata[0])->account_id, ==, people->pdata[2]);
  g_assert_cmpstr (((UmPlanUser *) unselected->users->pdata[0])->account_id, ==, people->pdata[7]);
}

static void
add (const char *name, UmSourceKind kind, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/same-groups-run/%s/%s", name,
                                           kind == UM_SOURCE_JIRA ? "jira" : "access");

  g_test_add (path, Fixture, GUINT_TO_POINTER (kind), set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
  for (UmSourceKind kind = UM_SOURCE_JIRA; kind <= UM_SOURCE_ACCESS; kind++)
    {
      add ("adds", kind, test_adds);
      add ("adds-and-removes", kind, test_adds_and_removes);
    }
  add ("users-of-pairs", UM_SOURCE_JIRA, test_users_of_pairs);
  return um_test_engine_run ();
}
