/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words for statuses, types, states, rights, reasons to skip, warnings and waits. No state; any
 * thread. */
#include "um-config.h"
#include "um-words.h"

#include <glib/gi18n-lib.h>

/**
 * um_words_source_kind:
 * @kind: a kind of source
 *
 * Returns: its name in "Connection Type"
 */
const char *
um_words_source_kind (UmSourceKind kind)
{
  return kind == UM_SOURCE_JIRA ? _ ("Jira Cloud") : C_ ("source type", "Access");
}

/**
 * um_words_status:
 * @status: a user's status
 *
 * Returns: its word, "Active"
 */
const char *
um_words_status (UmUserStatus status)
{
  switch (status)
    {
    case UM_STATUS_ACTIVE:
      return C_ ("user status", "Active");
    case UM_STATUS_SUSPENDED:
      return C_ ("user status", "Suspended");
    case UM_STATUS_DEACTIVATED:
      return C_ ("user status", "Deactivated");
    case UM_STATUS_DELETED:
      return C_ ("user status", "Deleted");
    case UM_STATUS_FORMER:
      return C_ ("user status", "Former user");
    case UM_STATUS_NO_ACCESS:
      return C_ ("user status", "No access");
    case UM_STATUS_INACTIVE:
      return C_ ("user status", "Inactive");
    case UM_STATUS_UNKNOWN:
    default:
      return C_ ("user status", "Unknown");
    }
}

/**
 * um_words_type:
 * @type: a user's type
 *
 * Returns: its word, "Person"
 */
const char *
um_words_type (UmUserType type)
{
  switch (type)
    {
    case UM_TYPE_PERSON:
      return C_ ("user type", "Person");
    case UM_TYPE_APP:
      return C_ ("user type", "App");
    case UM_TYPE_CUSTOMER:
      return C_ ("user type", "Customer");
    case UM_TYPE_GUEST:
      return C_ ("user type", "Guest");
    case UM_TYPE_UNKNOWN:
    default:
      return C_ ("user type", "Unknown");
    }
}

/**
 * um_words_column:
 * @column: a column of the user table
 *
 * Returns: its heading
 */
const char *
um_words_column (UmColumn column)
{
  static const char *const names[UM_N_COLUMNS] = {
    [UM_COLUMN_NAME] = N_ ("Full Name"),      [UM_COLUMN_EMAIL] = N_ ("E-mail"),
    [UM_COLUMN_STATUS] = N_ ("Status"),       [UM_COLUMN_TYPE] = N_ ("Type"),
    [UM_COLUMN_DIRECTORY] = N_ ("Directory"), [UM_COLUMN_GROUPS] = N_ ("Groups"),
    [UM_COLUMN_PRODUCTS] = N_ ("Products"),   [UM_COLUMN_LAST_LOGIN] = N_ ("Last Login"),
    [UM_COLUMN_ADDED] = N_ ("Added"),         [UM_COLUMN_ID] = N_ ("Account ID"),
  };

  g_return_val_if_fail (column < UM_N_COLUMNS, "");
  return _ (names[column]);
}

/**
 * um_words_step_state:
 * @state: the state of a step or, the worst of its steps, of a user
 *
 * Returns: its word, "Done"
 */
const char *
um_words_step_state (UmStepState state)
{
  static const char *const names[UM_N_STATES] = {
    [UM_STATE_PENDING] = NC_ ("step state", "Waiting"),
    [UM_STATE_SENT] = NC_ ("step state", "Sent"),
    [UM_STATE_DONE] = NC_ ("step state", "Done"),
    [UM_STATE_FAILED] = NC_ ("step state", "Failed"),
    [UM_STATE_SKIPPED] = NC_ ("step state", "Skipped"),
    [UM_STATE_UNKNOWN] = NC_ ("step state", "Unknown"),
    [UM_STATE_CANCELLED] = NC_ ("step state", "Cancelled"),
  };

  g_return_val_if_fail (state < UM_N_STATES, "");
  return g_dpgettext2 (GETTEXT_PACKAGE, "step state", names[state]);
}

/**
 * um_words_run_state:
 * @state: the state of a run
 *
 * Returns: its word, "Finished"
 */
const char *
um_words_run_state (UmRunState state)
{
  switch (state)
    {
    case UM_RUN_RUNNING:
      return C_ ("run state", "Running");
    case UM_RUN_PAUSED:
      return C_ ("run state", "Paused");
    case UM_RUN_INTERRUPTED:
      return C_ ("run state", "Interrupted");
    case UM_RUN_FINISHED:
      return C_ ("run state", "Finished");
    case UM_RUN_CANCELLED:
      return C_ ("run state", "Cancelled");
    case UM_RUN_ATTENTION:
    default:
      return C_ ("run state", "Needs attention");
    }
}

/**
 * um_words_right:
 * @kind: what a check probes
 *
 * Returns: its line in the table of rights
 */
const char *
um_words_right (UmRightKind kind)
{
  static const char *const names[UM_N_RIGHTS] = {
    [UM_RIGHT_ADDRESS] = N_ ("The address is a Jira Cloud site"),
    [UM_RIGHT_KEY] = N_ ("The key is accepted"),
    [UM_RIGHT_BROWSE_USERS] = N_ ("List users and groups"),
    [UM_RIGHT_ADMINISTER] = N_ ("See products and the groups that grant them"),
    [UM_RIGHT_CHANGE_GROUPS] = N_ ("Change group memberships"),
    [UM_RIGHT_OWNER] = N_ ("Your own account is known, so that it can be protected"),
    [UM_RIGHT_CHANGE_ACCESS] = N_ ("Change groups, roles and access"),
    [UM_RIGHT_MANAGE_ACCOUNTS] = N_ ("Manage accounts: the key has no scopes"),
    [UM_RIGHT_READ_KEYS] = N_ ("See when API keys expire"),
  };

  g_return_val_if_fail (kind < UM_N_RIGHTS, "");
  return _ (names[kind]);
}

/**
 * um_words_right_missing:
 * @kind: what a check probes, and the key hasn't
 * @detail: (nullable): of the probe
 *
 * Returns: (transfer full): why, as a sentence; "" where nothing is to be said
 */
char *
um_words_right_missing (UmRightKind kind, const char *detail)
{
  g_autofree char *clean = um_words_clean (detail);

  if (kind != UM_RIGHT_OWNER || *clean == '\0')
    return g_strdup (clean);
  /* Translators: %s is an e-mail address */
  return g_strdup_printf (_ ("No account with the address %s was found."), clean);
}

/**
 * um_words_skip:
 * @skip: why somebody or something is left out
 *
 * Returns: a short reason for a table cell, "" for %UM_SKIP_NONE
 */
const char *
um_words_skip (UmSkip skip)
{
  static const char *const names[UM_N_SKIPS] = {
    [UM_SKIP_NONE] = "",
    [UM_SKIP_ALREADY_SO] = N_ ("already so"),
    [UM_SKIP_HELD_OUT] = N_ ("held out"),
    [UM_SKIP_YOURSELF] = N_ ("this is your own account"),
    [UM_SKIP_LAST_ADMIN] = N_ ("no other active administrator would remain"),
    [UM_SKIP_PROTECTED] = N_ ("protected"),
    [UM_SKIP_GROUP_SYNCED] = N_ ("the group is kept by your identity provider"),
    [UM_SKIP_GROUP_GONE] = N_ ("the group doesn’t exist any more"),
    [UM_SKIP_USER_GONE] = N_ ("not in the directory any more"),
    [UM_SKIP_FORMER_USER] = N_ ("a former user"),
    [UM_SKIP_NOT_MANAGED] = N_ ("not managed by your organisation"),
    [UM_SKIP_SYNCED] = N_ ("kept by your identity provider"),
    [UM_SKIP_CHANGED_SINCE] = N_ ("changed since the plan was made"),
    [UM_SKIP_EARLIER_FAILED] = N_ ("an earlier step failed"),
    [UM_SKIP_EARLIER_SKIPPED] = N_ ("an earlier step was skipped"),
    [UM_SKIP_REFUSED] = N_ ("Atlassian doesn’t allow it"),
    [UM_SKIP_OTHER_DIRECTORY] = N_ ("not in the group’s directory"),
    [UM_SKIP_NOT_IN_DIRECTORY] = N_ ("not in the directory"),
    [UM_SKIP_NOT_ON_SITE] = N_ ("not on the site"),
    [UM_SKIP_SEVERAL_DIRECTORIES] = N_ ("in several directories, of which none is chosen"),
    [UM_SKIP_APP] = N_ ("an app, not a person"),
    [UM_SKIP_DELETED] = N_ ("about to be deleted: cancel the deletion first"),
    [UM_SKIP_DEACTIVATED] = N_ ("the account is deactivated"),
    [UM_SKIP_NOT_IN_LIST] = N_ ("the list says nothing of this user"),
    [UM_SKIP_OTHER_DOMAIN] = N_ ("the address is in another domain"),
    [UM_SKIP_EMAIL_UNKNOWN] = N_ ("the present address is hidden"),
    [UM_SKIP_EMAIL_INVALID] = N_ ("the new address isn’t an e-mail address"),
    [UM_SKIP_EMAIL_TWICE] = N_ ("several users would get the same address"),
    [UM_SKIP_EMAIL_TAKEN] = N_ ("another user has the new address"),
    [UM_SKIP_LEFT_ALONE] = N_ ("a user here already, who is left as he is"),
    [UM_SKIP_SUSPENDED] = N_ ("suspended: an invitation would give access again"),
    [UM_SKIP_NO_EMAIL] = N_ ("the e-mail address isn’t known, which an invitation needs"),
    [UM_SKIP_NO_WAY_IN] = N_ ("no group there to be invited to"),
    [UM_SKIP_GROUPS_UNKNOWN] = N_ ("not all groups are known yet: refresh first"),
    [UM_SKIP_AMBIGUOUS_GROUP] = N_ ("several groups there bear the same name"),
    [UM_SKIP_NOT_INVITED] = N_ ("Atlassian didn’t invite the user"),
    [UM_SKIP_OTHER_ACCOUNT] = N_ (
      "the e-mail address belongs to another account, which was invited"),
    [UM_SKIP_NOT_READ_BACK] = N_ ("not active in the other directory with all groups, so nothing "
                                  "is removed"),
    [UM_SKIP_STATUS_UNKNOWN] = N_ ("whether the account is active isn’t known"),
    [UM_SKIP_CHANGED_BY_OTHERS] = N_ ("changed by somebody since the run, so it stays"),
    [UM_SKIP_NO_UNDO] = N_ ("what was done can’t be undone"),
    [UM_SKIP_TOO_LATE] = N_ ("too late to be undone"),
    [UM_SKIP_BEFORE_UNKNOWN] = N_ ("how it was before isn’t known"),
    [UM_SKIP_OUTCOME_UNKNOWN] = N_ ("whether it was done isn’t known yet"),
    [UM_SKIP_NOT_RETRIED] = N_ ("hadn’t failed"),
    [UM_SKIP_PRODUCT_GONE] = N_ ("the product doesn’t exist any more"),
  };

  g_return_val_if_fail (skip < UM_N_SKIPS, "");
  return *names[skip] != '\0' ? _ (names[skip]) : "";
}

/* Atlassian's reasons not to let anybody act on an account (ATLASSIAN.md §9). (nullable) */
static const char *
find_refusal (const char *reason)
{
  static const struct
  {
    const char *reason;
    const char *words;
  } refusals[] = {
    { "administrative", N_ ("the account is one of administration") },
    { "administrative.notMyself", N_ ("it is the account behind the key") },
    { "authPolicy.saml", N_ ("single sign-on decides it") },
    { "blocked.exportControl", N_ ("export control blocks the account") },
    { "conflict.lifecycleErrors", N_ ("the account isn’t in a state for that") },
    { "externalDirectory.google", N_ ("Google Workspace keeps the account") },
    { "externalDirectory.scim", N_ ("your identity provider keeps the account") },
    { "forbidden", N_ ("your organisation doesn’t manage the account") },
    { "forbidden.action", N_ ("it gives no reason") },
    { "forbidden.targetUnverified", N_ ("the e-mail address isn’t verified") },
    { "forbidden.unclaimedDomain", N_ ("your organisation hasn’t verified the new domain") },
    { "managedAccount", N_ ("an organisation manages the account") },
    { "myselfOnly", N_ ("only the user can do it") },
  };

  for (guint i = 0; reason != NULL && i < G_N_ELEMENTS (refusals); i++)
    if (g_str_equal (refusals[i].reason, reason))
      return _ (refusals[i].words);
  return NULL;
}

/**
 * um_words_skip_long:
 * @skip: why somebody or something is left out
 * @detail: (nullable): a note, a group's name, or Atlassian's reason
 *
 * Returns: (transfer full): the reason with its detail, "held out: “on parental leave”"
 */
char *
um_words_skip_long (UmSkip skip, const char *detail)
{
  g_autofree char *clean = NULL;

  if (detail == NULL || *detail == '\0')
    return g_strdup (um_words_skip (skip));
  if (skip == UM_SKIP_TOO_LATE)
    {
      clean = um_words_date (g_ascii_strtoll (detail, NULL, 10));
      /* Translators: first that it is too late for something, then a date */
      return g_strdup_printf (_ ("%s: it could be until %s"), um_words_skip (skip), clean);
    }
  if (skip == UM_SKIP_REFUSED && find_refusal (detail) != NULL)
    /* Translators: first that Atlassian doesn't allow something, then why */
    return g_strdup_printf (_ ("%s: %s"), um_words_skip (skip), find_refusal (detail));
  clean = um_words_clean (detail);
  /* Translators: first why something is skipped, then the note or name that belongs to it */
  return g_strdup_printf (_ ("%s: “%s”"), um_words_skip (skip), clean);
}

/**
 * um_words_warning:
 * @kind: what to stop at
 * @detail: (nullable): the product or group it is about
 *
 * Returns: (transfer full): a short warning, "loses Jira"
 */
char *
um_words_warning (UmWarningKind kind, const char *detail)
{
  g_autofree char *clean = um_words_clean (detail);

  switch (kind)
    {
    case UM_WARNING_LOSES_PRODUCT:
      /* Translators: %s is a product such as Jira */
      return g_strdup_printf (_ ("loses %s"), clean);
    case UM_WARNING_GIVES_ADMIN:
      /* Translators: %s is a group's name */
      return g_strdup_printf (_ ("becomes an administrator by %s"), clean);
    case UM_WARNING_TAKES_ADMIN:
      /* Translators: %s is a group's name */
      return g_strdup_printf (_ ("loses administration by %s"), clean);
    case UM_WARNING_MEMBERSHIP_UNKNOWN:
      /* Translators: %s is a group's name */
      return g_strdup_printf (_ ("whether a member of %s isn’t known yet"), clean);
    case UM_WARNING_ROLE_UNKNOWN:
      /* Translators: %s is a product such as Jira */
      return g_strdup_printf (_ ("whether %s was given directly isn’t known yet"), clean);
    case UM_WARNING_MAY_LOSE_PRODUCT:
      /* Translators: %s is a product such as Jira */
      return g_strdup_printf (_ ("may lose %s"), clean);
    case UM_WARNING_KEEPS_ROLE:
      /* Translators: %s is a product with a role on it, such as "Confluence (guest)" */
      return g_strdup_printf (_ ("keeps %s, which takes no seat"), clean);
    case UM_WARNING_DOMAIN_UNKNOWN:
      /* Translators: %s is a domain of e-mail addresses */
      return g_strdup_printf (_ ("whether your organisation has verified %s isn’t known"), clean);
    case UM_WARNING_ALREADY_THERE:
      /* Translators: %s is a directory's name */
      return g_strdup_printf (_ ("is in %s already: gets missing groups, then leaves the other"),
                              clean);
    case UM_WARNING_LOSES_GROUPS:
      /* Translators: %s are the names of groups */
      return g_strdup_printf (_ ("loses groups that don’t exist there: %s"), clean);
    case UM_WARNING_SYNCED_THERE:
      /* Translators: %s are the names of groups */
      return g_strdup_printf (_ ("only your identity provider can give these groups there: %s"),
                              clean);
    case UM_WARNING_TOKENS_UNKNOWN:
      return g_strdup (_ ("which API tokens there are is read right before"));
    case UM_WARNING_YOURSELF_UNKNOWN:
    default:
      return g_strdup (_ ("whether this is your own account isn’t known"));
    }
}

/**
 * um_words_obstacle:
 * @obstacle: why a card can't be used
 *
 * Returns: a sentence, "" for %UM_OBSTACLE_NONE
 */
const char *
um_words_obstacle (UmObstacle obstacle)
{
  switch (obstacle)
    {
    case UM_OBSTACLE_SOURCE_KIND:
      return _ ("Not offered for this type of source.");
    case UM_OBSTACLE_READ_ONLY:
      return _ ("This source is read-only.");
    case UM_OBSTACLE_NO_USERS:
      return _ ("No users are selected.");
    case UM_OBSTACLE_NOT_REFRESHED:
      return _ ("This source was not read yet. Refresh it first.");
    case UM_OBSTACLE_NO_PRODUCTS:
      return _ ("Which groups grant products isn’t known: that takes the key of a Jira "
                "administrator.");
    case UM_OBSTACLE_ONE_DIRECTORY:
      return _ ("The organisation has one directory only.");
    case UM_OBSTACLE_NO_SITE:
      return _ ("Needs a Jira source of the same organisation. Add its site under Sources.");
    case UM_OBSTACLE_NONE:
    default:
      return "";
    }
}

/**
 * um_words_wait:
 * @wait: what a run waits for
 * @seconds: for %UM_WAIT_RATE and %UM_WAIT_LATE, how long still
 *
 * Returns: (transfer full): a sentence, "" for %UM_WAIT_NONE
 */
char *
um_words_wait (UmWait wait, gint64 seconds)
{
  g_autofree char *duration = um_words_duration (seconds);

  switch (wait)
    {
    case UM_WAIT_RATE:
      /* Translators: %s is a length of time, such as "12 seconds" */
      return g_strdup_printf (_ ("Atlassian asks us to wait %s."), duration);
    case UM_WAIT_LATE:
      /* Translators: %s is a length of time, such as "30 seconds" */
      return g_strdup_printf (
        _ ("The first user’s change doesn’t show at Atlassian yet. The user is"
           " read again in %s."),
        duration);
    case UM_WAIT_NETWORK:
      return g_strdup (_ ("No connection. The run goes on by itself when the network is back."));
    case UM_WAIT_KEY:
      return g_strdup (_ ("The key was rejected. Give the source a valid key, then resume."));
    case UM_WAIT_FAILURES:
      return g_strdup (
        _ ("Atlassian failed for ten users in a row. Resume when it is well again."));
    case UM_WAIT_FIRST:
      return g_strdup (
        _ ("The first user isn’t as expected after the change. Look at the user, then resume."));
    case UM_WAIT_PAUSED:
      return g_strdup (_ ("Paused."));
    case UM_WAIT_NONE:
    default:
      return g_strdup ("");
    }
}

static char *
refresh_progress (UmRefreshStage stage, guint done, guint total)
{
  g_autofree char *so_far = um_words_number (done);
  g_autofree char *all = um_words_number (total);

  if (stage == UM_REFRESH_USERS && total > done)
    /* Translators: two numbers: users read so far, and about how many there are */
    return g_strdup_printf (_ ("Reading users: %s of about %s"), so_far, all);
  if (stage == UM_REFRESH_USERS)
    /* Translators: %s is the number of users read so far */
    return g_strdup_printf (_ ("Reading users: %s"), so_far);
  /* Translators: two numbers, of groups whose members, or of users whose groups were read */
  return g_strdup_printf (_ ("Reading memberships: %s of %s"), so_far, all);
}

/**
 * um_words_refresh:
 * @stage: where a refresh is
 * @done: users or groups read
 * @total: about how many there are, 0 = not known
 * @wait_seconds: seconds until Atlassian lets go on, 0 = not waiting
 *
 * Returns: (transfer full): a line of progress
 */
char *
um_words_refresh (UmRefreshStage stage, guint done, guint total, gint64 wait_seconds)
{
  if (wait_seconds > 0)
    return um_words_wait (UM_WAIT_RATE, wait_seconds);
  switch (stage)
    {
    case UM_REFRESH_CONNECTING:
      return g_strdup (_ ("Connecting…"));
    case UM_REFRESH_USERS:
    case UM_REFRESH_MEMBERS:
      return refresh_progress (stage, done, total);
    case UM_REFRESH_GROUPS:
      return g_strdup (_ ("Reading groups…"));
    case UM_REFRESH_SAVING:
      return g_strdup (_ ("Saving…"));
    case UM_REFRESH_OVER:
    default:
      return g_strdup (_ ("Up to date"));
    }
}

/**
 * um_words_days_left:
 * @days: days until a key's last day, negative after it
 *
 * Returns: (transfer full): "Key expires in 6 days"
 */
char *
um_words_days_left (int days)
{
  g_autofree char *number = um_words_number (MAX (days, 0));

  if (days < 0)
    return g_strdup (_ ("Key has expired"));
  if (days == 0)
    return g_strdup (_ ("Key expires today"));
  /* Translators: %s is a number of days */
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "Key expires in %s day", "Key expires in %s days", days), number);
}

/**
 * um_words_key_ends:
 * @source: the name of a source
 * @days: days until its key's last day, negative after it
 *
 * Returns: (transfer full): a sentence for where the source doesn't stand beside it
 */
char *
um_words_key_ends (const char *source, int days)
{
  g_autofree char *name = um_words_clean (source);
  g_autofree char *number = um_words_number (MAX (days, 0));

  if (days < 0)
    /* Translators: %s is the name of a source */
    return g_strdup_printf (_ ("The key of “%s” has expired."), name);
  if (days == 0)
    /* Translators: %s is the name of a source */
    return g_strdup_printf (_ ("The key of “%s” expires today."), name);
  /* Translators: the first %s is the name of a source, the second a number of days */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The key of “%s” expires in %s day.",
                                       "The key of “%s” expires in %s days.", days),
                          name, number);
}
