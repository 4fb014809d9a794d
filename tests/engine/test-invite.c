/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invitations, the whole way on the simulator, to a site and to an organisation: those come whom
 * the plan says and nobody else changes, each once whatever becomes of the answers, and the inverse
 * takes them out again. */
#include "um-invitee.h"
#include "um-step-kind-private.h"
#include "um-step-search-private.h"
#include "um-test-oracle-private.h"

#include <string.h>

#define N_NEW   5
#define N_MIXED 60
/* How many the product that is short of them has left. */
#define N_SEATS 2

typedef struct
{
  gboolean access;
  UmTestSimulator *simulator;
  char *folder;
  UmEngine *engine;
  UmSourceState *state;
  char *product;
  char *group;
} Fixture;

static UmSourceState *
add_access (Fixture *fixture)
{
  g_autoptr (UmSource) source = um_source_new (UM_SOURCE_ACCESS);
  g_autoptr (GError) error = NULL;
  UmSourceState *state;

  source->name = g_strdup ("Acme");
  g_free (source->api_url);
  source->api_url = g_strdup (um_test_simulator_get (fixture->simulator, "api_url"));
  source->org_id = g_strdup (um_test_simulator_get (fixture->simulator, "org_id"));
  state = um_test_engine_save (fixture->engine, source,
                               um_test_simulator_get (fixture->simulator, "org_key"),
                               UM_KEEP_THIS_SESSION, &error);
  g_assert_no_error (error);
  return state;
}

static UmDirectory *
get_directory (Fixture *fixture)
{
  return um_source_state_get_directory (fixture->state);
}

/* A group that can be joined, and a product that its directory's groups give. */
static void
choose_gifts (Fixture *fixture)
{
  UmDirectory *directory = get_directory (fixture);

  fixture->group = um_test_group (fixture->state, "confluence-users");
  fixture->product = g_strdup (um_directory_get_thing (directory, UM_SET_PRODUCTS, 0)->id);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  um_step_search_set_second (0.02);
  fixture->access = GPOINTER_TO_INT (data);
  fixture->simulator = um_test_simulator_start ("--users", "300", "--seed", "3", NULL);
  fixture->folder = um_test_engine_make_folder ();
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = fixture->access
                     ? add_access (fixture)
                     : um_test_engine_add (fixture->engine, fixture->simulator, "Acme");
  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
  um_test_hurry (fixture->state);
  choose_gifts (fixture);
  um_test_simulator_ask (fixture->simulator, "POST", "/_simulator/reset-stats", "{}");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_engine_close (fixture->engine);
  um_test_simulator_free (fixture->simulator);
  g_free (fixture->folder);
  g_free (fixture->product);
  g_free (fixture->group);
}

/* ---- plans ---- */

static void
add_input (GVariantBuilder *inputs, const char *nick, const char *value)
{
  const char *values[] = { value, NULL };

  g_variant_builder_add (inputs, "{s@as}", nick, g_variant_new_strv (values, value != NULL));
}

/* @people: the same with what each gets. @product, @group: (nullable): for all */
static UmPlan *
plan_people (
  Fixture *fixture, GPtrArray *addresses, GPtrArray *people, const char *product, const char *group)
{
  g_autoptr (GPtrArray)
    actions = g_ptr_array_new_with_free_func ((GDestroyNotify) um_plan_action_free);
  GVariantBuilder inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  UmPlanRequest request = { .account_ids = addresses, .actions = actions };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  UmPlan *plan;

  g_variant_builder_add (&inputs, "{s@as}", "people",
                         g_variant_new_strv ((const char *const *) people->pdata, people->len));
  add_input (&inputs, "products", product);
  add_input (&inputs, "groups", group);
  g_ptr_array_add (actions, um_plan_action_new ("invite", g_variant_builder_end (&inputs)));
  um_planner_make_async (fixture->state, &request, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  plan = um_planner_make_finish (result, &error);
  g_assert_no_error (error);
  return plan;
}

/* @product, @group: (nullable): for all */
static UmPlan *
make_plan (Fixture *fixture, GPtrArray *addresses, const char *product, const char *group)
{
  return plan_people (fixture, addresses, addresses, product, group);
}

static GPtrArray *
new_addresses (guint n)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (addresses, g_strdup_printf ("new%u@invited.example", i));
  return addresses;
}

/* Addresses of people of every status that the snapshot shows, each once, and of some new ones. */
static GPtrArray *
mixed_addresses (Fixture *fixture)
{
  UmDirectory *directory = get_directory (fixture);
  GPtrArray *addresses = new_addresses (N_NEW);

  for (guint row = 0; row < um_directory_get_n_rows (directory) && addresses->len < N_MIXED; row++)
    {
      g_autofree char *address = NULL;
      UmUser user;

      um_directory_get_user (directory, row, &user);
      address = user.email != NULL ? um_invitee_dup_address (user.email) : NULL;
      if (address != NULL && (row % 4 == 0 || user.status != UM_STATUS_ACTIVE)
          && !g_ptr_array_find_with_equal_func (addresses, address, g_str_equal, NULL))
        g_ptr_array_add (addresses, g_steal_pointer (&address));
    }
  return addresses;
}

/* ---- what became of it ---- */

/* account id → all that the simulator holds of him, as text; without what a site shows of an
 * address, which is hidden for good from the first removal on */
static GHashTable *
index_truth (JsonNode *state)
{
  JsonArray *users = json_object_get_array_member (json_node_get_object (state), "users");
  GHashTable *truth = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < json_array_get_length (users); i++)
    {
      g_autofree char *text = json_to_string (json_array_get_element (users, i), FALSE);
      g_autoptr (JsonNode) copy = json_from_string (text, NULL);

      json_object_remove_member (json_node_get_object (copy), "emailShown");
      g_hash_table_insert (truth,
                           g_strdup (um_test_text (json_node_get_object (copy), "accountId")),
                           json_to_string (copy, FALSE));
    }
  return truth;
}

static GHashTable *
list_truth (Fixture *fixture)
{
  g_autoptr (JsonNode) state = um_test_simulator_get_state (fixture->simulator);

  return index_truth (state);
}

/* Everything but the accounts. (transfer full) */
static char *
print_rest (JsonNode *state)
{
  g_autofree char *text = json_to_string (state, FALSE);
  g_autoptr (JsonNode) copy = json_from_string (text, NULL);

  json_object_remove_member (json_node_get_object (copy), "users");
  return json_to_string (copy, FALSE);
}

/* That all is as before, but that there are accounts now that have no access to anything: nothing
 * takes an account itself away again. */
static void
assert_back (JsonNode *before, JsonNode *again)
{
  g_autoptr (GHashTable) was = index_truth (before);
  g_autoptr (GHashTable) is = index_truth (again);
  g_autofree char *rest_was = print_rest (before), *rest_is = print_rest (again);
  GHashTableIter iter;
  gpointer id, text;

  g_hash_table_iter_init (&iter, is);
  while (g_hash_table_iter_next (&iter, &id, &text))
    {
      g_autoptr (JsonNode) node = json_from_string (text, NULL);
      JsonObject *user = json_node_get_object (node);

      if (g_hash_table_contains (was, id))
        {
          g_assert_cmpstr (text, ==, g_hash_table_lookup (was, id));
          continue;
        }
      g_assert_cmpuint (um_test_count (user, "directories"), ==, 0);
      g_assert_cmpuint (um_test_count (user, "groups"), ==, 0);
      g_assert_cmpuint (json_object_get_size (json_object_get_object_member (user, "roles")), ==,
                        0);
    }
  g_assert_cmpuint (g_hash_table_size (is), ==, g_hash_table_size (was) + N_NEW);
  g_assert_cmpstr (rest_is, ==, rest_was);
}

/* ---- who is left out ---- */

/* @place: the directory of the group that is given */
static UmSkip
judge_in_directory (JsonObject *user, const char *place)
{
  if (um_test_count (user, "directories") == 0)
    return UM_SKIP_NONE;
  if (um_test_is (user, "account", "for_deletion"))
    return UM_SKIP_DELETED;
  if (um_test_is (user, "account", "inactive"))
    return UM_SKIP_DEACTIVATED;
  return um_test_has (user, "directories", place) ? UM_SKIP_ALREADY_SO : UM_SKIP_NONE;
}

/* All that a site tells is who is active and who is in groups. */
static UmSkip
judge_on_site (JsonObject *user)
{
  if (um_test_is (user, "status", "active"))
    return UM_SKIP_ALREADY_SO;
  return um_test_count (user, "groups") > 0 ? UM_SKIP_DEACTIVATED : UM_SKIP_NONE;
}

/* (nullable) */
static JsonObject *
find_by (JsonNode *state, const char *array, const char *member, const char *text)
{
  JsonArray *objects = json_object_get_array_member (json_node_get_object (state), array);

  for (guint i = 0; i < json_array_get_length (objects); i++)
    {
      JsonObject *object = json_array_get_object_element (objects, i);

      if (g_ascii_strcasecmp (um_test_text (object, member), text) == 0)
        return object;
    }
  return NULL;
}

static void
assert_reasons (Fixture *fixture, const UmPlan *plan, JsonNode *state)
{
  const char *place = um_test_text (find_by (state, "groups", "id", fixture->group), "directory");
  guint n_touched = 0;

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);
      JsonObject *account = find_by (state, "users", "email", user->account_id);
      UmSkip skip = UM_SKIP_NONE;

      g_assert_true (um_person_is_address (user->account_id));
      if (account != NULL)
        skip = fixture->access ? judge_in_directory (account, place) : judge_on_site (account);
      g_assert_cmpint (user->skip, ==, skip);
      g_assert_cmpint (um_plan_user_is_touched (user), ==, skip == UM_SKIP_NONE);
      n_touched += skip == UM_SKIP_NONE;
    }
  g_test_message ("%u users, %u of them changed", plan->users->len, n_touched);
  /* People of other directories; whom a site has lost it shows without an address. */
  g_assert_cmpuint (n_touched, >=, fixture->access ? N_NEW + 5 : N_NEW);
  g_assert_cmpuint (plan->users->len, >=, 50);
}

/* ---- runs ---- */

/* Entries of invitations that were done, as the journal on disk has them. */
static GPtrArray *
list_invited (Fixture *fixture, const UmRun *run)
{
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, run->id);
  GPtrArray *invited = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);

  for (guint i = 0; i < entries->len; i++)
    {
      UmRunEntry *entry = g_ptr_array_index (entries, i);

      if (entry->state != UM_STATE_DONE)
        continue;
      g_assert_false (um_person_is_address (entry->account_id));
      if (entry->kind == UM_STEP_INVITE)
        g_ptr_array_add (invited, um_run_entry_ref (entry));
    }
  return invited;
}

static gboolean
has_account (GPtrArray *entries, const char *account_id)
{
  for (guint i = 0; i < entries->len; i++)
    if (g_str_equal (((UmRunEntry *) g_ptr_array_index (entries, i))->account_id, account_id))
      return TRUE;
  return FALSE;
}

/* That those who were there before changed if they were invited, and that those who weren't were.
 * Returns: how many are new */
static guint
assert_changed (GHashTable *before, GHashTable *after, GPtrArray *invited)
{
  GHashTableIter iter;
  gpointer id, text;
  guint n_new = 0;

  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &id, &text))
    {
      const char *was = g_hash_table_lookup (before, id);

      n_new += was == NULL;
      g_assert_cmpint (g_strcmp0 (was, text) != 0, ==, has_account (invited, id));
    }
  return n_new;
}

static guint
count_touched (const UmPlan *plan)
{
  UmPlanSummary summary;

  um_plan_summarize (plan, &summary);
  return summary.touched;
}

static UmRun *
carry_out (Fixture *fixture, UmPlan *plan)
{
  UmRun *run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);

  um_test_check_run (fixture->state, run);
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  return run;
}

static gint64
get_created (Fixture *fixture)
{
  return um_test_simulator_get_stat (fixture->simulator, "created");
}

static void
refresh (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
}

/* ---- tests ---- */

/* @place: (nullable): the directory; NULL: the site */
static gboolean
is_there (UmDirectory *directory, guint row, const char *place)
{
  guint thing;

  if (place == NULL)
    return um_directory_get_status (directory, row) == UM_STATUS_ACTIVE;
  thing = um_directory_find_thing (directory, UM_SET_DIRECTORIES, place);
  return um_directory_is_member (directory, UM_SET_DIRECTORIES, thing, row) == UM_YES;
}

static void
assert_there (Fixture *fixture, GPtrArray *invited, gboolean there)
{
  UmDirectory *directory = get_directory (fixture);

  for (guint i = 0; i < invited->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (invited, i);
      guint row = um_directory_find (directory, entry->account_id);

      if (there)
        g_assert_cmpuint (row, !=, UM_NO_ROW);
      if (row != UM_NO_ROW)
        g_assert_cmpint (is_there (directory, row, entry->place), ==, there);
    }
}

/* The inverse of each step, as a plan. */
static void
take_out_again (Fixture *fixture, GPtrArray *invited)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (UmPlan) plan = NULL;
  g_autoptr (UmRun) run = NULL;
  g_autofree char *action = NULL;

  for (guint i = 0; i < invited->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (invited, i);
      UmStepInverse inverses[UM_STEP_MOST_INVERSES];

      g_assert_cmpuint (um_step_invite.invert (entry, inverses), ==, 1);
      g_assert_cmpint (inverses[0].kind, ==, UM_STEP_DIRECTORY_REMOVE);
      g_assert_cmpint (entry->place != NULL, ==, fixture->access);
      action = action != NULL    ? action
               : fixture->access ? g_strconcat ("remove-user ", entry->place, NULL)
                                 : g_strdup ("remove-user");
      g_ptr_array_add (ids, entry->account_id);
    }
  plan = um_test_plan_make_for (fixture->state, action, ids);
  run = carry_out (fixture, plan);
  g_assert_cmpuint (run->users[UM_STATE_DONE], ==, invited->len);
}

/* A run over people of every kind: exactly those come whom the plan says. */
static void
test_mixed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) addresses = mixed_addresses (fixture);
  g_autoptr (UmPlan) plan = make_plan (fixture, addresses, fixture->product, fixture->group);
  g_autoptr (JsonNode) state = um_test_simulator_get_state (fixture->simulator);
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (GHashTable) before = index_truth (state);
  g_autoptr (GHashTable) after = NULL;
  g_autoptr (GHashTable) reasons = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) invited = NULL;
  g_autoptr (UmRun) run = NULL;

  g_assert_cmpuint (plan->users->len, ==, addresses->len);
  assert_reasons (fixture, plan, state);
  for (guint i = 0; i < plan->users->len; i++)
    g_hash_table_add (reasons, GUINT_TO_POINTER (((UmPlanUser *) plan->users->pdata[i])->skip));
  g_assert_true (g_hash_table_contains (reasons, GUINT_TO_POINTER (UM_SKIP_ALREADY_SO)));
  g_assert_true (g_hash_table_contains (reasons, GUINT_TO_POINTER (UM_SKIP_DEACTIVATED)));
  run = carry_out (fixture, plan);
  invited = list_invited (fixture, run);
  after = list_truth (fixture);
  g_assert_cmpuint (run->users[UM_STATE_DONE] + run->users[UM_STATE_FAILED], ==,
                    count_touched (plan));
  g_assert_cmpuint (assert_changed (before, after, invited), ==, N_NEW);
  g_assert_cmpint (get_created (fixture), ==, invited->len);
  refresh (fixture);
  assert_there (fixture, invited, TRUE);
  take_out_again (fixture, invited);
  again = um_test_simulator_get_state (fixture->simulator);
  assert_back (state, again);
  refresh (fixture);
  assert_there (fixture, invited, FALSE);
}

/* What each gets: the products and groups for all, and the person's own. */
static void
test_gifts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) addresses = new_addresses (2);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (UmInvitee) second = um_invitee_new (addresses->pdata[1]);
  g_autoptr (UmPlan) plan = NULL;
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GHashTable) members = NULL;
  g_autoptr (GPtrArray) invited = NULL;

  um_invitee_add (second->groups, fixture->group);
  g_ptr_array_add (people, g_strdup (addresses->pdata[0]));
  g_ptr_array_add (people, um_invitee_print (second));
  plan = make_plan (fixture, people, fixture->product, NULL);
  /* The texts stand for the people; who isn't named by the address is nobody. */
  g_assert_cmpuint (count_touched (plan), ==, 1);
  um_plan_unref (g_steal_pointer (&plan));
  um_invitee_free (g_steal_pointer (&second));
  plan = plan_people (fixture, addresses, people, fixture->product, NULL);
  run = carry_out (fixture, plan);
  invited = list_invited (fixture, run);
  g_assert_cmpuint (invited->len, ==, 2);
  members = um_test_simulator_members (fixture->simulator, fixture->group);
  g_assert_false (g_hash_table_contains (members, ((UmRunEntry *) invited->pdata[0])->account_id));
  g_assert_true (g_hash_table_contains (members, ((UmRunEntry *) invited->pdata[1])->account_id));
}

static void
run_with (Fixture *fixture, const char *settings)
{
  g_autoptr (GPtrArray) addresses = new_addresses (N_NEW);
  g_autoptr (UmPlan) plan = make_plan (fixture, addresses, fixture->product, fixture->group);
  g_autoptr (GPtrArray) invited = NULL;
  g_autoptr (UmRun) run = NULL;

  um_test_simulator_set (fixture->simulator, settings);
  run = carry_out (fixture, plan);
  invited = list_invited (fixture, run);
  g_assert_cmpuint (run->users[UM_STATE_DONE], ==, N_NEW);
  g_assert_cmpuint (invited->len, ==, N_NEW);
  g_assert_cmpint (get_created (fixture), ==, N_NEW);
}

/* Answers are lost after it was done: nobody is invited twice. */
static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  run_with (fixture, "{\"drop\":0.6}");
}

static void
test_lagging (Fixture *fixture, gconstpointer data)
{
  run_with (fixture, "{\"drop\":0.6,\"lag\":400}");
}

/* Who isn't found in time may be there: nobody sends it again. */
static void
test_never_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) addresses = new_addresses (N_NEW);
  g_autoptr (UmPlan) plan = make_plan (fixture, addresses, fixture->product, NULL);
  g_autoptr (UmRun) run = NULL;

  um_step_search_set_second (0.001);
  um_test_simulator_set (fixture->simulator, "{\"drop\":1,\"lag\":60000}");
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  g_assert_cmpuint (run->steps[UM_STATE_UNKNOWN], ==, N_NEW);
  g_assert_cmpint (get_created (fixture), ==, N_NEW);
}

/* Whom a trial has invited isn't invited again, and nothing more is given to him. */
static void
test_trial (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) addresses = new_addresses (N_NEW);
  g_autoptr (UmPlan) plan = make_plan (fixture, addresses, fixture->product, fixture->group);
  g_autoptr (UmRun) trial = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 2);
  g_autoptr (UmRun) whole = NULL;

  g_assert_cmpuint (trial->users[UM_STATE_DONE], ==, 2);
  g_assert_cmpint (get_created (fixture), ==, 2);
  whole = carry_out (fixture, plan);
  g_assert_cmpuint (whole->users[UM_STATE_SKIPPED], ==, 2);
  g_assert_cmpuint (whole->users[UM_STATE_DONE], ==, N_NEW - 2);
  g_assert_cmpint (get_created (fixture), ==, N_NEW);
}

static void
test_dry (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) addresses = new_addresses (N_NEW);
  g_autoptr (UmPlan) plan = make_plan (fixture, addresses, fixture->product, NULL);
  g_autoptr (UmRun) run = um_test_run (fixture->state, plan, UM_RUN_DRY, 0);

  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, N_NEW);
  g_assert_cmpint (get_created (fixture), ==, 0);
}

/* A plan file holds the people and what each is invited to. */
static void
test_plan_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) addresses = new_addresses (N_NEW);
  g_autoptr (UmPlan) plan = make_plan (fixture, addresses, fixture->product, fixture->group);
  g_autofree char *text = um_plan_file_print (plan, um_source_state_get_source (fixture->state));
  g_autofree char *again = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlan) read = NULL;
  g_autoptr (UmRun) run = NULL;
  guint n_changed;

  um_plan_file_read_async (fixture->state, bytes, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  read = um_plan_file_read_finish (result, &n_changed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_changed, ==, 0);
  again = um_plan_file_print (read, um_source_state_get_source (fixture->state));
  g_assert_cmpstr (text, ==, again);
  run = carry_out (fixture, read);
  g_assert_cmpuint (run->users[UM_STATE_DONE], ==, N_NEW);
}

/* Products of the demo organisation have free seats for all who are invited here, but one. */
static const char *
find_full_product (Fixture *fixture)
{
  UmDirectory *directory = get_directory (fixture);

  for (guint i = 0; i < um_directory_get_n_things (directory, UM_SET_PRODUCTS); i++)
    {
      const char *id = um_directory_get_thing (directory, UM_SET_PRODUCTS, i)->id;

      if (strstr (id, "jira-product-discovery") != NULL)
        return id;
    }
  return NULL;
}

/* Who gets no seat isn't invited; that isn't tried again. */
static void
test_no_seat (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) addresses = new_addresses (N_NEW);
  g_autoptr (UmPlan) plan = make_plan (fixture, addresses, find_full_product (fixture), NULL);
  g_autoptr (UmRun) run = carry_out (fixture, plan);
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, run->id);

  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, N_SEATS);
  g_assert_cmpuint (run->steps[UM_STATE_FAILED], ==, N_NEW - N_SEATS);
  g_assert_cmpint (get_created (fixture), ==, N_SEATS);
  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      g_assert_cmpint (um_person_is_address (entry->account_id), ==,
                       entry->state == UM_STATE_FAILED);
      if (entry->state == UM_STATE_DONE)
        continue;
      /* A site says so in a sentence only. */
      g_assert_cmpstr (entry->error, ==, fixture->access ? "licence" : "refused");
      g_assert_cmpuint (entry->attempts, ==, 1);
    }
}

/* That there are too few is told before the run, by a site, too. */
static void
test_shortage (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) addresses = new_addresses (N_NEW);
  g_autoptr (UmPlan)
    plan = make_plan (fixture, addresses, find_full_product (fixture), fixture->group);
  g_autoptr (GAsyncResult) result = NULL;
  const UmPlanShortage *shortage;

  um_planner_read_seats_async (fixture->state, plan, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  g_assert_true (um_planner_read_seats_finish (fixture->state, result));
  g_assert_cmpuint (plan->shortages->len, ==, 1);
  shortage = &g_array_index (plan->shortages, UmPlanShortage, 0);
  g_assert_cmpuint (shortage->left, ==, N_SEATS);
  g_assert_cmpuint (shortage->wanted, ==, N_NEW);
  g_assert_nonnull (strstr (shortage->product, "Discovery"));
}

static const UmThing *
find_synced_group (Fixture *fixture, const char *place)
{
  UmDirectory *directory = get_directory (fixture);

  for (guint i = 0; i < um_directory_get_n_things (directory, UM_SET_GROUPS); i++)
    {
      const UmThing *group = um_directory_get_thing (directory, UM_SET_GROUPS, i);

      if (group->synced && g_strcmp0 (group->parent, place) == 0)
        return group;
    }
  return NULL;
}

/* A group that an identity provider keeps since the plan was made: 206. The person comes, but not
 * to all that was planned. */
static void
test_partial (Fixture *fixture, gconstpointer data)
{
  UmDirectory *directory = get_directory (fixture);
  guint thing = um_directory_find_thing (directory, UM_SET_GROUPS, fixture->group);
  const char *place = um_directory_get_thing (directory, UM_SET_GROUPS, thing)->parent;
  g_autoptr (UmInvitee) invitee = um_invitee_new ("new@invited.example");
  g_autoptr (UmRunEntry) entry = um_run_entry_new ();
  g_autoptr (UmConnection) connection = um_test_connect (fixture->state);
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (GHashTable) members = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *account_id = NULL, *came_to = NULL;
  gboolean changed;

  um_invitee_add (invitee->products, fixture->product);
  um_invitee_add (invitee->groups, fixture->group);
  um_invitee_add (invitee->groups, find_synced_group (fixture, place)->id);
  entry->kind = UM_STEP_INVITE;
  entry->account_id = g_strdup (invitee->address);
  entry->target = g_strdup (invitee->address);
  entry->place = g_strdup (place);
  entry->argument = um_invitee_print (invitee);
  um_step_invite.perform_async (connection, entry, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  g_assert_false (um_step_invite.perform_finish (connection, result, &changed, &reply, &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_PARTIAL);
  g_assert_cmpstr (error->message, ==, "GROUP_NOT_MODIFIABLE");
  g_assert_cmpuint (reply->status, ==, 206);
  account_id = um_step_invite.dup_account (result, &came_to);
  members = um_test_simulator_members (fixture->simulator, fixture->group);
  g_assert_true (g_hash_table_contains (members, account_id));
  g_assert_cmpint (get_created (fixture), ==, 1);
}

/* Somebody whose address the site hides: Jira answers for him as for somebody new. */
static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) state = um_test_simulator_get_state (fixture->simulator);
  JsonArray *users = json_object_get_array_member (json_node_get_object (state), "users");
  UmDirectory *directory = get_directory (fixture);
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (UmPlan) plan = NULL;
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  for (guint i = 0; i < json_array_get_length (users) && addresses->len == 0; i++)
    {
      JsonObject *object = json_array_get_object_element (users, i);
      guint row = um_directory_find (directory,
                                     json_object_get_string_member (object, "accountId"));
      guint n_groups = 0;
      UmUser user = { 0 };

      if (row == UM_NO_ROW)
        continue;
      um_directory_get_user (directory, row, &user);
      um_relation_get_things (um_directory_get_relation (directory, UM_SET_GROUPS), row, &n_groups);
      if (user.status == UM_STATUS_ACTIVE && user.type == UM_TYPE_PERSON && n_groups > 0
          && (user.email == NULL || *user.email == '\0'))
        g_ptr_array_add (addresses,
                         um_invitee_dup_address (json_object_get_string_member (object, "email")));
    }
  g_assert_cmpuint (addresses->len, ==, 1);
  plan = make_plan (fixture, addresses, fixture->product, fixture->group);
  g_assert_cmpuint (count_touched (plan), ==, 1);
  run = carry_out (fixture, plan);
  entries = um_test_load_entries (fixture->state, run->id);
  g_assert_cmpint (get_created (fixture), ==, 0);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 0);
  g_assert_cmpuint (entries->len, ==, 2);
  g_assert_cmpint (((UmRunEntry *) entries->pdata[0])->skip, ==, UM_SKIP_ALREADY_SO);
  g_assert_cmpint (((UmRunEntry *) entries->pdata[1])->skip, ==, UM_SKIP_LEFT_ALONE);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
#define ADD(path, func)                                                                         \
  g_test_add ("/invite/site/" path, Fixture, GINT_TO_POINTER (FALSE), set_up, func, tear_down); \
  g_test_add ("/invite/organisation/" path, Fixture, GINT_TO_POINTER (TRUE), set_up, func,      \
              tear_down)
  ADD ("mixed", test_mixed);
  ADD ("gifts", test_gifts);
  ADD ("dropped", test_dropped);
  ADD ("lagging", test_lagging);
  ADD ("never-found", test_never_found);
  ADD ("trial", test_trial);
  ADD ("dry", test_dry);
  ADD ("plan-file", test_plan_file);
  ADD ("no-seat", test_no_seat);
  ADD ("shortage", test_shortage);
  g_test_add ("/invite/organisation/partial", Fixture, GINT_TO_POINTER (TRUE), set_up, test_partial,
              tear_down);
  g_test_add ("/invite/site/hidden", Fixture, GINT_TO_POINTER (FALSE), set_up, test_hidden,
              tear_down);
  return um_test_engine_run ();
}
