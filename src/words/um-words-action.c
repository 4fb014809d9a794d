/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of action cards and of steps. An action's texts stand together in one table; a step
 * kind's in another. No state; any thread. */
#include "um-config.h"
#include "um-words.h"
#include "um-enums.h"
#include "um-issue-text.h"
#include "um-token-text.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *key;
  const char *name;
  const char *touches; /* what it changes */
  const char *notices; /* what the user notices */
} ActionTexts;

static const ActionTexts actions[] = {
  { "add-to-groups", N_ ("Add to Groups"), N_ ("Adds each user to the groups you choose"),
    N_ ("They can use what the groups give, at once") },
  { "remove-from-groups", N_ ("Remove from Groups"),
    N_ ("Takes each user out of the groups you choose"),
    N_ ("They lose what only these groups gave") },
  { "invite", N_ ("Invite Users"),
    N_ ("Invites people of a list of e-mail addresses to products and groups; who is a user here "
        "already is left as he is"),
    N_ ("They get a mail, and can open what they were invited to") },
  { "create-issues", N_ ("Create Jira Issues"),
    N_ ("Creates an issue about each user, or one about all of them"),
    N_ ("Nothing, unless they watch the project") },
  { "grant-product-access", N_ ("Grant Product Access"),
    N_ ("Gives each user the products you choose directly, without a group"),
    N_ ("They can open these products, in about half a minute") },
  { "remove-application-access", N_ ("Remove Application Access"),
    N_ (
      "Takes each user out of every group that grants the products you choose, and what was given "
      "directly"),
    N_ ("They can’t open these products any more; what else these groups gave is lost, too") },
  { "suspend", N_ ("Suspend Access"),
    N_ ("Suspends each user’s access to a directory; groups and roles are kept"),
    N_ ("They can’t open any product of the directory") },
  { "restore", N_ ("Restore Access"),
    N_ ("Gives each user back the access to a directory that was suspended"),
    N_ ("They can open what they could before") },
  { "deactivate", N_ ("Deactivate"),
    N_ ("Deactivates the Atlassian accounts that your organisation manages"),
    N_ ("They can’t log in anywhere at Atlassian, and their API tokens don’t work; your message "
        "is shown to them") },
  { "reactivate", N_ ("Reactivate"),
    N_ ("Activates the Atlassian accounts that your organisation manages"),
    N_ ("They can log in again, with what they had before") },
  { "end-sessions", N_ ("End Sessions (“Invalidate Password”)"),
    N_ ("Deactivates each account and activates it again at once: Atlassian has no public call to "
        "reset a password, which stays as it is"),
    N_ ("They are logged out everywhere at Atlassian, API tokens may stop working; they log in "
        "again with the same password") },
  { "revoke-tokens", N_ ("Revoke API Tokens"),
    N_ ("Revokes all API tokens of the Atlassian accounts that your organisation manages; the plan "
        "lists them"),
    N_ (
      "Scripts and programs that use their tokens stop working at once; new tokens can be made") },
  { "remove-user", N_ ("Remove from Site or Directory"),
    N_ (
      "Takes each user off the Jira site, or out of a directory; the groups and roles that go with "
      "it are saved in the run log"),
    N_ ("They can’t open any product there until they are invited again; their account stays") },
  { "change-directory", N_ ("Change Directory"),
    N_ ("Atlassian can’t move users: invites each to another directory, with the groups of the "
        "same names, reads that back, and only then removes them from the old one"),
    N_ ("They may have to accept an invitation first. Lost are groups that don’t exist there, "
        "roles given directly, and last-active dates") },
  { "delete-account", N_ ("Delete Account"),
    N_ ("Deletes the Atlassian accounts that your organisation manages, for good after 14 days"),
    N_ ("They can’t log in from now on; after 14 days others see them as “Former user”") },
  { "change-email", N_ ("Change E-Mail Addresses"),
    N_ ("Gives the Atlassian accounts that your organisation manages other e-mail addresses, in "
        "domains that it has verified"),
    N_ ("They log in with the new address, and are logged out everywhere at once") },
  { "cancel-deletion", N_ ("Cancel Deletion"),
    N_ ("Keeps accounts that would be deleted, and activates them"),
    N_ ("They can log in again, also those that were deactivated before") },
  { "undo", N_ ("Undo"), N_ ("Gives back what a run has changed"),
    N_ ("They have again what they had before the run") },
  { "retry", N_ ("Retry"), N_ ("Does again what has failed in a run"),
    N_ ("What the run was to change for them") },
};

static const ActionTexts *
find_action (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_strcmp0 (actions[i].key, key) == 0)
      return &actions[i];
  return NULL;
}

/**
 * um_words_action_name:
 * @key: an action's key
 *
 * Returns: its name, or the key of an action that this version doesn't know (an old run log)
 */
const char *
um_words_action_name (const char *key)
{
  const ActionTexts *texts = find_action (key);

  return texts != NULL ? _ (texts->name) : key;
}

/**
 * um_words_action_names:
 * @keys: keys of actions, separated by blanks
 *
 * Returns: (transfer full): their names, separated by commas; of a retry "Retry: Deactivate"
 */
char *
um_words_action_names (const char *keys)
{
  g_auto (GStrv) parts = g_strsplit (keys, " ", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (text, i == 1 && g_str_equal (parts[0], "retry") ? ": " : ", ");
      g_string_append (text, um_words_action_name (parts[i]));
    }
  return g_string_free (text, FALSE);
}

/**
 * um_words_card_group:
 * @group: a group of cards
 *
 * Returns: its heading
 */
const char *
um_words_card_group (UmCardGroup group)
{
  switch (group)
    {
    case UM_CARD_GROUPS:
      return C_ ("action cards", "Groups");
    case UM_CARD_ACCESS:
      return C_ ("action cards", "Access");
    case UM_CARD_ACCOUNT:
      return C_ ("action cards", "Account");
    case UM_CARD_REMOVAL:
      return C_ ("action cards", "Removal");
    case UM_CARD_OTHER:
    default:
      return C_ ("action cards", "Other");
    }
}

/**
 * um_words_action_touches:
 * @key: an action's key
 *
 * Returns: the card's line on what it changes
 */
const char *
um_words_action_touches (const char *key)
{
  const ActionTexts *texts = find_action (key);

  return texts != NULL ? _ (texts->touches) : "";
}

/**
 * um_words_action_notices:
 * @key: an action's key
 *
 * Returns: the card's line on what the user notices
 */
const char *
um_words_action_notices (const char *key)
{
  const ActionTexts *texts = find_action (key);

  return texts != NULL ? _ (texts->notices) : "";
}

/**
 * um_words_billing:
 * @billing: an action's effect on the bill
 *
 * Returns: the card's line on it
 */
const char *
um_words_billing (UmBilling billing)
{
  switch (billing)
    {
    case UM_BILLING_MAY_COST:
      return _ ("Takes a seat where a group grants a product");
    case UM_BILLING_MAY_FREE:
      return _ ("Frees a seat where no other group grants the product");
    case UM_BILLING_TAKES_SEATS:
      return _ ("Takes a seat of each product that the user gets");
    case UM_BILLING_FREES_SEATS:
      return _ ("Frees the seats of the user");
    case UM_BILLING_BOTH_SEATS:
      return _ ("May take a seat in both directories until the old one is left");
    case UM_BILLING_NONE:
    default:
      return _ ("Doesn’t change your bill");
    }
}

/**
 * um_words_undo:
 * @undo: whether an action can be undone
 *
 * Returns: the card's line on it
 */
const char *
um_words_undo (UmUndo undo)
{
  switch (undo)
    {
    case UM_UNDO_EXACT:
      return _ ("Can be undone");
    case UM_UNDO_14_DAYS:
      return _ ("Can be undone for 14 days");
    case UM_UNDO_BY_HAND:
      return _ ("Can’t be undone here; delete the issues in Jira");
    case UM_UNDO_NEEDLESS:
      return _ ("Nothing to undo: the accounts are as before");
    case UM_UNDO_NONE:
    default:
      return _ ("Can’t be undone");
    }
}

/**
 * um_words_input:
 * @kind: what an action asks for
 *
 * Returns: the label of its input
 */
const char *
um_words_input (UmInputKind kind)
{
  switch (kind)
    {
    case UM_INPUT_GROUPS:
      return C_ ("input", "Groups");
    case UM_INPUT_PAIRS:
      return C_ ("input", "Users and groups");
    case UM_INPUT_LIKE:
      return C_ ("input", "Same groups as");
    case UM_INPUT_PRODUCTS:
      return C_ ("input", "Products");
    case UM_INPUT_DIRECTORIES:
      return C_ ("input", "Directories");
    case UM_INPUT_SITE:
      return C_ ("input", "Jira site");
    case UM_INPUT_INTO:
      return C_ ("input", "Directory to change to");
    case UM_INPUT_PROJECT:
      return C_ ("input", "Project");
    case UM_INPUT_ISSUE_TYPE:
      return C_ ("input", "Issue type");
    case UM_INPUT_ISSUES:
      return C_ ("input", "How many issues");
    case UM_INPUT_SUMMARY:
      return C_ ("input", "Summary");
    case UM_INPUT_DESCRIPTION:
      return C_ ("input", "Description");
    case UM_INPUT_FIELDS:
      return C_ ("input", "Required fields");
    case UM_INPUT_EMAIL_RULE:
      return C_ ("input", "Domains");
    case UM_INPUT_EMAILS:
      return C_ ("input", "New addresses");
    case UM_INPUT_PEOPLE:
      return C_ ("input", "People");
    case UM_INPUT_MESSAGE:
    default:
      return C_ ("input", "Message to the user");
    }
}

/**
 * um_words_step:
 * @kind: what a step does
 * @target_name: (nullable): to or with what
 *
 * Returns: (transfer full): the step in words, "Add to jira-users"
 */
char *
um_words_step (UmStepKind kind, const char *target_name)
{
  g_autofree char *name = um_words_clean (target_name);

  switch (kind)
    {
    case UM_STEP_GROUP_ADD:
      /* Translators: %s is a group's name */
      return g_strdup_printf (_ ("Add to %s"), name);
    case UM_STEP_GROUP_REMOVE:
      /* Translators: %s is a group's name */
      return g_strdup_printf (_ ("Remove from %s"), name);
    case UM_STEP_ISSUE_CREATE:
      /* Translators: %s is the key of a project */
      return g_strdup_printf (_ ("Create an issue in %s"), name);
    case UM_STEP_ACCESS_SUSPEND:
      if (*name == '\0')
        return g_strdup (_ ("Suspend access"));
      /* Translators: %s is a directory's name */
      return g_strdup_printf (_ ("Suspend access to %s"), name);
    case UM_STEP_ACCESS_RESTORE:
      if (*name == '\0')
        return g_strdup (_ ("Restore access"));
      /* Translators: %s is a directory's name */
      return g_strdup_printf (_ ("Restore access to %s"), name);
    case UM_STEP_DIRECTORY_ENTER:
      /* Translators: %s is the name of a directory, and of a group in it */
      return g_strdup_printf (_ ("Invite to %s"), name);
    case UM_STEP_DIRECTORY_CHECK:
      /* Translators: %s is a directory's name; the user and his groups there are read back */
      return g_strdup_printf (_ ("Read back in %s"), name);
    case UM_STEP_DIRECTORY_REMOVE:
      if (*name == '\0')
        return g_strdup (_ ("Remove from the site"));
      /* Translators: %s is a directory's name */
      return g_strdup_printf (_ ("Remove from %s"), name);
    case UM_STEP_ACCOUNT_ENABLE:
      return g_strdup (_ ("Activate the account"));
    case UM_STEP_ACCOUNT_DISABLE:
      return g_strdup (_ ("Deactivate the account"));
    case UM_STEP_ACCOUNT_DELETE:
      return g_strdup (_ ("Delete the account"));
    case UM_STEP_ACCOUNT_CANCEL_DELETE:
      return g_strdup (_ ("Keep the account"));
    case UM_STEP_ROLE_ASSIGN:
      /* Translators: %s is a product such as Jira; without a group */
      return g_strdup_printf (_ ("Give %s directly"), name);
    case UM_STEP_ROLE_REVOKE:
      /* Translators: %s is a product such as Jira, which was given without a group */
      return g_strdup_printf (_ ("Take %s given directly"), name);
    case UM_STEP_INVITE:
      if (*name == '\0')
        return g_strdup (_ ("Invite"));
      /* Translators: %s is a list of products and groups */
      return g_strdup_printf (_ ("Invite to %s"), name);
    case UM_STEP_EMAIL_SET:
      return g_strdup (_ ("Change the e-mail address"));
    case UM_STEP_TOKEN_REVOKE:
      return g_strdup (_ ("Revoke API tokens"));
    case UM_N_STEP_KINDS:
    default:
      return g_strdup (um_step_kind_to_nick (kind));
    }
}

static gboolean
is_about_status (UmStepKind kind)
{
  switch (kind)
    {
    case UM_STEP_ACCOUNT_ENABLE:
    case UM_STEP_ACCOUNT_DISABLE:
    case UM_STEP_ACCOUNT_DELETE:
    case UM_STEP_ACCOUNT_CANCEL_DELETE:
    case UM_STEP_ACCESS_SUSPEND:
    case UM_STEP_ACCESS_RESTORE:
    case UM_STEP_DIRECTORY_ENTER:
    case UM_STEP_DIRECTORY_REMOVE:
    case UM_STEP_INVITE:
      return TRUE;

    default:
      return FALSE;
    }
}

/**
 * um_words_step_skip:
 * @kind: what a step does
 * @target_name: (nullable): to or with what
 * @skip: why it won't be done
 *
 * Returns: (transfer full): which step isn't done and why, where others of the same user are:
 * "jira-users: kept by your identity provider"
 */
char *
um_words_step_skip (UmStepKind kind, const char *target_name, UmSkip skip)
{
  g_autofree char *name = um_words_clean (target_name);
  g_autofree char *step = NULL;

  if (*name == '\0' && kind == UM_STEP_DIRECTORY_REMOVE)
    step = g_strdup (_ ("Remove from site or directory")); /* which of them isn't told */
  else if (*name == '\0')
    step = um_words_step (kind, NULL);
  /* Translators: a group or other target, or what a step does, and why that isn't done */
  return g_strdup_printf (_ ("%s: %s"), step != NULL ? step : name, um_words_skip (skip));
}

/**
 * um_words_tokens:
 * @state: (nullable): a state of a step that revokes API tokens
 *
 * Returns: (transfer full): "2 API tokens (script, backup)", "no API tokens"
 */
char *
um_words_tokens (const char *state)
{
  const char *labels;
  int n = um_token_text_parse (state, &labels);
  g_autofree char *number = um_words_number (MAX (n, 0));
  g_autofree char *clean = um_words_clean (labels);

  if (n == 0)
    return g_strdup (_ ("no API tokens"));
  if (n < 0)
    return g_strdup (_ ("API tokens"));
  /* Translators: first a number, then what the tokens are called */
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s API token (%s)", "%s API tokens (%s)", (gulong) n), number,
    clean);
}

/**
 * um_words_state_word:
 * @kind: what a step does
 * @word: (nullable): the state before or after it, as plan and journal hold it
 *
 * Returns: (transfer full): the state in words, "a member"; "unknown" for %NULL
 */
char *
um_words_state_word (UmStepKind kind, const char *word)
{
  UmUserStatus status;

  if (word == NULL)
    return g_strdup (_ ("unknown"));
  if (kind == UM_STEP_GROUP_ADD || kind == UM_STEP_GROUP_REMOVE)
    {
      if (g_str_equal (word, UM_MEMBER))
        return g_strdup (_ ("a member"));
      if (g_str_equal (word, UM_NOT_MEMBER))
        return g_strdup (_ ("not a member"));
    }
  if (kind == UM_STEP_ROLE_ASSIGN || kind == UM_STEP_ROLE_REVOKE)
    {
      if (g_str_equal (word, UM_ASSIGNED))
        return g_strdup (_ ("given directly"));
      if (g_str_equal (word, UM_NOT_ASSIGNED))
        return g_strdup (_ ("not given directly"));
    }
  if (kind == UM_STEP_DIRECTORY_CHECK)
    {
      if (g_str_equal (word, UM_READ_BACK))
        return g_strdup (_ ("read back"));
      if (g_str_equal (word, UM_NOT_READ_BACK))
        return g_strdup (_ ("not read back"));
    }
  if (kind == UM_STEP_TOKEN_REVOKE)
    return um_words_tokens (word);
  if (kind == UM_STEP_ISSUE_CREATE && g_str_equal (word, UM_NO_ISSUE))
    return g_strdup (_ ("no issue"));
  if (is_about_status (kind) && um_user_status_from_nick (word, &status))
    return g_utf8_strdown (um_words_status (status), -1);
  return um_words_clean (word);
}

/**
 * um_words_before_after:
 * @kind: what a step does
 * @target_name: (nullable): to or with what
 * @before: (nullable): the state before
 * @after: (nullable): the state after
 *
 * Returns: (transfer full): "jira-users: a member → not a member"
 */
char *
um_words_before_after (UmStepKind kind,
                       const char *target_name,
                       const char *before,
                       const char *after)
{
  g_autofree char *was = um_words_state_word (kind, before);
  g_autofree char *will = um_words_state_word (kind, after);
  g_autofree char *name = um_words_clean (target_name);

  if (*name == '\0')
    /* Translators: the state before and the state after */
    return g_strdup_printf (_ ("%s → %s"), was, will);
  /* Translators: a group or other target, the state before and the state after */
  return g_strdup_printf (_ ("%s: %s → %s"), name, was, will);
}
