/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actions on an organisation, the whole way on the simulator: what there is to say of some beside
 * what holds for each of them (test-every-action.c). */
#include "um-source-state-private.h"
#include "um-step-kind-private.h"
#include "um-test-mixed.h"

#include <string.h>

/* ---- access and accounts ---- */

/* A directory in which people of the mixed ones are, some of them in others, too. */
static char *
find_directory (UmTestMixed *fixture)
{
  UmDirectory *directory = um_source_state_get_directory (fixture->state);

  g_assert_cmpuint (um_directory_get_n_things (directory, UM_SET_DIRECTORIES), >, 1);
  return g_strdup (um_directory_get_thing (directory, UM_SET_DIRECTORIES, 0)->id);
}

/* Nothing brings somebody back, but what he had is in the run log. */
static void
test_remove_user (UmTestMixed *fixture, gconstpointer data)
{
  g_autofree char *id = find_directory (fixture);
  g_autofree char *remove = g_strconcat ("remove-user ", id, NULL);
  g_autoptr (GPtrArray) people = um_test_mixed_people (fixture);
  g_autoptr (UmPlan) plan = um_test_plan_make_for (fixture->state, remove, people);
  g_autoptr (GPtrArray) touched = um_test_mixed_list_touched (plan, 1);
  g_autoptr (GHashTable) before = um_test_mixed_list_truth (fixture);
  g_autoptr (GHashTable) after = NULL;
  g_autoptr (GPtrArray) done = um_test_mixed_carry_out (fixture, plan, touched->len);

  g_assert_cmpuint (done->len, ==, touched->len);
  after = um_test_mixed_list_truth (fixture);
  um_test_mixed_assert_changed (before, after, done);
  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);
      g_autoptr (JsonNode) saved = NULL;

      if (!um_plan_user_is_touched (user))
        continue;
      saved = json_from_string (user->steps[0].argument, NULL);
      g_assert_nonnull (saved);
      g_assert_true (json_object_has_member (json_node_get_object (saved), "groups"));
    }
  um_test_mixed_assert_as_read (fixture, done);
}

/* Keeping an account activates it: what was deactivated before is deactivated again. */
static void
test_delete_account (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = um_test_mixed_people (fixture);
  g_autoptr (UmPlan) plan = um_test_plan_make_for (fixture->state, "delete-account", people);
  g_autoptr (GPtrArray) touched = um_test_mixed_list_touched (plan, 3);
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr (GPtrArray) deactivated = g_ptr_array_new ();
  g_autoptr (GHashTable) before = um_test_mixed_list_truth (fixture);
  g_autoptr (GHashTable) after = NULL, again = NULL;
  g_autoptr (GPtrArray) done = NULL, kept = NULL, back = NULL;
  g_autoptr (UmPlan) keep = NULL, rest = NULL;
  UmPlanSummary summary;

  um_plan_summarize (plan, &summary);
  g_assert_cmpint (summary.risk, ==, UM_RISK_IRREVERSIBLE);
  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      if (um_plan_user_is_touched (user) && g_strcmp0 (user->steps[0].before, "deactivated") == 0)
        g_ptr_array_add (deactivated, user->account_id);
    }
  g_assert_cmpuint (deactivated->len, >, 1);
  done = um_test_mixed_carry_out (fixture, plan, touched->len);
  after = um_test_mixed_list_truth (fixture);
  um_test_mixed_assert_changed (before, after, done);
  um_test_mixed_assert_as_read (fixture, done);
  keep = um_test_plan_make_for (fixture->state, "cancel-deletion", done);
  kept = um_test_mixed_carry_out (fixture, keep, done->len);
  rest = um_test_plan_make_for (fixture->state, "deactivate", deactivated);
  back = um_test_mixed_carry_out (fixture, rest, deactivated->len);
  again = um_test_mixed_list_truth (fixture);
  um_test_mixed_assert_changed (before, again, nobody);
}

/* ---- products ---- */

/* Id of the product with this name. (transfer full) */
static char *
find_product (UmTestMixed *fixture, const char *name)
{
  g_autoptr (GError) error = NULL;
  const char *id = um_planner_find_product (um_source_state_get_directory (fixture->state), name,
                                            &error);

  g_assert_no_error (error);
  return g_strdup (id);
}

/* All whom the simulator gave a role on a product without a group. */
static void
add_role_holders (UmTestMixed *fixture, GPtrArray *ids)
{
  g_autoptr (JsonNode) state = um_test_simulator_get_state (fixture->simulator);
  JsonArray *users = json_object_get_array_member (json_node_get_object (state), "users");
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (users); i++)
    {
      JsonObject *user = json_array_get_object_element (users, i);
      const char *id = json_object_get_string_member (user, "accountId");

      if (json_object_get_size (json_object_get_object_member (user, "roles")) == 0)
        continue;
      n++;
      if (!g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
        g_ptr_array_add (ids, g_strdup (id));
    }
  g_assert_cmpuint (n, >, 3);
}

/* What the organisation hasn't verified Atlassian refuses, and nothing changes. */
static void
test_unverified_domain (UmTestMixed *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) people = um_test_mixed_people (fixture);
  g_autoptr (UmPlan) plan = um_test_plan_make_for (
    fixture->state, "change-email acme.example nordlicht.example", people);
  g_autoptr (GPtrArray) touched = um_test_mixed_list_touched (plan, 4);
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr (GHashTable) before = um_test_mixed_list_truth (fixture);
  g_autoptr (UmRun) run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, run->id);
  g_autoptr (GHashTable) after = um_test_mixed_list_truth (fixture);
  guint n_refused = 0;

  for (guint i = 0; i < entries->len; i++)
    n_refused +=
      g_strcmp0 (((UmRunEntry *) entries->pdata[i])->skip_detail, "forbidden.unclaimedDomain") == 0;
  g_assert_cmpuint (n_refused, >, 3);
  g_assert_cmpuint (run->steps[UM_STATE_SKIPPED], ==, entries->len);
  um_test_mixed_assert_changed (before, after, nobody);
}

static guint
count_steps (const UmPlan *plan, UmStepKind kind)
{
  guint n = 0;

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      for (guint j = 0; um_plan_user_is_touched (user) && j < user->n_steps; j++)
        {
          n += user->steps[j].kind == kind && user->steps[j].skip == UM_SKIP_NONE;
          g_assert_true (user->steps[j].before != NULL || user->steps[j].skip != UM_SKIP_NONE);
        }
    }
  return n;
}

/* There by a plan, back by what the journal holds. A plan that is made then finds nothing more to
 * do: what was done is known at once. */
static void
test_there_and_back (UmTestMixed *fixture, const char *action, UmStepKind kind, guint n_reasons)
{
  g_autoptr (GPtrArray) people = um_test_mixed_people (fixture);
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr (GHashTable) before = um_test_mixed_list_truth (fixture);
  g_autoptr (GHashTable) after = NULL, again = NULL;
  g_autoptr (GPtrArray) touched = NULL;
  g_autoptr (UmPlan) plan = NULL, done = NULL;
  g_autoptr (UmRun) run = NULL;

  add_role_holders (fixture, people);
  plan = um_test_plan_make_for (fixture->state, action, people);
  touched = um_test_mixed_list_touched (plan, n_reasons);
  g_assert_cmpuint (count_steps (plan, kind), >, 1);
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_check_run (fixture->state, run);
  g_assert_cmpuint (run->users[UM_STATE_DONE], ==, touched->len);
  g_assert_cmpuint (run->steps[UM_STATE_FAILED], ==, 0);
  um_test_settle (fixture->state);
  after = um_test_mixed_list_truth (fixture);
  um_test_mixed_assert_changed (before, after, touched);
  done = um_test_plan_make_for (fixture->state, action, people);
  g_assert_cmpuint (count_steps (done, kind), ==, 0);
  um_test_give_back (fixture->state, run->id);
  again = um_test_mixed_list_truth (fixture);
  um_test_mixed_assert_changed (before, again, nobody);
}

static void
test_grant_product_access (UmTestMixed *fixture, gconstpointer data)
{
  g_autofree char *product = find_product (fixture, "Confluence (acme)");
  g_autofree char *action = g_strconcat ("grant-product-access ", product, NULL);

  test_there_and_back (fixture, action, UM_STEP_ROLE_ASSIGN, 2);
}

static void
test_remove_application_access (UmTestMixed *fixture, gconstpointer data)
{
  g_autofree char *confluence = find_product (fixture, "Confluence (acme)");
  g_autofree char *jira = find_product (fixture, "Jira");
  g_autofree char *action = g_strconcat ("remove-application-access ", confluence, " ", jira, NULL);

  test_there_and_back (fixture, action, UM_STEP_ROLE_REVOKE, 1);
}

/* A product without enough seats for all: who gets none has failed, and nobody else. */
static void
test_no_seats (UmTestMixed *fixture, gconstpointer data)
{
  g_autofree char *product = find_product (fixture, "Jira Product Discovery");
  g_autofree char *action = g_strconcat ("grant-product-access ", product, NULL);
  g_autoptr (GPtrArray) people = um_test_people (fixture->state, 40);
  g_autoptr (UmPlan) plan = um_test_plan_make_for (fixture->state, action, people);
  guint n_steps = count_steps (plan, UM_STEP_ROLE_ASSIGN);
  g_autoptr (UmRun) run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);

  um_test_check_run (fixture->state, run);
  g_assert_cmpuint (n_steps, >, 3);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 2);
  g_assert_cmpuint (run->steps[UM_STATE_FAILED], ==, n_steps - 2);
}

/* Seats are told of before the run, and follow who is held out. */
static void
test_shortage (UmTestMixed *fixture, gconstpointer data)
{
  g_autofree char *product = find_product (fixture, "Jira Product Discovery");
  g_autofree char *action = g_strconcat ("grant-product-access ", product, NULL);
  g_autoptr (GPtrArray) people = um_test_people (fixture->state, 40);
  g_autoptr (UmPlan) plan = um_test_plan_make_for (fixture->state, action, people);
  g_autoptr (GAsyncResult) result = NULL;
  const UmPlanShortage *shortage;
  guint n_left = count_steps (plan, UM_STEP_ROLE_ASSIGN);

  um_planner_read_seats_async (fixture->state, plan, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  g_assert_true (um_planner_read_seats_finish (fixture->state, result));
  g_assert_cmpuint (plan->shortages->len, ==, 1);
  shortage = &g_array_index (plan->shortages, UmPlanShortage, 0);
  g_assert_cmpuint (shortage->left, ==, 2);
  g_assert_cmpuint (shortage->wanted, ==, n_left);
  g_assert_nonnull (strstr (shortage->product, "Discovery"));
  for (guint i = 0; i < plan->users->len && n_left > 2; i++)
    {
      UmPlanUser *user = g_ptr_array_index (plan->users, i);

      n_left -= um_plan_user_is_touched (user);
      um_plan_user_hold_out (user, TRUE, NULL);
    }
  um_planner_update (fixture->state, plan);
  g_assert_cmpuint (plan->shortages->len, ==, 0);
}

static gboolean
is_guest (JsonObject *user, const char *product)
{
  JsonObject *roles = json_object_get_object_member (user, "roles");
  JsonArray *held = json_object_has_member (roles, product)
                      ? json_object_get_array_member (roles, product)
                      : NULL;

  for (guint i = 0; held != NULL && i < json_array_get_length (held); i++)
    if (g_str_equal (json_array_get_string_element (held, i), "atlassian/guest"))
      return TRUE;
  return FALSE;
}

/* Guests stay guests, and the plan says so of those whom it is known of, and of nobody else. */
static void
test_guests (UmTestMixed *fixture, gconstpointer data)
{
  g_autofree char *product = find_product (fixture, "Confluence (acme)");
  g_autofree char *action = g_strconcat ("remove-application-access ", product, NULL);
  g_autoptr (JsonNode) state = um_test_simulator_get_state (fixture->simulator);
  JsonArray *users = json_object_get_array_member (json_node_get_object (state), "users");
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (UmPlan) plan = NULL;
  UmPlanSummary summary;
  guint n_guests = 0;

  add_role_holders (fixture, people);
  plan = um_test_plan_make_for (fixture->state, action, people);
  for (guint i = 0; i < json_array_get_length (users); i++)
    {
      JsonObject *truth = json_array_get_object_element (users, i);
      const char *id = json_object_get_string_member (truth, "accountId");

      for (guint j = 0; j < plan->users->len; j++)
        {
          const UmPlanUser *user = g_ptr_array_index (plan->users, j);
          gboolean told = FALSE;

          if (!g_str_equal (user->account_id, id))
            continue;
          for (guint k = 0; k < user->n_warnings; k++)
            told |= user->warnings[k].kind == UM_WARNING_KEEPS_ROLE;
          g_assert_true (told == is_guest (truth, product));
          n_guests += told;
        }
    }
  g_assert_cmpuint (n_guests, >, 0);
  um_plan_summarize (plan, &summary);
  g_assert_cmpuint (summary.keeps_role, <=, n_guests);
}

/* What isn't known beforehand is asked right before the step. */
static void
test_unknown_roles (UmTestMixed *fixture, gconstpointer data)
{
  g_autofree char *product = find_product (fixture, "Confluence (acme)");
  g_autofree char *id = g_strconcat ("atlassian/user ", product, NULL);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (UmConnection) connection = um_test_connect (fixture->state);
  guint n_changed = 0;

  add_role_holders (fixture, people);
  for (guint i = 0; i < 2 * people->len; i++)
    {
      UmRunEntry entry = { .kind = UM_STEP_ROLE_REVOKE,
                           .target = id,
                           .after = (char *) UM_NOT_ASSIGNED };
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GAsyncResult) verified = NULL;
      g_autoptr (UmReply) reply = NULL;
      g_autoptr (GError) error = NULL;
      UmStepFinding finding;
      gboolean changed = FALSE;

      entry.account_id = g_ptr_array_index (people, i % people->len);
      um_step_role_revoke.perform_async (connection, &entry, NULL, um_test_done_cb, &result);
      um_test_wait_for (&result);
      g_assert_true (
        um_step_role_revoke.perform_finish (connection, result, &changed, &reply, &error));
      g_assert_cmpint (reply != NULL, ==, changed);
      g_assert_false (changed && i >= people->len);
      n_changed += changed;
      um_step_role_revoke.verify_async (connection, &entry, NULL, um_test_done_cb, &verified);
      um_test_wait_for (&verified);
      g_assert_true (
        um_step_role_revoke.verify_finish (connection, verified, &entry, &finding, &error));
      g_assert_cmpint (finding.verdict, ==, UM_STEP_STANDS);
    }
  g_assert_cmpuint (n_changed, >, 0);
  g_assert_cmpuint (n_changed, <, people->len);
}

/* What somebody else did after a run is found when its users are read again. */
static void
test_read_again (UmTestMixed *fixture, gconstpointer data)
{
  g_autofree char *group = um_test_group (fixture->state, "confluence-users");
  g_autofree char *remove = g_strconcat ("remove-from-groups ", group, NULL);
  g_autofree char *path = g_strconcat ("/rest/api/3/group/user?groupId=", group, NULL);
  g_autoptr (GPtrArray) people = um_test_mixed_people (fixture);
  g_autoptr (UmPlan) plan = um_test_plan_make_for (fixture->state, remove, people);
  g_autoptr (GPtrArray) touched = um_test_mixed_list_touched (plan, 1);
  g_autofree char *body = g_strdup_printf ("{\"accountId\":\"%s\"}", (char *) touched->pdata[1]);
  g_autoptr (UmRun) run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  g_autoptr (GPtrArray) entries = NULL;
  guint n_notes = 0;

  um_test_simulator_ask (fixture->simulator, "POST", path, body);
  um_test_read_again (fixture->state);
  entries = um_test_load_entries (fixture->state, run->id);
  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      if (entry->notes == NULL)
        continue;
      n_notes++;
      g_assert_cmpstr (entry->account_id, ==, touched->pdata[1]);
      g_assert_cmpstr (((UmRunNote *) entry->notes->pdata[0])->found, ==, UM_MEMBER);
    }
  g_assert_cmpuint (n_notes, ==, 1);
}

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);

#define ADD(path, func) \
  g_test_add (path, UmTestMixed, NULL, um_test_mixed_set_up, func, um_test_mixed_tear_down)
  ADD ("/access-actions/remove-user", test_remove_user);
  ADD ("/access-actions/delete-account", test_delete_account);
  ADD ("/access-actions/unverified-domain", test_unverified_domain);
  ADD ("/access-actions/grant-product-access", test_grant_product_access);
  ADD ("/access-actions/remove-application-access", test_remove_application_access);
  ADD ("/access-actions/no-seats", test_no_seats);
  ADD ("/access-actions/shortage", test_shortage);
  ADD ("/access-actions/guests", test_guests);
  ADD ("/access-actions/unknown-roles", test_unknown_roles);
  ADD ("/access-actions/read-again", test_read_again);

  return um_test_engine_run ();
}
