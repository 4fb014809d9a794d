/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans in words: header, details, button, question, and what has to be typed for each risk. */
#include "um-words.h"

#include <string.h>

/* A plan of one action on some groups, with @touched users who will be changed and @skipped who are
 * as asked for already. */
static UmPlan *
new_plan (const char *key, const char *const *groups, guint touched, guint skipped)
{
  UmPlan *plan = um_plan_new ();
  gboolean add = g_str_equal (key, "add-to-groups");
  UmStepKind kind = add ? UM_STEP_GROUP_ADD : UM_STEP_GROUP_REMOVE;
  GVariantBuilder inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  guint n_groups = g_strv_length ((char **) groups);

  g_variant_builder_add (&inputs, "{s^as}", "groups", groups);
  um_plan_add_action (plan, key, g_variant_builder_end (&inputs));
  plan->n_source_users = 8930;
  plan->large_users = 50;
  plan->large_share = 500;
  for (guint i = 0; i < touched + skipped; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%u", i);
      UmPlanUser *user = um_plan_add_user (plan, id, "Ann Lee", n_groups);

      for (guint j = 0; j < n_groups; j++)
        {
          g_autofree char *name = g_strconcat ("name-of-", groups[j], NULL);

          um_plan_user_set_step (user, j, kind, groups[j], name, add ? UM_NOT_MEMBER : UM_MEMBER,
                                 add ? UM_MEMBER : UM_NOT_MEMBER,
                                 i < touched ? UM_SKIP_NONE : UM_SKIP_ALREADY_SO);
        }
      if (i >= touched)
        um_plan_user_set_skip (user, UM_SKIP_ALREADY_SO, NULL);
    }
  return plan;
}

static UmPlan *
new_removal (guint touched, guint skipped)
{
  const char *const groups[] = { "g1", "g2", NULL };

  return new_plan ("remove-from-groups", groups, touched, skipped);
}

static UmPlan *
new_addition (guint touched, guint skipped)
{
  const char *const groups[] = { "g1", NULL };

  return new_plan ("add-to-groups", groups, touched, skipped);
}

typedef char *(*Words) (const UmPlan *plan, const UmPlanSummary *summary);

static void
assert_words (UmPlan *plan, Words words, const char *expected)
{
  UmPlanSummary summary;
  g_autofree char *text = NULL;

  um_plan_summarize (plan, &summary);
  text = words (plan, &summary);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_headline (void)
{
  g_autoptr (UmPlan) removal = new_removal (1284, 32);
  g_autoptr (UmPlan) addition = new_addition (1, 0);
  g_autoptr (UmPlan) nothing = new_addition (0, 5);

  assert_words (removal, um_words_plan_headline, "Remove 1,284 users from 2 groups.");
  assert_words (addition, um_words_plan_headline, "Add 1 user to name-of-g1.");
  assert_words (nothing, um_words_plan_headline, "Nothing will be changed.");
  assert_words (removal, um_words_plan_question, "Remove 1,284 users from 2 groups?");
  assert_words (addition, um_words_plan_question, "Add 1 user to name-of-g1?");
}

/* A group is called by its name, also when that is hostile; by its id when the plan has no user. */
static void
test_headline_names (void)
{
  g_autoptr (UmPlan) plan = new_addition (2, 0);
  g_autoptr (UmPlan) empty = new_addition (0, 0);
  UmPlanUser *user = g_ptr_array_index (plan->users, 0);

  um_plan_user_set_step (user, 0, UM_STEP_GROUP_ADD, "g1", "%s\n\u202Ea", NULL, UM_MEMBER,
                         UM_SKIP_NONE);
  assert_words (plan, um_words_plan_headline, "Add 2 users to %s��a.");
  assert_words (empty, um_words_plan_headline, "Nothing will be changed.");
}

/* A plan of one action with one step for each of @n users, about a directory or nothing. */
static UmPlan *
new_account_plan (const char *key, UmStepKind kind, const char *directory, guint n)
{
  UmPlan *plan = um_plan_new ();

  um_plan_add_action (plan, key, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%u", i);

      um_plan_user_set_step (um_plan_add_user (plan, id, "Ann Lee", 1), 0, kind, NULL, directory,
                             NULL, NULL, UM_SKIP_NONE);
    }
  return plan;
}

static void
test_account_headlines (void)
{
  const struct
  {
    const char *key;
    UmStepKind kind;
    const char *directory;
    guint n;
    const char *headline;
    const char *button;
  } cases[] = {
    { "suspend", UM_STEP_ACCESS_SUSPEND, "Acme", 41, "Suspend the access of 41 users to Acme.",
      "Suspend 41 Users…" },
    { "restore", UM_STEP_ACCESS_RESTORE, "Acme", 1, "Restore the access of 1 user to Acme.",
      "Restore 1 User…" },
    { "remove-user", UM_STEP_DIRECTORY_REMOVE, NULL, 41, "Remove 41 users from the site.",
      "Remove 41 Users…" },
    { "remove-user", UM_STEP_DIRECTORY_REMOVE, "Acme", 41, "Remove 41 users from Acme.",
      "Remove 41 Users…" },
    { "deactivate", UM_STEP_ACCOUNT_DISABLE, NULL, 1284, "Deactivate the accounts of 1,284 users.",
      "Deactivate 1,284 Users…" },
    { "deactivate", UM_STEP_ACCOUNT_DISABLE, NULL, 1, "Deactivate the account of 1 user.",
      "Deactivate 1 User…" },
    { "reactivate", UM_STEP_ACCOUNT_ENABLE, NULL, 2, "Activate the accounts of 2 users.",
      "Reactivate 2 Users…" },
    { "delete-account", UM_STEP_ACCOUNT_DELETE, NULL, 2, "Delete the accounts of 2 users.",
      "Delete 2 Accounts…" },
    { "cancel-deletion", UM_STEP_ACCOUNT_CANCEL_DELETE, NULL, 2,
      "Cancel the deletion of the accounts of 2 users.", "Keep 2 Accounts…" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UmPlan)
        plan = new_account_plan (cases[i].key, cases[i].kind, cases[i].directory, cases[i].n);

      assert_words (plan, um_words_plan_headline, cases[i].headline);
      assert_words (plan, um_words_plan_button, cases[i].button);
    }
}

/* A directory is named only where all are of it; who isn't touched doesn't count. */
static void
test_directory_headline (void)
{
  g_autoptr (UmPlan) plan = new_account_plan ("suspend", UM_STEP_ACCESS_SUSPEND, "Acme", 3);
  g_autoptr (UmPlan)
    removal = new_account_plan ("remove-user", UM_STEP_DIRECTORY_REMOVE, "Acme", 3);

  um_plan_user_set_step (plan->users->pdata[1], 0, UM_STEP_ACCESS_SUSPEND, NULL, "Other", NULL,
                         NULL, UM_SKIP_NONE);
  um_plan_user_set_step (removal->users->pdata[1], 0, UM_STEP_DIRECTORY_REMOVE, NULL, "Other", NULL,
                         NULL, UM_SKIP_NONE);
  assert_words (plan, um_words_plan_headline, "Suspend the access of 3 users.");
  assert_words (removal, um_words_plan_headline, "Remove 3 users from their directories.");
  um_plan_user_hold_out (plan->users->pdata[1], TRUE, NULL);
  assert_words (plan, um_words_plan_headline, "Suspend the access of 2 users to Acme.");
}

static void
assert_permits (guint done, guint total, gboolean asking, const char *expected)
{
  g_autofree char *text = um_words_plan_permits (done, total, asking);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_permits (void)
{
  assert_permits (0, 0, TRUE, "");
  assert_permits (120, 4000, TRUE, "Permissions checked: 120 of 4,000.");
  assert_permits (4000, 4000, TRUE, "Permissions checked: all 4,000.");
  assert_permits (120, 4000, FALSE,
                  "Permissions checked: 120 of 4,000. Each of the others is asked about right "
                  "before the first step.");
}

/* Products are called by the names that the planner found; the groups don't matter. */
static void
test_products (void)
{
  const char *const some[] = { "g1", "g2", NULL };
  g_autoptr (UmPlan) plan = new_plan ("remove-application-access", some, 180, 2);
  UmPlanAction *action = g_ptr_array_index (plan->actions, 0);

  action->product_names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (action->product_names, g_strdup ("Ji\nra"));
  assert_words (plan, um_words_plan_headline, "Remove access to Ji�ra from 180 users.");
  assert_words (plan, um_words_plan_button, "Remove Access of 180 Users…");
  g_ptr_array_add (action->product_names, g_strdup ("Confluence"));
  assert_words (plan, um_words_plan_question, "Remove access to 2 products from 180 users?");
}

/* The groups of a colleague, who is called by the name that the planner found. */
static void
test_like (void)
{
  const char *const some[] = { "g1", "g2", NULL };
  g_autoptr (UmPlan) plan = new_plan ("add-to-groups", some, 180, 2);
  g_autoptr (UmPlan) removal = new_removal (1, 0);
  UmPlanAction *action = g_ptr_array_index (plan->actions, 0);

  action->like_name = g_strdup ("Ann\nLee");
  assert_words (plan, um_words_plan_headline, "Give 180 users the groups of Ann�Lee.");
  assert_words (plan, um_words_plan_button, "Change 180 Users…");
  um_plan_add_action (plan, "remove-from-groups", NULL);
  assert_words (plan, um_words_plan_headline,
                "Change 180 users: Add to Groups, Remove from Groups.");
  action = g_ptr_array_index (plan->actions, 1);
  action->like_name = g_strdup ("Ann\nLee");
  assert_words (plan, um_words_plan_question,
                "Give 180 users the groups of Ann�Lee and no others?");
  assert_words (plan, um_words_plan_phrase, "180");
  um_plan_add_action (plan, "suspend", NULL);
  assert_words (plan, um_words_plan_headline,
                "Change 180 users: Add to Groups, Remove from Groups, Suspend Access.");
  action = g_ptr_array_index (removal->actions, 0);
  action->like_name = g_strdup ("Bo");
  assert_words (removal, um_words_plan_headline, "Remove 1 user from groups that Bo isn’t in.");
}

/* Groups of single users count each once. */
static void
test_pairs (void)
{
  const char *pairs[] = { "u1 g1", "u2 g1", "u1 g2", NULL };
  GVariantBuilder inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  g_autoptr (UmPlan) plan = new_addition (2, 0);

  g_ptr_array_set_size (plan->actions, 0);
  g_variant_builder_add (&inputs, "{s^as}", "pairs", pairs);
  um_plan_add_action (plan, "add-to-groups", g_variant_builder_end (&inputs));
  assert_words (plan, um_words_plan_headline, "Add 2 users to 2 groups.");
}

static void
test_several_actions (void)
{
  g_autoptr (UmPlan) plan = new_removal (3, 0);

  um_plan_add_action (plan, "add-to-groups", NULL);
  assert_words (plan, um_words_plan_headline, "Change 3 users: Remove from Groups, Add to Groups.");
  assert_words (plan, um_words_plan_button, "Change 3 Users…");
  plan->irreversible = TRUE;
  assert_words (plan, um_words_plan_phrase, "add-to-groups 3");
}

/* Each action tells how many users it is about; one that does nothing isn't told of. */
static void
test_each_of_several (void)
{
  g_autoptr (UmPlan) plan = new_removal (0, 0);

  um_plan_add_action (plan, "deactivate", NULL);
  um_plan_add_action (plan, "revoke-tokens", NULL);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("b%u", i);
      UmPlanUser *user = um_plan_add_user (plan, id, "Ann Lee", 3);

      /* The first two are in no group, the last one is held out. */
      um_plan_user_set_step (user, 0, UM_STEP_GROUP_REMOVE, "g1", "one", UM_MEMBER, UM_NOT_MEMBER,
                             i < 2 ? UM_SKIP_ALREADY_SO : UM_SKIP_NONE);
      um_plan_user_set_step (user, 1, UM_STEP_ACCOUNT_DISABLE, NULL, NULL, NULL, NULL,
                             UM_SKIP_NONE);
      um_plan_user_set_step (user, 2, UM_STEP_TOKEN_REVOKE, NULL, NULL, NULL, NULL,
                             UM_SKIP_ALREADY_SO);
      for (guint k = 0; k < 3; k++)
        user->steps[k].action = k;
      if (i == 4)
        um_plan_user_hold_out (user, TRUE, NULL);
    }
  assert_words (plan, um_words_plan_headline,
                "Remove 2 users from 2 groups. Deactivate the accounts of 4 users.");
  /* What is asked is one sentence. */
  assert_words (plan, um_words_plan_question,
                "Change 4 users: Remove from Groups, Deactivate, Revoke API Tokens?");
}

static void
warn (UmPlan *plan, guint user, UmWarningKind kind, const char *detail)
{
  um_plan_user_warn (g_ptr_array_index (plan->users, user), kind, detail);
}

static void
test_losses (void)
{
  g_autoptr (UmPlan) plan = new_removal (3, 0);

  assert_words (plan, um_words_plan_details, "Can be undone.");
  warn (plan, 0, UM_WARNING_LOSES_PRODUCT, "Jira");
  assert_words (plan, um_words_plan_details, "1 of them loses Jira. Can be undone.");
  warn (plan, 1, UM_WARNING_LOSES_PRODUCT, "Jira");
  warn (plan, 1, UM_WARNING_TAKES_ADMIN, "admins");
  assert_words (plan, um_words_plan_details, "2 of them lose Jira. Can be undone.");
  warn (plan, 2, UM_WARNING_LOSES_PRODUCT, "Confluence");
  assert_words (plan, um_words_plan_details,
                "3 of them lose products: Jira (2), Confluence (1). Can be undone.");
  /* Who is left out loses nothing. */
  um_plan_user_hold_out (plan->users->pdata[2], TRUE, NULL);
  assert_words (plan, um_words_plan_details, "2 of them lose Jira. 1 is held out. Can be undone.");
}

/* Many products are not all named. */
static void
test_many_losses (void)
{
  g_autoptr (UmPlan) plan = new_removal (2, 0);

  warn (plan, 0, UM_WARNING_LOSES_PRODUCT, "A");
  warn (plan, 0, UM_WARNING_LOSES_PRODUCT, "B");
  warn (plan, 0, UM_WARNING_LOSES_PRODUCT, "C");
  warn (plan, 0, UM_WARNING_LOSES_PRODUCT, "D");
  assert_words (plan, um_words_plan_details,
                "1 of them loses products: A (1), B (1), C (1), …. Can be undone.");
}

/* Beside the product that is to be lost. */
static void
test_losses_beside (void)
{
  const char *const some[] = { "g1", NULL };
  g_autoptr (UmPlan) plan = new_plan ("remove-application-access", some, 3, 0);

  warn (plan, 0, UM_WARNING_LOSES_PRODUCT, "Jira");
  assert_words (plan, um_words_plan_details, "1 of them loses Jira, too. Can be undone.");
  warn (plan, 1, UM_WARNING_LOSES_PRODUCT, "Confluence");
  assert_words (plan, um_words_plan_details,
                "2 of them lose other products, too: Jira (1), Confluence (1). Can be undone.");
}

static void
test_possible_losses (void)
{
  g_autoptr (UmPlan) plan = new_removal (3, 0);

  warn (plan, 0, UM_WARNING_MAY_LOSE_PRODUCT, "Jira");
  warn (plan, 1, UM_WARNING_KEEPS_ROLE, "Confluence (guest)");
  assert_words (
    plan, um_words_plan_details,
    "1 of them may lose Jira: what else gives it to them isn’t known. 1 of them stays a "
    "guest or customer. Can be undone.");
}

static void
test_shortages (void)
{
  g_autoptr (UmPlan) plan = new_addition (41, 0);
  UmPlanShortage none = { .product = g_strdup ("Jira"), .left = 0, .wanted = 41 };
  UmPlanShortage some = { .product = g_strdup ("Confluence"), .left = 3, .wanted = 41 };

  g_array_append_val (plan->shortages, none);
  g_array_append_val (plan->shortages, some);
  assert_words (plan, um_words_plan_details,
                "No seat of Jira is free for 41 users. Only 3 seats of Confluence are free for 41 "
                "users. Can be undone.");
}

static void
test_details (void)
{
  g_autoptr (UmPlan) plan = new_removal (3, 1);

  assert_words (plan, um_words_plan_details, "1 is skipped. Can be undone.");
  um_plan_user_hold_out (g_ptr_array_index (plan->users, 0), TRUE, NULL);
  assert_words (plan, um_words_plan_details, "1 is skipped. 1 is held out. Can be undone.");
  um_plan_user_hold_out (g_ptr_array_index (plan->users, 1), TRUE, NULL);
  plan->irreversible = TRUE;
  plan->gives_admin = TRUE;
  plan->yourself_unknown = TRUE;
  assert_words (plan, um_words_plan_details,
                "1 is skipped. 2 are held out. Can’t be undone. Gives administration. Which account"
                " is your own isn’t known: you could lock yourself out.");
}

/* A plan of one action on the account itself: @kind for each user, as it would be found. */
static UmPlan *
new_known_plan (const char *key, UmStepKind kind, const char *const *befores)
{
  UmPlan *plan = um_plan_new ();

  um_plan_add_action (plan, key, NULL);
  for (guint i = 0; befores[i] != NULL; i++)
    {
      UmPlanUser *user = um_plan_add_user (plan, befores[i], "Ann", 1);

      um_plan_user_set_step (user, 0, kind, NULL, NULL, *befores[i] != '?' ? befores[i] : NULL,
                             "after", UM_SKIP_NONE);
    }
  return plan;
}

static void
test_ended_sessions (void)
{
  const char *const befores[] = { "active", "active", NULL };
  g_autoptr (UmPlan) plan = new_known_plan ("end-sessions", UM_STEP_ACCOUNT_DISABLE, befores);

  plan->needless = TRUE;
  assert_words (plan, um_words_plan_headline, "End the sessions of 2 users.");
  assert_words (plan, um_words_plan_button, "End Sessions of 2 Users…");
  assert_words (plan, um_words_plan_details,
                "Accounts are deactivated and activated again at once; passwords stay as they are. "
                "There is nothing to undo.");
}

static void
test_tokens (void)
{
  const char *const befores[] = { "2: ci, script", "1: x", "?", NULL };
  g_autoptr (UmPlan) plan = new_known_plan ("revoke-tokens", UM_STEP_TOKEN_REVOKE, befores);
  g_autofree char *known = um_words_chain (g_ptr_array_index (plan->users, 0));
  g_autofree char *unknown = um_words_chain (g_ptr_array_index (plan->users, 2));

  plan->irreversible = TRUE;
  assert_words (plan, um_words_plan_headline, "Revoke the API tokens of 3 users.");
  assert_words (plan, um_words_plan_button, "Revoke Tokens of 3 Users…");
  assert_words (plan, um_words_plan_phrase, "revoke-tokens 3");
  assert_words (plan, um_words_plan_details,
                "3 API tokens are listed. Those of 1 user are read right before they are revoked. "
                "Can’t be undone.");
  g_assert_cmpstr (known, ==, "Revoke 2 API tokens (ci, script)");
  g_assert_cmpstr (unknown, ==, "Revoke API tokens");
  um_plan_user_hold_out (g_ptr_array_index (plan->users, 2), TRUE, NULL);
  um_plan_user_hold_out (g_ptr_array_index (plan->users, 0), TRUE, NULL);
  assert_words (plan, um_words_plan_details,
                "1 API token is listed. 2 are held out. Can’t be undone.");
}

static void
test_details_of_nothing (void)
{
  g_autoptr (UmPlan) plan = new_addition (0, 1500);

  assert_words (plan, um_words_plan_details, "1,500 are skipped.");
}

static void
test_button (void)
{
  g_autoptr (UmPlan) one = new_removal (1, 0);
  g_autoptr (UmPlan) many = new_removal (1284, 0);
  g_autoptr (UmPlan) addition = new_addition (2, 0);

  assert_words (one, um_words_plan_button, "Remove 1 User…");
  assert_words (many, um_words_plan_button, "Remove 1,284 Users…");
  assert_words (addition, um_words_plan_button, "Add 2 Users…");
}

/* What is typed is the same in every language, with digits that aren't grouped. */
static void
test_phrase (void)
{
  g_autoptr (UmPlan) small = new_removal (50, 0);
  g_autoptr (UmPlan) large = new_removal (1284, 3);

  assert_words (small, um_words_plan_phrase, "");
  assert_words (large, um_words_plan_phrase, "1284");
  small->gives_admin = TRUE;
  assert_words (small, um_words_plan_phrase, "remove-from-groups 50");
  large->irreversible = TRUE;
  assert_words (large, um_words_plan_phrase, "remove-from-groups 1284");
}

static void
set_kind (UmPlan *plan, guint user, guint index, UmStepKind kind, guint action)
{
  UmPlanUser *whom = g_ptr_array_index (plan->users, user);

  um_plan_user_set_step (whom, index, kind, NULL, NULL, NULL, NULL, UM_SKIP_NONE);
  whom->steps[index].action = action;
}

/* Of several actions the riskiest is typed, wherever it stands; of those alike the first. */
static void
test_riskiest (void)
{
  g_autoptr (UmPlan) plan = um_plan_new ();

  for (guint i = 0; i < 2; i++)
    um_plan_add_user (plan, i == 0 ? "u0" : "u1", NULL, 3);
  um_plan_add_action (plan, "revoke-tokens", NULL);
  um_plan_add_action (plan, "suspend", NULL);
  um_plan_add_action (plan, "deactivate", NULL);
  for (guint i = 0; i < 2; i++)
    {
      set_kind (plan, i, 0, UM_STEP_TOKEN_REVOKE, 0);
      set_kind (plan, i, 1, UM_STEP_ACCESS_SUSPEND, 1);
      set_kind (plan, i, 2, UM_STEP_ACCOUNT_DISABLE, 2);
    }
  plan->irreversible = TRUE;
  assert_words (plan, um_words_plan_phrase, "revoke-tokens 2");
  /* One alone is enough, and whoever is left out doesn't count. */
  set_kind (plan, 1, 2, UM_STEP_ACCOUNT_DELETE, 2);
  assert_words (plan, um_words_plan_phrase, "deactivate 2");
  um_plan_user_skip_step (g_ptr_array_index (plan->users, 1), 2, UM_SKIP_SYNCED, NULL);
  assert_words (plan, um_words_plan_phrase, "revoke-tokens 2");
  set_kind (plan, 0, 1, UM_STEP_DIRECTORY_REMOVE, 1);
  assert_words (plan, um_words_plan_phrase, "suspend 2");
  set_kind (plan, 1, 0, UM_STEP_DIRECTORY_REMOVE, 0);
  assert_words (plan, um_words_plan_phrase, "revoke-tokens 2");
}

static void
test_age (void)
{
  g_autoptr (UmPlan) plan = new_addition (1, 0);
  g_autofree char *text = NULL;

  plan->data_time = 1773331440;
  text = um_words_plan_age (plan, plan->data_time + 7200);
  g_assert_cmpstr (text, ==, "Data from 12 Mar 2026, 16:04, 2 hours ago");
  g_free (text);
  plan->data_source = g_strdup ("Ac\nme");
  text = um_words_plan_age (plan, plan->data_time + 7200);
  g_assert_cmpstr (text, ==, "Data of “Ac�me” from 12 Mar 2026, 16:04, 2 hours ago");
}

static void
test_chain (void)
{
  g_autoptr (UmPlan) plan = new_removal (2, 1);
  UmPlanUser *user = g_ptr_array_index (plan->users, 0);
  g_autofree char *whole = um_words_chain (user);
  g_autofree char *none = um_words_chain (g_ptr_array_index (plan->users, 2));
  g_autofree char *rest = NULL;
  g_autofree char *other = NULL;
  g_autofree char *address = NULL;
  g_autofree char *moved = NULL;

  g_assert_cmpstr (whole, ==, "− name-of-g1, − name-of-g2");
  g_assert_cmpstr (none, ==, "");
  um_plan_user_skip_step (user, 0, UM_SKIP_ALREADY_SO, NULL);
  um_plan_user_set_step (user, 1, UM_STEP_GROUP_ADD, "g2", "a\u202Eb", NULL, UM_MEMBER,
                         UM_SKIP_NONE);
  rest = um_words_chain (user);
  g_assert_cmpstr (rest, ==, "+ a�b");
  um_plan_user_set_step (user, 1, UM_STEP_TOKEN_REVOKE, "t", "t", NULL, NULL, UM_SKIP_NONE);
  other = um_words_chain (user);
  g_assert_cmpstr (other, ==, "Revoke API tokens");
  um_plan_user_set_step (user, 1, UM_STEP_EMAIL_SET, NULL, NULL, "a@old.example", "a@new.example",
                         UM_SKIP_NONE);
  address = um_words_chain (user);
  g_assert_cmpstr (address, ==, "a@old.example → …@new.example");
  um_plan_user_set_step (user, 1, UM_STEP_EMAIL_SET, NULL, NULL, "a@old.example", "ab@new.example",
                         UM_SKIP_NONE);
  moved = um_words_chain (user);
  g_assert_cmpstr (moved, ==, "a@old.example → ab@new.example");
}

/* Nobody should be surprised by it. */
static void
test_sessions (void)
{
  g_autoptr (UmPlan) plan = um_plan_new ();
  UmPlanUser *user = um_plan_add_user (plan, "a", "Ann", 1);

  um_plan_add_action (plan, "change-email", NULL);
  um_plan_user_set_step (user, 0, UM_STEP_EMAIL_SET, NULL, NULL, "a@old.example", "a@new.example",
                         UM_SKIP_NONE);
  assert_words (plan, um_words_plan_details,
                "Whose address changes is logged out everywhere at once. Can be undone.");
  um_plan_user_skip_step (user, 0, UM_SKIP_SYNCED, NULL);
  assert_words (plan, um_words_plan_details, "1 is skipped.");
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/words/plan/headline", test_headline);
  g_test_add_func ("/words/plan/headline-names", test_headline_names);
  g_test_add_func ("/words/plan/account-headlines", test_account_headlines);
  g_test_add_func ("/words/plan/directory-headline", test_directory_headline);
  g_test_add_func ("/words/plan/permits", test_permits);
  g_test_add_func ("/words/plan/products", test_products);
  g_test_add_func ("/words/plan/several-actions", test_several_actions);
  g_test_add_func ("/words/plan/each-of-several", test_each_of_several);
  g_test_add_func ("/words/plan/like", test_like);
  g_test_add_func ("/words/plan/pairs", test_pairs);
  g_test_add_func ("/words/plan/losses", test_losses);
  g_test_add_func ("/words/plan/many-losses", test_many_losses);
  g_test_add_func ("/words/plan/losses-beside", test_losses_beside);
  g_test_add_func ("/words/plan/possible-losses", test_possible_losses);
  g_test_add_func ("/words/plan/shortages", test_shortages);
  g_test_add_func ("/words/plan/details", test_details);
  g_test_add_func ("/words/plan/details-of-nothing", test_details_of_nothing);
  g_test_add_func ("/words/plan/ended-sessions", test_ended_sessions);
  g_test_add_func ("/words/plan/tokens", test_tokens);
  g_test_add_func ("/words/plan/button", test_button);
  g_test_add_func ("/words/plan/phrase", test_phrase);
  g_test_add_func ("/words/plan/riskiest", test_riskiest);
  g_test_add_func ("/words/plan/age", test_age);
  g_test_add_func ("/words/plan/chain", test_chain);
  g_test_add_func ("/words/plan/sessions", test_sessions);
  return g_test_run ();
}
