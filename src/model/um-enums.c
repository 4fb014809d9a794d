/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the enumerations: one table each, in the order of the values. They are part of file
 * formats (plan files, JSON, the databases), so a word is never changed once it was shipped.
 * Constant data, any thread. */

#include "um-enums.h"

#include <string.h>

static const char *const source_kinds[] = {
  [UM_SOURCE_JIRA] = "jira",
  [UM_SOURCE_ACCESS] = "access",
};

static const char *const user_statuses[] = {
  [UM_STATUS_UNKNOWN] = "unknown",     [UM_STATUS_ACTIVE] = "active",
  [UM_STATUS_SUSPENDED] = "suspended", [UM_STATUS_DEACTIVATED] = "deactivated",
  [UM_STATUS_DELETED] = "deleted",     [UM_STATUS_FORMER] = "former",
  [UM_STATUS_NO_ACCESS] = "no-access", [UM_STATUS_INACTIVE] = "inactive",
};

static const char *const user_types[] = {
  [UM_TYPE_UNKNOWN] = "unknown",   [UM_TYPE_PERSON] = "person", [UM_TYPE_APP] = "app",
  [UM_TYPE_CUSTOMER] = "customer", [UM_TYPE_GUEST] = "guest",
};

static const char *const step_kinds[] = {
  [UM_STEP_GROUP_ADD] = "group.add",
  [UM_STEP_GROUP_REMOVE] = "group.remove",
  [UM_STEP_ROLE_ASSIGN] = "role.assign",
  [UM_STEP_ROLE_REVOKE] = "role.revoke",
  [UM_STEP_ACCOUNT_ENABLE] = "account.enable",
  [UM_STEP_ACCOUNT_DISABLE] = "account.disable",
  [UM_STEP_ACCOUNT_DELETE] = "account.delete",
  [UM_STEP_ACCOUNT_CANCEL_DELETE] = "account.cancel-delete",
  [UM_STEP_ACCESS_SUSPEND] = "access.suspend",
  [UM_STEP_ACCESS_RESTORE] = "access.restore",
  [UM_STEP_DIRECTORY_ENTER] = "directory.enter",
  [UM_STEP_DIRECTORY_CHECK] = "directory.check",
  [UM_STEP_DIRECTORY_REMOVE] = "directory.remove",
  [UM_STEP_EMAIL_SET] = "email.set",
  [UM_STEP_TOKEN_REVOKE] = "token.revoke",
  [UM_STEP_INVITE] = "invite",
  [UM_STEP_ISSUE_CREATE] = "issue.create",
};

static const char *const step_states[] = {
  [UM_STATE_PENDING] = "pending",     [UM_STATE_SENT] = "sent",
  [UM_STATE_DONE] = "done",           [UM_STATE_FAILED] = "failed",
  [UM_STATE_SKIPPED] = "skipped",     [UM_STATE_UNKNOWN] = "unknown",
  [UM_STATE_CANCELLED] = "cancelled",
};

static const char *const run_states[] = {
  [UM_RUN_RUNNING] = "running",         [UM_RUN_PAUSED] = "paused",
  [UM_RUN_INTERRUPTED] = "interrupted", [UM_RUN_FINISHED] = "finished",
  [UM_RUN_CANCELLED] = "cancelled",     [UM_RUN_ATTENTION] = "attention",
};

static const char *const note_kinds[] = {
  [UM_NOTE_FOUND] = "found",
  [UM_NOTE_USER_GONE] = "user-gone",
  [UM_NOTE_TARGET_GONE] = "target-gone",
  [UM_NOTE_AS_EXPECTED] = "as-expected",
  [UM_NOTE_ALSO_CHANGED] = "also-changed",
  [UM_NOTE_NOT_READ] = "not-read",
};

static const char *const differences[] = {
  [UM_DIFFERENCE_GONE] = "gone",
  [UM_DIFFERENCE_STATUS] = "status",
  [UM_DIFFERENCE_EMAIL] = "email",
  [UM_DIFFERENCE_GROUP_LEFT] = "group-left",
  [UM_DIFFERENCE_GROUP_JOINED] = "group-joined",
  [UM_DIFFERENCE_DIRECTORY_LEFT] = "directory-left",
  [UM_DIFFERENCE_DIRECTORY_JOINED] = "directory-joined",
  [UM_DIFFERENCE_SUSPENDED] = "suspended",
  [UM_DIFFERENCE_RESTORED] = "restored",
  [UM_DIFFERENCE_ROLE_LOST] = "role-lost",
  [UM_DIFFERENCE_ROLE_GAINED] = "role-gained",
};

static const char *const risks[] = {
  [UM_RISK_SMALL] = "small",
  [UM_RISK_LARGE] = "large",
  [UM_RISK_IRREVERSIBLE] = "irreversible",
};

static const char *const skips[] = {
  [UM_SKIP_NONE] = "none",
  [UM_SKIP_ALREADY_SO] = "already-so",
  [UM_SKIP_HELD_OUT] = "held-out",
  [UM_SKIP_YOURSELF] = "yourself",
  [UM_SKIP_LAST_ADMIN] = "last-admin",
  [UM_SKIP_PROTECTED] = "protected",
  [UM_SKIP_GROUP_SYNCED] = "group-synced",
  [UM_SKIP_GROUP_GONE] = "group-gone",
  [UM_SKIP_USER_GONE] = "user-gone",
  [UM_SKIP_FORMER_USER] = "former-user",
  [UM_SKIP_NOT_MANAGED] = "not-managed",
  [UM_SKIP_SYNCED] = "synced",
  [UM_SKIP_CHANGED_SINCE] = "changed-since",
  [UM_SKIP_EARLIER_FAILED] = "earlier-failed",
  [UM_SKIP_EARLIER_SKIPPED] = "earlier-skipped",
  [UM_SKIP_REFUSED] = "refused",
  [UM_SKIP_OTHER_DIRECTORY] = "other-directory",
  [UM_SKIP_NOT_IN_DIRECTORY] = "not-in-directory",
  [UM_SKIP_NOT_ON_SITE] = "not-on-site",
  [UM_SKIP_SEVERAL_DIRECTORIES] = "several-directories",
  [UM_SKIP_APP] = "app",
  [UM_SKIP_DELETED] = "deleted",
  [UM_SKIP_DEACTIVATED] = "deactivated",
  [UM_SKIP_NOT_IN_LIST] = "not-in-list",
  [UM_SKIP_OTHER_DOMAIN] = "other-domain",
  [UM_SKIP_EMAIL_UNKNOWN] = "email-unknown",
  [UM_SKIP_EMAIL_INVALID] = "email-invalid",
  [UM_SKIP_EMAIL_TWICE] = "email-twice",
  [UM_SKIP_EMAIL_TAKEN] = "email-taken",
  [UM_SKIP_LEFT_ALONE] = "left-alone",
  [UM_SKIP_SUSPENDED] = "suspended",
  [UM_SKIP_NO_EMAIL] = "no-email",
  [UM_SKIP_NO_WAY_IN] = "no-way-in",
  [UM_SKIP_GROUPS_UNKNOWN] = "groups-unknown",
  [UM_SKIP_AMBIGUOUS_GROUP] = "ambiguous-group",
  [UM_SKIP_NOT_INVITED] = "not-invited",
  [UM_SKIP_OTHER_ACCOUNT] = "other-account",
  [UM_SKIP_NOT_READ_BACK] = "not-read-back",
  [UM_SKIP_STATUS_UNKNOWN] = "status-unknown",
  [UM_SKIP_CHANGED_BY_OTHERS] = "changed-by-others",
  [UM_SKIP_NO_UNDO] = "no-undo",
  [UM_SKIP_TOO_LATE] = "too-late",
  [UM_SKIP_BEFORE_UNKNOWN] = "before-unknown",
  [UM_SKIP_OUTCOME_UNKNOWN] = "outcome-unknown",
  [UM_SKIP_NOT_RETRIED] = "not-retried",
  [UM_SKIP_PRODUCT_GONE] = "product-gone",
};

static const char *const warning_kinds[] = {
  [UM_WARNING_LOSES_PRODUCT] = "loses-product",
  [UM_WARNING_GIVES_ADMIN] = "gives-admin",
  [UM_WARNING_TAKES_ADMIN] = "takes-admin",
  [UM_WARNING_MEMBERSHIP_UNKNOWN] = "membership-unknown",
  [UM_WARNING_ROLE_UNKNOWN] = "role-unknown",
  [UM_WARNING_ALREADY_THERE] = "already-there",
  [UM_WARNING_LOSES_GROUPS] = "loses-groups",
  [UM_WARNING_SYNCED_THERE] = "synced-there",
  [UM_WARNING_YOURSELF_UNKNOWN] = "yourself-unknown",
  [UM_WARNING_MAY_LOSE_PRODUCT] = "may-lose-product",
  [UM_WARNING_KEEPS_ROLE] = "keeps-role",
  [UM_WARNING_DOMAIN_UNKNOWN] = "domain-unknown",
  [UM_WARNING_TOKENS_UNKNOWN] = "tokens-unknown",
};

G_STATIC_ASSERT (G_N_ELEMENTS (step_kinds) == UM_N_STEP_KINDS);
G_STATIC_ASSERT (G_N_ELEMENTS (step_states) == UM_N_STATES);
G_STATIC_ASSERT (G_N_ELEMENTS (skips) == UM_N_SKIPS);

static gboolean
find_nick (const char *const *nicks, guint n_nicks, const char *nick, guint *value)
{
  for (guint i = 0; nick != NULL && i < n_nicks; i++)
    {
      if (strcmp (nicks[i], nick) == 0)
        {
          *value = i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * um_source_kind_to_nick:
 * @kind: a kind of source
 *
 * The word of PRODUCT.md §8 (`--type`) for a kind of source.
 *
 * Returns: (transfer none): a static string
 */
const char *
um_source_kind_to_nick (UmSourceKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (source_kinds), NULL);

  return source_kinds[kind];
}

/**
 * um_source_kind_from_nick:
 * @nick: (nullable): a word from outside
 * @kind: (out): the kind; untouched where the word isn't known
 *
 * Returns: whether @nick is the word of a kind of source
 */
gboolean
um_source_kind_from_nick (const char *nick, UmSourceKind *kind)
{
  guint value;

  if (!find_nick (source_kinds, G_N_ELEMENTS (source_kinds), nick, &value))
    return FALSE;

  *kind = value;
  return TRUE;
}

/**
 * um_user_status_to_nick:
 * @status: a user's status
 *
 * The word of PRODUCT.md §4 (`status:`) for a status.
 *
 * Returns: (transfer none): a static string
 */
const char *
um_user_status_to_nick (UmUserStatus status)
{
  g_return_val_if_fail (status < G_N_ELEMENTS (user_statuses), NULL);

  return user_statuses[status];
}

/**
 * um_user_status_from_nick:
 * @nick: (nullable): a word from outside
 * @status: (out): the status; untouched where the word isn't known
 *
 * Returns: whether @nick is the word of a status
 */
gboolean
um_user_status_from_nick (const char *nick, UmUserStatus *status)
{
  guint value;

  if (!find_nick (user_statuses, G_N_ELEMENTS (user_statuses), nick, &value))
    return FALSE;

  *status = value;
  return TRUE;
}

/**
 * um_user_type_to_nick:
 * @type: a user's type
 *
 * The word of PRODUCT.md §4 (`type:`) for a type.
 *
 * Returns: (transfer none): a static string
 */
const char *
um_user_type_to_nick (UmUserType type)
{
  g_return_val_if_fail (type < G_N_ELEMENTS (user_types), NULL);

  return user_types[type];
}

/**
 * um_user_type_from_nick:
 * @nick: (nullable): a word from outside
 * @type: (out): the type; untouched where the word isn't known
 *
 * Returns: whether @nick is the word of a type
 */
gboolean
um_user_type_from_nick (const char *nick, UmUserType *type)
{
  guint value;

  if (!find_nick (user_types, G_N_ELEMENTS (user_types), nick, &value))
    return FALSE;

  *type = value;
  return TRUE;
}

/**
 * um_step_kind_to_nick:
 * @kind: a kind of step
 *
 * The word of DESIGN.md §1, idea 2, for a kind of step.
 *
 * Returns: (transfer none): a static string
 */
const char *
um_step_kind_to_nick (UmStepKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (step_kinds), NULL);

  return step_kinds[kind];
}

/**
 * um_step_kind_from_nick:
 * @nick: (nullable): a word from outside
 * @kind: (out): the kind; untouched where the word isn't known
 *
 * Returns: whether @nick is the word of a kind of step
 */
gboolean
um_step_kind_from_nick (const char *nick, UmStepKind *kind)
{
  guint value;

  if (!find_nick (step_kinds, G_N_ELEMENTS (step_kinds), nick, &value))
    return FALSE;

  *kind = value;
  return TRUE;
}

/**
 * um_step_state_to_nick:
 * @state: the state of a step
 *
 * The word of PRODUCT.md §8 ("Step states") for a state.
 *
 * Returns: (transfer none): a static string
 */
const char *
um_step_state_to_nick (UmStepState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (step_states), NULL);

  return step_states[state];
}

/**
 * um_step_state_from_nick:
 * @nick: (nullable): a word from outside
 * @state: (out): the state; untouched where the word isn't known
 *
 * Returns: whether @nick is the word of a step's state
 */
gboolean
um_step_state_from_nick (const char *nick, UmStepState *state)
{
  guint value;

  if (!find_nick (step_states, G_N_ELEMENTS (step_states), nick, &value))
    return FALSE;

  *state = value;
  return TRUE;
}

/**
 * um_run_state_to_nick:
 * @state: the state of a run
 *
 * Returns: (transfer none): a static string, the word of PRODUCT.md §7
 */
const char *
um_run_state_to_nick (UmRunState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (run_states), NULL);

  return run_states[state];
}

/**
 * um_run_state_from_nick:
 * @nick: (nullable): a word from outside
 * @state: (out): the state; untouched where the word isn't known
 *
 * Returns: whether @nick is the word of a run's state
 */
gboolean
um_run_state_from_nick (const char *nick, UmRunState *state)
{
  guint value;

  if (!find_nick (run_states, G_N_ELEMENTS (run_states), nick, &value))
    return FALSE;

  *state = value;
  return TRUE;
}

/**
 * um_note_kind_to_nick:
 * @kind: what was found later
 *
 * Returns: (transfer none): a static string
 */
const char *
um_note_kind_to_nick (UmNoteKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (note_kinds), NULL);

  return note_kinds[kind];
}

/**
 * um_note_kind_from_nick:
 * @nick: (nullable): a word from outside
 * @kind: (out): what was found; untouched where the word isn't known
 *
 * Returns: whether @nick is the word of a kind of note
 */
gboolean
um_note_kind_from_nick (const char *nick, UmNoteKind *kind)
{
  guint value;

  if (!find_nick (note_kinds, G_N_ELEMENTS (note_kinds), nick, &value))
    return FALSE;

  *kind = value;
  return TRUE;
}

/**
 * um_difference_to_nick:
 * @what: in what a user is other than expected
 *
 * Returns: (transfer none): a static string
 */
const char *
um_difference_to_nick (UmDifference what)
{
  g_return_val_if_fail (what < G_N_ELEMENTS (differences), NULL);

  return differences[what];
}

/**
 * um_difference_from_nick:
 * @nick: (nullable): a word from outside
 * @what: (out): a difference; untouched where the word isn't known
 *
 * Returns: whether @nick is the word of a difference
 */
gboolean
um_difference_from_nick (const char *nick, UmDifference *what)
{
  guint value;

  if (!find_nick (differences, G_N_ELEMENTS (differences), nick, &value))
    return FALSE;

  *what = value;
  return TRUE;
}

/**
 * um_risk_to_nick:
 * @risk: a plan's risk
 *
 * Returns: (transfer none): a static string
 */
const char *
um_risk_to_nick (UmRisk risk)
{
  g_return_val_if_fail (risk < G_N_ELEMENTS (risks), NULL);

  return risks[risk];
}

/**
 * um_skip_to_nick:
 * @skip: why a user or step is not acted on
 *
 * Returns: (transfer none): a static string
 */
const char *
um_skip_to_nick (UmSkip skip)
{
  g_return_val_if_fail (skip < G_N_ELEMENTS (skips), NULL);

  return skips[skip];
}

/**
 * um_skip_from_nick:
 * @nick: (nullable): a word from outside
 * @skip: (out): the reason; untouched where the word isn't known
 *
 * Returns: whether @nick is the word of a reason to skip
 */
gboolean
um_skip_from_nick (const char *nick, UmSkip *skip)
{
  guint value;

  if (!find_nick (skips, G_N_ELEMENTS (skips), nick, &value))
    return FALSE;

  *skip = value;
  return TRUE;
}

/**
 * um_warning_kind_to_nick:
 * @kind: a kind of warning
 *
 * Returns: (transfer none): a static string
 */
const char *
um_warning_kind_to_nick (UmWarningKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (warning_kinds), NULL);

  return warning_kinds[kind];
}
