/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of cards and steps: none is missing, and what a server calls its groups stays text. */
#include "um-issue-text.h"
#include "um-token-text.h"
#include "um-words.h"

#include <string.h>

static const char *const keys[] = { "add-to-groups",
                                    "remove-from-groups",
                                    "remove-application-access",
                                    "grant-product-access",
                                    "invite",
                                    "change-directory",
                                    "end-sessions",
                                    "revoke-tokens" };

static void
assert_words (char *words, const char *expected)
{
  g_autofree char *text = words;

  g_assert_cmpstr (text, ==, expected);
}

static void
test_names (void)
{
  g_assert_cmpstr (um_words_action_name ("add-to-groups"), ==, "Add to Groups");
  g_assert_cmpstr (um_words_action_name ("remove-from-groups"), ==, "Remove from Groups");
  g_assert_cmpstr (um_words_action_name ("remove-application-access"), ==,
                   "Remove Application Access");
  /* A run log may hold an action of a later version. */
  g_assert_cmpstr (um_words_action_name ("teleport"), ==, "teleport");
  assert_words (um_words_action_names ("add-to-groups"), "Add to Groups");
  assert_words (um_words_action_names ("remove-from-groups teleport"),
                "Remove from Groups, teleport");
  assert_words (um_words_action_names (""), "");
}

static void
test_cards (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_assert_cmpstr (um_words_action_touches (keys[i]), !=, "");
      g_assert_cmpstr (um_words_action_notices (keys[i]), !=, "");
    }
  g_assert_cmpstr (um_words_action_touches ("teleport"), ==, "");
  g_assert_cmpstr (um_words_action_notices ("teleport"), ==, "");
  for (guint i = 0; i <= UM_CARD_OTHER; i++)
    g_assert_cmpstr (um_words_card_group (i), !=, "");
  for (guint i = 0; i <= UM_BILLING_BOTH_SEATS; i++)
    g_assert_cmpstr (um_words_billing (i), !=, "");
  for (guint i = 0; i <= UM_UNDO_NONE; i++)
    g_assert_cmpstr (um_words_undo (i), !=, "");
  for (guint i = 0; i <= UM_INPUT_EMAILS; i++)
    g_assert_cmpstr (um_words_input (i), !=, "");
}

static void
test_steps (void)
{
  assert_words (um_words_step (UM_STEP_GROUP_ADD, "jira-users"), "Add to jira-users");
  assert_words (um_words_step (UM_STEP_ACCESS_SUSPEND, "Acme"), "Suspend access to Acme");
  assert_words (um_words_step (UM_STEP_ACCOUNT_DISABLE, NULL), "Deactivate the account");
  assert_words (um_words_step (UM_STEP_DIRECTORY_REMOVE, NULL), "Remove from the site");
  assert_words (um_words_step (UM_STEP_EMAIL_SET, NULL), "Change the e-mail address");
  assert_words (um_words_step (UM_STEP_INVITE, "Jira, staff"), "Invite to Jira, staff");
  assert_words (um_words_step (UM_STEP_INVITE, ""), "Invite");
  assert_words (um_words_step (UM_STEP_DIRECTORY_ENTER, "West › staff"), "Invite to West › staff");
  assert_words (um_words_step (UM_STEP_DIRECTORY_CHECK, "We\nst"), "Read back in We�st");
  assert_words (um_words_step (UM_STEP_ISSUE_CREATE, "OPS"), "Create an issue in OPS");
  assert_words (um_words_step_skip (UM_STEP_GROUP_ADD, "qa", UM_SKIP_NOT_MANAGED),
                "qa: not managed by your organisation");
  assert_words (um_words_step_skip (UM_STEP_ACCOUNT_DISABLE, NULL, UM_SKIP_NOT_MANAGED),
                "Deactivate the account: not managed by your organisation");
  assert_words (um_words_step_skip (UM_STEP_DIRECTORY_REMOVE, NULL, UM_SKIP_NOT_MANAGED),
                "Remove from site or directory: not managed by your organisation");
  assert_words (um_words_step (UM_STEP_GROUP_REMOVE, "ji\nra\u202E"), "Remove from ji�ra�");
  for (guint kind = 0; kind < UM_N_STEP_KINDS; kind++)
    {
      g_autofree char *with = um_words_step (kind, "x");
      g_autofree char *without = um_words_step (kind, NULL);

      g_assert_cmpstr (with, !=, "");
      g_assert_cmpstr (without, !=, "");
    }
}

static void
test_tokens (void)
{
  assert_words (um_words_tokens ("1: ci"), "1 API token (ci)");
  assert_words (um_words_tokens ("2: ci, my\u202E: x"), "2 API tokens (ci, my�: x)");
  assert_words (um_words_tokens (UM_NO_TOKENS), "no API tokens");
  assert_words (um_words_tokens (UM_SOME_TOKENS), "API tokens");
  assert_words (um_words_before_after (UM_STEP_TOKEN_REVOKE, NULL, "1: ci", UM_NO_TOKENS),
                "1 API token (ci) → no API tokens");
  assert_words (um_words_state_word (UM_STEP_TOKEN_REVOKE, NULL), "unknown");
}

static void
test_states (void)
{
  assert_words (um_words_state_word (UM_STEP_GROUP_ADD, UM_MEMBER), "a member");
  assert_words (um_words_state_word (UM_STEP_GROUP_REMOVE, UM_NOT_MEMBER), "not a member");
  assert_words (um_words_state_word (UM_STEP_GROUP_ADD, NULL), "unknown");
  assert_words (um_words_before_after (UM_STEP_ISSUE_CREATE, "OPS", UM_NO_ISSUE, "OPS-12"),
                "OPS: no issue → OPS-12");
  /* Other kinds of steps keep other words: an address may well be called "member". */
  assert_words (um_words_state_word (UM_STEP_EMAIL_SET, UM_MEMBER), UM_MEMBER);
  assert_words (um_words_state_word (UM_STEP_EMAIL_SET, "a\u2066b"), "a�b");
  assert_words (
    um_words_before_after (UM_STEP_EMAIL_SET, NULL, "ann@old.example", "ann@new.example"),
    "ann@old.example → ann@new.example");
  assert_words (
    um_words_before_after (UM_STEP_GROUP_REMOVE, "jira-users", UM_MEMBER, UM_NOT_MEMBER),
    "jira-users: a member → not a member");
  assert_words (um_words_before_after (UM_STEP_ACCESS_SUSPEND, "Acme", "active", "suspended"),
                "Acme: active → suspended");
  assert_words (um_words_before_after (UM_STEP_ACCOUNT_DELETE, NULL, "deactivated", "deleted"),
                "deactivated → deleted");
  assert_words (
    um_words_before_after (UM_STEP_DIRECTORY_ENTER, "West › staff", "no-access", "active"),
    "West › staff: no access → active");
  assert_words (
    um_words_before_after (UM_STEP_DIRECTORY_CHECK, "West", UM_NOT_READ_BACK, UM_READ_BACK),
    "West: not read back → read back");
  assert_words (um_words_before_after (UM_STEP_DIRECTORY_REMOVE, NULL, "active", "no-access"),
                "active → no access");
  assert_words (um_words_state_word (UM_STEP_ACCOUNT_DELETE, "a\u2066b"), "a�b");
  assert_words (um_words_before_after (UM_STEP_GROUP_ADD, NULL, NULL, UM_MEMBER),
                "unknown → a member");
  assert_words (um_words_before_after (UM_STEP_GROUP_ADD, "%s %d", UM_NOT_MEMBER, UM_MEMBER),
                "%s %d: not a member → a member");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/words/action/names", test_names);
  g_test_add_func ("/words/action/cards", test_cards);
  g_test_add_func ("/words/action/steps", test_steps);
  g_test_add_func ("/words/action/states", test_states);
  g_test_add_func ("/words/action/tokens", test_tokens);
  return g_test_run ();
}
